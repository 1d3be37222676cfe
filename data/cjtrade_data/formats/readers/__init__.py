"""Files opened and cut into tables, whatever their container: text, workbook, JSON, XML, Parquet, archive."""
