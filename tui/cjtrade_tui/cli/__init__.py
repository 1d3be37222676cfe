"""One module for each command; `start` is where a process begins and `main` reads the command line."""
