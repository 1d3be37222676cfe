"""What the indicators of WITS are: measure, unit and scale, from their own words."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..model.figure import SCALE_OF_POWER
from . import content
from .money import parted
from .readers.table import key_of


class WitsIndicator(NamedTuple):
    """`measure` is ours, or `WITS:` and the indicator's words where measures.csv has none; scale as in figure.SCALES."""

    measure: str
    unit: str
    scale: str
    valuation: str = ""


_FLOW = re.compile(r"^(exports?|imports?)(?:tradevalue|value)?(?:top5\w+)?$|^tradetop5(export|import)partner$")


def indicator(text: str, kind: str = "") -> WitsIndicator | None:
    """What an indicator is, by its own words: `Export(US$ Mil)`, `Partner share(%)-Top 5 Export Partner` ...

    `kind` is the column Indicator Type, where an indicator needs it. None where the unit is not stated.
    """
    key, (around, money) = key_of(text), parted(text)
    name = money.currency if money else _unit(text, key)
    if name is None:
        return None
    scale = SCALE_OF_POWER[money.power] if money else "one"
    told = key_of(kind) if around in ("trade", "tradevalue", "value") else around
    if money and (flow := _FLOW.match(told)):
        measure = f"{(flow[1] or flow[2]).rstrip('s')}s"
        return WitsIndicator(measure, name, scale, "FOB" if measure == "exports" else "CIF")
    known = _measures().get(key) or _shared(key, kind)
    return WitsIndicator(known or f"WITS:{' '.join(text.split())}", name, scale)


@cache
def _measures() -> dict[str, str]:
    """Our measures by the words of an indicator, as `table.key_of` gives them."""
    return {row["code"]: row["measure"] for row in content.rows("series") if row["dataset"] == "wits"}


def _shared(key: str, kind: str) -> str | None:
    """`Partner share (%)` and `Product share (%)` are of exports or of imports as the type says."""
    flow = key_of(kind)
    if flow in ("export", "import") and key in ("partnershare", "productshare"):
        return {"partnershare": f"share_of_world_{flow}s", "productshare": f"product_share_of_{flow}s"}[key]
    return None


def _unit(text: str, key: str) -> str | None:
    if "%" in text:
        return "percent"
    if key.startswith(("noof", "numberof")) or "numberof" in key:
        return "count"
    return "index" if "index" in key else None
