"""One module a tab: the book and a selection in, a Page out. The modules are imported when first shown."""

from importlib import import_module

from cjtrade_data.book.book import Book
from cjtrade_data.model.selection import PAIR, Selection
from cjtrade_data.model.tabs import REGISTRY, TABS, VIEWS
from cjtrade_tui.pages.page import Page

LABELS = tuple((tab, tab.capitalize()) for tab in TABS)


def build(book: Book, selection: Selection) -> Page:
    """The page of the selection's tab, as the reader arranged it. Raises ValueError, see `plain`."""
    return arrange(plain(book, selection), selection)


def plain(book: Book, selection: Selection) -> Page:
    """The page of the selection's tab, its rows and columns as it has them itself.

    Raises ValueError where the selection names a view, a filter or an item the tab does not have.
    """
    if selection.pair != PAIR and not REGISTRY[selection.tab].of_any_pair:
        from cjtrade_tui.pages.any_pair import nothing_about

        return nothing_about(book, selection.tab)
    module = "comparison" if selection.against else selection.tab
    page: Page = import_module(f"cjtrade_tui.pages.{module}").build(book, selection)
    views = page.views or (VIEWS[selection.tab] if page.view in VIEWS[selection.tab] else ())
    return page._replace(tab=selection.tab, views=views)


def arrange(page: Page, selection: Selection) -> Page:
    """A page with its rows in the order and its columns as the selection asks for them."""
    if not (selection.sort or selection.columns or page.order):
        return page
    from cjtrade_tui.pages.arranged import arranged

    return arranged(page, selection)


def key(selection: Selection) -> tuple[object, ...]:
    """What a plain page depends on: selections with the same key have the same one."""
    return (selection.pair, selection.tab, *(getattr(selection, name) for name in REGISTRY[selection.tab].shaping))
