"""Detail: what stands behind the cell under the cursor, in words."""

from __future__ import annotations

from collections.abc import Sequence

from cjtrade_tui.painting.runs import Rows, wrap


def detail(paragraphs: Sequence[str], width: int, height: int) -> Rows:
    """Paragraphs, wrapped; the last line says when there is more than fits."""
    lines = [line for text in paragraphs for line in wrap(text, width - 2)]
    if len(lines) > height > 0:
        lines = lines[:height]
        lines[-1] = lines[-1][: max(0, width - 12)].rstrip() + " … more"
    return [[(" " + line, "")] for line in lines]
