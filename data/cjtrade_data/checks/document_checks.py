"""Document checks: whether everything one page prints of a time can hold at once, and if not, what excludes what."""

from collections.abc import Iterator
from functools import lru_cache, partial

from ..model.period import Period
from .arithmetic import bar, check_of_several
from .check import FAILS, HOLDS, Bar, Check
from .compilation import Compilation
from .evidence import Contradiction, Suspect
from .identities import relations_of, unknowns_of
from .network import Component, parts_of
from .printed_claims import Claim
from .proof import conflicts_in, pinned_without
from .propagation import binding, can_hold
from .solver import Solver
from .wording import about, between, claimed, page

_SMALL = 40
"""Networks with more constraints than this go to the solver at once."""

_SHOWN = 6


def contradiction_in(compilation: Compilation, part: Component) -> Contradiction | None:
    """What excludes what in a network that cannot hold."""
    found = conflicts_in(Solver(part.network))
    if not found:
        return None
    sets = tuple(tuple(part.claims[i] for i in sorted(c)) for c in found)
    suspects = [_suspect(compilation, part, i) for i in sorted({i for c in found for i in c})]
    return Contradiction(sets, tuple(sorted(suspects, key=lambda s: s.pinned is None)))


def _suspect(compilation: Compilation, part: Component, number: int) -> Suspect:
    claim, pinned = part.claims[number], pinned_without(part, number)
    if pinned is None:
        return Suspect(claim, None, ())
    fitting = (c for c in compilation.printed_elsewhere(claim) if c.interval.meets(pinned.interval))
    return Suspect(claim, pinned.interval, tuple(fitting))


@lru_cache(maxsize=64)
def examined(compilation: Compilation, period: Period | None) -> tuple[tuple[Component, Contradiction | None], ...]:
    """What each page prints of a time, where an identity ties it together, with its contradiction if any; only what
    speaks of one period where that is asked."""
    found: list[tuple[Component, Contradiction | None]] = []
    for claims in compilation.pages.values():
        relations = compilation.relations if len(compilation.pages) == 1 else relations_of(unknowns_of(claims))
        for part in parts_of(claims, [r for r in relations if r.kind != "runs"]):
            if (period is not None and all(c.period != period for c in part.claims)) or not is_tied(part):
                continue
            found.append((part, None if holds(part) else contradiction_in(compilation, part)))
    return tuple(found)


def contradictions(compilation: Compilation) -> list[Contradiction]:
    """What pages print that cannot all hold."""
    return [contradiction for _, contradiction in examined(compilation, None) if contradiction is not None]


def together(compilation: Compilation, period: Period | None = None) -> Iterator[Check]:
    """A check for each page and time (of one period, where that is asked) of which it prints more than one identity
    can hold against itself."""
    for part, contradiction in examined(compilation, period):
        if contradiction is not None:
            involved = tuple(c for c in part.claims if any(c in s for s in contradiction.sets))
            excluded = ", mutually inconsistent"
            spell = partial(spelled, compilation, contradiction)
            yield check_of_several(compilation, "together", involved, FAILS, excluded, spell)
        elif is_bound(part):
            yield check_of_several(compilation, "together", part.claims, HOLDS, "", partial(listed, part))


def is_tied(part: Component) -> bool:
    """Whether the claims bear on each other at all: else nothing can be excluded."""
    if len(part.claims) < 2:
        return False
    rows = binding(part.network).rows
    return any(len(r.terms) > 1 for r in rows) or len({r.terms for r in rows}) < len(rows)


def is_bound(part: Component) -> bool:
    """Whether two constraints at least tie the claims: what one says alone is a check of its own."""
    return len(part.claims) > 2 and sum(len(r.terms) > 1 for r in binding(part.network).rows) > 1


def holds(part: Component) -> bool:
    """Whether all claims of a network can hold at once."""
    network = binding(part.network)
    if len(network.rows) <= _SMALL and can_hold(network):
        return True
    return Solver(network).contradiction() is None


def listed(part: Component) -> tuple[list[str], list[Bar]]:
    """Claims that can all hold."""
    lines = [f"{about(c)}: {claimed(c)}" for c in part.claims]
    return [*lines, "there are numbers that meet all of these at once"], []


def spelled(compilation: Compilation, found: Contradiction) -> tuple[list[str], list[Bar]]:
    """The smallest sets, what they pin each other to, and who prints something within it."""
    lines = [
        f"mutually inconsistent ({number}): {_listing(claims)}" for number, claims in enumerate(found.sets, start=1)
    ]
    bars: list[Bar] = []
    for claim, pinned, elsewhere in found.suspects:
        if pinned is None:
            continue
        left_out, implied = f"{about(claim)}: leaving out {claimed(claim)}", between(pinned, claim.unit)
        lines.append(f"{left_out}, the other figures imply {implied}")
        named = ((page(compilation.sources[c.document]), claimed(c)) for c in elsewhere)
        lines += [f"  {name} prints {number}, which fits" for name, number in named]
        own = bar(about(claim), claim.interval, claim.unit, "now")
        bars += [own, bar("implied by the others", pinned, claim.unit, "before")]
    if kept := sum(suspect.pinned is None for suspect in found.suspects):
        others = "any other" if kept < len(found.suspects) else "any one"
        lines.append(f"leaving out {others} of them does not help: the rest still exclude each other")
    return lines, bars


def _listing(claims: tuple[Claim, ...]) -> str:
    shown = "; ".join(f"{about(c)} {claimed(c)}" for c in claims[:_SHOWN])
    return shown if len(claims) <= _SHOWN else f"{shown}; and {len(claims) - _SHOWN} more"
