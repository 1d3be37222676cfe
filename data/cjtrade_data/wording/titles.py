"""About: what a number is, in the words of a heading: `Cambodia's exports to Japan, Jan-Feb 2024`."""

from functools import cache
from typing import NamedTuple

from ..book.book import Book
from ..book.code_lists import classifications, rows
from ..book.tables import TABLES
from ..model.codes import WORLD, rate_of
from ..model.imported_compiler import coverage_of
from ..model.period import Period


class Title(NamedTuple):
    """What a measure is called where it is of a reporter `{r}` and a partner `{p}`, whose `{people}` it may be, or of what
    began in a `{period}`, and `of_sector`
    what all investors together have in a `{sector}`, "" where that is no question."""

    measure: str
    title: str
    of_sector: str


@cache
def titles() -> dict[str, Title]:
    """By measure: `tables/language/titles.csv`."""
    return {row[0]: Title(*row) for row in rows(TABLES, "language/titles.csv", Title._fields)}


def began_in(measure: str) -> bool:
    """Whether a measure is of what began in a period, as its title says: firms that entered then, counted later."""
    return measure in titles() and "{period}" in titles()[measure].title


def about(book: Book, measure: str, reporter: str, partner: str, product: str, period: str, compiler: str = "") -> str:
    """What a number is, for whom and when, and where it is of the reader's own, of which products; it begins small unless
    with a name."""
    r, p = _country(book, reporter), _country(book, partner)
    people = book.areas[partner].demonym if partner in book.areas else p
    base, back = rate_of(measure) or (measure, 0)
    compared, less, against = measure.partition("_less_")
    if less:
        of = about(book, compared, reporter, partner, product, period, compiler)
        other = _against(book, against.removesuffix("_percent"))
        return f"{of}, less {other}{f', in per cent of {other}' * against.endswith('_percent')}"
    if partner == WORLD and product and measure in titles() and titles()[measure].of_sector:
        what = titles()[measure].of_sector.format(r=r, sector=product_name(book, product))
        return ", ".join(filter(None, (what, period)))
    if "mirror_gap" in measure:
        flow, _, percent = measure.partition("mirror_gap")
        what = f"mirror gap of {flow.rstrip('_') or 'trade'} between {r} and {p}{', in per cent of what the exporter reports' if percent else ''}"
    elif base in titles() and (partner or "{p" not in titles()[base].title):
        grown = {12: "growth of ", 1: "growth on the month of "}.get(back, "")
        what = grown + titles()[base].title.format(r=r, p=p, people=people, period=period or "the year")
        period = "" if began_in(base) else period
    else:
        label = book.names("measures").get(measure) or measure.replace("_", " ")
        what = ", ".join(n for n in (small(label), r, p) if n)
    covered = coverage_of(compiler)
    what += f" ({covered})" if covered else ""
    return ", ".join(n for n in (what, product_name(book, product), period) if n)


def _against(book: Book, side: str) -> str:
    """What a number is set against: another partner, or another period."""
    return _country(book, side) if side in book.areas else Period.parse(side).label


def product_name(book: Book, product: str) -> str:
    """The name of a product, sector or kind of aid: `HS 64, footwear ...`, `special economic zones`."""
    system, _, code = product.partition(":")
    known = classifications().get(system)
    if known is None:
        return code.replace("-", " ")
    if not code:
        return f"all {known.spoken}s"
    name = book.names(known.table).get(code, "" if known.numbered else code)
    if not known.numbered:
        return name
    return f"{system} {code}, {small(name)}" if name else f"{system} {code}"


def _country(book: Book, code: str) -> str:
    if code == WORLD:
        return "the world"
    return book.areas[code].name if code in book.areas else code


def small(label: str) -> str:
    """A label inside a sentence: `net aid`, but `GDP`."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
