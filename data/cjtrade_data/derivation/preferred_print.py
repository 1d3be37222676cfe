"""Which of several prints of one thing is preferred: the one rule of all faces."""

from collections.abc import Mapping, Sequence

from ..model.figure import Figure
from ..model.imported_compiler import is_published
from ..model.records import Source, Stamp


def is_print(figure: Figure | Stamp) -> bool:
    """Whether somebody published it, see `is_published`."""
    return is_published(figure.status, figure.compiler)


def preferred(sources: Mapping[str, Source], figures: Sequence[Figure]) -> list[Figure]:
    """The prints of one thing by one compiler, the preferred first.

    A number comes before a mere limit, and a print before what a table derived. Of numbers the latest counts, as far as
    the others agree with it the finest of them; then by date and id.
    """
    if len(figures) == 1:
        return [*figures]
    by_date = sorted(sorted(figures, key=lambda f: f.id), key=lambda f: sources[f.source].date, reverse=True)
    prints = [f for f in by_date if is_print(f)]
    numbers = [f for f in prints if not f.bound]
    rest = [*numbers, *(f for f in prints if f.bound), *(f for f in by_date if not is_print(f))]
    if not numbers:
        return rest
    agreeing = [f for f in numbers if f.interval.meets(numbers[0].interval)]
    best = min(agreeing, key=lambda f: f.interval.width)
    return [best, *(f for f in rest if f is not best)]
