"""What a brief is made of: headlines, sections of sentences and the sources they stand on, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class FlowHeadline(NamedTuple):
    """A flow of the period: what it is, its amount and growth on the year in words ("" where nobody knows), and of each
    whether it is reported, derived or converted. `references` name both numbers, `sources` are ids. `is_contested`: the
    amount is disputed or printed otherwise elsewhere.
    """

    label: str
    amount: str
    status: str
    growth: str = ""
    growth_status: str = ""
    valuation: str = ""
    references: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_contested: bool = False
    growth_is_disputed: bool = False


class CitedLine(NamedTuple):
    """A sentence to be said: the reference of the number, the statement or the finding that it is of, and ids of sources."""

    text: str
    reference: str = ""
    sources: tuple[str, ...] = ()


class Section(NamedTuple):
    """Sentences under a heading; `note` says what is not here, or how the lines were chosen."""

    heading: str
    lines: tuple[CitedLine, ...]
    note: str = ""


class Cited(NamedTuple):
    """A source with its number on the page, `plain` and in Markdown, each with the date of publication and of reading."""

    number: int
    id: str
    plain: str
    markdown: str


class Brief(NamedTuple):
    """One page. `subtitle` says of which period, whose figures and in which currency; `sources` are numbered in the order
    in which the page names them; `made_of` says of which tables it was made.
    """

    title: str
    subtitle: str
    headlines: tuple[FlowHeadline, ...]
    sections: tuple[Section, ...]
    sources: tuple[Cited, ...]
    made_of: str

    @property
    def legend(self) -> str:
        """What the mark beside a headline means, "" where none has one."""
        marked = any(h.is_contested or h.growth_is_disputed for h in self.headlines)
        return "! disputed, or printed otherwise elsewhere" if marked else ""

    def marks(self, sources: tuple[str, ...]) -> str:
        """The numbers of some sources, `[1][3]`."""
        numbers = {cited.id: cited.number for cited in self.sources}
        return "".join(f"[{numbers[id]}]" for id in sources)

    def texts(self) -> Iterator[str]:
        """Every text of the page but its sources."""
        yield from (self.title, self.subtitle, self.made_of)
        for headline in self.headlines:
            yield from headline[:6]
        for section in self.sections:
            yield from (section.heading, *(line.text for line in section.lines), section.note)
