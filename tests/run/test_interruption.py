"""The flag that a first signal sets, and what a second one does."""

import signal
import threading

import pytest

from scheduler.interruption import SIGNALS, Interruption


@pytest.mark.parametrize("number", SIGNALS)
def test_the_first_signal_sets_the_flag_and_tells(number):
    told = []
    with Interruption(lambda: told.append(1)) as stop:
        assert not stop()
        signal.raise_signal(number)
        assert stop()
    assert told == [1]


def test_the_second_signal_raises():
    with Interruption() as stop:
        signal.raise_signal(signal.SIGTERM)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_the_former_handlers_come_back():
    before = [signal.getsignal(number) for number in SIGNALS]
    with Interruption():
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before


def test_off_the_main_thread_it_is_only_a_flag():
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def work():
        with Interruption() as stop:
            seen.append((stop(), signal.getsignal(signal.SIGINT) is before))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [(False, True)]
