"""Writing tables for other programs: CSV, Parquet, JSON, Excel, Stata, SPSS."""

import os
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sovietlabour._errors import ExportError
from sovietlabour._frames import load_frame, table_path

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "parquet", "json", "xlsx", "dta", "sav")
LABEL_LENGTH = 80
"""Longest label that Stata takes, longest line of a note that SPSS takes."""
STATA_RESERVES = {"end": "end_"}
"""Column names that Stata keeps for itself, and what they are called there."""


def export(names: list[str], form: str, folder: Path, *, overwrite: bool = False) -> list[Path]:
    """Write tables into a folder; either all of them or none.

    Parameters
    ----------
    names
        Names of tables.
    form
        ``"csv"``, ``"parquet"``, ``"json"``, ``"xlsx"``, ``"dta"`` (Stata) or ``"sav"`` (SPSS). JSON, Parquet, Excel
        and SPSS carry the citation and the caveats, Stata and SPSS a label for each variable. In Stata the column
        ``end`` is ``end_``.
    folder
        An existing folder.
    overwrite
        Replace files that are there already.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    ExportError
        If the folder is missing or not writable, a file is there already, or the format needs a library that is not
        installed.
    """
    if not folder.is_dir():
        kind = "is not a folder" if folder.exists() else "does not exist"
        raise ExportError(f"{folder}: expected a folder to write to; it {kind}")
    targets = {folder / f"{name}.{form}": table_path(name) for name in names}
    present = [target.name for target in targets if target.exists()]
    if present and not overwrite:
        raise ExportError(
            f"{folder}: {', '.join(present)} is there already; nothing was written (--overwrite replaces)"
        )
    written: dict[Path, Path] = {}
    try:
        for (target, source), name in zip(targets.items(), names, strict=True):
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.", suffix=f".{form}")
            os.close(handle)
            written[target] = Path(temporary)
            _write(name, form, source, Path(temporary))
            Path(temporary).chmod(0o644)
        for target, temporary_path in written.items():
            temporary_path.replace(target)
    except OSError as error:
        raise ExportError(f"{folder}: expected a folder that can be written to; {error.strerror}") from None
    finally:
        for temporary_path in written.values():
            temporary_path.unlink(missing_ok=True)
    return list(targets)


def _write(name: str, form: str, source: Path, target: Path) -> None:
    if form == "parquet":
        target.write_bytes(source.read_bytes())
        return
    frame = load_frame(name, "keep")
    dates = {str(c): frame[c].dt.strftime("%Y-%m-%d") for c, dtype in frame.dtypes.items() if dtype.kind == "M"}
    if form == "csv":
        frame.assign(**dates).to_csv(target, index=False, lineterminator="\n")
    elif form == "json":
        target.write_text(
            _json(frame.assign(**dates), {str(key): says for key, says in frame.attrs.items()}), encoding="utf-8"
        )
    elif form == "xlsx":
        _write_excel(frame, target)
    elif form == "dta":
        _write_stata(name, frame, target)
    else:
        _write_spss(name, frame, target)


def _json(frame: "pd.DataFrame", attrs: dict[str, Any]) -> str:
    import json

    records = json.loads(frame.to_json(orient="records", double_precision=15, force_ascii=False))
    return json.dumps(attrs | {"data": records}, indent=1, ensure_ascii=False) + "\n"


def _write_excel(frame: "pd.DataFrame", target: Path) -> None:
    import pandas as pd

    about = pd.DataFrame(
        [(key, item) for key, value in frame.attrs.items() for item in _items(value)], columns=["what", "says"]
    )
    try:
        with pd.ExcelWriter(target, engine="openpyxl", date_format="YYYY-MM-DD", datetime_format="YYYY-MM-DD") as book:
            frame.to_excel(book, sheet_name="data", index=False)
            about.to_excel(book, sheet_name="about", index=False)
    except ImportError:
        raise ExportError("Excel files need openpyxl: pip install 'sovietlabour[excel]'") from None


def _items(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{key}: {says}" for key, says in value.items()]
    return value if isinstance(value, list) else [value]


def _write_stata(name: str, frame: "pd.DataFrame", target: Path) -> None:
    labels = {STATA_RESERVES.get(column, column): label[:LABEL_LENGTH] for column, label in _labels(name).items()}
    plain = _plain(frame).rename(columns=STATA_RESERVES)
    plain.to_stata(
        target,
        write_index=False,
        version=118,
        convert_dates=dict.fromkeys(_days(plain), "td"),
        variable_labels=labels,
        data_label=str(frame.attrs["title"])[:LABEL_LENGTH],
    )


def _write_spss(name: str, frame: "pd.DataFrame", target: Path) -> None:
    try:
        import pyreadstat
    except ImportError:
        raise ExportError("SPSS files need pyreadstat: pip install 'sovietlabour[spss]'") from None
    plain = _plain(frame)
    for column in _days(plain):
        plain[column] = plain[column].dt.date.astype(object)
    pyreadstat.write_sav(
        plain,
        target,
        file_label=str(frame.attrs["title"])[:64],
        column_labels=[_labels(name)[column] for column in map(str, plain.columns)],
        note=[
            line
            for text in (frame.attrs["citation"], *frame.attrs["caveats"].values())
            for line in textwrap.wrap(text, LABEL_LENGTH)
        ],
    )


def _days(frame: "pd.DataFrame") -> list[str]:
    return [str(column) for column, dtype in frame.dtypes.items() if dtype.kind == "M"]


def _plain(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Give categories as text, missing text as empty and nullable whole numbers as floats: what both programs know."""
    types = {column: "str" for column, dtype in frame.dtypes.items() if dtype == "category"}
    types |= {column: "float64" for column, dtype in frame.dtypes.items() if str(dtype).startswith("Int")}
    plain = frame.astype(types)
    for column in [str(column) for column, dtype in plain.dtypes.items() if dtype == "str"]:
        plain[column] = plain[column].fillna("").astype(object)
    return plain


def _labels(name: str) -> dict[str, str]:
    """Describe each column, with its unit."""
    from sovietlabour._catalog import entry

    columns = entry(name)["columns"]
    return {c["name"]: c["description"] + (f" ({c['unit']})" if c["unit"] else "") for c in columns}
