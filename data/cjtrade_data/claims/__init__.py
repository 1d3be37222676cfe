"""Numbers in newspaper prose: what each one claims, and how it stands to the figures of the book."""
