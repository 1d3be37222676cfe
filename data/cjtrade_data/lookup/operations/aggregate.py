"""Aggregates: ratios, averages, sums over years, amounts a head, mirror gaps and several years in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from ...derivation.comparisons import average, coverage_ratio, mirror_gap, ratio, spread, total
from ...derivation.levels import Series
from ...derivation.quantity import Quantity
from ...model.period import Period
from ...wording.numbers import plain_number
from ...wording.sentences import amount, figures_of, period_words, range_words, spoken, whose
from ..answer import Answer, flows_view, in_words, of_quantity
from ..context import MIRRORED, LookupContext
from ..direction import TradeDirection, lines, sides
from ..period_resolver import When, when
from ..query import Query
from .value import beside_indicator, level_time, reading, subject

Found = list[tuple[Series, str]]


def answer_ratio(context: LookupContext, question: Query) -> list[Answer]:
    """Exports for each dollar of imports; or one period's level as a multiple of another's."""
    measures = question.trade_measures
    if len(measures) < 2 and len(question.spans) >= 1:
        multiples = _multiples(context, question, (measures or ["total_trade"])[0])
        if multiples or len(question.spans) > 1:
            return multiples
    upside_down = measures[:2] == ["imports", "exports"] and not question.has("every", "each", "per")
    asked = sides(question, "exports")
    found = lines(context, asked)
    time = level_time(question, found)
    answers = []
    for period in time.periods[:1]:
        for line, _ in found:
            e, i = line.level("exports", period), line.level("imports", period)
            if e is None or i is None or e.is_open or i.is_open:
                continue
            top, under = (i, e) if upside_down else (e, i)
            answers.append(cover_answer(context, question, asked, line, top, under, time.note))
    return answers


def cover_answer(
    context: LookupContext,
    question: Query,
    asked: TradeDirection,
    line: Series,
    top: Quantity,
    under: Quantity,
    note: str = "",
) -> Answer:
    """One flow as a multiple of the other in the same period, by one compiler."""
    q = coverage_ratio(top, under)
    assert q is not None
    about = subject(context, top.measure, line.reporter, line.partner)
    text = (
        f"{about} were {plain_number(q.value, 2)} times its {under.measure} {period_words(q.period)} "
        f"({spoken(top)} against {spoken(under)}), worked out from {figures_of(line.compiler, line.reporter)}."
    )
    own = asked._replace(measure=top.measure, reporter=line.reporter, partner=line.partner)
    how = reading(context, question, own, f"ratio to {under.measure}, {q.period.label}", line.compiler, note)
    return of_quantity(context.book, q, text, how, flows_view(q.period, line.reporter))


def _multiples(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    asked = sides(question, measure)
    found = lines(context, asked)
    time = level_time(question, found)
    if len(time.periods) != 2 or time.kind == "default":
        return []
    earlier, later = sorted(time.periods)
    answers = []
    for line, own in found:
        then, now = line.level(own, earlier), line.level(own, later)
        q = ratio(now, then, f"{own}_ratio") if then is not None and now is not None else None
        if q is None or then is None or now is None or then.value <= 0:
            continue
        text = (
            f"{subject(context, own, line.reporter, line.partner)} {period_words(later)} were {plain_number(q.value, 2)} times "
            f"those {period_words(earlier)} ({spoken(now)} against {spoken(then)})."
        )
        mine = asked._replace(measure=own, reporter=line.reporter, partner=line.partner)
        how = reading(context, question, mine, f"{later.label} as a multiple of {earlier.label}", line.compiler)
        answers.append(of_quantity(context.book, q, text, how, flows_view(later, line.reporter)))
    return answers


def answer_average(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """A level spread over its months; or, for a range of years, over its years."""
    asked = sides(question, measure)
    found = lines(context, asked)
    time = level_time(question, found)
    if time.kind == "range" and not question.does("monthly"):
        return _over_years(context, question, asked, found, time, mean=True)
    answers = []
    for period in time.periods[:1]:
        for line, own in found:
            level = line.level(own, period)
            q = spread(level, period.months) if level is not None and period.months > 1 else None
            if q is None or level is None:
                continue
            text = (
                f"{subject(context, own, line.reporter, line.partner)} averaged {amount(q.value, q.unit, q.interval)} a month "
                f"{period_words(period)}, {spoken(level)} over {period.months} months, by "
                f"{figures_of(line.compiler, line.reporter)}."
            )
            mine = asked._replace(measure=own, reporter=line.reporter, partner=line.partner)
            how = reading(context, question, mine, f"average a month of {period.label}", line.compiler, time.note)
            answers.append(
                of_quantity(context.book, q, text, how, flows_view(period, line.reporter), f"{own}_monthly_average")
            )
    return answers


def answer_per_head(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """A year's level for each inhabitant of the country that reports it."""
    answers = []
    for own, level, head, time in beside_indicator(context, question, sides(question, measure), "population"):
        q = ratio(level, head, f"{own.measure}_per_head", level.unit)
        if q is None:
            continue
        text = (
            f"{subject(context, own.measure, own.reporter, own.partner)} came to {amount(q.value, q.unit, q.interval)} a head of "
            f"{context.name(own.reporter)} {period_words(level.period)}, {spoken(level)} among {spoken(head)}."
        )
        compilers = f"{level.compiler}, {head.compiler}"
        how = reading(context, question, own, f"a head, {level.period.label}", compilers, time.note)
        answers.append(of_quantity(context.book, q, text, how, flows_view(level.period, own.reporter)))
    return answers


