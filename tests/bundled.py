"""The bundled tables, which all tests of a process read once: of a book nothing can be changed."""

from cjtrade_data.book.validate import check_package
from cjtrade_data.lookup.context import bundled

BOOK = bundled()
BOOK.package = check_package(BOOK.folder)  # as `open_book` has it
