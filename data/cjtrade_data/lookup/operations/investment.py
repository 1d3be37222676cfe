"""Investment: stock, inflow and approvals, three concepts that are answered apart and never added or compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from ...book.code_lists import compilers_of
from ...derivation.comparisons import average_over, difference
from ...derivation.investment import LEVEL as AMOUNT
from ...derivation.investment import investor_lines
from ...derivation.quantity import Quantity, growth_of, printed
from ...model.codes import WORLD, level_of, rate_of
from ...model.figure import Figure
from ...model.period import Period
from ...wording.formula import formula
from ...wording.sentences import (
    amount,
    bounds_words,
    capital,
    doubt,
    figures_of,
    nth_largest,
    period_words,
    points_more,
    spoken,
    whose,
)
from ..answer import Answer, carries_out, of_quantity
from ..context import LookupContext
from ..period_resolver import When, at_point, lacking_year, when
from ..query import Query
from .aggregate import year_by_year
from .investment_asked import LEVEL, bases, investors
from .measure_series import adjective
from .value import as_print

CONCEPT = {
    "fdi_stock": "the stock of {} investment in Cambodia",
    "fdi_inflow": "the inflow of {} investment to Cambodia",
    "approved_investment": "{} investment approved in Cambodia",
    "approved_projects": "{} investment projects approved in Cambodia",
    "fdi_inflow_bop": "the net inflow of {} investment to Cambodia in its balance of payments",
}


def investment_of(context: LookupContext, measure: str, investor: str) -> str:
    """What a number of an investor is; approvals of all investors together have domestic ones among them."""
    whose = "" if investor == WORLD and measure.startswith("approved") else adjective(context, investor)
    return CONCEPT.get(measure, "{} investment in Cambodia").format(whose).lstrip()


def reported(context: LookupContext, measure: str, investor: str, product: str = "") -> list[Figure]:
    return [f for f in context.figures(measure, context.home, investor, product) if f.status != "derived"]


_Dated = TypeVar("_Dated", Figure, Quantity)


def at(known: Iterable[_Dated], period: Period) -> list[_Dated]:
    """Numbers of the period, or counted at its end, dollars before riel.

    Of a month without: the sums over years that end with it. Of a year without: the last ones from within it. A sum over
    more years is not the year's: it counts only where there are but such sums, and then the last of them.
    """
    known = list(known)
    exact = [f for f in known if f.period.meets(period)]
    if not exact and not period.is_year:
        exact = [f for f in known if f.period.months > 12 and f.period.last == period.last]
    if not exact and period.is_year:
        ending = [f for f in known if f.period.year == period.year]
        last = max((f.period for f in ending if f.period.months < 12), default=None)
        sums = all(f.period.months > 12 or f.period.is_point for f in known)
        newest = max((f.period.last for f in ending), default=None)
        exact = [f for f in ending if f.period == last or (sums and f.period.months > 12 and f.period.last == newest)]
    return sorted(exact, key=lambda f: (f.period, f.unit != "USD"))


def known(context: LookupContext, basis: str, investor: str, suffix: str = "") -> list[Quantity]:
    """The amounts of an investor, or by a `suffix` their growth or share, in order: printed, and worked out where they are not."""
    name = f"{LEVEL[basis]}{suffix}"
    prints = [printed(f) for f in reported(context, name, investor)]
    own = [o for o in (investor_lines(context.book, basis) if basis in AMOUNT else ()) if o.partner == investor]
    more = [line.numbers[name] for line in own if name in line.numbers]
    said = {(q.period, q.value) for q in prints}
    return sorted([*prints, *(q for q in more if (q.period, q.value) not in said)], key=lambda q: q.period)


def asked(question: Query, figures: Sequence[Figure], *, first: bool = False) -> list[tuple[Quantity, str]]:
    """The prints of the periods asked for, or of the first of them, each with how the period was read."""
    time = when(question, (f.period for f in figures))
    return [(printed(f), time.note) for p in time.periods[: 1 if first else None] for f in at(figures, p)]


def answer_investment(context: LookupContext, question: Query) -> list[Answer]:
    """Levels, growth or share of the investors asked for, each within one concept."""
    of_all = question.does("ratio") and question.says("the whole")
    answer: Callable[[LookupContext, Query, str], list[Answer]] = levels_of_investor
    if question.does("growth") and question.does("share") and not question.grows_in_per_cent:
        answer = _share_moves
    elif question.does("growth"):
        answer = partial(_numbers, suffix="_growth")
    elif question.does("average", "yearly"):
        answer = _a_year
    elif (question.does("share") and "USD" not in question.values("unit")) or of_all:
        answer = partial(_numbers, suffix="_share")
    found = [a for investor in investors(question) for a in answer(context, question, investor)]
    asked_for = [Period(s.first.first, (s.last or s.first).last) for s in question.spans if s.first is not None]
    sums = {p.code for p in asked_for if p.months > 12}
    levels = bool(asked_for) and not question.does(*_OVER_YEARS)
    flows_first = levels and not any(s.point for s in question.spans)  # what is invested in a year is no stock

    def order(answer: Answer) -> tuple[int, int, bool]:
        months = Period.parse(answer.period).months if answer.value is not None else _A_LIST
        length = -months if sums and levels and answer.unit != "percent" else 0
        is_stock = answer.measure.startswith(LEVEL["stock"])
        is_list = answer.value is None and question.spans_years and answer.measure in (LEVEL["stock"], LEVEL["inflow"])
        whole = answer.period in sums and answer.value is not None
        return 0 if whole else 1 if is_list else 2, length, flows_first and is_stock

    return sorted(found, key=order)


@carries_out("share")  # in dollars
def levels_of_investor(context: LookupContext, question: Query, investor: str) -> list[Answer]:
    answers: list[Answer] = []
    for basis in bases(question):
        measure = LEVEL[basis]
        every = known(context, basis, investor)
        counted = any(s.kind in _RELATIVE for s in question.spans)
        prints = [q for q in every if q.figure is not None]
        figures = every if counted else prints or every
        if question.says("since the beginning"):
            figures = [f for f in figures if f.period.months > 12 or f.period.is_point] or figures
        time = when(question, (f.period for f in figures))
        whole = [time.whole] if time.whole is not None else []
        asked = _periods(time, figures)
        if basis == "stock" and any(s.point for s in question.spans):
            asked = tuple(map(at_point, asked))  # "at the end of 2023" is no other day of that year
        newer = _newer(context, question, basis, investor, time)
        latest = f"the latest amount {'printed' if prints else 'there is'}"
        read = f"{latest}: {time.periods[0].label}" if newer else time.note
        for period in dict.fromkeys([*whole, *asked]):
            found = at(figures, period) or _undone(context, measure, investor, period) or at(every, period)
            if basis == "stock" and period.is_year:  # the stock at its end too, where that is worked out
                found += [q for q in every if q.period == at_point(period) and q not in found]
            note = "" if period in whole else read
            told = [level_answer(context, question, q, note) for q in found]
            if newer and period == time.periods[0]:
                against = question.mark is not None  # which the newest is held against
                told = [*newer, *told] if against else [_with_newer(told[0], newer), *newer, *told[1:]]
            answers += told or _share_instead(context, question, measure, investor, period)
        if time.kind == "range":
            answers += _by_year(context, question, basis, investor, time)
        if basis == "inflow" and investor == WORLD:
            answers += _net_inflow(context, question)
    return answers


@carries_out("yearly average")
def _a_year(context: LookupContext, question: Query, investor: str) -> list[Answer]:
    """A sum over several years, spread over them; else the levels."""
    answers = []
    for basis in (b for b in bases(question) if b != "stock"):
        figures = [
            f for f in reported(context, LEVEL[basis], investor) if f.period.months > 12 and f.period.months % 12 == 0
        ]
        time = when(question, (f.period for f in figures))
        ends = [p.year for p in time.periods]
        for f in figures:
            assert f.period.first is not None
            if [f.period.first // 12, f.period.year] != ends and f.period not in time.periods[:1]:
                continue
            q, years = printed(f), f.period.months // 12
            yearly = average_over(q, years)
            if yearly is None:
                continue
            about = investment_of(context, q.measure, investor)
            text = (
                f"{about} averaged {amount(yearly.value, q.unit, yearly.interval)} a year {period_words(q.period)}, "
                f"{spoken(q)} over {years} years, worked out from {figures_of(q.compiler, context.home)}."
            )
            reading = how(context, question, yearly, f"average a year; {time.note}".removesuffix("; "))
            answers.append(of_quantity(context.book, yearly, text, reading, f"{q.measure}_yearly_average"))
    return answers or levels_of_investor(context, question, investor)


_OVER_YEARS = ("growth", "average", "yearly", "share")
_A_LIST = 13
"""As how many months a list of years counts: behind a sum over several, before any one of them."""
_RELATIVE = ("last_year", "this_year", "years_ago")
"""Times that are counted back from the latest there is, be it worked out."""


def _periods(time: When, figures: list[Quantity]) -> tuple[Period, ...]:
    """The periods asked for; by default the latest, then the longest run up to then."""
    if time.kind == "range":
        first, last = time.periods[0].year, time.periods[-1].year
        starts = {p: p.year if p.first is None else p.first // 12 for p in sorted({f.period for f in figures})}
        return tuple(p for p, start in starts.items() if first <= start and p.year <= last)
    if time.kind == "default":
        longest = [f.period for f in figures if f.period.months > 12]
        return tuple(dict.fromkeys([*time.periods[:1], *longest[-1:]]))
    return time.periods


def _undone(context: LookupContext, measure: str, investor: str, period: Period) -> list[Quantity]:
    """The amount that the growth printed a year later implies."""
    line = context.line(context.home, investor, compilers_of("central bank")[0])
    point = period if measure != "fdi_stock" else Period(None, period.last)
    ways = {(q.unit, formula(q)): q for q in line.all_before_by_growth(measure, point)}
    return sorted(ways.values(), key=lambda q: q.unit != "USD")


def _newer(context: LookupContext, question: Query, basis: str, investor: str, time: When) -> list[Answer]:
    """Where the latest is asked for: what is later than the last printed amount, the newest worked out, then a share that
    is later still and of no known whole."""
    if not time.periods or basis not in AMOUNT or any(s.kind != "latest" for s in question.spans):
        return []
    own = (
        line for line in investor_lines(context.book, basis) if line.partner == investor and not line.is_since_a_year
    )
    later = [line for line in own if line.period.last > time.periods[0].last]
    level = AMOUNT[basis]
    amount = next((line for line in later if level in line.numbers), None)
    answers = [] if amount is None else [level_answer(context, question, amount.numbers[level])]
    if later and later[0] is not amount and f"{level}_share" in later[0].numbers:
        answers.append(print_answer(context, question, later[0].numbers[f"{level}_share"]))
    return answers


def _with_newer(last_printed: Answer, newer: Iterable[Answer]) -> Answer:
    """The last printed amount, and after it what is known of later."""
    text = " ".join([last_printed.text, "No later amount is printed.", *(a.text for a in newer)])
    return last_printed._replace(text=text)


def _share_instead(
    context: LookupContext, question: Query, measure: str, investor: str, period: Period
) -> list[Answer]:
    """The printed share where no amount is printed, and says so."""
    shares = at(reported(context, f"{measure}_share", investor), period) if question.spans else []
    told = [print_answer(context, question, printed(f), "the share instead") for f in shares]
    return [a._replace(text=f"{a.text} No amount is printed.") for a in told]


def _by_year(context: LookupContext, question: Query, basis: str, investor: str, time: When) -> list[Answer]:
    """What there is of a concept within some years, a share where there is no amount."""
    sizes = known(context, basis, investor)
    sizes += known(context, basis, investor, "_share") if basis in AMOUNT else []
    each: dict[Period, Quantity] = {}
    for q in sizes:
        if time.periods[0].year <= q.period.year <= time.periods[-1].year and q.period.months <= 12 and q.unit != "KHR":
            each.setdefault(q.period, q)
    about = investment_of(context, LEVEL[basis], investor)
    told = [each[p] for p in sorted(each)]
    return [year_by_year(context, question, about, told, time)] if told and time.whole is None else []


def _net_inflow(context: LookupContext, question: Query) -> list[Answer]:
    """The inflow of the balance of payments, which the World Bank gives for all investors together."""
    every = [printed(f) for f in context.figures("fdi_inflow_bop", context.home, "")]
    time = when(question, (q.period for q in every))
    wanted = time.periods[:1] if time.kind == "default" else _periods(time, every)
    return [level_answer(context, question, q, time.note) for p in wanted for q in at(every, p)]


def level_answer(context: LookupContext, question: Query, q: Quantity, note: str = "") -> Answer:
    """An amount or number of one concept as a sentence."""
    about = investment_of(context, q.measure, q.partner or WORLD)
    verb = "numbered" if q.unit == "projects" else "stood at" if q.period.is_point else "came to"
    text = f"{about} {verb} {spoken(q).removesuffix(' projects')} {period_words(q.period)}"
    growth = growth_of(q.figure) if q.figure is not None else None
    if growth is not None:
        change = amount(abs(growth.value), "percent", None, as_print(growth))
        text += f", {'up' if growth.value > 0 else 'down'} {change} on the year"
    if q.figure is None:
        text += f"{bounds_words(q)}, worked out from {figures_of(q.compiler, context.home)}.{scope(map(printed, q.figures))}"
    else:
        by = whose(q.compiler, context.home)
        text += f", according to {by}.{lacking_year(question, q.period)}{doubt(q.figure)}"
    return of_quantity(context.book, q, text, how(context, question, q, note))


def print_answer(context: LookupContext, question: Query, q: Quantity, note: str = "") -> Answer:
    """A share, rank or growth, printed or derived, or a sector's amount."""
    printed_by, derived_from = whose(q.compiler, context.home), figures_of(q.compiler, context.home)
    by = f"worked out from {derived_from}" if q.figure is None else f"according to {printed_by}"
    text = f"{_said(context, q)} {period_words(q.period)}, {by}.{scope([q])}"
    return of_quantity(context.book, q, text, how(context, question, q, note))


