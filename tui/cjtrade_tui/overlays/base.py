"""What lies over a tab or over another overlay: how it closes, says something, scrolls, answers, and the line to type on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input

from cjtrade_data.book.code_lists import rows
from cjtrade_data.model.tabs import TABS
from cjtrade_tui.cells import cell_len
from cjtrade_tui.painting import tab_and_key_lines
from cjtrade_tui.painting.runs import Rows
from cjtrade_tui.widgets.key_bar import KeyBar
from cjtrade_tui.widgets.sheet import Choices, Sheet

if TYPE_CHECKING:
    from cjtrade_tui.app.copy_and_pin import CopyAndPin

Result = TypeVar("Result")
LONGEST_PATH = 4_096
PATH = r"[^?]*"
"""What may be typed as a path: ? calls for help everywhere else."""
LONGEST_LINE = 400
"""Characters of a line, where what it is for sets no limit of its own."""


class Key(NamedTuple):
    """Keys of a kind of screen and their action, and what its frame says of them: `shown` for the keys, and a `word`, which
    is left out on a narrow terminal where its `rank` is high.

    Where one has no action the widget that has the focus knows it. Those that come `first` are taken before any widget's.
    """

    screen: str
    keys: str
    action: str
    shown: str
    word: str
    rank: str
    first: str


KEYS = tuple(Key(*row) for row in rows(Path(__file__).parent, "keys.csv", Key._fields))


def bindings(*screens: str) -> list[BindingType]:
    """The bindings of some kinds of screens."""
    of_screens = [key for screen in screens for key in KEYS if key.screen == screen and key.action]
    return [Binding(name, k.action, k.word, priority=bool(k.first)) for k in of_screens for name in k.keys.split()]


def keys_of(screen: str, works: Callable[[str], object] = bool) -> list[tab_and_key_lines.Key]:
    """What the frame of a kind of screen says of its keys, each with the one that a click presses; `works` says of an action
    whether it does anything now."""
    named = (key for key in KEYS if key.screen == screen and key.shown)
    told = [key for key in named if not key.action or works(key.action.partition("(")[0])]
    return [(key.shown, key.word, key.keys.partition(" ")[0], int(key.rank or 0)) for key in told]


LEAVE: list[BindingType] = [
    *(Binding(str(number), f"leave_for(\"tab('{tab}')\")") for number, tab in enumerate(TABS, 1)),
    *bindings("leave"),
]


class Overlay(ModalScreen[Result]):
    """A sheet over other screens, which stay in sight around it. It closes only while it is on top: what closes it twice, or late,
    closes nothing."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet, self.line = sheet, sheet.line

    def compose(self) -> ComposeResult:
        yield self.sheet

    def on_resize(self) -> None:
        self.sheet.repaint()
        self.app.query_one(KeyBar).repaint()

    def on_unmount(self) -> None:
        for bar in self.app.query(KeyBar):  # none where the app is ending
            bar.repaint()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What lies below, as it is: Textual's own way makes each line of it anew, through Rich."""
        stack = self.app.screen_stack
        if self not in stack:  # it is closing
            return super().render_lines(crop)
        below = stack[stack.index(self) - 1]._compositor.render_strips(self.app.size)
        if len(below) < crop.bottom:  # it has not been laid out for this size yet
            return super().render_lines(crop)
        return [below[y].crop(crop.x, crop.right) for y in crop.line_range]

    def on_click(self, event: events.Click) -> None:
        """A click beside it closes it, unless it is at work."""
        if event.widget is self and getattr(self, "settled", True):
            self.action_close()

    @property
    def on_top(self) -> bool:
        """Whether nothing lies over it: `is_current` is true below a translucent screen too."""
        return self.app.screen is self

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.on_top else AwaitComplete()

    @property
    def copy_and_pin(self) -> CopyAndPin:
        """What the app copies, pins and opens cards with."""
        own: CopyAndPin = self.app.copy_and_pin  # type: ignore[attr-defined]
        return own

    def say(self, message: str) -> None:
        """One line in place of the keys, "" to have the keys back."""
        self.sheet.say(message)

    def action_close(self) -> None:
        self.dismiss()

    def open_card(self, reference: str) -> None:
        """Lay the card of a number over it; it closes with the view that is asked for there."""

        def opened(found: Result | None) -> None:
            if found is not None:
                self.dismiss(found)

        self.copy_and_pin.show_card(reference, opened)  # type: ignore[arg-type]


