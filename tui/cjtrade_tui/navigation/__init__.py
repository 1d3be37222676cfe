"""What can be selected, by which keys, and how the rows of the terminal are shared out."""
