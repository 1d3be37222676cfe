"""Citations of a figure or a source: plain, Markdown, APA, BibTeX, RIS and CSL-JSON, with vintage and the day it was read."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from .book.book import Book
from .book.code_lists import classifications, compilers_of, no_trade
from .model.figure import Figure
from .model.period import MONTH_NAMES, Period
from .model.records import Source
from .safe_text import escaped, safe_text
from .wording.sentences import capital
from .wording.titles import about

STYLES = ("plain", "markdown", "apa", "bibtex", "ris", "csl")
FOR_PROGRAMS = ("bibtex", "ris", "csl")
"""The styles that a program reads, not a person."""
_UNTITLED = "press report"
_MOST_GOODS = 3
"""Goods of one list that are cited each with its place."""


class _Entry(NamedTuple):
    """Everything a style needs, cleaned: dates are ISO 8601 as far as known."""

    key: str
    compiler: str
    publisher: str
    title: str
    published: str
    vintage: str
    url: str
    locator: str
    about: str
    accessed: str
    press: bool


def cite_source(book: Book, source: str, style: str = "plain") -> str:
    """The citation of a source by its id; "accessed" is the day its figures were read for the tables, or imported.

    Raises KeyError for an unknown source and ValueError for an unknown style.
    """
    return _write(_entry(book, book.sources[source], None), style)


def cite_figures(book: Book, figures: Iterable[Figure], style: str = "plain") -> list[str]:
    """The citations of some figures, each once: its source, where it stands there, and what it is. Raises as `cite_source`.

    Months that follow each other in one row of a source, or in one column of an imported file, are cited as one, and so are
    many goods of one classification: "17 WTO product groups".
    """
    lists: dict[tuple[object, ...], dict[str, Figure]] = {}
    for figure in (figures := list(figures)):
        lists.setdefault(_list_of(figure), {})[figure.product] = figure
    runs: list[tuple[Figure, int]] = []
    for figure in figures:
        listed = lists[_list_of(figure)]
        if len(listed) > _MOST_GOODS:
            runs.append((next(iter(listed.values())), len(listed)))
        elif runs and (joined := _followed_by(runs[-1][0], figure)) is not None:
            runs[-1] = joined, 0
        else:
            runs.append((figure, 0))
    entries = (_entry(book, book.sources[run.source], run, goods) for run, goods in runs)
    return list(dict.fromkeys(_write(entry, style) for entry in entries))


def _list_of(figure: Figure) -> tuple[object, ...]:
    """What goods that stand in one list have in common: all but which goods they are."""
    system = figure.product.partition(":")[0]
    return system, figure.period, *(getattr(figure, name) for name in _OF_A_ROW if name != "product")


def together(citations: Iterable[str], style: str) -> str:
    """Several citations as one text that a program reads whole."""
    if style != "csl":
        return "\n\n".join(citations)
    import json

    items = [item for citation in citations for item in json.loads(citation)]
    return json.dumps(items, ensure_ascii=False, indent=1)


def _followed_by(run: Figure, month: Figure) -> Figure | None:
    """The run with the month that comes after it, which stands in the same place; None where it does not."""
    if (
        not month.locator
        or run.period.first is None
        or not month.period.is_month
        or run.period.last + 1 != month.period.last
    ):
        return None
    locator = _both_places(run.locator, month.locator)
    same = all(getattr(run, name) == getattr(month, name) for name in _OF_A_ROW)
    return (
        run._replace(period=Period(run.period.first, month.period.last), locator=locator) if same and locator else None
    )


def _both_places(first: str, second: str) -> str:
    """`trade.csv, lines 2, 3, value` of two lines of one column; "" for places that are not one."""
    if first == second:
        return first
    one, other = _LINES.fullmatch(first), _LINES.fullmatch(second)
    if one is None or other is None or (one[1], one[3]) != (other[1], other[3]):
        return ""
    return f"{one[1]}, lines {one[2]}, {other[2]}{one[3]}"


_LINES = re.compile(r"(.+), lines? ([0-9]+(?:, [0-9]+)*)((?:, .+)?)")
_OF_A_ROW = ("measure", "reporter", "partner", "product", "basis", "unit", "source")


def _write(entry: _Entry, style: str) -> str:
    if style not in _WRITERS:
        raise ValueError(f"'{style}' is no citation style: choose one of {', '.join(STYLES)}")
    return _WRITERS[style](entry)


def _entry(book: Book, source: Source, figure: Figure | None, goods: int = 0) -> _Entry:
    """What is cited: a source, a figure in it, or a list of so many `goods` that a figure stands in."""
    organisation = book.organisations.get(source.compiler)
    compiler = source.compiler
    if organisation is not None:
        compiler = organisation.name if _is_of_trade(book, source, figure) else organisation.own_name
    if source.compiler in compilers_of("unnamed press") or compiler == source.publisher or not source.names_compiler:
        compiler = ""
    f = figure
    what = ""
    if f is not None:
        what = about(book, f.measure, f.reporter, f.partner, "" if goods else f.product, f.period.label, f.compiler)
    if f is not None and goods:
        known = classifications().get(f.product.partition(":")[0])
        what += f", {goods} {known.spoken if known is not None else 'good'}s"
    return _Entry(
        key=f.id if f is not None else source.id,
        compiler=safe_text(compiler),
        publisher=safe_text(source.publisher),
        title=safe_text(source.title.strip()),
        published=source.published,
        vintage=safe_text(source.vintage),
        url=_url(source.url),
        locator=_place(f.locator) if f is not None and not goods else "",
        about=safe_text(what),
        accessed=source.retrieved,
        press=source.kind != "data",
    )


def _is_of_trade(book: Book, source: Source, figure: Figure | None) -> bool:
    """Whether what is cited is of trade: only that does an organisation take over from the customs its name tells of."""
    society = (f for f in book.figures_in("society_press") if f.source == source.id)
    measures = {f.measure for f in society} if figure is None else {figure.measure}
    return not measures & no_trade()


def _place(locator: str) -> str:
    """Where it stands: a paragraph, or the row of a table, which reads as part of the sentence only when set apart."""
    text = safe_text(locator)
    return text if not text or text.startswith(("paragraph", "chapter")) else f"row \u201c{text}\u201d"


def _url(url: str) -> str:
    """The address up to its first space, with what would break a citation percent-encoded."""
    address = safe_text(url).split(" ")[0]
    return "".join(
        c if c.isascii() and c not in '{}<>"\\^`|' else "".join(f"%{byte:02X}" for byte in c.encode()) for c in address
    )


def _date_parts(iso: str) -> tuple[str, str, str]:
    """Year, month by its name and day of an ISO date, as far as it is known: `2024`, `March`, `25`."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    return year, MONTH_NAMES[int(month) - 1] if month else "", str(int(day)) if day else ""


