"""Where the reader's own store and settings are: under the XDG folders unless another is named."""

import os
import sys

MANIFEST = "manifest.json"


def own_store() -> str:
    """The folder of the reader's own store, which need not be there yet. `CJTRADE_STORE` names another."""
    return os.environ.get("CJTRADE_STORE") or os.path.join(_own_folder("data", ".local/share"), "store")  # noqa: PTH118


def own_settings() -> str:
    """The file of the reader's own settings, which need not be there."""
    return os.path.join(_own_folder("config", ".config"), "config.toml")  # noqa: PTH118


def _own_folder(kind: str, usual: str) -> str:
    """Where "data" or "config" of this program are. On Linux and the BSDs it is worked out here: platformdirs gives the same but
    costs the start some milliseconds."""
    if sys.platform in ("win32", "darwin"):
        from platformdirs import PlatformDirs

        return str(getattr(PlatformDirs("cjtrade-tui", appauthor=False), f"user_{kind}_dir"))
    home = os.environ.get(f"XDG_{kind.upper()}_HOME") or os.path.expanduser(f"~/{usual}")  # noqa: PTH111
    return f"{home}/cjtrade-tui"


def has_settings() -> bool:
    """Whether anything may be set, by the file or by a variable: where not, nothing is imported to read it."""
    return any(name.startswith("CJTRADE_") for name in os.environ) or os.path.lexists(own_settings())


def store_exists(place: str) -> bool:
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
    if not store_exists(place) or is_remote(place):
        return is_remote(place)
    from .manifest import read

    try:
        with open(f"{place}/{MANIFEST}", "rb") as file:  # noqa: PTH123
            manifest = read(file.read())
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return bool(manifest.parts(pair))
