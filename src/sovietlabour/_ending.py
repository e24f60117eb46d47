"""How writing ends: all files are there and whole, or all is as it was, whether an error or a signal ends it."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

LAST: list[Callable[[], None]] = []
"""What is left to do if the process ends now."""
Writer = Callable[[Path], object]


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


def write_whole(root: Path, stage: Path, writers: Mapping[str, Writer]) -> None:
    """Write files by their names below a folder: all of them whole, or none.

    They are made in a folder of their own, beside copies of what they replace, and put in place when all are whole.
    """
    made = [folder for folder in (root, *root.parents) if not folder.exists()]

    def tidy_up() -> None:
        take_back(root, stage, writers)
        for folder in made:
            with suppress(OSError):  # something is in it
                folder.rmdir()

    with at_last(tidy_up):
        (stage / "kept").mkdir(parents=True)
        for name, write in writers.items():
            write(_inside(stage / "new", name))
            if os.path.lexists(root / name):
                shutil.copy2(root / name, _inside(stage / "kept", name), follow_symlinks=False)
        (stage / "kept").rename(stage / BEFORE)
        for name in writers:
            (stage / "new" / name).replace(root / name)
        (stage / BEFORE).rename(stage / "replaced")


BEFORE = "before"
"""Folder of what is replaced; it is there while files are put in place, and no longer."""


def take_back(root: Path, stage: Path, names: Iterable[str] = ()) -> None:
    """Undo what is half done, by what is on the disk: the end may have come between any two steps, even by a kill."""
    if (stage / BEFORE).is_dir():
        for name in names:
            if not os.path.lexists(stage / "new" / name) and not os.path.lexists(stage / BEFORE / name):
                (root / name).unlink(missing_ok=True)
        for old in (stage / BEFORE).rglob("*"):
            if old.is_symlink() or not old.is_dir():
                old.replace(root / old.relative_to(stage / BEFORE))
    shutil.rmtree(stage, ignore_errors=True)


def _inside(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
