"""`cjtrade-tui completion SHELL`: what a shell completes the words of the program with, made from the parsers."""

import argparse

from cjtrade_tui.cli.output import put
from cjtrade_tui.cli.parser import whole_parser

SHELLS = ("bash", "zsh", "fish")
_PATHS = {"FILE": "FILE", "FOLDER": "DIRECTORY", "PLACE": "DIRECTORY"}
"""What a metavar stands for, in the words of shtab."""


def run(options: argparse.Namespace) -> int:
    import shtab

    parser = whole_parser()
    _complete_paths(parser)
    put(shtab.complete(parser, options.shell))
    return 0


def _complete_paths(parser: argparse.ArgumentParser) -> None:
    import shtab

    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                _complete_paths(each)
            continue
        if action.metavar in _PATHS:
            action.complete = getattr(shtab, _PATHS[str(action.metavar)])  # type: ignore[attr-defined]
