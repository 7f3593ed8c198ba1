"""Chance that a fuzzer decides: random numbers taken from bytes, so that one maker serves both."""

import random


class FromBytes(random.Random):
    """A `random.Random` that deals out bytes instead; after the last one everything is 0."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self._data = data
        self._at = 0

    def getrandbits(self, k: int, /) -> int:
        """The next `k` bits."""
        size = (k + 7) // 8
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken, "big") >> max(0, 8 * len(taken) - k)

    def random(self) -> float:
        """A number from 0 up to 1, of two bytes."""
        return self.getrandbits(16) / 65536
