"""Sheet: rows in a frame over a tab, scrolled where there are more than the screen has room for, and one to choose from."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from cjtrade_tui.cells import cell_len
from cjtrade_tui.navigation.layout import is_too_small
from cjtrade_tui.painting import tab_and_key_lines
from cjtrade_tui.painting.box import ENDS, PROMPT, SIDES, box, foot
from cjtrade_tui.painting.runs import Rows, spot, wrap
from cjtrade_tui.widgets.painted import PaintedWithMessage

Item = TypeVar("Item")
_BELOW_TABS = 2
"""The row where a frame begins that has room there; it stays where it is when there is more to show, or the whole would be sent
again."""
_ROOMY = 24
_WIDEST = 100
_SLIVER = 6
"""Columns of the tab that are not worth leaving in sight beside a frame."""
_WHEEL = 3
_HINT = 60
"""Characters of the hint on a line that a frame has the width for."""


class Sheet(PaintedWithMessage):
    """Rows in a frame, as large as they are and no larger than the screen; `line` is one to type on above them."""

    DEFAULT_CSS = """
    Sheet { width: 1; height: 1; }
    Sheet Input { margin: 1 2 0 2; }
    """
    sides = True
    """Whether the frame has sides, which the terminal would select with the rows."""
    narrows = True
    """Whether it is no wider than the widest rows it had; one with words that come later has the width for them at once."""

    def __init__(
        self,
        keys: Sequence[tab_and_key_lines.Key],
        rows: Callable[[int], Rows] | None = None,
        title: str = "",
        line: Input | None = None,
        prompt: str = "",
    ) -> None:
        """`rows` makes what it shows, for a width; `prompt` says what the line is for."""
        super().__init__()
        self.keys, self.line, self.title = keys, line, title
        self.prompt = prompt
        self.top = 0
        self._make, self._rows = rows, Rows()
        self._laid_for, self._first, self._needed = (0, 0), 0, 0

    def compose(self) -> ComposeResult:
        if self.line is not None:
            yield self.line

    def on_mount(self) -> None:
        self.repaint()

    def rows(self, width: int) -> Rows:
        return self._make(width) if self._make is not None else []

    @property
    def _above(self) -> int:
        """Rows of a line to type on."""
        return PROMPT if self.line is not None and self.line.display else 0

    @property
    def body(self) -> int:
        return max(1, self.size.height - ENDS - self._above)

    @property
    def length(self) -> int:
        return len(self._rows)

    @property
    def places(self) -> tuple[str, ...]:
        """Where one is in what it shows, in full and in short; nothing where all is in sight."""
        above, below = self.top > 0, self.top + self.body < len(self._rows)
        where = ("more above and below" if above else "more below") if below else "more above"
        keys = ("PgUp PgDn" if above else "PgDn") if below else "PgUp"
        return (f"{where}: {keys}", where, "more") if above or below else ()

    def repaint(self) -> None:
        """Make the rows anew, and the frame of their size."""
        columns, lines = self.app.size
        most = (min(columns, _WIDEST) if self.sides else columns) - SIDES
        self._rows = self.rows(most)
        hint = [(f"{self.prompt}: {self.line.placeholder[:_HINT]} ", "")] if self.line is not None else []
        head = " ─ ".join([f" {self.title}", *self.places[-1:], ""])
        edges = (foot(self.keys, self.message, columns), [(head, "")])
        needed = max(*map(_cells, (*self._rows, hint)), *(sum(cell_len(text) for text, _ in runs) for runs in edges))
        self._needed = max(needed, self._needed if self._laid_for == (columns, lines) else 0)
        width = (min(most, self._needed) if self.narrows and self.sides else most) + SIDES
        width = columns if columns - width < _SLIVER else width
        height = len(self._rows) + ENDS + self._above
        if self._laid_for != (columns, lines):
            self._laid_for = (columns, lines)
            fits = height + _BELOW_TABS <= lines or (self.line is not None and lines >= _ROOMY)
            self._first = _BELOW_TABS if fits else 0
        height = min(lines - self._first, height)
        self.display = not is_too_small(columns, lines)
        self.styles.width, self.styles.height = width, height
        self.styles.offset = ((columns - width) // 2, self._first)
        if self.line is not None:
            self.line.styles.margin = (1, 2, 0, 2 + (len(self.prompt) + 2 if self.prompt else 0))
        super().repaint()

    def scroll_lines(self, lines: int) -> None:
        self.top = max(0, min(self.top + lines, len(self._rows) - self.body))
        super().repaint()

    def paint(self, width: int, height: int) -> Rows:
        self.top = max(0, min(self.top, len(self._rows) - self.body))
        prompt = f"{self.prompt}:" if self._above else None
        shown = self._rows[self.top :]
        return box(
            shown, width, height, self.title, self.places, foot(self.keys, self.message, width), prompt, self.sides
        )

    def on_mouse_scroll_down(self) -> None:
        self.scroll_lines(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        self.scroll_lines(-_WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Do what a key on the lower edge does."""
        if event.y == self.size.height - 1 and not self.message:
            key = tab_and_key_lines.key_at(self.keys, self.size.width - SIDES, event.x - 2)
            if key is not None and key[2]:
                self.press(key[2])

    def press(self, name: str) -> None:
        """Have a key obeyed as if it were typed: one that this sends does not bubble from a line in it."""
        key = events.Key(name, None)
        key.set_sender(self.app)
        self.app.post_message(key)


