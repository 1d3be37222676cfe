"""Conflict: smallest sets of claims that cannot all hold, each proved in exact rationals."""

from __future__ import annotations

from .network import Network
from .proof import prove
from .propagation import Ranges
from .solver import Solver

_STEPS = 8


Conflict = frozenset[int]
"""Numbers of claims that exclude each other, none of which can be spared."""


def conflict_in(solver: Solver, without: frozenset[int] = frozenset()) -> Conflict | None:
    """A minimal conflict among the claims but those left out, or None where they can all hold, or no exact proof
    of a contradiction is found."""
    solver.keep(lambda c: c not in without)
    weights = solver.contradiction()
    if weights is None:
        return None
    if solver.is_large:
        near = _infeasible_part(solver.network.keeping(lambda c: c not in without))
        return None if near is None else conflict_in(Solver(near))
    suspects = _claims(solver.network, weights) or {r.claim for r in solver.network.rows if r.claim >= 0} - without
    needed: set[int] = set()
    while rest := suspects - needed:
        tried = min(rest)
        kept = suspects - {tried}
        solver.keep(kept.__contains__)
        found = solver.contradiction()
        if found is None:
            needed.add(tried)
        else:
            suspects, weights = (_claims(solver.network, found) | needed) or kept, found
    solver.keep(suspects.__contains__)
    proof = prove(solver.network, {}, solver.contradiction() or weights)
    if proof is None or proof.least <= 0:
        return None
    return Conflict(proof.claims(solver.network))


def _infeasible_part(network: Network) -> Network | None:
    """A small part of a large network that is contradictory by itself; None where none is found.

    Propagation gets stuck in the middle of it.
    """
    ranges = Ranges(network)
    if ranges.narrow() or ranges.stuck is None:
        return None
    for steps in range(1, _STEPS):
        near = network.only(ranges.around(ranges.stuck, steps))
        solver = Solver(near)
        if solver.is_large:
            return None
        if solver.contradiction() is not None:
            return near
    return None


def _claims(network: Network, weights: dict[int, float]) -> set[int]:
    return {network.rows[r].claim for r in weights if network.rows[r].claim >= 0}


_MOST = 12


def conflicts_in(solver: Solver) -> list[Conflict]:
    """The minimal conflicts of a network, smallest first, twelve at most.

    Reiter's way: leave out one claim of each conflict found so far, in every way there is, and look again.
    """
    found: list[Conflict] = []
    waiting: list[frozenset[int]] = [frozenset()]
    seen: set[frozenset[int]] = set(waiting)
    while waiting and len(found) < _MOST:
        without = waiting.pop(0)
        conflict = next((c for c in found if not c & without), None) or conflict_in(solver, without)
        if conflict is None:
            continue
        if conflict not in found:
            found.append(conflict)
        for claim in sorted(conflict):
            more = without | {claim}
            if more not in seen:
                seen.add(more)
                waiting.append(more)
    return sorted(found, key=lambda c: (len(c), sorted(c)))
