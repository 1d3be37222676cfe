"""What lies over a tab or over another overlay: how it closes, says something, scrolls, answers, and the line to type on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.screen import ModalScreen
from textual.widgets import Input

from cjtrade_data.book.code_lists import rows
from cjtrade_data.model.tabs import TABS
from cjtrade_tui.painting.runs import Rows
from cjtrade_tui.widgets.choices import Choices
from cjtrade_tui.widgets.painted import Speaking
from cjtrade_tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from cjtrade_tui.app.copy_and_pin import CopyAndPin

Result = TypeVar("Result")
LONGEST_PATH = 4_096
LONGEST_LINE = 400
"""Characters of a line, where what it is for sets no limit of its own."""


class Key(NamedTuple):
    """Keys of a kind of screen and their action, and what its bar says of them: `shown` for the keys, and a `word`.

    Where one has no action the widget that has the focus knows it. Those that come `first` are taken before any widget's.
    """

    screen: str
    keys: str
    action: str
    shown: str
    word: str
    first: str


KEYS = tuple(Key(*row) for row in rows(Path(__file__).parent, "keys.csv", Key._fields))


def bindings(*screens: str) -> list[BindingType]:
    """The bindings of some kinds of screens."""
    of_screens = [key for screen in screens for key in KEYS if key.screen == screen]
    return [Binding(name, k.action, k.word, priority=bool(k.first)) for k in of_screens for name in k.keys.split()]


def bar_of(screen: str) -> str:
    """What the bar of a kind of screen says."""
    return "  ".join(f"{key.shown} {key.word}" for key in KEYS if key.screen == screen and key.shown)


LEAVE: list[BindingType] = [
    *(Binding(str(number), f"leave_for(\"tab('{tab}')\")") for number, tab in enumerate(TABS, 1)),
    *bindings("leave"),
]


class Overlay(ModalScreen[Result]):
    """A screen over others. It closes only while it is on top: what closes it twice, or late, closes nothing."""

    speaking: Speaking
    """The part of it that has a bar of keys."""

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
        self.speaking.say(message)

    def on_key(self) -> None:
        self.say("")

    def open_card(self, reference: str) -> None:
        """Lay the card of a number over it; it closes with the view that is asked for there."""

        def opened(found: Result | None) -> None:
            if found is not None:
                self.dismiss(found)

        self.app.run_worker(self.copy_and_pin.show_card(reference, opened))  # type: ignore[arg-type]


class Asking(Overlay[Result]):
    """One with a line to type on, and below it what there is to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("asking")

    def __init__(self, line: LineInput, choices: Choices[Any]) -> None:
        super().__init__()
        self.line, self.choices, self.speaking = line, choices, choices

    def compose(self) -> ComposeResult:
        yield self.line
        yield self.choices

    def action_choose(self, step: int) -> None:
        self.choices.choose(step)


class Answering(Asking[Result]):
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


class LineInput(Input):
    """A line to type on, of at most `most` characters; what is pasted as several lines is one."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus { border: none; height: 1; padding: 0 1; background-tint: transparent; }
    LineInput:ansi, LineInput:ansi > .input--placeholder { color: $foreground; background: $background; }
    """

    def __init__(self, placeholder: str = "", most: int = LONGEST_LINE, value: str = "") -> None:
        super().__init__(value, placeholder, max_length=most)
        self.cursor_blink = False
        self.most = most

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        self.take(event.text)

    def take(self, pasted: str) -> None:
        """Put a pasted text where the cursor is, as much of it as there is room for."""
        text = " ".join(line.strip() for line in pasted[: 4 * self.most].splitlines() if line.strip())
        room = max(0, self.most - len(self.value) + len(self.selected_text))
        self.replace(text[:room], *self.selection)
        if len(text) > room:
            self.app.say(f"Only the first {self.most} characters were taken")  # type: ignore[attr-defined]


class SheetScreen(Overlay[Result]):
    """A sheet over a tab; Esc and q close it."""

    DEFAULT_CSS = "SheetScreen LineInput { dock: bottom; }"
    BINDINGS: ClassVar[list[BindingType]] = [("enter", "stay", "stay")]

    def __init__(self, title: str, keys: str, line: LineInput | None = None) -> None:
        """`line` is one to type on, below the sheet."""
        super().__init__()
        self.line = line
        self.sheet = self.speaking = Sheet(title, keys, self.rows)

    def rows(self, width: int) -> Rows:
        """The rows to show, for a width."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield self.sheet
        if self.line is not None:
            yield self.line

    def action_leave_for(self, action: str) -> None:
        """Close, and do what the key does on the tab below."""
        if self.on_top:
            self.dismiss()
            self.app.call_later(self.app.run_action, action)

    def action_stay(self) -> None:
        """The key that opens things pressed once more: were it to close this one, the next q would end the program."""
        self.say("Esc closes it")

    def action_close(self) -> None:
        self.dismiss()

    def action_scroll_by(self, lines: int) -> None:
        self.sheet.scroll_lines(lines)

    def action_scroll_page(self, step: int) -> None:
        self.sheet.scroll_lines(step * self.sheet.body)
