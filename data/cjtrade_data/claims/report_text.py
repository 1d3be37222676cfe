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
    """How many numbers agree: `3 numbers: 2 agree, 1 disagrees`."""
    if not report.claims:
        return "There is no number in it that says something about trade or investment."
    counts = {v: sum(c.label == v for c in report.claims) for v in _OF_SEVERAL}
    parts = [f"{n} {_OF_ONE.get(v, v) if n == 1 else _OF_SEVERAL[v]}" for v, n in counts.items() if n]
    count = len(report.claims)
    return f"{count} number{'s' if count != 1 else ''}: {', '.join(parts)}."


def report_lines(report: Report) -> list[str]:
    """A report as plain text: a summary, then each number in the order of the text, under its sentence."""
    lines = [summary(report), *([report.source] if report.source else [])]
    sentence = ""
    for claim in report.claims:
        lines += ["", f'"{claim.sentence}"'] if claim.sentence != sentence else []
        lines += ["", f"{claim.label}: {claim.words}", *(f"  {line}" for line in claim_lines(claim))]
        sentence = claim.sentence
    return [*lines, "", report.note] if report.note else lines


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
