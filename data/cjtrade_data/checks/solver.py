"""Solver: HiGHS on a network. It works in floating point and is only asked where to look; `proof` decides.

Amounts are scaled so that a typical one is near 1, and constraints are met to 1e-9 of that. What is infeasible by
less escapes it; identities of printed numbers are tried exactly before (`identities`, `ratios`).
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from math import inf, log10
from typing import Any

from ..errors import SolverError
from ..model.grouped import grouped
from .network import Network

TOLERANCE = 1e-9
_LARGE = 3_000
_NOISE = 1e-7
"""Multipliers below this part of the largest are rounding of the solver's own."""


class Solver:
    """A network loaded into HiGHS; claims can be switched off and on."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._scale = _typical(network)
        self._claims = grouped((row.claim, number) for number, row in enumerate(network.rows) if row.claim >= 0)
        self._off: set[int] = set()
        self._objective: Mapping[int, int] = {}

    @property
    def is_large(self) -> bool:
        """Whether the network is better simplified before it is solved, and then gives no multipliers of a
        contradiction."""
        return len(self.network.rows) > _LARGE

    @cached_property
    def _highs(self) -> Any:
        highs = _quiet("on" if self.is_large else "off")
        highs.passModel(_model(self.network, self._scale))
        return highs

    def keep(self, claims: Callable[[int], bool]) -> None:
        """Switch off every claim but these."""
        for claim, rows in self._claims.items():
            off = not claims(claim)
            if off == (claim in self._off):
                continue
            (self._off.add if off else self._off.discard)(claim)
            for row in rows:
                low, high = self.network.rows[row].low, self.network.rows[row].high
                ends = (-inf, inf) if off else (float(low) / self._scale, float(high) / self._scale)
                self._highs.changeRowBounds(row, *ends)

    def forget(self) -> None:
        """Begin anew: of several answers as good, the next one does not depend on what was asked before."""
        self._highs.clearSolver()

    def contradiction(self) -> dict[int, float] | None:
        """Multipliers of rows that together exclude each other, or None where all can hold; none for a large network
        (see `is_large`), which is only told to be contradictory."""
        self._set_objective({})
        if not self._ends("kInfeasible"):
            return None
        if self.is_large:
            return {}
        _, there, ray = self._highs.getDualRay()
        return _without_noise(enumerate(ray)) if there else {}

    def least(self, objective: Mapping[int, int]) -> dict[int, float] | None:
        """Multipliers of the rows that keep the objective from being less, or None where nothing does."""
        self._set_objective(objective)
        if not self._ends("kOptimal"):
            return None
        return _without_noise(enumerate(self._highs.getSolution().row_dual))

    def _set_objective(self, objective: Mapping[int, int]) -> None:
        for column in self._objective.keys() | objective.keys():
            self._highs.changeColCost(column, float(objective.get(column, 0)))
        self._objective = objective

    def _ends(self, status: str) -> bool:
        self._highs.run()
        return bool(self._highs.getModelStatus().name == status)


def _without_noise(weights: Iterable[tuple[int, float]]) -> dict[int, float]:
    found = [(i, float(w)) for i, w in weights if w]
    largest = max((abs(w) for _, w in found), default=0.0)
    return {i: w for i, w in found if abs(w) > _NOISE * largest}


def _quiet(presolve: str) -> Any:
    try:
        import highspy
        import numpy  # noqa: F401
    except ImportError:
        raise SolverError from None

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802
            # Called first of all while it is made: any later, and its name is already on the screen.
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    highs: Any = Quiet()  # type: ignore[no-untyped-call]
    highs.silent()
    # A model that was simplified first has no multipliers to give when it is infeasible.
    for option, value in (
        ("presolve", presolve),
        ("solver", "simplex"),
        ("threads", 1),
        ("primal_feasibility_tolerance", TOLERANCE),
        ("dual_feasibility_tolerance", TOLERANCE),
    ):
        highs.setOptionValue(option, value)
    return highs


def _model(network: Network, scale: float) -> Any:
    import highspy
    import numpy as np

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = network.columns, len(network.rows)
    lp.col_cost_ = np.zeros(network.columns)
    lp.col_lower_ = np.array([-inf if c in network.free else 0.0 for c in range(network.columns)])
    lp.col_upper_ = np.full(network.columns, inf)
    lp.row_lower_ = np.array([float(r.low) / scale for r in network.rows])
    lp.row_upper_ = np.array([float(r.high) / scale for r in network.rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.zeros(len(network.rows) + 1, dtype=np.int32)
    starts[1:] = np.cumsum([len(r.terms) for r in network.rows])
    lp.a_matrix_.start_ = starts
    lp.a_matrix_.index_ = np.array([c for r in network.rows for c, _ in r.terms], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([float(f) for r in network.rows for _, f in r.terms])
    return lp


def _typical(network: Network) -> float:
    """The power of ten nearest to the geometric mean of the amounts."""
    ends = [abs(e) for r in network.rows for e in (r.low, r.high) if isinstance(e, int | Fraction) and e]
    if not ends:
        return 1.0
    return float(10.0 ** round(sum(log10(e) for e in ends) / len(ends)))
