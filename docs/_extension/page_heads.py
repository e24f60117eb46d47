"""Says what a page is about where links to it are shared: in one or two sentences, with its first chart.

Pages that are made from records bring their own `description`. Pictures need the address of the site (`SITE_URL`),
since what shows links takes no relative ones. What the scripts of a page import is asked for in its head, too.
"""

import re
from pathlib import Path
from textwrap import shorten
from typing import Any

from docutils import nodes
from html_parts import imports
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
        for root, script in re.findall(
            r'<script type="module" src="([./]*)_static/([\w.]+)">', context.get("body", "")
        ):
            context["metatags"] = context.get("metatags", "") + imports(script, root)
    if app.config.html_baseurl and doctree is not None and (picture := _picture(app, pagename, doctree)):
        context["picture"] = app.config.html_baseurl + picture


def _picture(app: Sphinx, pagename: str, doctree: nodes.document) -> str | None:
    """Give a page's first chart; those that are drawn in the browser have a picture for this."""
    drawn = f"_static/charts/{pagename.rpartition('/')[2]}.png"
    if (Path(app.srcdir) / drawn).is_file():
        return drawn
    images = doctree.findall(nodes.image)
    return next(
        (f"_images/{app.builder.images[one['uri']]}" for one in images if one["uri"] in app.builder.images), None
    )


def _tells(text: str) -> bool:
    """Tell a sentence from a name or a link."""
    return len(text) > 60
