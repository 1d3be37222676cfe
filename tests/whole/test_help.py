"""Whoever asks for help gets it on standard output, with exit status 0: of each command, tests/tui/cli/test_parser.py."""

import pytest
from ran import ran
from terminal import PROGRAM


@pytest.mark.parametrize(("command", "option"), [("", "-h"), ("store query", "--help")])
def test_a_command_tells_what_it_takes(command, option):
    done = ran([*PROGRAM, *command.split(), option], check=True)
    assert done.stdout.startswith(f"usage: cjtrade-tui {command}".rstrip()) and not done.stderr
