"""The runs of a sweep on this machine, some at a time, each in a process of its own."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed

from scheduler.sweep.work import Stopped, plan_apart


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover - other systems


def run_locally(
    parcels: Mapping[str, Callable[[], bytes]],
    jobs: int,
    started: Callable[[str], None],
    stop: Callable[[], bool],
) -> Iterator[tuple[str, bytes]]:
    """Yield run and parcel of its outcome as the runs end; ended runs of a stop are left out.

    A run's parcel is made when its turn comes. Closing the iterator ends all children.
    """
    over = threading.Event()

    def ended() -> bool:
        return over.is_set() or stop()

    def work(run: str) -> bytes:
        if ended():
            raise Stopped
        started(run)
        return plan_apart(parcels[run](), ended)

    with ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="sweep") as pool:
        try:
            futures = {pool.submit(work, run): run for run in parcels}
            for future in as_completed(futures):
                error = future.exception()
                if error is None:
                    yield futures[future], future.result()
                elif not isinstance(error, Stopped):
                    raise error
        finally:
            over.set()
