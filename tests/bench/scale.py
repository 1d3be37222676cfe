"""How the store's queries fare beside DuckDB on the same files: first frame of a pair, partner ranks, top products.

    python tests/bench/scale.py --rows 5_000_000

makes a store of BACI's shape in a temporary folder: SYNTHETIC rows of a fixed seed, for this benchmark only, deleted at
the end (`--keep FOLDER` keeps it for the next run). Each query runs in a process of its own, `--runs` times, by turns in
the program and in DuckDB; medians, their ratio and peak resident memory are printed. `README.md` has the figures.
"""

import argparse
import gc
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FIRST, SECOND, YEAR = "VNM", "JPN", 2020
REPORTERS, YEARS, PRODUCTS = 226, range(1995, 2024), 5000
BATCH = 250_000
CASES = ("first_frame", "partner_ranks", "top_products")


def codes() -> list[str]:
    """As many made-up area codes as BACI has countries, the pair of the queries among them."""
    letters = "ABCDEFGHIJ"
    made = [f"Q{a}{b}" for a in letters for b in letters] + [f"X{a}{b}" for a in letters for b in letters]
    return sorted([FIRST, SECOND, *made, *(f"Y{a}{b}" for a in letters[:3] for b in letters)][:REPORTERS])


def batches(rows: int) -> Iterator[object]:
    """Observations year by year and exporter by exporter, as BACI's files have them.

    Exporters weigh as 1 / rank, the pair among the largest; partners and products are drawn at random without repeats, values are log-normal.
    """
    import random

    import polars as pl

    from cjtrade_data.model.observation import OBSERVATION

    areas = codes()
    order = random.Random(1).sample(areas, len(areas))
    weights = {code: 1 / (10 + place) for place, code in enumerate(order)} | {FIRST: 1 / 12, SECOND: 1 / 11}
    share = rows / len(YEARS) / sum(weights.values())
    fixed = {
        "dataset": "baci",
        "edition": "SYNTHETIC",
        "measure": "exports",
        "classification": "HS92",
        "basis": "",
        "unit": "USD",
        "scale": "thousand",
        "rounding": "nearest",
        "bound": "",
        "valuation": "reconciled",
        "quantity_unit": "tonnes",
        "formula": "",
        "status": "estimated",
        "title": "",
        "note": "SYNTHETIC",
        "source": "",
        "file": "synthetic.csv",
        "cell": "v",
    }
    held: list[pl.DataFrame] = []
    line = 2
    for year in YEARS:
        for number, reporter in enumerate(areas):
            partners = [code for code in areas if code != reporter]
            count = min(round(share * weights[reporter]), len(partners) * PRODUCTS)
            cells = pl.int_range(len(partners) * PRODUCTS, eager=True).sample(count, seed=year * 1000 + number).sort()
            noise = (cells * 2654435761 + year) % 1_000_003
            held.append(
                pl.DataFrame({"cell_": cells, "noise": noise})
                .select(
                    partner=pl.lit(pl.Series(partners)).gather(pl.col("cell_") // PRODUCTS),
                    product=pl.format(
                        "HS:{}", (10100 + (pl.col("cell_") % PRODUCTS) * 177).cast(pl.String).str.zfill(6)
                    ),
                    reporter=pl.lit(reporter),
                    period_start=pl.lit(f"{year}-01"),
                    period_end=pl.lit(f"{year}-12"),
                    value=((pl.col("noise") / 90_000).exp() * 1000).round(0),
                    quantity=(pl.col("noise") % 977).cast(pl.Float64),
                    line=pl.int_range(pl.len()) + line,
                    product_level=pl.lit(6),
                    decimals=pl.lit(3),
                    net_weight=pl.lit(None),
                    growth_pct=pl.lit(None),
                    growth_decimals=pl.lit(None),
                    aggregate=pl.lit(False),
                    **{name: pl.lit(value) for name, value in fixed.items()},
                )
                .select(pl.col(name).cast(kind) for name, kind in OBSERVATION.items())
            )
            line += count
            if sum(frame.height for frame in held) >= BATCH:
                yield pl.concat(held)
                held = []
    if held:
        yield pl.concat(held)


def make(place: Path, rows: int) -> dict[str, float]:
    """Import the synthetic rows as a reader would a file: seconds, rows a second, megabytes, peak memory."""
    from cjtrade_data.store.store import Origin, Store

    started = time.perf_counter()
    origin = Origin("synthetic.csv", f"{rows:064d}", 0, "baci", title="SYNTHETIC, for a benchmark only")
    record = Store(place).add(batches(rows), origin).record
    assert record is not None
    seconds = time.perf_counter() - started
    size = sum(part.bytes for part in record.parts) / 1e6
    return {
        "rows": record.rows,
        "files": len(record.parts),
        "store_mb": size,
        "seconds": seconds,
        "rows_a_second": record.rows / seconds,
        "peak_mb": peak(),
    }


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def program(case: str, place: str) -> object:
    """A case in the program: the frame of the pair is the whole Flows page, ready to be drawn."""
    months = f"{YEAR}-01", f"{YEAR}-12"
    if case == "first_frame":
        from cjtrade_data import Selection, open_book
        from cjtrade_tui.pages import build

        selection = Selection(pair=f"{FIRST}:{SECOND}", frequency="year")
        page = build.build(open_book(None, selection.reporters, place), selection)
        return [row.texts[1] for row in page.rows if row.texts[-1] == "own BACI SYNTHETIC"][:3]
    from cjtrade_data.store import queries
    from cjtrade_data.store.queries import collect, open_rows
    from cjtrade_data.store.store import Store

    rows = open_rows(Store(place), (FIRST,))
    if case == "partner_ranks":
        return collect(queries.partner_ranks(rows, FIRST, "exports", *months))["amount"].head(3).to_list()
    return collect(queries.top_products(rows, FIRST, SECOND, "exports", *months))["amount"].head(3).to_list()


def duckdb(case: str, place: str) -> object:
    """The same question to DuckDB over every file of the store, which finds by its statistics what it needs."""
    import duckdb as db

    files = f"read_parquet('{place}/data/*/*.parquet')"
    of_year = f"period_end = '{YEAR}-12' and measure = 'exports' and reporter = '{FIRST}'"
    pair = f"(reporter = '{FIRST}' and partner = '{SECOND}' or reporter = '{SECOND}' and partner = '{FIRST}')"
    sql = {
        "first_frame": f"select reporter, period_end, sum(value) from {files} where {pair} group by all order by 1, 2 desc",
        "partner_ranks": f"select sum(value) v, rank() over (order by v desc) from {files} where {of_year} group by partner order by 2",
        "top_products": f"select sum(value) v from {files} where {of_year} and partner = '{SECOND}' group by product order by 1 desc limit 20",
    }[case]
    found = db.sql(sql).fetchall()
    return [row[2] if case == "first_frame" else row[0] for row in found if case != "first_frame" or row[0] == FIRST][
        :3
    ]


def one(engine: str, case: str, place: str) -> None:
    """Time one case in this process, once its libraries are loaded, and print the result as JSON.

    Python collects no garbage meanwhile, as in the program until its first frame (`cli/start.py`).
    """
    gc.disable()
    if engine == "duckdb":
        import duckdb as _
    else:
        import narwhals as nw
        import polars as pl

        import cjtrade_data.book.imported  # noqa: F401
        import cjtrade_tui.pages.flows as _  # noqa: F401

        nw.from_native(pl.LazyFrame())  # which imports what narwhals needs for Polars
    base, started = peak(), time.perf_counter()
    answer = (duckdb if engine == "duckdb" else program)(case, place)
    took = (time.perf_counter() - started) * 1000
    print(json.dumps({"ms": took, "peak_mb": peak(), "loaded_mb": base, "answer": answer}))


def measure(place: str, runs: int) -> list[dict[str, object]]:
    """Each case by turns in both, `runs` times."""
    found = []
    for case in CASES:
        results: dict[str, list[dict[str, float]]] = {"cjtrade-tui": [], "duckdb": []}
        for _ in range(runs):
            for engine, kept in results.items():
                words = [sys.executable, __file__, "--one", engine, case, "--keep", place]
                kept.append(json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout))
        medians = {
            e: {k: statistics.median(r[k] for r in kept) for k in ("ms", "peak_mb")} for e, kept in results.items()
        }
        ours, theirs = medians["cjtrade-tui"], medians["duckdb"]
        answers = {e: kept[0]["answer"] for e, kept in results.items()}
        found.append(
            {
                "case": case,
                "ms": ours["ms"],
                "duckdb_ms": theirs["ms"],
                "ratio": ours["ms"] / theirs["ms"],
                "peak_mb": ours["peak_mb"],
                "duckdb_peak_mb": theirs["peak_mb"],
                "answers": answers,
            }
        )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--keep", help="a folder for the store, used again if it is there")
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one(*options.one, options.keep)
        return 0
    if options.make:
        print(json.dumps(make(Path(options.keep), options.rows)))
        return 0
    place = options.keep or tempfile.mkdtemp(prefix="cjtrade-scale-")
    try:
        if not (Path(place) / "manifest.json").exists():
            words = [sys.executable, __file__, "--make", "--rows", str(options.rows), "--keep", place]
            made = json.loads(subprocess.run(words, stdout=-1, text=True, check=True).stdout)
            print("SYNTHETIC store: " + ", ".join(f"{name} {value:,.0f}" for name, value in made.items()), flush=True)
        print("| case | cjtrade-tui ms | DuckDB ms | ratio | peak MB | DuckDB peak MB |\n|---|---|---|---|---|---|")
        for row in measure(place, options.runs):
            print(
                f"| {row['case']} | {row['ms']:,.1f} | {row['duckdb_ms']:,.1f} | {row['ratio']:.2f} | {row['peak_mb']:,.0f} | {row['duckdb_peak_mb']:,.0f} |"
            )
            print(row["answers"], file=sys.stderr)
    finally:
        if not options.keep:
            shutil.rmtree(place, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
