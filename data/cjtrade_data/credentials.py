"""What is secret: the key of UN Comtrade, and what is taken out of text that is shown, logged or kept."""

from __future__ import annotations

import os
import re

KEY_VARIABLE = "CJTRADE_COMTRADE_KEY"
ENTRY = ("cjtrade-tui", "comtrade")
"""Service and user name under which a keyring has it: `keyring set cjtrade-tui comtrade`."""
_KEY = re.compile(r"[!-~]{8,200}")
_USER = re.compile(r"(?<=//)[^/?#\s]*@")
_KEYED = re.compile(r"(?i)([?&;][^=&#\s]*(?:key|token|secret|passw|pwd|auth|sig|credential)[^=&#\s]*=)[^&#;\s]*")


def without_credentials(text: str) -> str:
    """A text with addresses in it, as it may be shown and kept: without names and passwords, and the values of keys.

    >>> without_credentials("https://me:word@host/data?subscription-key=123&x=1")
    'https://(credentials)@host/data?subscription-key=(key)&x=1'
    """
    return _KEYED.sub(r"\1(key)", _USER.sub("(credentials)@", text))


def without_key(text: str, key: str) -> str:
    """A text without a key, however its letters are written: as they are, in other case, or escaped as in JSON or URLs."""
    if not key:
        return text
    letters = (rf"(?:{re.escape(c)}|\\u00{ord(c):02x}|%{ord(c):02x}|\\{re.escape(c)})" for c in key)
    return re.sub("".join(letters), "(key)", text, flags=re.IGNORECASE)


def comtrade_key() -> str:
    """The subscription key of UN Comtrade: from the environment, else from the system's keyring where that is installed; "" where
    there is none. Raises ValueError, without the text, for what cannot be a key."""
    key = os.environ.get(KEY_VARIABLE, "").strip()
    where = KEY_VARIABLE
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
