"""Phrases that may stand for others: what a knowledge's synonyms and the thesaurus relate."""

from collections.abc import Iterable, Iterator, Mapping

from bot.questions.phrases import Phrase

Related = tuple[tuple[Phrase, float], ...]
"""Other phrases that may stand for one, and what each is worth."""


class Kin(Mapping[Phrase, Related]):
    """To each phrase that has kin in the events, this; worked out when it is first looked up.

    Of the thousands of phrases a question has a few, and thousands more are never asked with.
    """

    def __init__(self) -> None:
        self._held: list[dict[Phrase, float]] = []
        self._asked: dict[str, tuple[int, ...]] = {}
        """By its words between spaces, the numbers of what a phrase may stand for."""
        self._alike: dict[Related, Related] = {}
        self._found: dict[Phrase, Related] = {}

    def relate(self, asked: Iterable[str], held: Iterable[str], worth: float) -> None:
        """Have each phrase asked with stand for all others that events hold.

        What was related before keeps its place, and the larger worth.
        """
        number = (len(self._held),)
        self._held.append({tuple(phrase.split(" ")): worth for phrase in held})
        numbers = self._asked
        for phrase in asked:
            numbers[phrase] = numbers.get(phrase, ()) + number

    def __getitem__(self, phrase: Phrase) -> Related:
        found = self._found.get(phrase)
        if found is None:
            found = self._found[phrase] = self._find(self._asked[" ".join(phrase)], phrase)
        return found

    def __contains__(self, phrase: object) -> bool:
        return isinstance(phrase, tuple) and " ".join(phrase) in self._asked

    def __iter__(self) -> Iterator[Phrase]:
        return (tuple(phrase.split(" ")) for phrase in self._asked)

    def __len__(self) -> int:
        return len(self._asked)

    def _find(self, numbers: tuple[int, ...], phrase: Phrase) -> Related:
        worths: dict[Phrase, float] = {}
        for number in numbers:
            for other, worth in self._held[number].items():
                worths[other] = max(worth, worths.get(other, 0.0))
        worths.pop(phrase, None)
        # Most of a family are related to the same few phrases: what is alike is kept once.
        others = tuple(worths.items())
        return self._alike.setdefault(others, others)
