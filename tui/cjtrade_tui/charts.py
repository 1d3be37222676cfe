"""Charts as values: what to draw, not how. Pure; `plot` turns one into cells."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

KINDS = ("line", "columns", "bars", "diverging", "rank")
ROLES = (
    "exports",
    "imports",
    "total",
    "balance",
    "japan",
    "mirror",
    "mirror_imports",
    "before",
    "now",
    "other",
)


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars: a value for each position of the chart, None where it is missing.

    `role` picks its colour and, for readers without colour, its marker.
    """

    label: str
    values: tuple[float | None, ...]
    role: str = "other"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `positions` are years, months as year + (month - 1) / 12, or 0, 1, 2 ... for categories.

    `kind` is "line", "columns" (grouped, from zero), "bars" (horizontal, one series), "diverging" (above and
    below zero) or "rank" (1 on top). `labels` go with the positions. `highlight` is a position picked out.
    """

    kind: str
    title: str
    unit: str
    positions: tuple[float, ...]
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    highlight: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"'{self.kind}' is not a kind of chart: choose {', '.join(KINDS)}")
        if len(self.labels) != len(self.positions):
            raise ValueError(f"{len(self.labels)} labels for {len(self.positions)} positions")
        for series in self.series:
            if len(series.values) != len(self.positions):
                raise ValueError(f"{series.label}: {len(series.values)} values for {len(self.positions)} positions")
            if series.role not in ROLES:
                raise ValueError(f"'{series.role}' is not a role: choose {', '.join(ROLES)}")
            if any(v is not None and not isfinite(v) for v in series.values):
                raise ValueError(f"{series.label}: every value must be finite or None")

    @property
    def is_empty(self) -> bool:
        """Whether there is no value at all."""
        return all(v is None for series in self.series for v in series.values)
