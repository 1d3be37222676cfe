"""The other faces of the program: card, lookup, claim check, `show --json`, `export`, what is pinned down.

With `pages.py` the only file here that reaches into the program, by its public doors; all else is plain values.
"""

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import inf
from typing import Any, NamedTuple

from bundled import BOOK

from cjtrade_data import Selection
from cjtrade_data.checks.api import pinned as all_pinned
from cjtrade_data.claims.api import check_text
from cjtrade_data.lookup import api as lookup
from cjtrade_tui.cells import cell_len
from cjtrade_tui.cli import show
from cjtrade_tui.cli.main import main
from cjtrade_tui.painting.runs import fit

from .numbers import Number, Subject
from .pages import Drawn, Listed, page

Ends = tuple[float, float | None, float | None]
"""A number and what rounding leaves of it, None where an end is open."""
_LISTED = re.compile(r"(\d+)\. (.*?) ([\d,.]+ (?:(?:million|billion|thousand) )?dollars)")


class Answer(NamedTuple):
    """An answer of lookup, or the sentence of a card: `compilers` are all the names that whose figures they are go by."""

    measure: str
    reporter: str
    partner: str
    period: str
    compilers: frozenset[str]
    number: Number
    text: str

    def is_of(self, subject: Subject) -> bool:
        """Whether it is an answer of this very thing, a gap by the flow that was asked of."""
        of = subject.measure if self.measure != "mirror_gap" else "mirror_gap"
        named = subject.measure.endswith(of) if of == "mirror_gap" else self.measure == of
        same = (self.reporter, self.partner, self.period) == (subject.reporter, subject.partner, subject.period)
        return named and same and set(base(subject.compiler).split("+")) <= self.compilers


def base(compiler: str) -> str:
    """Whose figures, without the vintage, which a question does not name."""
    return compiler.split(" ", maxsplit=1)[0]


class Verdict(NamedTuple):
    """What the claim check says of one number of a sentence, and against which figure."""

    words: str
    verdict: str
    why: str


@lru_cache(maxsize=100_000)
def card(reference: str) -> tuple[Answer, str]:
    """(what the card of a reference says, its number with its unit in words). Raises KeyError where there is none."""
    found = lookup.card(reference)
    return _answer(found.said), found.value


def named(reference: str, currency: str) -> Answer:
    """What a reference names, in a currency. Raises KeyError where there is none."""
    return _answer(lookup.named(reference, currency=currency))


@lru_cache(maxsize=100_000)
def ask(question: str) -> tuple[tuple[Answer, ...], str]:
    """(all answers to a question, best first; the refusal where there are none)."""
    reply = lookup.ask(question, limit=60)
    return tuple(map(_answer, reply.answers)), reply.refusal


def partners_listed(answer: Answer) -> Listed:
    """(partner, amount) in the order of an answer that lists them: `1. the United States 4,414.28 million dollars, 2. ...`."""
    return [(name.removeprefix("the "), amount) for _, name, amount in _LISTED.findall(answer.text)]


@lru_cache(maxsize=100_000)
def check(sentence: str) -> tuple[Verdict, ...]:
    """The verdict on each number of a sentence."""
    claims = check_text(sentence).claims
    return tuple(Verdict(c.words, c.verdict, f"held against {c.held_against}; {c.note}") for c in claims)


def _answer(said: lookup.Answer) -> Answer:
    lacking = said.value is None or (said.low is None and said.high is None)  # words, or an estimate
    low, high = said.low, said.high
    number = Number(
        said.value,
        None if lacking else -inf if low is None else low,
        None if lacking else inf if high is None else high,
        said.unit,
        said.status,
        frozenset(said.source.split()),
    )
    return Answer(
        said.measure, said.reporter, said.partner, said.period, _compilers(said.source.split()), number, said.text
    )


