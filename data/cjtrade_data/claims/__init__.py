"""An article held against the dataset: its numbers, what they are about, and a verdict on each."""
