"""Writes the charts of the home page, of printed tables and of the gallery, as parts of their pages and as pictures.

The parts go to `_charts/`, where pages include them; the pictures, for shared links, cards and the README, to
`_static/charts/`. Neither is kept, but for the picture of the README.
"""

import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from chart_data import Asked, specs
from html_parts import part
from records import by_id
from sphinx.application import Sphinx

from sovietlabour import load_observations, load_series, load_table, plot, table_names
from sovietlabour._catalog import catalog

SIZES = {".svg": (8, 4.8), ".png": (8, 4.2), "-card.png": (4.8, 3.1)}
"""Of a card the letters are seen at half the width."""


def of_industries(*industries: str) -> pd.DataFrame:
    """Give the rows of some industries in Table 2.2."""
    table = load_table("turnover_1930_36")
    return table[table["industry"].isin(industries)]


def women() -> pd.DataFrame:
    """Give the first and the last of the dates at which women were counted."""
    table = load_table("women_share_1929_35")
    return table[table["date"].isin([table["date"].min(), table["date"].max()])]


FOUR = ("Large-scale industry", "Coal mining", "Engineering and metalworking", "Cotton textiles")
GALLERY: dict[str, Callable[[], list[Asked]]] = {
    "index": lambda: [Asked(load_series("turnover, all industry"))],
    "absence_law": lambda: [Asked(of_industries(*FOUR[:2]), "absence_days", "absence", whole=True)],
    "job_changing": lambda: [
        Asked(of_industries(*FOUR), "turnover_percent", "quitting"),
        Asked(of_industries(*FOUR), "absence_days", "absence"),
    ],
    "long_turnover": lambda: [
        Asked(load_series("turnover, all industry")),
        Asked(load_series("turnover, coal mining")),
    ],
    "norm_rises": lambda: [Asked(load_table("norm_rises_1936"))],
    "unemployment": lambda: [Asked(load_observations("unemployed_number", between=(1922, 1930)))],
    "women_entry": lambda: [Asked(women())],
}
"""What is drawn on the home page and in the gallery."""


def generate(app: Sphinx) -> None:
    """Write all charts before Sphinx reads the pages."""
    source = Path(app.srcdir)
    parts, pictures = source / "_charts", source / "_static" / "charts"
    for place in (parts, pictures):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    for name in table_names():
        if catalog()["tables"][name]["label"]:
            _write(name, [Asked(load_table(name))], parts, pictures, "../")
    for page, asked in GALLERY.items():
        _write(page, asked(), parts, pictures, "" if page == "index" else "../")


def _write(name: str, asked: list[Asked], parts: Path, pictures: Path, root: str) -> None:
    made = [spec for one in asked for spec in specs(one, root)]
    found = by_id("caveats", "caveat")
    keys = {key for one in asked for key in one.frame.attrs["caveats"]} if name in GALLERY else ()
    caveats = [found[key] for key in found if key in keys]
    (parts / f"{name}.md").write_text(
        part("chart.html", specs=made, root=root, caveats=caveats) + "\n", encoding="utf-8"
    )
    for ending, size in SIZES.items():
        settings: Any = {"figure.figsize": size, "savefig.dpi": 150, "svg.hashsalt": "sovietlabour"}
        with plt.rc_context(settings), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the chart itself says what it leaves out
            plot(asked[0].frame, column=asked[0].column)
            plt.savefig(pictures / f"{name}{ending}", metadata={} if ending.endswith(".png") else {"Date": None})
            plt.close()


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx when to generate."""
    app.connect("builder-inited", generate)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
