"""CEPII BACI, beside its layout: what the names of its files say, and its dictionaries, which hold no figures.

One reconciled figure a year, exporter, importer and HS6 product: v in thousand US dollars with three decimals, FOB, q in
tonnes. HS revision and edition stand in the file's name (BACI_HS92_Y2021_V202301) and nowhere in the file.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from .areas import by_alpha
from .readers.table import Table
from .rows import Recognition, Sorter, nothing_imported

_LARGEST_DICTIONARY = 1 << 20
_DICTIONARIES = (
    {"countrycode", "countryname"},
    {"countrycode", "iso3digitalpha"},
    {"code", "description"},
    {"iso3", "i"},
    {"hs6", "description"},
)


def sniff(table: Table) -> Recognition | None:
    """One of its dictionaries."""
    keys = {key for key in table.keys if key}
    is_dated = "year" in keys or any(re.fullmatch("(?:19|20)[0-9]{2}", key) for key in keys)
    if any(names <= keys for names in _DICTIONARIES) and len(keys) <= 5 and not (is_dated or table.over):
        title = "a list of codes and their names, which holds no figures"
        return Recognition("baci", title, "baci", 5, edition=edition(table))
    return None


def edition(table: Table) -> str:
    """That in a file's name."""
    named = re.search(r"(?<![A-Za-z])V(20[0-9]{4}[a-z]?)", f"{table.part.name} {table.part.path.name}")
    return f"V{named[1]}" if named else ""


def revision(table: Table) -> str:
    """The HS revision in a file's name, `HS92`; "" where it has none."""
    of_name = r"(?i)(?<![a-z])HS ?(88|92|96|02|07|12|17|22)(?![0-9])"
    named = re.search(of_name, f"{table.part.name} {table.part.path.name}")
    return f"HS{named[1]}" if named else ""


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Skips all entries of a dictionary."""
    return lambda cells: [nothing_imported({"an entry of a dictionary": cells.height})]


def dictionary_beside(table: Table) -> Mapping[str, str]:
    """Country codes that only the dictionary lying beside the file knows: number to area.

    Looks for `country_codes*.csv` in the same folder; a letter code that is no area known here is left out.
    """
    found = {}
    for row in _rows_beside(table, "*country_codes*.csv"):
        letters = row.get("country_iso3") or row.get("iso_3digit_alpha") or ""
        if letters in by_alpha():
            found[(row.get("country_code") or "").strip()] = by_alpha()[letters]
    return found


def names_beside(table: Table) -> Mapping[str, str]:
    """What CEPII calls each HS6 product, from `product_codes*.csv` of the same HS revision in the same folder."""
    of = revision(table)
    found = _rows_beside(table, f"*product_codes*{of}*.csv") if of else ()
    return {(row.get("code") or row.get("hs6") or "").zfill(6): row.get("description") or "" for row in found}


def _rows_beside(table: Table, pattern: str) -> Iterator[dict[str, str]]:
    for path in () if table.part.member else sorted(table.part.path.parent.glob(pattern)):
        with suppress(OSError, csv.Error):
            with path.open(encoding="utf-8", errors="replace", newline="") as lines:
                text = lines.read(_LARGEST_DICTIONARY)
            yield from csv.DictReader(io.StringIO(text))
