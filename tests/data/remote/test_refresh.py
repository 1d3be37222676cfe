"""From a service on loopback to rows in the store: all of an answer or nothing of it."""

from functools import cache
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest
from answers import CSV, DIP, ER, IMTS, KEY, imf_for, services, with_tag, worldbank
from loopback import Clock, Reply, Server, client, running

from cjtrade_data.errors import StoreError
from cjtrade_data.remote.refresh import ADAPTERS, refresh
from cjtrade_data.remote.request import Ask
from cjtrade_data.remote.service_errors import ServiceError
from cjtrade_data.store.store import Store


@pytest.fixture
def ask(server, store, conduct):
    """A function that refreshes from the server, by default from a well-behaved one."""
    server.answer = services

    def run(code, **wish):
        wish = {"first": 2022, "last": 2023, "base": server.base} | wish
        return refresh(ADAPTERS[code], Ask(**wish), store, conduct(ADAPTERS[code].SERVICE))

    return run


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """What one refresh from a well-behaved service gives, for all tests that only look at it."""

    @cache
    def of(code):
        folder, clock, server = tmp_path_factory.mktemp(code), Clock(), running(Server())
        server.answer, store = services, Store(folder / "store")
        asked, wish = client(ADAPTERS[code].SERVICE, folder, clock), Ask(first=2022, last=2023, base=server.base)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("NO_PROXY", "127.0.0.1")
            done = refresh(ADAPTERS[code], wish, store, asked)
        asked.__exit__()
        server.shutdown()
        server.server_close()
        return SimpleNamespace(done=done, store=store, server=server, clock=clock)

    return of


def figures(store, *columns, **where):
    rows = store.scan().filter(**where).collect()
    return sorted(rows.select(*columns).iter_rows())


def test_the_imf_gives_both_sides_of_the_pair_by_month(once):
    done, store = once("imf").done, once("imf").store
    assert (done.requests, done.rows, done.new, done.same, done.revised) == (4, 14, 14, 0, 0)
    assert figures(
        store, "reporter", "partner", "measure", "valuation", "period_start", "value", source="IMF.STA:IMTS"
    ) == [
        ("JPN", "KHM", "exports", "FOB", "2023-01", 41234567.0),
        ("JPN", "KHM", "imports", "CIF", "2023-01", 152345678.25),
        ("KHM", "JPN", "exports", "FOB", "2023-01", 98765432.1),
        ("KHM", "JPN", "exports", "FOB", "2023-02", 87654321.0),
        ("KHM", "JPN", "imports", "CIF", "2023-01", 45678901.0),
        ("KHM", "WLD", "exports", "FOB", "2023-01", 1987654321.0),
    ]


def test_the_imf_is_left_alone_for_a_second_and_a_half_between_two_requests(once):
    assert once("imf").clock.slept == [1.5] * 3


def test_the_world_is_an_aggregate_and_the_other_side_is_not(once):
    assert set(figures(once("imf").store, "partner", "aggregate", measure="exports")) == {
        ("JPN", False),
        ("KHM", False),
        ("WLD", True),
    }


def test_scale_of_the_imf_is_for_display_and_never_applied(once):
    store = once("imf").store
    assert ",6,USD," in IMTS and figures(store, "value", partner="WLD") == [(1987654321.0,)]
    assert set(store.scan().collect()["scale"]) == {"one"}


def test_exchange_rates_are_of_the_year_and_of_months_in_national_currency_for_a_dollar(once):
    store = once("imf").store
    assert figures(store, "reporter", "period_start", "period_end", "value", "unit", measure="exchange_rate") == [
        ("JPN", "2023-01", "2023-01", 130.28, "JPY per USD"),
        ("JPN", "2023-01", "2023-12", 140.49, "JPY per USD"),
        ("KHM", "2022-01", "2022-12", 4102.04, "KHR per USD"),
        ("KHM", "2023-01", "2023-01", 4107.5, "KHR per USD"),
        ("KHM", "2023-01", "2023-12", 4110.65, "KHR per USD"),
    ]


def test_investment_positions_are_stocks_and_what_the_counterpart_implies_is_derived_and_apart(once):
    store = once("imf").store
    columns = ("reporter", "partner", "measure", "status", "source", "value")
    assert figures(store, *columns, basis="stock", period_start="", period_end="2022-12", unit="USD") == [
        ("JPN", "KHM", "IMF:OTWD_D_NETAL_FALL_ALL", "derived", "IMF.STA:DIP SCC", 2345678901.0),
        ("JPN", "KHM", "IMF:OTWD_D_NETAL_FALL_ALL", "reported", "IMF.STA:DIP", 2456789012.5),
        ("KHM", "JPN", "fdi_stock", "reported", "IMF.STA:DIP", 2345678901.0),
    ]


