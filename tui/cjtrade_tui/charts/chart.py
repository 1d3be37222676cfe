"""Charts as values: what to draw, not how. Pure; `render.draw` turns one into cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil, floor, isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from cjtrade_data.model.period import Period

KINDS = ("line", "columns", "bars", "diverging", "rank", "heat", "stacked", "before_after", "timeline", "intervals")
ROLES = (
    *("exports", "imports", "total", "balance", "cambodia", "japan"),
    *("mirror", "mirror_imports", "before", "now", "other"),
)
_THICKEST = 3
"""Rows of a bar where there is room."""

_TIMELINE = 6
"""Rows of a time line: three of signs, and its title, axis and years; where there is room each event has one, with its name."""


def thick(rows: int, bars: int) -> int:
    """The rows of each of some bars in all those there are."""
    return max(1, min(_THICKEST, rows // max(1, bars)))


class ChartSeries(NamedTuple):
    """One line or one set of bars: a value for each position of the chart, None where it is missing.

    `role` picks its colour and, for readers without colour, its marker. `texts` are what the values are written as at
    their bars: what the cells of the same numbers say, with no digit more. Without them nothing is written there. `short` is the
    label in a legend that has no room for all of them whole.
    """

    label: str
    values: tuple[float | None, ...]
    role: str = "other"
    texts: tuple[str, ...] = ()
    short: str = ""


class RangeBar(NamedTuple):
    """A range of numbers on the axis of an "intervals" chart, and the words for it; an end is None where it is open."""

    label: str
    low: float | None
    high: float | None
    role: str
    text: str


class _Parts(NamedTuple):
    kind: str
    title: str
    unit: str
    positions: tuple[float, ...]
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    highlight: int | None = None
    note: str = ""
    spans: tuple[RangeBar, ...] = ()
    keys: tuple[str, ...] = ()
    own: int | None = None


class Chart(_Parts):
    """A chart: `positions` are years, months as year + (month - 1) / 12, or 0, 1, 2 ... for categories.

    `kind` is "line", "columns" (grouped, from zero), "bars" (horizontal, one series), "diverging" (above and
    below zero), "rank" (1 on top), "heat" (a row a series, a column a position), "stacked" (shares of a whole in per cent),
    "before_after" (bars of two moments), "timeline" (a sign at each position) or "intervals" (`spans` one below the other on a
    common axis, and nothing else). `note` stands beside the title: from where on it is drawn. `labels` go with the positions. `highlight` is the position picked out; of
    a heat map the cell, counted row by row. `keys` names for each of these, of stacked bars and of two moments for each series, the
    row of the table it is of, or the column.
    `own` is the bar of the pair's second, which has its colour.
    """

    __slots__ = ()

    if not TYPE_CHECKING:  # for which its parameters are the fields

        def __new__(cls, *parts: Any, **named: Any) -> Chart:
            made = super().__new__(cls, *parts, **named)
            made._check()
            return made

    def _check(self) -> None:
        """Raise ValueError for what cannot be drawn."""
        if self.kind not in KINDS:
            raise ValueError(f"'{self.kind}' is not a kind of chart: choose {', '.join(KINDS)}")
        if len(self.labels) != len(self.positions):
            raise ValueError(f"{len(self.labels)} labels for {len(self.positions)} positions")
        for series in self.series:
            if len(series.values) != len(self.positions):
                raise ValueError(f"{series.label}: {len(series.values)} values for {len(self.positions)} positions")
            if series.texts and len(series.texts) != len(series.values):
                raise ValueError(f"{series.label}: {len(series.texts)} texts for {len(series.values)} values")
            if series.role not in ROLES:
                raise ValueError(f"'{series.role}' is not a role: choose {', '.join(ROLES)}")
            if any(v is not None and not isfinite(v) for v in series.values):
                raise ValueError(f"{series.label}: every value must be finite or None")
        for span in self.spans:
            ends = [e for e in (span.low, span.high) if e is not None]
            if span.role not in ROLES or not all(map(isfinite, ends)) or ends != sorted(ends):
                raise ValueError(f"{span.label}: {span.low} to {span.high} as {span.role} is no span")

    def picking(self, *keys: str) -> Chart:
        """The chart with what a row of the table, known by some keys, is of picked out, where it is drawn; of bars no other in
        its place."""
        drawn = [
            self.keys.index(key) for key in keys if key in self.keys and self.kind not in ("stacked", "before_after")
        ]
        if not drawn and self.kind == "bars" and self.keys:
            return self._replace(highlight=None)
        return self._replace(highlight=drawn[0]) if drawn else self

    @property
    def heading(self) -> str:
        """Its title with its unit, wherever it is shown."""
        return ", ".join(filter(None, (self.title, self.unit)))

    @property
    def values(self) -> list[float]:
        return [v for series in self.series for v in series.values if v is not None]

    @property
    def marked(self) -> str:
        """What is picked out: its label, or where it has none the period that its key names."""
        if self.highlight is None or self.labels[self.highlight] or not self.keys:
            return self.labels[self.highlight] if self.highlight is not None else ""
        try:
            return Period.parse(self.keys[self.highlight]).label
        except ValueError:
            return ""

    def rows(self, room: int = 0) -> int:
        """The rows beyond which it has no use for more, 0 where more make it finer; bars and the rows of a heat map are thicker
        where there is `room`."""
        needed = {
            "bars": 1 + len(self.labels) * thick(room - 1, len(self.labels)),
            "intervals": len(self.spans) + 3,
            "timeline": max(_TIMELINE, len(self.positions) + 3 if room >= len(self.positions) + 3 else 0),
            "before_after": len(self.series) + 2,
            "stacked": 2 + len(self.positions) * thick(room - 2, len(self.positions)),
            "heat": 3 + len(self.series) * thick(room - 3, len(self.series)),
        }
        return needed.get(self.kind, 0)

    @property
    def is_empty(self) -> bool:
        if self.kind == "intervals":
            return all(s.low is None and s.high is None for s in self.spans)
        return not self.values


def of_things(
    kind: str, title: str, unit: str, labels: Sequence[str], series: Iterable[ChartSeries], **more: Any
) -> Chart:
    """A chart of things that stand beside each other."""
    return Chart(kind, title, unit, tuple(map(float, range(len(labels)))), tuple(labels), tuple(series), **more)


def of_years(
    kind: str, title: str, unit: str, years: Sequence[int], series: Iterable[ChartSeries], note: str = ""
) -> Chart:
    """A chart of years, each with the key of its row."""
    named = tuple(map(str, years))
    return Chart(kind, title, unit, tuple(map(float, years)), named, tuple(series), note=note, keys=named)


def in_time(
    title: str, unit: str, values: Mapping[str, Mapping[Period, float]], roles: Sequence[str] = ("japan",)
) -> Chart:
    """Single numbers of each label on a true time axis, each in the middle of its year or of the month it ends with, and a
    year's name in the middle of the year; what lies between them is not drawn, for nobody counted it."""
    at = [{_time_of(period): value for period, value in of_label.items()} for of_label in values.values()]
    times = sorted({time for of_label in at for time in of_label})
    codes = {_time_of(period): period.code for of_label in values.values() for period in of_label}
    years = {year + 0.5: str(year) for year in range(floor(times[0]), ceil(times[-1]))}
    between = [(one + other) / 2 for one, other in pairwise(times)]
    positions = sorted({*times, *between, *years})
    series = tuple(
        ChartSeries(label, tuple(of_label.get(p) for p in positions), role)
        for label, of_label, role in zip(values, at, roles, strict=True)
    )
    labels, keys = (tuple(named.get(p, "") for p in positions) for named in (years, codes))
    return Chart("line", title, unit, tuple(positions), labels, series, keys=keys)


def _time_of(period: Period) -> float:
    return period.year + 0.5 if period.is_year else (period.last + 0.5) / 12
