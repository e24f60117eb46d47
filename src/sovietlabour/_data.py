"""Where the published files are, and their bytes, checked against the sums published with them."""

import time
from pathlib import Path

from sovietlabour._errors import DataIntegrityError

SUMS = "SHA256SUMS"


def folder() -> Path:
    """Give the folder of the published files: inside the installed package, or in a checkout."""
    here = Path(__file__).resolve().parent
    if not here.is_dir():
        raise DataIntegrityError(f"{here}: published files cannot be read in an archive; unpack or install it")
    packaged = here / "_data"
    return packaged if packaged.is_dir() else here.parents[1] / "data" / "processed"


def state(path: Path) -> tuple[int, int]:
    """Tell one version of a published file from the next.

    Raises
    ------
    DataIntegrityError
        If there is no such file.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise _lacking(path, error) from None
    return stat.st_mtime_ns, stat.st_size


def checked_bytes(path: Path) -> bytes:
    """Read a file and make sure that it is the published one.

    Raises
    ------
    DataIntegrityError
        If it cannot be read, or its SHA-256 was not published under its name.
    """
    import hashlib

    for wait in WAITS:
        data, sums = (_read(one) for one in (path, path.with_name(SUMS)))
        found = hashlib.sha256(data).hexdigest()
        # One search, not a parse: the time must not grow with the number of tables.
        if f"{found}  {path.name}\n".encode() in sums:
            return data
        time.sleep(wait)
    raise DataIntegrityError(
        f"{path}: expected the published file, whose SHA-256 stands in {SUMS}; found {len(data)} bytes with "
        f"SHA-256 {found}, which does not. {REMEDY}"
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _lacking(path, error) from None


def _lacking(path: Path, error: OSError) -> DataIntegrityError:
    return DataIntegrityError(f"{path}: expected a published file; {error.strerror}. {REMEDY}")


REMEDY = "Reinstall sovietlabour, or in a checkout run `sovietlabour build`."
WAITS = (0.05, 0.2, 0.0)
"""Seconds until a file is read again that does not fit its sum: a build may be putting both in place."""
