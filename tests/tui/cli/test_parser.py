"""The command line: every command is listed, explains itself, and is named where a word is nearly right."""

import io
import sys

import pytest
from every_row import every_row

from cjtrade_tui.cli.main import main
from cjtrade_tui.cli.parser import COMMANDS, app_parser, parse, parser_of


def test_the_help_of_the_program_lists_every_command(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    printed = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(f"  {c.name} " in printed and c.summary in printed for c in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_of_a_command_has_a_help_of_its_own(command):
    for parser in (parser_of(command), app_parser()):
        for action in parser._actions:
            assert action.help or action.metavar in ("FILE", "ACTION"), (command.name, action.dest)


def test_a_word_that_is_nearly_a_tab_or_a_command_is_met_with_the_one_that_is(capsys):
    assert main(["flws"]) == 2
    assert main(["lookpu", "exports"]) == 2
    refusals = capsys.readouterr().err.splitlines()
    assert refusals == [
        "cjtrade-tui: there is no tab or command 'flws': did you mean 'flows'?",
        "cjtrade-tui: there is no tab or command 'lookpu': did you mean 'lookup'?",
    ]


def test_options_may_stand_before_between_and_after_the_words_of_a_question():
    for words in (["-n", "1", "exports", "2023"], ["exports", "-n", "1", "2023"], ["exports", "2023", "-n", "1"]):
        _, options = parse(["lookup", *words])
        assert (options.question, options.limit) == (["exports", "2023"], 1)


def test_a_sentence_that_begins_with_a_minus_is_a_sentence():
    _, options = parse(["check", "-4.3 per cent is what imports fell by"])
    assert options.words == ["-4.3 per cent is what imports fell by"]


def test_an_option_of_the_store_may_stand_before_or_after_what_is_to_be_done():
    for words in (["--json", "list"], ["list", "--json"], ["--json"]):
        assert parse(["store", *words])[1].json


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_example_of_a_help_is_a_line_that_the_command_takes(command):
    import shlex

    shown = parser_of(command).format_help()
    assert command.examples
    for example in command.examples:
        assert f"  cjtrade-tui {example}" in shown
        words = shlex.split(example)
        kept = words[: next((i for i, word in enumerate(words) if word in (">", ">>", "<")), len(words))]
        assert parse(kept)[0] == command


@every_row(
    ("words", "told"),
    [
        ("show flwos", "did you mean 'flows'?"),
        ("store lst", "did you mean 'list'?"),
        ("completion zhs", "did you mean 'zsh'?"),
        ("show --unit EUR", "there is no 'EUR': choose USD, KHR, JPY"),
        ("show --viwe trend", "unrecognized arguments: --viwe; did you mean --view?"),
        ("flows --perod 2023", "unrecognized arguments: --perod; did you mean --period?"),
    ],
)
def test_a_wrong_word_or_value_is_met_with_the_nearest_there_is(capsys, words, told):
    assert main(words.split()) == 2
    said = capsys.readouterr().err
    assert told in said and said.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_of_a_command_is_its_help_and_begins_with_examples(command, capsys):
    for words in (["help", command.name], [command.name, "--help"]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        printed = capsys.readouterr().out
        assert ended.value.code == 0 and printed == parser_of(command).format_help()
    assert printed.index("\nexamples:\n") < printed.index("\noptions:\n")


def test_every_option_of_one_letter_has_a_name_as_well():
    for parser in (app_parser(), *map(parser_of, COMMANDS)):
        for action in parser._actions:
            if action.option_strings:
                assert any(option.startswith("--") for option in action.option_strings), (parser.prog, action.dest)


def test_a_minus_stands_for_standard_output_and_input(capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["export", "sources", "--format", "csv", "-o", "-"]) == 0
    assert capfd.readouterr().out.startswith("id,") and not list(tmp_path.iterdir())
    assert main(["export", "figures-article-2024-03", "-o", "own.csv"]) == 0
    with (tmp_path / "own.csv").open("rb") as piped:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(piped))
        assert main(["import", "-", "--dry-run"]) == 0
    assert capfd.readouterr().out.startswith("stdin: figures in our own columns")


def test_no_color_is_the_plain_theme():
    assert app_parser().parse_args(["--no-color"]).theme == "plain"


def test_a_wrong_option_is_met_with_the_one_that_is_nearest(capsys):
    assert main(["export", "--formt", "csv"]) == 2
    assert "unrecognized arguments: --formt; did you mean --format? " in capsys.readouterr().err
