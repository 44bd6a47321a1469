"""Which days are worked: public holidays from the pinned package, and whether any day is left."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

from models.base import DateRange
from models.calendar import WEEKDAYS, Calendar


class UnknownCountryError(ValueError):
    """The holiday package knows no such country."""


@lru_cache(maxsize=16)
def public_holidays(country: str | None, first_year: int, last_year: int) -> tuple[date, ...]:
    """Return the public holidays of whole years in order, with observed and substituted days."""
    if country is None:
        return ()
    import holidays  # slow to import, and only scenarios with a country need it

    years = range(first_year, last_year + 1)
    try:
        return tuple(sorted(holidays.country_holidays(country, years=years)))
    except NotImplementedError:
        raise UnknownCountryError(country) from None


def countries() -> list[str]:
    """Return the codes of the countries whose public holidays are known."""
    import holidays

    return sorted(holidays.list_supported_countries())


def has_working_day(calendar: Calendar, horizon: DateRange, holidays: Collection[date]) -> bool:
    """Tell whether any day of the horizon is worked."""
    if any(horizon.start <= day <= horizon.end for day in calendar.extra_workdays):
        return True
    off = set(holidays)
    length = (horizon.end - horizon.start).days + 1
    days = (horizon.start + timedelta(days=n) for n in range(length))
    return any(
        WEEKDAYS[day.weekday()] in calendar.workdays
        and day not in off
        and not any(closed.start <= day <= closed.end for closed in calendar.days_off)
        for day in days
    )
