"""All tables as one data base of SQLite or DuckDB: keys, references, views, meanings, and a full-text index."""

from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, NamedTuple

from sovietlabour._catalog import catalog
from sovietlabour._citation import cite
from sovietlabour._codebook import codes, columns
from sovietlabour._frames import PROVENANCE, days_as_text, load_frame, provenance, statuses_beside, tables, without_gaps
from sovietlabour._lazy import pd
from sovietlabour._search import records

TYPES = {"i": "INTEGER", "f": "DOUBLE PRECISION", "M": "DATE", "b": "BOOLEAN"}
"""What both programs call a kind of column; all else is text."""
VIEWS = {
    "observations_in_words": (
        "Observations with the names and definitions of what they are coded by",
        """SELECT observations.*, indicators.name AS indicator_name, indicators.definition AS indicator_definition,
        indicators.denominator, indicators.topic, populations.name AS population_name
        FROM observations JOIN indicators USING (indicator) LEFT JOIN populations USING (population)""",
    ),
    "provisions_in_words": (
        "Provisions with the act that each is part of",
        """SELECT provisions.*, laws.title AS law_title, laws.dated AS law_dated, laws.issuer AS law_issuer
        FROM provisions JOIN laws USING (law)""",
    ),
}
ENTRIES = """CREATE TABLE entries ( -- Everything that can be found by words
  entry INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT, text TEXT, names TEXT, page INTEGER)"""
SEARCH = """CREATE VIRTUAL TABLE search USING fts5(
  kind, id, title, text, names, page UNINDEXED, content="entries", content_rowid="entry", tokenize='porter')"""
"""Datasette shows a table with a search box if an index names it as its content, in double quotes."""


class Relation(NamedTuple):
    """A table of the data base."""

    name: str
    title: str
    frame: "pd.DataFrame"
    keys: list[str]
    meanings: dict[str, str]
    references: list[tuple[list[str], str, list[str]]] = []
    """Columns, and the table and its columns that have their values."""


