"""Descriptors of the published files for other people's tools: a Frictionless Data Package and Croissant.

Both say the same as the catalogue, and nothing else: no date, no address of a machine. Their sums are those of the
Parquet files beside them, so they are made after the files.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from sovietlabour._catalog import codes_of
from sovietlabour._citation import book_citation, written

DATAPACKAGE = "datapackage.json"
CROISSANT = "croissant.json"
PARQUET = "application/vnd.apache.parquet"
CROISSANT_PARQUET = "application/x-parquet"
"""The only name of the format by which mlcroissant reads it."""
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
# frictionless fails on a missing day of type `date`; Parquet has timestamps anyway.
_FRICTIONLESS_TYPES = {"i": "integer", "f": "number", "s": "string", "c": "string", "d": "datetime"}
_CROISSANT_TYPES = {"i": "sc:Integer", "f": "sc:Float", "s": "sc:Text", "c": "sc:Text", "d": "sc:Date"}
_CONTEXT = json.loads(Path(__file__).with_name("croissant_context.json").read_bytes())
"""The terms of Croissant 1.1, as its specification has them."""


def descriptors(catalog: dict[str, Any], files: dict[str, bytes]) -> dict[str, bytes]:
    """Write both descriptors.

    Parameters
    ----------
    catalog
        The catalogue.
    files
        Published files by name, whose sums the descriptors hold.

    Returns
    -------
    dict
        Content by file name.
    """
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    made = {DATAPACKAGE: data_package(catalog, sums), CROISSANT: croissant(catalog, sums)}
    return {name: (json.dumps(says, indent=1, ensure_ascii=False) + "\n").encode() for name, says in made.items()}


def data_package(catalog: dict[str, Any], sums: dict[str, str]) -> dict[str, Any]:
    """Describe the tables as a Data Package 2.0; `bytes` is left out, since frictionless refuses it on Parquet."""
    package = catalog["package"]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": package["name"],
        "title": package["title"],
        "description": _about(catalog),
        "version": package["version"],
        "licenses": [{"name": "CC0-1.0", "title": package["licence"]["statement"], "path": CC0}],
        "contributors": [{"title": package["authors"], "roles": ["creator"]}],
        "sources": [{"title": book_citation(catalog)}],
        "keywords": KEYWORDS,
        "resources": [_resource(table, catalog, sums) for table in _tables(catalog)],
    }


def _tables(catalog: dict[str, Any]) -> list[dict[str, Any]]:
    return [*catalog["tables"].values(), catalog["provenance"]]


KEYWORDS = ["economic history", "labour statistics", "Soviet Union", "labour turnover", "absenteeism", "1922-1941"]


def _resource(table: dict[str, Any], catalog: dict[str, Any], sums: dict[str, str]) -> dict[str, Any]:
    path = f"{table['name']}.parquet"
    keys = table["keys"]
    schema: dict[str, Any] = {
        "fields": [_field(column, catalog, alone=keys == [column["name"]]) for column in table["columns"]],
        "missingValues": [],
        "primaryKey": keys,
    }
    # No descriptor can say that a cell holds several keys.
    foreign = [_foreign_key(column) for column in table["columns"] if column["refers_to"] and not column["several"]]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": table["name"],
        "title": table["title"],
        "description": " ".join([table["grain"], *table["notes"]]),
        "path": path,
        "format": "parquet",
        "mediatype": PARQUET,
        "hash": f"sha256:{sums[path]}",
        "sources": [{"title": table["original_source"]}],
        "schema": schema,
    }


def _field(column: dict[str, Any], catalog: dict[str, Any], *, alone: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not column["missing_allowed"]}
    if alone:
        constraints["unique"] = True
    if "categories" in column:
        constraints["enum"] = column["categories"]
    field: dict[str, Any] = {
        "name": column["name"],
        "type": _FRICTIONLESS_TYPES[_kind(column)],
        "title": column["name"].replace("_", " "),
        "description": column["description"],
        "constraints": constraints,
    }
    if (codes := codes_of(column, catalog)) and not column["several"]:
        field["categories"] = [{"value": code, "label": meaning} for code, meaning in codes.items()]
    return field | ({"unit": column["unit"]} if column["unit"] else {})


def _kind(column: dict[str, Any]) -> str:
    """Reduce a pandas type to one letter: whole number, float, text, category or day."""
    return str(column["type"]).lower()[0]


def _foreign_key(column: dict[str, Any]) -> dict[str, Any]:
    table, _, field = column["refers_to"].partition(".")
    return {"fields": [column["name"]], "reference": {"resource": table, "fields": [field]}}


def croissant(catalog: dict[str, Any], sums: dict[str, str]) -> dict[str, Any]:
    """Describe the tables in Croissant 1.1, which is schema.org Dataset in JSON-LD too.

    Foreign keys are left out: mlcroissant joins the tables by them, and the records are then not those of the file.
    """
    package = catalog["package"]
    tables = _tables(catalog)
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": package["name"],
        "alternateName": package["title"],
        "description": _about(catalog),
        "version": package["version"],
        "license": CC0,
        "creator": {"@type": "Organization", "name": package["authors"]},
        "datePublished": package["released"],
        "isBasedOn": book_citation(catalog),
        "citeAs": written(catalog, [], "bibtex"),
        "keywords": KEYWORDS,
        "distribution": [_file_object(f"{table['name']}.parquet", sums) for table in tables],
        "recordSet": [_record_set(table) for table in tables],
    }


def _file_object(path: str, sums: dict[str, str]) -> dict[str, Any]:
    names = dict.fromkeys(("@id", "name", "contentUrl"), path)
    return {"@type": "cr:FileObject", **names, "encodingFormat": CROISSANT_PARQUET, "sha256": sums[path]}


def _record_set(table: dict[str, Any]) -> dict[str, Any]:
    name = table["name"]
    keys = [{"@id": f"{name}/{key}"} for key in table["keys"]]
    fields = [_croissant_field(name, column) for column in table["columns"]]
    says = {"@id": name, "name": name, "description": f"{table['title']}. {table['grain']}"}
    return {"@type": "cr:RecordSet", **says, "key": keys, "field": fields}


def _croissant_field(name: str, column: dict[str, Any]) -> dict[str, Any]:
    unit = f" Unit: {column['unit']}." if column["unit"] else ""
    says = {"@id": f"{name}/{column['name']}", "name": column["name"], "description": column["description"] + unit}
    source = {"fileObject": {"@id": f"{name}.parquet"}, "extract": {"column": column["name"]}}
    return {"@type": "cr:Field", **says, "dataType": _CROISSANT_TYPES[_kind(column)], "source": source}


def _about(catalog: dict[str, Any]) -> str:
    return (
        "The statistics of Donald Filtzer's book as data: its tables and the figures of its prose and notes, each "
        "number with the page, the line and the characters it was read from, and with its status. "
        f"{catalog['package']['licence']['statement']}"
    )
