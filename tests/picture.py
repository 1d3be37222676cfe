"""Pictures of the screens: `python tests/picture.py` makes those in screenshots/ anew.

A picture is an SVG written from the cells the app would send to the terminal, and can be read back into cells, a text and
a role (`terminal/theme.py`) each: those are compared by a test, and not the way they are written down. Blanks are
no-break spaces, since browsers run others together.
"""

import asyncio
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "data"), str(ROOT / "tui"), str(ROOT / "tests")]

from rich.cells import cell_len  # noqa: E402
from rich.color import Color  # noqa: E402
from rich.style import Style  # noqa: E402
from screen import strips_of  # noqa: E402

from cjtrade_data.model.selection import Selection  # noqa: E402
from cjtrade_data.model.tabs import TABS  # noqa: E402
from cjtrade_tui.app.app import Explorer  # noqa: E402
from cjtrade_tui.pages import sources  # noqa: E402
from cjtrade_tui.terminal.theme import palette  # noqa: E402

FOLDER = ROOT / "screenshots"
sources.today = lambda: date(2026, 11, 28)  # ages do not grow in a picture
CELL = (9, 18)
FONT = "DejaVu Sans Mono, Menlo, Consolas, Noto Sans Mono CJK JP, monospace"
NBSP = "\N{NO-BREAK SPACE}"
FULL = "\N{FULL BLOCK}"
WIDE = (100, 30)


class Scene(NamedTuple):
    """What a picture shows: a view, in a theme and a size, after some keys."""

    selection: Selection
    theme: str = "dark"
    size: tuple[int, int] = WIDE
    keys: Sequence[str] = ()


PICTURES = {tab: Scene(Selection(tab=tab)) for tab in TABS} | {
    "flows-light": Scene(Selection(), "light"),
    "flows-80x24": Scene(Selection(), size=(80, 24)),
    "card": Scene(Selection(), keys=["enter"]),
    "lookup": Scene(Selection(), keys=["slash", *"mirror gap 2016"]),
    "help": Scene(Selection(), keys=["question_mark"]),
}

Run = tuple[str, str]
"""Some cells of a row: their text and their role."""


async def rows_of(scene: Scene) -> list[list[Run]]:
    """The screen of a scene, row by row."""
    app = Explorer(scene.selection, theme=scene.theme)
    async with app.run_test(size=scene.size) as pilot:
        await _until(pilot, lambda: app.settled)
        if scene.keys:
            await pilot.press(*scene.keys)
            await _until(pilot, lambda: len(app.screen_stack) > 1 and getattr(app.screen, "settled", True))
        roles = {_look(style): role for role, style in reversed(palette(scene.theme).items())}
        strips = strips_of(app)
        return [_merged((text, _role(style or Style(), roles)) for text, style, _ in strip) for strip in strips]


async def _until(pilot: object, holds: object) -> None:
    for _ in range(2000):
        await pilot.pause(0.005)  # type: ignore[attr-defined]
        if holds():  # type: ignore[operator]
            await pilot.pause()  # type: ignore[attr-defined]
            return
    raise TimeoutError("nothing came")


def _look(style: Style) -> tuple[Color | None, Color | None, bool]:
    return style.color, style.bgcolor, bool(style.bold)


def _role(style: Style, roles: dict[tuple[Color | None, Color | None, bool], str]) -> str:
    """The role of a style, by its name; `text` is the role without one."""
    return roles.get(_look(style), roles.get((style.color, style.bgcolor, False), "")) or "text"


def _merged(runs: Iterator[Run]) -> list[Run]:
    merged: list[Run] = []
    for text, role in runs:
        if not text:
            continue
        if merged and merged[-1][1] == role:
            merged[-1] = (merged[-1][0] + text, role)
        else:
            merged.append((text, role))
    return merged


def svg_of(rows: list[list[Run]], theme: str) -> str:
    """The rows as an SVG."""
    width, height = cell_len("".join(text for text, _ in rows[0])) * CELL[0], len(rows) * CELL[1]
    used = sorted({role for row in rows for _, role in row})
    lines = ["<style>", *(_rule(role, palette(theme)["" if role == "text" else role]) for role in used), "</style>"]
    for y, row in enumerate(rows):
        x = 0
        for text, role in row:
            lines.append(_run(text, role, x, y))
            x += cell_len(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FONT}" font-size="15">\n' + "\n".join(lines) + "\n</svg>\n"
    )


def _rule(role: str, style: Style) -> str:
    assert style.color and style.bgcolor
    ink, paper = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
    weight = ";font-weight:bold" if style.bold else ""
    return f".{role} rect{{fill:{paper}}} .{role} text,.{role} path{{fill:{ink}{weight}}}"


def _run(text: str, role: str, x: int, y: int) -> str:
    """A box, and on it the words without the blanks around them; full blocks are drawn, since fonts leave seams."""
    left, top, wide = x * CELL[0], y * CELL[1], cell_len(text) * CELL[0]
    box = f'<rect x="{left}" y="{top}" width="{wide}" height="{CELL[1]}"/>'
    shapes = "".join(_shape(part, left + at * CELL[0], top) for at, part in _parts(text))
    return f'<g class="{role}">{box}{shapes}</g>'


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Words and rows of full blocks in a text, each with the cell where it begins."""
    for found in re.finditer(f"{FULL}+|[^{FULL}]+", text):
        words = found[0].strip(" ")
        if words:
            yield cell_len(text[: found.start()] + found[0][: len(found[0]) - len(found[0].lstrip(" "))]), words


def _shape(words: str, left: int, top: int) -> str:
    wide = cell_len(words) * CELL[0]
    if words[0] == FULL:
        return f'<path d="M{left} {top}h{wide}v{CELL[1]}h-{wide}z"/>'
    return (
        f'<text x="{left}" y="{top + 13.5}" textLength="{wide}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(words.replace(' ', NBSP))}</text>"
    )


def rows_in(svg: str) -> list[list[Run]]:
    """The rows that an SVG of ours shows."""
    rows: dict[int, list[Run]] = {}
    for group in ElementTree.fromstring(svg).findall("{*}g"):
        box, *drawn = group
        cells = int(box.attrib["width"]) // CELL[0]
        text = ""
        for shape in drawn:
            is_path = shape.tag.endswith("path")
            left = int(shape.attrib["d"][1:].split(" ")[0] if is_path else shape.attrib["x"])
            words = (
                FULL * (int(shape.attrib["d"].split("h")[1].split("v")[0]) // CELL[0]) if is_path else shape.text or ""
            )
            text += " " * ((left - int(box.attrib["x"])) // CELL[0] - cell_len(text)) + words.replace(NBSP, " ")
        text += " " * (cells - cell_len(text))
        rows.setdefault(int(box.attrib["y"]) // CELL[1], []).append((text, group.attrib["class"]))
    return [rows[y] for y in sorted(rows)]


async def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for name, scene in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(svg_of(await rows_of(scene), scene.theme), encoding="utf-8")
        print(f"screenshots/{name}.svg")


if __name__ == "__main__":
    asyncio.run(main())
