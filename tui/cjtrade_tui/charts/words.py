"""A chart in words, for those who do not see it: what is drawn, from when to when, and what is missing in between."""

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.charts.chart import Chart

_MOST = 4
"""Missing positions that are named one by one."""


def in_words(chart: Chart) -> str:
    """Title and unit, then each series with its reach. The numbers themselves are in the table.

    >>> from cjtrade_tui.charts.chart import Chart, ChartSeries
    >>> in_words(Chart("line", "Exports", "USD", (0, 1, 2), ("2020", "2021", "2022"), (ChartSeries("KHM", (1.0, None, 3.0)),)))
    'Exports, USD. KHM: 2020 to 2022, nothing for 2021.'
    """
    said = [chart.heading]
    labels = dict.fromkeys(series.label for series in chart.series if series.label)
    said += [f"{label}: {reach}" for label in labels if (reach := _reach(chart, label))]
    return safe_text(f"{'. '.join(said)}.")


def _named(chart: Chart, label: str) -> str:
    """Each of some things that stand beside each other, with what is written at its bar."""
    series = next(series for series in chart.series if series.label == label)
    texts = series.texts or ("",) * len(series.values)
    named = zip(chart.labels, texts, series.values, strict=True)
    return ", ".join(f"{name} {text}".rstrip() for name, text, value in named if value is not None)


def _reach(chart: Chart, label: str) -> str:
    """Where a series begins and ends, and where it has nothing; what is drawn on unnamed in its role is part of it."""
    if chart.kind in ("columns", "before_after"):
        return _named(chart, label)
    role = next(series.role for series in chart.series if series.label == label)
    parts = [s.values for s in chart.series if s.label == label or (not s.label and s.role == role)]
    known = [any(values[at] is not None for values in parts) for at in range(len(chart.labels))]
    if not all(chart.labels) or True not in known:
        return ""
    first, last = known.index(True), len(known) - 1 - known[::-1].index(True)
    missing = [chart.labels[at] for at in range(first, last) if not known[at]]
    names = ", ".join(missing) if len(missing) <= _MOST else f"{len(missing)} of {last - first + 1}"
    ends = chart.labels[first] if first == last else f"{chart.labels[first]} to {chart.labels[last]}"
    return f"{ends}, nothing for {names}" if missing else ends
