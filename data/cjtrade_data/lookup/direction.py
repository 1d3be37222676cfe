"""Direction: who sells to whom, from whose point of view, and whose statistics were asked for."""

from __future__ import annotations

from typing import NamedTuple

from ..book.code_lists import compilers
from ..derivation.levels import Series
from ..model.codes import BALANCES, WORLD
from ..model.imported_compiler import is_of_part
from ..model.reference import partner_in
from .context import MIRRORED, LookupContext
from .places import Place
from .query import Query


class TradeDirection(NamedTuple):
    """`measure` from the side of `reporter`, with `partner`.

    `side` is whose statistics were asked for ("" for anybody's), `compilers` the ones named; `said` tells
    whether a partner was named at all, `turned` whether the question took a third country's side.
    """

    measure: str
    reporter: str
    partner: str
    side: str = ""
    compilers: tuple[str, ...] = ()
    said: bool = True
    turned: bool = False


def sides(question: Query, measure: str) -> TradeDirection:
    """Who reports and with whom: Cambodia with Japan where the question leaves it open."""
    owner, partner = _owner_and_partner(question, measure)
    said = partner is not None or owner == question.partner
    turned = False
    if owner not in (None, question.home, question.partner):
        if partner in question.pair and measure in MIRRORED:
            owner, partner, measure, turned = partner, owner, MIRRORED[measure], True
        elif partner is None:
            owner, partner, said = question.home, owner, True
    if owner is None:
        owner = question.partner if partner == question.home else question.home
    if partner is None:
        partner = _default_partner(question, measure, owner)
        said = said or partner == WORLD
    side, compilers = _asked_compilers(question, owner)
    return TradeDirection(measure, owner, partner, side, compilers, said, turned)


def _default_partner(question: Query, measure: str, owner: str) -> str:
    """The other of the two; but the whole world for a country's own total, or Cambodia's deficit, not one with Japan."""
    roles = ("own", "of", "bare", _OWNS.get(measure, ""))
    names_owner = any(p.code == owner and p.role in roles for p in question.places)
    in_all = question.says("of all trade") or (owner == question.home and measure == "trade_deficit")
    of_none = not (question.places or question.spans_years or question.does("sum")) and measure != "trade_deficit"
    leads = {question.words[i.start - 1] for i in question.all("measure") if i.start} & {"overall"}
    of_all = leads or question.says("abroad", *["total"] * ("total_trade" not in question.measures))
    return WORLD if (of_none and of_all) or (names_owner and in_all) else partner_in(question.pair, owner)


def _owner_and_partner(question: Query, measure: str) -> tuple[str | None, str | None]:
    owner: str | None = None
    partner: str | None = None
    rest: list[Place] = []
    both_flows = {"exports", "imports"} <= set(question.trade_measures)  # "to" and "from" are each of its own flow
    places = [p for p in question.places if p.code != WORLD or p.role != "own"]
    for place in places:
        owns = place.role in ("own", "by") and not _has_the_share(question, place)
        owns = owns or (place.role == "to" and question.says("importance"))  # "important for Japan"
        if owns or _has_the_balance(question, measure, place):
            owner, partner = (place.code, partner) if owner in (None, place.code) else (owner, partner or place.code)
        elif (
            place.code == question.home and place.role == _TOWARDS.get(measure) and len(places) > 1 and partner is None
        ):
            partner = question.home
        elif place.role == _OWNS.get(measure) and not both_flows:
            owner, partner = (place.code, partner) if owner is None else (owner, partner or place.code)
        elif place.role == "of" and _is_of_measure(question, place) and owner is None:
            owner = place.code
        else:
            rest.append(place)
    for place in rest:
        if place.code == question.home and owner is None and (place.role not in ("to", "from") or partner is not None):
            owner = question.home
        elif partner is None and place.code != owner:
            partner = place.code
        elif owner is None and place.code != partner:
            swap = rest[0].role == "bare" and place.role != "bare"  # "Japan exports 2015 to the world": the first sells
            owner, partner = (partner, place.code) if swap else (place.code, partner)
    return owner, None if partner == owner else partner


