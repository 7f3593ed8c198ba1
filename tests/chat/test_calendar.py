"""`/calendar`: the anniversaries as a file."""

from pathlib import Path

from icalendar import Calendar

from tests.bot_api.people import Person
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import running


def test_the_calendar_comes_as_a_file_in_the_chats_language(shared: BotApiServer) -> None:
    for number, language, title in ((7501, "en", "WITSA"), (7502, "zh-hant", "智慧城市首長高峰會")):
        answer = shared.person(number, language).ask("/calendar")
        assert "15" in answer.text
        calendar = Calendar.from_ical(answer.parameters["document"])
        entries = [str(entry["summary"]) for entry in calendar.walk("VEVENT")]
        assert len(entries) == 15
        assert any(title in entry for entry in entries)


def test_in_a_forums_general_topic_it_comes_too(shared: BotApiServer, keeper: Person) -> None:
    shared.topic(keeper, 11)
    keeper.send("/calendar", message_thread_id=1, is_topic_message=True)
    assert "15" in keeper.hear()[0].text


def test_where_no_anniversary_is_known_no_empty_file_comes(
    server: BotApiServer, tmp_path: Path
) -> None:
    (tmp_path / "pack.yaml").write_text(
        "source: {title: Bridges, publisher: Archive}\nevents:\n"
        "  - {id: b, date: 1999, category: launch, title: {en: Bridge}, summary: {en: Open.},"
        " keywords: {en: [bridge]}}\n",
        encoding="utf-8",
    )
    with running(server, KNOWLEDGE_DIR=str(tmp_path)):
        answer = server.person().ask("/calendar")
    assert "nothing for a calendar" in answer.text
    assert "document" not in answer.parameters
