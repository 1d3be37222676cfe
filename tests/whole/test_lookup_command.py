"""`cjtrade-tui lookup` as a person or a script uses it."""

import json
import shlex
import sys
from functools import partial

import pytest
from ran import ran

from cjtrade_data.lookup.api import Answer
from cjtrade_tui.cli.lookup import as_text
from cjtrade_tui.cli.main import main


@pytest.fixture
def lookup(command):
    return partial(command, "lookup")


def test_an_answer_is_a_sentence_with_its_reading_and_source(lookup):
    done = lookup("exports", "to", "japan", "jan-feb", "2024")
    assert done.returncode == 0 and done.stderr == ""
    assert "237.22 million dollars in January-February 2024" in done.stdout
    assert "read as:" in done.stdout and "phnompenhpost.com" in done.stdout


def test_json_is_one_document_in_base_units(lookup):
    document = json.loads(lookup("exports feb 2024", "--json", "-n", "1").stdout)
    (answer,) = document["answers"]
    assert answer["value"] == pytest.approx(120.34e6) and answer["unit"] == "USD"
    assert answer["low"] <= answer["value"] <= answer["high"]
    assert (answer["period"], answer["status"]) == ("2024-02", "derived") and answer["formula"]


@pytest.mark.parametrize("question", ["", "asdf qwer zxcv", "\x1b]0;x\x07", "[red]x[/]", "(.*)+$", "exports " * 2000])
def test_what_has_no_answer_is_refused_in_words_with_status_1(question, lookup):
    done = lookup(question)
    assert done.returncode == 1 and done.stdout.strip() and done.stderr == ""
    assert done.stdout.replace("\n", "").isprintable()


def test_a_refusal_as_json_says_why_there_is_no_answer(lookup):
    done = lookup("--json", "exports to japan in 2050")
    document = json.loads(done.stdout)
    assert done.returncode == 1 and set(document) == {"question", "answers", "refusal"}
    assert (document["question"], document["answers"]) == ("exports to japan in 2050", [])
    assert document["refusal"] and document["refusal"] in lookup("exports to japan in 2050").stdout


def test_an_answer_as_json_has_no_refusal_and_says_all_that_makes_it_quotable(lookup):
    document = json.loads(lookup("--json", "exports to japan jan-feb 2024").stdout)
    assert document["refusal"] is None
    wanted = set(
        """
        text value unit low high measure reporter partner period status formula source citation figure
    """.split()
    )
    assert all(wanted <= set(answer) for answer in document["answers"])


def test_a_wrong_option_is_one_line_with_status_2(lookup):
    done = lookup("exports", "-n", "x")
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "in_it"),
    [
        ("exports to japan jan-feb 2024", "237.22"),
        ("exports to china in 2016", "609"),
        ("japan's rank in exports 2016", "WITS 2017-11"),
    ],
)
def test_the_command_an_answer_prints_can_be_pasted_into_a_shell(question, in_it, lookup):
    done = lookup(question, "-n", "1")
    command = done.stdout.split("see: cjtrade-tui ")[1].split("\n")[0]
    shown = ran(["bash", "-c", f"{shlex.quote(sys.executable)} -m cjtrade_tui show {command}"])
    assert (shown.returncode, shown.stderr) == (0, "") and in_it in shown.stdout


def test_the_command_for_imported_figures_names_their_pair_and_their_store(tmp_path, capfd):
    head = "Classification,Year,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (US$)"
    (tmp_path / "trade.csv").write_text(f"{head}\nHS,2022,Export,704,392,TOTAL,9\n")
    own = ["--store", str(tmp_path / "own store")]
    assert main(["import", str(tmp_path / "trade.csv"), *own]) == 0
    capfd.readouterr()
    assert main(["lookup", "exports to japan in 2022", "--pair", "VNM:JPN", *own]) == 0
    words = shlex.split(capfd.readouterr().out.split("see: cjtrade-tui ")[1].split("\n")[0])
    assert words[-4:] == ["--pair", "VNM:JPN", *own]
    assert main(["show", *words]) == 0 and "trade.csv, line 2" in capfd.readouterr().out


@pytest.mark.parametrize("name", ["a b & c; echo $HOME", "Phnom Penh's", "日本 – é"])
def test_a_name_with_any_character_is_one_word_of_the_printed_command(name):
    answer = Answer("text", opens=("people", "--filter", name))
    command = as_text(answer).rpartition("see: ")[2]
    done = ran(["bash", "-c", f"printf '%s\\n' {command}"], check=True)
    assert done.stdout.splitlines() == ["cjtrade-tui", "people", "--filter", name]


def test_an_answer_needs_neither_textual_nor_polars_nor_dataclasses():
    code = "import sys; sys.argv = ['x', 'lookup', 'exports to japan 2024']; from cjtrade_tui.cli.start import main; main(); print(*sys.modules)"
    done = ran([sys.executable, "-c", code], check=True)
    assert not {"textual", "polars", "plotext", "dataclasses"} & set(done.stdout.splitlines()[-1].split())


def test_a_question_may_go_on_from_another(lookup):
    done = lookup("and", "imports?", "--after", "exports to Japan 2022", "--json")
    assert json.loads(done.stdout)["answers"][0]["value"] == pytest.approx(774.989e6)


def test_an_imported_pair_answers_and_says_whose_the_figures_are(tmp_path, command, lookup):
    file = tmp_path / "BACI_HS92_Y2021_V202301.csv"
    file.write_text("t,i,j,k,v,q\n2021,704,392,640399,52051,13.235\n2021,392,704,870323,8100,1\n")
    store = str(tmp_path / "store")
    assert command("import", "--store", store, str(file)).returncode == 0
    done = lookup("exports", "2021", "--store", store, "--pair", "VNM:JPN", "--json")
    answer = json.loads(done.stdout)["answers"][0]
    assert (answer["reporter"], answer["partner"], answer["value"]) == ("VNM", "JPN", 52051000.0)
    assert "your own BACI" in answer["text"]
    assert lookup("exports", "--pair", "VNM").returncode == 2


def test_what_is_left_out_is_counted_with_the_command_that_has_it(lookup):
    done = lookup("what did Lim Heng say", "-n", "3")
    last = done.stdout.strip().splitlines()[-1]
    assert last.endswith("-n 14") and lookup("what did Lim Heng say", "-n", "14").stdout.count("read as:") == 14
