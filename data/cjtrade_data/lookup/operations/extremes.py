"""Extremes: the highest, lowest and earliest of a series, the first and every time beyond an amount, when it turned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ...derivation.disputes import is_disputed
from ...derivation.quantity import Quantity
from ...model.codes import BALANCES, LEVELS, growth_measure
from ...model.period import Period
from ...wording.sentences import amount, mark_words, ordinal, period_words, spoken, whose
from ..answer import VERDICT, Answer, carries_out, what_others_allow
from ..context import LookupContext
from ..query import Query
from ..yes_or_no import WORD, least_change
from . import growth
from .measure_series import MeasureSeries, measure_answer, own_first, series_of_measure
from .value import level_answer


@carries_out("peak trough nth oldest first_time over_years yearly")
def answer_extreme(question: Query, found: Iterable[MeasureSeries]) -> list[Answer]:
    """The highest, lowest or earliest year, or month where one is asked for, of each compiler's own series."""
    held = _held_against(question)
    months = question.says("month", "quarter") or _within_a_year(question) or (held is not None and held.is_month)
    highest, oldest = not question.does("trough"), question.does("oldest")
    unit = "quarter" if question.says("quarter") else "month" if months else "year"
    least = 1 if question.says("month") else 2 if months else 3
    answers: list[tuple[MeasureSeries, Answer]] = []
    verdicts: dict[int, _Verdict] = {}
    for measured in found:
        levels = list(_series(measured, months))
        if len(levels) < least:
            continue
        if oldest:
            note = f"the earliest {'month' if months else 'year'} there is"
            answers.append((measured, _level_or_count(measured, levels[0], note)))
            continue
        ordered = sorted(levels, key=lambda q: q.value, reverse=highest)
        place = max((int(str(i.value)) for i in question.all("nth") if not question.is_superlative(i)), default=1)
        if place > len(ordered):
            continue
        best, rank = ordered[place - 1], f"{ordinal(place)} " * (place > 1) + ("highest" if highest else "lowest")
        if best.value <= 0 and measured.measure in LEVELS:
            continue
        if (count := max(question.counts, default=1)) > 1 and question.says("several times"):
            if measured.measure in LEVELS and not question.trade_measures:
                continue  # "the years in which Japan was in the top five"
            each = ", ".join(f"{q.period.label} {spoken(q)}" for q in ordered[:count])
            text = f"{measured.about}, the {rank} {unit}s of the {len(levels)} known: {each}, by {measured.whose}."
            answers.append((measured, measured.words(text, f"the {rank} {unit}s", ordered[:count], best.period)))
            continue
        among = f"the {rank} {unit} of the {len(levels)} known between {levels[0].period.label} and {levels[-1].period.label}"
        among = among if len(levels) > 1 else f"the only {unit} of it known"
        text = (
            f"{measured.about} {measured.were} {rank} {period_words(best.period)}: {spoken(best)}, "
            f"{among}, by {measured.whose}.{_rivals(levels, best)}"
        )
        how = f"{rank} {unit} there is"
        answers.append((measured, measured.answer(best, text, how)))
        if any(q.period == held for q in levels):
            so = held == best.period
            verdicts[id(answers[-1][1])] = _Verdict(so, measured.answer(best, f"{WORD[so]}: {text}", how))
    if oldest:
        return [a for _, a in sorted(answers, key=lambda pair: Period.parse(pair[1].period))]
    told = own_first(answers, 1 if highest else -1)
    return _with_verdict_first(told, verdicts) if verdicts else told


def _level_or_count(measured: MeasureSeries, q: Quantity, note: str) -> Answer:
    """A number of a series of trade, or of what is no trade."""
    if measured.measure in LEVELS:
        return level_answer(measured, q, note)
    return measure_answer(measured.context, measured.question, q, note)


class _Verdict(NamedTuple):
    """Whether the time asked about is the extreme of a series, and the answer that begins with it."""

    is_so: bool
    answer: Answer


def _with_verdict_first(told: list[Answer], verdicts: Mapping[int, _Verdict]) -> list[Answer]:
    """The verdict of the side asked for, where a No, which one more year settles, comes before a Yes; none where another
    series of that side, which does not have the year asked about, has one beyond it."""
    judged = [a for a in told if id(a) in verdicts]
    lead = min(judged, key=lambda a: (a.reporter != told[0].reporter, verdicts[id(a)].is_so))
    is_so, answer = verdicts[id(lead)]
    is_beaten = is_so and lead.reporter == told[0].reporter and lead is not told[0]
    return told if is_beaten else [answer, *(a for a in told if a is not lead)]


