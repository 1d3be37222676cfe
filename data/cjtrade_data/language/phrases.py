"""The words that questions and articles may use, from tables/language: each file is read once, when first needed.

A row of phrases.csv is one phrase in one language and what it stands for: `slot` says as what (a measure, a unit, a good,
a filler ...), `code` which one.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..book.code_lists import rows
from ..book.tables import TABLES, Tables

_PHRASES = "language/phrases.csv"
CORE = 2
"""The weight of the words that a slip most likely meant, where several are as near."""


class Wording(NamedTuple):
    """One phrase; `weight` is 0 for a word that changes nothing, 1 for any other, CORE for the commonest."""

    slot: str
    code: str
    phrase: str
    language: str
    weight: int


class Term(NamedTuple):
    """An entry of the glossary; `has_figures` tells whether the dataset has figures under the same name."""

    id: str
    name: str
    meaning: str
    has_figures: bool


@cache
def slots() -> dict[str, list[str]]:
    """The rows of the phrases as they stand in their table, by slot. Raises BookError where the table is damaged."""
    found: dict[str, list[str]] = {}
    for line in Tables(TABLES).lines(_PHRASES, Wording._fields):
        found.setdefault(line.partition(",")[0], []).append(line)
    return found


@cache
def phrases(slot: str) -> list[list[str]]:
    """The rows of a slot, in the order of the table. Raises BookError where the table is damaged."""
    return Tables(TABLES).split_rows(_PHRASES, slots()[slot], len(Wording._fields))


@cache
def wordings(slot: str) -> list[Wording]:
    """The phrases of a slot."""
    return [Wording(slot, code, phrase, language, int(weight)) for _, code, phrase, language, weight in phrases(slot)]


@cache
def codes(slot: str) -> dict[str, str]:
    """What each phrase of a slot stands for."""
    return {phrase: code for _, code, phrase, *_ in phrases(slot)}


@cache
def fillers() -> frozenset[str]:
    """Words of little weight: a question means the same without them, or nearly."""
    return frozenset(codes("filler"))


@cache
def core() -> frozenset[str]:
    """What a slip most likely meant, where several words are as near."""
    return frozenset(w.phrase for slot in slots() for w in wordings(slot) if w.weight >= CORE)


@cache
def moving(way: str) -> frozenset[str]:
    """Words that tell that something moved, `rising` or `falling`."""
    return frozenset(phrase for phrase, code in codes("direction").items() if code == way)


@cache
def cue(code: str) -> frozenset[str]:
    """The words that point to something a question may ask: `more`, `whether`, `superlative` ..."""
    return frozenset(w.phrase for w in wordings("cue") if w.code == code)


@cache
def readings() -> dict[str, frozenset[str]]:
    """What each way to read a question takes account of: slots and operations."""
    read = rows(TABLES, "language/readings.csv", ("kind", "parts", "operations"))
    return {kind: frozenset(f"{parts} {operations}".split()) for kind, parts, operations in read}


@cache
def marks() -> dict[str, tuple[str, ...]]:
    """By operation what tells that an answer is to it: `#` an operation that was carried out, `=` a word of its measure or unit,
    `@` its time, `+` that there are several; "" where nothing need tell."""
    return {
        operation: tuple(m.split("|")) for operation, m in rows(TABLES, "language/shown.csv", ("operation", "marks"))
    }


@cache
def scales() -> dict[str, int]:
    """What a word such as `million` multiplies by."""
    return {phrase: int(code) for phrase, code in codes("scale").items()}


@cache
def terms() -> dict[str, Term]:
    """The glossary by id: what the terms of the trade mean here, in one sentence each."""
    read = rows(TABLES, "language/glossary.csv", Term._fields)
    return {id: Term(id, name, meaning, has_figures == "yes") for id, name, meaning, has_figures in read}


@cache
def common_words() -> frozenset[str]:
    """Good English words that no phrase has: what is among them is no slip of another. Raises BookError."""
    return frozenset(word for (word,) in rows(TABLES, "language/common_words.csv", ("word",)))


@cache
def hints(occasion: str) -> dict[str, str]:
    """What a refusal may add, by subject: who `would have` what the tables lack."""
    return {subject: text for kind, subject, text in _hints() if kind == occasion}


@cache
def examples() -> tuple[str, ...]:
    """Questions to try."""
    return tuple(text for kind, _, text in _hints() if kind == "example")


@cache
def _hints() -> tuple[list[str], ...]:
    return tuple(rows(TABLES, "language/hints.csv", ("occasion", "subject", "text")))
