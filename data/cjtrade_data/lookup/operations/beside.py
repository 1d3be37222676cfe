"""Beside each other: two partners of Cambodia, or two investors, in the figures of one compiler and of one concept."""

from __future__ import annotations

from ...derivation.quantity import Quantity
from ...derivation.side_by_side import Sides
from ...model.codes import LEVELS
from ...wording.mirror_gaps import explained
from ...wording.sentences import amount, bounds_words, figures_of, period_words, spoken
from ...wording.titles import about
from ..answer import Answer, of_quantity
from ..context import LookupContext
from ..query import Query

_TRADE = {"exports": "exports", "imports": "imports", "total_trade": "trade"}


def named(question: Query) -> list[str]:
    """The two partners, or investors, that a question names."""
    return list(dict.fromkeys(p.code for p in question.others))[:2]


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
    return of_quantity(context.book, apart, text, how)


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
