"""`cjtrade-tui store`: what it prints, its exit status, and one line for every error."""

import io
import json
from pathlib import Path

import polars as pl
import pytest
from trade import frame, observation, origin, values

from cjtrade_data.store.store import Store
from cjtrade_tui.cli import main


@pytest.fixture
def run(capsys):
    """Run `cjtrade-tui store WORDS`; its exit status, output and errors."""

    def command(*words):
        status = main.main(["store", *words])
        return status, *capsys.readouterr()

    return command


@pytest.fixture
def place(store):
    store.add([frame(observation(2019, 1, dataset="baci", edition="V202301"))], origin("baci.csv", vintage="V202301"))
    rows = frame(observation(2020, 2), observation(2021, 3, reporter="LAO"))
    store.add([rows], origin("two.csv", publisher="UN\x1b[2J", counts={"imported": 2, "skipped": 7}))
    return store.place


def test_list_has_a_line_for_each_import(run, place):
    status, out, err = run("list", "--store", place)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert [line.split()[:1] for line in lines[:3]] == [["No"], ["1"], ["2"]]
    assert "V202301" in lines[1] and "two.csv" in lines[2] and "2 imports, 3 rows" in lines[-1]
    assert lines[1].split()[5:7] == ["2019-01", "2019-12"] and lines[2].split()[5:7] == ["2020-01", "2021-12"]
    assert run("--store", place)[1] == out


def test_the_own_store_is_under_the_xdg_data_folder(run, tmp_path, monkeypatch):
    Store(tmp_path / "cjtrade-tui" / "store").add([frame(observation())], origin("mine.csv"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert "mine.csv" in run("list")[1]
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
    status, out, _ = run("list")
    assert status == 0 and "nothing imported" in out and not (tmp_path / "other").exists()


def test_show_tells_all_of_one_import_and_nothing_a_terminal_obeys(run, place):
    status, out, _ = run("show", "2", "--store", place)
    assert status == 0 and "\x1b" not in out
    for line in ("file: two.csv", "rows: 2", "skipped: 7", "reporters: 2: LAO, VNM", "periods end: 2020-12 to 2021-12"):
        assert line in out.splitlines()


def test_json_is_one_document(run, place):
    listed = json.loads(run("list", "--json", "--store", place)[1])
    assert [i["number"] for i in listed["imports"]] == [1, 2] and listed["imports"][1]["rows"] == 2
    assert json.loads(run("show", "1", "--json", "--store", place)[1])["imports"][0]["origin"]["file"] == "baci.csv"


def test_json_of_remove_is_what_was_removed_and_of_undo_what_is_there_again(run, place):
    removed = json.loads(run("remove", "1", "--store", place, "--json")[1])
    assert [r["number"] for r in removed["imports"]] == [1]
    again = json.loads(run("undo", "--store", place, "--json")[1])
    assert [r["number"] for r in again["imports"]] == [1, 2]


def test_remove_and_undo_say_what_they_did(run, place):
    assert run("remove", "1", "--store", place)[1] == "Removed import 1, baci.csv: 1 rows; store undo brings it back\n"
    assert values(Store(place)) == [2, 3]
    assert run("undo", "--store", place)[1].startswith("Undid: removed import 1, baci.csv; 2 imports, 3 rows")
    assert values(Store(place)) == [1, 2, 3]


def test_verify_names_the_file_the_import_and_the_mend_and_exits_2(run, place):
    assert run("verify", "--store", place)[0] == 0
    path = next(Path(place).glob("data/LAO/*"))
    path.write_bytes(path.read_bytes()[:-1])
    status, out, _ = run("verify", "--store", place)
    assert status == 2
    assert (
        out
        == "data/LAO/00000002-0.parquet is not what was saved; import 2, two.csv: store remove 2 and import it again\n"
    )
    status, out, _ = run("verify", "--json", "--store", place)
    assert status == 2 and json.loads(out)["damaged"][0]["import"] == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["frob"], "there is no 'frob': choose list"),
        (["show"], "required: N; cjtrade-tui store show --help lists"),
        (["remove", "x"], "takes the number of an import, not 'x'; cjtrade-tui store remove --help"),
        (["undo", "3"], "unrecognized arguments: 3"),
        (["list", "--store"], "--store: expected one argument"),
        (["show", "9"], "has no import 9; choose one of its imports: 1, 2"),
        (["remove", "9"], "has no import 9; choose one of its imports: 1, 2"),
    ],
)
def test_an_error_is_one_line_and_exit_status_2(run, place, words, told):
    status, out, err = run(*words, *([] if words[-1] == "--store" else ["--store", place]))
    assert (status, out, err.count("\n")) == (2, "", 1) and told in err