def _rivals(levels: list[Quantity], best: Quantity) -> str:
    near = [q.period.label for q in levels if q is not best and q.interval.meets(best.interval)]
    return f" At the printed precision it cannot be told from {', '.join(near[:3])}." if near else ""


def _within_a_year(question: Query) -> bool:
    """ "The highest of 2024": the months of the year are meant."""
    spans = [s for s in question.spans if s.kind == "period" and s.first is not None]
    first = spans[0].first if len(spans) == 1 else None
    return first is not None and first.is_year and not question.says("one year") and not question.asks_whether


def _held_against(question: Query) -> Period | None:
    """ "Was 2025 a record year", "was July 2022 the best month": the year, or the month, that is held against all others."""
    spans = [s.first for s in question.spans if s.kind == "period"]
    whole = len(spans) == 1 and spans[0] is not None and (spans[0].is_year or spans[0].is_month)
    return spans[0] if whole and question.asks_whether and question.does("peak", "trough") else None


def _series(measured: MeasureSeries, months: bool = False) -> Iterator[Quantity]:
    """Every year, or month, that is printed or follows, oldest first, within the bounds of the question."""
    question, line = measured.question, measured.line
    held = _held_against(question)
    bounds = [s for s in question.spans if s.first is not None and (s.kind != "period" or s.first != held)]
    known = measured.periods
    inside = [
        y
        for y in sorted({p.year for p in known})
        if not bounds or _is_within(y, bounds[0].kind, bounds[0].first, bounds[0].last)
    ]
    if measured.measure not in LEVELS:
        yield from measured.firm(p for p in known if (p.is_year or p.is_point) and p.year in inside)
        return
    step = 3 if question.says("quarter") and months else 1 if months else 12
    for year in range(inside[0], inside[-1] + 1) if inside else ():
        if not months or line.is_split(measured.measure, year):
            yield from measured.firm(Period.of_months(year, m, m + step - 1) for m in range(1, 13, step))


def _is_within(year: int, kind: str, first: Period | None, last: Period | None) -> bool:
    assert first is not None
    if kind == "since":
        return year >= first.year
    if kind == "until":
        return year <= first.year
    return first.year <= year <= (last or first).year


@carries_out("first_time above below under nth yearly over_years comparative")
def answer_threshold(question: Query, found: Iterable[MeasureSeries]) -> list[Answer]:
    """When each series first lies beyond the amount in the question; or every year, or month, in which one does."""
    mark = question.mark
    if mark is None:
        return []
    series = [(s, list(_series(s, question.says("month", "quarter")))) for s in found]
    every = question.says("years", "months") and (question.does("when") or not question.says("since"))
    if every and not question.says("first"):
        return _every_time(question, [(s, levels) for s, levels in series if not s.is_mirrored], mark)
    answers = [(s, a) for s, levels in series for a in _first_time(s, levels, mark)]
    if not answers and question.asks_whether and question.is_of("ever"):
        return _every_time(question, [(s, levels) for s, levels in series if not s.is_mirrored], mark)
    return [a for s, a in sorted(answers, key=lambda pair: (pair[0].is_mirrored, pair[1].period))]


