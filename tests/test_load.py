"""Loading: names, independence of frames, weight, citation, and files that were damaged."""

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sovietlabour
from conftest import PROCESSED, python
from sovietlabour import (
    ArgumentError,
    DataIntegrityError,
    LostTableError,
    SovietLabourError,
    UnknownTableError,
    _data,
    cite,
    describe,
    load_arrow,
    load_table,
    parquet_path,
    provenance,
    table_names,
    tables,
)
from sovietlabour._catalog import entry

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

ATTRS = {"table", "title", "citation", "source", "original_source", "units", "caveats", "version"}


@pytest.mark.parametrize(
    ("wrong", "helped"),
    [
        ("turnover_1930_37", "'turnover_1930_36'"),
        ("Turnover-1930-36", "'turnover_1930_36'"),
        ("turnover", "'turnover_1930_36'"),
        ("unemploiment", "'unemployment_1922_28'"),
        ("women", "'women_share_1929_35'"),
        ("Table 2.2", "Table 2.2 of the book is 'turnover_1930_36'"),
        ("2.2", "'turnover_1930_36'"),
        ("table_7.1", "'norm_rises_1936'"),
        ("", "the tables are unemployment_1922_28"),
        ("zzz", "the tables are unemployment_1922_28"),
        ("provenance", "the tables are"),
        ("../catalog", "the tables are"),
        (3, "found 3 of type int"),
        (None, "found None of type NoneType"),
        (["turnover_1930_36"], "of type list"),
    ],
)
@pytest.mark.parametrize("call", [load_table, load_arrow, parquet_path, describe])
def test_a_wrong_name_is_helped(call: object, wrong: object, helped: str) -> None:
    """Misspelt, shortened, the number of the book, empty, not a string: a KeyError that says what to type."""
    with pytest.raises(UnknownTableError) as caught:
        call(wrong)  # type: ignore[operator]
    assert helped in str(caught.value)
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, SovietLabourError)


@pytest.mark.parametrize("wanted", ["Table 1.2", "1.2", "table 1.2"])
def test_the_lost_table_says_that_it_is_lost(wanted: str) -> None:
    """Table 1.2 is cited in the text, and its page is missing."""
    with pytest.raises(LostTableError, match=r"Table 1\.2 .* is not available\. .* line 1011.*missing"):
        load_table(wanted)  # type: ignore[call-overload]


def test_a_wrong_option_is_refused() -> None:
    """Only keep and mask."""
    with pytest.raises(ArgumentError, match="no value of uncertain 'drop'; they are keep, mask"):
        load_table("turnover_1930_36", uncertain="drop")  # type: ignore[call-overload]
    with pytest.raises(ArgumentError, match="bibtex"):
        cite("turnover_1930_36", style="apa")  # type: ignore[arg-type]


def test_frames_are_independent(name: "TableName") -> None:
    """Changing values, columns or attrs of one frame never changes the next."""
    first = load_table(name)
    kept = first.copy()
    first.iloc[0, -1] = first.iloc[:, -1].iloc[1]
    first.iloc[:, 0] = first.iloc[:, 0].iloc[0]
    first.attrs["units"]["x"] = "y"
    first.attrs["table"] = "changed"
    first.insert(0, "new", 1)
    second = load_table(name)
    pd.testing.assert_frame_equal(second, kept)
    assert second.attrs == kept.attrs
    assert second.attrs["table"] == name


def test_attrs_are_plain_and_complete(name: "TableName") -> None:
    """Strings and plain dicts only, so that they survive Parquet."""
    attrs = load_table(name).attrs
    assert set(attrs) == ATTRS
    assert json.loads(json.dumps(attrs)) == attrs
    assert attrs["citation"] == cite(name)
    assert attrs["version"] == sovietlabour.__version__
    assert "Filtzer" in attrs["source"]
    assert attrs["version"] in attrs["citation"]


def test_attrs_survive_parquet(name: "TableName", tmp_path: Path) -> None:
    """A user who saves a frame keeps its citation."""
    frame = load_table(name)
    frame.to_parquet(tmp_path / "x.parquet")
    assert pd.read_parquet(tmp_path / "x.parquet").attrs == frame.attrs


