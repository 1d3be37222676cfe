"""The Textual app: what it shows, what its keys do, what lies over it."""
