"""Says what a page is about where links to it are shared: in one or two sentences, with its first chart.

Pages that are made from records bring their own `description` and `picture`.
"""

import re
from textwrap import shorten
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

LONGEST = 220
"""Characters of a description; what shows links cuts longer ones."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Fill in the heads of pages."""
    app.connect("html-page-context", _describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    context["title"] = context.get("title") or app.config.project
    if doctree is not None:
        said = (re.sub(r"\s+", " ", one.astext()) for one in doctree.findall(nodes.paragraph))
        context.setdefault(
            "description", shorten(next(filter(_tells, said), context["title"]), LONGEST, placeholder=" ...")
        )
        picture = next(iter(doctree.findall(nodes.image)), None)
        if picture is not None and picture["uri"] in app.builder.images:
            found = f"_images/{app.builder.images[picture['uri']]}"
            context.setdefault(
                "picture", app.config.html_baseurl + found if app.config.html_baseurl else context["pathto"](found, 1)
            )


def _tells(text: str) -> bool:
    """Tell a sentence from a name or a link."""
    return len(text) > 60
