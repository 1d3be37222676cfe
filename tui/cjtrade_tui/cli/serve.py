"""`cjtrade-tui serve`: the app in a browser, on this computer unless told otherwise."""

import argparse
import shlex
import socket
import subprocess
import sys
from collections.abc import Sequence

from cjtrade_tui.cli.parser import app_options
from cjtrade_tui.cli.view_options import page_asked, selection


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C and return 0. Raises ValueError for a wrong word, a missing extra or a port that is taken.

    What no session would show is refused here, where it is seen.
    """
    asked = app_options(options.view)
    selection(asked)
    try:
        from cjtrade_tui.browser.server import LOOPBACK, BrowserServer
    except ModuleNotFoundError:
        raise ValueError("serve is not installed: install it with pip install 'cjtrade-tui[serve]'") from None
    _check_port(options.host, options.port)
    if options.view:
        page_asked(asked)
    if options.host not in LOOPBACK:
        print(
            f"cjtrade-tui: whoever reaches {options.host}:{options.port} uses it as you, your files included:"
            " put a proxy with TLS and a password before it",
            file=sys.stderr,
        )
    BrowserServer(_command(options.view), options.host, options.port).serve()
    return 0


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
