"""A brief on the pair: one page of headlines and sentences, each with its sources. Every number is the engine's, every
sentence that of the figure's card."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from ..book.book import Book
from ..checks.api import findings, mirror_checks
from ..checks.findings import Finding
from ..citation import cite_source
from ..derivation import investment, products
from ..derivation.aid import aid_lines
from ..derivation.pair import PairFlow, pair_flows
from ..derivation.partners import pair_lists, places, printed_places
from ..derivation.quantity import Quantity, negated
from ..derivation.rankings import RANK, SHARE
from ..lookup.api import Answer, named
from ..model.codes import BALANCES, FLOWS, growth_measure
from ..model.period import Period
from ..model.records import Statement
from ..model.reference import HOME, Reference
from ..model.selection import Selection
from ..wording.cautions import is_compiler_inferred
from ..wording.difference import number
from ..wording.sentences import balance_word, capital, whose
from ..wording.titles import about

_CONCEPTS = ("stock", "inflow", "approval")
_GROUPS, _SAID, _FOUND = 2, 2, 2
"""The most product groups, statements and findings of a page."""


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
    growth_is_contested: bool = False


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
        marked = any(h.is_contested or h.growth_is_contested for h in self.headlines)
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


def brief(book: Book, selection: Selection) -> Brief:
    """The brief of a selection's reporter, period and currency.

    Raises ValueError for another pair than Cambodia and Japan, and for a period of which the reporter has no figure.
    """
    if book.pair != HOME:
        raise ValueError("a brief is about Cambodia and Japan: leave out --pair")
    flows = [f for f in pair_flows(book, selection.reporter, currency=selection.unit) if f.period == selection.period]
    if not flows:
        raise ValueError(_nothing(book, selection))
    several = len({flow.shown.own.compiler for flow in flows}) > 1

    def in_order(flow: PairFlow) -> tuple[str, int]:
        return flow.shown.own.compiler, FLOWS.index(flow.flow)

    headlines = tuple(_headline(book, flow, several) for flow in sorted(flows, key=in_order))
    pages = {book.sources[id].url for headline in headlines for id in headline.sources} - {""}
    sections = (
        _lacking(book, selection, flows, headlines),
        Section("Rank and share", tuple(_places(book, selection.period))),
        _mirror(book, selection.period),
        _products(book),
        Section("Investment and aid, the newest of each", tuple(_investment(book))),
        _said(book, pages),
        _contradictions(book, pages, selection.period),
    )
    kept = tuple(section for section in sections if section.lines)
    return Brief(
        "Cambodia and Japan: trade and investment",
        _subtitle(book, selection, flows),
        headlines,
        kept,
        tuple(_cited(book, headlines, kept)),
        f"Made by cjtrade-tui of its tables {book.checksum[:12]}",
    )


def _lacking(book: Book, selection: Selection, flows: list[PairFlow], headlines: tuple[FlowHeadline, ...]) -> Section:
    """Which of exports and imports the dataset has not, and what is known of the period."""
    known = {flow.flow for flow in flows}
    names = " and ".join(measure for measure in ("exports", "imports") if measure not in known)
    told = _lines(book, (headline.references[0] for headline in headlines)) if names else ()
    note = f"For {selection.period.label} the dataset has no figure of {names}, so that the balance is not known."
    return Section(f"No figures of {names}", tuple(told), note)


def _known(book: Book, selection: Selection) -> set[Period]:
    return {flow.period for flow in pair_flows(book, selection.reporter)}


def _nothing(book: Book, selection: Selection) -> str:
    near = min(
        _known(book, selection),
        key=lambda p: (abs(p.last - selection.period.last), abs(p.months - selection.period.months)),
    )
    return (
        f"{book.areas[selection.reporter].name} has no figures of {selection.period.label}: the nearest is {near.code}"
    )


def _subtitle(book: Book, selection: Selection, flows: list[PairFlow]) -> str:
    compilers = dict.fromkeys(flow.shown.own.compiler for flow in flows)
    names = " and ".join(whose(compiler, selection.reporter) for compiler in compilers)
    converted = "" if selection.unit == "USD" else f"; headlines converted into {selection.unit}"
    figures = [(flow.flow, flow.shown.figure) for flow in flows if flow.shown.figure is not None]
    inferred = [measure for measure, figure in figures if is_compiler_inferred(book, figure)]
    names += f" (the source of {' and '.join(inferred)} names no compiler: inferred)" if inferred else ""
    latest = max(_known(book, selection), key=lambda p: (p.last, p.months))
    newer = f"; the latest figures are of {latest.label}" if latest.last > selection.period.last else ""
    return f"{selection.period.label}, according to {names}{converted}{newer}"


def _headline(book: Book, flow: PairFlow, several: bool) -> FlowHeadline:
    """A flow in words, named with whose it is where the page has it by several; a balance by what it is, without its sign."""
    own, quantity, growth = flow.shown.own, flow.shown.quantity, flow.shown.growth
    measure = own.measure
    if measure in BALANCES and 0 not in own.interval:
        measure = f"trade_{balance_word(own)}"
        quantity = quantity and (quantity if quantity.value > 0 else negated(quantity, measure))
    label = about(book, measure, own.reporter, own.partner, "", "", own.compiler)
    name = Reference(own.measure, own.reporter, own.partner, own.period, own.compiler)
    return FlowHeadline(
        f"{capital(label)}{f' ({own.compiler})' if several else ''}",
        "" if quantity is None else number(quantity),
        "" if quantity is None else quantity.status,
        "" if growth is None else f"{'+' * (growth.value > 0)}{number(growth)}",
        flow.shown.growth_status,
        flow.shown.valuation,
        (str(name), *([str(name._replace(measure=growth_measure(own.measure)))] if growth is not None else [])),
        tuple(dict.fromkeys((*flow.shown.sources, *(f.source for f in (growth.figures if growth else ()))))),
        flow.shown.is_contested,
        flow.shown.growth_is_contested,
    )


def _lines(book: Book, references: Iterable[str]) -> Iterator[CitedLine]:
    """One sentence a reference that the figures give; what a compiler prints is not worked out beside it."""
    answers: dict[str, Answer] = {}
    for reference in dict.fromkeys(references):
        with suppress(KeyError):
            answers[reference] = named(reference, book)
    printed = {_of(answer) for answer in answers.values() if answer.status == "reported"}
    for reference, answer in answers.items():
        if answer.status != "derived" or answer.quantity is None or _of(answer) not in printed:
            yield CitedLine(answer.text, reference, tuple(answer.source.split()))


def _of(answer: Answer) -> tuple[str, str, str, str]:
    compiler = answer.quantity.compiler if answer.quantity is not None else answer.text
    return answer.measure, answer.period, answer.partner, compiler


def _places(book: Book, period: Period) -> Iterator[CitedLine]:
    """Japan's place as it is printed of the period, or last in its year, and in the lists of it, as it was last printed, and in
    the last list that ranks every partner."""
    reporter, partner = book.pair
    lists, prints = pair_lists(book), printed_places(book, partner)
    of_total = [RANK["total_trade"], SHARE["total_trade"]]

    def listed(period: Period, edition: str, names: Iterable[str]) -> list[str]:
        return [str(Reference(name, reporter, partner, period, edition)) for name in names]

    references = [f.id for f in prints if f.period == period and f.measure in RANK.values()]
    references += [
        name
        for edition in sorted(lists.editions(period))
        for name in listed(period, edition, [*of_total, *SHARE.values()])
    ]
    by_total = [f for f in prints if f.measure == RANK["total_trade"]]
    if not any(f.period == period for f in by_total):
        references += [f.id for f in by_total if f.period.year == period.year][-1:]
    references += [f.id for f in by_total][-1:]
    ranked = [place for place in places(book, partner) if "total_trade" in place.ranks][-1:]
    references += [name for place in ranked for name in listed(place.period, place.edition, of_total)]
    yield from _lines(book, references)


def _mirror(book: Book, period: Period) -> Section:
    """What the partner reports of the pair's exports in the period, or in the nearest that both sides print."""
    first, second = book.pair
    both = [m for m in mirror_checks(book) if m.flow == "exports"]
    both = [m for m in both if m.period == period or (m.sold.figure and m.bought.figure)]
    if not both:
        return Section("Mirror data", ())
    near = min(both, key=lambda m: (abs(m.period.last - period.last), abs(m.period.months - period.months)))
    compilers = f"{near.sold.compiler}+{near.bought.compiler}"
    name = Reference("exports_mirror_gap", first, second, near.period, compilers)
    note = "" if near.period == period else "The nearest period of which both sides' figures are known."
    return Section(f"Mirror data, {near.period.label}", tuple(_lines(book, [str(name)])), note)


