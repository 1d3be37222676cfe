"""Saying a figure: amounts, periods and whose statistics, in the tone of a briefing."""

import re
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, inf, log10

from ..book.book import Book
from ..book.code_lists import area_names, compilers, no_trade
from ..derivation.exchange_rates import CURRENCIES, ONE
from ..derivation.quantity import Quantity
from ..model.codes import level_of, spelled
from ..model.figure import Figure
from ..model.imported_compiler import COVERS, coverage_of, is_imported, is_unpublished, name_of
from ..model.interval import Bound, Interval
from ..model.period import MONTH_NAMES, Period
from .rounding import places_unknown, plain_number

_SCALES = ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"), (1, ""))


def period_words(period: Period) -> str:
    """`in January-February 2024`, `in 2023`, `at the end of March 2023`, `from January 1994 to July 2011`."""
    last = f"{MONTH_NAMES[period.last % 12]} {period.year}"
    if period.first is None:
        return f"at the end of {last}"
    if period.is_year:
        return f"in {period.year}"
    if period.is_month:
        return f"in {last}"
    if period.first // 12 == period.year:
        return f"in {MONTH_NAMES[period.first % 12]}-{last}"
    if period.first % 12 == 0 and period.last % 12 == 11:
        return f"from {period.first // 12} to {period.year}"
    return f"from {MONTH_NAMES[period.first % 12]} {period.first // 12} to {last}"


def years_in_runs(years: Sequence[int]) -> str:
    """Years in order, those that follow each other as one: "1962 to 1972, 2000 to 2016 and 2023"."""
    firsts = [y for y in years if y - 1 not in years]
    lasts = [y for y in years if y + 1 not in years]
    return joined([f"{a} to {b}" if a < b else f"{a}" for a, b in zip(firsts, lasts, strict=True)])


def whose(compiler: str, reporter: str, measure: str = "") -> str:
    """Whose statistics, by name: `Cambodia's customs`, `Japan's own figures in WITS`; of a measure that is no trade, who counts
    it, not the customs whose trade it prints."""
    if is_imported(compiler):
        named = name_of(compiler.partition(COVERS)[0])
        return f"your {named}{' figures' * (not is_unpublished(compiler))}{of_what(compiler)}"
    known = compilers().get(compiler)
    if known is None:
        return compiler
    name = known.otherwise if known.otherwise and level_of(measure) in no_trade() else known.spoken
    return name.replace("{reporter}", possessive(reporter))


def of_what(compiler: str) -> str:
    """Which products the figures of a compiler are of, ` (HS22 8542 only)`; "" for all goods."""
    covered = coverage_of(compiler)
    return f" ({covered})" if covered else ""


def possessive(code: str) -> str:
    name = area_names().get(code, "the reporter")
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def figures_of(compiler: str, reporter: str, measure: str = "") -> str:
    """`figures of Cambodia's customs`, `Japan's own figures in WITS`: what something was worked out from."""
    name = whose(compiler, reporter, measure)
    known = compilers().get(compiler)
    says_so = is_imported(compiler) or (known is not None and bool(known.are_figures))
    return name if says_so else f"figures of {name}"


ONLY_THE_YEAR = "Only the year is known"
"""How a note says that a count is of an unknown day of its year."""


NOTE = " Note: "
"""Between a sentence and what its source, or the tables, say of its number."""


def doubt(figure: Figure | None) -> str:
    """The note of a figure of which something is inferred, ` Note: ...`; "" of any other."""
    return f"{NOTE}{note_sentence(figure.note)}" if figure is not None and "inferred" in figure.note else ""


def capital(words: str) -> str:
    """The words with a capital letter, and the others as they are."""
    return f"{words[:1].upper()}{words[1:]}"


def note_sentence(note: str) -> str:
    """A note of a table as a sentence."""
    return f"{capital(note.rstrip('; .'))}." if note else ""


def notes_on(quantity: Quantity, *, in_sentences: bool = False) -> list[str]:
    """What the tables say of the figures a number stands on, or only what they say `in_sentences`; each once, and of what
    it is where that is not the very thing: `Exports, 2024: ...`."""
    base = level_of(quantity.measure)
    found = []
    for figure in quantity.figures:
        if figure.note.endswith(".") or (figure.note and not in_sentences):
            is_same = (level_of(figure.measure), figure.period) == (base, quantity.period)
            lead = "" if is_same else f"{capital(spelled(figure.measure))}, {figure.period.label}: "
            found.append(lead + note_sentence(figure.note))
    return list(dict.fromkeys(found))


def country(book: Book, code: str) -> str:
    """A country inside a sentence: `Japan`, `the United States`, `the world`."""
    area = book.areas.get(code)
    return (area.spoken or area.name) if area is not None else code


