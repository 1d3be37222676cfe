"""Mentions: the numbers of a sentence, with unit, precision and the words that hedge them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import inf
from typing import NamedTuple

from ..language.digits import is_digits
from ..language.tokenizer import read_number
from ..model.interval import Interval
from .clause import Sentence

_THOUSANDS = re.compile(r"[0-9]+|[0-9]+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SIGNS = {"-": -1, "minus": -1, "negative": -1, "+": 1}
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SINGLE = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_PARTS = {**_SINGLE, "halves": 2, "thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6, "eighths": 8,
          "tenths": 10}  # fmt: skip
_MULTIPLES = {"doubled": 2, "tripled": 3, "trebled": 3, "quadrupled": 4, "twice": 2}
_COUNTED = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9}
_HEDGES: dict[str, tuple[str, ...]] = {
    "nearly": ("nearly", "almost", "close to", "just under", "just below", "just shy of", "approaching", "near"),
    "slightly over": ("just over", "slightly over", "slightly more than", "just above", "a little over", "a little more than"),
    "over": ("over", "above", "more than", "exceeding", "exceeded", "exceeds", "at least", "surpassing", "surpassed",
             "topped", "topping", "in excess of", "greater than", "upwards of", "no less than"),
    "under": ("under", "below", "less than", "fewer than", "up to", "at most", "no more than"),
    "about": ("about", "around", "approximately", "roughly", "some", "circa", "ca", "approx", "an estimated", "~"),
}  # fmt: skip
_BASES = ("from", "compared with", "compared to", "against", "versus", "vs", "than", "in comparison with", "compared with the",
          "compared to the", "from the", "than the", "against the", "over")  # fmt: skip


def _by_last_word(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in map(str.split, phrases):
        found.setdefault(words[-1], []).append(tuple(words))
    return found


_HEDGE_OF = {tuple(phrase.split()): hedge for hedge, phrases in _HEDGES.items() for phrase in phrases}
_HEDGE_PHRASES = _by_last_word(phrase for phrases in _HEDGES.values() for phrase in phrases)
_BASE = _by_last_word(_BASES)
_NOT_COUNTED = frozenset(
    {"article", "paragraph", "law", "section", "page", "chapter", "phase", "no", "number", "covid"}
)
_MOST_DIGITS = 24
_NEAR = Fraction(5, 100)
"""How far below a number "nearly" may lie, and above it "just over"."""


class NumberMention(NamedTuple):
    """A number as written; `start` and `end` count words of the sentence.

    `kind` is "money", "percent", "points", "part" (a fraction in words), "rank", "times", "multiple" (in words), "count",
    or "unclear" where its decimals may begin anywhere. `value` and `interval` are in base units; a part is in per cent. `hedge` is one of `over`, `under`, `nearly`, `slightly over`,
    `about` or "". `base` marks what something else is compared with ("up from 113.24 million"), `by` a step ("rose by").
    """

    words: str
    start: int
    end: int
    kind: str
    value: Fraction
    interval: Interval
    unit: str
    scale: int
    step: Fraction
    hedge: str = ""
    base: bool = False
    by: bool = False

    def times(self, factor: Fraction) -> Interval:
        """What the number would stand for, had it been printed `factor` times as large."""
        low, high = self.interval.low, self.interval.high
        return Interval(*(end if abs(end) == inf else end * factor for end in (low, high)))


def mentions(sentence: Sentence) -> list[NumberMention]:
    """The numbers of a sentence in order; dates, periods and codes of goods are none."""
    taken = sentence.covered("span") | {k for i in sentence.items if i.slot == "good" for k in _coded(sentence, i)}
    found: list[NumberMention] = []
    at = 0
    while at < len(sentence.words):
        mention = None if at in taken else _mention(sentence, at)
        if mention is None:
            at += 1
            continue
        found.append(mention)
        at = mention.end
    return list(_sharing_scale(sentence, found))


def _mention(sentence: Sentence, at: int) -> NumberMention | None:
    return _part(sentence, at) or _multiple(sentence, at) or _rank(sentence, at) or _number(sentence, at)


def _coded(sentence: Sentence, item: object) -> range:
    start, end = item.start, item.end  # type: ignore[attr-defined]
    return range(start, end) if any(is_digits(c) for w in sentence.words[start:end] for c in w) else range(0)


def _number(sentence: Sentence, at: int) -> NumberMention | None:
    words = sentence.words
    last = _last_of(sentence, at)
    read = read_number(words, last)
    match = _DIGITS.match("".join(words[at : last + 1]))
    before = words[at - 1] if at else ""
    if read is None or match is None or before in _NOT_COUNTED or len(match[0]) > _MOST_DIGITS:
        return None
    number, end = read
    digits, clear = _plain(match[0])
    start, unit = at, ""
    sign = 1
    money = sentence.item_at(end, "unit")
    if money is not None and money.value != "percent" and not number.percent and not _leads(sentence, money.end):
        unit, end = str(money.value), money.end
    leading = next((i for i in sentence.items if i.slot == "unit" and i.end == start and i.value != "percent"), None)
    if leading is not None:
        unit, start = str(leading.value), leading.start
    if start and words[start - 1] in _SIGNS and _is_sign(sentence, start - 1):
        sign, start = _SIGNS[words[start - 1]], start - 1
    value = sign * Fraction(digits) * number.scale
    step = Fraction(number.scale, 10 ** len(digits.partition(".")[2]))
    kind = "percent" if number.percent else "money" if unit or number.scale > 1 else "count"
    if number.percent and words[end - 1] in ("points", "point"):
        kind = "points"
    if kind == "percent" and end < len(words) and words[end] in ("point", "points"):
        kind, end = "points", end + 1
    if kind == "count" and end < len(words) and words[end] in ("times", "fold", "x"):
        kind, end = "times", end + 1
    unit = {"percent": "percent", "points": "percentage points", "times": "ratio"}.get(kind, unit)
    if not clear or (last > at and kind == "count"):
        kind = "unclear"
    return _hedged(sentence, start, end, kind, value, step, unit, number.scale)


def _last_of(sentence: Sentence, at: int) -> int:
    """Where a number ends that its commas took apart: `88,43` is written as one, "88, 43" as two."""
    while at + 2 < len(sentence.words) and sentence.words[at + 1] == "," and is_digits(sentence.words[at + 2][0]) and (
        _is_glued(sentence, at) and _is_glued(sentence, at + 1)
    ):  # fmt: skip
        at += 2
    return at


def _plain(written: str) -> tuple[str, bool]:
    """The digits of a number with a decimal point, and whether it is clear where that belongs."""
    if _THOUSANDS.fullmatch(written):
        return written.replace(",", ""), True
    if written.count(",") == 1 and "." not in written:
        return written.replace(",", "."), True
    return written.partition(",")[0], False


def _leads(sentence: Sentence, at: int) -> bool:
    """Whether a sign of currency that ends before a word is written at that number, `$88.43`, and belongs to it."""
    return at < len(sentence.words) and is_digits(sentence.words[at][0]) and _is_glued(sentence, at - 1)


def _is_glued(sentence: Sentence, at: int) -> bool:
    """Whether nothing stands between a word and the next."""
    return sentence.tokens[at].start + len(sentence.tokens[at].raw) == sentence.tokens[at + 1].start


def _is_sign(sentence: Sentence, at: int) -> bool:
    """Whether a "-" is no hyphen and no dash, and a "minus" takes nothing from a number before it."""
    if sentence.words[at] in ("-", "+"):
        return _is_glued(sentence, at) and not (at > 0 and _is_glued(sentence, at - 1))
    return not any(i.end == at and i.slot in ("number", "unit") for i in sentence.items)


def _hedged(
    sentence: Sentence, start: int, end: int, kind: str, value: Fraction, step: Fraction, unit: str, scale: int
) -> NumberMention:
    hedge, first = _hedge(sentence.words, start)
    if sentence.words[end : end + 2] == ["or", "more"]:
        hedge, end = "over", end + 2
    if sentence.words[first - 1 : first] in (["cent"], ["percent"], ["%"]) and hedge in ("over", "under"):
        hedge, first = "", start  # "9.3 per cent more than the 298.06 million": compared, not hedged
    base = any(_stands_before(sentence.words, first, phrase) for phrase in _BASE.get(sentence.words[first - 1], ()))
    by = sentence.words[first - 1 : first] == ["by"]
    interval = _interval(value, step, hedge)
    words = sentence.between(first, end)
    return NumberMention(words, first, end, kind, value, interval, unit, scale, step, hedge, base, by)


def _interval(value: Fraction, step: Fraction, hedge: str) -> Interval:
    """What a number in prose stands for: its rounding, or what its hedge leaves."""
    if hedge == "over":
        return Interval(value, inf)
    if hedge == "under":
        return Interval(-inf, value)
    slack = abs(value) * _NEAR
    if hedge == "nearly":
        return Interval(value - slack, value)
    if hedge == "slightly over":
        return Interval(value, value + slack)
    if hedge == "about":
        while step < abs(value) and value % (step * 10) == 0:
            step *= 10
    return Interval(value - step / 2, value + step / 2)


def _hedge(words: list[str], at: int) -> tuple[str, int]:
    """The hedge before a word and where it begins."""
    first = at - 1 if at and words[at - 1] in ("a", "an", "the") else at
    for phrase in _HEDGE_PHRASES.get(words[first - 1], ()):
        if _stands_before(words, first, phrase):
            return _HEDGE_OF[phrase], first - len(phrase)
    return "", at


def _stands_before(words: list[str], at: int, phrase: tuple[str, ...]) -> bool:
    return at >= len(phrase) and tuple(words[at - len(phrase) : at]) == phrase


def _part(sentence: Sentence, at: int) -> NumberMention | None:
    """`two-thirds`, `a quarter of`, `half of`."""
    words = sentence.words
    word, behind = words[at], words[at + 1 : at + 2]
    if word == "half" and words[at + 1 : at + 2] == ["of"]:
        return _fraction(sentence, at, at + 1, 1, 2)
    if word not in _COUNTED or not behind or behind[0] not in _PARTS or at + 1 in sentence.covered("span"):
        return None
    if behind[0] in _SINGLE and words[at + 2 : at + 3] != ["of"]:
        return None
    return _fraction(sentence, at, at + 2, _COUNTED[word], _PARTS[behind[0]])


def _multiple(sentence: Sentence, at: int) -> NumberMention | None:
    """`more than tripled`, `almost three times`."""
    word, timed = sentence.words[at], sentence.words[at + 1 : at + 2] in (["times"], ["fold"])
    count = _MULTIPLES.get(word) or (_COUNTED.get(word) if timed else None)
    if count is None:
        return None
    return _hedged(sentence, at, at + (2 if timed else 1), "multiple", Fraction(count), Fraction(1), "ratio", 1)


def _fraction(sentence: Sentence, start: int, end: int, top: int, under: int) -> NumberMention:
    value = Fraction(100 * top, under)
    return _hedged(sentence, start, end, "part", value, Fraction(2), "percent", 1)


def _rank(sentence: Sentence, at: int) -> NumberMention | None:
    """`fifth-largest trading partner`, `ranked fourth`, `the largest investor`."""
    item = sentence.item_at(at, "nth")
    if item is None:
        return _ranked_number(sentence, at)
    place, end = int(item.value), item.end  # type: ignore[arg-type]
    largest = sentence.item_at(end, "nth")
    if largest is not None and largest.value == 1:
        end = largest.end
    elif place == 1 and sentence.words[at] != "first" and " ".join(sentence.words[:at]).endswith("of the"):
        return None  # "one of the largest"
    near = range(end, min(end + 5, len(sentence.words)))
    to_role = next((k for k in near if sentence.item_at(k, "role") is not None), None)
    said = any(
        w in ("ranked", "ranks", "ranking", "rank", "placed", "came") for w in sentence.words[max(0, at - 3) : at]
    )
    placed = sentence.words[end : end + 1] in (["place"], ["position"], ["spot"])
    if to_role is None and not said and not placed:
        return None
    return _place(sentence, at, end + (1 if placed else 0), place)


def _ranked_number(sentence: Sentence, at: int) -> NumberMention | None:
    before = " ".join(sentence.words[max(0, at - 2) : at])
    if not is_digits(sentence.words[at]) or before not in ("ranked number", "ranked no", "ranks number", "ranks no"):
        return None
    return _place(sentence, at, at + 1, int(sentence.words[at]))


def _place(sentence: Sentence, start: int, end: int, place: int) -> NumberMention:
    exact = Interval.exact(place)
    return NumberMention(
        sentence.between(start, end), start, end, "rank", Fraction(place), exact, "rank", 1, Fraction(1)
    )


def _sharing_scale(sentence: Sentence, found: list[NumberMention]) -> Iterator[NumberMention]:
    """ "237.22 and 88.43 million dollars": the first has the scale and unit of the second."""
    for k, mention in enumerate(found):
        after = found[k + 1] if k + 1 < len(found) else None
        joint = sentence.words[mention.end : after.start] if after is not None else []
        if after is not None and joint in (["and"], [","], ["to"], ["or"]) and mention.scale == 1 and (
            (mention.kind in ("count", "money") and after.kind == "money" and after.scale > 1)
            or (mention.kind == "count" and after.kind == "percent")
        ):  # fmt: skip
            scale = after.scale
            yield mention._replace(kind=after.kind, unit=after.unit, scale=scale, value=mention.value * scale,
                                   step=mention.step * scale, interval=mention.times(Fraction(scale)))  # fmt: skip
        else:
            yield mention
