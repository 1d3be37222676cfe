"""Flows of a sentence: each word that names a measure, with the countries and the goods that its phrase names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...book.code_lists import compilers_of
from ...model.codes import BALANCES, LEVELS, WORLD
from ...model.digits import is_digits
from ...model.reference import HOME
from .goods import ANY_GOOD, good_code
from .number import Numeral
from .words import Cue, Tagged, word_class

_PREPOSITIONS = word_class("preposition")
_FUNCTION = _PREPOSITIONS | word_class("function")
_ADJECTIVE = re.compile(r"(?:ese|[^p]ians?|[er]ean|rican|[dt]ish|rench|erman|utch|hmer|bodian)$")
_STATES = word_class("a state")
_SKIPPED = word_class("before a partner")
_ENDS_A_NAME = (
    *("measure", "hedge", "base", "up", "down", "share", "took", "source", "growth", "future", "back", "break", "verb"),
    *("average", "world", "percent", "unit", "scale", "largest", "ordinal", "count"),
)
"""Slots of cues with which the words before a measure do not go on."""
_TWO_FLOWS = ("exports", "imports")
_LEADS_A_TOTAL = word_class("before a total") | {",", ";", ":", "("}
_BEHIND_A_TOTAL = word_class("behind a total") | {":"}
_OWNED = frozenset({*LEVELS} - {"total_trade"})
_LEFT_OUT = word_class("compares countries")
_LEFT_WITH = word_class("left with")
_NEAR = 3  # so many words may lie between two measures that share their countries
_GOODS = word_class("goods sold")
_NARROWS = ("to", "of", "from", "with")
_NO_GOODS = ("count", "part", "measure", "world", "scale", "up", "down", "growth", "back", "source", "verb")


class NamedFlow(NamedTuple):
    """A measure named by the words of a `cue`: of whom (`owner`) and with whom (`partners`), codes of areas.

    `pair` tells that "the two countries" stand there, `narrowed` is a word that makes it a part of the measure ("rice
    exports") and `goods` the group of products that it names, "" where it names none. `lent` tells that the owner is that of another flow, and
    `unsure` that the words do not settle it.
    """

    measure: str
    cue: Cue
    owner: str = ""
    partners: tuple[str, ...] = ()
    pair: bool = False
    narrowed: str = ""
    goods: str = ""
    adjective: bool = False
    lent: bool = False
    unsure: bool = False


def flows(sentence: Tagged) -> list[NamedFlow]:
    """The measures that a sentence names, in order."""
    found: list[NamedFlow] = []
    board = {*compilers_of("investment board")} & {c.code for c in sentence.all("source")}
    projects = [c._replace(code="fdi") for c in sentence.all("other") if board and c.code == "projects"]
    named = [c for c in sentence.all("measure", "verb", "took") if not _is_a_place(sentence, c)]
    named = [c if c.slot != "took" else c._replace(slot="verb", code="imports") for c in named if _is_told(sentence, c)]
    for cue in named or projects:
        found.append(_of_verb(sentence, cue, found) if cue.slot == "verb" else _of_noun(sentence, cue, found))
    roles = [] if found else [c for c in sentence.all("role") if c.code in LEVELS]
    found = [f for f in _shared(sentence, found) if not _is_where(sentence, f, found)]
    return _owned(sentence, found) + [NamedFlow(c.code, c, HOME[0]) for c in roles]


def _is_told(sentence: Tagged, cue: Cue) -> bool:
    """Whether a cue names a flow; "took" where goods of a country are: "the US took 11.7 billion dollars of Cambodian goods"."""
    goods = (c for c in sentence.all("area") if cue.end <= c.start < cue.end + 8 and is_adjective(sentence, c))
    sold = next((c for c in goods if sentence.word(c.end) in _GOODS), None)
    return cue.slot != "took" or (
        cue.code == "exports"
        and sold is not None
        and not any(sentence.at(k, "percent", "part", "verb", "measure", "break") for k in range(cue.end, sold.start))
    )


def _is_a_place(sentence: Tagged, cue: Cue) -> bool:
    """Whether zones are where something is, and not what is counted: "66 of them in special economic zones"."""
    return sentence.at(cue.start, "sector") is not None and sentence.lead(cue.start) in _PREPOSITIONS


def _is_where(sentence: Tagged, flow: NamedFlow, found: Sequence[NamedFlow]) -> bool:
    """Whether trade is where a balance before it arose: "a surplus of 148.79 million dollars in its trade with Japan"."""
    balances = [f.cue.end for f in found if f.measure in BALANCES and f.cue.end <= flow.cue.start]
    led = balances and "in" in sentence.words[max(balances[-1], flow.cue.start - 3) : flow.cue.start]
    return bool(led) and flow.measure == "total_trade"


def with_totals(sentence: Tagged, found: list[NamedFlow], numbers: list[Numeral]) -> list[NamedFlow]:
    """The flows, with what is told as the total of numbers before it: trade where these are exports and imports, else a
    part of the flow before it, since it is not said what was added up."""
    made = list(found)
    for number in numbers:
        start = start_of_total(sentence, number, numbers)
        before = [f for f in found if start is not None and f.cue.end <= start and f.measure in LEVELS]
        if before and start is not None:
            both = {*_TWO_FLOWS} <= {f.measure for f in before}
            measure, narrowed = ("total_trade", "") if both else (before[-1].measure, "total")
            cue = Cue("measure", measure, start, number.start)
            made.append(before[-1]._replace(measure=measure, cue=cue, narrowed=narrowed, goods=""))
    return sorted(made, key=lambda f: f.cue.start)


def start_of_total(sentence: Tagged, number: Numeral, numbers: list[Numeral]) -> int | None:
    """Where "a total of 276 million" begins behind other numbers of its kind, and "276 million in all"; None elsewhere."""
    k = number.start
    while sentence.word(k - 1) in _BEHIND_A_TOTAL:
        k -= 1
    told = sentence.word(k - 1) == "total" and sentence.word(k - 2) in _LEADS_A_TOTAL
    k = k - 1 if told else number.start
    summed = any(n.end <= k and n.kind == number.kind for n in numbers)
    return k if summed and (told or sentence.at(number.end, "sum")) else None


def is_adjective(sentence: Tagged, area: Cue) -> bool:
    words = sentence.words[area.start : area.end]
    adjective = any(_ADJECTIVE.search(word) for word in words) and words[-1] not in _STATES
    return adjective and not sentence.tokens[area.end - 1].owns


class _Left(NamedTuple):
    """The words before a noun: the countries, the word that narrows it and the goods it names, whether the two are meant."""

    areas: list[str]
    pair: bool
    narrowed: str
    goods: str
    adjective: bool

    @property
    def owner(self) -> str:
        return self.areas[0] if self.areas else ""


class _Right(NamedTuple):
    """The prepositional phrases behind a noun, as (preposition, country), and what narrows it there."""

    areas: list[tuple[str, str]]
    pair: bool = False
    narrowed: str = ""
    goods: str = ""
    between: bool = False


_OWNS = {"exports": ("from", "by", "of"), "imports": ("to", "into", "by", "of"), "fdi": ("in", "to", "into", "for")}
"""Prepositions that lead the owner of a measure, where they are not `by`, `of` and `for`."""


def _of_noun(sentence: Tagged, cue: Cue, before: list[NamedFlow]) -> NamedFlow:
    left, right = _left(sentence, cue), _right(sentence, cue)
    pair, words = left.pair or right.pair, left if left.narrowed else right
    owner, partners = _sides(sentence, cue, left, right)
    if cue.code == "fdi":
        foreign = next((p for p in partners if p != HOME[0]), "")
        investor = owner if owner not in ("", HOME[0]) or not partners else foreign
        hosts = [c for p, c in right.areas if p in ("in", "to", "into")] or [p for p in partners if p != investor]
        whose = (investor,) if investor not in ("", *hosts[:1]) else ()
        return NamedFlow("fdi", cue, next(iter(hosts), ""), whose, pair, words.narrowed, words.goods)
    if not owner and sentence.word(cue.start - 1) in ("its", "their"):
        owner = next((f.owner for f in reversed(before) if f.owner and f.owner not in partners), "")
    if cue.code in BALANCES and not owner and (owner := _left_with(sentence, cue)):
        of_two = next((f for f in reversed(before) if f.owner and owner in (f.owner, *f.partners)), None)
        both = [] if of_two is None else [of_two.owner, *of_two.partners]
        partners = partners or [code for code in both if code != owner]
    whom = tuple(dict.fromkeys(partners))
    named = NamedFlow(cue.code, cue, owner, whom, pair, words.narrowed, words.goods, left.adjective)
    subjects = {c.code for c in _bare_areas(sentence) if c.end <= cue.start and ("of", owner) in right.areas}
    return named._replace(unsure=bool(subjects) and owner not in subjects)  # "Cambodia raised exports of Japan"


def _left_with(sentence: Tagged, cue: Cue) -> str:
    """Who is left with a balance: "leaving Japan with a surplus", "giving Japan a surplus", "leaving Tokyo in surplus"."""
    k = cue.start
    while sentence.word(k - 1) in _LEFT_WITH or sentence.ending(k, "plain") is not None:
        k -= 1
    area = sentence.ending(k, "area") if k < cue.start else None
    return area.code if area is not None and sentence.lead(area.start) not in _PREPOSITIONS else ""


def _sides(sentence: Tagged, cue: Cue, left: _Left, right: _Right) -> tuple[str, list[str]]:
    """(owner, partners) of what a noun names."""
    owner, partners = left.owner, list[str]()
    if len(left.areas) == 1 and cue.code in (*_TWO_FLOWS, "fdi"):
        owner, partners = _led(sentence, cue, owner)
    for preposition, code in right.areas:
        if preposition == "between":
            partners.append(code)
        elif preposition in _OWNS.get(cue.code, ("by", "of", "for")) and not owner:
            owner = code
        elif code != owner and (preposition != "in" or cue.code == "fdi"):
            partners.append(code)
    if right.between and len(partners) > 1:
        return partners[0], partners[1:]
    if right.between and partners and not right.pair:
        return partners[0], [WORLD]  # between Cambodia and its partners
    if len(left.areas) > 1 and not partners:
        return left.owner, left.areas[1:]  # Cambodia-Japan trade, Cambodia's Japanese imports
    return owner, partners


def _led(sentence: Tagged, cue: Cue, owner: str) -> tuple[str, list[str]]:
    """(owner, partners) of "from Cambodia to Japan exports" and "from Japan imports", as Japanese says it."""
    near = sentence.ending(cue.start, "area")
    lead = sentence.word(near.start - 1) if near is not None else ""
    if near is None or lead not in ("from", "to"):
        return owner, []
    far = sentence.ending(near.start - 1, "area")
    other = [far.code] if far is not None and sentence.word(far.start - 1) in {"from", "to"} - {lead} else []
    if (lead == "from") is (cue.code == "imports"):
        return "".join(other), [near.code]
    return near.code, other


def _left(sentence: Tagged, cue: Cue) -> _Left:
    areas: list[str] = []
    pair, adjective, narrowed, code, k = False, False, "", "", cue.start
    while k > 0:
        word = sentence.word(k - 1)
        if (area := sentence.ending(k, "area")) is not None:
            if sentence.word(area.start - 1) == "with" and sentence.ending(area.start - 1, "measure"):
                break  # "trade with Cambodia showed exports of": it is of that trade
            areas.insert(0, area.code)
            adjective = is_adjective(sentence, area) if len(areas) == 1 else adjective
            k = area.start
        elif (said := sentence.ending(k, "pair")) is not None:
            pair, k = True, said.start
        elif (goods := sentence.ending(k, "good")) is not None:
            code = good_code(sentence, goods) if not narrowed and k == cue.start else ANY_GOOD
            narrowed, k = sentence.written(goods.start, goods.end), goods.start
        elif word in ("-", "/") and areas:
            k -= 1
        elif word in _FUNCTION or not word[:1].isalpha() or k - 1 in sentence.dated:
            break
        elif sentence.ending(k, "plain") is not None:
            k -= 1
        elif areas or narrowed or word.endswith(("ed", "ing", "ly")) or sentence.ending(k, *_ENDS_A_NAME) is not None:
            break
        else:
            return _Left([], pair, word, "", adjective)
    return _Left(areas, pair, narrowed, code, adjective)


def _right(sentence: Tagged, cue: Cue) -> _Right:
    """To Japan, between the two countries, of garments."""
    areas: list[tuple[str, str]] = []
    pair, between, preposition, narrowed, code, k = False, False, "", "", "", cue.end
    if sentence.tokens[cue.end - 1].owns:
        return _Right([])
    while k < min(len(sentence.words), cue.end + 16):
        word, area, then = sentence.word(k), sentence.at(k, "area"), sentence.at(k + 1, "measure")
        if area is not None and preposition:
            areas, k = [*areas, (preposition, area.code)], area.end
        elif (said := sentence.at(k, "pair")) is not None and preposition:
            pair, k = True, said.end
        elif area is not None or k in sentence.dated or sentence.at(k, "unit", "hedge", "share") or is_digits(word[:1]):
            break
        elif word == "and" and then is not None and preposition and not areas:  # exports to and imports from Japan
            k = then.end + (sentence.word(then.end) in _PREPOSITIONS)
        elif word in ("and", ","):
            bare = k + 1 + (sentence.word(k + 1) == "the")  # a name may begin with it: "Japan and the Kingdom"
            joined = sentence.at(k + 1, "area") or sentence.at(bare, "area")
            if joined is None or not areas:
                break
            k = joined.start
        elif word in _PREPOSITIONS:
            preposition, between, k = word, between or word == "between", k + 1
        elif word in _SKIPPED or (sentence.at(k, "plain") is not None and word not in _FUNCTION and not areas):
            k += 1
        elif (good := sentence.at(k, "good")) is not None and preposition and not narrowed:
            narrowed, code, k = sentence.written(good.start, good.end), good_code(sentence, good), good.end
        elif not areas and word.isalpha() and preposition in _NARROWS and sentence.word(k - 1) in (preposition, "the"):
            narrowed = narrowed or ("" if sentence.at(k, *_NO_GOODS) is not None else word)
            break
        else:
            break
    return _Right(areas, pair, narrowed, code, between)


def _bare_areas(sentence: Tagged) -> list[Cue]:
    """The countries that may be a subject: led by no preposition, no adjective, and owning nothing."""
    led, found = (_PREPOSITIONS - {"and"}) | _LEFT_OUT, list[Cue]()
    areas = sentence.all("area")
    for k, area in enumerate(areas):
        joined = k > 0 and sentence.words[areas[k - 1].end : area.start] in (["and"], [","], ["and", "the"])
        if sentence.lead(area.start) in led or (joined and areas[k - 1] not in found):
            continue
        if not sentence.tokens[area.end - 1].owns and not is_adjective(sentence, area):
            found.append(area)
    return found


def named_subject(sentence: Tagged) -> str:
    """The country that a sentence is about, "" where it is about none."""
    return next((c.code for c in _bare_areas(sentence)), "")


def _of_verb(sentence: Tagged, cue: Cue, before: list[NamedFlow]) -> NamedFlow:
    """ "Cambodia exported goods worth ... to Japan", "Japan bought ... of Cambodian goods"."""
    subject: list[Cue] = []
    for area in (c for c in _bare_areas(sentence) if c.end <= cue.start):
        joined = sentence.lead(area.start) == "and" and bool(subject) and subject[-1].end >= area.start - 2
        subject = [*subject, area] if joined else [area]
    if (near := sentence.ending(cue.start, "area")) is not None and sentence.words[cue.start].endswith("ing"):
        subject = [near]  # "with the Kingdom exporting 365 million"
    owner = subject[-1].code if subject else _of_goods(sentence, cue)
    pair = any(p.end <= cue.start for p in sentence.all("pair"))
    if cue.code == "total_trade":
        return NamedFlow(cue.code, cue, subject[0].code if subject else "", tuple(a.code for a in subject[1:]), pair)
    earlier = next((f for f in reversed(before) if f.cue.slot == "verb"), None)
    if earlier is not None and not any(sentence.at(k, "break") for k in range(earlier.cue.end, cue.start)):
        owner = earlier.owner if sentence.word(cue.start - 1) in ("and", "also", "it") or not subject else owner
    partners, narrowed, goods = _objects(sentence, cue, owner)
    if cue.code == "fdi":
        host = HOME[0] if HOME[0] in partners else next(iter(partners), "")
        return NamedFlow("fdi", cue, host, (owner,) if owner else (), pair)
    if not partners and earlier is not None and owner == earlier.owner:
        partners = list(earlier.partners)
    return NamedFlow(cue.code, cue, owner, tuple(dict.fromkeys(partners)), pair, narrowed, goods)


def _of_goods(sentence: Tagged, cue: Cue) -> str:
    """The country whose goods are sold: "Cambodian products worth 1.57 billion dollars were sold to Japan"."""
    whose = (c for c in sentence.all("area") if c.end <= cue.start and is_adjective(sentence, c))
    return next((c.code for c in whose if cue.code == "exports" and sentence.word(c.end) in _GOODS), "")


def _objects(sentence: Tagged, cue: Cue, owner: str) -> tuple[list[str], str, str]:
    """(partners, what narrows it, the goods that it names) of the words behind a verb."""
    partners: list[str] = []
    last = cue.end
    narrowed, goods = next(sentence.unknown(cue.end, cue.end + 1), "") if cue.end < len(sentence.words) else "", ""
    ends = {"exports": ("to", "into"), "fdi": ("in", "into", "to")}.get(cue.code, ("from",))
    for k in range(cue.end, len(sentence.words)):
        another = k > cue.end + 1 and sentence.at(k, "verb", "measure")
        if another or sentence.at(k, "break") or sentence.word(k) == ";":
            break
        good = sentence.at(k, "good")
        if good is not None and (not partners or sentence.ending(k, "area") is not None):
            narrowed, goods = sentence.written(good.start, good.end), good_code(sentence, good)
        place = sentence.at(k, "area")
        if place is None or place.code == owner:
            continue
        lead = sentence.lead(k)
        direct = place.start <= cue.end + 1 and sentence.word(cue.end) in ("the", sentence.word(place.start))
        of_goods = cue.code == "imports" and is_adjective(sentence, place)
        joined = lead == "and" and partners and not any(is_digits(w[:1]) for w in sentence.words[last:k])
        if direct or of_goods or lead in ends or joined:
            partners, last = [*partners, place.code], place.end
    return partners, narrowed, goods


def _shared(sentence: Tagged, found: list[NamedFlow]) -> list[NamedFlow]:
    """ "Exports to and imports from Japan", "a surplus in trade with Japan": what one says holds for the other."""
    made = list(found)
    for k, flow in enumerate(found):
        for other in (o for o in found if o is not flow):
            between = sentence.words[min(other.cue.end, flow.cue.end) : max(other.cue.start, flow.cue.start)]
            of_trade = flow.measure.startswith("trade_") and other.measure == "total_trade"
            if len(between) > _NEAR or not ("and" in between or of_trade):
                continue
            owner = made[k].owner or other.owner
            partners = made[k].partners or tuple(p for p in other.partners if p != owner)
            made[k] = made[k]._replace(owner=owner, partners=partners)
    return made


def _owned(sentence: Tagged, found: list[NamedFlow]) -> list[NamedFlow]:
    """ "Japan's exports to Cambodia were 512 million dollars and imports 1.926 billion": Japan's imports too."""
    made = list(found)
    owners = {f.owner for f in found if f.owner and f.measure in LEVELS}
    named = list(dict.fromkeys(c.code for c in sentence.all("area")))
    for k, flow in enumerate(found):
        joined = flow.cue.slot != "verb" or sentence.word(flow.cue.start - 1) in ("and", "also", "it")
        if flow.measure not in _OWNED or flow.owner or flow.pair or flow.narrowed or not joined:
            continue
        given = (f for f in found[:k][::-1] if f.measure in LEVELS and (f.partners or (f.owner and not f.adjective)))
        last = next(given, None)
        strangers = owners - {HOME[0]}
        if last is None and flow.partners == HOME[:1] and len(strangers) == 1:
            made[k] = flow._replace(
                owner=strangers.pop(), lent=True
            )  # "Japanese exports ..., and imports from Cambodia"
        elif last is None or last.owner in flow.partners:
            made[k] = flow._replace(unsure=bool(owners - {HOME[0]}) or (not flow.partners and HOME[0] in named[1:]))
        elif last.owner:
            said = last.measure != "total_trade" or last.owner == HOME[0] or sentence.tokens[last.cue.start - 1].owns
            made[k] = flow._replace(owner=last.owner, lent=True, unsure=len(owners) > 1 or not said)
        elif last.partners == HOME[:1] and not flow.partners:
            made[k] = flow._replace(partners=last.partners, lent=True)
    return made
