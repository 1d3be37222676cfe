"""Proof: what a combination of constraints proves, in exact rationals.

Constraints added up with multipliers, those with a positive one at their low end, those with a negative one at their
high end, bound any sum of true values from below. A sum that is nothing bounded above zero is a contradiction: no
numbers at all meet the constraints. The solver says which multipliers to try; they are computed here anew, and what
does not come out exactly is no proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import inf
from typing import NamedTuple

from .network import Network

_CLOSE = 1e-6
_FINEST = 10**9
Weights = dict[int, Fraction]


class Proof(NamedTuple):
    """`least`: no numbers that meet the constraints make the objective smaller; `weights`: of which rows, how much."""

    least: Fraction
    weights: Weights

    def claims(self, network: Network) -> tuple[int, ...]:
        """The claims it stands on."""
        return tuple(sorted({network.rows[r].claim for r in self.weights if network.rows[r].claim >= 0}))


def prove(network: Network, objective: Mapping[int, int], guess: Mapping[int, float]) -> Proof | None:
    """The exact lower bound of an objective that rows with about these multipliers prove, or None."""
    rows = list(guess)
    balanced = _balanced_columns(network, objective, guess)
    position = {column: i for i, column in enumerate(balanced)}
    matrix = [[Fraction(0)] * (len(rows) + 1) for _ in balanced]
    for k, row in enumerate(rows):
        for column, factor in network.rows[row].terms:
            if column in position:
                matrix[position[column]][k] += factor
    for column, i in position.items():
        matrix[i][-1] = Fraction(objective.get(column, 0))
    solution = solve(matrix, [guess[r] for r in rows])
    return None if solution is None else check(network, objective, dict(zip(rows, solution, strict=True)))


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


def solve(matrix: Sequence[list[Fraction]], guess: Sequence[float]) -> list[Fraction] | None:
    """A solution of linear equations (the last column is their right side), near a guess; None where there is none.

    Unknowns that the equations leave open take the guess, as a fraction of whole numbers.
    """
    rows = [row[:] for row in matrix]
    pivots: list[int] = []
    for column in range(len(guess)):
        at = len(pivots)
        found = next((i for i in range(at, len(rows)) if rows[i][column]), None)
        if found is None:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        head = rows[at][column]
        rows[at] = [x / head for x in rows[at]]
        for i, row in enumerate(rows):
            if i != at and row[column]:
                factor = row[column]
                rows[i] = [x - factor * y if y else x for x, y in zip(row, rows[at], strict=True)]
        pivots.append(column)
    if any(row[-1] and not any(row[:-1]) for row in rows[len(pivots) :]):
        return None
    values = [Fraction(g).limit_denominator(_FINEST) for g in guess]
    for i, column in enumerate(pivots):
        open_terms = (rows[i][k] * values[k] for k in range(len(guess)) if k not in pivots and rows[i][k])
        values[column] = rows[i][-1] - sum(open_terms, Fraction(0))
    return values
