"""Sessions whose lecturer is lost, with everybody else who may give them, the best first."""

import numpy as np

from models.moves import Candidate, OpenSession
from models.scenario import Language
from scheduler.explain.moves.change import Change
from scheduler.explain.situation import Situation
from scheduler.explain.substitutes import takeover_barriers, when
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import Decisions, Part
from scheduler.formulation.instance import Instance


def open_sessions(
    instance: Instance, decisions: Decisions, language: Language
) -> tuple[OpenSession, ...]:
    """Return the modules of the plan that lost their lecturer of the baseline, by date.

    Who gives the module now comes first of all in `now`; the others are ranked by whether they
    could take it over, then by level, then by how little they teach.
    """
    situation, voice = Situation(instance, decisions), Voice(language)
    found = []
    for cls in instance.classes:
        change = Change(situation, voice, cls.index)
        if cls.baseline is None or change.decision is None:
            continue
        now = change.now()
        for m, former in change.lost_modules:
            if m in now:
                y, place, part = now[m]
                first = change.decision.start * instance.slots_per_day + place - 1
                at = when(situation, first)
                found.append(
                    OpenSession(
                        class_id=cls.id,
                        module=instance.module_ids[m],
                        date=at["day"],  # type: ignore[arg-type]
                        slot=str(at["slot"]),
                        before=former,
                        now=instance.lecturer_ids[y],
                        candidates=_candidates(situation, cls.index, part, y, voice),
                    )
                )
    return tuple(sorted(found, key=lambda one: (one.date, one.class_id, one.module)))


def _candidates(
    situation: Situation, k: int, part: Part, taken: int, voice: Voice
) -> tuple[Candidate, ...]:
    inst = situation.instance
    level = inst.programmes[inst.classes[k].programme].level[:, part.index]
    ranked = []
    for x in np.flatnonzero(level > 0).tolist():
        if x == taken:
            continue
        bars = takeover_barriers(situation, k, part, x, voice)
        load = int(situation.usage.lecturer_load[x])
        why = bars[0].text if bars else ""
        one = Candidate(lecturer=inst.lecturer_ids[x], level=int(level[x]), load=load, why=why)
        ranked.append((bool(bars), -int(level[x]), load, one.lecturer, one))
    ranked.sort(key=lambda item: item[:4])
    return tuple(item[4] for item in ranked)
