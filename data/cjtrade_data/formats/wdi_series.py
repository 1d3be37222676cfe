"""What the series of World Development Indicators are: measure from the code, unit from the series' own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from ..model.figure import SCALE_OF_POWER
from . import content
from .money import parted
from .readers.table import key_of


class SeriesMeaning(NamedTuple):
    """`measure` is ours where measures.csv has it, else `WDI:` and the code; `unit` and, of money, `scale` as the series'
    name states them."""

    measure: str
    unit: str
    scale: str = "one"


@cache
def _known() -> dict[str, Mapping[str, str]]:
    """The series that have a measure, a unit or a name of their own, by code."""
    return {row["code"]: row for row in content.rows("series") if row["dataset"] == "wdi"}


@cache
def _codes() -> dict[str, str]:
    """Codes by the names of the World Bank, for files that give the name alone; of others the name stands for the code."""
    return {key_of(row["name"]): code for code, row in _known().items()}


_CURRENCY = {"KHM": "KHR per USD", "JPN": "JPY per USD"}


def series(code: str, name: str, area: str) -> SeriesMeaning:
    """What a series is for an area: the unit of an exchange rate is in the area's own currency."""
    code = code.strip() or _codes().get(key_of(name), " ".join(name.split()))
    known = _known().get(code, {})
    measure = known.get("measure") or f"WDI:{code}"
    if code == "PA.NUS.FCRF":
        return SeriesMeaning(measure, _CURRENCY.get(area, "local currency per USD"))
    unit, money = known.get("unit") or unit_in(name), parted(name)[1]
    if money is None or " per " in name or not (unit in ("number", money.currency) or parted(unit) == ("", money)):
        return SeriesMeaning(measure, unit)
    return SeriesMeaning(measure, money.currency, SCALE_OF_POWER[money.power])


def unit_in(name: str) -> str:
    """The unit that a series' name states in its last brackets; `number` where it states none.

    >>> unit_in("GDP (current US$)"), unit_in("Exports (% of GDP)"), unit_in("Population, total")
    ('USD', 'percent', 'number')
    """
    stated = re.findall(r"\(([^()]*)\)", name)
    for kind, texts in (("wdi_brackets", stated[::-1]), ("wdi_name", [name])):
        for text in texts:
            for pattern, unit in content.units(kind).items():
                if found := re.search(pattern, text.lower()):
                    return found.expand(unit)
    return " ".join(stated[-1].split())[:60] if stated else "number"
