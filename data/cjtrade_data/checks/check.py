"""Check: one identity tried on printed figures, its verdict and its arithmetic."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from ..model.interval import Interval
from ..model.period import Period

FAILS, EDGE, HOLDS, UNKNOWN = "does not reconcile", "borderline", "reconciles", "cannot tell"
VERDICTS = (FAILS, EDGE, HOLDS, UNKNOWN)
KINDS = {
    "sum": "exports, imports, total and balance",
    "growth": "growth and the two levels it links",
    "runs": "months and runs of months",
    "share": "a share, its part and its whole",
    "part": "a part is no larger than its whole",
    "parts": "parts and their sum",
    "rank": "a rank and the figures it orders",
    "twice": "the same number printed twice",
    "exchange": "one amount in riel and in dollars",
    "together": "everything one page prints of a period",
    "network": "everything one compiler printed, page by page",
}
SEVERAL = ("together", "network")
"""The kinds of check that hold many figures against each other at once."""
_OF_SEVERAL = {FAILS: "do not reconcile", HOLDS: "reconcile"}


def counted(count: int, verdict: str) -> str:
    """`1 does not reconcile`, `25 do not reconcile`."""
    return f"{count:,} {verdict if count == 1 else _OF_SEVERAL.get(verdict, verdict)}"


class Bar(NamedTuple):
    """A range for the picture of a check: ends in `unit` (see `wording.scale_of`), None where open."""

    label: str
    low: float | None
    high: float | None
    role: str
    unit: str


class Spelling(NamedTuple):
    """A check spelled out: its arithmetic line by line, its picture, and where its figures stand."""

    arithmetic: tuple[str, ...]
    bars: tuple[Bar, ...]
    note: str


class Check(NamedTuple):
    """An identity tried on what was printed; `figures` are the ids it stands on.

    It is spelled out when its arithmetic, bars or note are asked for: there are thousands, and a reader opens a few.
    """

    id: str
    kind: str
    reporter: str
    partner: str
    compiler: str
    period: Period
    verdict: str
    title: str
    figures: tuple[str, ...]
    spell: Callable[[], Spelling]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Check) and self[:-1] == other[:-1]

    def __hash__(self) -> int:
        return hash(self[:-1])

    @property
    def arithmetic(self) -> tuple[str, ...]:
        """Line by line: what is printed, what follows from it, and how the two stand to each other."""
        return self.spell().arithmetic

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self.spell().bars

    @property
    def note(self) -> str:
        """Where the figures stand, and what that means for a contradiction."""
        return self.spell().note


def verdict(worked: Interval, print_: Interval, prints_same: bool) -> str:
    """How a recomputed interval stands to a printed one; `prints_same`: its centre rounds to what is printed.

    A recomputed interval that covers the whole printed one is too wide to round: it reconciles.
    """
    if not worked.meets(print_):
        return FAILS
    return HOLDS if prints_same or print_ in worked else EDGE


def rounds_to(worked: Interval, value: Fraction, decimals: int, multiplier: int = 1, rounding: str = "nearest") -> bool:
    """Whether the centre of `worked`, rounded as a source does, is printed as `value`; open ranges cannot say no."""
    if worked.width == float("inf"):
        return True
    step = Fraction(10) ** -decimals
    centre = Fraction(worked.centre) / multiplier
    if rounding == "exact":
        return centre == value
    below = centre // step * step
    if rounding == "down":
        return below == value or (value < 0 and below + step == value)
    return abs(centre - value) <= step / 2
