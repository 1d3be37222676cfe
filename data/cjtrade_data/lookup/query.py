"""Query: what was asked, as slots: measures, operations, countries with their part, periods, whose figures."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from ..derivation.exchange_rates import CURRENCIES
from ..language.amounts import Number
from ..language.period_parser import Span
from ..language.phrases import codes, cue, moving
from ..language.vocabulary import Vocabulary
from ..model.codes import BALANCES, WORLD
from ..model.interval import Interval
from ..model.period import Period
from .parser import Item, Parser
from .places import Place, after, places_of

FEW = 40
"""Down from here a number counts places of a list."""
TRADE = ("exports", "imports", "total_trade", "trade_balance", "trade_deficit")

_INTO = ("in", "into", "to")
BLANK = "the"
"""Stands for a word that a part of a question is asked without."""


class Query:
    """A cleaned question taken apart. `unknown` holds words nothing is known of, `notes` spellings put right, `remarks` what
    an answer must add in its own text."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.pair = vocabulary.pair
        self.home, self.partner = vocabulary.pair
        parsed = Parser(text, vocabulary)
        self.notes, self.unknown, self.unknown_at = parsed.notes, parsed.unknown, parsed.unknown_at
        self.strangers, self.tokens, self.words = parsed.strangers, parsed.tokens, parsed.words
        self.terms, self.items = parsed.terms, parsed.items
        self.items += [Item("op", "share", k, k + 1) for k in self._parts_of() if self.asks_whether]
        self.places = places_of(self.words, self.items, vocabulary)
        self.remarks: list[str] = []
        left_out = [repr(w) for w in self.unknown if w in cue("circumstance")]  # any other is told of or refused
        self.notes += [f"left out: {', '.join(left_out)}"] if left_out else []

    def all(self, slot: str) -> list[Item]:
        return [item for item in self.items if item.slot == slot]

    def values(self, *slots: str) -> list[str]:
        """What some slots were filled with, in the order of the question."""
        return list(dict.fromkeys(str(item.value) for item in self.items if item.slot in slots))

    def _parts_of(self) -> list[int]:
        """Where "of" stands behind per cent: "4 per cent of all"."""
        ends = (i.end for i in self.all("number") if isinstance(i.value, Number) and i.value.percent)
        return [end for end in ends if self.words[end : end + 1] == ["of"]]

    @property
    def grows_by_a_part(self) -> str:
        """What a rise is told in per cent of, which no growth is: "did it rise by 5 per cent of the total"; "" where it is not."""
        parts = self._parts_of() if self.does("growth") and self.asks_whether else []
        return " ".join(self.words[parts[0] : parts[0] + 3]) if parts else ""

    def does(self, *operations: str) -> bool:
        """Whether one of the operations is asked for."""
        return any(item.slot == "op" and item.value in operations for item in self.items)

    def says(self, *cues: str) -> bool:
        """Whether a word of one of the lists of cues is in the question."""
        return any(not cue(name).isdisjoint(self.words) for name in cues)

    def is_of(self, *kinds: str) -> bool:
        """Whether a time of one of some kinds is said: "ever", "latest"."""
        return any(span.kind in kinds for span in self.spans)

    @property
    def spans_years(self) -> bool:
        return self.is_of("range", "since", "until", "past", "ever")

    @property
    def others(self) -> list[Place]:
        """The countries named beside home and the world, in order."""
        return [p for p in self.places if p.code not in (self.home, WORLD, *self.left_out)]

    @property
    def of_two_flows(self) -> bool:
        """Whether it is of exports to one and of imports from another."""
        flows = [i for i in self.items if i.slot in ("verb", "measure") and i.value in TRADE[:2]]
        whose = {before[-1]: p.code for p in self.others if (before := [f.value for f in flows if f.start < p.start])}
        return len(set(whose.values())) > 1

    @property
    def left_out(self) -> list[str]:
        """The countries that a list is asked for without: "apart from China and Vietnam"."""
        ends = [i.end for i in self.all("op") if i.value == "leave_out"]
        return [p.code for p in self.places if ends and p.start >= ends[0]]

    @property
    def asks_below(self) -> bool:
        """Whether what lies under an amount is asked for."""
        return self.does("under", "below") or self.says("less")

    def is_beyond(self, interval: Interval, mark: float) -> bool:
        """Whether a number is for certain above an amount, or below it where that is asked for."""
        return interval.high < mark if self.asks_below else interval.low > mark

    @property
    def asks_of_falls(self) -> bool:
        """Whether a fall is asked for, and not a rise."""
        return not moving("falling").isdisjoint(self.words)

    @property
    def asks_what_comes(self) -> bool:
        """Whether it is asked when something to come is: "when is the next meeting", "when will they meet"."""
        return self.says("to come") and self.does("when")

    @property
    def asks_whether(self) -> bool:
        """Whether it begins as what is answered with yes or no does: "did", "is", "has"."""
        return not cue("whether").isdisjoint(self.words[:1])

    @property
    def asks_for_most(self) -> bool:
        """ "The largest", "the main one": the first in some order, be it said as a number or not."""
        return any(self.is_superlative(i) for i in self.all("nth"))

    def is_superlative(self, item: Item) -> bool:
        return item.value == 1 and self.words[item.start] in cue("superlative")  # but "number two" is a place

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
        """The one amount that something is held against: "above 1 billion", "more than 300 members"."""
        counts = self.does("above", "below", "under", "first_time", "comparative")
        amounts = [n for n in self.numbers if not n.percent and (n.scale > 1 or (counts and n.value > FEW))]
        return amounts[0].value if len(amounts) == 1 else None

    @property
    def counts(self) -> list[int]:
        """How many of a list are asked for, as far as it is said: "the top three", "5 largest"."""
        said = [int(str(i.value)) for i in self.all("count")]
        plain = (n for n in self.numbers if n.scale == 1 and not n.percent and not n.decimals)
        return said + [int(n.value) for n in plain if n.value <= FEW]

    @property
    def currency(self) -> str:
        """The currency other than the dollar that is named, be it in a phrase ("yen per dollar"); "" where none is."""
        return next(iter(self.rate_of), "")

    @property
    def rate_of(self) -> list[str]:
        """The currencies other than the dollar that are named, the one that another is said in first: "riel per yen", "one yen
        in riel", "how many riel for 100 yen"."""
        named = [(k, codes("unit").get(word, "")) for k, word in enumerate(self.words)]
        of = dict.fromkeys((c for _, c in named if c in CURRENCIES and c != "USD"))
        at = {c: k for k, c in reversed(named)}
        counted = {u.value for n in self.all("number") for u in self.all("unit") if u.start == n.end}
        said_in = [c for c in of if at[c] and self.words[at[c] - 1] in _INTO]
        return sorted(of, key=lambda c: (c in counted, c not in said_in))

    @property
    def measures(self) -> list[str]:
        """Measures by name or verb, in order; the verbs of saying and showing are not among them."""
        return list(dict.fromkeys(str(i.value) for i in self.items if i.slot in ("measure", "verb")))

    @property
    def grows_in_per_cent(self) -> bool:
        """ "Slipped by what percentage": growth in per cent, no share of anything."""
        shares = [i for i in self.all("op") if i.value == "share"]
        per_cent = bool(shares) and all(
            {"percentage", "percent", "cent", "%"} & set(self.words[i.start : i.end]) for i in shares
        )
        compared = self.does("comparative") and len(self.periods) > 1  # "what percent higher in 2024 than in 2023"
        of_a_whole = any(self.words[i.end : i.end + 1] == ["of"] for i in shares)
        return (self.does("growth") or compared) and per_cent and not of_a_whole

    @property
    def first_period(self) -> Period | None:
        """The period that a question names first, or from which on it asks; None where it names none."""
        return next((s.first for s in self.spans if s.first is not None), None)

    @property
    def periods(self) -> list[Period]:
        """The periods that a question names one by one."""
        return [s.first for s in self.spans if s.kind == "period" and s.first is not None]

    @property
    def trade_measures(self) -> list[str]:
        """Of trade; "is trade in surplus" asks for the balance alone."""
        named = [m for m in self.measures if m in TRADE]
        balances = [m for m in named if m in BALANCES]
        return balances if self.asks_whether and balances and set(named) <= {"total_trade", *balances} else named

    def after(self, end: int) -> Item | None:
        """The first meaning behind a phrase, words of no weight left out."""
        return after(self.words, self.items, end)

    def with_only(self, slot: str, start: int) -> Query:
        """The same question with one filling of a slot, the one that starts there; Cambodia stays beside another country."""
        part = copy(self)
        part.items = [i for i in self.items if i.slot != slot or i.start == start or i.value == self.home]
        part.places = [p for p in self.places if slot != "area" or p.start == start or p.code == self.home]
        return part

    def without(self, *values: object) -> Query:
        """The same question without some measures, operations or times."""
        part = copy(self)
        part.items = [i for i in self.items if i.value not in values]
        return part

    def of_no_country(self) -> Query:
        """The same question without the countries that it names."""
        part = copy(self)
        part.items, part.places = [i for i in self.items if i.slot != "area"], []
        return part

    def split(self, joint: int, left_out: Iterable[str] = ()) -> tuple[Query, Query]:
        """What is said before a word, and what behind it, each without some words."""
        ends = ((0, joint), (joint + 1, len(self.words)))
        return self._only(*ends[0], left_out), self._only(*ends[1], left_out)

    def _only(self, start: int, end: int, left_out: Iterable[str]) -> Query:
        out = {k for k, w in enumerate(self.words) if w in left_out}
        words = [w if start <= k < end and k not in out else BLANK for k, w in enumerate(self.words)]
        return self.part(words, [i for i in self.items if start <= i.start and i.end <= end and i.start not in out])

    def part(self, words: list[str], items: list[Item]) -> Query:
        """The same question with some of its words blank and some of its items alone; its countries are read anew."""
        part = copy(self)
        part.words, part.items = words, items
        part.places = places_of(words, items, self.vocabulary)
        return part

    def at(self, time: Span) -> Query:
        """The same question asked of another time."""
        dated, end = copy(self), len(self.words)
        dated.items = [i for i in self.items if i.slot != "span"] + [Item("span", time, end, end)]
        return dated

    def named_as(self, *parts: str) -> str:
        """As `read_as`, of what was found by its own words: none of the question's is left out."""
        return _joined(*parts, *(n for n in self.notes if not n.startswith("left out")))

    def read_as(self, *parts: str) -> str:
        """How the question was read, with the spellings that were put right."""
        return _joined(*parts, *self.notes)


def _joined(*parts: str) -> str:
    return "; ".join(filter(None, (p.strip("; ") for p in parts)))
