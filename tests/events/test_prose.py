"""Paragraphs in which several sentences begin events."""

import pytest

from tests.events.drafted import dates_in, imported, kept_in, words_of

_OPENED = "On 3 March 2019, the pool opened."


@pytest.mark.parametrize(
    ("paragraph", "further"),
    [
        (f"{_OPENED} In April it was enlarged.", ["2019-04"]),
        (f"{_OPENED} It had been begun on 5 May 2017.", []),
        (f"{_OPENED} It is to be enlarged by June 2020.", []),
        (f"{_OPENED} By June 2019 it had 900 guests.", []),
        (f"{_OPENED} The law of May 2003 asks for it.", []),
        (f"{_OPENED} The gym, which opened on 5 May, is near.", []),
        (f"{_OPENED} The gym opened on 5 May.", ["2019-05-05"]),
        (f"{_OPENED} The gym, to be shut by 1 June, opened on 5 May.", ["2019-05-05"]),
        (f"{_OPENED} On the 9th, the gym did.", ["2019-03-09"]),
        (f"Spring was warm. {_OPENED}", []),
        ("2019年3月3日泳池啟用。3月5日公園啟用，耗資900萬元。5月擴建。", ["2019-03-05", "2019-05"]),
        ("2019年3月3日泳池啟用。3月9日前免費。5月31日止。", []),
    ],
)
def test_each_sentence_of_prose_that_a_date_of_its_own_begins_is_an_event(
    paragraph: str, further: list[str]
) -> None:
    page = f"Annals of Larkspur\n\n{paragraph}\n"
    pack = imported(page.encode())
    assert dates_in(pack) == ["2019-03-03", *further]
    assert words_of(page) <= kept_in(pack)
