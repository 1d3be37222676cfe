"""Parts of a page as rows of (text, role): plain functions of data, width and height, which need no Textual."""
