"""Who may read which output: the one list that documents, tests and `share` go by."""

from models.readers import May, Output, Reader

SHARE, PLAN, PUBLISH, SENT = "share", "SCENARIO", "publish", "documents"
_NO, _ALL, _LESS, _OWN, _SELF = May.NOTHING, May.WHOLE, May.REDUCED, May.OWN, May.SELF


def _output(name: str, made: str, public: May, unit: May) -> Output:
    return Output(name=name, made=made, public=public, unit=unit)


# The plan folder itself is the planning office's own; `share` makes what others may read of it.
OUTPUTS: tuple[Output, ...] = (
    _output("index.html", SHARE, _LESS, _OWN),
    _output("timetable.xlsx", SHARE, _LESS, _OWN),
    _output("classes.csv", SHARE, _LESS, _LESS),
    _output("sessions.csv", SHARE, _ALL, _ALL),
    _output("enrolments.csv", SHARE, _NO, _OWN),
    _output("coverage.csv", SHARE, _LESS, _OWN),
    _output("lecturers.csv", SHARE, _NO, _NO),
    _output("result.json", SHARE, _NO, _NO),
    _output("scenario.json", SHARE, _NO, _NO),
    _output("moves.csv", SHARE, _NO, _NO),
    _output("standby.csv", SHARE, _NO, _NO),
    _output("ics/all.ics", SHARE, _ALL, _ALL),
    _output("ics/classes/", SHARE, _ALL, _ALL),
    _output("ics/rooms/", SHARE, _ALL, _ALL),
    _output("ics/lecturers/", SHARE, _NO, _NO),
    _output("plan.json", SHARE, _LESS, _OWN),
    _output("ics/all.ics, ics/changes-rN.ics", PUBLISH, _ALL, _ALL),
    _output("ics/classes/, ics/rooms/", PUBLISH, _ALL, _ALL),
    _output("ics/units/", PUBLISH, _NO, _SELF),
    _output("ics/lecturers/, changes/lecturers/", PUBLISH, _NO, _NO),
    _output("changes/all.txt, changes/all.html", PUBLISH, _ALL, _ALL),
    _output("feeds/", PUBLISH, _NO, _SELF),
    _output("release.json", PUBLISH, _ALL, _ALL),
    _output("timetable", SENT, _ALL, _ALL),
    _output("summons", SENT, _NO, _SELF),
    _output("invitation", SENT, _NO, _NO),
    _output("plan", SENT, _NO, _NO),
    _output("opening", SENT, _NO, _NO),
    _output("class-list", SENT, _NO, _NO),
    _output("report", SENT, _NO, _NO),
    _output("text, JSON, workbook, page", "compare", _NO, _NO),
    _output("table, page, plan folders", "sweep", _NO, _NO),
    _output("text, JSON", "explain, check, verify, stress", _NO, _NO),
    _output("record, backup, history.csv", "publish, attend, export-record, history", _NO, _NO),
)


def may(name: str, reader: Reader) -> May:
    """Return what a reader may see of a file of the plan folder, by its path there."""
    for one in OUTPUTS:
        if one.made == SHARE and name.startswith(one.name):
            seen: May = getattr(one, reader.value)
            return seen
    return May.WHOLE if reader is Reader.ADMIN else May.NOTHING
