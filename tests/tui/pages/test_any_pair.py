"""Any pair: what was imported opens in the same screens, whose it is said, and nothing is put into one line that must not."""

import sys
from pathlib import Path

import pytest
from ran import ran
from trade import frame, observation, origin

from cjtrade_data import Period, Selection, open_book
from cjtrade_data.frames import flows
from cjtrade_data.store.store import Store
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.cli.show import as_text
from cjtrade_tui.overlays.card import card_rows
from cjtrade_tui.pages import build
from cjtrade_tui.pages.comparison_choices import choices

PROGRAM = Path(sys.executable).with_name("cjtrade-tui")


def line(year, value, product, **changes):
    level = {"product": f"HS:{product}", "product_level": len(product), "classification": "HS92"}
    return observation(year, value, **(level | changes))


def baci(year, value, reporter, partner, product="010101"):
    return line(
        year,
        value,
        product,
        reporter=reporter,
        partner=partner,
        dataset="baci",
        edition="V202301",
        valuation="reconciled",
        status="estimated",
        scale="thousand",
        decimals=3,
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Made-up trade: Viet Nam's and Japan's reports, BACI, and two editions of a country summary of Cambodia."""
    store = Store(tmp_path_factory.mktemp("any") / "store")
    million = 1_000_000
    customs = [
        *(observation(y, v * million) for y, v in ((2018, 100), (2019, 150), (2020, 120))),
        *(observation(y, v * million, measure="imports", valuation="CIF") for y, v in ((2019, 50), (2020, 60))),
        *(
            observation(y, v * million, reporter="JPN", partner="VNM", measure="imports", valuation="CIF")
            for y, v in ((2019, 180), (2020, 190))
        ),
        observation(
            2018, 77 * million, reporter="JPN", partner="VNM", measure="imports", valuation="CIF", dataset="imf"
        ),
        *(
            observation(2020, v * million, partner=p, aggregate=p == "WLD")
            for p, v in (("CHN", 300), ("USA", 80), ("WLD", 600))
        ),
        *(
            observation(2020, v * million, partner=p, measure="imports", valuation="CIF")
            for p, v in (("CHN", 10), ("USA", 70))
        ),
    ]
    store.add([frame(*customs)], origin("customs.csv", publisher="UN Comtrade", licence="free"))
    reconciled = [
        baci(2020, 40 * million, "VNM", "JPN"),
        baci(2020, 50 * million, "VNM", "JPN", "020202"),
        baci(2020, 70 * million, "JPN", "VNM"),
        baci(2020, 9 * million, "CHN", "VNM"),
        baci(2020, 5 * million, "VNM", "CHN"),
    ]
    every_chapter = [baci(2020, 1e6, "CHN", "USA", f"{chapter:02d}0101") for chapter in range(1, 98)]
    store.add([frame(*reconciled, *every_chapter)], origin("baci.csv"))
    home = {"reporter": "KHM", "dataset": "wits", "scale": "million", "decimals": 2}
    for edition, gdp, exports in (("1988-2018", 20159.27, 827.19), ("1988-2019", 20016.75, 830.00)):
        rows = [
            observation(2016, gdp * million, measure="gdp", partner="", valuation="", edition=edition, **home),
            observation(2016, exports * million, edition=edition, **home),
            observation(2015, 571.55 * million, edition=edition, **home),
        ]
        store.add([frame(*rows)], origin(f"{edition}.csv"))
    return store.place


@pytest.fixture(scope="module")
def book(place):
    return open_book(None, ("VNM", "JPN"), place)


@pytest.fixture(scope="module")
def home(place):
    return open_book(None, ("KHM", "JPN"), place)


def rows_of(page, *columns):
    titles = [c.name for c in page.columns]
    return [tuple(r.texts[titles.index(c)].strip() for c in columns) for r in page.rows]


def vietnam(**changes):
    return Selection(**({"pair": "VNM:JPN"} | changes))


def test_flows_show_each_edition_in_lines_of_its_own_with_growth_within_it(book):
    page = build.build(book, vietnam())
    assert page.title.startswith("Vietnam and Japan, Vietnam's figures, USD m, years")
    assert rows_of(page, "Period", "Exp", "Imp", "Balance", "Compiler") == [
        ("2020", "120.00", "60.00", "60.00d", "own UN Comtrade"),
        ("2020", "90.00e", "70.00e", "20.00d", "own BACI V202301"),
        ("2019", "150.00", "50.00", "100.00d", "own UN Comtrade"),
        ("2018", "100.00", "–", "–", "own UN Comtrade"),
    ]
    growth = {(r.texts[0], r.texts[-1]): r.texts[2].strip() for r in page.rows}
    assert growth[("2019", "own UN Comtrade")] == "+50.0%d" and growth[("2020", "own UN Comtrade")] == "-20.0%d"
    assert growth[("2020", "own BACI V202301")] == "–"


def test_a_sum_of_lines_says_so_and_is_as_wide_as_its_lines_together(book):
    row = flows.pair_totals(book, "VNM").filter(
        (flows.pl.col("compiler") == "own/baci/V202301") & (flows.pl.col("flow") == "exports")
    )
    row = row.row(0, named=True)
    assert row["formula"] == "sum of 2 imported lines, HS92, 6 digits" and row["status"] == "estimated"
    assert row["high"] - row["low"] >= 2 * 1.0 and row["valuation"] == "reconciled"


def test_balance_and_total_follow_from_sums_of_lines_too(tmp_path):
    store = Store(tmp_path)
    rows = [
        line(2020, 3e6, "010101"),
        line(2020, 4e6, "020202"),
        *(line(2020, v, p, measure="imports", valuation="CIF") for p, v in (("010101", 2e6), ("020202", 0))),
    ]
    store.add([frame(*rows)], origin())
    page = build.build(open_book(None, ("VNM", "JPN"), store.place), vietnam())
    assert rows_of(page, "Exp FOB", "Imp CIF", "Balance", "Total") == [("7.00d", "2.00d", "5.00d", "9.00d")]
    assert (
        page.rows[0]
        .cells[5]
        .below.startswith("Balance (HS92 010101, 020202 only), 2020: 5.00 million USD, FOB/CIF, derived")
    )


def test_the_heading_says_fob_only_where_every_figure_is(book, home):
    assert "Exp" in [c.title.strip() for c in build.build(book, vietnam()).columns]
    customs = build.build(home, Selection(frequency="year"))
    assert "Exp FOB" in [c.title.strip() for c in customs.columns]


def test_a_mirror_is_of_the_same_edition_and_reconciled_data_has_none(book):
    page = build.build(book, vietnam(mirror=True))
    gaps = {(r.key.split()[0], r.texts[-1]): (r.texts[2].strip(), r.texts[3].strip()) for r in page.rows}
    assert gaps[("2019", "own UN Comtrade")] == ("180.00", "30.00d")
    assert gaps[("2020", "own BACI V202301")] == ("–", "–")
    assert gaps[("2018", "own UN Comtrade")] == ("–", "–"), "the IMF's figure is no mirror of customs"


def test_the_other_reporter_sees_the_same_flows_from_the_same_side(book):
    page = build.build(book, vietnam(reporter="JPN"))
    assert [r for r in rows_of(page, "Period", "VNM→JPN", "Compiler") if r[2] == "own UN Comtrade"] == [
        ("2020", "190.00", "own UN Comtrade"),
        ("2019", "180.00", "own UN Comtrade"),
    ]
    assert "what Japan imports from Vietnam" in page.notes[0]


def test_partners_are_ranked_among_those_imported_in_one_edition(book):
    page = build.build(book, vietnam(tab="partners", period=Period.of_year(2020), compiler="own/comtrade"))
    assert rows_of(page, "Rank", "Partner", "Exports", "Total", "Exp %")[:4] == [
        ("–", "World", "600.00", "–", "100.00%d"),
        ("1", "China", "300.00", "310.00d", "50.00%d"),
        ("2", "Japan", "120.00", "180.00d", "20.00%d"),
        ("3", "United States", "80.00", "150.00d", "13.33%d"),
    ]
    assert any("ranks are among the 3 partners imported" in note for note in page.notes)


def test_no_rank_by_total_is_given_that_a_partner_with_one_unknown_flow_might_take(tmp_path):
    store = Store(tmp_path)
    rows = [observation(2020, v, partner=p) for p, v in (("CHN", 300), ("USA", 80), ("LAO", 200))]
    rows += [observation(2020, v, partner=p, measure="imports") for p, v in (("CHN", 10), ("USA", 70))]
    store.add([frame(*rows)], origin())
    page = build.build(open_book(None, ("VNM", "USA"), store.place), Selection(tab="partners", pair="VNM:USA"))
    assert {r.key: r.texts[0] for r in page.rows} == {"CHN": "1", "USA": "–", "LAO": "–"}


def test_the_second_of_the_pair_is_the_one_that_is_set_beside_others(book):
    beside = build.build(book, vietnam(tab="partners", item="CHN", compiler="own/comtrade"))
    assert beside.title == "Japan compared with China, USD m, own UN Comtrade, as Vietnam reports"
    reconciled = build.build(book, vietnam(tab="partners", item="CHN", compiler="own/baci/V202301"))
    assert "both sides reconciled" in reconciled.title
    through = build.build(book, vietnam(tab="partners", view="japan"))
    assert through.title.startswith("Japan among") and through.rows[0].texts[0] == "2020"


def test_reconciled_data_that_names_a_country_as_a_buyer_alone_has_its_source_there_too(tmp_path):
    store, sells = Store(tmp_path / "store"), (("JPN", 9e6), ("CHN", 8e6), ("USA", 7e6))
    store.add([frame(*(observation(2020, v, reporter="THA", partner=p) for p, v in sells))], origin())
    store.add([frame(*(baci(2020, v, r, "THA") for r, v in (("ZAF", 3e6), ("AFG", 2e6))))], origin("baci.csv"))
    thailand = open_book(None, ("THA", "JPN"), store.place)
    assert build.build(thailand, Selection(tab="partners", pair="THA:JPN")).rows
    assert thailand.sources["import-2"].title


@pytest.mark.parametrize("tab", ["investment", "people"])
def test_a_tab_about_cambodia_and_japan_alone_says_so(book, tab):
    page = build.build(book, vietnam(tab=tab))
    assert not page.rows and f"{tab.capitalize()} is about Cambodia and Japan only" in as_text(page)


@pytest.mark.parametrize("tab", ["flows", "partners"])
def test_a_pair_nothing_was_imported_of_says_so_and_shows_no_figure(place, tab):
    page = build.build(open_book(None, ("LAO", "FRA"), place), Selection(tab=tab, pair="LAO:FRA"))
    assert not page.rows and "Nothing of Lao" in as_text(page)
    assert "import FILE" in as_text(page) and "237.22" not in as_text(page)


def test_flows_without_a_list_of_partners_are_not_called_nothing(store):
    store.add([frame(observation(2020, 120_000_000))], origin())
    book = open_book(None, ("VNM", "JPN"), store.place)
    for view, said in (
        ("ranking", "No list of Vietnam's partners, of three or more, has been imported"),
        ("japan", "No list of"),
    ):
        text = as_text(build.build(book, vietnam(tab="partners", view=view)))
        assert said in text and "import FILE" in text and "Nothing of" not in text
    assert build.build(book, vietnam()).rows


def test_sources_of_another_pair_are_its_imports_and_the_context_only(book):
    page = build.build(book, vietnam(tab="sources"))
    keys = [r.key for r in page.rows]
    assert {"import-1", "import-2"} <= set(keys) and "ppp-2024-03-gdce" not in keys and "import-3" not in keys
    told = next(r for r in page.rows if r.key == "import-1")
    assert any("customs.csv" in d for d in told.detail) and any("Terms: free" in d for d in told.detail)


def test_imported_figures_of_cambodia_and_japan_stand_beside_the_bundled_ones_and_change_none_of_them(home):
    bundled = open_book()
    theirs = flows.pair_totals(bundled, "KHM")
    both = flows.pair_totals(home, "KHM")
    assert both.filter(~flows.pl.col("compiler").str.starts_with("own/")).equals(theirs)
    own = both.filter(flows.pl.col("compiler").str.starts_with("own/"), flows.pl.col("flow") == "exports")
    assert own.select("period", "amount", "growth_status").rows() == [
        ("2015", 571.55e6, None),
        ("2016", 830e6, "derived"),
    ]


def test_of_two_editions_the_newest_is_shown_and_the_older_value_beside_it(home):
    page = build.build(home, Selection(frequency="year"))
    own = next(r for r in page.rows if r.texts[0] == "2016" and r.texts[-1].startswith("own"))
    assert own.texts[1].strip() == "830.00!" and own.texts[-1] == "own WITS 1988-2019"
    assert "Also printed: 827.19 million USD (WITS, 1988-2018)" in own.cells[1].below
    others = [r.texts[-1] for r in page.rows if r.texts[0] == "2016"]
    assert others.index("WITS") < others.index("own WITS 1988-2019")


def test_sources_count_and_list_the_revisions_of_two_vintages(home):
    listed = build.build(home, Selection(tab="sources"))
    newer, older = (next(r for r in listed.rows if r.key == f"import-{n}") for n in (4, 3))
    assert newer.detail[-1] == "It revises 2 figures of 1988-2018 (import-3), listed first among its figures."
    assert older.detail[-1] == "None of its figures revises one imported before."
    page = build.build(home, Selection(tab="sources", item="import-4"))
    assert rows_of(page, "Period", "Measure", "Value")[:2] == [
        ("2016", "Exports", "830.00!"),
        ("2016", "GDP", "20,016.75!"),
    ]
    assert page.rows[1].detail[-1] == "Revised: it was 20,159.27 million USD in 1988-2018 (import-3)."
    assert rows_of(page, "Value")[2] == ("571.55",)


def test_the_front_page_of_cambodia_and_japan_is_what_it_was_where_only_others_were_imported(place, tmp_path):
    other = Store(tmp_path)
    other.add([frame(observation(partner="LAO"))], origin())
    assert open_book(None, ("KHM", "JPN"), other.place).imported is None
    assert open_book(None, ("KHM", "JPN"), place).imported is not None


async def test_the_app_opens_a_pair_and_cards_tell_whose_a_figure_is(running, press, until, place, screen_text):
    async with running(vietnam(), store=place, size=(120, 36)) as (app, pilot):
        text = "\n".join(screen_text(app))
        assert "Vietnam and Japan" in text and "own UN Comtrade" in text
        for key in ("l", "l", "enter"):
            await press(app, pilot, key)
        await until(pilot, lambda: any("own UN Comtrade figures" in line for line in screen_text(app)))
        card = "\n".join(screen_text(app))
        assert "your own UN Comtrade figures" in card and "Vietnam" in card and "Cambodia" not in card


async def test_a_tab_chosen_by_name_stays_with_the_pair(running, press, place, screen_text):
    async with running(vietnam(), store=place, size=(120, 36)) as (app, pilot):
        await press(app, pilot, ":", *"sources", "enter")
        assert (app.selection.tab, app.selection.pair) == ("sources", "VNM:JPN")
        assert "customs.csv" in "\n".join(screen_text(app))


@pytest.mark.slow
async def test_what_is_imported_in_the_app_is_there_when_the_import_is_left(running, press, tmp_path, screen_text):
    async with running(vietnam(), store=str(tmp_path), size=(120, 36)) as (app, pilot):
        assert "Nothing of Vietnam and Japan has been imported" in "\n".join(screen_text(app))
        await app.action_overlay("import_file")
        await pilot.pause()
        Store(tmp_path).add([frame(observation(value=123_000_000))], origin())
        await press(app, pilot, "escape")
        assert "123.00" in "\n".join(screen_text(app))


async def test_the_command_that_reopens_a_view_names_its_pair_and_store(place):
    app = Explorer(vietnam(reporter="JPN"), store=place)
    async with app.run_test(size=(100, 30)) as pilot:
        while not app.settled:
            await pilot.pause(0.05)
        assert app.copy_and_pin.command.startswith("cjtrade-tui flows --pair VNM:JPN --reporter JPN ")
        assert app.copy_and_pin.command.endswith(f" --store {place}")


@pytest.mark.slow
def test_show_opens_any_pair_and_refuses_what_is_none(place):
    def show(*words):
        done = ran([PROGRAM, "show", *words, "--store", place])
        return done.returncode, done.stdout, done.stderr

    status, out, err = show("flows", "--pair", "vnm:jpn")
    assert (status, err) == (0, "") and "own BACI V202301" in out
    for words, told in (
        (["--pair", "VNM"], "'VNM' is not a pair: write the codes of two areas, as VNM:JPN"),
        (["--pair", "VNM:VNM"], "is not a pair"),
        (["--pair", "XXX:JPN"], "'XXX' is the code of no area"),
        (["--pair", "VNM:QQQ"], "'QQQ' is the code of no area"),
        (["--pair", "VNM:JPN", "--reporter", "KHM"], "'KHM' is not a reporter: choose VNM, JPN"),
    ):
        status, out, err = show("flows", *words)
        assert (status, out, err.count("\n")) == (2, "", 1) and told in err


def test_a_damaged_store_is_told_in_one_line(tmp_path):
    store = Store(tmp_path)
    part = store.add([frame(observation())], origin()).record.parts[0]
    (tmp_path / part.path).write_bytes(b"PAR1 no more PAR1")
    done = ran([PROGRAM, "show", "flows", "--pair", "VNM:JPN", "--store", tmp_path])
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "damaged" in done.stderr and "store verify" in done.stderr


def test_the_card_of_a_revised_figure_has_what_was_imported_before_and_ends_that_differ(place):
    app = Explorer(theme="dark", store=str(place))
    imported = app.books.of(app.selection).imported
    flow = {r["period_start"][:4]: r["id"] for r in imported.flows.iter_rows(named=True) if r["source"] == "import-4"}
    assert app.copy_and_pin.card(flow["2016"]).earlier == "827.19 million USD in 1988-2018 (import-3)"
    assert app.copy_and_pin.card(flow["2015"]).earlier == ""
    (gdp,) = (id for id in imported.listed("import-4")["id"] if "gdp" in id)
    revised = app.copy_and_pin.card(gdp)
    assert revised.earlier == "20,159.27 million USD in 1988-2018 (import-3)"
    assert revised.rounding == "rounded as printed: between 20.016745 and 20.016755 billion dollars"
    told = " ".join(
        text.strip() for row in card_rows(revised, app.books.of(app.selection), "plain", 200) for text, _ in row
    )
    assert f"As imported before, it was {revised.earlier}." in told and "Nobody else" not in told


def test_imported_figures_are_compared_within_one_edition_and_one_reporter(place):
    pair = ("VNM", "JPN")
    book = open_book(None, pair, place)
    start = Selection(pair="VNM:JPN", frequency="year")
    for tab in ("flows", "partners"):
        selection = start.with_(tab=tab, period=Period.of_year(2020))
        page = build.build(book, selection)
        offered = [choices(book, page, selection, row) for row in page.rows]
        assert any(offered)
        for each in offered:
            for choice in each:
                made = build.build(book, choice.selection)
                assert made.rows, choice
                for cells in (r.cells for r in made.rows):
                    whose = {c.figure.rsplit(":", 1)[-1] for c in cells[3:5] if c.figure.startswith("=")}
                    assert len(whose) < 2, choice
