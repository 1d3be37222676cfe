"""The compiler of imported figures, by which those of the reader's own files are told from the bundled ones. Imports nothing."""

OWN = "own/"
"""What the compiler of every imported figure begins with."""
CURRENCY, COVERS = "~", "@"
EVERY_LINE = "HS"
"""What a sum of lines covers that reach over the whole Harmonized System; a printed total is another thing."""
NAMES = {
    "comtrade": "UN Comtrade",
    "baci": "BACI",
    "wits": "WITS",
    "wdi": "WDI",
    "jpcustoms": "Japan customs",
    "imf": "IMF",
    "sdmx": "SDMX",
    "figures": "figures",
    "atlas": "Atlas of Economic Complexity",
    "oec": "OEC",
    "faostat": "FAOSTAT",
    "wto": "WTO Stats",
    "unctad": "UNCTADstat",
    "gravity": "CEPII Gravity",
    "tradestatistics": "tradestatistics.io",
    "census": "US Census Bureau",
    "trademap": "ITC Trade Map",
}
"""The datasets by the names they go by."""
_UNPUBLISHED = "figures"
"""The dataset of tables that people make themselves."""


def is_imported(compiler: str) -> bool:
    """Whether a compiler is a file of the reader's own."""
    return compiler.startswith(OWN)


def is_unpublished(compiler: str) -> bool:
    """Whether figures are of a table that the reader made, and of no publisher's data set that was imported."""
    return compiler.removeprefix(OWN).split("/")[0].partition(COVERS)[0].partition(CURRENCY)[0] == _UNPUBLISHED


def is_published(status: str, compiler: str) -> bool:
    """Whether somebody published a figure of a status. What a bundled table holds as derived is derived again, since only
    that knows its interval; what the reader's own file calls derived was published so."""
    return status != "derived" or is_imported(compiler)


def compiler_of(dataset: str, edition: str) -> str:
    """The compiler of one edition's figures of all goods in dollars.

    What is in another currency has `~EUR` behind it, what covers less than all goods `@` and its products: figures of
    different compilers are never added, compared or ranked together.
    """
    return f"{OWN}{dataset}/{edition}".rstrip("/").replace(":", "-")


def name_of(compiler: str) -> str:
    """An imported compiler in words: `own BACI V202301`, `HS22 8542 only, own UN Comtrade`; any other by its code."""
    if not is_imported(compiler):
        return compiler
    whose, _, currency = compiler.removeprefix(OWN).partition(COVERS)[0].partition(CURRENCY)
    dataset, _, edition = whose.partition("/")
    name = f"own {NAMES.get(dataset, dataset)} {edition.replace('/', ' ').strip()}".rstrip() + (
        f" in {currency}" if currency else ""
    )
    covered = coverage_of(compiler)
    return f"{covered}, {name}" if covered else name


def currency_of(compiler: str) -> str:
    """The currency of a compiler's figures, "" for dollars and for those of the tables."""
    return compiler.partition(COVERS)[0].partition(CURRENCY)[2]


def is_of_part(compiler: str) -> bool:
    """Whether the figures of a compiler are of a part of the goods."""
    return compiler.partition(COVERS)[2] not in ("", EVERY_LINE)


def coverage_of(compiler: str) -> str:
    """What the figures of a compiler cover, in words: `HS22 8542 only`; "" for all goods.

    >>> coverage_of("own/comtrade@HS22.8541.8542"), coverage_of("own/comtrade@HS22.24x6.850110-854890.1f2e")
    ('HS22 8541, 8542 only', '24 codes of HS22 only (850110 to 854890)')
    """
    key = compiler.partition(COVERS)[2]
    if key in ("", EVERY_LINE):
        return "sum of all HS lines" if key else ""
    system, *codes = key.split(".")
    number, is_many, _ = codes[0].partition("x")
    if not is_many:
        return f"{system} {', '.join(codes)} only"
    return f"{number} codes of {system} only ({codes[1].replace('-', ' to ')})"
