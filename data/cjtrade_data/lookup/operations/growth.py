"""Growth: growth rates, differences, compound growth and what each flow contributed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...derivation.comparisons import contribution, difference, growth
from ...derivation.levels import Series
from ...derivation.quantity import Quantity, compound_growth
from ...language.phrases import moving
from ...model.codes import BALANCES, FLOWS, WORLD
from ...model.period import Period
from ...wording.sentences import amount, growth_words, limit_of, period_words, range_words, spoken
from ..answer import Answer, carries_out
from ..context import LookupContext
from ..period_resolver import When, when
from ..places import Place
from ..query import Query
from ..yes_or_no import is_the_rate
from .measure_series import MeasureSeries, series_of_measure, time_of_series
from .value import as_print, attributed, conflict_words, level_answer, printer

Pair = tuple[Period, Period]


@carries_out("growth")
def answer_growth(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Growth in per cent: printed, then worked out from the levels where those say otherwise or more."""
    found = series_of_measure(context, question, measure)
    time = growth_time(question, found)
    pair = _ends(question, found) or two_periods(time, bool(question.spans))
    if time.kind == "range" and (pair is None or pair[1].year - pair[0].year > 1):
        return answer_compound(context, question, measure)
    pairs = [pair] if pair is not None else [(p.year_before, p) for p in time.periods]
    pairs = [(since, period) for since, period in pairs if since.months == period.months]  # no quarter against a year
    answers = [a for since, period in pairs for s in found for a in _growth_answers(s, period, since, time.note)]
    if found and found[0].asked.measure in BALANCES:
        answers = [a for _, p in pairs[:2] for a in _differences(found, (p.year_before, p), time.note)] + answers
    return sorted(answers, key=lambda a: not is_the_rate(question, a))


def _growth_answers(measured: MeasureSeries, period: Period, since: Period, note: str) -> Iterator[Answer]:
    quantities = list(growths(measured.line, measured.measure, period, since))
    yield from (growth_answer(measured, q, since, quantities, note) for q in quantities)


