"""Makes what every page sends lighter: icons in use alone, pictures of the colours that they have."""

import re
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter, load_font, save_font
from PIL import Image
from sphinx.application import Sphinx

ICONS = re.compile(r'((?:\.fa-[\w-]+,?)+)\{--fa:"(.[0-9a-f]*)"[^}]*\}')
"""Icons in the theme's style sheet: their classes, and their letter in the font, or its code behind a backslash."""
OWN_ICONS = re.compile(r'--pst-icon-[a-z-]+: ?"(.[0-9a-f]*)"')
"""Icons that the style sheet itself puts on pages."""
COLOURS = 128
NO_ICONS_OF_OUR_OWN = "// The theme draws icons of one's own with this; the site has none.\n"


def lighten(app: Sphinx, error: Exception | None) -> None:
    """Rewrite the font and the pictures of the built site."""
    if error is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    sheet = site / "_static" / "styles" / "pydata-sphinx-theme.css"
    style = sheet.read_text(encoding="utf-8")
    pages = "".join(path.read_text(encoding="utf-8") for path in site.glob("*.html"))
    used = set(re.findall(r"\bfa-[\w-]+", pages))

    def is_used(icon: "re.Match[str]") -> bool:
        return bool(used.intersection(re.findall(r"fa-[\w-]+", icon[1])))

    found = [icon[2] for icon in ICONS.finditer(style) if is_used(icon)]
    sheet.write_text(ICONS.sub(lambda icon: icon[0] if is_used(icon) else "", style), encoding="utf-8")
    (site / "_static" / "scripts" / "fontawesome.js").write_text(NO_ICONS_OF_OUR_OWN, encoding="utf-8")
    letters = {chr(int(one[1:], 16)) if one[1:] else one for one in (*found, *OWN_ICONS.findall(style))}
    for font in (site / "_static" / "vendor" / "fontawesome").rglob("fa-solid-900.woff2"):
        _subset(font, letters)
    for picture in (*(site / "_images").glob("*.png"), *(site / "_static" / "charts").glob("*.png")):
        with Image.open(picture) as image:
            reduced = image.convert("RGBA").quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
        reduced.save(picture, optimize=True)


def _subset(font: Path, letters: set[str]) -> None:
    options = Options(flavor="woff2", layout_features=[], notdef_outline=True, recalc_timestamp=False)
    loaded = load_font(str(font), options)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(letters)))
    subsetter.subset(loaded)
    save_font(loaded, str(font), options)


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx when."""
    app.connect("build-finished", lighten)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
