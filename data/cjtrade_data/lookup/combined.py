"""Combined: what is made of the answers to the questions that a question falls into: a verdict, a part, a rest, a sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from itertools import product

from ..book.code_lists import compilers_of
from ..derivation.comparisons import difference, ratio, share, total
from ..derivation.exchange_rates import CURRENCIES
from ..derivation.quantity import Operation, Quantity, derive, negated
from ..language.period_parser import Span
from ..language.phrases import cue
from ..model.codes import FLOWS, LEVELS
from ..model.interval import Interval
from ..model.period import Period
from ..wording.sentences import amount, bounds_words, capital, joined, period_words, spoken
from ..wording.titles import product_name, small
from . import parts
from .answer import VERDICT, Answer, Refusal, carries_out, of_quantity
from .context import MIRRORED, LookupContext
from .direction import sides
from .leave_out import Ask, Found, answer_rest, kind_of
from .nearest import apart
from .operations.investment_asked import LEVEL, bases
from .operations.measure_series import series_of_quantity
from .operations.share import part_of_year
from .parser import Item
from .query import Query
from .yes_or_no import with_verdict


def answer_first(context: LookupContext, question: Query, ask: Ask) -> Found | None:
    """What a question as a whole is answered with where it is one of parts; None where it is no such question."""
    if (part := parts.part_of_one(question)) is not None:
        return _part(context, part, ask)
    if (of_year := part_of_year(question)) is not None:
        plain = question.without("share", "growth", "first_time", "contribution", "inflow")
        found = answer_in_proportion(context, question, tuple(plain.at(Span("period", p)) for p in of_year), ask)
        return found, None if found else Refusal("Not in the data: the months and their year by one compiler.")
    if (less := parts.rest_of(question)) is not None:
        return _at_latest(less[0], lambda dated: answer_rest(context, dated, *less[1:], ask), ask)
    if (halves := parts.halves_of(question)) is not None:
        return answer_compared(context, question, halves, ask)
    if (against := parts.against_indicator(question)) is not None:
        return _at_latest(against[0], lambda dated: _against(context, dated, *against[1:], ask), ask)
    if each := parts.each_of(question):
        return _each(context, question, each, ask)
    return None


_YEARS_BACK = 12


def _at_latest(question: Query, made: Callable[[Query], Found], ask: Ask) -> Found:
    """What is made at the time asked for; where none is said, at the latest year that gives something."""
    found, refusal = made(question)
    if question.spans or found:
        return found, refusal
    latest = max((a.when.year for a in ask(question)[0] if a.when is not None), default=0)
    years = (question.at(Span("period", Period.of_year(y))) for y in range(latest, latest - _YEARS_BACK, -1))
    return next((told for year in years if (told := made(year))[0]), (found, refusal))


@carries_out("share multiply ratio")
def _scaled(context: LookupContext, part: parts.Part, whole: Answer) -> Answer:
    assert whole.quantity is not None
    own = whole.quantity
    q = derive(Operation.SUM, own, weights=[part.times])
    about = series_of_quantity(context, part.whole, own).about
    what = f"{part.said} {'of ' if part.times < 1 else ''}{about} {period_words(own.period)}"
    text = f"{what} is {amount(q.value, q.unit, q.interval)}{bounds_words(q)}. {whole.text}"
    return of_quantity(context.book, q, text, f"{part.said}; {whole.reading}")


def _part(context: LookupContext, part: parts.Part, ask: Ask) -> Found:
    found, refusal = ask(part.whole)
    sizes = [
        a for a in found if a.quantity is not None and a.unit in (*CURRENCIES, "persons") and not a.quantity.is_open
    ]
    return [_scaled(context, part, a) for a in sizes], refusal or Refusal(
        f"Not a figure: '{part.said}' of something that is no amount."
    )


@carries_out("per_head share")
def _set_against(context: LookupContext, told: Answer, indicator: str, owner: str) -> Answer | None:
    """An amount of a year in per cent of a country's output in the same year, or for each inhabitant."""
    level = told.quantity
    if level is None or level.unit != "USD":
        return None
    owner = owner or (level.reporter if level.measure in (*LEVELS, "gdp") else context.home)
    year = Period.of_year(level.period.year)
    of_year = level.period == year or (level.period.is_point and level.period.last == year.last)
    line = context.line(owner, "", compilers_of("indicators")[0])
    other = line.reported(indicator, year) if of_year else None
    name, when = context.name(owner), period_words(level.period)
    if indicator == "population":
        q = ratio(level, other, f"{level.measure}_per_head", level.unit)
        of_whom, among = f"a head of {name}", f", among {spoken(other)}" if other else ""
    else:
        q, among = share(level, other, f"{level.measure}_to_gdp"), ""
        of_whom = f"of {name}'s gross domestic product"
    if q is None or other is None or (level.measure == "gdp" and level.compiler != other.compiler):
        return None
    how = f"{'a head' if indicator == 'population' else 'against GDP'}; {told.reading}, {other.compiler}"
    measured = series_of_quantity(context, Query("", context.vocabulary), level)
    size = f"{amount(q.value, q.unit, q.interval)} {of_whom} {when}{bounds_words(q)}{among}"
    return of_quantity(context.book, q, f"{measured.about} {measured.were} {size}. {told.text}", how)


