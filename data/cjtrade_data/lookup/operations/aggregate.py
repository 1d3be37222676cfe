"""Aggregates: averages, sums, multiples, changes and values over several years of a series; ratios and amounts a head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...derivation.comparisons import average, average_over, cover_ratio, difference, median, total
from ...derivation.comparisons import growth as growth_between
from ...derivation.quantity import Quantity, compound_growth, printed
from ...model.figure import Figure
from ...model.period import Period
from ...wording.rounding import plain_number
from ...wording.sentences import (
    amount,
    bounds_words,
    figures_of,
    growth_words,
    joined,
    period_words,
    spoken,
    years_in_runs,
)
from ..answer import Answer, carries_out, in_words
from ..context import LookupContext
from ..months_of_years import PARTS
from ..period_resolver import When
from ..query import Query
from . import extremes, growth
from .measure_series import MeasureSeries, series_of_measure, series_of_quantity, time_of_series


@carries_out("ratio multiply comparative")
def answer_ratio(context: LookupContext, question: Query) -> list[Answer]:
    """Exports for each dollar of imports; or one period's level as a multiple of another's."""
    measures = question.trade_measures
    if len(measures) < 2 and len(question.spans) > 1 and not question.says("coverage"):
        return []  # of one flow at two times
    of_flows = measures or (question.spans and not question.values("compiler"))
    if not of_flows and not question.says("covered"):
        return []
    upside_down = measures[:2] == ["imports", "exports"] and not question.says("for each")
    found = series_of_measure(context, question, "exports")
    time = time_of_series(found, question)
    answers: list[Answer] = []
    for measured in found:
        for period in time.periods[: 2 if time.kind in ("range", "several") else 1]:
            flows = [measured.line.level(m, period) for m in ("exports", "imports")]
            firm = [q for q in flows if q is not None and not q.is_open]
            if len(firm) == 2:
                top, under = firm[::-1] if upside_down else firm
                told = cover_answer(measured, top, under, time.note)
                before = answers.pop().text + " " if period != time.periods[0] and answers else ""
                answers.append(told._replace(text=before + told.text))
    return answers


def cover_answer(measured: MeasureSeries, top: Quantity, under: Quantity, note: str = "") -> Answer:
    """One flow as a multiple of the other in the same period, by one compiler."""
    q = cover_ratio(top, under)
    assert q is not None
    measured = measured._replace(measure=top.measure)
    text = (
        f"{measured.about} were {plain_number(q.value, 2)} times its {under.measure} {period_words(q.period)} "
        f"({spoken(top)} against {spoken(under)}), worked out from {measured.figures_of}."
    )
    return measured.answer(q, text, f"ratio to {under.measure}, {q.period.label}", note)


@carries_out("average months quarters halves yearly")
def answer_average(question: Query, found: list[MeasureSeries]) -> list[Answer]:
    """A level spread over its months; or, for a range of years, over its years."""
    time = time_of_series(found, question)
    if question.does("median"):
        return over_years(found, time, "median")
    apart = question.says("month") or question.does("difference", "comparative", "quarters", "halves")
    if time.kind == "range" or (
        time.kind == "several" and not apart and len({(p.last % 12, p.months) for p in time.periods}) == 1
    ):
        return over_years(found, time, "average")
    years = [p for measured in found for p in measured.periods if p.is_year]
    if time.kind == "default" and years and time.periods[0].is_month:
        latest = max(years, key=lambda p: p.last)
        time = When((latest,), "default", f"no period said: the latest year there is, {latest.label}")
    part = next((op for op in ("quarters", "halves") if question.does(op)), "months")
    one = "half" if part == "halves" else part.removesuffix("s")
    answers = []
    for measured in found:
        told: list[Answer] = []
        for level in measured.firm(time.periods):
            many, rest = divmod(level.period.months, PARTS[part])
            q = average_over(level, many) if many > 1 and not rest else None
            if q is not None:
                text = (
                    f"{measured.about} averaged {amount(q.value, q.unit, q.interval)} a {one} {period_words(level.period)}, "
                    f"{spoken(level)} over {many} {part}, by {measured.figures_of}."
                )
                name = f"{measured.measure}_{one}ly_average"
                told.append(measured.answer(q, text, f"average a {one} of {level.period.label}", time.note, name))
        answers += [*_between(question, measured, told), *told[: None if time.kind == "several" else 1]]
    return answers


@carries_out("difference comparative growth average")
def _between(question: Query, measured: MeasureSeries, told: Sequence[Answer]) -> list[Answer]:
    """How far two averages that are compared lie apart, and both."""
    two = [a.quantity for a in told if a.quantity is not None] if question.does("difference", "comparative") else []
    q = difference(two[0], two[1], f"{told[0].measure}_difference") if len(two) == 2 else None
    if q is None:
        return []
    size = f"{amount(abs(q.value), q.unit, q.interval)} {'more' if q.value > 0 else 'less'} in {two[0].period.label}"
    size = "indistinguishable from none at the printed precision" if 0 in q.interval else f"{size}{bounds_words(q)}"
    return [measured.answer(q, f"{told[0].text} {told[1].text} Difference: {size}.", "difference of two averages")]


def answer_sum(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The sum over the years of a range, or over the periods named."""
    found = series_of_measure(context, question, measure)
    return over_years(found, time_of_series(found, question), "sum")


