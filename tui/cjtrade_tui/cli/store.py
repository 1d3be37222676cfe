"""`cjtrade-tui store`: what was imported, and taking it out, back or to the test."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from cjtrade_data.language.digits import is_digits
from cjtrade_data.safe_text import safe_text
from cjtrade_data.store.store import Import, Store
from cjtrade_tui.cli.main import Parser
from cjtrade_tui.cli.output import put

_COUNTED = ("show", "remove")
_ACTIONS = ("list", *_COUNTED, "undo", "verify")
_LIST = ("No", "Imported", "Dataset", "Edition", "Rows", "From", "To", "File")
_LAST_RIGHT = (0, 4)


def run(words: Sequence[str]) -> int:
    """Do what `words` say; exit status 0, or 2 where `verify` finds damage.

    Raises ValueError for a wrong word, StoreError where the store cannot be read or changed.
    """
    if words[:1] == ["query"]:
        from cjtrade_tui.cli import store_query

        return store_query.run(words[1:])
    action, number, place, as_json = _read(words)
    store = Store(place)
    if action == "list":
        return _print(_as_json(store.manifest().imports) if as_json else _listed(store))
    if action == "show":
        record = store.record(number)
        return _print(_as_json([record]) if as_json else _shown(record))
    if action == "remove":
        record = store.remove(number)
        return _print(
            [f"Removed import {number}, {record.origin.file}: {record.rows:,} rows; store undo brings it back"]
        )
    if action == "undo":
        return _print([f"{store.undo().change.capitalize()}; {_total(store)}"])
    return _verify(store, as_json)


def _read(words: Sequence[str]) -> tuple[str, int, str | None, bool]:
    """(what to do, with which import, where, whether as JSON)."""
    parser = Parser(
        prog="cjtrade-tui store",
        allow_abbrev=False,
        description="What was imported: list it, show or remove one import, undo the last change, verify every file,"
        " or query the figures (cjtrade-tui store query --help).",
    )
    parser.add_argument("action", nargs="?", choices=(*_ACTIONS, "query"), default="list", metavar="ACTION",
                        help=f"{', '.join(_ACTIONS)} or query; list where none is given")  # fmt: skip
    parser.add_argument("number", nargs="?", metavar="N", help="which import to show or remove")
    parser.add_argument("--store", metavar="PATH", help="another store than your own")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of text")
    told = parser.parse_intermixed_args(words)
    counted = told.action in _COUNTED
    if counted and not is_digits(told.number or ""):
        parser.error(f"{told.action} takes the number of an import")
    if told.number is not None and not counted:
        parser.error(f"{told.action} takes nothing more")
    return told.action, int(told.number) if counted else 0, told.store, told.json


def _listed(store: Store) -> list[str]:
    """A line for each import, under a heading."""
    imports = store.manifest().imports
    if not imports:
        return [f"{store.place}: nothing imported; cjtrade-tui import FILE... does that"]
    table = [_LIST, *(_cells(record) for record in imports)]
    widths = [max(len(row[i]) for row in table) for i in range(len(_LIST))]
    lines = [
        "  ".join(
            c.rjust(w) if i in _LAST_RIGHT else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    ]
    return [*(line.rstrip() for line in lines), "", f"{store.place}: {_total(store)}"]


def _cells(record: Import) -> tuple[str, ...]:
    texts = (
        str(record.number), record.imported[:10], ", ".join(record.datasets), _editions(record), f"{record.rows:,}",
        record.start, record.span[1], record.origin.file,
    )  # fmt: skip
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
        "import": record.number, "imported": record.imported, "file": origin.file, "bytes": f"{origin.bytes:,}",
        "SHA-256": origin.sha256, "format": origin.format, "dataset": ", ".join(record.datasets),
        "edition": _editions(record), "publisher": origin.publisher, "title": origin.title, "url": origin.url,
        "published": origin.published, "licence": origin.licence, "terms": origin.terms, "note": origin.note,
        "rows": f"{record.rows:,}", **{name: f"{count:,}" for name, count in origin.counts.items()},
        "periods end": f"{first} to {last}",
        "reporters": f"{len(reporters)}: {', '.join(reporters[:40])}{' ...' if len(reporters) > 40 else ''}",
        "files": f"{len(record.parts)}, {sum(p.bytes for p in record.parts):,} bytes",
    }  # fmt: skip
    return [f"{name}: {value}" for name, value in values.items() if value not in ("", None)]


def _verify(store: Store, as_json: bool) -> int:
    damages = list(store.verify())
    if as_json:
        found = [{"path": d.path, "import": d.record.number if d.record else None, "reason": d.reason} for d in damages]
        _print(json.dumps({"damaged": found}, ensure_ascii=False, indent=1).split("\n"))
    elif not damages:
        _print([f"{store.place}: whole; {_total(store)}"])
    else:
        _print(
            f"{d.path} {d.reason}; "
            + (
                f"import {d.record.number}, {d.record.origin.file}: store remove {d.record.number} and import it again"
                if d.record
                else "its copy serves, and the next change writes it anew"
            )
            for d in damages
        )
    return 2 if damages else 0


def _as_json(records: Iterable[Import]) -> list[str]:
    document = {"imports": [asdict(r) | {"rows": r.rows} for r in records]}
    return json.dumps(document, ensure_ascii=False, indent=1).split("\n")


def _print(lines: Iterable[str]) -> int:
    text = "".join(f"{safe_text(line)}\n" for line in lines)
    put(text)
    return 0