def test_comtrade_without_a_key_gives_totals_and_chapters_of_both_sides(once):
    done, store, server = once("comtrade").done, once("comtrade").store, once("comtrade").server
    assert (done.requests, done.rows, done.new) == (4, 24, 24)
    assert all(path.startswith("/public/v1/preview/") for path in server.paths)
    found = figures(
        store, "measure", "product", "product_level", "value", "valuation", reporter="KHM", period_end="2023-12"
    )
    assert found == [
        ("exports", "", 0, 1893012345.5, "FOB"),
        ("exports", "HS:03", 2, 473253086.375, "FOB"),
        ("exports", "HS:61", 2, 1419759259.125, "FOB"),
        ("imports", "", 0, 1893012345.5, "CIF"),
        ("imports", "HS:03", 2, 473253086.375, "CIF"),
        ("imports", "HS:61", 2, 1419759259.125, "CIF"),
    ]


def test_the_preview_has_no_net_weight_though_it_says_nought(once):
    assert set(once("comtrade").store.scan().collect()["net_weight"]) == {None}


def test_a_year_that_comtrade_does_not_have_yet_is_said_and_does_not_stop_the_others(ask):
    done = ask("comtrade", last=2024)
    assert done.rows == 24 and done.notes == (
        "KHM with JPN, 2024: nothing published",
        "JPN with KHM, 2024: nothing published",
    )


def test_comtrade_with_a_key_is_asked_once_a_side(ask, server):
    done = ask("comtrade", key=KEY)
    assert done.requests == 2 and done.new == 24
    assert all(r.headers["Ocp-Apim-Subscription-Key"] == KEY and KEY not in r.path for r in server.asked)


def test_a_wrong_key_is_told_without_being_shown_and_nothing_is_stored(ask, store):
    with pytest.raises(ServiceError) as caught:
        ask("comtrade", key="wrong-key-wrong")
    assert "refuses the key (401: Access denied due to invalid subscription key); see to CJTRADE_COMTRADE_KEY" in str(
        caught.value
    )
    assert "wrong-key-wrong" not in str(caught.value) and store.manifest().imports == ()


def test_the_key_is_nowhere_in_store_or_cache(ask, tmp_path, server):
    server.answer = lambda r: with_tag(services(r))
    ask("comtrade", key=KEY)
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert any("cache" in p.parts for p in files) and any("store" in p.parts for p in files)
    assert not [p for p in files if KEY.encode() in p.read_bytes()]


@pytest.mark.parametrize("field", ["error", "flowCode", "classificationCode"])
def test_a_service_that_repeats_the_key_in_an_answer_does_not_get_it_anywhere(ask, server, tmp_path, field):
    def answer(request):
        text = services(request).body
        old = '"error": ""' if field == "error" else f'"{field}": "{"X" if field == "flowCode" else "H6"}"'
        return with_tag(Reply(text.replace(old, f'"{field}": "{KEY}"', 1)))

    server.answer = answer
    with pytest.raises(ServiceError) as caught:
        ask("comtrade", key=KEY)
    assert KEY not in str(caught.value) + repr(caught.value) and "(key)" in str(caught.value)
    assert not [
        p
        for p in tmp_path.rglob("*")
        if p.is_file() and "answers" not in p.parts[-2] and KEY.encode() in p.read_bytes()
    ]


def test_the_world_bank_gives_figures_with_the_date_they_were_last_updated(once):
    done, store = once("worldbank").done, once("worldbank").store
    assert (done.requests, done.new, done.vintage) == (3, 9, "2026-10-07")
    assert figures(store, "measure", "value", "unit", "edition", reporter="KHM", period_end="2023-12") == [
        ("WDI:NY.GDP.DEFL.ZS", 126.4079, "index", "2026-10-07"),
        ("gdp", 42335646895.66, "USD", "2026-10-07"),
        ("population", 17423880.0, "persons", "2026-10-07"),
    ]


def test_all_pages_are_read(ask, server):
    def paged(request):
        number = int(parse_qs(urlsplit(request.path).query).get("page", ["1"])[0])
        code = urlsplit(request.path).path.rpartition("/")[2]
        later = {"2": ("2021", "2020"), "1": ("2023", "2022")}[str(number)]
        text = (
            worldbank(code, page=number, pages=2).replace('"2023"', f'"{later[0]}"').replace('"2022"', f'"{later[1]}"')
        )
        return Reply(text)

    server.answer = paged
    done = ask("worldbank")
    assert (done.requests, done.rows, done.new) == (6, 18, 18)


