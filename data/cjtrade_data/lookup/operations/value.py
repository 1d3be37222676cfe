"""Levels: values of exports, imports, total and balance, with what other sources print of the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from ...derivation.disputes import is_disputed, is_of_disputed_growth
from ...derivation.levels import Series
from ...derivation.preferred_print import is_print
from ...derivation.quantity import Quantity, negated, printed
from ...model.codes import BALANCES, WORLD
from ...model.figure import Figure
from ...model.period import Period
from ...wording.sentences import (
    NOTE,
    amount,
    balance_word,
    bounds_words,
    figures_of,
    growth_words,
    notes_on,
    of_what,
    period_words,
    spoken,
    whose,
)
from ..answer import Answer, dispute_words, of_quantity
from ..context import LookupContext
from ..period_resolver import When
from ..query import Query
from ..retrieval import sources_named
from .measure_series import MeasureSeries, series_of_measure, subject, time_of_series

_SHOWN = 5
"""Years of a range that are answered one by one, the latest; all of them are in the sentence before."""
_MADE = {"derived": "worked out", "converted": "converted"}


def sentence(context: LookupContext, quantity: Quantity, growth: Quantity | None = None) -> str:
    """A level as one sentence, with growth on the year where it is printed with it, and whose it is."""
    verb = "reached" if quantity.status == "reported" and not quantity.is_open else "came to"
    about = subject(context, quantity.measure, quantity.reporter, quantity.partner)
    number = spoken(quantity)
    if quantity.measure in BALANCES:
        about, verb = _surplus_words(context, quantity), "was"
        number = spoken(quantity if quantity.value >= 0 else negated(quantity, quantity.measure))
    about += of_what(quantity.compiler)
    if growth is not None and growth.value < 0:
        verb = "came to"
    text = f"{about} {verb} {number} {period_words(quantity.period)}"
    if growth is not None:
        text += f", {growth_words(growth.value, amount(growth.value, 'percent', None, as_print(growth)))} on the year"
    return text + f"{bounds_words(quantity)}, {_according(context, quantity)}"


def _surplus_words(context: LookupContext, quantity: Quantity) -> str:
    owner, kind = context.name(quantity.reporter), balance_word(quantity)
    if quantity.partner == WORLD:
        return f"{owner}'s overall trade {kind}"
    return f"{owner}'s trade {kind} with {context.name(quantity.partner)}"


def as_print(growth: Quantity) -> Figure | None:
    """The growth as a print of its own, so that it is said with the decimals it was printed with."""
    if growth.figure is None or growth.figure.unit == "percent":
        return growth.figure
    return growth.figure._replace(decimals=growth.figure.growth_decimals or 0, scale="one")


def _according(context: LookupContext, quantity: Quantity) -> str:
    if quantity.status in _MADE:
        return f"{_MADE[quantity.status]} from {figures_of(quantity.compiler, quantity.reporter, quantity.measure)}"
    name = attributed(context, quantity)
    return f"by {name}" if quantity.status == "estimated" else f"according to {name}"


def answer_level(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The level asked for, by every compiler that has it, and what contradicts it."""
    found = series_of_measure(context, question, measure)
    time = time_of_series(found, question)
    alone = sources_named(context, question)
    if time.kind == "several":  # who has all of them first
        found.sort(key=lambda s: any(s.level(p) is None for p in time.periods))
    of_periods: list[list[Answer]] = []
    for period in _each(time, found):
        note = time.note if period == time.periods[0] or time.kind != "default" else "the last full year"
        each = [
            (s, q)
            for s in found
            for q in (_levels_of(alone, s, period) if alone else levels(s.line, s.measure, period))
        ]
        of_periods.append([level_answer(s, q, note) for s, q in each])
    turns = zip_longest(*of_periods) if time.kind == "several" else of_periods  # of two periods, one of each first
    return [a for turn in turns for a in turn if a is not None]


def _each(time: When, found: list[MeasureSeries]) -> Iterator[Period]:
    if time.kind != "range":
        yield from time.periods
        return
    first, last = time.periods[0], time.periods[-1]
    known = {p for s in found for p in s.periods}
    yield from sorted((p for p in known if p.months == last.months and first <= p <= last), reverse=True)[:_SHOWN]


def levels(line: Series, measure: str, period: Period) -> Iterator[Quantity]:
    """The level, then every other print that cannot be true together with it, or that growth implies which no finding is
    about."""
    best = line.level(measure, period)
    if best is None:
        return
    if measure == "trade_deficit" and best.value < 0:
        yield negated(best, "trade_balance")  # asked for a deficit where there is a surplus
        return
    yield best
    if best.figure is None or not is_print(best.figure):
        return
    seen = {best.value}
    others = [printed(f) for f in line.prints(measure, period) if is_print(f)]
    implied = line.all_before_by_growth(measure, period)
    for other in [*others, *(q for q in implied if not is_of_disputed_growth(line.book, q))]:
        if not other.interval.meets(best.interval) and other.value not in seen:
            seen.add(other.value)
            yield other


