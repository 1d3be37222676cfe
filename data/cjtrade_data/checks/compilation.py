"""Compilation: everything one compiler printed for one reporter, in one edition: what may be held against each other."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from ..book.book import Book
from ..model.codes import level_of
from ..model.figure import Figure
from ..model.grouped import grouped
from ..model.records import Source
from .evidence import PrintedLevels
from .identities import Relation, relations_of, unknowns_of
from .printed_claims import ADDITIVE, SHARES, Claim, Variable, claims_of, current, series_key_of


class Key(NamedTuple):
    """Whose figures: reporter, compiler and the edition of a database ("" for what the press prints)."""

    reporter: str
    compiler: str
    edition: str


class Compilation:
    """The claims of one `Key` with the relations among what they speak of."""

    def __init__(self, key: Key, figures: Iterable[Figure], sources: dict[str, Source]) -> None:
        self.key, self.sources = key, sources
        self.figures = tuple(figures)
        self.claims = claims_of(self.figures, sources)

    @property
    def ranks(self) -> list[Figure]:
        return [f for f in self.figures if f.unit == "rank" and f.status != "derived"]

    @cached_property
    def relations(self) -> list[Relation]:
        return relations_of(unknowns_of(self.claims))

    @cached_property
    def by_unknown(self) -> dict[Variable, list[Relation]]:
        return grouped((unknown, relation) for relation in self.relations for unknown in relation.unknowns)

    @cached_property
    def current(self) -> list[Claim]:
        """Without what the compiler has since printed otherwise."""
        return current(self.claims, self.sources)

    @cached_property
    def pages(self) -> dict[str, list[Claim]]:
        """The claims of each page, in the order in which the pages appeared."""
        dated = sorted(self.claims, key=lambda c: (self.date(c), c.document))
        return grouped((claim.document, claim) for claim in dated)

    @cached_property
    def levels(self) -> PrintedLevels:
        """What all pages together print of the levels, as it stands today."""
        return PrintedLevels(self.current, self.by_unknown)

    @cached_property
    def levels_by_page(self) -> dict[str, PrintedLevels]:
        return {page: PrintedLevels(claims, self.by_unknown) for page, claims in self.pages.items()}

    def printed_elsewhere(self, claim: Claim) -> Iterator[Claim]:
        """What other pages print of what a claim states."""
        return (c for c in self.claims if c.stated == claim.stated and c.document != claim.document)

    def date(self, claim: Claim) -> str:
        """When the page of a claim appeared; "" where that is not known."""
        return self.sources[claim.document].date


def compilations_of(
    book: Book, compiler: str | None = None, wanted: Callable[[Figure], bool] | None = None
) -> dict[Key, Compilation]:
    """The compilations of a book, of one compiler and of some figures only where that is asked."""
    chosen = filter(wanted, map(book.figure, book.index.ids(_takes_part, compiler)))
    lines = ((series_key_of(figure, book.sources), figure) for figure in chosen)
    by_key = grouped((Key(line.reporter, line.compiler, line.edition), figure) for line, figure in lines)
    return {key: Compilation(key, figures, book.sources) for key, figures in sorted(by_key.items())}


def _takes_part(measure: str) -> bool:
    base = level_of(measure).removesuffix("_rank")
    return measure in SHARES or base in ADDITIVE or measure in ("trade_deficit", "goods_and_services_balance", "gdp")
