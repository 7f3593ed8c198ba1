"""The picture of a year: what it says, and that it is drawn for every reader."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageColor

from bot.answers.message import utf16_length
from bot.answers.wording import wording
from bot.events.event import in_language
from bot.events.knowledge import SHIPPED, load
from bot.pictures import drawing
from bot.pictures.year import MOST_ENTRIES, view_of, years_of
from tests.benchmarks.synthetic import knowledge as a_century
from tests.packs import PARKS, knowledge


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_event_is_told_with_its_days_and_its_month(language: str) -> None:
    known = load(SHIPPED)
    view = view_of(known, 2021, wording(language))
    entries = {e.title: (s.name, e.days) for s in view.stretches for e in s.entries}
    assert entries.keys() == {in_language(e.title, language) for e in known.events}
    march = wording(language).month(3)
    expo = known.by_key["2021-03-smart-city-summit-expo"]
    assert entries[in_language(expo.title, language)] == (march, "23–26")
    assert sum(topic.count for topic in view.topics) == len(known.events)


@pytest.mark.parametrize(("language", "days"), [("en", "30 – 2 Nov"), ("zh-Hant", "30 – 11月2日")])
def test_days_that_reach_into_the_next_month_name_it(language: str, days: str) -> None:
    known = knowledge(PARKS.replace("2018-05-04/2018-05-06", "2018-10-30/2018-11-02"))
    view = view_of(known, 2018, wording(language))
    assert days in [entry.days for stretch in view.stretches for entry in stretch.entries]


def test_every_topic_is_named_in_full() -> None:
    view = view_of(load(SHIPPED), 2021, wording("en"))
    page = drawing._Page(view)
    said: list[str] = []
    page._text = lambda _left, text, *_, **__: said.append(text)  # type: ignore[method-assign]
    page.draw()
    assert {f"{topic.name} ({topic.count})" for topic in view.topics} <= set(said)


def test_a_title_without_room_is_cut_behind_a_word() -> None:
    assert (
        drawing._cut("Free smoke alarms for old apartments", 37, 520)
        == "Free smoke alarms for old…"
    )
    assert drawing._cut("老舊公寓免費裝設住宅用火災警報器", 37, 200) == "老舊公寓…"


def test_the_caption_tells_it_in_words() -> None:
    caption = view_of(load(SHIPPED), 2021, wording("zh-Hant")).caption()
    assert caption.startswith("2021年：15則")
    assert "10月：TGOS 後勤服務獎" in caption


def test_years_are_those_in_which_something_happened() -> None:
    assert years_of(knowledge()) == [(2016, 1), (2018, 2), (2019, 2)]


def test_a_full_year_has_room_and_says_what_is_left_out() -> None:
    known = a_century(4000)
    view = view_of(known, 1950, wording("en"))
    assert sum(len(stretch.entries) for stretch in view.stretches) <= MOST_ENTRIES
    assert any(stretch.more.startswith("and ") for stretch in view.stretches)
    assert utf16_length(view.caption()) <= 1024
    assert _size(drawing.draw(view))[1] < 2400


def test_the_same_is_drawn_once_and_other_words_anew() -> None:
    known = load(SHIPPED)
    key = view_of(known, 2021, wording("en")).key
    assert view_of(load(SHIPPED), 2021, wording("en")).key == key
    assert view_of(known, 2021, wording("zh-Hant")).key != key
    fewer = replace(known, events=known.events[1:])
    assert view_of(fewer, 2021, wording("en")).key != key


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_it_is_drawn_as_wide_as_a_phone_is_sharp(language: str) -> None:
    content = drawing.draw(view_of(load(SHIPPED), 2021, wording(language)))
    width, height = _size(content)
    assert width == 1080
    assert height < 2 * width
    assert len(content) < 300_000


def test_every_sign_of_the_shipped_texts_has_a_letter() -> None:
    signs = set()
    for event in load(SHIPPED).events:
        for texts in (event.title, event.summary):
            signs |= set("".join(texts.values()))
    assert [sign for sign in signs if drawing._known(f"-{sign}-") == f"-{drawing._MISSING}-"] == []


def test_signs_that_the_font_lacks_are_no_boxes() -> None:
    assert drawing._known("a😀b") == "ab"
    assert drawing._known("展ก覽") == "展〓覽"


@pytest.mark.parametrize("colour", [drawing.TEXT, drawing.DIM, *drawing.COLOURS])
def test_letters_and_marks_stand_out(colour: str) -> None:
    assert _contrast(colour, drawing.BACKGROUND) >= 4.5


@pytest.mark.parametrize("chat", ["#ffffff", "#efeae2", "#0e1621", "#000000"])
def test_the_picture_stands_out_from_light_and_dark_chats(chat: str) -> None:
    assert _contrast(chat, drawing.BACKGROUND) >= 1.4


def _size(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content)) as picture:
        return picture.size


def _contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours, 1 to 21."""
    light, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (number / 255 for number in ImageColor.getrgb(colour)[:3])
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
