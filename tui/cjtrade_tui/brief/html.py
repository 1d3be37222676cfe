"""The brief as one HTML file that needs nothing else: on a light or dark screen, and on A4."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from cjtrade_data.brief.brief import Brief, Section
from cjtrade_data.safe_text import safe_text
from cjtrade_tui.brief.page import BriefPage, Drawn
from cjtrade_tui.brief.text import HEADS, rows_of
from cjtrade_tui.charts.chart import Chart
from cjtrade_tui.charts.svg import COLOURS, DRAWN, svg

_STYLE = Path(__file__).with_name("brief.css")


def as_html(page: BriefPage) -> str:
    brief = page.brief
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{_text(brief.title)}</title>'
    )
    sources = (f'<li id="s{cited.number}">{_linked(cited.plain)}</li>' for cited in brief.sources)
    body = [
        f"<header><h1>{_text(brief.title)}</h1><p>{_text(brief.subtitle)}</p></header>",
        _table(brief),
        *([f'<p class="note">{_text(brief.legend)}</p>'] if brief.legend else []),
        f'<div class="charts">{"".join(_figure(drawn, at) for at, drawn in enumerate(page.charts, 1))}</div>',
        f'<div class="sections">{"".join(_section(brief, section) for section in brief.sections)}</div>',
        f'<section class="sources"><h2>Sources</h2><ol>{"".join(sources)}</ol></section>',
        f"<footer>{_text(brief.made_of)}</footer>",
    ]
    style = f"<style>{COLOURS.read_text('utf-8')}{_STYLE.read_text('utf-8')}</style>"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head>{head}{style}</head>\n<body>\n'
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _text(words: str) -> str:
    return escape(safe_text(words))


def _table(brief: Brief) -> str:
    heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in HEADS)
    rows = []
    for headline, (label, *cells, _) in zip(brief.headlines, rows_of(brief), strict=True):
        told = "".join(f"<td>{_text(cell)}</td>" for cell in cells)
        rows.append(f'<tr><th scope="row">{_text(label)}</th>{told}<td>{_marks(brief, headline.sources)}</td></tr>')
    return f'<table class="headlines"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _marks(brief: Brief, sources: tuple[str, ...]) -> str:
    """The numbers of sources, each leading to its line."""
    numbers = (number.strip("[]") for number in brief.marks(sources).split("]") if number)
    return f"<sup>{' '.join(f'<a href=#s{n}>{n}</a>' for n in numbers)}</sup>" if sources else ""


def _section(brief: Brief, section: Section) -> str:
    lines = "".join(f"<li>{_text(line.text)}{_marks(brief, line.sources)}</li>" for line in section.lines)
    note = f'<p class="note">{_text(section.note)}</p>' if section.note else ""
    return f"<section><h2>{_text(section.heading)}</h2><ul>{lines}</ul>{note}</section>"


def _figure(drawn: Drawn, at: int) -> str:
    chart = drawn.chart
    picture = svg(chart, f"chart{at}") if chart.kind in DRAWN else ""
    caption = f"<figcaption><b>{_text(chart.heading)}</b><br>{_legend(chart)}</figcaption>"
    return f"<figure>{caption}{picture}<p class=note>The figures: <code>{_text(drawn.command)}</code></p></figure>"


def _legend(chart: Chart) -> str:
    return " ".join(
        f'<span class="key"><i class="{series.role}"></i>{_text(series.label)}</span>'
        for series in chart.series
        if series.label
    )


def _linked(citation: str) -> str:
    """A citation with its address as a link."""
    words: Iterable[str] = citation.split(" ")
    return " ".join(_link(word) if word.startswith(("https://", "http://")) else _text(word) for word in words)


def _link(word: str) -> str:
    address = word.rstrip(",.")
    return f'<a href="{_text(address)}">{_text(address)}</a>{_text(word[len(address) :])}'
