"""The cells of a split by product group: each of one number, with its reference and what is said of it below the table."""

from collections.abc import Callable, Sequence
from functools import partial
from math import floor, log10

from cjtrade_data.book.book import Book
from cjtrade_data.book.code_lists import classifications
from cjtrade_data.derivation.products import Flow, Split, reference_of
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.derivation.shown import Shown, as_printed
from cjtrade_data.model.imported_compiler import currency_of, is_imported
from cjtrade_data.model.period import Period
from cjtrade_data.wording.formula import formula
from cjtrade_data.wording.rounding import plain_number
from cjtrade_data.wording.sentences import capital
from cjtrade_data.wording.titles import about
from cjtrade_tui.pages.cell import Cell, period_cell, written
from cjtrade_tui.pages.common import Money, described, money_cell
from cjtrade_tui.pages.number_format import number, percent

_SHORT = 22
_SPELLED_OUT = "n.e.s.", "n.e.s. (not elsewhere specified)"
"""A short form in the names of groups, and what is said of a number under the cursor in its place."""
_SMALL = 0.01
"""Per cent below which two decimals say nothing of a share: it gets two digits, or four decimals."""
_AT_FIRST = {"first": "amount", "share_first": "share", "market_share_first": "market_share"}
"""The columns of the first period, by what they are of it."""
_OF_MARKET = {"market": "amount", "market_growth": "growth"}
"""The columns of the reporter's trade with the world."""
_GROWTHS = ("growth", "market_growth")


class Cells:
    """The cells of one split; `within` is what its groups are parts of, "" where they are parts of all goods."""

    def __init__(self, book: Book, split: Split, within: str = "") -> None:
        self.book, self.split, self.within = book, split, within
        self.money = Money(book, currency_of(split.flow.compiler) or "USD")
        self._known = classifications()[split.flow.system]

    @property
    def group(self) -> str:
        """What a group is called: `WTO product group`."""
        return capital(self._known.spoken) if not is_imported(self.split.flow.compiler) else "HS"

    @property
    def groups(self) -> str:
        return f"{self._known.spoken}s"

    def label(self, product: str) -> str:
        """What goods a group is: `Clothing`, `64 Footwear ...`."""
        code = product.partition(":")[2]
        if not code:
            return f"All {self.groups}" if product else "All goods"
        name = self.split.titles.get(product) or self.book.names(self._known.table).get(code, "")
        return f"{code} {name}".rstrip() if self._known.numbered else name

    @property
    def shares(self) -> str:
        """What the shares of its groups are: `Shares of Japan's imports from Cambodia`."""
        measure, reporter, partner, *_ = self.split.flow
        within = f", {self.within}" if self.within else ""
        return f"Shares of {about(self.book, measure, reporter, partner, '', '')}{within}"

    def short(self, product: str, most: int = _SHORT) -> str:
        """The name cut at a word."""
        name = self.label(product)
        return name if len(name) <= most else name[:most].rsplit(" ", 1)[0].rstrip(",;") + " …"

    def quantity(self, key: str, product: str, period: Period) -> Quantity | None:
        """The number of a column."""
        split = self.split
        if key == "before":
            key, period = "amount", split.periods[split.periods.index(period) - 1]
        elif key in _AT_FIRST:
            key, period = _AT_FIRST[key], split.periods[0]
        of = split if key not in _OF_MARKET else split.market
        found: Quantity | None = None if of is None else getattr(of, _OF_MARKET.get(key, key))(product, period)
        return found

    def cell(self, key: str, product: str, period: Period, *, bare: bool = False) -> Cell:
        """The cell of a column in the row of a group, or of a period; a `bare` one without the letter of its status."""
        if key == "product":
            return Cell(self.label(product))
        if key == "period":
            return period_cell(period)
        found = self.quantity(key, product, period)
        if found is None:
            return written(None, number, marked=not bare)
        reference = reference_of(found, self._flow(key))
        if found.unit == self.money.unit:
            cell = money_cell(self.money, _shown(found), figure=reference, marked=not bare)
        else:
            write = partial(percent, most=1) if key in _GROWTHS else _WRITERS[found.unit]
            cell = written(found, write, figure=reference, marked=not bare)
        return cell._replace(detail=partial(self._detail, found, cell.bare))

    def amount(self, product: str, period: Period) -> tuple[float | None, str]:
        """The number of an amount in the scale of the page, for a chart, and its text."""
        found = self.split.amount(product, period)
        shown = None if found is None else _shown(found)
        return self.money.value(shown), self.money.text(shown)

    def _flow(self, key: str) -> Flow:
        market = self.split.market
        return market.flow if key in _OF_MARKET and market is not None else self.split.flow

    def _detail(self, found: Quantity, text: str) -> str:
        flow = self.split.flow
        title = capital(about(self.book, found.measure, flow.reporter, found.partner, found.product, ""))
        title = title.replace(*_SPELLED_OUT)
        if found.figure is not None:
            return described(self.book, as_printed(found.figure), title, found.period, self.money.words, text)
        unit = f" {self.money.words}" if found.unit == self.money.unit else ""
        return f"{title}, {found.period.label}: {text}{unit}, {found.status}. Formula: {formula(found)}."

    def named(self, key: str, product: str, period: Period, words: str) -> Cell:
        """A cell whose text is said in words, as `66.12% in 2015`."""
        cell = self.cell(key, product, period, bare=True)
        return cell._replace(text=words.format(cell.text)) if cell.value is not None else cell

    def rest(self, shown: Sequence[str], period: Period) -> Cell:
        """The share of all groups but some."""
        return written(self.split.share_of_rest(shown, period), _share_text)

    def concentration(self, period: Period) -> Cell:
        """The Hirschman-Herfindahl index of the period."""
        found = self.split.concentration(period)
        if found is None:
            return Cell()
        return written(
            found,
            lambda value, low, high: f"HHI {number(value, low, high, most=3)}",
            figure=reference_of(found, self.split.flow),
        )


def _shown(found: Quantity) -> Shown:
    return as_printed(found.figure) if found.figure is not None else Shown(found, found)


def _share_text(value: float, low: float | None, high: float | None) -> str:
    most = 2 if abs(value) >= _SMALL or not value else min(4, 1 - floor(log10(abs(value))))
    return percent(value, low, high, signed=False, most=most)


_WRITERS: dict[str, Callable[[float, float | None, float | None], str]] = {
    "percent": _share_text,
    "ratio": number,
    "index": number,
}


def multiple(ratio: Quantity) -> str:
    """How many times one is the other."""
    return plain_number(ratio.value, 2)
