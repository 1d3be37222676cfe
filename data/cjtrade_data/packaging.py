"""Packaging: check the tables row by row, make the results anew, seal both (`python -m cjtrade_data package`).

`results/` shows, as lines that changed, what follows from a figure that was added or mended. A fault is told in one line
and leaves the package as it was.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .book.book import Book
from .book.results import FOLDER, MADE_OF, made_of
from .book.validate import check_references, check_table, read_package
from .model.codes import FLOWS
from .store.atomic_write import SHARED, write_whole


def package(folder: Path) -> int:
    """Make the results of the tables in `folder` and renew datapackage.json; returns the number of tables.

    Raises BookError, and SolverError where the solver is missing. Each file is written atomically.
    """
    description = read_package(folder)
    tables = [r for r in description["resources"] if not r["path"].startswith(FOLDER)]
    results = {r["name"]: r for r in description["resources"] if r["path"].startswith(FOLDER)}
    for resource in tables:
        check_table(folder, resource)
    for resource in tables:
        check_references(folder, description, resource)
    if results:
        for name, text in made(Book(folder)):
            _replace(folder / f"{FOLDER}{name}.csv", text)
    for resource in description["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource["bytes"], resource["hash"] = len(content), "sha256:" + hashlib.sha256(content).hexdigest()
    description[MADE_OF] = made_of(description)
    _replace(folder / "datapackage.json", json.dumps(description, indent=1, ensure_ascii=False) + "\n")
    return len(description["resources"])


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    write_whole(path, text.encode(), SHARED)


def made(book: Book) -> Iterator[tuple[str, str]]:
    """Name and CSV of each table of results. The levels follow from bounds: they are made when those are written."""
    from .checks import api, results

    book.has_results = False
    solved = {
        "checks": results.check_rows(api.all_checks(book)),
        "findings": results.finding_rows(api.findings(book)),
        "revisions": results.revision_rows(api.revisions(book)),
        "pinned": results.pinned_rows(api.pinned(book)),
    }
    yield from [(name, _table(rows)) for name, rows in solved.items()]
    book.has_results = True
    yield "derived", _table(_derived_rows(book))


def _table(rows: Iterable[dict[str, Any]]) -> str:
    """One line a result, sorted."""
    out = io.StringIO()
    writer: Any = csv.writer(out, lineterminator="\n")
    for number, row in enumerate(sorted(rows, key=lambda row: list(map(str, row.values())))):
        if not number:
            writer.writerow(row)
        writer.writerow(row.values())
    return out.getvalue()


def _derived_rows(book: Book) -> Iterator[dict[str, Any]]:
    """Every level nobody printed that follows from printed ones: of years, months and months to date."""
    from .checks.results import decimal, ends
    from .derivation.levels import Series
    from .derivation.provenance import account_of

    keys = {
        (FLOWS if measure in FLOWS else (measure,), reporter, partner, stamp.compiler, product)
        for of_products in (False, True)
        for measure, reporter, partner, product in list(book.index.keys(of_goods=of_products))
        for stamp in book.index.stamps(measure, reporter, partner, product)
        if measure != "trade_deficit"
    } | {
        (FLOWS if measure in FLOWS else (measure,), reporter, partner, compiler, "")
        for measure, reporter, partner, compiler in book.implied
    }
    for group, *key in keys:
        line = Series(book, *key, from_results=False)
        levels = (level for measure in group for level in line.levels(measure).values())
        for level in levels:
            if level.figure is None and level.derivation is not None:
                yield {
                    "measure": level.measure,
                    "reporter": level.reporter,
                    "partner": level.partner,
                    "product": level.product,
                    "compiler": level.compiler,
                    "period": level.period.code,
                    "value": decimal(round(level.value * 100)),
                    **ends(level.interval),
                    "unit": level.unit,
                    "operation": level.derivation.operation.value,
                    "figures": " ".join(f.id for f in level.figures),
                    "account": account_of(level),
                }
