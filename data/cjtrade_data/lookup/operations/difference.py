"""Difference: two partners of Cambodia next to each other, in the figures of one compiler."""

from __future__ import annotations

from dataclasses import replace

from ...derivation.comparisons import difference
from ...derivation.fixpoint import LEVELS
from ...derivation.quantity import Quantity
from ...model.period import Period
from ...wording.sentences import amount, figures_of, period_words, spoken
from ..answer import Answer, of_quantity, view
from ..context import LookupContext
from ..direction import TradeDirection, from_home
from ..period_resolver import when
from ..query import Query
from .rank import asked_measure
from .strand import Strand, subject
from .value import level_answer


def answer_beside(context: LookupContext, question: Query) -> list[Answer]:
    """The difference of two partners' levels, then each level; never across compilers."""
    measure = next((m for m in question.trade_measures if m in LEVELS), asked_measure(question))
    if measure not in LEVELS:
        return []
    measure = from_home(question, measure)
    codes = list(dict.fromkeys(p.code for p in question.places if p.code not in (context.home, "WLD")))[:2]
    answers: list[Answer] = []
    for compiler in context.compilers(context.home, codes[0]):
        lines = [context.line(context.home, c, compiler) for c in codes]
        shared = sorted(set(lines[0].periods(measure)) & set(lines[1].periods(measure)))
        time = when(question, shared, lambda p: False)
        for period in time.periods[:1]:
            levels = [line.level(measure, period) for line in lines]
            pair = [q for q in levels if q is not None and not q.is_open]
            if len(pair) < 2:
                continue
            difference = [_difference(context, question, measure, pair, period, time.note)]
            both = [
                level_answer(
                    Strand(context, question, TradeDirection(measure, context.home, q.partner), line, measure),
                    q,
                    time.note,
                )
                for line, q in zip(lines, pair, strict=True)
            ]
            compares = question.does("difference", "comparative", "above", "below") or question.has(
                "more", "less", "or"
            )
            if question.has("or") and not pair[0].interval.meets(pair[1].interval):
                larger = max(both, key=lambda a: a.value or 0)
                text = f"{context.name(larger.partner)}: {difference[0].text}"
                both = [replace(larger, text=text), *(a for a in both if a is not larger)]
                compares = False
            answers += difference + both if compares else both + difference
    return answers


def _difference(
    context: LookupContext, question: Query, measure: str, pair: list[Quantity], period: Period, note: str
) -> Answer:
    first, second = pair
    q = difference(first, second, f"{measure}_difference")
    assert q is not None
    about = subject(context, measure, context.home, first.partner)
    name = figures_of(first.compiler, context.home)
    levels = f"{about}: {spoken(first)} {period_words(period)}; with {context.name(second.partner)} {spoken(second)}"
    if first.interval.meets(second.interval):
        text = f"{levels}; the two are indistinguishable at the printed precision, by {name}."
    else:
        size = amount(abs(q.value), q.unit, q.interval)
        text = f"{levels}; {size} {'more' if q.value > 0 else 'less'} for {context.name(first.partner)}, by {name}."
    beside = f"{context.name(first.partner)} beside {context.name(second.partner)}, {period.label}"
    how = question.read_as(beside, f"whose: {first.compiler}", note)
    return of_quantity(context.book, q, text, how, view("partners", period=period, row=first.partner))
