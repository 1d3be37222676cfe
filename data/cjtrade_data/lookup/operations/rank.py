"""Ranks: who ranks where among Cambodia's trading partners, and who stands above whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ...book.code_lists import compilers_of
from ...derivation import rankings
from ...derivation.partners import pair_lists
from ...derivation.quantity import Operation, Quantity, counted, printed
from ...derivation.ranked_above import names_above, order_figures
from ...derivation.rankings import PartnerLists, Ranking
from ...model.codes import WORLD
from ...model.figure import Figure
from ...model.period import Period
from ...wording.sentences import alike, joined, nth_largest, of_what, ordinal, period_words, spoken, whose
from ..answer import Answer, carries_out, in_words, of_quantity, view
from ..context import MIRRORED, LookupContext
from ..direction import sides
from ..period_resolver import When, when
from ..query import Query
from .extremes import mark_words

RANK = {**rankings.RANK, "fdi": "fdi_stock_rank"}
NOUN = {"total_trade": "trading partner", "exports": "export market", "imports": "supplier", "fdi": "investor"}


def known_rankings(context: LookupContext, measure: str, *, full: bool) -> tuple[PartnerLists, list[Period]]:
    """The lists that can answer and their periods: those with places that can be counted, or all of them."""
    found = pair_lists(context.book)
    return found, found.ranked_periods(measure) if full else found.listed_periods(measure)


def asked_measure(question: Query) -> str:
    """What is ranked: by the word for the partner (market, supplier, investor), else by the measure."""
    for role in question.values("role"):
        if role != "total_trade":
            return role
    if not question.measures and {*compilers_of("central bank", "investment board")} & set(question.values("compiler")):
        return "fdi"
    for measure in question.measures:
        if measure in RANK:
            return MIRRORED.get(measure, measure) if others_do(question, measure) else measure
    return "total_trade"


def others_do(question: Query, measure: str) -> bool:
    """ "Who buys more than Japan", "who exports to us", "who buys Cambodian goods": the partner is the one who does it."""
    verbs = [i for i in question.items if i.slot in ("verb", "measure") and i.value == measure]
    if verbs and is_done_by_whom(question, verbs[0].start):
        return True
    towards = {"imports": "from", "exports": "to"}.get(measure)
    khm = [p for p in question.places if p.code == question.home and verbs and p.start >= verbs[0].end]
    adjectives = question.vocabulary.adjectives
    owned = [p for p in khm if p.role == "own" or " ".join(question.words[p.start : p.end]) in adjectives]
    return any(p.role == towards for p in khm) or (bool(owned) and verbs[0].slot == "verb")


def is_done_by_whom(question: Query, verb: int) -> bool:
    """Whether who is asked for is the subject of the verb, and nobody but Cambodia can be its object."""
    asked = question.words[verb - 1 : verb] in (["who"], ["countries"], ["country"], ["partners"], ["partner"])
    others = any(p.role in ("from", "to") and p.code != question.home for p in question.places)
    return asked and question.has("who", "which", "what") and not others


def _measures(question: Query) -> list[str]:
    """What is ranked; each flow after their sum where no flow is said."""
    if question.values("basis"):
        return ["fdi"]
    said = question.values("role") or question.measures or question.values("compiler")
    return [asked_measure(question)] if said else ["total_trade", "exports", "imports"]


@carries_out("rank nth first_time above comparative")
def answer_rank(context: LookupContext, question: Query) -> list[Answer]:
    """Where a partner ranks in what is asked for; where no flow is said and the sum has no rank, in each flow."""
    ranks = (_answer_rank(context, question, measure) for measure in _measures(question))
    total = next(ranks)
    if question.asks_whether and question.is_of("ever"):
        place = max((int(str(i.value)) for i in question.all("nth")), default=1)
        total.sort(key=lambda a: abs((a.value or 0) - place))  # "has it ever been the largest"
    return total or [answer for each in ranks for answer in each]


def _answer_rank(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Where a partner ranks: as printed, then as counted from a full list."""
    asked = sides(question, measure)
    named = [p.code for p in question.others]
    partner = asked.partner if asked.partner not in (WORLD, context.home) else (named or [context.partner])[0]
    prints = [printed(f) for f in context.figures(RANK[measure], context.home, partner) if f.status != "derived"]
    found, listed = known_rankings(context, measure, full=True) if measure != "fdi" else (None, [])
    time = when(question, sorted({q.period for q in prints}.union(listed)))
    answers = []
    for period in _rank_periods(question, time, prints, listed):
        answers += [print_answer(context, question, q, measure, time.note) for q in prints if q.period.meets(period)]
        rankings = found.rankings(period, measure) if found is not None else []
        answers += [
            count_answer(context, question, t, partner, measure, time.note)
            for t in rankings
            if found is not None and found.rank(period, t.edition, measure, partner) is not None
        ]
    return answers


