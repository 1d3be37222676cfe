"""Lookup: a question typed over any tab, its answers below as it is typed; Enter goes to where the answer stands."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from cjtrade_data.book.book import Book
from cjtrade_data.book.code_lists import rows
from cjtrade_data.errors import SolverError
from cjtrade_data.language.tokenizer import LONGEST_QUESTION
from cjtrade_data.lookup.api import Answer, Reply, ask
from cjtrade_data.lookup.follow_up import says_that_it_goes_on
from cjtrade_data.model.selection import Selection
from cjtrade_tui.overlays.base import LineInput, LiveInputOverlay, bindings, keys_of
from cjtrade_tui.painting.runs import Rows, wrap
from cjtrade_tui.tray.pinned import as_text, pin_of
from cjtrade_tui.widgets.sheet import Choices

EXAMPLES = tuple(question for (question,) in rows(Path(__file__).parent, "examples.csv", ("question",)))
HINT = f"for example {EXAMPLES[1]}"

_MOST = 99
"""Answers that are listed: all that somebody said is more than a few."""
FOLLOW_UP = 'Answers: "and imports?" asks on'


class Lookup(LiveInputOverlay["Selection | None"]):
    """The question and its answers; closes with the selection that shows the chosen answer, or None.

    `questions` are those that were asked before, in full, the last at the end: they are offered, with examples, while the
    line is empty, and come back with the arrow up. What is asked here joins them, as soon as the line is emptied: "and
    imports?" then goes on from it, unless it is asked by itself. Where an earlier box was left without an answer being opened,
    not `goes_on`, only what begins with "and" or the like goes on from it.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("lookup")

    def __init__(self, book: Book, questions: list[str] | None = None, goes_on: bool = False) -> None:
        self._questions = questions if questions is not None else []
        self._before = self._questions[-1] if self._questions else ""
        self._is_same_talk = goes_on
        self._typed = ""
        self.answers = Answers(self._questions, LineInput(HINT, LONGEST_QUESTION))
        super().__init__(self.answers)
        self._book = book
        self._recalled = ""
        self._goes_on = True

    def on_input_changed(self, event: Input.Changed) -> None:
        if not self.asked.startswith(event.value):
            self._typed = ""
        elif not self._typed:
            self._typed = self._in_full
        if not event.value and self._typed:
            self._keep(self._typed)
        self.ask(event.value)

    async def answer(self, asked: str) -> None:
        try:
            before = self._before if self._goes_on and (self._is_same_talk or says_that_it_goes_on(asked)) else ""
            self.answers.show(await asyncio.to_thread(ask, asked, self._book, _MOST, before))
        except SolverError as error:
            self.say(str(error))

    def action_choose(self, step: int) -> None:
        if step < 0 and not self.answers.at and self.asked == self._recalled and self._questions:
            self._recall()
        else:
            super().action_choose(step)

    def action_turn(self, step: int) -> None:
        """A page on or back, through answers longer than a page too."""
        self.answers.scroll_lines(step * (self.answers.body - 1))

    def _recall(self) -> None:
        """Bring the question back that came before the one recalled last; the last one at first."""
        known = self._questions
        at = known.index(self._recalled) if self._recalled in known else len(known)
        self._recalled = known[max(0, at - 1)]
        self._put(self._recalled)

    def _put(self, question: str) -> None:
        self.line.value, self.line.cursor_position = question, len(question)

    @property
    def _in_full(self) -> str:
        """The question, answered or not, with what it kept of the one before."""
        return self.answers.reply.whole if self.answers.reply is not None else ""

    def _keep(self, question: str) -> None:
        if question in self._questions:
            self._questions.remove(question)
        self._questions.append(question)
        self._before, self._is_same_talk = question, True

    def on_unmount(self) -> None:
        if question := self._in_full:
            self._keep(question)

    def on_input_submitted(self) -> None:
        chosen = self.answers.chosen
        if isinstance(chosen, str):
            self._put(self.line.value or chosen)
        elif chosen is not None and chosen.opens:
            self.dismiss(Selection.from_options(chosen.opens))
        elif chosen is not None:
            self.say("No view of the program shows this answer")

    def action_alone(self) -> None:
        """Ask it without what was kept of the question before, or with it again."""
        if self._goes_on and not (self.answers.reply is not None and self.answers.reply.kept):
            self.say("Nothing is kept of a question before")
            return
        self._goes_on = not self._goes_on
        self.ask(self.asked)
        self.say("" if self._goes_on else "Asked by itself; Ctrl+G goes on from the last question again")

    def action_copy(self) -> None:
        if (answer := self.answers.answer) is not None:
            self.copy_and_pin.copy(as_text(pin_of(answer), self._book), "the answer and its sources")
        else:
            self.say("No answer to copy")

    def action_pin(self) -> None:
        if (answer := self.answers.answer) is not None:
            self.copy_and_pin.pin(pin_of(answer))
        else:
            self.say("No answer to pin")


class Answers(Choices["Answer | str"]):
    """Answers best first, the chosen one marked and in sight: the sentence, then status, reading, formula and source. Before a
    question those that were asked before, the last first, and what can be asked."""

    reply: Reply | None = None

    def __init__(self, questions: Sequence[str], line: LineInput) -> None:
        super().__init__(keys_of("finder"), line=line, prompt="Question")
        self._asked = questions
        self.items = self._offered

    @property
    def _offered(self) -> tuple[str, ...]:
        return (*self._asked[::-1], *EXAMPLES)

    @property
    def answer(self) -> Answer | None:
        return None if isinstance(self.chosen, str) else self.chosen

    def show(self, reply: Reply) -> None:
        self.reply = reply if reply.question else None
        self.keys = keys_of("lookup" if self.reply else "finder")
        self.offer(reply.answers or reply.nearest if self.reply else self._offered)

    def before(self, width: int) -> Rows:
        """What was kept of the question before; the refusal where there is no answer, above the nearest."""
        if self.reply is None:
            self.title = "Ask about trade and investment"
            return []
        refusal, kept = self.reply.why, self.reply.kept
        self.title = "No answer" if refusal else FOLLOW_UP
        told = wrap(f"Kept of the question before: {kept}. Ctrl+G asks it without.", width) if kept else []
        rows: Rows = [[(line, "label")] for line in told]
        rows += [[(line, "")] for line in wrap(refusal, width)] if refusal else []
        return [*rows, [], [("Nearest", "label")]] if refusal and self.items else rows

    def block(self, item: Answer | str, number: int, width: int, chosen: bool) -> Rows:
        if not isinstance(item, str):
            return self._answer_rows(item, number, width, chosen)
        head = "For example" if number == len(self._asked) else "" if number else "Asked before"
        apart: Rows = [[]] if number and head else []
        heading: Rows = [[(head, "label")]] if head else []
        return [*apart, *heading, [("▸ " if chosen else "  ", "marker"), (item, "value" if chosen else "")]]

    def _answer_rows(self, item: Answer, number: int, width: int, chosen: bool) -> Rows:
        mark = "▸" if chosen else " "
        lines = wrap(item.text, width - 2)
        rows: Rows = [
            [(f"{'' if i else mark:<2}", "marker"), (line, "value" if chosen else "")] for i, line in enumerate(lines)
        ]
        words = [f"{item.status}; read as: {item.reading}"]
        if chosen and item.formula:
            words.append(f"formula: {item.formula}")
        if chosen and item.citation:
            words.append(item.citation)
        rows += [[("    " + line, "dim")] for text in words for line in wrap(text, width - 4)]
        return [*rows, []] if number < len(self.items) - 1 else rows
