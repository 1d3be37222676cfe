"""World Bank, Indicators API v2: GDP, population and the GDP deflator of both sides of a pair.

A page is `[{page, pages, per_page, total, sourceid, lastupdated}, [{indicator, country, countryiso3code, date, value,
...}]]`. An error comes with status 200, as an array of one element; no rows at all are `null`.
"""

from pathlib import Path
from typing import Any

import polars as pl

from ..safe_text import safe_text
from .request import JSON, Ask, Checked, Request, Service
from .service_errors import ServiceError, changed, fields, read_json

SERVICE = Service("worldbank", "World Bank", "wdi", "https://api.worldbank.org/v2", 0.25)
INDICATORS = {"NY.GDP.MKTP.CD": "GDP", "SP.POP.TOTL": "population", "NY.GDP.DEFL.ZS": "GDP deflator"}
"""GDP at current prices in dollars; people; the deflator as an index whose base year each country chooses."""
PAGE = 1_000
_ROW: dict[str, type | tuple[type, ...]] = {
    "indicator": dict,
    "country": dict,
    "countryiso3code": str,
    "date": str,
    "value": (int, float, type(None)),
}


def requests(ask: Ask) -> list[Request]:
    """One request an indicator; further pages follow from the first."""
    areas = f"{ask.reporter};{ask.partner}"
    return [
        Request(
            f"{ask.base or SERVICE.base}/country/{areas}/indicator/{code}"
            f"?format=json&per_page={PAGE}&date={ask.first}:{ask.last}",
            name,
            JSON[0],
            JSON,
        )
        for code, name in INDICATORS.items()
    ]


def check(request: Request, path: Path) -> Checked:
    """What one page holds. Raises ServiceError."""
    page = read_json(SERVICE.name, path)
    if not isinstance(page, list) or not page or len(page) > 2:
        raise changed(SERVICE.name, "it is no array of two")
    if len(page) == 1:
        raise _refusal(page[0], request)
    head = fields(SERVICE.name, page[0], {"page": int, "pages": int})
    if page[1] is None:
        return Checked(0, notes=(f"{request.subject}: nothing for these years",))
    if not isinstance(page[1], list):
        raise changed(SERVICE.name, "its second part is no array")
    vintage = fields(SERVICE.name, head, {"lastupdated": str})["lastupdated"]
    rows = [fields(SERVICE.name, row, _ROW) for row in page[1]]
    code = _code(request)
    for row in rows:
        if row["indicator"].get("id") != code:
            raise changed(SERVICE.name, f"it is about {str(row['indicator'].get('id'))[:30]}, not {code}")
    valued = sum(row["value"] is not None for row in rows)
    notes = () if valued else (f"{request.subject}: nothing for these years",)
    return Checked(valued, safe_text(vintage), notes, _further(request, head))


def _further(request: Request, head: dict[str, Any]) -> tuple[Request, ...]:
    """The other pages, asked for once the first has come."""
    if "&page=" in request.url:
        return ()
    if head["pages"] > 100:
        raise ServiceError(SERVICE.name, f"the answer has {head['pages']:,} pages", "ask for fewer years with --since")
    return tuple(
        Request(f"{request.url}&page={number}", f"{request.subject}, page {number}", request.accept, request.types)
        for number in range(2, head["pages"] + 1)
    )


def _code(request: Request) -> str:
    return request.url.partition("/indicator/")[2].partition("?")[0]


def _refusal(told: object, request: Request) -> ServiceError:
    """The fault in `{"message": [{"id", "key", "value"}]}`."""
    messages = told.get("message") if isinstance(told, dict) else None
    if not isinstance(messages, list) or not messages or not isinstance(messages[0], dict):
        return changed(SERVICE.name, "it is an array of one without a message")
    said = str(messages[0].get("value") or messages[0].get("key") or "no reason given")[:120].rstrip(". ")
    return ServiceError(
        SERVICE.name, f"{request.subject} was refused: {said}", "see to the pair and --since; else update cjtrade-tui"
    )


def normalise(rows: pl.DataFrame, request: Request, vintage: str) -> pl.DataFrame:
    """Observations of the edition that the World Bank last updated on `vintage`; the deflator is an index."""
    unit = pl.lit("index") if _code(request) == "NY.GDP.DEFL.ZS" else pl.col("unit")
    return rows.with_columns(unit.alias("unit"), pl.lit(vintage).alias("edition"))
