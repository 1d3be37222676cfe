"""The reader's own settings: what file and environment say, which goes first, and what is wrong with them."""

import json

import pytest

from cjtrade_data import Period, Selection
from cjtrade_data.store.location import own_store
from cjtrade_tui.cli.main import main
from cjtrade_tui.cli.open_app import _save_last_view, first_selection
from cjtrade_tui.config import ALLOWED, Config, ConfigError, load
from cjtrade_tui.navigation.commands import COMMANDS, footer
from cjtrade_tui.navigation.key_overrides import with_keys
from cjtrade_tui.terminal.palettes import NAMES


@pytest.fixture
def config(tmp_path, monkeypatch):
    """Writes the file."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("CJTRADE_STORE", "")
    for name in ALLOWED:
        monkeypatch.delenv(f"CJTRADE_{name.upper()}", raising=False)
    path = tmp_path / "config" / "cjtrade-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    return path.write_text


def test_every_palette_there_is_may_be_set():
    assert ALLOWED["theme"] == NAMES


def test_without_a_file_nothing_is_set(config):
    assert load() == Config(keys={}, origins={})


def test_what_the_environment_says_goes_before_the_file(config, monkeypatch):
    config('theme = "light"\nunit = "JPY"\n[keys]\nperiod_before = ","\n')
    monkeypatch.setenv("CJTRADE_THEME", "dark")
    found = load()
    assert (found.theme, found.unit, found.keys) == ("dark", "JPY", {"period_before": (",",)})
    assert found.origins["theme"] == "CJTRADE_THEME" and found.origins["unit"].endswith("config.toml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('theme = "pink"', "theme is dark, light, contrast, terminal, plain, not 'pink'"),
        ('colour = "red"', "sets 'colour': there is theme"),
        ("theme = ", "is not TOML"),
        ("keys = 1", "keys is a table"),
        ("[keys]\ncopy = 1", "keys.copy is a key or a list of keys"),
    ],
)
def test_a_file_that_says_what_there_is_not_is_refused_in_one_line(config, capsys, content, said):
    config(content)
    assert main(["show", "sources"]) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


def test_doctor_says_what_was_read_and_what_is_wrong_with_it(config, capfd):
    config('theme = "light"\n[keys]\nperiod_before = ["(", ","]\n')
    assert main(["doctor", "--json"]) == 0
    said = json.loads(capfd.readouterr().out)["paths"]["config"]
    assert "theme light (" in said and "keys period_before ( , (" in said
    config('theme = "pink"')
    main(["doctor", "--json"])
    assert json.loads(capfd.readouterr().out)["paths"]["config"].startswith("cannot be used: ")


def test_the_store_that_the_file_names_is_that_of_every_command(config, tmp_path, capfd):
    config(f'store = "{tmp_path / "mine"}"\n')
    assert main(["store", "list"]) == 0
    assert own_store() == str(tmp_path / "mine")


def test_the_app_opens_on_what_is_set_and_a_named_view_on_what_is_named(config):
    config('unit = "JPY"\nreporter = "JPN"\nfrequency = "year"\n')
    assert first_selection(load()) == Selection(unit="JPY", reporter="JPN", frequency="year")


def test_it_opens_on_the_latest_period_or_where_it_was_left(config):
    config('opens = "latest"\n')
    assert first_selection(load()).period == Period.parse("2026-01")
    config('opens = "left"\n')
    assert first_selection(load()) == Selection()
    left = Selection(tab="partners", period=Period.of_year(2023), sort="exports")
    _save_last_view(left)
    assert first_selection(load()) == left


def test_remapped_keys_are_those_of_footer_and_help(config):
    commands = with_keys(COMMANDS, {"period_before": ("(",), "period_after": (")",)})
    by_id = {command.id: command for command in commands}
    assert by_id["period_before"].keys == ("left_parenthesis",) and by_id["period_after"].keys == ("right_parenthesis",)
    assert by_id["period_before"].show == "( )"
    assert [c for c in commands if not c.id.startswith("period")] == [
        c for c in COMMANDS if not c.id.startswith("period")
    ]


def test_leaving_by_control_c_cannot_be_taken_away():
    commands = {command.id: command for command in with_keys(COMMANDS, {"quit": ("X",)})}
    assert commands["quit"].keys == ("X", "ctrl+c")


@pytest.mark.parametrize(
    ("keys", "said"), [({"cpy": ("x",)}, "no such command"), ({"copy": ("e",)}, "'e' is export already")]
)
def test_a_key_that_does_something_else_and_a_command_that_is_none_are_refused(keys, said):
    with pytest.raises(ConfigError, match=said):
        with_keys(COMMANDS, keys)


def test_brackets_have_twins_on_every_keyboard():
    keys = {command.id: command.keys for command in COMMANDS}
    assert "comma" in keys["period_before"] and "full_stop" in keys["period_after"]
    assert ("[ ]", "period") in [(key, word) for key, word, *_ in footer(frozenset({"period"}))]
