"""Conclusions: what the checks tell beside verdicts: claims that exclude each other, and figures that are pinned down."""

from __future__ import annotations

from typing import NamedTuple

from ..model.interval import Interval
from .evidence import sentence
from .printed_claims import Claim, Variable


class Suspect(NamedTuple):
    """A claim of a contradiction: what the others pin it to, None where they exclude each other even without it, and
    what other pages print of the same thing within those bounds."""

    claim: Claim
    pinned: Interval | None
    elsewhere: tuple[Claim, ...]


class Contradiction(NamedTuple):
    """Claims of one page that cannot all hold: `sets` are the smallest sets that exclude each other, `suspects` their
    members, those first without which the others can hold."""

    sets: tuple[tuple[Claim, ...], ...]
    suspects: tuple[Suspect, ...]


class Way(NamedTuple):
    """A chain of figures, by their ids, that leaves `unknown` within an interval, and how, in words."""

    unknown: Variable
    interval: Interval
    figures: tuple[str, ...]
    how: str

    @property
    def sentence(self) -> str:
        """As that of `Evidence`."""
        return sentence(self.unknown, self.how, self.interval)


class Inferred(NamedTuple):
    """A figure nobody printed: `ways` from the shortest chain of figures to the narrowest interval."""

    unknown: Variable
    ways: tuple[Way, ...]

    @property
    def interval(self) -> Interval:
        """The narrowest bounds that are guaranteed, in base units."""
        return self.ways[-1].interval

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of the figures of the shortest chain that gives `interval`."""
        return self.ways[-1].figures
