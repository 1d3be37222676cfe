"""Area names: how texts in English call a country, and what its names in other scripts are in English."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.records import Area
from .phrases import wordings
from .tokenizer import without_accents


def names_in_english(areas: Mapping[str, Area]) -> dict[str, str]:
    """The English name of each country by its names in Japanese and Khmer."""
    found = {}
    for area in areas.values():
        for foreign in filter(None, (area.name_ja, area.name_km)):
            found[foreign.replace("\u200b", "")] = plain_name(area)
    for wording in wordings("area"):
        if wording.language != "en":
            found.setdefault(wording.phrase, plain_name(areas[wording.code]))
    return found


def plain_name(area: Area) -> str:
    """The name of a country without accents, signs and what stands in brackets."""
    name = without_accents(area.name.partition("(")[0])
    return " ".join(name.translate({ord(c): " " for c in "’',-"}).split())
