"""Fewer bytes on the wire: only the cells that changed are sent.

Textual sends every cell of a dirty region again, each run with its whole style and a reset: 70 KB for a first
frame and 45 KB for a tab. Over SSH that is the cost of a key. `DiffRenderer` remembers the cells that are on the
terminal and writes the difference: cursor moves, the parts of a style that changed, and erase for blanks.
CJTRADE_WIRE=0 hands the output back to Textual.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import characters, is_narrow
from cjtrade_tui.terminal.environment import draws_itself
from cjtrade_tui.terminal.palettes import Look

if TYPE_CHECKING:
    from rich.style import Style

    from cjtrade_tui.terminal.first_frame import FirstFrame

    Strip = Iterable[tuple[str, Style | Look | None, Any]]
    """Text, how it looks, and what Rich calls control, of each run of a row."""

PLAIN: Look = ("", "", "")
_UNKNOWN = ("?", ("?", "?", "?"))
"""A cell that may show anything."""
_BLANK_SHOWS = frozenset({"4", "7", "9", "21", "53"})
"""Attributes that can be seen on a blank: underline, reverse, strike, double underline, overline."""
_SHORT_GAP = 4
"""Unchanged cells cheaper to send again than to jump over."""
_LONG_BLANK = 12
"""Blanks that cost more than erasing them and moving on does."""
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What ends an attribute."""
_CODES = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "blink": "5", "reverse": "7", "strike": "9"}
"""The codes of Rich's attributes."""
_FULL = "█"


