"""The observations as SDMX: a structure message in SDMX-JSON 2.0, and the data as SDMX-CSV 2.0 against it.

A code is the label in capitals, with an underscore for everything that is no letter or digit: "Coal mining" is
``COAL_MINING``. A dimension that is missing is ``_T`` (no restriction), a base ``_Z`` (a level has none). `OBS_STATUS`
says our status in the code list of SDMX: A (normal), U (low reliability: inferred or doubtful), E (estimated), F
(planned, or what would be). The data are the measurements whose period has a first and a last day; restatements, class
bounds and the like are no observations of their own, a number that contradicts another has its key, and a time without
an end is no `TIME_PERIOD`.
"""

import json
import re
from decimal import Decimal
from typing import Any

import pandas as pd

from sovietlabour._catalog import codes_of
from sovietlabour._frames import records
from sovietlabour._observations import CODELISTS
from sovietlabour._version import RELEASED, __version__
from sovietlabour._vocabulary import UNCERTAIN

AGENCY = "SOVIETLABOUR"
FLOW = "OBSERVATIONS"
TOTAL, NOT_APPLICABLE = "_T", "_Z"
NAMES = {"place": "REF_AREA", "unit": "UNIT_MEASURE", "status": "READING_STATUS"}
"""Columns that SDMX, or we beside its own, call otherwise."""
_DIMENSIONS = "indicator expressed_as base population industry occupation enterprise place subset nature"
CODED = {NAMES.get(column, column.upper()): column for column in _DIMENSIONS.split()}
"""Dimensions and the columns that they are; time comes last."""
_ATTRIBUTES = "unit lower upper precision OBS_STATUS status observation period line"
ATTRIBUTES = {NAMES.get(column, column.upper()): column for column in _ATTRIBUTES.split()}
UNCODED = {"LOWER": "Double", "UPPER": "Double", "OBSERVATION": "String", "PERIOD": "String", "LINE": "Integer"}
"""Attributes that have no list of codes, and what they are instead."""
CODED_ATTRIBUTES = [name for name in ATTRIBUTES if name not in UNCODED]
OBS_STATUSES = {"A": "Normal value", "E": "Estimated value", "F": "Forecast value", "U": "Low reliability"}
OF_NATURE = {"estimate": "E", "alleged": "U", "plan": "F", "hypothetical": "F"}
SCHEMA = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"


def sdmx_files(catalog: dict[str, Any], tables: dict[str, pd.DataFrame]) -> dict[str, bytes]:
    """Write structure and data.

    Parameters
    ----------
    catalog
        The catalogue.
    tables
        All tables by name.

    Returns
    -------
    dict
        Content by file name.
    """
    rows = _rows(tables["observations"])
    columns = {column["name"]: column for column in catalog["tables"]["observations"]["columns"]}
    meanings = {name: column["description"] for name, column in columns.items()}
    told = {name: codes_of(column, catalog) for name, column in columns.items()}
    codes = {name: _codes(name, rows, tables, told) for name in (*CODED, *CODED_ATTRIBUTES)}
    structure = json.dumps(_structure(codes, meanings), indent=1, ensure_ascii=False) + "\n"
    return {"observations.sdmx.json": structure.encode(), "observations.sdmx.csv": _data(rows)}


def code(label: str) -> str:
    """Make a code of a label."""
    return re.sub(r"[^A-Za-z0-9]+", "_", label).strip("_").upper()


