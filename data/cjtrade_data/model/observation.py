"""Observation: the one shape in which every foreign format hands over its numbers.

A row of the figures table, less what only a bundled figure has (an id of its own), plus what data in bulk needs: which
dataset and edition it belongs to, the level of its product, a quantity, and the line it stands on.
"""

from typing import Any

import polars as pl

from .codes import BOUNDS, ROUNDINGS, STATUSES, VALUATIONS
from .figure import SCALES
from .imported_compiler import NAMES

_TYPES: dict[str, Any] = {
    **dict.fromkeys(("product_level", "decimals", "growth_decimals"), pl.Int8),
    **dict.fromkeys(("value", "quantity", "net_weight", "growth_pct"), pl.Float64),
    "aggregate": pl.Boolean,
    "line": pl.Int64,
}
OBSERVATION: dict[str, Any] = {
    name: _TYPES.get(name, pl.String)
    for name in """
    dataset edition measure reporter partner product classification product_level basis period_start period_end value unit
    scale decimals rounding bound valuation quantity quantity_unit net_weight growth_pct growth_decimals status formula
    aggregate title note source file line cell
""".split()
}
"""Columns and their Polars types, in order. Text is never null: "" where there is nothing to say.

- `dataset`: one of `DATASETS`. `edition`: the vintage as the publisher states
  it (`V202301`, `2025-01-28`), for a WITS country summary the years it covers (`1988-2019`); "" where nothing does.
- `measure`: a code of measures.csv (`exports`, `gdp` ...), `re_exports` or `re_imports`, else the publisher's own
  code after its dataset, as `WDI:NY.GDP.DEFL.ZS`; `title` is then its name in the publisher's words.
- `reporter`, `partner`: ISO 3166 alpha-3 or a publisher's area that is no country (tables/areas.csv and formats/tables/areas.csv),
  never merged with one; partner "" where the measure has none. `aggregate` is true where either is a group of
  economies (WLD, regions): not to be added to its members.
- `product`: "" for all goods, else `HS:`, `SITC:`, `BEC:`, `WITS:` ... and the code with its zeros. `product_level`: digits of the code, 0 for all goods, -1 for a group outside any tree (WITS stages and sectors):
  add only rows of one level above -1. `classification`: HS92, HS96, HS02, HS07, HS12, HS17, HS22, HS (as reported),
  JPHS (Japan's nine digits), SITC1-SITC4, BEC4, BEC5, WITS; "" where there is no product.
- `period_start`, `period_end`: `YYYY-MM`; no start ("") for a point in time.
- `value`: in base units of `unit` (dollars, per cent), finite, never null. As printed it was `value` over `scale` with
  `decimals`, cut or rounded as `rounding` says: its interval is that of `Interval.of_print`.
- `valuation`: FOB, CIF, FOB/CIF, reconciled or "". `quantity` in `quantity_unit`, `net_weight` in kilograms, null
  where none is given. `bound`, `growth_pct`, `growth_decimals`, `formula`, `basis`, `source` as in the figures table.
- `file`, `line` (the record's number where a format has no lines) and `cell` (the column) say where it was printed.
"""

KEY = tuple(
    """
    dataset measure reporter partner product classification basis period_start period_end unit valuation source
""".split()
)
"""What makes two observations the same figure: in another edition, or with another value, one is a revision."""
FIGURE = (*KEY, "edition")
"""What makes them the same figure in the same edition: of the rows of the store only the newest import counts then."""

DATASETS = tuple(NAMES)
_CODES: dict[str, tuple[str, ...]] = {
    "dataset": DATASETS,
    "scale": tuple(SCALES),
    "rounding": ROUNDINGS,
    "bound": ("", *BOUNDS),
    "valuation": ("", *VALUATIONS),
    "status": STATUSES,
}
LARGEST = 1e18
"""What no value reaches: a million million million. National accounts in the smallest currencies come to some 1e17."""
LARGEST_FLOW = 1e14
"""What no trade flow in dollars reaches; all the world's is 2.5e13. Sums are kept in cents, of which 9e18 is the end."""
LARGEST_GROWTH = 1e9
"""What no growth in per cent reaches."""
YEARS = (1800, 2199)
DECIMALS = (-18, 18)
"""The first and last year that a period may end in, and the fewest and most decimals a value may be printed with."""
LONGEST_CODE = 12
"""Characters of a product's code in a classification by digits."""
BY_DIGITS = ("HS", "SITC", "BEC")
MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
_MAY_BE_NULL = ("quantity", "net_weight", "growth_pct", "growth_decimals")
_FILLED = ("dataset", "measure", "reporter", "period_end", "unit")


def check_observations(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` itself if it is one of observations. Raises ValueError naming the column and the first wrong value.

    Looks at every row: columns and types, nulls, finite numbers, code lists, months, limits.
    """
    if frame.schema != pl.Schema(OBSERVATION):
        wrong = [f"{n} {frame.schema.get(n, 'missing')}" for n, t in OBSERVATION.items() if frame.schema.get(n) != t]
        wrong += [f"{name} unknown" for name in frame.columns if name not in OBSERVATION]
        raise ValueError(f"not observations: {', '.join(wrong) or 'columns out of order'}")
    found = faults_of(frame)
    if found:
        raise ValueError(f"not observations: {', '.join(found)}")
    return frame


def faults_of(rows: pl.DataFrame | pl.LazyFrame) -> list[str]:
    """What is wrong with rows that have the columns of observations; nothing with sound ones."""
    faults = rows.lazy().select(
        *(pl.col(n).is_null().any().alias(f"{n} is null") for n in OBSERVATION if n not in _MAY_BE_NULL),
        *((pl.col(n) == "").any().alias(f"{n} is empty") for n in _FILLED),
        *(
            (~pl.col(n).is_finite()).any().alias(f"{n} is not finite")
            for n in ("value", "quantity", "net_weight", "growth_pct")
        ),
        *((~pl.col(n).is_in(codes)).any().alias(f"{n} is not a code") for n, codes in _CODES.items()),
        too_large(pl.col("value"), pl.col("measure"), pl.col("unit")).any().alias("value is too large"),
        (~pl.col("decimals").is_between(*DECIMALS)).any().alias("decimals are out of range"),
        has_long_code(pl.col("product")).any().alias("product has a code that is too long"),
        out_of_years(pl.col("period_end")).any().alias("period_end is out of range"),
        (~pl.col("period_end").str.contains(MONTH)).any().alias("period_end is not a month"),
        (~pl.col("period_start").str.contains(f"^$|{MONTH}")).any().alias("period_start is not a month"),
        (pl.col("period_start") > pl.col("period_end")).any().alias("period_start is after period_end"),
    )
    return [name for name, fault in faults.collect().row(0, named=True).items() if fault]


def too_large(value: pl.Expr, measure: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """Whether a value is beyond what can be true and what can be added up."""
    flow = measure.is_in(["exports", "imports"]) & (unit == "USD")
    return value.abs() >= pl.when(flow).then(LARGEST_FLOW).otherwise(LARGEST)


def out_of_years(month: pl.Expr) -> pl.Expr:
    """Whether a month (`YYYY-MM`) is before or after all that statistics are about; null where it is no month."""
    return ~month.str.slice(0, 4).cast(pl.Int32, strict=False).is_between(*YEARS)


def has_long_code(product: pl.Expr) -> pl.Expr:
    """Whether a product's code is longer than any classification by digits has it."""
    code = product.str.extract(f"^(?:{'|'.join(BY_DIGITS)}):(.*)$", 1)
    return (code.str.len_chars() > LONGEST_CODE).fill_null(False)
