"""Countries and areas as each publisher writes them, to the codes of the observations.

Two reviewed tables of `tables`: `areas.csv` (code, kind, name, numeric codes of the UN, ISO alpha-2) and
`area_aliases.csv` (other spellings: `un`, `alpha`, `japan` for the finance ministry's codes, `name`).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import polars as pl

from ..model.digits import is_digits
from . import vocabulary

_OFFICIAL = re.compile(
    r"^([^,]+), .*\b(?:Rep\.?|Republic|Kingdom|Union|Principality|State|States)(?: of| of the)?\b", re.IGNORECASE
)
_SHARED = ("china", "congo", "germany", "korea", "sudan", "vietnam", "yemen")
"""Names of which there were two states, told apart by what stands behind the comma."""


class AreaCode(NamedTuple):
    """`kind` is country, special (no country: other Asia, bunkers), former, or aggregate (a group of economies)."""

    code: str
    kind: str
    name: str


@cache
def areas() -> Mapping[str, AreaCode]:
    return {row["code"]: AreaCode(row["code"], row["kind"], row["name"]) for row in vocabulary.rows("areas")}


@cache
def aggregates() -> frozenset[str]:
    """Codes of groups of economies, the world among them."""
    return frozenset(area.code for area in areas().values() if area.kind == "aggregate")


@cache
def by_number() -> Mapping[str, str]:
    """UN (M49 and Comtrade) numeric codes, without leading zeros."""
    own = {number: row["code"] for row in vocabulary.rows("areas") for number in row["un"].split()}
    return own | aliases("un")


@cache
def by_alpha() -> Mapping[str, str]:
    """Alpha-3 codes, those of WITS, the World Bank and Comtrade that are not ISO's among them."""
    return {code: code for code in areas()} | aliases("alpha")


@cache
def by_two() -> Mapping[str, str]:
    """Alpha-2 codes: only where a publisher uses them, since NA is Namibia and also R's missing value."""
    return {row["iso2"]: row["code"] for row in vocabulary.rows("areas") if row["iso2"]}


@cache
def by_name() -> Mapping[str, str]:
    """English names, by `name_key`."""
    named = {name_key(area.name): area.code for area in areas().values()}
    return named | {name_key(name): code for name, code in aliases("name").items()}


def name_key(name: str) -> str:
    """A name as it is looked up: small letters and digits alone, "and" and "&" left out."""
    plain = unicodedata.normalize("NFKD", _repaired(name)).casefold()
    words = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)).replace("'", ""))
    return "".join(word for word in words if word != "and")


def _repaired(name: str) -> str:
    """A name that was UTF-8, read as Latin-1 and written again (TÃ¼rkiye), as it was."""
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


def by_code(text: str) -> str | None:
    """The area of a number or of letters; None where it is neither or unknown."""
    text = re.sub(r"\.0+$", "", text.strip().strip("'"))
    if is_digits(text):
        return by_number().get(text.lstrip("0") or "0")
    return by_alpha().get(text.upper())


def resolve(*texts: str) -> str | None:
    """The area for what a row says of it: numbers, letters or names, the first that is known.

    None where nothing is known, and where two of them name two countries.
    """
    coded = [code for text in texts if (code := by_code(text))]
    named = [code for text in texts if not by_code(text) and (code := of_name(text))]
    countries = {code for code in (*coded, *named) if areas()[code].kind == "country"}
    first = next(iter((*coded, *named)), None)
    return None if first in countries and len(countries) > 1 else first


def of_name(name: str) -> str | None:
    """The area of an English name, as `Serbia, Republic of` too; None where it is unknown, or two share what is left."""
    found = by_name().get(name_key(name))
    if found is None and (official := _OFFICIAL.match(name.strip())):
        found = None if name_key(official[1]) in _SHARED else by_name().get(name_key(official[1]))
    return found


def area_column(rows: pl.DataFrame, columns: Iterable[str], extra: Mapping[str, str] | None = None) -> pl.Series:
    """The area of each row from some columns (number, letters, name); null where `resolve` knows none.

    Each combination is looked up once. `extra` maps texts that the bundled tables lack.
    """
    keys = (pl.col(c).fill_null("") for c in columns)
    joined = rows.select(pl.concat_str(keys, separator="\x1f").alias("area"))["area"]
    known = {}
    for text in joined.unique():
        parts = [part.strip() for part in text.split("\x1f") if part.strip()]
        known[text] = resolve(*parts) or next((extra[p] for p in parts if extra and p in extra), None)
    return joined.replace_strict(known, return_dtype=pl.String)


@cache
def aliases(list_name: str) -> dict[str, str]:
    """Other spellings, of one list of `area_aliases.csv`."""
    return {row["key"]: row["code"] for row in vocabulary.rows("area_aliases") if row["list"] == list_name}
