"""Vocabulary: every phrase lookup recognises and what it stands for, from the phrases and the names of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ..book.book import Book
from .area_names import names_in_english, plain_name
from .period_parser import WORDS
from .phrase_index import Phrase, PhraseIndex
from .phrases import codes, common_words, cue, fillers, phrases, wordings
from .spelling import Speller, is_slip


class Vocabulary:
    """Phrases and what they stand for; `names` turns Japanese and Khmer names into English."""

    def __init__(self, book: Book) -> None:
        self.pair = book.pair
        self.called = {code: plain_name(book.areas[code]) for code in book.pair if code in book.areas}
        self._index = PhraseIndex()
        self._add = self._index.add
        self.names = names_in_english(book.areas)
        self.names |= {n: p.name for p in book.people.values() for n in p.names if not n.isascii()}
        self.adjectives = dict(codes("adjective"))
        self._add_slots(*_SLOTS_OF_MEANING, *_SLOTS_OF_NAMES)
        self._add_areas(book)
        self._add_people(book)
        self._add_slots("person", "organisation")
        self._add_measures(book)
        self.terms = {tuple(name.split()): id for name, id in codes("term").items()}
        self.speller = Speller([*self._index.meanings, *self.terms], _words_of_names(book))

    def is_subject(self, word: str) -> bool:
        """Whether a question may be about what a word names, by itself or at the head of a phrase that is no long name."""
        heads = (p for p in self._index.starting_with(word) if len(p.words) <= _LONGEST_HEADED)
        slots = {slot for phrase in heads for slot, _ in phrase.meanings}
        return word not in fillers() and "prep" not in slots and not slots.isdisjoint(_SUBJECTS)

    def is_adverb(self, word: str) -> bool:
        """Whether a word is an adverb of no weight: `officially`, but not `monthly`, which phrases are made of, nor `montly`,
        nor `january-july`."""
        if word in codes("adverb"):
            return True
        if not word.endswith("ly") or len(word) <= _SHORTEST_ADVERB:
            return False
        if not self._of_phrases.isdisjoint([word, *word.split("-")]):
            return False
        return word in common_words() or self.speller.correct(word, last=False) not in self._of_phrases

    @cached_property
    def _of_phrases(self) -> frozenset[str]:
        of_phrases = frozenset(w for words in (*self._index.meanings, *self.terms) for w in words)
        return of_phrases | WORDS | cue("for the most part")

    def longest(self, words: list[str], at: int) -> Phrase | None:
        """The longest phrase that starts at `at`; none of "the world" where "world bank" follows."""
        found = next(self._index.at(words, at), None)
        if found is not None and words[at] == "the" and len(found.words) > 1:
            behind = self.longest(words, at + 1)
            return None if behind is not None and len(behind.words) >= len(found.words) else found
        return found

    def meant_at(self, words: list[str], at: int) -> tuple[int, str] | None:
        """Which word is a slip of another, though it is a word itself, by the long phrase that the others make with that:
        "what is meat by"."""
        for phrase in self._index.starting_with(words[at]):
            here = words[at : at + len(phrase.words)]
            if len(phrase.words) < _LONG:
                break
            other = [k for k, word in enumerate(phrase.words) if here[k : k + 1] != [word]]
            if len(other) == 1 and len(here) == len(phrase.words) and is_slip(here[other[0]], phrase.words[other[0]]):
                return at + other[0], phrase.words[other[0]]
        return None

    def term(self, words: list[str], at: int) -> tuple[str, int] | None:
        """The term of the glossary with the longest name that starts at `at`, and where it ends."""
        for length in range(min(5, len(words) - at), 0, -1):
            id = self.terms.get(tuple(words[at : at + length]))
            if id is not None:
                return id, at + length
        return None

    def _add_slots(self, *slots: str) -> None:
        for slot in slots:
            for _, code, phrase, *_ in phrases(slot):
                self._add(phrase, "good" if slot == "part" else slot, int(code) if slot in _COUNTED else code)

    def _add_areas(self, book: Book) -> None:
        for code, area in book.areas.items():
            plain = plain_name(area)
            self._add(plain, "area", code)
            if len(code) == 3 and code.isalpha() and code.lower() not in codes("plain_word"):
                self._add(code, "area", code)
            if area.demonym:
                self._add(area.demonym, "area", code)
                if area.demonym.lower() != plain.lower():  # "exports to Hong Kong 2015"
                    self.adjectives[area.demonym.lower()] = code
            if " " not in plain:
                self._add(plain.lower() + "s", "area", code)
                self.adjectives.setdefault(plain.lower() + "s", code)

    def _add_measures(self, book: Book) -> None:
        """The other measures by the names the book gives them."""
        for code, label in book.names("measures").items():
            words = _bare(label.lower().replace(",", " "))
            if tuple(words.split()) not in self._index.meanings and not code.startswith(_SPOKEN_FOR):
                self._add(words, "measure", code)

    def _add_people(self, book: Book) -> None:
        for person in book.people.values():
            parts = person.name.split()
            for name in (*person.names, " ".join(reversed(parts))):
                self._add(name, "person", person.id)
            for part in parts:
                if len(part) > 2 and part.lower() not in fillers():
                    self._add(part, "person", person.id)
            self._add(parts[0] + parts[-1], "person", person.id)
        for said in (s for s in book.statements if s.person):
            if said.role.count(" ") >= _DISTINCT:
                self._add(_bare(said.role.lower()), "person", said.person)
            bears = {*said.role.lower().replace("-", " ").split(), book.organisations[said.organisation].kind}
            for title in (w.phrase for w in wordings("title") if w.code in bears):
                self._add(title, "person", said.person)
        for office in book.offices:
            if not office.until:
                for phrase in (w.phrase for w in wordings("office") if w.code == office.office):
                    self._add(phrase, "person", office.person)
        for organisation in book.organisations.values():
            head = organisation.name.partition(" of ")[0]
            for name in (organisation.id, organisation.short_name, organisation.name, *[head] * (" " in head)):
                if name.lower() not in codes("plain_word"):
                    self._add(_bare(name), "organisation", organisation.id)


_SLOTS_OF_MEANING = ("measure", "verb", "basis", "op", "unit", "compiler", "role")
_SLOTS_OF_NAMES = tuple("city area prep good part topic sector group nth count publisher absent".split())
_SHORTEST_ADVERB = 5
_LONGEST_HEADED = 3
_LONG = 3
_DISTINCT = 2
"""Blanks in an office that by itself names who held it: "director of international economics", and not "researcher"."""
_COUNTED = ("nth", "count")
_SUBJECTS = tuple("measure verb basis area good sector group person organisation compiler role".split())
_SPOKEN_FOR = ("export", "import", "total_trade", "trade_", "share_", "product_share", "fdi_", "approved", "exchange")
"""Measures that other words and operations make up: "share of imports", "growth of exports"."""


def _words_of_names(book: Book) -> Iterator[str]:
    """The words of projects, events and statements, which are found by them, and those of courtesy."""
    events = (f"{e.event} {e.called}" for e in book.events)
    yield from (*codes("synonym"), *codes("courtesy"))
    for text in (*book.names("aid_projects").values(), *events, *(s.paraphrase for s in book.statements)):
        yield from "".join(c if c.isalpha() else " " for c in text.lower()).split()


def _bare(name: str) -> str:
    return " ".join(name.replace("(", " ").replace(")", " ").replace(",", " ").replace("-", " ").split())
