"""Aid: what Japan gave Cambodia by period, grants, loans and net never in one column, and what was agreed when."""

from typing import Any, NamedTuple

from ..book.book import Book
from ..book.caching import cached
from ..model.figure import Figure
from ..model.period import Period
from .comparisons import growth
from .quantity import Quantity, printed

AID, PROJECTS = "aid", "aid project"
"""Subjects of `indicators.csv`."""
NET = "net"
PROJECT = "PROJECT:"


class Indicator(NamedTuple):
    """Where a measure is shown: its `subject`; of aid also the `component` (net, grants, loans, technical, all) and the
    `concept`, which says what kind of amount it is (net disbursement, commitments ...). `called` is what a text calls it,
    which cannot tell those who counted apart."""

    measure: str
    subject: str
    component: str
    concept: str
    called: str


@cached
def indicators(book: Book) -> dict[str, Indicator]:
    """By measure, in reading order."""
    rows = book.tables.mappings("indicators", Indicator._fields)
    return {row["measure"]: Indicator(**row) for row in rows}


class AidLine(NamedTuple):
    """Aid of one period in one currency, of one concept, by one compiler: `numbers` by component, and "growth" of the net."""

    period: Period
    unit: str
    concept: str
    compiler: str
    numbers: dict[str, Quantity]

    @property
    def key(self) -> str:
        """Names the line: `2019 USD net-disbursement WB`."""
        return f"{self.period.code} {self.unit} {self.concept.replace(' ', '-')} {self.compiler}"


class Agreement(NamedTuple):
    """A loan or a grant as it was agreed: `component` says which, `date` is an ISO day, month or year, and `amounts` are
    in the currencies that the source prints, by their codes in small letters."""

    project: str
    measure: str
    date: str
    document: str
    title: str
    component: str
    amounts: dict[str, Quantity]

    @property
    def key(self) -> str:
        return f"{self.date} {self.component} {self.project}"

    @property
    def figures(self) -> list[Figure]:
        return [q.figure for q in self.amounts.values() if q.figure is not None]


@cached
def aid_lines(book: Book) -> list[AidLine]:
    """Aid by period: the years, then what is of other times, each concept apart; the newest first, dollars before yen."""
    known = {m: i for m, i in indicators(book).items() if i.subject == AID}
    found: dict[tuple[Period, str, str, str], AidLine] = {}
    for f in book.figures_in("society_press", "aid_wdi"):
        if f.measure in known:
            key = (f.period, f.unit, known[f.measure].concept, f.compiler)
            found.setdefault(key, AidLine(*key, {})).numbers[known[f.measure].component] = printed(f)
    for line in found.values():
        before = found.get((line.period.year_before, *line[1:4]))
        if before is not None and line.period.is_year and NET in line.numbers and NET in before.numbers:
            grown = growth(line.numbers[NET], before.numbers[NET])
            line.numbers.update({"growth": grown} if grown is not None else {})
    concepts = list(dict.fromkeys(i.concept for i in known.values()))

    def place(line: AidLine) -> tuple[Any, ...]:
        group = 0 if line.period.is_year else 1 + concepts.index(line.concept)
        return group, -line.period.last, line.period.months, line.unit != "USD", line.key

    return sorted(found.values(), key=place)


def aid_line_of(book: Book, figure: Figure) -> tuple[AidLine, str]:
    """The line a figure stands in, and as which component."""
    known = indicators(book)[figure.measure]
    wanted = (figure.period, figure.unit, known.concept, figure.compiler)
    return next(line for line in aid_lines(book) if line[:4] == wanted), known.component


@cached
def agreements(book: Book) -> list[Agreement]:
    """Loans and grants as they were agreed, the newest first."""
    amounts: dict[tuple[str, str, Period], dict[str, Quantity]] = {}
    for f in book.figures_in("aid_projects"):
        amounts.setdefault((f.product, f.measure, f.period), {})[f.unit.lower()] = printed(f)
    fields = ("project", "measure", "date", "document", "title")
    found = []
    for row in book.tables.mappings("aid_agreements", fields):
        agreed = amounts[PROJECT + row["project"], row["measure"], Period.parse(row["date"][:7])]
        component = indicators(book)[row["measure"]].component
        found.append(Agreement(**row, component=component, amounts=agreed))
    return sorted(found, key=lambda a: (a.date, a.title), reverse=True)


def agreement_of(book: Book, figure: Figure) -> Agreement:
    """The agreement whose amount a figure is."""
    return next(a for a in agreements(book) if figure in a.figures)
