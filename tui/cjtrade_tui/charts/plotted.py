"""Plotted: what plotext draws, on a bare canvas."""

import threading
from collections.abc import Iterable

from cjtrade_tui.plotext_import import plotext

_LOCK = threading.Lock()
"""plotext has one figure a process."""


Stretch = tuple[list[float], list[float], str]
"""Points, across and up, that are joined, and the marker they are drawn with."""


def plotted(
    stretches: Iterable[Stretch], width: int, height: int, x: tuple[float, float], y: tuple[float, float]
) -> list[str]:
    """Stretches on a bare plotext canvas of `width` x `height` cells with our limits."""
    drawing = plotext()
    with _LOCK:
        drawing.terminal.limit(False, False)
        figure = drawing.figure
        figure.clear()
        figure.plot_size(width, height)
        figure.axes(False)
        figure.canvas("default")
        figure.legend(False)
        for axis, limits in (("x", x), ("y", y)):
            figure.ruler(axis).lim(*limits)
            figure.ruler(axis).ticks([], [])
        for xs, ys, marker in stretches:
            signal = figure.signal(xs, ys, marker=marker)
            if len(xs) > 1:
                signal.lines()
            figure.draw(signal)
        drawn: str = drawing.uncolorize(figure.build().string())
    return drawn.split("\n")[:height]
