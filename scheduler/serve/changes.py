"""What a planner asks for: a class moved, pinned, freed or called off, a lecturer exchanged.

A change is an edit of a what-if, and the plan on paper as it would be if nothing else changed.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

from models.base import Id, Model
from models.plan import Plan, PlannedClass, PlannedSession
from models.training_class import TrainingClass
from scheduler.checker import Facts
from scheduler.errors import Catalogue, Sentence, UsageError
from scheduler.outputs.figures import day as spoken_day
from scheduler.serve.opened import Opened

KINDS = ("move", "teach", "pin", "free", "cancel")
NEAR = 6  # days to either side that a dropped class may be shifted to begin on a possible day

SENTENCES = Catalogue(
    {
        "kind": Sentence("The change is not known.", "Không rõ thay đổi nào."),
        "class": Sentence(
            "Class {id} is not open in this plan.", "Lớp {id} không mở trong phương án này."
        ),
        "date": Sentence(
            "The day {value} is no date; give it as dd/mm/yyyy.",
            "Ngày {value} không hợp lệ; hãy ghi theo dạng ngày/tháng/năm.",
        ),
        "room": Sentence("There is no room {id}.", "Không có phòng {id}."),
        "module": Sentence(
            "Class {id} does not teach module {module}.", "Lớp {id} không dạy chuyên đề {module}."
        ),
        "lecturer": Sentence("There is no lecturer {id}.", "Không có giảng viên {id}."),
        "same": Sentence(
            "Class {id} is so already; nothing would change.",
            "Lớp {id} đã như vậy; không có gì thay đổi.",
        ),
    }
)


SAID = Catalogue(
    {
        "move": Sentence("Class {id}: {day}, room {room}", "Lớp {id}: {day}, phòng {room}"),
        "move_room_free": Sentence(
            "Class {id}: {day}, another room", "Lớp {id}: {day}, phòng khác"
        ),
        "teach": Sentence(
            "Class {id}, module {module}: lecturer {name} ({lecturer})",
            "Lớp {id}, chuyên đề {module}: giảng viên {name} ({lecturer})",
        ),
        "pin": Sentence("Pin class {id} as it is", "Ghim lớp {id} như hiện nay"),
        "free": Sentence("Unpin class {id}", "Bỏ ghim lớp {id}"),
        "cancel": Sentence("Call off class {id}", "Hủy lớp {id}"),
    }
)


class ChangeError(UsageError):
    """What is asked for cannot be understood; `sentence` says why in both languages."""

    def __init__(self, key: str, **values: object) -> None:
        self.sentence = SENTENCES.say(key, **values)
        super().__init__(self.sentence.en)


class Change(Model):
    """One change of one open class."""

    kind: Literal["move", "teach", "pin", "free", "cancel"]
    class_id: Id
    start: date | None = None
    room: Id | None = None
    module: Id | None = None
    lecturer: Id | None = None

    def fields(self) -> dict[str, str]:
        """Return the change as a form sends it."""
        named = self.model_dump(mode="json", exclude_none=True)
        return {("class" if name == "class_id" else name): value for name, value in named.items()}


def read_change(form: Mapping[str, Any], opened: Opened) -> Change:
    """Return the change that a form asks for; raises ChangeError."""
    given = {name: str(value).strip() for name, value in form.items() if str(value).strip()}
    kind, class_id = given.get("kind", ""), given.get("class", "")
    if kind not in KINDS:
        raise ChangeError("kind")
    row = row_of(opened.plan, class_id)
    if row is None:
        raise ChangeError("class", id=class_id)
    change: dict[str, Any] = {"kind": kind, "class_id": class_id}
    if kind == "move":
        change |= _place(given, opened, row)
    if kind == "teach":
        change |= _teaching(given, opened, row)
    return Change(**change)


def row_of(plan: Plan, class_id: str) -> PlannedClass | None:
    """Return the row of an open class."""
    return next((one for one in plan.classes if one.class_id == class_id and one.open), None)


def _place(given: dict[str, str], opened: Opened, row: PlannedClass) -> dict[str, Any]:
    wanted = _day(given["start"]) if "start" in given else row.start
    if wanted is None:
        raise ChangeError("date", value="")
    if wanted != row.start:
        wanted = possible_start(opened, row, wanted)
    room = given.get("room")
    if room is not None and room not in opened.facts.rooms:
        raise ChangeError("room", id=room)
    if (wanted, room or row.room) == (row.start, row.room):
        raise ChangeError("same", id=row.class_id)
    return {"start": wanted, "room": room}


def _teaching(given: dict[str, str], opened: Opened, row: PlannedClass) -> dict[str, Any]:
    module, lecturer = given.get("module", ""), given.get("lecturer", "")
    taught = [one for one in sessions_of(opened.plan, row.class_id) if one.module == module]
    if not taught:
        raise ChangeError("module", id=row.class_id, module=module)
    if lecturer not in opened.facts.lecturers:
        raise ChangeError("lecturer", id=lecturer)
    if all(one.lecturer == lecturer for one in taught):
        raise ChangeError("same", id=row.class_id)
    return {"module": module, "lecturer": lecturer}


def _day(text: str) -> date:
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        raise ChangeError("date", value=text) from None


def sessions_of(plan: Plan, class_id: str) -> list[PlannedSession]:
    """Return the sessions of a class, by place."""
    return sorted((one for one in plan.sessions if one.class_id == class_id), key=lambda s: s.seq)


def possible_start(opened: Opened, row: PlannedClass, wanted: date) -> date:
    """Return the day nearest to the wanted one from which the class meets on working days only.

    The wanted day itself where there is none near: the checker then says what is wrong with it.
    """
    days = len({one.date for one in sessions_of(opened.plan, row.class_id)})
    shifts = sorted(range(-NEAR, NEAR + 1), key=lambda n: (abs(n), n))
    for shift in shifts:
        first = wanted + timedelta(days=shift)
        whole = (first + timedelta(days=n) for n in range(days))
        if all(opened.facts.is_working_day(day) for day in whole):
            return first
    return wanted


def edit_of(change: Change, opened: Opened, *, keep_room: bool) -> dict[str, Any]:
    """Return the change as an edit of a what-if.

    A moved class keeps its room where `keep_room`; else repair looks for one.
    """
    row = row_of(opened.plan, change.class_id)
    assert row is not None
    if change.kind == "cancel":
        return {"edit": "cancel-class", "class": change.class_id}
    edit: dict[str, Any] = {"edit": "fix-class", "class": change.class_id}
    if change.kind == "free":
        nothing: dict[str, Any] = {"electives": [], "lecturers": {}, "cadres": []}
        return edit | {"open": None, "start": None, "room": None} | nothing
    edit["open"] = True
    if change.kind == "teach":
        fixed = _definition(opened.facts, change.class_id).fixed.lecturers
        return edit | {"lecturers": fixed | {change.module: change.lecturer}}
    start = change.start or row.start
    assert start is not None
    edit["start"] = start.isoformat()
    if change.room or keep_room or change.kind == "pin":
        edit["room"] = change.room or row.room
    else:
        edit["room"] = None
    if change.kind == "pin":
        rows = sessions_of(opened.plan, change.class_id)
        edit["lecturers"] = {s.module: s.lecturer for s in rows if s.module and s.lecturer}
    return edit


def said_of(change: Change, edit: dict[str, Any], opened: Opened) -> Sentence:
    """Return the change in words."""
    key = change.kind
    if key == "move" and not edit["room"]:
        return SAID.say("move_room_free", id=change.class_id, day=_people_day(edit["start"]))
    values: dict[str, Any] = {"id": change.class_id}
    if key == "move":
        values |= {"day": _people_day(edit["start"]), "room": edit["room"]}
    if key == "teach":
        name = opened.facts.lecturers[change.lecturer or ""].name
        values |= {"module": change.module, "lecturer": change.lecturer, "name": name}
    return SAID.say(key, **values)


def _people_day(text: str) -> str:
    return spoken_day(date.fromisoformat(text))


def _definition(facts: Facts, class_id: str) -> TrainingClass:
    return facts.classes[class_id]


def on_paper(change: Change, opened: Opened) -> Plan:
    """Return the plan with the change and nothing else changed, valid or not."""
    if change.kind == "move":
        return _moved(change, opened)
    if change.kind == "teach":
        sessions = tuple(
            one.model_copy(update={"lecturer": change.lecturer})
            if (one.class_id, one.module) == (change.class_id, change.module)
            else one
            for one in opened.plan.sessions
        )
        return opened.plan.model_copy(update={"sessions": sessions})
    if change.kind == "cancel":
        return _without(change.class_id, opened.plan)
    return opened.plan


def _moved(change: Change, opened: Opened) -> Plan:
    row = row_of(opened.plan, change.class_id)
    assert row is not None
    assert row.start is not None
    shift = (change.start or row.start) - row.start
    room = change.room or row.room
    venue = opened.facts.rooms[room].venue if room in opened.facts.rooms else row.venue
    moved = {
        "start": row.start + shift,
        "end": None if row.end is None else row.end + shift,
        "room": room,
        "venue": venue,
    }
    return opened.plan.model_copy(
        update={
            "classes": tuple(
                one.model_copy(update=moved) if one is row else one for one in opened.plan.classes
            ),
            "sessions": tuple(
                one.model_copy(update={"date": one.date + shift})
                if one.class_id == change.class_id
                else one
                for one in opened.plan.sessions
            ),
        }
    )


def _without(class_id: str, plan: Plan) -> Plan:
    blank: dict[str, Any] = {"open": False, "size": 0, "cost": 0.0}
    blank |= dict.fromkeys(("start", "end", "room", "venue"))
    return Plan.model_construct(
        classes=tuple(
            one.model_copy(update=blank) if one.class_id == class_id else one
            for one in plan.classes
        ),
        sessions=tuple(one for one in plan.sessions if one.class_id != class_id),
        enrolments=tuple(one for one in plan.enrolments if one.class_id != class_id),
    )
