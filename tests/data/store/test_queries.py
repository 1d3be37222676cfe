"""The store's queries: each against the arithmetic done by hand, and never across what must not be added."""

import polars as pl
import pytest
from trade import frame, observation, origin

from cjtrade_data.errors import StoreError
from cjtrade_data.formats.areas import areas
from cjtrade_data.model.codes import OTHER_ASIA, UNNAMED_AREAS
from cjtrade_data.store import queries
from cjtrade_data.store import writer as spools
from cjtrade_data.store.coverage import with_coverage
from cjtrade_data.store.queries import collect, open_rows
from cjtrade_data.store.store import Store

YEAR = ("2020-01", "2020-12")


@pytest.fixture
def ask(tmp_path):
    """Import rows (a list an import) and run a query over all of them."""
    store = Store(tmp_path)

    def run(query, *arguments, imports, **options):
        for number, rows in enumerate(imports):
            assert store.add([frame(*rows)], origin(f"{number}.csv")).record
        found = collect(query(open_rows(store), *arguments, **options))
        return with_coverage(store, found) if query is queries.pair_totals else found

    return run


def line(value, product, year=2020, **changes):
    return observation(
        year, value, **({"product": f"HS:{product}", "product_level": len(product), "classification": "HS17"} | changes)
    )


def test_a_pair_total_is_the_number_printed_for_all_goods_not_added_to_its_lines(ask):
    found = ask(queries.pair_totals, "VNM", "JPN", imports=[[observation(value=100), line(60, "01"), line(30, "02")]])
    assert found.select("amount", "product_level", "lines").rows() == [(100.0, 0, 1)]


def test_without_one_it_is_the_sum_of_the_lines_of_the_highest_level_only(ask):
    rows = [line(60.105, "01"), line(30, "02"), line(60, "0101"), line(5, "0201"), line(99, "MANUF", product_level=-1)]
    found = ask(queries.pair_totals, "VNM", "JPN", imports=[rows])
    assert found.select("amount", "product_level", "lines").rows() == [(90.11, 2, 2)]


def test_lines_of_two_classifications_are_never_added(ask):
    rows = [line(60, "01"), line(60, "01", classification="HS22"), line(40, "02", classification="HS22")]
    found = ask(queries.pair_totals, "VNM", "JPN", imports=[rows])
    assert found.select("amount", "classification").rows() == [(60.0, "HS17"), (100.0, "HS22")]


def test_growth_is_on_the_year_before_and_null_over_a_gap_or_from_nothing(ask):
    rows = [observation(y, v) for y, v in ((2015, 100), (2016, 150), (2018, 300), (2019, 0), (2020, 5))]
    found = ask(queries.pair_totals, "VNM", "JPN", imports=[rows])
    assert found["growth_pct"].to_list() == [None, 50.0, None, -100.0, None]


def test_growth_compares_the_same_months_only(ask):
    def month(year, number, value):
        return observation(value=value, period_start=f"{year}-{number:02d}", period_end=f"{year}-{number:02d}")

    rows = [month(2019, 1, 10), month(2019, 2, 50), month(2020, 1, 20), month(2020, 2, 25), observation(2020, 1e6)]
    found = ask(queries.pair_totals, "VNM", "JPN", imports=[rows])
    growth = {tuple(r[:2]): r[2] for r in found.select("period_start", "period_end", "growth_pct").rows()}
    assert growth[("2020-01", "2020-01")] == 100 and growth[("2020-02", "2020-02")] == -50 and growth[YEAR] is None


@pytest.mark.parametrize(
    "changes",
    [
        {"edition": "V2"},
        {"dataset": "wits"},
        {"valuation": "CIF"},
        {"source": "x"},
        {"reporter": "LAO"},
        {"unit": "KHR"},
    ],
)
def test_what_differs_in_whose_or_how_valued_is_never_in_one_sum_or_growth(ask, changes):
    found = ask(queries.pair_totals, "VNM", "JPN", imports=[[line(10, "01", 2019), line(7, "02", **changes)]])
    assert all(r["amount"] in (10.0, 7.0) and r["growth_pct"] is None for r in found.iter_rows(named=True))