def _rank_periods(question: Query, time: When, prints: list[Quantity], known: Iterable[Period]) -> tuple[Period, ...]:
    """Without a period: the latest rank, then the latest that was printed; the one of the place asked for before both.

    Of a year without a rank: those of a part of it.
    """
    if time.kind == "default":
        asked = {int(str(i.value)) for i in question.items if i.slot == "nth"} - {1}
        of_place = [q.period for q in prints if int(q.value) in asked]
        latest = [time.periods[0]] if time.periods else []
        return tuple(dict.fromkeys([*of_place[-1:], *latest, *[q.period for q in prints][-1:]]))
    year = time.periods[0] if len(time.periods) == 1 and time.periods[0].is_year else None
    if year is not None:
        within = [q.period for q in prints if q.period.year == year.year]
        return tuple(dict.fromkeys([year, *within[::-1]]))
    if time.kind == "range":
        ends = sorted({time.periods[-1], time.periods[0]}, reverse=True)
        between = [p for p in sorted(known, reverse=True) if ends[-1] < p < ends[0] and p.is_year]
        return (*ends, *between)
    return time.periods


def print_answer(context: LookupContext, question: Query, q: Quantity, measure: str, note: str = "") -> Answer:
    """A printed rank, with the names above it where a source gives them."""
    text = f"{context.name(q.partner)} was {context.name(q.reporter)}'s {nth_largest(int(q.value))} {NOUN[measure]} {period_words(q.period)}"
    above = names_above(context.book, q)
    if above:
        text += f", behind {joined([context.name(c) for c in above])}"
    text += f", according to {whose(q.compiler, q.reporter)}."
    return of_quantity(context.book, q, text, _how(context, question, q, measure, note), _view(q.period))


_NAMED = 8
"""Down to this place all partners above are named."""


def count_answer(
    context: LookupContext, question: Query, table: Ranking, partner: str, measure: str, note: str = ""
) -> Answer:
    """A partner's place in a list, counted, with those just above it."""
    own, all_above = table.size(partner), table.above(partner)
    assert own is not None
    place = len(all_above) + 1
    above = all_above if place <= _NAMED else all_above[-3:]
    sizes = alike([*above, own])
    note = "partners by size: " + ", ".join(
        f"{context.name(q.partner)} {size}" for q, size in zip([*above, own], sizes, strict=True)
    )
    q = counted(own, place, Operation.RANK, [*above, own], measure=RANK[measure], unit="rank", note=note)
    text = f"{context.name(partner)} was {context.name(context.home)}'s {nth_largest(place)} {NOUN[measure]}{of_what(own.compiler)} {period_words(table.period)}, with {spoken(own)}"
    if above:
        others = place - 1 - len(above)
        text += f", behind {f'{others} others and, next above, ' if others else ''}{joined([context.name(a.partner) for a in above])}"
    if table.taiwan is not None and table.taiwan.value > own.value:
        text += f", or {ordinal(place + 1)} with Taiwan, which is printed as other Asia, counted in"
    text += f", counted from {whose(own.compiler, context.home)}."
    return of_quantity(context.book, q, text, _how(context, question, q, measure, note), _view(table.period))


def _how(context: LookupContext, question: Query, q: Quantity, measure: str, note: str) -> str:
    parts = [
        f"rank of {context.name(q.partner)} as {NOUN[measure]} of {context.name(context.home)}, {q.period.label}",
        f"whose: {q.compiler}",
        note,
    ]
    return question.read_as(*parts)


def _view(period: Period) -> tuple[str, ...]:
    return view("partners", period=period)


def words(
    context: LookupContext,
    text: str,
    how: str,
    figures: Iterable[Figure],
    measure: str,
    period: Period,
    partner: str = "",
    **more: Any,
) -> Answer:
    """A list, or an order, of partners or investors of Cambodia: words that stand on some figures."""
    more.setdefault("opens", _view(period))
    pair = (context.home, partner)
    return in_words(context.book, text, how, measure, pair, figures=figures, period=period.code, **more)