class DiffRenderer:
    """The terminal's cells as last sent, and the bytes that turn them into the next frame.

    `colours` is what Rich calls the terminal's: standard, 256 or truecolor. `erases` says that the terminal fills what it erases with the current background, as all but GNU screen do.
    `ascii` sends nothing but ASCII. REP (`CSI n b`) is never sent: tmux, PuTTY and others obey it wrongly or not at all.
    """

    def __init__(self, colours: str = "256", erases: bool = True, ascii: bool = False) -> None:
        self.colours, self.erases, self.ascii = colours, erases, ascii
        self.rows: list[list[tuple[str, Look]]] = []
        self.size = (0, 0)
        self._look = PLAIN
        self._at: tuple[int, int] | None = None
        self._cells = lru_cache(20_000)(self._run_cells)
        self._look_of = lru_cache(4_000)(self._style_look)

    def forget(self) -> None:
        """The terminal's content is unknown: the next frame clears it and starts anew."""
        self.rows = []

    def frame(self, strips: Sequence[Strip], size: tuple[int, int]) -> str:
        """The characters to write so that the terminal shows `strips`."""
        out: list[str] = []
        width, height = size
        frame = [self._row_cells(strip, width) for strip in strips[:height]]
        self._at = None
        if self.size != size or len(self.rows) != height:
            self._clear(frame, size, out)
        for y, new in enumerate(frame):
            if new != self.rows[y]:
                self._row(y, self.rows[y], new, out)
                self.rows[y] = new
        return "".join(out)

    def _clear(self, frame: Sequence[list[tuple[str, Look]]], size: tuple[int, int], out: list[str]) -> None:
        """Start from an empty screen, filled with the commonest background where erasing does that."""
        self.size, self._look = size, ("?", "?", "?")
        paper = ""
        if self.erases and frame:
            papers = [cell[1][2] for row in frame for cell in row]
            paper = max(set(papers), key=papers.count)
        blank = (" ", ("", "", paper))
        out.append(self._turn(blank[1]) + "\x1b[2J")
        self.rows = [[blank] * size[0] for _ in range(size[1])]

    def _row_cells(self, strip: Strip, width: int) -> list[tuple[str, Look]]:
        cells: list[tuple[str, Look]] = []
        for text, style, control in strip:
            if not control:
                cells += self._cells(text, style)
        if len(cells) > width and cells[width][0] == "":  # the right half of a wide character that is cut
            last = next(x for x in range(width - 1, -1, -1) if cells[x][0])
            cells[last:width] = [(" ", cells[last][1])] * (width - last)
        return cells[:width] + [(" ", PLAIN)] * (width - len(cells))

    def _run_cells(self, text: str, style: Style | Look | None) -> list[tuple[str, Look]]:
        look = self._look_of(style)
        bare = look if _BLANK_SHOWS.intersection(look[0].split(";")) else ("", "", look[2])
        cells: list[tuple[str, Look]] = []
        text = text if text.isprintable() else safe_text(text)
        if self.ascii:
            from cjtrade_tui.terminal.ascii import in_ascii

            text = in_ascii(text)
        solid = _solid(look) if _FULL in text else None
        if solid is None and is_narrow(text):
            return [(character, bare if character == " " else look) for character in text]
        for character, wide in characters(text):
            if character == _FULL and solid is not None:
                cells.append((" ", solid))
                continue
            cells.append((character, bare if character == " " else look))
            cells += [("", look)] * (wide - 1)
        return cells

    def _style_look(self, style: Style | Look | None) -> Look:
        if style is None or isinstance(style, tuple):
            return style or PLAIN
        from rich.color import ColorSystem
        from rich.console import COLOR_SYSTEMS

        system = COLOR_SYSTEMS.get(self.colours, ColorSystem.STANDARD)
        attributes = ";".join(code for name, code in _CODES.items() if getattr(style, name))
        inks = []
        for colour, foreground in ((style.color, True), (style.bgcolor, False)):
            if colour is None or colour.is_default:
                inks.append("")
            else:
                inks.append(";".join(colour.downgrade(system).get_ansi_codes(foreground)))
        return (attributes, *inks)  # type: ignore[return-value]

    def _turn(self, look: Look) -> str:
        """The escape sequence from the look in force to `look`, as short as it can be."""
        have, self._look = self._look, look
        if have == look:
            return ""
        whole = ";".join(("", *filter(None, look)))
        if "?" in have:
            return f"\x1b[{whole}m"
        part = ";".join(_attribute_changes(have[0], look[0]))
        for old, new, default in zip(have[1:], look[1:], ("39", "49"), strict=True):
            if old != new:
                part += f"{';' if part else ''}{new or default}"
        return f"\x1b[{part if len(part) < len(whole) else whole}m"

    def _turn_for(self, cell: tuple[str, Look]) -> str:
        """Like `_turn`; on a blank only the background counts, so attributes and ink in force may stay."""
        character, look = cell
        if character == " " and look[:2] == ("", "") and not _BLANK_SHOWS.intersection(self._look[0].split(";")):
            look = (self._look[0], self._look[1], look[2]) if "?" not in self._look else look
        return self._turn(look)

    def _row(self, y: int, old: list[tuple[str, Look]], new: list[tuple[str, Look]], out: list[str]) -> None:
        if any(map(_is_doubtful, {character for character, _ in (*old, *new)})):
            doubtful = next(x for x in range(len(new)) if _is_doubtful(new[x][0]) or _is_doubtful(old[x][0]))
            # what stands there and behind is as wide as the terminal made it
            old = [*old[:doubtful], *[_UNKNOWN] * (len(new) - doubtful)]
        end = len(new)
        while end and new[end - 1] == old[end - 1]:
            end -= 1
        tail = self._blank_tail(new, end)
        x = 0
        while x < tail:
            if new[x] == old[x]:
                x += 1
                continue
            out.append(self._move(x, y))
            x = self._send(x, tail, y, old, new, out)
        if tail < end:
            out.append(self._move(tail, y) + self._turn_for(new[tail]) + "\x1b[K")

    def _blank_tail(self, new: list[tuple[str, Look]], end: int) -> int:
        """Where the row's end is blanks of one background that erasing makes; `end` where that does not pay."""
        if not self.erases or end < 1 or new[-1][0] != " " or new[-1][1][:2] != ("", ""):
            return end
        tail = len(new)
        while tail and new[tail - 1] == new[-1]:
            tail -= 1
        return tail if end - tail > 4 else end

    def _send(
        self, x: int, tail: int, y: int, old: list[tuple[str, Look]], new: list[tuple[str, Look]], out: list[str]
    ) -> int:
        """Send changed cells from `x`, over short unchanged gaps, and return where it stopped."""
        while x < tail:
            character, look = new[x]
            if new[x] == old[x] and character:  # the right half of a wide letter goes with it
                gap = x
                while gap < tail and new[gap] == old[gap]:
                    gap += 1
                if gap == tail or gap - x > _SHORT_GAP or any(c[1] != look for c in new[x:gap]):
                    break
            if _is_doubtful(character):
                return self._send_doubtful(x, y, new, out)
            blanks = self._blanks(new, x, tail) if character == " " else 0
            if blanks > _LONG_BLANK:
                out.append(self._turn_for(new[x]) + f"\x1b[{blanks}X")
                self._at = (x, y)
                return x + blanks
            out.append(character if look == self._look else self._turn_for(new[x]) + character)
            x += 1
        self._at = (x, y)
        return x

    def _blanks(self, new: list[tuple[str, Look]], x: int, tail: int) -> int:
        """How many equal blanks begin with that at `x`, where erasing makes them (ECH leaves the cursor where it is)."""
        if not self.erases or new[x][1][:2] != ("", ""):
            return 0
        end = x
        while end < tail and new[end] == new[x]:
            end += 1
        return end - x

    def _send_doubtful(self, x: int, y: int, new: list[tuple[str, Look]], out: list[str]) -> int:
        """Blank the cells of a character first, for a terminal that fills fewer, and let a move follow for one that fills more."""
        end = x + 1
        while end < len(new) and not new[end][0]:
            end += 1
        out.append(self._turn(new[x][1]) + " " * (end - x) + f"\x1b[{y + 1};{x + 1}H" + new[x][0])
        self._at = None
        return end

    def _move(self, x: int, y: int) -> str:
        at, self._at = self._at, (x, y)
        if at == (x, y):
            return ""
        if at and at[1] == y and x > at[0]:
            return f"\x1b[{x - at[0]}C" if x - at[0] > 1 else "\x1b[C"
        if at and y == at[1] + 1 and x < 100:
            return "\r\n" + ("" if x == 0 else "\x1b[C" if x == 1 else f"\x1b[{x}C")
        return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"


