"""Words of articles: a sentence as tokens, and the cues of table `article_words` found in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...book.book import Book
from ...book.code_lists import rows
from ...book.tables import TABLES
from ...model.digits import is_digits
from ..dates import date_at, day_of_month, in_iso
from ..parts_of_year import MONTHS
from ..period_parser import Span, read_span
from ..phrase_index import Phrase, PhraseIndex
from ..phrases import codes
from ..tokenizer import Token, lowered, parted, without_accents

_COLUMNS = ("slot", "code", "phrase")


@lru_cache(maxsize=1)
def article_words() -> list[tuple[str, str, str]]:
    """(slot, code, phrase) of every row of the table."""
    return [(slot, code, phrase) for slot, code, phrase in rows(TABLES, "language/article_words.csv", _COLUMNS)]


@lru_cache(maxsize=1)
def multiples() -> dict[str, int]:
    """The growth in per cent that a word says: 100 of "doubled"."""
    return {phrase: int(code) for slot, code, phrase in article_words() if slot == "multiple"}


@lru_cache(maxsize=1)
def says() -> dict[str, str]:
    """What a word says without a number: "record" of "highest"."""
    return {phrase: code for slot, code, phrase in article_words() if slot == "says"}


@lru_cache(maxsize=64)
def word_class(name: str) -> frozenset[str]:
    """The words of articles that do something together, as `preposition`: the rows of slot `word` with that code."""
    return frozenset(phrase for slot, code, phrase in article_words() if (slot, code) == ("word", name))


_CURRENCY_CODES = "|".join(
    p for s, _, p in article_words() if s == "unit" and len(p) == 3 and p.isascii() and p.isalpha()
)
"""What may stand before a number without a blank: `EUR5 million`."""
_TOKEN = re.compile(
    r"[0-9]{4}-[0-9][0-9](?:-[0-9][0-9])?(?:/[0-9]{4}-[0-9][0-9])?(?![0-9])"
    rf"|[0-9]+(?:[.,][0-9]+)*(?:[a-z]+[0-9]*)?|us\$|(?:{_CURRENCY_CODES})(?=[0-9])"
    r"|[a-z]+[0-9]+|[^\W\d_]+(?:'s\b)?|[^\s\w'\".!?]"
)
_DATELINE = re.compile(
    rf"[A-Z][^()]{{2,40}}\((?:[A-Z]+-)?(?:{'|'.join(sorted(word_class('agency')))})\)[^–—]{{0,15}}?(?:--|[-–—])",
    re.IGNORECASE,
)
"""Where and when a report was filed: "Hanoi (VNA) –", "PHNOM PENH, Nov. 10 (Xinhua) --"."""
_DATED = frozenset(
    """
    period months same year_before last_year this_year ytd last_month early range since until years_before
    years_ago no_today rest past past_months since_month last_quarter day
