"""Worked out: the number that a reference names, as a quantity and as a sentence."""

from __future__ import annotations

from ..editions import WORLD_OF, edition
from ..interval import Interval
from ..period import Period
from ..reference import Reference
from . import changes, partners, shares, totals
from .answer import Answer, of_quantity, view
from .derive import Line
from .desk import MIRRORED, Desk
from .quantity import Quantity, expression, printed, worked_out
from .question import Question
from .rankings import Ranking
from .sentence import figures_of, ordinal, period_words
from .sides import Sides
from .trade import MEASURES, level_answer

GAP, CHANGE = "mirror_gap", "total_trade_rank_change"


def answer_to(desk: Desk, question: Question, reference: Reference) -> tuple[Quantity, Answer]:
    """What a reference names. Raises KeyError where the figures do not give it."""
    asked = Sides(reference.measure, reference.reporter, reference.partner)
    if reference.measure in MEASURES:
        return _level(desk, question, asked, reference)
    if reference.measure == "cover_ratio":
        return _cover(desk, question, asked, reference)
    if reference.measure.endswith(GAP):
        return _gap(desk, question, reference)
    if reference.measure == CHANGE:
        return _rank_change(desk, reference)
    for measure, name in shares.WORLD_SHARE.items():
        if reference.measure == name:
            return _share(desk, question, asked._replace(measure=measure), reference)
    for measure, name in partners.RANK.items():
        if reference.measure == name:
            return _rank(desk, question, measure, reference)
    if reference.measure.removesuffix("_growth") in MEASURES:
        return _growth(desk, question, reference)
    raise KeyError(str(reference))


def _line(desk: Desk, reference: Reference) -> Line | None:
    """The compiler's figures of the two; None for an edition, which is a part of them."""
    known = desk.compilers(reference.reporter, reference.partner)
    if reference.compiler not in known:
        return None
    return desk.line(reference.reporter, reference.partner, reference.compiler)


def _known(quantity: Quantity | None, reference: Reference) -> Quantity:
    if quantity is None:
        raise KeyError(str(reference))
    return quantity


def _level(desk: Desk, question: Question, asked: Sides, reference: Reference) -> tuple[Quantity, Answer]:
    line = _line(desk, reference)
    of_line = line is not None and reference.compiler not in WORLD_OF
    found = line.level_or_bounds(reference.measure, reference.period) if line is not None and of_line else None
    found = found or _of_edition(desk, reference, reference.measure, reference.partner)
    quantity = _known(found, reference)
    line = line or desk.line(quantity.reporter, quantity.partner, quantity.compiler)
    return quantity, level_answer(desk, question, asked, quantity, line=line)


def _growth(desk: Desk, question: Question, reference: Reference) -> tuple[Quantity, Answer]:
    line, base = _line(desk, reference), reference.measure.removesuffix("_growth")
    if line is None:
        raise KeyError(str(reference))
    since = reference.period.year_before
    worked = line.recomputed_growth(base, reference.period, since)
    found = [*line.growths(base, reference.period), *([worked] if worked is not None else [])]
    quantity = _known(found[0] if found else None, reference)
    asked = Sides(base, reference.reporter, reference.partner)
    return quantity, changes.growth_answer(desk, question, asked, line, base, quantity, since, found)


def _cover(desk: Desk, question: Question, asked: Sides, reference: Reference) -> tuple[Quantity, Answer]:
    line = _line(desk, reference)
    if line is None:
        raise KeyError(str(reference))
    sold, bought = ("exports", "imports") if reference.reporter == "KHM" else ("imports", "exports")
    top, under = (_known(line.level(m, reference.period), reference) for m in (sold, bought))
    answer = totals.cover_answer(desk, question, asked, line, top, under)
    ratio = worked_out(top, top.value / under.value, top.interval / under.interval, answer.formula, (top, under),
                       measure="cover_ratio", unit="ratio")  # fmt: skip
    return ratio, answer


def _gap(desk: Desk, question: Question, reference: Reference) -> tuple[Quantity, Answer]:
    flow = reference.measure.removesuffix(f"_{GAP}")
    ours, _, theirs = reference.compiler.partition("+")
    mine = desk.line("KHM", "JPN", ours).level(flow, reference.period)
    their = desk.line("JPN", "KHM", theirs).level(MIRRORED.get(flow, flow), reference.period)
    mine, their = _known(mine, reference), _known(their, reference)
    answer = totals.gap_answer(desk, question, Sides(flow, "KHM", "JPN"), mine, their)
    gap = worked_out(mine, their.value - mine.value, their.interval - mine.interval, answer.formula, (their, mine),
                     measure=GAP)  # fmt: skip
    return gap, answer


