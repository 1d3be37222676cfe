"""Pictures of the screens: `python tests/picture.py` makes those in screenshots/ anew.

A picture is an SVG written from the cells the app would send to the terminal, so it is the same on every
machine, needs no font and no browser to make, and a test can compare it to the letter.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "data"), str(ROOT / "tui")]

from rich.cells import cell_len  # noqa: E402
from rich.style import Style  # noqa: E402

from cjtrade_data.model.selection import TABS, Selection  # noqa: E402
from cjtrade_tui.app.app import Explorer  # noqa: E402

FOLDER = ROOT / "screenshots"
CELL = (9, 18)
FONT = "DejaVu Sans Mono, Menlo, Consolas, Noto Sans Mono CJK JP, monospace"

PICTURES = {f"{tab}-{theme}": (Selection(tab=tab), theme, (100, 30)) for tab in TABS for theme in ("dark", "light")}
PICTURES["flows-80x24"] = (Selection(), "dark", (80, 24))
OVER = {"card": ["enter"], "lookup": ["slash", *"mirror gap 2016"], "help": ["question_mark"]}
"""What lies over a tab, and the keys that lay it there."""
PICTURES |= {
    f"{name}-{theme}": (Selection(), theme, (100, 30), keys)
    for name, keys in OVER.items()
    for theme in ("dark", "light")
}


async def picture(selection: Selection, theme: str, size: tuple[int, int], keys: Sequence[str] = ()) -> str:
    """The SVG of the screen that `selection` opens, after some keys."""
    app = Explorer(selection, theme=theme)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        if keys:
            await pilot.press(*keys)
            await over(app, pilot)
        return svg_of(app, size)


async def over(app: Explorer, pilot: object) -> None:
    """Wait until what lies over the tab has come and has its words."""
    for _ in range(2000):
        await pilot.pause(0.005)  # type: ignore[attr-defined]
        if len(app.screen_stack) > 1 and getattr(app.screen, "settled", True):
            await pilot.pause()  # type: ignore[attr-defined]
            return
    raise TimeoutError("nothing came")


async def settle(app: Explorer, pilot: object) -> None:
    """Wait until the page for the selection is on the screen."""
    for _ in range(2000):
        await pilot.pause(0.005)  # type: ignore[attr-defined]
        if app.settled:
            await pilot.pause()  # type: ignore[attr-defined]
            return
    raise TimeoutError(f"{app.selection} did not settle")


def svg_of(app: Explorer, size: tuple[int, int]) -> str:
    """What is on the app's screen now, as an SVG."""
    width, height = (n * c for n, c in zip(size, CELL, strict=True))
    base = Style.parse("default")
    lines = []
    for y, strip in enumerate(app.screen._compositor.render_strips(app.screen.size)):
        x = 0
        for text, style, _ in strip:
            cells = cell_len(text)
            lines.append(_run(text, style or base, x, y, cells))
            x += cells
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FONT}" font-size="15" xml:space="preserve">\n' + "\n".join(filter(None, lines)) + "\n</svg>\n"
    )


def _run(text: str, style: Style, x: int, y: int, cells: int) -> str:
    ink, paper = (_hex(style.color, "#d8dee9"), _hex(style.bgcolor, "#10151c"))
    if style.reverse:
        ink, paper = paper, ink
    left, top, wide = x * CELL[0], y * CELL[1], cells * CELL[0]
    box = f'<rect x="{left}" y="{top}" width="{wide}" height="{CELL[1]}" fill="{paper}"/>'
    if not text.strip():
        return box
    bold = ' font-weight="bold"' if style.bold else ""
    lead = len(text) - len(text.lstrip())
    left += lead * CELL[0]
    text = text.strip()
    return (
        f'{box}<text x="{left}" y="{top + 13.5}" fill="{ink}"{bold} textLength="{cell_len(text) * CELL[0]}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
    )


def _hex(colour: object, default: str) -> str:
    if colour is None or colour.is_default:  # type: ignore[attr-defined]
        return default
    return colour.get_truecolor().hex  # type: ignore[attr-defined]


async def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, arguments in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(await picture(*arguments), encoding="utf-8")
        print(f"screenshots/{name}.svg")


if __name__ == "__main__":
    asyncio.run(main())
