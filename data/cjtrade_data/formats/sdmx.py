"""SDMX: CSV 1.0 and 2.0, JSON and ML, of the IMF and any other agency.

UNIT_MULT says by which power of ten a value is to be multiplied, as the standard has it; SCALE of the IMF's newer service is
for display alone and is not applied. What an indicator measures is taken from the codes; a unit that is not stated stays
`unstated`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import polars as pl

from ..safe_text import safe_text
from . import sdmx_codes as codes
from .cells import NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, partition, with_others

_MULTIPLIERS = {"0": 0, "1": 1, "2": 2, "3": 3, "6": 6, "9": 9, "12": 12}
_SCALES = {0: "one", 3: "thousand", 6: "million", 9: "billion", 12: "trillion"}


def sniff(table: Table) -> Recognition | None:
    """SDMX, if the heading has an observed value, a time and a dataflow or dimensions of a message."""
    names = _names(table)
    if not names & set(codes.VALUE[:1]) or not names & set(codes.TIME) or not names & set(codes.REPORTER):
        return None
    structure = _structure(table)
    imf = structure.upper().startswith("IMF") or any(n == "COUNTERPART_COUNTRY" for n in names)
    title = f"SDMX {structure}".strip()
    return Recognition("sdmx", title, "imf" if imf else "sdmx", 45, edition=table.facts.get("prepared", ""))


def _names(table: Table) -> set[str]:
    return {_name(heading) for heading in table.header}


def _name(heading: str) -> str:
    """The component's id: of `REF_AREA:Reference area` the part before the colon."""
    return heading.split(":", 1)[0].strip().upper()


