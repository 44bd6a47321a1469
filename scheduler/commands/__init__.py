"""The commands that have a file of their own; `cli.py` hangs each of them on the door."""
