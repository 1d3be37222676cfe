"""Mirror gaps in words: how far freight and insurance explain that the importer's figure is not the exporter's."""

from ..derivation import comparisons
from ..derivation.mirror import expected_ratio
from ..derivation.quantity import Quantity
from .rounding import plain_number

_ORIGIN = "The importer records the country of origin: goods shipped through Singapore or Thailand may be recorded there by the exporter."
_DESTINATION = "The exporter records the last destination known at departure: goods may be sold on along the way."


def explained(importer: Quantity, exporter: Quantity) -> str:
    """The ratio of the two, what freight explains of it, and where it is not that, what else is known; "" without a ratio."""
    ratio = comparisons.ratio(importer, exporter, "mirror_ratio")
    if ratio is None:
        return ""
    low, high = (f"{float(end):.2f}" for end in (expected_ratio().low, expected_ratio().high))
    told = f"mirror ratio (imports CIF over exports FOB) {plain_number(ratio.value, 2)}; freight and insurance explain {low} to {high}: "
    if ratio.interval.meets(expected_ratio()):
        return f"{told}they can explain the gap."
    above = ratio.value > expected_ratio().high
    verdict = "the gap exceeds that." if above else "the importer reports less, which they cannot explain."
    prints = (q.figure for q in (exporter, importer) if q.figure is not None)
    notes = (f.note for f in prints if f.note.endswith("."))
    return " ".join(dict.fromkeys((told + verdict, *notes, _ORIGIN if above else _DESTINATION)))
