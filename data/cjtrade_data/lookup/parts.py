"""Parts: the questions that a question falls into: two that are compared, one set in proportion to another, each of several."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ..language.amounts import Number
from ..language.period_parser import Span
from ..language.phrases import codes, cue
from ..model.codes import LEVELS, WORLD
from ..model.period import Period
from .context import MIRRORED
from .direction import from_home
from .operations.investment_asked import host_abroad
from .operations.investment_asked import is_about as is_about_investment
from .operations.lists import asked_measure, others_do
from .operations.mirror import sayers
from .parser import Item
from .places import Place
from .query import BLANK, Query
from .readings import foreign_pair, rival

_GROUPS = ({"measure", "verb", "basis", "good", "sector"}, {"area"}, {"span"})
"""What two things may differ in: what they are, of whom, and when."""
COMPARES = ("comparative", "above", "below", "when")
IN_PROPORTION = ("share", "ratio", "multiply")
_MANY = 3
"""Partners that are told one by one when they are compared."""
_OF_OTHERS = ("difference", "mirror", "rank", "first_time")


def halves_of(question: Query) -> tuple[Query, Query] | None:
    """The two questions a comparison is made of; None where nothing, or not just two things, are held against each other.

    Partners and investors are told beside each other by one operation of their own.
    """
    joints = _joints(question)
    in_growth = _differs_in_growth(question)
    asks = question.asks_whether or question.says("which") or in_growth
    compares = question.does(*COMPARES[:3]) or question.says("more", "less", "exceeds") or in_growth
    others = not in_growth and any(
        i.value in _OF_OTHERS and not any(i.start <= k < i.end for k in joints) for i in question.all("op")
    )
    others = others or bool(
        sayers(question) or question.numbers or question.values("person") or question.values("role")
    )
    if not (asks and compares and len(joints) == 1) or others or rival(question) is not None:
        return None
    halves = [[i for i in question.items if (i.start > joints[0]) is behind] for behind in (False, True)]
    both = [bool(_of(halves[0], group) and _of(halves[1], group)) for group in _GROUPS]
    if any(len({i.start for i in _of(half, {"span"})}) > 1 for half in halves):
        return None
    if question.spans_years and question.trade_measures:
        return None  # one year of many is no answer
    if question.grows_in_per_cent:
        return None
    if any(i.value == "share" and i.start == joints[0] + 1 for i in question.all("op")):
        return None  # "more than half of": a share against an amount
    abroad = any(p.code == question.partner and p.role == "own" for p in question.places)
    of_trade = bool(question.trade_measures) and not abroad  # which partners of home are compared in
    if not (both[0] or both[2]) and (not both[1] or of_trade or not question.measures or "fdi" in question.measures):
        return None
    one, other = (_alone(question, a, b, joints[0], compared=True) for a, b in (halves, halves[::-1]))
    return _of_like_time(one, other), _of_like_time(other, one)


def _joints(question: Query) -> list[int]:
    """Where one side ends and the other begins: "than", "exceeds", else "or", else the "and" of "which of two"."""
    words = question.words
    firm = [k for k, w in enumerate(words) if w == "than" or w in cue("exceeds")]
    chosen = firm or [k for k, w in enumerate(words) if w == "or"]
    asks = question.says("which") or _differs_in_growth(question)
    return chosen or [k for k, w in enumerate(words) if w == "and" and asks]


def _differs_in_growth(question: Query) -> bool:
    """ "The difference in growth between exports and imports": of two rates, and not how a balance moved."""
    ends = [i.end for i in question.all("op") if i.value == "difference"]
    behind = [k for end in ends[:1] for k in (end, end + 1)]
    return any(i.start in behind for i in question.all("op") if i.value == "growth")


def _of(items: list[Item], group: set[str]) -> list[Item]:
    return [i for i in items if i.slot in group]


def _alone(question: Query, own: list[Item], other: list[Item], joint: int, *, compared: bool = False) -> Query:
    """One side as a question of its own: what it says, and what only the other side says."""
    compares = {i.start for i in question.items if i.value in COMPARES or i.start <= joint < i.end}
    compares |= {k for k, w in enumerate(question.words) if w in cue("more") | cue("less")} | {joint}
    own, other = ([i for i in side if i.start not in compares] for side in (own, other))
    shared = [i for i in other if i.slot == "op" and not any(k.slot == "op" for k in own)]
    for group in (*_GROUPS, *([_FLOW] if compared and _of(own, {"good"}) else [])):  # "machinery or cars in imports"
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
    """With months of a year that only the other side says, the months of the other side in a year said alone, the year before
    that of the other side."""
    if len(half.spans) > 1 or len(other.spans) != 1:
        return half
    own, beside = next(iter(half.spans), Span("")), other.spans[0]
    if beside.first is None or beside.kind != "period" or beside.first.first is None:
        return half
    if own.kind == "year_before":
        return half.at(Span("period", beside.first.year_before))
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


def parts_of(question: Query) -> tuple[Query, Query] | None:
    """The two questions of which one is asked in proportion to the other: "aid as a share of imports", "ratio of A to B"."""
    asked = [i for i in question.all("op") if i.value in IN_PROPORTION and not question.grows_by_a_part]
    asking = {k for i in asked for k in range(i.start, i.end)}
    words = [
        BLANK if k in asking or (k + 1 in asking and w in cue("size")) else w for k, w in enumerate(question.words)
    ]
    plain = question.part(words, [i for i in question.items if i not in asked])
    joints = [(i.start, i.end) for i in asked] + [(k, k + 1) for k in _joints(question)]
    joints += [(k, k + 1) for k, w in enumerate(question.words) if w == "to"] if asked else []
    flows = _of(plain.items, _FLOW)
    joints += [
        (i.start, i.start) for i in flows if any(k.end == i.start for k in flows)
    ]  # "imports exports what share"
    of_whom = set() if question.does("share") else {"area"}
    for start, end in joints if asked else ():
        one, other = ([i for i in plain.items if (i.start >= end if b else i.end <= start)] for b in (False, True))
        if any(_of(one, slots) and _of(other, slots) for slots in (_FLOW, {"topic"}, {"span"}, of_whom)):
            joint = start if end > start else -1
            part, whole = _alone(plain, one, other, joint), _alone(plain, other, one, joint)
            return part, _of_like_time(whole, part)
    span = question.spans[0] if len(question.spans) == 1 and question.does("ratio", "multiply") else None
    if span is None or span.kind != "range" or span.first is None or span.last is None:
        return None
    plain = plain.without("growth")
    return plain.at(Span("period", span.last)), plain.at(
        Span("period", span.first)
    )  # "by what factor from 2010 to 2019"


def partners_of(question: Query) -> tuple[Query, Query] | None:
    """The two questions of two partners of Cambodia, or two investors, beside each other: "exports to Japan and China"."""
    others = list({p.code: p for p in question.others}.values())
    roles = {p.role for p in others}
    told = any(question.words[p.start - 2 : p.start] == ["according", "to"] for p in others)
    if len(others) != 2 or told or names_several(question) or question.of_two_flows:
        return None
    if question.does("rank", "adds_up", "mirror", "leave_out"):
        return None
    if is_about_investment(question):
        if host_abroad(question):
            return None  # investment in another country
        one, other = (_of_partner(question, p, "fdi") for p in others)
        return one, other
    of_shares = question.does("share") and question.does("difference")
    owned = bool(roles & {"own", "by"}) and "than" not in roles and not of_shares
    compares = question.does("difference", "comparative", "above", "below") or len(roles) == 1 or "than" in roles
    of_trade = bool(question.trade_measures or question.values("role"))
    of_trade = of_trade or (
        question.does("difference", "comparative") and not question.values("measure", "verb", "good")
    )
    measures = [m for m in question.trade_measures if m in LEVELS] or [asked_measure(question)]
    beside = {1, *(i.end for i in question.all("op") if i.value in COMPARES[1:3])}
    homes = [p for p in question.places if p.code == question.home]
    of_home = question.asks_whether and any(p.start in beside or p.role == "than" for p in homes)
    if of_home and question.values("role"):
        return None  # "is Cambodia a bigger supplier of Japan than Laos": the lists are of Cambodia's partners
    if owned or not of_trade or not compares or not {*measures} <= {*LEVELS} or foreign_pair(question) is not None:
        return None
    measures = [MIRRORED[m] if others_do(question, m) else from_home(question, m) for m in measures]
    one, other = (_of_partner(question, p, *measures) for p in others)
    return one, other


_OF_ONE = ("span", "compiler", "good", "unit", "basis", "publisher")
_OF_EACH = ("growth", "compound", "average")
"""What is said, and asked, of both partners alike."""


def _of_partner(question: Query, partner: Place, *measures: str) -> Query:
    """The question of one partner's trade with Cambodia, or of its investment there, alone."""
    of_each = (*_OF_EACH, *["share"] * question.does("difference"))
    items = [i for i in question.items if i.slot in _OF_ONE or i.value in of_each]
    items += [Item("measure", measure, partner.start, partner.end) for measure in measures]
    kept = {k for i in items for k in range(i.start, i.end)}
    one = question.part([w if k in kept else BLANK for k, w in enumerate(question.words)], items)
    own = [] if measures == ("fdi",) else [Place(question.home, "own", partner.start, partner.end)]
    one.places = [*own, partner._replace(role="with" if own else "from")]
    return one


