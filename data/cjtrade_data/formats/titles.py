"""Titles: what the lines above a table, and the name of its sheet, say of all of it: `Cambodia's exports to Japan (USD million)`.

A line about exports or imports that is not understood to its last word may narrow them ("Garment exports"), as a remark
may ("garments only"): the table is refused.
"""

import re
import unicodedata
from typing import Any, NamedTuple

from . import vocabulary
from .areas import of_name
from .money import CurrencyScale, parted, without_unit
from .readers.table import Table, key_of
from .rows import FormatError

_WORD = re.compile(r"[^\W\d_]+")
_JAPANESE = re.compile(
    r"(?:表\s*[0-9]+\s+)?(?P<who>[^の\s]+)の(?:対(?P<whom>\w+?))?(?:(?:主要)?(?:相手)?(?:国・?)?(?:地域)?別の?)?"
    r"(?P<flow>輸出入|輸出|輸入|貿易)\w*?(?:額|統計)?\W*(?:[0-9].*)?"
)
_IN_MONEY = re.compile(r"\(\w*(?:建て|ベース)\)")
"""Says in which money values are, not in which unit of it."""
_REMARK = re.compile(r"\W*(?:source|note|unit|出所|出典|注|資料|単位)", re.IGNORECASE)
_NARROWS = re.compile(r"(?i)\b(?:only|exclud\w+|except)\b|のみ|除く|除き")
_FLOW = re.compile(r"(?i)\b(exports?|imports?|trade)\b|輸出|輸入|貿易")
_LEADS = {"exports": "to", "imports": "from", "trade": "with"}
_NO_OWNER = ("and", "between", *_LEADS.values())
_APART = re.compile(r'[,;\t]{2,}|(?<=")[,;\t](?=")')
"""Where a line has cells of its own."""
_LONGEST = 5
"""Words of the name of a country."""
_MEND = "take it out, or write it as 'Cambodia exports to Japan (USD million)'"


class Above(NamedTuple):
    """What is said of all of a table, "" or None where it is not."""

    reporter: str = ""
    partner: str = ""
    measure: str = ""
    unit: CurrencyScale | None = None


def flows() -> dict[str, str]:
    """Words for flows, by `key_of`, to their measures."""
    return {key_of(word): measure for word, measure in vocabulary.flows("own_table").items()}


def above(table: Table) -> Above:
    """What the lines above say, and a unit in a note below. Raises FormatError where two of them differ or one is not
    understood."""
    found: dict[str, set[Any]] = {field: set() for field in Above._fields}
    lines = (*table.above, table.sheet, *(x for x in table.below if _REMARK.match(x)))
    for line in (cell for each in lines for cell in _APART.split(each)):
        plain = _IN_MONEY.sub("", unicodedata.normalize("NFKC", " ".join(line.strip(' ,;"\t\r').split())))
        told = _fields_of(plain)
        if told is None:
            raise FormatError(table.label, f"says '{plain}' beside its rows, which may narrow them", _MEND)
        for field, said in told.items():
            found[field].add(said)
    for field, said in found.items():
        if len(said) > 1:
            raise FormatError(table.label, f"says two things of its {field} above the table", "leave one of them")
    return Above(**{field: said.pop() for field, said in found.items() if said})


def _fields_of(line: str) -> dict[str, Any] | None:
    """What a line says, by field; None where it is not understood what of exports or imports."""
    around, unit = parted(line)
    money = {"unit": unit} if unit else {}
    if around in ("", *vocabulary.headings("own_title")["of unit"]):
        return money
    if _REMARK.match(line):
        return None if _NARROWS.search(line) else {}
    cells = [cell.strip() for cell in re.split(r"[:,;\t]", line) if cell.strip()]
    if len(cells) == 2 and (outright := _labelled(*cells)):
        return outright
    if not _FLOW.search(line):
        return {}
    if (title := _JAPANESE.fullmatch(without_unit(line).strip(" ()"))) is not None:
        whom = of_name(title["whom"]) if title["whom"] else ""
        return _flow_fields(of_name(title["who"]), whom, title["flow"], money)
    said = _title(without_unit(line))
    return None if said is None else said | money


def _labelled(name: str, said: str) -> dict[str, str] | None:
    """`Reporter: Cambodia`."""
    known = vocabulary.headings("own_table")
    for side in ("reporter", "partner"):
        if key_of(name) in known[side] and (area := of_name(said)):
            return {side: area}
    return {"measure": flows()[key_of(said)]} if key_of(name) in known["flow"] and key_of(said) in flows() else None


def _flow_fields(who: str | None, whom: str | None, flow: str, money: dict[str, Any]) -> dict[str, Any] | None:
    measure = {"measure": flows()[key_of(flow)]} if key_of(flow) in ("輸出", "輸入") else {}
    return (
        None
        if who is None or whom is None
        else {"reporter": who, **({"partner": whom} if whom else {}), **measure, **money}
    )


def _title(text: str) -> dict[str, str] | None:
    """The sides and the flow of a title in English."""
    words = [word for word in _WORD.findall(text.lower()) if word != "s"]
    items: list[tuple[str, str]] = []  # (word, area)
    at = 0
    while at < len(words):
        spans = (" ".join(words[at : at + n]) for n in range(_LONGEST, 0, -1))
        name, area = next(((name, area) for name in spans if (area := of_name(name))), (words[at], ""))
        items.append((name, area))
        at += len(name.split())
    harmless = vocabulary.headings("own_title")["words"]
    named = [
        f"{word.rstrip('s')}s" if word != "trade" else word
        for word, _ in items
        if word.rstrip("s") in ("export", "import", "trade")
    ]
    valued = {"fob": "exports", "cif": "imports"}
    if any(not area and word not in harmless for word, area in items):
        return None
    if any(named != [flow] for word, flow in valued.items() if word in words):
        return None
    plain = [item for item in items if item[0] not in ("total", "merchandise", "international", "goods", "the")]
    said = {"measure": named[0]} if len(named) == 1 and named[0] != "trade" else {}
    for before, (_, area), after in zip([("", ""), *plain], plain, [*plain[1:], ("", "")], strict=False):
        flow = f"{after[0].rstrip('s')}s" if after[0] != "trade" else "trade"
        behind_of = area and before[0] == "of"
        if behind_of or (area and flow in _LEADS and not before[1] and before[0] not in _NO_OWNER):
            said["reporter"] = area
        elif area and len(named) == 1 and before[0] == _LEADS[named[0]]:
            said["partner"] = area
    return said
