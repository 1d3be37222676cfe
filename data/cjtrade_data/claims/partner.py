"""Partner: the country that stands next to a number, and from whose side it is then told."""

from __future__ import annotations

from ..lookup.context import MIRRORED
from ..lookup.direction import TradeDirection
from ..lookup.query import Place
from ..model.reference import HOME
from .clause import Sentence
from .number_mentions import NumberMention

UNCLEAR = "with which country is not clear: another one is named, and none stands next to the number"
_TO = ("to", "from", "with")
_GOODS = frozenset({"worth", "of", "in", "goods", "products", "merchandise", "exports", "imports", "the", "to", "from",
                    "with", "went", "came"})  # fmt: skip
_TOOK = frozenset({"at", "with", "took", "held", "was", "were", "received", "contributed", "supplied", "accounted",
                   "accounting", "for", "some", "about", "nearly"})  # fmt: skip

_PAST = frozenset({"unlike", "after", "behind", "above", "than", "below", "ahead", "surpassing", "overtaking"})
_JOINT = frozenset({"and", "or", "the", "to", "from", "with", ","})


def beside(clause: Sentence, mention: NumberMention, reporter: str) -> str:
    """The country next to a number: "$2.9 billion to Vietnam", "Vietnam ($2.9 billion)"; "" where there is none."""
    behind = next((p for p in clause.places if p.start >= mention.end and _is_other(p, reporter)), None)
    if behind is not None and behind.role in _TO and _only(clause, mention.end, behind.start, _GOODS):
        return behind.code
    before = next((p for p in reversed(clause.named) if p.end <= mention.start and _is_other(p, reporter)), None)
    if before is None or _is_compared(clause, before) or _is_joined(clause, before, reporter):
        return ""
    apart = [token.text for token in clause.tokens[before.end : mention.start]]
    tight = apart[:1] == [","] and apart[1:] in ([], ["at"], ["with"])
    return before.code if tight or _only(clause, before.end, mention.start, _TOOK) else ""


def _is_compared(clause: Sentence, place: Place) -> bool:
    """ "Unlike China", "after China": a number behind it is of another one."""
    return place.role == "than" or any(t.text in _PAST for t in clause.tokens[max(0, place.start - 2) : place.start])


def _is_joined(clause: Sentence, place: Place, reporter: str) -> bool:
    """ "Vietnam and China": a number behind them is of both."""
    earlier = [p for p in clause.named if p.end < place.start and _is_other(p, reporter)]
    return any({t.text for t in clause.tokens[p.end : place.start]} <= _JOINT for p in earlier)


def _is_other(place: Place, reporter: str) -> bool:
    return place.code not in (reporter, "WLD")


def _only(clause: Sentence, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether nothing but such words stands there, all of them in the clause."""
    areas = clause.covered("area")
    return all(clause.words[k] in words or k in areas for k in range(start, end))


def others(clause: Sentence, *known: str) -> set[str]:
    """The countries a clause names besides Cambodia and those known."""
    return {p.code for p in clause.places} - {clause.home, "WLD", *known}


def seen_from_here(found: TradeDirection) -> TradeDirection:
    """What a third country sold to Cambodia is what Cambodia bought from it."""
    if found.reporter in HOME or found.partner not in HOME:
        return found
    return TradeDirection(
        MIRRORED[found.measure], found.partner, found.reporter, found.side, found.compilers, found.said, True
    )


def sells_to_whom(clause: Sentence, found: TradeDirection) -> str:
    """Why it is not known between whom a third country's own exports or imports are; "" where it is."""
    own = any(p.code == found.partner and p.role in ("own", "by") and not _is_reached(clause, p) for p in clause.places)
    if found.partner in (*HOME, "WLD") or found.measure == "total_trade" or not own:
        return ""
    return "" if any(p.code in HOME for p in clause.places) else "it does not say with whom"


def _is_reached(clause: Sentence, place: Place) -> bool:
    """ "Exports to the US market": the country is where they go."""
    before = [w for w in clause.words[: place.start] if w not in ("the", "")]
    return bool(before) and before[-1] in _TO