def _structure(table: Table) -> str:
    if "structure" in table.facts:
        return safe_text(table.facts["structure"])
    for i, heading in enumerate(table.header):
        if _name(heading) in ("STRUCTURE_ID", "DATAFLOW") and table.sample and i < len(table.sample[0]):
            return safe_text(re.split(r": ", table.sample[0][i])[0])
    return ""


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The observations, sorted out, as they stream."""
    components = _components(table)
    structure, dimensions = _structure(table), _dimensions(table)
    for grid, fraction in table.stream():
        rows = _with_meanings(grid.cells, components, dimensions, finding.dataset)
        skips = {"no value": is_missing(pl.col("value_text"))}
        batch = partition(rows, skips, _tests(components), _columns(table, finding, structure), fraction)
        yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})


def _components(table: Table) -> dict[str, str]:
    """Id to column. Where a message has labels beside its codes (`PRODUCT,Product`) those in capitals are the codes."""
    found: dict[str, str] = {}
    for in_capitals in (True, False):
        for i, heading in enumerate(table.header):
            if heading and heading.split(":", 1)[0].strip().isupper() is in_capitals:
                found.setdefault(_name(heading), f"c{i}")
    return found


def _with_meanings(cells: pl.DataFrame, components: dict[str, str], dimensions: set[str], dataset: str) -> pl.DataFrame:
    def given(*names: str) -> pl.Expr:
        found = next((components[n] for n in names if n in components), None)
        return pl.lit("") if found is None else pl.col(found).fill_null("")

    others = [name for name in dimensions if name not in (*codes.FLOW, *codes.PRODUCT)]
    extra = [at for name, at in components.items() if name in others]
    imf = dataset == "imf"
    rows = cells.with_columns(
        given(*codes.REPORTER).alias("reporter"),
        given(*codes.PARTNER).alias("partner"),
        given(*codes.TIME).alias("time"),
        given(*codes.VALUE).alias("value"),
        given(*codes.INDICATOR).alias("indicator"),
        given(*codes.FLOW).alias("flow"),
        given(*codes.PRODUCT).alias("product"),
        pl.concat_str([pl.col(at).fill_null("") for at in extra] or [pl.lit("")], separator="\x1f").alias("extra"),
        given("UNIT_MEASURE", "UNIT").alias("unit_code"),
        given("UNIT_MULT").str.strip_chars().alias("multiplier"),
        given("OBS_STATUS", "STATUS").alias("obs_status"),
        given("DERIVATION_TYPE").alias("derivation"),
    )
    rows = rows.with_columns(
        *_looked_up(rows, "reporter", lambda t: codes.area(t, imf), ("reporter_area", "reporter_group")),
        *_looked_up(rows, "partner", lambda t: codes.area(t, imf), ("partner_area", "partner_group")),
        *_looked_up(rows, "time", codes.period, ("start", "end")),
        tidy("value").alias("value_text"),
    )
    rows = _with_measures(rows, dataset)
    power = pl.col("multiplier").str.split(":").list.first().replace_strict(_MULTIPLIERS, default=None)
    rows = rows.with_columns(pl.when(pl.col("multiplier") == "").then(0).otherwise(power).alias("power"))
    amounts = [pl.when(pl.col("power") == p).then(number(pl.col("value_text"), p)) for p in _MULTIPLIERS.values()]
    return rows.with_columns(pl.coalesce(*amounts).alias("amount"))


def _dimensions(table: Table) -> set[str]:
    """Components that tell series apart, beside area, partner, indicator and time: as the message says, else those that
    stand before the value (SDMX-CSV puts attributes behind it)."""
    columns = _components(table)
    names = [_name(heading) for i, heading in enumerate(table.header) if columns.get(_name(heading)) == f"c{i}"]
    if "dimensions" in table.facts:
        before = set(table.facts["dimensions"].split())
    else:
        before = set(names[: names.index("OBS_VALUE")])
    known = {*codes.REPORTER, *codes.PARTNER, *codes.TIME, *codes.VALUE, *codes.INDICATOR, *codes.NOT_KEY}
    return {name for name in before if name not in known and re.fullmatch(r"[A-Z0-9_]+", name)}


def _looked_up(
    rows: pl.DataFrame, column: str, meaning: Callable[[str], tuple[str, str] | None], names: tuple[str, str]
) -> list[pl.Expr]:
    """Two columns of text from one, each text looked up once."""
    found = {text: meaning(text) for text in rows[column].unique()}
    return [
        pl.col(column)
        .replace_strict({t: v[i] if v else None for t, v in found.items()}, return_dtype=pl.String)
        .alias(name)
        for i, name in enumerate(names)
    ]


def _with_measures(rows: pl.DataFrame, dataset: str) -> pl.DataFrame:
    given = ["indicator", "flow", "product", "extra", "unit_code"]
    meanings = []
    for row in rows.select(given).unique().iter_rows():
        code, flow, product, unit_code = (
            codes.code_of(row[given.index(n)]) for n in ("indicator", "flow", "product", "unit_code")
        )
        others = tuple(codes.code_of(part) for part in row[given.index("extra")].split("\x1f"))
        meanings.append((*row, *codes.meaning(code, flow, product, others, unit_code, dataset)))
    names = (*given, "measure", "unit", "valuation", "good")
    meant = pl.DataFrame(meanings, schema=dict.fromkeys(names, pl.String), orient="row")
    return rows.join(meant, on=given, how="left", maintain_order="left")


def _tests(components: dict[str, str]) -> list[RowRule]:
    reporter = next((n for n in codes.REPORTER if n in components), "")
    partner = next((n for n in codes.PARTNER if n in components), "")
    return [
        RowRule(
            pl.col("reporter_area").is_null(), reporter, pl.col("reporter"), "is not a known area", "correct the code"
        ),
        RowRule(
            (pl.col("partner") != "") & pl.col("partner_area").is_null(),
            partner,
            pl.col("partner"),
            "is not a known area",
            "correct the code",
        ),
        RowRule(
            pl.col("end").is_null(),
            "TIME_PERIOD",
            pl.col("time"),
            "is not a period of months",
            "write it as 2023, 2023-Q1 or 2023-02",
        ),
        RowRule(
            pl.col("power").is_null(), "UNIT_MULT", pl.col("multiplier"), "is not a power of ten", "write 0, 3, 6 or 9"
        ),
        RowRule(~is_number(pl.col("value_text")), "OBS_VALUE", pl.col("value"), *NOT_A_NUMBER),
    ]


def _columns(table: Table, finding: Recognition, structure: str) -> dict[str, pl.Expr]:
    known = pl.col("power").replace_strict(_SCALES, default=None)
    status = pl.col("obs_status").str.split(":").list.first()
    derivation = pl.col("derivation")
    return {
        "dataset": pl.lit(finding.dataset),
        "edition": pl.lit(finding.edition),
        "measure": pl.col("measure"),
        "reporter": pl.col("reporter_area"),
        "partner": pl.col("partner_area").fill_null(""),
        "product": pl.col("good"),
        "classification": pl.when(pl.col("good") == "").then(pl.lit("")).otherwise(pl.lit("HS")),
        "product_level": pl.when(pl.col("good") == "")
        .then(0)
        .otherwise(pl.col("good").str.len_chars().cast(pl.Int8) - 3),
        "period_start": pl.col("start"),
        "period_end": pl.col("end"),
        "value": pl.col("amount"),
        "unit": pl.col("unit"),
        "scale": known.fill_null("one"),
        "decimals": decimals(pl.col("value_text")) - pl.when(known.is_null()).then("power").otherwise(0).cast(pl.Int8),
        "valuation": pl.col("valuation"),
        "status": pl.when(status == "E")
        .then(pl.lit("estimated"))
        .when(derivation == "SCC")
        .then(pl.lit("derived"))
        .otherwise(pl.lit("reported")),
        "formula": pl.when(derivation == "SCC").then(pl.lit("from the counterpart's figures")).otherwise(pl.lit("")),
        "aggregate": (pl.col("reporter_group") == "group").fill_null(False)
        | (pl.col("partner_group") == "group").fill_null(False),
        "note": pl.when(status.is_in(["", "A", "E"])).then(pl.lit("")).otherwise(pl.lit("status ") + status),
        "source": pl.lit(structure),
        "file": pl.lit(table.label),
        "cell": pl.lit("OBS_VALUE"),
    }