@carries_out("sum average median yearly over_years")
def over_years(found: list[MeasureSeries], time: When, how: str) -> list[Answer]:
    """The sum, the average or the median of the years of a range or of the periods named, by who has all of them."""
    periods = _years(time) if time.kind == "range" else list(time.periods)
    if len(periods) < 2 or time.kind == "default":
        return []
    span = Period(min(p.first or p.last for p in periods), max(p.last for p in periods))
    made, verb, name = _OVER_YEARS[how]
    answers = []
    for measured in found:
        levels = measured.firm(periods)
        q = made(levels, span) if len(levels) == len(periods) else None
        if q is None:
            continue
        size = amount(q.value, q.unit, q.interval)
        apart = sum(p.months for p in periods) < span.months
        moment = f"in {joined([p.label for p in periods])}" if apart else period_words(span)
        text = f"{measured.about} {verb.format(size, moment)}, by {measured.figures_of}."
        answers.append(measured.answer(q, text, f"{how}, {span.label}", time.note, measured.measure + name))
    return answers


_OVER_YEARS = {
    "sum": (total, "came to {} {} together", ""),
    "average": (average, "averaged {} a year {}", "_yearly_average"),
    "median": (median, "had a median of {} a year {}", "_median"),
}


def _years(time: When) -> list[Period]:
    return [Period.of_year(y) for y in range(time.periods[0].year, time.periods[-1].year + 1)]


_FEW = 5
"""So many years that a series lacks are named."""
_MANY = 13
"""More levels than these are not told one by one."""


@carries_out("growth yearly quarters halves months over_years")
def series_in_words(found: Sequence[MeasureSeries], question: Query) -> list[Answer]:
    """Several years, or their parts, as one sentence, one compiler at a time, the one with most of them first."""
    step = next((months for op, months in PARTS.items() if question.does(op)), 12)
    time = time_of_series(found, question)
    years = _years(time) if time.kind == "range" else sorted(time.periods)
    periods = [part for p in years for part in p.split(step)]
    if len(periods) < 2:
        return []
    span = Period(periods[0].first, periods[-1].last)
    ends = f"{years[0].label} to {years[-1].label}" if len(years) > 1 else years[0].label
    answers: list[tuple[bool, bool, Answer]] = []
    for measured in found:
        levels = [q for p in periods if (q := measured.level(p)) is not None]
        if len(levels) < 2:
            continue
        each = one_by_one(levels)
        lacking = [p.label for p in periods if p not in {q.period for q in levels}]
        without = years_in_runs([q.year for q in periods if q.label in lacking]) if step == 12 else ", ".join(lacking)
        each += f"; nothing for {without}" if lacking and (step == 12 or len(lacking) <= _FEW) else ""
        how = f"{ends}, {'year by year' if step == 12 else 'by parts of the year'}"
        said = measured.words(f"{measured.about}, {measured.whose}: {each}.", how, levels, span, time.note)
        answers.append((measured.is_mirrored, bool(lacking), said))
    answers.sort(key=lambda found: (found[0], -len(found[2].figures)))
    told = [a for _, _, a in answers]
    if step == 12 and len(told) > 1 and answers[0][1]:
        told[0] = told[0]._replace(text=" ".join(a.text for a in told))  # what one lacks another may have
    return told


def one_by_one(levels: Sequence[Quantity]) -> str:
    """Some levels in their order; of many the first and the last, the lowest and the highest, for a sentence holds no more."""
    if len(levels) <= _MANY:
        return ", ".join(f"{q.period.label}: {spoken(q)}{' of all' * q.measure.endswith('_share')}" for q in levels)
    low, high = (pick(levels, key=lambda q: q.value) for pick in (min, max))
    ends = (("first", levels[0]), ("lowest", low), ("highest", high), ("last", levels[-1]))
    told = {q.period: f"{q.period.label}: {spoken(q)}" for _, q in ends}
    named = (f"{joined([n for n, q in ends if q.period == p])} {size}" for p, size in sorted(told.items()))
    return f"{len(levels)} of them; {', '.join(named)}; the table has each"


