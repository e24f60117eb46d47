"""Settings of the site. Pages of tables, charts and downloads are made from the catalogue before Sphinx reads."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_extension"))

from sovietlabour import __version__

project = "sovietlabour"
author = "The sovietlabour contributors"
copyright = author  # the name Sphinx gives
version = release = __version__

extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_copybutton",
    "sphinx_design",
    "codebook_pages",
    "page_charts",
    "light",
    "plain_tables",
    "gallery_cards",
    "page_heads",
    "search_index",
    "record_pages",
    "map_data",
]
templates_path = ["_templates"]
exclude_patterns = ["explorer/node_modules", "_extension", "_charts", "_generated", "_templates"]
myst_enable_extensions = ["colon_fence", "attrs_inline"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_merge_streams = True
nb_code_prompt_show = nb_code_prompt_hide = "The code"
numpydoc_show_class_members = False
autodoc_typehints = "signature"
nitpicky = False

html_title = "sovietlabour"
html_baseurl = os.environ.get("SITE_URL", "")  # with a slash at the end; shared links then show pictures
html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
Path(__file__).with_name("_generated").mkdir(exist_ok=True)
html_extra_path = ["_generated"]
html_css_files = ["site.css", "charts.css"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "navbar_align": "left",
    "navbar_persistent": ["search-open"],
    "disable_search": True,  # ours takes its place
    "navbar_end": ["theme-switcher"],
    "header_links_before_dropdown": 8,
    "show_prev_next": False,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_context = {"default_mode": "auto"}
html_favicon = "_static/favicon.svg"
html_sidebars = {"index": [], "api": [], "explorer": [], "guide": [], "map": [], "tasks": []}
copybutton_exclude = ".linenos, .gp, .go"
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
