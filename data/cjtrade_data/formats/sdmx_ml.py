"""SDMX-ML (generic and structure-specific, 2.0 and 2.1) as records, one series at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any, cast
from xml.etree.ElementTree import Element, ParseError, iterparse

from .opening import Part, Source
from .outcome import FormatError


def is_message(head: bytes) -> bool:
    """Whether XML starts an SDMX data message."""
    return re.search(rb"<(\w+:)?(GenericData|StructureSpecificData|CompactData|GenericTimeSeriesData|"
                     rb"StructureSpecificTimeSeriesData|MessageGroup|UtilityData)\b", head) is not None  # fmt: skip


def facts(part: Part) -> dict[str, str]:
    """`prepared` (day) and `structure` (agency:id(version)) as the message's head states them."""
    with part.opened() as source:
        text = source.head.decode("utf-8", "ignore")
    found = {}
    if prepared := re.search(r"<(?:\w+:)?Prepared>\s*([0-9]{4}-[0-9][0-9]-[0-9][0-9])", text):
        found["prepared"] = prepared[1]
    for element in re.findall(r"<(?:\w+:)?Ref\b[^>]*>", text):
        agency, name, version = (re.search(rf'\b{a}="([^"]*)"', element) for a in ("agencyID", "id", "version"))
        if agency and name:
            found.setdefault("structure", f"{agency[1]}:{name[1]}({version[1] if version else ''})")
    return found


def records(part: Part) -> Iterator[dict[str, str]]:
    """One an observation. Raises FormatError for broken XML, and for a document type, which no message has."""
    with part.opened() as source:
        if b"<!DOCTYPE" in source.head:
            raise FormatError(part.label, "declares a document type, which no SDMX message does", "download it again")
        try:
            yield from _records(iterparse(cast("IO[bytes]", _Reading(source)), events=("start", "end")))
        except ParseError as error:
            raise FormatError(part.label, f"is broken XML ({error})", "download it again") from error


class _Reading:
    def __init__(self, source: Source) -> None:
        self._source = source

    def read(self, size: int = -1) -> bytes:
        return self._source.read(size if size > 0 else 1 << 20)


def _records(events: Any) -> Iterator[dict[str, str]]:
    """Observations as their elements end; what is done with is taken out of the tree, which else would hold the file."""
    above: list[Element] = []
    series: dict[str, str] = {}
    in_series = in_observation = False
    for event, element in events:
        name = _local(element.tag)
        if event == "start":
            above.append(element)
            if name == "Series":
                series, in_series = dict(element.attrib), True
            in_observation = in_observation or name == "Obs"
            continue
        above.pop()
        if name == "SeriesKey" or (name == "Attributes" and in_series and not in_observation):
            series |= _values(element)
        elif name == "Obs":
            in_observation = False
            yield (series if in_series else {}) | _observation(element)
        elif name == "Series":
            in_series = False
        if name in ("Obs", "Series") and above:
            above[-1].remove(element)


def _observation(element: Element) -> dict[str, str]:
    record = {k: v for k, v in element.attrib.items() if not k.startswith("{")}
    for child in element:
        name = _local(child.tag)
        if name in ("ObsDimension", "Time"):
            record[child.get("id", "TIME_PERIOD")] = child.get("value") or (child.text or "").strip()
        elif name == "ObsValue":
            record["OBS_VALUE"] = child.get("value", "")
        elif name in ("ObsKey", "Attributes"):
            record |= _values(child)
    return record


def _values(element: Element) -> dict[str, str]:
    found = {}
    for child in element:
        name = child.get("id") or child.get("concept")
        if name:
            found[name] = child.get("value", "")
    return found


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
