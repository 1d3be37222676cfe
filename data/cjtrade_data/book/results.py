"""Results: tables that the engine made of the other tables, which hold as long as those are as they were.

Reading them imports no JSON and no hashing: a question in words does it at each start.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..errors import BookError
from ..model.records import Implied
from .tables import Tables, by_codes

FOLDER = "results/"
_DERIVED_FILE = f"{FOLDER}derived.csv"
_DERIVED = tuple(
    "measure reporter partner product compiler period value low high unit operation figures account".split()
)
ANEW = "make it anew: python -m cjtrade_data package"
MADE_OF = "results_made_of"
"""What datapackage.json calls the checksum of the tables that the results were made of."""


def made_of(package: dict[str, Any]) -> str:
    """SHA-256 over the checksums of all tables that are no results."""
    import hashlib

    hashes = "".join(r["hash"] for r in package["resources"] if not r["path"].startswith(FOLDER))
    return "sha256:" + hashlib.sha256(hashes.encode()).hexdigest()


def are_current(folder: Path) -> bool:
    """Whether the results in a folder were made of the very tables that are there."""
    from .validate import is_sealed, read_package

    try:
        package = read_package(folder)
        whole = all(is_sealed(folder, resource) for resource in package["resources"])
    except BookError:
        return False
    return whole and package.get(MADE_OF) == made_of(package)


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of `checks`, `findings`, `revisions`, `pinned` or `derived`. Raises BookError for a file that cannot be read."""
    table = f"{FOLDER}{name}"
    for number, row in enumerate(Tables(folder).mappings(table, ()), start=2):
        if not "".join(row.values()).isprintable():
            raise BookError(f"{table}.csv", "a cell holds what is no text", ANEW, number)
        yield row


def derived(folder: Path) -> dict[tuple[str, ...], list[str]]:
    """The rows of the derived levels as they stand in their table, by reporter, partner, product and compiler."""
    found: dict[tuple[str, ...], list[str]] = {}
    for series, rows in by_codes(Tables(folder).lines(_DERIVED_FILE, _DERIVED)):
        found.setdefault(series, []).extend(line for _, line in rows)
    return found


def accounts(folder: Path, derived: Iterable[str]) -> dict[tuple[str, str], str]:
    """How the levels of some rows were made, by measure and period."""
    found = Tables(folder).split_rows(_DERIVED_FILE, derived, len(_DERIVED))
    return {(row[0], row[5]): row[-1] for row in found}


def implied(folder: Path) -> dict[tuple[str, str, str, str], dict[str, Implied]]:
    """What is left of levels of all goods that nobody printed, by measure, reporter, partner and compiler, then by period."""
    found: dict[tuple[str, str, str, str], dict[str, Implied]] = {}
    for row in rows(folder, "pinned"):
        if row["way"] == "1" and row["unit"] == "USD" and not (row["product"] or row["basis"] or row["edition"]):
            key = (row["measure"], row["reporter"], row["partner"], row["compiler"])
            found.setdefault(key, {})[row["period"]] = Implied(row["low"], row["high"], row["figures"])
    return found
