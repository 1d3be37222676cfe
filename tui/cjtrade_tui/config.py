"""Settings of the reader's own: a file under the XDG config folder, and variables of the environment that go before it.

theme = "light"            # dark, light, contrast, terminal, plain
unit = "JPY"               # what the app opens on when no view is named: unit, reporter, frequency
opens = "latest"           # "seed" (January and February 2024), "latest", or "left", where it was last
store = "~/trade/store"    # another store than your own
cursor = "cell"            # the terminal's own cursor stands on the current cell, as screen readers want it; or "hidden"
[keys]
period_before = ","        # a command of `cjtrade-tui doctor --json`, and the key or keys that do it
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cjtrade_data.store.location import own_settings

ALLOWED: dict[str, tuple[str, ...]] = {
    "theme": ("dark", "light", "contrast", "terminal", "plain"),
    "unit": ("USD", "KHR", "JPY"),
    "reporter": ("KHM", "JPN"),
    "frequency": ("ytd", "year", "month"),
    "opens": ("seed", "latest", "left"),
    "store": (),
    "cursor": ("hidden", "cell"),
}
"""The settings and what each may be; anything where nothing is listed."""
_KEYS = "keys"


class ConfigError(ValueError):
    """The file cannot be read, or says what there is not; one line that says how to mend it."""


class Config(NamedTuple):
    """What is set, "" where nothing is, and of each setting where it stands. `keys` are by the id of a command."""

    theme: str = ""
    unit: str = ""
    reporter: str = ""
    frequency: str = ""
    opens: str = ""
    store: str = ""
    cursor: str = ""
    keys: Mapping[str, tuple[str, ...]] = {}
    origins: Mapping[str, str] = {}


def place() -> Path:
    """The file, which need not be there."""
    return Path(own_settings())


def load() -> Config:
    """What file and environment say together. Raises ConfigError."""
    file = _read(place())
    values: dict[str, str] = {}
    origins: dict[str, str] = {}
    for name in ALLOWED:
        variable = f"CJTRADE_{name.upper()}"
        for origin, value in ((variable, os.environ.get(variable)), (str(place()), file.get(name))):
            if value:
                values[name], origins[name] = _allowed(name, value, origin), origin
                break
    keys = _keys(file.get(_KEYS, {}))
    return Config(**values, keys=keys, origins=origins | dict.fromkeys([_KEYS] if keys else [], str(place())))


def _read(path: Path) -> dict[str, object]:
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}; fix its permissions") from None
    import tomllib

    try:
        found = tomllib.loads(content.decode())
    except ValueError as error:
        raise ConfigError(f"{path} is not TOML: {error}") from None
    for name in found:
        if name not in (*ALLOWED, _KEYS):
            raise ConfigError(f"{path} sets '{name}': there is {', '.join((*ALLOWED, _KEYS))}")
    return found


def _allowed(name: str, value: object, origin: str) -> str:
    choices = ALLOWED[name]
    text = value if isinstance(value, str) else ""
    if not text or (choices and text not in choices):
        raise ConfigError(f"{origin}: {name} is {', '.join(choices) or 'the path of a folder'}, not {value!r}")
    return os.path.expanduser(text) if name == "store" else text  # noqa: PTH111


def _keys(table: object) -> dict[str, tuple[str, ...]]:
    """Each command's keys, one or a list of them."""
    if not isinstance(table, dict):
        raise ConfigError(f"{place()}: keys is a table, [keys]")
    found = {}
    for command, keys in table.items():
        listed = tuple(keys) if isinstance(keys, list) else (keys,)
        if not listed or not all(isinstance(key, str) and key for key in listed):
            raise ConfigError(f"{place()}: keys.{command} is a key or a list of keys, not {keys!r}")
        found[command] = listed
    return found
