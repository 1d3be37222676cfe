"""Formula: how a derived number was made, and at which rate it was converted, so that the arithmetic can be done again."""

from fractions import Fraction
from math import lcm

from ..book.code_lists import classifications
from ..derivation.exchange_rates import CURRENCIES
from ..derivation.quantity import Derivation, Operation, Quantity
from ..model.codes import WORLD, spelled
from .rounding import plain_number
from .sentences import amount

_RATE = " per USD"
_OF_A_MEAN = 5
"""Decimals of a mean of rates: one more than the monthly ones are printed with."""


def formula(quantity: Quantity) -> str:
    """How a number was made; of a print, how its source says that it was, "" where it does not."""
    if quantity.derivation is not None:
        return f"the sum of {_groups(quantity)}" if _is_of_groups(quantity) else _written(quantity.derivation)
    return quantity.figure.formula if quantity.figure is not None else ""


def expression(quantity: Quantity) -> str:
    """How a quantity enters a formula: what it is, when, and how much; or its own formula in brackets."""
    if quantity.figure is None and quantity.unit.endswith(_RATE):
        return f"exchange rate {quantity.period.label} {_rate_as_printed(quantity)}"
    what = spelled(quantity.measure) + (" with the world" if quantity.partner == WORLD else "")
    if _is_of_groups(quantity):
        return f"{what} {quantity.period.label} of {_groups(quantity)} {_as_printed(quantity)}"
    if quantity.figure is None:
        return f"({formula(quantity)})"
    limit = f"{quantity.figure.bound} " if quantity.figure.bound else ""
    sign = "-" if quantity.value < 0 else ""
    return f"{what} {quantity.period.label} {limit}{sign}{_as_printed(quantity)}"


def _is_of_groups(quantity: Quantity) -> bool:
    """Whether it is all groups of a classification together."""
    made = quantity.derivation
    return made is not None and made.operation is Operation.SUM and quantity.product.endswith(":")


def _groups(quantity: Quantity) -> str:
    spoken = classifications()[quantity.product[:-1]].spoken
    return f"{len(quantity.figures)} {spoken}{'s' * (len(quantity.figures) > 1)}"


def _as_printed(quantity: Quantity) -> str:
    """The digits and the scale of the source, so that nothing is rounded away before the sum is done again."""
    figure = quantity.figure
    if quantity.unit.endswith(_RATE):
        return _rate_as_printed(quantity)
    if figure is None or quantity.unit not in CURRENCIES or figure.unit != quantity.unit:
        return amount(abs(quantity.value), quantity.unit, quantity.interval, figure)
    scale = "" if figure.scale == "one" else f"{figure.scale} "
    digits = plain_number(abs(quantity.value) / figure.multiplier, max(figure.decimals, 0))
    return f"{digits} {scale}{CURRENCIES[quantity.unit]}"


def _rate_as_printed(rate: Quantity) -> str:
    decimals = _OF_A_MEAN if rate.figure is None else max(rate.figure.decimals, 0)
    return f"{plain_number(rate.value, decimals)} {CURRENCIES[rate.unit.removesuffix(_RATE)]} for a dollar"


def _written(made: Derivation) -> str:
    if made.note:
        return made.note
    if made.weights:
        return _linear(made)
    if made.operation is Operation.BOUNDS:
        together = "; ".join(expression(q) for q in made.inputs)
        return f"the middle of what {len(made.inputs)} figures together leave possible: {together}"
    if made.operation is Operation.CONCENTRATION:
        return f"the sum of the squared shares of {len(made.inputs)} groups in their sum"
    if made.operation is Operation.RANK:
        return "partners by size"
    if made.operation is Operation.RANK_CHANGE:
        now, then = (int(q.value) for q in made.inputs)
        return f"rank {then} - rank {now}"
    terms = [expression(q) for q in made.inputs]
    if made.operation in (Operation.CONVERSION, Operation.INTO_DOLLARS):
        terms[1] += f" ({kind_of(made.inputs[1])})"
    return _FORMS[made.operation].format(*terms, rate=_rate(made), over=made.over)


_FORMS: dict[Operation, str] = {
    Operation.BEFORE_GROWTH: "{0} / (1 {rate})",
    Operation.AFTER_GROWTH: "{0} x (1 {rate})",
    Operation.GROWTH: "{0} / {1} - 1",
    Operation.COMPOUND: "({0} / {1}) ^ (1/{over}) - 1",
    Operation.CONVERSION: "{0} x {1}",
    Operation.INTO_DOLLARS: "{0} / {1}",
    Operation.RATIO: "{0} / {1}",
    Operation.SHARE: "{0} / {1}",
    Operation.PART: "{0} of {1}",
    Operation.CONTRIBUTION: "({0} - {1}) / {2}",
}


def _rate(made: Derivation) -> str:
    if made.operation not in (Operation.BEFORE_GROWTH, Operation.AFTER_GROWTH):
        return ""
    return f"{float(made.inputs[1].value) / 100:+.5g}"


def _linear(made: Derivation) -> str:
    """`a - b`, `(a + b) / 2`, or what is averaged over so many months or years; what is added before what is taken away."""
    divisor = lcm(*(weight.denominator for weight in made.weights))
    ordered = sorted(zip(made.inputs, made.weights, strict=True), key=lambda term: term[1] < 0)
    written = " ".join(_term(q, weight * divisor) for q, weight in ordered).removeprefix("+ ")
    if months := months_added(made):
        return f"the sum of {months} months: {written}"
    if divisor == 1:
        return written
    return f"({written}) / {divisor}" if len(ordered) > 1 else f"{written} / {divisor}"


def months_added(made: Derivation | None) -> int:
    """How many single months a number is the sum of; 0 for one that is made otherwise."""
    if made is None or set(made.weights) != {1} or not all(q.period.is_month for q in made.inputs):
        return 0
    return len({q.period for q in made.inputs} if len({q.measure for q in made.inputs}) == 1 else ())


def _term(quantity: Quantity, weight: Fraction) -> str:
    times = f"{abs(weight)} x " if abs(weight) != 1 else ""
    return f"{'-' if weight < 0 else '+'} {times}{expression(quantity)}"


def rate_words(rate: Quantity) -> str:
    """`148.05 yen for a dollar, the unweighted mean of the monthly averages of Jan-Feb 2024`."""
    return f"{amount(rate.value, rate.unit, rate.interval, rate.figure)}, {kind_of(rate)}"


def kind_of(rate: Quantity) -> str:
    """What the rate is: an official annual average, that of a month, or the mean of several."""
    if rate.figure is None:
        return f"the unweighted mean of the monthly averages of {rate.period.label}"
    if rate.period.is_year:
        return f"the official annual average of {rate.period.label}"
    return f"the average of {rate.period.label}"
