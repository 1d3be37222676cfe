"""Phrase index: what phrases stand for, found by their first word, the longest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

Meaning = tuple[str, str | int]
"""A slot and what fills it."""


class Phrase(NamedTuple):
    words: tuple[str, ...]
    meanings: list[Meaning]


class PhraseIndex:
    """Phrases and their meanings in the order in which they were added."""

    def __init__(self) -> None:
        self.meanings: dict[tuple[str, ...], list[Meaning]] = {}
        self._heads: dict[str, list[tuple[str, ...]]] = {}
        self._sorted: dict[str, list[Phrase]] = {}

    def add(self, text: str, slot: str, value: str | int) -> None:
        """To be called before phrases are looked for."""
        words = tuple(text.lower().split())
        if words and words not in self.meanings:
            self.meanings[words] = []
            self._heads.setdefault(words[0], []).append(words)
        if words and (slot, value) not in self.meanings[words]:
            self.meanings[words].append((slot, value))

    def starting_with(self, word: str) -> Sequence[Phrase]:
        """The phrases whose first word it is, the longest first."""
        if word in self._heads and word not in self._sorted:
            found = sorted(self._heads[word], key=len, reverse=True)
            self._sorted[word] = [Phrase(words, self.meanings[words]) for words in found]
        return self._sorted.get(word, ())

    def at(self, words: Sequence[str], at: int) -> Iterator[Phrase]:
        """The phrases that start at a word, the longest first."""
        return (p for p in self.starting_with(words[at]) if tuple(words[at : at + len(p.words)]) == p.words)
