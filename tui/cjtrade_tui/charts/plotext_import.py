"""The import of plotext without its manual and its tests, two thirds of its 250 ms, which no chart of ours needs.

plotext writes its manual into docstrings when it is imported, and imports unittest for its own tests. Modules of those
names that have nothing in them spare both; everything that draws is as it was. CJTRADE_WHOLE_PLOTEXT=1 imports it whole.
"""

from __future__ import annotations

import os
import sys
import threading
from types import ModuleType
from typing import Any

_SPARED = {"plotext._doc.doc": "docs", "plotext._tests.run": "test"}
"""Modules that are left out, and the one name that plotext takes from each."""
_LOCK = threading.Lock()
"""plotext has one figure a process."""


def plotext() -> Any:
    """The module, imported when it is first asked for."""
    if "plotext" not in sys.modules and os.environ.get("CJTRADE_WHOLE_PLOTEXT") != "1":
        for module, name in _SPARED.items():
            stand_in = ModuleType(module)
            setattr(stand_in, name, None)
            sys.modules.setdefault(module, stand_in)
    import plotext

    return plotext


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
        signal = figure.signal(xs, ys, marker=marker)
        if len(xs) > 1:
            signal.lines()
        figure.draw(signal)
        drawn: str = drawing.uncolorize(figure.build().string())
    return drawn.split("\n")[:height]
