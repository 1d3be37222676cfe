"""Movement: which way the words around a number say that something went."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.digits import is_digits
from .number import Numeral
from .words import Cue, Tagged, word_class

_WEAK = word_class("moves beside a number")
"""Words that tell a direction only right at a number."""
COMPARES = {**dict.fromkeys(word_class("compares up"), 1), **dict.fromkeys(word_class("compares down"), -1)}
"""Words right behind a number that compare, and which way: "10 per cent less than"."""
_BEFORE_WHAT = word_class("compares without than")
"""Those that stand right before what a number is compared with, without a "than"."""
_FAR = 14


def direction(sentence: Tagged, number: Numeral) -> int:
    """Which way, by the word of movement nearest to a number, those right behind it first; 0 where none is near."""
    behind = COMPARES.get(sentence.word(number.end), 0)
    if behind and sentence.word(number.end) != "over":  # "slid 18.5 per cent over the course of 2023"
        return behind
    shares = {c.start for c in sentence.all("share")}
    start, end = sentence.clause(number.first, number.end)
    found: list[tuple[float, int]] = []
    for cue in sentence.all("up", "down"):
        before = cue.end <= number.start
        between = sentence.words[cue.end : number.start] if before else sentence.words[number.end : cue.start]
        gap = number.start - cue.end if before else cue.start - number.end
        aside = not before and "," in between and _has_its_own(sentence, cue.end, end)
        aside = aside or (not before and bool({",", "and"} & {*between}) and _of_another(sentence, number, cue))
        outside = aside or not start <= cue.start < end or cue.start in shares or gap < 0
        if outside or (gap > 1 and sentence.words[cue.start] in _WEAK):
            continue
        cost: float = gap + 4 * sum(is_digits(w[:1]) for w in between) + 2 * between.count(",")
        if not before:
            cost += (0.5 if gap else -2.5) + (6 if "and" in between else 0)
        found.append((cost, int(cue.code)))
    return min(found)[1] if found and min(found)[0] <= _FAR else behind


def _of_another(sentence: Tagged, number: Numeral, cue: Cue) -> bool:
    """Whether a word of movement behind a number has a measure before it: "by 203 million, and the surplus shrank"."""
    return any(number.end <= c.start and c.end <= cue.start for c in sentence.all("measure"))


def _has_its_own(sentence: Tagged, start: int, end: int) -> bool:
    """Whether a word of movement is of a measure named behind it: "up 7 per cent, narrowing the surplus"."""
    until = next((k for k in range(start, end) if is_digits(sentence.words[k][:1])), end)
    return any(start <= c.start < min(until, start + 6) for c in sentence.all("measure"))


def is_moved(sentence: Tagged, number: Numeral) -> bool:
    """Whether a word of movement that no number leads stands right before a number: "rose 162 million dollars"."""
    cue = sentence.ending(number.start, "up", "down")
    limited = sentence.word(number.start) in ("above", "below", "under")  # "fell below 625 million"
    bare = cue is not None and not limited and sentence.words[cue.start] not in _WEAK - {"up", "down"}
    return bare and cue is not None and sentence.ending(cue.start, "unit", "scale", "percent") is None


def is_behind_amount(sentence: Tagged, number: Numeral, found: Sequence[Numeral]) -> bool:
    """Whether it is how an amount right before it moved: "11.0 billion dollars, up 26.1 per cent"."""
    moved = number.kind == "percent" and sentence.at(number.start - 1, "up", "down") is not None
    return moved and any(n.kind == "money" and n.end == number.start - 2 for n in found)


def is_of_something_else(sentence: Tagged, number: Numeral) -> bool:
    """Whether a number compares with what is no other time: "64 per cent more than Cambodia reports"."""
    word, end = sentence.word(number.end), sentence.clause(number.first, number.end)[1]
    than = sentence.word(number.end + 1) == "than" if word not in _BEFORE_WHAT else True
    dated = any(number.end <= c.start < end for c in sentence.all("time"))
    return word in COMPARES and than and not dated


def is_told_as_amount(sentence: Tagged, before: Numeral, number: Numeral) -> bool:
    """Whether it is what stands before it as an amount: "fell 7.9 per cent, or 73 million dollars"."""
    return number.kind == "money" and sentence.words[before.end : number.start] in (["or"], [",", "or"])


def moved_to(sentence: Tagged, number: Numeral) -> int:
    """Which way a level is said to have gone: "rose to", "narrowed 5 per cent to"."""
    if number.base or sentence.word(number.start - 1) != "to":
        return 0
    start, _ = sentence.clause(number.first, number.end)
    moves = [c for c in sentence.all("up", "down") if start <= c.start < number.start and number.start - c.end <= 6]
    return int(moves[-1].code) if moves and sentence.words[moves[-1].start] not in ("more", "less") else 0


def runs(sentence: Tagged, found: Sequence[Numeral]) -> list[list[int]]:
    """The places of two or more numbers of one kind that only "and", commas and words of movement join."""
    made: list[list[int]] = []
    for k, number in enumerate(found):
        joint = sentence.words[found[k - 1].end : number.start] if k else []
        moves = sum(sentence.at(j, "up", "down") is not None for j in range(number.start - len(joint), number.start))
        plain = len(set(joint) - {"and", ",", "at", "by", "to"}) <= moves and "and" in joint and "," not in joint[1:]
        if made and (plain or joint == [","]) and number.kind == found[k - 1].kind:
            made[-1].append(k)
        else:
            made.append([k])
    return [run for run in made if len(run) > 1]