def time_period(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Give a year, a day, or the first day and the length of any other period."""
    after = end + pd.Timedelta(days=1)
    years = after.year - start.year
    if start == end:
        return f"{start:%Y-%m-%d}"
    if years == 1 and (after.month, after.day) == (start.month, start.day):
        return str(start.year) if (start.month, start.day) == (1, 1) else f"{start:%Y-%m-%d}/P1Y"
    months = years * 12 + after.month - start.month
    whole = after.day == start.day and months > 0
    return f"{start:%Y-%m-%d}/P{f'{months}M' if whole else f'{(after - start).days}D'}"


def _rows(observations: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the measurements with a time, each with its status in the code list of SDMX."""
    dated = observations["start"].notna() & observations["end"].notna()
    measured = observations[dated & (observations["role"] == "measurement") & observations["same_as"].isna()]
    rows = records(measured)
    for row in rows:
        row["OBS_STATUS"] = "U" if row["status"] in UNCERTAIN else OF_NATURE.get(row["nature"], "A")
    return rows


def _coded(name: str, value: Any) -> str:
    if value is None:
        return NOT_APPLICABLE if name == "BASE" else TOTAL
    return code(str(value))


def _codes(
    name: str, rows: list[dict[str, Any]], tables: dict[str, pd.DataFrame], told: dict[str, dict[str, str]]
) -> list[dict[str, str]]:
    """Give the codelist of a component: of its own table, or of the labels that occur."""
    column = (CODED | ATTRIBUTES)[name]
    if column in CODELISTS:
        made = [
            {"id": code(entry[column]), "name": entry.get("name") or entry[column]}
            | ({"description": entry["definition"]} if "definition" in entry else {})
            | ({"parent": code(entry["part_of"])} if entry.get("part_of") else {})
            for entry in records(tables[CODELISTS[column]])
        ]
    else:
        labels = sorted({str(row[column]) for row in rows if row[column] is not None})
        made = [{"id": code(label), "name": OBS_STATUSES.get(label, label)} for label in labels]
        for one, label in zip(made, labels, strict=True):
            one |= {"description": told[column][label]} if told.get(column) else {}
    if name in CODED:
        made.append({"id": _coded(name, None), "name": "Not applicable" if name == "BASE" else "No restriction"})
    return made


def _data(rows: list[dict[str, Any]]) -> bytes:
    head = {"STRUCTURE": "dataflow", "STRUCTURE_ID": f"{AGENCY}:{FLOW}({__version__})", "ACTION": "I"}
    made = []
    for row in rows:
        key = {name: _coded(name, row[column]) for name, column in CODED.items()}
        values = {"TIME_PERIOD": time_period(row["start"], row["end"]), "OBS_VALUE": _text(row["value"])}
        coded = {name: code(str(row[ATTRIBUTES[name]])) for name in CODED_ATTRIBUTES}
        made.append(head | key | values | {name: _text(row[column]) for name, column in ATTRIBUTES.items()} | coded)
    return pd.DataFrame(made).to_csv(index=False, lineterminator="\n").encode()


def _text(value: Any) -> str:
    if value is None:
        return ""
    return format(Decimal(str(value)).normalize(), "f") if isinstance(value, float) else str(value)


def _structure(codes: dict[str, list[dict[str, str]]], meanings: dict[str, str]) -> dict[str, Any]:
    """Make the structure message: concepts, codelists, the data structure and its dataflow."""
    says = {name: meanings.get(column, column) for name, column in (CODED | ATTRIBUTES).items()} | {
        "OBS_STATUS": "Status of the observation, in the code list of SDMX.",
        "TIME_PERIOD": "First day and length of the period.",
        "OBS_VALUE": meanings["value"],
    }
    concepts = [
        {"id": name, "name": name.replace("_", " ").capitalize(), "description": of_it} for name, of_it in says.items()
    ]

    def component(name: str, kind: str | None = None, **more: Any) -> dict[str, Any]:
        """Give a component whose values are of a kind, or else codes of its list."""
        listed = {"enumeration": _urn("codelist.Codelist", f"CL_{name}")}
        values = {"format": {"dataType": kind}} if kind else listed
        concept = _urn("conceptscheme.Concept", "CONCEPTS") + f".{name}"
        return {"id": name, "conceptIdentity": concept, **more, "localRepresentation": values}

    of_each = {"usage": "optional", "attributeRelationship": {"observation": {}}}
    attributes = [component(name, UNCODED.get(name), **of_each) for name in ATTRIBUTES]
    dimensions = [component(name, position=position) for position, name in enumerate(CODED)]
    time = component("TIME_PERIOD", "ObservationalTimePeriod")
    measures = [component("OBS_VALUE", "Double", usage="optional")]
    components = {
        "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
        "dimensionList": {"id": "DimensionDescriptor", "dimensions": dimensions, "timeDimension": time},
        "measureList": {"id": "MeasureDescriptor", "measures": measures},
    }
    title = "Observations of Filtzer (1986)"
    words = {name: name.lower().replace("_", " ") for name in codes}
    data = {
        "conceptSchemes": [_artefact("CONCEPTS", "Concepts of the observations", concepts=concepts)],
        "codelists": [_artefact(f"CL_{name}", f"Codes of {words[name]}", codes=of_it) for name, of_it in codes.items()],
        "dataStructures": [_artefact("OBSERVATIONS", title, dataStructureComponents=components)],
        "dataflows": [_artefact(FLOW, title, structure=_urn("datastructure.DataStructure", "OBSERVATIONS"))],
    }
    meta = {"schema": SCHEMA, "id": f"{AGENCY}_{FLOW}", "prepared": f"{RELEASED}T00:00:00Z", "sender": {"id": AGENCY}}
    return {"meta": meta, "data": data}


def _urn(kind: str, name: str) -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{kind}={AGENCY}:{name}({__version__})"


def _artefact(name: str, title: str, **content: Any) -> dict[str, Any]:
    facts = {"id": name, "name": title, "version": __version__, "agencyID": AGENCY, "isExternalReference": False}
    return facts | content
