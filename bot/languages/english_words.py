"""Words that English has, so that none of them is taken for a misspelt other one."""

from functools import cache

_SELDOM = 50
"""Occurrences up to which pyspellchecker's list holds rarities, nearer to errors than to words."""


@cache
def english_words() -> frozenset[str]:
    """Some 57,000 words in all their forms, folded in case.

    The list takes a sixth of a second to load, which few questions need: serving calls this once
    the bot answers.
    """
    from spellchecker import SpellChecker

    counts = SpellChecker(distance=1).word_frequency.dictionary
    return frozenset(word for word, count in counts.items() if count > _SELDOM)