def date_words(iso: str) -> str:
    """`2024-03-25` as `25 March 2024`, `2024-03` as `March 2024`."""
    return " ".join(filter(None, reversed(_date_parts(iso))))


def _sentence(parts: list[str]) -> str:
    return capital(", ".join(p for p in parts if p) + ".")


def _plain(e: _Entry) -> str:
    parts = [e.compiler, e.about, e.locator, f"{'in ' if e.compiler or e.about else ''}{e.publisher}"]
    parts += [f'"{e.title}"' if e.title else _UNTITLED]
    parts += [date_words(e.published) if e.published else "undated" if e.press else ""]
    parts += [f"vintage {e.vintage}" if e.vintage else "", e.url, f"accessed {date_words(e.accessed)}"]
    return _sentence(parts)


def _markdown(e: _Entry) -> str:
    title = escaped(e.title or _UNTITLED)
    parts = [e.compiler, e.about, e.locator, f"{'in ' if e.compiler or e.about else ''}*{e.publisher}*"]
    address = e.url.replace("(", "%28").replace(")", "%29")
    parts += [f"[{title}]({address})" if e.url else f"*{title}*"]
    parts += [date_words(e.published) if e.published else "undated" if e.press else ""]
    parts += [f"vintage {e.vintage}" if e.vintage else "", f"accessed {date_words(e.accessed)}"]
    return _sentence(parts)


