"""Pinned figures: what is kept of one, and the file they are kept in."""
