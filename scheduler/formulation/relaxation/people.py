"""Who may attend what: person columns by programme, site and electives, alike persons merged."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.formulation.instance import Bools, Floats, Instance, Ints
from scheduler.formulation.relaxation.kinds import Kind, Offer, Site
from scheduler.formulation.relaxation.times import KindTimes


@dataclass(frozen=True)
class Stream:
    """A programme at a site: the offers open there and, per person, whether a start is free."""

    programme: int
    site: int
    offers: tuple[int, ...]
    most: int
    free: Bools  # [i]
    counting: Bools  # [q] some start counts for the requirement


@dataclass(frozen=True)
class Attendance:
    """Person columns: group, stream, set of offers (bit mask), repeat, what it gives [q]."""

    group: Ints
    stream: Ints
    mask: npt.NDArray[np.int64]
    repeat: Floats
    gain: Floats  # [column, q] as a share of what the group still needs, at most 1
    begins: Ints  # [stream + 1] where the columns of each stream begin

    def of_stream(self, n: int) -> Ints:
        """Return the columns of a stream."""
        return np.arange(self.begins[n], self.begins[n + 1], dtype=np.int64)


@dataclass(frozen=True)
class Groups:
    """Persons alike for all rows: one example each and the number of persons."""

    example: Ints
    size: Ints
    of_person: Ints  # [i], -1 where the person has no column


def derive_streams(
    instance: Instance,
    kinds: list[Kind],
    times: list[KindTimes],
    offers: dict[int, list[Offer]],
    sites: list[Site],
) -> list[Stream]:
    """Return the streams in which some kind finds a start and a free room."""
    streams = []
    for p in sorted({kind.programme for kind in kinds}):
        for v in range(len(sites)):
            stream = _stream(instance, p, v, sites[v].rooms, kinds, times, offers[p])
            if stream is not None:
                streams.append(stream)
    return streams


def _stream(
    instance: Instance,
    p: int,
    v: int,
    rooms: frozenset[int],
    kinds: list[Kind],
    times: list[KindTimes],
    offers: list[Offer],
) -> Stream | None:
    starts: set[tuple[int, int]] = set()
    open_offers: set[int] = set()
    most = 0
    for kind, when in zip(kinds, times, strict=True):
        if kind.programme != p:
            continue
        usable = np.zeros(len(when.starts), dtype=bool)
        for r in rooms & set(kind.rooms):
            usable |= when.room_free[r]
        if usable.any():
            starts |= {(int(d), when.days) for d in when.starts[usable]}
            open_offers |= set(kind.offers)
            most += kind.most
    if not most:
        return None
    free = np.zeros(instance.num_cadres, dtype=bool)
    for d, days in sorted(starts):
        free |= instance.attends(d, days)
        if free.all():
            break
    last = max(d for d, _ in starts)
    counting = instance.programmes[p].counts_for & (last >= instance.requirement_start)
    return Stream(p, v, tuple(sorted(open_offers)), most, free, counting)


def least_columns(instance: Instance, streams: list[Stream], sites: list[Site]) -> int:
    """Return how many columns persons have with one in each stream, before alike ones merge."""
    return sum(int(_admitted(instance, s, sites[s.site]).sum()) for s in streams)


def _admitted(instance: Instance, stream: Stream, site: Site) -> Bools:
    """Return [i]: the person may attend the stream on some day."""
    programme = instance.programmes[stream.programme]
    admitted: Bools = programme.admits & stream.free & site.serves[instance.unit_of]
    return admitted


def derive_attendance(
    instance: Instance,
    streams: list[Stream],
    offers: dict[int, list[Offer]],
    sites: list[Site],
    levels: int,
) -> tuple[Attendance, Groups]:
    """Return the person columns of all streams with alike persons merged.

    A person has one column per level of repeat in a stream, at most `levels`; columns of one
    stream follow each other.
    """
    parts = [_columns(instance, s, offers[s.programme], sites, levels) for s in streams]
    none: Ints = np.zeros(0, dtype=np.int64)
    person = np.concatenate([none, *(part[0] for part in parts)])
    stream = np.concatenate([none, *(np.full(len(x[0]), n) for n, x in enumerate(parts))])
    mask = np.concatenate([none, *(part[1] for part in parts)])
    repeat = np.concatenate([np.zeros(0), *(part[2] for part in parts)])
    gain = np.concatenate([np.zeros((0, instance.remaining.shape[1])), *(x[3] for x in parts)])
    groups = _groups(instance, person, stream, mask, repeat, gain)
    keep = groups.example[groups.of_person[person]] == person
    return (
        Attendance(
            group=groups.of_person[person[keep]],
            stream=stream[keep],
            mask=mask[keep],
            repeat=repeat[keep],
            gain=gain[keep],
            begins=np.searchsorted(stream[keep], np.arange(len(streams) + 1)),
        ),
        groups,
    )


def _columns(
    instance: Instance, stream: Stream, offers: list[Offer], sites: list[Site], levels: int
) -> tuple[Ints, Ints, Floats, Floats]:
    """Return person, mask, repeat and gain: one column per level of repeat (the set grows)."""
    persons = np.flatnonzero(_admitted(instance, stream, sites[stream.site]))
    chosen = [offers[g] for g in stream.offers]
    repeat = np.array([np.where(o.allowed, o.repeat, np.inf)[persons] for o in chosen]).T
    repeat = repeat.reshape(len(persons), len(chosen))
    ranked = np.sort(repeat, axis=1)
    higher = np.concatenate([ranked[:, 1:], np.full((len(ranked), 1), np.inf)], axis=1)
    new = np.isfinite(ranked) & (higher > ranked + 1e-9)
    level = np.cumsum(new, axis=1)
    new &= level <= levels
    row, place = np.nonzero(new)
    value = ranked[row, place]
    bits = np.int64(1) << np.arange(len(chosen), dtype=np.int64)
    inside = repeat[row] <= value[:, None] + 1e-9
    full = (level[row, place] == levels)[:, None]
    inside |= full & np.isfinite(repeat[row])
    gain = _gains(instance, stream, chosen, persons[row], inside)
    return persons[row], inside @ bits, value, gain


def _gains(
    instance: Instance, stream: Stream, offers: list[Offer], persons: Ints, inside: Bools
) -> Floats:
    """Return [column, q]: the largest share of the remaining need that an offer meets."""
    units = {
        "class": np.ones(len(offers)),
        "day": np.array([float(o.most_days) for o in offers]),
        "period": np.array([o.periods for o in offers]),
    }
    result = np.zeros((len(persons), len(instance.requirement_unit)))
    for q, unit in enumerate(instance.requirement_unit):
        if not stream.counting[q] or not len(offers):
            continue
        best = np.where(inside, units[unit], 0.0).max(axis=1)
        need = instance.remaining[persons, q]
        share = np.divide(best + 1e-6, need, out=np.zeros_like(best), where=need > 0)
        result[:, q] = np.minimum(1.0, share)
    return result


def _groups(
    instance: Instance, person: Ints, stream: Ints, mask: Ints, repeat: Floats, gain: Floats
) -> Groups:
    fields = [stream, mask, np.round(repeat * 1e9).astype(np.int64)]
    fields += [np.round(gain[:, q] * 1e9).astype(np.int64) for q in range(gain.shape[1])]
    signs = [_person_hash(instance.num_cadres, person, fields, seed) for seed in (1, 2)]
    present = np.zeros(instance.num_cadres, dtype=bool)
    present[person] = True
    open_need = ~instance.covered
    named = apart(instance)
    key = np.stack(
        [
            signs[0].view(np.int64),
            signs[1].view(np.int64),
            instance.unit_of,
            instance.group_of,
            np.where(open_need, instance.tier_of, -1),
            np.where(open_need, instance.priority, -1.0).view(np.int64),
            np.where(named, np.arange(instance.num_cadres), -1),
        ]
    )
    chosen = np.flatnonzero(present)
    _, example, number, size = np.unique(
        key[:, chosen], axis=1, return_index=True, return_inverse=True, return_counts=True
    )
    of_person = np.full(instance.num_cadres, -1, dtype=np.int64)
    of_person[chosen] = number.ravel()
    return Groups(chosen[example], size.astype(np.int64), of_person)


def apart(instance: Instance) -> Bools:
    """Return [i]: a class names the person, now or in the baseline."""
    named = np.zeros(instance.num_cadres, dtype=bool)
    for cls in instance.classes:
        named[cls.members] = True
        for other in (cls.frozen, cls.baseline):
            if other is not None:
                named[other.members[other.members >= 0]] = True
    return named


def _person_hash(count: int, person: Ints, fields: list[Ints], seed: int) -> npt.NDArray[np.uint64]:
    """Return [i]: a 64-bit sum over the person's columns, the same for the same columns."""
    total = np.full(len(person), seed, dtype=np.uint64)
    for values in fields:
        total = _mix(total ^ values.astype(np.int64).view(np.uint64))
    result = np.zeros(count, dtype=np.uint64)
    np.add.at(result, person, total)
    return result


def _mix(x: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    x = (x + np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0x94D049BB133111EB)
    result: npt.NDArray[np.uint64] = x ^ (x >> np.uint64(31))
    return result
