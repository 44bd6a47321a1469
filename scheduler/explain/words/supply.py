"""Sentences about supply."""

from models.rules import Words

SUPPLY_WORDS: dict[str, Words] = {}
