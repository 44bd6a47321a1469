"""The files of a plan folder, for machines and for people, written whole or not at all."""

from scheduler.outputs.write import write_folder

__all__ = ["write_folder"]
