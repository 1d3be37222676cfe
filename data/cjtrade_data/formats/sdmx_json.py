"""SDMX-JSON, 1.0 and 2.0, as records: one an observation, with its dimensions and attributes by name."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import combinations
from typing import Any

from ..model.digits import is_digits
from .readers import json_text
from .readers.files import Part
from .rows import FormatError


def read(part: Part) -> tuple[Callable[[], Iterator[dict[str, str]]], dict[str, str]]:
    """What gives the records of a message, and its facts: `structure` (IMF.WHD:WHDREO(5.0.0)) and `prepared` where they are stated.

    Raises FormatError where it is no JSON, or too large to be taken whole.
    """
    document = json_text.loaded(part)
    try:
        body = document.get("data", document)
        facts = _facts(document, body)
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise FormatError(part.label, f"is broken JSON ({error})", "download it again") from error
    return partial(_checked_records, part, body), facts


def _checked_records(part: Part, body: dict[str, Any]) -> Iterator[dict[str, str]]:
    """One an observation. Raises FormatError where keys and structure do not fit."""
    try:
        yield from _records(body)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        reason = f"its keys do not fit its structure ({str(error) or type(error).__name__})"
        raise FormatError(part.label, reason, "ask the service for SDMX-ML or SDMX-CSV") from error


def _facts(document: dict[str, Any], body: dict[str, Any]) -> dict[str, str]:
    meta = document.get("meta") or document.get("header") or {}
    facts = {"prepared": str(meta.get("prepared", ""))[:10]}
    for structure in _structures(body):
        for link in structure.get("links") or ():
            urn = str(link.get("urn", ""))
            if "Dataflow=" in urn:
                facts["structure"] = urn.rpartition("=")[2]
        dimensions = structure.get("dimensions", {})
        named = [d["id"] for name in ("dataSet", "series", "observation") for d in _parts(dimensions, name)]
        facts["dimensions"] = " ".join(named)
    return facts


def _structures(body: dict[str, Any]) -> list[dict[str, Any]]:
    return body.get("structures") or ([body["structure"]] if "structure" in body else [])


def _records(body: dict[str, Any]) -> Iterator[dict[str, str]]:
    structures = _structures(body)
    for data_set in body.get("dataSets", ()):
        structure = structures[data_set.get("structure", 0)]
        dimensions, attributes = structure["dimensions"], structure.get("attributes", {})
        series = _parts(dimensions, "series")
        inside = _parts(dimensions, "observation")
        fixed = {d["id"]: _value(d, 0) for d in _parts(dimensions, "dataSet")}
        fixed |= _attributes(_parts(attributes, "dataSet"), data_set.get("attributes", ()))
        fixed |= {"ACTION": "Delete"} if data_set.get("action") == "Delete" else {}
        groups = [
            (key.split(":"), _attributes(_parts(attributes, "dimensionGroup"), given))
            for key, given in (data_set.get("dimensionGroupAttributes") or {}).items()
        ]
        measures = max(len(_parts(structure.get("measures", {}), "observation")), 1)
        shape = (inside, _parts(attributes, "observation"), measures)
        if "series" in data_set:
            series = _in_key_order(series, data_set["series"])
            for key, one in data_set["series"].items():
                at = key.split(":")
                known = fixed | _named(series, at) | _of_groups(groups, at)
                known |= _attributes(_parts(attributes, "series"), one.get("attributes", ()))
                yield from _observations(one.get("observations", {}), known, shape)
        yield from _observations(data_set.get("observations", {}), fixed, shape)


def _in_key_order(components: list[dict[str, Any]], keys: Iterable[str]) -> list[dict[str, Any]]:
    """The dimensions in the order of the keys: WITS declares partner and product the other way round than it uses them.

    Raises IndexError where the declared order cannot be, and not just one exchange of two dimensions can.
    """
    most = [max(at) for at in zip(*(map(int, key.split(":")) for key in keys), strict=True)]
    sizes = [len(component["values"]) for component in components]
    if len(most) != len(sizes) or all(at < size for at, size in zip(most, sizes, strict=True)):
        return components
    orders = []
    for i, j in combinations(range(len(sizes)), 2):
        order = list(components)
        order[i], order[j] = order[j], order[i]
        if all(at < len(component["values"]) for at, component in zip(most, order, strict=True)):
            orders.append(order)
    if len(orders) != 1:
        raise IndexError("they count further than its dimensions have values")
    return orders[0]


def _observations(
    observations: dict[str, Any], known: dict[str, str], shape: tuple[Any, Any, int]
) -> Iterator[dict[str, str]]:
    dimensions, attributes, measures = shape
    for key, values in observations.items():
        values = values if isinstance(values, list) else [values]
        record = known | _named(dimensions, key.split(":")) | _attributes(attributes, values[measures:])
        first = values[0] if values else None
        record["OBS_VALUE"] = "" if first is None else str(first)
        yield record


def _parts(of: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return of.get(name) or []


def _value(component: dict[str, Any], index: int) -> str:
    value = component["values"][index]
    return str(value.get("id", value.get("value", value.get("name", "")))) if isinstance(value, dict) else str(value)


def _named(components: list[dict[str, Any]], at: list[str]) -> dict[str, str]:
    if not all(map(is_digits, at)):
        raise ValueError(f"'{':'.join(at)[:40]}' is no key of numbers")
    return {c["id"]: _value(c, int(index)) for c, index in zip(components, at, strict=True)}


def _attributes(components: list[dict[str, Any]], given: Any) -> dict[str, str]:
    found = {}
    for component, index in zip(components, given or (), strict=False):
        if isinstance(index, int) and not isinstance(index, bool) and component.get("values"):
            found[component["id"]] = _value(component, index)
        elif index is not None:
            found[component["id"]] = str(index)
    return found


def _of_groups(groups: list[tuple[list[str], dict[str, str]]], at: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, attributes in groups:
        if all(k in ("", a) for k, a in zip(key, at, strict=False)):
            found |= attributes
    return found
