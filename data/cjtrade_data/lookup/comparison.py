"""Comparison: whether one thing is more than another, or which of two is: two questions, and one answer to both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import partial
from itertools import product

from ..derivation.comparisons import difference, ratio, share
from ..derivation.quantity import Quantity, negated
from ..language.period_parser import Span
from ..language.phrases import cue
from ..model.codes import LEVELS
from ..model.interval import Interval
from ..model.period import Period
from ..wording.sentences import amount, bounds_words
from .answer import Answer, carries_out, of_quantity
from .context import MIRRORED, LookupContext
from .direction import from_home
from .operations.beside import names_several
from .operations.investment import LEVEL, bases, host_abroad
from .operations.investment import is_about as is_about_investment
from .operations.mirror import sayers
from .operations.rank import asked_measure, others_do
from .operations.trade import spans_years
from .parser import Item
from .places import Place
from .query import BLANK, Query
from .readings import foreign_pair

Ask = Callable[[Query], tuple[list[Answer], str]]

_GROUPS = ({"measure", "verb", "basis", "good", "sector"}, {"area"}, {"span"})
"""What two things may differ in: what they are, of whom, and when."""
_COMPARES = ("comparative", "above", "below", "when")
_OF_OTHERS = ("difference", "mirror", "rank", "first_time")


def halves_of(question: Query) -> tuple[Query, Query] | None:
    """The two questions a comparison is made of; None where nothing, or not just two things, are held against each other.

    Partners and investors are told beside each other by one operation of their own.
    """
    joints = _joints(question)
    asks = question.asks_whether or question.says("which")
    compares = question.does(*_COMPARES[:3]) or question.says("more", "less", "exceeds")
    others = any(i.value in _OF_OTHERS and not any(i.start <= k < i.end for k in joints) for i in question.all("op"))
    others = others or bool(
        sayers(question) or question.numbers or question.values("person") or question.values("role")
    )
    if not (asks and compares and len(joints) == 1) or others:
        return None
    halves = [[i for i in question.items if (i.start > joints[0]) is behind] for behind in (False, True)]
    both = [bool(_of(halves[0], group) and _of(halves[1], group)) for group in _GROUPS]
    if any(len({i.start for i in _of(half, {"span"})}) > 1 for half in halves):
        return None
    if spans_years(question) and question.trade_measures:
        return None  # one year of many is no answer
    if any(i.value == "share" and i.start == joints[0] + 1 for i in question.all("op")):
        return None  # "more than half of": a share against an amount
    if not (both[0] or both[2]) and (not both[1] or question.trade_measures or "fdi" in question.measures):
        return None
    one, other = _alone(question, halves[0], halves[1], joints[0]), _alone(question, halves[1], halves[0], joints[0])
    return _of_like_time(one, other), _of_like_time(other, one)


def _joints(question: Query) -> list[int]:
    """Where one side ends and the other begins: "than", "exceeds", else "or", else the "and" of "which of two"."""
    words = question.words
    firm = [k for k, w in enumerate(words) if w == "than" or w in cue("exceeds")]
    chosen = firm or [k for k, w in enumerate(words) if w == "or"]
    return chosen or [k for k, w in enumerate(words) if w == "and" and question.says("which")]


def _of(items: list[Item], group: set[str]) -> list[Item]:
    return [i for i in items if i.slot in group]


def _alone(question: Query, own: list[Item], other: list[Item], joint: int) -> Query:
    """One side as a question of its own: what it says, and what only the other side says."""
    compares = {i.start for i in question.items if i.value in _COMPARES or i.start <= joint < i.end}
    compares |= {k for k, w in enumerate(question.words) if w in cue("more") | cue("less")} | {joint}
    own, other = ([i for i in side if i.start not in compares] for side in (own, other))
    shared = [i for i in other if i.slot == "op" and not any(k.slot == "op" for k in own)]
    for group in _GROUPS:
        shared += _of(other, group) if not _of(own, group) else []
    alone = _kept(question, own, [])
    owners = {p.start for p in question.places if p.role in ("own", "by")}
    of_whom = [i for i in other if i.slot == "area" and i not in shared]
    if not any(p.role in ("own", "by") for p in alone.places) and any(i.start not in owners for i in of_whom):
        shared += [i for i in of_whom if i.start in owners]
    return _kept(question, own, shared)


def _kept(question: Query, own: list[Item], shared: list[Item]) -> Query:
    """The question with some of its items alone; a country of the other side keeps its part, but not its direction."""
    kept = [i for i in (*own, *shared) if i.slot != "prep"]
    stays = {k for i in kept for k in range(i.start, i.end)}
    taken = {k for i in question.items for k in range(i.start, i.end)} - stays
    leads = {i.start - 1 for i in kept if i.slot != "area" or i in own}
    words = [
        w if k in stays or (_is_plain(w) and (k in leads or k not in taken)) else BLANK
        for k, w in enumerate(question.words)
    ]
    items = [i for i in question.items if i in kept or (i.slot == "prep" and words[i.start] != BLANK)]
    part = question.part(words, items)
    starts = {i.start for i in shared}
    role = {p.start: "with" if p.role in ("to", "from") else p.role for p in question.places if p.start in starts}
    part.places = [p._replace(role=role.get(p.start, p.role)) for p in part.places]
    return part


def _of_like_time(half: Query, other: Query) -> Query:
    """With months of a year that only the other side says, and the months of the other side in a year said alone."""
    (own,), (beside,) = half.spans or [Span("")], other.spans or [Span("")]
    if beside.first is None or beside.kind != "period" or beside.first.first is None:
        return half
    if own.kind == "months" and own.months is not None:
        return half.at(Span("period", Period.of_months(beside.first.year, *own.months)))
    if own.kind == "period" and own.first is not None and own.first.is_year and not beside.first.is_year:
        return half.at(Span("period", beside.first.shift(12 * (own.first.year - beside.first.year))))
    return half


def _is_plain(word: str) -> bool:
    """Whether a word may stay on both sides: it neither compares nor asks."""
    return not any(word in cue(name) for name in ("more", "less", "exceeds", "whether", "which")) and word not in (
        "than",
        "or",
    )


def answer_compared(
    context: LookupContext, question: Query, halves: tuple[Query, Query], ask: Ask
) -> tuple[list[Answer], str]:
    """The verdict, then both sides, of one period and in one unit; why not, where there are no such two."""
    found: list[list[Answer]] = []
    for half in halves:
        answers, refusal = ask(half)
        if not answers:
            return [], refusal
        found.append([a for a in answers if a.measure == answers[0].measure])
    codes = {a.period for side in found for a in side if a.period} if not question.spans else ()
    times = [Span("period", Period.parse(code)) for code in sorted(codes, reverse=True)]
    dated = (
        (_of_measure(side, ask(half.at(time))[0]) for half, side in zip(halves, found, strict=True)) for time in times
    )
    ways = (pair for sides in (found, *dated) for pair in _alike(sides, len(question.spans) > 1))
    of_one = len({*question.measures, *question.values("basis"), *question.values("good")}) < 2
    pair = next((p for p in ways if not of_one or p[0].measure == p[1].measure or p[0].measure in LEVELS), None)
    if pair is None:
        nearest = " ".join(side[0].text for side in found)
        return [], f"Not in the data: the two by one compiler at one time in one unit. Nearest: {nearest}"
    return [_verdict(context, question, halves, *pair), *pair], ""


def parts_of(question: Query) -> tuple[Query, Query] | None:
    """The two questions of which one is asked in proportion to the other: "aid as a share of imports", "ratio of A to B"."""
    asked = [i for i in question.all("op") if i.value in _IN_PROPORTION]
    asking = {k for i in asked for k in range(i.start, i.end)}
    words = [
        BLANK if k in asking or (k + 1 in asking and w in cue("size")) else w for k, w in enumerate(question.words)
    ]
    plain = question.part(words, [i for i in question.items if i not in asked])
    joints = [(i.start, i.end) for i in asked] + [(k, k + 1) for k in _joints(question)]
    joints += [(k, k + 1) for k, w in enumerate(question.words) if w == "to"] if asked else []
    for start, end in joints if asked else ():
        halves = [
            [i for i in plain.items if (i.start >= end if behind else i.end <= start)] for behind in (False, True)
        ]
        of_whom = set() if question.does("share") else {"area"}
        if any(
            all(_of(half, slots) for half in halves) for slots in ({"measure", "verb"}, {"topic"}, {"span"}, of_whom)
        ):
            return _alone(plain, halves[0], halves[1], start), _alone(plain, halves[1], halves[0], start)
    return None


def partners_of(question: Query) -> tuple[Query, Query] | None:
    """The two questions of two partners of Cambodia, or two investors, beside each other: "exports to Japan and China"."""
    others = list({p.code: p for p in question.others}.values())
    roles = {p.role for p in others}
    if len(others) != 2 or names_several(question) or question.does("rank", "adds_up", "mirror", "leave_out"):
        return None
    if is_about_investment(question):
        if host_abroad(question):
            return None  # investment in another country
        one, other = (_of_partner(question, p, "fdi") for p in others)
        return one, other
    owned = bool(roles & {"own", "by"}) and "than" not in roles
    compares = question.does("difference", "comparative", "above", "below") or len(roles) == 1 or "than" in roles
    of_trade = question.trade_measures or question.values("role") or (question.does("difference") and "than" in roles)
    measure = next((m for m in question.trade_measures if m in LEVELS), asked_measure(question))
    if owned or not of_trade or not compares or measure not in LEVELS or foreign_pair(question) is not None:
        return None
    measure = MIRRORED[measure] if others_do(question, measure) else from_home(question, measure)
    one, other = (_of_partner(question, p, measure) for p in others)
    return one, other


_OF_ONE = ("span", "compiler", "good", "unit", "basis", "publisher")
"""What is said of both partners alike."""


def _of_partner(question: Query, partner: Place, measure: str) -> Query:
    """The question of one partner's trade with Cambodia, or of its investment there, alone."""
    items = [i for i in question.items if i.slot in _OF_ONE] + [Item("measure", measure, partner.start, partner.end)]
    kept = {k for i in items for k in range(i.start, i.end)}
    one = question.part([w if k in kept else BLANK for k, w in enumerate(question.words)], items)
    own = [] if measure == "fdi" else [Place(question.home, "own", partner.start, partner.end)]
    one.places = [*own, partner._replace(role="from" if measure == "fdi" else "with")]
    return one


