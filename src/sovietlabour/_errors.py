"""Every exception this package raises on purpose, and what was found in its message."""


class SovietLabourError(Exception):
    """Base of all errors of this package; its text is one clear message."""

    __module__ = "sovietlabour"

    def __init_subclass__(cls) -> None:
        cls.__module__ = "sovietlabour"  # where users find it, and what tracebacks should say

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class UnknownTableError(SovietLabourError, KeyError):
    """There is no table of that name; the message gives the closest names."""


class LostTableError(UnknownTableError):
    """The book has this table, but its page is lost from the text we work from."""


class DataIntegrityError(SovietLabourError):
    """A published file is missing, or is not the file that was published."""


class ArgumentError(SovietLabourError, ValueError):
    """An argument has a value that it cannot have; the message gives the possible ones."""


class ExportError(SovietLabourError):
    """A table could not be written where it was asked for; nothing was written."""


def shown(value: object) -> str:
    """Write whatever was found on one line of a message, which a value that cannot be written must not prevent."""
    try:
        text = " ".join(repr(value).split())
    except Exception:
        return f"a {type(value).__name__} that cannot be written"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def refused(parameter: str, expected: str, found: object) -> ArgumentError:
    """Make the error for an argument that is no value of its parameter."""
    return ArgumentError(f"{parameter} must be {expected}; found {shown(found)}")


LONGEST = 200
"""Characters of a value that a message has at most."""


class BuildError(SovietLabourError):
    """The raw files do not give valid tables; the message lists every problem found.

    Parameters
    ----------
    problems
        One line per problem, each naming table, cell, what was expected and what was found.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        count = f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''}"
        return "\n  ".join([f"{count} in the raw files:", *self.problems])