def _compilers(sources: Iterable[str]) -> frozenset[str]:
    """Whose figures some sources carry: the compiler, and with its vintage for what ranks partners."""
    rows = [BOOK.sources[id] for id in sources]
    return frozenset(name for r in rows for name in (r.compiler, f"{r.compiler} {r.vintage}"))


def command(*words: str) -> str:
    """What a command prints, run in this process. Raises AssertionError with its message where it fails."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        status = main(list(words))
        out.flush()
    finally:
        sys.stdout, sys.stderr = kept
    assert status == 0, err.getvalue()
    return out.buffer.getvalue().decode()


def as_json(selection: Selection) -> list[Drawn]:
    """The rows of `show --json` of a page: key, and the text and the reference of each cell."""
    return rows(show.as_json(page(selection), BOOK))


def as_text(selection: Selection) -> list[str]:
    """The lines of `show` of a page, without the space between columns."""
    return _lines(show.as_text(page(selection)))


def shown_as_json(options: Sequence[str]) -> list[Drawn]:
    """The same, of what the command prints."""
    return rows(command("show", *options, "--json"))


def shown_as_text(options: Sequence[str]) -> list[str]:
    """The same, of what the command prints."""
    return _lines(command("show", *options, "--no-ascii"))


def rows(document: str) -> list[Drawn]:
    """The rows of a document of `show --json`: key, and the text and the reference of each cell."""
    found = json.loads(document)["rows"]
    return [(r["key"], [(c["text"], c["figure"] or "") for c in r["cells"]]) for r in found]


def cut(text: str) -> str:
    """Words as `show` prints them."""
    return fit(text, min(cell_len(text), show._LONGEST))


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def exported() -> dict[str, dict[str, Any]]:
    """Every figure as `export` writes it, by its id."""
    tables = [name for name in BOOK.resources if name.startswith("figures-")]
    return {r["id"]: r for name in tables for r in json.loads(command("export", name, "--format", "json"))}


def numbers_shown(options: Sequence[str]) -> dict[tuple[str, str], Ends]:
    """Value and ends of each number of a page by its row and column, as `show --json` prints them."""
    shown = json.loads(command("show", *options, "--json"))
    field = {column["key"]: column["field"] for column in shown["columns"]}
    return {
        (row["key"], field[cell["key"]]): (cell["value"], cell["low"], cell["high"])
        for row in shown["rows"]
        for cell in row["cells"]
        if cell["value"] is not None
    }


def numbers_exported(options: Sequence[str], format: str) -> dict[tuple[str, str], Ends]:
    """The same, as `export` writes them."""
    text = command("export", *options, "--format", format)
    rows = json.loads(text) if format == "json" else csv.DictReader(io.StringIO(text[text.index("key,") :]))
    found = {}
    for row in rows:
        for column in {name.removesuffix("_low") for name in row if name.endswith("_low")}:
            value = next(row[name] for name in row if re.fullmatch(rf"{column}( [-0-9/]+)?( [(].*[)])?", name))
            if value not in (None, ""):
                numbers = (value, row[f"{column}_low"], row[f"{column}_high"])
                value, low, high = (None if number in (None, "") else float(number) for number in numbers)
                found[row["key"], column] = (value, low, high)
    return found


def names_of_areas() -> dict[str, str]:
    """The English name of each country by its code."""
    return {code: area.name for code, area in BOOK.areas.items()}


@lru_cache(maxsize=1)
def pinned_down() -> dict[Subject, Number]:
    """What nobody printed but follows, as Checks has it, of levels in dollars of all goods."""
    found = {}
    for inferred in all_pinned(BOOK):
        line, of = inferred.unknown.line, inferred.unknown
        if not line.product and not line.basis and line.unit == "USD":
            subject = Subject(of.measure, line.reporter, line.partner, of.period.code, line.compiler)
            low, high = float(inferred.interval.low), float(inferred.interval.high)
            found[subject] = Number(None, low, high, "USD", "derived")
    return found
