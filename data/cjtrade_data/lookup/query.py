"""Query: what was asked, as slots: measures, operations, countries with their part, periods, whose figures."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import NamedTuple

from ..derivation.exchange_rates import CURRENCIES
from ..language.period_parser import Span, read_span
from ..language.phrases import codes, common_words, cue, fillers
from ..language.tokenizer import Number, Token, read_number, tokens
from ..language.vocabulary import Vocabulary
from ..model.digits import is_digits

_SKIPPED = frozenset(
    """
    the a an total overall bilateral annual monthly own whole goods international foreign combined direct - ,
""".split()
)
_FEW = 40
"""Down from here a number counts places of a list."""
TRADE = ("exports", "imports", "total_trade", "trade_balance", "trade_deficit")


class Item(NamedTuple):
    """A phrase of the question and one thing it stands for; `start` and `end` count words."""

    slot: str
    value: str | int | Span | Number
    start: int
    end: int
    owns: bool = False


class Place(NamedTuple):
    """A country and the part it plays: own, to, from, with, by, in, of, than or bare."""

    code: str
    role: str
    start: int
    end: int


class Query:
    """A cleaned question taken apart. `unknown` holds words nothing is known of, `notes` spellings put right."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.pair = vocabulary.pair
        self.home, self.partner = vocabulary.pair
        self.notes: list[str] = []
        self.unknown: list[str] = []
        self.unknown_at: list[int] = []
        self.strangers: list[str] = []
        self.tokens = tokens(text, vocabulary.names)
        self.words = self._spelt()
        self.terms = list(self._terms())
        self.items = list(self._read())
        self.places = [self._place(item) for item in self.items if item.slot == "area"]
        self._join_pairs()
        if any(w in ("fiscal", "financial") or (w.startswith("fy") and is_digits(w[2:])) for w in self.words):
            self.notes.append("the fiscal year read as the calendar year, as Cambodia's is; Japan's begins in April")
        self.notes += [f"left out: {', '.join(repr(w[:30]) for w in self.unknown)}"] if self.unknown else []

    def _spelt(self) -> list[str]:
        words = [t.text for t in self.tokens]
        speller = self.vocabulary.speller
        for i, word in enumerate(words):
            if word in speller:
                continue
            stem = word.removesuffix("s")
            right = (
                stem
                if stem != word and len(stem) > 3 and stem in speller.known
                else speller.correct(word, last=i == len(words) - 1)
            )
            if right is None:
                continue
            if right not in (stem, f"{word}s"):
                self.notes.append(f"'{word}' read as '{right}'")
            words[i] = right
        return words

    def _read(self) -> Iterator[Item]:
        at = 0
        while at < len(self.words):
            phrase = self.vocabulary.longest(self.words, at)
            span = read_span(self.words, at)
            if span is not None and (phrase is None or span[1] - at >= len(phrase.words)):
                yield Item("span", span[0], at, span[1])
                at = span[1]
                continue
            code = self._product_code(at)
            if code is not None:
                yield code
                at = code.end
                continue
            number = read_number(self.words, at)
            if number is not None and (phrase is None or number[0].scale > 1):
                yield Item("number", number[0], at, number[1])
                at = number[1]
                continue
            if phrase is not None:
                end = at + len(phrase.words)
                owns = self.tokens[end - 1].owns
                for slot, value in phrase.meanings:
                    if slot == "person" and len(phrase.words) == 1 and self._is_of_a_name(at, end):
                        self.strangers.append(self.tokens[end].raw)
                        continue
                    yield Item(slot, self._which_us(at, end, slot, value), at, end, owns)
                at = end
                continue
            yield from self._ordinal(at)
            at += 1

    def _terms(self) -> Iterator[Item]:
        """Terms of the glossary, whatever else their words may mean."""
        at = 0
        while at < len(self.words):
            found = self.vocabulary.term(self.words, at)
            if found is not None:
                yield Item("term", found[0], at, found[1])
            at = found[1] if found is not None else at + 1

    def _product_code(self, at: int) -> Item | None:
        """`HS 61`, `hs61`, `SITC section 8`."""
        word = self.words[at]
        for system, width in (("hs", 2), ("sitc", 1)):
            digits, end = word.removeprefix(system), at + 1
            if not word.startswith(system):
                continue
            if not digits:
                end = (
                    at + 2
                    if self.words[at + 1 : at + 2] and self.words[at + 1] in ("chapter", "section", "code")
                    else at + 1
                )
                digits, end = (self.words[end], end + 1) if end < len(self.words) else ("", end)
            if is_digits(digits) and len(digits) <= width:
                return Item("good", f"{system.upper()}:{digits.zfill(width)}", at, end)
        return None

    def _is_of_a_name(self, at: int, end: int) -> bool:
        """Whether a part of a name is one of another name: "Hun Sen" is no Hun Manet."""
        if end >= len(self.tokens) or self.tokens[at].owns:
            return False
        word, raw = self.tokens[end].text, self.tokens[end].raw
        other = word.isalpha() and word not in self.vocabulary.speller.known
        return other and (raw[:1].isupper() or word not in common_words())

    def _which_us(self, at: int, end: int, slot: str, value: str | int) -> str | int:
        """ "US" in capitals, or in front of all, is the country; "us" is Cambodia, as "we" is."""
        if slot == "area" and end - at == 1 and self.words[at] == "us" and (self.tokens[at].upper or at == 0):
            return "USA"
        return value

    def _ordinal(self, at: int) -> Iterator[Item]:
        word = self.words[at]
        digits = word.rstrip("stndrh")
        if is_digits(digits) and digits != word and int(digits) <= 60:
            yield Item("nth", int(digits), at, at + 1)
        elif word not in fillers() and word.isalnum() and not self._is_mark(self.tokens[at]) and not self._in_term(at):
            self.unknown.append(word)
            self.unknown_at.append(at)

    def _in_term(self, at: int) -> bool:
        return any(t.start <= at < t.end for t in self.terms)

    @staticmethod
    def _is_mark(token: Token) -> bool:
        return len(token.text) == 1 and token.text.isascii()

    def all(self, slot: str) -> list[Item]:
        return [item for item in self.items if item.slot == slot]

    def values(self, slot: str) -> list[str]:
        """What a slot was filled with, in the order of the question."""
        return list(dict.fromkeys(str(item.value) for item in self.items if item.slot == slot))

    def does(self, *operations: str) -> bool:
        """Whether one of the operations is asked for."""
        return any(item.slot == "op" and item.value in operations for item in self.items)

    def has(self, *words: str) -> bool:
        return any(word in self.words for word in words)

    def says(self, *cues: str) -> bool:
        """Whether a word of one of the lists of cues is in the question."""
        return any(not cue(name).isdisjoint(self.words) for name in cues)

    @property
    def asks_whether(self) -> bool:
        """Whether it begins as what is answered with yes or no does: "did", "is", "has"."""
        return not cue("whether").isdisjoint(self.words[:1])

    @property
    def asks_for_most(self) -> bool:
        """ "The largest", "the main one": the first in some order, be it said as a number or not."""
        return any(self.is_superlative(i) for i in self.all("nth"))

    def is_superlative(self, item: Item) -> bool:
        return self.words[item.start] in cue("superlative")

    @property
    def unread(self) -> list[str]:
        """The words that no phrase takes up."""
        taken = {k for i in (*self.items, *self.terms) for k in range(i.start, i.end)}
        return [w for k, w in enumerate(self.words) if k not in taken and w.isalpha()]

    @property
    def spans(self) -> list[Span]:
        return [item.value for item in self.items if isinstance(item.value, Span)]

    @property
    def numbers(self) -> list[Number]:
        return [item.value for item in self.items if isinstance(item.value, Number)]

    @property
    def mark(self) -> float | None:
        """The amount that something is held against: "above 1 billion", "more than 300 members"."""
        counts = self.does("above", "below", "under", "first_time", "comparative")
        amounts = (n for n in self.numbers if not n.percent and (n.scale > 1 or (counts and n.value > _FEW)))
        return next((n.value for n in amounts), None)

    @property
    def currency(self) -> str:
        """The currency other than the dollar that is named, be it in a phrase ("yen per dollar"); "" where none is."""
        named = (codes("unit").get(word, "") for word in self.words)
        return next((c for c in named if c in CURRENCIES and c != "USD"), "")

    @property
    def measures(self) -> list[str]:
        """Measures by name or verb, in order; the verbs of saying and showing are not among them."""
        return list(dict.fromkeys(str(i.value) for i in self.items if i.slot in ("measure", "verb")))

    @property
    def trade_measures(self) -> list[str]:
        return [m for m in self.measures if m in TRADE]

    def _before(self, start: int) -> str:
        at = start - 1
        while at >= 0 and self.words[at] in ("the", "a", "an"):
            at -= 1
        return self.words[at] if at >= 0 else ""

    def after(self, end: int) -> Item | None:
        """The first meaning behind a phrase, words of no weight left out."""
        while end < len(self.words) and self.words[end] in _SKIPPED:
            end += 1
        here = [i for i in self.items if i.start == end]
        return next((i for i in here if i.slot in ("verb", "measure")), here[0] if here else None)

    def _place(self, item: Item) -> Place:
        phrase = " ".join(self.words[item.start : item.end])
        code, before = str(item.value), self._before(item.start)
        role = codes("prep").get(before, "bare") if before != "and" else "bare"
        if before == "for" and code == self.home:
            role = "own"  # "a bigger market than Thailand for Cambodia"
        behind = self.after(item.end)
        adjective = item.owns or phrase in self.vocabulary.adjectives
        if adjective and behind is not None and behind.slot == "good" and not self._is_of_a_flow(behind):
            return Place(code, "from", item.start, item.end)
        if (
            (adjective and role not in ("than",) and behind is not None and behind.slot != "prep")
            or (
                role == "bare"
                and (phrase == "we" or (behind is not None and behind.slot == "verb" and behind.end < len(self.words)))
            )
            or (role == "bare" and self._asks_of(item))
        ):
            role = "own"
        return Place(code, role, item.start, item.end)

    def _is_of_a_flow(self, good: Item) -> bool:
        """Whether a good says what a flow is of, "Japanese car exports"; "Japanese cars" come from Japan whoever trades."""
        behind = self.after(good.end)
        return behind is not None and self.words[behind.start] in codes("measure")

    def _asks_of(self, item: Item) -> bool:
        """ "did Japan import", "does Cambodia export": the country does it."""
        return self._before(item.start) in cue("auxiliary") and any(
            i.start == item.end and i.slot in ("verb", "measure") for i in self.items
        )

    def _join_pairs(self) -> None:
        """ "between Cambodia and Japan", "Cambodia Japan trade": the second plays the part of the first."""
        for k in range(1, len(self.places)):
            before, here = self.places[k - 1], self.places[k]
            between = self.words[before.end : here.start]
            if between in (["and"], ["-"], [], ["/"], ["&"], ["vs"], ["or"], [","]) and before.role != "own":
                if here.role in ("bare", "own"):
                    self.places[k] = here._replace(role=before.role)
            elif between in (["-"], []) and before.role == "own" and here.role == "own":
                self.places[k - 1] = before._replace(role="with")
                self.places[k] = here._replace(role="with")

    def with_only(self, slot: str, start: int) -> Query:
        """The same question with one filling of a slot, the one that starts there; Cambodia stays beside another country."""
        part = copy(self)
        part.items = [i for i in self.items if i.slot != slot or i.start == start or i.value == self.home]
        part.places = [p for p in self.places if slot != "area" or p.start == start or p.code == self.home]
        return part

    def without(self, *values: str) -> Query:
        """The same question without some measures and operations."""
        part = copy(self)
        part.items = [i for i in self.items if i.value not in values]
        return part

    def at(self, time: Span) -> Query:
        """The same question asked of another time."""
        dated, end = copy(self), len(self.words)
        dated.items = [i for i in self.items if i.slot != "span"] + [Item("span", time, end, end)]
        return dated

    def named_as(self, *parts: str) -> str:
        """As `read_as`, of what was found by its own words: none of the question's is left out."""
        return "; ".join([*parts, *(n for n in self.notes if not n.startswith("left out"))])

    def read_as(self, *parts: str) -> str:
        """How the question was read, with the spellings that were put right."""
        return "; ".join(p.strip("; ") for p in (*parts, *self.notes) if p.strip("; "))
