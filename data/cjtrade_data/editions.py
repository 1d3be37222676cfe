"""Editions: which figures of partners belong together, because one publication ranks them."""

from __future__ import annotations

COMPLETE = ("WITS 2017-11", "CEPII")
"""Editions that list every partner, of which the book ships the 30 largest."""
TOP_FIVES = ("WITS 2022-11",)
"""Editions that list the five largest of each flow: its rank is known, that of the total is not."""
WORLD_OF = {"WITS 2017-11": "WITS 2022-11"}
"""Where the world total of an edition is taken from when it prints none itself."""


def edition(compiler: str, vintage: str) -> str:
    """The compiler, and for WITS its vintage: what must not be ranked together has another edition."""
    return f"WITS {vintage}" if compiler == "WITS" else compiler