""".split()
)
_ALSO_WORDS = frozenset((w,) for w in word_class("also a word"))
"""Countries only where they begin with a capital."""


_NTH = {1: "st", 2: "nd", 3: "rd", 11: "th", 12: "th", 13: "th"}
_LINKING = frozenset({"link", "plain", "up", "down", "growth", "area", "pair"})


class Cue(NamedTuple):
    """What the words from `start` up to `end` stand for: a slot of the table and its code; a time has its `span`."""

    slot: str
    code: str
    start: int
    end: int
    span: Span | None = None


class Tagged:
    """A sentence with its tokens and cues, and what stands where."""

    def __init__(self, text: str, tokens: list[Token], cues: list[Cue]) -> None:
        self.text, self.tokens, self.cues = text, tokens, cues
        self.words = [t.text for t in tokens]
        self._at: dict[tuple[str, int], Cue] = {(c.slot, c.start): c for c in reversed(cues)}
        self._ends: dict[tuple[str, int], Cue] = {(c.slot, c.end): c for c in reversed(cues)}
        self.asides = [
            (k, self.words.index(",", k + 1))
            for k, (w, then) in enumerate(pairwise(self.words))
            if w == "," and then in ("which", "who", "whose", "where") and "," in self.words[k + 1 :]
        ]
        """Where relative clauses begin and end: ", which is 62 per cent of trade,"."""
        self.breaks = [k for k, w in enumerate(self.words) if w in (";", ":") or self._breaks(k)]
        self._links = {k for c in cues if c.slot in _LINKING for k in range(c.start, c.end)}
        self._known = {k for c in cues for k in range(c.start, c.end)}
        self.dated = {k for c in cues if c.slot == "time" for k in range(c.start, c.end)}

    def _breaks(self, at: int) -> bool:
        """Whether a word such as "but" begins another clause; what follows in "but down 10.7 per cent" goes on with the last."""
        moved = self.at(at + 1, "up", "down")
        after = moved.end if moved is not None else len(self.words)
        goes_on = is_digits(self.word(after)[:1]) or self.word(after) == "by" or self.at(after, "hedge") is not None
        return ("break", at) in self._at and not goes_on

    @property
    def is_half_read(self) -> bool:
        """Whether Japanese or Khmer is left that the tables have no English for."""
        if self.text.isascii():
            return False
        from ..translation import has_japanese_or_khmer

        return has_japanese_or_khmer(self.text)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Where the clause of some words begins and ends: at semicolons, colons, and words such as "while"."""
        before, after = bisect_left(self.breaks, start), bisect_left(self.breaks, end)
        first = self.breaks[before - 1] + 1 if before else 0
        return first, self.breaks[after] if after < len(self.breaks) else len(self.words)

    def at(self, start: int, *slots: str) -> Cue | None:
        """The cue of one of some slots that begins at a token."""
        for slot in slots:
            if (cue := self._at.get((slot, start))) is not None:
                return cue
        return None

    def ending(self, end: int, *slots: str) -> Cue | None:
        """The cue of one of some slots that ends before a token."""
        for slot in slots:
            if (cue := self._ends.get((slot, end))) is not None:
                return cue
        return None

    def unknown(self, start: int, end: int) -> Iterator[str]:
        """The words of a stretch that the table does not know, those apart that seldom are nouns."""
        words = (self.words[k] for k in range(start, end) if k not in self._known)
        return (w for w in words if w.isalpha() and not w.endswith(("ed", "ing", "ly")))

    def lead(self, start: int) -> str:
        """The word before some words, an article left out."""
        return self.word(start - 1) if self.word(start - 1) != "the" else self.word(start - 2)

    def is_link(self, at: int) -> bool:
        """Whether a word may stand between a number and what it is of: "worth of Cambodian"."""
        return at in self._links

    def all(self, *slots: str) -> list[Cue]:
        return [c for c in self.cues if c.slot in slots]

    def within(self, start: int, end: int, *slots: str) -> list[Cue]:
        """The cues of some slots that begin in a stretch."""
        return [c for c in self.all(*slots) if start <= c.start < end]

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def written(self, start: int, end: int) -> str:
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def glued(self, at: int) -> bool:
        """Whether nothing stands between a token and the next."""
        return at + 1 < len(self.tokens) and self.tokens[at].end == self.tokens[at + 1].start


def _of_questions() -> Iterator[tuple[str, str, str]]:
    """The phrases of questions that stand for the same in articles, where these have none of their own."""
    for slot in ("scale", "unit", "count", "numeral", "direction"):
        for phrase, code in codes(slot).items():
            yield *_IN_ARTICLES.get(code, (slot.replace("numeral", "count"), code)), phrase


_IN_ARTICLES = {"rising": ("up", "1"), "falling": ("down", "-1"), "other currency": ("unit", "other")}