def test_a_folder_that_cannot_be_read_is_told_in_one_line(run, tmp_path):
    (tmp_path / "file").write_text("")
    status, out, err = run("list", "--store", str(tmp_path / "file" / "x"))
    assert (status, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_query_prints_the_answer_as_a_table_or_as_one_document(run, place, engine):
    status, out, err = run("query", "pair-totals", "vnm", "JPN", "--engine", engine, "--store", place)
    assert (status, err) == (0, "")
    heading, *rows = (line.split() for line in out.splitlines())
    assert heading[:3] == ["dataset", "edition", "source"] and len(rows) == 2
    assert any("2.00" in row and "comtrade" in row for row in rows)
    words = ("query", "partner-ranks", "LAO", "exports", "2021", "--json", "--engine", engine, "--store", place)
    answer = json.loads(run(*words)[1])
    assert [(r["rank"], r["partner"], r["amount"]) for r in answer["rows"]] == [(1, "JPN", 3.0)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["frob"], "there is no 'frob': choose pair-totals, partner-ranks"),
        (["pair-totals", "VNM"], "pair-totals wants REPORTER PARTNER, as VNM JPN"),
        (["partner-ranks", "VNM", "gdp", "2020"], "'gdp' is no flow: write exports or imports"),
        (["partner-ranks", "VNM", "exports", "soon"], "'soon' is not a period"),
        (["pair-totals", "VNM", "JPN", "--engine", "abacus"], "there is no 'abacus': choose polars"),
    ],
)
def test_a_query_that_cannot_be_asked_is_refused_in_one_line(run, place, words, told):
    status, out, err = run("query", *words, "--store", place)
    assert (status, out, err.count("\n")) == (2, "", 1) and told in err


def test_a_query_that_finds_nothing_says_so_with_status_1(run, place):
    words = ("query", "partner-ranks", "LAO", "exports", "1999", "--store", place)
    assert run(*words) == (1, "Nothing of that is in the store: cjtrade-tui store list\n", "")
    status, out, _ = run(*words, "--json")
    assert status == 1 and json.loads(out)["rows"] == []


def test_the_figures_leave_as_a_file_with_the_newest_value_of_each(run, tmp_path):
    store = Store(tmp_path / "mine")
    store.add([frame(observation(2020, 100.0), observation(2020, 7.0, partner="CHN"))], origin("a.csv"))
    store.add([frame(observation(2020, 110.0))], origin("b.csv"))
    status, out, _ = run("export", "vnm", "jpn", "--store", store.place)
    rows = pl.read_csv(io.StringIO(out))
    assert status == 0 and rows.select("reporter", "partner", "value").rows() == [("VNM", "JPN", 110.0)]
    path = tmp_path / "all.parquet"
    assert run("export", "-o", str(path), "--store", store.place)[0] == 0
    assert sorted(pl.read_parquet(path)["value"]) == [7.0, 110.0]
    refused = (2, "", "cjtrade-tui: there is nothing by THA in the store: cjtrade-tui store list\n")
    assert run("export", "THA", "--store", store.place) == refused
