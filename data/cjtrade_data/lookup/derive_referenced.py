"""Deriving what is referenced: the number that a reference names, as a quantity and as a sentence."""

from __future__ import annotations

from typing import TypeVar

from ..derivation import investment as investment_lines
from ..derivation import side_by_side
from ..derivation.comparisons import cover_ratio, mirror_gap
from ..derivation.levels import Series
from ..derivation.quantity import Quantity
from ..derivation.rankings import RANK, SHARE, partner_lists
from ..derivation.side_by_side import Sides
from ..model.codes import LEVELS, rate_of
from ..model.reference import Reference
from ..wording.mirror_gaps import explained
from ..wording.sentences import amount, bounds_words, figures_of, ordinal, period_words, spoken
from ..wording.titles import about
from .answer import Answer, of_quantity
from .context import MIRRORED, LookupContext
from .direction import TradeDirection
from .operations import aggregate, growth, investment, mirror, product_numbers, rank, share
from .operations.measure_series import MeasureSeries
from .operations.value import level_answer
from .query import Query

GAP, CHANGE = "mirror_gap", "total_trade_rank_change"


def answer_to(context: LookupContext, question: Query, reference: Reference) -> Answer:
    """What a reference names. Raises KeyError where the figures do not give it."""
    if reference.product:
        return product_numbers.answer(context, question, reference)
    known, name = context.compilers(reference.reporter, reference.partner), reference.measure
    line = None  # of an edition, which is a part of a compiler's figures
    if reference.compiler in known:
        line = context.line(reference.reporter, reference.partner, reference.compiler)
    asked = TradeDirection(name, reference.reporter, reference.partner)
    if name in LEVELS:
        return _level(context, question, asked, reference, line)
    if name in ("cover_ratio", "import_export_ratio"):
        return _cover(MeasureSeries(context, question, asked, _known(line, reference), name), reference)
    compared = side_by_side.named(context.book, reference)
    if compared is not None:
        return apart_answer(context, question, *compared)
    if name.endswith(GAP):
        return _gap(context, question, reference)
    if name == CHANGE:
        return _rank_change(context, reference)
    invested = investment_lines.derived(context.book, reference)
    if invested is not None:
        say = investment.level_answer if invested.measure in investment.CONCEPT else investment.print_answer
        return say(context, question, invested)
    lists = partner_lists(context.book, reference.reporter)
    for measure in (m for m, share_of in SHARE.items() if share_of == name):
        found = lists.share(reference.period, reference.compiler, measure, reference.partner)
        return share.world_answer(context, question, asked._replace(measure=measure), _known(found, reference))
    for measure in (m for m, rank_of in RANK.items() if rank_of == name):
        found = lists.rank(reference.period, reference.compiler, measure, reference.partner)
        table = lists.ranking(reference.period, reference.compiler, measure)
        return rank.count_answer(context, question, table, _known(found, reference))
    base, back = rate_of(name) or ("", 0)
    if base in LEVELS:
        since = reference.period.shift(-back)
        measured = MeasureSeries(context, question, asked._replace(measure=base), _known(line, reference), base)
        quantity = _known(measured.line.growth(base, reference.period, since), reference)
        return growth.growth_answer(
            measured, quantity, since, list(growth.growths(measured.line, base, reference.period, since))
        )
    raise KeyError(str(reference))


T = TypeVar("T")


def _known(found: T | None, reference: Reference) -> T:
    if found is None:
        raise KeyError(str(reference))
    return found


def _level(
    context: LookupContext, question: Query, asked: TradeDirection, reference: Reference, line: Series | None
) -> Answer:
    if line is not None:
        found = line.level(reference.measure, reference.period)
    else:
        lists = partner_lists(context.book, reference.reporter)
        found = lists.size(reference.period, reference.compiler, reference.measure, reference.partner)
    quantity = _known(found, reference)
    line = line or context.line(quantity.reporter, quantity.partner, quantity.compiler)
    return level_answer(MeasureSeries(context, question, asked, line, reference.measure), quantity)


def _cover(measured: MeasureSeries, reference: Reference) -> Answer:
    measures = ("exports", "imports") if reference.measure == "cover_ratio" else ("imports", "exports")
    top, under = (_known(measured.line.level(m, reference.period), reference) for m in measures)
    _known(cover_ratio(top, under), reference)
    return aggregate.cover_answer(measured, top, under)


def _gap(context: LookupContext, question: Query, reference: Reference) -> Answer:
    flow = reference.measure.removesuffix(f"_{GAP}")
    ours, _, theirs = reference.compiler.partition("+")
    mine = context.line(context.home, context.partner, ours).level(flow, reference.period)
    their = context.line(context.partner, context.home, theirs).level(MIRRORED.get(flow, flow), reference.period)
    mine, their = _known(mine, reference), _known(their, reference)
    _known(mirror_gap(mine, their), reference)
    return mirror.gap_answer(context, question, TradeDirection(flow, context.home, context.partner), mine, their)


def _rank_change(context: LookupContext, reference: Reference) -> Answer:
    """Places won or lost since the year before in the same edition."""
    lists = partner_lists(context.book, reference.reporter)
    quantity = _known(lists.rank_change(reference.period, reference.compiler, reference.partner), reference)
    assert quantity.derivation is not None
    now, then = (int(q.value) for q in quantity.derivation.inputs)
    name = context.name(reference.partner)
    moved = f"won {then - now}" if then > now else f"lost {now - then}" if now > then else "kept its place"
    moved += "" if now == then else " place" if abs(now - then) == 1 else " places"
    text = (
        f"{name} {moved} among {context.name(context.home)}'s trading partners: {ordinal(now)} {period_words(reference.period)}, "
        f"{ordinal(then)} {period_words(reference.period.year_before)}, counted from {figures_of(quantity.compiler, context.home)}."
    )
    before = reference.period.year_before
    how = f"change of rank, {reference.period.label} on {before.label}; whose: {reference.compiler}"
    return of_quantity(context.book, quantity, text, how)


_TRADE = {"exports": "exports", "imports": "imports", "total_trade": "trade"}


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
    whose = " and ".join(dict.fromkeys(figures_of(q.compiler, q.reporter, q.measure) for q in (one, other)))
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
