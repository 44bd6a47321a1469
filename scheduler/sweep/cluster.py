"""The runs of a sweep on a Dask cluster that exists already; nothing but bytes goes to and fro."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from scheduler.errors import UsageError, told_of
from scheduler.sweep.parcel import ERROR, pack
from scheduler.sweep.work import plan_apart

PATIENCE = 10.0  # seconds until a scheduler must answer
HEARING = 0.2  # seconds
ABSENT = (
    "--scheduler needs Dask, which is not installed; install the program with its extra "
    "'cluster' (refresher-scheduler[cluster]), here and on the workers"
)


def run_on_cluster(
    parcels: Mapping[str, Callable[[], bytes]],
    keys: Mapping[str, str],
    address: str,
    retries: int,
    stop: Callable[[], bool],
) -> Iterator[tuple[str, bytes]]:
    """Yield each run once with the parcel of its outcome, as the runs end.

    A task lost with its worker is done anew by the cluster; one that goes on failing is submitted
    `retries` times more, then its outcome is the error. `keys` names the runs by their input, so
    that two clients never plan the same input at the same time. Raises UsageError where no
    scheduler answers.
    """
    distributed = _distributed()
    with _client(distributed, address) as client:
        attempts = dict.fromkeys(parcels, 0)
        waiting = {_submit(client, parcels, keys, run, 0): run for run in parcels}
        try:
            while waiting and not stop():
                for future in [one for one in waiting if one.done()]:
                    run = waiting.pop(future)
                    outcome, reason = _outcome(future)
                    future.release()
                    if outcome is not None:
                        yield run, outcome
                    elif attempts[run] < retries and client.status == "running":
                        attempts[run] += 1
                        waiting[_submit(client, parcels, keys, run, attempts[run])] = run
                    else:
                        yield run, pack({ERROR: reason.encode()})
                time.sleep(HEARING)
        finally:
            with contextlib.suppress(Exception):  # the scheduler may be gone
                client.cancel(list(waiting), force=True)


def _submit(
    client: Any,
    parcels: Mapping[str, Callable[[], bytes]],
    keys: Mapping[str, str],
    run: str,
    attempt: int,
) -> Any:
    key = f"schedule-{keys[run]}-{attempt}"
    return client.submit(plan_apart, parcels[run](), key=key, pure=False)


def _outcome(future: Any) -> tuple[bytes | None, str]:
    """Return what a task brought; None and the reason where it brought nothing."""
    if future.status not in ("finished", "error"):
        return None, f"the task was {future.status}: the cluster went away or dropped it"
    try:
        return future.result(timeout=PATIENCE), ""
    except Exception as error:  # whatever the task or its worker died of
        return None, told_of(error).splitlines()[0]


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise UsageError(ABSENT) from error
    return distributed


@contextlib.contextmanager
def _client(distributed: Any, address: str) -> Iterator[Any]:
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            f"{address}: no Dask scheduler answers within {PATIENCE:.0f} s; expected an address "
            "such as tcp://host:8786, of a scheduler that runs"
        ) from error
    try:
        yield client
    finally:
        client.close(timeout=PATIENCE)
