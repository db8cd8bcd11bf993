"""The documents: every command is typed, every figure and message in them is of this checkout."""
