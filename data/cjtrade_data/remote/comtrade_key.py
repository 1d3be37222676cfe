"""The subscription key of UN Comtrade: from the environment, else from the system's keyring where that is installed."""

from __future__ import annotations

import os
import re

from ..credentials import KEY_VARIABLE as VARIABLE

ENTRY = ("cjtrade-tui", "comtrade")
"""Service and user name under which a keyring has it: `keyring set cjtrade-tui comtrade`."""
_KEY = re.compile(r"[!-~]{8,200}")


def comtrade_key() -> str:
    """The key, or "" where there is none. Raises ValueError, without the text, for what cannot be a key."""
    key = os.environ.get(VARIABLE, "").strip()
    where = VARIABLE
    if not key:
        key, where = _from_keyring(), "the keyring's entry for comtrade"
    if key and not _KEY.fullmatch(key):
        raise ValueError(f"{where} is not a key: a key has 8 or more letters and digits and no blanks; copy it again")
    return key


def _from_keyring() -> str:
    try:
        import keyring
    except ImportError:
        return ""
    # Whatever goes wrong in a desktop's keyring, or where there is none, is no key: the preview needs none.
    try:
        return (keyring.get_password(*ENTRY) or "").strip()
    except Exception:
        return ""
