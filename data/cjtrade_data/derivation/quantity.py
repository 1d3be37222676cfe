"""Quantity: a number an answer may give, printed or derived, with its interval and the figures behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from fractions import Fraction
from math import inf
from typing import NamedTuple, TypeVar

from ..model.codes import growth_measure
from ..model.figure import Figure, as_fraction
from ..model.interval import Interval
from ..model.period import Period

_PERCENT = Fraction(1, 100)


class Operation(StrEnum):
    """What a derived number was made by; see `derive` for the arithmetic of each."""

    IDENTITY = "identity"
    """Of exports, imports, total and balance from two others of the same period."""
    RUNS = "runs"
    """From runs of months that follow each other, or begin or end together."""
    BEFORE_GROWTH = "before growth"
    """The level a year before: a level and the growth printed with it."""
    AFTER_GROWTH = "after growth"
    """The level of a period: that of the year before and a growth printed alone."""
    NEGATION = "negation"
    SUM = "sum"
    DIFFERENCE = "difference"
    AVERAGE = "average"
    GROWTH = "growth"
    COMPOUND = "compound growth"
    RATIO = "ratio"
    SHARE = "share"
    PART = "part"
    """So many per cent of a whole."""
    CONTRIBUTION = "contribution"
    CONCENTRATION = "concentration"
    """The sum of the squared shares of parts in their sum: the Hirschman-Herfindahl index, 0 to 1."""
    MIRROR_GAP = "mirror gap"
    CONVERSION = "conversion"
    """Dollars times the rate of another currency: see `exchange_rates`."""
    INTO_DOLLARS = "conversion into dollars"
    """An amount in another currency over its rate."""
    RANK = "rank"
    RANK_CHANGE = "change of rank"
    BOUNDS = "bounds"
    """What some printed figures together leave possible."""


class Derivation(NamedTuple):
    """How a number was made: the operation, from which quantities, in order.

    `weights` are those of a linear combination (1, -1 for a difference), and `over` how many months or years it was
    spread or compounded over. `note` holds what no other field says, such as a solver's chain.
    """

    operation: Operation
    inputs: tuple[Quantity, ...]
    weights: tuple[Fraction, ...] = ()
    over: int = 1
    note: str = ""


class Quantity(NamedTuple):
    """A value in base units (dollars, per cent) of one measure, reporter, partner, period and compiler.

    `figure` is the print it stands on, None where it was derived; then `derivation` says how. `figures` are the prints
    behind it, each once, in the order of their use.
    """

    measure: str
    reporter: str
    partner: str
    period: Period
    value: Fraction
    interval: Interval
    unit: str
    compiler: str
    figures: tuple[Figure, ...]
    figure: Figure | None = None
    derivation: Derivation | None = None
    product: str = ""

    @property
    def status(self) -> str:
        if self.figure is not None:
            return self.figure.status
        return "converted" if self.is_converted else "derived"

    @property
    def is_estimate(self) -> bool:
        """Whether it is an estimate or rests on one: of that no rounding says how far off it may be."""
        return any(figure.status == "estimated" for figure in self.figures)

    @property
    def margin(self) -> Interval | None:
        """How far off it may be; None where that is not known, of what rests on an estimate. A place among others is counted."""
        is_counted = self.derivation is not None and self.derivation.operation in (
            Operation.RANK,
            Operation.RANK_CHANGE,
        )
        return None if self.is_estimate and not is_counted else self.interval

    @property
    def is_converted(self) -> bool:
        """Whether it is an amount in another currency than the one it is known in, with or without its sign turned."""
        made = self.derivation
        if made is not None and made.operation is Operation.NEGATION:
            return made.inputs[0].is_converted
        return made is not None and made.operation in (Operation.CONVERSION, Operation.INTO_DOLLARS)

    @property
    def is_open(self) -> bool:
        """Whether only a limit is known: "over 1.7 billion", or what follows from it."""
        return self.interval.high == inf or self.interval.low == -inf

    @property
    def is_of_growth(self) -> bool:
        """Whether it was derived from a level by its printed growth, and so gives no growth back."""
        return self.derivation is not None and self.derivation.operation is Operation.BEFORE_GROWTH


def printed(figure: Figure) -> Quantity:
    """A figure as it stands."""
    return _of_print(figure, figure.measure, as_fraction(figure.amount), figure.interval, figure.unit)


def _of_print(figure: Figure, measure: str, value: Fraction, interval: Interval, unit: str) -> Quantity:
    whose = (figure.reporter, figure.partner, figure.period)
    return Quantity(measure, *whose, value, interval, unit, figure.compiler, (figure,), figure, product=figure.product)


def growth_of(figure: Figure) -> Quantity | None:
    """The growth on the year before that is printed beside a level, in per cent; None where none is."""
    interval = figure.growth_interval
    if figure.growth_pct is None or interval is None:
        return None
    value = as_fraction(figure.growth_pct)
    return _of_print(figure, growth_measure(figure.measure), value, interval, "percent")


def negated(quantity: Quantity, measure: str) -> Quantity:
    """The same with its sign turned: a deficit as a balance. A print stays a print."""
    made = quantity.derivation
    if made is not None and made.weights:
        made = made._replace(weights=tuple(-weight for weight in made.weights))
    elif made is not None:
        made = Derivation(Operation.NEGATION, (quantity,), (Fraction(-1),))
    return quantity._replace(measure=measure, value=-quantity.value, interval=-quantity.interval, derivation=made)


Number = TypeVar("Number", Fraction, Interval)


def _merged(
    inputs: Sequence[Quantity], weights: Sequence[int | Fraction]
) -> tuple[tuple[Quantity, ...], tuple[Fraction, ...]]:
    """The same sum over what its terms are sums of, each once: what is added and taken away again widens nothing."""
    parts: dict[_Identity, Quantity] = {}
    found: dict[_Identity, Fraction] = {}
    for term, weight in zip(inputs, weights, strict=True):
        own = term.derivation
        is_sum = own is not None and bool(own.weights) and own.over == 1
        terms = zip(own.inputs, own.weights, strict=True) if own is not None and is_sum else ((term, 1),)
        for part, part_weight in terms:
            key = _identity(part)
            parts[key] = part
            found[key] = found.get(key, Fraction(0)) + weight * part_weight
    kept = [key for key, weight in found.items() if weight] or list(found)[:1]
    return tuple(parts[key] for key in kept), tuple(found[key] for key in kept)


_Identity = tuple[str, str, str, Period, str, int, tuple[str, ...] | str]


def _identity(q: Quantity) -> _Identity:
    """What makes two quantities the same, told without looking at all their numbers, which takes long."""
    behind = q.figure.id if q.figure is not None else tuple(f.id for f in q.figures)
    return q.measure, q.reporter, q.partner, q.period, q.product, q.value.numerator, behind


def _linear(terms: Sequence[Number], weights: Sequence[Fraction]) -> Number:
    made = [t if w == 1 else -t if w == -1 else t * w for t, w in zip(terms, weights, strict=True)]
    total = made[0]
    for term in made[1:]:
        total = total + term
    return total


_ARITHMETIC: dict[Operation, Callable[..., Fraction | Interval]] = {
    Operation.BEFORE_GROWTH: lambda level, rate: level / (1 + rate * _PERCENT),
    Operation.AFTER_GROWTH: lambda level, rate: level * (1 + rate * _PERCENT),
    Operation.GROWTH: lambda now, then: (now / then - 1) * 100,
    Operation.CONVERSION: lambda dollars, rate: dollars * rate,
    Operation.INTO_DOLLARS: lambda amount, rate: amount / rate,
    Operation.RATIO: lambda top, under: top / under,
    Operation.SHARE: lambda part, whole: part / whole * 100,
    Operation.PART: lambda share, whole: whole * share * _PERCENT,
    Operation.CONTRIBUTION: lambda now, then, base: (now - then) / base * 100,
}
"""What is done to exact values, and in the same way to their intervals; the other operations are linear."""


def derive(
    operation: Operation,
    *inputs: Quantity,
    weights: Sequence[int | Fraction] = (),
    over: int = 1,
    like: Quantity | None = None,
    measure: str = "",
    period: Period | None = None,
    unit: str = "",
) -> Quantity:
    """A number made of others, exactly, with the interval that theirs leave it.

    Reporter, partner, compiler and whatever is not given are those of `like`, by default the first of `inputs`.
    Sums are written over the prints they stand on. Amounts are in base units; growth, shares and contributions in per
    cent. Raises ZeroDivisionError where the divisor may be zero.
    """
    like = like or inputs[0]
    arithmetic = _ARITHMETIC.get(operation)
    own: tuple[Fraction, ...] = ()
    if operation is Operation.MIRROR_GAP:  # of two sides, which share no print
        own = tuple(map(Fraction, weights))
    elif arithmetic is None:
        inputs, own = _merged(inputs, weights or (1,) * len(inputs))
    values, intervals = [q.value for q in inputs], [q.interval for q in inputs]
    value = arithmetic(*values) if arithmetic else _linear(values, own)
    interval = arithmetic(*intervals) if arithmetic else _linear(intervals, own)
    assert isinstance(value, Fraction)
    assert isinstance(interval, Interval)
    made = Derivation(operation, inputs, own, over)
    return _made(like, made, value, interval, unit=unit or like.unit, measure=measure or like.measure, period=period)


def _made(
    like: Quantity,
    derivation: Derivation,
    value: Fraction,
    interval: Interval,
    *,
    measure: str,
    unit: str,
    period: Period | None = None,
) -> Quantity:
    """What was derived. It stands on the prints behind its inputs, each once, in the order of their use; what is not told is
    as in `like`."""
    figures = tuple(dict.fromkeys(figure for q in derivation.inputs for figure in q.figures))
    made = like._replace(value=value, interval=interval, measure=measure, unit=unit, period=period or like.period)
    return made._replace(figures=figures, figure=None, derivation=derivation)


def compound_growth(first: Quantity, last: Quantity, years: int, *, measure: str, period: Period) -> Quantity:
    """Growth a year, in per cent, that leads from one level to another in so many years."""
    ratio = last.interval / first.interval
    interval = Interval(_yearly(ratio.low, years), _yearly(ratio.high, years))
    value, made = _yearly(last.value / first.value, years), Derivation(Operation.COMPOUND, (last, first), over=years)
    return _made(last, made, value, interval, measure=measure, unit="percent", period=period)


def bounded(inputs: Sequence[Quantity], bounds: Interval, *, measure: str, period: Period) -> Quantity:
    """A level in dollars of which only what some prints leave possible is known: its value is the middle of that."""
    value, made = Fraction(bounds.centre), Derivation(Operation.BOUNDS, tuple(inputs))
    return _made(inputs[0], made, value, bounds, measure=measure, unit="USD", period=period)


def concentration(parts: Sequence[Quantity], like: Quantity, *, measure: str) -> Quantity:
    """How much of a whole few of its parts make up: see `Operation.CONCENTRATION`. All parts are amounts above zero."""
    intervals = [part.interval for part in parts]
    whole = sum((part.value for part in parts), Fraction(0))
    all_of_it = sum(intervals, Interval.exact(0))
    shares = [
        Interval(i.low / (i.low + all_of_it.high - i.high), i.high / (i.high + all_of_it.low - i.low))
        for i in intervals
    ]
    value = sum(((part.value / whole) ** 2 for part in parts), Fraction(0))
    interval = sum((share * share for share in shares), Interval.exact(0))
    made = Derivation(Operation.CONCENTRATION, tuple(parts))
    return _made(like, made, value, interval, measure=measure, unit="index")


def _yearly(ratio: Fraction | float, years: int) -> Fraction:
    return Fraction(float(ratio) ** (1 / years) - 1) * 100


def counted(
    own: Quantity,
    number: int,
    operation: Operation,
    inputs: Sequence[Quantity],
    *,
    measure: str,
    unit: str,
    note: str = "",
) -> Quantity:
    """A place among others, or places won: counted, so exact. `note` says among whom."""
    made = Derivation(operation, tuple(inputs), note=note)
    return _made(own, made, Fraction(number), Interval.exact(number), measure=measure, unit=unit)
