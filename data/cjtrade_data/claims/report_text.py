"""Report text: the verdicts on a text, as lines of plain words."""

from __future__ import annotations

from .api import AGREES, DISAGREES, DISPUTED, MIRRORED, UNKNOWN, Report, Verdict

_OF_SEVERAL = {
    AGREES: "agree",
    MIRRORED: "agree with mirror data",
    DISAGREES: "disagree",
    DISPUTED: "are disputed",
    UNKNOWN: "cannot be told",
}
_OF_ONE = {MIRRORED: "agrees with mirror data", DISPUTED: "is disputed", UNKNOWN: "cannot be told"}


def summary(report: Report) -> str:
    """How many numbers agree, and what has none: `3 numbers: 2 agree, 1 disagrees. Not checked: 1 statement without one.`"""
    several = "s" if len(report.unchecked) > 1 else ""
    also = f" Not checked: {len(report.unchecked)} statement{several} without one." if report.unchecked else ""
    told = [(n, v) for v in (AGREES, DISAGREES) if (n := sum(s.verdict == v for s in report.stated))]
    stated = ", ".join(f"{n} {v if n == 1 else _OF_SEVERAL[v]}" for n, v in told)
    also = f" Without a number: {stated}.{also}" if stated else also
    if not report.claims:
        return f"There is no number in it that says something about trade or investment.{also}"
    counts = {v: sum(c.label == v for c in report.claims) for v in _OF_SEVERAL}
    parts = [f"{n} {_OF_ONE.get(v, v) if n == 1 else _OF_SEVERAL[v]}" for v, n in counts.items() if n]
    count = len(report.claims)
    return f"{count} number{'s' if count != 1 else ''}: {', '.join(parts)}.{also}"


def report_lines(report: Report) -> list[str]:
    """A report as plain text: a summary, then each number in the order of the text, under its sentence."""
    lines = [summary(report), *([report.source] if report.source else [])]
    sentence = ""
    for claim in report.claims:
        lines += ["", f'"{claim.sentence}"'] if claim.sentence != sentence else []
        lines += ["", f"{claim.label}: {claim.words}", *(f"  {line}" for line in claim_lines(claim))]
        sentence = claim.sentence
    lines += ["", *unchecked_lines(report)] if report.unchecked or report.stated else []
    return [*lines, "", report.note] if report.note else lines


def unchecked_lines(report: Report) -> list[str]:
    """What a text says of trade without a number, a line each: with its verdict, or that it is not checked."""
    stated = [f'{s.verdict}: "{s.words}" ({s.kind}; held against: {s.held_against})' for s in report.stated]
    return [*stated, *(f'not checked: "{each.words}" ({each.kind})' for each in report.unchecked)]


def claim_lines(claim: Verdict) -> list[str]:
    """What stands behind a verdict: the remarks, the reading, the figure and its source."""
    lines = [claim.note] if claim.note else []
    lines.append(f"read as: {claim.reading}")
    if claim.held_against:
        figure = f"; figure {claim.figure}" if claim.figure else ""
        lines.append(f"held against: {claim.held_against} ({claim.status}{figure})")
    if claim.citation:
        lines.append(f"source: {claim.citation}")
    return lines
