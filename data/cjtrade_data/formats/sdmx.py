"""SDMX: CSV 1.0 and 2.0, JSON and ML, of the IMF and any other agency; the IMF's tables with periods or indicators as
columns.

UNIT_MULT says by which power of ten a value is to be multiplied, as the standard has it. SCALE says it in the files of the
IMF's data portal alone: the values of its newer service are whole, and SCALE is how to show them. What an indicator measures
is taken from the codes; a unit that is not stated stays `unstated`.
"""

import re
from functools import partial

import polars as pl

from ..model.figure import SCALE_OF_POWER
from ..model.observation import too_large
from ..safe_text import safe_text
from . import row_rules, vocabulary
from . import sdmx_codes as codes
from .cells import decimals, is_missing, marked, scaled, status_note, tidy
from .readers.table import Table
from .rows import Batch, FormatError, Recognition, RowRule, Sorter, looked_up, partition

_POWERS = {str(power): power for power in (1, 2, *SCALE_OF_POWER)}
_FIELDS = ("reporter", "partner", "indicator", "flow", "product", "time", "value")
_OECD = "POWERCODE_CODE"
"""By which OECD.Stat's own CSV is known, the value in it is `Value`."""
_ATTRIBUTES = {
    "attribute": ("ATTRIBUTE", "OBS_MEASURE"),
    "name": ("INDICATOR_NAME", "INDICATOR"),
    "unit_code": ("UNIT_MEASURE", "UNIT_CODE", "UNIT"),
    "multiplier": ("UNIT_MULT", _OECD),
    "obs_status": ("OBS_STATUS", "STATUS"),
    "derivation": ("DERIVATION_TYPE",),
    "action": ("ACTION",),
}
_OF_PORTAL = {"OBS_MEASURE", "SERIES_CODE"}
_BETWEEN = "\x1f"
_WHOLE = (
    "has values that are too large for what its column SCALE says",
    "ask the IMF's portal for CSV without changes",
)
_NO_UNIT = ("is not a unit of money", "write USD, or USD_MN for millions")
_UNSPLIT = ("_T", "_Z")
"""How SDMX says of any dimension that it is the total, or does not apply."""
_SKIPS = {
    "taken back by its publisher": pl.col("action").is_in(["D", "Delete"]),
    "no value": is_missing(pl.col("value_text")),
    "a status or remark, not a value": ~pl.col("attribute").is_in(["", "Value", "OBS_VALUE"]),
}


def sniff(table: Table) -> Recognition | None:
    """SDMX, if the heading has an observed value, a time and a dataflow or dimensions of a message."""
    names = {_name(heading) for heading in table.header}
    told = any(name.startswith("COUNTERPART") for name in names) or bool(names & {*_ATTRIBUTES["attribute"]})
    of_imf = bool(table.over and told and names & {*codes.of("indicator")})
    if not (of_imf or names & {"OBS_VALUE", _OECD}):
        return None
    if not all(names & {*codes.of(field)} for field in ("time", "reporter", "value")):
        return None
    structure = _structure(table) or ("OECD.Stat" if _OECD in names else "")
    imf = of_imf or structure.upper().startswith("IMF") or "COUNTERPART_COUNTRY" in names
    title = "IMF, periods or indicators as columns" if of_imf else f"SDMX {structure}".strip()
    return Recognition("sdmx", title, "imf" if imf else "sdmx", 45, edition=table.facts.get("prepared", ""))


def _name(heading: str) -> str:
    """The component's id: of `REF_AREA:Reference area` the part before the colon, and `COUNTRY_NAME` of `Country
    Name`."""
    return heading.split(":", 1)[0].strip().upper().replace(" ", "_")


def _structure(table: Table) -> str:
    if "structure" in table.facts:
        return safe_text(table.facts["structure"])
    for i, heading in enumerate(table.header):
        if (
            _name(heading) in ("STRUCTURE_ID", "DATAFLOW", *(["DATASET"] if table.over else []))
            and table.sample
            and i < len(table.sample[0])
        ):
            return safe_text(re.split(r": ", table.sample[0][i])[0])
    return ""


def sorter(table: Table, finding: Recognition) -> Sorter:
    components, dimensions = _components(table), _dimensions(table)

    def given(*names: str) -> pl.Expr:
        found = next((components[n] for n in names if n in components), None)
        return pl.lit("") if found is None else pl.col(found).fill_null("")

    labels = {name: given(*codes.of(name)) for name in _FIELDS}
    labels |= {name: given(*names) for name, names in _ATTRIBUTES.items()} | {"cell": table.cell("OBS_VALUE")}
    extra = [_unless_whole(name, pl.col(at).fill_null("")) for name, at in components.items() if name in dimensions]
    labels["extra"] = pl.concat_str(extra or [pl.lit("")], separator=_BETWEEN)
    if of_portal := bool(_OF_PORTAL & {*components}):
        scales = {"units": "0"} | vocabulary.units("power")
        labels["multiplier"] = given("SCALE.ID", "SCALE").str.strip_chars().str.to_lowercase().replace(scales)
    if table.over:
        labels["value"], mark = marked(labels["value"])
        labels["obs_status"] = pl.when(mark == "").then(labels["obs_status"]).otherwise(mark)
    tests, columns = _tests(components), _columns(table)

    def sort(cells: pl.DataFrame) -> list[Batch]:
        rows = _with_meanings(cells.select("line", **labels), finding.dataset)
        if of_portal and rows.select(too_large(pl.col("amount"), pl.col("measure"), pl.col("unit")).any()).item():
            raise FormatError(table.label, *_WHOLE)
        return [partition(rows, _SKIPS, tests, columns)]

    return sort


