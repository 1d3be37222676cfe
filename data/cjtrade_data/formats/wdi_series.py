"""What the series of World Development Indicators are: measure from the code, unit from the series' own words."""

from __future__ import annotations

import re
from typing import NamedTuple

from .readers.table import key_of


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
_NAMES = {
    "NE.EXP.GNFS.ZS": "Exports of goods and services (% of GDP)",
    "NE.EXP.GNFS.CD": "Exports of goods and services (current US$)",
    "NE.IMP.GNFS.ZS": "Imports of goods and services (% of GDP)",
    "NE.IMP.GNFS.CD": "Imports of goods and services (current US$)",
    "NE.TRD.GNFS.ZS": "Trade (% of GDP)",
    "NE.RSB.GNFS.ZS": "External balance on goods and services (% of GDP)",
    "NE.RSB.GNFS.CD": "External balance on goods and services (current US$)",
    "TG.VAL.TOTL.GD.ZS": "Merchandise trade (% of GDP)",
    "TX.VAL.MRCH.CD.WT": "Merchandise exports (current US$)",
    "TM.VAL.MRCH.CD.WT": "Merchandise imports (current US$)",
    "BG.GSR.NFSV.GD.ZS": "Trade in services (% of GDP)",
    "BN.CAB.XOKA.CD": "Current account balance (BoP, current US$)",
    "BX.KLT.DINV.CD.WD": "Foreign direct investment, net inflows (BoP, current US$)",
    "NY.GDP.MKTP.CD": "GDP (current US$)",
    "NY.GDP.MKTP.KD.ZG": "GDP growth (annual %)",
    "NY.GDP.PCAP.CD": "GDP per capita (current US$)",
    "NY.GNP.PCAP.CD": "GNI per capita, Atlas method (current US$)",
    "PA.NUS.FCRF": "Official exchange rate (LCU per US$, period average)",
    "SP.POP.TOTL": "Population, total",
}
"""Series as the World Bank calls them, for files that give the name alone; of others the name stands for the code."""
_CODES = {key_of(name): code for code, name in _NAMES.items()}
_FIXED = {"SP.POP.TOTL": "persons"}
_CURRENCY = {"KHM": "KHR per USD", "JPN": "JPY per USD"}


def series(code: str, name: str, area: str) -> Series:
    """What a series is for an area: the unit of an exchange rate is in the area's own currency."""
    code = code.strip() or _CODES.get(key_of(name), " ".join(name.split()))
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
