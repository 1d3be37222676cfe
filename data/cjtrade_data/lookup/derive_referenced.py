"""Worked out: the number that a reference names, as a quantity and as a sentence."""

from __future__ import annotations

from ..derivation.comparisons import coverage_ratio, mirror_gap
from ..derivation.fixpoint import LEVELS
from ..derivation.levels import Series
from ..derivation.quantity import Quantity
from ..derivation.rankings import SHARE, partner_lists
from ..model.reference import Reference
from ..wording.sentences import figures_of, ordinal, period_words
from .answer import Answer, of_quantity, view
from .context import MIRRORED, Desk
from .direction import Sides
from .operations import aggregate, growth, rank, share
from .operations.value import level_answer
from .query import Question

GAP, CHANGE = "mirror_gap", "total_trade_rank_change"


def answer_to(desk: Desk, question: Question, reference: Reference) -> Answer:
    """What a reference names. Raises KeyError where the figures do not give it."""
    asked = Sides(reference.measure, reference.reporter, reference.partner)
    if reference.measure in LEVELS:
        return _level(desk, question, asked, reference)
    if reference.measure in ("cover_ratio", "import_export_ratio"):
        return _cover(desk, question, asked, reference)
    if reference.measure.endswith(GAP):
        return _gap(desk, question, reference)
    if reference.measure == CHANGE:
        return _rank_change(desk, reference)
    for measure, name in SHARE.items():
        if reference.measure == name:
            return _share(desk, question, asked._replace(measure=measure), reference)
    for measure, name in rank.RANK.items():
        if reference.measure == name:
            return _rank(desk, question, measure, reference)
    if reference.measure.removesuffix("_growth") in LEVELS:
        return _growth(desk, question, reference)
    raise KeyError(str(reference))


def _line(desk: Desk, reference: Reference) -> Series | None:
    """The compiler's figures of the two; None for an edition, which is a part of them."""
    known = desk.compilers(reference.reporter, reference.partner)
    if reference.compiler not in known:
        return None
    return desk.line(reference.reporter, reference.partner, reference.compiler)


def _known(quantity: Quantity | None, reference: Reference) -> Quantity:
    if quantity is None:
        raise KeyError(str(reference))
    return quantity


def _level(desk: Desk, question: Question, asked: Sides, reference: Reference) -> Answer:
    line = _line(desk, reference)
    found = line.level(reference.measure, reference.period) if line is not None else _in_list(desk, reference)
    quantity = _known(found, reference)
    line = line or desk.line(quantity.reporter, quantity.partner, quantity.compiler)
    return level_answer(desk, question, asked, quantity, line=line)


def _in_list(desk: Desk, reference: Reference) -> Quantity | None:
    lists = partner_lists(desk.ledger, reference.reporter)
    return lists.size(reference.period, reference.compiler, reference.measure, reference.partner)


def _growth(desk: Desk, question: Question, reference: Reference) -> Answer:
    line, base = _line(desk, reference), reference.measure.removesuffix("_growth")
    if line is None:
        raise KeyError(str(reference))
    since = reference.period.year_before
    quantity = _known(line.growth(base, reference.period), reference)
    found = list(growth.growths(line, base, reference.period, since))
    asked = Sides(base, reference.reporter, reference.partner)
    return growth.growth_answer(desk, question, asked, line, base, quantity, since, found)


def _cover(desk: Desk, question: Question, asked: Sides, reference: Reference) -> Answer:
    line = _line(desk, reference)
    if line is None:
        raise KeyError(str(reference))
    measures = ("exports", "imports") if reference.measure == "cover_ratio" else ("imports", "exports")
    top, under = (_known(line.level(m, reference.period), reference) for m in measures)
    _known(coverage_ratio(top, under), reference)
    return aggregate.cover_answer(desk, question, asked, line, top, under)


def _gap(desk: Desk, question: Question, reference: Reference) -> Answer:
    flow = reference.measure.removesuffix(f"_{GAP}")
    ours, _, theirs = reference.compiler.partition("+")
    mine = desk.line("KHM", "JPN", ours).level(flow, reference.period)
    their = desk.line("JPN", "KHM", theirs).level(MIRRORED.get(flow, flow), reference.period)
    mine, their = _known(mine, reference), _known(their, reference)
    _known(mirror_gap(mine, their), reference)
    return aggregate.gap_answer(desk, question, Sides(flow, "KHM", "JPN"), mine, their)


def _share(desk: Desk, question: Question, asked: Sides, reference: Reference) -> Answer:
    """A partner's part of the world total of its edition."""
    lists = partner_lists(desk.ledger, reference.reporter)
    found = lists.share(reference.period, reference.compiler, asked.measure, reference.partner)
    quantity = _known(found, reference)
    return share.world_answer(desk, question, asked, quantity)


def _rank(desk: Desk, question: Question, measure: str, reference: Reference) -> Answer:
    lists = partner_lists(desk.ledger, reference.reporter)
    _known(lists.rank(reference.period, reference.compiler, measure, reference.partner), reference)
    table = lists.ranking(reference.period, reference.compiler, measure)
    return rank.count_answer(desk, question, table, reference.partner, measure)


def _rank_change(desk: Desk, reference: Reference) -> Answer:
    """Places won or lost since the year before in the same edition."""
    lists = partner_lists(desk.ledger, reference.reporter)
    quantity = _known(lists.rank_change(reference.period, reference.compiler, reference.partner), reference)
    assert quantity.derivation is not None
    now, then = (int(q.value) for q in quantity.derivation.inputs)
    name = desk.name(reference.partner)
    moved = f"won {then - now}" if then > now else f"lost {now - then}" if now > then else "kept its place"
    moved += "" if now == then else " place" if abs(now - then) == 1 else " places"
    text = (
        f"{name} {moved} among Cambodia's trading partners: {ordinal(now)} {period_words(reference.period)}, "
        f"{ordinal(then)} {period_words(reference.period.year_before)}, counted from {figures_of(quantity.compiler, 'KHM')}."
    )
    before = reference.period.year_before
    how = f"change of rank, {reference.period.label} on {before.label}; whose: {reference.compiler}"
    return of_quantity(desk.ledger, quantity, text, how, view("partners", period=reference.period))
