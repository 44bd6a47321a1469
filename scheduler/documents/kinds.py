"""The kinds of documents: what each is made for and which fields its template may name."""

from typing import Literal, NamedTuple

KindName = Literal["plan", "opening", "class-list", "summons", "timetable", "invitation", "report"]
COMMON = ("organisation", "plan_title", "horizon_from", "horizon_to")
COURSE = (
    *("class", "title", "tiers", "size", "days", "start", "end", "period", "begin"),
    *("place", "room", "venue", "cost"),
)
PERSON = ("no", "name", "position", "unit")
ABSENCES = ("excused", "unexcused")


class Kind(NamedTuple):
    """One kind: documents per what, single fields, and the fields of a row for each table.

    A template must hold at least one row of every table; everything else may be left out.
    """

    each: Literal["plan", "class", "unit", "lecturer"]
    fields: tuple[str, ...]
    tables: tuple[tuple[str, ...], ...]

    @property
    def known(self) -> tuple[str, ...]:
        """All names that a template of this kind may use."""
        return tuple(
            dict.fromkeys([*COMMON, *self.fields, *(n for row in self.tables for n in row)])
        )


KINDS: dict[KindName, Kind] = {
    "plan": Kind(
        "plan",
        ("num_classes", "num_people", "total_days", "total_cost"),
        (
            (
                *("programme_no", "programme", "programme_tiers", "programme_classes"),
                *("programme_size", "programme_days", "programme_period", "programme_places"),
                "programme_cost",
            ),
            ("no", *COURSE),
        ),
    ),
    "opening": Kind(
        "class",
        COURSE,
        (("content_no", "content", "content_sessions", "lecturer"), PERSON),
    ),
    "class-list": Kind("class", COURSE, (PERSON,)),
    "summons": Kind(
        "unit",
        ("unit", "num_people", "num_classes", "first_day"),
        (("no", "name", "position", "class", "title", "period", "begin", "place"),),
    ),
    "timetable": Kind(
        "class",
        COURSE,
        (("date", "weekday", "slot", "time", "content", "lecturer", "place", "note"),),
    ),
    "invitation": Kind(
        "lecturer",
        ("lecturer", "num_sessions", "num_classes", "first_day"),
        (("no", "date", "weekday", "slot", "time", "content", "class", "title", "place", "size"),),
    ),
    "report": Kind(
        "plan",
        ("num_classes", "num_people"),
        (
            (
                *("tier_no", "tier", "tier_population", "tier_target", "tier_before", "tier_after"),
                *("tier_share", "tier_shortfall", "tier_excused", "tier_unexcused"),
            ),
            ("no", "unit_tier", "unit", "population", "before", "after", "share", *ABSENCES),
        ),
    ),
}
