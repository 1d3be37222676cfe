"""Parser: the words of a question as phrases, periods, numbers and codes, spellings put right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..language.amounts import Number, read_number
from ..language.parts_of_year import MONTHS
from ..language.period_parser import Span, read_span
from ..language.phrases import common_words, fillers
from ..language.tokenizer import Token, tokens
from ..language.vocabulary import Vocabulary
from ..model.codes import FLOWS
from ..model.digits import is_digits


class Item(NamedTuple):
    """A phrase of the question and one thing it stands for; `start` and `end` count words."""

    slot: str
    value: str | int | Span | Number
    start: int
    end: int
    owns: bool = False


class Parser:
    """A cleaned question taken apart: its `tokens`, their `words` as they are spelt right, the `items` that phrases give,
    `terms` of the glossary. `unknown` holds words nothing is known of, `strangers` names of nobody, `notes` spellings put
    right."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.notes: list[str] = []
        self.unknown: list[str] = []
        self.unknown_at: list[int] = []
        self.strangers: list[str] = []
        self.tokens = tokens(text, vocabulary.names)
        self.words = self._spelt()
        self.terms = list(self._terms())
        self.items = list(self._read())

    def _spelt(self) -> list[str]:
        words = [t.text for t in self.tokens]
        speller = self.vocabulary.speller
        for i, word in enumerate(words):
            if word in speller:
                continue
            stem = word.removesuffix("s")
            is_plural = stem != word and len(stem) > 3 and stem in speller.known
            right = stem if is_plural else speller.correct(word, last=i == len(words) - 1)
            if right is None or (i and words[i - 1] in _BEFORE_PLACES and right in fillers()):
                continue  # "to Benni": a place, and not "been"
            if right not in (stem, f"{word}s"):
                self.notes.append(f"'{word}' read as '{right}'")
            words[i] = right
        for at in range(len(words)):
            if (found := self.vocabulary.meant_at(words, at)) is not None:
                self.notes.append(f"'{words[found[0]]}' read as '{found[1]}'")
                words[found[0]] = found[1]
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
                while (further := self._further_code(code, at)) is not None:
                    yield further
                    at = further.end
                continue
            if self.words[at] == "number" and (place := self._place_in_order(at + 1)):
                yield Item("nth", place, at, at + 2)
                at += 2
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
                    if value == "who" and at and self.words[at - 1].removesuffix("s") in self.vocabulary.adjectives:
                        continue  # "the Japanese who visited Cambodia": nobody is asked for
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
        """`HS 61`, `hs61`, `HS 6403`, `SITC section 8`."""
        word = self.words[at]
        for system, widths in (("hs", (1, 2, 4, 6)), ("sitc", (1,))):
            digits, end = word.removeprefix(system), at + 1
            if not word.startswith(system):
                continue
            if not digits:
                end = at + 1 + (self.words[at + 1 : at + 2] in (["chapter"], ["section"], ["code"]))
                digits, end = (self.words[end], end + 1) if end < len(self.words) else ("", end)
            if is_digits(digits) and len(digits) in widths:
                return Item("good", f"{system.upper()}:{digits.zfill(widths[:2][-1])}", at, end)
        return None

    def _further_code(self, code: Item, at: int) -> Item | None:
        """The `62` of "HS 61 and 62", "HS 61-62"."""
        system, _, first = str(code.value).partition(":")
        digits = self.words[at + 1] if at + 1 < len(self.words) and self.words[at] in _CODE_LINKS else ""
        is_code = is_digits(digits) and len(digits) == len(first)
        return Item("good", f"{system}:{digits}", at + 1, at + 2) if is_code else None

    def _is_of_a_name(self, at: int, end: int) -> bool:
        """Whether a part of a name is one of another name: "Hun Sen" is no Hun Manet."""
        if end >= len(self.tokens) or self.tokens[at].owns:
            return False
        word, raw = self.tokens[end].text, self.tokens[end].raw
        if raw[:1].isupper() and word in fillers() and word not in MONTHS:
            return any(t.raw[:1].islower() for t in self.tokens)  # "Hun Many"; not in a title
        other = word.isalpha() and word not in self.vocabulary.speller.known
        return other and (raw[:1].isupper() or word not in common_words())

    def _which_us(self, at: int, end: int, slot: str, value: str | int) -> str | int:
        """ "We" is the first of the pair. "US" in capitals, or in front of all, is the country; "us" is the first of the pair
        where its partner is named and it is not: "what Japan sold us", but "Cambodia's exports to us"."""
        if slot != "area" or self.words[at:end] not in _OURSELVES:
            return value
        phrases = (self.vocabulary.longest(self.words, k) for k in range(len(self.words)) if k != at)
        named = {code for phrase in phrases if phrase is not None for of, code in phrase.meanings if of == "area"}
        home, partner = self.vocabulary.pair
        if self.words[at] == "us" and not self.tokens[at].upper and self._is_flow(at - 1):  # "what did they sell us"
            meant = partner if home in named else home
            self.notes.append(f"'us' read as {self.vocabulary.called.get(meant, meant)}")
            return meant
        is_country = self.tokens[at].upper or at == 0 or home in named or partner not in named
        is_country = is_country or (self.words[at - 1] != "between" and self.words[at + 1 : at + 2] in _BESIDE)
        return "USA" if self.words[at] == "us" and is_country else home

    def _is_flow(self, at: int) -> bool:
        phrase = self.vocabulary.longest(self.words, at) if at >= 0 else None
        return phrase is not None and any(slot == "verb" and code in FLOWS for slot, code in phrase.meanings)

    def _ordinal(self, at: int) -> Iterator[Item]:
        word = self.words[at]
        digits = word.rstrip("stndrh")
        if is_digits(digits) and digits != word and int(digits) <= _LAST_PLACE:
            yield Item("nth", int(digits), at, at + 1)
        elif word == "per" and at + 1 < len(self.words) and self._is_compiler_or_unit(at + 1):
            return  # "per JETRO", "riel per yen"
        elif word not in fillers() and word.isalnum() and not self._is_mark(self.tokens[at]) and not self._in_term(at):
            self.unknown.append(word)
            self.unknown_at.append(at)

    def _place_in_order(self, at: int) -> int:
        """The 10 of "the number 10 supplier"; 0 where it is no place."""
        number = read_number(self.words, at) if at < len(self.words) else None
        is_place = number is not None and is_digits(self.words[at]) and number[1] == at + 1
        return int(self.words[at]) if is_place and int(self.words[at]) <= _LAST_PLACE else 0

    def _is_compiler_or_unit(self, at: int) -> bool:
        phrase = self.vocabulary.longest(self.words, at)
        return phrase is not None and not {"compiler", "unit"}.isdisjoint(slot for slot, _ in phrase.meanings)

    def _in_term(self, at: int) -> bool:
        return any(t.start <= at < t.end for t in self.terms)

    @staticmethod
    def _is_mark(token: Token) -> bool:
        return len(token.text) == 1 and token.text.isascii()


_LAST_PLACE = 60
_OURSELVES = (["we"], ["our"], ["ours"], ["us"])
_BESIDE = (["and"], ["or"], ["vs"], [","])
_BEFORE_PLACES = frozenset({"to", "from", "with"})
_CODE_LINKS = frozenset({"and", "+", "-", ",", "&", "/", "or"})