@carries_out("month_before")
def answer_month_before(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Growth on the month, or the run of months, just before."""
    found = series_of_measure(context, question, measure)
    months = sorted({p for s in found[:1] for p in s.periods if p.is_month})
    time = time_of_series(found, question) if question.spans else When(tuple(months[-1:]), "default")
    answers: list[Answer] = []
    for period in time.periods[:2]:
        since = period.shift(-period.months)
        for measured in found:
            answers += _growth_answers(measured, period, since, time.note)
    return answers


def _as_supposed(question: Query, known: list[Period], growth: Callable[[Period], Quantity | None]) -> list[Period]:
    """ "What was the decline": without a period, only those in which there was one."""
    words = set(question.words)
    falls, rises = bool(words & moving("falling")), bool(words & moving("rising"))
    if question.spans or falls == rises or question.asks_whether:
        return known
    return [p for p in known if (q := growth(p)) is not None and (q.value < 0) == falls] or known


def growth_time(question: Query, found: list[MeasureSeries]) -> When:
    """The periods asked of growth: "latest" is the latest that has a growth, and the one supposed."""
    for measured in found:
        known = [p for p in measured.periods if first_growth(measured, p)]
        if known:
            supposed = _as_supposed(question, known, lambda p, s=measured: first_growth(s, p))  # type: ignore[misc]
            said = [p for p in supposed if supposed != known and measured.line.growths(measured.measure, p)]
            return when(question, said or supposed, lambda p, s=measured: s.level(p) is not None)  # type: ignore[misc]
    return time_of_series(found, question)


def _ends(question: Query, found: Sequence[MeasureSeries]) -> Pair | None:
    """ "From January to February": the two months against each other, where both are known."""
    spans = question.spans
    if len(spans) != 1 or spans[0].mark != "from-to" or spans[0].first is None or spans[0].first.first is None:
        return None
    run = spans[0].first
    assert run.first is not None
    pair = Period(run.first, run.first), Period(run.last, run.last)
    return pair if any(s.level(pair[0]) is not None and s.level(pair[1]) is not None for s in found) else None


def first_growth(measured: MeasureSeries, period: Period) -> Quantity | None:
    """The growth on the year before as it was last printed, else as the levels give it."""
    return next(growths(measured.line, measured.measure, period, period.year_before), None)


def two_periods(time: When, said: bool) -> Pair | None:
    """Earlier and later of two periods that were asked for."""
    if len(time.periods) != 2 or time.kind == "default" or not said:
        return None
    earlier, later = sorted(time.periods)
    return earlier, later


def growths(line: Series, measure: str, period: Period, since: Period) -> Iterator[Quantity]:
    """Every growth printed on the period before, then the one the levels give."""
    yield from line.growths(measure, period, since)
    worked, before = line.recomputed_growth(measure, period, since), line.level(measure, since)
    if worked is not None and before is not None and before.value > 0:
        yield worked


def growth_answer(
    measured: MeasureSeries, growth: Quantity, since: Period, others: list[Quantity], note: str = ""
) -> Answer:
    """Growth as a sentence, with the levels it joins and what contradicts it."""
    made = growth.derivation
    now, then = made.inputs if made is not None else (measured.line.level(measured.measure, growth.period), None)
    unsure = growth.figure is None and 0 in growth.interval
    size = amount(growth.value, "percent", growth.interval, as_print(growth)).removeprefix("-")
    way = "changed" if not growth.value else "grew" if growth.value > 0 else "fell"
    moved = "changed little" if unsure else f"{way} by {limit_of(growth)}{size}"
    text = f"{measured.about} {moved} {period_words(growth.period)} {_on(growth.period, since)}"
    if now is not None and then is not None:
        text += f", from {spoken(then)} to {spoken(now)}"
    elif now is not None:
        text += f", to {spoken(now)}"
    if growth.figure is not None:
        names = measured.context.book.sources[growth.figure.source].names_compiler
        text += f", according to {measured.whose if names else attributed(measured.context, growth)}."
    else:
        sure = growth.interval if growth.value >= 0 or unsure else -growth.interval
        ends = {amount(end, "percent", None) for end in (sure.low, sure.high)}
        text += f" ({range_words(sure, 'percent')})" if len(ends) > 1 and not growth.is_estimate else ""
        text += f", worked out from levels of {measured.whose}."
        text += " At the printed precision that is indistinguishable from no change." if unsure else ""
    for other in (o for o in others if not o.interval.meets(growth.interval)):
        said = amount(other.value, "percent", other.interval, as_print(other))
        by = other.figure is not None and f"{printer(measured.context, other)} prints {said} instead"
        prints = by or f"The printed levels give {said}"
        text += f" {prints}{conflict_words(measured.context, other, growth)}."
    return measured.answer(growth, text, f"growth, {growth.period.label} on {since.label}", note)


def signed(change: Quantity) -> str:
    """`+5.2 per cent`, `-0.6 per cent`, `+13.3 percentage points`."""
    size = amount(abs(change.value), change.unit, change.interval, as_print(change))
    return f"{'-' if change.value < 0 else '+'}{size}"


def _on(period: Period, since: Period) -> str:
    if since != period.year_before:
        return f"against {period_words(since).removeprefix('in ')}"
    if period.is_year or period.is_month:
        return f"on {period_words(since).removeprefix('in ')}"
    return f"on the same months of {since.year}"


def answer_difference(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The difference between two periods in dollars; the year before where only one was said."""
    return difference_of_series(question, series_of_measure(context, question, measure))


@carries_out("difference growth")
def difference_of_series(question: Query, found: Sequence[MeasureSeries]) -> list[Answer]:
    """The same of any series; in percentage points where it is in per cent."""
    time = time_of_series(found, question)
    if not time.periods:
        return []
    pair = _ends(question, found) or two_periods(time, bool(question.spans))
    since, period = pair or (time.periods[0].year_before, time.periods[0])
    return _differences(found, (since, period), time.note) if since.months == period.months else []


def _differences(found: Sequence[MeasureSeries], pair: Pair, note: str) -> list[Answer]:
    answers = []
    for measured in found:
        then, now = measured.level(pair[0]), measured.level(pair[1])
        unit = "percentage points" if now is not None and now.unit == "percent" else ""
        q = difference(now, then, unit=unit) if now is not None and then is not None else None
        if q is not None and now is not None and then is not None:
            how = f"difference of {now.period.label} and {then.period.label}"
            text = _difference_text(measured, q, now, then)
            answers.append(measured.answer(q, text, how, note, f"{measured.measure}_change"))
    return answers


def _difference_text(measured: MeasureSeries, q: Quantity, now: Quantity, then: Quantity) -> str:
    levels = f"{spoken(now)} {period_words(now.period)} against {spoken(then)} {period_words(then.period)}"
    said = "; the two are indistinguishable at the printed precision"
    if not now.interval.meets(then.interval):
        change = growth(now, then) if then.value > 0 and now.unit != "percent" else None
        share = f", {growth_words(change.value, amount(change.value, 'percent', change.interval))}" if change else ""
        said = f", {amount(abs(q.value), q.unit, q.interval)} {'more' if q.value > 0 else 'less'}{share}"
    return f"{measured.about}: {levels}{said}, by {measured.figures_of}."


def answer_implied(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The level of a year that the growth printed for the next one implies, each print apart."""
    found = series_of_measure(context, question, measure)
    time = time_of_series(found, question)
    answers = []
    for measured in found:
        ways = {q.value: q for p in time.periods for q in measured.line.all_before_by_growth(measured.measure, p)}
        for q in sorted(ways.values(), key=lambda q: measured.line.published(q.figures[0]), reverse=True):
            answers.append(level_answer(measured, q, "as the next year's growth implies it"))
    return answers


@carries_out("compound growth average yearly over_years")
def answer_compound(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Compound growth a year between two years, then the growth from end to end."""
    found = series_of_measure(context, question, measure)
    time = time_of_series(found, question)
    asked = two_periods(time, bool(question.spans))
    wants_compound = question.does("compound") or (question.does("average", "yearly") and question.does("growth"))
    answers: list[Answer] = []
    for measured in found if asked is not None else ():
        pair = _own_ends(measured, asked or time.periods[:2])
        ends = [q for q in measured.firm(pair) if q.value > 0]
        years = pair[1].year - pair[0].year
        whole = growth(ends[1], ends[0]) if len(ends) == 2 and years >= 1 else None
        if whole is None:
            continue
        first, last = ends
        span = Period(pair[0].first, pair[1].last)
        q = compound_growth(first, last, years, measure=f"{measured.measure}_compound_growth", period=span)
        text = (
            f"{measured.about} {'grew' if q.value >= 0 else 'fell'} by {amount(abs(q.value), 'percent', q.interval)} a year, "
            f"compounded, from {pair[0].label} to {pair[1].label}: from {spoken(first)} to {spoken(last)}, "
            f"{growth_words(whole.value, amount(whole.value, 'percent', whole.interval))} in all, "
            f"worked out from {measured.figures_of}."
        )
        is_part = pair != asked and question.is_of("since")
        if is_part and asked is not None:
            text += f" No compiler has both {asked[0].label} and {asked[1].label}."
        how = f"{pair[0].label} to {pair[1].label}"
        both = [measured.answer(n, text, how, time.note) for n in (q, whole._replace(period=span))]
        both = [a._replace(does=frozenset({"part"} if is_part else ())) for a in both]
        answers += both if wants_compound else both[::-1]
    if question.is_of("since"):  # as much of it as one compiler has
        answers.sort(key=lambda a: (-(p := Period.parse(a.period)).months, p))
    return answers


def _own_ends(measured: MeasureSeries, pair: tuple[Period, ...]) -> Pair:
    """ "Since 2010" reaches as far as each compiler's own years do; a range with both ends named stays as it is."""
    kinds = {s.kind for s in measured.question.spans}
    first, last = pair
    own = [p for p in measured.periods if p.is_year and first <= p <= last]
    if not own or not kinds & {"since", "until", "past", "ever"}:
        return first, last
    return own[0], (last if "until" in kinds else own[-1])


@carries_out("contribution growth")
def answer_contribution(context: LookupContext, question: Query) -> list[Answer]:
    """What exports and imports each added to the growth of total trade, in percentage points; where it is asked why something
    fell, or rose, that did not, its growth."""
    flows = question.trade_measures
    if any(_contributes(question, p) for p in question.others):
        return _of_partner(context, question, flows[0]) if flows else []
    if otherwise := _moved_otherwise(context, question):
        return otherwise
    if question.others and len(flows) == 1 and flows[0] in FLOWS[:2]:
        return []  # what drove one flow with a partner no source tells
    found = series_of_measure(context, question, "total_trade")
    time = growth_time(question, found)
    values = [n.value for n in question.numbers if n.percent or n.scale == 1]
    answers: list[Answer] = []
    for measured in found:
        periods = _periods_of_growth(measured, values) if values and not question.spans else time.periods
        answers += [a for p in periods[:1] for a in _contributions(measured, p)]
    return answers


def _contributes(question: Query, partner: Place) -> bool:
    """Whether it is a partner who contributes: "the contribution of Japan", "Japan's contribution", "did Japan contribute"."""
    asked = [i for i in question.all("op") if i.value == "contribution"]
    behind = any(question.words[i.end : partner.start] in (["of"], ["of", "the"]) for i in asked)
    return behind or (partner.role != "with" and any(question.after(partner.end) == i for i in asked))


def _of_partner(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """What trade with a partner added to the growth of trade with the whole world, in percentage points."""
    answers = []
    for measured in series_of_measure(context, question, measure):
        if measured.is_mirrored or measured.asked.turned:
            continue
        line = measured.line
        world = measured._replace(line=context.line(line.reporter, WORLD, line.compiler))
        both = [p for p in measured.periods if p in world.periods and p.year_before in world.periods]
        for period in when(question, both).periods[:1]:
            levels = [s.level(p) for s in (measured, world) for p in (period, period.year_before)]
            now, then, after, before = (q if q is not None and not q.is_open else None for q in levels)
            part = contribution(now, then, before) if now and then and before else None
            whole = growth(after, before) if after and before else None
            if part is None or whole is None:
                continue
            text = (
                f"{context.name(line.partner)} contributed {signed(part)} when {world.about} "
                f"{'grew' if whole.value >= 0 else 'fell'} by {amount(abs(whole.value), 'percent', whole.interval)} "
                f"{period_words(period)}, worked out from {measured.figures_of}."
            )
            answers.append(measured.answer(part, text, f"contribution to growth, {period.label}"))
    return answers


def _moved_otherwise(context: LookupContext, question: Query) -> list[Answer]:
    """The growth of what is named, where it is not of the way that the question takes for granted."""
    named = [k for k, word in enumerate(question.words) if word in moving("rising")]
    added_to = [k for k in named if "to" in (question.words[k - 1], *question.words[k - 2 : k - 1])]
    falls, rises = (
        question.asks_of_falls,
        len(named) > len(added_to),
    )  # "contributed to the growth" says nothing of its way
    measures = question.trade_measures or ["total_trade"]
    told = answer_growth(context, question, measures[0]) if len(measures) == 1 else []
    is_other = bool(told) and told[0].value is not None and (told[0].value < 0) is not falls
    return told if falls is not rises and is_other else []


def _periods_of_growth(measured: MeasureSeries, values: list[float]) -> tuple[Period, ...]:
    """The periods whose printed growth of total trade is the number in the question, the latest first."""
    line = measured.line
    found = [p for p in measured.periods for g in line.growths("total_trade", p) if float(g.value) in values]
    return tuple(reversed(found))


def _contributions(measured: MeasureSeries, period: Period) -> list[Answer]:
    line, before = measured.line, period.year_before
    base = line.finest("total_trade", before)
    pairs = [(line.level(m, period), line.level(m, before)) for m in FLOWS[:2]]
    parts = [p for now, then in pairs if now and then and base and (p := contribution(now, then, base)) is not None]
    if len(parts) < 2 or not measured.firm([period]):
        return []
    rates = line.growths("total_trade", period)
    together = rates[0].value if rates else parts[0].value + parts[1].value
    interval, as_told = (None, as_print(rates[0])) if rates else (parts[0].interval + parts[1].interval, None)
    size = amount(abs(together), "percent", interval, as_told)
    named = [m for m in measured.question.trade_measures if m in FLOWS[:2]]
    parts.sort(key=lambda p: (not any(p.measure.startswith(m) for m in named), -abs(p.value)))
    moved = f"{measured.about} {'grew' if together >= 0 else 'fell'} by {size}"
    flow, points = ([f(p) for p in parts] for f in (_flow, signed))
    answers = []
    for one, other in ((0, 1), (1, 0)):
        text = (
            f"{flow[one]} contributed {points[one]} and {flow[other]} {points[other]} when {moved} "
            f"{period_words(period)}, worked out from {measured.figures_of}."
        )
        answers.append(measured.answer(parts[one], text, f"contributions to growth, {period.label}"))
    return answers


def _flow(part: Quantity) -> str:
    return part.measure.partition("_")[0]
