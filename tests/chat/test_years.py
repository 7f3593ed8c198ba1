"""The picture of a year, end to end."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.bot_api.people import Person
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import numbers, running
from tests.packs import PARKS


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApiServer]:
    """A bot that knows several years."""
    folder: Path = tmp_path_factory.mktemp("packs")
    (folder / "parks.yaml").write_text(PARKS, encoding="utf-8")
    with BotApiServer() as server, running(server, KNOWLEDGE_DIR=str(folder)):
        yield server


def test_the_year_is_a_picture_with_words_for_those_who_cannot_see_it(
    shared: BotApiServer, ann: Person
) -> None:
    sent = ann.ask("/year")
    assert sent.photo
    assert sent.text.startswith("The year 2021: 15 events\nJanuary: MyCode Plus")
    with Image.open(BytesIO(shared.telegram.files[sent.photo])) as picture:
        assert picture.size[0] == 1080
    ann.press(sent, "Months")
    assert "Which month?" in ann.hear()[0].text


def test_it_is_uploaded_once_for_each_language(shared: BotApiServer, ann: Person) -> None:
    first = ann.ask("/year 2021")
    uploads = len(shared.telegram.files)
    other = shared.person(next(numbers))
    assert other.ask("/year").photo == other.ask("/year 110").photo == first.photo
    mei = shared.person(next(numbers), language="zh-hant")
    chinese = mei.ask("/year")
    assert chinese.photo != first.photo
    assert chinese.text.startswith("2021年：15則")
    assert len(shared.telegram.files) <= uploads + 1


def test_a_file_that_telegram_forgot_is_uploaded_again(shared: BotApiServer, ann: Person) -> None:
    gone = ann.ask("/year").photo
    del shared.telegram.files[gone]
    shared.telegram.files["another"] = b""
    sent = ann.ask("/year")
    assert sent.photo not in ("", gone)
    assert ann.ask("/year").photo == sent.photo


def test_what_names_no_year_is_asked_back(ann: Person) -> None:
    choice = ann.ask("/year foo")
    assert (choice.text, choice.labels) == ("Which year?", ["2021 (15)"])


@pytest.mark.parametrize("named", ["1066", "9999"])
def test_a_year_without_events_is_said_so(ann: Person, named: str) -> None:
    assert f"I know of nothing in {named}" in ann.ask(f"/year {named}").text


@pytest.mark.parametrize("data", ["y1:", "y1:1066", "y1:99999", "y0:2021", "y1:2021x"])
def test_a_forged_button_gets_a_kind_line(ann: Person, data: str) -> None:
    message = ann.ask("expo")
    ann.press(message, data=data)
    if data.startswith("y1"):
        assert "another time" in ann.hear()[0].text
    else:
        assert "another time" in ann.wait_for_edit(message).text


def test_of_several_years_one_is_chosen_by_button(parks: BotApiServer) -> None:
    ann = parks.person(next(numbers))
    choice = ann.ask("/year")
    assert choice.labels == ["2016 (1)", "2018 (2)", "2019 (2)"]
    ann.press(choice, "2018")
    picture = ann.hear()[0]
    assert picture.text.startswith("The year 2018: 2 events")
    assert picture.labels == ["‹ 2016", "2019 ›", "Months"]
    ann.press(picture, "2019 ›")
    assert ann.hear()[0].labels == ["‹ 2018", "Months"]
