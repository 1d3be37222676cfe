"""Observations for tests: made up, small, and said to be so by their names."""

import hashlib

import polars as pl

from cjtrade_data.model.observation import OBSERVATION
from cjtrade_data.store.store import Origin

PLAIN = {name: "" if kind == pl.String else None for name, kind in OBSERVATION.items()} | {
    "dataset": "comtrade",
    "measure": "exports",
    "reporter": "VNM",
    "partner": "JPN",
    "product_level": 0,
    "unit": "USD",
    "scale": "one",
    "decimals": 0,
    "rounding": "nearest",
    "status": "reported",
    "aggregate": False,
    "valuation": "FOB",
    "file": "made-up.csv",
    "line": 2,
    "cell": "primaryValue",
}


def observation(year=2020, value=100.0, **changes):
    months = {"period_start": f"{year}-01", "period_end": f"{year}-12"}
    return PLAIN | months | {"value": float(value)} | changes


def frame(*rows):
    return pl.DataFrame(list(rows), schema=OBSERVATION)


def origin(name="made-up.csv", **changes):
    mark = hashlib.sha256(name.encode()).hexdigest()
    return Origin(**({"file": name, "sha256": mark, "bytes": 10, "format": "comtrade"} | changes))


def values(store, reporters=None):
    return sorted(store.scan(reporters).select("value").collect()["value"])
