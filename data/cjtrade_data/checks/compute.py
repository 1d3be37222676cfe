"""Compute: the checks, worked out anew from the figures of one compiler: for the results and for imported data.

Only what the exact identities and narrowing cannot decide asks the solver. Answers are kept for as long as the book is.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ..book.book import Book
from ..book.caching import cached
from ..derivation.revisions import Revision, revisions_among
from ..model.codes import WORLD
from ..model.figure import Figure
from ..model.period import Period
from .check import FAILS, Check
from .compilation import Compilation, compilations_of
from .consistent_subset import Resolution, across_pages
from .document_checks import together
from .evidence import Inferred
from .findings import Finding
from .grouping import findings_of
from .inference import Inference
from .single_checks import exchange, identities, ranks, ratios, repeated_prints


@cached
def resolutions(book: Book, compiler: str) -> tuple[Resolution, ...]:
    """What the compiler printed that can hold together, a resolution for each reporter and edition."""
    return tuple(map(Resolution, compilations_of(book, compiler).values()))


@cached
def checks(book: Book, compiler: str) -> tuple[Check, ...]:
    """Every check that can be tried on a compiler's figures."""
    found: list[Check] = []
    for resolution in resolutions(book, compiler):
        compilation = resolution.compilation
        single = [*_single(compilation), *exchange(compilation), *ranks(compilation)]
        found += [*_unexplained(chain(together(compilation), across_pages(resolution)), single), *single]
    return tuple(found)


def _single(compilation: Compilation) -> Iterator[Check]:
    yield from chain(identities(compilation), ratios(compilation), repeated_prints(compilation))


def _unexplained(several: Iterator[Check], single: list[Check]) -> Iterator[Check]:
    told = {frozenset(check.figures) for check in single if check.verdict == FAILS}
    return (check for check in several if frozenset(check.figures) not in told)


def checks_near(book: Book, reporter: str, partner: str, compiler: str, period: Period) -> Iterator[Check]:
    """Checks on one compiler's figures of a pair, all of those of a period among them; quick, as far as a page can hold."""
    before = period.year_before

    def is_relevant(figure: Figure) -> bool:
        when = figure.period
        return (
            figure.reporter == reporter
            and figure.partner in (partner, WORLD)
            and (when in (period, before) or when in period or period in when or when in before)
        )

    for compilation in compilations_of(book, compiler, is_relevant).values():
        single = list(_single(compilation))
        yield from (*_unexplained(together(compilation, period), single), *single)


@cached
def findings(book: Book, compiler: str) -> tuple[Finding, ...]:
    """What explains the checks that fail."""
    own = checks(book, compiler)
    return tuple(found for resolution in resolutions(book, compiler) for found in findings_of(resolution, own))


@cached
def pinned(book: Book, compiler: str) -> tuple[Inferred, ...]:
    """Figures nobody printed whose bounds printed ones guarantee, to a fifth of the figure or better."""
    return tuple(i for resolution in resolutions(book, compiler) for i in Inference(resolution).all())


def revisions(book: Book, compiler: str) -> tuple[Revision, ...]:
    """What the compiler printed anew, otherwise."""
    return tuple(revisions_among(map(book.figure, book.index.ids(compiler=compiler)), book.sources))


_WORKS: tuple[Callable[[Book, str], Iterable[object]], ...] = (checks, findings, revisions, pinned)
WORKS = {work.__name__: work for work in _WORKS}
"""What is worked out of a compiler's figures."""