def test_a_revised_figure_counts_once_with_its_newest_value(ask):
    first, second = [line(10, "01"), line(20, "02")], [line(11, "01"), line(5, "03")]
    found = ask(queries.pair_totals, "VNM", "JPN", imports=[first, second])
    assert found.select("amount", "lines").rows() == [(36.0, 3)]


def test_lines_that_repeat_within_one_file_all_count(ask):
    found = ask(queries.pair_totals, "VNM", "JPN", imports=[[line(10, "01"), line(10, "01", line=3)]])
    assert found["amount"].to_list() == [20.0]


def test_cents_are_exact_however_many_lines_are_added(ask):
    rows = [line(0.1, f"{n:06d}", line=n) for n in range(1000)]
    assert ask(queries.pair_totals, "VNM", "JPN", imports=[rows])["amount"].to_list() == [100.0]


def test_partners_are_ranked_without_groups_and_share_what_is_printed_for_the_world(ask):
    rows = [
        observation(value=50, partner="CHN"),
        observation(value=30, partner="JPN"),
        observation(value=30, partner="KOR"),
        observation(value=80, partner="EUU", aggregate=True),
        observation(value=200, partner="WLD", aggregate=True),
        observation(2019, 999, partner="LAO"),
    ]
    found = ask(queries.partner_ranks, "VNM", "exports", *YEAR, imports=[rows])
    assert found.select("rank", "partner").rows() == [(1, "CHN"), (2, "JPN"), (2, "KOR")]
    assert found["share_of_world"].to_list() == [25.0, 15.0, 15.0]
    assert found["share_of_listed"].to_list() == pytest.approx([45.4545, 27.2727, 27.2727], abs=1e-4)


def test_without_a_world_total_there_is_no_share_of_it(ask):
    found = ask(queries.partner_ranks, "VNM", "exports", *YEAR, imports=[[observation()]])
    assert found.select("share_of_listed", "share_of_world").rows() == [(100.0, None)]


def test_two_editions_are_ranked_apart(ask):
    rows = [
        observation(value=v, partner=p, edition=e) for v, p, e in ((1, "CHN", "V1"), (9, "JPN", "V1"), (5, "CHN", "V2"))
    ]
    found = ask(queries.partner_ranks, "VNM", "exports", *YEAR, imports=[rows])
    assert found.select("edition", "rank", "partner").rows() == [("V1", 1, "JPN"), ("V1", 2, "CHN"), ("V2", 1, "CHN")]


def test_partner_totals_give_every_period_and_partner(ask):
    rows = [
        line(1, "01"),
        line(2, "02"),
        line(4, "01", partner="CHN"),
        line(8, "01", 2019),
        line(9, "01", reporter="LAO"),
    ]
    found = ask(queries.partner_totals, "VNM", imports=[rows])
    assert found.select("period_end", "partner", "amount").rows() == [
        ("2019-12", "JPN", 8.0),
        ("2020-12", "CHN", 4.0),
        ("2020-12", "JPN", 3.0),
    ]


def test_top_products_are_of_one_level_and_rank_ties_together(ask):
    rows = [line(5, "0101"), line(9, "0202"), line(5, "0303"), line(1, "0404"), line(100, "01"), line(77, "0505", 2019)]
    found = ask(queries.top_products, "VNM", "JPN", "exports", *YEAR, 4, 2, imports=[rows])
    assert found.select("rank", "product", "share").rows() == [
        (1, "HS:0202", 45.0),
        (2, "HS:0101", 25.0),
        (2, "HS:0303", 25.0),
    ]


def test_concentration_is_the_sum_of_squared_shares(ask):
    found = ask(queries.concentration, "VNM", "JPN", "exports", *YEAR, 2, imports=[[line(75, "01"), line(25, "02")]])
    assert found.select("hhi", "normalised", "products", "amount").rows() == [(0.625, 0.25, 2, 100.0)]


def test_concentration_of_one_product_has_no_normalised_value(ask):
    found = ask(
        queries.concentration, "VNM", "JPN", "exports", *YEAR, 2, imports=[[line(75, "01"), line(0, "02", 2019)]]
    )
    assert found.select("hhi", "normalised").rows() == [(1.0, None)]


