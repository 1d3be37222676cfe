"""What the indicators of WITS are: measure, unit and scale, from their own words."""

from __future__ import annotations

import re
from typing import NamedTuple

from .readers.table import key_of


class Indicator(NamedTuple):
    """`measure` is ours, or `WITS:` and the indicator's words where measures.csv has none; scale as in figure.SCALES."""

    measure: str
    unit: str
    scale: str
    valuation: str = ""


_MEASURES: dict[str, str] = {
    "gdpcurrentusmil": "gdp",
    "gnipercapitaatlasmethodcurrentus": "gni_per_head",
    "tradebalancecurrentusmil": "goods_and_services_balance",
    "tradebalanceusthousand": "trade_balance",
    "tradebalanceofgdp": "trade_balance_to_gdp",
    "tradeofgdp": "trade_to_gdp",
    "tradeinservicesofgdp": "services_trade_to_gdp",
    "noofexportpartners": "export_partners",
    "noofexportproducts": "export_products",
    "noofimportpartners": "import_partners",
    "noofimportproducts": "import_products",
    "indexofexportmarketpenetration": "export_market_penetration",
    "hhmarketconcentrationindex": "market_concentration",
    "nooftariffagreement": "tariff_agreements",
    "worldgrowth": "export_growth_of_world",
    "countrygrowth": "export_growth_of_country",
    "simpleaverage": "tariff_simple_average",
    "weightedaverage": "tariff_weighted_average",
    "maximumrate": "tariff_maximum",
    "dutyfreeimportsusthousand": "duty_free_imports",
    "dutyfreetarifflinesshare": "duty_free_lines_share",
    "exportpartnershare": "share_of_world_exports",
    "importpartnershare": "share_of_world_imports",
    "exportproductshare": "product_share_of_exports",
    "importproductshare": "product_share_of_imports",
    "partnersharetop5exportpartner": "share_of_world_exports",
    "partnersharetop5importpartner": "share_of_world_imports",
}
_FLOW = re.compile(
    r"^(?:(exports?|imports?)(?:in)?us(?:mil|thousand)s?(?:top5\w+)?|tradeus(?:mil|thousand)s?top5(export|import)partner)$"
)
_SCALES = (("usmil", "million"), ("usthousand", "thousand"), ("usbil", "billion"))


def indicator(text: str, kind: str = "") -> Indicator | None:
    """What an indicator is, by its own words: `Export(US$ Mil)`, `Partner share(%)-Top 5 Export Partner` ...

    `kind` is the column Indicator Type, where an indicator needs it. None where the unit is not stated.
    """
    key = key_of(text)
    unit = _unit(text, key)
    if unit is None:
        return None
    name, scale = unit
    if flow := _FLOW.match(key):
        measure = f"{(flow[1] or flow[2]).rstrip('s')}s"
        return Indicator(measure, name, scale, "FOB" if measure == "exports" else "CIF")
    known = _MEASURES.get(key) or _shared(key, kind)
    return Indicator(known or f"WITS:{' '.join(text.split())}", name, scale)


def _shared(key: str, kind: str) -> str | None:
    """`Partner share (%)` and `Product share (%)` are of exports or of imports as the type says."""
    flow = key_of(kind)
    if flow in ("export", "import") and key in ("partnershare", "productshare"):
        return {"partnershare": f"share_of_world_{flow}s", "productshare": f"product_share_of_{flow}s"}[key]
    return None


def _unit(text: str, key: str) -> tuple[str, str] | None:
    if "us$" in text.lower().replace(" ", "") or "usd" in key:
        found = next((scale for word, scale in _SCALES if word in key), "one")
        return "USD", found
    if "%" in text:
        return "percent", "one"
    if key.startswith(("noof", "numberof")) or "numberof" in key:
        return "count", "one"
    return ("index", "one") if "index" in key else None
