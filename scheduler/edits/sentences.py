"""Every edit as a sentence for people, in Vietnamese and English."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from models import edits as types
from scheduler.errors import Sentence


def describe(edit: Any, language: str) -> str:
    """Return what an edit does as one sentence."""
    sentence = SENTENCES[type(edit)](edit)
    return sentence.vi if language == "vi" else sentence.en


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _days(edit: Any) -> Sentence:
    if edit.start == edit.end:
        return Sentence(f"on {_day(edit.start)}", f"ngày {_day(edit.start)}")
    return Sentence(
        f"from {_day(edit.start)} to {_day(edit.end)}",
        f"từ {_day(edit.start)} đến {_day(edit.end)}",
    )


def _reason(edit: Any) -> str:
    return f" ({edit.reason})" if edit.reason else ""


def _away(en: str, vi: str, name: str) -> Callable[[Any], Sentence]:
    def sentence(edit: Any) -> Sentence:
        days, who = _days(edit), getattr(edit, name)
        slot_en = f", slot {edit.slot}" if edit.slot else ""
        slot_vi = f", buổi {edit.slot}" if edit.slot else ""
        return Sentence(
            f"{en} {who} is not available {days.en}{slot_en}{_reason(edit)}.",
            f"{vi} {who} vắng {days.vi}{slot_vi}{_reason(edit)}.",
        )

    return sentence


def _close(edit: types.CloseDays) -> Sentence:
    days = _days(edit)
    tiers, units = ", ".join(edit.tiers), ", ".join(edit.units)
    en = (f" for tier {tiers}" if tiers else "") + (f" for unit {units}" if units else "")
    vi = (f" với đối tượng {tiers}" if tiers else "") + (f" với đơn vị {units}" if units else "")
    return Sentence(
        f"No class {days.en}{en}{_reason(edit)}.", f"Không mở lớp {days.vi}{vi}{_reason(edit)}."
    )


def _add_lecturer(edit: types.AddLecturer) -> Sentence:
    modules = _names(row.module for row in edit.qualifications)
    return Sentence(
        f"Lecturer {edit.lecturer.id} is added for {modules}.",
        f"Thêm giảng viên {edit.lecturer.id} dạy {modules}.",
    )


def _add_module(edit: types.AddModule) -> Sentence:
    lecturers = _names(row.lecturer for row in edit.qualifications)
    return Sentence(
        f"Module {edit.module.id} is added, taught by {lecturers}.",
        f"Thêm chuyên đề {edit.module.id} do {lecturers} dạy.",
    )


def _add_room(edit: types.AddRoom) -> Sentence:
    room = edit.room
    return Sentence(
        f"Room {room.id} with {room.capacity} seats is added at {room.venue}.",
        f"Thêm phòng {room.id} sức chứa {room.capacity} tại {room.venue}.",
    )


def _add_programme(edit: types.AddProgramme) -> Sentence:
    name = edit.programme.id
    return Sentence(f"Programme {name} is added.", f"Thêm chương trình {name}.")


def _add_classes(edit: types.AddClasses) -> Sentence:
    names = _names(f"{e.id} x {e.repeat}" if e.repeat else e.id for e in edit.classes)
    return Sentence(f"Classes are added: {names}.", f"Thêm lớp: {names}.")


def _drop(edit: types.DropClass) -> Sentence:
    return Sentence(f"Class {edit.class_id} is dropped.", f"Bỏ lớp {edit.class_id}.")


def _fix(edit: types.FixClass) -> Sentence:
    keys = [name for name in types.FixClass.model_fields if name in edit.model_fields_set]
    parts = ", ".join(
        f"{key} {_plain(getattr(edit, key))}" for key in keys if key not in ("edit", "class_id")
    )
    return Sentence(
        f"Class {edit.class_id} is fixed: {parts}.", f"Ấn định lớp {edit.class_id}: {parts}."
    )


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, dict):
        return _names(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, tuple | list):
        return _names(map(_plain, value))
    return (
        {True: "true", False: "false", None: "–"}.get(value, str(value))
        if (value is None or isinstance(value, bool))
        else str(value)
    )


def _names(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"


def _target(edit: types.SetTarget) -> Sentence:
    value = f"{edit.share:.6g}" if edit.share is not None else str(edit.count)
    what = Sentence("share", "tỷ lệ") if edit.share is not None else Sentence("count", "số người")
    return Sentence(
        f"The target of tier {edit.tier} becomes {what.en} {value}.",
        f"Chỉ tiêu của đối tượng {edit.tier} là {what.vi} {value}.",
    )


def _rule(edit: types.SetRule) -> Sentence:
    value = _plain(edit.value)
    return Sentence(f"Rule {edit.rule} becomes {value}.", f"Quy tắc {edit.rule} là {value}.")


def _objective(edit: types.SetObjective) -> Sentence:
    levels = " > ".join(
        " + ".join(f"{weight:.6g} {name.value}" for name, weight in level.items())
        for level in edit.levels
    )
    return Sentence(f"The levels become {levels}.", f"Thứ tự mục tiêu là {levels}.")


def _scale(edit: types.ScaleCadres) -> Sentence:
    shares = ", ".join(f"{tier} x {share:.6g}" for tier, share in edit.share.items())
    return Sentence(f"The number of cadres is scaled: {shares}.", f"Số cán bộ thay đổi: {shares}.")


def _merge(edit: types.MergeUnits) -> Sentence:
    units, name = _names(edit.units), f" ({edit.name})" if edit.name else ""
    if len(edit.units) == 1:
        return Sentence(
            f"Unit {units} becomes {edit.successor}{name}, with the history of its cadres.",
            f"Đơn vị {units} chuyển thành {edit.successor}{name}, giữ nguyên quá trình bồi dưỡng.",
        )
    return Sentence(
        f"Units {units} are merged into {edit.successor}{name}, with the history of their cadres.",
        f"Các đơn vị {units} nhập thành {edit.successor}{name}, giữ nguyên quá trình bồi dưỡng.",
    )


def _cancel(edit: types.CancelClass) -> Sentence:
    return Sentence(
        f"Class {edit.class_id} is called off{_reason(edit)}.",
        f"Hủy lớp {edit.class_id}{_reason(edit)}.",
    )


def _online(edit: types.OnlineFallback) -> Sentence:
    en, vi = (f" in room {edit.room}", f" tại phòng {edit.room}") if edit.room else ("", "")
    return Sentence(
        f"Class {edit.class_id} is held online{en}{_reason(edit)}.",
        f"Lớp {edit.class_id} chuyển sang học trực tuyến{vi}{_reason(edit)}.",
    )


def _replace(edit: types.ReplaceModule) -> Sentence:
    new = edit.by if edit.edition is None else edit.edition.id
    return Sentence(
        f"Module {edit.module} is replaced by {new}.",
        f"Chuyên đề {edit.module} được thay bằng {new}.",
    )


def _set(edit: types.SetPath) -> Sentence:
    value = _plain(edit.value)
    return Sentence(f"{edit.path} becomes {value}.", f"{edit.path} là {value}.")


SENTENCES: dict[type, Callable[[Any], Sentence]] = {
    types.LecturerUnavailable: _away("Lecturer", "Giảng viên", "lecturer"),
    types.RoomUnavailable: _away("Room", "Phòng", "room"),
    types.CadreUnavailable: _away("Cadre", "Cán bộ", "cadre"),
    types.UnitUnavailable: _away("Unit", "Đơn vị", "unit"),
    types.CloseDays: _close,
    types.AddLecturer: _add_lecturer,
    types.AddModule: _add_module,
    types.AddRoom: _add_room,
    types.AddProgramme: _add_programme,
    types.AddClasses: _add_classes,
    types.DropClass: _drop,
    types.FixClass: _fix,
    types.SetTarget: _target,
    types.SetRule: _rule,
    types.SetObjective: _objective,
    types.ScaleCadres: _scale,
    types.MergeUnits: _merge,
    types.CancelClass: _cancel,
    types.OnlineFallback: _online,
    types.ReplaceModule: _replace,
    types.SetPath: _set,
}
