"""Writing tables for other programs: CSV, Parquet, JSON, Excel."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sovietlabour._errors import ExportError
from sovietlabour._frames import load_frame, table_path

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "parquet", "json", "xlsx")


def export(names: list[str], form: str, folder: Path, *, overwrite: bool = False) -> list[Path]:
    """Write tables into a folder; either all of them or none.

    Parameters
    ----------
    names
        Names of tables.
    form
        ``"csv"``, ``"parquet"``, ``"json"`` or ``"xlsx"``; each but CSV carries the citation.
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
    else:
        _write_excel(frame, target)


def _json(frame: "pd.DataFrame", attrs: dict[str, Any]) -> str:
    import json

    records = json.loads(frame.to_json(orient="records", double_precision=15, force_ascii=False))
    return json.dumps(attrs | {"data": records}, indent=1, ensure_ascii=False) + "\n"


def _write_excel(frame: "pd.DataFrame", target: Path) -> None:
    import pandas as pd

    about = pd.DataFrame([(key, str(value)) for key, value in frame.attrs.items()], columns=["what", "says"])
    try:
        with pd.ExcelWriter(target, engine="openpyxl", date_format="YYYY-MM-DD", datetime_format="YYYY-MM-DD") as book:
            frame.to_excel(book, sheet_name="data", index=False)
            about.to_excel(book, sheet_name="about", index=False)
    except ImportError:
        raise ExportError("Excel files need openpyxl: pip install 'sovietlabour[excel]'") from None
