"""Name and password for a server, from the environment or the keyring and nowhere else."""

import ipaddress
import os
from urllib.parse import urlsplit

from scheduler.errors import UsageError

USER, PASSWORD = "SCHEDULE_CALDAV_USER", "SCHEDULE_CALDAV_PASSWORD"


def checked_url(url: str) -> str:
    """Return the address of a calendar home without its user and with a slash at the end.

    Raises UsageError where a password stands in it, or would travel in the open.
    """
    parts = urlsplit(url)
    host = parts.hostname
    if parts.scheme not in ("http", "https") or host is None or parts.query or parts.fragment:
        raise UsageError(
            "--caldav: expected the address of a calendar home such as "
            "https://calendar.example.org/dav/planner/"
        )
    if parts.password is not None:
        raise UsageError(
            f"--caldav: a password in an address is seen by others; put it into {PASSWORD} or "
            "the keyring, and change it on the server"
        )
    if parts.scheme == "http" and not _is_loopback(host):
        raise UsageError(
            f"--caldav: http://{host} would carry the password in the open; use https://"
        )
    place = host if parts.port is None else f"{host}:{parts.port}"
    if ":" in host:
        place = f"[{host}]" if parts.port is None else f"[{host}]:{parts.port}"
    return f"{parts.scheme}://{place}{parts.path.rstrip('/')}/"


def credentials(url: str) -> tuple[str, str]:
    """Return user and password for an address; raises UsageError where they are not known."""
    parts = urlsplit(url)
    user = os.environ.get(USER) or parts.username
    password = os.environ.get(PASSWORD)
    if user and password:
        return user, password
    service = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    found = _from_keyring(service, user)
    if found is None:
        raise UsageError(
            f"--caldav: user and password for {service} are not known; set {USER} and {PASSWORD}, "
            f"or run `keyring set {service} {user or 'USER'}`"
        )
    return found


def _from_keyring(service: str, user: str | None) -> tuple[str, str] | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_credential(service, user)
    except KeyringError:
        return None
    if found is None or not found.password:
        return None
    return found.username, found.password


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
