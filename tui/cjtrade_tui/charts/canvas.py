"""A bare plotext canvas with limits of ours, so that its automatic scales and ticks never come into play."""

from __future__ import annotations

import threading

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import characters
from cjtrade_tui.charts import plotext_import

Run = tuple[str, str]
_LOCK = threading.Lock()
"""plotext has one figure a process."""


def plotted(
    xs: list[float],
    ys: list[float],
    width: int,
    height: int,
    x: tuple[float, float],
    y: tuple[float, float],
    marker: str,
) -> list[str]:
    """One stretch on a bare plotext canvas of `width` x `height` cells with our limits."""
    plotext = plotext_import.plotext()
    with _LOCK:
        plotext.terminal.limit(False, False)
        figure = plotext.figure
        figure.clear()
        figure.plot_size(width, height)
        figure.axes(False)
        figure.canvas("default")
        figure.legend(False)
        for axis, limits in (("x", x), ("y", y)):
            figure.ruler(axis).lim(*limits)
            figure.ruler(axis).ticks([], [])
        signal = figure.signal(xs, ys, marker=marker)
        if len(xs) > 1:
            signal.lines()
        figure.draw(signal)
        drawn: str = plotext.uncolorize(figure.build().string())
    return drawn.split("\n")[:height]


def text_cells(text: str, role: str) -> list[Run]:
    """One entry a cell: a wide character has an empty one behind it, a combining one goes with its letter."""
    cells: list[Run] = []
    for character, wide in characters(safe_text(text)):
        cells += [(character, role), *[("", role)] * (wide - 1)]
    return cells
