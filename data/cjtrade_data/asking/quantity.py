"""Quantity: a number an answer may give, printed or worked out, with its interval and the figures behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import isinf
from typing import TYPE_CHECKING, Any, NamedTuple

from ..figure import Figure, as_fraction
from ..interval import Interval
from ..period import Period
from ..reference import HOME, Pair, partner_in, seen_from_first

if TYPE_CHECKING:
    from ..ledger import Ledger


class Quantity(NamedTuple):
    """A value in base units (dollars, per cent) of one measure, seller and buyer, period and compiler.

    `figure` is the print it stands on, None where it was worked out; then `formula` says how and `figures` lists
    what was used, in order.
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
    formula: str = ""
    product: str = ""

    @property
    def status(self) -> str:
        return self.figure.status if self.figure is not None else "derived"

    @property
    def is_open(self) -> bool:
        """Whether the source gave only a limit."""
        return bool(self.figure is not None and self.figure.bound)


def printed(figure: Figure) -> Quantity:
    """A figure as it stands."""
    return Quantity(
        figure.measure,
        figure.reporter,
        figure.partner,
        figure.period,
        as_fraction(figure.amount),
        figure.interval,
        figure.unit,
        figure.compiler,
        (figure,),
        figure,
        figure.formula,
        figure.product,
    )


def as_shown(ledger: Ledger, row: Mapping[str, Any], pair: Pair = HOME) -> Quantity:
    """A derived row of `flows.pair_totals`, to the cent."""
    measures = {flow: measure for measure, flow in seen_from_first(pair, row["reporter"]).items()}
    low, value, high = (x if isinf(x) else Fraction(x) for x in (row["low"], row["amount"], row["high"]))
    return Quantity(
        measures[row["flow"]],
        row["reporter"],
        partner_in(pair, row["reporter"]),
        Period.parse(row["period"]),
        Fraction(value),
        Interval(low, high),
        "USD",
        row["compiler"],
        tuple(ledger.figure(id) for id in row["inputs"]),
        None,
        row["formula"],
    )


def worked_out(
    like: Quantity,
    value: Fraction,
    interval: Interval,
    formula: str,
    used: Iterable[Quantity],
    *,
    measure: str = "",
    period: Period | None = None,
    unit: str = "",
) -> Quantity:
    """A derived quantity that keeps reporter, partner and compiler of `like`."""
    figures = dict.fromkeys(f for q in used for f in q.figures)
    return like._replace(
        measure=measure or like.measure,
        period=period or like.period,
        value=value,
        interval=interval,
        unit=unit or like.unit,
        figures=tuple(figures),
        figure=None,
        formula=formula,
    )


def negated(quantity: Quantity, measure: str) -> Quantity:
    """The same with its sign turned: a deficit as a balance."""
    formula = f"-({quantity.formula})" if quantity.formula else ""
    return quantity._replace(measure=measure, value=-quantity.value, interval=-quantity.interval, formula=formula)


def expression(quantity: Quantity) -> str:
    """How a quantity enters a formula: what it is, when, and how much; or its own formula in brackets."""
    if quantity.figure is None:
        return f"({quantity.formula})"
    from .sentence import amount

    what = quantity.measure.replace("_", " ") + (" with the world" if quantity.partner == "WLD" else "")
    number = amount(abs(quantity.value), quantity.unit, quantity.interval, quantity.figure)
    sign = "-" if quantity.value < 0 else ""
    return f"{what} {quantity.period.label} {sign}{number}"
