"""Periods as people write them, in English and Japanese, beside those of SDMX."""

import re
import unicodedata
from functools import cache

from ..model.digits import is_digits
from ..model.period import MONTH_NAMES
from . import sdmx_codes

_NAMES = [name.lower() for name in MONTH_NAMES]
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in (*_NAMES, "sept"))
IN_WORDS = re.compile(
    rf"(?i)(?:\b(?:in|of|for)\s+)?(?:\b(?:(?:{_MONTH})\W+)?(?:{_MONTH})\W*)?(?<![0-9])(?:19|20)[0-9]{{2}}(?![0-9])(?:年(?!度))?"
)
"""A year, or months of one, among other words."""
_SPAN = re.compile(rf"(?:({_MONTH})\W+)?({_MONTH})[\W_]*([0-9]{{4}}|[0-9]{{2}})")
_TURNED = re.compile(rf"([0-9]{{4}})[\s/-]*((?:{_MONTH}).*)|(q[1-4]|[0-9]{{1,2}})[\s/-]+([0-9]{{4}})")
MONTH_ALONE = re.compile(rf"(?i)(?:{_MONTH})\.?|(?:1[0-2]|[1-9])月")
_JAPANESE = re.compile(r"([0-9]{4})年(?:(?:([0-9]{1,2})月?[-~〜])?([0-9]{1,2})月|第?([1-4])四半期)?")


@cache
def period_of(text: str, month: str = "") -> tuple[str, str] | None:
    """(start, end) of 2023, 2023-01, Jan 2023, Jan-Feb 2023, Q1 2023, 2023年1月, 2023年1-3月, or of a year and its month."""
    text, month = (unicodedata.normalize("NFKC", t).strip().lower().removesuffix(".0") for t in (text, month))
    if month:
        text = (
            f"{month} {text}" if not is_digits(month.removesuffix("月")) else f"{text}-{month.removesuffix('月'):0>2}"
        )
    if (told := _JAPANESE.fullmatch(text)) is not None:
        year, first, last, quarter = told.groups()
        text = f"{year}-q{quarter}" if quarter else f"{year}-{int(last):02d}" if last else year
        start = f"{year}-{int(first):02d}" if first else ""
    else:
        if (turned := _TURNED.fullmatch(text)) is not None:
            text = f"{turned[2]} {turned[1]}" if turned[1] else f"{turned[4]}-{turned[3]:0>2}"
        start = ""
        if (span := _SPAN.fullmatch(text)) is not None:
            year = span[3] if len(span[3]) == 4 else f"20{span[3]}"
            first, text = span[1], f"{year}-{_number(span[2]):02d}"
            start = f"{year}-{_number(first):02d}" if first else ""
    found = sdmx_codes.period(re.sub(r"[\s/]+", "-", text.upper()))
    if found is None or not "1900" < (found[0] or "") < "2100":
        return None
    return (start or found[0], found[1]) if (start or found[0]) <= found[1] else None


def _number(month: str) -> int:
    return next(i for i, name in enumerate(_NAMES, 1) if name[:3] == month[:3])
