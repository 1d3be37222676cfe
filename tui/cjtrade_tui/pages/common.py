"""What several tabs say in the same way: a figure in words, its source, money in the chosen unit."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from cjtrade_data.book.book import Book
from cjtrade_data.citation import date_words
from cjtrade_data.derivation.disputes import is_in_doubt
from cjtrade_data.derivation.exchange_rates import CURRENCIES, rate
from cjtrade_data.derivation.quantity import Quantity, growth_of
from cjtrade_data.derivation.shown import Shown
from cjtrade_data.errors import NoRateError
from cjtrade_data.model.figure import SCALES, Figure
from cjtrade_data.model.imported_compiler import coverage_of, currency_of, is_imported, name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.records import Source
from cjtrade_data.model.selection import FIRST_YEAR, YEARS, Selection
from cjtrade_data.wording.cautions import IN_DOUBT, PRINTED_OTHERWISE, is_compiler_inferred
from cjtrade_data.wording.formula import formula
from cjtrade_data.wording.rounding import plain_number
from cjtrade_data.wording.sentences import amount, capital, note_sentence
from cjtrade_data.wording.titles import about
from cjtrade_tui.charts.chart import ChartSeries
from cjtrade_tui.pages.cell import MISSING, Cell, CellNumber, Words, written
from cjtrade_tui.pages.number_format import SCALE_OF_UNIT, SHORT_SCALES, number, percent
from cjtrade_tui.pages.option_checks import nearest

_MISSPELLED = 0.7
"""How like a choice a word is that may be meant for it; below that it is another word."""

_COMMIT = "commit "
"""Begins a vintage that names a file and tells a reader nothing: its citation has it."""


def choose(wanted: str, choices: Sequence[str], what: str) -> str:
    """`wanted`, or the first choice where nothing was asked. Raises ValueError where it is none of them."""
    if not wanted:
        return choices[0]
    if wanted not in choices:
        named = [choice for choice in choices if choice]
        near = nearest(wanted, named, _MISSPELLED)
        told = f"choose {', '.join(named)}" if named else "there is none"
        raise ValueError(f"'{wanted}' is not a {what}: {told}{near and f'; the nearest is {near}'}")
    return wanted


def first_of(periods: Sequence[Period], wanted: Period, told: Sequence[bool] = ()) -> int:
    """Where a list of periods, newest first, starts: at the one wanted, else the latest that ends no later, else the
    oldest; of several lines of it, at one that is `told`. 0 where the list is empty."""
    here = [i for i, period in enumerate(periods) if period == wanted]
    here = here or [i for i, period in enumerate(periods) if period.last <= wanted.last]
    here = here or [i for i, period in enumerate(periods) if period == periods[-1]]
    return next((i for i in here if told and told[i]), here[0] if here else 0)


def since(selection: Selection, years: Sequence[int]) -> tuple[int, str]:
    """The first year that a chart draws of those there are, and what it says of that where it could draw others."""
    if min(years) >= FIRST_YEAR or min(max(years), selection.period.year) < FIRST_YEAR:
        return min(years), ""
    if selection.years == YEARS[1]:
        return min(years), "all years"
    return min(year for year in years if year >= FIRST_YEAR), f"from {FIRST_YEAR}"


def others_have(compilers: Sequence[str], shown: str) -> str:
    """Who else has what is shown of one of several compilers; "" where nobody does."""
    others = " or ".join(compiler for compiler in compilers if compiler != shown)
    return f"The same in figures of {others}; compilers are never mixed." if others else ""


def unit_of(compilers: Iterable[str], wanted: str) -> str:
    """The currency to show figures in: the one wanted, unless all of them are in another of which there are no rates."""
    own = {currency_of(compiler) for compiler in compilers}
    return own.pop() if len(own) == 1 and not own <= {"", *CURRENCIES} else wanted


class Money(NamedTuple):
    """Amounts in the unit the reader chose. They come in it from the data wing, which alone converts."""

    book: Book
    unit: str

    @property
    def scale(self) -> str:
        return SCALE_OF_UNIT.get(self.unit, "million")

    @property
    def words(self) -> str:
        return f"{self.scale} {self.unit}"

    @property
    def short(self) -> str:
        """The unit in a line with little room: `USD m`."""
        return f"{self.unit} {SHORT_SCALES[self.scale]}"

    def text(self, shown: Shown | None) -> str:
        """The amount as the table shows it, without unit."""
        if shown is None or shown.quantity is None:
            return MISSING
        return self.words_of(shown.quantity)

    def words_of(self, amount: Quantity) -> str:
        """An amount in the scale of the tables."""
        ends = amount.interval
        return number(float(amount.value), float(ends.low), float(ends.high), self.scale)

    def value(self, shown: Shown | None) -> float | None:
        """The amount in the scale a chart draws, or None."""
        if shown is None or shown.quantity is None:
            return None
        return float(shown.quantity.value) / SCALES[self.scale]

    def note(self, periods: Sequence[Period]) -> str:
        """What was converted, at which kind of rate with that of the latest period, and which periods have none."""
        if self.unit not in CURRENCIES:
            return f"In {self.unit}, as imported: there are no {self.unit} rates to convert it at."
        if self.unit == "USD" or not periods:
            return ""
        rates: dict[str, Quantity] = {}
        lacking = set()
        for period in sorted(periods):
            try:
                found = rate(self.book, self.unit, period)
            except NoRateError:
                lacking.add(period.year)
            else:
                rates[_kind_of_rate(found)] = found
        parts = [f"{kind}: {_rate_words(found)}" for kind, found in rates.items()]
        told = [f"Nominal, converted (c) at {'; '.join(parts)}."] if parts else []
        if lacking:
            told.append(
                f"No {self.unit} rate in the dataset for {', '.join(map(str, sorted(lacking)))}: shown as missing."
            )
        return " ".join(told)


def _kind_of_rate(found: Quantity) -> str:
    if found.figure is not None and found.period.is_year:
        return "the annual average rate"
    return "the mean of the monthly average rates"


def _rate_words(found: Quantity) -> str:
    return f"{plain_number(found.value, 2)} {found.unit} in {found.period.label} ({found.compiler})"


def money_cell(money: Money, shown: Shown | None, *, figure: str = "", detail: Words = "", marked: bool = True) -> Cell:
    """An amount in the chosen unit, see `written`."""
    known, in_doubt = (shown.quantity, shown.is_contested) if shown is not None else (None, False)
    write = partial(number, scale=money.scale)
    return written(known, write, figure=figure, detail=detail, marked=marked, in_doubt=in_doubt)


def doubts(book: Book, cell: Cell) -> str:
    """Why the number of a cell has the mark !; "" of one without."""
    if not cell.in_doubt:
        return ""
    from cjtrade_data.lookup.api import named  # only a number in doubt needs it

    known = named(cell.figure, book).quantity
    if known is not None and known.figure is not None and cell.unit == "percent" != known.unit:
        known = growth_of(known.figure)
    return doubt_words(book, known) or capital(f"{PRINTED_OTHERWISE}.")


def doubt_words(book: Book, known: Quantity | None) -> str:
    """What stands against a number; "" where nothing does."""
    if known is None:
        return ""
    from cjtrade_data.lookup.answer import dispute_words

    in_doubt = f"It is {IN_DOUBT}." * is_in_doubt(book, known)
    return dispute_words(book, known) or in_doubt


def at_bars(money: Money, amounts: Iterable[Shown | None]) -> tuple[str, ...]:
    """What a chart writes at the bars of amounts: what their cells say."""
    return tuple(money_cell(money, shown).text.strip() for shown in amounts)


def amounts_drawn(money: Money, label: str, amounts: Sequence[Shown | None], role: str) -> ChartSeries:
    """Amounts as a series of a chart."""
    return ChartSeries(label, tuple(map(money.value, amounts)), role, at_bars(money, amounts))


def growth_words(value: float, low: float | None, high: float | None, status: str | None) -> str:
    """Growth on the year: with the decimals it was printed with, at most one where it was worked out."""
    return percent(value, low, high, most=1 if status == "derived" else 3)


def growth_cell(shown: Shown | None, figure: str = "", detail: Words = "", missing: str = MISSING) -> Cell:
    """Growth on the year, with the mark of a derived one, a disputed one, or one that is printed beside another level."""
    in_doubt, status = (shown.growth_is_contested, shown.growth_status) if shown is not None else (False, "")
    write = partial(growth_words, status=status)
    known = CellNumber.of_growth(shown)
    return written(known, write, figure=figure, detail=detail, marked=True, in_doubt=in_doubt, missing=missing)


def printed_growth(shown: Shown) -> Cell:
    """The growth that a source prints beside an amount; empty where it prints none."""
    return growth_cell(shown, shown.figure.id if shown.growth and shown.figure else "", missing="")


def share_cell(share: Quantity | None, figure: str = "", detail: str = "") -> Cell:
    """A share of a total, with the sign of its status, or a blank in its place."""

    def write(value: float, *_: float | None) -> str:
        return percent(value, signed=False)

    return written(share, write, figure=figure, detail=detail, marked=True)


def rank_cell(rank: int | None, figure: str = "", marked: bool = False, status: str = "derived") -> Cell:
    """A place among all partners."""
    number = CellNumber.counted(rank, "rank", status) if rank else None
    return written(number, rank_text, figure=figure, marked=marked)


def rank_text(value: float, *_: float | None) -> str:
    return str(int(value))


def source_words(book: Book, sources: Iterable[str]) -> str:
    """Who published it and when: `The Phnom Penh Post, 2024-03-25`; each of several."""
    return "; ".join(dict.fromkeys(_source_words(book, source) for source in sources))


def _source_words(book: Book, source: str) -> str:
    known = book.sources.get(source)
    if known is None:
        return source
    when = known.published or ("" if known.vintage.startswith(_COMMIT) else known.vintage)
    return f"{known.publisher}{', ' + when if when else ''}"


def organisation(book: Book, code: str) -> str:
    """An organisation's short name."""
    known = book.organisations.get(code)
    return name_of(code) if known is None else known.short_name or known.name


