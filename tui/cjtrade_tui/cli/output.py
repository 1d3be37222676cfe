"""Output: what a command prints, whole or said not to be. Imports nothing that `lookup` would wait for."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cjtrade_data.safe_text import safe_text


class OutputError(Exception):
    """Standard output does not take what is to be printed; its text says why."""


def put(content: str | bytes) -> None:
    """Write all of it to standard output, now. Raises BrokenPipeError where nobody reads on, else OutputError."""
    if sys.stdout is None:
        raise OutputError("standard output is closed")
    data = content if isinstance(content, bytes) else content.encode(sys.stdout.encoding or "utf-8", "replace")
    try:
        while data:
            data = data[sys.stdout.buffer.write(data) :]
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.strerror or str(error)) from None


def put_lines(lines: Iterable[str], *, ascii: bool = False) -> None:
    """Write lines of text, cleaned; with `ascii` nothing else is written."""
    text = clean_lines("\n".join(lines))
    if ascii:
        from cjtrade_tui.terminal.ascii import in_ascii

        text = in_ascii(text)
    put(text)


def put_json(document: Mapping[str, Any]) -> None:
    put(json_text(document))


def json_text(document: Mapping[str, Any]) -> str:
    """A document as it is written: every line of it cleaned."""
    import json

    return clean_lines(json.dumps(document, ensure_ascii=False, indent=1))


def clean_lines(text: str) -> str:
    """A text with each line cleaned, and the last one ended."""
    return "".join(f"{safe_text(line)}\n" for line in text.split("\n"))


def aligned(table: Sequence[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """The lines of a table of texts, two blanks between columns, some of which go to the right.

    Cells are counted, so that Japanese names do not push the figures out of line.
    """
    from cjtrade_tui.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    lines = []
    for texts in table:
        blanks = [" " * (width - cell_len(text)) for text, width in zip(texts, widths, strict=True)]
        cells = (b + text if r else text + b for text, b, r in zip(texts, blanks, right, strict=True))
        lines.append("  ".join(cells).rstrip())
    return lines


def complain(reason: str) -> None:
    """Say what is wrong in one line on standard error."""
    print(f"cjtrade-tui: {safe_text(reason)}", file=sys.stderr)


def discard_output() -> None:
    """Let what standard output still holds go nowhere, or Python would try again when it ends, and complain."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