def _against(context: LookupContext, question: Query, indicator: str, owner: str, ask: Ask) -> Found:
    found, refusal = ask(question)
    owner = owner or next((sides(question, m).reporter for m in question.trade_measures), "")
    made = [told for a in found if (told := _set_against(context, a, indicator, owner)) is not None]
    made = [a for a in made if a.reporter == owner] or made
    return made, refusal or Refusal("Not in the data: both of them in one year.", tuple(found[:1]))


def _each(context: LookupContext, question: Query, each: list[Query], ask: Ask) -> Found:
    """What each of several is answered with, of one period by one compiler; where asked for, all of it together first."""
    found = [ask(one) for one in each]
    sides = [[a for a in answers if a.quantity is not None] for answers, _ in found]
    for first in sides[0]:
        told = [a for side in sides if (a := next((a for a in side if kind_of(a) == kind_of(first)), None)) is not None]
        q = total([a.quantity for a in told if a.quantity is not None]) if len(told) == len(each) else None
        if q is not None:
            return [*([_together(context, q, told)] if parts.adds(question) else []), *told], None
    why = next((why for _, why in found if why), None)
    return [], why or Refusal("Not in the data: all of these by one compiler at one time.")


@carries_out("sum share")
def _together(context: LookupContext, q: Quantity, told: list[Answer]) -> Answer:
    names, product = joined(list(dict.fromkeys(context.name(a.partner) for a in told))), q.product
    if len({a.partner for a in told}) == 1:
        names, product = joined([product_name(context.book, a.quantity.product) for a in told if a.quantity]), ""
    size = f"{amount(q.value, q.unit, q.interval)}{bounds_words(q)}"
    text = f"{names} together: {size} {period_words(q.period)}. {' '.join(a.text for a in told)}"
    of_all = q._replace(partner="" if product == q.product else q.partner, product=product)
    return of_quantity(context.book, of_all, text, f"sum; {told[0].reading}")


NOT_WHEN = Refusal("Not in the data: when two stood so to each other; ask of each alone, or of both in one year.")


def answer_compared(context: LookupContext, question: Query, halves: tuple[Query, Query], ask: Ask) -> Found:
    """The verdict, then both sides, of one period and in one unit; why not, where there are no such two."""
    if question.does("when") and not question.spans:
        return [], NOT_WHEN
    found: list[list[Answer]] = []
    for half in halves:
        answers, refusal = ask(half)
        if not answers:
            return [], refusal
        found.append([a for a in answers if a.measure == answers[0].measure])
    periods = {a.when for side in found for a in side if a.when is not None} if not question.spans else set()
    times = [Span("period", period) for period in sorted(periods, reverse=True)]
    dated = (
        (_of_measure(side, ask(half.at(time))[0]) for half, side in zip(halves, found, strict=True)) for time in times
    )
    ways = (pair for sides in (found, *dated) for pair in _alike(sides, len(question.spans) > 1))
    of_one = len({*question.measures, *question.values("basis"), *question.values("good")}) < 2
    pair = next((p for p in ways if not of_one or p[0].measure == p[1].measure or p[0].measure in LEVELS), None)
    if pair is None:
        why = "Not in the data: the two by one compiler at one time in one unit."
        return [], Refusal(why, tuple(side[0] for side in found))
    return [_verdict(context, question, *pair), *pair], None


