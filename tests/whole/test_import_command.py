"""`cjtrade-tui import`, from the command line to the store."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from cjtrade_data.importing import reading_line
from cjtrade_data.store.store import Store
from cjtrade_tui.cli.main import main

BACI = "t,i,j,k,v,q\n2021,116,392,640399,52.051,13.235\n2021,116,392,10110,x,1\n2021,116,9999,640399,1,1\n"


@pytest.fixture
def place(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def baci(tmp_path):
    path = tmp_path / "BACI_HS92_Y2021_V202301.csv"
    path.write_text(BACI)
    return path


def rows(place: Path) -> pl.DataFrame:
    return Store(place).scan().collect()


def test_it_says_what_it_found_and_accounts_for_every_row(capfd, place, baci):
    assert main(["import", "--store", str(place), str(baci)]) == 0
    said = capfd.readouterr().out.splitlines()
    assert said[0] == "BACI_HS92_Y2021_V202301.csv: CEPII BACI HS92, edition V202301"
    assert "  3 figures read: 1 imported, 0 skipped, 2 rejected" in said
    assert "  reporters KHM" in said
    assert "  periods 2021-01 to 2021-12" in said
    assert (
        "    BACI_HS92_Y2021_V202301.csv, line 3, v: 'x' is not a number; "
        "write it in digits with a full stop, or leave the cell empty" in said
    )
    assert said[-1].startswith("  saved as import 1: 1 new")
    assert rows(place)["value"].to_list() == [52051.0]
    record = Store(place).record(1)
    assert dict(record.origin.counts) == {"imported": 1, "skipped": 0, "rejected": 2}
    assert (record.origin.vintage, record.origin.publisher) == ("V202301", "CEPII")


def test_the_same_file_again_changes_nothing(capfd, place, baci):
    main(["import", "--store", str(place), str(baci)])
    before = Store(place).manifest()
    assert main(["import", "--store", str(place), str(baci)]) == 0
    assert "already imported as import 1: nothing changed" in capfd.readouterr().out
    assert Store(place).manifest() == before


def test_a_newer_edition_says_what_it_revises(capfd, place, baci):
    newer = baci.with_name("BACI_HS92_Y2021_V202401.csv")
    newer.write_text(BACI.replace("52.051", "53") + "2021,116,392,10121,7,1\n")
    newest = baci.with_name("BACI_HS92_Y2021_V202501.csv")
    newest.write_text(BACI.replace("52.051", "54"))
    main(["import", "--store", str(place), str(baci), str(newer), str(newest)])
    saved = [line for line in capfd.readouterr().out.splitlines() if "saved" in line]
    assert "1 new, 0 as they were" in saved[0]
    assert "2 new (of which 1 revises V202301), 0 as they were, 0 revised" in saved[1]
    assert "1 new (of which 1 revises V202401), 0 as they were, 0 revised" in saved[2]


def test_a_newer_edition_is_kept_beside_the_old(place, baci):
    newer = baci.with_name("BACI_HS92_Y2021_V202401.csv")
    newer.write_text(BACI.replace("52.051", "53"))
    assert main(["import", "--store", str(place), str(baci), str(newer)]) == 0
    assert sorted(rows(place).select("edition", "value").rows()) == [("V202301", 52051.0), ("V202401", 53000.0)]


def test_a_dry_run_saves_nothing(capfd, place, baci):
    assert main(["import", "--dry-run", "--store", str(place), str(baci)]) == 0
    assert capfd.readouterr().out.endswith("  dry run: nothing saved\n")
    assert not place.exists()


def test_an_import_as_json_counts_rows_and_says_what_was_rejected(capfd, place, baci):
    assert main(["import", "--json", "--store", str(place), str(baci)]) == 0
    (document,) = json.loads(capfd.readouterr().out)["files"]
    assert (document["read"], document["imported"], document["rejected"], document["import"]) == (3, 1, 2, 1)
    assert document["found"][0]["format"] == "baci"
    assert {r["line"] for r in document["rejections"]} == {3, 4}
    assert document["rejections"][0]["mend"]


def test_a_file_that_cannot_be_read_is_one_line_and_status_2(capfd, place, baci, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("nothing of the kind\n")
    assert main(["import", "--store", str(place), str(other), str(baci)]) == 2
    out, err = capfd.readouterr()
    assert err.startswith("cjtrade-tui: notes.txt: is in no format known here; it should be")
    assert err.count("\n") == 1
    assert "saved as import 1" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "required: FILE"),
        (["--store"], "--store: expected one"),
        (["--fast", "a"], "unrecognized arguments: --fast"),
    ],
)
def test_a_wrong_option_is_one_line_that_names_the_help(capfd, words, said):
    assert main(["import", *words]) == 2
    err = capfd.readouterr().err
    assert said in err
    assert err.count("\n") == 1 and "cjtrade-tui import --help" in err


def test_help_names_each_option(capfd):
    with pytest.raises(SystemExit) as end:
        main(["import", "--help"])
    said = capfd.readouterr().out
    assert end.value.code == 0 and said.startswith("usage: cjtrade-tui import")
    assert all(option in said for option in ("--store", "--dry-run", "--json"))


def test_hostile_names_and_cells_reach_no_terminal(capfdbinary, place, tmp_path):
    path = tmp_path / "a\x1b]0;owned\x07.csv"
    path.write_text("t,i,j,k,v,q\n2021,116,\x1b[2J,640399,1,1\n")
    main(["import", "--store", str(place), str(path)])
    out, err = capfdbinary.readouterr()
    assert b"\x1b" not in out + err
    assert b"\x07" not in out + err


@pytest.mark.slow
def test_ctrl_c_leaves_the_store_as_it_was(place, baci, tmp_path):
    main(["import", "--store", str(place), str(baci)])
    before = Store(place).manifest()
    big = tmp_path / "BACI_HS92_Y2020_V202301.csv"
    block = "".join(f"2020,116,392,{k},1.5,1\n" for k in range(100000, 150000))
    big.write_text("t,i,j,k,v,q\n" + block * 20)
    command = [sys.executable, "-m", "cjtrade_tui", "import", "--store", str(place), str(big)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert b"CEPII BACI" in process.stdout.readline()
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert b"Traceback" not in err
    assert Store(place).manifest() == before
    assert rows(place).height == 1


@pytest.mark.slow
def test_progress_is_shown_on_a_terminal_and_wiped(place, tmp_path):
    big = tmp_path / "BACI_HS92_Y2020_V202301.csv"
    block = "".join(f"2020,116,392,{k},1.5,1\n" for k in range(100000, 150000))
    big.write_text("t,i,j,k,v,q\n" + block * 12)
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "cjtrade_tui", "import", "--dry-run", "--store", str(place), str(big)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    shown = b""
    while True:
        try:
            more = os.read(master, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
    assert process.wait(timeout=60) == 0
    assert b"rows, " in shown
    assert b" a second" in shown
    assert b"\x1b" not in shown and not shown.rsplit(b"\r", 2)[-2].strip() and shown.endswith(b"\r")


@pytest.mark.parametrize(
    ("fraction", "seconds", "said"),
    [
        (0.5, 10.0, "t.csv: 50%, 1,000 rows, 100 a second, 10 s left"),
        (0.0, 2.0, "t.csv: 0%, 1,000 rows, 500 a second"),
        (0.01, 10.0, "t.csv: 1%, 1,000 rows, 100 a second, 16 min left"),
    ],
)
def test_how_long_it_takes(fraction, seconds, said):
    assert reading_line("t.csv", 1000, fraction, seconds) == said


def test_a_file_of_which_no_row_is_taken_ends_with_status_2_and_says_why_in_a_line(capfd, place, tmp_path):
    path = tmp_path / "BACI_HS92_Y2021_V202301.csv"
    path.write_text("t,i,j,k,v,q\n2021,116,392,10110,x,1\n")
    assert main(["import", "--store", str(place), str(path)]) == 2
    said = capfd.readouterr().err
    assert said == "cjtrade-tui: BACI_HS92_Y2021_V202301.csv: every row is rejected: is not a number\n"


def test_tariff_lines_alone_are_told_to_be_parts(capfd, place, tmp_path):
    path = tmp_path / "lines.txt"
    heading = "typeCode freqCode refYear period reporterCode flowCode partnerCode partner2Code classificationCode cmdCode customsCode mosCode motCode primaryValue"
    rows = ("C A 2022 2022 764 X 392 0 H6 87032190 C05 0 2100 812", "C A 2022 2022 764 X 392 0 H6 87032190 C00 0 0 NA")
    path.write_text("\n".join(line.replace(" ", "\t") for line in (heading, *rows)) + "\n")
    assert main(["import", "--store", str(place), str(path)]) == 2
    assert "no row of it is a whole figure, each is a part by customs procedure" in capfd.readouterr().err


def test_a_later_total_of_another_revision_revises_the_first(capfd, place, tmp_path):
    heading = (
        "typeCode,freqCode,refYear,period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue"
    )
    for revision, value in (("H5", 500), ("H6", 520)):
        path = tmp_path / f"{revision}.csv"
        path.write_text(f"{heading}\nC,A,2022,2022,764,X,392,{revision},TOTAL,{value}000000\n")
        assert main(["import", "--store", str(place), str(path)]) == 0
    assert "0 new, 0 as they were, 1 revised" in capfd.readouterr().out
    assert main(["show", "flows", "--pair", "THA:JPN", "--store", str(place)]) == 0
    assert "520.00" in capfd.readouterr().out
