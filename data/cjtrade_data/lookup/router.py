"""Router: which handlers may answer a question, tried from the most particular to the most general."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..book.code_lists import compilers
from ..derivation.exchange_rates import CURRENCIES
from ..model.codes import BALANCES, FLOWS
from ..wording.sentences import whose
from .answer import Answer
from .context import LookupContext
from .direction import side_of
from .operations import (
    consistency,
    define,
    events,
    exchange_rate,
    find_by_value,
    goods,
    growth,
    indicators,
    investment,
    investment_asked,
    lists,
    main_goods,
    mirror,
    projects,
    rank,
    rank_over_time,
    sectors,
    statements,
    value,
    where_printed,
)
from .operations.trade import answer_trade, asks_when_most, each_sells, holds_against, is_trade, levels, turns
from .query import Query

Answers = list[Answer]


class Handler(NamedTuple):
    """One way to read a question.

    `kind` names the subject in a refusal; `takes` tells whether the question is of that kind; `explains` are operations
    that it takes account of beside those of its kind (`readings.EXPLAINED`).
    """

    kind: str
    takes: Callable[[LookupContext, Query], bool]
    answer: Callable[[LookupContext, Query], Answers]
    explains: frozenset[str] = frozenset()


_ALL = 1000
"""As many as there are."""


def wanted_count(question: Query) -> tuple[int | None, int | None]:
    """How many of the largest are asked for, or the place of one of them: (5, None) or (None, 2)."""
    places = [i for i in question.items if i.slot == "nth"]
    ordinals = [int(str(i.value)) for i in places if not question.is_superlative(i)]
    if ordinals:
        return None, max(ordinals)
    of_partners = question.says("partners") and question.mark is not None
    plural = any(i.slot == "role" and question.words[i.end - 1].endswith("s") for i in question.items)
    alone = plural and not (question.others or question.values("op", "basis") or question.measures)
    alone = alone and not question.says("how many")
    if not (places or alone or question.does("list") or (question.does("peak") and question.values("role"))):
        return (5, None) if of_partners else (None, None)
    if question.counts:
        return question.counts[-1], None
    plural = plural or question.says("partners") or question.does("list")
    if question.does("list") and question.says("the whole list"):
        return _ALL, None
    return (5, None) if plural else (None, 1)


def _ranks(context: LookupContext, question: Query) -> bool:
    """A partner's rank; "is Japan the fifth-largest partner" asks for it too."""
    named = any(p.role != "after" for p in question.others)
    if (_asks_where(question) and not named) or lists.owner_of(question):
        return False
    (count, place), whether = wanted_count(question), question.asks_whether
    if (count or 0) > 1 and not named:
        return False  # "rank the top 5"
    if any(p.role == "own" for p in question.places) and not (question.others or question.values("role")):
        return False  # "Cambodia's rank": whose partner it is is not said
    if named and (question.values("role") or question.values("compiler")) and (place or 0) > (0 if whether else 1):
        return True
    among = named and (count or 0) > 1 and whether
    return (question.does("rank") or among) and (
        bool(question.places or question.spans or question.values("role")) or is_trade(question)
    )


def _stands(context: LookupContext, question: Query) -> bool:
    """Who is above whom: "above Japan", "larger partners than Japan"."""
    if question.mark is not None:
        return False  # "above 1 billion": an amount, not a partner
    if {*FLOWS[:2]} <= set(question.trade_measures):
        return False  # "exports above imports": the two flows
    than = any(p.role == "than" for p in question.places)
    if than and question.says("plainly more"):
        return True
    return (question.does("above", "below") and bool(question.places)) or (question.does("comparative") and than)


def _between_currencies(context: LookupContext, question: Query) -> bool:
    """ "how many yen is a dollar", "what was the riel worth": two currencies, or one converted, and nothing else."""
    units = set(question.values("unit")) & {*CURRENCIES}
    against = question.does("above", "below", "first_time")  # "was the yen below 100"
    moves = ("growth", "difference", "peak", "trough", "when", "above", "below", "first_time")
    plain = {i.slot for i in question.items if i.value not in moves} <= {"unit", "span", "prep", "number"}
    plain = plain or question.does("convert")
    worth = bool(units - {"USD"}) and plain and not (question.places or question.unknown)
    worth = worth and (not question.numbers or (against and all(n.scale == 1 for n in question.numbers)))
    return (len(units) > 1 or worth) and not question.measures and not question.values("basis")


def _tops(context: LookupContext, question: Query) -> bool:
    if question.spans_years and len({p.code for p in question.others}) == 1 and not question.values("role"):
        return False  # "list of exports to Japan since 2015": one partner through the years
    if question.does("share") and question.others:
        return False
    count, nth = wanted_count(question)
    asks = question.says("country") or question.says("who", "which one") or question.does("list")
    asks = asks or bool(question.values("role"))
    return (count is not None or nth is not None) and asks and not asks_when_most(question) and not turns(question)


def _moves(context: LookupContext, question: Query) -> bool:
    """Which partners' trade grew, or fell, or did so faster than a partner's: the partners, and not Japan alone."""
    asks = question.says("which") and (question.says("partners") or bool(question.values("role")))
    named = [p for p in question.others if p.role != "than"]
    return asks and question.does("growth") and not named and not question.numbers


