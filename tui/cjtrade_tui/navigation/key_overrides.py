"""Keys that the reader set, which replace those of commands.csv."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cjtrade_tui.config import ConfigError

if TYPE_CHECKING:
    from cjtrade_tui.navigation.commands import KeyCommand

_SHORTER = {"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "low_line": "underscore"}
_SHORTER |= {"hyphen_minus": "minus", "plus_sign": "plus"}


def _name(sign: str) -> str:
    """What Textual calls the key of a sign: its name in Unicode, some of them shorter."""
    name = unicodedata.name(sign).lower().replace(" ", "_").replace("-", "_")
    return _SHORTER.get(name, name)


_NAMES = {sign: _name(sign) for sign in f"{string.punctuation} "}
_WRITTEN = {name: sign for sign, name in _NAMES.items()} | {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
}
_ALWAYS = {"quit": ("ctrl+c",)}
"""Keys that nothing takes from a command."""


def with_keys(commands: Sequence[KeyCommand], keys: Mapping[str, tuple[str, ...]]) -> tuple[KeyCommand, ...]:
    """The commands with other keys, which footer, help and palette then show.

    Raises ConfigError for a command that there is not, and for a key that does something else already.
    """
    if not keys:
        return tuple(commands)
    known = [command.id for command in commands if command.action]
    if unknown := [id for id in keys if id not in known]:
        raise ConfigError(f"keys.{unknown[0]}: there is no such command: choose {', '.join(known)}")
    named = {id: (*(_NAMES.get(key, key) for key in given), *_ALWAYS.get(id, ())) for id, given in keys.items()}
    changed = [c._replace(keys=tuple(dict.fromkeys(named.get(c.id, c.keys)))) for c in commands]
    _require_one_use_each(changed, commands, keys)
    return tuple(_shown(changed, at, keys) if c.help else c for at, c in enumerate(changed))


def _require_one_use_each(
    changed: Sequence[KeyCommand], commands: Sequence[KeyCommand], keys: Mapping[str, tuple[str, ...]]
) -> None:
    shared = [set(c.keys) & set(o.keys) for c in commands for o in commands if c.id < o.id]
    for id in keys:
        own = next(c for c in changed if c.id == id)
        for other in changed:
            both = set(own.keys) & set(other.keys) if other.id != id else set()
            if both and not any(both <= each for each in shared):
                raise ConfigError(f"keys.{id}: '{min(both)}' is {other.id} already; give that another key as well")


def _shown(commands: Sequence[KeyCommand], at: int, keys: Mapping[str, tuple[str, ...]]) -> KeyCommand:
    """A command as help and footer name it, with those that are listed with it."""
    leader, together = commands[at], [commands[at]]
    for follower in commands[at + 1 :]:
        if follower.help:
            break
        together.append(follower)
    if not any(command.id in keys for command in together):
        return leader
    words = [_WRITTEN.get(key, key) for command in together for key in command.keys]
    return leader._replace(show=" ".join(dict.fromkeys(words)), footer_key=_WRITTEN.get(leader.keys[0], leader.keys[0]))
