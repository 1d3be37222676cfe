"""Investors: who ranks where, the largest of them, and the sectors the money goes to."""

from __future__ import annotations

from ...derivation import investment as lines_of
from ...derivation.quantity import Quantity, printed
from ...derivation.ranked_above import names_above
from ...model.codes import WORLD
from ...model.figure import Figure
from ...model.period import Period
from ...wording.sentences import amount, doubt, joined, nth_largest, period_words, spoken, whose
from ..answer import Answer, carries_out, of_quantity
from ..context import LookupContext
from ..period_resolver import When, when
from ..query import Query
from .investment import CONCEPT, LEVEL, asked, bases, how, investors, opens, print_answer, reported, scope
from .measure_sentence import adjective
from .rank import in_list, in_order, words
from .statements import statement_answer

_Lists = dict[tuple[Period, str], list[Figure]]


@carries_out("rank nth above comparative")
def answer_rank(context: LookupContext, question: Query, investor: str) -> list[Answer]:
    """An investor's place: as printed, then as counted from lists of investors; of no period, the newest of each concept first."""
    answers: list[Answer] = []
    for basis in bases(question):
        found = asked(question, reported(context, f"{LEVEL[basis]}_rank", investor))
        answers += [rank_answer(context, question, q, note) for q, note in found]
    answers += _counted_ranks(context, question, investor)
    if question.spans:
        return answers
    concepts = [f"{LEVEL[basis]}_rank" for basis in bases(question)]
    return sorted(answers, key=lambda a: (concepts.index(a.measure), -Period.parse(a.period).last))


def rank_answer(context: LookupContext, question: Query, q: Quantity, note: str = "") -> Answer:
    """A printed rank, with the names above it where a source gives them."""
    above = [context.name(c) for c in names_above(context.book, q)]
    if not above:
        return print_answer(context, question, q, note)
    text = (
        f"{context.name(q.partner)} was Cambodia's {nth_largest(int(q.value))} investor {period_words(q.period)}, behind "
        f"{joined(above)}, according to {whose(q.compiler, context.home)}."
    )
    return of_quantity(context.book, q, text, how(context, question, q, note), opens(q.period, q.measure))


def _lists(context: LookupContext, basis: str) -> _Lists:
    """Investors of a moment by size, of one measure: shares, or dollars; three at least."""
    found: _Lists = {}
    for measure in (f"{LEVEL[basis]}_share", LEVEL[basis]):
        for code, area in context.book.areas.items():
            for f in reported(context, measure, code) if area.kind == "country" else ():
                if f.unit in ("percent", "USD"):
                    found.setdefault((f.period, measure), []).append(f)
    return {key: sorted(fs, key=lambda f: -f.amount) for key, fs in found.items() if len(fs) >= 3}


def _counted_ranks(context: LookupContext, question: Query, investor: str) -> list[Answer]:
    """The places in the lists that name the largest investors."""
    answers = []
    for basis in (b for b in bases(question) if b in lines_of.RANKED):
        name = f"{LEVEL[basis]}_rank"
        known = [line for line in lines_of.investor_lines(context.book, basis) if line.partner == investor]
        ranked = {line.period: line for line in known if name in line.numbers and line.numbers[name].figure is None}
        time = when(question, ranked)
        for line in (o for period, o in ranked.items() if any(period.meets(p) for p in time.periods[:1])):
            q, size = line.numbers[name], line.size
            assert size is not None
            text = (
                f"{context.name(investor)} was Cambodia's {nth_largest(int(q.value))} investor by {basis} {period_words(q.period)}, with "
                f"{spoken(size)}, counted from {whose(q.compiler, context.home)}."
            )
            answers.append(
                of_quantity(context.book, q, text, how(context, question, q, time.note), opens(q.period, name))
            )
    return answers


@carries_out("nth peak rank")
def answer_largest(context: LookupContext, question: Query, count: int | None, place: int | None) -> list[Answer]:
    """The largest investors: the newest list first, and the order in which the central bank names them."""
    answers: list[Answer] = []
    named = [
        q for q in map(printed, reported(context, "fdi_stock_rank", context.partner)) if names_above(context.book, q)
    ]
    for basis in (b for b in bases(question) if b in ("stock", "inflow")):
        lists = _lists(context, basis)
        orders = named if basis == "stock" else []
        known = sorted({p for p, _ in lists}.union(q.period for q in orders))
        time = when(question, known)
        wanted = [p for p in known[::-1] if time.kind == "default" or any(_is_of(p, t) for t in time.periods)]
        for period in wanted[:3]:
            answers += [a for q in orders if q.period == period for a in _order(context, question, q, place, time)]
            for (p, _), figures in lists.items():
                if p == period:
                    answers += _from_list(context, question, figures, count, place, time)
    return answers


@carries_out("above below comparative rank")
def answer_above(context: LookupContext, question: Query) -> list[Answer]:
    """Who stands above an investor, or below, in the newest list that has it, of each concept."""
    partner, below = investors(question)[0], question.does("below")
    answers = []
    for basis in bases(question):
        lists = {key: fs for key, fs in _lists(context, basis).items() if partner in {f.partner for f in fs}}
        time = when(question, (p for p, _ in lists))
        for figures in (fs for (p, _), fs in lists.items() if p in time.periods[:1]):
            at = next(k for k, f in enumerate(figures) if f.partner == partner)
            rows = [printed(f) for f in (figures[at + 1 :] if below else figures[:at])]
            if rows:
                own, first = printed(figures[at]), rows[0]
                each = ", ".join(f"{context.name(q.partner)} {spoken(q)}" for q in rows)
                text = (
                    f"{'Below' if below else 'Above'} {context.name(partner)} ({spoken(own)}) among investors by {basis} "
                    f"{period_words(own.period)}: {each}, according to {whose(own.compiler, context.home)}."
                )
                reading = how(context, question, own, f"who stands {'below' if below else 'above'}; {time.note}")
                figs, view = [f for q in rows for f in q.figures], opens(own.period, own.measure)
                answers.append(words(context, text, reading, figs, first.measure, own.period, partner, opens=view))
    return answers


