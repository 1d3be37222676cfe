"""Propagation: each constraint narrows what the others leave of a number, again and again, until nothing moves.

Cheap, and enough for most networks: often numbers that meet every constraint are found on the way. Where they are not,
or the constraints seem to exclude each other, the solver is asked.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import inf, isfinite

from .network import Network

_SLACK = 1e-10
"""What rounding of floating point may take from an end, as a part of the largest number in the constraint."""
_WORTH = 1e-6
"""A narrowing by less than this part of the range is not passed on: growth there and back would never end."""


class Ranges:
    """What is left for each column of a network, in floating point, opened outward by `_SLACK`."""

    def __init__(self, network: Network) -> None:
        self.low = [-inf if c in network.free else 0.0 for c in range(network.columns)]
        self.high = [inf] * network.columns
        self.stuck: int | None = None
        """The row that left nothing of a number."""
        self._rows = [([(c, float(f)) for c, f in r.terms], float(r.low), float(r.high)) for r in network.rows]
        self._at: list[list[int]] = [[] for _ in range(network.columns)]
        for number, (terms, _, _) in enumerate(self._rows):
            for column, _ in terms:
                self._at[column].append(number)

    def narrow(self, rows: Iterable[int] | None = None) -> bool:
        """Narrow until nothing moves; False where nothing is left for some number."""
        waiting = deque(range(len(self._rows)) if rows is None else rows)
        queued = set(waiting)
        budget = 40 * len(self._rows) + 200
        while waiting and budget:
            budget -= 1
            number = waiting.popleft()
            queued.discard(number)
            moved = self._apply(*self._rows[number])
            if moved is None:
                self.stuck = number
                return False
            for column in moved:
                fresh = [r for r in self._at[column] if r not in queued]
                queued.update(fresh)
                waiting.extend(fresh)
        return True

    def _apply(self, terms: Sequence[tuple[int, float]], low: float, high: float) -> list[int] | None:
        least = [f * (self.low[c] if f > 0 else self.high[c]) for c, f in terms]
        most = [f * (self.high[c] if f > 0 else self.low[c]) for c, f in terms]
        size = max((abs(x) for x in (*least, *most, low, high) if isfinite(x)), default=0.0) * _SLACK
        below, above = _Sum(least), _Sum(most)
        moved = []
        for k, (column, factor) in enumerate(terms):
            ends = ((low - above.without(most[k])) / factor, (high - below.without(least[k])) / factor)
            bottom, top = ends if factor > 0 else ends[::-1]
            change = self._tighten(column, bottom - size / abs(factor), top + size / abs(factor))
            if change is None:
                return None
            if change:
                moved.append(column)
        return moved

    def _tighten(self, column: int, bottom: float, top: float) -> bool | None:
        """Take a narrower range; whether it is worth passing on, None where none is left."""
        low, high = self.low[column], self.high[column]
        new_low, new_high = max(low, bottom), min(high, top)
        if new_low > new_high:
            return None
        self.low[column], self.high[column] = new_low, new_high
        before = high - low
        if before == inf:
            return (new_low, new_high) != (low, high)
        return before - (new_high - new_low) > _WORTH * before

    def around(self, row: int, steps: int) -> set[int]:
        """The rows that can be reached from one over so many shared columns."""
        found = {row}
        edge = found
        for _ in range(steps):
            edge = {r for e in edge for c, _ in self._rows[e][0] for r in self._at[c]} - found
            found = found | edge
        return found

    def choose(self) -> bool:
        """Choose the middle of each range in turn, narrowing the rest; whether numbers for all were found."""
        for column in sorted(range(len(self.low)), key=lambda c: self.high[c] - self.low[c]):
            low, high = self.low[column], self.high[column]
            if low == high:
                continue
            value = (low + high) / 2 if isfinite(low + high) else low if isfinite(low) else min(high, 0.0)
            self.low[column] = self.high[column] = value
            if not self.narrow(self._at[column]):
                return False
        return True

    def meets(self) -> bool:
        """Whether the chosen numbers meet every constraint."""
        for terms, low, high in self._rows:
            parts = [f * self.low[c] for c, f in terms]
            slack = 10 * _SLACK * max(map(abs, (*parts, *(e for e in (low, high) if isfinite(e)))), default=0.0)
            if not low - slack <= sum(parts) <= high + slack:
                return False
        return True


class _Sum:
    """A sum from which each of its terms can be taken out again, infinite ones too."""

    def __init__(self, terms: Sequence[float]) -> None:
        self._finite = sum(t for t in terms if isfinite(t))
        endless = [t for t in terms if not isfinite(t)]
        self._endless, self._end = len(endless), endless[0] if endless else 0.0

    def without(self, term: float) -> float:
        if isfinite(term):
            return self._end if self._endless else self._finite - term
        return self._end if self._endless > 1 else self._finite


def can_hold(network: Network) -> bool:
    """Whether numbers that meet every constraint were found; False decides nothing."""
    ranges = Ranges(network)
    return ranges.narrow() and ranges.choose() and ranges.meets()


def binding(network: Network) -> Network:
    """Without the relations that only give a name to a number nobody claims: a total of exports and imports, the
    balance, what is left of a year. They exclude nothing."""
    rows = dict(enumerate(network.rows))
    at: dict[int, set[int]] = {}
    for number, row in rows.items():
        for column, _ in row.terms:
            at.setdefault(column, set()).add(number)
    waiting = [c for c, numbers in at.items() if len(numbers) == 1]
    while waiting:
        column = waiting.pop()
        numbers = at[column]
        if len(numbers) != 1:
            continue
        (number,) = numbers
        row = rows[number]
        if row.claim < 0 and row.low == 0 and _is_definition(row.terms, column, network.free, row.high):
            del rows[number]
            for other, _ in row.terms:
                at[other].discard(number)
                if len(at[other]) == 1:
                    waiting.append(other)
    return network._replace(rows=tuple(rows.values()))


def _is_definition(
    terms: Sequence[tuple[int, Fraction]], column: int, free: frozenset[int], high: float | Fraction
) -> bool:
    """Whether a relation can always be met by its `column`, whatever the others are."""
    own = next(f for c, f in terms if c == column)
    if high == inf:
        return own > 0
    if column in free:
        return True
    return all(c not in free and (f > 0) != (own > 0) for c, f in terms if c != column)