def from_home(question: Query, measure: str) -> str:
    """The flow as the home country has it: what others export to it are its imports."""
    towards = any(p.code == question.home and p.role == _TOWARDS.get(measure) for p in question.places)
    return MIRRORED[measure] if towards else measure


def _has_the_balance(question: Query, measure: str, place: Place) -> bool:
    """ "Japan surplus with Cambodia": the surplus is Japan's."""
    with_another = any(p.role == "with" and p.code != place.code for p in question.places)
    return measure in BALANCES and place.role == "bare" and with_another


_TOWARDS = {"exports": "to", "imports": "from"}
_OWNS = {"exports": "from", "imports": "to"}


def _has_the_share(question: Query, place: Place) -> bool:
    """ "Japan's share", "Japan's highest rank": Japan is the partner there, not the reporter.

    Cambodia is so only beside a country that has the whole: "Cambodia's share of Japan's imports".
    """
    behind = question.after(place.end)
    while behind is not None and behind.slot == "op" and behind.value in ("peak", "trough"):
        behind = question.after(behind.end)
    if question.does("products"):
        return False  # "Japan's largest export product" is Japan's
    if behind is None or (place.code == question.home and not _another_has_the_whole(question, place)):
        return False
    return (behind.slot == "op" and behind.value in ("share", "rank", "contribution")) or behind.slot in ("nth", "role")


def _another_has_the_whole(question: Query, place: Place) -> bool:
    others = (p for p in question.places if p.code != place.code and p.role == "own")
    return any((behind := question.after(p.end)) and behind.slot in ("measure", "verb", "good") for p in others)


def has_flow(question: Query, measure: str, place: Place) -> bool:
    """Whether a flow is a country's own: "Vietnam's exports", "exports of Vietnam", "from Vietnam", "by Vietnam"."""
    owns = place.role in ("own", "by", _OWNS.get(measure)) and question.words[place.start - 1] != "for"
    return owns or (place.role == "of" and _is_of_measure(question, place))


def _is_of_measure(question: Query, place: Place) -> bool:
    """ "exports of Japan" is Japan's; "share of Japan" and "trade of Japan with" are decided elsewhere."""
    at = place.start - 1
    spans = {i.end: i.start for i in question.all("span")}
    while at > 0 and (question.words[at] in ("the", "of") or at + 1 in spans):
        at = spans.get(at + 1, at) - 1
    here = [i for i in question.items if i.end == at + 1 and i.slot in ("measure", "verb", "op")]
    return bool(here) and all(i.slot != "op" or i.value not in ("share", "rank", "contribution") for i in here)


def _asked_compilers(question: Query, owner: str) -> tuple[str, tuple[str, ...]]:
    named = question.values("compiler")
    side = next(filter(None, (side_of(question, n) for n in named)), "")
    return side, tuple(compilers()[n].trade_by for n in named if n in compilers() and compilers()[n].trade_by)


def side_of(question: Query, compiler: str) -> str:
    """Whose own statistics a compiler's are, of the two: customs' or the country's named in its place; "" for neither's."""
    side = compilers()[compiler].side if compiler in compilers() else compiler
    return side if side in question.pair else ""


def lines(context: LookupContext, asked: TradeDirection) -> list[tuple[Series, str]]:
    """The lines that can answer, best first, each with the measure from its own side.

    The reporter's own figures come first, then the mirror, those of a part of the goods last; only one side where one was
    asked for.
    """
    found: list[tuple[Series, str]] = []
    for reporter, partner, measure in (
        (asked.reporter, asked.partner, asked.measure),
        (asked.partner, asked.reporter, MIRRORED[asked.measure]),
    ):
        if reporter not in context.pair or (asked.side and reporter != asked.side):
            continue
        for compiler in context.compilers(reporter, partner):
            if not asked.compilers or compiler in asked.compilers:
                found.append((context.line(reporter, partner, compiler), measure))
    return sorted(found, key=lambda line: is_of_part(line[0].compiler))
