"""The explorer for visitors: kept inside itself. For administrators: README.md beside this."""
