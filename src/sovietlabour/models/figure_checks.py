"""Figures of the prose that follow from other figures of the prose."""

import ast
import operator
import re
from collections.abc import Mapping
from typing import Annotated, Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour._errors import BuildError
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import Built
from sovietlabour.models._model import TableModel

RELATIONS = ("agrees", "contradicts")
_OPERATIONS: Mapping[type[ast.operator], Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class FigureChecks(TableModel):
    """Figures of the prose that follow from other figures of the prose.

    One row per figure that can be reckoned from others: a share from parts and total, an average from a sum, a rest.

    Where the text contradicts itself, what is printed is kept, and the row says `contradicts`.
    """

    figure: Series[str] = columns.attribute("Key of the figure that is reckoned.", refers_to="prose_figures.figure")
    formula: Series[str] = columns.attribute("Arithmetic on other figures, each by its key in braces.")
    figures: Series[str] = columns.attribute(
        "Keys of the figures used, separated by semicolons.", refers_to="prose_figures.figure", several=True
    )
    computed: Series[np.float64] = columns.attribute("What the formula gives, in the unit of the figure.")
    stated: Series[np.float64] = columns.attribute("What the text gives.")
    tolerance: Series[np.float64] = columns.attribute("Difference that the text's rounding explains.", ge=0)
    relation: Series[Annotated[pd.CategoricalDtype, RELATIONS, False]] = columns.attribute(
        "Whether the two agree within the tolerance."
    )
    explanation: Series[str] = columns.attribute("The reckoning in words, in one sentence of ours.")

    class Config(TableModel.Config):
        unique = ["figure", "formula"]

    @pa.dataframe_check(
        error="the figure must agree with the reckoning within the tolerance, or the row says contradicts"
    )
    @classmethod
    def relation_holds(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check every reckoning."""
        within = (frame["computed"] - frame["stated"]).abs() <= frame["tolerance"] + 1e-9
        return within == (frame["relation"].astype("str") == "agrees")


def tidy(raw: pd.DataFrame, prose_figures: Built) -> pd.DataFrame:
    """Reckon every formula with the values of the figures it names.

    Raises
    ------
    BuildError
        If a formula names no figure, or is more than arithmetic.
    """
    values = prose_figures.frame.set_index("figure")["value"].to_dict()
    rows, problems = [], []
    for check in raw.to_dict("records"):
        names = re.findall(r"\{([^}]*)\}", check["formula"])
        unknown = [name for name in (check["figure"], *names) if pd.isna(values.get(name))]
        if unknown:
            problems.append(f"figure_checks[{check['figure']}]: there is no single value of {', '.join(unknown)}")
            continue
        try:
            computed = _reckon(ast.parse(check["formula"].format_map(values), mode="eval").body)
        except (SyntaxError, ValueError) as error:
            problems.append(f"figure_checks[{check['figure']}]: {check['formula']!r} is no arithmetic: {error}")
            continue
        numbers = {"computed": round(computed, 4), "stated": values[check["figure"]], "figures": "; ".join(names)}
        rows.append(check | numbers | {"tolerance": float(check["tolerance"])})
    if problems:
        raise BuildError(problems)
    return pd.DataFrame(rows)


def _reckon(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return float(_OPERATIONS[type(node.op)](_reckon(node.left), _reckon(node.right)))
    raise ValueError("only numbers and + - * / are known")
