"""`cjtrade-tui store`: list, remove, undo and verify what was imported, query it and export it.

Queries are run by Polars here, by DuckDB, or by Spark on a cluster.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from cjtrade_data.export import FORMATS, export
from cjtrade_data.model.imported_compiler import COVERS, coverage_of
from cjtrade_data.model.period import Period
from cjtrade_data.safe_text import safe_text
from cjtrade_data.store import queries
from cjtrade_data.store.coverage import with_coverage
from cjtrade_data.store.queries import collect, open_rows
from cjtrade_data.store.store import Import, Store
from cjtrade_tui.cli.export import format_asked, write_output
from cjtrade_tui.cli.output import aligned, put, put_json, put_lines

FILE_FORMATS = tuple(format for format in FORMATS if format != "md")
MOST_ROWS = 5_000_000
"""Rows of one file, which is held in memory; more are exported a reporter at a time."""
_LIST = ("No", "Imported", "Dataset", "Edition", "Rows", "From", "To", "File")
_LAST_RIGHT = (0, 4)
_OF_ORIGIN = ("publisher", "title", "url", "published", "licence", "terms", "note")
QUERIES: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "pair-totals": (queries.pair_totals, ("reporter", "partner")),
    "partner-ranks": (queries.partner_ranks, ("reporter", "measure", "period")),
    "top-products": (queries.top_products, ("reporter", "partner", "measure", "period")),
    "concentration": (queries.concentration, ("reporter", "partner", "measure", "period")),
    "comparative-advantage": (queries.comparative_advantage, ("reporter", "period")),
}
"""Each query with what it wants to be told, in order."""
_EXAMPLE = {"reporter": "VNM", "partner": "JPN", "measure": "exports", "period": "2020"}
_OF_TOTALS = ("pair-totals", "partner-ranks")
_OF_PRODUCTS = ("top-products", "concentration", "comparative-advantage")


def run(options: argparse.Namespace) -> int:
    """Do what is asked; exit status 0, or 2 where `verify` finds damage.

    Of `query` it is 1 where nothing is found. Raises ValueError for a wrong word, StoreError where the store or the engine
    cannot be read or changed.
    """
    action = options.action or "list"
    store = Store(options.store)
    if action in _APART:
        return _APART[action](store, options)
    records, lines = _done(action, store, options)
    document = {"imports": [asdict(record) | {"rows": record.rows} for record in records]}
    put_json(document) if options.json else put_lines(lines)
    return 0


def _done(action: str, store: Store, options: argparse.Namespace) -> tuple[Sequence[Import], list[str]]:
    """The imports that an action is about once it is done, and what there is to say."""
    if action == "show":
        record = store.record(options.number)
        return [record], _shown(record)
    if action == "remove":
        record = store.remove(options.number)
        what = f"import {options.number}, {record.origin.file}: {record.rows:,} rows"
        return [record], [f"Removed {what}; store undo brings it back"]
    if action == "undo":
        change = store.undo().change
        return store.manifest().imports, [f"{change.capitalize()}; {_total(store)}"]
    return store.manifest().imports, _listed(store)


def _listed(store: Store) -> list[str]:
    """A line for each import, under a heading."""
    imports = store.manifest().imports
    if not imports:
        return [f"{store.place}: nothing imported; cjtrade-tui import FILE... does that"]
    right = [i in _LAST_RIGHT for i in range(len(_LIST))]
    lines = aligned([_LIST, *map(_cells, imports)], right)
    return [*lines, "", f"{store.place}: {_total(store)}"]


def _cells(record: Import) -> tuple[str, ...]:
    texts = (
        str(record.number),
        record.imported[:10],
        ", ".join(record.datasets),
        _editions(record),
        f"{record.rows:,}",
        record.start,
        record.span[1],
        record.origin.file,
    )
    return tuple(safe_text(text) for text in texts)


def _editions(record: Import) -> str:
    return record.origin.vintage or ", ".join(filter(None, record.editions)) or "-"


def _total(store: Store) -> str:
    imports = store.manifest().imports
    size = sum(part.bytes for record in imports for part in record.parts)
    return f"{len(imports)} imports, {sum(i.rows for i in imports):,} rows, {size / 1e6:,.1f} MB"


def _shown(record: Import) -> list[str]:
    """Everything known of one import, as `name: value` lines."""
    origin, (first, last) = record.origin, record.span
    reporters = record.reporters
    values: dict[str, Any] = {
        "import": record.number,
        "imported": record.imported,
        "file": origin.file,
        "bytes": f"{origin.bytes:,}",
        "SHA-256": origin.sha256,
        "format": origin.format,
        "dataset": ", ".join(record.datasets),
        "edition": _editions(record),
        **{name: getattr(origin, name) for name in _OF_ORIGIN},
        "rows": f"{record.rows:,}",
        **{name: f"{count:,}" for name, count in origin.counts.items()},
        "periods end": f"{first} to {last}",
        "reporters": f"{len(reporters)}: {', '.join(reporters[:40])}{' ...' if len(reporters) > 40 else ''}",
        "files": f"{len(record.parts)}, {sum(p.bytes for p in record.parts):,} bytes",
    }
    return [f"{name}: {value}" for name, value in values.items() if value not in ("", None)]


def _verify(store: Store, options: argparse.Namespace) -> int:
    damages = list(store.verify())
    if options.json:
        found = [{"path": d.path, "import": d.record.number if d.record else None, "reason": d.reason} for d in damages]
        put_json({"damaged": found})
    elif not damages:
        put_lines([f"{store.place}: whole; {_total(store)}"])
    else:
        put_lines(
            f"{d.path} {d.reason}; "
            + (
                f"import {d.record.number}, {d.record.origin.file}: store remove {d.record.number} and import it again"
                if d.record
                else "its copy serves, and the next change writes it anew"
            )
            for d in damages
        )
    return 2 if damages else 0


def _query(store: Store, options: argparse.Namespace) -> int:
    """Print the answer of a query as a table, or as JSON."""
    query, wanted = QUERIES[options.query]
    if len(options.words) != len(wanted):
        example = " ".join(_EXAMPLE[name] for name in wanted)
        raise ValueError(f"{options.query} wants {' '.join(wanted).upper()}, as {example}")
    reporters = None if options.query == "comparative-advantage" else (options.words[0].upper(),)
    rows = open_rows(store, reporters, options.engine, options.master)
    level = {"level": options.level} if options.query in _OF_PRODUCTS else {}
    answer = collect(query(rows, *_arguments(wanted, options.words), **level))
    if options.query == "comparative-advantage" and not answer.height:
        raise ValueError(
            f"there is no world to compare {options.words[0].upper()} with: in {options.words[1]} the store has exports of"
            f" products at {options.level} digits by it alone, or none"
        )
    if options.query in _OF_TOTALS:
        answer = _without_asked(with_coverage(store, answer), wanted)
    put_json({"query": options.query, "rows": answer.to_dicts()}) if options.json else put(_as_text(answer))
    return 0 if answer.height else 1


def _without_asked(totals: pl.DataFrame, wanted: Sequence[str]) -> pl.DataFrame:
    """Totals without what was asked for, and what they cover in words."""
    asked = [*wanted, "period_start", "period_end"] if "period" in wanted else wanted
    hidden = {*asked, "product_level", "classification", "import_number", "line_decimals", "line_scale"}
    words = {key: coverage_of(f"{COVERS}{key}") or "all goods" for key in totals["covers"].unique()}
    return totals.drop(name for name in totals.columns if name in hidden).with_columns(
        totals["covers"].replace_strict(words, return_dtype=totals["covers"].dtype)
    )


def _arguments(wanted: Sequence[str], told: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name, word in zip(wanted, told, strict=True):
        if name == "period":
            start, end = Period.parse(word).columns
            if start is None:
                raise ValueError(f"'{word}' is a moment: write a year, a month or months")
            found += [start, end]
        elif name == "measure":
            if word not in ("exports", "imports"):
                raise ValueError(f"'{word}' is no flow: write exports or imports")
            found.append(word)
        else:
            found.append(word.upper())
    return found


def _as_text(answer: pl.DataFrame) -> str:
    """A table of plain words: numbers to the right, null as a dash, two spaces between columns."""
    if not answer.height:
        return "Nothing of that is in the store: cjtrade-tui store list\n"
    table = [answer.columns, *([_value_text(value) for value in row] for row in answer.iter_rows())]
    return "".join(f"{line}\n" for line in aligned(table, [kind.is_numeric() for kind in answer.dtypes]))


def _value_text(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) >= 1 else f"{value:.4g}"
    return safe_text(str(value))


def _export(store: Store, options: argparse.Namespace) -> int:
    """Write the newest value of every figure, with where each stood. Raises ValueError for what cannot be."""
    format = format_asked(options, FORMATS)
    reporters = (options.reporter,) if options.reporter else None
    count = sum(part.rows for _, part in store.manifest().parts(reporters))
    whose = f" by {options.reporter}" if options.reporter else ""
    if not count:
        raise ValueError(f"there is nothing{whose} in the store: cjtrade-tui store list")
    if count > MOST_ROWS:
        raise ValueError(
            f"{count:,} rows{whose} are more than {MOST_ROWS:,}: name a reporter, or read its Parquet files"
        )
    rows = collect(open_rows(store, reporters).where())
    if options.partner:
        rows = rows.filter(pl.col("partner") == options.partner)
        if not rows.height:
            raise ValueError(f"there is nothing{whose} with {options.partner} in the store")
    write_output(export(rows, format), options)
    return 0


_APART: dict[str, Callable[[Store, argparse.Namespace], int]] = {"verify": _verify, "query": _query, "export": _export}
"""The actions that print for themselves."""