def test_pages_of_two_vintages_are_not_mixed(ask, server, store):
    server.answer = lambda r: services(r, pages=2, lastupdated="2026-10-08" if "page=2" in r.path else "2026-10-07")
    with pytest.raises(ServiceError, match="was updated while it was read; try again"):
        ask("worldbank")
    assert store.manifest().imports == ()


# Again


@pytest.mark.parametrize("code", list(ADAPTERS))
def test_the_same_figures_again_change_nothing(ask, store, code):
    first = ask(code)
    again = ask(code)
    assert again.same == again.rows == first.new and again.new == again.revised == 0 and again.record is None
    assert len(store.manifest().imports) == 1


def test_an_unchanged_answer_is_not_even_sent(ask, server):
    server.answer = lambda r: Reply(status=304) if r.headers["If-None-Match"] else with_tag(services(r))
    assert ask("imf").unchanged == 0
    again = ask("imf")
    assert (again.unchanged, again.requests, again.same) == (4, 4, 14)


def test_a_revised_figure_is_counted_and_kept_beside_the_old(ask, server, store):
    ask("imf")
    server.answer = lambda r: Reply(imf_for(r.path).replace(",87654321", ",87654999"), type=CSV)
    again = ask("imf")
    assert (again.new, again.same, again.revised, again.record) == (0, 13, 1, 2)
    assert figures(store, "import_number", "value", period_start="2023-02") == [(1, 87654321.0), (2, 87654999.0)]


def test_a_revision_that_is_taken_back_is_a_revision_again(ask, server, store):
    ask("imf")
    server.answer = lambda r: Reply(imf_for(r.path).replace(",87654321", ",87654999"), type=CSV)
    ask("imf")
    server.answer = services
    again = ask("imf")
    assert (again.new, again.same, again.revised, again.record) == (0, 13, 1, 3)
    assert ask("imf").revised == 0


def test_a_newer_vintage_of_the_world_bank_is_a_revision_of_the_figures_it_changed(ask, server, store):
    ask("worldbank")
    server.answer = lambda r: Reply(services(r, lastupdated="2026-12-01").body.replace("39819408541.1", "39900000000"))
    again = ask("worldbank")
    assert (again.new, again.same, again.revised, again.vintage) == (0, 8, 1, "2026-12-01")
    assert figures(store, "edition", "value", measure="gdp", reporter="KHM", period_end="2022-12") == [
        ("2026-10-07", 39819408541.1),
        ("2026-12-01", 39900000000.0),
    ]


def test_a_new_version_of_an_imf_dataset_is_the_same_source(ask, server):
    ask("imf")
    server.answer = lambda r: Reply(
        imf_for(r.path).replace("(1.0.0)", "(1.1.0)").replace("(12.0.1)", "(13.0.0)"), type=CSV
    )
    assert ask("imf").same == 14


# Nothing of it


BAD = {
    "a web page": lambda text: Reply("<html>Sign in</html>", type="text/html"),
    "half of it": lambda text: Reply(text[:-40], type=CSV),
    "a renamed column": lambda text: Reply(text.replace("OBS_VALUE", "VALUE"), type=CSV),
    "not a number": lambda text: Reply(text.replace(",6,USD", "e999,6,USD", 1), type=CSV),
    "a month that is none": lambda text: Reply(
        text.replace("2023-M01", "2023-M13").replace(",2022,", ",2022-Q5,"), type=CSV
    ),
    "two gigabytes": lambda text: Reply(text, type=CSV, length=2_000_000_000),
    "no right": lambda text: Reply(status=403),
    "no such thing": lambda text: Reply(status=404),
    "out of order": lambda text: Reply(status=500),
    "broken off": lambda text: Reply(text, type=CSV, length=5_000),
    "elsewhere": lambda text: Reply(status=302, headers={"Location": "https://evil.example/"}),
}


