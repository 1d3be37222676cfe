"""`cjtrade-tui man`: the manual page, made from the parsers: `cjtrade-tui man > ~/.local/share/man/man1/cjtrade-tui.1`."""

import argparse

from cjtrade_tui import __version__
from cjtrade_tui.cli.output import put
from cjtrade_tui.cli.parser import COMMANDS, DESCRIPTION, EXIT_STATUS, whole_parser


def run(options: argparse.Namespace) -> int:
    from argparse_manpage.manpage import Manpage

    told = {
        "project_name": "cjtrade-tui",
        "description": DESCRIPTION.rstrip("."),
        "version": __version__,
        "manual_title": "User Commands",
        "date": __version__,
    }
    examples = "\n".join(f"cjtrade-tui {example}" for command in COMMANDS for example in command.examples)
    verbatim = examples.replace("\\", "\\e").replace("-", "\\-")
    status = EXIT_STATUS.removeprefix("Exit status: ")
    put(f"{Manpage(whole_parser(), told)}\n.SH EXIT STATUS\n{status}\n.SH EXAMPLES\n.nf\n{verbatim}\n.fi\n")
    return 0