def _components(table: Table) -> dict[str, str]:
    """Id to column. Where a message has labels beside its codes (`PRODUCT,Product`, of Eurostat `flow,FLOW`) the codes are
    the first."""
    return {_name(heading): f"c{i}" for i, heading in reversed([*enumerate(table.header)]) if heading}


def _with_meanings(rows: pl.DataFrame, dataset: str) -> pl.DataFrame:
    rows = rows.with_columns(value_text=tidy("value"), power=pl.col("multiplier").str.strip_chars())
    for side in ("reporter", "partner"):
        names = (f"{side}_area", f"{side}_group")
        rows = looked_up(rows, (side,), names, partial(codes.area, imf=dataset == "imf"))
    rows = looked_up(rows, ("time",), ("start", "end"), codes.period)
    rows = looked_up(rows, ("unit_code",), ("unit_stated", "unit_power"), codes.money)
    given_keys = ("indicator", "flow", "product", "extra", "unit_stated", "name")
    rows = looked_up(rows, given_keys, ("measure", "unit", "valuation", "good"), partial(_meaning, dataset))
    power = pl.col("power").str.split(":").list.first().replace_strict(_POWERS, default=None)
    of_unit = pl.col("unit_power").replace_strict(_POWERS, default=0)
    rows = rows.with_columns(power=pl.when(pl.col("power").is_in(["", "0"])).then(of_unit).otherwise(power))
    amount = scaled(pl.col("value_text"), "power", {power: power for power in _POWERS.values()})
    return rows.with_columns(amount.alias("amount"))


def _unless_whole(dimension: str, code: pl.Expr) -> pl.Expr:
    """A code of a dimension, "" where it says that the series is not split, or not adjusted, by it."""
    _, whole = vocabulary.parts("sdmx").get(dimension, ("", ()))
    return pl.when(code.str.split(":").list.first().is_in([*whole, *_UNSPLIT])).then(pl.lit("")).otherwise(code)


def _meaning(dataset: str, *cells: str) -> codes.Meaning:
    indicator, flow, product, extra, unit, name = cells
    others = tuple(map(codes.code_of, extra.split(_BETWEEN)))
    code, flow, product, unit = map(codes.code_of, (indicator, flow, product, unit))
    found = codes.meaning(code, flow, product, others, unit, dataset)
    return codes.named(name, found) if dataset == "imf" and found[1] == "unstated" else found


def _dimensions(table: Table) -> set[str]:
    """Components that tell series apart, beside area, partner, indicator and time: as the message says, else those that
    stand before the value (SDMX-CSV puts attributes behind it)."""
    columns = _components(table)
    plain = [(i, heading) for i, heading in enumerate(table.header) if " " not in heading.split(":", 1)[0].strip()]
    names = [_name(heading) for i, heading in plain if columns.get(_name(heading)) == f"c{i}"]
    if "dimensions" in table.facts:
        before = set(table.facts["dimensions"].split())
    else:
        before = set(names[: min(names.index(name) for name in codes.of("value") if name in names)])
    known = {name for field in (*_FIELDS, "attribute") for name in codes.of(field)}
    return {name for name in before if name not in known and re.fullmatch(r"[A-Z0-9_]+", name)} - {
        *_ATTRIBUTES["attribute"]
    }


def _tests(components: dict[str, str]) -> list[RowRule]:
    def area(side: str, needed: bool) -> RowRule:
        name = next((n for n in codes.of(side) if n in components), "")
        return row_rules.area(f"{side}_area", name, side, mend="correct the code", needed=needed)

    no_power = pl.col("power").is_null()
    return [
        area("reporter", needed=True),
        area("partner", needed=False),
        row_rules.period("TIME_PERIOD", "time"),
        RowRule(pl.col("unit").is_null(), "UNIT_MEASURE", *_NO_UNIT, "unit_code"),
        RowRule(no_power, "UNIT_MULT", "is not a power of ten", "write 0, 3, 6 or 9", "multiplier"),
        *row_rules.value("OBS_VALUE", "value", is_flow=False),
    ]


def _columns(table: Table) -> dict[str, pl.Expr]:
    known = pl.col("power").replace_strict(SCALE_OF_POWER, default=None)
    status, good = pl.col("obs_status").str.split(":").list.first(), pl.col("good")
    is_mirror = pl.col("derivation") == "SCC"
    reported = pl.when(is_mirror).then(pl.lit("derived")).otherwise(pl.lit("reported"))
    groups = [(pl.col(f"{side}_group") == "group").fill_null(False) for side in ("reporter", "partner")]
    return {
        "product": good,
        "classification": pl.when(good == "").then(pl.lit("")).otherwise(pl.lit("HS")),
        "product_level": pl.when(good == "").then(0).otherwise(good.str.len_chars().cast(pl.Int8) - 3),
        "scale": known.fill_null("one"),
        "decimals": decimals(pl.col("value_text")) - pl.when(known.is_null()).then("power").otherwise(0).cast(pl.Int8),
        "valuation": pl.col("valuation"),
        "status": pl.when(status == "E").then(pl.lit("estimated")).otherwise(reported),
        "formula": pl.when(is_mirror).then(pl.lit("from the counterpart's figures")).otherwise(pl.lit("")),
        "aggregate": pl.any_horizontal(groups),
        "note": status_note(status),
        "title": pl.when(pl.lit(bool(table.over)) & pl.col("measure").str.starts_with("IMF:"))
        .then("name")
        .otherwise(pl.lit("")),
        "source": pl.lit(_structure(table)),
    }
