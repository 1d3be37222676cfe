"""What dimensions and codes of SDMX messages mean here: areas, periods, indicators, units."""

import calendar
import re
from functools import cache

from ..model.digits import is_digits
from . import vocabulary
from .areas import aggregates, by_code, by_two, of_name
from .money import parted
from .readers.table import key_of
from .vocabulary import Headings

Meaning = tuple[str, str | None, str, str]
"""Measure, unit, valuation and product."""

_ALL_GOODS = ("_T", "TOTAL", "ALL", "TOT", "000000")
_OWN = {"EL": "GR", "UK": "GB", "W": "WLD"}
"""Codes that are Eurostat's or the OECD's and not ISO's."""
_GROUP = re.compile(
    r"(?:EXT_|INT_)?[A-Z]{2,4}[0-9]{0,2}_[0-9]{4}|G(X?[0-9]{2,4}|[0-9]{3})|[0-9][A-Z]_\w+|[0-9][A-Z]|XR[0-9]+"
    r"|[A-Z]{1,6}[0-9]{1,4}"
)


def of(field: str) -> Headings:
    """The names that a component has in messages; `attribute` are those that do not tell two series apart."""
    return vocabulary.headings("sdmx")[field]


def code_of(text: str) -> str:
    """The code where a message labels both (`M: Monthly`)."""
    return text.split(":", 1)[0].strip() if re.match(r"^[A-Z0-9_]+: ", text) else text.strip()


@cache
def _indicators() -> dict[str, tuple[str, str, str]]:
    found = (row for row in vocabulary.rows("series") if row["dataset"] == "imf")
    return {row["code"]: (row["measure"], row["unit"], row["valuation"]) for row in found}


def indicator(code: str, extra: tuple[str, ...], dataset: str) -> tuple[str, str, str]:
    """(measure, unit, valuation): ours for the merchandise trade of the IMF, else dataset, indicator and other keys."""
    if code in _indicators():
        return _indicators()[code]
    return f"{dataset.upper()}:{'.'.join(k for k in (code, *extra) if k)}", "", ""


def money(text: str) -> tuple[str, str]:
    """(unit, power of ten) of a unit: `USD` and 6 of `USD_MN`, the text itself and 0 where it is no unit of money alone."""
    around, stated = parted(unit(code_of(text)))
    return (text, "0") if stated is None or around else (stated.currency, str(stated.power))


def meaning(code: str, flow: str, product: str, others: tuple[str, ...], unit_code: str, dataset: str) -> Meaning:
    """(measure, unit, valuation, product), the unit None where the message has another than its indicator: exports or imports of goods where flow, product and currency say so and nothing
    else tells series apart, as `HS:8542` or "" for all goods; else dataset, indicator and all other keys."""
    of_value = vocabulary.units("sdmx_value").get(code.upper(), "")
    currency = of_value or (unit_code if re.fullmatch("[A-Z]{3}", unit_code) else "")
    is_plain = not any(others) and (code == "" or bool(of_value))
    product = re.sub("^HS[0-9]{2}_", "", product)
    code_is_hs = re.fullmatch(r"[0-9]{2}(?:[0-9]{2}){0,4}", product) is not None
    is_all, flows = product.upper() in _ALL_GOODS, vocabulary.flows("sdmx")
    if flow.lower() in flows and currency and is_plain and (is_all or code_is_hs):
        return flows[flow.lower()], currency, "", "" if is_all else f"HS:{product}"
    measure, unit_, valuation = indicator(code, tuple(k for k in (flow, product, *others) if k), dataset)
    if unit_ and unit_code and not re.fullmatch("[A-Z]{3}", unit(unit_code)):
        return measure, None, valuation, ""
    return measure, unit_ or currency or unit(unit_code) or "unstated", valuation, ""


_NAMES = (
    (r"exports(ofgoods)?freeonboard", "exports", "FOB"),
    (r"imports(ofgoods)?costinsurancefreight", "imports", "CIF"),
    (r"imports(ofgoods)?freeonboard", "imports", "FOB"),
    ("tradebalance", "trade_balance", "FOB/CIF"),
)


def named(name: str, found: Meaning) -> Meaning:
    """What the name of an indicator of the IMF says, where its code alone says nothing."""
    key = key_of(name)
    known = next(((m, v) for words, m, v in _NAMES if re.search(words, key)), None)
    if known is not None and "usdollar" in key:
        return known[0], "USD", known[1], ""
    return found[0], "USD" if "usdollar" in key else "percent" if "percent" in key else found[1], found[2], found[3]


def unit(code: str) -> str:
    """`USD`, `percent`, or the message's own code; "" where it has none."""
    return vocabulary.units("sdmx").get(code.upper(), code)


def area(code: str, imf: bool) -> tuple[str, str] | None:
    """(area, "group" where it is one): ISO letters, names or numbers; a group of the IMF keeps its own code (`IMF:GX1213`)."""
    text = code_of(code)
    if imf and is_digits(text):
        return None
    own = _OWN.get(text, text)
    found = by_code(own) or (by_two().get(own.upper()) if len(own) == 2 else None) or of_name(text)
    if found:
        return found, "group" if found in aggregates() else ""
    if _GROUP.fullmatch(text):
        return f"{'IMF' if imf else 'SDMX'}:{text}", "group"
    return None


def period(text: str) -> tuple[str, str] | None:
    """(start, end) as months: 2023, 2023-02, 2023-M02, 2023M2, 2023-Q1, 2023Q1, 2023-S1, 2023-02-28; None otherwise."""
    match = re.fullmatch(r"([0-9]{4})(?:-?(A1?|[MQSHB])?([0-9]{1,2})?)?(?:-([0-9][0-9]))?", text.strip())
    if match is None:
        return None
    year, kind, number, day = match[1], match[2] or "", int(match[3] or 0), match[4]
    if day is not None:
        whole = not kind and 1 <= number <= 12 and int(day) == calendar.monthrange(int(year), number)[1]
        return ("", f"{year}-{number:02d}") if whole else None
    if kind.startswith("A") or (not kind and not match[3]):
        return f"{year}-01", f"{year}-12"
    length = {"": 1, "M": 1, "Q": 3, "S": 6, "H": 6, "B": 6}[kind]
    if not 1 <= number <= 12 // length:
        return None
    return f"{year}-{(number - 1) * length + 1:02d}", f"{year}-{number * length:02d}"
