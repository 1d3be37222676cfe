"""A number in words: the question that asks for it, and the sentence that states it as the screen prints it."""

import re

from cjtrade_data import Period

from .faces import base, names_of_areas
from .numbers import Cell, Subject, digits

_MONTHS = tuple(
    """
    January February March April May June July August September October November December
""".split()
)
_THE = (
    "United States",
    "United Kingdom",
    "Netherlands",
    "Philippines",
    "United Arab Emirates",
    "Czechia",
    "Dominican Republic",
)
_TRADE = {
    "exports": "{r}'s exports to {p}",
    "imports": "{r}'s imports from {p}",
    "total_trade": "trade between {r} and {p}",
    "trade_balance": "{r}'s trade balance with {p}",
    "trade_deficit": "{r}'s trade deficit with {p}",
}
_WITH_WORLD = {
    "exports": "{r}'s total exports",
    "imports": "{r}'s total imports",
    "total_trade": "{r}'s total foreign trade",
}
_SHARES = {
    "share_of_world_exports": "{p}'s share of {r}'s exports",
    "share_of_world_imports": "{p}'s share of {r}'s imports",
    "share_of_world_trade": "{p}'s share of {r}'s total trade",
}
_PLACES = {"exports_rank": "export market", "imports_rank": "supplier", "total_trade_rank": "trading partner"}
_FDI = {
    "fdi_stock": "FDI stock in {r} from {p}",
    "fdi_inflow": "FDI inflow to {r} from {p}",
    "approved_investment": "approved investment in {r} from {p}",
    "fdi_stock_share": "{p}'s share of FDI stock in {r}",
    "fdi_inflow_share": "{p}'s share of FDI inflow to {r}",
    "fdi_stock_rank": "{p}'s rank by FDI stock in {r}",
}
_NAMED = ("GDCE", "JETRO", "WITS", "CEPII", "NBC", "CDC", "MOC", "UNCTAD")
"""Compilers that a question may name."""


def question(subject: Subject) -> str:
    """What one would type for a number: `Cambodia's exports to Japan Jan-Feb 2024 according to GDCE`; "" for what is not asked in words."""
    measure = subject.measure
    world = subject.partner == "WLD"
    if measure.endswith("_mirror_gap"):
        return f"mirror gap of {_said(_TRADE[measure.removesuffix('_mirror_gap')], subject)}{_when(subject)}"
    if measure.removesuffix("_growth") in (_WITH_WORLD if world else _TRADE):
        grown = measure.endswith("_growth")
        words = (_WITH_WORLD if world else _TRADE)[measure.removesuffix("_growth")]
        return f"{'growth of ' if grown else ''}{_said(words, subject)}{_when(subject)}{_according(subject)}"
    if world:
        return ""
    if measure == "cover_ratio":
        return f"{_said('{r} export import ratio with {p}', subject)}{_when(subject)}{_according(subject)}"
    if measure in _PLACES:
        words = f"rank of {{p}} among {{r}}'s {_PLACES[measure]}s"
        return f"{_said(words, subject)}{_when(subject)}{_according(subject)}"
    words = _SHARES.get(measure) or _FDI.get(measure, "")
    return f"{_said(words, subject)}{_when(subject)}{_according(subject)}" if words else ""


def list_question(measure: str, period: str, count: int) -> str:
    """`10 largest export markets of Cambodia 2019`."""
    return f"{count} largest {_PLACES[f'{measure}_rank']}s of Cambodia {Period.parse(period).label}"


def sentence(cell: Cell) -> str:
    """The number as a sentence of a text, with the digits of the screen; "" for what is not said so."""
    subject, number = cell.subject, digits(cell.text)
    measure, base = subject.measure, subject.measure.removesuffix("_growth")
    when = period_words(subject.period)
    amount = number.lstrip("-")
    if not amount or "±" in cell.text:  # of what may be either way nothing is stated
        return ""
    money = f"{'over ' if '>' in cell.text else ''}{float(amount):,.{len(amount.partition('.')[2])}f} {_SCALE.get(cell.scale, '')}dollars"
    if measure in ("trade_balance", "trade_deficit"):
        surplus = (measure == "trade_balance") == (not number.startswith("-"))
        return f"{_said('{r}', subject)}'s trade {'surplus' if surplus else 'deficit'} with {_said('{p}', subject)} was {money} {when}."
    if subject.partner == "WLD":
        return (
            f"{_said(_WITH_WORLD[measure], subject)} {_were(measure)} {money} {when}." if measure in _WITH_WORLD else ""
        )
    if measure in _TRADE:
        return f"{_capital(_said(_TRADE[measure], subject))} {_were(measure)} {money} {when}."
    if base in _TRADE:
        moved = "fell" if number.startswith("-") else "rose"
        return f"{_capital(_said(_TRADE[base], subject))} {moved} {amount} per cent {when}."
    if measure == "cover_ratio":
        sold, bought = ("exports to", "imports") if subject.reporter == "KHM" else ("imports from", "exports")
        return f"{_said('{r}', subject)}'s {sold} {_said('{p}', subject)} were {amount} times its {bought} {when}."
    if measure in _SHARES:
        return f"{_capital(_said(_SHARES[measure], subject))} was {amount} per cent {when}."
    if measure in _PLACES:
        place = "" if amount == "1" else f"{_ordinal(int(amount))} "
        return (
            f"{_capital(_said('{p}', subject))} was {_said('{r}', subject)}'s {place}largest {_PLACES[measure]} {when}."
        )
    return ""


def period_words(code: str) -> str:
    """`in January-February 2024`, `in 2023`, `at the end of March 2023`."""
    period = Period.parse(code)
    last = f"{_MONTHS[period.last % 12]} {period.year}"
    if period.first is None:
        return f"at the end of {last}"
    if period.is_year:
        return f"in {period.year}"
    return f"in {last}" if period.is_month else f"in {_MONTHS[period.first % 12]}-{last}"


_SCALE = {1e6: "million ", 1e9: "billion ", 1e12: "trillion "}


def _were(measure: str) -> str:
    return "was" if measure == "total_trade" else "were"


def _said(words: str, subject: Subject) -> str:
    return words.format(r=_country(subject.reporter), p=_country(subject.partner))


def _country(code: str) -> str:
    name = re.split(r" ?[(,]", names_of_areas().get(code, code))[0]
    return f"the {name}" if name in _THE else name


def _when(subject: Subject) -> str:
    return f" {Period.parse(subject.period).label}"


def _according(subject: Subject) -> str:
    name = base(subject.compiler)
    return f" according to {name}" if name in _NAMED else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"
