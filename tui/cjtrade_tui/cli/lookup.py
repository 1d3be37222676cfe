"""`cjtrade-tui lookup QUESTION...`: answers on standard output, best first. Imports neither Textual nor Polars."""

import argparse
import shlex
from collections.abc import Sequence

from cjtrade_data.lookup.api import Answer, ask
from cjtrade_tui.cli.output import put_json, put_lines
from cjtrade_tui.cli.parser import book_of
from cjtrade_tui.terminal.environment import speaks_utf8

_NAMES = tuple(
    """
    text value unit low high measure reporter partner period status formula source citation figure disputed reading
""".split()
)
"""What --json tells of an answer."""


def run(options: argparse.Namespace) -> int:
    """Answer a question; exit status 0 answered, 1 nothing found."""
    reply = ask(" ".join(options.question), book_of(options), options.limit, options.after or "")
    if options.json:
        found = [{name: getattr(answer, name) for name in _NAMES} for answer in reply.answers]
        put_json({"question": reply.question, "answers": found, "refusal": reply.refusal or None})
    elif reply.answers:
        named = {"--pair": options.pair, "--store": options.store}
        of = [word for name, value in named.items() if value for word in (name, str(value))]
        every = len(reply.answers) + reply.left_out
        more = [f"{reply.left_out} more: -n {every}"] if reply.left_out and options.limit > 1 else []
        put_lines(["\n\n".join([*(as_text(a, of) for a in reply.answers), *more])], ascii=not speaks_utf8())
    else:
        put_lines([reply.refusal], ascii=not speaks_utf8())
    return 0 if reply.answers else 1


def as_text(answer: Answer, of: Sequence[str] = ()) -> str:
    """An answer as plain text; the command it ends on can be pasted into a shell, with the options that say `of` which data."""
    lines = [answer.text, f"  {answer.status}; read as: {answer.reading}"]
    if answer.formula:
        lines.append(f"  formula: {answer.formula}")
    if answer.citation:
        lines.append(f"  source: {answer.citation}")
    if answer.opens:
        lines.append(f"  see: {shlex.join(['cjtrade-tui', *answer.opens, *of])}")
    return "\n".join(lines)
