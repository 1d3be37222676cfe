"""IMF, SDMX 3.0: monthly trade of both sides (IMTS), exchange rates (ER), direct investment positions (DIP).

Answers are SDMX-CSV 2.0. Values are in the unit itself: SCALE is how the IMF's pages show them and must not be applied.
A key that matches nothing gives status 200 and no series, at most one record without a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .fault import changed
from .request import CSV, Ask, Checked, Request, Service
from .shape import finite, rows_of_csv

SERVICE = Service(
    "imf", "IMF", "International Monetary Fund", "https://api.imf.org/external/sdmx/3.0", 1.5,
    "IMF terms of use", "cite the IMF; see its terms for commercial use",
)  # fmt: skip
ACCEPT = "application/vnd.sdmx.data+csv;version=2.0.0"
WORLD = "G001"


@dataclass(frozen=True, slots=True)
class Series:
    """What is asked of a dataset: its id at the IMF, what it is, and codes by dimension, in the order of the key."""

    dataset: str
    name: str
    key: dict[str, str]

    @property
    def monthly(self) -> bool:
        return self.key["FREQUENCY"] == "M"


_PAIR = "{pair}"
_RATE = {"COUNTRY": _PAIR, "INDICATOR": "XDC_USD", "TYPE_OF_TRANSFORMATION": "PA_RT"}
SERIES = (
    Series(
        "IMTS",
        "goods trade by month (IMTS)",
        {
            "COUNTRY": _PAIR,
            "INDICATOR": "XG_FOB_USD+MG_CIF_USD",
            "COUNTERPART_COUNTRY": f"{_PAIR}+{WORLD}",
            "FREQUENCY": "M",
        },
    ),
    Series("ER", "exchange rates by year (ER)", {**_RATE, "FREQUENCY": "A"}),
    Series("ER", "exchange rates by month (ER)", {**_RATE, "FREQUENCY": "M"}),
    Series(
        "DIP",
        "direct investment positions (DIP)",
        {
            "COUNTRY": _PAIR,
            "DV_TYPE": "O+SCC",
            "INDICATOR": "INWD_D_NETLA_FALL_ALL+OTWD_D_NETAL_FALL_ALL",
            "COUNTERPART_COUNTRY": _PAIR,
            "FREQUENCY": "A",
        },
    ),
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
            series.name, ACCEPT, CSV,
        )
        for series in SERIES
    ]  # fmt: skip


def check(request: Request, path: Path) -> Checked:
    """What an answer holds. Raises ServiceError for columns that are missing, or rows about something else."""
    code = request.url.partition("/IMF.STA/")[2].partition("/")[0]
    key = next(series.key for series in SERIES if series.dataset == code)
    asked = dict(zip(key, request.url.partition("/+/")[2].partition("?")[0].split("."), strict=True))
    valued = 0
    for row in rows_of_csv(SERVICE.name, path, ("STRUCTURE_ID", *key, "TIME_PERIOD", "OBS_VALUE")):
        if not any(row[name] for name in key):
            continue
        if not row["STRUCTURE_ID"].startswith(f"IMF.STA:{code}("):
            raise changed(SERVICE.name, f"it is of dataset '{row['STRUCTURE_ID'][:30]}', not {code}")
        for name, wanted in asked.items():
            if row[name] not in wanted.split("+"):
                raise changed(SERVICE.name, f"it has {name} '{row[name][:30]}', not {wanted}")
        valued += finite(SERVICE.name, row["OBS_VALUE"], f"{code} {row['TIME_PERIOD'][:12]}")
    return Checked(valued, notes=() if valued else (f"{request.subject}: no series for these years",))
