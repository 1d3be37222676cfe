"""Proof: what a combination of constraints proves, in exact rationals: bounds, and sets of claims that exclude each other.

Constraints added up with multipliers, those with a positive one at their low end, those with a negative one at their
high end, bound any sum of true values from below. A sum that is nothing bounded above zero is a contradiction: no
numbers at all meet the constraints. The solver says which multipliers to try; they are computed here anew, and what
does not come out exactly is no proof.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import inf
from typing import NamedTuple

from ..model.interval import Bound, Interval
from .network import Component, Network, percent_of
from .propagation import Ranges
from .solver import Solver

_CLOSE = 1e-6
_FINEST = 10**9
Weights = dict[int, Fraction]
Equation = dict[int, Fraction]
"""Factors of unknown multipliers."""


class Proof(NamedTuple):
    """`least`: no numbers that meet the constraints make the objective smaller; `weights`: of which rows, how much."""

    least: Fraction
    weights: Weights

    def claims(self, network: Network) -> tuple[int, ...]:
        return tuple(sorted({network.rows[r].claim for r in self.weights if network.rows[r].claim >= 0}))


def prove(network: Network, objective: Mapping[int, int], guess: Mapping[int, float]) -> Proof | None:
    """The exact lower bound of an objective that rows with about these multipliers prove, or None."""
    equations: dict[int, Equation] = {c: {} for c in _balanced_columns(network, objective, guess)}
    for row in guess:
        for column, factor in network.rows[row].terms:
            if column in equations:
                equations[column][row] = equations[column].get(row, Fraction(0)) + factor
    right = {c: Fraction(objective.get(c, 0)) for c in equations}
    weights = solve([(e, right[c]) for c, e in equations.items()], guess)
    return None if weights is None else check(network, objective, weights)


def check(network: Network, objective: Mapping[int, int], weights: Weights) -> Proof | None:
    """What the multipliers prove: they must leave nothing of the free columns and nothing negative of the others."""
    left = {column: Fraction(factor) for column, factor in objective.items()}
    least = Fraction(0)
    weights = {row: weight for row, weight in weights.items() if weight}
    for number, weight in weights.items():
        row = network.rows[number]
        end = row.low if weight > 0 else row.high
        if abs(end) == inf:
            return None
        least += weight * Fraction(end)
        for column, factor in row.terms:
            left[column] = left.get(column, Fraction(0)) - weight * factor
    if any(rest < 0 or (rest and column in network.free) for column, rest in left.items()):
        return None
    return Proof(least, weights)


def _balanced_columns(network: Network, objective: Mapping[int, int], guess: Mapping[int, float]) -> list[int]:
    """The columns that the multipliers cancel: all free ones, and those that are left with nothing."""
    left = {column: float(factor) for column, factor in objective.items()}
    size = {column: abs(rest) for column, rest in left.items()}
    for number, weight in guess.items():
        for column, factor in network.rows[number].terms:
            part = weight * float(factor)
            left[column] = left.get(column, 0.0) - part
            size[column] = max(size.get(column, 0.0), abs(part))
    return [c for c, rest in left.items() if c in network.free or abs(rest) <= _CLOSE * size[c]]


def solve(equations: Iterable[tuple[Equation, Fraction]], guess: Mapping[int, float]) -> Weights | None:
    """A solution of linear equations near a guess, None where there is none.

    Unknowns that the equations leave open take the guess, as a fraction of whole numbers.
    """
    solved: dict[int, tuple[Equation, Fraction]] = {}
    for left, right in sorted(equations, key=lambda e: len(e[0])):
        left = {k: f for k, f in left.items() if f}
        for unknown in [k for k in left if k in solved]:
            factor = left.pop(unknown)
            right -= factor * _substitute(left, solved[unknown], factor)
        if not left:
            if right:
                return None
            continue
        pivot = max(left, key=lambda k: abs(guess[k]))
        head = left.pop(pivot)
        row = {k: f / head for k, f in left.items()}, right / head
        for unknown, (other, value) in solved.items():
            factor = other.pop(pivot, Fraction(0))
            if factor:
                solved[unknown] = other, value - factor * _substitute(other, row, factor)
        solved[pivot] = row
    values = {k: Fraction(g).limit_denominator(_FINEST) for k, g in guess.items() if k not in solved}
    for unknown, (others, value) in solved.items():
        values[unknown] = value - sum((f * values[k] for k, f in others.items()), Fraction(0))
    return values


def _substitute(left: Equation, row: tuple[Equation, Fraction], factor: Fraction) -> Fraction:
    """Put what an unknown equals in its place, `factor` times; its constant comes back."""
    for k, f in row[0].items():
        rest = left.get(k, Fraction(0)) - factor * f
        if rest:
            left[k] = rest
        else:
            del left[k]
    return row[1]


class Pinned(NamedTuple):
    """An interval and the numbers of the claims that prove its two ends; an end that nothing proves is infinite."""

    interval: Interval
    claims: frozenset[int]


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
        return level(network, solver, own)
    network = network.per_unit_of(part.unknowns[claim.against])
    ratio = level(network, Solver(network), own)
    return ratio._replace(interval=percent_of(claim, ratio.interval))


def level(network: Network, solver: Solver, column: int) -> Pinned:
    """The guaranteed bounds of one unknown, in base units."""
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


_STEPS = 8
_MOST = 12
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
