"""Consistent subset: what one compiler printed on all its pages, without what cannot hold beside the rest.

Pages a year apart may contradict each other because the compiler revised: a growth rate is worked out on a level as
it stands by then, which may be printed nowhere. So limits said in words ("more than 563 million") give way first, then growth rates
to levels, and else older pages to younger.
"""

from collections.abc import Iterator
from functools import cached_property, partial
from typing import NamedTuple

from ..model.grouped import grouped
from .arithmetic import check_of_several
from .check import FAILS, HOLDS, Bar, Check
from .compilation import Compilation
from .document_checks import contradictions, holds, is_bound, is_tied, listed
from .evidence import Contradiction
from .network import Component, parts_of
from .printed_claims import Claim, Variable
from .proof import conflict_in
from .solver import Solver
from .wording import about, claimed, page


class Clash(NamedTuple):
    """Claims that exclude each other, none of which can be spared, and those that gave way."""

    claims: tuple[Claim, ...]
    aside: tuple[Claim, ...]


class Resolution:
    """The claims of a compilation that can all hold (`parts`), and the clashes between pages (`clashes`)."""

    def __init__(self, compilation: Compilation) -> None:
        self.compilation = compilation
        self.clashes: list[Clash] = []
        gone = {id(c) for contradiction in contradictions(compilation) for c in _likely_wrong(contradiction)}
        claims = _as_last_printed(compilation, [c for c in compilation.current if id(c) not in gone])
        gone = set()
        # Where the whole ties no claims together that a page and time does not tie by itself, all is told already.
        ties_more = len(compilation.pages) > 1 or any(r.kind == "runs" for r in compilation.relations)
        for part in parts_of(claims, compilation.relations) if ties_more else ():
            if is_tied(part) and not holds(part):
                for clash in self._clashes(part):
                    self.clashes.append(clash)
                    gone.update(map(id, clash.aside))
        self.claims = [c for c in claims if id(c) not in gone]

    @cached_property
    def parts(self) -> list[Component]:
        return parts_of(self.claims, self.compilation.relations)

    @cached_property
    def part_of(self) -> dict[Variable, Component]:
        return {unknown: part for part in self.parts for unknown in part.unknowns}

    def _clashes(self, part: Component) -> Iterator[Clash]:
        solver = Solver(part.network)
        without: frozenset[int] = frozenset()
        while conflict := conflict_in(solver, without):
            numbers = sorted(conflict)
            gone = self._least_trusted(part, numbers)
            without |= frozenset(gone)
            yield Clash(tuple(part.claims[i] for i in numbers), tuple(part.claims[i] for i in gone))

    def _least_trusted(self, part: Component, numbers: list[int]) -> list[int]:
        limits = [i for i in numbers if part.claims[i].figure.bound]
        growths = [i for i in numbers if part.claims[i].kind == "growth"]
        if limits or growths:
            return limits or growths
        dates = {i: self.compilation.date(part.claims[i]) for i in numbers}
        return [i for i in numbers if dates[i] == min(dates.values())]


def _likely_wrong(contradiction: Contradiction) -> list[Claim]:
    """The claims of a page that give way: the one another page prints differently, as the rest have it; else growth
    rates and shares without which the rest can hold; else whatever the rest can hold without; else all."""
    alone = [s for s in contradiction.suspects if s.pinned is not None]
    corrected = [s.claim for s in alone if s.elsewhere and s.claim.kind != "level"]
    rates = [s.claim for s in alone if s.claim.kind != "level"]
    return corrected or rates or [s.claim for s in alone] or [s.claim for s in contradiction.suspects]


def _as_last_printed(compilation: Compilation, claims: list[Claim]) -> list[Claim]:
    """Without a growth or share that a later page prints otherwise."""
    gone: set[int] = set()
    for same in grouped(((c.about, c.against), c) for c in claims if c.against is not None).values():
        latest = max(same, key=compilation.date)
        gone.update(id(c) for c in same if not c.interval.meets(latest.interval))
    return [c for c in claims if id(c) not in gone]


def across_pages(resolution: Resolution) -> Iterator[Check]:
    """A check for the clashes between pages that have claims in common, and one for each network of pages that
    holds without what gave way."""
    compilation = resolution.compilation
    for clashes in _linked(resolution.clashes):
        claims = list(dict.fromkeys(c for clash in clashes for c in clash.claims))
        words = ", mutually inconsistent"
        spell = partial(_clash_lines, compilation, clashes)
        yield check_of_several(compilation, "network", claims, FAILS, words, spell)
    for part in resolution.parts if len(compilation.pages) > 1 else ():
        if len({c.document for c in part.claims}) > 1 and is_bound(part):
            yield check_of_several(compilation, "network", part.claims, HOLDS, "", partial(listed, part))


def _linked(clashes: list[Clash]) -> list[list[Clash]]:
    """Clashes in groups, each of which shares a claim with another of its group."""
    groups: list[list[Clash]] = []
    for clash in clashes:
        joined = [g for g in groups if any(set(clash.claims) & set(c.claims) for c in g)]
        groups = [g for g in groups if g not in joined] + [[*(c for g in joined for c in g), clash]]
    return groups


def _clash_lines(compilation: Compilation, clashes: list[Clash]) -> tuple[list[str], list[Bar]]:
    lines = []
    for number, clash in enumerate(clashes, start=1):
        prints = (f"{about(c)} {claimed(c)} ({page(compilation.sources[c.document])})" for c in clash.claims)
        lines.append(f"mutually inconsistent ({number}): {'; '.join(prints)}")
    gone = dict.fromkeys(f"{about(c)} {claimed(c)}" for clash in clashes for c in clash.aside)
    return [*lines, f"set aside in what is worked out from these pages: {'; '.join(gone)}"], []
