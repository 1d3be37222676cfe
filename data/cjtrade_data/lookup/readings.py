"""Readings: what a way to read a question leaves unexplained, and whether its answers are of the countries asked about."""

from __future__ import annotations

from collections.abc import Iterable

from ..derivation.products import ADVANTAGE
from ..language.courtesy import plain_words
from ..language.phrases import cue, readings, wordings
from ..language.spelling import stem
from ..model.codes import BALANCES, WORLD
from .answer import Answer
from .context import LookupContext
from .direction import has_flow
from .operations.goods import CONCENTRATED
from .parser import Item
from .places import Place
from .query import TRADE, Query
from .router import HANDLERS, Handler

_OF_PEOPLE = ("people", "definition", "number", "sources", "events", "projects")


def by_what_they_explain(context: LookupContext, question: Query) -> list[Handler]:
    """The ways to read a question that leave least of it unexplained, in the order they are tried."""
    takes = [h for h in HANDLERS if h.takes(context, question)]
    left = [len(left_by(question, h)) for h in takes]
    return [h for h, words in zip(takes, left, strict=True) if words == min(left)]


def left_by(question: Query, handler: Handler) -> dict[str, str]:
    """The words of the phrases in a question that a reading takes no account of, each with its slot, or operation."""
    known = readings()[handler.kind] | handler.explains
    if handler.kind == "projects" and question.says("parties"):
        known |= {"who"}  # who gave it and who received it is said of each
    explained: dict[int, tuple[bool, str]] = {}
    for item in question.items:
        counts = (item.value if item.slot == "op" else item.slot) in (*known, "prep", "cite", "publisher")
        counts = counts and _is_of(handler.kind, question, item)
        for at in range(item.start, item.end):
            part = str(item.value) if item.slot == "op" else item.slot
            explained[at] = (explained.get(at, (False, ""))[0] or counts, part)
    return {f"{at} {question.words[at]}": slot for at, (is_explained, slot) in explained.items() if not is_explained}


def _is_of(kind: str, question: Query, item: Item) -> bool:
    """Whether a measure or a number is one that the kind of reading is about."""
    trades = bool(question.trade_measures)
    if item.slot == "measure" and kind in ("trade", "goods", "ranks"):
        return (
            item.value in (*TRADE, *ADVANTAGE.values())
            or (kind == "goods" and item.value in CONCENTRATED)
            or (kind == "ranks" and item.value == "fdi")
            or (trades and item.value in ("gdp", "population"))
        )
    if item.slot == "measure" and kind == "investment":
        return item.value in ("fdi", "gdp", "firms")  # firms that invest
    if item.slot in ("measure", "verb", "good") and kind == "people":
        spoken = question.does("said", "who", "what_said", "when", "define") or "speakers" in question.values("topic")
        return bool(spoken or any(question.values(by) for by in ("person", "organisation", "compiler")))
    if item.slot in ("compiler", "organisation") and kind == "other" and not question.others:
        # "World Bank aid": theirs, and not Japan's
        given = question.after(item.end)
        return given is None or given.start > item.end or not str(given.value).startswith("aid")
    if item.slot == "span" and kind == "number":
        return question.asks_whether
    if item.slot == "number" and kind == "people":
        return bool(question.values("person"))  # "did Kishida promise 1 billion"
    if item.slot == "number" and kind == "goods":
        against = question.asks_whether and (question.mark is not None or any(n.percent for n in question.numbers))
        return against or (bool(question.counts) and question.does("products", "by_product"))
    if item.slot == "number" and kind == "trade":
        rate = question.asks_whether and any(n.percent for n in question.numbers)
        counted = bool(question.counts) and question.does("peak", "trough")
        return rate or counted or question.mark is not None or question.does("contribution", "who", "ratio", "used")
    return True


