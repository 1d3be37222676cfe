"""From text to meaning: words, spelling, periods and the phrases that questions and articles use."""
