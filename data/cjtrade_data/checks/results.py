"""Results of the checks as rows of tables (`tables/results/`), and read back: nothing is worked out, nothing solved."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import groupby
from math import ceil, floor, inf, isinf
from typing import Any

from ..book.book import Book
from ..book.results import ANEW, rows
from ..book.tables import cells
from ..derivation.revisions import Revision, revision
from ..errors import BookError
from ..model.grouped import grouped
from ..model.interval import Bound, Interval
from ..model.period import Period
from .check import Bar, Check, Spelling
from .evidence import Inferred, Suspect, Way
from .findings import ROUNDING, Finding
from .printed_claims import Claim, SeriesKey, Variable, claims_of

_DECIMALS = {"growth": 9, "share": 9, "level": 2}
"""Of the ends of what a claim is pinned to; per cent are told finer than dollars."""
Rows = Iterator[dict[str, Any]]


def ends(interval: Interval, decimals: int = 2) -> dict[str, str]:
    """`low` and `high` in base units, rounded outward so that the range still holds what it held; "" for no bound."""
    return {"low": _end(interval.low, floor, decimals), "high": _end(interval.high, ceil, decimals)}


def _end(bound: Bound, outward: Any, decimals: int) -> str:
    return "" if isinf(bound) else decimal(outward(Fraction(bound) * 10**decimals), decimals)


def decimal(scaled: int, decimals: int = 2) -> str:
    """A number from so many hundredths, without a detour by floating point."""
    digits = f"{abs(scaled):0{decimals + 1}d}"
    return f"{'-' if scaled < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"


def _interval(row: dict[str, str]) -> Interval:
    return Interval(Fraction(row["low"]) if row["low"] else -inf, Fraction(row["high"]) if row["high"] else inf)


_CHECKS = "results/checks.csv"
_SPELLED = ("note", "arithmetic", "ranges")
_OF_A_CHECK = ("id", "kind", "reporter", "partner", "compiler", "period", "verdict", "title", "figures")


def check_rows(checks: Iterable[Check]) -> Rows:
    """A row a check: what it is, its verdict, and what it says, line by line and as ranges."""
    for check in checks:
        spelled = check.spell()
        yield {
            **{name: getattr(check, name) for name in _OF_A_CHECK},
            "period": check.period.code,
            "figures": " ".join(check.figures),
            "note": spelled.note,
            "arithmetic": _listed(spelled.arithmetic),
            "ranges": _listed([[b.label, b.low, b.high, b.role, b.unit] for b in spelled.bars]),
        }


def _listed(values: Any) -> str:
    import json

    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def read_checks(book: Book) -> dict[str, list[Check]]:
    lines = book.tables.lines(_CHECKS, (*_OF_A_CHECK, *_SPELLED))
    return grouped((check.compiler, check) for check in map(_check, lines))


def _check(line: str) -> Check:
    """A check, which is spelled when that is asked for: the arithmetic is nine tenths of a row, and it starts with a "["."""
    row = cells(line.partition(',"[')[0])
    if len(row) < len(_OF_A_CHECK):
        row = _whole(line)
    made: dict[str, Any] = dict(zip(_OF_A_CHECK, row, strict=False))
    made |= {"period": Period.parse(made["period"]), "figures": tuple(made["figures"].split())}
    return Check(**made, spell=partial(_spelled, line))


def _spelled(line: str) -> Spelling:
    import json

    *_, note, arithmetic, ranges = _whole(line)
    return Spelling(tuple(json.loads(arithmetic)), tuple(Bar(*bar) for bar in json.loads(ranges)), note)


def _whole(line: str) -> list[str]:
    row = cells(line)
    if len(row) != len(_OF_A_CHECK) + len(_SPELLED) or not line.isprintable():
        raise BookError(_CHECKS, "a row is torn or holds what is no text", ANEW)
    return row


def finding_rows(findings: Iterable[Finding]) -> Rows:
    """A row a figure in doubt, the likeliest first: what the others leave of it, and the ids of later prints."""
    for found in findings:
        for number, (claim, pinned, elsewhere) in enumerate(found.suspects, start=1):
            yield {
                "finding": found.id,
                "likelihood": number,
                "kind": found.kind,
                "figure": claim.figure.id,
                "claim": claim.kind,
                **ends(pinned if pinned is not None else Interval(-inf, inf), _DECIMALS[claim.kind]),
                "elsewhere": " ".join(c.figure.id for c in elsewhere),
                "checks": " ".join(found.checks),
                "figures": " ".join(found.figures),
            }


def read_findings(book: Book) -> dict[str, list[Finding]]:
    found = (_finding(book, group) for group in _rows_of_findings(book))
    return grouped((made.claim.figure.compiler, made) for made in found)


def read_finding(book: Book, figure: str, claim: str) -> Finding | None:
    """What explains checks that fail by one claim of a figure, "level", "growth" or "share"; rounding does not.

    No other finding is made: its figures may be in tables that nothing else needs.
    """
    for group in _rows_of_findings(book):
        likeliest = group[0]
        if (likeliest["figure"], likeliest["claim"]) == (figure, claim) and likeliest["kind"] != ROUNDING:
            return _finding(book, group)
    return None


def _rows_of_findings(book: Book) -> Iterator[list[dict[str, str]]]:
    found = groupby(rows(book.folder, "findings"), key=lambda row: row["finding"])
    return (list(group) for _, group in found)


def _finding(book: Book, suspected: list[dict[str, str]]) -> Finding:
    def claim(id: str, kind: str) -> Claim:
        return next(c for c in claims_of([book.figure(id)], book.sources) if c.kind == kind)

    suspects: list[Suspect] = []
    for row in suspected:
        elsewhere = tuple(claim(id, row["claim"]) for id in row["elsewhere"].split())
        pinned = _interval(row) if row["low"] or row["high"] else None
        suspects.append(Suspect(claim(row["figure"], row["claim"]), pinned, elsewhere))
    checks, figures = (tuple(suspected[0][name].split()) for name in ("checks", "figures"))
    return Finding(suspected[0]["kind"], tuple(suspects), checks, figures)


def revision_rows(revisions: Iterable[Revision]) -> Rows:
    """A row a revision: the ids of both prints, and by how many per cent the later one differs."""
    for found in revisions:
        yield {"before": found.before.id, "after": found.after.id, **ends(found.percent, _DECIMALS["growth"])}


def read_revisions(book: Book) -> dict[str, list[Revision]]:
    pairs = ((book.figure(row["before"]), book.figure(row["after"])) for row in rows(book.folder, "revisions"))
    return grouped((after.compiler, revision(before, after, book.sources)) for before, after in pairs)


def pinned_rows(pinned: Iterable[Inferred]) -> Rows:
    """A row a way, the narrowest bounds of a level first, then those of shorter chains."""
    for found in pinned:
        for number, way in enumerate(reversed(found.ways), start=1):
            yield {
                "measure": way.unknown.measure,
                **way.unknown.line._asdict(),
                "period": way.unknown.period.code,
                "way": number,
                **ends(way.interval),
                "figures": " ".join(way.figures),
                "derivation": way.how,
            }


def read_pinned(book: Book) -> dict[str, list[Inferred]]:
    ways: dict[Variable, list[Way]] = {}
    for row in rows(book.folder, "pinned"):
        line = SeriesKey(*(row[name] for name in SeriesKey._fields))
        unknown = Variable(line, row["measure"], Period.parse(row["period"]))
        way = Way(unknown, _interval(row), tuple(row["figures"].split()), row["derivation"])
        ways.setdefault(unknown, []).insert(0, way)
    return grouped((_compiler(book, unknown.line), Inferred(unknown, tuple(own))) for unknown, own in ways.items())


def _compiler(book: Book, line: SeriesKey) -> str:
    """Whose a line is: of the press each page is a compiler of its own."""
    return book.sources[line.compiler].compiler if line.compiler in book.sources else line.compiler


_READ: tuple[Callable[[Book], Mapping[str, Sequence[Any]]], ...] = (
    read_checks,
    read_findings,
    read_revisions,
    read_pinned,
)
READERS = {reader.__name__.removeprefix("read_"): reader for reader in _READ}
"""What there are results of, each by compiler."""