def in_order(context: LookupContext, q: Quantity, noun: str, place: int | None) -> tuple[str, str]:
    """The order in which a source names those down to a printed rank, or who has a place in it; "" where nobody has."""
    codes = [*names_above(context.book, q), q.partner]
    if place is not None and place > len(codes):
        return "", ""
    names, moment = [context.name(c) for c in codes], period_words(q.period)
    home = context.name(context.home)
    text = f"{home}'s largest {noun}s {moment} were, in order, {joined(names)}"
    if place is not None:
        text = f"{names[place - 1]} was {home}'s {nth_largest(place)} {noun} {moment}"
    return f"{text}, according to {whose(q.compiler, context.home)}.", codes[place - 1] if place is not None else ""


def in_list(context: LookupContext, rows: Sequence[Quantity], sizes: Sequence[str]) -> str:
    """`1. China 4,550.95 million dollars, 2. Thailand ...`"""
    return ", ".join(
        f"{i}. {context.name(q.partner)} {size}" for i, (q, size) in enumerate(zip(rows, sizes, strict=True), 1)
    )


def figures_behind(rows: Iterable[Quantity]) -> list[Figure]:
    return [f for q in rows for f in q.figures]


COUNTED = {"status": "derived", "formula": "partners by size"}


@carries_out("above below comparative first_time nth peak rank")
def answer_above(context: LookupContext, question: Query) -> list[Answer]:
    """Who stands above (or below) a partner, in order: in trade first, then in investment."""
    partner = next((p.code for p in question.others), context.partner)
    wanted, *each_flow = _measures(question)
    answers = _above_in_print(context, question, wanted, partner) if not question.does("below") else []
    if each_flow and not question.does("below"):
        answers += _above_in_print(context, question, "fdi", partner)
    answers += _beside_in_list(context, question, wanted, partner)
    return answers or [a for flow in each_flow for a in _beside_in_list(context, question, flow, partner)]


def _above_in_print(context: LookupContext, question: Query, measure: str, partner: str) -> list[Answer]:
    prints = [
        printed(f)
        for f in context.figures(RANK[measure], context.home, partner)
        if names_above(context.book, printed(f))
    ]
    time = when(question, [q.period for q in prints])
    answers = []
    for q in prints:
        if not any(q.period.meets(p) for p in time.periods):
            continue
        names = [context.name(c) for c in names_above(context.book, q)]
        what = "as trading partners" if measure == "total_trade" else f"as {NOUN[measure]}s"
        text = (
            f"{joined(names)} {'ranks' if len(names) == 1 else 'rank'} above {context.name(partner)} {what} of {context.name(context.home)} "
            f"{period_words(q.period)}, in that order; {context.name(partner)} is {ordinal(int(q.value))}, according to "
            f"{whose(q.compiler, q.reporter)}."
        )
        how = _how(context, question, q, measure, f"who stands above; {time.note}")
        opens = _view(q.period) if measure != "fdi" else view("investment", period=q.period)
        answers.append(
            words(context, text, how, order_figures(context.book, q), q.measure, q.period, partner, opens=opens)
        )
    return answers


def _beside_in_list(context: LookupContext, question: Query, measure: str, partner: str) -> list[Answer]:
    if measure == "fdi":
        return []
    found, listed = known_rankings(context, measure, full=True)
    time = when(question, listed)
    answers = []
    for table in (t for p in time.periods[:1] for t in found.rankings(p, measure)):
        own = table.size(partner)
        if own is None or found.rank(table.period, table.edition, measure, partner) is None:
            continue
        place, below = len(table.above(partner)) + 1, question.does("below")
        rows = table.below(partner)[:5] if below else table.above(partner)
        if not rows:
            continue
        names = ", ".join(f"{context.name(q.partner)} ({size})" for q, size in zip(rows, alike(rows), strict=True))
        text = (
            f"{'Below' if below else 'Above'} {context.name(partner)}, {context.name(context.home)}'s {nth_largest(place)} {NOUN[measure]} "
            f"{period_words(table.period)}: {names}, counted from {whose(table.rows[0].compiler, context.home)}."
        )
        text += _with_taiwan(table, own) if not below else ""
        how = question.read_as(
            f"who stands {'below' if below else 'above'} {context.name(partner)} as {NOUN[measure]}, {table.period.label}",
            time.note,
        )
        answers.append(words(context, text, how, figures_behind(rows), RANK[measure], table.period, partner, **COUNTED))
    return answers


