"""Whoever asks for help gets it on standard output, with exit status 0: of each command, tests/tui/cli/test_parser.py."""

import subprocess

import pytest
from terminal import PROGRAM


@pytest.mark.parametrize(("command", "option"), [("", "-h"), ("store query", "--help")])
def test_a_command_tells_what_it_takes(command, option):
    done = subprocess.run([*PROGRAM, *command.split(), option], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"usage: cjtrade-tui {command}".rstrip()) and not done.stderr
