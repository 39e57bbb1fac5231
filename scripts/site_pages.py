"""What pages have on the site alone: the pages under them, the link to a notebook, diagrams as pictures."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

UNDER = {
    "README": (
        "Tutorial </docs/tutorial/index>",
        "How to </docs/how-to/index>",
        "Reference </docs/reference/index>",
        "Figures </docs/figures>",
        "Model card </docs/model-card>",
        "Benchmarks </benchmarks/RESULTS>",
        "Architecture </docs/architecture>",
        "From the original to here </docs/from-the-original>",
        "Contributing </CONTRIBUTING>",
        "Changelog </CHANGELOG>",
        "/docs/[!f]*",
    ),
    "docs/tutorial/index": ("/docs/tutorial/[0-9]*",),
    "docs/how-to/index": ("/docs/how-to/in-a-program", "/docs/how-to/[!i]*"),
    "docs/reference/index": (
        *("/docs/reference/command-line", "/docs/reference/datelens", "/docs/reference/columns"),
        *("/docs/reference/spark", "/docs/reference/explain", "/docs/reference/draw"),
        *("/docs/reference/web", "/docs/reference/keras"),
    ),
    "benchmarks/RESULTS": ("/benchmarks/RESULTS-*",),
}
"""The pages under a page, in their order; with a star all that there are and were not named before."""

ROOT = Path(__file__).parent.parent
CHAPTER = "docs/tutorial/"
COMMAND_LINE = "docs/reference/command-line"


def completed(name: str, text: str) -> str:
    """The source of a page with what it has on the site alone.

    Args:
        name: of the page, without its ending.
        text: Markdown.
    """
    if name.startswith(CHAPTER) and name != f"{CHAPTER}index":
        title, _, rest = text.partition("\n")
        notebook = f"../../notebooks/{name.removeprefix(CHAPTER)}.ipynb"
        link = f'<p class="notebook"><a href="{notebook}" download>This chapter as a notebook</a></p>'
        text = f"{title}\n\n{link}\n{rest}"
    text = _LINK.sub(lambda link: link[1] if ((ROOT / name).parent / link[2]).is_dir() else link[0], text)
    if name == COMMAND_LINE:
        text += commands()
    if name in UNDER:
        pages = "\n".join(UNDER[name])
        text += f"\n```{{toctree}}\n:hidden:\n:glob:\n\n{pages}\n```\n"
    return text


_LINK = re.compile(r"\[([^\]]*)\]\(([^)#:]+)\)")
"""A link inside the project; one to a folder is words alone on the site, which has no folders."""


def commands() -> str:
    """The help of the group and of each command, as Markdown."""
    from datelens.cli.main import COMMANDS

    parts = [("main:main", "datelens"), *((f"{name}:command", f"datelens {name}") for name in COMMANDS)]
    clicks = [f".. click:: datelens.cli.{place}\n   :prog: {called}\n   :nested: none\n" for place, called in parts]
    return "\n```{eval-rst}\n" + "\n".join(clicks) + "```\n"


def keras_classes() -> tuple[type, ...]:
    """The classes of Keras that those of the project are made from."""
    import keras

    return keras.Layer, keras.Metric


class Mermaid(Directive):
    """A diagram in Mermaid's language, drawn when the site is built."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The picture."""
        import mermaidx

        drawn = mermaidx.render("\n".join(self.content)).svg()
        return [nodes.raw("", f'<div class="diagram">{drawn}</div>', format="html")]
