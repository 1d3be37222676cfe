"""Telling: readings and figures in words."""

from __future__ import annotations

from fractions import Fraction

from ..derivation.exchange_rates import CURRENCIES
from ..derivation.fixpoint import LEVELS
from ..derivation.quantity import Quantity
from ..lookup.context import LookupContext
from ..wording.formula import formula
from ..wording.numbers import plain_number
from ..wording.sentences import amount, country, whose
from .parser import ParsedClaim

_MEASURES = {"exports": "exports", "imports": "imports", "total_trade": "total trade", "trade_balance": "trade balance",
             "trade_deficit": "trade deficit", "fdi": "direct investment"}  # fmt: skip
_LINKS = {"exports": "to", "imports": "from"}


def number(held: Quantity) -> str:
    """An amount as printed, or as precise as it is known, with its sign."""
    words = amount(abs(held.value), held.unit, held.interval, held.figure)
    rate = held.figure.growth_decimals if held.figure is not None and held.measure != held.figure.measure else None
    if rate is not None:
        words = f"{plain_number(abs(held.value), rate)} per cent"
    return f"-{words}" if held.value < 0 else words


def reading_words(context: LookupContext, reading: ParsedClaim) -> str:
    """How a number was read: `growth of exports, Cambodia to Japan, Jan-Feb 2024 on Jan-Feb 2023`."""
    topic, sides = reading.topic, reading.sides
    if not topic.measure:
        return "not read"
    measure = _MEASURES.get(topic.measure) or context.measures.get(topic.measure, topic.measure).lower()
    if reading.part is not None:
        of = {"pair": "the trade of the two", "fdi": "all investment"}.get(reading.part.of, f"all {measure}")
        measure = f"share of {measure} in {of}" if reading.part.of == "pair" else f"share of {of}"
    lead = {"growth": "growth of ", "step": "change of ", "rank": "rank by ", "ratio": "ratio of "}.get(
        reading.claim, ""
    )
    parts = [lead + measure + _concepts(reading)]
    if topic.measure in (*LEVELS, "fdi") or sides.said:
        parts.append(_pair(context, reading))
    if reading.period is not None:
        parts.append(_when(reading))
    return ", ".join(p for p in parts if p)


def _concepts(reading: ParsedClaim) -> str:
    goods = f" ({', '.join(reading.topic.products)})" if reading.topic.products else ""
    return (f" ({', '.join(reading.topic.bases)})" if reading.topic.bases else "") + goods


def _pair(context: LookupContext, reading: ParsedClaim) -> str:
    sides = reading.sides
    reporter, partner = country(context.book, sides.reporter), country(context.book, sides.partner)
    if reading.topic.measure == "fdi":
        return f"from {partner} in {reporter}"
    if reading.claim == "rank":
        return f"{partner} among partners of {reporter}"
    return f"{reporter} {_LINKS.get(reading.topic.measure, 'with')} {partner}"


def _when(reading: ParsedClaim) -> str:
    assert reading.period is not None
    label = reading.period.label
    if reading.claim in ("growth", "step"):
        return f"{label} on {(reading.base or reading.period.year_before).label}"
    return label


def held_words(context: LookupContext, held: Quantity) -> str:
    """The figure a number was held against: `237.22 million dollars, exports, Jan-Feb 2024, Cambodia's customs`."""
    own = held.figure is not None and held.figure.measure == held.measure
    limit = f"{held.figure.bound} " if own and held.figure is not None and held.figure.bound else ""
    name = context.measures.get(held.measure, held.measure.replace("_", " ")).lower()
    name = name.replace("fdi", "FDI").replace("gdp", "GDP")
    who = whose(held.compiler, held.reporter)
    made = f", worked out as {formula(held)}" if held.figure is None else ""
    return f"{limit}{number(held)}, {name}, {held.period.label}, {who}{made}"


def difference_words(difference: Fraction, held: Quantity) -> str:
    """`0.78 million dollars too high (0.33 per cent)`; places for ranks, percentage points for per cent."""
    size = abs(difference)
    side = "too high" if difference > 0 else "too low"
    if held.unit == "rank":
        return f"{int(size)} place{'s' if size != 1 else ''} off"
    if held.unit == "percent":
        return f"{_digits(size)} percentage points {side}"
    relative = f" ({_digits(size / abs(Fraction(held.value)) * 100)} per cent)" if held.value else ""
    return f"{_sized(size, held)} {side}{relative}"


def _sized(size: Fraction, held: Quantity) -> str:
    """In the scale of the figure, unless it is too small for that."""
    if held.unit not in CURRENCIES:
        return f"{_digits(size)} {held.unit}".strip()
    most = max(size, abs(Fraction(held.value)))
    scales = [s for s in ((10**12, "trillion "), (10**9, "billion "), (10**6, "million ")) if most >= s[0]]
    scale, name = next((s for s in scales if size * 100 >= s[0]), (1, ""))
    return f"{_digits(size / scale)} {name}{CURRENCIES[held.unit]}"


def _digits(value: Fraction) -> str:
    """Three significant digits."""
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= Fraction(1, 10) else 3
    return plain_number(value, decimals)
