"""Articles: a pasted text as sentences, with the numbers, times, movements and flows that their words name."""
