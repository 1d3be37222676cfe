"""Growth: growth rates, differences, compound growth and what each flow contributed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from ...derivation.comparisons import contribution, difference, growth
from ...derivation.levels import Series
from ...derivation.quantity import Quantity, compound_growth
from ...language.phrases import moving
from ...model.period import Period
from ...wording.numbers import plain_number, rounded
from ...wording.sentences import amount, figures_of, growth_words, period_words, range_words, spoken, whose
from ..answer import Answer, flows_view, of_quantity
from ..context import LookupContext
from ..direction import TradeDirection, lines, sides
from ..period_resolver import When, when
from ..query import Query
from .value import as_print, level_answer, level_time, printer, reading, subject

Found = list[tuple[Series, str]]


def answer_growth(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Growth in per cent: printed, then worked out from the levels where those say otherwise or more."""
    asked = sides(question, measure)
    found = lines(context, asked)
    time = growth_time(question, found)
    pair = _ends(question, found) or two_periods(time, bool(question.spans))
    if time.kind == "range" and (pair is None or pair[1].year - pair[0].year > 1):
        return answer_compound(context, question, measure)
    answers: list[Answer] = []
    periods = (pair[1],) if pair is not None else time.periods
    for period in periods:
        since = pair[0] if pair is not None else period.year_before
        for line, own in found:
            quantities = list(growths(line, own, period, since))
            for q in quantities:
                answers.append(growth_answer(context, question, asked, line, own, q, since, quantities, time.note))
    if asked.measure in ("trade_balance", "trade_deficit"):
        answers = [
            a for p in periods[:2] for a in _differences(context, question, asked, found, (p.year_before, p), time.note)
        ] + answers
    return answers


