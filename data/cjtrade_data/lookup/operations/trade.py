"""Trade: which operation over levels a question asks for, and the levels themselves."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from ..answer import Answer
from ..context import LookupContext
from ..query import Query
from . import aggregate, extremum, growth, share, value

Answers = list[Answer]
SUPERLATIVES = frozenset(
    """
    largest biggest main greatest leading principal top primary number most major chief
""".split()
)


def _measure(question: Query) -> str:
    measures = question.trade_measures
    if {"exports", "imports"} <= set(measures) and question.does("difference"):
        return "trade_balance"
    return measures[0] if measures else "total_trade"


def is_trade(question: Query) -> bool:
    return bool(question.trade_measures)


def holds_against(question: Query) -> bool:
    """ "Above 1 billion", "first exceeded 500 million": a series against an amount."""
    return question.mark is not None and is_trade(question) and question.does("first_time", "above", "under", "below")


def asks_when_most(question: Query) -> bool:
    """ "Year of largest imports", "which month had the biggest exports": a time, not a partner."""
    most = any(i.slot == "nth" and question.words[i.start] in SUPERLATIVES for i in question.items)
    timed = question.has("year", "years", "month", "months", "ever") or question.does("when")
    timed = timed or bool({"trade_balance", "trade_deficit"} & set(question.trade_measures))
    return most and timed and not question.values("role")


def _asks_years(question: Query) -> bool:
    """ "In which years did exports fall", "biggest jump in exports": changes from year to year."""
    most = question.does("peak") or any(question.words[i.start] in SUPERLATIVES for i in question.all("nth"))
    listed = question.does("when") and question.has("year", "years", "last")
    plain = not any(s.kind == "period" for s in question.spans) and not question.values("role") and not question.numbers
    return plain and (most or listed) and not question.does("compound", "average", "mirror")


def turns(question: Query) -> bool:
    """When a balance first, or last, changed its sign."""
    balance = {"trade_balance", "trade_deficit"} & set(question.trade_measures)
    first = question.has("first", "become", "became", "begin", "began", "start", "started")
    first = first or question.does("turn", "oldest", "first_time") or (question.does("when") and question.has("last"))
    plain = not question.does("growth", "difference", "share") and not any(s.kind == "period" for s in question.spans)
    return bool(balance) and first and plain and not question.numbers


def answer_trade(context: LookupContext, question: Query) -> Answers:
    """A level of trade and everything that can be made of levels."""
    measure = _measure(question)
    does, measures = question.does, question.trade_measures
    both = {"exports", "imports"} <= set(measures)
    ways: tuple[tuple[bool, bool, Callable[[], Answers]], ...] = (
        (does("per_head"), False, lambda: aggregate.answer_per_head(context, question, measure)),
        (
            (does("share") and not _grows_in_per_cent(question)) or "gdp" in question.measures,
            False,
            lambda: share.answer_share(context, question),
        ),
        (does("ratio", "multiply"), False, lambda: aggregate.answer_ratio(context, question)),
        (
            does("compound") or (does("average", "yearly") and does("growth")),
            False,
            lambda: growth.answer_compound(context, question, measure),
        ),
        (does("growth") and _asks_years(question), True, lambda: extremum.answer_changes(context, question, measure)),
        (turns(question), True, lambda: extremum.answer_first_surplus(context, question)),
        (holds_against(question), True, lambda: extremum.answer_first_time(context, question, measure)),
        (
            (does("peak", "trough", "oldest") or asks_when_most(question)) and not question.values("role"),
            True,
            lambda: extremum.answer_extreme(context, question, measure),
        ),
        (does("used") and bool(question.spans), True, lambda: growth.answer_implied(context, question, measure)),
        (
            does("growth") and "USD" in question.values("unit"),
            True,
            lambda: growth.answer_difference(context, question, measure),
        ),
        (does("month_before"), False, lambda: growth.answer_month_before(context, question, measure)),
        (does("growth"), False, lambda: _growth_and_levels(context, question, _growing(question, measure))),
        (
            both and (does("difference", "first_time", "comparative") or question.has("than")),
            False,
            lambda: value.answer_level(context, question, "trade_balance"),
        ),
        (both and does("sum"), False, lambda: value.answer_level(context, question, "total_trade")),
        (does("difference"), False, lambda: growth.answer_difference(context, question, measure)),
        (
            does("average") or (does("yearly") and spans_years(question)),
            False,
            lambda: aggregate.answer_average(context, question, measure),
        ),
        (does("sum") or _asks_total(question), True, lambda: aggregate.answer_sum(context, question, measure)),
    )
    for asked, lenient, answer in ways:
        if asked:
            found = answer()
            if found or not lenient:
                return found
    return levels(context, question, measures or [measure])


def _grows_in_per_cent(question: Query) -> bool:
    """ "Slipped by what percentage": growth in per cent, no share of anything."""
    shares = [i for i in question.all("op") if i.value == "share"]
    per_cent = all({"percentage", "percent", "cent"} & set(question.words[i.start : i.end]) for i in shares)
    return question.does("growth") and per_cent and not any(question.words[i.end : i.end + 1] == ["of"] for i in shares)


def _growing(question: Query, measure: str) -> list[str]:
    """What grows: the flows named, or the gap between them."""
    between = question.does("difference") and {"exports", "imports"} <= set(question.trade_measures)
    return ["trade_balance"] if between else question.trade_measures or [measure]


def _growth_and_levels(context: LookupContext, question: Query, measures: list[str]) -> Answers:
    """The growth of each measure named, the first of each before the second of any, then the levels."""
    found = [growth.answer_growth(context, question, m) for m in measures]
    growths = [a for turn in zip_longest(*found) for a in turn if a is not None]
    return growths + levels(context, question, measures) if growths else []


def _asks_total(question: Query) -> bool:
    """ "Total exports from 2021 to 2025": all the years together."""
    return question.has("total") and question.trade_measures in (["exports"], ["imports"]) and spans_years(question)


def spans_years(question: Query) -> bool:
    return any(s.kind in ("range", "since", "until", "past", "ever") for s in question.spans)


def levels(context: LookupContext, question: Query, measures: list[str]) -> Answers:
    answers: Answers = []
    for measure in measures[:4]:
        if spans_years(question) or len(question.spans) > 2:
            answers += aggregate.series_in_words(context, question, measure)
        answers += value.answer_level(context, question, measure)
    return answers
