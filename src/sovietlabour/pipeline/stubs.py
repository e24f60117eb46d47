"""The generated Python files and the list in the README: what type checkers and readers see of the tables."""

import json
from itertools import chain
from typing import Any

from sovietlabour._codebook import codes_names
from sovietlabour._frames import records
from sovietlabour._observations import CODELISTS
from sovietlabour.models._model import model_name
from sovietlabour.pipeline.assemble import Built

HEAD = "# Written by `sovietlabour build`. Do not edit.\n"
IMPORTS = """\
from collections.abc import Iterable
from typing import Literal, overload

from pandera.typing import DataFrame

from sovietlabour import models
"""


def literals(built: Built, catalog: dict[str, Any]) -> str:
    """Write the codes and names that users pass as types, so that a misspelt one is a type error."""
    lists = {"TableName": list(built.tables), "CodesName": codes_names(catalog)}
    for column, table in CODELISTS.items():
        entries = records(built.tables[table].frame)
        lists[f"{column.capitalize()}Name"] = [one[name] for one in entries for name in (column, "name") if name in one]
    for column in ("subject", "offence"):
        names = catalog["also_called"][column]
        lists[f"{column.capitalize()}Name"] = [*catalog["codes"][column], *chain.from_iterable(names.values())]
    lists["SeriesName"] = list(built.tables["long_series"].frame["series"])
    observations = built.tables["observations"].frame
    for column in ("expressed_as", "nature", "role"):
        lists[model_name(column)] = list(observations[column].cat.categories)
    types = ["\n".join([f"{name} = Literal[", *map(_line, dict.fromkeys(of)), "]\n"]) for name, of in lists.items()]
    head = '"""Names as types. Written by `sovietlabour build`. Do not edit."""\n'
    return "\n".join([head, "from typing import Literal\n", *types])


def _line(name: str) -> str:
    return f"    {json.dumps(name, ensure_ascii=False)},"


def stub(built: Built) -> str:
    """Write the type of `load_table`: one overload per table, so that a wrong name is a type error.

    It is that of any rows, which holds of all that methods of the frame make of it by leaving rows or numbers out.
    """
    overloads = (
        f'@overload\ndef load_table(\n    name: Literal["{name}"],\n    uncertain: Literal["keep", "mask"] = "keep",\n'
        f"    *,\n    with_status: bool = False,\n    reading: str | Iterable[str] = (),\n"
        f') -> DataFrame[models.{model_name(name)}Rows]:\n    """{table.model.__doc__}"""\n'
        for name, table in built.tables.items()
    )
    return HEAD + "\n".join([IMPORTS, *overloads])


def package_stub() -> str:
    """Write the type of the package, whose names are imported when they are asked for."""
    import sovietlabour

    homes = ((home, name) for home, names in sovietlabour._HOMES.items() for name in names.split())
    imports = [
        "from sovietlabour import models as models\n",
        "from sovietlabour._version import __version__ as __version__\n",
        *sorted(f"from sovietlabour.{home} import {name} as {name}\n" for home, name in homes),
    ]
    return f"{HEAD}{''.join(imports)}\n__all__: list[str]\n_HOMES: dict[str, str]\n"


def models_stub(built: Built) -> str:
    """Write the type of the package of models, whose modules are found at run time."""
    own = ["_model.RowsModel", "_model.TableModel", "_tables.MEASURED", "_tables.Table", "_tables.declared_tables"]
    names = [*own, *sorted(f"{name}.{model_name(name)}" for name in built.tables)]
    homes = [name.split(".") for name in names]
    imports = [f"from sovietlabour.models.{home} import {name} as {name}\n" for home, name in homes]
    rows = [f"\nclass {model_name(name)}Rows(RowsModel): ...\n" for name in built.tables]
    return "".join([HEAD, *imports, *rows])


def readme(text: str, catalog: dict[str, Any]) -> str:
    """Put the list of tables between its two marks in the README."""
    rows = [
        f"| `{t['name']}` | {t['label'] or '–'} | {t['title']} | {t['rows']} × {len(t['columns'])} |"
        for t in catalog["tables"].values()
    ]
    table = "\n".join(["| name | book | what | rows × columns |", "|---|---|---|---:|", *rows])
    start, end = "<!-- tables: written by `sovietlabour build` -->", "<!-- end of tables -->"
    before, found, rest = text.partition(start)
    return f"{before}{start}\n{table}\n{end}{rest.partition(end)[2]}" if found else text
