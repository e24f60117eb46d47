"""The command `labour-report INDUSTRY`."""

import sys
from typing import get_args

from sovietlabour import IndustryName, SovietLabourError

from labour_report.report import write_report


def main() -> int:
    """Print the report on the industry that the command line names."""
    known: dict[str, IndustryName] = {name: name for name in get_args(IndustryName)}
    asked = " ".join(sys.argv[1:])
    if asked not in known:
        print(f"labour-report: no industry {asked!r}; the industries are {', '.join(known)}", file=sys.stderr)
        return 1
    try:
        print(write_report(known[asked]), end="")
    except SovietLabourError as error:
        print(f"labour-report: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