def age(book: Book) -> str:
    """Up to when the figures of the pair reach, when they were read, and how newer ones are had."""
    return f"{collected(book.sources.values())}; to update: cjtrade-tui refresh."


def collected(sources: Collection[Source]) -> str:
    """When the figures of some sources were read, at the latest, and apart from it when those of the reader's own files were
    imported; "" where neither is known."""
    dates = {
        own: max((s.retrieved for s in sources if is_imported(s.compiler) == own), default="") for own in (False, True)
    }
    told = zip(("Figures collected by", "own files imported"), dates.values(), strict=True)
    return capital("; ".join(f"{words} {date_words(read)}" for words, read in told if read))


def area(book: Book, code: str) -> str:
    known = book.areas.get(code)
    return known.name if known is not None else code


def sides(book: Book) -> str:
    """The pair in words: `Viet Nam and Japan`."""
    return " and ".join(area(book, code) for code in book.pair)


def in_its_scale(figure: Figure) -> str:
    """A print in its own scale: `237.22 million USD`, `100,000,000 USD`."""
    if figure.scale == "one":
        return f"{plain_number(figure.value, max(figure.decimals, 0))} {figure.unit}"
    return f"{figure.value} {figure.scale} {figure.unit}"


def titled(book: Book, of: Quantity | Figure) -> str:
    """What a number is of: `Exports to Japan`."""
    return capital(about(book, of.measure, of.reporter, of.partner, of.product, ""))


