"""The site: Sphinx over the pages of the project where they stand, so that links work on the site and in a checkout.

`scripts/docs` builds it. Pages are Markdown; what a page needs on the site alone (what stands under it, the link to its
notebook) is added here while it is read.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("KERAS_BACKEND", "jax")  # before anything imports Keras

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

import site_pages  # noqa: E402  # of `scripts`
from pygments.lexers.special import TextLexer  # noqa: E402

import datelens  # noqa: E402

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project, version, release = "datelens", datelens.__version__, datelens.__version__
project_copyright = "the datelens authors"
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
root_doc = "README"
include_patterns = ["*.md", "docs/**.md", "benchmarks/RESULTS*.md"]
exclude_patterns = [".*", "build", "dist", "runs", "site", "src", "tests"]
smartquotes = False  # in the help of commands they would be typed
source_suffix = {".md": "markdown"}

myst_heading_anchors = 3
myst_fence_as_directive = ["mermaid"]
myst_links_external_new_tab = False

# Docstrings: Google's style with Keras' sections
napoleon_google_docstring, napoleon_numpy_docstring = True, False
napoleon_use_ivar = True
napoleon_custom_sections = [("Call arguments", "params_style"), ("Reference", "notes_style")]
autodoc_inherit_docstrings = False  # those of Keras and of the standard library are theirs
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the signature has them, the text says what they mean

html_theme = "pydata_sphinx_theme"
html_title = "datelens"
html_theme_options = {
    "show_prev_next": True,
    "navigation_with_keys": False,
    "secondary_sidebar_items": ["page-toc"],
    "header_links_before_dropdown": 6,
    "footer_start": ["copyright"],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_sidebars = {name: [] for name in ("docs/*", "benchmarks/*", "CONTRIBUTING", "CHANGELOG")}  # nothing under them
html_context = {"default_mode": "auto"}
html_static_path = ["static"]
html_css_files = ["site.css"]
html_extra_path = ["../build/site"]  # notebooks
html_additional_pages = {"index": "to_start.html"}
templates_path = ["templates"]
html_copy_source = False
html_show_sphinx = False


def setup(app: Sphinx) -> None:
    """Add what the pages need."""
    app.add_directive("mermaid", site_pages.Mermaid)
    app.add_lexer("csv", TextLexer)  # Pygments has none
    app.connect("source-read", _complete)
    app.connect("autodoc-process-signature", _of_init)
    app.connect("autodoc-process-docstring", _with_code, priority=400)  # before Napoleon, which looks for code
    app.connect("autodoc-process-docstring", _with_formulas, priority=600)


def _complete(_app: Sphinx, name: str, source: list[str]) -> None:
    """What a page has on the site alone."""
    source[0] = site_pages.completed(name, source[0])


def _of_init(
    _app: Sphinx, what: str, _name: str, thing: Any, _options: Any, _signature: str | None, _returns: str | None
) -> tuple[str, None] | None:
    """The arguments of a class from its `__init__`: Keras has a `__new__` before it that takes anything."""
    if what != "class" or not issubclass(thing, site_pages.keras_classes()):
        return None
    signature = inspect.signature(thing.__init__)
    named = [parameter for name, parameter in signature.parameters.items() if name != "self"]
    plain = [parameter.replace(annotation=parameter.empty) for parameter in named]
    return str(signature.replace(parameters=plain, return_annotation=signature.empty)), None


def _with_code(_app: Sphinx, _what: str, _name: str, _thing: Any, _options: Any, lines: list[str]) -> None:
    """Code, which stands between single backticks in docstrings, between double ones."""
    lines[:] = re.sub(r"(?<!`)`([^`]+)`(?!`)", r"``\1``", "\n".join(lines)).split("\n")


def _with_formulas(_app: Sphinx, _what: str, _name: str, _thing: Any, _options: Any, lines: list[str]) -> None:
    """Formulas, which stand indented in docstrings, as they stand there."""
    text = "\n".join(lines)
    lines[:] = re.sub(r"(?<=\n)\n(?=    \S)", "\n.. code-block:: text\n\n", text).split("\n")
