"""What a plan withstands: coverage under seeded disruptions, and what it depends on most."""

from typing import Any

from models.base import Id, Model
from models.scenario import StressRates


class Spread(Model):
    """A figure over all draws; `worst` is the least favourable draw."""

    mean: float
    worst: float


class Events(Model):
    """How many disruptions a draw brings on average."""

    lecturer_absent: float
    room_lost: float
    learner_absent: float
    class_cancelled: float
    classes_fallen: float


class TierSurvival(Model):
    """Persons of a tier covered before the plan, by the plan, and by what is left of it."""

    tier: Id
    population: int
    target: int
    before: int
    planned: int
    unrepaired: Spread
    repaired: Spread | None = None


class Dependence(Model):
    """What one lecturer, room or week carries: persons and classes lost without it alone."""

    id: Id
    name: str
    persons: int
    classes: tuple[Id, ...]


class StressReport(Model):
    """The outcome of `stress`; shares are of the `gained` persons whom the plan covers newly.

    `repaired` is None where no repair was asked for. Weeks are ISO weeks such as 2024-W19.
    """

    format: int = 1
    scenario: str
    draws: int
    seed: int
    rates: StressRates
    standby: bool
    gained: int
    events: Events
    unrepaired: Spread
    repaired: Spread | None = None
    tiers: tuple[TierSurvival, ...] = ()
    lecturers: tuple[Dependence, ...] = ()
    rooms: tuple[Dependence, ...] = ()
    weeks: tuple[Dependence, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the report as `stress --json` prints it."""
        return self.model_dump(mode="json")