@carries_out("above below comparative nth peak difference share ratio multiply")
def answer_beside(context: LookupContext, question: Query, halves: tuple[Query, Query], ask: Ask) -> list[Answer]:
    """Two partners, or investors, by one compiler, at one time: what is asked of the two first, or each where nothing is."""
    if spans_years(question):
        return []  # one year of many is no answer
    told: list[Answer] = []
    for one, other in _told_alike(halves, ask):
        of_both = _in_proportion if question.does(*_IN_PROPORTION) else partial(_verdict, halves=halves)
        first = of_both(context, question, one=one, other=other)
        asks = question.does("difference", *_COMPARES[:3], *_IN_PROPORTION) or question.says("more", "less")
        if (
            first is not None
            and question.has("or")
            and halves[0].trade_measures
            and (larger := _is_larger(one, other)) is not None
        ):
            more, less = (one, other) if larger else (other, one)
            told += [more._replace(text=first.text), less, first]
        elif first is not None:
            told += [first, one, other] if asks else [one, other, first]
    return told


def _told_alike(halves: tuple[Query, Query], ask: Ask) -> list[tuple[Answer, Answer]]:
    """What both are answered with of one measure at one time, the newest where none is said, of investment of each concept;
    shares of investment where there are no amounts."""
    of_investment = "fdi" in halves[0].measures
    ways = [list(halves), [_in_shares(half) for half in halves]] if of_investment else [list(halves)]
    pairs: list[tuple[Answer, Answer]] = []
    for way in ways:
        found = [ask(half)[0] for half in way]
        periods = {Period.parse(a.period) for side in found for a in side if a.period}
        times = [Span("period", p) for p in sorted(periods, reverse=True)] if not halves[0].spans else []
        dated = ([ask(half.at(time))[0] for half in way] for time in times) if times else [found]
        each = ([p for p in _alike(sides, at_two_times=False) if p[0].measure == p[1].measure] for sides in dated)
        pairs += [p for alike in each for p in alike] if of_investment else next(filter(None, each), [])
    order = [LEVEL[basis] for basis in bases(halves[0])]
    return sorted(pairs, key=lambda p: _rank(order, p)) if of_investment else pairs


