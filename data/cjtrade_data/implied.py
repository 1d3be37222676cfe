"""What the printed figures of one compiler imply: records nobody printed, with the interval rounding allows.

A record is a mapping with the columns of `flows.pair_totals`, and `growth_of`: the figure (a row of
`Book.figures`) that prints the growth, which may be another vintage than the level shown. Derivations run within one reporter, one
compiler and one flow or period, so nothing is mixed; each says by which formula and from which figures.
Where a table already holds somebody's derivation of the same thing, the one made here takes its place: it
knows its interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil, inf, log10
from typing import Any, NamedTuple

from .period import Period
from .reference import HOME

Record = dict[str, Any]
_Key = tuple[str, str, str]
_WIDEST = 0.2
"""A difference whose interval is wider than this part of it says too little to be shown."""
_NOTHING: Record = {"status": "derived"}
_MILLION = 1_000_000


class _Operation(NamedTuple):
    """What is done to two records, giving (amount, low, high), and how it is written with their numbers."""

    work: Callable[[Record, Record], tuple[float, float, float]]
    written: str


def complete(records: list[Record]) -> list[Record]:
    """`records` with everything they imply, and growth on the year where both levels are known."""
    known = {_key(r): r for r in records}
    for derive in (_split, _remainder, _sums, _single_months, _year_before, _split, _remainder, _sums):
        for record in derive(list(known.values())):
            held = known.get(_key(record))
            if held is None or _improves(record, held):
                known[_key(record)] = _in_place_of(held, record)
    _add_growth(known)
    return list(known.values())


def _key(record: Mapping[str, Any]) -> _Key:
    return record["flow"], record["compiler"], record["period"]


def _improves(record: Record, held: Record) -> bool:
    """Whether a derivation may take the place of another: one without an interval of its own, or a wider one."""
    if held["status"] != "derived":
        return False
    return not held["inputs"] or record["high"] - record["low"] < held["high"] - held["low"]


def _in_place_of(held: Record | None, record: Record) -> Record:
    """The new derivation, keeping the id, source and growth of the one a table holds."""
    if held is None:
        return record
    kept = ("figure", "source", "locator", "note", "growth_pct", "growth_low", "growth_high", "growth_status")
    return record | {name: held[name] for name in kept}


def is_open(record: Mapping[str, Any]) -> bool:
    """Whether the source gave only a limit."""
    return bool(record["high"] == inf or record["low"] == -inf)


def _by_period(records: Iterable[Record]) -> dict[tuple[str, str], dict[str, Record]]:
    found: dict[tuple[str, str], dict[str, Record]] = {}
    for r in records:
        if r["status"] != "derived" or r["inputs"]:
            found.setdefault((r["compiler"], r["period"]), {})[r["flow"]] = r
    return found


def _split(records: list[Record]) -> Iterable[Record]:
    """Exports and imports from a total and a balance: half their sum, half their difference."""
    for flows in _by_period(records).values():
        total, balance = flows.get("total_trade"), flows.get("trade_balance")
        if total is None or balance is None or is_open(total) or is_open(balance):
            continue
        if "exports" not in flows and "imports" not in flows:
            yield _made(total, "exports", "(total + balance) / 2", (total, balance), _HALF_SUM)
            yield _made(total, "imports", "(total - balance) / 2", (total, balance), _HALF_DIFFERENCE)


def _remainder(records: list[Record]) -> Iterable[Record]:
    """Imports or exports as what is left of a total."""
    for flows in _by_period(records).values():
        total = flows.get("total_trade")
        for have, lack in (("exports", "imports"), ("imports", "exports")):
            if total and have in flows and lack not in flows and not is_open(flows[have]) and not is_open(total):
                yield _made(total, lack, f"total - {have}", (total, flows[have]), _MINUS)


def _sums(records: list[Record]) -> Iterable[Record]:
    """Total and balance from exports and imports."""
    for flows in _by_period(records).values():
        exports, imports = flows.get("exports"), flows.get("imports")
        if exports is None or imports is None:
            continue
        if flows.get("total_trade", _NOTHING)["status"] == "derived":
            yield _made(exports, "total_trade", "exports + imports", (exports, imports), _PLUS)
        if (
            flows.get("trade_balance", _NOTHING)["status"] == "derived"
            and not is_open(exports)
            and not is_open(imports)
        ):
            yield _made(exports, "trade_balance", "exports - imports", (exports, imports), _MINUS)


def _single_months(records: list[Record]) -> Iterable[Record]:
    """A month as the difference of two year-to-date runs, where rounding leaves it worth telling."""
    runs = {_key(r): r for r in records if not is_open(r)}
    for (flow, compiler, code), longer in runs.items():
        period = Period.parse(code)
        if period.first is None or not period.is_year_to_date or period.months < 2:
            continue
        shorter = runs.get((flow, compiler, Period(period.first, period.last - 1).code))
        if shorter is None:
            continue
        amount, low, high = _minus(longer, shorter)
        if high - low <= _WIDEST * abs(amount):
            words = f"{period.label} less {Period.parse(shorter['period']).label}"
            yield _made(longer, flow, words, (longer, shorter), _MINUS, Period(period.last, period.last))


def _year_before(records: list[Record]) -> Iterable[Record]:
    """The same months a year before, from the level and the growth that one source prints together."""
    for r in records:
        if r["growth_status"] != "reported" or r["status"] == "derived" or r["growth_low"] <= -100:
            continue
        printed = r["growth_of"] | {"figure": r["growth_of"]["id"], "flow": r["flow"], "inputs": []}
        if is_open(printed):
            continue
        period = Period.parse(r["period"])
        words = f"{period.label} without its growth of {r['growth_pct']:+.6g}%"
        operation = _Operation(_undo_growth, f"{{}} / {1 + r['growth_pct'] / 100:.6g}")
        yield _made(r, r["flow"], words, (printed, printed), operation, period.year_before)


def _made(
    like: Record,
    flow: str,
    words: str,
    inputs: tuple[Record, Record],
    operation: _Operation,
    period: Period | None = None,
) -> Record:
    period = period or Period.parse(like["period"])
    amount, low, high = operation.work(*inputs)
    record = dict.fromkeys(like)
    return record | {
        "flow": flow,
        "period": period.code,
        "period_start": None if period.first is None else _month(period.first),
        "period_end": _month(period.last),
        "months": period.months,
        "reporter": like["reporter"],
        "compiler": like["compiler"],
        "valuation": _valuation(flow, like),
        "first": like.get("first", HOME[0]),
        "source": like["source"],
        "status": "derived",
        "amount": amount,
        "low": low,
        "high": high,
        "formula": f"{words}: {operation.written.format(*map(_number, inputs))} million USD",
        "inputs": list(dict.fromkeys(i for r in inputs for i in ([r["figure"]] if r["figure"] else r["inputs"]))),
        "others": [],
    }


def _number(record: Mapping[str, Any]) -> str:
    """The amount in millions with the decimals its interval leaves it; one more where it was derived itself,
    so that the arithmetic can be done again from what is written."""
    if is_open(record):
        return (
            f"over {record['low'] / _MILLION:,.6g}"
            if record["high"] == inf
            else f"under {record['high'] / _MILLION:,.6g}"
        )
    width = (record["high"] - record["low"]) / _MILLION
    guard = 1 if record["status"] == "derived" else 0
    decimals = min(max(ceil(-log10(width) - 1e-6), 0) + guard, 6) if width else 6
    return f"{record['amount'] / _MILLION:,.{decimals}f}"


def _valuation(flow: str, like: Mapping[str, Any]) -> str:
    """FOB for what the reporter sells, CIF for what it buys, both in a total or balance; reconciled data has but one."""
    if like["valuation"] == "reconciled":
        return "reconciled"
    if flow not in ("exports", "imports"):
        return "FOB/CIF"
    return "FOB" if (flow == "exports") == (like["reporter"] == like.get("first", HOME[0])) else "CIF"


def _month(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _plus(a: Record, b: Record) -> tuple[float, float, float]:
    return a["amount"] + b["amount"], a["low"] + b["low"], a["high"] + b["high"]


def _minus(a: Record, b: Record) -> tuple[float, float, float]:
    return a["amount"] - b["amount"], a["low"] - b["high"], a["high"] - b["low"]


def _half_sum(a: Record, b: Record) -> tuple[float, float, float]:
    amount, low, high = _plus(a, b)
    return amount / 2, low / 2, high / 2


def _half_difference(a: Record, b: Record) -> tuple[float, float, float]:
    amount, low, high = _minus(a, b)
    return amount / 2, low / 2, high / 2


def _undo_growth(a: Record, _: Record) -> tuple[float, float, float]:
    low, middle, high = (1 + a[name] / 100 for name in ("growth_low", "growth_pct", "growth_high"))
    return a["amount"] / middle, a["low"] / high, a["high"] / low


_PLUS = _Operation(_plus, "{} + {}")
_MINUS = _Operation(_minus, "{} - {}")
_HALF_SUM = _Operation(_half_sum, "({} + {}) / 2")
_HALF_DIFFERENCE = _Operation(_half_difference, "({} - {}) / 2")


def _add_growth(known: Mapping[_Key, Record]) -> None:
    for (flow, compiler, code), r in known.items():
        if r["growth_pct"] is not None or flow == "trade_balance":
            continue
        before = known.get((flow, compiler, Period.parse(code).year_before.code))
        if before is None or before["low"] <= 0 or is_open(r) or is_open(before):
            continue
        r["growth_pct"] = (r["amount"] / before["amount"] - 1) * 100
        r["growth_low"] = (r["low"] / before["high"] - 1) * 100
        r["growth_high"] = (r["high"] / before["low"] - 1) * 100
        r["growth_status"] = "derived"
