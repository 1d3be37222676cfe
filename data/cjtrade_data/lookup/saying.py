"""Saying: a number as a sentence of its kind, be it a print or the one that a reference names."""

from __future__ import annotations

from typing import TypeVar

from ..derivation import investment as investment_lines
from ..derivation import side_by_side
from ..derivation.comparisons import cover_ratio, mirror_gap
from ..derivation.quantity import Quantity
from ..derivation.rankings import RANK, SHARE, PartnerLists, partner_lists
from ..derivation.side_by_side import Sides
from ..model.codes import LEVELS, level_of, rate_of
from ..model.reference import Reference
from ..wording.mirror_gaps import explained
from ..wording.sentences import amount, bounds_words, figures_of, ordinal, period_words, spoken
from ..wording.titles import about
from .answer import Answer, of_quantity
from .context import MIRRORED, LookupContext
from .direction import TradeDirection
from .operations import aggregate, growth, investment, mirror, product_numbers, rank, share
from .operations.lists import NOUN
from .operations.measure_series import MeasureSeries, measure_answer, series_of_quantity
from .operations.value import level_answer
from .query import Query

GAP, CHANGE = "mirror_gap", "total_trade_rank_change"


def said(context: LookupContext, question: Query, q: Quantity) -> Answer:
    """A number, printed or worked out, as a sentence of its kind."""
    figure, measure = q.figure, q.measure
    if figure is not None and figure.product and figure.measure in product_numbers.PRINTED:
        return product_numbers.good_answer(context, question, figure, "")
    if q.partner and not q.product and (answer := _said_of_trade(context, question, q)) is not None:
        return answer
    if figure is not None and measure.endswith("_rank") and level_of(measure).removesuffix("_rank") in NOUN:
        return rank.print_answer(context, question, q)
    if measure in investment.CONCEPT and not q.product:
        return investment.level_answer(context, question, q)
    if figure.basis if figure is not None else investment_lines.basis_of(q):
        return investment.print_answer(context, question, q)
    if figure is None:
        return level_answer(series_of_quantity(context, question, q), q)
    return measure_answer(context, question, q, "")


def _said_of_trade(context: LookupContext, question: Query, q: Quantity) -> Answer | None:
    if q.measure in LEVELS:
        return level_answer(series_of_quantity(context, question, q), q)
    if level_of(q.measure) in LEVELS:
        return growth_said(context, question, q)
    for tables, answer in ((SHARE, share.world_answer), (_PAIR_SHARE, share.pair_answer)):
        for measure, name in tables.items():
            if name == q.measure:
                return answer(context, question, TradeDirection(measure, q.reporter, q.partner), q)
    return None


def growth_said(context: LookupContext, question: Query, q: Quantity) -> Answer:
    """A growth rate as a sentence; of one that was worked out with what is printed otherwise."""
    base, back = rate_of(q.measure) or (q.measure, 12)
    measured, since = series_of_quantity(context, question, q)._replace(measure=base), q.period.shift(-back)
    others = [q] if q.figure is not None else list(growth.growths(measured.line, base, q.period, since))
    return growth.growth_answer(measured, q, since, others)


_PAIR_SHARE = {"exports": "exports_share_of_pair", "imports": "imports_share_of_pair"}


def answer_to(context: LookupContext, question: Query, reference: Reference) -> Answer:
    """What a reference names. Raises KeyError where the figures do not give it."""
    if reference.product:
        return product_numbers.answer(context, question, reference)
    name = reference.measure
    if name in ("cover_ratio", "import_export_ratio"):
        return _cover(context, question, reference)
    if (compared := side_by_side.named(context.book, reference)) is not None and name not in LEVELS:
        return apart_answer(context, question, *compared)
    if name.endswith(GAP):
        return _gap(context, question, reference)
    if name == CHANGE:
        return _rank_change(context, reference)
    lists = partner_lists(context.book, reference.reporter)
    for measure in (m for m, rank_of in RANK.items() if rank_of == name):
        found = lists.rank(reference.period, reference.compiler, measure, reference.partner)
        table = lists.ranking(reference.period, reference.compiler, measure)
        return rank.count_answer(context, question, table, _known(found, reference))
    return said(context, question, _known(_worked_out(context, reference, lists), reference))


T = TypeVar("T")


def _known(found: T | None, reference: Reference) -> T:
    if found is None:
        raise KeyError(str(reference))
    return found


def _worked_out(context: LookupContext, reference: Reference, lists: PartnerLists) -> Quantity | None:
    """A level, a share or a growth, of trade or of an investor."""
    name, key = reference.measure, (reference.period, reference.compiler)
    if (invested := investment_lines.derived(context.book, reference)) is not None:
        return invested
    if (measure := next((m for m, share_of in SHARE.items() if share_of == name), "")) != "":
        return lists.share(*key, measure, reference.partner)
    if reference.compiler not in context.compilers(reference.reporter, reference.partner):  # of an edition
        return lists.size(*key, name, reference.partner) if name in LEVELS else None
    line = context.line(reference.reporter, reference.partner, reference.compiler)
    base, back = rate_of(name) or ("", 0)
    if base in LEVELS:
        return line.growth(base, reference.period, reference.period.shift(-back))
    return line.level(name, reference.period) if name in LEVELS else None


def _cover(context: LookupContext, question: Query, reference: Reference) -> Answer:
    asked = TradeDirection(reference.measure, reference.reporter, reference.partner)
    line = context.line(reference.reporter, reference.partner, reference.compiler)
    measured = MeasureSeries(context, question, asked, line, reference.measure)
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