def unexplained(context: LookupContext, question: Query, handler: Handler) -> str:
    """The first content word that nothing explains, "" where there is none; of a statement its own words explain theirs,
    and so do those of an indicator's answer and definition: "simple" of a tariff's average, "donor" of aid; but of
    the largest donor no figure of one donor tells.

    Where no measure is said, one may be assumed only if nothing is left but words that belong to no subject.
    """
    word = _unexplained(question, handler, frozenset())
    if word not in question.unknown or handler.kind != "other":
        return word
    told = " ".join(context.of_row(a) for a in handler.answer(context, question)[:1])
    ranked = {i.end for i in question.items if i.slot in ("nth", "count") or i.value in ("peak", "trough", "who")}
    ranked |= {k + 1 for k, w in enumerate(question.words) if w in cue("of all")}  # "aid from all donors"
    if not ranked.isdisjoint(question.unknown_at):
        return word
    return _unexplained(question, handler, frozenset(stem(w.strip(":,.;").lower()) for w in told.split()))


def _unexplained(question: Query, handler: Handler, told: frozenset[str]) -> str:
    if question.strangers:
        return question.strangers[0].lower()
    if absent := question.all("absent"):
        return " ".join(question.words[absent[0].start : absent[0].end])
    if question.grows_by_a_part:
        return question.grows_by_a_part
    if handler.kind in ("events", "projects", "people"):  # which have every word of it
        bound = [k for k, part in left_by(question, handler).items() if part in ("who", "peak", "trough")]
        return bound[0].partition(" ")[2] if bound else ""
    kind, left = handler.kind, [word for word in question.unknown if stem(word) not in told]
    said = [i.start for i in question.all("op") if i.value == "said" and question.does("what_said")]
    if not left and kind == "goods":  # "which country buys most garments": goods are not told by partner
        words = question.words
        left = [w for k, w in enumerate(words) if w in cue("country") and k and words[k - 1] in cue("which")]
    if not left and kind in ("other", "investment"):  # "what did Japan say about aid": no figure is a statement
        left = [question.words[p.start] for p in question.places if p.end in said]
    ends = {question.words[k] for k in question.unknown_at if question.words[k - 1] in ("and", "to", "until", "till")}
    if question.is_of("period", "range"):
        left = [w for w in left if w not in cue("circumstance") - ends]  # "during covid in 2020"
    if not left and kind in _MEASURED and not ({i.slot for i in question.items} & _SUBJECTS or question.does("mirror")):
        topics = [question.words[i.start] for i in question.all("topic") if kind != "other"]
        plain = plain_words() | (cue("size") if kind == "other" else frozenset())
        if kind == "trade":
            says = "JPY KHR".split() + ["said"] * (not question.values("compiler"))
            topics += [question.words[i.start] for i in question.items if i.value in says]
        left = [*topics, *_of_the_economy(question), *(w for w in question.unread if w not in plain)]
    if not left and kind in (*_MEASURED, "investment", "number"):
        light = _LIGHT - ({"role"} if kind == "other" else set())
        starts = {i.start for i in question.all("measure")}
        light -= {"said"} if any(i.value == "said" and i.end in starts for i in question.all("op")) else set()
        beyond = [(key.partition(" ")[2], part) for key, part in left_by(question, handler).items()]
        beyond = [(word, part) for word, part in beyond if kind != "number" or part in _SUBJECTS]
        left = [word for word, part in beyond if part not in light and not (part == "number" and len(word) < _AMOUNT)]
        own = {w for m in wordings("measure") if left and m.code in question.measures for w in m.phrase.split()}
        left = [word for word in left if kind != "other" or word not in own]  # "concentration index of export markets"
    return left[0] if left else ""


def _of_the_economy(question: Query) -> list[str]:
    """The words for growth of which nothing is said but the one country: "Cambodia's growth", "growth in Japan"."""
    alone = len(question.places) == 1 and question.places[0].role in ("own", "of", "in")
    alone = alone and not question.does("adds_up", "share", "rank")
    return [question.words[i.start] for i in question.all("op") if alone and i.value == "growth"]


_LIGHT = frozenset("nth sum count role contribution turn said what_said rest used list products".split())
"""What may be left unexplained: without it an answer is still one to the question."""
_AMOUNT = 3
"""Digits of a number that is more than a count: "the 12-month total"."""
_MEASURED = ("trade", "goods", "ranks", "other")
_SUBJECTS = {"measure", "verb", "basis", "role", "good", "sector", "term"}


