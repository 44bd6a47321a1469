"""Public holidays of a country as dates, from the pinned holiday package."""

from functools import lru_cache
from datetime import date

MAX_YEARS = 100


class UnknownCountryError(ValueError):
    """The holiday package knows no such country."""


@lru_cache(maxsize=16)
def public_holidays(country: str | None, first_year: int, last_year: int) -> tuple[date, ...]:
    """Return the public holidays of whole years in order, observed and substituted days included."""
    if country is None:
        return ()
    import holidays  # slow to import, and only scenarios with a country need it

    years = range(first_year, last_year + 1)
    try:
        return tuple(sorted(holidays.country_holidays(country, years=years)))
    except NotImplementedError:
        raise UnknownCountryError(country) from None


def countries() -> list[str]:
    """Return the codes of the countries that have public holidays here."""
    import holidays

    return sorted(holidays.list_supported_countries())
