"""Detail: what stands behind the cell under the cursor, in words."""

from __future__ import annotations

from collections.abc import Sequence

from cjtrade_tui.painting.runs import Rows, wrap

_MORE = " … more: i"


def detail(paragraphs: Sequence[str], width: int, height: int) -> Rows:
    """Paragraphs, wrapped; the last line names the key to more than fits."""
    lines = [line for text in paragraphs for line in wrap(text, width - 2)]
    if len(lines) > height > 0:
        lines = lines[:height]
        lines[-1] = wrap(lines[-1], max(1, width - 2 - len(_MORE)))[0] + _MORE
    return [[(" " + line, "")] for line in lines]
