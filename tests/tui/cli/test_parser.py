"""The command line: every command is listed, explains itself, and is named where a word is nearly right."""

import pytest

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


def test_a_wrong_option_is_met_with_the_one_that_is_nearest(capsys):
    assert main(["export", "--formt", "csv"]) == 2
    assert "unrecognized arguments: --formt; did you mean --format? " in capsys.readouterr().err
