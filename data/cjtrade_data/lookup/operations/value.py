"""Levels: values of exports, imports, total and balance, with what other sources print of the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...book.code_lists import compilers_of
from ...derivation.levels import Series
from ...derivation.prints import is_print
from ...derivation.quantity import Quantity, negated, printed
from ...model.figure import Figure
from ...model.own import coverage_of
from ...model.period import Period
from ...wording.sentences import amount, bounds_words, figures_of, growth_words, period_words, spoken, whose
from ..answer import Answer, flows_view, of_quantity, view
from ..context import LookupContext
from ..direction import TradeDirection, lines, sides
from ..period_resolver import When, when
from ..query import Query

_SHOWN = 5
"""Years of a range that are answered one by one, the latest; all of them are in the sentence before."""


def subject(context: LookupContext, measure: str, reporter: str, partner: str) -> str:
    """`Cambodia's exports to Japan`, `trade between Cambodia and Japan`."""
    owner, other = context.name(reporter), context.name(partner)
    if partner == "WLD":
        words = {
            "exports": "total exports",
            "imports": "total imports",
            "total_trade": "total foreign trade",
            "trade_balance": "overall trade balance",
            "trade_deficit": "overall trade deficit",
        }[measure]
        return f"{owner}'s {words}"
    if measure == "total_trade":
        return f"trade between {owner} and {other}"
    joint = {
        "exports": "exports to",
        "imports": "imports from",
        "trade_balance": "trade balance with",
        "trade_deficit": "trade deficit with",
    }[measure]
    return f"{owner}'s {joint} {other}"


def sentence(context: LookupContext, quantity: Quantity, growth: Quantity | None = None) -> str:
    """A level as one sentence, with growth on the year where it is printed with it, and whose it is."""
    verb = "reached" if quantity.status == "reported" and not quantity.is_open else "came to"
    about = subject(context, quantity.measure, quantity.reporter, quantity.partner)
    number = spoken(quantity)
    if quantity.measure in ("trade_balance", "trade_deficit"):
        about, number, verb = _surplus_words(context, quantity)
    if covered := coverage_of(quantity.compiler):
        about += f" ({covered})"
    if growth is not None and growth.value < 0:
        verb = "came to"
    text = f"{about} {verb} {number} {period_words(quantity.period)}"
    if growth is not None:
        text += f", {growth_words(growth.value, amount(growth.value, 'percent', None, as_print(growth)))} on the year"
    return text + f"{bounds_words(quantity)}, {_according(quantity)}"


def _surplus_words(context: LookupContext, quantity: Quantity) -> tuple[str, str, str]:
    is_surplus = (quantity.value >= 0) == (quantity.measure == "trade_balance")
    owner, other = context.name(quantity.reporter), context.name(quantity.partner)
    size = quantity if quantity.value >= 0 else negated(quantity, quantity.measure)
    kind = "surplus" if is_surplus else "deficit"
    if quantity.partner == "WLD":
        return f"{owner}'s overall trade {kind}", spoken(size), "was"
    return f"{owner}'s trade {kind} with {other}", spoken(size), "was"


def as_print(growth: Quantity) -> Figure | None:
    """The growth as a print of its own, so that it is said with the decimals it was printed with."""
    if growth.figure is None or growth.figure.unit == "percent":
        return growth.figure
    return replace(growth.figure, decimals=growth.figure.growth_decimals or 0, scale="one")


_MADE = {"derived": "worked out", "converted": "converted"}


def _according(quantity: Quantity) -> str:
    name = whose(quantity.compiler, quantity.reporter)
    if quantity.status in _MADE:
        return f"{_MADE[quantity.status]} from {figures_of(quantity.compiler, quantity.reporter)}"
    return f"by {name}" if quantity.status == "estimated" else f"according to {name}"


def reading(
    context: LookupContext, question: Query, asked: TradeDirection, period: str, compiler: str, note: str = ""
) -> str:
    """How the question was read: what, when, whose, and what was assumed or put right."""
    parts = [f"{subject(context, asked.measure, asked.reporter, asked.partner)}, {period}", f"whose: {compiler}"]
    if not asked.said:
        parts.append(f"no partner said: {context.name(asked.partner)}")
    if asked.turned:
        parts.append(f"{context.name(asked.partner)} reports nothing here: seen from {context.name(asked.reporter)}")
    return question.read_as(*parts, note)


def answer_level(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """The level asked for, by every compiler that has it, and what contradicts it."""
    asked = sides(question, measure)
    found = lines(context, asked)
    time = level_time(question, found)
    named = set(question.values("compiler"))
    alone = {s.id for s in context.book.sources.values() if s.alias in named}
    answers: list[Answer] = []
    for period in _each(time, found):
        for line, own in found:
            for quantity in _levels_of(alone, line, own, period) if alone else levels(line, own, period):
                note = time.note if period == time.periods[0] or time.kind != "default" else "the last full year"
                answers.append(level_answer(context, question, asked, quantity, note, line=line))
    return answers


def beside_indicator(
    context: LookupContext, question: Query, asked: TradeDirection, indicator: str
) -> Iterator[tuple[TradeDirection, Quantity, Quantity, When]]:
    """The level of the year asked for by each compiler, and an indicator of the country that reports it in the same year."""
    for line, own in lines(context, asked):
        indicators = context.line(line.reporter, "", compilers_of("indicators")[0])
        years = [p for p in line.periods(own) if p.is_year and indicators.reported(indicator, p)]
        time = when(question, years, lambda p: False)
        for period in time.periods[:1]:
            level, other = line.level(own, period), indicators.reported(indicator, period)
            if level is not None and other is not None:
                seen = asked._replace(measure=own, reporter=line.reporter, partner=line.partner)
                yield seen, level, other, time


def _each(time: When, found: list[tuple[Series, str]]) -> Iterator[Period]:
    if time.kind != "range":
        yield from time.periods
        return
    first, last = time.periods[0], time.periods[-1]
    known = {p for line, own in found for p in line.periods(own)}
    within = sorted((p for p in known if p.months == last.months and first <= p <= last), reverse=True)
    yield from within[:_SHOWN]


def level_time(question: Query, found: list[tuple[Series, str]]) -> When:
    """The periods asked of some lines; the first line that knows anything sets what "latest" means.

    How far a range reaches is for all lines to say.
    """
    if any(s.kind in ("since", "until", "past", "ever") for s in question.spans):
        return when(question, sorted({p for line, own in found for p in line.periods(own)}), lambda p: False)
    if question.spans and all(s.kind in ("period", "range") for s in question.spans):
        return when(question, (), lambda p: False)
    for line, own in found:
        known = line.periods(own)
        if known:
            return when(question, known, lambda p, line=line, own=own: line.level(own, p) is not None)  # type: ignore[misc]
    return when(question, (), lambda p: False)


def levels(line: Series, measure: str, period: Period) -> Iterator[Quantity]:
    """The level, then every other print or implication that cannot be true together with it."""
    best = line.level(measure, period)
    if best is None:
        return
    if measure == "trade_deficit" and best.value < 0:
        yield negated(best, "trade_balance")  # asked for a deficit where there is a surplus
        return
    yield best
    if best.figure is None or not is_print(best.figure):
        return
    seen = [best]
    others = [printed(f) for f in line.prints(measure, period) if is_print(f)]
    for other in [*others, *line.all_before_by_growth(measure, period)]:
        if all(not other.interval.meets(s.interval) for s in seen[:1]) and all(other.value != s.value for s in seen):
            seen.append(other)
            yield other


def _levels_of(sources: set[str], line: Series, measure: str, period: Period) -> Iterator[Quantity]:
    """What some sources print, or imply by the growth they print."""
    found = [printed(f) for f in line.prints(measure, period) if is_print(f)]
    found += [*line.all_before_by_growth(measure, period)]
    best = line.level(measure, period)
    found += [best] if best is not None and best.figure is None else []
    seen: set[Quantity] = set()
    for q in found:
        if all(f.source in sources for f in q.figures) and q not in seen:
            seen.add(q)
            yield q


def level_answer(
    context: LookupContext, question: Query, asked: TradeDirection, quantity: Quantity, note: str = "", *, line: Series
) -> Answer:
    """One level as an answer, in the currency asked for."""
    growth = None
    if quantity.figure is not None:
        same = [g for g in line.growths(quantity.measure, quantity.period) if _of_one_source(g, quantity)]
        growth = same[0] if same else None
    text = sentence(context, quantity, growth) + "." + _conflict(context, line, quantity)
    if quantity.reporter != asked.reporter and quantity.measure in ("trade_balance", "trade_deficit"):
        is_surplus = (quantity.value >= 0) == (quantity.measure == "trade_balance")
        text += f" For {context.name(asked.reporter)} that is a {'deficit' if is_surplus else 'surplus'}."
    text += _warnings(quantity)
    if quantity.partner in context.pair:
        opens = flows_view(quantity.period, quantity.reporter)
    else:
        opens = view("partners", period=quantity.period, row=quantity.partner)
    mirrored = quantity.reporter != asked.reporter
    own = asked._replace(measure=quantity.measure, reporter=quantity.reporter, partner=quantity.partner)
    note = "; ".join(n for n in ("the other side's figure of the same trade" if mirrored else "", note) if n)
    how = reading(context, question, own, quantity.period.label, quantity.compiler, note)
    return of_quantity(context.book, quantity, text, how, opens)


def _warnings(quantity: Quantity) -> str:
    """What the tables say of a print, or of the few a level was worked out from."""
    notes = dict.fromkeys(f.note for f in quantity.figures if f.note.endswith("."))
    return f" Note: {' '.join(notes)}" if notes and len(quantity.figures) <= 2 else ""


def _of_one_source(a: Quantity, b: Quantity) -> bool:
    return a.figure is not None and b.figure is not None and a.figure.source == b.figure.source


def _conflict(context: LookupContext, line: Series, quantity: Quantity) -> str:
    """What stands against a level: another print, or what a printed growth implies."""
    best = line.level(quantity.measure, quantity.period)
    if best is None or best.status != "reported":
        return ""
    against = [q for q in levels(line, quantity.measure, quantity.period) if q.value != best.value]
    if not against:
        return ""
    if quantity.value != best.value:
        if quantity.figure is not None and line.published(quantity.figure) < line.published(best.figures[0]):
            return f" An earlier print: {printer(context, best)} has {spoken(best)}."
        return f" This conflicts with the {spoken(best)} that {printer(context, best)} prints."
    implied = [q for q in against if q.figure is None]
    if implied and implied[0].figures:
        later = implied[0].figures[0]
        return (
            f" The growth {printer(context, printed(later))} prints for {later.period.label} implies "
            f"{spoken(implied[0])} instead: the two conflict."
        )
    other = against[0]
    if line.published(other.figures[0]) < line.published(best.figures[0]):
        return f" An earlier print, {printer(context, other)}, has {spoken(other)}."
    return f" {printer(context, other)} prints {spoken(other)}: the two conflict."


def printer(context: LookupContext, quantity: Quantity) -> str:
    source = context.book.sources[quantity.figures[0].source]
    return f"{source.publisher} ({source.published or source.vintage or 'undated'})"
