"""Bounds: between what values the claims pin a level, a growth or a share, proved in exact rationals."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from ..model.interval import Bound, Interval
from .network import Component, Network, percent_of
from .proof import prove
from .solver import Solver


class Pinned(NamedTuple):
    """An interval and the numbers of the claims that prove its two ends; an end that nothing proves is infinite."""

    interval: Interval
    claims: frozenset[int]


def level(part: Component, column: int, solver: Solver | None = None) -> Pinned:
    """The guaranteed bounds of one unknown, in base units."""
    solver = solver or Solver(part.network)
    return _between(part.network, solver, column)


def pinned_without(part: Component, number: int) -> Pinned | None:
    """What the other claims of a network leave of one of them (a level, or growth and share in per cent); None where
    they exclude each other even without it."""
    claim = part.claims[number]
    network = part.network.keeping(lambda c: c != number)
    solver = Solver(network)
    if solver.contradiction() is not None:
        return None
    own = part.unknowns[claim.about]
    if claim.against is None:
        return _between(network, solver, own)
    network = network.per_unit_of(part.unknowns[claim.against])
    ratio = _between(network, Solver(network), own)
    return ratio._replace(interval=percent_of(claim, ratio.interval))


def _between(network: Network, solver: Solver, column: int) -> Pinned:
    low, below = _least(network, solver, {column: 1})
    high, above = _least(network, solver, {column: -1})
    return Pinned(Interval(low, -high), below | above)


def _least(network: Network, solver: Solver, objective: Mapping[int, int]) -> tuple[Bound, frozenset[int]]:
    weights = solver.least(objective)
    proof = None if weights is None else prove(network, objective, weights)
    floor: Bound = 0 if all(f > 0 and c not in network.free for c, f in objective.items()) else -inf
    if proof is None or proof.least < floor:
        return floor, frozenset()
    return proof.least, frozenset(proof.claims(network))
