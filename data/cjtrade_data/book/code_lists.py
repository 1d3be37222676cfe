"""Code lists that come with the package, whatever tables are opened: who compiles figures, and what areas are called.

Each is read once, when first needed.
"""

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..errors import BookError
from .tables import TABLES, Tables


class Compiler(NamedTuple):
    """Whose statistics figures are. `side` is the country whose own they are, `trade_by` who has the trade figures when
    this one is asked for them, "" for nobody, `tab` where its figures are listed, `spoken` its name in a sentence, in
    which `{reporter}` is whose, `otherwise` its name on what is no trade, where that is another, `are_figures` whether that name itself says that it is figures, `data_set` its name.
    """

    code: str
    kind: str
    side: str
    trade_by: str
    tab: str
    spoken: str
    otherwise: str
    are_figures: str
    data_set: str


@cache
def compilers() -> dict[str, Compiler]:
    """By code, in the order in which they are asked: the customs themselves, then compilations. Raises BookError."""
    return {row[0]: Compiler(*row) for row in rows(TABLES, "compilers.csv", Compiler._fields)}


def place_of(compiler: str) -> int:
    """Where a compiler stands in that order; what is not listed, such as a file of the reader's, behind all of it."""
    return next((at for at, code in enumerate(compilers()) if code == compiler), len(compilers()))


@cache
def compilers_of(*kinds: str) -> tuple[str, ...]:
    """The codes of the compilers of some kinds, in their order."""
    return tuple(c.code for c in compilers().values() if c.kind in kinds)


class Classification(NamedTuple):
    """A way to sort goods: `table` has its codes, `numbered` where they are numbers that people use, `complete` when the
    figures of its groups add up to all goods ("always", or where "all sectors" are there), `spoken` what a group is called."""

    system: str
    table: str
    numbered: str
    complete: str
    spoken: str


@cache
def classifications() -> dict[str, Classification]:
    """By the letters before the colon in a product: `HS` of `HS:61`."""
    return {row[0]: Classification(*row) for row in rows(TABLES, "classifications.csv", Classification._fields)}


@cache
def groups(division: str) -> tuple[str, ...]:
    """The product groups of the World Bank of a `division`: by stage of production, or by sector; as products."""
    found = rows(TABLES, "product_groups.csv", ("code", "name", "division"))
    return tuple(f"WITS:{code}" for code, _, kind in found if kind == division)


@cache
def concordance(relation: str) -> dict[str, str]:
    """Products that stand for others: `beside` them in another classification, the `section` they are in, or `farmed`.

    `of pair`: see `groups_of_pair`.
    """
    found = rows(TABLES, "product_concordance.csv", ("product", "relation", "other"))
    return {product: other for product, kind, other in found if kind == relation}


def groups_of_pair(good: str) -> list[str]:
    """The product groups, the closest first, by which the trade of Cambodia and Japan in some goods is printed."""
    return concordance("of pair").get(good, "").split()


class FreightFactor(NamedTuple):
    """What an organisation reckons a value with freight and insurance (CIF) to be over the value without (FOB)."""

    organisation: str
    document: str
    published: str
    factor: str


@cache
def freight_factors() -> tuple[FreightFactor, ...]:
    """All there are, the smallest first."""
    found = (FreightFactor(*row) for row in rows(TABLES, "freight_factors.csv", FreightFactor._fields))
    return tuple(sorted(found, key=lambda f: Fraction(f.factor)))


@cache
def counted_units() -> frozenset[str]:
    """The units of what there are only whole ones of: firms, people."""
    found = rows(TABLES, "units.csv", ("code", "label", "kind", "decimals_for_reading"))
    return frozenset(code for code, _, kind, _ in found if kind in ("count", "people"))


@cache
def no_trade() -> frozenset[str]:
    """The measures that are no trade, whoever prints them: aid, firms, people, zones."""
    return frozenset(row["measure"] for row in Tables(TABLES).mappings("indicators", ("measure",)))


@cache
def area_names() -> dict[str, str]:
    """What an area is called in a sentence, by code: `Japan`, `the United States`."""
    found = Tables(TABLES).mappings("areas", ("code", "name", "spoken"))
    return {row["code"]: row["spoken"] or row["name"] for row in found}


def rows(folder: Path, file: str, columns: tuple[str, ...]) -> list[list[str]]:
    """The rows of a table that has exactly these columns. Raises BookError where it is missing or damaged."""
    header, found = Tables(folder).rows(file)
    if tuple(header) != columns:
        raise BookError(file, f"columns are not {', '.join(columns)}", "restore the file", 1)
    return found
