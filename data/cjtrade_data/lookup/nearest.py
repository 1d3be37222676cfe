"""The nearest: what the data have instead of what is asked, which a refusal names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import islice

from ..derivation.aid import indicators
from ..derivation.quantity import printed
from ..derivation.rankings import partner_lists
from ..language.period_parser import Span
from ..model.period import Period
from ..wording.sentences import capital, years_in_runs
from .answer import Answer, Refusal
from .context import LookupContext
from .direction import lines, sides
from .operations.lists import NOUN, asked_measure, lists_of
from .operations.measure_series import MeasureSeries, measure_answer
from .operations.statements import people_named, statement_answer
from .operations.value import level_answer
from .query import Query
from .router import Answers, Handler
from .who_has_it import asks_for_words, asks_who_it_is

WHOSE_TRADE = " The dataset has the trade of Cambodia with its partners, and of Japan with Cambodia and the world."
_EVER = (1900, 2200)
_TRIED = 24
"""Of how many periods, the nearest first, something is asked: more would not be told while it is typed."""


def nearest_of(context: LookupContext, question: Query, handler: Handler) -> Refusal:
    """What is nearest, as a sentence behind another, and the answers that it names."""
    kind = handler.kind
    if kind == "ranks":
        ranked = asked_measure(question)
        if ranked == "fdi":
            return Refusal("")
        lists, wanted = partner_lists(context.book, context.home), question.first_period
        years = years_in_runs([p.year for p in lists.ranked_periods(ranked)])
        within = [p for p in lists.listed_periods(ranked)[::-1] if wanted is not None and p in wanted and p != wanted]
        listed = first_told(context, question, handler, sorted(within, key=lambda p: -p.months))[:1]
        return Refusal(f" {capital(NOUN[ranked])}s can be ranked for {years}.", tuple(listed))
    if kind == "people" and not asks_who_it_is(question) and (said := _last_said(context, question)):
        return Refusal("", tuple(said))
    if kind != "trade":
        return Refusal("", tuple(_nearest_of_its_kind(context, question, handler)))
    measure = next(iter(question.trade_measures), "total_trade")
    asked = sides(question, measure)
    if asked.reporter not in context.pair:
        return Refusal(WHOSE_TRADE)
    of_anyone = asked._replace(side="", compilers=())
    asked = asked if next(iter(lines(context, asked)), None) else of_anyone
    wanted = question.first_period
    near = [
        (apart(p, wanted), order, p, line, own)
        for order, (line, own) in enumerate(lines(context, asked))
        for p in dict.fromkeys([*line.periods(own), *filter(partial(line.level, own), question.periods)])
    ]
    if not near:
        return Refusal("")
    near.sort(key=lambda n: n[:2])
    dated = question.does("share", "growth") and {s.kind for s in question.spans} == {"period"}
    dates = dict.fromkeys(n[2] for n in near) if dated else ()
    if then := first_told(context, question, handler, dates):
        return Refusal("", tuple(then[:1]))
    _, _, period, line, own = near[0]
    level = line.level(own, period)
    if level is None:
        return Refusal("")
    told = (level_answer(MeasureSeries(context, question, asked, line, own), level),)
    return Refusal("", told, f" The last period is {line.periods(own)[-1].label}.")


def _last_said(context: LookupContext, question: Query) -> list[Answer]:
    """The last that whoever is named said, of whatever."""
    people = people_named(context, question)
    said = [s for s in context.book.statements if s.person in people]
    return [statement_answer(context, question, max(said, key=lambda s: s.date))] if said else []


def apart(period: Period, wanted: Period | None) -> tuple[float, ...]:
    """How far a period lies from the one asked for: what most of the two is of both first, then by its end; sums over years
    last."""
    if wanted is None:
        return (-period.last,)
    starts = [p.last if p.first is None else p.first for p in (period, wanted)]
    shared = max(0, min(period.last, wanted.last) - max(starts) + 1)
    of_both = shared / (max(period.last, wanted.last) - min(starts) + 1)
    away = 0 if shared else abs(period.last - wanted.last)
    return period.months > max(wanted.months, 12), -of_both, away, abs(period.months - wanted.months)


def _nearest_of_its_kind(context: LookupContext, question: Query, handler: Handler) -> list[Answer]:
    """What the same question is answered with at another time, the nearest to the one asked for, the whole before a part;
    before the share of a good how much it was at that time."""
    wanted = question.first_period
    always = Span("range", Period.of_year(_EVER[0]), Period.of_year(_EVER[1]))
    asked = [question.at(always), question.without(*question.spans)]
    answers = [a for each in asked for a in handler.answer(context, each) if a.value is not None]
    if handler.kind == "people" and not asks_for_words(question):
        answers = _figures_of(context, question)
    if not answers and handler.kind == "other":
        answers = [
            a
            for a in handler.answer(context, question.of_no_country())
            if a.value is not None and _is_whole(context, a)
        ]
    if not answers and wanted is not None:
        dates = sorted(_dates_of(context, question, handler.kind), key=lambda p: apart(p, wanted))
        answers = first_told(context, question, handler, dates)
    of_goods = bool(question.values("good"))
    times: list[Period | None] = [*question.periods] or [wanted]

    def order(a: Answer) -> tuple[tuple[float, ...], bool]:
        is_part = not of_goods and a.quantity is not None and bool(a.quantity.product)
        return min(apart(Period.parse(a.period), p) for p in times), is_part

    amounts = handler.answer(context, question.without("share")) if handler.kind == "goods" else []
    beside = [a for a in amounts if question.does("share") and a.when == wanted and a.unit != "percent"]
    return [*beside[:1], *sorted(answers, key=order)[:1]]


def _dates_of(context: LookupContext, question: Query, kind: str) -> set[Period]:
    """The times of which there is a split by goods, or a list of investors."""
    if kind == "investment":
        return {p for lists in lists_of(context, question, "fdi", full=False) for p in lists.periods}
    keys = (k for k in context.book.index.keys(of_goods=True) if k[1] in context.pair and kind == "goods")
    return {f.period for key in keys for f in context.figures(*key)}


def _figures_of(context: LookupContext, question: Query) -> list[Answer]:
    """The figures of an organisation named, those of its members."""
    about = {i.measure for i in indicators(context.book).values() if i.subject in question.values("organisation")}
    keys = [k for k in context.book.index.keys(of_goods=False) if k[0] in about]
    return [measure_answer(context, question, printed(f), "") for k in keys for f in context.figures(*k)]


def _is_whole(context: LookupContext, answer: Answer) -> bool:
    """Whether it is of something of home that no country has a part of in the data: firms of every country in a zone."""
    keys = [k for k in context.book.index.keys(of_goods=False) if k[0] == answer.measure]
    return {k[1:3] for k in keys} == {(context.home, "")}


def first_told(context: LookupContext, question: Query, handler: Handler, dates: Iterable[Period]) -> Answers:
    """What the same question is answered with at the first of some periods, the nearest first, that has an answer."""
    dated = (handler.answer(context, question.at(Span("period", p))) for p in islice(dates, _TRIED))
    return next(filter(None, dated), [])
