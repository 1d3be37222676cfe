"""`cjtrade-tui check`: the checks of the book, or a sentence held against it. Imports neither Textual nor Polars."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from cjtrade_tui.cli.output import put_json, put_lines
from cjtrade_tui.cli.parser import book_of
from cjtrade_tui.terminal.environment import speaks_utf8

if TYPE_CHECKING:
    from cjtrade_data.book.book import Book
    from cjtrade_data.checks.check import Check
    from cjtrade_data.claims.api import Report

_MOST = 1_000_000
"""Bytes read of standard input."""
_NAMES = tuple(
    """
    words sentence value unit verdict disputed mirror reading held_against difference figure status source citation note
""".split()
)
_CHECK_NAMES = tuple("id kind verdict title reporter partner compiler period figures arithmetic note".split())


def run(options: argparse.Namespace) -> int:
    """Print the verdicts; exit status 0 whatever they say, 1 with --fail-on where one disagrees. Raises ValueError for a
    sentence or a date that is none."""
    said = options.words
    if "-" in said and len(said) > 1:
        raise ValueError("either a sentence or -, not both; cjtrade-tui check --help says more")
    if said and not " ".join(said).strip():
        raise ValueError("the sentence is empty; cjtrade-tui check --help says more")
    if (options.pair or options.store) and not said:
        raise ValueError("the checks are of the bundled figures alone; hold a sentence against your own")
    if said:
        from cjtrade_data.claims.api import check_text
        from cjtrade_data.claims.report_text import report_lines

        day = _day(options.date)
        report = check_text(_piped() if said == ["-"] else " ".join(said), book_of(options), day)
        wrong = any(c.verdict == "disagrees" for c in report.claims)
        lines, document = report_lines(report), partial(_claims_document, report)
    else:
        from cjtrade_data.book.book import Book
        from cjtrade_data.checks.api import all_checks
        from cjtrade_data.checks.check import VERDICTS

        book = Book()
        found = all_checks(book)
        wrong = any(c.verdict == VERDICTS[0] for c in found)
        lines, document = _listed(book, found), partial(_checks_document, book, found)
    put_json(document()) if options.json else put_lines(lines, ascii=not speaks_utf8())
    return int(wrong and options.fail_on == "disagrees")


def _day(text: str) -> str:
    """The day of --date. Raises ValueError, which says how one is written."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise ValueError(f"'{text}' is no day; write it as 2024-03-25") from None


def _piped() -> str:
    """Standard input; one who sits at it is told how it ends."""
    if sys.stdin.isatty():
        print("Type or paste the text; Ctrl+D on a line of its own ends it.", file=sys.stderr)
    return sys.stdin.buffer.read(_MOST).decode("utf-8", "replace")


def _claims_document(report: Report) -> dict[str, Any]:
    claims = [{name: getattr(c, name) for name in _NAMES} | {"question": c.question or None} for c in report.claims]
    without_number = {
        "statements": [each._asdict() for each in report.stated],
        "not_checked": [each._asdict() for each in report.unchecked],
    }
    return {"text": report.text, "claims": claims, **without_number, "note": report.note, "source": report.source}


def _checks_document(book: Book, found: Sequence[Check]) -> dict[str, Any]:
    from cjtrade_data.checks.api import findings

    checks = [{name: getattr(c, name) for name in _CHECK_NAMES} | {"period": c.period.code} for c in found]
    explained = [
        {
            "id": f.id,
            "kind": f.kind,
            "title": f.title,
            "says": f.says(book.sources),
            "cause": f.cause or None,
            "suspects": f.lines(book.sources),
            "checks": list(f.checks),
            "figures": list(f.figures),
        }
        for f in findings(book)
    ]
    return {"findings": explained, "checks": checks}


def _listed(book: Book, found: Sequence[Check]) -> list[str]:
    """A summary, the findings worst first, then a line for each check."""
    from cjtrade_data.checks.api import findings
    from cjtrade_data.checks.check import VERDICTS, counted
    from cjtrade_data.checks.findings import KINDS_OF_FINDING

    counts = {v: sum(c.verdict == v for c in found) for v in VERDICTS}
    lines = [f"{len(found):,} checks: {', '.join(counted(n, v) for v, n in counts.items() if n)}."]
    explained = findings(book)
    lines.append(f"{len(explained)} findings explain what does not reconcile, worst first:")
    for each in explained:
        cause = each.cause or "not clear"
        lines += ["", f"{each.says(book.sources)} Likely cause: {cause}. ({KINDS_OF_FINDING[each.kind]})"]
        lines += [f"  or in doubt: {line}" for line in each.lines(book.sources)[1:]]
    return [*lines, "", *(f"{c.verdict}: {c.title} ({c.compiler})" for c in found)]
