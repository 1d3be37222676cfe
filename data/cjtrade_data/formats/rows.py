"""What becomes of the rows of a file: imported, skipped for a reason, or rejected with a mend."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from ..errors import OneLineError
from ..model.codes import EXACT_UNITS
from ..model.figure import POWERS
from ..model.observation import (
    DECIMALS,
    LARGEST_GROWTH,
    LONGEST_CODE,
    OBSERVATION,
    YEARS,
    has_long_code,
    out_of_years,
    too_large,
)
from ..safe_text import LONGEST, safe_text
from .areas import aggregates
from .cells import decimals, scaled

REJECTED: dict[str, Any] = {"line": pl.Int64} | dict.fromkeys(("cell", "value", "reason", "mend"), pl.String)
"""Columns of a rejected row: the line (or record) of the file, the column, what stands there, why, and what to do."""

MOST_DESCRIBED = 100
"""Rejected rows a report keeps in full; the others are counted by reason."""


class FormatError(OneLineError):
    """A file that cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """One rejected row, its text cleaned."""

    file: str
    line: int
    column: str
    value: str
    reason: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" + (f", {self.column}" if self.column else "")
        shown = f" '{self.value}'" if self.value else ""
        return f"{place}:{shown} {self.reason}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a file, or a member of an archive, was recognised as, before anything is read from it.

    `format` is the module's name, `title` says it in words, `dataset` is that of the observations; `member` is the
    name inside an archive or the sheet of a workbook, "" otherwise; `edition` as far as it is known beforehand.
    """

    format: str
    title: str
    dataset: str
    score: int
    member: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file, sorted out: `read` = height of `observations` + all of `skipped` + height of `rejected`.

    Where a row of the file holds several numbers (years as columns), each cell counts. `fraction` of the file was
    read when the batch was made (0 to 1).
    """

    observations: pl.DataFrame
    read: int
    skipped: dict[str, int]
    rejected: pl.DataFrame
    fraction: float = 0.0


Sorter = Callable[[pl.DataFrame], Sequence[Batch]]
"""What sorts out some rows of cells (`line`, `c0`, `c1` ...)."""


@dataclass(slots=True)
class ImportReport:
    """The account of one file. `read` = `imported` + all of `skipped` + `rejected`, always."""

    file: str
    findings: list[Recognition] = field(default_factory=list)
    read: int = 0
    imported: int = 0
    rejected: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    editions: set[str] = field(default_factory=set)
    reporters: set[str] = field(default_factory=set)
    first_period: str = ""
    last_period: str = ""

    def add(self, batch: Batch, place: str = "") -> None:
        """Count a batch in, of the member or sheet `place`. Raises ValueError for one whose rows do not add up."""
        skipped, rejected = sum(batch.skipped.values()), batch.rejected.height
        if batch.read != batch.observations.height + skipped + rejected:
            raise ValueError(
                f"{self.file}: {batch.read} rows read, but {batch.observations.height} imported, {skipped} skipped and "
                f"{rejected} rejected"
            )
        self.read += batch.read
        self.imported += batch.observations.height
        self.rejected += rejected
        self.skipped += Counter(batch.skipped)  # which leaves out reasons that nothing was skipped for
        self._add_rejected(batch.rejected, ": ".join(filter(None, (safe_text(self.file), place))))
        self._add_coverage(batch.observations)

    def _add_rejected(self, rejected: pl.DataFrame, file: str) -> None:
        for reason, count in rejected.group_by("reason").len().iter_rows():
            self.reasons[reason] += count
        room = MOST_DESCRIBED - len(self.rejections)
        for row in rejected.sort("line").head(max(room, 0)).iter_rows(named=True):
            texts = {name: safe_text(row[name] or "") for name in ("value", "reason", "mend")}
            self.rejections.append(Rejection(file, row["line"], safe_text(row["cell"] or ""), **texts))

    def _add_coverage(self, observations: pl.DataFrame) -> None:
        if not observations.height:
            return
        self.editions.update(observations["edition"].unique())
        self.reporters.update(observations["reporter"].unique())
        last = str(observations["period_end"].max())
        starts = observations.select(
            pl.when(pl.col("period_start") == "").then("period_end").otherwise("period_start").min()
        )
        first = str(starts.item())
        self.first_period = min(self.first_period or first, first)
        self.last_period = max(self.last_period, last)