def _decimals(value: Bound, interval: Interval | None, scale: int, most: int) -> int:
    """As many decimals as the interval bears out; below none where it leaves not even whole numbers, see `places_unknown`."""
    if interval is None:
        return most
    width = interval.width
    if width in (inf, 0):
        return most
    known = min(most, -floor(log10(float(width) / scale)))
    return known if known >= 0 else -places_unknown(float(width) / scale, abs(float(value)) / scale)


def amount(value: Bound, unit: str, interval: Interval | None = None, figure: Figure | None = None) -> str:
    """A number with its unit as one would read it: as printed for a print, else as precise as it is known."""
    if unit in CURRENCIES:
        return _money(value, unit, interval, figure)
    if unit == "percent":
        return f"{_as_known(value, interval, figure, 2 if abs(float(value)) >= 1 else 4)} per cent"
    if unit == "rank":
        return ordinal(int(value))
    if unit in ("index", "count", "ratio", "places", ""):
        return _as_known(value, interval, figure, 2)
    if unit == "ha":
        return f"{_as_known(value, interval, figure, 1)} hectares"
    if unit[3:].removeprefix(" per ") in ONE:
        decimals = 2 if figure is not None else _decimals(value, interval, 1, 2 if abs(float(value)) >= 1 else 4)
        return f"{plain_number(value, decimals)} {CURRENCIES.get(unit[:3], unit[:3])} for a {ONE[unit[-3:]]}"
    size = abs(float(value))
    if unit == "tonnes" and figure is not None and size >= 100:
        return f"{plain_number(value, 0)} tonnes"
    if unit == "persons" and size >= 10**6:
        return f"{plain_number(Fraction(value) / 10**6, 2)} million people"
    return f"{_as_known(value, interval, figure, 2)} {'people' if unit == 'persons' else unit}"


def _as_known(value: Bound, interval: Interval | None, figure: Figure | None, most: int) -> str:
    if figure is not None:
        return plain_number(value, min(max(figure.decimals, 0), 4))
    return plain_number(value, _decimals(value, interval, 1, most))


def _money(value: Bound, unit: str, interval: Interval | None, figure: Figure | None) -> str:
    words = CURRENCIES[unit]
    told = figure is not None and figure.scale in ("million", "billion", "trillion") and abs(figure.value) < 10**5
    if figure is not None and told and (not figure.value or abs(figure.value) >= Fraction(1, 10)):
        decimals = figure.decimals if figure.decimals <= 4 else 2
        digits = plain_number(Fraction(value) / figure.multiplier, max(decimals, 0))
        return f"{digits} {figure.scale} {words}"
    size = abs(float(value))
    if size >= 10**6 and (figure.scale == "thousand" if figure is not None else 10**9 <= size < 10**10):
        scale, name = 10**6, " million"  # sums and differences of millions stay in millions
    else:
        scale, name = next((s for s in _SCALES if size >= s[0]), _SCALES[-1])
    most = 2 if scale < 10**9 else 3
    return f"{plain_number(Fraction(value) / scale, _decimals(value, interval, scale, most))}{name} {words}"


def mark_words(value: float, unit: str) -> str:
    """The amount of a question, as round as it was written."""
    words = amount(Fraction(value), unit)
    number, _, rest = words.partition(" ")
    if value >= 10**9 and rest.startswith("million"):
        number, rest = plain_number(Fraction(value) / 10**9, 3), rest.replace("million", "billion")
    return f"{number.rstrip('0').rstrip('.') if '.' in number else number} {rest}"


def alike(quantities: Sequence[Quantity]) -> list[str]:
    """Amounts that stand side by side, in one scale: billions where some would be millions and some billions."""
    said = [amount(q.value, q.unit, q.interval, q.figure) for q in quantities]
    scales = {text.split()[1] for text in said if len(text.split()) > 2}
    sizes = [abs(q.value) for q in quantities]
    if not scales >= {"million", "billion"} or any(q.unit not in CURRENCIES for q in quantities) or min(sizes) < 10**8:
        return said
    return [
        f"{plain_number(q.value / 10**9, _decimals(q.value, q.interval, 10**9, 3))} billion {CURRENCIES[q.unit]}"
        for q in quantities
    ]


def bounds_words(quantity: Quantity) -> str:
    """The interval of a derived level in brackets; "" for a print, an estimate, or where no digit of it is in doubt."""
    if quantity.figure is not None or quantity.is_estimate:
        return ""
    interval = -quantity.interval if quantity.interval.high <= 0 else quantity.interval
    if inf in (-interval.low, interval.high):
        return f" ({range_words(interval, quantity.unit)})"
    low, high = _ends(interval, quantity.unit)
    return "" if low == high else f" ({range_words(interval, quantity.unit)} as rounding allows)"


