"""What may stand for a phrase, worked out at the first look."""

from bot.questions.kin import Kin


def _kin() -> Kin:
    kin = Kin()
    kin.relate(["hacker", "cyber attack"], ["cyber attack", "資安"], 0.7)
    kin.relate(["hacker"], ["intrud"], 0.7)
    kin.relate(["資安", "hacker"], ["資安", "hack"], 0.9)
    return kin


def test_a_phrase_has_all_kin_that_it_was_related_to_and_the_newest_worths() -> None:
    found = _kin()[("hacker",)]
    assert found == (
        (("cyber", "attack"), 0.7),
        (("資安",), 0.9),
        (("intrud",), 0.7),
        (("hack",), 0.9),
    )


def test_no_phrase_is_kin_of_its_own() -> None:
    kin = _kin()
    assert kin[("cyber", "attack")] == ((("資安",), 0.7),)
    assert kin[("資安",)] == ((("hack",), 0.9),)


def test_a_phrase_asked_with_is_known_though_nothing_is_told_with_it() -> None:
    kin = Kin()
    kin.relate(["hacker"], [], 0.9)
    assert ("hacker",) in kin
    assert kin.get(("hacker",)) == ()
    assert ("hack",) not in kin
    assert kin.get(("hack",)) is None


def test_the_phrases_stand_in_the_order_in_which_they_were_related() -> None:
    assert list(_kin()) == [("hacker",), ("cyber", "attack"), ("資安",)]
    assert len(_kin()) == 3
