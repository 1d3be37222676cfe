"""Beside each other: two partners of Cambodia, or two investors, in the figures of one compiler and of one concept."""

from __future__ import annotations

from collections.abc import Callable

from ...derivation.comparisons import total
from ...derivation.quantity import Quantity
from ...derivation.side_by_side import Sides
from ...model.codes import LEVELS
from ...wording.mirror_gaps import explained
from ...wording.sentences import amount, bounds_words, figures_of, joined, period_words, spoken
from ...wording.titles import about
from ..answer import Answer, carries_out, of_quantity
from ..context import LookupContext
from ..locate import opening
from ..query import Query

_TRADE = {"exports": "exports", "imports": "imports", "total_trade": "trade"}


def named(question: Query) -> list[str]:
    """The two partners, or investors, that a question names."""
    return list(dict.fromkeys(p.code for p in question.others))[:2]


def names_several(question: Query) -> bool:
    """Whether partners, or investors, are named side by side to be told, or added up, one by one: "shares of A and B"."""
    others = question.others
    compared = question.does("difference", "comparative", "above", "below", "ratio", "rank") or question.has("or")
    side_by_side = len({p.role for p in others}) == 1 and len({p.code for p in others}) > 1
    return side_by_side and not compared and (question.does("share", "sum") or len(others) > 2)


@carries_out("sum share")
def answer_several(
    context: LookupContext, question: Query, answer: Callable[[LookupContext, Query], list[Answer]]
) -> list[Answer]:
    """What each of some partners is answered with, of one period by one compiler; where asked for, all of it together first."""
    others = question.others
    found = [[a for a in answer(context, question.with_only("area", p.start)) if a.quantity] for p in others]
    for first in found[0]:
        alike = [next((a for a in each if _like(a) == _like(first)), None) for each in found]
        parts = [a for a in alike if a is not None]
        quantities = [a.quantity for a in parts if a.quantity is not None]
        q = total(quantities) if len(parts) == len(others) else None
        if q is None:
            continue
        if not question.does("sum"):
            return parts
        names = joined([context.name(p.code) for p in others])
        size = f"{amount(q.value, q.unit, q.interval)}{bounds_words(q)}"
        text = f"{names} together: {size} {period_words(q.period)}. {' '.join(a.text for a in parts)}"
        return [of_quantity(context.book, q._replace(partner=""), text, f"sum; {first.reading}", first.opens), *parts]
    return []


def _like(answer: Answer) -> tuple[object, ...]:
    compiler = answer.quantity.compiler if answer.quantity is not None else ""
    return answer.measure, answer.reporter, answer.period, answer.unit, compiler


def apart_answer(context: LookupContext, question: Query, sides: Sides, apart: Quantity) -> Answer:
    """How far two periods, partners or reporters are apart: the levels, then the difference, or what it is in per cent."""
    one, other = sides.one, sides.other
    assert one is not None
    assert other is not None
    levels = ", ".join(
        f"{title} {spoken(q)}" for title, q in zip(_sides(context, one, other), (one, other), strict=True)
    )
    size = amount(abs(apart.value), apart.unit, apart.interval)
    said = f"{size} {'more' if apart.value > 0 else 'less'}{bounds_words(apart)}"
    if one.interval.meets(other.interval):
        said = "the two are indistinguishable at the printed precision"
    why, subject = "", _of_both(context, one, other)
    if one.reporter != other.reporter:
        importer, exporter = (one, other) if one.measure == "imports" else (other, one)
        said = f"a mirror gap, which is no change, of {amount(apart.value, apart.unit, apart.interval)}"
        why = f" {explained(importer, exporter)}"
    whose = " and ".join(dict.fromkeys(figures_of(q.compiler, q.reporter) for q in (one, other)))
    when = f" {period_words(one.period)}" if one.period == other.period else ""
    text = f"{subject}{when}: {levels}; {said}, worked out from {whose}.{why}"
    how = f"difference, {' less '.join(_sides(context, one, other))}"
    return of_quantity(context.book, apart, text, how, opening(context.book, one))


def _of_both(context: LookupContext, one: Quantity, other: Quantity) -> str:
    """What two sides are of: `Cambodia's exports to Japan`, or of two partners `Cambodia's exports`."""
    of_partners = one.partner != other.partner and one.reporter == other.reporter
    if of_partners and one.measure in LEVELS:
        return f"{context.name(one.reporter)}'s {_TRADE.get(one.measure, one.measure.replace('_', ' '))}"
    return about(context.book, one.measure, one.reporter, "" if of_partners else one.partner, "", "")


def _sides(context: LookupContext, one: Quantity, other: Quantity) -> tuple[str, str]:
    """What tells two sides apart: their periods, their partners or who reports."""
    if one.period != other.period:
        return one.period.label, other.period.label
    if one.reporter != other.reporter:
        return f"as {context.name(one.reporter)} reports", f"as {context.name(other.reporter)} reports"
    return context.name(one.partner), context.name(other.partner)
