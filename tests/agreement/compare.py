"""One face held against another: each function gives what disagrees, number by number."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from . import faces, pages
from .numbers import Cell, Disagreement, Number, Subject, about, apart, reads, same_digits
from .words import list_question, question, sentence

LISTED = 10
"""So many partners of a list are asked for."""
_CURRENCIES = ("KHR", "JPY")
Walked = TypeVar("Walked")
_CALLED = {
    "Lao PDR": "Laos",
    "Lao People's Dem. Rep.": "Laos",
    "Former Republic of Vietnam": "former Republic of Vietnam",
    "Former Democratic Republic of Vietnam": "former Democratic Republic of Vietnam",
}


def some(found: Iterable[Walked]) -> list[Walked]:
    """What is walked, which is never nothing: a comparison of nothing finds no disagreement either."""
    walked = list(found)
    assert walked, "there is nothing to compare"
    return walked


def every(number: int, found: Sequence[Cell]) -> list[Cell]:
    """Every n-th of some cells, always the same ones."""
    return list(found[::number])


def in_dollars(found: Iterable[Cell]) -> list[Cell]:
    """Cells without those of Flows and Partners that are in another currency."""
    return [c for c in found if not c.number.unit.endswith(_CURRENCIES)]


def texts(found: Iterable[Cell]) -> Iterator[Disagreement]:
    """A cell's text against the number that the notebook functions have for it, and its sign against the status."""
    for cell in some(found):
        value, status = cell.number.value, cell.number.status
        if value is not None and not reads(cell.text, value, cell.scale, cell.number.width):
            yield Disagreement("text", "notebook", about(cell), cell.text.strip(), str(cell.number))
        marks = {"d": "derived", "e": "estimated", "c": "converted"}
        marked = marks.get(cell.text.strip().rstrip("!")[-1:], "reported")
        has_marks = cell.kind == "level" and cell.number.unit == "USD" and not cell.page.startswith("checks")
        if has_marks and status and marked != status:
            yield Disagreement("status", "notebook", about(cell), marked, status)


def cards(found: Iterable[Cell]) -> Iterator[Disagreement]:
    """A cell against the card of its reference: number, interval, unit, status, source, and the digits it is said with."""
    for cell in some(c for c in found if c.reference):
        try:
            said, words = faces.card(cell.reference)
        except KeyError:
            yield Disagreement("missing", "card", about(cell), str(cell.number), f"no card of {cell.reference}")
            continue
        if cell.subject.measure.endswith("_growth") and not said.measure.endswith("_growth"):
            continue  # a growth printed beside a level has the card of the level
        found_here = list(apart(cell, "card", said.number, but=("source",) if cell.kind == "growth" else ()))
        yield from found_here
        if all(d.kind not in ("value", "rank") for d in found_here) and not same_digits(cell.text, cell.scale, words):
            yield Disagreement("text", "card", about(cell), cell.text.strip(), words)


def _said(text: str) -> str:
    """A number without the letters of how it was made, which a line of words may say instead; whether it is disputed stays."""
    return text.translate(str.maketrans("", "", "cde"))


def headlines(tab: str, every: int = 1) -> Iterator[Disagreement]:
    """The big numbers over a table, their growth and share, against the cells of the row they are of."""
    for where, label, value, below, cell, cells in pages.headlines(tab, every):
        told = any("%" in text for text in cells)  # a page of mirror data has no column of growth
        rates = [word.rstrip(",") for word in below.split() if told and "%" in word]
        lacking = [rate for rate in rates if not {rate, _said(rate)} & {*cells, *map(_said, cells)}]
        if value not in (cell, _said(cell)) or lacking:
            yield Disagreement("text", "headline", f"{where}, {label}", ", ".join(cells), f"'{value} {below}'")


def converted(found: Iterable[Cell]) -> Iterator[Disagreement]:
    """Levels, gaps and growth in another currency against the card said in it."""
    for cell in some(c for c in found if c.number.unit.endswith(_CURRENCIES) and c.reference):
        currency = cell.number.unit[-3:]
        said = faces.named(cell.reference, currency).number
        unit = cell.number.unit if cell.kind == "growth" else said.unit
        yield from apart(cell, f"card in {currency}", said._replace(unit=unit), but=("source",))