def foreign_pair(question: Query) -> tuple[Place, Place] | None:
    """Two countries of which neither is Cambodia and whose trade with each other is asked for.

    "Between Laos and Japan", "Korea's exports to Vietnam", "China-US trade"; but not two partners set side by side.
    """
    if (pair := rival(question)) is not None:
        return pair
    places = [p for p in question.places if p.code != WORLD]
    if question.home in {p.code for p in places} or question.does(*_SIDE_BY_SIDE) or question.values("person"):
        return None
    for i, first in enumerate(places):
        for second in places[i + 1 :]:
            if first.code != second.code and _trade_with_each_other(question, first, second):
                return first, second
    return None


def rival(question: Query) -> tuple[Place, Place] | None:
    """Another country that does what home does, and with whom: "who exports more to Japan, Cambodia or Vietnam"."""
    words, homes = question.words, [p for p in question.places if p.code == question.home]
    for place in question.others if question.trade_measures else ():
        does = words[place.end : place.end + 1] and words[place.end] in cue("auxiliary")
        does = does or (question.tokens[place.end - 1].owns and words[place.start - 1] == "than")
        beside = any(words[a.end : b.start] == ["or"] for h in homes for a, b in ((h, place), (place, h)))
        whom = next((p for p in question.others if p.code != place.code and p.role in ("to", "from", "with")), None)
        if homes and whom is not None and (does or beside):
            return place._replace(role="own"), whom
    return None


def total_of_another(question: Query) -> Place | None:
    """Another country whose own exports or imports are asked for: "Vietnam's exports", with nobody said, or a part of them."""
    places = [p for p in question.places if p.code != WORLD]
    flows = ({*TRADE} - {"total_trade"}).intersection(question.trade_measures)
    owners = [p for p in places if p.role == "own" and p.code not in question.pair]
    if question.does("share") and len(places) > 1:
        whose = [*owners, *(p for p in places if p.role == "of" and p.code not in question.pair)]
        behind = ((p, question.after(p.end)) for p in whose if question.words[p.start - 1] not in cue("auxiliary"))
        return next((p for p, flow in behind if flow is not None and flow.value in flows), None)
    one = places[0] if len(places) == 1 and places[0].code not in question.pair else None
    if one is None or question.does("share", "rank", "above", "below"):
        return None
    of_balance = one.role in ("own", "of") and not {*BALANCES}.isdisjoint(question.trade_measures)
    return one if of_balance or any(has_flow(question, flow, one) for flow in flows) else None


_SIDE_BY_SIDE = ("difference", "ratio", "comparative", "above", "below")


def _trade_with_each_other(question: Query, first: Place, second: Place) -> bool:
    between = question.words[first.end : second.start]
    ahead = question.words[max(0, first.start - 2) : first.start]
    if "between" in ahead and between in (["and"], ["-"], ["&"]):
        return True
    if between in ([], ["-"], ["/"]):
        return True
    roles = {first.role, second.role}
    return bool(roles & {"own", "by"}) and bool(roles & {"to", "from", "with"})


def without_figure(context: LookupContext, question: Query, kind: str, answers: Iterable[Answer]) -> list[str]:
    """The countries the question names and no answer is of, by code."""
    if kind in _OF_PEOPLE:
        return []
    told = [(a.reporter, a.partner, f"{a.text} {a.reading}") for a in answers]
    named = [p for p in question.places if p.code != WORLD and p.role != "after"]
    with_home = kind == "other" and len(named) > 1 and named[-1].role in ("from", "to")
    with_home = with_home and not question.does(*_SIDE_BY_SIDE)
    if with_home and not any({r, p} >= {n.code for n in named} for r, p, _ in told[:1]):
        return [context.home]
    codes = dict.fromkeys(p.code for p in named if p.code != context.home)
    return [c for c in codes if not any(c in (r, p) or context.name(c) in text for r, p, text in told)]
