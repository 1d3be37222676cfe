"""`cjtrade-tui serve`: the app in a browser, on this computer unless told otherwise."""

from __future__ import annotations

import argparse
import shlex
import socket
import subprocess
import sys
from collections.abc import Sequence

from cjtrade_tui.cli.main import Parser, app_options, page_asked, selection

_PORT = 8000


def run(words: Sequence[str]) -> int:
    """Serve until Ctrl+C and return 0. Raises ValueError for a wrong word, a missing extra or a port that is taken.

    What no session would show is refused here, where it is seen.
    """
    options, view = _options(words)
    asked = app_options(view)
    chosen = selection(asked)
    try:
        from cjtrade_tui.browser.server import LOOPBACK, BrowserServer
    except ModuleNotFoundError:
        raise ValueError("serve is not installed: install it with pip install 'cjtrade-tui[serve]'") from None
    _check_port(options.host, options.port)
    if view:
        page_asked(chosen, asked)
    if options.host not in LOOPBACK:
        print(
            f"cjtrade-tui: whoever reaches {options.host}:{options.port} uses it as you, your files included:"
            " put a proxy with TLS and a password before it",
            file=sys.stderr,
        )
    BrowserServer(_command(view), options.host, options.port).serve()
    return 0


def _options(words: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Host and port, and the words that are the app's own."""
    parser = Parser(
        prog="cjtrade-tui serve", allow_abbrev=False,
        description="Open the app in a browser, at a tab and with options as without `serve`: cjtrade-tui serve people.",
    )  # fmt: skip
    parser.add_argument(
        "--host", default="localhost", help="the address to listen at; localhost, which no other reaches"
    )
    parser.add_argument("--port", type=int, default=_PORT, help=str(_PORT))
    options, view = parser.parse_known_args(words)
    if not 0 < options.port < 65_536:
        raise ValueError(f"--port takes 1 to 65535, not {options.port}")
    return options, view


def _command(view: Sequence[str]) -> str:
    """The command line of one session, for a shell. `-P`: nothing is imported from the current folder."""
    words = [sys.executable, "-P", "-m", "cjtrade_tui", *view]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else f"exec {shlex.join(words)}"


def _check_port(host: str, port: int) -> None:
    """Raises ValueError, in one line, where the server could not listen."""
    try:
        for family, kind, *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind) as tried:
                if sys.platform != "win32":  # there it would share a port that is in use
                    tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                tried.bind(address)
    except OSError as error:
        raise ValueError(f"cannot listen at {host}:{port} ({error.strerror}): choose --host or --port") from None
