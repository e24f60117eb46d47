"""How the command ends: what is half written is taken back, whether an error or a signal ends it."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LAST: list[Callable[[], None]] = []
"""What is left to do if the process ends now."""


def command() -> None:
    """Run the command line; a signal ends it as it ends other programs: at once, without a word."""
    for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):  # else it is to be ignored
            signal.signal(number, _end)
    from sovietlabour.cli import main

    sys.exit(main())


def _end(number: int, _: object) -> None:
    """End the process from here: an exception could get lost, or be reported, in any library on its way."""
    for act in LAST:
        act()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


@contextmanager
def at_last(act: Callable[[], None]) -> Iterator[None]:
    """Do something at the end, whatever brings it about."""
    LAST.append(act)
    try:
        yield
    finally:
        act()
        LAST.remove(act)
