"""Where the reader's own store and settings are: under the XDG folders unless another is named."""

from __future__ import annotations

import os
import sys

MANIFEST = "manifest.json"


def own_store() -> str:
    """The folder of the reader's own store, which need not be there yet.

    `CJTRADE_STORE` names another. On Linux and the BSDs it is worked out here: platformdirs gives the same but costs the start some milliseconds.
    """
    named = os.environ.get("CJTRADE_STORE")
    if named:
        return named
    if sys.platform in ("win32", "darwin"):
        from platformdirs import user_data_path

        return str(user_data_path("cjtrade-tui", appauthor=False) / "store")
    data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")  # noqa: PTH111
    return f"{data}/cjtrade-tui/store"


def own_settings() -> str:
    """The file of the reader's own settings, which need not be there; see `own_store`."""
    if sys.platform in ("win32", "darwin"):
        from platformdirs import user_config_path

        return str(user_config_path("cjtrade-tui", appauthor=False) / "config.toml")
    config = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111
    return f"{config}/cjtrade-tui/config.toml"


def has_settings() -> bool:
    """Whether anything may be set, by the file or by a variable: where not, nothing is imported to read it."""
    return any(name.startswith("CJTRADE_") for name in os.environ) or os.path.lexists(own_settings())


def there_is_a_store(place: str) -> bool:
    """Whether something was ever saved there, though it may be damaged or forbidden; of a store on S3 it is taken for
    granted."""
    if is_remote(place):
        return True
    for name in (MANIFEST, "versions"):
        try:
            os.stat(f"{place}/{name}")  # noqa: PTH116
        except FileNotFoundError:
            continue
        except NotADirectoryError:
            return os.path.lexists(place)
        except OSError:
            pass
        return True
    return False


def is_remote(place: str) -> bool:
    """Whether a store is named by an address rather than by a folder."""
    return place.startswith("s3://")


def may_have(place: str, pair: tuple[str, str]) -> bool:
    """Whether a store may have figures of either: known from its manifest alone. True where that cannot be read."""
    if not there_is_a_store(place) or is_remote(place):
        return is_remote(place)
    from .manifest import read

    try:
        with open(f"{place}/{MANIFEST}", "rb") as file:  # noqa: PTH123
            manifest = read(file.read())
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return bool(manifest.parts(pair))