def scope(quantities: Iterable[Quantity]) -> str:
    """What a source counts as China, where one of the numbers is China's and the source says so."""
    noted = (q.figure.note for q in quantities if q.partner == "CHN" and q.figure is not None)
    return " China includes Taiwan, Hong Kong and Macao here." if any("includes Taiwan" in n for n in noted) else ""


def _said(context: LookupContext, q: Quantity) -> str:
    base = level_of(q.measure).removesuffix("_share").removesuffix("_rank").removesuffix("_sector")
    approved = base not in ("fdi_stock", "fdi_inflow")
    whole = "the investment approved in Cambodia" if approved else CONCEPT[base].format("foreign")
    number = amount(abs(q.value), q.unit, q.interval, as_print(q) if q.unit == "percent" else q.figure)
    if q.unit == "rank":
        concept = {"fdi_stock": "stock", "fdi_inflow": "inflow"}.get(base, "approved investment")
        return f"{context.name(q.partner)} was Cambodia's {nth_largest(int(q.value))} investor by {concept}"
    if rate_of(q.measure):
        about = investment_of(context, base, q.partner)
        return f"{about} {'grew' if q.value >= 0 else 'fell'} by {number} on the year"
    if q.product:
        sector = context.book.names("sectors").get(q.product.removeprefix("SECTOR:"), q.product)
        if q.measure.endswith("_sector_share"):
            whole = investment_of(context, base, q.partner)
        return f"{sector} {'held' if q.period.is_point else 'took'} {number} of {whole}"
    return f"{context.name(q.partner)} accounted for {number} of {whole}"


