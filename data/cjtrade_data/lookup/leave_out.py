"""Leave out: a whole without some of its parts, exports without Japan, and how that grew."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from ..derivation.comparisons import difference, growth, total
from ..language.period_parser import Span
from ..model.codes import WORLD
from ..wording.sentences import amount, bounds_words, figures_of, growth_words, joined, period_words, spoken
from ..wording.titles import product_name
from .answer import Answer, Refusal, carries_out, of_quantity
from .context import LookupContext
from .operations.measure_series import series_of_quantity
from .parser import Item
from .query import Query
from .yes_or_no import with_verdict

Found = tuple[list[Answer], Refusal | None]
Ask = Callable[[Query], Found]


@carries_out("leave_out")
def _without(context: LookupContext, told: list[Answer], out: Item) -> Answer | None:
    """The whole that some numbers are parts of, less these numbers, by the same compiler; None where a part is lacking, or is
    of more than what is left out."""
    found = [a.quantity for a in told if a.quantity is not None]
    left = {q.partner for q in found} if out.slot == "area" else {q.product for q in found}
    part = total(found)
    if part is None or sorted(left) != sorted(str(out.value).split()):
        return None
    like = part._replace(partner=WORLD) if out.slot == "area" else part._replace(product="")
    measured = series_of_quantity(context, Query("", context.vocabulary), like)
    whole = measured.level(part.period)
    q = difference(whole, part) if whole is not None and whole.unit == part.unit and part.interval.low > 0 else None
    if q is None or whole is None:
        return None
    name = joined(
        [context.name(q.partner) if out.slot == "area" else product_name(context.book, q.product) for q in found]
    )
    text = (
        f"{measured.about} without {name} came to {amount(q.value, q.unit, q.interval)} {period_words(q.period)}, "
        f"{spoken(whole)} less {spoken(part)}, worked out from {figures_of(q.compiler, q.reporter, q.measure)}."
    )
    return of_quantity(context.book, q, text, f"without {name}; {told[0].reading}")


@carries_out("leave_out growth")
def _growth_without(context: LookupContext, now: Answer, then: Answer) -> Answer | None:
    q = growth(now.quantity, then.quantity) if kind_of(now._replace(period=then.period)) == kind_of(then) else None
    if q is None:
        return None
    change = growth_words(q.value, amount(q.value, "percent", q.interval))
    return of_quantity(context.book, q, f"{now.text} {then.text} Growth: {change}{bounds_words(q)}.", now.reading)


def answer_rest(context: LookupContext, question: Query, out: Item, said: str, ask: Ask) -> Found:
    """What is left of a whole without what is named, or how that grew."""
    if question.does("growth"):
        plain, when = question.without("growth"), question.first_period
        years = (plain.at(Span("period", p)) for p in (when, when.year_before)) if when is not None else ()
        sides = [answer_rest(context, year, out, said, ask)[0] for year in years]
        made = [_growth_without(context, *pair) for pair in product(*sides) if when is not None]
        return [with_verdict(question, [a]) for a in made if a is not None], Refusal(
            f"Not in the data: the growth of totals '{said}'."
        )
    found, _ = ask(question)
    alike: dict[tuple[object, ...], dict[tuple[str, str], Answer]] = {}
    for a in found:
        if a.quantity is not None and a.measure in (question.trade_measures or [a.measure]):  # of prints, the first
            alike.setdefault(kind_of(a), {}).setdefault((a.quantity.partner, a.quantity.product), a)
    made = [_without(context, [*told.values()], out) for told in alike.values()]
    why = f"Not in the data: totals '{said}': the whole and just that part of it, by one compiler at one time."
    return [a for a in made if a is not None], Refusal(why, tuple(found[:1]))


def kind_of(answer: Answer) -> tuple[object, ...]:
    """What two answers that are set beside each other have alike."""
    compiler = answer.quantity.compiler if answer.quantity is not None else ""
    return answer.measure, answer.reporter, answer.period, answer.unit, compiler