@carries_out("above below comparative nth peak difference share ratio multiply")
def answer_beside(context: LookupContext, question: Query, halves: tuple[Query, Query], ask: Ask) -> list[Answer]:
    """Two partners, or investors, by one compiler, at one time: what is asked of the two first, or each where nothing is."""
    if question.spans_years or question.does("when"):
        return []  # one year of many is no answer
    taken = [i for i in question.all("op") if i.value == "difference" and question.words[i.start] in cue("subtracts")]
    if any(i.end <= min(p.start for p in question.others) for i in taken):
        return []  # "total exports minus Japan and China"
    asks = question.does("difference", *parts.COMPARES[:3], *parts.IN_PROPORTION) or question.says("more", "less")
    if question.asks_whether and not asks:
        return []  # "did both grow": neither level is an answer
    told: list[Answer] = []
    for one, other in _told_alike(context, halves, ask):
        in_proportion = question.does(*parts.IN_PROPORTION) and not question.does("difference")
        of_both = _in_proportion if in_proportion else _verdict
        first = of_both(context, question, one, other)
        chooses = question.says("one or the other") and bool(halves[0].trade_measures)
        if first is not None and chooses and (larger := _is_larger(one, other)) is not None:
            more, less = (one, other) if larger else (other, one)
            told += [more._replace(text=first.text), less, first]
        elif first is not None:
            told += [first, one, other] if asks else [one, other, first]
    return told


def nearest_beside(context: LookupContext, question: Query, halves: tuple[Query, Query], ask: Ask) -> list[Answer]:
    """As `answer_beside`, at the time nearest to the one asked at which there is something of both; of investment the latest."""
    times = [Span("period", p) for p in _of_both(context, halves, question.first_period)]
    asked = [[q.at(time) for q in (question, *halves)] for time in times]
    asked += [] if times else [[q.without(*q.spans) for q in (question, *halves)]]
    return next(filter(None, (answer_beside(context, q, (one, other), ask) for q, one, other in asked)), [])


def _of_both(context: LookupContext, halves: tuple[Query, Query], wanted: Period | None) -> list[Period]:
    """The times of which something of the trade with both partners is printed, the nearest to one first."""
    of_trade = [m for half in halves for m in half.trade_measures]
    flows = [*of_trade[:1], *(FLOWS[:2] if "total_trade" in of_trade else ())]
    each = [
        {f.period for m in flows for f in context.figures(m, context.home, half.places[-1].code)} for half in halves
    ]
    return sorted(each[0] & each[1], key=lambda p: apart(p, wanted))[:_TRIED]


_TRIED = 6
"""Times at which two are looked for: more would not be told while it is typed."""


def _told_alike(context: LookupContext, halves: tuple[Query, Query], ask: Ask) -> list[tuple[Answer, Answer]]:
    """What both are answered with of one measure at one time, the newest where none is said, of investment of each concept;
    shares of investment where there are no amounts."""
    of_investment = "fdi" in halves[0].measures
    ways = [list(halves), [_in_shares(half) for half in halves]] if of_investment else [list(halves)]
    pairs: list[tuple[Answer, Answer]] = []
    for way in ways:
        found = [ask(half)[0] for half in way]
        periods = {a.when for side in found for a in side if a.when is not None}
        latest = dict.fromkeys([*sorted(periods, reverse=True), *_of_both(context, halves, None)])
        times = [Span("period", p) for p in latest] if not halves[0].spans else []
        dated = ([ask(half.at(time))[0] for half in way] for time in times) if times else [found]
        each = ([p for p in _alike(sides, at_two_times=False) if p[0].measure == p[1].measure] for sides in dated)
        pairs += [p for alike in each for p in alike] if of_investment else next(filter(None, each), [])
    order = [LEVEL[basis] for basis in bases(halves[0])]
    if halves[0].spans and not any(s.point for s in halves[0].spans):
        order = [*order[1:], *order[:1]]  # what is invested in a year is no stock
    return sorted(pairs, key=lambda p: _rank(order, halves[0], p)) if of_investment else pairs


