"""Inference: figures nobody printed, with the bounds that printed ones guarantee and the chain they follow by."""

from collections.abc import Iterator
from itertools import chain
from math import inf

from ..model.codes import FLOWS, spelled
from ..model.grouped import grouped
from ..model.interval import Interval
from .consistent_subset import Resolution
from .evidence import Evidence, Inferred, PrintedLevels, Way
from .network import ratio_of
from .printed_claims import Claim, Variable
from .proof import level
from .solver import Solver
from .wording import about, claimed

WIDEST = 0.2
"""An interval wider than this part of its centre says too little to be told."""


class Inference:
    """What the claims of a compilation that can all hold pin down."""

    def __init__(self, resolution: Resolution) -> None:
        self.resolution = resolution
        compilation = resolution.compilation
        self._levels = PrintedLevels(resolution.claims, compilation.by_unknown)
        rates = [c for c in resolution.claims if c.against is not None]
        self._rates = grouped((end, rate) for rate in rates for end in (rate.about, rate.against))
        self._solvers: dict[int, Solver] = {}

    def of(self, unknown: Variable) -> Inferred | None:
        """What is known of a value that is not printed: None where that is nothing, or it is printed."""
        print_ = self._levels.printed(unknown) or self.resolution.compilation.levels.printed(unknown)
        if print_ is not None and print_.interval.width < inf:
            return None
        ways = list(self._short(unknown))
        if not ways:
            ways += self._tight(unknown, of_its_measure=True)
        ways += self._tight(unknown)
        kept: list[Evidence] = []
        for way in sorted(ways, key=lambda e: (len(e.claims), e.interval.width)):
            if not kept or way.interval.width < kept[-1].interval.width:
                kept.append(way)
        told = [Way(e.unknown, e.interval, tuple(dict.fromkeys(c.figure.id for c in e.claims)), e.how) for e in kept]
        return Inferred(unknown, tuple(told)) if kept else None

    def all(self) -> Iterator[Inferred]:
        """Every figure nobody printed that is pinned down well enough to be told."""
        for part in self.resolution.parts:
            for unknown in part.unknowns:
                found = self.of(unknown) if unknown.measure in (*FLOWS, "fdi_stock", "fdi_inflow") else None
                if found is not None and is_narrow(found.interval):
                    yield found

    def _short(self, unknown: Variable) -> Iterator[Evidence]:
        """In one step: from a sum, a run of months, a growth or a share and one other print."""
        by_rates = (_by_rate(unknown, rate, self._levels) for rate in self._rates.get(unknown, ()))
        ways = chain(self._levels.derived(unknown), filter(None, by_rates))
        return (way for way in ways if way.interval.width < inf)

    def _tight(self, unknown: Variable, *, of_its_measure: bool = False) -> Iterator[Evidence]:
        """From everything that can be brought to bear on it, or only from levels of the same measure: a month from
        what lies around it."""
        part = self.resolution.part_of.get(unknown)
        if part is None:
            return
        if id(part) not in self._solvers:
            self._solvers[id(part)] = Solver(part.network)
        solver = self._solvers[id(part)]
        solver.forget()
        same = [c.kind == "level" and c.measure == unknown.measure for c in part.claims]
        solver.keep(lambda number: same[number] or not of_its_measure)
        pinned = level(part.network, solver, part.unknowns[unknown])
        if pinned.interval.width == inf:
            return
        claims = tuple(part.claims[i] for i in sorted(pinned.claims))
        count = "1 figure" if len(claims) == 1 else f"{len(claims)} figures together"
        how = f"{count} ({'; '.join(f'{about(c)} {claimed(c)}' for c in claims)})"
        yield Evidence(unknown, pinned.interval, claims, how)


def is_narrow(interval: Interval) -> bool:
    """Whether bounds are close enough to be told as a figure."""
    return interval.width < inf and float(interval.width) <= WIDEST * abs(float(interval.centre))


def _by_rate(unknown: Variable, rate: Claim, levels: PrintedLevels) -> Evidence | None:
    assert rate.against is not None
    forward = unknown == rate.about
    other = levels.printed(rate.against if forward else rate.about)
    ratio = ratio_of(rate)
    if other is None or (not forward and ratio.low <= 0):
        return None
    interval = other.interval * ratio if forward else other.interval / ratio
    mark = "x" if forward else "/"
    words = f"{spelled(other.unknown.measure)}, {other.unknown.period.label}, {other.how}"
    rate_words = (
        f"its growth{rate.against_what} of {claimed(rate)}" if rate.kind == "growth" else f"a share of {claimed(rate)}"
    )
    return Evidence(unknown, interval, (*other.claims, rate), f"{words} {mark} {rate_words}")
