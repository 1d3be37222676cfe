"""The words the tables may use: columns, code lists, and what each measure is.

Polars types are named here as text so that this module can be read without importing Polars.
"""

_NUMBERS = {"value": "Float64", "decimals": "Int64", "growth_pct": "Float64", "growth_decimals": "Int64"}
FIGURE_COLUMNS = {
    name: _NUMBERS.get(name, "String")
    for name in """
    id measure reporter partner product basis period_start period_end value unit scale decimals bound growth_pct
    growth_decimals valuation status formula source locator note
""".split()
}
"""The columns of the figures table in their order, each with its Polars type."""

STATUSES = ("reported", "derived", "estimated")
"""Of a row of a table; what is worked out of rows may be `converted` too."""
VALUATIONS = ("FOB", "CIF", "FOB/CIF", "reconciled")
BASES = ("stock", "inflow", "approval")
BOUNDS = ("over", "under")
ROUNDINGS = ("nearest", "down", "exact")
FLOWS = ("exports", "imports", "total_trade", "trade_balance")
BALANCES = ("trade_balance", "trade_deficit")
LEVELS = (*FLOWS, "trade_deficit")
_RATES = {12: "_growth", 1: "_growth_on_month"}
"""The endings of measures that are rates of growth, by how many months before they are against."""
EXACT_UNITS = ("rank", "count", "projects")
"""Units that are counted, not rounded: their figures have no interval but themselves."""
GOODS = ("HS", "SITC", "WITS", "MTN", "GOODS")
"""Classifications of goods: a product is written with its own, as HS:62. Sectors and fields of aid are no goods."""


_ACRONYMS = ("fdi", "gdp")


def spelled(measure: str) -> str:
    """The code of a measure as words.

    >>> spelled("fdi_stock"), spelled("total_trade")
    ('FDI stock', 'total trade')
    """
    return " ".join(word.upper() if word in _ACRONYMS else word for word in measure.split("_"))


def is_of_goods(product: str) -> bool:
    """Whether a product is one of goods, and not all goods, a sector or a field of aid."""
    return product.partition(":")[0] in GOODS


def rate_of(measure: str) -> tuple[str, int] | None:
    """The measure a rate of growth is of and the months it reaches back; None for what is no rate.

    >>> rate_of("exports_growth_on_month")
    ('exports', 1)
    """
    return next(((measure.removesuffix(end), back) for back, end in _RATES.items() if measure.endswith(end)), None)


def growth_measure(measure: str, back: int = 12) -> str:
    """The measure that the growth of another is, on so many months before: what `rate_of` takes apart.

    >>> growth_measure("exports"), growth_measure("exports", 1)
    ('exports_growth', 'exports_growth_on_month')
    """
    return measure + _RATES[back]


def level_of(measure: str) -> str:
    """The measure that a rate of growth is of; of what is no rate, itself."""
    rate = rate_of(measure)
    return rate[0] if rate else measure


WORLD = "WLD"
"""The partner that all economies together are."""
OTHER_ASIA = "OAS"
"""What Taiwan's trade is printed under by the UN and by those who take it from there."""
UNNAMED_AREAS = tuple(
    """
    BUN CHI FRE NTZ PUS SPE UNS XAF XAZ XBA XCB XCE XCM XCN XCU XEE XEU XFT XFW XLA XNC XNF XOC XOE XOX XRA XUO XWA
""".split()
)
"""Partners that are no economy and have no rank: bunkers, free zones, "not specified"."""
