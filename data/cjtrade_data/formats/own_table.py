"""Tables that people make themselves: headings in English or Japanese over one or two rows, periods or partners as columns or
in rows, the rest above.

Who reports, with whom, when, which flow and in which unit must be said: in a column, in its heading or in the lines above
(`Cambodia's exports to Japan, USD million`). What is not said is not guessed: the table is refused.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from ..model.figure import SCALE_OF_POWER
from . import row_rules, titles, vocabulary
from .areas import area_column, of_name
from .cells import decimals, in_dollars, is_missing
from .money import CurrencyScale, parted
from .periods import IN_WORDS, MONTH_ALONE, period_of
from .product_codes import code_text, columns_of, restored
from .readers.table import Table, key_of
from .rows import Batch, FormatError, Recognition, RowRule, Sorter, looked_up, nothing_imported, partition, unpivoted

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-01(?:[T ]00:00:00)?")
_VALUED = re.compile(r"(?i)\b(?:f\.?o\.?b|c\.?i\.?f)\b\.?")
_TO = re.compile(r"(exports?|imports?)\s+(?:to|from)\s+([^(]+)")
_ANY = ("", "value")
"""What a heading says of its measure that leaves it open."""
_TOTAL = "a total of rows, of which it is not said whether it is of all there are"
_UNREAD = "a column that is not read"
_GROUPING = [
    key for kind in ("long", "long_without_product") for key in vocabulary.parts(kind) if len(key) > len("port")
]
"""Words of a heading whose numbers are codes."""
_NUMBER = re.compile(r"(?i)[-+(]?[0-9.,]|[^\w]*$|n/?a$")


class _Column(NamedTuple):
    """A column of values, and what its heading says; "" or None where it does not."""

    at: str
    heading: str
    measure: str = ""
    unit: CurrencyScale | None = None
    period: tuple[str, str] | None = None
    partner: str = ""
    valuation: str = ""
    month: str = ""


def sniff(table: Table) -> Recognition | None:
    """A heading with a time, or periods as columns, and with values."""
    if table.over or not _may_be_heading(table):
        return None
    roles = _roles(table)
    told = [c for c in _columns(table) if c.measure or c.period or c.partner or c.month or "flow" in roles]
    if len([c for c in told if "time" in roles or c.period]) < (1 if "time" in roles else 2):
        return None
    return Recognition("own_table", "a table by reporter, partner and period", "figures", 16)


def _may_be_heading(table: Table) -> bool:
    """Whether a row has two cells, and none that is a number and no year."""
    numbers = (cell for cell in table.header if re.fullmatch(r"[-+]?[0-9][0-9.,' ]*", cell))
    return sum(map(bool, table.header)) > 1 and all("." not in cell and period_of(cell) for cell in numbers)


def sorter(table: Table, finding: Recognition) -> Sorter:
    above, roles = titles.above(table), _sides(table)
    columns = _usable(table, above, roles)
    unread = _unread(table, columns)
    labels = {field: _joined(roles.get(field, [])) for field in (*_FIELDS, "unit")} | {
        "other": _joined(unread.values())
    }
    labels |= {f"{side}{i}": pl.col(at) for side in _SIDES for i, at in enumerate(roles.get(side, []))}
    second = _second_row(table)
    headings = pl.all_horizontal(pl.lit(bool(second)), *(pl.col(f"c{i}") == cell for i, cell in enumerate(second)))
    values = {f"{i}": column.at for i, column in enumerate(columns)}
    product = code_text("product") if "product" in roles else pl.lit("TOTAL")

    def sort(rows: pl.DataFrame) -> list[Batch]:
        cells = rows.filter(~headings)
        filled = cells.select((~is_missing(pl.col(at))).sum().alias(name) for name, at in unread.items())
        skipped = {f"{_UNREAD}: '{name}'": filled[name][0] for name in unread}
        skipped["a second row of headings"] = rows.height - cells.height
        found = _with_meanings(unpivoted(cells, labels, values), columns, above)
        found = found.with_columns(restored(product, pl.lit("HS")).alias("code"))
        return [nothing_imported(skipped), partition(found, _SKIPS, _tests(table, roles), _OBSERVED)]

    return sort


_SIDES = ("reporter", "partner")
_FIELDS = ("time", "month", "flow", "product")
_MENDS = {
    "reporter": ("whose trade it is", "add a column Reporter, or a line above such as 'Cambodia exports to Japan'"),
    "partner": ("with whom the trade is", "add a column Partner"),
    "flow": ("which flow it is", "add a column Flow with Exports or Imports, or say it in the heading"),
    "unit": ("in which unit its values are", "write it in the heading, as in 'Exports (USD million)'"),
}


def _usable(table: Table, above: titles.Above, roles: dict[str, list[str]]) -> list[_Column]:
    """The columns of which flow and unit are said. Raises FormatError for what is said of none."""
    every = _columns(table)
    mine, theirs = "reporter" in roles or above.reporter, "partner" in roles or above.partner
    flows = [row[int(at[1:])] for at in roles.get("flow", []) for row in table.sample if int(at[1:]) < len(row)]
    beside_flows = any(parted(cell)[1] for cell in flows)  # "Exports (USD million)"
    tests: dict[str, Callable[[_Column], object]] = {
        "reporter": lambda c: mine,
        "partner": lambda c: theirs or c.partner,
        "flow": lambda c: "flow" in roles or above.measure or c.measure not in _ANY,
        "unit": lambda c: "unit" in roles or above.unit or c.unit or beside_flows,
    }
    for field, is_said in tests.items():
        every = [column for column in every if is_said(column)]
        if not every:
            what, mend = _MENDS[field]
            if "country" in roles and field in _SIDES:
                mend = f"name the column '{_named(table, 'country')}' Reporter or Partner, and add the other"
            reason = f"the heading in line {len(table.above) + 1} does not say {what}"
            raise FormatError(table.label, reason, mend)
    scale = above.unit and above.unit.power
    if bare := next((c for c in every if c.unit and c.unit.power == 0 and scale), None):
        reason = f"says two things of its unit: that of '{bare.heading}' has no thousands or millions"
        raise FormatError(table.label, reason, "leave one of them")
    return every


def _unread(table: Table, columns: list[_Column]) -> dict[str, str]:
    """The columns of numbers that are not read, by heading. Raises FormatError for one that may make rows parts."""
    taken = {column.at for column in columns}.union(*_roles(table).values())
    found, totals = {}, vocabulary.headings("own_title")["total"]
    for i, pieces in enumerate(_headings(table)):
        cells = [row[i] for row in table.sample[bool(_second_row(table)) :] if i < len(row) and row[i].strip()]
        if f"c{i}" in taken or not cells:
            continue
        name = " ".join(filter(None, pieces)) or f"{i + 1}"
        coded = any(word in key for key in map(key_of, pieces) for word in _GROUPING)
        if coded or not all(_NUMBER.match(cell.strip()) or key_of(cell) in totals for cell in cells):
            reason = f"has a column '{name}' that is not known, which may make its rows parts of a figure"
            raise FormatError(table.label, reason, "take it out, or name it HS (for codes of the HS) or Note")
        found[name] = f"c{i}"
    return found


def _joined(columns: Iterable[str]) -> pl.Expr:
    return pl.concat_str([pl.lit(""), *(pl.col(at).fill_null("") for at in columns)], separator=" ").str.strip_chars()


def _with_meanings(cells: pl.DataFrame, columns: list[_Column], above: titles.Above) -> pl.DataFrame:
    def of_heading(cell: str, flow: str, unit: str, time: str, month: str) -> tuple[str | None, ...]:
        column = columns[int(cell)]
        around, stated = parted(flow)
        measure = column.measure if column.measure not in _ANY else titles.flows().get(around) or above.measure or None
        money = column.unit or _money(unit) or stated or above.unit
        return (
            measure,
            *((money.currency, SCALE_OF_POWER.get(money.power)) if money else (None, None)),
            *(column.period or period_of(time, column.month or month) or (None, None)),
            column.partner or above.partner,
            column.valuation,
            column.heading,
        )

    keys = ("cell", "flow", "unit", "time", "month")
    cells = looked_up(
        cells, keys, ("measure", "unit_of", "scale", "start", "end", "with", "valued", "heading"), of_heading
    )
    for side, told in (("reporter", pl.lit(above.reporter)), ("partner", pl.col("with"))):
        names = [name for name in cells.columns if re.fullmatch(f"{side}[0-9]", name)]
        area = area_column(cells, names) if names else None
        cells = cells.with_columns((told if area is None else pl.lit(area)).alias(f"{side}_area"))
    return cells.with_columns(in_dollars("text").alias("value_text"))


def _money(text: str) -> CurrencyScale | None:
    """The unit of a row that is nothing but money."""
    around, money = parted(text)
    return money if around == "" else None


_TOTALS = pl.any_horizontal(
    pl.concat_str(pl.col("^(?:reporter|partner|time|month|other)[0-9]?$").fill_null(""), separator="|")
    .str.to_lowercase()
    .str.replace_all(r"[^\w|]", "")
    .str.contains(rf"(?:^|\|)(?:{'|'.join(vocabulary.headings('own_title')['total'])})(?:\||$)")
)
_SKIPS = {
    "no value": is_missing(pl.col("value_text")),
    _TOTAL: _TOTALS,
    "trade of a country with itself": pl.col("reporter_area") == pl.col("partner_area"),
}


def _tests(table: Table, roles: dict[str, list[str]]) -> list[RowRule]:
    flow, unit, time = (_named(table, field) for field in ("flow", "unit", "time"))
    shown = {side: f"{side}0" if side in roles else pl.lit("") for side in _SIDES}
    is_flow = pl.col("measure") != "trade_balance"
    return [
        *(row_rules.area(f"{side}_area", _named(table, side), shown[side], mend="correct the name") for side in _SIDES),
        row_rules.period(time, pl.col("time") + " " + pl.col("month"), "write it as 2023, 2023-Q1 or 2023-02"),
        row_rules.flow(flow, "flow", "write Exports or Imports"),
        RowRule(pl.col("scale").is_null(), unit, "is not a unit of money", "write it as USD million", "unit"),
        row_rules.product(_named(table, "product"), "product", pl.lit("HS")),
        *row_rules.value(pl.col("heading"), "text", is_flow),
    ]


_OBSERVED = {
    **columns_of(pl.lit("HS")),
    "unit": pl.col("unit_of"),
    "decimals": decimals(pl.col("value_text"), padded=True),
    "valuation": pl.col("valued"),
    "cell": pl.col("heading"),
}


def _roles(table: Table) -> dict[str, list[str]]:
    """The columns of each field that is no value."""
    known = vocabulary.headings("own_table")
    found: dict[str, list[str]] = {}
    for i, pieces in enumerate(_headings(table)):
        for field, words in known.items():
            if {*map(key_of, pieces)} & {*words}:
                found.setdefault(field, []).append(f"c{i}")
        if not any(pieces) and (field := _told_by_cells(table, i)):
            found.setdefault(field, []).append(f"c{i}")
    if "month" in found and "time" not in found:
        found["time"] = found.pop("month")
    return found


def _told_by_cells(table: Table, column: int) -> str:
    """What a column without a heading holds, where all its cells are of one kind."""
    rows = table.sample[bool(_second_row(table)) :]
    cells = [
        row[column].strip() for row in rows if column < len(row) and any(cell.strip() for cell in row[column + 1 :])
    ]
    totals = vocabulary.headings("own_title")["total"]
    if cells and all(key_of(cell) in titles.flows() for cell in cells):
        return "flow"
    return "country" if cells and all(of_name(cell) or key_of(cell) in totals for cell in cells) else ""


def unknown(table: Table) -> tuple[int, list[str]]:
    """How many words of a heading are known here, and those that are not."""
    known = {at for columns in _roles(table).values() for at in columns} | {column.at for column in _columns(table)}
    others = [" ".join(filter(None, p)) for i, p in enumerate(_headings(table)) if f"c{i}" not in known]
    known_words = len(known) + ("time" in _roles(table))  # which every table of figures has
    return known_words * _may_be_heading(table), list(filter(None, others))


def _sides(table: Table) -> dict[str, list[str]]:
    """The same, a column of countries taken for the side that is not said otherwise."""
    found, above = _roles(table), titles.above(table)
    mine, theirs = "reporter" in found or above.reporter, "partner" in found or above.partner
    if "country" in found and bool(mine) != bool(theirs):
        found["partner" if mine else "reporter"] = found.pop("country")
    return found


def _named(table: Table, field: str) -> str:
    at = next(iter(_roles(table).get(field, [])), None)
    return field.capitalize() if at is None else " ".join(filter(None, _headings(table)[int(at[1:])]))


def _columns(table: Table) -> list[_Column]:
    taken = {at for columns in _roles(table).values() for at in columns}
    made = ((f"c{i}", pieces) for i, pieces in enumerate(_headings(table)) if f"c{i}" not in taken)
    return [column for at, pieces in made if (column := _column(at, [p for p in pieces if p])) is not None]


def _column(at: str, pieces: list[str]) -> _Column | None:
    """The column whose heading says nothing else than is understood."""
    meant = [found for piece in pieces if (found := _meaning(piece)) is not None]
    if not meant or len(meant) < len(pieces):
        return None
    made = _Column(at, " ".join(pieces))
    for found in meant:
        made = made._replace(**found)
    return made


@cache
def _meaning(piece: str) -> dict[str, Any] | None:
    """What some words of a heading say, as fields of a column; None where they are not understood."""
    text = unicodedata.normalize("NFKC", piece).strip()
    valued = _VALUED.findall(text)
    around, unit = parted(_VALUED.sub(" ", text))
    said: dict[str, Any] = {"unit": unit} if unit else {}
    if len(valued) == 1:
        said["valuation"] = valued[0].upper().replace(".", "")
    if unit and not around:
        return said
    if around in titles.flows() and len(around) > 1:
        return said | {"measure": titles.flows()[around]}
    if (period := period_of(text)) is not None:
        return {"period": period}
    if MONTH_ALONE.fullmatch(text):
        return {"month": text.strip(".")}
    if (area := of_name(text)) is not None:
        return {"partner": area}
    if (told := _TO.match(text.lower())) and (area := of_name(told[2])) is not None:
        return said | {"measure": titles.flows()[told[1]], "partner": area}
    time = IN_WORDS.search(text)
    rest = time and _meaning(f"{text[: time.start()]} {text[time.end() :]}")
    period = time and period_of(re.sub("^(?:in|of|for) ", "", time[0], flags=re.IGNORECASE))
    return rest | {"period": period} if rest and period and "period" not in rest else None


def _headings(table: Table) -> list[tuple[str, ...]]:
    """The words above each column, those of a first row carried on over the empty cells beside them."""
    second, header = _second_row(table), table.header
    if any(_DATE.sub(r"\2", name) not in ("01", name) for name in header):  # months, as a spreadsheet writes them
        header = tuple(_DATE.sub(r"\1-\2", name) for name in header)
    if not second:
        return [(name,) for name in header]
    spread: list[str] = []
    for name in header:
        spread.append(name or (spread[-1] if spread else ""))
    return [
        (name if below.strip() else own, below.strip())
        for own, name, below in zip(header, spread, (*second, *[""] * len(header)), strict=False)
    ]


def _second_row(table: Table) -> tuple[str, ...]:
    """The row below the heading where it goes on in it: under its empty cells, or with units alone."""
    row = table.sample[0][: len(table.header)] if table.sample else ()
    told = [(name, cell.strip()) for name, cell in zip(table.header, row, strict=False) if cell.strip()]
    plain = all(not re.search("[0-9]", cell) or (_meaning(cell) or {}).keys() - {"partner"} for _, cell in told)
    goes_on = any(not name for name, _ in told) or all(parted(cell)[1] for _, cell in told)
    return tuple(row) if len(told) > 1 and plain and goes_on else ()
