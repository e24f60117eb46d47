"""What SECURITY.md promises: no connection, no other program, nothing loaded that can run, no write elsewhere."""

from pathlib import Path

import pytest

from conftest import python

WATCHED = """
import os, sys
found = []
def watch(event, args):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pickle.")):
        found.append((event, args))
    elif event == "open" and isinstance(args[0], str) and args[0] != os.devnull and set(str(args[1])) & set("wax+"):
        # Python's own cache of compiled modules is not ours.
        if not os.path.realpath(args[0]).startswith({folder!r}) and "__pycache__" not in args[0]:
            found.append((event, args))
sys.addaudithook(watch)
import sovietlabour as sl
{does}
print(found)
"""
READS = """
for name in sl.table_names():
    sl.load_table(name, with_status=True), sl.describe(name), sl.describe(name)._repr_html_()
sl.search("women in coal mining"), sl.search_figures("Magnitogorsk")
sl.cite("turnover_1930_36", "bibtex"), sl.load_enterprise("AMO"), sl.provenance()
sl.law_in_force("absenteeism", "1933-01-01"), sl.penalty_timeline("absenteeism", by="year"), sl.define("ORS")
sl.load_observations("monthly wage"), sl.load_series("turnover, all industry")
"""
WRITES = """
for form in ("csv", "excel", "stata", "spss"):
    sl.export(["turnover_1930_36", "terms"], form, {folder!r})
for form in ("sqlite", "duckdb"):
    sl.export(None, form, {folder!r})
"""


@pytest.mark.parametrize("does", [READS, WRITES], ids=["reading", "writing"])
def test_nothing_else_is_touched(does: str, tmp_path: Path) -> None:
    """Python's own audit events show no connection, no program, no pickle, and no write but where it was told to."""
    folder = str(tmp_path)
    code = WATCHED.format(folder=folder, does=does.replace("{folder!r}", repr(folder)))
    assert python(code, TMPDIR=folder).strip() == "[]"


def test_the_watch_sees_what_it_looks_for(tmp_path: Path) -> None:
    """A connection, a program, a pickled function and a write elsewhere are all seen."""
    does = (
        "import pickle, socket, subprocess\n"
        "socket.socket().close(); subprocess.run(['true']); pickle.loads(pickle.dumps(len))\n"
        f"open({str(tmp_path / 'elsewhere')!r}, 'w').close()"
    )
    seen = python(WATCHED.format(folder=str(tmp_path / "folder"), does=does))
    assert all(event in seen for event in ("socket.", "subprocess.Popen", "pickle.find_class", "elsewhere"))
