"""View options: the selection a command line asks for, and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cjtrade_data.model.selection import Selection, frequencies_of
from cjtrade_tui.cli.output import complain

if TYPE_CHECKING:
    import argparse

    from cjtrade_data.book.book import Book
    from cjtrade_tui.pages.page import Page


def selection(options: argparse.Namespace) -> Selection:
    """The selection that the options of a command line describe; a period alone brings the frequency it is of."""
    values = {k: v for k, v in vars(options).items() if k in given(options)}
    made = Selection(**values)
    fitting = frequencies_of(made.period)
    if "period" in values and "frequency" not in values and fitting and made.frequency not in fitting:
        made = made.with_(frequency=fitting[0])
    return made


def given(options: argparse.Namespace) -> frozenset[str]:
    """The fields of the selection that the command line names."""
    return frozenset(k for k, v in vars(options).items() if k in Selection._fields and v is not None)


class PageAsked(NamedTuple):
    """A page, the selection it is of, the book it was made of, and what is wrong with the store, "" where nothing is."""

    page: Page
    selection: Selection
    book: Book
    trouble: str

    def tell_trouble(self) -> None:
        """Say in one line on standard error why the bundled figures alone are shown, where that is so."""
        if self.trouble:
            complain(f"{self.trouble}; the bundled figures alone are shown")


def page_asked(options: argparse.Namespace) -> PageAsked:
    """The page that the options ask for.

    Raises ValueError where the page is not all that is asked for.
    """
    from cjtrade_data.derivation.pair import frequency_with_figures
    from cjtrade_data.store.location import own_store
    from cjtrade_tui.pages import bundled_fallback
    from cjtrade_tui.pages.build import arrange
    from cjtrade_tui.pages.option_checks import require

    asked = selection(options)
    book, trouble = bundled_fallback.opened(options.tables, asked.reporters, options.store or own_store())
    if asked.tab == "flows" and not given(options) & {"frequency", "period"}:
        asked = asked.with_(frequency=frequency_with_figures(book, asked.reporter, asked.frequency))
    page, book, later = bundled_fallback.built(book, asked, options.tables)
    page = arrange(page, asked)
    require(asked, given(options), page)
    return PageAsked(page, asked, book, trouble or later)