def range_words(interval: Interval, unit: str, form: str = "between {} and {}") -> str:
    """`between 120.33 and 120.35 million dollars`: with digits enough to tell the ends apart, rounded outward; `form` says it
    in other words."""
    if interval.high == inf:
        return f"over {amount(interval.low, unit)}"
    if interval.low == -inf:
        return f"under {amount(interval.high, unit)}"
    low, high = _ends(interval, unit, outward=True)
    head = low.partition(" ")
    tail = high.partition(" ")
    if head[2] == tail[2]:
        low = head[0]
    return form.format(low, high)


def _ends(interval: Interval, unit: str, *, outward: bool = False) -> tuple[str, str]:
    """The two ends with their unit; `outward`, the range they print holds all of the interval."""
    if unit in CURRENCIES:
        scale, name = _scale_of(interval)
        words = f"{name} {CURRENCIES[unit]}"
        most = 3
    else:
        of_millions = unit == "persons" and abs(float(interval.low)) >= 10**6  # as `amount` says them
        scale, most = 10**6 if of_millions else 1, 4
        words = f" {amount(interval.low, unit).partition(' ')[2]}".rstrip()
    ends = Fraction(interval.low) / scale, Fraction(interval.high) / scale
    wanted = max(0, 1 - floor(log10(float(ends[1] - ends[0])))) if ends[0] < ends[1] else 2
    decimals = min(most, wanted)
    low, high = (plain_number(end, decimals) for end in ends)
    if outward:
        decimals = wanted if low == high else decimals
        low, high = _rounded_outward(*ends, decimals)
    return low + words, high + words


def _rounded_outward(low: Fraction, high: Fraction, decimals: int) -> tuple[str, str]:
    step = Fraction(10) ** -decimals
    return plain_number(floor(low / step) * step, decimals), plain_number(ceil(high / step) * step, decimals)


def _scale_of(interval: Interval) -> tuple[int, str]:
    size = max(abs(float(interval.low)), abs(float(interval.high)))
    scale, name = next((s for s in _SCALES if size >= s[0]), _SCALES[-1])
    return (10**6, " million") if name == " billion" and size < 10**10 else (scale, name)


def nth_largest(rank: int) -> str:
    """`largest`, `fifth-largest`."""
    return "largest" if rank == 1 else f"{ordinal(rank)}-largest"


def ordinal(number: int) -> str:
    """`fifth`, `23rd`."""
    words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    if 1 <= number <= 10:
        return words[number - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def joined(names: Sequence[str]) -> str:
    """`China, Vietnam and Japan`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def spoken(quantity: Quantity) -> str:
    """The amount as said aloud, with "about" where worked out and "over" where only a limit was printed."""
    lead = "about " if quantity.figure is None else limit_of(quantity)
    return lead + amount(quantity.value, quantity.unit, quantity.interval, quantity.figure)


def balance_word(quantity: Quantity) -> str:
    """Whether a balance, or a deficit, is a surplus or a deficit of its reporter."""
    return "surplus" if (quantity.value >= 0) == quantity.measure.startswith("trade_balance") else "deficit"


def limit_of(quantity: Quantity) -> str:
    """ "over ", "under " or "approximately " where that was printed with the number, and not with the level beside it; "about "
    where what is counted was rounded to tens or more."""
    figure = quantity.figure
    if figure is None or figure.unit != quantity.unit:
        return ""
    inexact = _INEXACT.search(figure.note)
    is_rounded = figure.decimals < 0 and figure.scale == "one" and figure.unit not in CURRENCIES
    limit = figure.bound or (inexact[1] if inexact else "about" if is_rounded else "")
    return f"{limit} " if limit else ""


_INEXACT = re.compile("“(about|around|approximately|almost)”")
"""The words of a source for a number that is no exact one, as a note quotes them."""


def points_more(change: Quantity) -> str:
    """`6.09 percentage points more`; of what rounding leaves either way that it is about the same."""
    if change.interval.is_either_way:
        return "about the same, as rounding allows"
    size = amount(abs(change.value), "percentage points", change.interval)
    return f"{size if size[:2] != '1 ' else '1 percentage point'} {'more' if change.value > 0 else 'less'}"


def growth_words(value: Bound, text: str = "", interval: Interval | None = None) -> str:
    """`up 15.3 per cent`, `down 4.3 per cent`, `unchanged`; `about unchanged` of what rounding leaves either way."""
    if interval is not None and interval.is_either_way:
        return "about unchanged"
    if value == 0:
        return "unchanged"
    return f"{'up' if value > 0 else 'down'} {text.removeprefix('-')}"
