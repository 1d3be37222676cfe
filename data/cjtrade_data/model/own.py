"""Own: how figures from the reader's own files are told from the bundled ones. Imports nothing."""

from __future__ import annotations

OWN = "own/"
"""What the compiler of every imported figure begins with."""
NAMES = {
    "comtrade": "UN Comtrade",
    "baci": "BACI",
    "wits": "WITS",
    "wdi": "WDI",
    "jpcustoms": "Japan customs",
    "imf": "IMF",
    "sdmx": "SDMX",
    "figures": "figures",
}
"""The datasets by the names they go by."""


def is_imported(compiler: str) -> bool:
    """Whether a compiler is a file of the reader's own."""
    return compiler.startswith(OWN)


def is_published(status: str, compiler: str) -> bool:
    """Whether somebody published a figure of a status. What a bundled table holds as derived is derived again, since only
    that knows its interval; what the reader's own file calls derived was published so."""
    return status != "derived" or is_imported(compiler)


def compiler_of(dataset: str, edition: str) -> str:
    """The compiler of one edition's figures."""
    return f"{OWN}{dataset}/{edition}".rstrip("/").replace(":", "-")


def name_of(compiler: str) -> str:
    """A compiler in words: `own BACI V202301`."""
    dataset, _, edition = compiler.removeprefix(OWN).partition("/")
    return f"own {NAMES.get(dataset, dataset)} {edition}".rstrip()
