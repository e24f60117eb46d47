"""From ``data/raw`` and ``data/curated`` to ``data/processed``: read, judge, reshape, validate, publish."""

import sys
from pathlib import Path

from sovietlabour._errors import BuildError, SovietLabourError

__all__ = ["build", "find_root"]


def find_root(start: Path) -> Path:
    """Find the checkout that holds a folder: the nearest one above with ``data/raw``.

    Raises
    ------
    SovietLabourError
        If there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "data" / "raw").is_dir() and (folder / "src" / "sovietlabour").is_dir():
            return folder
    raise SovietLabourError(
        f"{start}: expected a checkout of sovietlabour, with data/raw and src/sovietlabour; "
        "the installed package holds the published tables only"
    )


def build(root: Path, *, check: bool = False) -> list[str]:
    """Build everything that is generated, or check that it is what the raw files give.

    Parameters
    ----------
    root
        The checkout.
    check
        Write nothing; fail if a committed file is not what the raw files give.

    Returns
    -------
    list of str
        The files that were written, relative to `root`; with `check`, all that were compared.

    Raises
    ------
    BuildError
        If the raw files have problems, or `check` finds a difference.
    """
    from sovietlabour._data import SUMS
    from sovietlabour.pipeline import publish, stubs
    from sovietlabour.pipeline.assemble import build_tables
    from sovietlabour.pipeline.catalog import make_catalog
    from sovietlabour.pipeline.descriptors import descriptors

    built = build_tables(root / "data")
    if sys.flags.optimize > 1:
        raise SovietLabourError("python -OO takes away the docstrings, which the catalogue is made of; run without -OO")
    processed = root / "data" / "processed"
    package = root / "src" / "sovietlabour"
    catalog = make_catalog(built)
    files = {processed / name: data for name, data in publish.publish(built, catalog).items()}
    for path, data in files.items():
        # What a file says decides, not its bytes: another version of a library must not rewrite every table.
        if path.is_file() and publish.same_content(old := path.read_bytes(), data, path.name):
            files[path] = old
    described = descriptors(catalog, {path.name: data for path, data in files.items()})
    files |= {processed / name: data for name, data in described.items()}
    files[processed / SUMS] = publish.sums({path.name: data for path, data in files.items()})
    files[package / "__init__.pyi"] = stubs.package_stub().encode()
    files[package / "_literals.py"] = stubs.literals(built, catalog).encode()
    files[package / "_load.pyi"] = stubs.stub(built).encode()
    files[package / "models" / "__init__.pyi"] = stubs.models_stub(built).encode()
    page = root / "README.md"
    if page.is_file():
        text = page.read_text(encoding="utf-8")
        files[page] = stubs.readme(text, catalog).encode()
    if check:
        changed = publish.differing(files)
        stray = [p for p in sorted(processed.iterdir()) if p not in files and not p.name.startswith(".")]
        problems = [f"{p.relative_to(root)}: is not what the raw files give; run `sovietlabour build`" for p in changed]
        problems += [f"{p.relative_to(root)}: no raw table gives this file; delete it" for p in stray]
        if problems:
            raise BuildError(problems)
        return [str(path.relative_to(root)) for path in files]
    processed.mkdir(exist_ok=True)
    return [str(path.relative_to(root)) for path in publish.write_together(root, files)]
