"""Sessions whose lecturer is lost, with everybody else who may give them, the best first."""

import numpy as np

from models.explanation import Fact
from models.moves import Candidate, OpenSession
from models.scenario import Language
from scheduler.explain.moves.change import Change
from scheduler.explain.situation import Situation
from scheduler.explain.substitutes import takeover_barriers, teaching_barriers, when
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import Decisions, Part
from scheduler.formulation.instance import Instance


def open_sessions(
    instance: Instance, decisions: Decisions, language: Language
) -> tuple[OpenSession, ...]:
    """Return the modules that lost their lecturer of the baseline, by date.

    `now` gives the module in the plan; the others are ranked by whether they could take it over,
    then by level, then by how little they teach.
    """
    situation, voice = Situation(instance, decisions), Voice(language)
    found = []
    for cls in instance.classes:
        change = Change(situation, voice, cls.index)
        if cls.baseline is not None:
            found += [_session(change, m, former) for m, former in change.lost_modules]
    return tuple(sorted(found, key=lambda one: (one.date, one.class_id, one.module)))


def _session(change: Change, m: int, former: str) -> OpenSession:
    """Return one module that lost its lecturer; where it is taught no more, at its old time."""
    inst, now = change.inst, change.now()
    slots, given = change.slots(m), -1
    if m in now and change.decision is not None:
        given, place, part = now[m]
        first = change.decision.start * inst.slots_per_day + place - 1
        slots = range(first, first + part.sessions)
    at = when(change.situation, slots[0])
    return OpenSession(
        class_id=change.cls.id,
        module=inst.module_ids[m],
        date=inst.date_of(slots[0] // inst.slots_per_day),
        slot=str(at["slot"]),
        before=former,
        now=None if given < 0 else inst.lecturer_ids[given],
        candidates=_candidates(change, m, slots, given),
    )


def _candidates(change: Change, m: int, slots: range, given: int) -> tuple[Candidate, ...]:
    inst, usage = change.inst, change.situation.usage
    level = inst.programmes[change.cls.programme].level[:, m]
    ranked = []
    for x in np.flatnonzero(level > 0).tolist():
        if x == given:
            continue
        bars = _barriers(change, m, x, slots)
        load = int(usage.lecturer_load[x])
        why = bars[0].text if bars else ""
        one = Candidate(lecturer=inst.lecturer_ids[x], level=int(level[x]), load=load, why=why)
        ranked.append((bool(bars), -int(level[x]), load, one.lecturer, one))
    ranked.sort(key=lambda item: item[:4])
    return tuple(item[4] for item in ranked)


def _barriers(change: Change, m: int, x: int, slots: range) -> list[Fact]:
    situation, voice, inst = change.situation, change.voice, change.inst
    part = Part(True, m, int(inst.module_sessions[m]))
    if m in change.now():
        return takeover_barriers(situation, change.k, part, x, voice)
    assert change.before is not None
    venue = -1 if change.before.room is None else int(inst.room_venue[change.before.room])
    return teaching_barriers(situation, situation.usage, x, slots, venue, voice)
