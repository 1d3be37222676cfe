"""Statements: whether what a text says without a number is so: which way a flow went, whose surplus there was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..language.articles.assertions import MOVED, Assertion
from ..language.articles.reading import Reading
from ..lookup.context import LookupContext
from ..model.codes import BALANCES
from ..wording.difference import held_words
from .evidence import evidence
from .verdict import AGREES, DISAGREES

_FLOWS = ("exports", "imports", "total_trade")
_OUTRIGHT = frozenset({"measure", "pair", "period"})


class Statement(NamedTuple):
    """What is said without a number, with its verdict and the figure in words that it was held against."""

    kind: str
    words: str
    sentence: str
    verdict: str
    held_against: str


def judged(context: LookupContext, said: Assertion, readings: Sequence[Reading]) -> Statement | None:
    """The verdict where measure, pair and period are said outright and all that there is on it, of either side, is above
    nothing or all below; None else."""
    moved = said.kind == MOVED
    wanted, measures = ("growth", _FLOWS) if moved else ("level", BALANCES)
    first = readings[0] if readings else None
    if first is None or first.claim != wanted or first.measure not in measures or not first.sure >= _OUTRIGHT:
        return None
    of_a_month = moved and first.period is not None and first.period.is_month  # it may be on the month before
    if of_a_month or any(r.problem or r.doubts or r.but(compilers=first.compilers) != first for r in readings):
        return None
    held = [q for q in evidence(context, first) if not q.is_estimate]
    ways = {(q.interval.low > 0) - (q.interval.high < 0) for q in held}
    own = next((q for q in held if q.reporter == first.reporter), None)
    if own is None or len(ways) != 1 or 0 in ways:
        return None
    so = ways == {1 if first.number.value > 0 else -1}
    return Statement(*said, AGREES if so else DISAGREES, held_words(context.book, own))
