"""Conversion: answers said in another currency, at the rate of their own period."""

from __future__ import annotations

from collections.abc import Iterable

from ...derivation.exchange_rates import CURRENCIES, amount_behind, in_currency, rates_behind
from ...derivation.quantity import Operation, Quantity, negated
from ...errors import NoRateError
from ...model.codes import LEVELS, level_of
from ...model.selection import Selection
from ...wording.formula import rate_words
from ...wording.sentences import amount, bounds_words, figures_of, growth_words, range_words, spoken
from ...wording.titles import about
from ..answer import AS_PRINTED, Answer, of_quantity
from ..context import LookupContext
from .value import sentence

_OF_SEVERAL = (
    Operation.SUM,
    Operation.AVERAGE,
    Operation.RATIO,
    Operation.DIFFERENCE,
    Operation.PART,
    Operation.MIRROR_GAP,
)


def depends_on_currency(answer: Answer) -> bool:
    """Whether an answer is an amount, or growth of amounts: ratios, shares and ranks are the same in every currency."""
    return answer.quantity is not None and (answer.unit in CURRENCIES or _is_growth(answer.quantity))


def _is_growth(q: Quantity) -> bool:
    made = q.derivation
    if made is not None:
        return made.inputs[0].unit in CURRENCIES and made.operation in (
            Operation.GROWTH,
            Operation.COMPOUND,
            Operation.CONTRIBUTION,
        )
    return q.unit == "percent" and level_of(q.measure) in LEVELS


def all_in_currency(
    context: LookupContext, answers: Iterable[Answer], currency: str
) -> tuple[list[Answer], NoRateError | None]:
    """The answers in a currency, prints in it first, and why the first of those left out cannot be said in it.

    An amount printed in that currency stays as it is. What differed in the growth printed in dollars alone is said once.
    """
    found: list[Answer] = []
    why: list[NoRateError] = []
    for answer in answers:
        try:
            found.append(said_in(context, answer, currency))
        except NoRateError as error:
            why.append(error)
    once = list({a.text: a for a in reversed(found)}.values())[::-1]
    return sorted(once, key=lambda a: a.figure is None), why[0] if why else None


def said_in(context: LookupContext, answer: Answer, currency: str) -> Answer:
    """One answer in a currency; as it is where it does not depend on it. Raises NoRateError where it cannot be."""
    if answer.quantity is None:
        return answer
    shown = in_currency(context.book, answer.quantity, currency)
    if shown is answer.quantity:
        return answer
    text = _amount_text(context, answer, shown) if shown.is_converted else _growth_text(context, shown, currency)
    reading = f"{answer.reading}; in {CURRENCIES[currency]}, {_at(shown)}"
    made = of_quantity(context.book, shown, text, reading, measure=answer.measure)
    opens = Selection.from_options(answer.opens).with_(unit=currency).options() if answer.opens else ()
    return made._replace(opens=tuple(opens), does=answer.does)


def _at(shown: Quantity) -> str:
    rates = dict.fromkeys(rate_words(rate) for q in _converted_in(shown) for rate in rates_behind(q))
    return "converted at " + " and ".join(rates)


def _converted_in(shown: Quantity) -> tuple[Quantity, ...]:
    if shown.is_converted or shown.derivation is None:
        return (shown,)
    return shown.derivation.inputs


def _amount_text(context: LookupContext, answer: Answer, shown: Quantity) -> str:
    """The amount in the currency, and what it was converted from; never beside a growth in dollars."""
    behind = amount_behind(shown)
    first, _, rest = answer.text.rpartition(AS_PRINTED)[2].partition(". ")
    rest = f"Of the figure in {CURRENCIES[behind.unit]}: {rest.removeprefix('Note: ')}" if rest else ""
    if behind.derivation is not None and behind.derivation.operation in _OF_SEVERAL:
        return f"{first.rstrip('.')}; {_at(shown)}, that is {spoken(shown)}{bounds_words(shown)}. {rest}".rstrip()
    if shown.measure in LEVELS and shown.partner and not shown.product:
        said = sentence(context, shown)
    else:
        title = about(
            context.book,
            shown.measure,
            shown.reporter,
            shown.partner,
            shown.product,
            shown.period.label,
            shown.compiler,
        )
        name = figures_of(shown.compiler, shown.reporter, shown.measure)
        said = f"{title}: {spoken(shown)}{bounds_words(shown)}, converted from {name}"
    size = behind if behind.value >= 0 else negated(behind, behind.measure)
    return f"{said}: {spoken(size)} at {' and '.join(map(rate_words, rates_behind(shown)))}. {rest}".rstrip()


def _growth_text(context: LookupContext, growth: Quantity, currency: str) -> str:
    assert growth.derivation is not None
    now, then = growth.derivation.inputs
    title = about(
        context.book,
        growth.measure,
        growth.reporter,
        growth.partner,
        growth.product,
        growth.period.label,
        growth.compiler,
    )
    how = growth_words(growth.value, amount(growth.value, growth.unit, growth.interval), growth.interval)
    sure = growth.interval if growth.value >= 0 or 0 in growth.interval else -growth.interval
    return (
        f"{title}, in {CURRENCIES[currency]}: {how} on {then.period.label}, from {spoken(then)} to {spoken(now)} "
        f"({range_words(sure, 'percent')}), worked out from {figures_of(growth.compiler, growth.reporter, growth.measure)}, each "
        f"{_at(growth)}."
    )
