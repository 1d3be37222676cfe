"""IMF, SDMX 3.0: monthly trade of both sides (IMTS), exchange rates (ER), direct investment positions (DIP).

Answers are SDMX-CSV 2.0. Values are in the unit itself: SCALE is how the IMF's pages show them and must not be applied.
A key that matches nothing gives status 200 and no series: nothing at all, a header, or one record without a value.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from .request import CSV, Ask, Checked, Request, Service
from .service_errors import changed, finite, rows_of_csv

SERVICE = Service("imf", "IMF", "imf", "https://api.imf.org/external/sdmx/3.0", 1.5)
ACCEPT = "application/vnd.sdmx.data+csv;version=2.0.0"
WORLD = "G001"


@dataclass(frozen=True, slots=True)
class RequestedSeries:
    """What is asked of a dataset: its id at the IMF, what it is, and codes by dimension, in the order of the key."""

    dataset: str
    name: str
    key: dict[str, str]

    @property
    def monthly(self) -> bool:
        return self.key["FREQUENCY"] == "M"


_PAIR = "{pair}"
_RATE = {"COUNTRY": _PAIR, "INDICATOR": "XDC_USD", "TYPE_OF_TRANSFORMATION": "PA_RT"}
_TRADE = {"COUNTRY": _PAIR, "INDICATOR": "XG_FOB_USD+MG_CIF_USD", "COUNTERPART_COUNTRY": f"{_PAIR}+{WORLD}"}
_POSITIONS = {
    "COUNTRY": _PAIR,
    "DV_TYPE": "O+SCC",
    "INDICATOR": "INWD_D_NETLA_FALL_ALL+OTWD_D_NETAL_FALL_ALL",
    "COUNTERPART_COUNTRY": _PAIR,
}
SERIES = (
    RequestedSeries("IMTS", "goods trade by month (IMTS)", _TRADE | {"FREQUENCY": "M"}),
    RequestedSeries("ER", "exchange rates by year (ER)", _RATE | {"FREQUENCY": "A"}),
    RequestedSeries("ER", "exchange rates by month (ER)", _RATE | {"FREQUENCY": "M"}),
    RequestedSeries("DIP", "direct investment positions (DIP)", _POSITIONS | {"FREQUENCY": "A"}),
)
"""Of a pair, both sides. PA_RT is the average of the period; of DIP, DV_TYPE O is what the economy reports itself, SCC
what the reports of its counterpart imply."""


def requests(ask: Ask) -> list[Request]:
    """One request each; the version is always the latest, which the service writes as a plus sign."""
    pair = f"{ask.reporter}+{ask.partner}"
    return [
        Request(
            f"{ask.base or SERVICE.base}/data/dataflow/IMF.STA/{series.dataset}/+/"
            f"{'.'.join(series.key.values()).replace(_PAIR, pair)}"
            f"?c[TIME_PERIOD]=ge:{ask.first}{'-M01' if series.monthly else ''}",
            series.name,
            ACCEPT,
            CSV,
        )
        for series in SERIES
    ]


def check(request: Request, path: Path) -> Checked:
    """What an answer holds. Raises ServiceError for columns that are missing, or rows about something else."""
    code = request.url.partition("/IMF.STA/")[2].partition("/")[0]
    key = next(series.key for series in SERIES if series.dataset == code)
    asked = dict(zip(key, request.url.partition("/+/")[2].partition("?")[0].split("."), strict=True))
    valued = 0
    nothing = f"{request.subject}: no series for these years"
    if not path.stat().st_size:
        return Checked(0, notes=(nothing,))
    for row in rows_of_csv(SERVICE.name, path, ("STRUCTURE_ID", *key, "TIME_PERIOD", "OBS_VALUE")):
        if not any(row[name] for name in key):
            continue
        if not row["STRUCTURE_ID"].startswith(f"IMF.STA:{code}("):
            raise changed(SERVICE.name, f"it is of dataset '{row['STRUCTURE_ID'][:30]}', not {code}")
        for name, wanted in asked.items():
            if row[name] not in wanted.split("+"):
                raise changed(SERVICE.name, f"it has {name} '{row[name][:30]}', not {wanted}")
        valued += finite(SERVICE.name, row["OBS_VALUE"], f"{code} {row['TIME_PERIOD'][:12]}")
    return Checked(valued, notes=() if valued else (nothing,))


_RATES = {"KHM": "KHR per USD", "JPN": "JPY per USD"}
_TITLES = {
    "INWD": "Inward direct investment position, net liabilities less assets",
    "OTWD": "Outward direct investment position, net assets less liabilities",
}
_POSITION = r"^IMF:((INWD|OTWD)_\w+)\..*\b(O|SCC)$"


def normalise(rows: pl.DataFrame, request: Request, _: str) -> pl.DataFrame:
    """Observations with what the dataset's definition says and SDMX does not. Raises ServiceError for unknown series.

    ER: the average rate of the period, in national currency for a dollar. DIP: a stock at the end of the year. What the
    counterpart's report implies (SCC) is derived, and a source of its own: it is not what the economy reported.
    """
    rows = rows.with_columns(pl.col("source").str.replace(r"\(.*$", ""))
    if "/ER/" in request.url:
        rows = _rates(rows)
    elif "/DIP/" in request.url:
        rows = _positions(rows)
    strange = rows.filter(pl.col("measure").is_null())
    if strange.height:
        raise changed(SERVICE.name, f"{request.subject} holds another series than was asked for")
    return rows


def _rates(rows: pl.DataFrame) -> pl.DataFrame:
    is_rate = pl.col("measure").str.contains(r"\bXDC_USD\b.*\bPA_RT\b")
    return rows.with_columns(
        measure=pl.when(is_rate).then(pl.lit("exchange_rate")),
        unit=pl.col("reporter").replace_strict(_RATES, default="local currency per USD"),
        title=pl.lit("Exchange rate, national currency per US dollar, period average"),
    )


def _positions(rows: pl.DataFrame) -> pl.DataFrame:
    code, direction, kind = (pl.col("measure").str.extract(_POSITION, group) for group in (1, 2, 3))
    implied = kind == "SCC"
    return rows.with_columns(
        measure=pl.when(direction == "INWD").then(pl.lit("fdi_stock")).otherwise("IMF:" + code),
        title=direction.replace_strict(_TITLES, default=""),
        basis=pl.lit("stock"),
        period_start=pl.lit(""),
        unit=pl.lit("USD"),
        source=pl.when(implied).then(pl.col("source") + " SCC").otherwise("source"),
        status=pl.when(implied).then(pl.lit("derived")).otherwise("status"),
        formula=pl.when(implied).then(pl.lit("what the counterpart reports")).otherwise("formula"),
    )
