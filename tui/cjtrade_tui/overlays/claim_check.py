"""The claim box: a sentence typed or an article pasted, and what the book says to each number of it."""

import asyncio
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from cjtrade_data.book.book import Book
from cjtrade_data.claims.api import AGREES, DISAGREES, DISPUTED, MIRRORED, UNKNOWN, Report, Verdict, check_text
from cjtrade_data.claims.report_text import claim_lines, report_lines, summary, unchecked_lines
from cjtrade_data.language.articles.passage import LONGEST
from cjtrade_data.model.selection import Selection
from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import cell_len
from cjtrade_tui.overlays.base import LineInput, LiveInputOverlay, bindings, keys_of
from cjtrade_tui.painting.runs import Rows, Run, fit, wrap
from cjtrade_tui.widgets.sheet import Choices

HINT = "type a sentence, or paste a whole article"
_ABOUT = (
    "Each number of the text is compared with the dataset, for example: exports to Japan rose 15.3% in Jan-Feb 2024. What "
    "cannot be told for certain is said to be so."
)
_SHOWN = 300
"""Characters of a pasted text that stand on the line."""
_ROLES = {DISAGREES: "negative", DISPUTED: "negative", AGREES: "balance", MIRRORED: "balance", UNKNOWN: "dim"}
_MARKS = {DISAGREES: "x", DISPUTED: "!", AGREES: "=", MIRRORED: "~", UNKNOWN: "?"}


class PasteLine(LineInput):
    """A line that hands a paste on as it is."""

    def take(self, pasted: str) -> None:
        if pasted:
            self.screen.paste(pasted)  # type: ignore[attr-defined]


_PROMPT = 7
"""Cells before the text on its line, and one for the cursor behind it."""
_BEHIND = 7
"""Lines of what stands behind a verdict; the command line has them all."""


class ClaimCheck(LiveInputOverlay["Selection | None"]):
    """The text and its verdicts; closes with the selection to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("claims")

    def __init__(self, book: Book, text: str = "") -> None:
        self.verdicts = Verdicts(keys_of("claims"), line=PasteLine(HINT, LONGEST), prompt="Text")
        super().__init__(self.verdicts)
        self._book = book
        self.asked = text

    def on_mount(self) -> None:
        if self.asked:
            self.paste(self.asked)
            self.line.select_all()

    def paste(self, text: str) -> None:
        """Take a whole text: of a long one the line shows how it begins, as a hint, and what is typed is another text."""
        line = self.line
        whole = line.value[: min(line.selection)] + text if line.value else text
        shown = safe_text(whole[:LONGEST]).strip()
        is_long = len(shown) > _SHOWN
        with self.prevent(Input.Changed):
            line.value = "" if is_long else shown
            line.placeholder = f"({len(whole):,} characters) {shown[:_SHOWN]}" if is_long else HINT
            line.cursor_position = len(line.value)
        self.ask(whole)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.line.placeholder = HINT
        self.ask(event.value)

    async def answer(self, asked: str) -> None:
        report = await asyncio.to_thread(check_text, asked, self._book)
        self.verdicts.show(report if asked.strip() else None)

    def action_next_wrong(self) -> None:
        if not self.verdicts.next_wrong():
            self.say("No number here disagrees with the dataset")

    def on_input_submitted(self) -> None:
        claim = self.verdicts.chosen
        if claim is None:
            return
        if claim.figure is not None:
            self.open_card(claim.figure)
        elif claim.figures:
            self.dismiss(Selection(tab="checks", item="+".join(claim.figures)))
        else:
            self.say("The dataset has no figure to open here")

    def action_copy(self) -> None:
        report = self.verdicts.report
        if report is None:
            self.say("No text to copy the verdicts of")
        else:
            self.copy_and_pin.copy("\n".join(report_lines(report)), "the verdicts")


class Verdicts(Choices[Verdict]):
    """A line for each number of the text; the chosen one with what stands behind its verdict."""

    report: Report | None = None

    def show(self, report: Report | None) -> None:
        self.report, self.message = report, ""
        self.offer(report.claims if report is not None else ())

    def next_wrong(self) -> bool:
        """Go to the next number that disagrees, the first one after the last; False where there is none."""
        wrong = [k for k, claim in enumerate(self.items) if claim.verdict == DISAGREES]
        if not wrong:
            return False
        self.choose(next((k for k in wrong if k > self.at), wrong[0]) - self.at)
        return True

    def before(self, width: int) -> Rows:
        self.title = "Fact-check a sentence or an article" if self.report is None else summary(self.report)
        if self.report is None:
            return [[(line, "")] for line in wrap(_ABOUT, width)]
        text = self.line.value if self.line is not None else ""
        begins = [fit(f"Begins: {text}", width)] if cell_len(text) + _PROMPT >= width else []
        return [[(line, "dim")] for line in (*begins, *wrap(self.report.source, width)[:3]) if line]

    def after(self, width: int) -> Rows:
        if self.report is None:
            return []
        told = (*unchecked_lines(self.report), self.report.note)
        return [[(line, "dim")] for text in told for line in wrap(text, width) if line]

    def block(self, item: Verdict, number: int, width: int, chosen: bool) -> Rows:
        role = _ROLES[item.label]
        words = fit(item.words, min(24, width // 4))
        line: list[Run] = [
            ("▸ " if chosen else "  ", "marker"),
            (f"{_MARKS[item.label]} {item.label:<12}", role),
            (f"{words}  ", "value" if chosen else ""),
            (fit(item.reading, max(0, width - 18 - len(words))), "" if chosen else "dim"),
        ]
        return [line, *(_evidence_rows(item, width) if chosen else [])]


def _evidence_rows(claim: Verdict, width: int) -> Rows:
    rows: Rows = []
    for number, text in enumerate(line for line in claim_lines(claim) if not line.startswith("read as")):
        role = "value" if not number and claim.note else "dim"
        rows += [[(f"    {line}", role)] for line in wrap(text, width - 4)]
    return [*rows[:_BEHIND], *([[("    …", "dim")]] if len(rows) > _BEHIND else []), []]
