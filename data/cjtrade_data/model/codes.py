"""The words the tables may use: columns, code lists, and what each measure is.

Polars types are named here as text so that this module can be read without importing Polars.
"""

from __future__ import annotations

FIGURE_COLUMNS: dict[str, str] = {
    "id": "String",
    "measure": "String",
    "reporter": "String",
    "partner": "String",
    "product": "String",
    "basis": "String",
    "period_start": "String",
    "period_end": "String",
    "value": "Float64",
    "unit": "String",
    "scale": "String",
    "decimals": "Int64",
    "bound": "String",
    "growth_pct": "Float64",
    "growth_decimals": "Int64",
    "valuation": "String",
    "status": "String",
    "formula": "String",
    "source": "String",
    "locator": "String",
    "note": "String",
}

STATUSES = ("reported", "derived", "estimated")
"""Of a row of a table; what is worked out of rows may be `converted` too."""
VALUATIONS = ("FOB", "CIF", "FOB/CIF", "reconciled")
BASES = ("stock", "inflow", "approval")
BOUNDS = ("over", "under")
ROUNDINGS = ("nearest", "down", "exact")
FLOWS = ("exports", "imports", "total_trade", "trade_balance")
EXACT_UNITS = ("rank", "count", "projects")
"""Units that are counted, not rounded: their figures have no interval but themselves."""
GOODS = ("HS", "SITC", "WITS", "MTN", "GOODS")
"""Classifications of goods: a product is written with its own, as HS:62. Sectors and fields of aid are no goods."""


def is_of_goods(product: str) -> bool:
    """Whether a product is one of goods, and not all goods, a sector or a field of aid."""
    return product.partition(":")[0] in GOODS


OTHER_ASIA = "OAS"
"""What Taiwan's trade is printed under by the UN and by those who take it from there."""
UNNAMED_AREAS = (
    "BUN",
    "CHI",
    "FRE",
    "NTZ",
    "PUS",
    "SPE",
    "UNS",
    "XAF",
    "XAZ",
    "XBA",
    "XCB",
    "XCE",
    "XCM",
    "XCN",
    "XCU",
    "XEE",
    "XEU",
    "XFT",
    "XFW",
    "XLA",
    "XNC",
    "XNF",
    "XOC",
    "XOE",
    "XOX",
    "XRA",
    "XUO",
    "XWA",
)
"""Partners that are no economy and have no rank: bunkers, free zones, "not specified"."""