def _is_of(period: Period, asked: Period) -> bool:
    """Whether a list is of the period asked for, or counted within the year asked for."""
    return period.meets(asked) or (asked.is_year and period.is_point and period.year == asked.year)


def _order(context: LookupContext, question: Query, q: Quantity, place: int | None, time: When) -> list[Answer]:
    text, partner = in_order(context, q, "investor", place)
    reading = how(context, question, q._replace(partner=partner), f"in the order the source names them; {time.note}")
    view = opens(q.period, q.measure)
    return [words(context, text, reading, q.figures, q.measure, q.period, partner, opens=view)] if text else []


def _from_list(
    context: LookupContext, question: Query, figures: list[Figure], count: int | None, place: int | None, time: When
) -> list[Answer]:
    listed = [printed(f) for f in figures]
    first = listed[0]
    concept = "by stock" if "stock" in first.measure else "by inflow"
    reading = how(context, question, first._replace(partner=""), f"investors by size; {time.note}")
    moment, name = period_words(first.period), whose(first.compiler, context.home)
    if place is not None:
        if place > len(listed):
            return []
        q = listed[place - 1]
        part = " of it" if q.unit == "percent" else ""
        text = f"{context.name(q.partner)} was Cambodia's {nth_largest(place)} investor {concept} {moment}, with {spoken(q)}{part}, according to {name}.{scope([q])}"
        return [of_quantity(context.book, q, text, reading, opens(q.period, q.measure))]
    rows = listed[: count or 5]
    each = in_list(context, rows, [spoken(q) for q in rows])
    text = f"Cambodia's largest investors {concept} {moment}: {each}, according to {name}.{scope(rows)}"
    view = opens(first.period, first.measure)
    return [words(context, text, reading, figures[: len(rows)], first.measure, first.period, opens=view)]


@carries_out("sectors nth peak")
def answer_sectors(context: LookupContext, question: Query, place: int | None = None) -> list[Answer]:
    """Where the money goes: what the central bank says of Japan's, then the shares of all investors together.

    `place` asks for the sector in one place by size.
    """
    zones = "special economic zone" in question.values("topic")
    sector = _ZONES if zones else next(iter(question.values("sector")), "")
    own = [a for who in investors(question)[:1] for a in _in_sector(context, question, who, sector)] if sector else []
    if own or zones:
        return own
    answers = _sectors_of_japan(context, question) if any(p.code == context.partner for p in question.places) else []
    for measure in ("fdi_stock_share", "fdi_stock", "fdi_inflow_share", "fdi_inflow"):
        answers += _by_sector(context, question, measure, sector, place)
    return answers


_ZONES = "special-economic-zones"


def _in_sector(context: LookupContext, question: Query, investor: str, sector: str) -> list[Answer]:
    """What one investor has, or was licensed, in a sector."""
    answers = []
    concepts = (LEVEL[b] for b in bases(question)) if investor != WORLD else ()
    for level, measure in ((c, c + suffix) for c in concepts for suffix in ("", "_sector_share")):
        name = context.book.names("sectors")[sector]
        about = f"{CONCEPT[level].format(adjective(context, investor))}, {name}"
        for q, note in asked(question, reported(context, measure, investor, f"SECTOR:{sector}"), first=True):
            by = f"according to {whose(q.compiler, context.home)}.{doubt(q.figure)}"
            text = f"{about}: {spoken(q)} {period_words(q.period)}, {by}"
            reading = how(context, question, q, f"in {name}; {note}")
            answers.append(of_quantity(context.book, q, text, reading, opens(q.period, measure)))
    return answers


def _sectors_of_japan(context: LookupContext, question: Query) -> list[Answer]:
    """What an organisation, the central bank, says of the sectors Japanese investors choose."""
    sectors = {m.locator for m in context.book.mentions if m.kind == "sector"}
    said = [s for s in context.book.statements if not s.person and s.locator in sectors]
    return [statement_answer(context, question, s) for s in said]


def _by_sector(context: LookupContext, question: Query, measure: str, sector: str, place: int | None) -> list[Answer]:
    codes = context.book.names("sectors")
    figures = [f for c in codes if sector in ("", c) for f in reported(context, measure, WORLD, f"SECTOR:{c}")]
    if sector:
        return [print_answer(context, question, q, note) for q, note in asked(question, figures)]
    found = sorted(asked(question, figures, first=True), key=lambda pair: -pair[0].value)
    if not found:
        return []
    here, read = [q for q, _ in found], found[0][1]
    note = "" if place is None else f"{nth_largest(place)} sector; {read}"
    answers = [print_answer(context, question, q, note) for q in (here[place - 1 : place] if place else ())]
    sizes = (amount(q.value, q.unit, q.interval, q.figure) for q in here)
    each = ", ".join(f"{codes[q.product.partition(':')[2]]} {size}" for q, size in zip(here, sizes, strict=True))
    kind, first = "stock" if "stock" in measure else "inflow", here[0]
    text = (
        f"The {kind} of foreign investment in Cambodia by sector {period_words(first.period)}, all investors: {each}."
    )
    reading = how(context, question, first, f"by sector; {read}")
    figures = [f for q in here for f in q.figures]
    view = opens(first.period, measure)
    return [*answers, words(context, text, reading, figures, measure, first.period, WORLD, opens=view)]
