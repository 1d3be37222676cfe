"""A line of the Flows table, and the words for what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cjtrade_data.book.book import Book
from cjtrade_data.model.period import Period
from cjtrade_tui.pages.common import area

TITLES = {
    "exports": "Exports",
    "imports": "Imports",
    "trade_balance": "Balance",
    "total_trade": "Total trade",
}


def whose(book: Book, reporter: str) -> str:
    """`Cambodia's figures`."""
    return f"{area(book, reporter)}'s figures"


def valuation(book: Book, reporter: str, flow: str) -> str:
    """FOB for what the reporter sells, CIF for what it buys, of a flow as the pair's first sees it."""
    return "FOB" if (flow == "exports") == (reporter == book.pair[0]) else "CIF"


@dataclass(slots=True)
class Line:
    """All flows of one period by one compiler: a line of the table. `mirror` holds the other side's."""

    period: Period
    compiler: str
    flows: dict[str, dict[str, Any]] = field(default_factory=dict)
    mirror: dict[str, dict[str, Any]] = field(default_factory=dict)

    def value(self, flow: str, key: str = "amount") -> Any:
        row = self.flows.get(flow)
        return row[key] if row else None
