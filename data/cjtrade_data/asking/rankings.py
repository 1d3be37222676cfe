"""Rankings: lists of Cambodia's partners by size, each from one publication, never put together from several."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ..ledger import Ledger
from ..period import Period
from .quantity import Quantity, expression, printed, worked_out

_FULL = 20
_SHORTEST = 4
_BOTH = ("exports", "imports", "total_trade")


class Ranking(NamedTuple):
    """Partners of one period in one publication, the largest first, aggregates and unspecified ones left out.

    `full` where every partner was listed, of which the book has the 30 largest; otherwise the publication
    named only some. `taiwan` is the amount under "other Asia", which is not ranked.
    """

    period: Period
    source: str
    full: bool
    rows: tuple[Quantity, ...]
    taiwan: Quantity | None = None

    def place(self, code: str) -> int | None:
        return next((i for i, q in enumerate(self.rows, 1) if q.partner == code), None)


class Lists:
    """Which publications list partners in which period; a ranking is made when it is asked for."""

    def __init__(self, ledger: Ledger, measure: str, *, of_products: bool) -> None:
        self._ledger, self._measure = ledger, measure
        self._ids: dict[tuple[Period, str], dict[tuple[str, str], str]] = {}
        for id, flow, partner, start, end, source in ledger.outline("KHM", _BOTH, of_products=of_products):
            key = (Period.from_columns(start, end), source)
            self._ids.setdefault(key, {})[partner, flow] = id
        self._partners = {key: self._listed(ids) for key, ids in self._ids.items()}

    def _listed(self, ids: dict[tuple[str, str], str]) -> set[str]:
        """The partners whose size of this measure the publication gives."""
        printed_ = {p for p, flow in ids if flow == self._measure}
        if self._measure == "total_trade":
            printed_ |= {p for p, flow in ids if flow == "exports" and (p, "imports") in ids}
        return {p for p in printed_ if p not in ("WLD", "XOT")}

    def periods(self, *, full: bool) -> list[Period]:
        """The periods with a full list, or with any, oldest first."""
        least = _FULL if full else _SHORTEST
        return sorted({period for (period, _), partners in self._partners.items() if len(partners) >= least})

    def of(self, period: Period) -> list[Ranking]:
        """The rankings of a period, full ones first."""
        found = [
            self._ranking(period, source, partners)
            for (p, source), partners in sorted(self._partners.items(), key=lambda item: item[0][1])
            if p == period and len(partners) >= _SHORTEST
        ]
        return sorted(found, key=lambda r: not r.full)

    def _ranking(self, period: Period, source: str, partners: set[str]) -> Ranking:
        areas = self._ledger.areas
        ids = self._ids[period, source]
        quantities = {p: q for p in partners if (q := self._size(ids, p)) is not None and not q.is_open}
        ranked = [q for p, q in quantities.items() if p in areas and areas[p].kind not in ("aggregate", "special")]
        ranked.sort(key=lambda q: (-q.value, q.partner))
        return Ranking(period, source, len(partners) >= _FULL, tuple(ranked), quantities.get("OAS"))

    def _size(self, ids: dict[tuple[str, str], str], partner: str) -> Quantity | None:
        id = ids.get((partner, self._measure))
        if id is not None:
            return printed(self._ledger.figure(id))
        e, i = (printed(self._ledger.figure(ids[partner, flow])) for flow in ("exports", "imports"))
        formula = f"{expression(e)} + {expression(i)}"
        return worked_out(e, e.value + i.value, e.interval + i.interval, formula, (e, i), measure="total_trade")


@lru_cache(maxsize=16)
def lists(ledger: Ledger, measure: str, *, of_products: bool = False) -> Lists:
    """The lists of partners by exports, imports or total_trade; `of_products` reads the country summaries too."""
    return Lists(ledger, measure, of_products=of_products)