class Lexicon:
    """The phrases of the table by their first word, the longest first; `subjects` are the associations and zones that it knows."""

    def __init__(self, book: Book) -> None:
        self._index = PhraseIndex()
        self._areas = book.areas
        own = [row for row in article_words() if row[0] not in ("word", "says")]
        self.subjects = {code for slot, code, _ in own if slot == "subject"}
        apart = {phrase for _, _, phrase in own} | word_class("only of questions")
        for slot, code, phrase in (*own, *(row for row in _of_questions() if row[2] not in apart)):
            self._index.add(phrase, slot, code)
        for area in book.areas.values():
            name = without_accents(re.split(r" ?[(,]", area.name)[0]).replace("-", " ").replace("’", "")
            for phrase in (name, area.demonym.replace("-", " ")):
                meanings = self._index.meanings.get(tuple(phrase.lower().split()), ())
                if all(slot != "area" for slot, _ in meanings):
                    self._index.add(phrase, "area", area.code)
        for n in range(1, 200):
            self._index.add(f"{n}{_NTH.get(n % 100, _NTH.get(n % 10, 'th'))}", "ordinal", n)
        for code, name in book.names("sectors").items():
            self._index.add(re.sub("[^a-z ]", " ", name.lower()), "sector", code)

    def cues(self, tokens: list[Token]) -> list[Cue]:
        """The times and the longest phrases of a sentence, from left to right; none overlaps another of another phrase."""
        words = [t.text for t in tokens]
        days = self._days(tokens, words)
        found: list[Cue] = []
        at = 0
        while at < len(words):
            phrase = self._longest(tokens, words, at)
            timed = len(phrase.words) if phrase is not None and phrase.meanings[0][0] == "time" else 0
            span = _without_days(words, at, days) if days else read_span(words, at)
            dated = span is not None and span[0].kind in _DATED and span[1] > at + timed
            if span is not None and dated and not _is_no_time(words, at, span):
                found.append(Cue("time", span[0].kind, at, span[1], span[0]))
                at = found[-1].end
            elif phrase is not None:
                end = at + len(phrase.words)
                found += [Cue(slot, str(code), at, end) for slot, code in phrase.meanings]
                at = end
            else:
                at += 1
        return found

    def normal(self, text: str) -> str:
        """A sentence with its dates as ISO 8601, and Japanese and Khmer in English: `3億2565万ドル`, 325.65 million dollars."""
        if not text.isascii():
            # Of no use to an article in English.
            from ..area_names import names_in_english
            from ..translation import amounts_in_english, in_english, is_japanese_or_khmer

            foreign = is_japanese_or_khmer(text)
            text = in_english(text, names_in_english(self._areas)) if foreign else amounts_in_english(text)
        return in_iso(without_accents(text))

    def _days(self, tokens: list[Token], words: list[str]) -> dict[int, int]:
        """Where days of a month of no year stand, and where each ends: "on March 25", "as of 31 July"; "in Feb 24" is of 2024."""
        months = [k for k, word in enumerate(words) if word in MONTHS]
        found: dict[int, int] = {}
        for at in sorted({k - back for k in months for back in range(min(k, 2) + 1)}):
            day = day_of_month(words, at)
            if day is None or not 1 <= day[1] <= 31 or date_at(words, at) is not None or words[at - 1 : at] == ["in"]:
                continue
            phrase = self._longest(tokens, words, day[2]) if day[2] < len(words) else None
            if phrase is None or phrase.meanings[0][0] not in _AFTER_AMOUNTS:
                found[at] = day[2]
        return found

    def tagged(self, text: str, named: frozenset[str] = frozenset()) -> Tagged:
        """A sentence with its cues; the place where it was `filed` is no country that trades, and "the Southeast Asian nation"
        is Cambodia where the text has not `named` another."""
        plain = self.normal(text)
        found = tokens(plain)
        filed = _DATELINE.match(plain)
        begins = filed.end() if filed is not None else 0
        until = sum(t.start < begins for t in found)
        cues = [c._replace(slot="filed") if c.slot == "area" and c.start < until else c for c in self.cues(found)]
        if filed is not None and not any(c.slot == "filed" for c in cues):
            cues.append(Cue("filed", "elsewhere", 0, until))
        named |= {c.code for c in cues if c.slot == "area"}
        return Tagged(plain, found, [_placed(c, named) if c.slot == "region" else c for c in cues])

    def _longest(self, tokens: list[Token], words: list[str], at: int) -> Phrase | None:
        found = self._index.at(words, at)
        return next((p for p in found if p.words not in _ALSO_WORDS or tokens[at].capital), None)


def _placed(region: Cue, named: frozenset[str]) -> Cue:
    """The country that "the Southeast Asian nation" is, a group's where another of that region is named."""
    rivals = word_class(f"neighbour of {region.code}")
    return region._replace(slot="area", code="group" if rivals & {code.lower() for code in named} else region.code)


_AFTER_AMOUNTS = frozenset({"scale", "unit", "percent", "points"})
"""Slots of the words behind a number that tell that it is no day: "in May 2 million"."""


def _without_days(words: list[str], at: int, days: dict[int, int]) -> tuple[Span, int] | None:
    """The time phrase that starts at a word; of a day, its month."""
    if at in days:
        month = next(MONTHS[w] for w in words[at : days[at]] if w in MONTHS)
        return Span("months", months=(month, month), point=True, mark="day"), days[at]
    return read_span(words[: min((k for k in days if k > at), default=None)], at)


@lru_cache(maxsize=4)
def lexicon(book: Book) -> Lexicon:
    return Lexicon(book)


def tokens(text: str) -> list[Token]:
    """The words and signs of a sentence."""
    lower = lowered(text).replace("u.s.a.", "usa   ").replace("u.s.", "us  ").replace("u.k.", "uk  ")
    return parted(text, lower, _TOKEN)


_BEFORE_AMOUNTS = ("$", "us$", "¥", "€", "£", "no", "room")


def _is_no_time(words: list[str], at: int, found: tuple[Span, int]) -> bool:
    """Words that are of time elsewhere: a year without a word of time before it that is an amount, "may" as a verb."""
    end = found[1]
    before, after = words[at - 1] if at else "", words[end] if end < len(words) else ""
    if end == at + 1 and is_digits(words[at][:1]):
        return before in _BEFORE_AMOUNTS or after in ("million", "billion", "dollars", "percent", "%", "per")
    if words[at] == "may" and end == at + 1:
        return before not in ("in", "of", "since", "until", "from", "to", "last", "for", "by", "-")
    return False
