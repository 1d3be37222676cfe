"""`python -m cjtrade_data.book.package [FOLDER]`: check the tables row by row, make the results anew, seal both.

Run it after adding or mending a figure. `results/implied.csv` shows, as lines that changed, what follows from it. A fault is
told in one line and leaves the package as it was.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, isinf
from pathlib import Path
from typing import Any

from ..errors import BookError
from ..model.interval import Bound
from ..store.atomic_write import SHARED, write_whole
from .ledger import Implied, Ledger
from .validate import check_references, check_table, read_package

IMPLIED = "results/implied.csv"
_CENT = Fraction(1, 100)


def package(folder: Path) -> int:
    """Make the results of the tables in `folder` and renew datapackage.json; returns the number of tables.

    Raises BookError. Both are written atomically.
    """
    description = read_package(folder)
    tables = [r for r in description["resources"] if not r["path"].startswith("results/")]
    for resource in tables:
        check_table(folder, resource)
    for resource in tables:
        check_references(folder, description, resource)
    if any(r["path"] == IMPLIED for r in description["resources"]):
        _replace(folder / IMPLIED, implied_table(Ledger(folder)))
    for resource in description["resources"]:
        _seal(folder, resource)
    _replace(folder / "datapackage.json", json.dumps(description, indent=1, ensure_ascii=False) + "\n")
    return len(description["resources"])


def _seal(folder: Path, resource: dict[str, Any]) -> None:
    content = (folder / resource["path"]).read_bytes()
    resource["bytes"] = len(content)
    resource["hash"] = "sha256:" + hashlib.sha256(content).hexdigest()


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    write_whole(path, text.encode(), SHARED)


def implied_table(ledger: Ledger) -> str:
    """What all printed figures together leave possible of levels nobody printed, as CSV: one line a level, sorted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Implied._fields)
    writer.writerows(sorted(_implied(ledger)))
    return out.getvalue()


def _implied(ledger: Ledger) -> Iterator[Implied]:
    from ..checks.api import pinned

    for found in pinned(ledger):
        of, line = found.unknown, found.unknown.line
        if line.unit == "USD" and not (line.product or line.basis or line.edition):
            low, high = found.interval.low, found.interval.high
            key = (of.measure, line.reporter, line.partner, line.compiler, of.period.code)
            yield Implied(*key, _cents(low, floor), _cents(high, ceil), " ".join(sorted(found.figures)))


def _cents(bound: Bound, outward: Any) -> str:
    """In dollars to the cent, rounded outward so that the range still holds what it held; "" for no bound."""
    if isinf(bound):
        return ""
    cents = outward(Fraction(bound) / _CENT)
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def main(arguments: list[str]) -> int:
    """Package the folder named, the bundled tables by default; exit status 2 where a table is faulty."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parents[1] / "tables"
    try:
        print(f"{package(folder)} tables sealed in {folder}")
    except BookError as error:
        print(f"package: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