def _rank(order: list[str], pair: tuple[Answer, Answer]) -> tuple[bool, int]:
    """What is printed of both before what is worked out, then concept by concept."""
    place = next((k for k, concept in enumerate(order) if pair[0].measure.startswith(concept)), len(order))
    return any(a.figure is None for a in pair), place


def _in_shares(half: Query) -> Query:
    part = copy(half)
    part.items = [*half.items, Item("op", "share", half.places[-1].start, half.places[-1].end)]
    return part


_IN_PROPORTION = ("share", "ratio", "multiply")


@carries_out("share ratio multiply comparative first_time")
def answer_in_proportion(context: LookupContext, question: Query, parts: tuple[Query, Query], ask: Ask) -> list[Answer]:
    """One number in per cent of another, or as a multiple of it, of one time and in one unit; then both."""
    sides = [ask(part)[0] for part in parts]
    for one, other in _alike(sides, len(question.spans) > 1):
        told = _in_proportion(context, question, one, other)
        if told is not None:
            return [told, one, other]
    return []


def _in_proportion(context: LookupContext, question: Query, one: Answer, other: Answer) -> Answer | None:
    """The first as a part or a multiple of the second; None where the two are of two sides, or of two measures where one is asked."""
    assert one.quantity is not None
    assert other.quantity is not None
    asked = {*question.measures, *question.values("basis"), *question.values("good")}
    of_one_side = one.measure != other.measure or one.reporter == other.reporter
    of_another = one.measure != other.measure and len(asked) < 2 and one.measure in LEVELS
    unit = "percent" if question.does("share") else "ratio"
    q = (share if unit == "percent" else ratio)(one.quantity, other.quantity, f"{one.measure}_ratio")
    if q is None or of_another or not of_one_side:
        return None
    size = amount(q.value, unit, q.interval)
    sides = ("the former", "the latter")
    if one.partner != other.partner and one.measure == other.measure:
        sides = (f"{context.name(one.partner)}'s", f"{context.name(other.partner)}'s")
    said = f"{sides[0]} is {size} {'of' if unit == 'percent' else 'times'} {sides[1]}{bounds_words(q)}"
    text = f"{one.text} {other.text} {said[:1].upper()}{said[1:]}."
    return of_quantity(context.book, q, text, f"proportion; {one.reading}", one.opens)


