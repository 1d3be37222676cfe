"""The reader's own data: a folder of Parquet files with a manifest, and queries over it."""
