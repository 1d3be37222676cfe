"""Mirror gaps in words: how far freight and insurance explain that the importer's figure is not the exporter's."""

from __future__ import annotations

from ..derivation import comparisons
from ..derivation.mirror import band
from ..derivation.quantity import Quantity
from .numbers import plain_number

_ORIGIN = "The buyer counts by where goods were made: what travels by Singapore or Thailand may be sold there in the seller's books."
_DESTINATION = (
    "The seller counts by the last destination known when goods leave: some are bought in, or sold on, on the way."
)


def explained(importer: Quantity, exporter: Quantity) -> str:
    """The ratio of the two, what freight explains of it, and where it is not that, what else is known; "" without a ratio."""
    ratio = comparisons.ratio(importer, exporter, "mirror_ratio")
    if ratio is None:
        return ""
    low, high = (f"{float(end):.2f}" for end in (band().low, band().high))
    told = f"{plain_number(ratio.value, 2)} dollars bought (CIF) for each sold (FOB); freight and insurance explain {low} to {high}: "
    if ratio.interval.meets(band()):
        return f"{told}they can explain the gap."
    above = ratio.value > band().high
    verdict = "the gap is more than they explain." if above else "the buyer has less, which they cannot explain."
    prints = (q.figure for q in (exporter, importer) if q.figure is not None)
    notes = (f.note for f in prints if f.note.endswith("."))
    return " ".join(dict.fromkeys((told + verdict, *notes, _ORIGIN if above else _DESTINATION)))
