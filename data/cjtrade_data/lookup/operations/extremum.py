"""Extremes: the highest, lowest, earliest and first above a mark of each compiler's own series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ...derivation.levels import Series
from ...derivation.quantity import Quantity
from ...language.phrases import moving
from ...model.codes import FLOWS
from ...model.period import Period
from ...wording.numbers import plain_number
from ...wording.sentences import amount, period_words, spoken, whose
from ..answer import Answer, flows_view, in_words, of_quantity
from ..context import LookupContext
from ..direction import TradeDirection, lines, sides
from ..query import Query
from . import aggregate, growth
from .value import as_print, level_answer, reading, subject


def answer_extreme(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The highest or lowest year, or month where one is asked for, of each compiler's own series."""
    asked = sides(question, measure)
    months = question.has("month", "months", "quarter", "quarters") or _within_a_year(question)
    highest = not question.does("trough")
    oldest = question.does("oldest")
    answers: list[Answer] = []
    for line, own in lines(context, asked):
        levels = list(_series(line, own, months, question))
        least = 1 if question.has("month", "months") else 2 if months else 3
        if len(levels) < least:
            continue
        if oldest:
            note = f"the earliest {'month' if months else 'year'} there is"
            answers.append(level_answer(context, question, asked, levels[0], note, line=line))
            continue
        best = max(levels, key=lambda q: q.value if highest else -q.value)
        if best.value <= 0:
            continue
        rank = "highest" if highest else "lowest"
        unit = "quarter" if question.has("quarter", "quarters") else "month" if months else "year"
        verb = "were" if own in ("exports", "imports") else "was"
        among = f"the {rank} {unit} of the {len(levels)} known between {levels[0].period.label} and {levels[-1].period.label}"
        among = among if len(levels) > 1 else f"the only {unit} of it known"
        text = (
            f"{subject(context, own, line.reporter, line.partner)} {verb} {rank} {period_words(best.period)}: {spoken(best)}, "
            f"{among}, by {whose(line.compiler, line.reporter)}.{_rivals(levels, best)}"
        )
        mine = asked._replace(measure=own, reporter=line.reporter, partner=line.partner)
        how = reading(context, question, mine, f"{rank} {unit} there is", line.compiler)
        answers.append(of_quantity(context.book, best, text, how, flows_view(best.period, line.reporter)))
    if oldest:
        return sorted(answers, key=lambda a: Period.parse(a.period))
    return sorted(answers, key=lambda a: (a.reporter != asked.reporter, -(a.value or 0) if highest else (a.value or 0)))


def _rivals(levels: list[Quantity], best: Quantity) -> str:
    near = [q.period.label for q in levels if q is not best and q.interval.meets(best.interval)]
    return f" At the printed precision it cannot be told from {', '.join(near[:3])}." if near else ""


def _within_a_year(question: Query) -> bool:
    """ "The highest of 2024": the months of the year are meant."""
    spans = [s for s in question.spans if s.kind == "period" and s.first is not None]
    return len(spans) == 1 and spans[0].first is not None and spans[0].first.is_year and not question.has("year")


def _series(line: Series, measure: str, months: bool, question: Query) -> Iterator[Quantity]:
    """Every year, or month, that is printed or follows, oldest first."""
    bounds = [s for s in question.spans if s.first is not None]
    years = {p.year for p in line.periods(measure)}
    for year in range(min(years, default=0), max(years, default=-1) + 1):
        if bounds and not _within(Period.of_year(year), bounds[0].kind, bounds[0].first, bounds[0].last):
            continue
        if months and not line.is_split(measure, year):
            continue
        quarters = months and question.has("quarter", "quarters")
        step = 3 if quarters else 1 if months else 12
        for period in [Period.of_months(year, m, m + step - 1) for m in range(1, 13, step)]:
            level = line.level(measure, period)
            if level is not None and not level.is_open:
                yield level


def _within(period: Period, kind: str, first: Period | None, last: Period | None) -> bool:
    assert first is not None
    if kind == "since":
        return period.year >= first.year
    if kind == "until":
        return period.year <= first.year
    return first.year <= period.year <= (last or first).year


