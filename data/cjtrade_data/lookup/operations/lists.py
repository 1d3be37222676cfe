"""Lists: those who stand in order by a measure, partners by trade and investors by concept, and what a question ranks."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ...book.code_lists import compilers_of
from ...derivation import investment as lines_of
from ...derivation import rankings
from ...derivation.partners import pair_lists
from ...derivation.quantity import Quantity, printed
from ...derivation.rankings import Ranking, partner_lists
from ...model.period import Period
from ...wording.sentences import joined
from ..answer import Answer, carries_out
from ..context import MIRRORED, LookupContext
from ..query import Query
from .investment import answer_investment, levels_of_investor, reported
from .investment_asked import LEVEL, bases

RANK = {**rankings.RANK, "fdi": "fdi_stock_rank"}
NOUN = {
    "total_trade": "trading partner",
    "exports": "export market",
    "imports": "supplier",
    "fdi": "investor",
    "fdi_stock": "investor by stock",
    "fdi_inflow": "investor by inflow",
    "approved_investment": "investor by approvals",
}


def noun(measure: str, *, plural: bool = False) -> str:
    """What those are called who are ranked by a measure, or by its share: `supplier`, `investors by stock`."""
    one, by, concept = NOUN[measure.removesuffix("_rank").removesuffix("_share")].partition(" by ")
    return f"{one}{'s' * plural}{by}{concept}"


FEW = 3
"""Partners with a growth, or investors, that make a list."""


class Lists(NamedTuple):
    """Those who stand in order by a measure: the periods with a list, the lists of a period, and the place in one."""

    measure: str
    periods: list[Period]
    tables: Callable[[Period], list[Ranking]]
    rank: Callable[[Ranking, str], Quantity | None]


def lists_of(context: LookupContext, question: Query, measure: str, *, full: bool, owner: str = "") -> list[Lists]:
    """Of trade one, of the partners of its `owner`; of investment one for each concept asked for."""
    if measure == "fdi":
        asked = question.values("basis") or lines_of.RANKED
        return [of_investors(context, basis) for basis in bases(question) if basis in lines_of.LEVEL and basis in asked]
    found = partner_lists(context.book, owner) if owner else pair_lists(context.book)

    def rank(table: Ranking, partner: str) -> Quantity | None:
        return found.rank(table.period, table.edition, measure, partner)

    periods = found.ranked_periods(measure) if full else found.listed_periods(measure)
    return [Lists(measure, periods, lambda period: found.rankings(period, measure), rank)]


def of_investors(context: LookupContext, basis: str) -> Lists:
    """Investors of a moment by size, of one measure: shares, or dollars; three at least."""
    level, known = LEVEL[basis], dict[tuple[Period, str], list[Quantity]]()
    for measure in (f"{level}_share", level):
        for code, area in context.book.areas.items():
            for f in reported(context, measure, code) if area.kind == "country" else ():
                if f.unit in ("percent", "USD"):
                    known.setdefault((f.period, measure), []).append(printed(f))
    tables = {
        key: Ranking(key[0], found[0].compiler, level, True, tuple(sorted(found, key=lambda q: -q.value)))
        for key, found in known.items()
        if len(found) >= FEW
    }

    def rank(table: Ranking, partner: str) -> Quantity | None:
        own = (line for line in lines_of.investor_lines(context.book, basis) if line.partner == partner)
        return next((q for o in own if o.period == table.period and (q := o.numbers.get(f"{level}_rank"))), None)

    def of_period(period: Period) -> list[Ranking]:
        return [table for (p, _), table in tables.items() if is_of(p, period)]

    return Lists(level, sorted({p for p, _ in tables}), of_period, rank)


@carries_out("list first_time nth")
def answer_without_list(context: LookupContext, question: Query) -> list[Answer]:
    """What there is of each investor and of all at a time of which no list is known; the first says so."""
    if question.others or question.does("who") or not question.periods:
        return []
    countries = (code for code, area in context.book.areas.items() if area.kind == "country")
    of_each = [a for code in countries for a in levels_of_investor(context, question, code)]
    found = list(dict.fromkeys([*of_each, *answer_investment(context, question)]))
    if not found:
        return []
    lead = f"No list of investors is known for {joined([p.label for p in question.periods])}; what there is:"
    return [found[0]._replace(text=f"{lead} {found[0].text}"), *found[1:]]


def is_of(period: Period, asked: Period) -> bool:
    """Whether a list is of the period asked for, or counted within the year asked for."""
    return period.meets(asked) or (asked.is_year and period.is_point and period.year == asked.year)


def owner_of(question: Query) -> str:
    """The country other than home whose own partners are asked for: "Japan's top suppliers"; "" where none is."""
    homes = {p.code for p in question.places} & {question.home}
    roles = {k for i in question.all("role") for k in (i.start - 1, i.end)}
    near = [p for p in question.places if p.role == "own" or (p.role == "of" and p.start - 1 in roles)]
    asked = question.values("role") and not homes and not question.does("rank", "share")
    return next((p.code for p in near if asked and p.code == question.partner), "")


def prints_of(context: LookupContext, measure: str, partner: str) -> list[Quantity]:
    """The ranks that sources print, oldest first."""
    return [printed(f) for f in context.figures(f"{measure}_rank", context.home, partner) if f.status != "derived"]


def asked_measure(question: Query) -> str:
    """What is ranked: by the word for the partner (market, supplier, investor), else by the measure."""
    for role in question.values("role"):
        if role != "total_trade":
            return role
    if question.values("basis") and not question.trade_measures:
        return "fdi"
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
    doers = {p.end for p in question.places if p.role == "own" and p.code not in question.pair[:1]}
    if question.asks_whether and any(v.slot == "verb" and v.start in doers for v in verbs):
        return all(p.role not in ("from", "to") or p.code == question.home for p in question.places)
    towards = {"imports": "from", "exports": "to"}.get(measure)
    khm = [p for p in question.places if p.code == question.home and verbs and p.start >= verbs[0].end]
    adjectives = question.vocabulary.adjectives
    owned = [p for p in khm if p.role == "own" or " ".join(question.words[p.start : p.end]) in adjectives]
    return any(p.role == towards for p in khm) or (bool(owned) and verbs[0].slot == "verb")


def is_done_by_whom(question: Query, verb: int) -> bool:
    """Whether who is asked for is the subject of the verb, and nobody but Cambodia can be its object."""
    relative = question.words[verb - 1 : verb] in (["that"], ["which"])
    asked = question.words[verb - 1 - relative : verb - relative] in _DOERS
    others = any(p.role in ("from", "to") and p.code != question.home for p in question.places)
    return asked and (relative or question.says("asks of whom")) and not others


_DOERS = (["who"], ["countries"], ["country"], ["partners"], ["partner"])


def ranked_measures(question: Query) -> list[str]:
    """What is ranked; each flow after their sum where no flow is said."""
    said = question.values("role", "compiler", "basis") or question.measures
    return [asked_measure(question)] if said else ["total_trade", "exports", "imports"]