def _answer_mirror(context: LookupContext, question: Query) -> Answers:
    most = question.does("peak", "trough") or question.asks_for_most
    return mirror.answer_widest_gap(context, question) if most else mirror.answer_mirror_gap(context, question)


def _asks_where(question: Query) -> bool:
    """ "Where do imports come from", "where does it buy most": the partners, and no number."""
    return question.says("where") and question.says("whence and whither")


def _buys_most(context: LookupContext, question: Query) -> bool:
    """ "Who bought most from Cambodia": a partner by what it does."""
    verbs = [i for i in question.items if i.slot in ("verb", "measure") and i.value in FLOWS]
    where = _asks_where(question)
    country = question.says("country")
    asks = where or country or question.says("asks whom")
    most = where or question.does("peak", "trough") or question.asks_for_most
    of_whom = where or country or bool(question.places)
    of_whom = of_whom or (bool(verbs) and lists.is_done_by_whom(question, verbs[0].start))
    other = bool(question.others) or question.does("when", "growth", "share") or asks_when_most(question)
    return bool(verbs) and asks and most and of_whom and not other


def _answer_tops(context: LookupContext, question: Query) -> Answers:
    if question.does("trough"):
        return []  # no list reaches down to the smallest
    count, place = (5, None) if _asks_where(question) else wanted_count(question)
    return rank.answer_top(context, question, count, place if place or count else 1)


def _answer_investment(context: LookupContext, question: Query) -> Answers:
    """The largest investors, sectors, ranks, or an investor's amount, growth and share."""
    count, place = wanted_count(question)
    if question.does("trough") or not investment_asked.investors(question):
        return []  # no list reaches down to the smallest; Cambodia's own investment abroad is not in the book
    zones = "special economic zone" in question.values("topic")
    if question.does("sectors") or question.values("sector") or zones:
        return sectors.answer_sectors(context, question, place or (1 if question.does("peak") else None))
    if _stands(context, question):
        return rank.answer_above(context, question)
    if question.does("rank") and not question.places:
        return rank.answer_top(context, question, count or 5, place)
    named = question.does("who") or question.says("which one") or question.says("country")
    if question.does("peak") and named and count is None:
        place = place or 1
    if place is not None and question.asks_whether and question.places:
        return rank.answer_rank(context, question)
    if place is not None or count is not None or question.does("list", "who"):
        listed = rank.answer_top(context, question, count, place)
        return listed or (lists.answer_without_list(context, question) if place is None else [])
    if question.does("rank"):
        return rank.answer_rank(context, question)
    return investment.answer_investment(context, question)


def _asks_what_drove(context: LookupContext, question: Query) -> bool:
    """ "What drove the growth"; but "what part of imports came from Japan" is a share."""
    is_share = question.does("share") and bool(question.places) and not question.does("growth")
    of_balance = set(BALANCES).intersection(question.trade_measures)
    of_other = main_goods.asks_what(question) or investment_asked.is_about(question)
    return question.does("contribution") and not (is_share or of_balance or of_other)


def _compares_compilers(context: LookupContext, question: Query) -> bool:
    """Two compilations of one trade beside each other."""
    named = _traders(question)
    asks = bool(question.trade_measures or question.spans)
    return len(named) > 1 and asks and not question.does("growth", "share", "average", "peak", "trough")


def _answer_compilers(context: LookupContext, question: Query) -> Answers:
    """The level by each compiler that has one, and who has none."""
    answers = value.answer_level(context, question, (question.trade_measures or ["total_trade"])[0])
    lacking = sorted(
        {*_traders(question)} - {context.book.sources[s].compiler for a in answers for s in a.source.split()}
    )
    names = (", ".join(filter(None, (compilers()[c].data_set, whose(c, context.home)))) for c in lacking)
    note = "".join(f" {name} has nothing for it." for name in names)
    return [a._replace(text=a.text + note) for a in answers]


def _traders(question: Query) -> list[str]:
    """The compilers named that have trade figures of their own."""
    return [c for c in question.values("compiler") if c in compilers() and compilers()[c].trade_by == c]


def _compares_sides(context: LookupContext, question: Query) -> bool:
    """The two countries' figures of one trade held against each other."""
    if any(not side_of(question, c) for c in _traders(question)):
        return False  # CEPII against the customs: two compilers
    if len(_traders(question)) > 1 and len({side_of(question, c) for c in _traders(question)}) == 1:
        return False  # two compilers of one side
    sides = {side_of(question, c) for c in question.values("compiler")} | {p.code for p in question.places}
    both = sides >= set(context.pair) or question.says("both") or question.does("who")
    owners = {p.code for p in question.places if p.role == "own"}
    speaks = question.says("figures") or question.says("statistics")
    speaks = speaks or bool(question.values("compiler")) or owners >= {*context.pair}
    reports = question.says("reporting") and question.says("plainly more")
    flows = [m for m in question.trade_measures if m in FLOWS[:2]]
    exceeds = question.does("first_time", "above", "below", "comparative", "difference")
    reports = reports or (len(flows) == 2 and exceeds and owners >= set(context.pair))
    if each_sells(question):
        return False
    told_by = {p.code for p in mirror.sayers(question)} | {side_of(question, c) for c in question.values("compiler")}
    if told_by >= set(context.pair) and flows:
        return len(question.spans) < 2
    if question.does("difference") and {side_of(question, c) for c in question.values("compiler")} == {context.partner}:
        return len(question.spans) < 2  # "the difference to Japan's statistics"
    asks = reports or (question.does("difference", "adds_up") and speaks)
    return asks and both and len(question.spans) < 2