def answer_first_time(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The first year a series passes the amount in the question; or every year, or month, in which it does."""
    mark = question.mark
    if mark is None:
        return []
    asked = sides(question, measure)
    months = question.has("month", "months")
    series = [(line, own, list(_series(line, own, months, question))) for line, own in lines(context, asked)]
    if _asks_each(question):
        return _every_time(context, question, asked, series, mark)
    answers = [
        a
        for line, own, levels in series
        for a in _first_time(context, question, asked._replace(measure=own), line, levels, mark)
    ]
    return sorted(answers, key=lambda a: (a.reporter != asked.reporter, a.period))


def _asks_each(question: Query) -> bool:
    """ "Which years", "in how many months": all of them, where the first is not asked for."""
    return question.has("years", "months") and not question.has("first", "since")


def _first_time(
    context: LookupContext, question: Query, asked: TradeDirection, line: Series, levels: list[Quantity], mark: float
) -> list[Answer]:
    under = question.does("under")
    beyond = next((q for q in levels if (q.interval.high < mark if under else q.interval.low > mark)), None)
    if beyond is None or beyond is levels[0]:
        return []
    verb = "fell below" if under else "passed"
    text = (
        f"{subject(context, asked.measure, line.reporter, line.partner)} first {verb} {_mark(mark, beyond.unit)} "
        f"{period_words(beyond.period)}, with {spoken(beyond)}, in the series of {whose(line.compiler, line.reporter)} "
        f"that begins with {levels[0].period.label}."
    )
    mine = asked._replace(reporter=line.reporter, partner=line.partner)
    how = reading(context, question, mine, f"the first time {'below' if under else 'above'} the amount", line.compiler)
    return [of_quantity(context.book, beyond, text, how, flows_view(beyond.period, line.reporter))]


def _every_time(
    context: LookupContext,
    question: Query,
    asked: TradeDirection,
    series: list[tuple[Series, str, list[Quantity]]],
    mark: float,
) -> list[Answer]:
    """The periods that lie beyond the amount for certain, and those that may; each by the first compiler that has it."""
    known: dict[Period, Quantity] = {}
    for _, _, levels in (s for s in series if s[0].reporter == asked.reporter):
        known.update({q.period: q for q in levels if q.period not in known})
    levels = [known[p] for p in sorted(known)]
    under = question.does("under")
    sure = [q for q in levels if (q.interval.high < mark if under else q.interval.low > mark)]
    unsure = [q for q in levels if q not in sure and q.interval.low <= mark <= q.interval.high]
    if not sure and not unsure:
        return []
    unit = "month" if question.has("month", "months") else "year"
    way = "below" if under else "above"
    each = ", ".join(f"{q.period.label} ({amount(q.value, q.unit, q.interval, q.figure)})" for q in sure) or "none"
    names = " and ".join(dict.fromkeys(whose(q.compiler, q.reporter) for q in sure or unsure))
    text = (
        f"{subject(context, asked.measure, asked.reporter, asked.partner)} {'were' if asked.measure in FLOWS[:2] else 'was'} "
        f"{way} {_mark(mark, levels[0].unit)} in {len(sure)} of the {len(levels)} {unit}s known between "
        f"{levels[0].period.label} and {levels[-1].period.label}: {each}, by {names}."
    )
    text += f" It cannot be told of {', '.join(q.period.label for q in unsure)}." if unsure else ""
    how = reading(
        context, question, asked, f"{unit}s {way} the amount", ", ".join(dict.fromkeys(q.compiler for q in levels))
    )
    view = flows_view(levels[-1].period, asked.reporter)
    figures = [f for q in sure or unsure for f in q.figures]
    span = Period(levels[0].period.first, levels[-1].period.last)
    return [
        in_words(
            context.book,
            text,
            how,
            figures=figures,
            measure=asked.measure,
            reporter=asked.reporter,
            partner=asked.partner,
            status="derived",
            period=span.code,
            opens=view,
        )
    ]


def _mark(value: float, unit: str) -> str:
    """The amount of a question, as round as it was written."""
    words = amount(Fraction(value), unit)
    number, _, rest = words.partition(" ")
    if value >= 10**9 and rest.startswith("million"):
        number, rest = plain_number(Fraction(value) / 10**9, 3), rest.replace("million", "billion")
    return f"{number.rstrip('0').rstrip('.') if '.' in number else number} {rest}"


def answer_changes(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The years in which a series rose or fell for certain; or the one in which it did most."""
    asked = sides(question, measure)
    falls = bool(moving("falling") & set(question.words)) or question.does("trough")
    every = question.has("years") and question.does("when")
    last = question.has("last") and question.does("when")
    answers = []
    for line, own in lines(context, asked):
        years = [q.period for q in _series(line, own, False, question)]
        found = [g for p in years if (g := next(growth.growths(line, own, p, p.year_before), None)) is not None]
        moved = [g for g in found if (g.interval.high < 0 if falls else g.interval.low > 0)]
        if not moved:
            continue
        about = subject(context, own, line.reporter, line.partner)
        name = whose(line.compiler, line.reporter)
        mine = asked._replace(measure=own, reporter=line.reporter, partner=line.partner)
        view = flows_view(moved[-1].period, line.reporter)
        verb = "fell" if falls else "rose"
        how = reading(context, question, mine, f"the years in which it {verb}", line.compiler)
        if every:
            each = ", ".join(f"{g.period.label} ({_percent(g)})" for g in moved)
            text = f"{about} {verb} in {len(moved)} of the {len(found)} years that can be compared: {each}, by {name}."
            answers.append(
                in_words(
                    context.book,
                    text,
                    how,
                    figures=[f for g in moved for f in g.figures],
                    measure=f"{own}_growth",
                    reporter=line.reporter,
                    partner=line.partner,
                    status="derived",
                    opens=view,
                    period=Period(moved[0].period.first, moved[-1].period.last).code,
                )
            )
            continue
        best = moved[-1] if last else (min if falls else max)(moved, key=lambda g: g.value)
        most = "last" if last else "most"
        text = (
            f"{about} {verb} {most} in {best.period.label}: {_percent(best)} on the year, of the {len(found)} years that can be "
            f"compared, by {name}."
        )
        answers.append(of_quantity(context.book, best, text, how, flows_view(best.period, line.reporter)))
    if every:
        return answers
    return sorted(
        answers, key=lambda a: (a.reporter != asked.reporter, -int(a.period[:4]) if last else -abs(a.value or 0))
    )


def _percent(growth: Quantity) -> str:
    return (
        f"{'-' if growth.value < 0 else '+'}{amount(abs(growth.value), 'percent', growth.interval, as_print(growth))}"
    )


def answer_first_surplus(context: LookupContext, question: Query) -> list[Answer]:
    """The first year of a series with a surplus, or a deficit, after years without."""
    measure = next(m for m in question.trade_measures if m in ("trade_balance", "trade_deficit"))
    if question.has("negative"):
        measure = "trade_deficit"
    asked = sides(question, measure)
    answers = []
    for line, own in lines(context, asked):
        levels = list(_series(line, own, False, question))
        if question.has("last", "latest", "recently"):
            answers += [
                level_answer(context, question, asked, q, "the last year with one", line=line) for q in _last(levels)
            ]
            continue
        first = next((i for i, q in enumerate(levels) if q.interval.low > 0), 0)
        if not first:
            continue
        q = levels[first]
        sold, bought = line.level("exports", q.period), line.level("imports", q.period)
        flows = (
            f", exports {spoken(sold)} against imports {spoken(bought)}"
            if sold is not None and bought is not None
            else ""
        )
        kind, other = ("surplus", "deficit") if own == "trade_balance" else ("deficit", "surplus")
        partner = context.name(line.partner)
        text = (
            f"{context.name(line.reporter)} first had a trade {kind} with {partner} {period_words(q.period)}: {spoken(q)}{flows}; "
            f"each of the {first} years known before, from {levels[0].period.label} on, had a {other}, by "
            f"{whose(line.compiler, line.reporter)}."
        )
        mine = asked._replace(measure=own, reporter=line.reporter, partner=line.partner)
        how = reading(context, question, mine, f"the first year with a {kind}", line.compiler)
        answers.append(of_quantity(context.book, q, text, how, flows_view(q.period, line.reporter)))
    return answers


def _last(levels: list[Quantity]) -> list[Quantity]:
    """The last level above nothing, where later ones are not."""
    above = [q for q in levels if q.interval.low > 0]
    return above[-1:] if above and above[-1] is not levels[-1] else []


def answer_widest_gap(context: LookupContext, question: Query) -> list[Answer]:
    """The largest, or smallest, mirror gap of the years both sides report: exports first, then imports."""
    smallest = question.does("trough")
    answers = []
    for measure in aggregate.flows_named(question) or ["exports", "imports"]:
        gaps = [a for a in aggregate.all_gaps(context, question, measure) if a.value is not None]
        if len(gaps) > 1:
            best = (min if smallest else max)(gaps, key=lambda a: abs(a.value or 0))
            kind = "smallest" if smallest else "largest"
            text = (
                f"{best.text} It is the {kind} gap of the {len({a.period for a in gaps})} years that both sides report."
            )
            answers.append(replace(best, text=text, reading=f"{best.reading}; the {kind} there is"))
    return answers
