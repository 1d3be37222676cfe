"""Spelling: a word that is none put right towards the words of phrases, names and times."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from .parts_of_year import year_at
from .period_parser import WORDS
from .phrases import codes, common_words, core, fillers, scales

_SHORTEST_STEM = 4
_TOO_FAR = 20
"""Two slips of a word of no weight, or two and another first letter, are too much."""
_ENDINGS = ("ings", "ing", "ed", "es", "s", "e")


class Speller:
    """Puts a word right towards the words it knows, and only where one of them is clearly meant.

    A good English word is no slip of another; only its other endings are tried (exporting, exports).
    """

    def __init__(self, phrases: Iterable[tuple[str, ...]], names: Iterable[str] = ()) -> None:
        """`names` are words of projects, events and statements: right as they are; put right towards them is what is near to no phrase."""
        self._slips = codes("slip")
        self._phrases = list(phrases)
        self._meant = (
            {w for words in self._phrases for w in words if w.isalpha() or not w.isascii()} | WORDS | set(scales())
        )
        self.known = self._meant | fillers()
        self._names = names
        self._meant_once = lru_cache(2_000)(self._meant_by)

    def __contains__(self, word: str) -> bool:
        if word in self._slips:
            return False
        return word in self.known or not word.isalpha() or year_at([word], 0) is not None or word in self._right

    def correct(self, word: str, *, last: bool) -> str | None:
        """The known word meant by `word`, None where unsure; the last word may be half typed."""
        return self._slips[word] if word in self._slips else self._meant_once(word, last)

    def _meant_by(self, word: str, last: bool) -> str | None:
        if not word.isascii():
            return None
        other_ending = self._stems.get(stem(word))
        if other_ending is not None and not (
            other_ending == f"{word}e" and word in common_words()
        ):  # a plan is no plane
            return other_ending
        finished = self._finish(word) if last else None
        if finished in core():
            return finished
        if word in common_words():
            return None
        return (finished if len(word) >= _SHORTEST_STEM else None) or self._nearest(word)

    @cached_property
    def _right(self) -> frozenset[str]:
        return frozenset(self._names)

    @cached_property
    def _alone(self) -> frozenset[str]:
        return WORDS.union(words[0] for words in self._phrases if len(words) == 1)

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {stem(w): w for w in sorted(self._meant, reverse=True) if len(w) > _SHORTEST_STEM}

    @cached_property
    def _candidates(self) -> list[str]:
        return sorted(w for w in self.known - set(self._slips) if len(w) >= _SHORTEST_STEM and w.isascii())

    def _finish(self, word: str) -> str | None:
        if len(word) < 3:
            return None
        longer = [w for w in self._candidates if w in self._meant and w.startswith(word)]
        shortest = min(longer, key=len, default="")
        return shortest if longer and all(w.startswith(shortest) for w in longer) else None

    def _nearest(self, word: str) -> str | None:
        if not _SHORTEST_STEM <= len(word) <= 24:
            return None
        # Imported here: most questions are spelt right, and the import costs as much as reading the tables.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(
            word, self._candidates, scorer=OSA.distance, score_cutoff=1 if len(word) < 6 else 2, limit=None
        )
        costs = {str(near): self._cost(word, str(near), int(slips)) for near, slips, _ in found}
        best = min(costs.values(), default=_TOO_FAR)
        nearest = [w for w, cost in costs.items() if cost == best]
        if best >= _TOO_FAR:  # the one word of projects, events and statements that is a slip away
            names = process.extract(word, self._right, scorer=OSA.distance, score_cutoff=1, limit=2)
            return str(names[0][0]) if len(names) == 1 and len(word) > _SHORTEST_STEM else None
        if any(_differ(nearest[0], w) for w in nearest[1:]):
            return None
        return nearest[0]

    def _cost(self, word: str, near: str, slips: int) -> int:
        """What it costs to read `word` as `near`: slips, another letter for one, above all the first; a word of no weight."""
        cost = 8 * slips + (8 if near[0] != word[0] else 0) + (near[-1] != word[-1])
        if len(word) == len(near):
            cost += -1 if sorted(word) == sorted(near) else 2  # two letters changed places, or one is another
        if near in core():
            return cost - 4
        return cost + (2 if near in self._alone else 3 if near in self._meant else 4)


def is_slip(word: str, meant: str) -> bool:
    """Whether a letter was left out, typed twice or put in, or two changed places; another ending is no slip."""
    if min(len(word), len(meant)) < _SHORTEST_STEM or stem(word) == stem(meant):
        return False
    from rapidfuzz.distance import OSA

    is_another_letter = len(word) == len(meant) and sorted(word) != sorted(meant)
    return OSA.distance(word, meant, score_cutoff=1) == 1 and not is_another_letter


@lru_cache(8_000)
def stem(word: str) -> str:
    """A word without its ending, where enough of it is left: export of exports, exported, exporting."""
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST_STEM), "")
    return word.removesuffix(ending)


def _differ(a: str, b: str) -> bool:
    """Whether two words are more than forms of one (export, exports)."""
    shorter, longer = sorted((a, b), key=len)
    return not longer.startswith(shorter[:-1])
