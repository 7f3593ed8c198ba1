"""Votes, unanswered questions, numbers and new knowledge: what the keeper is given, end to end."""

import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.bot_api.people import Person
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import ROOT, command, environment, numbers, running
from tests.packs import PARKS

_KEEPERS = range(987_654_321, 987_654_351)
"""One for each test: what the ones before asked is no flood of the next."""
_keepers = iter(_KEEPERS)
_NEW = """
  - id: moon-landing
    date: 2019-07-20
    category: conference
    title: {en: Moon landing remembered, zh-Hant: 登月紀念}
    summary: {en: The moon over the park., zh-Hant: 公園上的月亮。}
    keywords: {en: [moon], zh-Hant: [月亮]}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("packs") / "parks.yaml"
    path.write_text(PARKS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def kept(pack: Path) -> Iterator[BotApiServer]:
    """A bot with a keeper and a pack that can be changed."""
    with (
        BotApiServer() as server,
        running(server, KNOWLEDGE_DIR=str(pack.parent), ADMIN_IDS=",".join(map(str, _KEEPERS))),
    ):
        yield server


@pytest.fixture
def keeper(kept: BotApiServer) -> Person:
    return kept.person(next(_keepers))


@pytest.fixture
def ann(kept: BotApiServer) -> Person:
    return kept.person(next(numbers))


def eventually(reached: Callable[[], bool], seconds: float = 15) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.3)


def test_votes_stand_under_sure_answers_alone(ann: Person) -> None:
    assert ann.ask("bamboo bench").labels[-2:] == ["👍", "👎"]
    assert "👍" not in ann.ask("purple submarines").labels
    assert "👍" not in ann.ask("/topics").labels


def test_a_vote_is_thanked_for_and_taken_once(ann: Person, keeper: Person) -> None:
    answer = ann.ask("frogs in ponds")
    press = ann.press(answer, "👍")
    assert ann.answer_to(press)["text"] == "Thank you!"
    assert "👍" not in ann.wait_for_edit(answer).labels
    assert len(answer.labels) > 0
    ann.press(answer, data="v1:+")
    ann.ask("/help")
    assert "👍 1 · 👎 0" in keeper.ask("/stats").text


def test_what_found_no_answer_is_listed_for_the_keeper(ann: Person, keeper: Person) -> None:
    for text in ("where are the flamingos", "Where are teh flamingos?", "0912345678 flamingos"):
        ann.ask(text)
    answer = ann.ask("roses")
    ann.answer_to(ann.press(answer, "👎"))
    ann.wait_for_edit(answer)
    listed = keeper.ask("/unanswered").text
    assert "2 × where are teh flamingos" in listed
    assert "also: where are the flamingos" in listed
    assert "unknown words: flamingos" in listed
    assert "1 × roses" in listed
    assert "rose-garden" in listed
    assert "0912345678" not in listed


def test_the_command_line_lists_the_same(kept: BotApiServer, ann: Person, pack: Path) -> None:
    ann.ask("giraffes anywhere")
    ann.ask("/help")
    settings = environment(kept, KNOWLEDGE_DIR=str(pack.parent))
    done = subprocess.run(
        command("unanswered", "--json"),
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"questions": ["giraffes anywhere"]' in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["stats", "reload", "unanswered"])
def test_for_anybody_else_the_keepers_commands_do_not_exist(ann: Person, name: str) -> None:
    assert "don't know that command" in ann.ask(f"/{name}").text


def test_the_help_names_the_keepers_commands_to_keepers_alone(ann: Person, keeper: Person) -> None:
    commands = ("/stats – ", "/unanswered – ", "/reload – ")
    told, others = keeper.ask("/help").text, ann.ask("/help").text
    assert others in told
    assert [named for named in commands if named in told] == list(commands)
    assert not any(named in others for named in commands)


def test_the_keepers_commands_are_for_private(kept: BotApiServer, keeper: Person) -> None:
    group = kept.group(keeper, -next(numbers))
    group.send("/stats")
    assert group.ask("@annals_test_bot bamboo").text
    assert len(group.received) == 1


def test_a_message_edited_into_a_keepers_command_is_none(kept: BotApiServer) -> None:
    keeper = kept.person(next(_keepers))
    message = keeper.send("frogs")
    keeper.hear()
    keeper.edit(message, "/stats")
    keeper.ask("/help")
    assert not any("Questions: " in sent.text for sent in keeper.received)
    assert "Questions: " in keeper.ask("/stats").text


def test_stats_tell_numbers_and_no_ids(ann: Person, keeper: Person) -> None:
    ann.ask("bamboo bench")
    told = keeper.ask("/stats").text
    assert "Questions: " in told
    assert "Time to answer: " in told
    assert "Chats that asked: " in told
    assert str(ann.chat["id"]) not in told
    assert str(keeper.chat["id"]) not in told


def test_a_new_pack_is_taken_and_a_broken_one_refused(
    ann: Person, keeper: Person, pack: Path
) -> None:
    assert "Nothing has changed" in keeper.ask("/reload").text
    assert "Rose garden" in ann.ask("roses").text
    pack.write_text(PARKS.replace("2018-11\n", "2018-13\n"), encoding="utf-8")
    refused = keeper.ask("/reload").text
    assert "what was known stays in force" in refused
    assert f"\n{pack.name}:" in refused
    assert str(pack.parent) not in refused
    assert "names a month that does not exist" in refused
    assert "Tree Care Award" in ann.ask("tree care award").text
    pack.write_text(PARKS + _NEW.strip("\n") + "\n", encoding="utf-8")
    assert "New: 1, changed: 0, gone: 0" in keeper.ask("/reload").text
    assert "Moon landing remembered" in ann.ask("moon").text


def test_a_changed_pack_is_seen_and_used_whole(kept: BotApiServer, pack: Path) -> None:
    pack.write_text(PARKS.replace("Bench Design Award", "Seat Design Award"), encoding="utf-8")
    asked = 0

    def is_used() -> bool:
        nonlocal asked
        asked += 1
        ann = kept.person(next(numbers))
        text = ann.ask("bamboo").text
        assert "Design Award" in text
        return "Seat Design" in text

    eventually(is_used)
    assert asked > 1
    ann = kept.person(next(numbers))
    assert ann.ask("/year 2019").text.count("Seat Design Award") == 1
    pack.write_text(PARKS, encoding="utf-8")
    eventually(lambda: "Bench" in kept.person(next(numbers)).ask("bamboo").text)


def test_learning_can_be_switched_off(server: BotApiServer) -> None:
    keeper = server.person(_KEEPERS[0])
    with running(server, ADMIN_IDS=str(_KEEPERS[0]), KEEP_UNANSWERED="false"):
        assert "👍" not in keeper.ask("what awards in November?").labels
        keeper.ask("purple submarines")
        assert "are not kept" in keeper.ask("/unanswered").text
        assert "👎" not in keeper.ask("/privacy").text


def test_privacy_tells_of_it(ann: Person) -> None:
    assert "90 days" in ann.ask("/privacy").text


def test_what_is_kept_is_deleted_in_time_though_nobody_asks_and_nothing_more_is_kept(
    server: BotApiServer, tmp_path: Path
) -> None:
    file = tmp_path / "annals.db"
    more = {"DATABASE_URL": f"sqlite:///{file}", "KEEP_UNANSWERED": "false"}
    command_line = subprocess.run(
        command("unanswered"), cwd=ROOT, env=environment(None, **more), check=False
    )
    assert command_line.returncode == 0
    today = datetime.now(UTC).date()
    asked = {"flamingos": today - timedelta(days=92), "giraffes": today - timedelta(days=80)}

    def kept_texts() -> list[str]:
        with closing(sqlite3.connect(file)) as opened:
            return [text for (text,) in opened.execute("SELECT text FROM unanswered ORDER BY text")]

    with closing(sqlite3.connect(file)) as opened, opened:
        rows = [(text, day.isoformat()) for text, day in asked.items()]
        opened.executemany("INSERT INTO unanswered VALUES (?, 'en', 1, ?)", rows)
    assert kept_texts() == ["flamingos", "giraffes"]
    with running(server, None, **more):
        eventually(lambda: kept_texts() == ["giraffes"])
