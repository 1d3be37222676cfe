"""Lookup: a question typed over any tab, its answers below as it is typed; Enter goes to where the answer stands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from cjtrade_data.book.code_lists import rows
from cjtrade_data.errors import SolverError
from cjtrade_data.language.tokenizer import LONGEST_QUESTION
from cjtrade_data.lookup.api import Reply, ask
from cjtrade_data.model.selection import Selection
from cjtrade_tui.overlays.base import Answering, LineInput, bar_of, bindings
from cjtrade_tui.painting.runs import Rows, wrap
from cjtrade_tui.tray.pinned import as_text, pin_of
from cjtrade_tui.widgets.choices import Choices

if TYPE_CHECKING:
    from cjtrade_data.book.book import Book
    from cjtrade_data.lookup.api import Answer

EXAMPLES = tuple(question for (question,) in rows(Path(__file__).parent, "examples.csv", ("question",)))
HINT = f"Ask: {'; '.join(EXAMPLES[1:4])}"


class Lookup(Answering["Selection | None"]):
    """The question and its answers; closes with the selection that shows the chosen answer, or None.

    `questions` are those that were answered before, the last at the end: they come back with the arrow up while the line
    is empty, and "and imports?" goes on from the last. What is answered here joins them.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("lookup")

    def __init__(self, book: Book, questions: list[str] | None = None) -> None:
        self._questions = questions if questions is not None else []
        self.answers = Answers(self._questions)
        super().__init__(LineInput(HINT, LONGEST_QUESTION), self.answers)
        self._book = book
        self._recalled = ""

    def on_input_changed(self, event: Input.Changed) -> None:
        self.ask(event.value)

    async def answer(self, asked: str) -> None:
        try:
            before = self._questions[-1] if self._questions else ""
            self.answers.show(await asyncio.to_thread(ask, asked, self._book, after=before))
        except SolverError as error:
            self.say(str(error))

    def action_choose(self, step: int) -> None:
        if step < 0 and self.asked == self._recalled and self._questions:
            self._recall()
        else:
            super().action_choose(step)

    def action_scroll(self, step: int) -> None:
        self.answers.scroll(step)

    def _recall(self) -> None:
        """Bring the question back that came before the one recalled last; the last one at first."""
        known = self._questions
        at = known.index(self._recalled) if self._recalled in known else len(known)
        self._recalled = known[max(0, at - 1)]
        self.line.value, self.line.cursor_position = self._recalled, len(self._recalled)

    def on_unmount(self) -> None:
        """Keep a question that was answered."""
        asked = self.asked.strip()
        if asked and self.answers.chosen is not None:
            if asked in self._questions:
                self._questions.remove(asked)
            self._questions.append(asked)

    def on_input_submitted(self) -> None:
        answer = self.answers.chosen
        if answer is not None and answer.opens:
            self.dismiss(Selection.from_options(answer.opens))

    def action_copy(self) -> None:
        if (answer := self.answers.chosen) is not None:
            self.copy_and_pin.copy(as_text(pin_of(answer), self._book), "the answer and its sources")

    def action_pin(self) -> None:
        if (answer := self.answers.chosen) is not None:
            self.copy_and_pin.pin(pin_of(answer))


class Answers(Choices["Answer"]):
    """Answers best first, the chosen one marked and in sight: the sentence, then status, reading, formula and source."""

    KEYS = bar_of("lookup")
    reply: Reply | None = None
    top = 0

    def __init__(self, questions: Sequence[str]) -> None:
        super().__init__()
        self._questions = questions

    def show(self, reply: Reply) -> None:
        self.reply, self.top = reply, 0
        self.offer(reply.answers)

    def choose(self, step: int) -> None:
        super().choose(step)
        blocks = self._blocks(self.size.width)
        first, body = sum(map(len, blocks[: self.at])), self.size.height - 2
        self.top = min(first, max(self.top, first + len(blocks[self.at]) - body)) if blocks else 0

    def scroll(self, step: int) -> None:
        """A page on or back, through all answers."""
        body = self.size.height - 2
        rows = sum(map(len, self._blocks(self.size.width)))
        self.top = max(0, min(self.top + step * (body - 1), rows - body))
        self.repaint()

    def _blocks(self, width: int) -> list[Rows]:
        """The rows of each answer; of the refusal where there is none."""
        if self.reply is not None and self.reply.question and not self.items:
            return [[[(" " + line, "")] for line in wrap(self.reply.refusal, width - 2)]]
        return [_answer_rows(answer, width, number == self.at) for number, answer in enumerate(self.items)]

    def rows(self, width: int, height: int) -> Rows:
        every = [row for rows in self._blocks(width) for row in rows]
        below = len(every) - self.top - height > 1
        place = f"{self.at + 1} of {len(self.items)} answers" if len(self.items) > 1 else ""
        self.title = "Answers" if self.items else "No answer" if every else "Ask about trade and investment"
        self.aside = " · ".join(filter(None, (place, "more below: PgDn" if below else "")))
        return every[self.top :] if every else self._hints()

    def _hints(self) -> Rows:
        """What was asked before, the last first, and what can be asked."""
        parts = (("Asked before (↑ brings them back)", self._questions[::-1]), ("For example", EXAMPLES))
        shown = [([(f" {head}", "label")], *([(f"   {text}", "")] for text in texts)) for head, texts in parts if texts]
        return [row for part in shown for row in (*part, [])]


def _answer_rows(answer: Answer, width: int, chosen: bool) -> Rows:
    mark = "▸" if chosen else " "
    lines = wrap(answer.text, width - 3)
    rows: Rows = [
        [(mark if i == 0 else " ", "marker"), (line, "value" if chosen else "")] for i, line in enumerate(lines)
    ]
    words = [f"{answer.status}; read as: {answer.reading}"]
    if chosen and answer.formula:
        words.append(f"formula: {answer.formula}")
    if chosen and answer.citation:
        words.append(answer.citation)
    rows += [[("   " + line, "dim")] for text in words for line in wrap(text, width - 4)]
    return [*rows, []]