@carries_out("yearly over_years list")
def year_by_year(context: LookupContext, question: Query, about: str, levels: Sequence[Quantity], time: When) -> Answer:
    """Several years of a measure in one sentence, and the years of the range that it lacks."""
    own, first, last = levels[0], time.periods[0].year, time.periods[-1].year
    gaps = sorted({*range(first, last + 1)} - {q.period.year for q in levels})
    lacking = f"; nothing of {years_in_runs(gaps)} alone" if gaps else ""
    by = joined(list(dict.fromkeys(figures_of(q.compiler, q.reporter, q.measure) for q in levels)))
    text = f"{about}, {first} to {last}: {one_by_one(levels)}{lacking}, by {by}."
    how = f"{own.measure.replace('_', ' ')}, {first} to {last}, year by year"
    how = question.read_as(how, f"whose: {own.compiler}", time.note)
    figures, period = [f for q in levels for f in q.figures], Period(first * 12, last * 12 + 11).code
    pair = (own.reporter, own.partner)
    return in_words(context.book, text, how, own.measure, pair, figures=figures, period=period)


def over_time(
    context: LookupContext, question: Query, figures: Iterable[Figure], time: When
) -> tuple[list[Answer], list[Answer]]:
    """What is asked of a measure that is no trade of all goods over several years together, by the series that has most of
    them; else its growth on the year before, by the first series that has it."""
    kept = (f for f in figures if f.status != "derived")
    series = {(f.compiler, f.unit, f.product): series_of_quantity(context, question, printed(f)) for f in kept}
    found = _over_years(question, list(series.values()), time)
    if found or not question.does("growth") or time.kind == "range":
        return found, []
    periods = [p for p in time.periods[: 1 if time.kind == "default" else None] if not p.is_point]
    return [], [a for p in periods for s in series.values() for a in _growth(s, p, time.note)]


def _growth(measured: MeasureSeries, period: Period, note: str) -> list[Answer]:
    """On the year before, by the same compiler: as printed, else as the two levels give it."""
    since = period.year_before
    found = list(growth.growths(measured.line, measured.measure, period, since))[:1]
    answers = [growth.growth_answer(measured, q, since, [q], note) for q in found]
    current = " That is growth in current dollars, with the change of prices and of the rate in it."
    level = measured.level(period)
    in_dollars = level is not None and level.unit == "USD" and not measured.line.product
    return [a._replace(text=a.text + current) for a in answers] if in_dollars else answers


def _over_years(question: Query, found: list[MeasureSeries], time: When) -> list[Answer]:
    longest = max(found, key=lambda s: len(_known_in(s, time)), default=None)
    if longest is None or time.whole is not None:
        return []
    against = question.mark is not None and question.does("first_time", "above", "below", "under")
    if against and not question.asks_whether:
        return extremes.answer_threshold(question, [longest])
    extreme = question.does("peak", "trough", "oldest") or (bool(question.all("nth")) and question.says("of any year"))
    if extreme and not any(s.kind == "period" for s in question.spans):
        return extremes.answer_extreme(question, [longest])
    if time.kind not in ("range", "several"):
        return []
    if question.does("average", "yearly", "median") and not question.does("growth", "compound"):
        return over_years([longest], time, "median" if question.does("median") else "average")
    if question.does("sum") or (question.says("total") and time.kind == "range"):
        return over_years([longest], time, "sum")
    return _change(longest, time) if question.does("growth", "difference", "compound") else []


def _known_in(measured: MeasureSeries, time: When) -> list[Period]:
    """The years, or the last moment in each, of a series, those of the range that is asked for where one is."""
    known = list({p.year: p for p in measured.periods if p.is_year or p.is_point}.values())
    ends = sorted(p.year for p in time.periods) if time.kind in ("range", "several") else []
    return [p for p in known if not ends or ends[0] <= p.year <= ends[-1]]


def _change(measured: MeasureSeries, time: When) -> list[Answer]:
    """From the first to the last of the years asked for that are known."""
    known = measured.firm(_known_in(measured, time))
    both_named = time.kind == "several" or any(s.kind == "range" for s in measured.question.spans)
    if len(known) < 2 or (
        both_named and {known[0].period.year, known[-1].period.year} != {p.year for p in time.periods}
    ):
        return []
    then, now = known[0], known[-1]
    unit = "percentage points" if now.unit == "percent" else "percent"
    apart = difference(now, then, f"{now.measure}_change", unit)
    q = apart if now.unit == "percent" else growth_between(now, then)
    if q is None:
        return []
    span = Period(then.period.first, now.period.last)
    q, said = q._replace(period=span), growth_words(q.value, amount(q.value, unit, q.interval))
    years = (now.period.last - then.period.last) // 12
    if unit == "percent" and years > 1 and measured.question.does("compound", "yearly", "average"):
        whole, q = said, compound_growth(then, now, years, measure=f"{now.measure}_compound_growth", period=span)
        said = f"{growth_words(q.value, amount(q.value, unit, q.interval))} a year, compounded, {whole} in all"
    text = (
        f"{measured.about} went from {spoken(then)} {period_words(then.period)} to {spoken(now)} {period_words(now.period)}, "
        f"{said}, worked out from {measured.figures_of}."
    )
    return [measured.answer(q, text, f"{now.period.label} against {then.period.label}")]