def is_inferred(book: Book, shown: Shown) -> bool:
    """Whether it is a print, or was converted from one, whose source names no compiler, so that whose it is was inferred."""
    return shown.figure is not None and is_compiler_inferred(book, shown.figure)


def described(book: Book, shown: Shown, label: str, period: Period, unit_words: str, text: str) -> str:
    """A figure in words, for the lines below the table: value, interval, whose, status, source, caveat."""
    if shown.quantity is None:
        own = amount(shown.own.value, shown.own.unit, shown.own.interval, shown.figure)
        return f"{label}, {period.label}: {own}, not converted: {shown.no_rate}."
    covered = coverage_of(shown.own.compiler)
    unit = unit_words if shown.own.unit != "rank" else ""
    parts = [f"{label}{f' ({covered})' if covered else ''}, {period.label}: {text} {unit}".rstrip()]
    if is_inferred(book, shown):
        parts[0] += f" (no compiler named; {organisation(book, shown.own.compiler)} inferred)"
    parts[0] += " (disputed)" * shown.is_disputed + " (in doubt)" * shown.is_in_doubt
    if growth := CellNumber.of_growth(shown):
        parts.append(f"{growth_words(growth.value, growth.low, growth.high, growth.status)} on the year")
        parts[-1] += f" in {shown.quantity.unit}" * shown.quantity.is_converted
        parts[-1] += " (disputed)" * shown.growth_is_disputed + " (in doubt)" * shown.growth_is_in_doubt
        parts[-1] += f" (printed beside {in_its_scale(shown.growth_beside)})" if shown.growth_beside is not None else ""
    if shown.valuation:
        parts.append(shown.valuation)
    parts.append(f"{shown.quantity.status}, {organisation(book, shown.own.compiler)}")
    place = f", {shown.locator}" if shown.locator else ""
    sentence = f"{', '.join(parts)}. Source: {source_words(book, shown.sources)}{place}."
    made = formula(shown.quantity)
    return " ".join(filter(None, (sentence, made and f"Formula: {made}.", note_sentence(shown.note))))
