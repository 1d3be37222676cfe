"""Investors beside each other: two of them at one moment, within one concept of investment."""

from __future__ import annotations

from ...derivation.comparisons import difference, ratio, share
from ...derivation.quantity import Quantity, printed
from ...model.figure import Figure
from ...model.period import Period
from ...wording.sentences import amount, figures_of, period_words, spoken
from ..answer import Answer, of_quantity
from ..context import LookupContext
from ..period_resolver import when
from ..query import Query
from .investment import CONCEPT, LEVEL, adjective, bases, how, level_answer, opens, print_answer, reported


def named(question: Query) -> list[str]:
    """The two investors a question names."""
    return list(dict.fromkeys(p.code for p in question.places if p.code not in (question.home, "WLD")))[:2]


def answer_beside(context: LookupContext, question: Query) -> list[Answer]:
    """Their difference, or the first against the second, then each; amounts in dollars before shares."""
    answers: list[Answer] = []
    for basis in bases(question):
        for measure in (LEVEL[basis], f"{LEVEL[basis]}_share"):
            answers += _of_measure(context, question, measure)
    return answers


def _of_measure(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    unit = "percent" if measure.endswith("_share") else "projects" if measure == "approved_projects" else "USD"
    sides = [_by_period(reported(context, measure, code), unit) for code in named(question)]
    shared = sorted(set(sides[0]) & set(sides[1]))
    time = when(question, shared, lambda p: False)
    answers: list[Answer] = []
    for period in [p for p in reversed(shared) if any(_is_of(p, t) for t in time.periods[:1])][:1]:
        pair = [printed(side[period]) for side in sides]
        each = print_answer if unit == "percent" else level_answer
        together = _ratio if question.does("share", "ratio") else _difference
        answers.append(together(context, question, measure, pair, time.note))
        answers += [each(context, question, q, time.note) for q in pair]
    return answers


def _by_period(figures: list[Figure], unit: str) -> dict[Period, Figure]:
    return {f.period: f for f in figures if f.unit == unit}


def _is_of(period: Period, asked: Period) -> bool:
    return period.meets(asked) or (asked.is_year and period.year == asked.year)


def _words(context: LookupContext, measure: str, pair: list[Quantity]) -> tuple[str, str]:
    """What is set side by side, and both numbers."""
    base = measure.removesuffix("_share")
    about = CONCEPT[base].format(f"{adjective(context, pair[0].partner)} and {adjective(context, pair[1].partner)}")
    about = f"Shares in {about}" if measure.endswith("_share") else about
    return (
        about,
        f"{context.name(pair[0].partner)} {spoken(pair[0])}, {context.name(pair[1].partner)} {spoken(pair[1])}",
    )


def _difference(context: LookupContext, question: Query, measure: str, pair: list[Quantity], note: str) -> Answer:
    first, second = pair
    unit = "percentage points" if first.unit == "percent" else first.unit
    q = difference(first, second, f"{measure}_difference", unit)
    assert q is not None
    about, levels = _words(context, measure, pair)
    if first.interval.meets(second.interval):
        said = "the two are indistinguishable at the printed precision"
    else:
        larger = first if q.value > 0 else second
        said = f"{amount(abs(q.value), unit, q.interval)} more for {context.name(larger.partner)}"
    text = f"{about} {period_words(first.period)}: {levels}; {said}, by {figures_of(first.compiler, context.home)}."
    return _answer(context, question, q, pair, text, "difference", note)


def _ratio(context: LookupContext, question: Query, measure: str, pair: list[Quantity], note: str) -> Answer:
    first, second = pair
    unit = "percent" if question.does("share") else "ratio"
    q = (share if unit == "percent" else ratio)(first, second, f"{measure}_ratio")
    assert q is not None
    about, levels = _words(context, measure, pair)
    number = amount(q.value, unit, q.interval) + (" of" if unit == "percent" else " times")
    said = f"{context.name(first.partner)}'s is {number} {context.name(second.partner)}'s"
    text = f"{about} {period_words(first.period)}: {levels}; {said}, by {figures_of(first.compiler, context.home)}."
    return _answer(context, question, q, pair, text, "the first against the second", note)


def _answer(
    context: LookupContext, question: Query, q: Quantity, pair: list[Quantity], text: str, what: str, note: str
) -> Answer:
    both = f"{context.name(pair[0].partner)} beside {context.name(pair[1].partner)}, {what}"
    reading = how(context, question, pair[0], "; ".join(n for n in (both, note) if n))
    return of_quantity(context.book, q, text, reading, opens(q.period, q.measure))