class Part(NamedTuple):
    """So many times, or per cent of, what a question asks for, and how that is said."""

    times: Fraction
    said: str
    whole: Query


def part_of_one(question: Query) -> Part | None:
    """ "10 per cent of exports", "half of imports", "three times FDI": a part, or a multiple, of one number."""
    of_what = question.measures or question.values("basis") or question.values("good")
    if question.asks_whether or question.says("more", "less") or not of_what:
        return None
    for start, end, times in _multiples(question):
        said = " ".join(question.words[start:end]).removesuffix(" of").removesuffix(" the")
        kept = [i for i in question.items if i.start >= end]
        before = [i for i in question.items if i.end <= start]
        if all(i.value in _ASKED_FIRST for i in before) and not any(i.slot in ("op", "nth", "count") for i in kept):
            words = [BLANK if k < end else w for k, w in enumerate(question.words)]
            return Part(times, said, question.part(words, kept))
    return None


_ASKED_FIRST = ("define", "convert", "what_said")


def _multiples(question: Query) -> Iterator[tuple[int, int, Fraction]]:
    """Where a multiple, or a part, is said, up to what it is of."""
    words = question.words
    for start in range(len(words)):
        for end in range(min(start + 4, len(words) - 1), start, -1):
            times = codes("multiple").get(" ".join(words[start:end]))
            if times is not None and not any(i.start < end and i.end > start for i in question.all("span")):
                yield start, end, Fraction(times)
                break
    for item in question.all("number"):
        assert isinstance(item.value, Number)
        if item.value.percent and words[item.end : item.end + 1] == ["of"]:
            yield item.start, item.end + 1, Fraction(str(item.value.value)) / 100


