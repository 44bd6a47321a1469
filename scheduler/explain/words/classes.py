"""Sentences about classes."""

from models.rules import Words

CLASS_WORDS: dict[str, Words] = {}
