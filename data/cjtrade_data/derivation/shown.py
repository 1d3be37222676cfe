"""Shown: a number as a table shows it, in the currency asked for, with what is told of it."""

from typing import NamedTuple

from ..book.book import Book
from ..model.figure import Figure
from .disputes import is_disputed, is_in_doubt
from .exchange_rates import CURRENCIES, in_currency_or_why
from .quantity import Quantity, growth_of, printed


class Shown(NamedTuple):
    """`own` is the number as it is known, `quantity` the same in the currency asked for, None where there is no rate, and
    `no_rate` then says why. `growth` is that on the year before, in that currency; `figure` the print it is, None where it
    was derived; `others` prints that say something else of the same thing. `is_disputed` and `is_in_doubt`, also of the growth: see
    `disputes`."""

    own: Quantity
    quantity: Quantity | None
    no_rate: str = ""
    growth: Quantity | None = None
    figure: Figure | None = None
    valuation: str = ""
    others: tuple[Figure, ...] = ()
    is_disputed: bool = False
    growth_is_disputed: bool = False
    is_in_doubt: bool = False
    growth_is_in_doubt: bool = False

    @property
    def is_contested(self) -> bool:
        """Whether it is disputed or in doubt, or somebody prints it, or its growth, otherwise."""
        return bool(self.others) or self.is_disputed or self.is_in_doubt

    @property
    def growth_is_contested(self) -> bool:
        """Whether the growth is disputed or in doubt, or printed beside another level."""
        return self.growth_is_disputed or self.growth_is_in_doubt or self.growth_beside is not None

    @property
    def is_as_printed(self) -> bool:
        """Whether it is a print that was not converted."""
        return self.figure is not None and self.quantity is self.own

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources it is taken from, each once, those of the rates among them."""
        return tuple(dict.fromkeys(f.source for f in (self.quantity or self.own).figures))

    @property
    def growth_status(self) -> str:
        """ "reported" as printed, "derived" from two levels; "" where there is no growth."""
        if self.growth is None:
            return ""
        return "derived" if self.growth.figure is None else "reported"

    @property
    def growth_beside(self) -> Figure | None:
        """The print with which the growth is printed, where that has another level than this; None where it is of this level."""
        beside = self.growth.figure if self.growth is not None else None
        if beside is None or beside.growth_pct is None or printed(beside).interval.meets(self.own.interval):
            return None
        return beside

    @property
    def locator(self) -> str:
        """Where it stands in its source, "" for what was derived or converted."""
        return self.figure.locator if self.figure is not None and self.is_as_printed else ""

    @property
    def note(self) -> str:
        """What a table says of the print; where that was converted, as said of the print, since growth in it is in
        dollars."""
        if self.figure is None or not self.figure.note:
            return ""
        converted = self.quantity is not None and self.quantity.is_converted
        return f"Of the figure in {CURRENCIES[self.figure.unit]}: {self.figure.note}" if converted else self.figure.note


def shown_in(
    book: Book,
    own: Quantity,
    currency: str,
    *,
    growth: Quantity | None = None,
    valuation: str = "",
    others: tuple[Figure, ...] = (),
) -> Shown:
    """A number in a currency, and its growth in the same; what has no rate says why."""
    quantity, no_rate = in_currency_or_why(book, own, currency)
    if growth is not None:
        growth = in_currency_or_why(book, growth, currency)[0]
    return with_doubts(book, Shown(own, quantity, no_rate, growth, own.figure, valuation, others))


def with_doubts(book: Book, shown: Shown) -> Shown:
    """A number with what of it and of its growth is disputed or in doubt."""
    doubts = (of(book, number) for of in (is_disputed, is_in_doubt) for number in (shown.own, shown.growth))
    return Shown(*shown[:-4], *doubts)


def as_known(book: Book, own: Quantity) -> Shown:
    """A number in its own unit."""
    return with_doubts(book, Shown(own, own, figure=own.figure))


def as_printed(figure: Figure, level: Quantity | None = None) -> Shown:
    """A figure as its source prints it; with `level`, what a table holds as derived as it is derived again."""
    quantity = level or printed(figure)
    return Shown(quantity, quantity, growth=growth_of(figure), figure=figure, valuation=figure.valuation)
