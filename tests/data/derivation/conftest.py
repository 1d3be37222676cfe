"""A book of a few made-up figures, written as tables and read as any other."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from trade import frame, observation, origin

from cjtrade_data import open_book
from cjtrade_data.book.book import Book
from cjtrade_data.model.codes import FIGURE_COLUMNS
from cjtrade_data.model.period import Period
from cjtrade_data.model.records import Area, Edition, Organisation, Source, Statement
from cjtrade_data.store.store import Store

AREAS = (
    ("JPN", "country"),
    ("CHN", "country"),
    ("USA", "country"),
    ("VNM", "country"),
    ("OAS", "special"),
    ("WLD", "aggregate"),
)
EDITIONS = (
    {"edition": "ALL", "compiler": "ALL", "coverage": "complete", "listed": "30"},
    {
        "edition": "OLD 1",
        "compiler": "OLD",
        "vintage": "1",
        "coverage": "complete",
        "listed": "9",
        "world_total_of": "OLD 2",
    },
    {"edition": "OLD 2", "compiler": "OLD", "vintage": "2", "coverage": "five largest of each flow", "listed": "50"},
)
SOURCES = (
    {"id": "early", "compiler": "GDCE", "published": "2024-01"},
    {"id": "late", "compiler": "GDCE", "published": "2024-06"},
    {"id": "all", "compiler": "ALL"},
    {"id": "old-1", "compiler": "OLD", "vintage": "1"},
    {"id": "old-2", "compiler": "OLD", "vintage": "2"},
    {"id": "own", "compiler": "own/comtrade"},
    {"id": "jetro", "compiler": "JETRO"},
    {"id": "mlit", "compiler": "MLIT"},
    {"id": "wits", "compiler": "WITS"},
    {"id": "cepii", "compiler": "CEPII"},
)


def figure_row(measure: str, period: str, value: str, **more: str) -> dict[str, str]:
    """A row of the figures table, in million dollars: 100.5 has one decimal."""
    start, end = Period.parse(period).columns
    partner = more.get("partner", "JPN")
    decimals = str(len(value.partition(".")[2]))
    id = f"{measure}-{partner}-{period}-{more.get('source', 'early')}".replace("/", "-").replace("_", "-").lower()
    return {
        "id": id,
        "measure": measure,
        "reporter": "KHM",
        "partner": partner,
        "period_start": start or "",
        "period_end": end,
        "value": value,
        "unit": "USD",
        "scale": "million",
        "decimals": decimals,
        "status": "reported",
        "source": "early",
        **({"growth_decimals": str(len(more["growth_pct"].partition(".")[2]))} if "growth_pct" in more else {}),
        **more,
    }


def _table(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, columns, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Book]:
    """Makes a book of rows of `figure_row`."""

    def make(*rows: dict[str, str]) -> Book:
        _table(tmp_path / "figures" / "made_up.csv", tuple(FIGURE_COLUMNS), list(rows))
        _table(tmp_path / "sources.csv", Source._fields, [{"rounding": "nearest", **s} for s in SOURCES])
        _table(
            tmp_path / "areas.csv", Area._fields, [{"code": code, "name": code, "kind": kind} for code, kind in AREAS]
        )
        _table(tmp_path / "editions.csv", Edition._fields, list(EDITIONS))
        _table(tmp_path / "statements.csv", Statement._fields, [])
        _table(tmp_path / "organisations.csv", Organisation._fields, [])
        return Book(tmp_path)

    return make


@pytest.fixture
def row() -> Callable[..., dict[str, str]]:
    return figure_row


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Book]:
    """Makes a book into which a pair's exports of 2020 were imported as both sides count them."""

    def make(pair: tuple[str, str] = ("KHM", "JPN"), **more: str) -> Book:
        sold = {"reporter": pair[0], "partner": pair[1], "valuation": "FOB"} | more
        bought = {"reporter": pair[1], "partner": pair[0], "measure": "imports", "valuation": "CIF"} | more
        store = Store(tmp_path / "store")
        store.add([frame(observation(2020, 5e6, **sold), observation(2020, 6e6, **bought))], origin())
        return open_book(None, pair, store.place)

    return make