def rest_of(question: Query) -> tuple[Query, Item, str] | None:
    """What is left out of a whole, "exports other than garments", as a question of its own, the item that it is, and its words."""
    out = next((i for i in question.all("op") if i.value == "leave_out" or _takes_off(question, i)), None)
    behind = [i for i in question.items if out and i.start >= out.end and i.slot in ("area", "good")]
    ranks = question.does("adds_up", "rank", "list", "peak", "share", "average") or question.values("role")
    if len(behind) > 1 and {i.slot for i in behind} == {"area"}:
        behind = [behind[0]._replace(value=" ".join(str(i.value) for i in behind))]
    if out is None or len(behind) != 1 or ranks or " ".join(question.words[slice(*behind[0][2:4])]) in codes("part"):
        return None  # a word that is but a part of a group leaves out no group
    of_one = behind[0].slot == "area"
    part = question.without(out.value, *([WORLD] if of_one else []))
    part.places = [
        p._replace(role="with") if p.start >= out.end else p for p in question.places if p.code != WORLD or not of_one
    ]
    return part, behind[0], " ".join(question.words[out.start :])


def _takes_off(question: Query, item: Item) -> bool:
    """ "Exports less Japan", of which no partner was named yet: one is left out, and no two are compared."""
    before, behind = ([i for i in question.items if (i.start < item.start) is first] for first in (True, False))
    takes = item.value == "difference" and question.words[item.start] in cue("takes off")
    of_whole = all(i.value in (question.home, WORLD) for i in before if i.slot == "area") and bool(_of(before, _FLOW))
    return takes and of_whole and not _of(behind, _FLOW) and not _of(before, {"span"})


