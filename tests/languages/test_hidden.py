"""Signs that nobody sees."""

import pytest

from bot.languages.hidden import hiding_in, without_hidden, without_idle


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x85", "\u202e", "\u2066", "\U000e0041", "\ud800"])
def test_what_hides_or_turns_a_text_is_found_and_goes(sign: str) -> None:
    assert hiding_in(f"rose {sign}garden") == sign
    assert without_hidden(f"rose {sign}garden") == "rose garden"


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\ufeff", "\u2060"])
def test_what_has_no_width_and_no_meaning_is_dropped(sign: str) -> None:
    assert hiding_in(f"gar{sign}den") is None
    assert without_idle(f"gar{sign}den") == without_hidden(f"gar{sign}den") == "garden"


@pytest.mark.parametrize(
    "text", ["玫瑰園", "👩‍🌾 garden", "שלום\u200f", "می‌خواهم", "a\nb", "\ue000"]
)
def test_what_belongs_to_a_writing_stays(text: str) -> None:
    assert hiding_in(text) is None
    assert without_idle(text) == without_hidden(text) == text