def test_nothing_traded_has_no_concentration_rather_than_nan(ask):
    assert ask(queries.concentration, "VNM", "JPN", "exports", *YEAR, 2, imports=[[line(0, "01")]]).height == 0


def test_comparative_advantage_is_balassas(ask):
    rows = [line(30, "01"), line(70, "02"), line(10, "01", reporter="LAO"), line(190, "02", reporter="LAO")]
    found = ask(queries.comparative_advantage, "VNM", *YEAR, 2, imports=[rows])
    assert found["rca"].to_list() == pytest.approx([0.30 / (40 / 300), 0.70 / (260 / 300)])
    assert found["world_amount"].to_list() == [40.0, 260.0]


def test_comparative_advantage_takes_a_printed_world_instead_of_its_partners(ask):
    rows = [
        line(30, "01"),
        line(70, "01", partner="WLD", aggregate=True),
        line(30, "02", partner="WLD", aggregate=True),
        line(50, "01", reporter="LAO"),
        line(50, "02", reporter="LAO"),
    ]
    found = ask(queries.comparative_advantage, "VNM", *YEAR, 2, imports=[rows])
    assert found["amount"].to_list() == [70.0, 30.0] and found["world_amount"].to_list() == [120.0, 80.0]


def test_a_pair_is_answered_though_the_rows_of_every_other_partner_are_unreadable(tmp_path, monkeypatch):
    monkeypatch.setattr(spools, "GROUP_ROWS", 1000)
    store = Store(tmp_path)
    rows = [line(1, f"{n:06d}", partner=p, note=f"{p}{n}", line=n) for p in ("CHN", "JPN", "USA") for n in range(1000)]
    part = store.add([frame(*rows)], origin()).record.parts[0]
    path = tmp_path / part.path
    content = path.read_bytes()
    middle = range(content.find(b"JPN"), content.find(b"USA"))
    assert 4 < middle.start < middle.stop
    path.write_bytes(b"PAR1" + bytes(middle.start - 2000 - 4) + content[middle.start - 2000 :])
    found = collect(queries.pair_totals(open_rows(store, ("VNM",)), "VNM", "USA"))
    assert found["amount"].to_list() == [1000.0]
    with pytest.raises(pl.exceptions.PolarsError):
        collect(queries.pair_totals(open_rows(store, ("VNM",)), "VNM", "CHN"))


def test_the_plan_pushes_the_pair_down_to_the_files_even_where_figures_were_revised(tmp_path):
    store = Store(tmp_path)
    for value in (1, 2):
        store.add([frame(observation(value=value))], origin(f"{value}.csv"))
    rows = open_rows(store, ("VNM",))
    assert rows.revised
    plan = queries.pair_totals(rows, "VNM", "JPN").to_native().explain()
    scan = plan[plan.index("Parquet SCAN") :]
    assert 'col("partner")' in scan and 'col("reporter")' in scan and "PROJECT 33" not in scan


def test_an_engine_that_is_none_is_refused_with_the_choices(tmp_path):
    store = Store(tmp_path)
    store.add([frame(observation())], origin())
    with pytest.raises(StoreError, match="choose polars, duckdb, spark"):
        open_rows(store, None, "sqlite")


def test_the_areas_that_have_no_rank_are_those_of_the_list_of_areas():
    special = {code for code, area in areas().items() if area.kind == "special"}
    assert special == {*UNNAMED_AREAS, OTHER_ASIA}


def test_taiwan_is_ranked_under_other_asia_and_bunkers_are_not(ask):
    rows = [observation(value=v, partner=p) for p, v in (("OAS", 50), ("BUN", 40), ("JPN", 30))]
    found = ask(queries.partner_ranks, "VNM", "exports", *YEAR, imports=[rows])
    assert found.select("rank", "partner").rows() == [(1, "OAS"), (2, "JPN")]


def test_comparative_advantage_has_no_world_of_one_reporter(ask):
    assert not ask(queries.comparative_advantage, "VNM", *YEAR, imports=[[line(10, "010101")]]).height
