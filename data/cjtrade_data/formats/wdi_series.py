"""What the series of World Development Indicators are: measure from the code, unit from the series' own words."""

from __future__ import annotations

import re
from typing import NamedTuple


class Series(NamedTuple):
    """`measure` is ours where measures.csv has it, else `WDI:` and the code; `unit` as the series' name states it."""

    measure: str
    unit: str


_MEASURES = {
    "NY.GDP.MKTP.CD": "gdp",
    "NY.GNP.PCAP.CD": "gni_per_head",
    "SP.POP.TOTL": "population",
    "PA.NUS.FCRF": "exchange_rate",
    "BX.KLT.DINV.CD.WD": "fdi_inflow_bop",
    "NE.TRD.GNFS.ZS": "trade_to_gdp",
    "NE.RSB.GNFS.ZS": "trade_balance_to_gdp",
    "NE.RSB.GNFS.CD": "goods_and_services_balance",
    "BG.GSR.NFSV.GD.ZS": "services_trade_to_gdp",
}
_FIXED = {"SP.POP.TOTL": "persons"}
_CURRENCY = {"KHM": "KHR per USD", "JPN": "JPY per USD"}


def series(code: str, name: str, area: str) -> Series:
    """What a series is for an area: the unit of an exchange rate is in the area's own currency."""
    code = code.strip()
    measure = _MEASURES.get(code, f"WDI:{code}")
    if code == "PA.NUS.FCRF":
        return Series(measure, _CURRENCY.get(area, "local currency per USD"))
    return Series(measure, _FIXED.get(code) or unit_in(name))


def unit_in(name: str) -> str:
    """The unit that a series' name states in its last brackets; `number` where it states none.

    >>> unit_in("GDP (current US$)"), unit_in("Exports (% of GDP)"), unit_in("Population, total")
    ('USD', 'percent', 'number')
    """
    stated = re.findall(r"\(([^()]*)\)", name)
    for text in reversed(stated):
        small = text.lower()
        if "%" in small:
            return "percent"
        if "current us$" in small or small == "us$":
            return "USD"
        if dated := re.search(r"constant ([0-9]{4}) us\$", small):
            return f"USD of {dated[1]}"
        if "current lcu" in small:
            return "local currency"
        if "constant lcu" in small:
            return "local currency at constant prices"
        if "=" in small and "100" in small:
            return "index"
    if "deflator" in name.lower() or "index" in name.lower():
        return "index"
    return " ".join(stated[-1].split())[:60] if stated else "number"
