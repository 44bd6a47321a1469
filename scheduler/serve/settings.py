"""What the served application is told at its start."""

import secrets
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from models.scenario import Language

RECORD = "record.sqlite"
LEAST_TOKEN = 16  # characters


@dataclass(frozen=True)
class Settings:
    """Address, token and limits; `names` are further hosts under which browsers may come.

    `record` is where publishing keeps releases; sizes are in bytes.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    names: tuple[str, ...] = ()
    language: Language | None = None
    record: str | None = None
    body_limit: int = 1 << 20
    upload_limit: int = 64 << 20

    @property
    def local(self) -> bool:
        """Tell whether only this machine can reach the application."""
        return is_loopback(self.host)

    @property
    def record_name(self) -> str:
        """The record as it may be shown: without the password of a database."""
        place = self.record or RECORD
        if "://" not in place:
            return place
        scheme, _, rest = place.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"

    def record_of(self, root: Path) -> str:
        """Return the record to publish into: the one asked for, else that of the workspace."""
        return self.record or str(root / RECORD)


def is_loopback(host: str) -> bool:
    """Tell whether an address reaches this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