@dataclass(frozen=True, slots=True)
class RowRule:
    """A fault of a row: `wrong` is true where it has it, `shown` is what stands in `cell`, the column of that name
    unless it is given."""

    wrong: pl.Expr
    cell: str | pl.Expr
    reason: str
    mend: str
    shown: str | pl.Expr | None = None

    @property
    def fault(self) -> pl.Expr:
        """The fault as a struct: cell, value, reason, mend."""
        cell = pl.lit(self.cell) if isinstance(self.cell, str) else self.cell
        shown = self.cell if self.shown is None else self.shown
        return pl.struct(
            cell.cast(pl.String).alias("cell"),
            (pl.col(shown) if isinstance(shown, str) else shown).cast(pl.String).alias("value"),
            pl.lit(self.reason).alias("reason"),
            pl.lit(self.mend).alias("mend"),
        )


def partition(
    rows: pl.DataFrame, skips: dict[str, pl.Expr], tests: list[RowRule], columns: dict[str, pl.Expr]
) -> Batch:
    """Partition `rows` (which have `line`) into observations, skipped and rejected.

    `skips` maps a reason to where it holds, in order of precedence, and comes before `tests`; null counts as no.
    `columns` gives the columns of an observation; those not given are `_USUAL`, or filled with nothing, `line` from the
    row, `aggregate` from the areas; where a row has no `amount`, that is its `value_text` in its `scale`. Where the
    file is, and which dataset and edition it is of, is added by who reads it.
    """
    if "amount" not in rows.columns:
        rows = rows.with_columns(amount=scaled(pl.col("value_text"), "scale", POWERS))
    columns = _USUAL | columns
    skip = pl.coalesce(
        *(pl.when(where.fill_null(False)).then(pl.lit(reason)) for reason, where in skips.items()),
        pl.lit(None, pl.String),
    )
    tests = [*tests, *_must_be_named(columns), *_limits(columns)]
    fault = pl.coalesce(*(pl.when(test.wrong.fill_null(True)).then(test.fault) for test in tests))
    judged = rows.with_columns(skip.alias(_SKIP), fault.alias(_FAULT))
    skipped = judged[_SKIP].drop_nulls().value_counts()
    if skipped.height:
        judged = judged.filter(pl.col(_SKIP).is_null())
    bad = judged.filter(pl.col(_FAULT).is_not_null())
    good = judged.filter(pl.col(_FAULT).is_null()) if bad.height else judged
    return Batch(
        _cleaned(good.select(**completed(columns)), columns),
        rows.height,
        dict(skipped.iter_rows()),
        rejected(bad, pl.col(_FAULT)),
    )


_USUAL = {
    "measure": pl.col("measure"),
    "reporter": pl.col("reporter_area"),
    "partner": pl.col("partner_area").fill_null(""),
    "unit": pl.col("unit"),
    "scale": pl.col("scale"),
    "period_start": pl.col("start"),
    "period_end": pl.col("end"),
    "value": pl.col("amount"),
    "decimals": decimals(pl.col("value_text")),
    "cell": pl.col("cell"),
}
"""What the columns of most rows are called that become those of an observation."""


def rejected(rows: pl.DataFrame, fault: pl.Expr) -> pl.DataFrame:
    """`rows` that all have a fault, as `REJECTED` has them."""
    return rows.select("line", fault.struct.unnest()).cast(pl.Schema(REJECTED))


def nothing_imported(skipped: dict[str, int], rejected: pl.DataFrame | None = None) -> Batch:
    """A batch without observations: rows that are skipped for some reasons, and those that are rejected."""
    rejected = pl.DataFrame(schema=REJECTED) if rejected is None else rejected
    return Batch(pl.DataFrame(schema=OBSERVATION), sum(skipped.values()) + rejected.height, skipped, rejected)


def looked_up(
    rows: pl.DataFrame, keys: Sequence[str], names: Sequence[str], meaning: Callable[..., Sequence[str | None] | None]
) -> pl.DataFrame:
    """`rows` with columns of text that `meaning` gives for those of `keys`, nulls where it is None; each combination is
    looked up once."""
    nothing = (None,) * len(names)
    found = [(*row, *(meaning(*row) or nothing)) for row in rows.select(keys).unique().iter_rows()]
    if len(found) == 1:
        return rows.with_columns(
            pl.lit(text, pl.String).alias(name) for name, text in zip(names, found[0][len(keys) :], strict=True)
        )
    meant = pl.DataFrame(found, schema=dict.fromkeys((*keys, *names), pl.String), orient="row")
    return rows.join(meant, on=list(keys), how="left", maintain_order="left", nulls_equal=True)


def unpivoted(rows: pl.DataFrame, labels: Mapping[str, pl.Expr], columns: Mapping[str, str]) -> pl.DataFrame:
    """A row for each cell of some columns (by heading): `line`, the labels, its heading as `cell`, and its `text`."""
    wide = rows.select("line", **labels, **{heading: pl.col(at) for heading, at in columns.items()})
    return wide.unpivot(on=list(columns), index=["line", *labels], variable_name="cell", value_name="text")


