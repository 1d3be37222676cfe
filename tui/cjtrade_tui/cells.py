"""How many cells of the terminal a text takes: as Rich says, which is asked only about what is not plainly narrow.

Rich and its tables take 10 ms to import, and the first frame has nothing but narrow characters.
"""

_NARROW = frozenset(
    chr(code)
    for first, last in (
        (0x20, 0x7E),
        (0xA0, 0xAC),
        (0xAE, 0x24F),
        (0x2010, 0x2027),
        (0x2190, 0x2193),
        (0x2500, 0x25FC),
        (0x2800, 0x28FF),
    )
    for code in range(first, last + 1)
)
"""Characters that each take one cell and never join with another."""


def is_narrow(text: str) -> bool:
    """Whether each character of a text plainly takes one cell."""
    return text.isascii() or _NARROW.issuperset(text)


def cell_len(text: str) -> int:
    """The cells that `text` takes."""
    if is_narrow(text):
        return len(text)
    from rich import cells

    return cells.cell_len(text)


def set_cell_size(text: str, width: int) -> str:
    """`text` cut or filled up with blanks to `width` cells."""
    if is_narrow(text):
        return text[:width] if width < len(text) else text + " " * (width - len(text))
    from rich import cells

    return cells.set_cell_size(text, width)


def shortened(text: str, width: int) -> str:
    """`text` in exactly `width` cells, an ellipsis where it had to be cut, which is never inside a number."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    if width < 1:
        return ""
    head = set_cell_size(text, width - 1)
    if text.startswith(head) and text[len(head)].isdigit():
        head = head.rstrip(".,0123456789")
    return set_cell_size(f"{head}…", width)


def characters(text: str) -> tuple[tuple[str, int], ...]:
    """The characters of a text, marks with their letters, and how many cells each takes."""
    if is_narrow(text):
        return tuple((character, 1) for character in text)
    from rich.cells import split_graphemes

    return tuple((text[start:end], wide) for start, end, wide in split_graphemes(text)[0] if wide)
