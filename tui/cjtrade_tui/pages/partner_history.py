"""Partners through the years, in the one edition that covers most of them: who passed whom, and each one's trade."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import NamedTuple

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.partners import available, longest_edition, pair_lists, through_time
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.model.imported_compiler import is_imported, name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import FIRST_YEAR, Selection
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_years
from cjtrade_tui.pages import sparkline
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.common import Money, area, organisation, since
from cjtrade_tui.pages.sparkline import FEWEST

_SHOWN = 8
"""Partners whose places are drawn, and the last place that is."""
_LIT = ("japan", "imports", "exports")
"""The roles of the pair's second and of those next to it; the others are dim."""
_YEARS_SHOWN = 12


def places_chart(book: Book, measure: str, selection: Selection) -> Chart | None:
    """How the leading partners, and the pair's second, passed each other year by year, in the edition of most years."""
    edition = longest_edition(book)
    ranks = through_time(book, edition, pair_lists(book).place, measure, 0)
    years = sorted({period.year for of in ranks.values() for period in of})
    if len(years) < FEWEST:
        return None
    first, note = since(selection, years)
    years = [year for year in years if year >= first]
    at = {code: {period.year: place for period, place in of.items()} for code, of in ranks.items()}
    named = sorted(
        (code for code in at if at[code].get(years[-1], _SHOWN + 1) <= _SHOWN), key=lambda code: at[code][years[-1]]
    )
    named += [code for code in book.pair[1:] if code in at and code not in named]
    lit = named.index(book.pair[1]) if book.pair[1] in named else 0
    near = [named[lit], *named[lit + 1 : lit + 2], *named[max(0, lit - 1) : lit]]
    every = range(years[0], years[-1] + 1)
    series = [
        ChartSeries(
            area(book, code),
            tuple(float(place) if (place := at[code].get(y)) and place <= _SHOWN else None for y in every),
            role,
        )
        for code, role in zip_longest([*near, *(c for c in named if c not in near)], _LIT, fillvalue="before")
    ]
    what = {"exports": "export markets", "imports": "import sources", "total_trade": "partners"}[measure]
    title = f"{area(book, book.pair[0])}'s {what} of {years[-1]}, ranks 1 to {_SHOWN}, {name_of(edition)}"
    return of_years("rank", title, "", every, [s for s in series if any(v is not None for v in s.values)], note)


class History(NamedTuple):
    """Total trade of each partner by year, and the edition it is of."""

    edition: str
    years: range
    amounts: Mapping[str, Mapping[Period, Quantity]]

    @property
    def title(self) -> str:
        """The head of its column: `2005-16 WITS`."""
        return f"{sparkline.title(self.years)} {self.edition.split(' ')[0] if not is_imported(self.edition) else ''}".rstrip()

    def cell(self, book: Book, partner: str, name: str) -> Cell:
        what = f"{name}, total trade by {organisation(book, self.edition)}"
        return sparkline.sparkline(self.years, self.amounts.get(partner, {}), Money(book, "USD"), what)


def history_of(book: Book, year: int) -> History | None:
    """None where no edition covers several years, that of the page among them."""
    edition = longest_edition(book)
    of_edition = [each.period.year for each in available(book) if each.edition == edition and each.period.is_year]
    last = max(of_edition, default=0)
    years = range(max(FIRST_YEAR, last - _YEARS_SHOWN + 1), last + 1)
    if len(years) < FEWEST or year not in years:
        return None
    return History(edition, years, through_time(book, edition, pair_lists(book).size, "total_trade", years[0]))
