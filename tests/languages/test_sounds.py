"""Signs that sound alike, as they are typed for one another."""

import pytest

from bot.languages.sounds import sound_of


@pytest.mark.parametrize("pair", ["成城", "冰兵", "手首", "卉惠", "陣鎮", "忘望"])
def test_signs_typed_for_one_another_sound_alike(pair: str) -> None:
    assert sound_of(pair[0]) == sound_of(pair[1])


@pytest.mark.parametrize("pair", ["市展", "獎章", "花樹"])
def test_other_signs_do_not(pair: str) -> None:
    assert sound_of(pair[0]) != sound_of(pair[1])


def test_what_has_no_reading_is_its_own() -> None:
    assert sound_of("x") == "x"