def lookups(found: Iterable[Cell]) -> Iterator[Disagreement]:
    """Cells against what lookup answers when they are asked for in words.

    A question names no vintage: the answer is to be what the screen shows in one of them. What lookup lacks is told apart.
    """
    groups = _by_subject(found, whatever_vintage=True).items()
    for asked, subject, unit, own in some((q, s, u, own) for (s, u), own in groups if (q := question(s))):
        answers, refusal = faces.ask(asked)
        mine = [a for a in (_turned(a, subject) for a in answers) if a.is_of(subject) and a.number.unit == unit]
        if not mine:
            other = refusal or f"answers something else: {answers[0].text}"
            kind = "missing" if must_have(own[0]) else "lacks"
            yield Disagreement(kind, "lookup", about(own[0]), str(own[0].number), f"'{asked}': {other[:200]}")
            continue
        differing = [list(apart(c, "lookup", mine[0].number, but=("source",))) for c in own]
        for d in min(differing, key=len):
            yield d._replace(other=f"{d.other}, asked '{asked}'")


def must_have(cell: Cell) -> bool:
    """Whether lookup may not lack it: ranks, shares and levels of the pair and of lists of partners."""
    return cell.kind in ("rank", "share", "level") and cell.page.startswith(("flows", "partners"))


def _by_subject(found: Iterable[Cell], *, whatever_vintage: bool = False) -> dict[tuple[Subject, str], list[Cell]]:
    groups: dict[tuple[Subject, str], list[Cell]] = {}
    for cell in found:
        compiler = faces.base(cell.subject.compiler) if whatever_vintage else cell.subject.compiler
        groups.setdefault((cell.subject._replace(compiler=compiler), cell.number.unit), []).append(cell)
    return groups


def _turned(answer: faces.Answer, subject: Subject) -> faces.Answer:
    """A surplus said of who was asked for a deficit, as a deficit."""
    if (subject.measure, answer.measure) != ("trade_deficit", "trade_balance") or answer.number.value is None:
        return answer
    n = answer.number
    low, high = (None if end is None else -end for end in (n.high, n.low))
    return answer._replace(measure="trade_deficit", number=n._replace(value=-n.value, low=low, high=high))


def claims(found: Iterable[Cell]) -> Iterator[Disagreement]:
    """Sentences that state cells as they are printed, against their verdicts: none may be told that it disagrees."""
    said: dict[str, Cell] = {}
    for cell in found:
        if not cell.number.unit.endswith(_CURRENCIES) and (text := sentence(cell)):
            said.setdefault(text, cell)
    for text, cell in some(said.items()):
        verdicts = faces.check(text)
        wrong = [v for v in verdicts if v.verdict == "disagrees"]
        if wrong:
            yield Disagreement("verdict", "check", about(cell), text, f"disagrees: {wrong[0].why}")
        elif not any(v.verdict == "agrees" for v in verdicts):
            why = f"{verdicts[0].verdict}: {verdicts[0].why}" if verdicts else "no number was read"
            yield Disagreement("lacks", "check", about(cell), text, why)


def one_number_each(found: Iterable[Cell]) -> Iterator[Disagreement]:
    """Pages that show the same thing against each other."""
    for own in some(_by_subject(found).values()):
        for cell in own[1:]:
            if cell.number.status and cell.number.status != own[0].number.status:
                continue  # what is printed and what is worked out stand side by side
            for d in apart(own[0], "other page", cell.number, but=("status", "source")):
                yield d._replace(other=f"{d.other} on {cell.page}, row {cell.row}, '{cell.text.strip()}'")


def lists(every: int = 1) -> Iterator[Disagreement]:
    """The lists of partners lookup gives against those on the screen of the same edition: names, amounts and order.

    Each (or each n-th) period of each column of the Partners tab is asked for; one of which lookup has no list at all is missing.
    """
    shown = pages.lists_of_partners()
    for measure, period in some(dict.fromkeys((m, p) for m, p, _ in shown))[::every]:
        editions = {e: rows for (m, p, e), rows in shown.items() if (m, p) == (measure, period)}
        asked = list_question(measure, period, LISTED)
        answers, refusal = faces.ask(asked)
        given = [
            (e, faces.partners_listed(a)) for a in answers for e in editions if e in a.compilers and a.period == period
        ]
        given = [(edition, listed) for edition, listed in given if listed]
        if not given and not any(_names_in_order(a, rows) for a in answers for rows in editions.values()):
            told = refusal or answers[0].text
            names = ", ".join(name for name, _ in next(iter(editions.values()))[:LISTED])
            where = f"partners by {measure}, {period}, {', '.join(editions)}"
            yield Disagreement("missing", "lookup list", where, names, f"'{asked}': {told[:200]}")
        for edition, listed in given:
            yield from _list_apart(f"partners by {measure}, {period}, {edition}", editions[edition][:LISTED], listed)


