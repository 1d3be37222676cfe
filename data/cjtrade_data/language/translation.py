"""From Japanese and Khmer to English words: the longest phrase the tables have at each place, then what it stands for.

Khmer puts its words as English does. Japanese puts behind a name what English puts before it: `日本から` is "from japan".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, partial
from unicodedata import decimal

from .parts_of_year import MONTHS, short_year
from .phrases import codes, wordings

_LONGEST = 48
_NAMES = list(MONTHS)[::-1]
_KANJI = str.maketrans("一二三四五六七八九", "123456789")
_DIGITS = r"(?<![0-9.,億])([0-9][0-9,]*(?:\.[0-9]+)?)"
_FOUR = "([0-9](?:,?[0-9]){0,3})"
_REST = rf"(?:{_FOUR}(?=米?ドル|円|リエル))?"
_AMOUNT = re.compile(
    rf"(?:{_DIGITS}億(?:{_FOUR}万{_REST})?(?![0-9])|{_DIGITS}(?:(百万|兆)|万{_REST}))(米ドル|ドル|円|リエル)?(から)?"
)
_TRILLIONS = re.compile(rf"(?<![0-9.,])([0-9]{{1,3}})兆{_FOUR}億")
_APART = re.compile(
    "(?<=[0-9]) (?=[ぁ-ヶ一-鿿])(?!(?<=(?:19|20)[0-9]{2} )[億兆]米?(?:ドル|円|リエル)$)|(?<=[ぁ-ヶ一-鿿]) (?=[0-9])"
)
"""Blanks in numbers: `4 億 9,100 万ドル`; but a unit at the end is none of the year before it."""
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_KHMER = re.compile("[\u1780-\u17b3]")
_YEAR = re.compile(
    "(?<![A-Za-z])(平成|令和|昭和|[HRShrs])([0-9]{1,2}|元)年"
    "|(?<![0-9])(?<!過去|直近|最近)([0-9]{2})年(?=の?(?:[0-9]{1,2}月|[上下]半?期|第?[1-4一二三四]四半期|度|末|通年|対|輸|貿|[-~〜]))"
    "|(?<=年[-~〜])([0-9]{2})年"
)
"""A year by its era, `令和5年`, or by two digits, `22年11月`; but `10年間` is none."""
_GROUP = re.compile(r"\{([0-9])( month)?\}")


def in_english(text: str, names: Mapping[str, str]) -> str:
    """The text with everything the tables know in English; `names` are those of countries in other scripts.

    >>> in_english("2022年の日本からの輸入", {"日本": "Japan"}).split()
    ['2022', 'from', 'Japan', 'imports']
    """
    text = "".join(c if (d := decimal(c, None)) is None else str(d) for c in text).replace("\u200b", "")
    if _JAPANESE.search(text):
        text = _YEAR.sub(_in_four_digits, _APART.sub("", text))
        text = _any_of(*codes("kana")).sub(lambda m: codes("kana")[m[0]], _counts_in_digits(text.replace("、", ", ")))
        short = codes("short name")
        text = _facing(names).sub(lambda m: f" {codes('facing')[m[2]]} {names[short.get(m[1], m[1])]} ", text)
    for pattern, words in _patterns():
        text = pattern.sub(partial(_filled, words), text)
    text = amounts_in_english(text)
    return " ".join(_arranged(_segments(text, names)))


def is_japanese_or_khmer(text: str) -> bool:
    """Whether more than half of its letters are Khmer, or Japanese with kana among them."""
    letters = [c for c in text if c.isalpha()]
    japanese = len(_JAPANESE.findall(text)) if _KANA.search(text) else 0
    return 2 * max(japanese, len(_KHMER.findall(text))) > len(letters)


def has_japanese_or_khmer(text: str) -> bool:
    """Whether Japanese or Khmer is left in a text, in letters or characters."""
    return bool(_JAPANESE.search(text) or _KHMER.search(text))


def _segments(text: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """(slot, words) from left to right; `as is` what is no phrase of the tables."""
    meanings = _meanings()
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        for end in range(min(len(text), at + _LONGEST), at, -1):
            piece = text[at:end]
            if piece in names:
                found.append(("name", names[piece]))
                break
            if piece.lower() in meanings:
                found.append(meanings[piece.lower()])
                break
        else:
            end = at + 1
            before = found.pop()[1] if found and found[-1][0] == "as is" else ""
            found.append(("as is", before + text[at:end]))
        at = end
    return found


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """What stands in numerals, and in which words of English, in which `{1}` is the first group and `{1 month}` its name."""
    return [(re.compile(w.phrase), w.code) for w in wordings("pattern")]


def _filled(words: str, m: re.Match[str]) -> str:
    said = _GROUP.sub(lambda g: _month(m[int(g[1])]) if g[2] else (m[int(g[1])] or "").translate(_KANJI), words)
    return f" {said} "


def _facing(names: Mapping[str, str]) -> re.Pattern[str]:
    """`対韓輸出`, `対カンボジア投資`: a flow and the country it faces."""
    facing = _any_of(*names, *codes("short name")).pattern
    return re.compile(f"対({facing})の?({_any_of(*codes('facing')).pattern})")


@cache
def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True)))


@cache
def _meanings() -> dict[str, tuple[str, str]]:
    slots = ("particle", "translation", "postposition", "in front", "left out")
    return {phrase: (slot, english) for slot in slots for phrase, english in codes(slot).items()}


def _arranged(segments: list[tuple[str, str]]) -> list[str]:
    """The words in the order of English: a postposition before its name, the word that asks in front of all."""
    words: list[str] = []
    both: list[str] = []
    without: list[str] = []
    listed = {",", "and", "between", *(english for slot, english in segments if slot == "name")}
    for i, (slot, english) in enumerate(segments):
        behind_name = i > 0 and segments[i - 1][0] == "name"
        if slot == "in front":
            words.insert(0, english)
        elif slot == "left out":
            at = next((k for k in range(len(words), 0, -1) if words[k - 1].strip() not in listed), 0)
            at = min(at, len(words) - 1)  # of what is no name the last word
            words, without = words[:at], [*without, english, *(w for w in words[at:] if w != "between")]
        elif slot == "postposition" and behind_name:
            if english == "and" and i + 1 < len(segments) and segments[i + 1][0] == "name":
                words[-1:] = ["between", words[-1], "and"]
            elif english == "'s" and _joins(words):
                words, both = words[:-4], words[-4:]
            elif english == "'s":
                words[-1] += "'s"
            else:
                words[-1:] = [english, words[-1]]
        elif slot not in ("particle", "postposition"):
            words.append(english)
            if both:  # "trade between Cambodia and Japan", which Japanese says the other way round
                words, both = [*words, *both], []
    return [*words, *both, *without]


def _joins(words: list[str]) -> bool:
    """Whether the last name is the second of two: "between Vietnam and Japan"."""
    return len(words) > 3 and words[-2] == "and" and words[-4] == "between"


def _in_four_digits(m: re.Match[str]) -> str:
    short = m[3] or m[4]
    year = short_year(short) if short else int(codes("era")[m[1].lower()]) + int(m[2].replace("元", "1"))
    return f"{year}年"


def _month(number: str) -> str:
    return next((name for name in _NAMES if MONTHS[name] == int(number)), number)


def _counts_in_digits(text: str) -> str:
    """People and firms by their digits: `6万7424人`, 67424 people."""
    text = _TENS.sub(lambda m: f"{int(m[1].replace(',', '')) * 10_000 + int(m[2].replace(',', ''))}", text)
    return _COUNTED.sub(lambda m: " " if m[0] == "人" else " companies ", text)


_TENS = re.compile(r"(?<![0-9.,億])([0-9][0-9,]*)万([0-9](?:,?[0-9]){0,3})(?=人|社)")
_COUNTED = re.compile("(?<=[0-9万])(?:人(?![当あ]た)|社)")


def amounts_in_english(text: str) -> str:
    """The numerals of East Asia in English, with the digits they have: `3億2565万ドル`, 325.65 million dollars."""

    def words(m: re.Match[str]) -> str:
        amount = f"{_number(*m.groups()[:6])} {codes('translation').get(m[7], '')}"
        return f" from {amount} to " if m[8] else f" {amount} "

    text = re.sub("(?<=[0-9])千(?=[万億人社件]|米?ドル)", "000", text)
    return _AMOUNT.sub(words, _TRILLIONS.sub(lambda m: f"{m[1]}{m[2].replace(',', ''):0>4}億", text))


def _number(
    hundreds: str | None, tens: str | None, ones: str | None, plain: str | None, unit: str | None, more: str | None
) -> str:
    """The number with the digits that it has: zeros that 億 and 万 make necessary say nothing of its precision."""
    if unit:
        return f"{(plain or '').replace(',', '')} {'million' if unit == '百万' else 'trillion'}"
    count, _, fraction = (hundreds or plain or "").replace(",", "").partition(".")
    whole = Decimal(f"{count}.{fraction or 0}") * (10_000 if hundreds else 1) + Decimal((tens or "0").replace(",", ""))
    whole += Decimal((ones or more or "0").replace(",", "")) / 10_000
    if fraction and hundreds:
        return f"{whole / 100_000:.{len(fraction) + 1}f} billion"
    if fraction:
        return f"{whole / 100:.{len(fraction) + 2}f} million"
    if whole % 1000 == 0:
        return f"{(whole / 100_000).normalize():f} billion"
    return f"{(whole / 100).normalize():f} million"
