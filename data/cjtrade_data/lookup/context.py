"""Lookup context: what lookup keeps between questions: the book, its vocabulary and the lines already read."""

from __future__ import annotations

from functools import cached_property, lru_cache

from ..book.book import Book
from ..book.code_lists import compilers
from ..derivation.levels import Series, series
from ..language.vocabulary import Vocabulary
from ..model.figure import Figure
from ..model.imported_compiler import coverage_of
from ..wording.sentences import country, whose
from .answer import Answer

MIRRORED = {
    "exports": "imports",
    "imports": "exports",
    "total_trade": "total_trade",
    "trade_balance": "trade_deficit",
    "trade_deficit": "trade_balance",
}


class LookupContext:
    """Everything that stays the same from one question to the next."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.pair = book.pair
        self.home, self.partner = book.pair

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.book)

    @cached_property
    def measures(self) -> dict[str, str]:
        """What each measure is called."""
        return self.book.names("measures")

    @cached_property
    def definitions(self) -> dict[str, str]:
        """What each measure means, in a sentence."""
        return {row["code"]: row["definition"] for row in self.book.tables.mappings("measures", ("definition",))}

    def of_row(self, answer: Answer) -> str:
        """What an answer says, without its note and who printed it, and the definition of its measure."""
        q, said = answer.quantity, answer.without_note
        said = said if q is None else said.replace(whose(q.compiler, q.reporter, q.measure), "")
        return f"{said} {self.definitions.get(answer.measure, '')}"

    @cached_property
    def latest_years(self) -> tuple[int, int]:
        """The last full year that there are exports of the pair for, and the last of which there is anything."""
        periods = [f.period for f in self.figures("exports")]
        return max((p.year for p in periods if p.is_year), default=0), max((p.year for p in periods), default=0)

    def line(self, reporter: str, partner: str, compiler: str, product: str = "") -> Series:
        return series(self.book, reporter, partner, compiler, product)

    def compilers(self, reporter: str, partner: str, product: str = "") -> list[str]:
        """Who has trade figures of a reporter with a partner, the customs first, those of a part of the goods last."""
        found = {s.compiler for m in MIRRORED for s in self.book.index.stamps(m, reporter, partner, product)}
        return [c for c in compilers() if c in found] + sorted(
            found - set(compilers()), key=lambda c: (coverage_of(c), c)
        )

    def name(self, code: str) -> str:
        return country(self.book, code)

    def figures(
        self, measure: str, reporter: str | None = None, partner: str | None = None, product: str = ""
    ) -> list[Figure]:
        """As `Book.figures`; of the pair where nothing else is said."""
        reporter, partner = (
            reporter if reporter is not None else self.home,
            partner if partner is not None else self.partner,
        )
        return self.book.prints(measure, reporter, partner, product)


@lru_cache(maxsize=4)
def context_for(book: Book) -> LookupContext:
    return LookupContext(book)


@lru_cache(maxsize=1)
def bundled() -> Book:
    """The book of the tables that come with the package."""
    return Book()
