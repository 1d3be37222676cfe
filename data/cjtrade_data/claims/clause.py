"""Sentence: a sentence taken apart as a question is, and its clauses."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from ..language.vocabulary import Vocabulary
from ..lookup.query import Item, Place, Question

_BREAKS = frozenset({"while", "whereas", "whilst", "but", "although", "though", "followed", "following"})
_JOINS = frozenset({"and", "as", "with", "plus", "versus"})


class Sentence(Question):
    """A question without its spelling: prose is held against the book as it stands."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        super().__init__(text, vocabulary)
        self.start, self.end = 0, len(self.words)
        self.places = [p for p in self.places if self.words[p.end : p.end + 1] not in (["dollar"], ["dollars"])]
        self.named = self.places
        """The countries of the whole sentence, in a clause too."""

    def _spelt(self) -> list[str]:
        return [token.text for token in self.tokens]

    def _place(self, item: Item) -> Place:
        """ "imports from Japanese decreased": what fell is not Japan's own."""
        place = super()._place(item)
        before, behind = self._before(item.start), self.after(item.end)
        if place.role == "own" and before in ("from", "to", "with") and behind is not None and behind.slot == "op":
            return place._replace(role=before)
        return place

    def between(self, start: int, end: int) -> str:
        """The words from `start` up to `end` as they were written."""
        parts: list[str] = []
        for k in range(start, min(end, len(self.tokens))):
            here, before = self.tokens[k], self.tokens[k - 1]
            apart = k > start and before.start + len(before.raw) < here.start
            parts.append(f" {here.raw}" if apart else here.raw)
        return "".join(parts)

    def clause(self, start: int, end: int) -> Sentence:
        """The same sentence with the meanings of some of its words only; word numbers stay as they are."""
        part = copy.copy(self)
        part.start, part.end = start, end
        part.words = [w if start <= k < end else "" for k, w in enumerate(self.words)]
        part.items = [item for item in self.items if start <= item.start < end]
        part.places = [place for place in self.places if start <= place.start < end]
        return part

    def covered(self, slot: str) -> set[int]:
        """The numbers of the words that stand for something of a slot."""
        return {k for item in self.items if item.slot == slot for k in range(item.start, item.end)}

    def item_at(self, start: int, *slots: str) -> Item | None:
        return next((i for i in self.items if i.start == start and i.slot in slots), None)

    def breaks_before(self, at: int) -> bool:
        """Whether a clause ends before a word: by punctuation, or by a word such as "while"."""
        if at == 0 or self.words[at] in _BREAKS:
            return True
        before, here = self.tokens[at - 1], self.tokens[at]
        gap = self.text[before.start + len(before.raw) : here.start]
        return before.text == "," or any(c in ";:()" for c in gap) or before.text == here.text == "-" or (
            before.text == "-" and gap.startswith(" ")
        )  # fmt: skip

    def joins(self, at: int) -> bool:
        """Whether a word may begin a clause where the one before has its number."""
        followed = self.item_at(at + 1, "area") or self.item_at(at + 2, "area")
        return self.words[at] in _JOINS and not (self.words[at] == "with" and followed)


def clauses(sentence: Sentence, numbers: Sequence[int]) -> list[Sentence]:
    """The clauses of a sentence, in order; `numbers` are the words where a number begins."""
    spans = sentence.covered("span")
    inside = {k for k in spans if k - 1 in spans and not sentence.item_at(k, "span")}
    hard = [0, *(k for k in range(1, len(sentence.words)) if k not in inside and sentence.breaks_before(k))]
    starts = []
    for begin, end in zip(hard, [*hard[1:], len(sentence.words)], strict=True):
        starts.append(begin)
        for at in range(begin + 1, end):
            between = any(starts[-1] <= n < at for n in numbers) and any(at < n < end for n in numbers)
            if at not in inside and between and sentence.joins(at):
                starts.append(at)
    ends = [*starts[1:], len(sentence.words)]
    return [sentence.clause(a, b) for a, b in zip(starts, ends, strict=True)]