def test_pandas_alone_sees_the_citation(name: "TableName") -> None:
    """The published file stands alone; only the coarseness of dates differs (Parquet has no seconds)."""
    plain = pd.read_parquet(parquet_path(name))
    assert plain.attrs == load_table(name).attrs
    pd.testing.assert_frame_equal(_in_seconds(plain), load_table(name), check_dtype=False)


def _in_seconds(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({c: "datetime64[s]" for c, dtype in frame.dtypes.items() if dtype.kind == "M"})


def test_what_loses_attrs_and_what_keeps_them() -> None:
    """As the user guide says: pivot and concat of two tables lose the citation, cite() gives it back."""
    frame = load_table("turnover_1930_36")
    assert frame[frame["year"] > 1931].attrs == frame.attrs
    assert frame.groupby("industry", observed=True)[["turnover_percent"]].mean().attrs == frame.attrs
    assert frame.pivot(index="year", columns="industry", values="turnover_percent").attrs == {}
    assert pd.concat([frame, load_table("output_1933_36")]).attrs == {}
    assert cite(frame.attrs["table"]) == frame.attrs["citation"]


def test_mask_makes_uncertain_cells_missing(name: "TableName") -> None:
    """Exactly the inferred and doubtful cells vanish, and nothing else changes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kept, masked = load_table(name), load_table(name, uncertain="mask")
    cells = provenance(name)
    if cells.empty and "status" in kept:
        numbers = [kept.assign(column=column, row=range(len(kept))) for column in kept.attrs["units"]]
        cells = pd.concat(numbers)
    uncertain = cells[cells["status"].isin(["inferred", "doubtful"])]
    for column in kept.columns:
        rows = kept.index.isin(uncertain.loc[uncertain["column"] == column, "row"])
        assert masked.loc[rows, column].isna().all()
        assert masked.loc[~rows, column].astype(object).equals(kept.loc[~rows, column].astype(object))
    assert masked.attrs == kept.attrs | {"masked": uncertain.groupby("column").size().to_dict()}
    assert load_table(name).equals(kept)


def test_masked_whole_numbers_stay_whole() -> None:
    """A masked count is a nullable integer, not a float."""
    with pytest.warns(UserWarning, match="every number"):
        assert load_table("unemployment_1922_28", uncertain="mask")["unemployed_persons"].dtype == "Int64"
    assert load_table("workers_1928_32", uncertain="mask")["workers_persons"].dtype == "int64"


def test_provenance_covers_every_measured_cell(name: "TableName") -> None:
    """Each cell of each measured column once, with the value that the table has; derived tables point elsewhere."""
    frame, cells = load_table(name), provenance(name)
    places = set(zip(cells["column"], cells["row"], strict=True))
    assert len(places) == len(cells)
    if entry(name)["statuses"]:
        given = {(c, r) for c in frame.attrs["units"] for r in range(len(frame)) if pd.notna(frame[c].iloc[r])}
        assert given <= places
    else:
        assert not places
    for cell in cells.to_dict("records"):
        value = frame[cell["column"]].iloc[cell["row"]]
        assert (pd.isna(value) and pd.isna(cell["value"])) or value == cell["value"]
        assert bool(cell["printed"]) == (not pd.isna(value))
    assert (cells["table"] == name).all()


def test_provenance_of_all_tables() -> None:
    """Without a name, all cells; a changed copy does not change the next."""
    cells = provenance()
    assert len(cells) == sum(len(provenance(name)) for name in table_names())
    cells["printed"] = "changed"
    assert "changed" not in set(provenance()["printed"])
    assert list(cells.columns) == ["table", "row", "column", "value", "printed", "page", "line", "status", "evidence"]
    with pytest.raises(UnknownTableError):
        provenance("turnover")  # type: ignore[arg-type]  # no table on purpose


def test_tables_is_an_overview() -> None:
    """One row per table with what one needs to choose."""
    overview = tables().set_index("name")
    assert list(overview.index) == list(table_names())
    assert overview.loc["turnover_1930_36", "label"] == "Table 2.2"
    assert overview.loc["turnover_1930_36", "page"] == "52-53"
    assert overview.loc["turnover_1930_36", "rows"] == 72
    assert overview.loc["norm_rises_1936", "years"] == "1936"


def test_the_overview_counts_uncertain_numbers() -> None:
    """As the provenance has them; none where nothing is measured."""
    uncertain = provenance().query("status in ['inferred', 'doubtful']")["table"].value_counts()
    counted = tables().set_index("name")["uncertain"]
    assert counted.to_dict() == {name: int(uncertain.get(name, 0)) for name in table_names()}


def test_arrow_agrees_with_pandas(name: "TableName") -> None:
    """The same values by the road without pandas."""
    table = load_arrow(name)
    assert isinstance(table, pa.Table)
    pd.testing.assert_frame_equal(_in_seconds(table.to_pandas()), load_table(name), check_dtype=False)
    assert table.schema.metadata[b"citation"].decode() == cite(name)


def test_polars_and_duckdb_read_the_files(name: "TableName") -> None:
    """The two readers that most users of Parquet have: values, missing cells, text of categories."""
    frame = load_table(name)
    expected = [tuple(None if pd.isna(v) else v for v in row) for row in frame.itertuples(index=False)]
    by_polars = pl.read_parquet(parquet_path(name)).rows()
    by_duckdb = duckdb.execute(f"SELECT * FROM '{parquet_path(name)}'").fetchall()
    assert by_polars == expected
    assert by_duckdb == expected
    metadata = pl.read_parquet_metadata(parquet_path(name))
    assert metadata["citation"] == cite(name)


def test_importing_loads_nothing_heavy() -> None:
    """The package costs nothing until a table is asked for."""
    code = "import sys, sovietlabour; print([m for m in ('pandas', 'numpy', 'pyarrow', 'pandera') if m in sys.modules])"
    assert python(code).strip() == "[]"


def test_loading_never_loads_pandera() -> None:
    """Validation is the build's work; pandera alone costs more than the load."""
    code = (
        "import sys, sovietlabour as s; s.load_table('turnover_1930_36'); s.provenance(); s.tables();"
        "print('pandera' in sys.modules); s.models; print('pandera' in sys.modules)"
    )
    assert python(code).split() == ["False", "True"]


def test_load_arrow_never_loads_pandas() -> None:
    """A third of the cost, for those who need no pandas."""
    code = "import sys, sovietlabour as s; s.load_arrow('turnover_1930_36'); print('pandas' in sys.modules)"
    assert python(code).strip() == "False"


def test_the_function_tables_stays_a_function() -> None:
    """No subpackage takes the place of a function once it is imported."""
    code = (
        "import sovietlabour, sovietlabour.models, sovietlabour.pipeline.assemble, sovietlabour.cli;"
        "print(len(sovietlabour.tables()), all(hasattr(sovietlabour, name) for name in sovietlabour.__all__),"
        "sorted(dir(sovietlabour)) == sorted(sovietlabour.__all__))"
    )
    assert python(code).split() == [str(len(table_names())), "True", "True"]


def test_loading_does_not_read_the_catalogue(processed: Path) -> None:
    """One table costs the same however many others the catalogue describes."""
    (processed / "catalog.json").unlink()
    assert len(load_table("turnover_1930_36")) == 72
    assert load_arrow("turnover_1930_36").num_rows == 72


def test_describe_is_text_and_html(name: "TableName") -> None:
    """All that a careful reader must know, escaped for a notebook; the facts given out are a copy."""
    codebook = describe(name)
    text, html = str(codebook), codebook._repr_html_()
    for column in load_table(name).columns:
        assert column in text
        assert f"<code>{column}</code>" in html
    assert cite(name).split(".")[0] in html
    assert max(map(len, text.splitlines())) <= 100
    codebook.facts["columns"].clear()
    assert describe(name).facts["columns"]


def test_describe_escapes_html() -> None:
    """A sign of HTML in a fact is text in the notebook."""
    codebook = describe("workers_1928_32")
    codebook.facts["caveats"] = {"x": "<script>"}
    assert "<script>" not in codebook._repr_html_()


NAME: Final = "turnover_1930_36"


def damage(path: Path, how: str) -> None:
    """Do to a Parquet file what disks, downloads and people do."""
    data = bytearray(path.read_bytes())
    if how == "missing":
        path.unlink()
        return
    if how == "truncated":
        data = data[: len(data) // 2]
    elif how == "empty":
        data = bytearray()
    elif how == "bit flipped":
        data[400] ^= 1
    elif how == "flipped in the footer":
        data[-200] ^= 1
    elif how == "foreign":
        pq.write_table(pa.table({"a": [1]}), path)
        return
    elif how == "another table":
        data = bytearray((PROCESSED / "workers_1928_32.parquet").read_bytes())
    path.write_bytes(data)


@pytest.mark.parametrize(
    "how", ["missing", "truncated", "empty", "bit flipped", "flipped in the footer", "foreign", "another table"]
)
@pytest.mark.parametrize("call", [load_table, load_arrow])
def test_a_damaged_file_is_never_read(processed: Path, how: str, call: object) -> None:
    """Not one wrong digit gets through; the message names the file and the remedy."""
    path = processed / f"{NAME}.parquet"
    damage(path, how)
    with pytest.raises(DataIntegrityError) as caught:
        call(NAME)  # type: ignore[operator]
    assert str(path) in str(caught.value)
    assert "expected" in str(caught.value)
    assert "sovietlabour build" in str(caught.value)


@pytest.mark.parametrize("how", ["missing", "bit flipped"])
def test_damaged_provenance_is_never_read(processed: Path, how: str) -> None:
    """The same care for the evidence."""
    damage(processed / "provenance.parquet", how)
    with pytest.raises(DataIntegrityError, match=r"provenance\.parquet"):
        provenance()


def test_missing_sums_and_catalogue_are_named(processed: Path) -> None:
    """Without the list of sums nothing can be trusted; without the catalogue nothing can be listed."""
    (processed / "catalog.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataIntegrityError, match=r"catalog\.json"):
        table_names()
    (processed / _data.SUMS).unlink()
    with pytest.raises(DataIntegrityError, match="SHA256SUMS"):
        load_table(NAME)


@pytest.mark.parametrize("how", ["missing", "empty", "a folder"])
@pytest.mark.parametrize("file", [_data.SUMS, "catalog.json", f"{NAME}.parquet"])
def test_what_is_no_published_file_is_refused_with_the_remedy(processed: Path, file: str, how: str) -> None:
    """By whatever reads it first."""
    path = processed / file
    path.unlink()
    if how == "empty":
        path.touch()
    elif how == "a folder":
        path.mkdir()
    with pytest.raises(DataIntegrityError, match="Reinstall sovietlabour"):
        table_names() if file == "catalog.json" else load_table(NAME)
    if file == _data.SUMS and how == "missing":
        with pytest.raises(DataIntegrityError, match="Reinstall sovietlabour"):
            sovietlabour.search_figures("coal")


def test_a_file_that_is_not_listed_is_refused(processed: Path) -> None:
    """A Parquet file somebody put into the folder is no published table."""
    (processed / "mine.parquet").write_bytes((processed / f"{NAME}.parquet").read_bytes())
    with pytest.raises(DataIntegrityError, match=r"mine\.parquet: expected the published file"):
        load_table("mine")  # type: ignore[call-overload]


def test_a_rebuilt_file_is_read_again(processed: Path) -> None:
    """The copy in memory follows the file on disk."""
    import hashlib
    import os

    load_table("workers_1928_32")
    path = processed / "workers_1928_32.parquet"
    table = pq.ParquetFile(path).read().slice(0, 2)
    pq.write_table(table, path)
    os.utime(path, ns=(1, 1))
    sums = (processed / _data.SUMS).read_text(encoding="ascii")
    old = next(line[:64] for line in sums.splitlines() if line.endswith(path.name))
    new = hashlib.sha256(path.read_bytes()).hexdigest()
    (processed / _data.SUMS).write_text(sums.replace(old, new), encoding="ascii")
    assert len(load_table("workers_1928_32")) == 2


def test_sums_are_those_of_sha256sum() -> None:
    """Researchers check a download with the tool they have."""
    import subprocess

    done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=PROCESSED, check=False)
    assert done.returncode == 0
