"""`cjtrade-tui schema NAME`: the JSON Schema of what a command prints with --json, with the version of that form.

The number at the end of `$id` is the version. What is added leaves it as it is; a key that goes, or means something else,
makes the next one.
"""

import argparse
from pathlib import Path

from cjtrade_tui.cli.output import put

FOLDER = Path(__file__).with_name("schemas")
NAMES = tuple(sorted(file.stem for file in FOLDER.glob("*.json")))


def run(options: argparse.Namespace) -> int:
    put((FOLDER / f"{options.name}.json").read_text("utf-8"))
    return 0
