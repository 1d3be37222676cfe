"""Polars, DuckDB and Spark give equal answers to the cent, from a folder and, Polars, from S3."""

import os
import random
import shutil

import polars as pl
import pytest
from every_row import every_row
from trade import frame, observation, origin

from cjtrade_data.errors import StoreError
from cjtrade_data.store import queries
from cjtrade_data.store import writer as spools
from cjtrade_data.store.queries import collect, open_rows
from cjtrade_data.store.store import Store

YEAR = ("2019-01", "2019-12")
QUERIES = {
    "pair_totals": (queries.pair_totals, "VNM", "JPN"),
    "partner_totals": (queries.partner_totals, "VNM"),
    "partner_ranks": (queries.partner_ranks, "VNM", "exports", *YEAR),
    "top_products": (queries.top_products, "VNM", "JPN", "exports", *YEAR, 6, 10),
    "concentration": (queries.concentration, "VNM", "JPN", "exports", *YEAR),
    "comparative_advantage": (queries.comparative_advantage, "VNM", *YEAR),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Three editions of made-up trade among eight, with amounts of odd cents, ties, gaps, a world and revisions."""
    digits = random.Random(7)
    store = Store(tmp_path_factory.mktemp("parity"))
    whole = spools.GROUP_ROWS
    spools.GROUP_ROWS = 500
    codes = ("VNM", "JPN", "CHN", "LAO", "THA", "USA", "KOR", "WLD")
    for number, edition in enumerate(("V1", "V2", "V2")):
        rows = [
            observation(
                year,
                digits.choice((round(digits.random() * 10 ** digits.randint(1, 9), 2), 500.0)),
                edition=edition,
                dataset="baci",
                reporter=reporter,
                partner=partner,
                aggregate=partner == "WLD",
                measure=measure,
                valuation={"exports": "FOB", "imports": "CIF"}[measure],
                product=f"HS:{product:06d}",
                product_level=6,
                classification="HS92",
                line=product,
            )
            for year in (2016, 2018, 2019)
            for reporter in codes[:3]
            for partner in codes
            if partner != reporter
            for measure in ("exports", "imports")
            for product in range(number * 5, number * 5 + 12)
        ]
        store.add([frame(*rows)], origin(f"{number}.csv"))
    spools.GROUP_ROWS = whole
    assert any(part.overlaps for _, part in store.manifest().parts())
    return store


def same(one: pl.DataFrame, other: pl.DataFrame) -> None:
    assert one.height > 1 and one.columns == other.columns
    for name in one.columns:
        left, right = one[name], other[name]
        assert left.null_count() == right.null_count()
        if name == "amount" or name.endswith("_amount"):
            assert ((left * 100).round().cast(pl.Int64) == (right * 100).round().cast(pl.Int64)).all()
        elif left.dtype == pl.Float64:
            assert left.is_finite().all(ignore_nulls=True)
            assert ((left - right).abs() <= 1e-9 * left.abs()).all(ignore_nulls=True), name
        else:
            assert left.to_list() == right.to_list(), name


@every_row("name", QUERIES)
def test_duckdb_gives_what_polars_gives(store, name):
    query, *arguments = QUERIES[name]
    same(*(collect(query(open_rows(store, None, engine), *arguments)) for engine in ("polars", "duckdb")))


@pytest.mark.slow
@pytest.mark.xdist_group("spark")
@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.skipif(not shutil.which("java"), reason="needs Java")
def test_spark_gives_what_polars_gives(store, name):
    pytest.importorskip("pyspark")
    query, *arguments = QUERIES[name]
    answers = [collect(query(open_rows(store, None, engine, "local[2]"), *arguments)) for engine in ("polars", "spark")]
    same(*answers)


@pytest.fixture(scope="module")
def s3(store):
    """The store on a real S3 server on loopback: its address, and what it takes to get in.

    Polars keeps threads at work for it ever after, on which Textual's pilot waits in vain: for slow tests only.
    """
    os.environ.setdefault("MOTO_ACCOUNT_ID", "123456789012")
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    keys = {"aws_access_key_id": "made-up", "aws_secret_access_key": "made-up"}
    client = boto3.client("s3", endpoint_url=address, region_name="us-east-1", **keys)
    client.create_bucket(Bucket="trade")
    for path in store.folder.rglob("*"):
        if path.is_file():
            client.upload_file(str(path), "trade", f"mine/{path.relative_to(store.folder)}")
    yield client, keys | {"aws_region": "us-east-1", "aws_endpoint_url": address, "aws_allow_http": "true"}
    server.stop()


@pytest.mark.slow
@pytest.mark.parametrize("name", QUERIES)
def test_a_store_on_s3_gives_what_a_folder_gives(store, s3, name):
    query, *arguments = QUERIES[name]
    remote = Store("s3://trade/mine", s3[1])
    assert remote.manifest() == store.manifest()
    same(*(collect(query(open_rows(one), *arguments)) for one in (store, remote)))


@pytest.mark.slow
def test_a_store_on_s3_is_read_only(s3):
    with pytest.raises(StoreError, match="read only"):
        Store("s3://trade/mine", s3[1]).undo()


@pytest.mark.slow
def test_an_address_without_a_store_is_told_in_one_line(s3):
    with pytest.raises(StoreError, match=r"s3://trade/none/manifest.json: .*; see to the address"):
        Store("s3://trade/none", s3[1]).manifest()
