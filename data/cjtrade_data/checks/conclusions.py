"""Conclusions: what the checks tell beside verdicts: claims that exclude each other, and figures that are pinned down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..model.interval import Interval
from ..model.records import Source
from .evidence import sentence
from .variables import Claim, Variable
from .wording import about, between, claimed, page


class Suspect(NamedTuple):
    """A claim of a contradiction: what the others pin it to, None where they exclude each other even without it, and
    what other pages print of the same thing within those bounds."""

    claim: Claim
    pinned: Interval | None
    elsewhere: tuple[Claim, ...]


def pinned_lines(suspect: Suspect, sources: Mapping[str, Source]) -> list[str]:
    """What the others pin a claim to, then who prints something within it; nothing where they pin it to nothing."""
    claim, pinned, elsewhere = suspect
    if pinned is None:
        return []
    within = [f"{page(sources[c.document])} prints {claimed(c)}, which fits" for c in elsewhere]
    return [
        f"{about(claim)}: leaving out {claimed(claim)}, the other figures imply {between(pinned, claim.unit)}",
        *within,
    ]


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
