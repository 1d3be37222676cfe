"""Where the program starts, and how it ends."""

import gc
import os
import sys

from cjtrade_tui.cli import output
from cjtrade_tui.terminal import environment


def main() -> int:
    """Run `cjtrade-tui` and return its exit status; 1 with one line on standard error after an unexpected failure."""
    gc.disable()  # importing makes much and drops little: the app collects again after its first frame
    try:
        return _leave(_run(sys.argv[1:]))
    except KeyboardInterrupt:
        return 130
    except output.OutputError as error:
        output.discard_output()
        print(f"cjtrade-tui: the output cannot be written: {error}", file=sys.stderr)
        return 1
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):  # Python 3.11 wraps one that meets a class being made
            return 130
        from cjtrade_tui import crash_log

        return crash_log.report(error)


def _leave(status: int) -> int:
    """End here and now where the app was open: Python would wait for its threads, which may be reading tables."""
    if "textual" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status


def _run(words: list[str]) -> int:
    environment.describe_browser_terminal()
    if "--kiosk" in words:
        if sys.platform == "win32":
            print("cjtrade-tui: there is no kiosk on Windows; run it on Linux, where sshd keeps it", file=sys.stderr)
            return 2
        from cjtrade_tui.kiosk import session

        return session.run(words)
    from cjtrade_tui.cli import main

    return main.main(words)


if __name__ == "__main__":
    sys.exit(main())
