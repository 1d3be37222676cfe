"""UN Comtrade: the pair's trade by year and HS chapter, as each side reports it.

Without a key the public preview, one year a request and at most 500 rows; with one the full service, twelve years a
request and six digits: it comes from the environment, else from the system's keyring. `partner2Code`, `customsCode` and `motCode` are asked for as their totals, or rows multiply.
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from ..credentials import KEY_VARIABLE as VARIABLE
from .request import JSON, Ask, Checked, Request, Service
from .service_errors import ServiceError, changed, fields, read_json

SERVICE = Service(
    "comtrade",
    "UN Comtrade",
    "comtrade",
    "https://comtradeapi.un.org",
    1.5,
    keyed=True,
    key_mend="see to CJTRADE_COMTRADE_KEY or the keyring",
    quota_mend="the day's quota may be used up: try again tomorrow",
)
PREVIEW_ROWS = 500
KEYED_ROWS = 100_000
KEYED_YEARS = 12
_TOTALS = "partner2Code=0&customsCode=C00&motCode=0"
_ROW: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("refYear", "refMonth", "reporterCode", "partnerCode", "partner2Code", "motCode"), int),
    **dict.fromkeys(("period", "flowCode", "customsCode", "classificationCode", "cmdCode"), str),
    **dict.fromkeys(("primaryValue", "cifvalue", "fobvalue"), (int, float, type(None))),
    **dict.fromkeys(("isReported", "isAggregate"), bool),
    "aggrLevel": (int, type(None)),
}
YEAR_AS_MONTH = 52
"""What `refMonth` is in a row about a whole year."""


def requests(ask: Ask) -> list[Request]:
    """For each side of the pair: a request a year without a key, one for twelve years with it.

    The year under way has no annual figures yet.
    """
    years = list(range(min(ask.last, datetime.now(UTC).year - 1), ask.first - 1, -1))
    step = KEYED_YEARS if ask.key else 1
    return [
        _request(ask, reporter, partner, years[i : i + step])
        for i in range(0, len(years), step)
        for reporter, partner in ((ask.reporter, ask.partner), (ask.partner, ask.reporter))
    ]


def _request(ask: Ask, reporter: str, partner: str, years: list[int]) -> Request:
    door, detail = ("data/v1/get", "TOTAL,AG2,AG4,AG6") if ask.key else ("public/v1/preview", "TOTAL,AG2")
    periods = ",".join(str(year) for year in sorted(years))
    span = periods if len(years) == 1 else f"{min(years)}-{max(years)}"
    return Request(
        f"{ask.base or SERVICE.base}/{door}/C/A/HS?reporterCode={number_of(reporter)}&partnerCode={number_of(partner)}"
        f"&period={periods}&flowCode=X,M&cmdCode={detail}&{_TOTALS}",
        f"{reporter} with {partner}, {span}",
        JSON[0],
        JSON,
        (("Ocp-Apim-Subscription-Key", ask.key),) if ask.key else (),
    )


def number_of(area: str) -> int:
    """Comtrade's number of an area, the newest where it has had several. Raises ValueError for one it does not have."""
    from ..formats.areas import by_number

    numbers = [int(number) for number, code in by_number().items() if code == area]
    if not numbers:
        raise ValueError(f"UN Comtrade has no area '{area}'; write ISO 3166 letters as KHM")
    return max(numbers)


def check(request: Request, path: Path) -> Checked:
    """What an answer holds. Raises ServiceError for one that is refused, of another shape, or about something else."""
    answer = fields(SERVICE.name, read_json(SERVICE.name, path), {"data": (list, type(None))})
    if answer.get("error"):
        said = str(answer["error"])[:120].rstrip(". ")
        raise ServiceError(SERVICE.name, f"{request.subject} was refused: {said}", "see to the pair and --since")
    rows = [fields(SERVICE.name, row, _ROW) for row in answer["data"] or ()]
    if not rows:
        return Checked(0, notes=(f"{request.subject}: nothing published",))
    asked = dict(part.split("=") for part in request.url.partition("?")[2].split("&"))
    for row in rows:
        for name in ("reporterCode", "partnerCode", "partner2Code", "customsCode", "motCode"):
            if str(row[name]) != asked[name]:
                raise changed(SERVICE.name, f"a row has {name} {row[name]}, not {asked[name]}")
        if row["flowCode"] not in asked["flowCode"].split(","):
            raise changed(SERVICE.name, f"a row has flow '{row['flowCode'][:40]}', not {asked['flowCode']}")
        if row["period"] not in asked["period"].split(",") or row["refMonth"] != YEAR_AS_MONTH:
            raise changed(SERVICE.name, f"a row is about '{str(row['period'])[:12]}', month {row['refMonth']}")
    return Checked(sum(row["primaryValue"] is not None for row in rows), notes=_cut_off(request, len(rows)))


def _cut_off(request: Request, rows: int) -> tuple[str, ...]:
    if request.secret and rows >= KEYED_ROWS:
        return (f"{request.subject}: cut off at {KEYED_ROWS:,} rows; ask for fewer years with --since",)
    if not request.secret and rows >= PREVIEW_ROWS:
        return (f"{request.subject}: the preview cut it off at {PREVIEW_ROWS} rows; a key gives all of them",)
    return ()


def normalise(rows: pl.DataFrame, request: Request, _: str) -> pl.DataFrame:
    """Observations without the net weight that the preview gives as 0 of everything."""
    if request.secret:
        return rows
    weight = pl.col("net_weight")
    return rows.with_columns(pl.when(weight != 0).then(weight).alias("net_weight"))


ENTRY = ("cjtrade-tui", "comtrade")
"""Service and user name under which a keyring has it: `keyring set cjtrade-tui comtrade`."""
_KEY = re.compile(r"[!-~]{8,200}")


def comtrade_key() -> str:
    """The key, or "" where there is none. Raises ValueError, without the text, for what cannot be a key."""
    key = os.environ.get(VARIABLE, "").strip()
    where = VARIABLE
    if not key:
        key, where = _from_keyring(), "the keyring's entry for comtrade"
    if key and not _KEY.fullmatch(key):
        raise ValueError(f"{where} is not a key: a key has 8 or more letters and digits and no blanks; copy it again")
    return key


def _from_keyring() -> str:
    try:
        import keyring
    except ImportError:
        return ""
    # Whatever goes wrong in a desktop's keyring, or where there is none, is no key: the preview needs none.
    try:
        return (keyring.get_password(*ENTRY) or "").strip()
    except Exception:
        return ""