def _products(book: Book) -> Section:
    """The largest product groups of the last year that is split, each in per cent of all of them."""
    split = products.split(book, products.bundled_splits()["groups"][0])
    period, flow = split.periods[-1], split.flow
    largest = split.amounts(period)
    shares = (split.share(amount.product, period) for amount in largest[:_GROUPS])
    lines = _lines(book, (products.reference_of(share, flow) for share in shares if share is not None))
    note = f"The {_GROUPS} largest of {len(largest)} groups, newest year."
    press = max((figure.period for figure in products.in_press(book, "exports")), default=period)
    if press > period:
        note += f" The press prints single goods up to {press.label}: cjtrade-tui show products --view press."
    return Section(f"Products, {period.label}", tuple(lines), note)


def _investment(book: Book) -> Iterator[CitedLine]:
    """The newest figures of Japan by each concept, amount, rank and share, and the newest net aid."""
    references = []
    for basis in _CONCEPTS:
        newest, level = investment.newest(book, basis, book.pair[1]), investment.LEVEL[basis]
        numbers = newest.numbers if newest is not None else {}
        kinds = (level, f"{level}_rank", f"{level}_share")
        references += [_name(numbers[name]) for name in kinds if name in numbers]
    nets = (line.numbers["net"] for line in aid_lines(book) if "net" in line.numbers)
    yield from _lines(book, [*references, *(_name(net) for net in list(nets)[:1])])