def _numbers(context: LookupContext, question: Query, investor: str, suffix: str) -> list[Answer]:
    """Growth, or shares, as printed, else as the amounts give them."""
    answers: list[Answer] = []
    for basis in bases(question):
        every = known(context, basis, investor, suffix)
        found = [q for q in every if q.figure is not None]
        time = when(question, (q.period for q in every))
        for period in [time.whole] if time.whole is not None else _periods(time, every):
            here = at(found, period) or at(every, period)
            told = [print_answer(context, question, q, time.note) for q in here]
            levels = at(known(context, basis, investor), period) if suffix == "_growth" else []
            words = f" {capital(period_words(levels[0].period))}: {spoken(levels[0])}." if levels else ""
            answers += [a._replace(text=a.text + words) for a in told]
    return answers


@carries_out("growth share difference comparative")
def _share_moves(context: LookupContext, question: Query, investor: str) -> list[Answer]:
    """How far a share moved: between the two periods that are named, else up to the one, or to the latest, from that before."""
    answers = []
    for basis in bases(question):
        every = known(context, basis, investor, "_share")
        time = when(question, (q.period for q in every))
        named = sorted({q.period: q for p in time.periods for q in at(every, p)}.values(), key=lambda q: q.period)
        before = [q for q in every if named and q.period < named[0].period][-1:]
        two = [*before, *named][-2:]
        change = (
            difference(two[1], two[0], f"{two[1].measure}_difference", "percentage points") if len(two) > 1 else None
        )
        if change is not None:
            then = f"against {amount(two[0].value, 'percent', two[0].interval, two[0].figure)} {period_words(two[0].period)}"
            text = f"{_said(context, two[1])} {period_words(two[1].period)}, {then}: {points_more(change)}, by {figures_of(two[1].compiler, context.home)}."
            answers.append(of_quantity(context.book, change, text, how(context, question, two[1], time.note)))
    return answers


def how(context: LookupContext, question: Query, q: Quantity, note: str = "") -> str:
    """How the question was read: who, which concept, when, whose."""
    kind = next((basis for basis, name in LEVEL.items() if q.measure.startswith(name)), q.measure)
    who = context.name(q.partner) if q.partner and q.partner != WORLD else "all investors"
    about = f"investment in Cambodia, {who}, {kind.replace('approval', 'approvals')}, {q.period.label}"
    return question.read_as(about, f"whose: {q.compiler}", note)
