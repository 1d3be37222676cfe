"""The grammar of what the program itself sends: everything else in its bytes came from a text, and must not be there."""

import base64
import re
import unicodedata

MODES = "7 25 1000 1003 1004 1006 1015 1016 1049 2004 2026 2048".split()
OWN = re.compile(
    r"""
      \x1b\[[0-9;]{0,24}m             # colours and attributes
    | \x1b\[[0-9;]{0,9}[HCJKXb]       # cursor, erasing, repeating
    | \x1b\[\?(?:MODES)[hl]           # modes, on and off
    | \x1b\[\?(?:2026|2048)\$p        # two questions that Textual asks
    | \x1b\[>\d+u | \x1b\[<u          # the kitty keyboard, on and off
    | \x1b\[5n                        # flow control: does the terminal keep up
    | \x1b\]52;c;(?P<copied>[A-Za-z0-9+/=]+)(?:\x07|\x1b\\)
    """.replace("MODES", "|".join(MODES)),
    re.VERBOSE,
)
NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def foreign(sent: bytes) -> list[str]:
    """The sequences and characters among `sent` that the program has no business sending, with what follows them."""
    text = sent.decode("utf-8", "surrogateescape")
    found = []
    at = 0
    while at < len(text):
        if text[at] == "\x1b":
            match = OWN.match(text, at)
            if match and "\x1b" not in _copied(match):
                at = match.end()
                continue
            found.append(text[at : at + 24])
        elif text[at] not in "\r\n" and unicodedata.category(text[at]) in NEVER:
            found.append(text[at : at + 24])
        at += 1
    return found


def _copied(match: re.Match) -> str:
    """What a copy puts into the clipboard, for a shell to be pasted into."""
    return base64.b64decode(match["copied"]).decode("utf-8", "replace") if match["copied"] else ""