def _cells(runs: Sequence[tuple[str, str]]) -> int:
    return cell_len("".join(text for text, _ in runs).rstrip())


class Choices(Sheet, Generic[Item]):
    """Items of which one, `at`, is chosen."""

    narrows = False

    def __init__(
        self, keys: Sequence[tab_and_key_lines.Key], title: str = "", line: Input | None = None, prompt: str = ""
    ) -> None:
        super().__init__(keys, None, title, line, prompt)
        self.items: Sequence[Item] = ()
        self.at = 0
        self._blocks: list[Rows] = []
        self._made_for: tuple[object, ...] = ()

    @property
    def chosen(self) -> Item | None:
        return self.items[self.at] if self.items else None

    @property
    def spot(self) -> tuple[int, int] | None:
        """Where the line begins that was chosen with the arrows; on the first one still stands who may be typing."""
        found = spot(self._rows[self.top : self.top + self.body]) if self.at else None
        return None if found is None else (found[0] + SIDES // 2, found[1] + 1 + self._above)

    @property
    def places(self) -> tuple[str, ...]:
        count, hidden = f"{self.at + 1} of {len(self.items)}", super().places
        return (*(f"{count} · {words}" for words in hidden[:2]), count) if len(self.items) > 1 else hidden

    def offer(self, items: Sequence[Item]) -> None:
        self.items, self.at, self.top = items, 0, 0
        self.repaint()

    def choose(self, step: int) -> None:
        """Choose the one `step` further down, stopping at the ends."""
        self.at, self.message = max(0, min(len(self.items) - 1, self.at + step)), ""
        self.repaint()
        first, last = self._span(self.at)
        self.top = min(first, max(self.top, last - self.body))

    def turn(self, step: int) -> None:
        """Choose one a page further down."""
        self.choose(step * max(1, self.body - 1))

    def block(self, item: Item, number: int, width: int, chosen: bool) -> Rows:
        raise NotImplementedError

    def before(self, width: int) -> Rows:
        """What stands above them."""
        return []

    def after(self, width: int) -> Rows:
        """What stands below them."""
        return []

    def rows(self, width: int) -> Rows:
        self._before = self.before(width)
        if self._made_for != (wanted := (self.items, width)):
            self._made_for = wanted
            self._blocks = [self.block(item, number, width, False) for number, item in enumerate(self.items)]
        blocks = list(self._blocks)
        if self.items:
            blocks[self.at] = self.block(self.items[self.at], self.at, width, True)
        self._heights = [len(block) for block in blocks]
        return [*self._before, *(row for block in blocks for row in block), *self.after(width)]

    def _span(self, number: int) -> tuple[int, int]:
        """The first row of an item and the one behind its last; the first item has what stands above it, the last what
        stands below."""
        first = len(self._before) + sum(self._heights[:number])
        last = first + self._heights[number] if number < len(self.items) - 1 else len(self._rows)
        return first if number else 0, last

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked on, and take it where it is chosen already."""
        row = self.top + event.y - 1 - self._above
        clicked = next((n for n in range(len(self.items)) if self._span(n)[0] <= row < self._span(n)[1]), None)
        if not 0 <= event.y - 1 - self._above < self.body or clicked is None:
            return
        if clicked == self.at:
            self.press("enter")
        else:
            self.choose(clicked - self.at)


LABEL = 11
"""Cells of the label before a paragraph."""


def labelled(label: str, texts: list[str], width: int, role: str = "") -> Rows:
    """Paragraphs behind a label, which stands beside the first line of the first; those that say nothing left out."""
    rows: Rows = []
    for number, text in enumerate(filter(None, texts)):
        for line, words in enumerate(wrap(text, width - LABEL - 2)):
            first = not number and not line
            rows.append([(f" {label:<{LABEL - 1}}" if first else " " * LABEL, "label"), (words, role)])
    return rows
