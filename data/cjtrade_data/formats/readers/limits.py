"""Limits: what no file of trade data comes near, so that none, however small it is packed, takes all memory or time."""

LINE = 16 << 20
"""Bytes of a line of text, and of XML between two observations."""
RECORD = 4 << 20
"""Bytes of a record of JSON, and of what stands before the first."""
DEPTH = 20
"""Levels of JSON or XML within each other; SDMX messages have twelve."""
MEMBERS = 10_000
"""Files in an archive."""
COLUMNS = 4_000
"""Cells of a heading; the IMF's months, quarters and years since 1948 are 1,300."""
CELLS = 2_000_000
"""Cells that are taken at a time."""
WIDE, WIDE_CELLS = 60, 300_000
"""Where there are more columns than that they are periods, and each of so many cells becomes a row of its own."""
MESSAGE = 64 << 20
"""Bytes of a message that is taken whole, as its structure may stand at its end."""
VALUES = 4_000_000
"""Values in such a message."""
PARQUET = 4 << 30
"""Bytes of a Parquet or Stata file that is unpacked to the disk."""
UNPACKED = 8 << 30
"""Bytes of the files of a 7z archive, which are unpacked to the disk."""
WORKBOOK = 256 << 20
"""Bytes of an Excel file."""
MEMORY = 1 << 30
"""Bytes that a process which reads a workbook, a Parquet or Stata file or a 7z archive may have."""
