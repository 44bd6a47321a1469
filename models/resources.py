"""Who teaches and where: lecturers, qualifications, venues, rooms, distances."""

from pydantic import Field

from models.base import Id, Model, NonNegative, Text


class Lecturer(Model):
    """A teacher; limits count sessions (None: no limit), `fee` is per session."""

    id: Id
    name: Text
    kind: Text | None = None
    max_sessions: int | None = Field(default=None, ge=0)
    max_per_week: int | None = Field(default=None, ge=0)
    max_per_day: int | None = Field(default=None, ge=0)
    fee: NonNegative = 0
    email: Text | None = None


class Qualification(Model):
    """`lecturer` may teach `module` (an id, `theme:NAME` or `*`) to `tier` (None: every tier)."""

    lecturer: Id
    module: Id
    tier: Id | None = None
    level: int = Field(default=2, ge=1, le=3)


class Venue(Model):
    """A site with rooms; empty `serves` means every unit."""

    id: Id
    name: Text
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    serves: tuple[Id, ...] = ()


class Room(Model):
    """A room of a venue; nobody travels to an online room."""

    id: Id
    venue: Id
    capacity: int = Field(ge=0)
    name: Text | None = None
    cost_per_day: NonNegative = 0
    online: bool = False


class Distance(Model):
    """One-way kilometres by road from a unit to a venue."""

    unit: Id
    venue: Id
    km: NonNegative
