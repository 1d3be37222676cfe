"""Products: what goes between the pair by product group, in shares, growth and the partner's part of a market; the goods
that the press names; and Cambodia's exports to the world by chapter of the Harmonized System."""

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import products
from cjtrade_data.derivation.products import Flow, bundled_splits
from cjtrade_data.model.codes import WORLD
from cjtrade_data.model.grouped import grouped
from cjtrade_data.model.reference import HOME
from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.pages import product_press, product_split
from cjtrade_tui.pages.any_pair import no_products
from cjtrade_tui.pages.common import area, choose
from cjtrade_tui.pages.page import Column, Page
from cjtrade_tui.pages.product_split import ShownGroups

_VIEWS = VIEWS["products"]
IMPORTED = "imported"
_DIRECTIONS = ("exports", "imports")
"""Of the pair as its first sees it."""


def build(book: Book, selection: Selection) -> Page:
    views = _views(book, selection.view)
    view = choose(selection.view, views, "view of Products")
    return _of_view(book, selection, view)._replace(view=view, views=views)


def _of_view(book: Book, selection: Selection, view: str) -> Page:
    if view == IMPORTED:
        return _imported(book, selection)
    found = bundled_splits().get(view, ())
    filters = () if len(found) == 1 else _DIRECTIONS
    direction = choose(selection.filter, filters, "direction of Products") if filters else _DIRECTIONS[0]
    if view == "press":
        return product_press.press(book, direction)._replace(filters=filters)
    flow = found[_DIRECTIONS.index(direction)]
    return product_split.build(book, selection, ShownGroups(flow, view, _sides(book, flow), filters))


def _views(book: Book, asked: str) -> tuple[str, ...]:
    """The views there are: of another pair than Cambodia and Japan what was imported alone."""
    if book.pair != HOME:
        return (IMPORTED,)
    return _VIEWS if book.imported is not None or asked == IMPORTED else _VIEWS[:-1]


def _sides(book: Book, flow: Flow) -> str:
    """Who sells whom: `Cambodia → Japan`."""
    seller, buyer = (flow.reporter, flow.partner) if flow.measure == "exports" else (flow.partner, flow.reporter)
    to = f"the world (not {area(book, book.pair[1])} alone)" if buyer == WORLD else area(book, buyer)
    return f"{area(book, seller)} → {to}"


def _imported(book: Book, selection: Selection) -> Page:
    flows = products.imported_flows(book)
    if not flows:
        column = Column("Product", key="product", right=False)
        return Page("Products, imported", (column,), (), empty=no_products(book))
    named = grouped((f"{flow.reporter} {flow.measure}", flow) for flow in flows)
    filters = tuple(named)
    editions = named[choose(selection.filter, filters, "flow that was imported by product")]
    known = {flow.compiler: flow for flow in editions}
    fitting = [flow for flow in editions if selection.period in products.split(book, flow).periods]
    flow = known.get(selection.compiler, (fitting or editions)[-1])
    compilers = tuple(known) if len(known) > 1 else ()
    return product_split.build(book, selection, ShownGroups(flow, IMPORTED, _sides(book, flow), filters, compilers))
