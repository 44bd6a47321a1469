"""The list of moves: its points add up to the component `moves`."""

from collections.abc import Mapping

from models.explanation import Fact
from models.moves import Move, MoveKind
from models.scenario import Language
from scheduler.explain.moves.change import Change
from scheduler.explain.moves.classes import class_reason, opened_reason
from scheduler.explain.moves.people import People
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Instance


def list_moves(instance: Instance, decisions: Decisions, language: Language) -> tuple[Move, ...]:
    """Return every change against the baseline, by class, kind, module and cadre."""
    if not instance.has_baseline:
        return ()
    situation, voice = Situation(instance, decisions), Voice(language)
    people = People(situation, voice)
    moves = _lost_classes(instance, voice)
    for cls in instance.classes:
        change = Change(situation, voice, cls.index)
        moves += _of_class(change)
        moves += _of_modules(change)
        moves += people.of(change)
    return tuple(
        sorted(moves, key=lambda m: (m.class_id, m.kind.value, m.module or "", m.cadre or ""))
    )


def _lost_classes(instance: Instance, voice: Voice) -> list[Move]:
    """Return the moves of classes that the scenario no longer has."""
    baseline, weights = instance.scenario.baseline, instance.scenario.rules.moves
    assert baseline is not None
    known = {cls.id for cls in instance.classes}
    lost = {row.class_id for row in baseline.classes if row.open and row.class_id not in known}
    why = voice.fact("move_class_gone")
    text = {"code": why.code, "reason": why.text}
    moves = [
        Move(kind=MoveKind.CLASS_DROPPED, class_id=name, points=weights.class_, **text)
        for name in sorted(lost)
    ]
    for row in baseline.enrolments:
        if row.class_id in lost:
            moves.append(
                Move(
                    kind=MoveKind.CADRE_REMOVED,
                    class_id=row.class_id,
                    cadre=row.cadre,
                    points=weights.enrolment,
                    code=why.code,
                    reason=why.text,
                )
            )
    return moves


def _of_class(change: Change) -> list[Move]:
    points = change.inst.scenario.rules.moves.class_
    before, decision = change.before, change.decision
    if before is None and decision is not None:
        after = change.where(decision.start, decision.room)
        return [
            change.move(MoveKind.CLASS_OPENED, opened_reason(change), after=after, points=points)
        ]
    if before is None or change.stands:
        return []
    old = change.where(before.start, before.room)
    why = class_reason(change)
    if decision is None:
        return [change.move(MoveKind.CLASS_DROPPED, why, before=old, points=points)]
    after = change.where(decision.start, decision.room)
    return [change.move(MoveKind.CLASS_MOVED, why, before=old, after=after, points=points)]


def _of_modules(change: Change) -> list[Move]:
    before, decision, inst = change.before, change.decision, change.inst
    if before is None or decision is None:
        return []
    now, moves = change.now(), []
    first = decision.start * inst.slots_per_day
    for m, (x, seq) in before.teaching.items():
        if m not in now:
            continue
        y, place, _ = now[m]
        if (x, seq) == (y, place):
            continue
        moves.append(
            change.move(
                MoveKind.MODULE_MOVED,
                _module_reason(change, m),
                module=inst.module_ids[m],
                before=change.taught(x, change.slots(m)[0]),
                after=change.taught(y, first + place - 1),
                points=inst.scenario.rules.moves.module,
            )
        )
    return moves + _swapped(change, now)


def _swapped(change: Change, now: Mapping[int, object]) -> list[Move]:
    """Return modules that the class takes instead of others; `moves` does not count them."""
    before, inst, voice = change.before, change.inst, change.voice
    assert before is not None
    gone = sorted(set(before.teaching) - set(now))
    new = sorted(set(now) - set(before.teaching))
    lost = dict(change.lost_modules)
    moves = []
    for n, m in enumerate(new):
        old = gone[min(n, len(gone) - 1)] if gone else None
        why = voice.fact("move_trade")
        if old is not None and old in lost:
            values = {"module": inst.module_ids[old], "lecturer": lost[old]}
            why = voice.fact("move_elective", **values)
        elif old is not None and not _offered(change, old):
            why = voice.fact("move_edition", module=inst.module_ids[old])
        elif change.before is not None and not gone:
            why = voice.fact("move_edition", module="-")
        text = "" if old is None else inst.module_ids[old]
        name = inst.module_ids[m]
        moves.append(
            change.move(MoveKind.MODULE_SWAPPED, why, module=name, before=text, after=name)
        )
    return moves


def _offered(change: Change, m: int) -> bool:
    programme = change.inst.programmes[change.cls.programme]
    return m in programme.core or any(m in modules for _, modules in programme.choices)


def _module_reason(change: Change, m: int) -> Fact:
    voice, inst = change.voice, change.inst
    lost = change.lecturer_lost(m)
    if lost is not None:
        return lost
    if not change.stands:
        return voice.fact("move_with_class")
    others = tuple(inst.module_ids[n] for n, _ in change.lost_modules)
    x, seq = change.before.teaching[m] if change.before is not None else (None, 0)
    y, place, _ = change.now()[m]
    if others and place != seq:
        return voice.fact("move_order", modules=others)
    usage = change.situation.usage
    for h in change.slots(m):
        if x is not None and x != y and usage.lecturer_class[x, h] not in (-1, change.k):
            other = inst.classes[int(usage.lecturer_class[x, h])].id
            day, slot = divmod(h, inst.slots_per_day)
            name = inst.scenario.calendar.slots[slot].name
            busy = voice.fact("bar_lecturer_busy", other=other, day=inst.date_of(day), slot=name)
            return voice.fact("because", subject=inst.lecturer_ids[x], why=busy)
    return voice.fact("move_part_of_chain")