@carries_out("first_time above below under over_years yearly comparative")
def answer_years_of_balance(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Every year with a surplus, or a deficit, as it is named, or in which the first of two flows is more than the second;
    yes or no where it is asked whether it "ever" was so, or "always"."""
    found = series_of_measure(context, question, balance_asked(question) or measure)
    series = [(s, list(_series(s))) for s in found if not s.is_mirrored]
    told = _every_time(question, series, 0)
    if not told or not (question.asks_whether and (question.is_of("ever") or question.says("every"))):
        return told
    levels = [q for _, each in series for q in each]
    beyond = [q for q in levels if question.is_beyond(q.interval, 0)]
    did_not = [q for q in levels if q not in beyond and 0 not in q.interval]
    return _with_one_verdict(question, [_Moves(series[0][0], beyond, did_not, told[0])])


def _first_time(measured: MeasureSeries, levels: list[Quantity], mark: float) -> Iterator[Answer]:
    under = measured.question.asks_below
    beyond = next((q for q in levels if measured.question.is_beyond(q.interval, mark)), None)
    if beyond is None or beyond is levels[0]:
        return
    text = (
        f"{measured.about} first {'fell below' if under else 'passed'} {mark_words(mark, beyond.unit)} {period_words(beyond.period)}, "
        f"with {spoken(beyond)}, in the series of {measured.whose} that begins with {levels[0].period.label}."
    )
    yield measured.answer(beyond, text, f"the first time {'below' if under else 'above'} the amount")


def _every_time(question: Query, series: list[tuple[MeasureSeries, list[Quantity]]], mark: float) -> list[Answer]:
    """The periods that lie beyond the amount for certain, and those that may; each by the first compiler that has it."""
    known: dict[Period, Quantity] = {}
    for _, levels in series:
        known.update({q.period: q for q in levels if q.period not in known})
    levels = [known[p] for p in sorted(known)]
    sure = [q for q in levels if question.is_beyond(q.interval, mark)]
    unsure = [q for q in levels if q not in sure and q.interval.low <= mark <= q.interval.high]
    if not levels:
        return []
    measured = series[0][0]
    unit = _unit(question)
    way = "below" if question.asks_below else "above"
    each = ", ".join(f"{q.period.label} ({amount(q.value, q.unit, q.interval, q.figure)})" for q in sure)
    names = " and ".join(dict.fromkeys(whose(q.compiler, q.reporter, q.measure) for q in sure or unsure or levels))
    what = f"{measured.about} {measured.were} {way} {mark_words(mark, levels[0].unit)}"
    if not mark:
        is_deficit = (measured.measure == "trade_deficit") is not question.asks_below
        what = f"{measured._replace(measure='trade_balance').about} was a {'deficit' if is_deficit else 'surplus'}"
    text = (
        f"{what} in {len(sure) or 'none'} of the {len(levels)} {unit}s known "
        f"between {levels[0].period.label} and {levels[-1].period.label}{f': {each}' * bool(sure)}, by {names}."
    )
    text += f" It cannot be told of {', '.join(q.period.label for q in unsure)}." if unsure else ""
    if mark and not (sure or unsure):
        nearest = (min if question.asks_below else max)(levels, key=lambda q: q.value)
        most = "least" if question.asks_below else "most"
        text += f" The {most} was {amount(nearest.value, nearest.unit, nearest.interval, nearest.figure)} in {nearest.period.label}."
    span = Period(levels[0].period.first, levels[-1].period.last)
    compilers = ", ".join(dict.fromkeys(q.compiler for q in levels))
    return [
        measured.words(
            text, f"{unit}s {way} the amount", sure or unsure or levels, span, status="derived", whose=compilers
        )
    ]


@carries_out("growth peak trough nth first_time yearly over_years")
def answer_changes(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The years in which a series rose or fell for certain, with yes or no where it is asked whether it "ever" did, or in
    "every" year; or the one in which it did most."""
    falls = question.asks_of_falls or question.does("trough") or least_change(question) < 0
    whether, months = question.asks_whether and question.is_of("ever"), question.says("month")
    series = [
        (measured, [g for q in _series(measured, months) if (g := growth.first_growth(measured, q.period)) is not None])
        for measured in series_of_measure(context, question, measure)
    ]
    if whether:
        moves = [_moves(measured, found, falls) for measured, found in series if len(found) > 1]
        return _with_one_verdict(question, moves, since=1)
    if question.says("months") or (question.says("years") and question.does("when")):
        moves = [_moves(measured, found, falls) for measured, found in series if found]
        return [m.answer for m in moves if m.moved]
    answers = [(measured, _most(measured, found, falls)) for measured, found in series]
    kept = [(measured, a) for measured, a in answers if a is not None]
    last = question.says("last") and question.does("when")
    size = {id(a): int(a.period[:4]) if last else abs(a.value or 0) for _, a in kept}
    return [a for s, a in sorted(kept, key=lambda found: (found[0].is_mirrored, -size[id(found[1])]))]


def _unit(question: Query) -> str:
    return "month" if question.says("month") else "year"


class _Moves(NamedTuple):
    """In which years a series rose, or fell, for certain, and in which it did the other."""

    measured: MeasureSeries
    moved: list[Quantity]
    did_not: list[Quantity]
    answer: Answer


def _ups_and_downs(
    measured: MeasureSeries, found: list[Quantity]
) -> tuple[list[Quantity], list[Quantity], list[Quantity]]:
    """Growth that is up, and that is down, whatever rounding, or what other figures leave of a disputed print; the disputed."""
    book = measured.context.book
    disputed = [g for g in found if is_disputed(book, g)]
    sure = [(g, what_others_allow(book, g) if g in disputed else g.interval) for g in found]
    up = [g for g, i in sure if i is not None and i.low > 0]
    return up, [g for g, i in sure if i is not None and i.high < 0], disputed


def _moves(measured: MeasureSeries, found: list[Quantity], falls: bool) -> _Moves:
    up, down, disputed = _ups_and_downs(measured, found)
    verb, moved, did_not = ("fell", down, up) if falls else ("rose", up, down)
    least = abs(least_change(measured.question))
    if least:
        verb += f" by {least:g} per cent or more"
        size = {id(g): sorted((abs(float(g.interval.low)), abs(float(g.interval.high)))) for g in found}
        did_not = [g for g in found if g in did_not or size[id(g)][1] < least]
        moved = [g for g in moved if size[id(g)][0] >= least]
    each = ", ".join(f"{g.period.label} ({growth.signed(g)})" for g in moved)
    text = f"{measured.about} {verb} in {len(moved) or 'none'} of the {len(found)} {_unit(measured.question)}s that can be compared, by {measured.whose}"
    text += f": {each}." if each else "."
    doubted = ", ".join(g.period.label for g in disputed)
    text += f" The growth printed for {doubted} is disputed." if doubted else ""
    how, measure = f"the {_unit(measured.question)}s in which it {verb}", growth_measure(measured.measure)
    span = Period((moved or found)[0].period.first, (moved or found)[-1].period.last)
    answer = measured.words(text, how, moved or found, span, measure=measure, status="derived")
    return _Moves(measured, moved, did_not, answer)


def _with_one_verdict(question: Query, moves: list[_Moves], since: int = 0) -> list[Answer]:
    """The series that settles it first, with yes or no: one year without settles "every", one year with settles "ever".

    What no year settles is said only where every year of the time asked can be compared, `since` years after its first.
    """
    every = question.says("every")
    settles = [bool(m.did_not if every else m.moved) for m in moves]
    ordered = sorted(zip(settles, moves, strict=True), key=lambda found: (found[1].measured.is_mirrored, not found[0]))
    if not ordered:
        return []
    settled, first = ordered[0]
    own = [m for m in moves if not m.measured.is_mirrored]
    known = {g.period.year for m in own for g in (*m.moved, *m.did_not)}
    asked = [s.first.year + since for s in question.spans if s.first is not None]
    years = range(min([*asked, *known]), max(known, default=0) + 1) if known else ()
    word = "" if not settled and not known.issuperset(years) else "Yes: " if settled != every else "No: "
    does = first.answer.does | ({VERDICT} if word else set())
    return [first.answer._replace(text=f"{word}{first.answer.text}", does=does), *(m.answer for _, m in ordered[1:])]


def _most(measured: MeasureSeries, found: list[Quantity], falls: bool) -> Answer | None:
    """The year in which a series rose, or fell, most, or last; None where it never did for certain."""
    up, down, _ = _ups_and_downs(measured, found)
    moved = down if falls else up
    if not moved:
        return None
    last = measured.question.says("last") and measured.question.does("when")
    verb = "fell" if falls else "rose"
    best = moved[-1] if last else (min if falls else max)(moved, key=lambda g: g.value)
    text = (
        f"{measured.about} {verb} {'last' if last else 'most'} in {best.period.label}: {growth.signed(best)} on the year, of the "
        f"{len(found)} {_unit(measured.question)}s that can be compared, by {measured.whose}."
    )
    return measured.answer(best, text, f"the {_unit(measured.question)}s in which it {verb}")


def balance_asked(question: Query) -> str:
    """The surplus, or the deficit, that is asked about, be it as one of two flows that is more than the other; "" where neither
    is."""
    flows = [m for m in question.trade_measures if m in ("exports", "imports")]
    if len(flows) == 2 and question.says("more", "less", "exceeds"):
        return "trade_balance" if flows[0] == "exports" else "trade_deficit"
    return next((m for m in question.trade_measures if m in BALANCES), "")


@carries_out("turn nth first_time oldest over_years comparative above")
def answer_first_surplus(context: LookupContext, question: Query) -> list[Answer]:
    """The first year of a series with a surplus, or a deficit, after years without; or the last with one before years without."""
    measure = balance_asked(question)
    answers = []
    for measured in series_of_measure(context, question, "trade_deficit" if question.says("negative") else measure):
        levels = list(_series(measured))
        above = [i for i, q in enumerate(levels) if q.interval.low > 0]
        if question.says("the last"):
            last = levels[above[-1]] if above and above[-1] < len(levels) - 1 else None
            answers += [level_answer(measured, last, "the last year with one")] if last is not None else []
            continue
        if not above or not above[0]:
            continue
        q = levels[above[0]]
        sold, bought = (measured.line.level(m, q.period) for m in ("exports", "imports"))
        flows = f", exports {spoken(sold)} against imports {spoken(bought)}" if sold and bought else ""
        kind, other = ("surplus", "deficit") if measured.measure == "trade_balance" else ("deficit", "surplus")
        text = (
            f"{context.name(measured.line.reporter)} first had a trade {kind} with {context.name(measured.line.partner)} "
            f"{period_words(q.period)}: {spoken(q)}{flows}; each of the {above[0]} years known before, from "
            f"{levels[0].period.label} on, had a {other}, by {measured.whose}."
        )
        answers.append(measured.answer(q, text, f"the first year with a {kind}"))
    return answers