def _solid(look: Look) -> Look | None:
    """The look in which a blank is what a full block is in `look`: one byte instead of three. None where it has no colour."""
    attributes, ink, _ = look
    if not ink or _BLANK_SHOWS.intersection(attributes.split(";")):
        return None
    first, _, rest = ink.partition(";")
    return "", "", f"{int(first) + 10}{';' if rest else ''}{rest}"


@lru_cache(4096)
def _is_doubtful(character: str) -> bool:
    """Whether terminals differ about how many cells it takes: letters with marks, signs that became emoji, newer scripts."""
    if len(character) != 1 or character.isascii():
        return len(character) > 1
    return character >= "\U00010000" or ("\u2190" <= character < "\u2e80" and east_asian_width(character) in "WF")


def _attribute_changes(old: str, new: str) -> list[str]:
    """The codes that turn attributes `old` into `new`; 22 ends bold and dim alike."""
    had, wanted = old.split(";") if old else [], new.split(";") if new else []
    off = {_OFF[code] for code in had if code not in wanted}
    return [*sorted(off), *(code for code in wanted if code not in had or _OFF[code] in off)]


class DiffRenderedApp:
    """Mixed into a Textual App before it: frames go out through a `DiffRenderer`."""

    _renderer: DiffRenderer | None = None
    shown: FirstFrame | None = None
    """The first frame, which the terminal shows until Textual sends something else."""
    ascii: bool = False
    """Whether nothing but ASCII is sent."""
    shows_cursor: bool = False
    """Whether the terminal's own cursor is shown where the reader is, so that a screen reader says it."""
    _erases: bool | None = None

    def _display(self, screen: Any, renderable: Any) -> None:
        app: Any = self
        driver = app._driver
        if (
            renderable is None
            or app._batch_count
            or not app._running
            or app._closed
            or driver is None
            or app.is_headless
            or driver.is_inline
            or os.environ.get("CJTRADE_WIRE") == "0"
            or not draws_itself()
        ):
            super()._display(screen, renderable)  # type: ignore[misc]
            return
        if self._renderer is None:
            self._renderer = self._made_renderer(app.console.color_system or "")
        if self.shown is not None and app.page is None:
            return  # nothing to show yet that is better than what is shown
        if driver.behind(self._display_now):
            return  # a frame made now would only wait: the one made then is newer
        try:
            text = self._renderer.frame(app.screen._compositor.render_strips(app.size), tuple(app.size))
        except Exception as error:
            app._handle_exception(error)
            return
        if text or self.shows_cursor:
            app._begin_update()
            driver.write(text + self._cursor())
            app._end_update()
            driver.flush()
        app.post_display_hook()

    def _made_renderer(self, colours: str) -> DiffRenderer:
        """The one that knows what the terminal shows already, or a new one."""
        if self.shown is not None and self.shown.renderer is not None:
            self.shown.renderer.colours = colours
            return self.shown.renderer
        erases = erases_with_background() if self._erases is None else self._erases
        return DiffRenderer(colours, erases, self.ascii)

    def _display_now(self) -> None:
        app: Any = self
        self._display(app.screen, app.screen)

    def redraw_whole(self) -> None:
        """What the terminal shows is unknown, as after a resize: the next frame sends every cell."""
        if self._renderer is not None:
            self._renderer.forget()

    def erase_plainly(self) -> None:
        """The terminal does not erase with the background, whatever TERM says."""
        self._erases = False
        if self._renderer is not None and self._renderer.erases:
            self._renderer.erases = False
            self._renderer.forget()
            self._display_now()

    def refresh_css(self, animate: bool = True) -> None:
        """Another theme: our widgets paint with its colours, which Textual does not know, so each is painted anew."""
        app: Any = self
        self.redraw_whole()
        for screen in app.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh()
        super().refresh_css(animate)  # type: ignore[misc]

    def _cursor(self) -> str:
        """Where text is edited the terminal's own cursor matters, to input methods; elsewhere it is hidden, unless the
        reader wants to see it: then it stands on the current cell, or the line that is chosen."""
        app: Any = self
        place = self._spot() if self.shows_cursor else None
        if place is None and hasattr(app.focused, "cursor_blink"):
            place = tuple(app.screen.outer_size.clamp_offset(app.cursor_position))
        if place is None:
            return ""
        if self._renderer is not None:
            self._renderer._at = None
        x, y = place
        return f"\x1b[{y + 1};{x + 1}H" + "\x1b[?25h" * self.shows_cursor

    def _spot(self) -> tuple[int, int] | None:
        """Where the reader is on the screen that lies on top, as its widgets tell; None where none does."""
        app: Any = self
        for widget in app.screen.walk_children():
            spot = getattr(widget, "spot", None)
            if spot is not None and widget.display:
                return widget.region.x + spot[0], widget.region.y + spot[1]
        return None


def erases_with_background(term: str | None = None) -> bool:
    """Whether erased cells take the current background: GNU screen's do not, and tmux may call itself screen."""
    if term is None:
        return "STY" not in os.environ and erases_with_background(os.environ.get("TERM", ""))
    return not term.startswith("screen")
