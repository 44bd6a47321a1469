"""What people have had before: topics that most have already, history that is missing."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from models.finding import Finding, Severity
from scheduler.errors import Sentence
from scheduler.formulation.instance import Bools
from scheduler.precheck.case import Case
from scheduler.precheck.texts import listed, maybe, number

MOST_HAVE_IT = 0.5
FEW_KNOWN = 0.2
SMALL_UNIT = 10


def known_already(case: Case) -> Iterator[Finding]:
    """REPEAT-02: more than half of those a programme is for have had a topic of its core."""
    instance = case.instance
    told: set[int] = set()
    for group in case.groups:
        programme = group.programme
        people = case.wanted & programme.admits
        if programme.index in told or not programme.core or not people.any():
            continue
        told.add(programme.index)
        taught = instance.exposure[list(programme.core)].sum(axis=0) > 0
        counts = instance.seen[people].sum(axis=0) * taught
        number_of = int(people.sum())
        topics = [
            t
            for t in np.argsort(-counts, kind="stable").tolist()
            if counts[t] > MOST_HAVE_IT * number_of
        ]
        if not topics:
            continue
        modules = [m for m in programme.core if (instance.exposure[m, topics] > 0).any()]
        names = [instance.topic_ids[t] for t in topics]
        yield case.finding(
            "REPEAT-02",
            "topics",
            Severity.WARNING,
            {
                "programme": [programme.id],
                "module": [instance.module_ids[m] for m in modules],
                "topic": names,
            },
            {"cadres": number_of, "had_it": int(counts[topics[0]])},
            programme=programme.id,
            modules=listed([instance.module_ids[m] for m in modules]),
            topics=listed([f"{instance.topic_ids[t]} ({int(counts[t])})" for t in topics]),
        )


def without_history(case: Case) -> Iterator[Finding]:
    """HIST-01: few planned cadres have any history, or none of a unit where most others have."""
    ids = case.instance.cadre_ids
    if not ids:
        return
    known = {row.cadre for row in case.scenario.history}
    has = np.array([cadre in known for cadre in ids])
    everyone, without = len(ids), int((~has).sum())
    units = case.instance.unit_of
    sizes, present = np.bincount(units), np.bincount(units[has], minlength=int(units.max()) + 1)
    empty = [u for u in np.flatnonzero(sizes >= SMALL_UNIT).tolist() if not present[u]]
    if has.mean() < FEW_KNOWN:
        variant = "few"
    elif empty and has.mean() > 1 - MOST_HAVE_IT:
        variant = "units"
        without = int(sizes[empty].sum())
    else:
        return
    named = [f"{case.scenario.units[u].id} ({int(sizes[u])})" for u in empty]
    yield case.finding(
        "HIST-01",
        variant,
        Severity.WARNING,
        {"unit": [case.scenario.units[u].id for u in empty]},
        {"cadres": everyone, "without": without},
        units=listed(named) if variant == "units" else _units_without(named),
    )


def _units_without(names: list[str]) -> Sentence:
    return maybe("units_without", names=listed(names)) if names else maybe("nothing")


def alike(case: Case) -> Iterator[Finding]:
    """GROUP-01: groups of cadres who are the same in all that planning knows of them."""
    instance = case.instance
    if not instance.num_cadres:
        return
    admits = np.zeros((len(instance.programmes) + 1, instance.num_cadres), dtype=bool)
    for p, programme in enumerate(instance.programmes):
        admits[p] = programme.admits
    keys = Counter(
        zip(
            instance.tier_of.tolist(),
            instance.unit_of.tolist(),
            instance.group_of.tolist(),
            instance.priority.tolist(),
            _rows(instance.seen),
            _rows(admits.T),
            _rows((instance.away[1:] != instance.away[:-1]).T),
            map(tuple, instance.remaining.tolist()),
            strict=True,
        )
    )
    largest = keys.most_common(1)[0][1]
    yield case.finding(
        "GROUP-01",
        "groups",
        Severity.NOTE,
        {},
        {"cadres": instance.num_cadres, "groups": len(keys)},
        largest=number(largest),
    )


def _rows(table: Bools) -> Iterator[bytes]:
    """Yield each row of yes and no as bytes, which can be compared and counted."""
    return map(bytes, np.ascontiguousarray(np.packbits(table, axis=1)))
