"""Assertions: what a sentence says of trade without a number: whose surplus, a record, which way, which is more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.codes import BALANCES
from .reading import Reading
from .words import Tagged, says, word_class

_SPOKEN = ("measure", "verb", "role")
_MOVED = "rise or fall"
_WEAK = word_class("moves beside a number")


class Assertion(NamedTuple):
    """What is said without a number: `kind` is a code of slot `says` of the table or "rise or fall", `words` its clause."""

    kind: str
    words: str
    sentence: str


def assertions(text: str, sentence: Tagged, found: Sequence[Reading]) -> Iterator[Assertion]:
    """What a sentence of trade says that none of its numbers (`found`) tells, each kind once in a clause."""
    told = {k for r in found for k in range(r.number.start, r.number.end)}
    seen: set[tuple[str, int]] = set()
    for kind, at in _said(sentence) if sentence.all(*_SPOKEN) else ():
        start, end = _clause(sentence, at)
        aims = any(start <= c.start < end for c in sentence.all("future"))
        if aims or at in told or (kind, start) in seen or _is_in_a_number(kind, found, start, end):
            continue
        seen.add((kind, start))
        yield Assertion(kind, sentence.written(start, end) if sentence.text == text else text, text)


def _said(sentence: Tagged) -> list[tuple[str, int]]:
    """What is said, with the place of its word."""
    moved = [c.start for c in sentence.all("up", "down") if sentence.words[c.start] not in _WEAK]
    told = [(says()[word], k) for k, word in enumerate(sentence.words) if word in says()]
    return sorted([*told, *((_MOVED, k) for k in moved)], key=lambda each: each[1])


def _clause(sentence: Tagged, at: int) -> tuple[int, int]:
    """The words around a place up to the next comma or break, without the "and" that leads them."""
    start, end = sentence.clause(at, at + 1)
    commas = [k for k in range(start, end) if sentence.words[k] == ","]
    start = max((k + 1 for k in commas if k < at), default=start)
    return start + (sentence.word(start) == "and"), min((k for k in commas if k > at), default=end)


def _is_in_a_number(kind: str, found: Sequence[Reading], start: int, end: int) -> bool:
    """Whether a number of the clause says it: a surplus of so much, a rise by or to so much, a place."""
    own = [r for r in found if start <= r.number.start < end]
    if kind == "surplus or deficit":
        return any(r.measure in BALANCES for r in own)
    if kind == _MOVED:
        return any(r.claim not in ("rank", "share") for r in own)
    return kind == "rank" and any(r.claim == "rank" for r in own)