def _apa(e: _Entry) -> str:
    inside = [f"figures of {e.compiler}" if e.compiler else "", e.about, e.locator.replace("paragraph", "para.")]
    bracket = "; ".join(p for p in inside if p)
    edition = f" ({e.vintage})" if e.vintage else ""
    year, month, day = _date_parts(e.accessed)
    retrieved = f"Retrieved {month} {day}, {year}, from {e.url}"
    year, *month_and_day = _date_parts(e.published)
    published = ", ".join(filter(None, (year, " ".join(filter(None, month_and_day))))) or "n.d."
    if not e.title:
        bracket = "; ".join(p for p in (_UNTITLED.capitalize(), bracket) if p)
    title = f"{e.title}{edition}" + (f"{' ' if e.title else ''}[{bracket}]" if bracket else "")
    return f"{e.publisher.rstrip('.')}. ({published}). {title}. {retrieved}"


def _bibtex(e: _Entry) -> str:
    year, _, rest = e.published.partition("-")
    fields = {
        "author": f"{{{_tex(e.publisher)}}}",
        "title": f"{{{_tex(e.title or _untitled(e))}}}",
        "year": year,
        "month": str(int(rest[:2])) if rest else "",
        "edition": _tex(f"vintage {e.vintage}") if e.vintage else "",
        "note": _tex(_note(e)),
        "url": e.url,
        "urldate": e.accessed,
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{e.key},\n{body}\n}}"


def _note(e: _Entry) -> str:
    """Whose figures, what the figure is and where it stands."""
    return "; ".join(p for p in (f"figures of {e.compiler}" if e.compiler else "", e.about, e.locator) if p)


def _untitled(e: _Entry) -> str:
    """A description in place of a title that is not known."""
    return f"[{_UNTITLED.capitalize()}{': ' if e.about else ''}{e.about}]"


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {c: "\\" + c for c in "&%$#_{}"}


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in text)


def _ris(e: _Entry) -> str:
    date = "/".join([*e.published.split("-"), "", ""][:3]) if "-" in e.published else ""
    tags = [
        ("TY", "NEWS" if e.press else "DATA"),
        ("ID", e.key),
        ("AU", e.publisher),
        ("TI", e.title or _untitled(e)),
        ("PB", e.publisher),
        ("PY", e.published[:4]),
        ("DA", date),
        ("ET", f"vintage {e.vintage}" if e.vintage else ""),
        ("N1", _note(e)),
        ("UR", e.url),
        ("Y2", e.accessed.replace("-", "/")),
    ]
    return "\n".join([*(f"{tag}  - {value}" for tag, value in tags if value), "ER  - "])


def _csl(e: _Entry) -> str:
    """CSL-JSON, a list of one item, of which Zotero and pandoc make every other style."""
    item = {
        "id": e.key,
        "type": "article-newspaper" if e.press else "dataset",
        "title": e.title or _untitled(e),
        "author": [{"literal": e.publisher}],
        "container-title" if e.press else "publisher": e.publisher,
        "issued": _csl_date(e.published),
        "version": e.vintage,
        "note": _note(e),
        "URL": e.url,
        "accessed": _csl_date(e.accessed),
    }
    import json  # a question in words does without it

    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1)


def _csl_date(iso: str) -> dict[str, list[list[int]]]:
    """A date as far as it is known; empty where it is not."""
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else {}


_WRITERS: dict[str, Callable[[_Entry], str]] = {
    "plain": _plain,
    "markdown": _markdown,
    "apa": _apa,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl": _csl,
}
