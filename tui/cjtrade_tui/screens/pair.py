"""A line of the Flows table, and the words for what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cjtrade_data.period import Period

TITLES = {
    "exports": "Exports",
    "imports": "Imports",
    "trade_balance": "Balance",
    "total_trade": "Total trade",
}
WHOSE = {"KHM": "Cambodia's figures", "JPN": "Japan's figures"}
OTHER = {"KHM": "JPN", "JPN": "KHM"}
VALUATION = {
    ("KHM", "exports"): "FOB", ("KHM", "imports"): "CIF",
    ("JPN", "exports"): "CIF", ("JPN", "imports"): "FOB",
}  # fmt: skip


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
