"""What is secret, taken out of text that is shown, logged or kept: the key of a service, names and passwords in addresses."""

import re

KEY_VARIABLE = "CJTRADE_COMTRADE_KEY"
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