def _rank(order: list[str], half: Query, pair: tuple[Answer, Answer]) -> tuple[int, ...]:
    """Of a time said, what is printed of both before what is worked out; else concept by concept the newest first."""
    place = next((k for k, concept in enumerate(order) if pair[0].measure.startswith(concept)), len(order))
    newest = -pair[0].when.last if pair[0].when is not None else 0
    derived = any(a.figure is None for a in pair)
    return (derived, place) if half.spans else (place, newest, pair[0].unit == "percent")


def _in_shares(half: Query) -> Query:
    part, end = copy(half), len(half.words)
    part.items = [*half.items, Item("op", "share", end, end)]
    return part


@carries_out("share ratio multiply comparative first_time")
def answer_in_proportion(context: LookupContext, question: Query, parts: Sequence[Query], ask: Ask) -> list[Answer]:
    """One number in per cent of another, or as a multiple of it, of one time and in one unit; then both."""
    sides = [ask(part)[0] for part in parts]
    for one, other in _alike(sides, parts[0].first_period != parts[1].first_period):
        told = _in_proportion(context, question, one, other)
        if told is not None:
            return [with_verdict(question, [told]), one, other]
    return []


def _in_proportion(context: LookupContext, question: Query, one: Answer, other: Answer) -> Answer | None:
    """The first as a part or a multiple of the second; None where the two are of two sides, or of two measures where one is asked."""
    assert one.quantity is not None
    assert other.quantity is not None
    asked = {*question.measures, *question.values("basis", "good", "topic")}
    of_one_side = one.reporter == other.reporter or other.measure not in (one.measure, MIRRORED.get(one.measure))
    of_another = one.measure != other.measure and len(asked) < 2
    unit = "percent" if question.does("share") else "ratio"
    q = (share if unit == "percent" else ratio)(one.quantity, other.quantity, f"{one.measure}_ratio")
    if q is None or of_another or not of_one_side:
        return None
    size = amount(q.value, unit, q.interval)
    sides = [_side(context, *pair) for pair in ((one, other), (other, one))]
    of_measures = one.measure != other.measure and one.period == other.period
    sides = [small(side) if of_measures else f"{side}'s" for side in sides]
    verb, part = "are" if of_measures and one.measure in FLOWS[:2] else "is", "of" if unit == "percent" else "times"
    said = f"{sides[0]} {verb} {size} {part} {sides[1]}{bounds_words(q)}"
    text = f"{capital(said)}. {one.text} {other.text}"
    return of_quantity(context.book, q, text, f"proportion; {one.reading}")


def _of_measure(side: list[Answer], dated: list[Answer]) -> list[Answer]:
    return [a for a in dated if a.measure == side[0].measure]


def _alike(sides: Iterable[list[Answer]], at_two_times: bool) -> Iterator[tuple[Answer, Answer]]:
    """Pairs of one unit, of one period unless two are asked about, and by one compiler, or of two measures of one pair."""
    for one, other in product(*sides):
        a, b = one.quantity, other.quantity
        if a is None or b is None or a == b or one.unit != other.unit:
            continue
        of_one_pair = {one.reporter, one.partner} == {other.reporter, other.partner}
        alike = a.period.months == b.period.months or a.period in b.period  # "the first quarter's part of 2024"
        in_time = alike if at_two_times else a.period == b.period
        of_one_count = one.measure == other.measure or at_two_times
        if in_time and (a.compiler == b.compiler if of_one_count else of_one_pair):
            yield one, other


