"""Fills the index of the gallery: of each page its title, its first chart and its answer."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

INDEX = "gallery/index"


def setup(app: Sphinx) -> dict[str, Any]:
    """Fill in the cards when all pages are read."""
    app.connect("doctree-resolved", _fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if docname != INDEX:
        return
    place = next(one for one in doctree.findall(nodes.container) if "gallery-cards" in one["classes"])
    place.children = []
    for page in app.env.toctree_includes[INDEX]:
        place += _card(app, page)


def _card(app: Sphinx, page: str) -> nodes.container:
    read = app.env.get_doctree(page)
    answer = next(one for one in read.findall(nodes.container) if "answer" in one["classes"])
    drawn = f"_static/charts/{page.rpartition('/')[2]}-card.png"
    if (Path(app.srcdir) / drawn).is_file():
        picture = nodes.image(uri=f"../{drawn}", candidates={"?": ""})
    else:
        picture = next(iter(read.findall(nodes.image)))
    title = app.env.titles[page].astext()
    where = app.builder.get_relative_uri(INDEX, page)
    card = nodes.container(classes=["gallery-card"], is_div=True)
    card += nodes.paragraph("", "", nodes.reference("", title, refuri=where, internal=True))
    shown = nodes.image(
        uri=picture["uri"],
        candidates=picture["candidates"],
        alt=f"Chart: {title}",
        classes=["thumbnail"],
        loading="lazy",
    )
    card += nodes.reference("", "", shown, refuri=where, internal=True, classes=["image-reference"])
    card += nodes.paragraph("", answer.astext())
    return card
