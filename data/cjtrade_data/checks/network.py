"""Network: claims and relations as linear constraints on the true values, cut into parts that share none."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import inf
from typing import NamedTuple, TypeVar

from ..model.interval import Bound, Interval
from .identities import Relation
from .printed_claims import SIGNED, Claim, Variable

_Thing = TypeVar("_Thing", bound=Hashable)
_ONE, _HUNDRED = Fraction(1), Fraction(100)


class Constraint(NamedTuple):
    """A linear constraint: the sum of `terms` (column, factor) lies in [low, high]; `claim` is -1 for a relation."""

    terms: tuple[tuple[int, Fraction], ...]
    low: Bound
    high: Bound
    claim: int


class Network(NamedTuple):
    """Constraints on `columns` unknown numbers, of which those in `free` may be negative."""

    columns: int
    free: frozenset[int]
    rows: tuple[Constraint, ...]

    def keeping(self, claims: Callable[[int], bool]) -> Network:
        """With the rows of some claims only, and every relation."""
        return self._replace(rows=tuple(r for r in self.rows if r.claim < 0 or claims(r.claim)))

    def only(self, rows: Iterable[int]) -> Network:
        """The columns and constraints of some rows, the columns numbered anew."""
        kept = [self.rows[r] for r in sorted(set(rows))]
        columns = _numbered(column for row in kept for column, _ in row.terms)
        free = frozenset(new for old, new in columns.items() if old in self.free)
        rows_ = (row._replace(terms=tuple((columns[c], f) for c, f in row.terms)) for row in kept)
        return Network(len(columns), free, tuple(rows_))

    def per_unit_of(self, column: int) -> Network:
        """The same with everything measured in units of one column: what was a ratio to it is a level.

        The last column is 1 over that unit, in which the constants are counted. This is the way of Charnes and
        Cooper to bound a ratio by a linear programme.
        """
        unit = self.columns
        rows = [Constraint(((column, _ONE),), _ONE, _ONE, -1)]
        for row in self.rows:
            if row.low == row.high == 0:
                rows.append(row)
                continue
            if row.low != -inf:
                rows.append(Constraint(_with(row.terms, unit, row.low), 0, inf, row.claim))
            if row.high != inf:
                rows.append(Constraint(_with(row.terms, unit, row.high), -inf, 0, row.claim))
        return Network(self.columns + 1, self.free, tuple(rows))


def _with(terms: tuple[tuple[int, Fraction], ...], unit: int, end: Bound) -> tuple[tuple[int, Fraction], ...]:
    return (*terms, (unit, -Fraction(end))) if end else terms


class Component:
    """Claims that all hang together with the relations between what they speak of; most are never looked into, so
    the network is only built when it is."""

    def __init__(self, claims: Sequence[Claim], relations: Sequence[Relation]) -> None:
        self.claims, self.relations = tuple(claims), tuple(relations)

    @cached_property
    def unknowns(self) -> dict[Variable, int]:
        """The column of each unknown."""
        every = [*(c.unknowns for c in self.claims), *(r.unknowns for r in self.relations)]
        return _numbered(chain.from_iterable(every))

    @cached_property
    def network(self) -> Network:
        """The constraints of the claims and relations, a column for each unknown."""
        index = self.unknowns
        rows = [row for number, claim in enumerate(self.claims) for row in _claimed(claim, number, index)]
        rows += [
            Constraint(tuple((index[u], Fraction(f)) for u, f in r.terms), 0, inf if r.at_least else 0, -1)
            for r in self.relations
        ]
        free = frozenset(i for u, i in index.items() if u.measure in SIGNED)
        return Network(len(index), free, tuple(rows))


def parts_of(claims: Sequence[Claim], relations: Iterable[Relation]) -> list[Component]:
    """The networks of some claims and relations, one for each set that shares no unknown with the others."""
    relations = list(relations)
    numbers: dict[Variable, int] = {}
    every = [*(c.unknowns for c in claims), *(r.unknowns for r in relations)]
    links = [[numbers.setdefault(u, len(numbers)) for u in unknowns] for unknowns in every]
    root = _roots(links, len(numbers))
    groups: dict[int, tuple[list[Claim], list[Relation]]] = {}
    for claim, link in zip(claims, links, strict=False):
        groups.setdefault(root[link[0]], ([], []))[0].append(claim)
    for relation, link in zip(relations, links[len(claims) :], strict=True):
        if root[link[0]] in groups:
            groups[root[link[0]]][1].append(relation)
    return [Component(*group) for group in groups.values()]


def _numbered(things: Iterable[_Thing]) -> dict[_Thing, int]:
    """Each of some things with its number, in the order in which they come."""
    return {thing: number for number, thing in enumerate(dict.fromkeys(things))}


def _claimed(claim: Claim, number: int, index: dict[Variable, int]) -> list[Constraint]:
    """A level as one row; growth and share as two, each linear because the level below is not negative."""
    own = index[claim.about]
    if claim.against is None:
        return [Constraint(((own, _ONE),), claim.interval.low, claim.interval.high, number)]
    other = index[claim.against]
    ratio = ratio_of(claim)
    ends: list[tuple[Bound, Bound, Bound]] = [(ratio.low, 0, inf), (ratio.high, -inf, 0)]
    return [
        Constraint(_with(((own, _ONE),), other, end), low, high, number) for end, low, high in ends if abs(end) != inf
    ]


def ratio_of(claim: Claim) -> Interval:
    """What a growth or share in per cent says of the ratio of its two levels."""
    shift = 1 if claim.kind == "growth" else 0
    low, high = claim.interval.low, claim.interval.high
    return Interval(low if low == -inf else low / _HUNDRED + shift, high if high == inf else high / _HUNDRED + shift)


def percent_of(claim: Claim, ratio: Interval) -> Interval:
    """A ratio of two levels as the growth or share in per cent that `claim` speaks of."""
    return (ratio - (1 if claim.kind == "growth" else 0)) * 100


def _roots(links: Iterable[Sequence[int]], size: int) -> list[int]:
    """For each number one that stands for all it hangs together with."""
    above = list(range(size))

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    for first, *others in links:
        for other in others:
            above[root(other)] = root(first)
    return [root(number) for number in range(size)]
