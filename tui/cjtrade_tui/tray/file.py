"""Tray: what was pinned during the talk, kept between runs as a JSON file that is replaced whole."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from cjtrade_data.store.atomic_write import PRIVATE, private_folder, write_whole
from cjtrade_tui.tray.pinned import PinnedFigure

MOST = 200
"""The figures a tray holds."""
PinnedFigures = tuple[PinnedFigure, ...]
Change = Callable[[PinnedFigures], Sequence[PinnedFigure]]


class TrayError(ValueError):
    """The tray cannot be read or written; the message names the file, the reason and the mend."""


class SessionTray:
    """A tray that lasts as long as the session, as does the form that was chosen for what leaves it."""

    def __init__(self) -> None:
        self._held: PinnedFigures = ()
        self.markdown = False

    def read(self) -> PinnedFigures:
        return self._held

    def pin(self, figure: PinnedFigure) -> PinnedFigures:
        """Add a figure at the end, unless the same is there already."""

        def pinned(held: PinnedFigures) -> PinnedFigures:
            is_there = any((figure.text, figure.reference) == (each.text, each.reference) for each in held)
            return held if is_there else (*held, figure)

        return self.change(pinned)

    def change(self, change: Change) -> PinnedFigures:
        """Replace what is pinned by what `change` makes of it, and return that."""
        self._held = tuple(change(self.read()))[:MOST]
        return self._held


class Tray(SessionTray):
    """The tray in a file. Every change reads the file again under a lock, so that two sessions lose nothing.

    Every method raises TrayError for a file that is no tray, or cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def read(self) -> PinnedFigures:
        """What is pinned, in order; nothing where there is no file."""
        try:
            kept = json.loads(self.path.read_bytes())
            return tuple(PinnedFigure.from_dict(entry) for entry in kept["clippings"])
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise TrayError(f"{self.path}: {error.strerror}; see to its permissions") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise TrayError(f"{self.path} is no tray ({error}); move it away to start a new one") from error

    def change(self, change: Change) -> PinnedFigures:
        from filelock import FileLock, Timeout

        try:
            private_folder(self.path.parent)
            with FileLock(self.path.with_suffix(".lock"), timeout=2, mode=PRIVATE):
                document = {"clippings": [figure.as_dict() for figure in super().change(change)]}
                write_whole(self.path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
        except Timeout:
            raise TrayError(f"{self.path} is in use by another session; try again") from None
        except OSError as error:
            raise TrayError(f"{self.path}: {error.strerror}; free space or see to its permissions") from error
        return self._held


def own_tray() -> Tray:
    """The reader's tray, in the state folder of the XDG base directories."""
    from platformdirs import user_state_path

    return Tray(user_state_path("cjtrade-tui", appauthor=False) / "tray.json")
