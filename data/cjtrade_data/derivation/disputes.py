"""Disputes: prints that other printed figures leave no room for, as the checks found them when the tables were packaged, and
growth worked out from such a print where its compiler prints another rate."""

from ..book import results
from ..book.book import Book
from ..book.caching import cached
from ..model.codes import rate_of
from ..model.figure import Figure
from .exchange_rates import amount_behind
from .levels import series
from .quantity import Operation, Quantity, printed

_ROUNDING = "rounding"
"""The kind of finding that is about the last digit alone."""


def is_disputed(book: Book, quantity: Quantity | None) -> bool:
    """Whether a number is a print that the checks have as the likeliest to be wrong of figures that cannot all hold, or
    growth that a firm print stands against, or a share that its source prints of two goods."""
    return quantity is not None and (
        disputed_claim(book, quantity) is not None
        or rate_against(book, quantity) is not None
        or bool(same_share_of_others(book, quantity))
    )


def disputed_claim(book: Book, quantity: Quantity) -> tuple[str, str] | None:
    """The id of the disputed print and what of it is disputed, "level", "growth" or "share"; None where nothing is.

    An amount in another currency is disputed as the print is that it was converted from.
    """
    claim = _claim(quantity)
    return claim if _disputes(book).get(claim) else None


def is_in_doubt(book: Book, quantity: Quantity | None) -> bool:
    """Whether a number is one of the prints that cannot all hold, though another of them is likelier to be wrong."""
    return quantity is not None and _disputes(book).get(_claim(quantity)) is False


def _claim(quantity: Quantity) -> tuple[str, str]:
    """The print that a number is, or was converted from, and what of it; no print's where it is none."""
    own = amount_behind(quantity)
    return (own.figure.id, _kind(own)) if own.figure is not None else ("", "")


def is_of_disputed_growth(book: Book, quantity: Quantity) -> bool:
    """Whether a level was worked out from disputed growth of the year after it, as any row of the tables has that."""
    if quantity.derivation is None or quantity.derivation.operation is not Operation.BEFORE_GROWTH:
        return False
    own = series(book, quantity.reporter, quantity.partner, quantity.compiler, quantity.product)
    rates = own.growths(quantity.measure, quantity.derivation.inputs[0].period)
    return any(q.value == quantity.derivation.inputs[1].value and is_disputed(book, q) for q in rates)


def rate_against(book: Book, quantity: Quantity) -> Quantity | None:
    """The rate that its compiler prints, undisputed, where growth on the year before was worked out from a disputed print
    and cannot hold beside it; None of any other number."""
    made = quantity.derivation
    if made is None or made.operation is not Operation.GROWTH or made.inputs[1].period != quantity.period.year_before:
        return None
    if any(q.is_converted for q in made.inputs):
        return None
    if not any(_disputes(book).get((figure.id, _kind(figure))) for figure in quantity.figures):
        return None
    own = series(book, quantity.reporter, quantity.partner, quantity.compiler, quantity.product)
    rates = own.growths(made.inputs[0].measure, quantity.period)
    firm = (q for q in rates if disputed_claim(book, q) is None)
    return next((q for q in firm if not q.interval.meets(quantity.interval)), None)


def same_share_of_others(book: Book, quantity: Quantity) -> list[Figure]:
    """The other goods of which a source prints the share that it prints of one, to three digits: one may be a slip."""
    figure = quantity.figure
    if figure is None or not figure.product or figure.unit != "percent" or len(str(figure.value)) <= len("2.3"):
        return []
    return [f for f in book.figures_in("products_press") if f.id != figure.id and _share_of(f) == _share_of(figure)]


def _share_of(figure: Figure) -> tuple[object, ...]:
    return figure.source, figure.reporter, figure.period, figure.measure, figure.value


def prints_in_doubt(book: Book) -> list[str]:
    """The ids of all prints of which something is disputed or in doubt."""
    doubled = (f.id for f in book.figures_in("products_press") if same_share_of_others(book, printed(f)))
    return [*dict.fromkeys((*(id for id, _ in _disputes(book)), *doubled))]


@cached
def _disputes(book: Book) -> dict[tuple[str, str], bool]:
    """The ids of prints that cannot all hold, each with what of it is meant, and whether it is the likeliest to be wrong."""
    rows = results.rows(book.folder, "findings") if book.has_results else ()
    found: dict[tuple[str, str], bool] = {}
    for row in (row for row in rows if row["kind"] != _ROUNDING):
        claim = row["figure"], row["claim"]
        found[claim] = found.get(claim, False) or row["likelihood"] == "1"
    return found


def _kind(number: Quantity | Figure) -> str:
    if rate_of(number.measure):
        return "growth"
    return "share" if number.unit == "percent" else "level"
