"""Whoever asks a command for help gets it on standard output, with exit status 0."""

import subprocess

import pytest
from terminal import PROGRAM

from cjtrade_tui.cli.parser import COMMANDS as PROGRAMS

COMMANDS = ["", *(command.name for command in PROGRAMS), "store query"]


@pytest.mark.parametrize(
    ("command", "option"), [("", "-h"), ("store query", "-h"), *((command, "--help") for command in COMMANDS)]
)
def test_every_command_tells_what_it_takes(command, option):
    done = subprocess.run([*PROGRAM, *command.split(), option], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"usage: cjtrade-tui {command}".rstrip()) and not done.stderr
