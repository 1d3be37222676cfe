"""Retrieval: which of some named things, a source, an event or a project, a question means by their own words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from ..language.phrases import fillers
from ..language.tokenizer import stem
from ..model.digits import is_digits
from .context import LookupContext
from .query import Query

T = TypeVar("T", bound=Hashable)


def content(question: Query, *beside: str) -> set[str]:
    """The stems of the words that say what is meant: neither the countries nor when, nor parts of the slots `beside`."""
    slots = {"op", "area", "prep", *beside}
    taken = {k for i in question.items if i.slot in slots for k in range(i.start, i.end)}
    words = [w for k, w in enumerate(question.words) if k not in taken and not is_digits(w)]
    return {stem(w) for w in words if w.isalpha() and len(w) > 2 and w not in fillers()}


def stems(text: str) -> set[str]:
    """The stems of a name's words of weight."""
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {stem(w) for w in words if w not in fillers()}


def named(wanted: set[str], names: Mapping[T, str], called: Mapping[T, str] | None = None) -> list[T]:
    """The things whose name, or what else they are `called`, has every wanted word; those first of whose name it has most."""
    own = {thing: stems(name) for thing, name in names.items()}
    more = {thing: stems(words) for thing, words in (called or {}).items()}
    found: Iterable[T] = (t for t in names if wanted and wanted <= own[t] | more.get(t, set()))
    return sorted(found, key=lambda t: -len(wanted & own[t]) / max(1, len(own[t])))


def sources_named(context: LookupContext, question: Query) -> set[str]:
    """The sources that a question calls by their alias or their publisher; none where it names none."""
    aliases, publishers = set(question.values("compiler")), question.values("publisher")
    sources = context.book.sources.values()
    return {s.id for s in sources if s.alias in aliases or any(p in s.publisher for p in publishers)}
