"""Overlay: what is laid over a tab or over another overlay, and the line of text that some of them have."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.await_complete import AwaitComplete
from textual.events import Paste
from textual.screen import ModalScreen
from textual.widgets import Input

from cjtrade_tui.widgets.painted import Speaking

if TYPE_CHECKING:
    from cjtrade_tui.app.copy_and_pin import CopyAndPin

Result = TypeVar("Result")
LONGEST_PATH = 4_096
LONGEST_LINE = 400
"""Characters of a line, where what it is for sets no limit of its own."""


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


class Answering(Overlay[Result]):
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