def _share(desk: Desk, question: Question, asked: Sides, reference: Reference) -> tuple[Quantity, Answer]:
    """A partner's part of the world total of its edition."""
    part = _known(_of_edition(desk, reference, asked.measure, reference.partner), reference)
    of = reference._replace(compiler=WORLD_OF.get(reference.compiler, reference.compiler))
    world = _known(_of_edition(desk, of, asked.measure, "WLD"), reference)
    quantity = shares.share_of(part, world, reference.measure)
    return quantity, shares.world_answer(desk, question, asked, quantity)


def _rank(desk: Desk, question: Question, measure: str, reference: Reference) -> tuple[Quantity, Answer]:
    table, place = _place(desk, measure, reference)
    answer = partners.count_answer(desk, question, table, reference.partner, measure)
    own = table.rows[place - 1]
    rank = worked_out(own, own.value * 0 + place, Interval.exact(place), answer.formula, [own],
                      measure=reference.measure, unit="rank")  # fmt: skip
    return rank, answer


def _rank_change(desk: Desk, reference: Reference) -> tuple[Quantity, Answer]:
    """Places won or lost since the year before in the same edition."""
    before = reference._replace(period=reference.period.year_before)
    (table, now), (earlier, then) = (_place(desk, "total_trade", r) for r in (reference, before))
    own, was = table.rows[now - 1], earlier.rows[then - 1]
    quantity = worked_out(own, own.value * 0 + then - now, Interval.exact(then - now), f"rank {then} - rank {now}",
                          [own, was], measure=CHANGE, unit="places")  # fmt: skip
    name = desk.name(reference.partner)
    moved = f"won {then - now}" if then > now else f"lost {now - then}" if now > then else "kept its place"
    moved += "" if now == then else " place" if abs(now - then) == 1 else " places"
    text = (
        f"{name} {moved} among Cambodia's trading partners: {ordinal(now)} {period_words(reference.period)}, "
        f"{ordinal(then)} {period_words(before.period)}, counted from {figures_of(own.compiler, 'KHM')}."
    )
    how = f"change of rank, {reference.period.label} on {before.period.label}; whose: {reference.compiler}"
    return quantity, of_quantity(desk.ledger, quantity, text, how, view("partners", period=reference.period))


def _place(desk: Desk, measure: str, reference: Reference) -> tuple[Ranking, int]:
    """All partners of an edition by size, and the place of one of them."""
    listed = {
        partner
        for of_products in (False, True)
        for _, _, partner, start, end, source in desk.ledger.outline("KHM", _SIZES, of_products=of_products)
        if _is_of(desk, source, reference.compiler) and Period.from_columns(start, end) == reference.period
    }
    ranked = [c for c in listed if c in desk.ledger.areas and desk.ledger.areas[c].kind not in _NOT_RANKED]
    sizes = [q for c in ranked if (q := _of_edition(desk, reference, measure, c)) is not None and not q.is_open]
    sizes.sort(key=lambda q: (-q.value, q.partner))
    table = Ranking(reference.period, "", True, tuple(sizes))
    place = table.place(reference.partner)
    if place is None:
        raise KeyError(str(reference))
    return table, place


_SIZES = ("exports", "imports", "total_trade")
_NOT_RANKED = ("aggregate", "special")


def _of_edition(desk: Desk, reference: Reference, measure: str, partner: str) -> Quantity | None:
    """The finest print of a measure in an edition; a total also from both its flows."""
    found = [
        f
        for f in desk.figures(measure, reference.reporter, partner)
        if f.period == reference.period and f.status != "derived" and _is_of(desk, f.source, reference.compiler)
    ]
    if found:
        return printed(min(found, key=lambda f: (f.interval.width, f.id)))
    if measure != "total_trade":
        return None
    both = [_of_edition(desk, reference, m, partner) for m in ("exports", "imports")]
    if both[0] is None or both[1] is None:
        return None
    e, i = both[0], both[1]
    return worked_out(e, e.value + i.value, e.interval + i.interval, f"{expression(e)} + {expression(i)}", (e, i),
                      measure="total_trade")  # fmt: skip


def _is_of(desk: Desk, source: str, wanted: str) -> bool:
    row = desk.ledger.sources[source]
    return edition(row.compiler, row.vintage) == wanted
