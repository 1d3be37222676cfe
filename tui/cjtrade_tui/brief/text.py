"""The brief as plain text at the 76 columns of an e-mail, and as Markdown."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from cjtrade_data.brief.brief import Brief, FlowHeadline
from cjtrade_data.export import markdown_table
from cjtrade_data.safe_text import escaped
from cjtrade_tui.brief.page import BriefPage, Drawn
from cjtrade_tui.charts.render import draw
from cjtrade_tui.pages.cell import MISSING
from cjtrade_tui.terminal.ascii import in_ascii

WIDTH = 76
"""What a frame over 80 columns has room for."""
_CHART, _NARROWEST = 14, 18
HEADS = ("", "amount", "on the year", "status", "source")
"""Of the table of headlines."""


def as_text(page: BriefPage, *, ascii: bool = False, width: int = WIDTH) -> str:
    """Plain text, at most so many columns wide."""
    brief = page.brief
    lines = [*wrap(brief.title, width), *wrap(brief.subtitle, width), "", *_aligned([HEADS, *rows_of(brief)], width)]
    lines += [*wrap(brief.legend, width), ""]
    for section in brief.sections:
        lines += [section.heading, "-" * len(section.heading)]
        for line in section.lines:
            lines += _hanging("* ", f"{line.text} {brief.marks(line.sources)}", width)
        lines += [*wrap(section.note, width), ""]
    for drawn in page.charts:
        lines += [
            drawn.chart.heading,
            "-" * len(drawn.chart.heading),
            *_drawn(drawn, ascii, width),
            *wrap(f"The figures: {drawn.command}", width),
            "",
        ]
    lines += ["Sources", "-------"]
    for cited in brief.sources:
        lines += _hanging(f"[{cited.number}] ", cited.plain, width)
    lines += ["", *wrap(brief.made_of, width)]
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    return in_ascii(text) if ascii else text


def as_markdown(page: BriefPage) -> str:
    """Markdown, its charts as text."""
    brief = page.brief
    lines = [f"# {escaped(brief.title)}", "", escaped(brief.subtitle), "", *markdown_table(HEADS, rows_of(brief)), ""]
    lines += [escaped(brief.legend), ""] if brief.legend else []
    for section in brief.sections:
        lines += [f"## {escaped(section.heading)}", ""]
        lines += [f"- {escaped(line.text)} {escaped(brief.marks(line.sources))}" for line in section.lines]
        lines += ["", *([f"*{escaped(section.note)}*", ""] if section.note else [])]
    lines += ["## Charts", ""]
    for drawn in page.charts:
        lines += [
            f"### {escaped(drawn.chart.heading)}",
            "",
            "```text",
            *_drawn(drawn, False),
            "```",
            "",
            f"The figures: `{drawn.command}`",
            "",
        ]
    lines += ["## Sources", "", *(f"{cited.number}. {cited.markdown}" for cited in brief.sources), ""]
    return "\n".join([*lines, f"*{escaped(brief.made_of)}*"]) + "\n"


def rows_of(brief: Brief) -> list[tuple[str, ...]]:
    """The headlines as cells under `HEADS`; what nobody knows is said to be missing."""
    return [
        (
            ", ".join(filter(None, (h.label, h.valuation))),
            f"{h.amount or 'not in the data'}{' !' * h.is_contested}",
            f"{h.growth or MISSING}{' !' * h.growth_is_contested}",
            _status(h),
            brief.marks(h.sources),
        )
        for h in brief.headlines
    ]


def _status(headline: FlowHeadline) -> str:
    """Of the amount, and of the growth where that is another."""
    other = headline.growth_status not in ("", headline.status)
    return f"{headline.status}; growth {headline.growth_status}" if other else headline.status


def _aligned(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Columns two blanks apart, the first broken where the row would be too wide; a line for each where there is no room."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    widths[0] = min(widths[0], width - sum(widths[1:]) - 2 * (len(widths) - 1))
    if widths[0] < _NARROWEST:
        for label, amount, growth, status, marks in rows[1:]:
            grown = f", {growth} on the year" if growth != MISSING else ""
            yield from _hanging("* ", f"{label}: {amount}{grown} ({status}) {marks}", width)
        return
    for row in rows:
        first, *more = wrap(row[0], widths[0]) or [""]
        yield "  ".join(cell.ljust(wide) for cell, wide in zip((first, *row[1:]), widths, strict=True))
        yield from more


def _hanging(mark: str, text: str, width: int) -> list[str]:
    """A paragraph behind a mark; an address too long for a line has one of its own, since a broken one leads nowhere."""
    return wrap(
        text,
        width,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_on_hyphens=False,
        break_long_words=False,
    )


def _drawn(drawn: Drawn, ascii: bool, width: int = WIDTH) -> list[str]:
    """The chart, without its title, which is the heading it stands under."""
    return draw(drawn.chart._replace(title="", unit=""), width, _CHART, ascii=ascii).text
