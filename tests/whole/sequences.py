"""The grammar of what the program itself sends: everything else in its bytes came from a text, and must not be there."""

import base64
import re
import unicodedata

MODES = ["7", "25", "1000", "1003", "1004", "1006", "1015", "1049", "2004", "2026"]
COLOUR = r"(?:[34]8;5;\d{1,3}|[34]8;2;\d{1,3};\d{1,3};\d{1,3}|[1-4]|7|9|2[23479]|[34][0-79]|9[0-7]|10[0-7])(?=[;m])"
OWN = re.compile(
    r"""
      \x1b\[(?:;?COLOUR)*;?m          # colours and attributes; never blinking or hidden
    | \x1b\[[0-9;]{0,9}[HCKX] | \x1b\[2J  # cursor, erasing
    | \x1b\[\?(?:MODES)[hl]           # modes, on and off
    | \x1b\[\?2026\$p | \x1b\[>c      # two questions: are frames kept, is it GNU screen
    | \x1b\[>\d+u | \x1b\[<u          # the kitty keyboard, on and off
    | \x1b\]11;\?\x1b\\                # a third: what is the background
    | \x1b\[5n                        # flow control: does the terminal keep up
    | \x1b\]52;c;(?P<copied>[A-Za-z0-9+/=]+)(?:\x07|\x1b\\)
    """.replace("MODES", "|".join(MODES)).replace("COLOUR", COLOUR),
    re.VERBOSE,
)
NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def foreign(sent: bytes, copied: tuple[str, ...] = ()) -> list[str]:
    """The sequences and characters among `sent` that the program has no business sending, with what follows them.

    `copied` are the texts that were copied on purpose; anything else put into the clipboard is foreign.
    """
    text = sent.decode("utf-8", "surrogateescape")
    found = []
    at = 0
    while at < len(text):
        if text[at] == "\x1b":
            match = OWN.match(text, at)
            if match and (not match["copied"] or _text(match["copied"]) in copied):
                at = match.end()
                continue
            found.append(text[at : at + 24])
        elif text[at] not in "\r\n" and unicodedata.category(text[at]) in NEVER:
            found.append(text[at : at + 24])
        at += 1
    return found


def _text(encoded: str) -> str:
    return base64.b64decode(encoded).decode("utf-8", "replace")
