"""The catalogue of checks: what each compares, and with which severities it can come."""

from typing import NamedTuple

from models.finding import Severity
from models.rules import Rule


class Code(NamedTuple):
    """One check; its codes are a severity, a hyphen and its name: E-SIZE-01, W-SIZE-01."""

    severities: str
    rules: tuple[Rule, ...]
    compares: str


H1, H2, H3, H4, H5, H6, H7 = Rule.H1, Rule.H2, Rule.H3, Rule.H4, Rule.H5, Rule.H6, Rule.H7
H8, H9, H10, H11, H12 = Rule.H8, Rule.H9, Rule.H10, Rule.H11, Rule.H12
H13, H14, H15 = Rule.H13, Rule.H14, Rule.H15

CODES: dict[str, Code] = {
    # classes that can never open
    "SIZE-01": Code(
        "EW",
        (H1, H3),
        "The least size of a class against the largest room allowed, and against the cadres"
        " who could attend together.",
    ),
    "LEN-01": Code(
        "EW",
        (H4, H5),
        "The sessions of a programme against what `max_days` can hold.",
    ),
    "DATE-01": Code(
        "EW",
        (H4, H11),
        "The days of a class against the longest run of open days in its window.",
    ),
    "DATE-02": Code(
        "EW",
        (H9,),
        "The possible starts of a class against those on which an allowed room is free.",
    ),
    "LEC-01": Code(
        "EW",
        (H6,),
        "The modules a programme must teach against those with a qualified lecturer.",
    ),
    "LEC-03": Code(
        "EW",
        (H7,),
        "The possible starts of a class against those with a qualified lecturer free for "
        "every module.",
    ),
    "ELIG-02": Code(
        "EW",
        (H1, H3),
        "The least size of a programme against the cadres it admits, where it admits nobody.",
    ),
    "ORDER-01": Code(
        "EW",
        (H5,),
        "The `order` pairs of a programme that lead in a circle.",
    ),
    "CHOOSE-01": Code(
        "EW",
        (H5, H15),
        "The electives that a class fixes against what the choices of its programme offer.",
    ),
    "FIX-01": Code(
        "EW",
        (H4, H11, H15),
        "The days of a class against the open days from its fixed start on.",
    ),
    "FIX-02": Code(
        "EW",
        (H2, H7, H9, H15),
        "Two classes that fix the same room, lecturer or cadre at the same time.",
    ),
    "FIX-03": Code(
        "EW",
        (H1, H6, H7, H10, H11, H13, H15),
        "A fixed lecturer or cadre against what the person may teach or attend.",
    ),
    "FIX-04": Code(
        "EW",
        (H2, H3, H9, H12, H15),
        "The fixed parts of one class against each other and against the room.",
    ),
    "FREEZE-01": Code(
        "E",
        (H1, H3, H4, H6, H7, H9, H10, H11, H13, H15),
        "A class frozen by `freeze_before` against the scenario after its edits.",
    ),
    # classes that must open, taken together; the same for targets
    "SIZE-02": Code(
        "E",
        (H2, H3, H15),
        "The least sizes of classes that must open against the cadres they can share out.",
    ),
    "ROOM-01": Code(
        "EW",
        (H9,),
        "The class days needed, by classes that must open or by the targets, against the "
        "free room days.",
    ),
    "LEC-02": Code(
        "EW",
        (H6, H7, H8),
        "The sessions of a set of modules needed, by classes that must open or by the "
        "targets, against what their lecturers can give.",
    ),
    "ROOM-02": Code(
        "WI",
        (H9,),
        "The class days that reach the targets, month by month, against the free room days of "
        "each month.",
    ),
    "LEC-04": Code(
        "WI",
        (H6, H7, H8),
        "The sessions that reach the targets, by module and month, against what qualified "
        "lecturers can give in the month.",
    ),
    "BUDGET-01": Code(
        "EW",
        (H14,),
        "The least cost, of the classes that must open or of the targets, against the budget.",
    ),
    # targets out of reach
    "SEAT-01": Code(
        "W",
        (H3,),
        "The seats that the targets still need against the seats of the classes.",
    ),
    "TARGET-01": Code(
        "W",
        (),
        "The target of a tier against its population.",
    ),
    "REQ-01": Code(
        "W",
        (H2,),
        "What a requirement asks for against the most that classes can give one cadre.",
    ),
    "REQ-02": Code(
        "W",
        (),
        "A tier with a target that no requirement names: all its cadres count as covered.",
    ),
    "UNIT-01": Code(
        "W",
        (H12,),
        "The persons a tier still needs against those whom `max_absent` lets its units send.",
    ),
    "COVER-01": Code(
        "WI",
        (H12,),
        "The members of a cover group against the classes that do not meet on a day.",
    ),
    # persons out of reach
    "ELIG-01": Code(
        "W",
        (H1,),
        "Cadres still to be covered whom no class admits by tier and title.",
    ),
    "VENUE-01": Code(
        "W",
        (H10,),
        "Units with cadres still to be covered that no venue of their classes serves.",
    ),
    "REPEAT-01": Code(
        "WI",
        (H13,),
        "Cadres for whom every class they may attend repeats more than `max_repeat_share`.",
    ),
    "AWAY-01": Code(
        "WI",
        (H1, H11),
        "Cadres who are away or not active on every possible date of their classes.",
    ),
    # content and data
    "REPEAT-02": Code(
        "W",
        (),
        "The cadres still to be covered who have already had a topic of the core modules.",
    ),
    "FIX-05": Code(
        "W",
        (H15,),
        "A lecturer fixed for a module that the class cannot teach: without effect.",
    ),
    "HIST-01": Code(
        "W",
        (),
        "The planned cadres without any history, in all and by unit.",
    ),
    "INPUT-01": Code(
        "W",
        (),
        "What the reading of the files left aside or found odd.",
    ),
    "GROUP-01": Code(
        "I",
        (),
        "The planned cadres against the groups of cadres alike in all that planning knows.",
    ),
}

CLOSES = frozenset(
    {
        *("SIZE-01", "LEN-01", "DATE-01", "DATE-02", "LEC-01", "LEC-03", "ELIG-02"),
        *("ORDER-01", "CHOOSE-01", "FIX-01", "FIX-03", "FIX-04", "FREEZE-01"),
    }
)
"""Checks after which a class can never open."""


def code_of(name: str, severity: Severity) -> str:
    """Return the code as it is printed; raises KeyError or ValueError on what is not listed."""
    if severity.value not in CODES[name].severities:
        raise ValueError(f"{name} is never {severity.value}")
    return f"{severity.value}-{name}"
