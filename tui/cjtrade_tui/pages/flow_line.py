"""A line of the Flows table, and the words for what it holds."""

from collections.abc import Iterable
from typing import NamedTuple

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.derivation.shown import Shown
from cjtrade_data.model.imported_compiler import coverage_of, is_unpublished
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import partner_in
from cjtrade_data.wording.formula import months_added
from cjtrade_tui.pages.common import Money, area, described, in_its_scale, organisation, source_words
from cjtrade_tui.pages.number_format import percent

TITLES = {"exports": "Exports", "imports": "Imports", "trade_balance": "Balance", "total_trade": "Total trade"}


def whose(book: Book, reporter: str, compilers: Iterable[str] = ()) -> str:
    """`Cambodia's figures`, `Cambodia's figures and your own`, where some of the compilers are tables of the reader's."""
    theirs, own = f"{area(book, reporter)}'s figures", {*map(is_unpublished, compilers)}
    return theirs if True not in own else "your own figures" if False not in own else f"{theirs} and your own"


def flow_words(book: Book, reporter: str, flow: str) -> str:
    """What a flow is called: `Exports` of the pair's first as itself reports them, else `Cambodia to Japan`, whose exports
    in one country's statistics are imports in the other's."""
    first, second = (area(book, code) for code in book.pair)
    if reporter == book.pair[0]:
        return TITLES[flow]
    named = {
        "exports": f"{first} to {second}",
        "imports": f"{second} to {first}",
        "trade_balance": f"{first}'s balance",
    }
    return named.get(flow, TITLES[flow])


def flow_by(book: Book, reporter: str, flow: str) -> str:
    """The same, with who reports it where that is not the pair's first: `Cambodia to Japan, as Japan reports`."""
    told = flow_words(book, reporter, flow)
    return told if reporter == book.pair[0] else f"{told}, as {area(book, reporter)} reports"


def direction(book: Book, reporter: str, flow: str) -> str:
    """A flow over a narrow column: `Exp`, or `KHM→JPN` where the pair's first is not the one who reports."""
    if reporter == book.pair[0]:
        return TITLES[flow][:3]
    sold_by, sold_to = book.pair if flow == "exports" else (partner_in(book.pair, book.pair[0]), book.pair[0])
    return f"{sold_by}→{sold_to}"


class FlowLine(NamedTuple):
    """All flows of one period by one compiler: a line of the table. `mirror` holds the other side's; `compiler` is "" where
    there is nothing else."""

    period: Period
    compiler: str
    reporter: str
    flows: dict[str, Shown]
    mirror: dict[str, Shown]

    @property
    def covers(self) -> str:
        """Which products its figures are of, "" for all goods."""
        return coverage_of(self.compiler)

    @property
    def is_converted(self) -> bool:
        """Whether it has an amount that was converted, or could not be."""
        return any(s.quantity is None or s.quantity.is_converted for s in (*self.flows.values(), *self.mirror.values()))

    def growth(self, flow: str) -> float | None:
        """Growth of a flow on the year, in per cent."""
        shown = self.flows.get(flow)
        return float(shown.growth.value) if shown is not None and shown.growth is not None else None


def how_made(status: str, level: Quantity) -> str:
    """`reported`, `derived`, and of single months added, of how many."""
    months = months_added(level.derivation)
    return f"{status}, {months} months" if months else status


def no_growth(book: Book, shown: Shown, unit: str) -> str:
    """Why there is none beside an amount: nobody prints it, and its compiler has no figure of the year before."""
    if shown.no_rate:
        return f"not converted: {shown.no_rate}"
    before = f", nor a figure of {shown.own.period.year_before.label} by {organisation(book, shown.own.compiler)}"
    return f"no growth on the year{f' in {unit}' * (unit != 'USD')} in the dataset{before * (unit == 'USD')}"


def unpublished(money: Money, line: FlowLine, flow: str) -> str:
    """That a compiler gives no figure of a flow, and what total it gives."""
    book, total = money.book, line.flows.get("total_trade")
    told = f"{flow_by(book, line.reporter, flow)}, {line.period.label}: not published"
    if total is None:
        return f"{told}."
    whose, sources = organisation(book, total.own.compiler), source_words(book, total.sources)
    return f"{told}; total trade {money.text(total)} {money.words}, {whose}. Source: {sources}."


def level_words(money: Money, shown: Shown, label: str, period: Period) -> str:
    """A level of a flow below the table: what it is, what else is printed of it, and whether it can hold."""
    book = money.book
    words = described(book, shown, label, period, money.words, money.text(shown))
    for figure in shown.others:
        has_growth = figure.growth_pct is not None and money.unit == "USD"
        growth = f", growth {percent(float(figure.growth_pct or 0))}" if has_growth else ""
        told = source_words(book, (figure.source,))
        words += f" Also printed: {in_its_scale(figure)}{growth} ({told})."
    for what, disputed, in_doubt in (
        ("It", shown.is_disputed, shown.is_in_doubt),
        ("The growth", shown.growth_is_disputed, shown.growth_is_in_doubt),
    ):
        words += f" {what} is disputed: other figures leave no room for it." * disputed
        words += f" {what} is in doubt: it is one of several prints that cannot all hold (tab 6)." * in_doubt
    return words
