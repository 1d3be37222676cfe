"""`cjtrade-tui store`: list, remove, undo and verify what was imported."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cjtrade_data.model.digits import is_digits
from cjtrade_data.safe_text import safe_text
from cjtrade_data.store.store import Import, Store
from cjtrade_tui.cli import store_export, store_query
from cjtrade_tui.cli.output import put_json, put_lines
from cjtrade_tui.cli.parser import Parser, add_json, add_store

_COUNTED = ("show", "remove")
_LIST = ("No", "Imported", "Dataset", "Edition", "Rows", "From", "To", "File")
_LAST_RIGHT = (0, 4)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "What was imported: list it, show or remove one import, undo the last change, verify every file, query or"
        " export the figures."
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", prog="cjtrade-tui store", parser_class=Parser)
    for name, does in (
        ("list", "list what was imported"),
        ("show", "show everything known of one import"),
        ("remove", "take one import out"),
        ("undo", "take back the last change"),
        ("verify", "hold every file against its checksum"),
    ):
        action = actions.add_parser(name, help=does, description=f"{does.capitalize()}.", allow_abbrev=False)
        if name in _COUNTED:
            action.add_argument("number", type=_number, metavar="N", help="the number of the import")
        add_store(action, argparse.SUPPRESS)
        add_json(action, argparse.SUPPRESS)
    query = actions.add_parser("query", help="query the figures", description="Query the figures.", allow_abbrev=False)
    store_query.add_options(query)
    does = "the figures as CSV, JSON, Parquet or Excel"
    given = actions.add_parser("export", help=does, description=f"{does.capitalize()}.", allow_abbrev=False)
    store_export.add_options(given)
    add_store(parser)
    add_json(parser)


def _number(text: str) -> int:
    if not is_digits(text):
        raise argparse.ArgumentTypeError(f"takes the number of an import, not '{text}'")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Do what is asked; exit status 0, or 2 where `verify` finds damage.

    Raises ValueError for a wrong word, StoreError where the store cannot be read or changed.
    """
    action = options.action or "list"
    if action == "query":
        return store_query.run(options)
    if action == "export":
        return store_export.run(options)
    store = Store(options.store)
    if action == "verify":
        return _verify(store, options.json)
    records, lines = _done(action, store, options)
    put_json(_document(*records)) if options.json else put_lines(lines)
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
    lines = store_query.aligned([_LIST, *map(_cells, imports)], right)
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
        "publisher": origin.publisher,
        "title": origin.title,
        "url": origin.url,
        "published": origin.published,
        "licence": origin.licence,
        "terms": origin.terms,
        "note": origin.note,
        "rows": f"{record.rows:,}",
        **{name: f"{count:,}" for name, count in origin.counts.items()},
        "periods end": f"{first} to {last}",
        "reporters": f"{len(reporters)}: {', '.join(reporters[:40])}{' ...' if len(reporters) > 40 else ''}",
        "files": f"{len(record.parts)}, {sum(p.bytes for p in record.parts):,} bytes",
    }
    return [f"{name}: {value}" for name, value in values.items() if value not in ("", None)]


def _verify(store: Store, as_json: bool) -> int:
    damages = list(store.verify())
    if as_json:
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


def _document(*records: Import) -> dict[str, Any]:
    return {"imports": [asdict(r) | {"rows": r.rows} for r in records]}
