"""Runs: a run of months from other runs that follow each other, or begin or end together.

Each known run leads from the month it begins to the month after its end, forwards or back; any way from one month to
another adds and subtracts runs, and its interval is as wide as theirs together. So the narrowest level of a run is
the shortest way between its ends.
"""

from collections.abc import Iterable
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from ..model.period import Period
from .quantity import Operation, Quantity, derive

_LONGEST = 12
_STEP = 1e-3
"""What each run on the way costs beside its width, so that of equal ways the shorter wins."""


class _Step(NamedTuple):
    to: int
    cost: float
    sign: int
    run: Quantity


class Runs:
    """The known runs of months of one measure, each a year long at most, with the width of each."""

    def __init__(self, levels: Iterable[tuple[Quantity, float]]) -> None:
        self._steps: dict[int, list[_Step]] = {}
        for q, width in levels:
            first, end = q.period.first, q.period.last + 1
            if first is None or q.period.months > _LONGEST:
                continue
            cost = width + _STEP
            self._steps.setdefault(first, []).append(_Step(end, cost, 1, q))
            self._steps.setdefault(end, []).append(_Step(first, cost, -1, q))

    def across(self, period: Period, narrower_than: float = inf) -> Quantity | None:
        """The narrowest level of a run that is made of others than itself; None where no way leads through them, or
        where the level would be wider than that.

        The way stays within the years that the run touches.
        """
        if period.first is None or narrower_than < 0:
            return None
        way = self._way(period, narrower_than)
        if len(way) < 2:
            return None
        ordered = sorted(way, key=lambda step: (-step.sign, step.run.period.first or 0))
        weights = [step.sign for step in ordered]
        return derive(Operation.RUNS, *(step.run for step in ordered), weights=weights, period=period)

    def _way(self, period: Period, most: float) -> list[_Step]:
        start, goal = period.first, period.last + 1
        assert start is not None
        earliest, latest = start // 12 * 12, (period.last // 12 + 1) * 12
        best = {start: 0.0}
        came: dict[int, tuple[int, _Step]] = {}
        queue = [(0.0, start)]
        while queue:
            cost, at = heappop(queue)
            if at == goal:
                break
            if cost > best[at]:
                continue
            for step in self._steps.get(at, ()):
                if not earliest <= step.to <= latest or step.run.period == period:
                    continue
                total = cost + step.cost
                if total < best.get(step.to, most + 1):
                    best[step.to] = total
                    came[step.to] = (at, step)
                    heappush(queue, (total, step.to))
        way: list[_Step] = []
        at = goal
        while at != start:
            if at not in came:
                return []
            at, step = came[at]
            way.append(step)
        return way
