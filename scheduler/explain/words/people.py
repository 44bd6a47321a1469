"""Sentences about people."""

from models.rules import Words

PEOPLE_WORDS: dict[str, Words] = {}