def answer_month_before(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Growth on the month, or the run of months, just before."""
    asked = sides(question, measure)
    found = lines(context, asked)
    known = sorted({p for line, own in found[:1] for p in line.periods(own) if p.is_month})
    time = level_time(question, found) if question.spans else When(tuple(known[-1:]), "default")
    answers = []
    for period in time.periods[:2]:
        since = period.shift(-period.months)
        for line, own in found:
            grown = line.recomputed_growth(own, period, since)
            if grown is not None:
                answers.append(growth_answer(context, question, asked, line, own, grown, since, [grown], time.note))
    return answers


_ASKING = frozenset(("did", "does", "do", "is", "are", "was", "were", "has", "have", "will"))
"""A question that begins so supposes nothing: the answer may be no."""


def _as_supposed(question: Query, known: list[Period], growth: Callable[[Period], Quantity | None]) -> list[Period]:
    """ "What was the decline": without a period, only those in which there was one."""
    words = set(question.words)
    falls, rises = bool(words & moving("falling")), bool(words & moving("rising"))
    if question.spans or falls == rises or (question.words[:1] and question.words[0] in _ASKING):
        return known
    return [p for p in known if (q := growth(p)) is not None and (q.value < 0) == falls] or known


def growth_time(question: Query, found: Found) -> When:
    """The periods asked of growth: "latest" is the latest that has a growth, and the one supposed."""
    for way in (Series.growths, Series.recomputed_growth):
        known, line, own = next(
            ((k, ln, o) for ln, o in found if (k := [p for p in ln.periods(o) if way(ln, o, p)])), ([], None, "")
        )
        if line is not None:
            known = _as_supposed(question, known, lambda p, line=line, own=own: _first_growth(line, own, p))  # type: ignore[misc]
            return when(question, known, lambda p, line=line, own=own: line.level(own, p) is not None)  # type: ignore[misc]
    return level_time(question, found)


def _ends(question: Query, found: Found) -> tuple[Period, Period] | None:
    """ "From January to February": the two months against each other, where both are known."""
    spans = question.spans
    if len(spans) != 1 or spans[0].mark != "from-to" or spans[0].first is None or spans[0].first.first is None:
        return None
    run = spans[0].first
    assert run.first is not None
    pair = Period(run.first, run.first), Period(run.last, run.last)
    known = any(line.level(own, pair[0]) is not None and line.level(own, pair[1]) is not None for line, own in found)
    return pair if known else None


def _first_growth(line: Series, measure: str, period: Period) -> Quantity | None:
    return next(growths(line, measure, period, period.year_before), None)


def two_periods(time: When, said: bool) -> tuple[Period, Period] | None:
    """Earlier and later of two periods that were asked for."""
    if len(time.periods) != 2 or time.kind == "default" or not said:
        return None
    earlier, later = sorted(time.periods)
    return earlier, later


def growths(line: Series, measure: str, period: Period, since: Period) -> Iterator[Quantity]:
    """Every growth printed on the year before, then the one the levels give."""
    printed = line.growths(measure, period) if since == period.year_before else []
    yield from printed
    worked = line.recomputed_growth(measure, period, since)
    if worked is not None:
        yield worked


def growth_answer(
    context: LookupContext,
    question: Query,
    asked: TradeDirection,
    line: Series,
    measure: str,
    growth: Quantity,
    since: Period,
    others: list[Quantity],
    note: str = "",
) -> Answer:
    """Growth as a sentence, with the levels it joins and what contradicts it."""
    now, then = line.level(measure, growth.period), line.level(measure, since)
    about = subject(context, measure, line.reporter, line.partner)
    how = amount(growth.value, "percent", growth.interval, as_print(growth))
    unsure = growth.figure is None and growth.interval.low <= 0 <= growth.interval.high
    verb = (
        "changed little"
        if unsure
        else "changed by"
        if not growth.value
        else "grew by"
        if growth.value > 0
        else "fell by"
    )
    how = "" if unsure else f" {how.removeprefix('-')}"
    text = f"{about} {verb}{how} {period_words(growth.period)} {_on(growth.period, since)}"
    if now is not None and then is not None and growth.figure is None:
        text += f", from {spoken(then)} to {spoken(now)}"
    elif now is not None:
        text += f", to {spoken(now)}"
    name = whose(line.compiler, line.reporter)
    if growth.figure is not None:
        text += f", according to {name}."
    else:
        sure = growth.interval if growth.value >= 0 or unsure else -growth.interval
        text += f" ({range_words(sure, 'percent')}), worked out from levels of {name}."
        if unsure:
            text += " At the printed precision that is indistinguishable from no change."
    apart = [o for o in others if not o.interval.meets(growth.interval)]
    for other in apart:
        said = amount(other.value, "percent", other.interval, as_print(other))
        if other.figure is not None:
            text += f" {printer(context, other)} prints {said} instead: the two conflict."
        else:
            text += f" The printed levels give {said}: the two conflict."
    own = asked._replace(measure=measure, reporter=line.reporter, partner=line.partner)
    words = reading(context, question, own, f"growth, {growth.period.label} on {since.label}", line.compiler, note)
    opens = flows_view(growth.period, line.reporter)
    return of_quantity(context.book, growth, text, words, opens)


def _on(period: Period, since: Period) -> str:
    if since != period.year_before:
        return f"against {since.label}"
    if period.is_year or period.is_month:
        return f"on {period_words(since).removeprefix('in ')}"
    return f"on the same months of {since.year}"


def answer_difference(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The difference between two periods in dollars; the year before where only one was said."""
    asked = sides(question, measure)
    found = lines(context, asked)
    time = level_time(question, found)
    if not time.periods:
        return []
    pair = (
        _ends(question, found)
        or two_periods(time, bool(question.spans))
        or (time.periods[0].year_before, time.periods[0])
    )
    return _differences(context, question, asked, found, pair, time.note)


def _differences(
    context: LookupContext, question: Query, asked: TradeDirection, found: Found, pair: tuple[Period, Period], note: str
) -> list[Answer]:
    answers = []
    for line, own in found:
        then, now = line.level(own, pair[0]), line.level(own, pair[1])
        q = difference(now, then) if now is not None and then is not None else None
        if q is None or now is None or then is None:
            continue
        text = _difference_text(context, line, own, q, now, then)
        how = f"difference of {now.period.label} and {then.period.label}"
        mine = asked._replace(measure=own, reporter=line.reporter, partner=line.partner)
        answers.append(
            of_quantity(
                context.book,
                q,
                text,
                reading(context, question, mine, how, line.compiler, note),
                flows_view(now.period, line.reporter),
                measure=f"{own}_change",
            )
        )
    return answers


def _difference_text(
    context: LookupContext, line: Series, measure: str, q: Quantity, now: Quantity, then: Quantity
) -> str:
    about = subject(context, measure, line.reporter, line.partner)
    levels = f"{spoken(now)} {period_words(now.period)} against {spoken(then)} {period_words(then.period)}"
    name = figures_of(line.compiler, line.reporter)
    if now.interval.meets(then.interval):
        return f"{about}: {levels}; the two are indistinguishable at the printed precision, by {name}."
    size = amount(abs(q.value), q.unit, q.interval)
    direction = "more" if q.value > 0 else "less"
    change = growth(now, then) if then.value > 0 else None
    share = f", {growth_words(change.value, amount(change.value, 'percent', change.interval))}" if change else ""
    return f"{about}: {levels}, {size} {direction}{share}, by {name}."


def answer_implied(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The level of a year that the growth printed for the next one implies, each print apart."""
    asked = sides(question, measure)
    found = lines(context, asked)
    time = level_time(question, found)
    answers = []
    for line, own in found:
        ways = {q.value: q for p in time.periods for q in line.all_before_by_growth(own, p)}
        for q in sorted(ways.values(), key=lambda q: line.published(q.figures[0]), reverse=True):
            answers.append(level_answer(context, question, asked, q, "as the next year's growth implies it", line=line))
    return answers


def answer_compound(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Compound growth a year between two years, then the growth from end to end."""
    asked = sides(question, measure)
    found = lines(context, asked)
    time = level_time(question, found)
    pair = two_periods(time, bool(question.spans))
    if pair is None:
        return []
    asked_pair, answers = pair, []
    for line, own in found:
        pair = _own_ends(question, line, own, asked_pair)
        first, last = line.level(own, pair[0]), line.level(own, pair[1])
        years = pair[1].year - pair[0].year
        if (
            first is None
            or last is None
            or years < 1
            or first.value <= 0
            or last.value <= 0
            or first.is_open
            or last.is_open
        ):
            continue
        span = Period(pair[0].first, pair[1].last)
        q = compound_growth(first, last, years, measure=f"{own}_compound_growth", period=span)
        whole = growth(last, first)
        if whole is None:
            continue
        text = (
            f"{subject(context, own, line.reporter, line.partner)} {'grew' if q.value >= 0 else 'fell'} by "
            f"{amount(abs(q.value), 'percent', q.interval)} a year, "
            f"compounded, from {pair[0].label} to {pair[1].label}: from {spoken(first)} to {spoken(last)}, "
            f"{growth_words(whole.value, amount(whole.value, 'percent', whole.interval))} in all, "
            f"worked out from {figures_of(line.compiler, line.reporter)}."
        )
        mine = asked._replace(measure=own, reporter=line.reporter, partner=line.partner)
        how = reading(context, question, mine, f"{pair[0].label} to {pair[1].label}", line.compiler, time.note)
        compound = of_quantity(context.book, q, text, how, flows_view(last.period, line.reporter))
        whole = whole._replace(period=span)
        answers.append((compound, of_quantity(context.book, whole, text, how, flows_view(last.period, line.reporter))))
    wants_compound = question.does("compound") or (question.does("average", "yearly") and question.does("growth"))
    return [a for pair in answers for a in (pair if wants_compound else pair[::-1])]


def _own_ends(question: Query, line: Series, measure: str, pair: tuple[Period, Period]) -> tuple[Period, Period]:
    """ "Since 2010" reaches as far as each compiler's own years do; a range with both ends named stays as it is."""
    kinds = {s.kind for s in question.spans}
    own = [p for p in line.periods(measure) if p.is_year and pair[0] <= p <= pair[1]]
    if not own or not kinds & {"since", "until", "past", "ever"}:
        return pair
    return (pair[0] if "since" in kinds else own[0]), (pair[1] if "until" in kinds else own[-1])


def answer_contribution(context: LookupContext, question: Query) -> list[Answer]:
    """What exports and imports each added to the growth of total trade, in percentage points."""
    asked = sides(question, "total_trade")
    found = lines(context, asked)
    time = growth_time(question, found)
    numbers = [n for n in question.numbers if n.percent or n.scale == 1]
    answers: list[Answer] = []
    for line, _ in found:
        periods = (
            _periods_of_growth(line, [n.value for n in numbers]) if numbers and not question.spans else time.periods
        )
        for period in periods[:1]:
            answers += _contributions(context, question, asked, line, period)
    return answers


def _periods_of_growth(line: Series, values: list[float]) -> tuple[Period, ...]:
    """The periods whose printed growth of total trade is the number in the question, the latest first."""
    found = [p for p in line.periods("total_trade") for g in line.growths("total_trade", p) if float(g.value) in values]
    return tuple(reversed(found))


def _contributions(
    context: LookupContext, question: Query, asked: TradeDirection, line: Series, period: Period
) -> list[Answer]:
    levels = {
        (m, p): line.level(m, p) for m in ("exports", "imports", "total_trade") for p in (period, period.year_before)
    }
    if any(q is None or q.is_open for q in levels.values()):
        return []
    base = levels["total_trade", period.year_before]
    assert base is not None
    parts: list[Quantity] = []
    for measure in ("exports", "imports"):
        now, then = levels[measure, period], levels[measure, period.year_before]
        assert now is not None and then is not None
        part = contribution(now, then, base)
        if part is None:
            return []
        parts.append(part)
    together = parts[0].value + parts[1].value
    printed = line.growths("total_trade", period)
    beside = f" (printed: {amount(printed[0].value, 'percent', None, as_print(printed[0]))})" if printed else ""
    named = [m for m in question.trade_measures if m in ("exports", "imports")]
    parts.sort(key=lambda p: (not any(p.measure.startswith(m) for m in named), -abs(p.value)))
    how = reading(context, question, asked, f"contributions to growth, {period.label}", line.compiler)
    moved = "grew" if together >= 0 else "fell"
    about = subject(context, "total_trade", line.reporter, line.partner)
    whole = f"{about} {moved} by {plain_number(abs(together), 3)} per cent{beside}"
    answers = []
    for part, other in (parts, parts[::-1]):
        text = (
            f"{_flow(part)} contributed {_points(part.value)} percentage points and {_flow(other)} {_points(other.value)} "
            f"when {whole} {period_words(period)}, worked out from {figures_of(line.compiler, line.reporter)}."
        )
        answers.append(of_quantity(context.book, part, text, how, flows_view(period, line.reporter)))
    return answers


def _flow(part: Quantity) -> str:
    return part.measure.partition("_")[0]


def _points(value: Fraction) -> str:
    return f"{rounded(value, 3):+}"
