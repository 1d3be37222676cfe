"""Where the program starts: the saved first screen before anything else is imported, then the command line."""

from __future__ import annotations

import gc
import os
import sys

from cjtrade_tui.cli import output
from cjtrade_tui.terminal import environment, first_frame_cache


def main() -> int:
    """Run `cjtrade-tui` and return its exit status; 1 with one line on standard error after an unexpected failure."""
    gc.disable()  # importing makes much and drops little: the app collects again after its first frame
    try:
        return _leave(_run(sys.argv[1:]))
    except KeyboardInterrupt:
        return 130
    except output.OutputError as error:
        output.give_up()
        print(f"cjtrade-tui: the output cannot be written: {error}", file=sys.stderr)
        return 1
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):  # Python 3.11 wraps one that meets a class being made
            return 130
        from cjtrade_tui.cli import crash_log

        return crash_log.tell(error)


def _leave(status: int) -> int:
    """End here and now where the app was open: Python would wait for its threads, which may be reading tables."""
    if "textual" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status


def _run(words: list[str]) -> int:
    environment.take_browser_for_terminal()
    if "--kiosk" in words:
        if sys.platform == "win32":
            print("cjtrade-tui: there is no kiosk on Windows; run it on Linux, where sshd keeps it", file=sys.stderr)
            return 2
        from cjtrade_tui.kiosk import session

        return session.run(words)
    shown = None
    if not words and environment.draws_itself() and environment.can_draw():
        _hold_signals(True)
        shown = first_frame_cache.show(environment.fitting_palette())
    if shown is None:
        _hold_signals(False)
        return _command_line(words, None)
    try:
        _leave_on_signals(shown)
        _hold_signals(False)
        return _command_line(words, shown)
    finally:
        shown.restore()


def _command_line(words: list[str], shown: first_frame_cache.FirstScreen | None) -> int:
    from cjtrade_tui.cli import main

    return main.main(words, shown)


def _hold_signals(hold: bool) -> None:
    """Let what would end the program wait while the screen is taken and nobody is there yet to give it back."""
    if sys.platform == "win32":
        return
    import _signal as signal  # type: ignore[import-not-found]  # what `signal` wraps; that one takes longer to load than all before it

    how = signal.SIG_BLOCK if hold else signal.SIG_UNBLOCK
    signal.pthread_sigmask(how, [getattr(signal, name) for name in environment.ENDING])


def _leave_on_signals(shown: first_frame_cache.FirstScreen) -> None:
    """Until Textual has the terminal: give it back where a signal would end at once, and do not stop.

    An exception would not do: what it passes through on its way (a loop that is being made) has words to say of it.
    """
    if sys.platform == "win32":
        return
    import signal

    def leave(number: int, _: object) -> None:
        shown.restore()
        os._exit(128 + number)

    for name in environment.ENDING:
        if name != "SIGINT":  # that is an exception, and 130
            signal.signal(signal.Signals[name], leave)
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
