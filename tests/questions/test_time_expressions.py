"""Time expressions: what names a period, which one, and what does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages.text import normalise
from bot.questions.lexicon import Lexicon
from bot.questions.spelling import respell
from bot.questions.time_expressions import find_time
from tests.packs import knowledge

TODAY = date(2026, 11, 23)
PARKS = Lexicon(knowledge())


def period(text: str, years: tuple[int, int] = (2021, 2021)) -> str | None:
    line = respell(normalise(text), PARKS.spelling, PARKS.knows).line
    found = find_time(line, TODAY, years)
    return found.period.iso() if found else None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("in january", "01-01/01-31"),
        ("October's highlights?", "10-01/10-31"),
        ("events in aug", "08-01/08-31"),
        ("news from Sept. 2021", "09-01/09-30"),
        ("Novmber", "11-01/11-30"),
        ("Novmbr", "11-01/11-30"),
        ("Febuary", "02-01/02-28"),
        ("what hapened in Agust", "08-01/08-31"),
        ("Decemer webinar?", "12-01/12-31"),
        ("may awards?", "05-01/05-31"),
        ("and in May?", "05-01/05-31"),
        ("may?", "05-01/05-31"),
        ("prizes won in novembers", "11-01/11-30"),
        ("all the februaries", "02-01/02-28"),
        ("what happened on christmas", "12-25/12-25"),
        ("anything on Christmas Eve?", "12-24/12-24"),
        ("new years day 2021", "01-01/01-01"),
        ("on new year's eve", "12-31/12-31"),
        ("元旦那天", "01-01/01-01"),
        ("2021年元旦有什麼活動", "01-01/01-01"),
        ("聖誕節當天發生什麼", "12-25/12-25"),
        ("3/23", "03-23/03-23"),
        ("23/3", "03-23/03-23"),
        ("2021-03-23", "03-23/03-23"),
        ("2021/3/23", "03-23/03-23"),
        ("on July 1st, what took effect?", "07-01/07-01"),
        ("the 1st of july?", "07-01/07-01"),
        ("the first of July", "07-01/07-01"),
        ("July the 1st", "07-01/07-01"),
        ("anything on 24 Mar?", "03-24/03-24"),
        ("mar 16th meeting", "03-16/03-16"),
        ("16-17 March", "03-16/03-17"),
        ("March 16 to 18", "03-16/03-18"),
        ("from march 23 to 26", "03-23/03-26"),
        ("23 to 26 march", "03-23/03-26"),
        ("what they got up to in spring", "03-01/05-31"),
        ("23 march to 26 march", "03-23/03-26"),
        ("23 til 26 mar", "03-23/03-26"),
        ("since 2021-10", "10-01/12-31"),
        ("from 2021-10-05", "10-05/12-31"),
        ("from late march", "03-21/12-31"),
        ("between March and May", "03-01/05-31"),
        ("events from June to August", "06-01/08-31"),
        ("june-august", "06-01/08-31"),
        ("before July", "01-01/06-30"),
        ("since October", "10-01/12-31"),
        ("after October", "11-01/12-31"),
        ("until March, what happened?", "01-01/03-31"),
        ("until the end of June", "01-01/06-30"),
        ("by the end of June", "01-01/06-30"),
        ("from October on", "10-01/12-31"),
        ("from October onwards", "10-01/12-31"),
        ("first two weeks of March", "03-01/03-14"),
        ("last week of March", "03-25/03-31"),
        ("Q1 events", "01-01/03-31"),
        ("second quarter", "04-01/06-30"),
        ("third quarter of 2021", "07-01/09-30"),
        ("first half of the year", "01-01/06-30"),
        ("second half of the year", "07-01/12-31"),
        ("in spring", "03-01/05-31"),
        ("what was going on in summer", "06-01/08-31"),
        ("in the fall", "09-01/11-30"),
        ("early March", "03-01/03-10"),
        ("mid-March", "03-11/03-20"),
        ("late March", "03-21/03-31"),
        ("list all awards of 2021", "01-01/12-31"),
        ("what happened today?", "11-23/11-23"),
        ("on this day", "11-23/11-23"),
        ("yesterday", "11-22/11-22"),
        ("next month", "12-01/12-31"),
        ("last month", "10-01/10-31"),
        ("this week", "11-23/11-29"),
        ("十一月得了哪些獎", "11-01/11-30"),
        ("11月", "11-01/11-30"),
        ("三月十六日市政會議通過什麼？", "03-16/03-16"),
        ("3月17號", "03-17/03-17"),
        ("2021/3/24 的高峰會", "03-24/03-24"),
        ("民國110年", "01-01/12-31"),
        ("110年有什麼", "01-01/12-31"),
        ("民國一百一十年七月有何修正", "07-01/07-31"),
        ("二〇二一年五月", "05-01/05-31"),
        ("上半年", "01-01/06-30"),
        ("下半年有什麼大事", "07-01/12-31"),
        ("第三季", "07-01/09-30"),
        ("Q4有什麼", "10-01/12-31"),
        ("三月初", "03-01/03-10"),
        ("十月月中", "10-11/10-20"),
        ("三月中", "03-11/03-20"),
        ("3月底", "03-21/03-31"),
        ("三月下旬的展覽", "03-21/03-31"),
        ("夏天", "06-01/08-31"),
        ("3月到5月之間有什麼", "03-01/05-31"),
        ("1-3月大事", "01-01/03-31"),
        ("七月以前", "01-01/06-30"),
        ("十月之後", "11-01/12-31"),
        ("十月起", "10-01/12-31"),
        ("截至六月", "01-01/06-30"),
        ("3月16日到17日", "03-16/03-17"),
        ("上個月得了什麼獎", "10-01/10-31"),
        ("這個月", "11-01/11-30"),
        ("今天", "11-23/11-23"),
        ("24.3.2021", "03-24/03-24"),
        ("26-Mar-2021", "03-26/03-26"),
        ("3/24/21", "03-24/03-24"),
        ("20210324", "03-24/03-24"),
        ("3/23-26", "03-23/03-26"),
        ("2021/3/16-2021/3/24", "03-16/03-24"),
        ("08/2021", "08-01/08-31"),
        ("Mar '21", "03-01/03-31"),
        ("march the sixteenth", "03-16/03-16"),
        ("March twenty third", "03-23/03-23"),
        ("July/August", "07-01/08-31"),
        ("June, July and August", "06-01/08-31"),
        ("March to May in 2021", "03-01/05-31"),
        ("mid to late March", "03-11/03-31"),
        ("first ten days of June", "06-01/06-10"),
        ("week of March 24", "03-22/03-28"),
        ("first three months", "01-01/03-31"),
        ("before the end of June", "01-01/06-30"),
        ("on or after October 1", "10-01/12-31"),
        ("the day before yesterday", "11-21/11-21"),
        ("this months awards", "11-01/11-30"),
        ("late last month", "10-21/10-31"),
        ("last two months", "09-01/10-31"),
        ("the whole year", "01-01/12-31"),
        ("Tuesday, March 16", "03-16/03-16"),
        ("110/3/24", "03-24/03-24"),
        ("110.3.24", "03-24/03-24"),
        ("110年元月", "01-01/01-31"),
        ("十ㄧ月", "11-01/11-30"),
        ("七、八月", "07-01/08-31"),
        ("三四月", "03-01/04-30"),
        ("第一、二季", "01-01/06-30"),
        ("首季", "01-01/03-31"),
        ("末季", "10-01/12-31"),
        ("三月的第一週", "03-01/03-07"),
        ("三月最後三天", "03-29/03-31"),
        ("2021年前三個月", "01-01/03-31"),
        ("大前天", "11-20/11-20"),
        ("兩個月前", "09-01/09-30"),
        ("上個月底", "10-21/10-31"),
        ("上週五", "11-20/11-20"),
        ("六月底前", "01-01/06-30"),
        ("九月至今", "09-01/12-31"),
        ("2021一整年", "01-01/12-31"),
        ("七月台北市的活動", "07-01/07-31"),
        ("十月中國", "10-01/10-31"),
        ("五月天氣", "05-01/05-31"),
        ("11月2座獎", "11-01/11-30"),
    ],
)
def test_a_time_is_read(text: str, days: str) -> None:
    first, last = days.split("/")
    assert period(text) == f"2021-{first}/2021-{last}"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("anything in 2019?", "2019-01-01/2019-12-31"),
        ("last year", "2025-01-01/2025-12-31"),
        ("去年", "2025-01-01/2025-12-31"),
        ("March 2018", "2018-03-01/2018-03-31"),
        ("awards of 2017 in May", "2017-05-01/2017-05-31"),
        ("between 2015 and 2017", "2015-01-01/2017-12-31"),
        ("since 2018", "2018-01-01/2023-12-31"),
        ("before 2016", "2015-01-01/2015-12-31"),
        ("winter", "2023-12-01/2024-02-29"),
        ("29 february", "2020-02-29/2020-02-29"),
        ("2月29日", "2020-02-29/2020-02-29"),
        ("民國107年3月", "2018-03-01/2018-03-31"),
    ],
)
def test_a_year_is_read_whatever_is_covered(text: str, days: str) -> None:
    assert period(text, (2015, 2023)) == days


@pytest.mark.parametrize(
    "text",
    [
        "May I ask what MyCode Plus is?",
        "how long may Hengda use the site",
        "may we visit",
        "it may be",
        "march on",
        "second place",
        "2nd place",
        "20 solutions",
        "2nd Taipei Project",
        "1922",
        "1922 registration",
        "were there really 251 vendors?",
        "Can you tell me about Article 2?",
        "4th worldwide",
        "rank 8-9",
        "35 nations",
        "open 24/7",
        "COVID-19",
        "1.5 million",
        "version 2.1",
        "much of the staff",
        "members",
        "251家廠商參展嗎",
        "第4名",
        "10個主題館",
        "1922實聯制",
        "第二名",
        "日本",
        "五月天",
        "3/4 of the vendors",
        "rated 4/5",
        "version 2021.3.1",
        "call 1999",
        "April Wang",
        "Ms May",
        "residents may borrow a sensor",
        "they march in the streets",
        "does it mar the view",
        "an august body",
        "the first half of the match",
        "in past years",
        "超過3/4的廠商",
        "七月半",
        "六月雪",
        "統一月費",
        "每一月費用",
        "第一月台",
        "正月",
        "110年歷史",
        "二十年來",
        "魷魚遊戲第三季",
        "三個月",
        "說明天線",
        "",
    ],
)
def test_what_names_no_time_is_left_alone(text: str) -> None:
    assert period(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("awards on Tuesday, March 16", "awards"),
        ("throughout the whole of 2021 awards", "awards"),
        ("三月的時候獎項", "獎項"),
        ("整個三月獎項", "獎項"),
        ("3月16日(二)當天獎項", "獎項"),
        ("2021一整年獎項", "獎項"),
    ],
)
def test_words_that_only_lead_to_a_time_are_taken_out_with_it(text: str, rest: str) -> None:
    found = find_time(text, TODAY, (2021, 2021))
    assert found
    for start, end in found.spans:
        text = text[:start] + " " * (end - start) + text[end:]
    assert text.split() == [rest]


@given(st.text(alphabet="marchoyfdb2021/-月三十日上年底前 123qwintersp", max_size=60) | st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    line = normalise(text)
    found = find_time(line, TODAY, (2015, 2023))
    if found:
        assert found.period.first <= found.period.last
        assert all(0 <= start < end <= len(line) for start, end in found.spans)
        assert found.period.spans(2015, 2023)


@pytest.mark.parametrize(
    ("text", "years", "days"),
    [
        ("in May 1929", (1920, 2019), "1929-05-01/1929-05-31"),
        ("events of 1922", (1920, 2019), "1922-01-01/1922-12-31"),
        ("the 1922 hotline", (2021, 2021), None),
        ("in May 1929", (2021, 2021), "2021-05-01/2021-05-31"),
    ],
)
def test_an_early_year_is_one_where_events_are_as_old(
    text: str, years: tuple[int, int], days: str | None
) -> None:
    assert period(text, years) == days


def test_february_ends_on_its_29th_in_leap_years() -> None:
    found = find_time("in february", TODAY, (2019, 2021))
    assert found
    assert [last for _, last in found.period.spans(2020, 2020)] == [date(2020, 2, 29)]
