"""The words of a check: figures as printed, intervals rounded outward, measures and pages by name."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, inf, log10

from ..book.code_lists import area_names
from ..model.codes import WORLD, rate_of, spelled
from ..model.figure import Figure
from ..model.interval import Interval
from ..model.records import Source
from ..model.reference import HOME
from .check import Bar
from .printed_claims import Claim, SeriesKey

_MONEY = ("USD", "KHR", "JPY")


def printed(figure: Figure) -> str:
    """`237.22 million USD`, `15.3 per cent`, `over 563 million USD`."""
    bound = f"{figure.bound} " if figure.bound else ""
    number = f"{figure.value:,.{max(figure.decimals, 0)}f}"
    if figure.unit == "percent":
        return f"{bound}{number} per cent"
    scale = "" if figure.scale == "one" else f" {figure.scale}"
    return f"{bound}{number}{scale} {figure.unit}"


def growth_printed(figure: Figure) -> str:
    """The growth a figure prints: `+15.3 per cent`."""
    if rate_of(figure.measure) is not None:
        value, decimals = figure.value, figure.decimals
    else:
        value, decimals = figure.growth_pct or Decimal(0), figure.growth_decimals or 0
    return f"{value:+,.{max(decimals, 0)}f} per cent"


def claimed(claim: Claim) -> str:
    """The claim's number as printed."""
    return growth_printed(claim.figure) if claim.kind == "growth" else printed(claim.figure)


def about(claim: Claim) -> str:
    """What a claim is about: `growth of exports, Jan-Feb 2024`."""
    words = spelled(claim.measure)
    lead = {"growth": f"growth of {words}{claim.against_what}", "share": spelled(claim.figure.measure)}.get(
        claim.kind, words
    )
    return f"{lead}, {claim.period.label}{apart(claim.line)}"


def apart(line: SeriesKey) -> str:
    """Partner and product of a line, where it is not of all goods of the pair: `, China`, `, world, Footwear`."""
    partner = f", {partner_name(line.partner)}" if line.partner not in (*HOME, "") else ""
    return partner + (f", {line.product.partition(':')[2]}" if line.product else "")


def partner_name(code: str) -> str:
    """`world` or the name of an area; the code of one that is not in the table."""
    return "world" if code == WORLD else area_names().get(code, code)


def page(source: Source) -> str:
    """A page by name: `The Phnom Penh Post, 2024-03-25`."""
    return ", ".join(filter(None, (source.publisher, source.date)))


def scale_of(unit: str, million: str = "million") -> tuple[int, str]:
    """(divisor, words) in which amounts of a unit are spoken of."""
    if unit in _MONEY:
        return 10**6, f"{million} {unit}"
    return 1, "per cent" if unit == "percent" else unit


def between(interval: Interval, unit: str, million: str = "million") -> str:
    """`325.64 to 325.66 million USD`, the ends rounded outward; `over 563 million USD` where one is open."""
    divisor, words = scale_of(unit, million)
    low, high = _even(*rounded_outward(interval, divisor, places_for(interval, divisor)))
    if low is None or high is None:
        end, side = (high, "up to") if low is None else (low, "from")
        return "any number" if end is None else f"{side} {end} {words}"
    return f"{low} {words}" if low == high else f"{low} to {high} {words}"


def ends(bar: Bar) -> str:
    """The two ends of a bar, `0.041 to 0.371`, with the digits that they have in every sentence."""
    low, high = (None if end is None else Fraction(str(end)) for end in (bar.low, bar.high))
    return between(Interval(-inf if low is None else low, inf if high is None else high), "").rstrip()


def _even(low: str | None, high: str | None) -> tuple[str | None, str | None]:
    """Without zeros that both ends end on."""
    while all(e is None or ("." in e and e[-1] in "0.") for e in (low, high)) and (low or high):
        point = any(e is not None and e[-1] == "." for e in (low, high))
        low, high = (None if e is None else e[:-1] for e in (low, high))
        if point:
            break
    return low, high


def rounded_outward(interval: Interval, divisor: int, places: int) -> tuple[str | None, str | None]:
    step = Fraction(10) ** -places
    low = None if interval.low == -inf else floor(Fraction(interval.low) / divisor / step) * step
    high = None if interval.high == inf else ceil(Fraction(interval.high) / divisor / step) * step
    return tuple(None if end is None else f"{float(end):,.{places}f}" for end in (low, high))  # type: ignore[return-value]


def places_for(interval: Interval, divisor: int = 1) -> int:
    """Decimals that tell the interval's ends apart to three digits."""
    width = interval.width / divisor
    if not 0 < width < inf:
        return 3
    return min(6, max(0, ceil(2 - log10(width) - 1e-9)))
