"""The tables, read, checked and sealed; the reader's own imports are one more source of rows."""