def _of_measure(side: list[Answer], dated: list[Answer]) -> list[Answer]:
    return [a for a in dated if a.measure == side[0].measure]


def _alike(sides: Iterable[list[Answer]], at_two_times: bool) -> Iterator[tuple[Answer, Answer]]:
    """Pairs of one unit, of one period unless two are asked about, and by one compiler, or of two measures of one pair."""
    for one, other in product(*sides):
        a, b = one.quantity, other.quantity
        if a is None or b is None or a == b or one.unit != other.unit:
            continue
        of_one_pair = {one.reporter, one.partner} == {other.reporter, other.partner}
        in_time = a.period.months == b.period.months if at_two_times else a.period == b.period
        if in_time and (a.compiler == b.compiler if one.measure == other.measure else of_one_pair):
            yield one, other


def _verdict(
    context: LookupContext, question: Query, halves: tuple[Query, Query], one: Answer, other: Answer
) -> Answer:
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
    elif "or" in question.words and "than" not in question.words:
        behind = larger is asks_less
        lead = f"{_name(context, question, halves[behind], (other, one) if behind else (one, other))}: "
        said = f"{amount(abs(q.value), unit, q.interval)} {'less' if asks_less else 'more'}{bounds_words(q)}"
    else:
        firm = "in any case. " if one.disputed or other.disputed else ""
        lead = f"{'No' if larger is asks_less else 'Yes'}: {firm}" if question.asks_whether else ""
        of_partners = one.partner != other.partner
        name = _name(context, question, halves[not larger], (one, other) if larger else (other, one))
        way = f"more for {name}" if of_partners else "more" if larger else "less"
        said = f"{amount(abs(q.value), unit, q.interval)} {way}{bounds_words(q)}"
    told = of_quantity(context.book, q, f"{both} Difference: {said}.", f"comparison; {one.reading}", one.opens)
    return told._replace(text=f"{lead}{told.text}")


def _balance(context: LookupContext, one: Quantity, other: Quantity) -> Quantity | None:
    """What exports are more than imports, or less, as the line of both has it; None of any other two."""
    of_one_line = (one.reporter, one.partner, one.compiler, one.period) == (
        other.reporter,
        other.partner,
        other.compiler,
        other.period,
    )
    if {one.measure, other.measure} != {"exports", "imports"} or not of_one_line:
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


def _name(context: LookupContext, question: Query, half: Query, told: tuple[Answer, Answer]) -> str:
    """What tells one side, of which the first answer is, from the other: its time, its measure or its country."""
    if len(question.spans) > 1 and half.spans[0].first is not None:
        return half.spans[0].first.label
    if told[0].measure != told[1].measure or not half.others:
        return context.measures.get(told[0].measure, told[0].measure)
    return context.name(half.others[0].code)
