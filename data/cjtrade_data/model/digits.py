"""Digits: 0 to 9 and no others. Python's own tests, `\\d` and int() take those of every script. Imports nothing."""


def is_digits(text: str) -> bool:
    """Whether `text` is one or more of the digits 0 to 9.

    >>> is_digits("2024"), is_digits("២០២៤"), is_digits("")
    (True, False, False)
    """
    return text.isascii() and text.isdigit()
