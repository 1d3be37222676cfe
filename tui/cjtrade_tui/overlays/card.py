"""The figure card: one number with all that makes it quotable, and a sentence ready to be said."""

import asyncio
from math import isfinite
from typing import ClassVar

from textual.binding import BindingType

from cjtrade_data.book.book import Book
from cjtrade_data.checks.check import Check
from cjtrade_data.checks.wording import between
from cjtrade_data.citation import STYLES
from cjtrade_data.lookup.card import Card
from cjtrade_data.model.interval import Bound
from cjtrade_data.model.selection import Selection
from cjtrade_data.wording.sentences import capital, notes_on
from cjtrade_tui.overlays.base import LEAVE, SheetScreen, bindings, keys_of
from cjtrade_tui.painting.ranges import range_rows
from cjtrade_tui.painting.runs import Rows
from cjtrade_tui.tray.pinned import as_text, citations, pin_of
from cjtrade_tui.widgets.sheet import LABEL, labelled

_CHECKS_SHOWN = 8
_FEWEST_RANGES = 2
_STYLE_NAMES = {
    "plain": "plain",
    "markdown": "Markdown",
    "apa": "APA",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl": "CSL-JSON",
}


class FigureCard(SheetScreen["Selection | None"]):
    """The card of a number; closes with the selection of the view to open, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*LEAVE, *bindings("close", "scroll", "letters", "card")]

    def __init__(self, card: Card, book: Book) -> None:
        super().__init__(card.title, keys_of("card"))
        self.sheet.narrows = False  # else its checks, which come later, would have the whole frame sent again
        self.card, self.book, self.style = card, book, STYLES[0]
        self.checks: tuple[Check, ...] | None = None if card.figure is not None else ()
        self.unsolved = ""
        """Why its checks cannot be tried."""

    def on_mount(self) -> None:
        if self.card.figure is not None:
            self.run_worker(self._check(self.card.figure.id))

    async def _check(self, id: str) -> None:
        """The checks of an imported figure take up to a second: they come when they are there."""
        from cjtrade_data.checks.api import checks_of

        try:
            self.checks = await asyncio.to_thread(checks_of, self.book, id)
        except (KeyError, ValueError) as error:
            self.checks, self.unsolved = (), str(error)
        self.sheet.repaint()

    @property
    def settled(self) -> bool:
        """Whether the card says all it will."""
        return self.checks is not None

    def rows(self, width: int) -> Rows:
        rows = card_rows(self.card, self.book, self.style, width)
        return (
            rows + labelled("Checks", _tried(self.checks, self.unsolved), width)
            if self.card.figure is not None
            else rows
        )

    def action_style(self) -> None:
        self.style = STYLES[(STYLES.index(self.style) + 1) % len(STYLES)]
        self.sheet.repaint()

    def action_copy(self) -> None:
        text = as_text(pin_of(self.card.said, self.card.reference), self.book, self.style)
        self.copy_and_pin.copy(text, f"sentence and citation ({_STYLE_NAMES[self.style]})")

    def action_copy_command(self) -> None:
        command = self.copy_and_pin.command_of(self.card.said.opens)
        self.copy_and_pin.copy(command, command)

    def action_pin(self) -> None:
        self.copy_and_pin.pin(pin_of(self.card.said, self.card.reference))

    def action_checks(self) -> None:
        if self.card.figure is None:
            self.say("Only published figures are checked; this one is derived")
        else:
            self.dismiss(Selection(tab="checks", item=f"figure:{self.card.figure.id}"))

    def action_go(self) -> None:
        self.dismiss(Selection.from_options(self.card.said.opens))


def card_rows(card: Card, book: Book, style: str, width: int) -> Rows:
    """Everything on the card, the most asked for first."""
    q, said = card.quantity, card.said
    figure = card.figure
    rows: Rows = [[], [(f" {capital(card.value)}", "value")], []]
    rows += labelled("Say", [said.text], width, "value")
    rows += labelled("Rounding", [card.rounding], width)
    rows += range_bars(card, width)
    period = q.period.label if q.period.is_year else f"{q.period.label} ({q.period.code})"
    rows += labelled("Period", [period], width)
    rows += labelled("Compiler", [capital(card.whose)], width)
    rows += labelled("Valuation", [card.valuation], width)
    status = f"disputed, {q.status}" if said.disputed else q.status
    of_figure = f"{' from' if q.is_converted else ';'} figure {figure.id}" if figure is not None else ""
    rows += labelled("Status", [status + of_figure], width)
    rows += labelled("Formula", [said.formula], width)
    rows += labelled("Quote", [card.quoting], width)
    rows += labelled("Caveat", notes_on(q), width)
    rows += [[]]
    cited = citations(pin_of(said), book, style)
    lines = [line for text in cited for line in text.splitlines()]
    rows += labelled("Source" if style == "plain" else _STYLE_NAMES[style], lines, width)
    others = [f"As imported before, it was {card.earlier}."] if card.earlier else []
    others += [f"{a.text} ({a.status})" for a in card.others]
    rows += labelled("Others", others or ["No other source in the dataset gives this number."], width)
    rows += labelled(
        "Spoken of",
        [_statement_line(book, s.person or s.organisation, s.paraphrase, s.locator or s.date) for s in card.statements],
        width,
    )
    return rows


def range_bars(card: Card, width: int) -> Rows:
    """What rounding leaves of this number and of what others print of it, one below the other on a common axis, in numbers alone
    where bars have no room; nothing where there is only one."""
    same = (card.said.measure, card.said.period, card.said.unit)
    told = [o.quantity for o in card.others if o.quantity and (o.measure, o.period, o.unit) == same]
    named = [("this one", card.quantity), *((f"{q.compiler}, {q.status}", q) for q in told)]
    ranges = [(label, q.interval) for label, q in named if not q.is_estimate]
    if card.said.allowed is not None:
        ranges.append(("implied", card.said.allowed))
    if len(ranges) < _FEWEST_RANGES:
        return []
    found = [(label, _end(i.low), _end(i.high), between(i, card.quantity.unit)) for label, i in ranges]
    rows = range_rows(found, width - LABEL)
    if not rows:
        return labelled("Ranges", [f"{label}: {text}" for label, _, _, text in found], width)
    return [[(f" {'Ranges' if not y else '':<{LABEL - 1}}", "label"), *row] for y, row in enumerate(rows)]


def _end(end: Bound) -> float | None:
    return float(end) if isfinite(end) else None


def _tried(checks: tuple[Check, ...] | None, unsolved: str) -> list[str]:
    """The checks a figure takes part in, those that fail first."""
    if checks is None:
        return ["being tried ..."]
    if unsolved:
        return [unsolved]
    if not checks:
        return ["No check involves it."]
    return [f"{check.verdict}: {check.title} ({check.compiler})" for check in checks[:_CHECKS_SHOWN]]


def _statement_line(book: Book, speaker: str, paraphrase: str, place: str) -> str:
    person, organisation = book.people.get(speaker), book.organisations.get(speaker)
    name = person.name if person else organisation.own_name if organisation else speaker
    return f"{name}, in our words: {paraphrase} ({place})"