def answer_sum(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The sum over the years of a range, or over the periods named."""
    asked = sides(question, measure)
    found = lines(context, asked)
    return _over_years(context, question, asked, found, level_time(question, found), mean=False)


def _over_years(
    context: LookupContext, question: Query, asked: TradeDirection, found: Found, time: When, *, mean: bool
) -> list[Answer]:
    periods = list(time.periods)
    if time.kind == "range":
        periods = [Period.of_year(y) for y in range(periods[0].year, periods[-1].year + 1)]
    if len(periods) < 2:
        return []
    answers = []
    for line, own in found:
        levels = [q for q in (line.level(own, p) for p in periods) if q is not None and not q.is_open]
        if len(levels) < len(periods):
            continue
        span = Period(min(p.first or p.last for p in periods), max(p.last for p in periods))
        q = (average if mean else total)(levels, span)
        assert q is not None
        verb = "averaged" if mean else "came to"
        per = " a year" if mean else " together"
        text = (
            f"{subject(context, own, line.reporter, line.partner)} {verb} {amount(q.value, q.unit, q.interval)}{per} "
            f"{period_words(span)}, by {figures_of(line.compiler, line.reporter)}."
        )
        mine = asked._replace(measure=own, reporter=line.reporter, partner=line.partner)
        kind = "average a year" if mean else "sum"
        how = reading(context, question, mine, f"{kind}, {span.label}", line.compiler, time.note)
        name = f"{own}_yearly_average" if mean else own
        answers.append(of_quantity(context.book, q, text, how, flows_view(periods[-1], line.reporter), name))
    return answers


def answer_mirror_gap(context: LookupContext, question: Query) -> list[Answer]:
    """What Japan reports less what Cambodia reports of the same trade: exports first, then imports."""
    answers: list[Answer] = []
    for measure in flows_named(question) or ["exports", "imports"]:
        asked = TradeDirection(measure, context.home, context.partner, said=bool(question.places))
        found = lines(context, asked)
        ours = [line for line, own in found if line.reporter == context.home]
        theirs = [(line, own) for line, own in found if line.reporter == context.partner]
        shared = {p for line in ours for p in _shared(line, asked.measure, theirs)}
        time = when(question, sorted(shared), lambda p: False)
        for period in time.periods[:1]:
            answers += _gaps(context, question, asked, ours, theirs, period, time.note)
    return answers


def all_gaps(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The gap of every year that both sides report, within the bounds of the question."""
    asked = TradeDirection(measure, context.home, context.partner, said=bool(question.places))
    found = lines(context, asked)
    ours = [line for line, own in found if line.reporter == context.home]
    theirs = [(line, own) for line, own in found if line.reporter == context.partner]
    shared = sorted({p for line in ours for p in _shared(line, measure, theirs) if p.is_year})
    if question.spans:
        time = when(question, shared, lambda p: False)
        shared = [p for p in shared if time.periods and time.periods[0] <= p <= time.periods[-1]]
    return [a for p in shared for a in _gaps(context, question, asked, ours, theirs, p, "")]


def flows_named(question: Query) -> list[str]:
    """The flows named, "Japan's imports" being Cambodia's exports."""
    found = []
    for item in question.items:
        if item.slot in ("measure", "verb") and item.value in ("exports", "imports"):
            owners = [p.code for p in question.places if p.role == "own" and question.after(p.end) == item]
            reporter = owners[0] if owners else sides(question, str(item.value)).reporter
            found.append(MIRRORED[str(item.value)] if reporter == question.partner else str(item.value))
    return list(dict.fromkeys(found))


def _shared(line: Series, measure: str, theirs: Found) -> set[Period]:
    """Periods both sides give, neither of them as a mere limit."""
    firm = {p for other, own in theirs for p in other.periods(own) if (q := other.level(own, p)) and not q.is_open}
    return firm & set(line.periods(measure))


def _gaps(
    context: LookupContext,
    question: Query,
    asked: TradeDirection,
    ours: list[Series],
    theirs: Found,
    period: Period,
    note: str,
) -> Iterator[Answer]:
    """Of what both sides print first, in one database above all, as the screen has it; then of what follows from prints."""
    mine = [q for line in ours if (q := line.level(asked.measure, period)) is not None and not q.is_open]
    their = [q for other, own in theirs if (q := other.level(own, period)) is not None and not q.is_open]
    pairs = [(one, other) for one in mine for other in their]
    for one, other in sorted(pairs, key=_unlike):
        yield gap_answer(context, question, asked, one, other, note)


def _unlike(pair: tuple[Quantity, Quantity]) -> tuple[int, bool]:
    """How far two sides are from being printed in one database."""
    return sum(q.figure is None for q in pair), pair[0].compiler != pair[1].compiler


def gap_answer(
    context: LookupContext, question: Query, asked: TradeDirection, mine: Quantity, their: Quantity, note: str = ""
) -> Answer:
    """The larger less the smaller of what the two sides report of one flow."""
    q = mirror_gap(mine, their)
    assert q is not None
    importer, exporter = q.derivation.inputs if q.derivation is not None else (mine, their)
    said = (
        "the two are indistinguishable at the printed precision"
        if mine.interval.meets(their.interval)
        else f"a gap of {range_words(q.interval, q.unit)}"
        if mine.is_open or their.is_open
        else f"a gap of {amount(q.value, q.unit, q.interval)}, {amount(importer.value, q.unit, importer.interval, importer.figure)} "
        f"less {amount(exporter.value, q.unit, exporter.interval, exporter.figure)}"
    )
    text = (
        f"{subject(context, their.measure, their.reporter, their.partner)} are {spoken(their)} {period_words(mine.period)} by "
        f"{whose(their.compiler, their.reporter)}, {subject(context, mine.measure, context.home, context.partner)} {spoken(mine)} by "
        f"{whose(mine.compiler, mine.reporter)}: {said}. One side values with freight (CIF), the other without (FOB)."
    )
    compilers = f"{their.compiler} and {mine.compiler}"
    how = reading(context, question, asked, f"mirror gap, {mine.period.label}", compilers, note)
    return of_quantity(context.book, q, text, how, (*flows_view(mine.period, context.home), "--mirror"))


_FEW = 5
"""So many years that a series lacks are named."""


def series_in_words(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Several years as one sentence: every year's level, one compiler at a time, the one with most of them first."""
    asked = sides(question, measure)
    found = lines(context, asked)
    time = level_time(question, found)
    answers: list[Answer] = []
    years = sorted(p for p in time.periods if p.is_year)
    if time.kind not in ("range", "several") or len(years) < 2:
        return []
    first, last = years[0], years[-1]
    if time.kind == "range":
        years = [Period.of_year(y) for y in range(first.year, last.year + 1)]
    for line, own in found:
        levels = [q for p in years if (q := line.level(own, p)) is not None]
        if len(levels) < 2:
            continue
        each = ", ".join(f"{q.period.year}: {spoken(q)}" for q in levels)
        lacking = [p.label for p in years if p not in {q.period for q in levels}]
        each += f"; nothing for {', '.join(lacking)}" if 0 < len(lacking) <= _FEW else ""
        text = f"{subject(context, own, line.reporter, line.partner)}, {whose(line.compiler, line.reporter)}: {each}."
        mine = asked._replace(measure=own, reporter=line.reporter, partner=line.partner)
        how = reading(context, question, mine, f"{first.label} to {last.label}, year by year", line.compiler, time.note)
        answers.append(
            in_words(
                context.book,
                text,
                how,
                figures=[f for q in levels for f in q.figures],
                measure=own,
                reporter=line.reporter,
                partner=line.partner,
                period=Period(first.first, last.last).code,
                opens=flows_view(last, line.reporter),
            )
        )
    return sorted(answers, key=lambda a: (a.reporter != asked.reporter, -len(a.figures)))
