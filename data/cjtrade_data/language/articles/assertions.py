"""Assertions: what a sentence says of trade without a number: whose surplus, a record, which way, which is more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import inf
from typing import NamedTuple

from ...model.codes import BALANCES
from ...model.interval import Interval
from .number import Numeral
from .reading import Reading
from .words import Tagged, says, word_class

_SPOKEN = ("measure", "verb", "role")
MOVED, BALANCE = "rise or fall", "surplus or deficit"
_WEAK = word_class("moves beside a number")
_NOT_PLAIN = word_class("no plain statement")


class Assertion(NamedTuple):
    """What is said without a number: `kind` is a code of slot `says` of the table or "rise or fall", `words` its clause."""

    kind: str
    words: str
    sentence: str


def assertions(text: str, sentence: Tagged, found: Sequence[Reading]) -> Iterator[tuple[Assertion, Numeral | None]]:
    """What a sentence of trade says that none of its numbers (`found`) tells, each kind once in a clause, with the number that
    it would be of: more than nothing, or less."""
    told = {k for r in found for k in range(r.number.start, r.number.end)}
    seen: set[tuple[str, int]] = set()
    for kind, at in _said(sentence) if sentence.all(*_SPOKEN) else ():
        start, end = _clause(sentence, at)
        aims = any(start <= c.start < end for c in sentence.all("future"))
        if aims or at in told or (kind, start) in seen or _is_in_a_number(kind, found, start, end):
            continue
        seen.add((kind, start))
        made = Assertion(kind, sentence.written(start, end) if sentence.text == text else text, text)
        others = {r.claim for r in found if start <= r.number.start < end} & {"rank", "share"}
        dated = any(start <= c.start < end or c.end == start - 1 for c in sentence.all("time"))
        plain = _NOT_PLAIN.isdisjoint(sentence.words) and len(_ways(sentence, start, end)) < 2 and dated and not others
        yield made, _number(sentence, kind, at) if plain and not sentence.is_half_read else None


def _ways(sentence: Tagged, start: int, end: int) -> set[str]:
    """Which ways the words of a clause go: up and down, a surplus and a deficit."""
    balances = {c.code for c in sentence.all("measure") if c.code in BALANCES and start <= c.start < end}
    return balances if len(balances) > 1 else {c.code for c in sentence.all("up", "down") if start <= c.start < end}


def _number(sentence: Tagged, kind: str, at: int) -> Numeral | None:
    """The number that a rise, a fall or a balance would be told by."""
    moved = sentence.at(at, "up", "down")
    end = next((c.end for c in sentence.all("measure") if c.start <= at < c.end), at) if kind == BALANCE else at + 1
    way = int(moved.code) if kind == MOVED and moved is not None else 1
    span = Interval(0, inf) if way > 0 else Interval(-inf, 0)
    sign, unit = ("+", "percent") if kind == MOVED else ("", "money")
    start = at if kind == MOVED else end
    number = Numeral(sign, start, start, end, unit, Fraction(way), span, "", Fraction(1), "over")
    return number if kind in (MOVED, BALANCE) else None


def _said(sentence: Tagged) -> list[tuple[str, int]]:
    """What is said, with the place of its word."""
    moved = [c.start for c in sentence.all("up", "down") if sentence.words[c.start] not in _WEAK]
    told = [(says()[word], k) for k, word in enumerate(sentence.words) if word in says()]
    return sorted([*told, *((MOVED, k) for k in moved)], key=lambda each: each[1])


def _clause(sentence: Tagged, at: int) -> tuple[int, int]:
    """The words around a place up to the next comma or break, without the "and" that leads them."""
    start, end = sentence.clause(at, at + 1)
    commas = [k for k in range(start, end) if sentence.words[k] == ","]
    start = max((k + 1 for k in commas if k < at), default=start)
    return start + (sentence.word(start) == "and"), min((k for k in commas if k > at), default=end)


def _is_in_a_number(kind: str, found: Sequence[Reading], start: int, end: int) -> bool:
    """Whether a number of the clause says it: a surplus of so much, a rise by or to so much, a place."""
    own = [r for r in found if start <= r.number.start < end]
    if kind == BALANCE:
        return any(r.measure in BALANCES for r in own)
    if kind == MOVED:
        return any(r.claim not in ("rank", "share") for r in own)
    return kind == "rank" and any(r.claim == "rank" for r in own)