HANDLERS: tuple[Handler, ...] = (
    Handler("definition", define.is_asked, define.answer_definition),
    Handler(
        "trade",
        lambda c, q: (
            q.does("adds_up")
            and not _compares_sides(c, q)
            and not q.values("person")
            and not q.does("share")
            and len(q.spans) < 2
        ),
        consistency.answer_adds_up,
        frozenset({"adds_up", "place_in_text"}),
    ),
    Handler("trade", lambda c, q: q.does("revisions"), consistency.answer_revisions, frozenset({"revisions"})),
    Handler("number", lambda c, q: q.does("place_in_text"), find_by_value.answer_place),
    Handler(
        "sources",
        lambda c, q: q.does("terms") and bool(q.values("compiler") or q.values("publisher")),
        where_printed.answer_terms,
    ),
    Handler(
        "sources",
        where_printed.asks_when_published,
        where_printed.answer_published,
        frozenset("when measure area verb".split()),
    ),
    Handler("events", events.is_about, events.answer_events),
    Handler("projects", projects.is_about, projects.answer_projects),
    Handler("people", statements.is_about, find_by_value.answer_people_or_figures),
    Handler("rate", lambda c, q: "exchange_rate" in q.measures or _between_currencies(c, q), exchange_rate.answer_rate),
    Handler(
        "trade",
        lambda c, q: q.does("mirror") or _compares_sides(c, q),
        _answer_mirror,
        frozenset({"mirror", "contribution", "adds_up"}),
    ),
    Handler("trade", _asks_what_drove, growth.answer_contribution, frozenset({"contribution"})),
    Handler(
        "other",
        indicators.is_by_branch,
        indicators.answer_branches,
        frozenset("sectors sector good list peak share city nth".split()),
    ),
    Handler("goods", goods.asks_concentration, goods.answer_concentration),
    Handler("goods", lambda c, q: main_goods.asks_what(q), main_goods.answer_what),
    Handler("goods", lambda c, q: bool(q.values("good")) and not indicators.measures_asked(c, q), goods.answer_good),
    Handler(
        "investment",
        lambda c, q: investment_asked.is_about(q) and not indicators.measures_asked(c, q),
        _answer_investment,
    ),
    Handler(
        "other",
        lambda c, q: (
            bool(indicators.measures_asked(c, q)) and not (is_trade(q) and ("gdp" in q.measures or q.does("per_head")))
        ),
        indicators.answer_context,
    ),
    Handler("trade", _compares_compilers, _answer_compilers),
    Handler("ranks", _moves, rank_over_time.answer_moved),
    Handler("ranks", rank_over_time.is_asked, rank_over_time.answer_places, frozenset({"growth", "when"})),
    Handler("ranks", _stands, rank.answer_above),
    Handler("ranks", _ranks, rank.answer_rank),
    Handler("ranks", _buys_most, _answer_tops),
    Handler("ranks", _tops, _answer_tops, frozenset({"share"})),
    Handler(
        "number",
        lambda c, q: bool(q.numbers) and not holds_against(q) and (not q.spans or (q.asks_whether and not q.measures)),
        find_by_value.answer_number,
    ),
    Handler(
        "trade",
        lambda c, q: (
            is_trade(q)
            or (q.does("ratio") and bool(q.spans))
            or (q.does("share") and bool(q.places or q.spans or q.does("growth")))
            or (
                q.does("growth", "compound", "month_before")
                and not _between_currencies(c, q)
                and (bool(q.places) or q.spans_years or len(q.spans) == 1)
            )
        ),
        answer_trade,
    ),
    Handler("trade", lambda c, q: bool(q.spans and (q.places or q.values("compiler"))), answer_trade),
    Handler(
        "people", lambda c, q: bool(q.values("topic", "organisation")) and not q.all("nth"), statements.answer_people
    ),
    Handler("number", lambda c, q: bool(q.numbers), find_by_value.answer_number),
    Handler(
        "trade",
        lambda c, q: q.does("difference", "growth", "comparative") and len(q.spans) > 1,
        lambda c, q: [a for flow in FLOWS for a in growth.answer_difference(c, q, flow)[:1]],
    ),
    Handler(
        "trade",
        lambda c, q: (
            any(s.kind == "period" for s in q.spans)
            and not (q.unknown or q.values("role") or _between_currencies(c, q))
        ),
        lambda c, q: levels(c, q, list(FLOWS)),
    ),
    Handler("trade", lambda c, q: bool(q.others), answer_trade),
)
