"""Where the published files are, and their bytes, checked against the sums published with them."""

from pathlib import Path

from sovietlabour._errors import DataIntegrityError

SUMS = "SHA256SUMS"


def folder() -> Path:
    """Give the folder of the published files: inside the installed package, or in a checkout."""
    here = Path(__file__).resolve().parent
    packaged = here / "_data"
    return packaged if packaged.is_dir() else here.parents[1] / "data" / "processed"


def listed(path: Path) -> str | None:
    """Give the SHA-256 that was published for a file, or None if none was."""
    try:
        sums = (path.parent / SUMS).read_bytes()
    except OSError as error:
        raise DataIntegrityError(
            f"{path.parent / SUMS}: expected the list of published files; {error.strerror}"
        ) from None
    # One search, not a parse: the time must not grow with the number of tables.
    end = sums.find(b"  " + path.name.encode() + b"\n")
    return sums[end - 64 : end].decode("ascii", "replace") if end >= 64 else None


def checked_bytes(path: Path, expected: str) -> bytes:
    """Read a file and make sure that it is the published one.

    Raises
    ------
    DataIntegrityError
        If it is missing, or its SHA-256 is not `expected`.
    """
    import hashlib

    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataIntegrityError(f"{path}: expected a published file; {error.strerror}. {REMEDY}") from None
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise DataIntegrityError(
            f"{path}: expected the published file with SHA-256 {expected}; found {len(data)} bytes with "
            f"SHA-256 {found}. {REMEDY}"
        )
    return data


REMEDY = "Reinstall sovietlabour, or in a checkout run `sovietlabour build`."
