"""Trade: which operation over levels a question asks for, and the levels themselves."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import NamedTuple

from ...model.codes import BALANCES, FLOWS
from ..answer import Answer
from ..context import MIRRORED, LookupContext
from ..direction import sides
from ..months_of_years import PARTS
from ..query import TRADE, Query
from . import aggregate, extremes, growth, share, value
from .lists import is_done_by_whom
from .main_goods import asks_what
from .measure_series import series_of_measure

Answers = list[Answer]


def _measure(question: Query) -> str:
    """The measure named, or that of a part in trade: "Korea as export market", "Cambodia as a supplier of Japan"."""
    part = next((role for role in question.values("role") if role in TRADE), "total_trade")
    of_home = any(p.code == question.home and question.words[p.end : p.end + 1] == ["as"] for p in question.places)
    return next(iter(question.trade_measures), MIRRORED[part] if of_home else part)


def is_trade(question: Query) -> bool:
    return bool(question.trade_measures)


def holds_against(question: Query) -> bool:
    """ "Above 1 billion", "first exceeded 500 million": a series against an amount."""
    return question.mark is not None and is_trade(question) and question.does("first_time", "above", "under", "below")


def asks_when_most(question: Query) -> bool:
    """ "Year of largest imports", "which month had the biggest exports": a time, not a partner."""
    most = question.asks_for_most
    timed = question.says("year", "month") or question.says("ever") or question.does("when")
    timed = timed or bool(set(BALANCES).intersection(question.trade_measures))
    return most and timed and not question.values("role")


def _asks_years(question: Query) -> bool:
    """ "In which years did exports fall", "biggest jump in exports": changes from year to year."""
    most = question.does("peak") or question.asks_for_most
    of_months = question.says("months") and all(p.is_year for p in question.periods)
    listed = (of_months and question.says("which")) or (question.does("when") and question.says("which year"))
    listed = listed or (question.asks_whether and question.is_of("ever"))
    plain = (of_months or not any(s.kind == "period" for s in question.spans)) and not question.values("role")
    rates = not question.numbers or (question.is_of("ever") and all(n.percent for n in question.numbers))
    return plain and rates and (most or listed) and not question.does("compound", "average", "mirror")


def turns(question: Query) -> bool:
    """When a balance first, or last, changed its sign."""
    first = question.says("the turn")
    first = first or question.does("turn", "oldest", "first_time") or (question.does("when") and question.says("last"))
    first = first or (question.does("when") and _both(question))
    first = first or (question.says("last") and question.says("one year") and not question.is_of("last_year"))
    plain = not question.does("growth", "difference", "share") and not any(s.kind == "period" for s in question.spans)
    return bool(extremes.balance_asked(question)) and first and plain and not question.numbers


def answer_trade(context: LookupContext, question: Query) -> Answers:
    """A level of trade and everything that can be made of levels; where the other side's figures lead it is said."""
    answers = _answer_trade(context, question)
    if not answers or answers[0].reporter not in context.pair:
        return answers
    first, asked = answers[0], sides(question, _measure(question))
    of_first = {context.book.figure(id).reporter for id in first.figures}
    if asked.turned or asked.side or of_first != {asked.partner} or first.reporter == asked.reporter:
        return answers
    text = f"{context.name(asked.reporter)}'s own figures do not give it; {first.text}"
    return [first._replace(text=text), *answers[1:]]


def _answer_trade(context: LookupContext, question: Query) -> Answers:
    measure = _measure(question)
    for way in _WAYS:
        if way.asked(question):
            found = way.answer(context, question, measure)
            if found or way.is_last:
                return found
    return levels(context, question, question.trade_measures or [measure])


class _Way(NamedTuple):
    """An operation over levels: whether it is asked for; where it `is_last`, nothing else is an answer in its place."""

    asked: Callable[[Query], bool]
    answer: Callable[[LookupContext, Query, str], Answers]
    is_last: bool = True


def _does(*operations: str) -> Callable[[Query], bool]:
    return lambda question: question.does(*operations)


def _both(question: Query) -> bool:
    return {"exports", "imports"} <= set(question.trade_measures)


def _compounds(question: Query) -> bool:
    by_the_year = question.does("average", "yearly") and question.does("growth") and not question.is_of("ever")
    return question.does("compound") or by_the_year


def _is_extreme(question: Query) -> bool:
    most = question.does("peak", "trough", "oldest") or asks_when_most(question)
    verbs = (i.start for i in question.items if i.value in FLOWS)
    of_whom = question.values("role") or any(is_done_by_whom(question, verb) for verb in verbs)
    return most and not of_whom and not asks_what(question)


def each_sells(question: Query) -> bool:
    """ "Japan's exports to Cambodia and Cambodia's exports to Japan": one flow, told of both countries."""
    flows = [i.value for i in question.items if i.slot in ("verb", "measure") and i.value in FLOWS[:2]]
    owners = {p.code for p in question.places if p.role == "own"}
    return len(flows) == 2 and len(set(flows)) == 1 and len(owners) == 2


def _holds_flows_together(question: Query) -> bool:
    if each_sells(question) and question.does("difference", "comparative"):
        return True
    return _both(question) and (
        question.does("difference", "first_time", "comparative") or question.says("compared with", "one or the other")
    )


