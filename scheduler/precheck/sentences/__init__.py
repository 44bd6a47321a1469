"""What each finding says, with one hint each, in both languages."""

from scheduler.errors import Sentence
from scheduler.precheck.sentences.decisions import DECISIONS
from scheduler.precheck.sentences.openings import OPENINGS
from scheduler.precheck.sentences.reach import REACH
from scheduler.precheck.sentences.scarcity import SCARCITY

SENTENCES: dict[str, Sentence] = OPENINGS | DECISIONS | SCARCITY | REACH
