"""Misprint: whether a figure, were it printed otherwise, would contradict the rest, and if not, why not."""

from __future__ import annotations

from typing import NamedTuple

from ..model.figure import Figure
from .bounds import pinned_without
from .consistent_subset import Resolution
from .document_checks import holds, is_tied
from .identities import relations_of, unknowns_of
from .iis import conflict_in
from .network import Component, parts_of
from .solver import Solver
from .variables import SIGNED, Claim, claims_of
from .wording import about, between


class Misprint(NamedTuple):
    """`against` are claims that cannot all hold with the figure as given, the smallest such set found; empty where it
    fits, and then `why` says what the rest allows, or that nothing speaks of it."""

    against: tuple[Claim, ...]
    why: str


def misprint(resolution: Resolution, figure: Figure) -> Misprint:
    """Hold a figure against everything else its compiler printed that can hold."""
    own = claims_of([figure], resolution.compilation.sources)
    claims = [*(c for c in resolution.claims if c.figure.id != figure.id), *own]
    if not own:
        return Misprint((), "no check uses figures of this measure")
    reasons = []
    for part in parts_of(claims, relations_of(unknowns_of(claims))):
        mine = [i for i, c in enumerate(part.claims) if c in own]
        if not mine:
            continue
        if (is_tied(part) or _is_impossible(own)) and not holds(part):
            conflict = conflict_in(Solver(part.network))
            if conflict is not None:
                return Misprint(tuple(part.claims[i] for i in sorted(conflict.claims)), "")
        reasons += [_allowed(part, i) for i in mine]
    return Misprint((), "; ".join(reasons))


def _is_impossible(claims: list[Claim]) -> bool:
    """Whether a level that cannot be negative is."""
    return any(c.kind == "level" and c.interval.high < 0 and c.measure not in SIGNED for c in claims)


def _allowed(part: Component, number: int) -> str:
    claim = part.claims[number]
    if not is_tied(part):
        return f"nothing else printed is tied to {about(claim)}"
    pinned = pinned_without(part, number)
    allowed = between(pinned.interval, claim.unit) if pinned is not None else "any number"
    return f"the others allow {about(claim)} to be {allowed}"
