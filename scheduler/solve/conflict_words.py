"""What a member of a conflict says, with the data it rests on, in both languages."""

from collections.abc import Callable

from models.finding import SubjectKind
from models.rules import RULE_WORDS, Rule
from scheduler.formulation.instance import ClassData, Instance
from scheduler.solve import conflict_classes
from scheduler.solve.conflict_classes import Facts
from scheduler.solve.conflict_people import (
    absent_sentence,
    away,
    cadre_sentence,
    listed,
    named,
)
from scheduler.solve.remedy_words import shown


def sentence(instance: Instance, rule: Rule, subject: str) -> str:
    """Return the rule for the subject as a sentence in the scenario's language."""
    vietnamese = instance.scenario.language == "vi"
    words = RULE_WORDS[rule].vi if vietnamese else RULE_WORDS[rule].en
    facts = _FACTS[rule](instance, subject)
    said = facts[0] if vietnamese else facts[1]
    return said or words


def written(instance: Instance, rule: Rule, subject: str) -> tuple[tuple[SubjectKind, str], ...]:
    """Return under which kinds and ids the data of a member were written, the nearest first."""
    scenario, found = instance.scenario, list[tuple[SubjectKind, str]]()
    cls = _class(instance, subject)
    if cls is not None:
        found.append(("class", subject))
        if rule in (Rule.H3, Rule.H4, Rule.H5, Rule.H6):
            found.append(("programme", instance.programmes[cls.programme].id))
    kinds: tuple[SubjectKind, ...] = ("lecturer", "room", "cadre", "unit")
    if cls is None and rule is not Rule.H14:
        found += [(kind, subject) for kind in kinds if rule in _KINDS[kind]]
    if rule in (Rule.H7, Rule.H9, Rule.H11):
        who = {Rule.H7: "lecturer", Rule.H9: "room", Rule.H11: "cadre"}[rule]
        rows = sum((row.kind, row.id) == (who, subject) for row in scenario.unavailability)
        found += [("absence", f"{who} {subject} {n}") for n in range(1, rows + 1)]
    if rule in _LIMITS:
        found.append(("rule", _LIMITS[rule]))
    return tuple(found)


_KINDS: dict[SubjectKind, tuple[Rule, ...]] = {
    "lecturer": (Rule.H6, Rule.H7, Rule.H8),
    "room": (Rule.H9,),
    "cadre": (Rule.H1, Rule.H2, Rule.H10, Rule.H11, Rule.H13),
    "unit": (Rule.H12,),
}
_LIMITS = {
    Rule.H2: "max_classes_per_cadre",
    Rule.H12: "max_absent",
    Rule.H13: "max_repeat_share",
    Rule.H14: "budget",
}


def _class(instance: Instance, subject: str) -> ClassData | None:
    return next((cls for cls in instance.classes if cls.id == subject), None)


def _of_class(of: Callable[[Instance, ClassData], Facts]) -> Callable[[Instance, str], Facts]:
    def facts(instance: Instance, subject: str) -> Facts:
        cls = _class(instance, subject)
        return ("", "") if cls is None else of(instance, cls)

    return facts


def _qualified(instance: Instance, subject: str) -> Facts:
    modules = listed((m for m in instance.module_ids if _may_teach(instance, subject, m)), 12)
    who = named(instance, "lecturers", subject)
    return (
        f"giảng viên {who} chỉ dạy được những chuyên đề được phân công cho mọi đối tượng của "
        f"chương trình: {modules or 'không có'}.",
        f"lecturer {who} may teach only modules with a qualification for every tier of the "
        f"programme: {modules or 'none'}.",
    )


def _may_teach(instance: Instance, lecturer: str, module: str) -> bool:
    x, m = instance.lecturer_ids.index(lecturer), instance.module_ids.index(module)
    return any(one.level[x, m] > 0 for one in instance.programmes)


def _lecturer_hours(instance: Instance, subject: str) -> Facts:
    row = next((x for x in instance.scenario.lecturers if x.id == subject), None)
    if row is None:
        return "", ""
    limits = (row.max_per_day, row.max_per_week, row.max_sessions)
    vi = ["-" if limit is None else shown(limit).vi for limit in limits]
    en = ["-" if limit is None else shown(limit).en for limit in limits]
    who = named(instance, "lecturers", subject)
    return (
        f"giảng viên {who} dạy nhiều nhất {vi[0]} buổi một ngày, {vi[1]} một tuần, {vi[2]} cả kỳ.",
        f"lecturer {who} teaches at most {en[0]} sessions a day, {en[1]} a week, {en[2]} in all.",
    )


def _lecturer_time(instance: Instance, subject: str) -> Facts:
    days, who = away(instance, "lecturer", subject), named(instance, "lecturers", subject)
    return (
        f"giảng viên {who} mỗi buổi chỉ dạy một lớp, mỗi ngày ở một địa điểm"
        + (f"; vắng {days}." if days else "."),
        f"lecturer {who} teaches one class per slot, at one venue a day"
        + (f"; is away {days}." if days else "."),
    )


def _room(instance: Instance, subject: str) -> Facts:
    days, which = away(instance, "room", subject), named(instance, "rooms", subject)
    return (
        f"phòng {which} mỗi buổi chỉ có một lớp, và chỉ lớp được phép dùng"
        + (f"; không dùng được {days}." if days else "."),
        f"room {which} holds one class per slot, of those allowed to use it"
        + (f"; is not available {days}." if days else "."),
    )


def _absent(instance: Instance, subject: str) -> Facts:
    said = absent_sentence(instance, subject)
    return said.vi, said.en


def _budget(instance: Instance, subject: str) -> Facts:
    budget = shown(instance.scenario.rules.budget or 0)
    return f"ngân sách là {budget.vi}.", f"the budget is {budget.en}."


def _of_cadre(rule: Rule) -> Callable[[Instance, str], Facts]:
    def facts(instance: Instance, subject: str) -> Facts:
        if rule is Rule.H11 and _class(instance, subject) is not None:
            return _of_class(conflict_classes.closed)(instance, subject)
        said = cadre_sentence(instance, rule, subject)
        return said.vi, said.en

    return facts


def _staffed(instance: Instance, subject: str) -> Facts:
    if subject in instance.lecturer_ids:
        return _qualified(instance, subject)
    return _of_class(conflict_classes.teaching)(instance, subject)


_FACTS: dict[Rule, Callable[[Instance, str], Facts]] = {
    Rule.H1: _of_cadre(Rule.H1),
    Rule.H2: _of_cadre(Rule.H2),
    Rule.H3: _of_class(conflict_classes.size),
    Rule.H4: _of_class(conflict_classes.timing),
    Rule.H5: _of_class(conflict_classes.parts),
    Rule.H6: _staffed,
    Rule.H7: _lecturer_time,
    Rule.H8: _lecturer_hours,
    Rule.H9: _room,
    Rule.H10: _of_cadre(Rule.H10),
    Rule.H11: _of_cadre(Rule.H11),
    Rule.H12: _absent,
    Rule.H13: _of_cadre(Rule.H13),
    Rule.H14: _budget,
    Rule.H15: _of_class(conflict_classes.fixed),
}
