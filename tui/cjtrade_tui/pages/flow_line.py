"""A line of the Flows table, and the words for what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.shown import Shown
from cjtrade_data.model.own import coverage_of
from cjtrade_data.model.period import Period
from cjtrade_tui.pages.common import area

TITLES = {"exports": "Exports", "imports": "Imports", "trade_balance": "Balance", "total_trade": "Total trade"}


def whose(book: Book, reporter: str) -> str:
    """`Cambodia's figures`."""
    return f"{area(book, reporter)}'s figures"


@dataclass(slots=True)
class Line:
    """All flows of one period by one compiler: a line of the table. `mirror` holds the other side's."""

    period: Period
    compiler: str
    flows: dict[str, Shown] = field(default_factory=dict)
    mirror: dict[str, Shown] = field(default_factory=dict)

    @property
    def covers(self) -> str:
        """Which products its figures are of, "" for all goods."""
        return coverage_of(self.compiler)

    def growth(self, flow: str) -> float | None:
        """Growth of a flow on the year, in per cent."""
        shown = self.flows.get(flow)
        return float(shown.growth.value) if shown is not None and shown.growth is not None else None
