"""Numbers in figures or in Chinese."""

import pytest

from bot.languages.numbers import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24", 24),
        ("十一", 11),
        ("廿三", 23),
        ("卅", 30),
        ("一百一十", 110),
        ("一一〇", 110),
        ("兩", 2),
        ("元", 1),
        ("正", 1),
        ("春", 0),
        ("", 0),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: int) -> None:
    assert number(text) == value