def contents(store):
    return {path: path.read_bytes() for path in store.folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
@pytest.mark.parametrize("dataset", ["IMTS", "DIP"], ids=["in the first request", "in the last request"])
def test_whatever_goes_wrong_the_store_is_as_it_was(ask, server, store, bad, dataset):
    ask("imf")
    before = contents(store)

    def answer(request):
        text = imf_for(request.path).replace(",87654321", ",11111111").replace("4107.5", "4000")
        return bad(text) if f"/{dataset}/" in request.path else Reply(text, type=CSV)

    server.answer = answer
    with pytest.raises(ServiceError) as caught:
        ask("imf")
    line = str(caught.value)
    assert line.startswith("IMF: ") and "; " in line and "\n" not in line and len(line) < 300
    assert contents(store) == before


def test_an_answer_found_bad_is_not_kept_for_the_next_time(ask, server):
    good, bad = with_tag(Reply(IMTS, type=CSV)), with_tag(Reply(IMTS[:-40], type=CSV))
    server.answer = lambda r: bad if "/IMTS/" in r.path else with_tag(services(r))
    with pytest.raises(ServiceError):
        ask("imf")
    server.answer = lambda r: good if "/IMTS/" in r.path else services(r)
    ask("imf")
    assert not [r for r in server.asked if "/IMTS/" in r.path and r.headers["If-None-Match"]]


def test_a_pair_of_which_nothing_is_known_is_said(ask, server, store):
    server.answer = lambda r: Reply(imf_for(r.path).splitlines()[0], type=CSV)
    with pytest.raises(ServiceError, match="IMF: has nothing for KHM and JPN since 2022; see to"):
        ask("imf")
    assert not store.folder.exists()


def test_one_dataset_without_series_is_said_and_the_others_are_stored(ask, server):
    server.answer = lambda r: Reply(DIP.splitlines()[0] if "/DIP/" in r.path else imf_for(r.path), type=CSV)
    done = ask("imf")
    assert done.new == 11 and done.notes == ("direct investment positions (DIP): no series for these years",)


def test_a_series_that_was_not_asked_for_is_refused_even_if_it_can_be_read(ask, server, store):
    server.answer = lambda r: Reply(ER if "/ER/" not in r.path else ER.replace("PA_RT", "EOP_RT"), type=CSV)
    with pytest.raises(ServiceError, match="not what it used to be"):
        ask("imf")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"H6"', '"H99"', "UN Comtrade: the answer is not what it used to be: KHM with JPN, 2023, row 1: 'H99' is not"),
        ('"mosCode": "0"', '"mosCode": "2"', "KHM with JPN, 2023 has 6 values, of which 5 can be read"),
    ],
    ids=["a classification that nobody knows", "a value that is left out in reading"],
)
def test_what_cannot_all_be_read_of_comtrade_is_refused(ask, server, store, old, new, told):
    server.answer = lambda r: Reply(services(r).body.replace(old, new, 1))
    with pytest.raises(ServiceError, match=told):
        ask("comtrade", first=2023)
    assert store.manifest().imports == ()


def test_ctrl_c_in_the_middle_leaves_the_store_as_it_was(ask, server, store, conduct):
    ask("imf")
    before = contents(store)

    def interrupt(request, *_):
        if "DIP" in request.subject:
            raise KeyboardInterrupt

    server.answer = lambda r: Reply(imf_for(r.path).replace(",87654321", ",1"), type=CSV)
    adapter, wish = ADAPTERS["imf"], Ask(first=2022, last=2023, base=server.base)
    with pytest.raises(KeyboardInterrupt):
        refresh(adapter, wish, store, conduct(adapter.SERVICE, progress=interrupt))
    assert contents(store) == before


def test_a_store_with_a_damaged_file_is_said_to_have_one(ask, store):
    ask("imf")
    damaged = next(store.folder.rglob("*.parquet"))
    damaged.write_bytes(damaged.read_bytes()[:50])
    with pytest.raises(
        StoreError, match="is not what was saved, so the store is damaged; cjtrade-tui store verify tells more"
    ):
        ask("imf")


def test_a_store_that_cannot_be_changed_is_refused_before_anything_is_asked(server, conduct):
    adapter = ADAPTERS["imf"]
    with pytest.raises(StoreError, match="read only"):
        refresh(adapter, Ask(base=server.base), Store("s3://bucket/store"), conduct(adapter.SERVICE))
    assert server.asked == []


def test_every_row_says_where_it_stands(once):
    stores = [once(code).store for code in ADAPTERS]
    rows = pl.concat([store.scan().collect() for store in stores])
    assert set(rows["file"].str.extract("^([^:]+)")) == {"IMF", "UN Comtrade", "World Bank"}
    assert (rows["line"] > 0).all() and not rows.filter(pl.col("cell") == "").height
    for record in [record for store in stores for record in store.manifest().imports]:
        origin = record.origin
        assert origin.publisher and origin.vintage and origin.licence and origin.url.startswith("https://")
