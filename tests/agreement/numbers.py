"""A number as a face of the program gives it, when two are the same, and the table of those that are not."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import inf, isclose
from typing import NamedTuple

from cjtrade_data.wording.rounding import places_unknown

KINDS = tuple("value interval unit status source text rank order verdict missing lacks wider".split())
NO_FAULT = ("lacks", "wider")
"""Kinds that are told but fail no test: a face that cannot be asked for a number, an interval known less narrowly."""
LISTED = 60
"""So many disagreements are told in full."""
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


class Subject(NamedTuple):
    """What a number is of. `compiler` is whose figures, with the vintage for a list of partners, or both sides of a gap."""

    measure: str
    reporter: str
    partner: str
    period: str
    compiler: str


class Number(NamedTuple):
    """A number in base units (dollars, per cent, a place); None where a face does not tell."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    status: str = ""
    sources: frozenset[str] = frozenset()

    @property
    def width(self) -> float:
        """From end to end; 0 where an end is not told."""
        return 0.0 if self.low is None or self.high is None else self.high - self.low

    def __str__(self) -> str:
        between = f" [{_short(self.low)}, {_short(self.high)}]" if self.low is not None else ""
        return f"{_short(self.value)}{between} {self.unit}".rstrip()


Told = tuple[float, Subject, Number] | None
"""What the notebook functions have for a cell: the scale of its text, what it is of, its number."""


class Cell(NamedTuple):
    """A number drawn on a page: where, what of, its text in units of `scale` (negative where it is drawn from
    the other side), its reference, and what the model has there."""

    page: str
    row: str
    column: str
    text: str
    scale: float
    reference: str
    subject: Subject
    number: Number

    @property
    def kind(self) -> str:
        """level, growth, share, rank or ratio: how it is said."""
        measure = self.subject.measure
        if "rank_change" in measure:
            return "change"
        for part in ("growth", "share", "rank", "ratio", "gap"):
            if part in measure:
                return part
        return "level"


class Disagreement(NamedTuple):
    """Two faces that differ about a number; `face` is the one held against the screen."""

    kind: str
    face: str
    about: str
    screen: str
    other: str


def apart(cell: Cell, face: str, other: Number, but: tuple[str, ...] = ()) -> Iterator[Disagreement]:
    """How a face's number differs from the one on the screen, in what both of them tell."""
    own = cell.number
    if own.status and other.status and own.status != other.status and _holds(other, own.value):
        yield Disagreement("status", face, about(cell), f"{own.status} {own}", f"{other.status} {other}")
        return  # the same thing, printed on one face and worked out on the other
    kind = "rank" if cell.kind in ("rank", "change") else "value"
    pairs = [
        (kind, _is_near(own.value, other.value, own.value), own.value is None or other.value is None),
        (
            "interval",
            _is_near(own.low, other.low, own.value) and _is_near(own.high, other.high, own.value),
            None in (own.low, own.high, other.low, other.high),
        ),
        ("unit", own.unit == other.unit, not own.unit or not other.unit),
        ("status", own.status == other.status, not own.status or not other.status),
        ("source", own.sources == other.sources, not own.sources or not other.sources),
    ]
    for name, is_same, is_untold in pairs:
        if not is_same and not is_untold and name not in but:
            told = (
                (own.status, other.status)
                if name == "status"
                else (_ids(own), _ids(other))
                if name == "source"
                else None
            )
            yield Disagreement(name, face, about(cell), *(told or (str(own), str(other))))


def about(cell: Cell) -> str:
    """Which number of which page it is."""
    return f"{':'.join(cell.subject)} ({cell.page}, row {cell.row}, {cell.column}: '{cell.text.strip()}')"


def digits(text: str) -> str:
    """The first number of a text without its thousands: `>1,600` is 1600."""
    found = _NUMBER.search(text.replace("−", "-"))
    return found[0].replace(",", "").removeprefix("+") if found else ""


def reads(text: str, value: float, scale: float, width: float = 0) -> bool:
    """Whether a text may stand for a value: it lies within half of the text's last digit, which of a number known to `width`
    may stand before the point."""
    if text.strip() == "=":
        return value == 0
    number = digits(text)
    if not number:
        return False
    step = 10.0 ** (places_unknown(width / scale, abs(value) / scale) or -len(number.partition(".")[2]))
    value = abs(value) if "±" in text else value  # which may be up or down
    return abs(float(number) - value / scale) <= step / 2 * (1 + 1e-6) + 1e-9


def same_digits(text: str, scale: float, said: str) -> bool:
    """Whether a sentence has the digits of a cell, where it gives as many of them in the same unit."""
    words = said.split()
    at = next((i for i, w in enumerate(words) if digits(w)), None)
    if at is None or not digits(text):
        return True
    spoken, shown = digits(words[at]), digits(text)
    unit = _SCALES.get(words[at + 1] if at + 1 < len(words) else "", 1.0)
    decimals = [len(number.partition(".")[2]) for number in (spoken, shown)]
    return unit != scale or decimals[0] != decimals[1] or abs(Decimal(spoken)) == abs(Decimal(shown))


def table(found: Iterable[Disagreement], most: int = LISTED) -> str:
    """The disagreements by kind and face with their count, the first of each in full."""
    kept = sorted(set(found), key=lambda d: (KINDS.index(d.kind), d.face, d.about))
    if not kept:
        return ""
    counts = Counter((d.kind, d.face) for d in kept)
    lines = [f"{len(kept)} disagreements", "", f"{'kind':10}{'face':14}{'count':>6}"]
    lines += [f"{kind:10}{face:14}{count:6}" for (kind, face), count in counts.items()]
    shares = {key: max(3, most * count // len(kept)) for key, count in counts.items()}
    listed: Counter[tuple[str, str]] = Counter()
    for d in kept:
        listed[d.kind, d.face] += 1
        if listed[d.kind, d.face] <= shares[d.kind, d.face]:
            lines += [f"{d.kind:9} {d.about}", f"{'':10}screen: {d.screen}", f"{'':10}{d.face}: {d.other}"]
    return "\n".join(lines)


def _is_near(a: float | None, b: float | None, size: float | None) -> bool:
    if a is None or b is None or inf in (abs(a), abs(b)):
        return a == b
    return isclose(a, b, rel_tol=1e-9, abs_tol=max(1e-6, abs(size or 0) * 1e-9))


def _holds(number: Number, value: float | None) -> bool:
    return value is not None and None not in (number.low, number.high) and number.low <= value <= number.high


def faults(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Those that break the promise."""
    return [d for d in found if d.kind not in NO_FAULT]


def _ids(number: Number) -> str:
    return " ".join(sorted(number.sources))


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:,.10g}"
