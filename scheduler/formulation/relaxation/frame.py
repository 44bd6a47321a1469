"""What the relaxation knows before any column: kinds, places, offers, times, streams, persons."""

from dataclasses import dataclass

from scheduler.formulation.instance import Instance
from scheduler.formulation.relaxation.kinds import (
    Kind,
    Offer,
    Place,
    Site,
    derive_kinds,
    derive_offers,
    derive_places,
)
from scheduler.formulation.relaxation.people import (
    Attendance,
    Groups,
    Stream,
    derive_attendance,
    derive_streams,
    least_columns,
)
from scheduler.formulation.relaxation.times import KindTimes, Spans, derive_spans, derive_times

FINE_TEACHING_COLUMNS = 3_000
COARSE_TEACHING_COLUMNS = 1_000
MANY_PERSON_COLUMNS = 8_000
PERSON_COLUMNS_AT_MOST = 200_000
LIKELY_MERGED = 2  # columns of persons become one where persons are alike
COARSELY_AT_MOST = 1_500_000  # where alike persons can share columns while it is solved
LEVELS_AT_MOST = 4


@dataclass(frozen=True)
class Frame:
    """Everything derived from an instance that the columns and rows are made of."""

    instance: Instance
    places: list[Place]
    sites: list[Site]
    offers: dict[int, list[Offer]]
    kinds: list[Kind]
    times: list[KindTimes]
    spans: Spans
    streams: list[Stream]
    attendance: Attendance
    groups: Groups
    levels: int  # of repeat that a person can choose from in a stream; one: electives look alike

    @property
    def several(self) -> bool:
        """Tell whether a cadre may attend more than one class."""
        return self.instance.scenario.rules.max_classes_per_cadre > 1


def derive_frame(instance: Instance) -> Frame:
    """Return the frame of an instance; kinds without a start stay, with no class possible.

    Where persons would have too many columns, their choices are merged until they have not.
    """
    offers = {p.index: derive_offers(instance, p) for p in instance.programmes}
    kinds = derive_kinds(instance, offers)
    times = [derive_times(instance, kind, offers[kind.programme]) for kind in kinds]
    for levels, merged in ((LEVELS_AT_MOST, False), (1, False), (1, True)):
        places, sites = derive_places(instance, merged=merged)
        streams = derive_streams(instance, kinds, times, offers, sites)
        alone = levels == 1 and instance.scenario.rules.max_classes_per_cadre == 1
        most = COARSELY_AT_MOST if alone else PERSON_COLUMNS_AT_MOST
        if not merged and least_columns(instance, streams, sites) > LIKELY_MERGED * most:
            continue  # deriving them all would need much memory, for nothing
        attendance, groups = derive_attendance(instance, streams, offers, sites, levels)
        if len(attendance.group) <= most:
            break
    return Frame(
        instance=instance,
        places=places,
        sites=sites,
        offers=offers,
        kinds=kinds,
        times=times,
        spans=_spans(instance, times, len(attendance.group)),
        streams=streams,
        attendance=attendance,
        groups=groups,
        levels=levels,
    )


def _spans(instance: Instance, times: list[KindTimes], person_columns: int) -> Spans:
    """Return the finest spans that keep the number of teaching columns within its limit.

    With many persons the rounds of the prover need a small program of classes and teaching.
    """
    many = person_columns > MANY_PERSON_COLUMNS
    limit = COARSE_TEACHING_COLUMNS if many else FINE_TEACHING_COLUMNS
    for coarse in (0, 1, 2):
        spans = derive_spans(instance, coarse)
        count = 0
        for when in times:
            used = len(set(spans.of_day[when.starts].tolist()))
            count += used * sum(int(who.any(axis=1).sum()) for who in when.can.values())
        if count <= limit:
            return spans
    return derive_spans(instance, 3)