_FLOW = {"measure", "verb"}


def against_indicator(question: Query) -> tuple[Query, str, str] | None:
    """What is asked a head, or in per cent of a country's output, the indicator, and the country where one is said."""
    named = {*question.measures} & {"gdp", "gdp_per_head"}
    a_head = question.does("per_head") or "gdp_per_head" in named
    if not a_head and not (named and (question.does("share", "ratio") or "percent" in question.values("unit"))):
        return None
    indicator = "population" if a_head else "gdp"
    others = [m for m in question.measures if m not in (*named, "population")] + question.values("basis")
    of_output = a_head and bool(named) and not others
    inner = question.without(
        "per_head", "population", "percent", *((*named, "share", "ratio") if not of_output else ())
    )
    inner.items = [i._replace(value="gdp") if i.value == "gdp_per_head" else i for i in inner.items]
    printed = {*inner.trade_measures} & {"total_trade", "trade_balance"}  # which the World Bank prints for all partners
    if (not inner.measures and not inner.values("basis")) or (printed and not question.others and indicator == "gdp"):
        return None
    of_whom = [
        p for p in question.places if p.role == "in" or ((at := question.after(p.end)) and at.value == indicator)
    ]
    heads = {i.end for i in question.all("op") if i.value == "per_head"}
    owners = [p for p in question.places if p.role == "of" and p.start - 1 in heads]  # "exports per head of Japan"
    of_whom += owners
    if not of_output:
        inner.places = [
            p._replace(role="own") if p in owners else p
            for p in inner.places
            if p not in of_whom or p.role in ("in", "of")
        ]
    return inner, indicator, of_whom[0].code if of_whom else ""


def each_of(question: Query) -> list[Query]:
    """The questions of partners, investors or goods that are named side by side, to be told one by one or added up."""
    slot = "area" if names_several(question) else "good" if adds(question) else ""
    starts = dict.fromkeys(i.start for i in question.all(slot) if i.value not in (question.home, WORLD))
    plain = question.without("sum", "difference")
    return [plain.with_only(slot, at) for at in starts] if len(starts) > 1 else []


def adds(question: Query) -> bool:
    """Whether all of it together is asked for."""
    return question.does("sum") or "+" in question.words


def names_several(question: Query) -> bool:
    """Whether partners, or investors, are named side by side to be told, or added up, one by one: "shares of A and B"."""
    others = question.others
    compared = question.does("comparative", "above", "below", "ratio", "rank") or question.says("one or the other")
    compared = compared or (question.does("difference") and len(others) < _MANY)
    side_by_side = len({p.role for p in others}) == 1 and len({p.code for p in others}) > 1
    behind = [i for p in others if p.role == "own" and (i := question.after(p.end)) is not None]
    has_whole = any(i.slot in ("measure", "verb") for i in behind)  # "China's share of Japan's imports"
    shares = [i.start for i in question.all("op") if i.value == "share"]
    flows = [i.start for i in question.items if i.slot in ("measure", "verb") and i.value in LEVELS]
    of_other = len(others) == 2 and any(flows[0] < k < flows[-1] for k in shares[:1] if flows)  # "X as a share of Y"
    told = (bool(shares) and not has_whole and not of_other) or question.does("sum") or len(others) >= _MANY
    return side_by_side and not compared and told


def two_subjects(question: Query) -> list[Query]:
    """The questions on both sides of "and" where they are about different things; none where they are not."""
    named = {k for i in question.items for k in range(i.start + 1, i.end)}
    for joint in (k for k, w in enumerate(question.words) if w in ("and", "plus", "also") and k not in named):
        halves = [[i for i in question.items if (i.start > joint) is behind] for behind in (False, True)]
        if all(_of(half, _GROUPS[0] | {"role", "topic"}) for half in halves):
            both = _alone(question, halves[0], halves[1], joint), _alone(question, halves[1], halves[0], joint)
            for half, own in zip(both, halves, strict=True):
                starts = {i.start for i in own}
                half.places = [p if p.start in starts else p._replace(role="with") for p in half.places]
            return [*both]
    return []
