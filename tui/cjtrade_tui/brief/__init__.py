"""The brief as Markdown, as a page of HTML and as plain text, with its charts."""
