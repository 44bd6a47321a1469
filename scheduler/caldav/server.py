"""The few requests of CalDAV that we need, each answered with data or one clear sentence."""

from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import quote, unquote, urljoin
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import httpx

from scheduler.errors import UsageError

TIMEOUT = 60.0
DAV, CAL = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
SPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
QUERY = (
    f"<C:calendar-query {SPACES}><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter>"
    '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter>'
    "</C:calendar-query>"
)
PROPS = f"<D:propfind {SPACES}><D:prop><D:resourcetype/></D:prop></D:propfind>"
NO_SUCH_METHOD = (403, 405, 415, 501)


class ChangedMeanwhileError(Exception):
    """Somebody else wrote the resource since we looked."""


@dataclass(frozen=True)
class Resource:
    """An event as the server holds it."""

    href: str
    etag: str
    content: bytes


class Server:
    """A calendar home; use it as a context manager."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url
        self._client = httpx.Client(
            auth=httpx.BasicAuth(user, password), timeout=TIMEOUT, follow_redirects=False
        )

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def has(self, name: str) -> bool:
        """Say whether there is a collection of that name; raises where it is no calendar."""
        answer = self._ask("PROPFIND", self._place(name), PROPS, {"Depth": "0"}, (207, 404))
        if answer.status_code == 404:
            return False
        if self._tree(answer).find(f".//{CAL}calendar") is None:
            raise UsageError(f"{self._place(name)}: is there but is no calendar; remove it")
        return True

    def make(self, name: str, title: str) -> None:
        """Make a calendar, by the request that the server knows."""
        kinds = '<C:supported-calendar-component-set><C:comp name="VEVENT"/>'
        shown = f"<D:displayname>{escape(title)}</D:displayname>"
        props = f"{shown}{kinds}</C:supported-calendar-component-set>"
        body = f"<C:mkcalendar {SPACES}><D:set><D:prop>{props}</D:prop></D:set></C:mkcalendar>"
        answer = self._ask("MKCALENDAR", self._place(name), body, {}, (201, 207, *NO_SUCH_METHOD))
        if answer.status_code in NO_SUCH_METHOD:
            what = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"
            body = f"<D:mkcol {SPACES}><D:set><D:prop>{what}{props}</D:prop></D:set></D:mkcol>"
            self._ask("MKCOL", self._place(name), body, {}, (201, 207))

    def events(self, name: str) -> list[Resource]:
        """Return every event of a calendar with its version."""
        answer = self._ask("REPORT", self._place(name), QUERY, {"Depth": "1"}, (207,))
        found = []
        for response in self._tree(answer).iter(f"{DAV}response"):
            href, data = response.find(f"{DAV}href"), response.find(f".//{CAL}calendar-data")
            etag = response.find(f".//{DAV}getetag")
            if href is not None and data is not None and etag is not None:
                place = urljoin(self.url, (href.text or "").strip())
                found.append(Resource(place, etag.text or "", (data.text or "").encode()))
        return found

    def put_new(self, name: str, file: str, content: bytes) -> None:
        """Write an event that must not be there yet."""
        self._put(self._place(name) + quote(file), content, {"If-None-Match": "*"})

    def put_over(self, old: Resource, content: bytes) -> None:
        """Write an event over the version that we know."""
        self._put(old.href, content, {"If-Match": old.etag})

    def delete(self, old: Resource) -> None:
        """Remove an event of the version that we know."""
        answer = self._ask("DELETE", old.href, None, {"If-Match": old.etag}, (200, 204, 404, 412))
        if answer.status_code == 412:
            raise ChangedMeanwhileError(old.href)

    def _put(self, place: str, content: bytes, condition: dict[str, str]) -> None:
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        answer = self._ask("PUT", place, content, headers, (200, 201, 204, 412))
        if answer.status_code == 412:
            raise ChangedMeanwhileError(place)

    def _place(self, name: str) -> str:
        return f"{self.url}{quote(name)}/"

    def _ask(
        self,
        method: str,
        place: str,
        body: str | bytes | None,
        headers: dict[str, str],
        expected: tuple[int, ...],
    ) -> httpx.Response:
        kind = {"Content-Type": "application/xml; charset=utf-8"} if body is not None else {}
        raw = body.encode() if isinstance(body, str) else body
        try:
            answer = self._client.request(method, place, content=raw, headers={**kind, **headers})
        except httpx.HTTPError as error:
            why = str(error) or type(error).__name__
            raise UsageError(f"{place}: the calendar server does not answer: {why}") from error
        if answer.status_code not in expected:
            raise UsageError(f"{place}: {_why(method, answer)}")
        return answer

    def _tree(self, answer: httpx.Response) -> Any:
        try:
            return ElementTree.fromstring(answer.content)
        except ElementTree.ParseError as error:
            raise UsageError(
                f"{answer.request.url}: answers something that is no CalDAV: {error}"
            ) from error


def _why(method: str, answer: httpx.Response) -> str:
    code = answer.status_code
    if code == 401:
        return "the calendar server does not know this user and password (401)"
    if code == 403:
        return f"the calendar server does not let this user write here (403 to {method})"
    if answer.is_redirect:
        return f"has moved to {unquote(answer.headers.get('location', '?'))}; give that address"
    if code == 507:
        return "the calendar server has no room left (507)"
    return f"the calendar server answers {code} {answer.reason_phrase} to {method}"
