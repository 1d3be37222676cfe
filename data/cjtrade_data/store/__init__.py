"""What the store is made of: its manifest, its files, its place."""