class InputOverlay(Overlay[Result]):
    """One with a line to type on, and below it what there is to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("asking")
    line: LineInput

    def __init__(self, choices: Choices[Any]) -> None:
        super().__init__(choices)
        self.choices = choices

    def action_choose(self, step: int) -> None:
        self.choices.choose(step)

    def action_turn(self, step: int) -> None:
        self.choices.turn(step)


class LiveInputOverlay(InputOverlay[Result]):
    """One that answers as one types, off the event loop: what stands on its line now, and not each letter of it."""

    asked = ""
    _busy = False

    async def answer(self, asked: str) -> None:
        """Show what there is to say to a text."""
        raise NotImplementedError

    def ask(self, text: str) -> None:
        self.asked = text
        if not self._busy:
            self._busy = True
            self.run_worker(self._answer)  # type: ignore[arg-type]  # not begun where it is closing

    async def _answer(self) -> None:
        answered = None
        while answered != self.asked:
            answered = self.asked
            await self.answer(answered)
        self._busy = False

    @property
    def settled(self) -> bool:
        """Whether what stands there has been answered."""
        return not self._busy


_ON_THE_LINE = {
    key: binding.action for binding in Input.BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")
}


class LineInput(Input):
    """A line to type on, of at most `most` characters; what is pasted as several lines is one."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus { border: none; height: 1; padding: 0; background-tint: transparent; }
    LineInput:ansi { color: $foreground; background: $background; }
    LineInput:ansi > .input--placeholder { color: $faint; text-style: $faint-style; background: $background; }
    """

    def __init__(self, placeholder: str = "", most: int = LONGEST_LINE, value: str = "") -> None:
        super().__init__(value, placeholder, max_length=most)
        self.cursor_blink = False
        self.most = most

    def watch_selection(self) -> None:
        """Have the cursor in sight once the line is as long as what was put on it at once."""
        here = Region(self._cursor_offset, 0, 1, 1)
        self.call_after_refresh(self.scroll_to_region, here, force=True, animate=False)

    def render_line(self, y: int) -> Strip:
        """With … at an end where the text goes on out of sight."""
        strip, width, at = super().render_line(y), self.size.width, self.scroll_offset.x
        cut = Strip([Segment("…", self.rich_style)])
        if self.value and at:
            strip = Strip.join([cut, strip.crop(1, width)])
        if cell_len(self.value) > at + width:
            strip = Strip.join([strip.crop(0, width - 1), cut])
        return strip

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.take(event.text)

    async def obey(self, key: events.Key) -> bool:
        """Type a character, or do what a key does on the line; whether it does anything. Textual's own way lets Backspace bubble,
        behind the letters that were typed after it."""
        if key.is_printable and key.character:
            self.replace(key.character, *self.selection)
            return True
        action = _ON_THE_LINE.get(key.key)
        return action is not None and await self.app.run_action(action, default_namespace=self)

    def take(self, pasted: str) -> None:
        """Put a pasted text where the cursor is, as much of it as there is room for."""
        text = " ".join(line.strip() for line in pasted[: 4 * self.most].splitlines() if line.strip())
        room = max(0, self.most - len(self.value) + len(self.selected_text))
        self.replace(text[:room], *self.selection)
        if len(text) > room:
            self.app.say(f"Only the first {self.most} characters were taken")  # type: ignore[attr-defined]


class SheetScreen(Overlay[Result]):
    """A sheet over a tab; Esc and q close it."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter", "stay", "stay")]

    def __init__(
        self, title: str, keys: list[tab_and_key_lines.Key], line: LineInput | None = None, prompt: str = ""
    ) -> None:
        """`line` is one to type on, which `prompt` says the purpose of."""
        super().__init__(Sheet(keys, self.rows, title, line, prompt))

    def rows(self, width: int) -> Rows:
        """The rows to show, for a width."""
        raise NotImplementedError

    def action_leave_for(self, action: str) -> None:
        """Close, and do what the key does on the tab below."""
        if self.on_top:
            self.dismiss()
            self.app.call_later(self.app.run_action, action)

    def action_stay(self) -> None:
        """The key that opens things pressed once more: were it to close this one, the next q would end the program."""
        self.say("Esc closes it")

    def action_scroll_by(self, lines: int) -> None:
        self.sheet.scroll_lines(lines)

    def action_scroll_page(self, step: int) -> None:
        self.sheet.scroll_lines(step * self.sheet.body)

    def action_scroll_to(self, step: int) -> None:
        self.sheet.scroll_lines(step * self.sheet.length)
