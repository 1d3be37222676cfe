"""SDMX-ML (generic and structure-specific, 2.0 and 2.1) as records, one series at a time."""

import re
from collections.abc import Iterator
from typing import IO, Any, cast
from xml.etree.ElementTree import Element, ParseError, iterparse

from .readers import limits
from .readers.files import OpenPart, Part
from .rows import FormatError


def is_message(head: bytes) -> bool:
    """Whether XML starts an SDMX data message."""
    return (
        re.search(
            rb"<(\w+:)?(GenericData|StructureSpecificData|CompactData|GenericTimeSeriesData|"
            rb"StructureSpecificTimeSeriesData|MessageGroup|UtilityData)\b",
            head,
        )
        is not None
    )


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
        reading = _Reading(source)
        try:
            for record in _records(reading, iterparse(cast("IO[bytes]", reading), events=("start", "end"))):
                reading.since = 0
                reading.records += 1
                yield record
        except (ParseError, LookupError, ValueError) as error:
            if isinstance(error, FormatError):
                raise
            raise FormatError(part.label, f"is broken XML ({error})", "download it again") from error


class _Reading:
    """The bytes of a message, which is refused where it declares a document type or goes on without an observation."""

    def __init__(self, source: OpenPart) -> None:
        self._source, self._last = source, b""
        self.records = self.since = 0

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size if size > 0 else 1 << 20)
        self.since += len(block)
        if self.since > limits.LINE:
            reason = f"goes on for {limits.LINE >> 20} MB without an observation after number {self.records:,}"
            raise self.refusal(reason)
        if b"<!DOCTYPE" in (self._last + block).replace(b"\0", b""):
            raise self.refusal("declares a document type, which no SDMX message does")
        self._last = block[-40:]
        return block

    def refusal(self, reason: str) -> FormatError:
        return FormatError(self._source.part.label, reason, "download it again")


def _records(reading: _Reading, events: Any) -> Iterator[dict[str, str]]:
    """Observations as their elements end; what is done with is taken out of the tree, which else would hold the file."""
    above: list[Element] = []
    of_all: dict[str, str] = {}
    series: dict[str, str] = {}
    in_series = in_observation = False
    for event, element in events:
        name = _local(element.tag)
        if event == "start":
            above.append(element)
            if len(above) > limits.DEPTH:
                raise reading.refusal(
                    f"is nested deeper than {limits.DEPTH} levels after observation {reading.records:,}"
                )
            if name == "DataSet":
                taken_back = any(_local(key) == "action" and v == "Delete" for key, v in element.attrib.items())
                of_all = {"ACTION": "Delete"} if taken_back else {}
            if name == "Series":
                series, in_series = of_all | element.attrib, True
            in_observation = in_observation or name == "Obs"
            continue
        above.pop()
        if name == "SeriesKey" or (name == "Attributes" and in_series and not in_observation):
            series |= _values(element)
            if len(series) > limits.COLUMNS:
                raise reading.refusal(f"has more than {limits.COLUMNS:,} attributes of a series")
        elif name == "Obs":
            in_observation = False
            yield (series if in_series else of_all) | _observation(element)
        elif name == "Series":
            in_series = False
        if above and _local(above[-1].tag) not in _KEPT:
            above[-1].remove(element)


_KEPT = ("SeriesKey", "ObsKey", "Attributes", "Obs")
"""Elements whose children are wanted when they end."""


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
    named = ((child.get("id") or child.get("concept"), child.get("value", "")) for child in element)
    return {name: value for name, value in named if name}


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
