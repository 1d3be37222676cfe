"""The brief in its formats: what `cjtrade-tui brief` prints and `b` saves."""

from cjtrade_data.book.book import Book
from cjtrade_data.brief.brief import brief
from cjtrade_data.model.selection import Selection
from cjtrade_tui.brief import text
from cjtrade_tui.brief.page import BriefPage, Drawn
from cjtrade_tui.pages.build import build

FORMATS = ("txt", "md", "html")


def brief_page(book: Book, selection: Selection) -> BriefPage:
    """The brief of a selection's reporter, period and unit, and three charts: the pair by year, Japan's share, product groups.

    Raises ValueError where there is none.
    """
    made = brief(book, selection)
    by_year = Selection(frequency="year", reporter=selection.reporter, unit=selection.unit)
    drawn = (_drawn(book, each) for each in (by_year, Selection("partners", view="japan"), Selection("products")))
    return BriefPage(made, tuple(each for each in drawn if each is not None))


def _drawn(book: Book, selection: Selection) -> Drawn | None:
    page = build(book, selection)
    chart = page.chart_at(page.rows[page.start].complete() if page.rows else None, page.column)
    if chart is None or chart.is_empty:
        return None
    return Drawn(chart._replace(highlight=None), f"cjtrade-tui show {' '.join(selection.options())}")


def written(page: BriefPage, format: str, *, ascii: bool = False) -> str:
    """The page in a format: plain text at most 76 columns wide, Markdown, or one HTML file that needs nothing else."""
    if format == "html":
        from cjtrade_tui.brief.html import as_html

        return as_html(page)
    return text.as_text(page, ascii=ascii) if format == "txt" else text.as_markdown(page)
