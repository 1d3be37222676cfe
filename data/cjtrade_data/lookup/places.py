"""Places: the countries of a question, each with the part it plays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..book.code_lists import compilers
from ..language.phrases import codes, cue, fillers
from ..language.vocabulary import Vocabulary
from ..model.codes import FLOWS
from .parser import Item

_SKIPPED = frozenset(
    """
    the a an total overall bilateral annual monthly own whole goods international foreign combined direct - ,
""".split()
)


class Place(NamedTuple):
    """A country and the part it plays: own, to, from, with, by, in, of, than or bare."""

    code: str
    role: str
    start: int
    end: int


def places_of(words: Sequence[str], items: Sequence[Item], vocabulary: Vocabulary) -> list[Place]:
    """The countries among the items of a question, in their order."""
    places = [_place(words, items, vocabulary, item) for item in items if item.slot == "area"]
    places = places or [_side(item) for item in items if item.slot == "compiler" and _owns_flow(words, items, item)]
    _join_pairs(words, items, places)
    return places


def _owns_flow(words: Sequence[str], items: Sequence[Item], compiler: Item) -> bool:
    """ "JETRO's exports": those of the country whose figures it compiles."""
    known, behind = compilers().get(str(compiler.value)), after(words, items, compiler.end)
    return compiler.owns and known is not None and bool(known.side) and behind is not None and behind.value in FLOWS[:2]


def _side(compiler: Item) -> Place:
    return Place(compilers()[str(compiler.value)].side, "own", compiler.start, compiler.start)


def after(words: Sequence[str], items: Sequence[Item], end: int) -> Item | None:
    """The first meaning behind a phrase, words of no weight left out."""
    while end < len(words) and words[end] in _SKIPPED:
        end += 1
    here = [i for i in items if i.start == end]
    return next((i for i in here if i.slot in ("verb", "measure")), here[0] if here else None)


def word_before(words: Sequence[str], start: int) -> str:
    at = start - 1
    while at >= 0 and words[at] in ("the", "a", "an"):
        at -= 1
    return words[at] if at >= 0 else ""


def _place(words: Sequence[str], items: Sequence[Item], vocabulary: Vocabulary, item: Item) -> Place:
    phrase = " ".join(words[item.start : item.end])
    code, ahead = str(item.value), word_before(words, item.start)
    role = codes("prep").get(ahead, "bare") if ahead != "and" else "bare"
    if phrase == "us" and any(i.end == item.start and i.slot == "verb" and i.value == "exports" for i in items):
        role = "to"  # "what did they sell us"
    if role == "from" and not cue("earned").isdisjoint(words):
        role = "to"  # "revenue from Japan" is of what is sold there
    if role == "to" and any(i.value == "imports" and words[i.start - 1] == "for" for i in items):
        role = "from"  # "paid to Japan for imports"
    if ahead == "for" and code == vocabulary.pair[0]:
        role = "own"  # "a bigger market than Thailand for Cambodia"
    behind = after(words, items, item.end)
    adjective = item.owns or phrase in vocabulary.adjectives
    if adjective and behind is not None and behind.slot == "good" and not _is_of_a_flow(words, items, behind):
        return Place(code, "from", item.start, item.end)
    if (
        (adjective and role not in ("than",) and behind is not None and behind.slot != "prep")
        or (
            role == "bare"
            and (phrase == "we" or (behind is not None and behind.slot == "verb" and behind.end < len(words)))
        )
        or (role == "bare" and (_asks_of(words, items, item) or _trades_with(words, items, behind)))
    ):
        role = "own"
    return Place(code, role, item.start, item.end)


def _is_of_a_flow(words: Sequence[str], items: Sequence[Item], good: Item) -> bool:
    """Whether a good says what a flow is of, "Japanese car exports"; "Japanese cars" come from Japan whoever trades."""
    behind = after(words, items, good.end)
    is_market = behind is None and "role" in {i.slot for i in items if i.start == good.end}
    names_one = behind is not None and not codes("measure").keys().isdisjoint(words[behind.start : behind.start + 1])
    return is_market or names_one or (behind is not None and behind.slot == "role")


def _trades_with(words: Sequence[str], items: Sequence[Item], flow: Item | None) -> bool:
    """ "Japan imports Cambodia 2010", "Japan exports cars world": the first country does it, with the second."""
    is_flow = flow is not None and flow.value in ("exports", "imports")
    ends = {flow.end, *(i.end for i in items if i.slot == "good" and i.start == flow.end)} if flow else set()
    partners = [i.end for i in items if i.slot == "area" and i.start in ends]
    return is_flow and bool(partners) and not any(i.slot == "compiler" and i.start in partners for i in items)


def _asks_of(words: Sequence[str], items: Sequence[Item], item: Item) -> bool:
    """ "did Japan import", "has Cambodia ever exported": the country does it."""
    behind = next((i.start for i in items if i.start >= item.end and i.slot in ("verb", "measure")), item.end - 1)
    times = {k for i in items if i.slot == "span" for k in range(i.start, i.end)}
    between = (k for k in range(item.end, behind) if words[k] not in fillers() and k not in times)
    return word_before(words, item.start) in cue("auxiliary") and behind >= item.end and next(between, None) is None


def _join_pairs(words: Sequence[str], items: Sequence[Item], places: list[Place]) -> None:
    """ "between Cambodia and Japan", "Cambodia Japan trade": the second plays the part of the first."""
    flows = {i.start for i in items if i.slot in ("verb", "measure")}
    for k in range(1, len(places)):
        before, here = places[k - 1], places[k]
        between = words[before.end : here.start]
        if not between and here.role == "own" and words[before.start - 1] in cue("whether") and before.start == 1:
            continue  # "is Cambodia Japan's largest partner"
        if between == [","] and before.role == "in":
            continue  # "who invests more in Cambodia, Japan or Thailand"
        if before.role in ("to", "from", "in") and here.role == "own" and (not between or here.end in flows):
            continue  # "to Cambodia Japan's net aid", "imports from Cambodia and Cambodia's exports"
        if between in (["and"], ["-"], [], ["/"], ["&"], ["vs"], ["or"], [","]) and before.role != "own":
            if here.role in ("bare", "own"):
                places[k] = here._replace(role=before.role)
        elif between in (["-"], []) and before.role == "own" and here.role == "own":
            places[k - 1] = before._replace(role="with")
            places[k] = here._replace(role="with")