def _asks_years_of_balance(question: Query) -> bool:
    """ "In which years was there a deficit", "was there ever one", "did imports ever exceed exports"."""
    plain = not question.does("growth", "peak", "trough") and not question.asks_for_most
    balance = set(BALANCES).intersection(question.trade_measures)
    whether = question.asks_whether and (question.spans_years or question.says("every"))
    if _both(question):
        return plain and whether and question.says("more", "less", "exceeds")
    years = question.says("years") and {i.value for i in question.all("op")} <= {"when", "list"}
    return bool(balance) and plain and (years or whether) and not question.does("first_time")


_WAYS = (
    _Way(lambda q: q.does("share") and not q.grows_in_per_cent, share.answer_share),
    _Way(_does("ratio", "multiply"), lambda c, q, m: [] if each_sells(q) else aggregate.answer_ratio(c, q)),
    _Way(_compounds, growth.answer_compound),
    _Way(lambda q: q.does("growth") and _asks_years(q), extremes.answer_changes, False),
    _Way(turns, lambda c, q, m: extremes.answer_first_surplus(c, q), False),
    _Way(holds_against, lambda c, q, m: extremes.answer_threshold(q, series_of_measure(c, q, m)), False),
    _Way(_is_extreme, lambda c, q, m: extremes.answer_extreme(q, series_of_measure(c, q, m)), False),
    _Way(lambda q: q.does("used") and bool(q.spans), growth.answer_implied, False),
    _Way(lambda q: q.does("growth") and "USD" in q.values("unit"), growth.answer_difference, False),
    _Way(
        lambda q: q.does("growth") and _names_many_years(q) and bool({*BALANCES} & {*q.trade_measures}),
        lambda c, q, m: aggregate.series_in_words(series_of_measure(c, q, m), q),
        False,
    ),
    _Way(_asks_years_of_balance, extremes.answer_years_of_balance, False),
    _Way(
        lambda q: q.does(*PARTS) and not q.does("average"),
        lambda c, q, m: aggregate.series_in_words(series_of_measure(c, q, m), q),
    ),
    _Way(_does("month_before"), growth.answer_month_before),
    _Way(lambda q: q.does("growth") or q.grows_in_per_cent, lambda c, q, m: _growth_and_levels(c, q, _growing(q, m))),
    _Way(_holds_flows_together, lambda c, q, m: value.answer_level(c, q, "trade_balance")),
    _Way(lambda q: _both(q) and q.does("sum"), lambda c, q, m: value.answer_level(c, q, "total_trade")),
    _Way(
        lambda q: (
            (q.does("difference") or _asks_how_many_more(q))
            and len(q.trade_measures) < 2
            and not _names_many_years(q)
            and not (q.does("average") and all(p.is_year for p in q.periods))
        ),
        growth.answer_difference,
    ),
    _Way(
        lambda q: (
            q.does("median") or (q.does("average") and not _is_of_months(q)) or (q.does("yearly") and q.spans_years)
        ),
        lambda c, q, m: aggregate.answer_average(q, series_of_measure(c, q, m)),
    ),
    _Way(lambda q: q.does("sum") or _asks_total(q), aggregate.answer_sum, False),
)


def _growing(question: Query, measure: str) -> list[str]:
    """What grows: the flows named, or the gap between them; each flow where growth is said of each."""
    of_each = len({i.start for i in question.all("op") if i.value == "growth"}) > 1
    between = question.does("difference") and not of_each and _both(question)
    return ["trade_balance"] if between else question.trade_measures or [measure]


def _growth_and_levels(context: LookupContext, question: Query, measures: list[str]) -> Answers:
    """The growth of each measure named, the first of each before the second of any, then the levels."""
    found = [growth.answer_growth(context, question, m) for m in measures]
    growths = [a for turn in zip_longest(*found) for a in turn if a is not None]
    return growths + levels(context, question, measures) if growths else []


def _is_of_months(question: Query) -> bool:
    """ "Monthly exports in December 2024", "the latest monthly exports": the level of the month."""
    months = (
        s.kind in ("latest", "last_month") or (s.kind == "period" and s.first is not None and s.first.is_month)
        for s in question.spans
    )
    return bool(question.spans) and all(months)


def _asks_how_many_more(question: Query) -> bool:
    """ "How many dollars more in 2025 than 2024": neither level is an answer."""
    of_two = [s.kind for s in question.spans] == ["period"] * 2 and question.says("compared with")
    return of_two and question.says("more", "less") and question.mark is None and not question.asks_whether


def _names_many_years(question: Query) -> bool:
    return sum(s.kind == "period" for s in question.spans) > 2


def _asks_total(question: Query) -> bool:
    """ "Total exports from 2021 to 2025": all the years together."""
    return question.says("total") and question.trade_measures in (["exports"], ["imports"]) and question.spans_years


def levels(context: LookupContext, question: Query, measures: list[str]) -> Answers:
    """The values of some measures at the times asked, the best of each first, of many years in one sentence."""
    of_each: list[Answers] = []
    for measure in measures[:4]:
        through = question.spans_years or _names_many_years(question)
        found = series_of_measure(context, question, measure) if through else []
        of_each.append(aggregate.series_in_words(found, question) + value.answer_level(context, question, measure))
    return [a for turn in zip_longest(*of_each) for a in turn if a is not None]