def write_sqlite(target: Path) -> None:
    """Write the data base of SQLite, with the index ``search`` over all that can be found by words."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(target)) as connection, connection:
        for relation in _relations():
            connection.execute(_definition(relation, sqlite=True))
            places = ", ".join("?" * len(relation.frame.columns))
            connection.executemany(f'INSERT INTO "{relation.name}" VALUES ({places})', _rows(relation.frame))
        for name, (title, query) in VIEWS.items():
            connection.execute(f'CREATE VIEW "{name}" AS -- {title}\n{query}')
        connection.execute(ENTRIES)
        found = ((r.kind, r.id, r.title, r.text, "; ".join(r.names), r.page) for r in records())
        connection.executemany("INSERT INTO entries VALUES (NULL, ?, ?, ?, ?, ?, ?)", found)
        connection.execute(SEARCH)
        connection.execute("INSERT INTO search(search) VALUES ('rebuild')")


def write_duckdb(target: Path) -> None:
    """Write the data base of DuckDB, with comments on tables and columns."""
    import duckdb

    with duckdb.connect(str(target), config={"default_block_size": 16384}) as connection:
        for relation in _relations():
            connection.execute(_definition(relation, sqlite=False))
            connection.register("rows", relation.frame)
            connection.execute(f'INSERT INTO "{relation.name}" SELECT * FROM rows')
            connection.execute(f'COMMENT ON TABLE "{relation.name}" IS {_quoted(relation.title)}')
            for column, says in relation.meanings.items():
                connection.execute(f'COMMENT ON COLUMN "{relation.name}"."{column}" IS {_quoted(says)}')
        for name, (title, query) in VIEWS.items():
            connection.execute(f'CREATE VIEW "{name}" AS {query}')
            connection.execute(f'COMMENT ON VIEW "{name}" IS {_quoted(title)}')


def _relations() -> list[Relation]:
    """Give all tables of the data base, each after those that it refers to."""
    relations = {relation.name: relation for facts in catalog()["tables"].values() for relation in _of_table(facts)}
    order = TopologicalSorter(
        {name: {target for _, target, _ in relation.references} - {name} for name, relation in relations.items()}
    )
    return [*(relations[name] for name in order.static_order()), *_meta()]


def _of_table(facts: dict[str, Any]) -> Iterator[Relation]:
    """Give a table, and for each column that names several rows of another table, one that has them one by one."""
    name, keys = facts["name"], facts["keys"]
    frame = statuses_beside(name, load_frame(name, "keep"))
    meanings = {
        column["name"]: column["description"].removesuffix(".") + (f" ({column['unit']})" if column["unit"] else "")
        for column in facts["columns"]
    }
    if facts["statuses"]:
        frame.insert(0, "row", range(len(frame)))
        meanings["row"] = f"Position of the row from 0, as in {PROVENANCE}."
    referring = [column for column in facts["columns"] if column["refers_to"]]
    references = [_reference(column) for column in referring if not column["several"]]
    yield Relation(name, f"{facts['title']}. {facts['grain']}", frame, keys, meanings, references)
    for fact in (column for column in referring if column["several"]):
        column = fact["name"]
        one_by_one = frame[[*keys, column]].assign(**{column: frame[column].str.split("; ")}).explode(column)
        one_by_one = one_by_one.dropna(subset=column).drop_duplicates()
        title, references = f"What the column {column} of {name} names, one by one", [_reference(fact)]
        yield Relation(f"{name}__{column}", title, one_by_one, [*keys, column], {}, [(keys, name, keys), *references])


def _reference(column: dict[str, Any]) -> tuple[list[str], str, list[str]]:
    table, _, key = column["refers_to"].partition(".")
    return [column["name"]], table, [key]


def _meta() -> Iterator[Relation]:
    package = catalog()["package"]
    about = {what: package[what] for what in ("title", "version", "released")}
    about |= {"licence": package["licence"]["statement"], "citation": cite()}
    frame = pd.DataFrame(about.items(), columns=["what", "says"])
    yield Relation("meta", "What this data base is", frame, ["what"], {})
    yield Relation("meta_tables", "All tables", tables(), ["name"], {})
    yield Relation("meta_columns", "All columns of all tables", columns(), ["table", "column"], {})
    yield Relation("meta_codes", "Meanings of all codes", codes(), ["list", "code"], {})
    yield Relation(PROVENANCE, catalog()[PROVENANCE]["title"], provenance(), ["table", "row", "column"], {})


def _definition(relation: Relation, *, sqlite: bool) -> str:
    frame = relation.frame
    required = {str(column) for column in frame if frame[column].notna().all()}
    lines = []
    for column, dtype in frame.dtypes.items():
        kind = "str" if dtype == "category" else dtype.kind
        comment = f" /* {relation.meanings[str(column)]} */" if sqlite and column in relation.meanings else ""
        lines.append(f'"{column}" {TYPES.get(kind, "TEXT")}{" NOT NULL" * (column in required)}{comment}')
    unique = "PRIMARY KEY" if required.issuperset(relation.keys) else "UNIQUE"
    lines.append(f"{unique} ({_names(relation.keys)})")
    for referring, table, keys in relation.references:
        if sqlite or table != relation.name:  # DuckDB looks for the other row before it has taken all in
            lines.append(f'FOREIGN KEY ({_names(referring)}) REFERENCES "{table}" ({_names(keys)})')
    title = f" -- {relation.title}" if sqlite else ""
    return f'CREATE TABLE "{relation.name}" ({title}\n  ' + ",\n  ".join(lines) + "\n)"


def _names(columns: list[str]) -> str:
    return ", ".join(map('"{}"'.format, columns))


def _rows(frame: "pd.DataFrame") -> Iterator[tuple[Any, ...]]:
    """Give the rows as SQLite takes them: days as ISO text, what is missing as None."""
    return without_gaps(days_as_text(frame)).itertuples(index=False, name=None)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