def of_year(year: str) -> dict[str, pl.Expr]:
    """The period of an observation that is of the whole year in a column."""
    return {"period_start": pl.col(year) + "-01", "period_end": pl.col(year) + "-12"}


def usual_valuation() -> pl.Expr:
    """CIF of what comes in, FOB of what goes out, as the International Merchandise Trade Statistics define them."""
    inward = pl.col("measure").is_in(["imports", "re_imports", "foreign_imports"])
    return pl.when(inward).then(pl.lit("CIF")).otherwise(pl.lit("FOB"))


def _must_be_named(columns: dict[str, pl.Expr]) -> list[RowRule]:
    """A measure and a unit that come from the file must have a letter or digit: cleaning must not leave them empty."""
    named = {name: columns[name] for name in ("measure", "unit") if name in columns}
    return [
        RowRule(~text.str.contains("[A-Za-z0-9]"), name, "has nothing in it that prints", "restore it", text)
        for name, text in named.items()
        if not text.meta.is_literal()
    ]


def _limits(columns: dict[str, pl.Expr]) -> list[RowRule]:
    """What no row of any format may go beyond: see `observation`."""
    value, cell = columns["value"], columns["cell"]
    month, start = columns["period_end"], columns["period_start"]
    product = columns.get("product", pl.lit(""))
    years, digits = "{} to {}".format(*YEARS), "{} to {}".format(*DECIMALS)
    large, wrong_year = too_large(value, columns["measure"], columns["unit"]), (start != "") & out_of_years(start)
    year_fault = f"is not in the years {years}", "correct the year"
    long_code = f"has a code of more than {LONGEST_CODE} characters", "write the code of its classification"
    tests = [
        RowRule(large, cell, "is larger than any such figure can be", "see to its unit and scale", value),
        RowRule(out_of_years(month), "period_end", *year_fault, month),
        RowRule(wrong_year, "period_start", *year_fault, start),
        RowRule(has_long_code(product), "product", *long_code, product.str.slice(0, 40)),
    ]
    for name in {"decimals", "growth_decimals"} & columns.keys():
        wrong = ~columns[name].is_between(*DECIMALS).fill_null(name == "growth_decimals")
        tests.append(RowRule(wrong, name, f"is not in {digits}", "write the decimals printed", columns[name]))
    if (growth := columns.get("growth_pct")) is not None:
        wrong = (growth.abs() >= LARGEST_GROWTH).fill_null(False)
        tests.append(RowRule(wrong, "growth_pct", "is larger than any growth can be", "correct it", growth))
    for name, text in columns.items():
        if OBSERVATION[name] == pl.String and not text.meta.is_literal():
            long = text.str.len_chars() > LONGEST
            tests.append(RowRule(long.fill_null(False), name, _TOO_LONG, "shorten it", text.str.slice(0, 40)))
    return tests


_TOO_LONG = f"and so on is longer than {LONGEST:,} characters"
_SKIP, _FAULT = "skip reason", "row fault"


def _cleaned(observations: pl.DataFrame, columns: dict[str, pl.Expr]) -> pl.DataFrame:
    """`observations` with the text that came out of the file through `safe_text`; each text once."""
    texts = [n for n, e in columns.items() if OBSERVATION[n] == pl.String and not e.meta.is_literal()]
    foreign = observations.select(pl.col(n).str.contains(_FOREIGN).any() for n in texts).row(0) if texts else ()
    unclean = [name for name, found in zip(texts, foreign, strict=True) if found]
    return observations.with_columns(
        pl.col(name).replace_strict({text: safe_text(text) for text in observations[name].unique()}) for name in unclean
    )


_FOREIGN = r"[^\x20-\x7e]"
"""What may need cleaning: anything but ASCII that prints."""

_NOTHING: dict[str, Any] = {
    "product_level": 0,
    "scale": "one",
    "rounding": "nearest",
    "status": "reported",
    "aggregate": False,
    **dict.fromkeys(("quantity", "net_weight", "growth_pct", "growth_decimals")),
}


def completed(columns: dict[str, pl.Expr]) -> dict[str, pl.Expr]:
    """An expression for every column of an observation: those given, the others with nothing to say."""
    missing = {name: pl.lit(_NOTHING.get(name, "")) for name in OBSERVATION if name not in columns and name != "line"}
    every = {"line": pl.col("line")} | missing | columns
    if "aggregate" not in columns:
        sides = [columns[side] for side in ("reporter", "partner") if side in columns]
        every["aggregate"] = pl.any_horizontal(pl.lit(False), *(s.is_in(list(aggregates())) for s in sides))
    if "unit" in columns:
        counted = columns["unit"].is_in(EXACT_UNITS)
        every["rounding"] = pl.when(counted).then(pl.lit("exact")).otherwise(every["rounding"])
    return {name: every[name].cast(kind) for name, kind in OBSERVATION.items()}