@carries_out("nth peak rank")
def answer_top(context: LookupContext, question: Query, count: int | None, nth: int | None) -> list[Answer]:
    """The largest partners, or the n-th; a source that names an order first, then lists of amounts."""
    measure = asked_measure(question)
    ranks = [printed(f) for f in context.figures(RANK[measure], context.home, context.partner) if f.status != "derived"]
    prints = [q for q in ranks if names_above(context.book, q) or int(q.value) == nth]
    found, listed = known_rankings(context, measure, full=nth is not None)
    time = when(question, sorted({q.period for q in prints}.union(listed)))
    after = next((p.code for p in question.places if p.role == "after"), "")
    answers = []
    wanted = list(time.periods[:1])
    if time.kind == "default":
        full = found.ranked_periods(measure)
        wanted = list(dict.fromkeys([*wanted, *([prints[-1].period] if prints else []), *full[-1:]]))
    for period in wanted:
        for q in (q for q in prints if q.period == period):
            order = [*names_above(context.book, q), q.partner]
            place = max(order.index(after) + 2, nth or 1) if after in order else nth
            if (after in order or not after) and len(order) >= (count or 1):
                answers += _order_in_print(context, question, q, measure, place, time)
        for table in found.rankings(period, measure):
            place = max(len(table.above(after)) + 2, nth or 1) if after and table.size(after) else nth
            answers += _from_table(context, question, table, measure, count, place, time)
    return answers


def _order_in_print(
    context: LookupContext, question: Query, q: Quantity, measure: str, nth: int | None, time: When
) -> list[Answer]:
    if int(q.value) == nth:
        return [print_answer(context, question, q, measure, time.note)]
    text, partner = in_order(context, q, NOUN[measure], nth)
    how = question.read_as(
        f"{NOUN[measure]}s of Cambodia in the order the source names them, {q.period.label}", time.note
    )
    return [words(context, text, how, order_figures(context.book, q), q.measure, q.period, partner)] if text else []


def _from_table(
    context: LookupContext,
    question: Query,
    table: Ranking,
    measure: str,
    count: int | None,
    nth: int | None,
    time: When,
) -> list[Answer]:
    among = "" if table.ranked else " among the partners printed"
    by_size = f"{NOUN[measure]}s of {context.name(context.home)} by size{among}, {table.period.label}"
    how = question.read_as(by_size, f"whose: {table.rows[0].compiler}", time.note)
    name = whose(table.rows[0].compiler, context.home)
    if nth is not None:
        when_, placed = period_words(table.period), table.at(nth) if table.ranked else []
        texts = [
            f"{context.name(q.partner)} was {context.name(context.home)}'s {nth_largest(nth)} {NOUN[measure]}{of_what(q.compiler)} {when_}, with {spoken(q)}, by {name}."
            for q in placed
        ]
        return [
            of_quantity(context.book, q, text, how, _view(table.period)) for q, text in zip(placed, texts, strict=True)
        ]
    mark = question.mark
    rows = table.rows[: count or 5] if mark is None else [q for q in table.rows if question.is_beyond(q.interval, mark)]
    if not rows or (mark is not None and not table.ranked):
        return []
    each = in_list(context, rows, alike(rows))
    if mark is not None:
        among += f" {'below' if question.asks_below else 'above'} {mark_words(mark, rows[0].unit)}"
    text = f"{context.name(context.home)}'s largest {NOUN[measure]}s{of_what(table.rows[0].compiler)}{among} {period_words(table.period)}: {each}, by {name}."
    text += _with_taiwan(table, rows[-1])
    told = words(context, text, how, figures_behind(rows), measure, table.period, **COUNTED)
    beyond = {"above", "below", "under", "first_time", "comparative"} if mark is not None else ()
    return [told._replace(does=frozenset(beyond))]


def _with_taiwan(table: Ranking, last: Quantity) -> str:
    """What is said of Taiwan, which has no place in a list, where it had more than the last that is listed."""
    size = table.taiwan
    more = size is not None and size.value > last.value
    return f" Taiwan, which is printed as other Asia and not ranked, had {spoken(size)}." if size and more else ""
