"""What is printed with --json keeps the form that its schema tells."""

import json

import jsonschema
import pytest
from every_row import every_row

from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.cli.main import main
from cjtrade_tui.cli.schema import NAMES


def printed(capfd, *words):
    main(list(words))
    return json.loads(capfd.readouterr().out)


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_one_and_has_a_version(name, capfd):
    schema = printed(capfd, "schema", name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:cjtrade-tui:{name}:1"


@every_row(
    ("name", "words"),
    [
        *(("show", ["show", tab, "--json"]) for tab in VIEWS),
        *(("show", ["show", tab, "--view", view, "--json"]) for tab in ("flows", "products") for view in VIEWS[tab]),
        ("lookup", ["lookup", "--json", "who ranks above japan"]),
        ("lookup", ["lookup", "--json", "unemployment in japan"]),
        ("check", ["check", "--json", "Exports to Japan fell 15.3% in Jan-Feb 2024."]),
        ("checks", ["check", "--json"]),
        ("show", ["compare", "2022", "2023", "--json"]),
        ("brief", ["brief", "--json"]),
        ("brief", ["brief", "--json", "--period", "2016", "--reporter", "JPN"]),
        ("refresh", ["refresh", "--json", "--dry-run"]),
        ("doctor", ["doctor", "--json"]),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
    quick=6,
)
def test_a_document_is_as_its_schema_says(name, words, capfd):
    jsonschema.validate(printed(capfd, *words), printed(capfd, "schema", name), jsonschema.Draft202012Validator)


HEAD = "Classification,Year,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (US$)"
ROWS = ("392,TOTAL,9", "0,TOTAL,90", "392,010121,3", "392,TOTAL,much")
OWN = (
    ("import", "import --dry-run FOLDER/trade.csv FOLDER/none.csv"),
    ("import", "import FOLDER/trade.csv"),
    ("import", "import FOLDER/trade.csv"),
    ("store", "store list"),
    ("store", "store show 1"),
    ("store-verify", "store verify"),
    ("store-query", "store query pair-totals VNM JPN"),
    ("store-query", "store query partner-ranks VNM exports 2022"),
    ("store-query", "store query top-products VNM JPN exports 2022"),
    ("store-query", "store query concentration VNM JPN exports 2022"),
    ("store", "store remove 1"),
    ("store", "store undo"),
)


def test_what_is_told_of_a_readers_own_data_is_as_its_schema_says(tmp_path, capfd):
    (tmp_path / "trade.csv").write_text("\n".join([HEAD, *(f"HS,2022,Export,704,{row}" for row in ROWS), ""]))
    for name, words in OWN:
        words = [*words.replace("FOLDER", str(tmp_path)).split(), "--json", "--store", str(tmp_path / "store")]
        jsonschema.validate(printed(capfd, *words), printed(capfd, "schema", name), jsonschema.Draft202012Validator)
