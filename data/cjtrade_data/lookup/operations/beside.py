"""Beside each other: two partners of Cambodia, or two investors, in the figures of one compiler and of one concept."""

from __future__ import annotations

from collections.abc import Callable

from ...derivation.comparisons import difference, ratio, share, total
from ...derivation.quantity import Quantity, printed
from ...derivation.side_by_side import Sides
from ...model.codes import LEVELS
from ...model.period import Period
from ...wording.mirror_gaps import explained
from ...wording.sentences import amount, bounds_words, figures_of, joined, period_words, spoken
from ...wording.titles import about
from ..answer import Answer, carries_out, of_quantity, view
from ..context import MIRRORED, LookupContext
from ..direction import TradeDirection, from_home
from ..locate import opening
from ..period_resolver import when
from ..query import Query
from . import investment
from .measure_sentence import adjective
from .rank import asked_measure, others_do
from .strand import Strand
from .value import level_answer

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


@carries_out("above below comparative nth peak")
def answer_partners(context: LookupContext, question: Query) -> list[Answer]:
    """Two partners' levels and their difference, which comes first where it is asked for; never across compilers."""
    measure = next((m for m in question.trade_measures if m in LEVELS), asked_measure(question))
    if measure not in LEVELS:
        return []
    measure = MIRRORED[measure] if others_do(question, measure) else from_home(question, measure)
    about = f"{context.name(context.home)}'s {_TRADE.get(measure, measure.replace('_', ' '))}"
    answers: list[Answer] = []
    for compiler in context.compilers(context.home, named(question)[0]):
        found = [
            Strand(
                context,
                question,
                TradeDirection(measure, context.home, c),
                context.line(context.home, c, compiler),
                measure,
            )
            for c in named(question)
        ]
        time = when(question, sorted(set(found[0].periods) & set(found[1].periods)))
        if time.kind == "range":
            return []  # one year of many is no answer to "ever"
        pair = [q for s in found for q in s.firm(time.periods[:1])]
        if len(pair) == 2:
            opens = view("partners", period=pair[0].period, row=pair[0].partner)
            how = f"{_names(context, pair)}, {pair[0].period.label}; whose: {compiler}"
            both = [level_answer(s, q, time.note) for s, q in zip(found, pair, strict=True)]
            answers += _ordered(
                context, question, _together(context, question, pair, about, (how, time.note), opens), both, pair
            )
    return answers


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


@carries_out("above below comparative nth peak")
def answer_investors(context: LookupContext, question: Query) -> list[Answer]:
    """Two investors' difference, or the first against the second, then each; amounts in dollars before shares."""
    answers: list[Answer] = []
    for measure in (f"{investment.LEVEL[b]}{s}" for b in investment.bases(question) for s in ("", "_share")):
        unit = "percent" if measure.endswith("_share") else "projects" if measure == "approved_projects" else "USD"
        sides = [
            {f.period: f for f in investment.reported(context, measure, code) if f.unit == unit}
            for code in named(question)
        ]
        shared = sorted(set(sides[0]) & set(sides[1]))
        time = when(question, shared)
        period = next((p for p in reversed(shared) if any(_is_of(p, t) for t in time.periods[:1])), None)
        if period is None:
            continue
        pair = [printed(side[period]) for side in sides]
        each = investment.print_answer if unit == "percent" else investment.level_answer
        base = measure.removesuffix("_share")
        adjectives = " and ".join(adjective(context, q.partner) for q in pair)
        about = investment.CONCEPT[base].format(adjectives)
        about = f"shares in {about}" if unit == "percent" else about
        how = (investment.how(context, question, pair[0], f"{_names(context, pair)}; {time.note}"),)
        opens = investment.opens(period, measure)
        answers.append(_together(context, question, pair, about, how, opens))
        answers += [each(context, question, q, time.note) for q in pair]
    return answers


def _is_of(period: Period, asked: Period) -> bool:
    return period.meets(asked) or (asked.is_year and period.year == asked.year)


def _names(context: LookupContext, pair: list[Quantity]) -> str:
    return f"{context.name(pair[0].partner)} beside {context.name(pair[1].partner)}"


def _together(
    context: LookupContext,
    question: Query,
    pair: list[Quantity],
    about: str,
    how: tuple[str, ...],
    opens: tuple[str, ...],
) -> Answer:
    """The difference of two numbers, or the first as a multiple or a part of the second where that is asked for."""
    first, second = pair
    names = [context.name(q.partner) for q in pair]
    unit = "percent" if question.does("share") else "ratio"
    if question.does("share", "ratio"):
        q = (share if unit == "percent" else ratio)(first, second, f"{first.measure}_ratio")
        number = "" if q is None else amount(q.value, unit, q.interval)
        said = f"{names[0]}'s is {number} {'of' if unit == 'percent' else 'times'} {names[1]}'s"
    else:
        unit = "percentage points" if first.unit == "percent" else first.unit
        q = difference(first, second, f"{first.measure}_difference", unit)
        larger = names[0] if first.value > second.value else names[1]
        said = "" if q is None else f"{amount(abs(q.value), unit, q.interval)} more for {larger}"
        if first.interval.meets(second.interval):
            said = "the two are indistinguishable at the printed precision"
    assert q is not None
    each = ", ".join(f"{name} {spoken(level)}" for name, level in zip(names, pair, strict=True))
    text = f"{about} {period_words(first.period)}: {each}; {said}, by {figures_of(first.compiler, context.home)}."
    reading = how[0] if len(how) == 1 else question.read_as(*how)
    return of_quantity(context.book, q, text, reading, opens)


def _ordered(
    context: LookupContext, question: Query, together: Answer, both: list[Answer], pair: list[Quantity]
) -> list[Answer]:
    """The difference first where it is asked for; "A or B" is answered by the larger."""
    if question.has("or") and not pair[0].interval.meets(pair[1].interval):
        larger = max(both, key=lambda a: a.value or 0)
        text = f"{context.name(larger.partner)}: {together.text}"
        return [larger._replace(text=text), *(a for a in both if a is not larger), together]
    compares = question.does("difference", "comparative", "above", "below") or question.has("more", "less", "or")
    return [together, *both] if compares else [*both, together]
