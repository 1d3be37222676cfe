"""The partners of the pair's first, Cambodia: who ranks where in a period, and Japan's rank and share through the years.

Shares are of the world total that the same compiler prints for the same flow, never of the sum of partners,
which runs up to 6 per cent below it. Ranks are given only where the edition lists every partner, or the top
five of a flow; aggregates and unspecified partners are never ranked.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from .book import Book
from .editions import COMPLETE, TOP_FIVES, WORLD_OF
from .own import OWN
from .period import Period

GROUPS = (
    "partners_wits",
    "partners_baci",
    "partners_press",
    "pair_wits",
    "pair_press",
    "article_2024_03",
    "products_wits",
)
MEASURES = ("exports", "imports", "total_trade")
NOT_RANKED = ("aggregate", "special")


def figures(book: Book) -> pl.DataFrame:
    """Exports, imports and totals of the pair's first by partner: the columns of `Book.figures_of` and `edition`.

    `edition` tells apart what must not be ranked together: the compiler, and for WITS its vintage.
    """
    return book.keep("partners.figures", lambda: _figures(book))


def _figures(book: Book) -> pl.DataFrame:
    vintage = book.table("sources").select(pl.col("id").alias("source"), "vintage")
    return (
        book.figures_of(*book.groups(GROUPS, partners=True))
        .filter(
            pl.col("reporter") == book.pair[0],
            pl.col("measure").is_in(MEASURES),
            pl.col("product").is_null(),
            pl.col("partner").is_not_null(),
            (pl.col("status") != "derived") | pl.col("compiler").str.starts_with(OWN),
        )
        .join(vintage, on="source", how="left", maintain_order="left")
        .with_columns(
            edition=pl.when(pl.col("compiler") == "WITS")
            .then(pl.concat_str(pl.lit("WITS "), pl.col("vintage")))
            .otherwise(pl.col("compiler"))
        )
    )


def available(book: Book) -> pl.DataFrame:
    """Which periods can be ranked, by whom: period, period_end, months, edition, partners; oldest first.

    A period counts where at least three partners beside the world are in the same edition.
    """
    return (
        figures(book)
        .filter(pl.col("partner") != "WLD")
        .group_by("period", "period_end", "months", "edition")
        .agg(pl.col("partner").n_unique().alias("partners"))
        .filter(pl.col("partners") >= 3)
        .sort("period_end", "months", "edition")
    )


def ranking(book: Book, period: Period, edition: str) -> pl.DataFrame:
    """Partners of one period in one edition, by total trade, then by exports where no total is known.

    Columns: rank, partner, name, kind; for each of exports, imports, total_trade: its amount (dollars), _low,
    _high, _status, _figure, _share (per cent of the printed world total, whose ids are in _world) and _rank; rank_change
    (places won since the year before in the same edition). `rank` is by total trade and null where the
    edition does not list every partner, or, of an imported one, where a partner of which only one flow is known may
    come before; a total is derived only where both flows are known. No rows where the
    edition does not cover the period.
    """
    return book.keep(("partners.ranking", period, edition), lambda: _ranking(book, period, edition))


def _ranking(book: Book, period: Period, edition: str) -> pl.DataFrame:
    before = _wide(book, period.year_before, edition)
    change = before.select("partner", pl.col("rank").alias("rank_before"))
    return (
        _wide(book, period, edition)
        .join(change, on="partner", how="left")
        .with_columns(rank_change=pl.col("rank_before") - pl.col("rank"))
        .sort(
            pl.col("partner") != "WLD",
            "rank",
            -pl.col("total_trade"),
            -pl.col("exports"),
            "partner",
            nulls_last=True,
        )
        .select(
            "rank", "partner", "name", "kind",
            *(f"{m}{end}" for m in MEASURES for end in _ENDS),
            "rank_change",
        )
    )  # fmt: skip


_ENDS = ("", "_low", "_high", "_status", "_figure", "_share", "_rank", "_world")


_KEY = ["period", "edition"]
"""What tells one list of partners from another."""


def _wide(book: Book, period: Period, edition: str) -> pl.DataFrame:
    return _lists(book).filter(pl.col("period") == period.code, pl.col("edition") == edition)


def _lists(book: Book) -> pl.DataFrame:
    """A row for each partner in each list, with what `ranking` says of it but the year before."""
    return book.keep("partners.lists", lambda: _ranked(_beside_world(book, _totalled(book))))


def _totalled(book: Book) -> pl.DataFrame:
    values = ["amount", "low", "high", "status", "id"]
    chosen = (
        figures(book)
        .sort("partner", "measure", pl.col("high") - pl.col("low"), "id")
        .unique([*_KEY, "partner", "measure"], keep="first", maintain_order=True)
    )
    areas = book.table("areas").select(pl.col("code").alias("partner"), "name", "kind")
    wide = chosen.pivot("measure", index=[*_KEY, "partner"], values=values)
    for measure in MEASURES:
        for value in values:
            if f"{value}_{measure}" not in wide.columns:
                kind = pl.String if value in ("status", "id") else pl.Float64
                wide = wide.with_columns(pl.lit(None, kind).alias(f"{value}_{measure}"))
    wide = wide.rename({f"amount_{m}": m for m in MEASURES}).rename(
        {f"{v}_{m}": f"{m}_{'figure' if v == 'id' else v}" for m in MEASURES for v in values if v != "amount"}
    )
    made = pl.col("total_trade").is_null() & pl.col("exports").is_not_null() & pl.col("imports").is_not_null()
    return wide.with_columns(
        total_trade_status=pl.when(made).then(pl.lit("derived")).otherwise("total_trade_status"),
        **{
            f"total_trade{end}": pl.when(made)
            .then(pl.col(f"exports{end}") + pl.col(f"imports{end}"))
            .otherwise(f"total_trade{end}")
            for end in ("", "_low", "_high")
        },
    ).join(areas, on="partner", how="left", maintain_order="left")


def _beside_world(book: Book, wide: pl.DataFrame) -> pl.DataFrame:
    """With the world total of each measure (in _of_world) that is printed, or follows from both flows, and its ids."""
    printed = figures(book).filter(pl.col("partner") == "WLD").sort("id")
    wide = wide.with_columns(world_edition=pl.col("edition").replace(WORLD_OF))
    for measure in MEASURES:
        totals = printed.filter(pl.col("measure") == measure).unique(_KEY, keep="last")
        of_edition = totals.select("period", pl.col("edition").alias("world_edition"),
                                   pl.col("amount").alias(f"{measure}_of_world"), pl.col("id").alias(f"{measure}_world"))  # fmt: skip
        wide = wide.join(of_edition, on=["period", "world_edition"], how="left", maintain_order="left")
    made = pl.col("total_trade_of_world").is_null()
    both = pl.concat_str("exports_world", pl.lit(" "), "imports_world")
    return wide.with_columns(
        total_trade_of_world=pl.when(made)
        .then(pl.col("exports_of_world") + pl.col("imports_of_world"))
        .otherwise("total_trade_of_world"),
        total_trade_world=pl.when(made).then(both).otherwise("total_trade_world"),
    )


def _ranked(wide: pl.DataFrame) -> pl.DataFrame:
    own = pl.col("edition").str.starts_with(OWN)
    listed = pl.col("edition").is_in(COMPLETE) | own
    lacking = pl.when(pl.col("total_trade").is_null() & (pl.col("partner") != "WLD")).then(
        pl.max_horizontal("exports", "imports")
    )
    certain = pl.col("total_trade") > lacking.max().over(_KEY).fill_null(-1.0)
    countries = ~pl.col("kind").is_in(NOT_RANKED).fill_null(False)

    def rank(measure: str) -> pl.Expr:
        known = listed if measure == "total_trade" else listed | pl.col("edition").is_in(TOP_FIVES)
        return pl.when(countries & known).then(measure).rank("min", descending=True).over(_KEY).cast(pl.Int64)

    return (
        wide.with_columns(
            *(rank(m).alias(f"{m}_rank") for m in MEASURES),
            *((pl.col(m) / pl.col(f"{m}_of_world") * 100).alias(f"{m}_share") for m in MEASURES),
        )
        .with_columns(total_trade_rank=pl.when(certain | ~own).then("total_trade_rank"))
        .with_columns(rank=pl.col("total_trade_rank"))
    )


def share_by_year(book: Book, partner: str | None = None) -> pl.DataFrame:
    """A partner's place in the trade of the pair's first, year by year, oldest first; the pair's second by default.

    Columns: year, edition, exports_share, imports_share, total_share (per cent of the world total of the same
    edition), exports_rank, imports_rank, total_rank. Years nobody covers are absent; a year two editions cover
    has a row for each.
    """
    covered = available(book).filter(pl.col("period").str.contains(r"^[0-9]{4}$")).select(_KEY)
    return (
        _lists(book)
        .filter(pl.col("partner") == (partner or book.pair[1]))
        .join(covered, on=_KEY, how="semi")
        .select(
            pl.col("period").cast(pl.Int32).alias("year"), "edition",
            "exports_share", "imports_share", pl.col("total_trade_share").alias("total_share"),
            "exports_rank", "imports_rank", pl.col("total_trade_rank").alias("total_rank"),
        )
        .sort("year", "edition")
    )  # fmt: skip


def beside(book: Book, other: str, partner: str | None = None) -> pl.DataFrame:
    """Two partners side by side, the pair's second and `other`, year by year, by period, edition and measure.

    Columns: period, edition, measure; amount, low, high (dollars) and figure of the first; the same with
    `other_` of the second. A side that is missing has nulls.
    """
    frame = figures(book).filter(pl.col("period").str.contains(r"^[0-9]{4}$")).sort("id")
    sides = [
        frame.filter(pl.col("partner") == code).unique(
            ["period", "edition", "measure"], keep="first", maintain_order=True
        )
        for code in (partner or book.pair[1], other)
    ]
    key = ["period", "edition", "measure"]
    values: list[Any] = ["amount", "low", "high", pl.col("id").alias("figure")]
    other_values: list[Any] = [pl.col(name).alias(f"other_{name}") for name in ("amount", "low", "high")]
    return (
        sides[0]
        .select(*key, *values)
        .join(
            sides[1].select(*key, *other_values, pl.col("id").alias("other_figure")),
            on=key,
            how="full",
            coalesce=True,
        )
        .sort(key)
    )


def printed_places(book: Book, partner: str | None = None) -> pl.DataFrame:
    """Ranks and shares that sources print of a partner, the pair's second by default: the columns of `Book.figures_of`, oldest first."""
    measures = (
        "total_trade_rank", "exports_rank", "imports_rank", "share_of_world_trade", "share_of_world_exports",
        "share_of_world_imports",
    )  # fmt: skip
    return (
        book.figures_of(*book.groups(GROUPS))
        .filter(
            pl.col("reporter") == book.pair[0],
            pl.col("partner") == (partner or book.pair[1]),
            pl.col("measure").is_in(measures),
        )
        .sort("period_end", "months", "measure", "id")
    )
