"""Layouts of long tables, as `tables/long_layouts.csv` and its values, products and quantities have them."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_type_hints

from . import vocabulary
from .readers.table import Amount, Table
from .vocabulary import Headings


class Value(NamedTuple):
    """A column of amounts: the measure it is of, "" where the flow of its row says it; `turned` where the row's partner
    reports it; in so many powers of ten of its `currency`, a dollar where that is "", unless its heading or the unit of
    its row says so, as one has to where `power` is None; from January on if `to_date`; with so many `decimals` at
    least. The valuation is the usual one where it is ""."""

    heading: str
    measure: str
    power: int | None
    turned: bool
    valuation: str
    source: str
    to_date: bool
    currency: str
    decimals: int


class Product(NamedTuple):
    """A column of product codes and the classification they are of; the last `digits` count where more stand there, and
    a classification that is no tree is `flat`: its groups may hold each other and are never added; where `width` is
    given all codes have so many digits."""

    heading: str
    classification: str
    digits: int
    flat: bool
    width: int


class Quantity(NamedTuple):
    """A column of quantities, and their unit or the column that has it."""

    heading: str
    unit: str
    unit_in: str


class Layout(NamedTuple):
    """What a file of a layout has. `needs` are headings of which all must be there; `reporter_is` stands for a column,
    and `groups` is how the publisher's codes of groups of economies look that nobody else has; `codes` is a list of
    `area_aliases.csv` that its codes of areas are of. In an `open_year` the year's column is that from January to the
    last month published; what CEPII calls its codes lies `beside` a file."""

    title: str
    dataset: str
    needs: tuple[Headings, ...]
    reporter: Headings
    partner: Headings
    time: Headings
    month: Headings
    flow: Headings
    unit: Headings
    flag: Headings
    reporter_is: str
    area_prefix: int
    groups: str
    status: str
    codes: str
    area_mend: str
    rounding: str
    open_year: bool
    beside: bool
    values: tuple[Value, ...]
    products: tuple[Product, ...]
    quantities: tuple[Quantity, ...]

    def fits(self, table: Table) -> bool:
        """Whether a heading has all that is needed, and a value."""
        keys = set(table.keys)
        if self.beside and len(keys) != len(self.needs):
            return False
        return all(keys & set(needed) for needed in self.needs) and bool(self.amounts(table))

    def amounts(self, table: Table) -> list[tuple[Value, Amount]]:
        """The columns of amounts that a heading has; each is in a unit that we know."""
        found = [(value, table.amount(value.heading)) for value in self.values]
        return [(v, amount) for v, amount in found if amount and (amount.unit or v.power is not None or self.unit)]


@cache
def layouts() -> tuple[Layout, ...]:
    """The layouts, those first that need more."""
    return tuple(_layout(row) for row in vocabulary.rows("long_layouts"))


def _layout(row: Mapping[str, str]) -> Layout:
    def of(table: str, kind: type[_Row]) -> tuple[_Row, ...]:
        return tuple(_made(kind, each) for each in vocabulary.rows(table) if each["layout"] == row["title"])

    return _made(
        Layout,
        row,
        values=of("long_layout_values", Value),
        products=of("long_layout_products", Product),
        quantities=of("long_layout_quantities", Quantity),
    )


_Row = TypeVar("_Row", Value, Product, Quantity, Layout)
_READ: Mapping[object, Callable[[str], object]] = {
    str: str,
    bool: bool,
    int: lambda text: int(text or 0),
    int | None: lambda text: int(text) if text else None,
    Headings: lambda text: tuple(text.split()),
    tuple[Headings, ...]: lambda text: tuple(tuple(names.split()) for names in text.split("|")),
}


def _made(kind: type[_Row], row: Mapping[str, str], **others: object) -> _Row:
    """What a row of a table is: each field of the column of its name, read as what it is to be."""
    fields = {name: _READ[of](row[name]) for name, of in get_type_hints(kind).items() if name not in others}
    made: Any = kind
    found: _Row = made(**fields, **others)
    return found


NO_PRODUCT = Product("", "", 0, True, 0)