def _verdict(context: LookupContext, question: Query, one: Answer, other: Answer) -> Answer:
    """Yes or no, or the side that is more, where no reading of a print leaves a doubt; then the difference and both sides."""
    assert one.quantity is not None
    assert other.quantity is not None
    unit = "percentage points" if one.unit == "percent" else one.unit
    measure = f"{one.measure}_difference"
    q = _balance(context, one.quantity, other.quantity) or difference(one.quantity, other.quantity, measure, unit)
    both = f"{one.text} {other.text}"
    if q is None:
        return one._replace(text=both)
    larger = _is_larger(one, other)
    asks_less = question.says("less")
    if larger is None:
        lead, said = "", "the two cannot be told apart for certain"
    elif ("or" in question.words or question.says("which")) and "than" not in question.words:
        behind = larger is asks_less
        lead = f"{_side(context, *((other, one) if behind else (one, other)))}: "
        said = f"{amount(abs(q.value), unit, q.interval)} {'less' if asks_less else 'more'}{bounds_words(q)}"
    else:
        firm = "by all that is known. " if one.disputed or other.disputed else ""
        lead = f"{'No' if larger is asks_less else 'Yes'}: {firm}" if question.asks_whether else ""
        of_partners = one.partner != other.partner
        name = _side(context, *((one, other) if larger else (other, one)))
        way = f"more for {name}" if of_partners else "more" if larger else "less"
        said = f"{amount(abs(q.value), unit, q.interval)} {way}{bounds_words(q)}"
    told = of_quantity(context.book, q, f"{both} Difference: {said}.", f"comparison; {one.reading}")
    return told._replace(text=f"{lead}{told.text}", does=frozenset({VERDICT} if lead and question.asks_whether else ()))


def _balance(context: LookupContext, one: Quantity, other: Quantity) -> Quantity | None:
    """What exports are more than imports, or less, as the line of both has it; None of any other two."""
    of_one_line = (one.reporter, one.partner, one.compiler, one.period) == (
        other.reporter,
        other.partner,
        other.compiler,
        other.period,
    )
    if {one.measure, other.measure} != {"exports", "imports"} or not of_one_line or one.product or other.product:
        return None
    balance = context.line(one.reporter, one.partner, one.compiler).level("trade_balance", one.period)
    return balance if balance is None or one.measure == "exports" else negated(balance, "trade_deficit")


def _is_larger(one: Answer, other: Answer) -> bool | None:
    """Whether the first is more than the second, as printed and as other figures allow; None where that leaves a doubt."""
    told = set()
    for first in _possible(one):
        for second in _possible(other):
            told.add(None if first is None or second is None or first.meets(second) else first.low > second.high)
    return told.pop() if len(told) == 1 else None


def _possible(answer: Answer) -> list[Interval | None]:
    assert answer.quantity is not None
    return [answer.quantity.interval, *([answer.allowed] if answer.disputed else [])]


def _side(context: LookupContext, told: Answer, other: Answer) -> str:
    """What tells one side from the other: its time, its measure or its country."""
    if told.period != other.period and told.when is not None:
        return told.when.label
    one, two = (a.quantity.product if a.quantity is not None else "" for a in (told, other))
    if one != two:
        return product_name(context.book, one)
    if told.measure != other.measure:
        return context.measures.get(told.measure, told.measure)
    return context.name(told.partner if told.reporter == other.reporter else told.reporter)


def answer_apart(context: LookupContext, question: Query, halves: Sequence[Query], ask: Ask) -> list[Answer]:
    """Two things that are not compared, "exports and FDI", each answered by itself, or neither; of two countries the one that
    has a figure, and that the other has none."""
    compares = question.does("difference", *parts.COMPARES, *parts.IN_PROPORTION, "sum")
    if compares or question.says("more", "less") or question.asks_whether:
        return []
    if any(len(half.items) >= len(question.items) for half in halves):
        return []  # a half that is the whole question again would be halved for ever
    told = [ask(half)[0] for half in halves]
    of_whom = [context.name(half.places[-1].code) for half in halves if half.places]
    lacking = [name for name, answers in zip(of_whom, told, strict=False) if not answers]
    if len(lacking) == 1 and len(set(of_whom)) > 1 and "fdi" in question.measures:
        first, *others = next(answers for answers in told if answers)
        return [first._replace(text=f"{first.text} There is no such figure of {lacking[0]}."), *others]
    if not all(told):
        return []
    return [*(answers[0] for answers in told), *(a for answers in told for a in answers[1:])]