def _name(quantity: Quantity) -> str:
    """What names a number: the id of its print, or what it is."""
    if quantity.figure is not None:
        return quantity.figure.id
    return str(Reference(quantity.measure, quantity.reporter, quantity.partner, quantity.period, quantity.compiler))


def _said(book: Book, pages: set[str]) -> Section:
    """What people said on the pages of the headlines, then the latest."""
    spoken = [s for s in book.statements if s.person]
    there = [s for s in spoken if book.sources[s.source].url in pages]
    latest = sorted((s for s in spoken if s not in there), key=lambda s: s.date, reverse=True)
    first = _one_each(there)
    chosen = [*first, *(s for s in there if s not in first), *_one_each(latest)][:_SAID]
    return Section("Who said what", tuple(_lines(book, (f"statement:{s.id}" for s in chosen))))


def _one_each(statements: list[Statement]) -> list[Statement]:
    """The first of each person."""
    return list({s.person: s for s in reversed(statements)}.values())[::-1]


def _contradictions(book: Book, pages: set[str], period: Period) -> Section:
    """Findings on the pages of the headlines, then those on the same year, worst first."""
    every = findings(book)
    on_page = [f for f in every if book.sources[f.claim.document].url in pages]
    of_year = [f for f in every if f not in on_page and f.claim.period.year == period.year]
    of_pair = [f for f in of_year if {f.claim.figure.reporter, f.claim.figure.partner} == set(HOME)]
    shown = [*on_page, *of_pair][:_FOUND]
    lines = tuple(_finding(book, found) for found in shown)
    note = f"{len(every)} findings in all: cjtrade-tui show checks."
    return Section("What does not add up", lines, note)


def _finding(book: Book, found: Finding) -> CitedLine:
    prints = (book.figure(id).source for id in found.figures)
    elsewhere = (claim.document for suspect in found.suspects for claim in suspect.elsewhere)
    sources = tuple(dict.fromkeys((found.claim.document, *elsewhere, *prints)))
    return CitedLine(found.with_cause(book.sources), found.id, sources)


def _cited(book: Book, headlines: tuple[FlowHeadline, ...], sections: tuple[Section, ...]) -> Iterator[Cited]:
    standing_on = [headline.sources for headline in headlines]
    standing_on += [line.sources for section in sections for line in section.lines]
    for at, id in enumerate(dict.fromkeys(id for sources in standing_on for id in sources), 1):
        yield Cited(at, id, cite_source(book, id), cite_source(book, id, "markdown"))