def _names_in_order(answer: faces.Answer, shown: pages.Listed) -> bool:
    """Whether an answer without amounts, in the order a source names them, has all names of a list in its order."""
    places = [answer.text.find(_plain(name)) for name, _ in shown]
    return min(places) >= 0 and places == sorted(places)


def _list_apart(where: str, shown: pages.Listed, listed: pages.Listed) -> Iterator[Disagreement]:
    names = [name for name, _ in shown]
    if [_plain(name) for name, _ in listed] != [_plain(name) for name in names]:
        yield Disagreement("order", "lookup list", where, ", ".join(names), ", ".join(name for name, _ in listed))
        return
    for (name, text), (_, amount) in zip(shown, listed, strict=True):
        if not same_digits(text, 1e6, amount):
            yield Disagreement("text", "lookup list", f"{where}, {name}", text.strip(), amount)


def _plain(name: str) -> str:
    """A country as both faces call it."""
    return _CALLED.get(name, name)


def pinned_down() -> Iterator[Disagreement]:
    """What Checks pins down of figures nobody printed, against the card of the same thing.

    A card gives the simplest way to a number and what that leaves possible; all prints together may leave less, or more
    where they set one aside that contradicts the rest. So one range holds the other, which is told as wider; anything
    else is a disagreement.
    """
    for subject, number in some(faces.pinned_down().items()):
        text = f"{number.low:,.0f} to {number.high:,.0f}"
        cell = Cell(
            "checks --view pinned",
            subject.period,
            "At least, At most",
            text,
            1.0,
            "=" + ":".join(subject),
            subject,
            number,
        )
        try:
            said = faces.card(cell.reference)[0].number
        except KeyError:
            yield Disagreement("lacks", "card", about(cell), str(number), f"no card of {cell.reference}")
            continue
        cent = 0.01
        is_wider = said.low <= number.low + cent and number.high - cent <= said.high
        is_wider = is_wider or (number.low - cent <= said.low and said.high <= number.high + cent)
        if not is_wider and not number.low <= said.value <= number.high:
            yield Disagreement("value", "card", about(cell), str(number), str(said))
        for d in apart(cell, "card", said, but=("source",)):
            yield d._replace(kind="wider") if d.kind == "interval" and is_wider else d


def printed(tab: str) -> Iterator[Disagreement]:
    """What `show --json` and `show` make of a page against what the app draws: text and reference of every cell."""
    for selection in some(pages.selections(tab)):
        drawn, where = pages.drawn(selection), " ".join(selection.options())
        yield from _rows_lacking("show --json", where, drawn, faces.as_json(selection))
        yield from _rows_lacking("show", where, [_one_line(row) for row in drawn], faces.as_text(selection))


def commands(found: Iterable[pages.Selection]) -> Iterator[Disagreement]:
    """The same by the commands themselves."""
    for selection in some(found):
        drawn, options = pages.drawn(selection), selection.options()
        yield from _rows_lacking("show --json", " ".join(options), drawn, faces.shown_as_json(options))
        yield from _rows_lacking(
            "show", " ".join(options), [_one_line(row) for row in drawn], faces.shown_as_text(options)
        )


def _rows_lacking(face: str, where: str, own: Sequence[object], other: Sequence[object]) -> Iterator[Disagreement]:
    printed_rows = set(map(str, other))
    lacking = [row for row in own if str(row) not in printed_rows]
    if lacking:
        yield Disagreement("text", face, where, str(lacking[0]), f"{len(lacking)} rows are not printed so")


def _one_line(row: pages.Drawn) -> str:
    """A row as `show` prints it: words that others stand behind are cut, numbers never."""
    *texts, last = (text for text, _ in row[1])
    return " ".join(" ".join((*map(faces.cut, texts), last)).split())


def exports(found: Iterable[Cell]) -> Iterator[Disagreement]:
    """Figures as Sources shows them against the tables that `export` writes."""
    rows = faces.exported()
    scales = {"one": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
    for cell in some(found):
        row = rows[cell.reference]
        is_growth = cell.column == "growth"
        value = row["growth_pct"] if is_growth else row["value"] * scales[row["scale"]]
        decimals = row["growth_decimals"] if is_growth else row["decimals"]
        step = 10.0**-decimals * (1 if is_growth else scales[row["scale"]])
        unit = "percent" if is_growth else row["unit"]
        told = Number(value, None, None, unit, row["status"], frozenset([row["source"]]))
        near = cell.number.value is not None and abs(cell.number.value - value) <= step / 2 * (1 + 1e-9)
        but = ("value", "source") if near and row["status"] == "derived" else ()
        yield from apart(cell, "export", told, but=but)
