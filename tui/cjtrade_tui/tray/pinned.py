"""Pinned figure: an answer as text to paste, with its sources; several of them as one note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from cjtrade_data.book.book import Book
from cjtrade_data.citation import FOR_PROGRAMS, cite_figures, cite_source, together
from cjtrade_data.lookup.api import Answer
from cjtrade_data.safe_text import escaped, safe_text


@dataclass(frozen=True, slots=True)
class PinnedFigure:
    """What is kept of an answer: its sentence, how it was worked out, what it stands on, and a remark of the reader's.

    `reference` names it in the book where it has a name; `figures` and `sources` are ids, `citation` how they were
    cited when it was pinned, for the day they are no longer in the book. `pinned` is a date, YYYY-MM-DD.
    """

    text: str
    status: str = "reported"
    formula: str = ""
    figures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    citation: str = ""
    reference: str = ""
    remark: str = ""
    pinned: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> PinnedFigure:
        """Read what `as_dict` gave. Raises TypeError or ValueError for anything else."""
        texts = {name: _text(kept[name]) for name in _TEXTS if name in kept}
        lists = {name: tuple(map(_text, kept.get(name, ()))) for name in ("figures", "sources")}
        return cls(**texts | lists)  # type: ignore[arg-type]


_TEXTS = ("text", "status", "formula", "citation", "reference", "remark", "pinned")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text")
    return safe_text(value)


def pin_of(answer: Answer, reference: str = "") -> PinnedFigure:
    """What is worth keeping of an answer."""
    return PinnedFigure(
        answer.text,
        answer.status,
        answer.formula,
        answer.figures,
        tuple(answer.source.split()),
        answer.citation,
        reference or answer.figure or "",
    )


def citations(figure: PinnedFigure, book: Book, style: str = "plain") -> list[str]:
    """The citation of each figure, or of each source where there is no figure; each once.

    As they were when it was pinned where the book no longer has one of them.
    """
    try:
        found = cite_figures(book, [book.figure(id) for id in figure.figures], style)
        found = found or [cite_source(book, id, style) for id in figure.sources]
    except KeyError:
        found = [figure.citation]
    return list(dict.fromkeys(found))


def as_text(figure: PinnedFigure, book: Book, style: str = "plain") -> str:
    """The sentence, its formula where it was worked out, and its citations; only these where a program reads them."""
    cited = citations(figure, book, style)
    if style in FOR_PROGRAMS:
        return together(cited, style)
    worked = [f"{_made(figure)}: {figure.formula}."] if figure.formula else []
    return "\n".join([figure.text, *worked, *(f"Source: {c}" for c in cited)])


def _made(figure: PinnedFigure) -> str:
    return "Converted" if figure.status == "converted" else "Worked out"


def as_note(pinned_figures: Iterable[PinnedFigure], book: Book, markdown: bool = False, title: str = "") -> str:
    """All pinned figures as one note: each with the numbers of its sources, which are listed once at the end."""
    numbers: dict[str, int] = {}
    lines = [f"{'# ' if markdown else ''}{title}", ""] if title else []
    for figure in pinned_figures:
        cited = citations(figure, book, "markdown" if markdown else "plain")
        marks = "".join(f" [{numbers.setdefault(c, len(numbers) + 1)}]" for c in cited)
        lines.append(f"- {escaped(figure.text) if markdown else figure.text}{marks}")
        if figure.formula:
            lines.append(f"  {_made(figure)}: {escaped(figure.formula) if markdown else figure.formula}.")
        if figure.remark:
            lines.append(f"  Remark: {escaped(figure.remark) if markdown else figure.remark}")
    lines += ["", "## Sources" if markdown else "Sources", ""]
    lines += [f"{number}. {citation}" if markdown else f"[{number}] {citation}" for citation, number in numbers.items()]
    return "\n".join(lines) + "\n"