def _levels_of(sources: set[str], measured: MeasureSeries, period: Period) -> Iterator[Quantity]:
    """What some sources print, or imply by the growth they print."""
    line, measure = measured.line, measured.measure
    found = [printed(f) for f in line.prints(measure, period) if is_print(f)]
    found += [*line.all_before_by_growth(measure, period)]
    best = line.level(measure, period)
    found += [best] if best is not None and best.figure is None else []
    yield from dict.fromkeys(q for q in found if all(f.source in sources for f in q.figures))


def level_answer(measured: MeasureSeries, quantity: Quantity, note: str = "") -> Answer:
    """One level as an answer, with what stands against it."""
    context, line = measured.context, measured.line
    beside = next((g for g in line.growths(quantity.measure, quantity.period) if _of_one_source(g, quantity)), None)
    disputed = dispute_words(context.book, beside) if beside is not None else ""
    text = sentence(context, quantity, None if disputed else beside) + "."
    text += f" The growth printed with it is disputed: {disputed}" if disputed else ""
    text += _conflict(measured, quantity)
    if measured.is_mirrored and quantity.measure in BALANCES:
        theirs = "deficit" if balance_word(quantity) == "surplus" else "surplus"
        text += f" For {context.name(measured.asked.reporter)} that is a {theirs}."
    text += _warnings(quantity)
    note = "; ".join(
        n for n in ("the other side's figure of the same trade" if measured.is_mirrored else "", note) if n
    )
    how = measured._replace(measure=quantity.measure).reading(quantity.period.label, note)
    told = of_quantity(context.book, quantity, text, how)
    return told._replace(does=frozenset({"growth"})) if beside is not None and not disputed else told


def _warnings(quantity: Quantity) -> str:
    """What the tables say of a print, or of the few a level was worked out from."""
    notes = notes_on(quantity, in_sentences=True)
    return f"{NOTE}{' '.join(notes)}" if notes and len(quantity.figures) <= 2 else ""


def _of_one_source(a: Quantity, b: Quantity) -> bool:
    return a.figure is not None and b.figure is not None and a.figure.source == b.figure.source


def _conflict(measured: MeasureSeries, quantity: Quantity) -> str:
    """What stands against a level: another print, or what a printed growth implies."""
    context, line = measured.context, measured.line
    best = line.level(quantity.measure, quantity.period)
    if best is None or best.status != "reported":
        return ""
    against = [q for q in levels(line, quantity.measure, quantity.period) if q.value != best.value]
    if not against:
        return ""
    if quantity.value != best.value:
        if quantity.figure is not None and _came_before(line, quantity, best):
            return f" A later print, {printer(context, best)}, has {spoken(best)}."
        return f" This conflicts with the {spoken(best)} that {printer(context, best)} prints."
    other = next((q for q in against if q.figure is None and q.figures), None)
    if other is not None:
        later = other.figures[0]
        return (
            f" The growth {printer(context, other)} prints for {later.period.label} implies "
            f"{spoken(other)} instead: the two conflict."
        )
    other = against[0]
    if _came_before(line, other, best):
        return f" An earlier print, {printer(context, other)}, has {spoken(other)}."
    return f" {printer(context, other)} prints {spoken(other)}{conflict_words(context, other, best)}."


def _came_before(line: Series, one: Quantity, other: Quantity) -> bool:
    """Whether a print is known to have been published before another."""
    return "" < line.published(one.figures[0]) < line.published(other.figures[0])


def conflict_words(context: LookupContext, other: Quantity, best: Quantity) -> str:
    """How another print stands to a number: one that is disputed puts no firm number in doubt."""
    only_other = is_disputed(context.book, other) and not is_disputed(context.book, best)
    return f": the two conflict{', and the latter is disputed' if only_other else ''}"


def attributed(context: LookupContext, quantity: Quantity) -> str:
    """Whose statistics a print is of; where its source does not say, who prints it."""
    source = context.book.sources[quantity.figures[0].source]
    name = whose(quantity.compiler, quantity.reporter, quantity.measure)
    return name if source.names_compiler else f"{source.publisher}, which names no compiler"


def printer(context: LookupContext, quantity: Quantity) -> str:
    source = context.book.sources[quantity.figures[0].source]
    return f"{source.publisher} ({source.date or 'undated'})"
