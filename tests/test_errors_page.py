"""docs/errors.md: every class and code is there, and no message that nothing says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from datelens import errors
from datelens.web.faults import STATUSES

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
CLASSES = [name for name in errors.__all__ if name not in ("DatelensError", "shown")]
GAP = "\0"  # what a message has of the call

MESSAGES = re.findall(r"^\| (`.+?`+) \| .* \| .* \|$", PAGE.partition("## The service")[0], re.MULTILINE)


def said(node: ast.expr) -> str:
    """What a text or formatted text of the source says, each field as a gap."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else GAP
    return "".join(said(part) if isinstance(part, ast.Constant) else GAP for part in getattr(node, "values", ()))


@pytest.fixture(scope="module")
def sayings() -> str:
    """All texts of the source, one after the other."""
    found = []
    for path in sorted((ROOT / "src" / "datelens").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [said(node) for node in ast.walk(tree) if isinstance(node, ast.Constant | ast.JoinedStr)]
    return "\n".join(found)


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_its_messages(name: str) -> None:
    section = PAGE.partition(f"\n### {name}\n")[2].partition("\n#")[0]
    assert section.count("\n| `") >= 1


@pytest.mark.parametrize("code", STATUSES)
def test_every_code_of_the_service_stands_there_with_its_status(code: str) -> None:
    assert f"\n| `{code}` | {STATUSES[code]} | " in PAGE


def test_no_other_class_or_code_stands_there() -> None:
    assert set(re.findall(r"^### (.*)$", PAGE, re.MULTILINE)) == set(CLASSES)
    assert set(re.findall(r"^\| `(\w+)` \| \d+ \|", PAGE, re.MULTILINE)) == set(STATUSES)


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_is_one_that_datelens_says(message: str, sayings: str) -> None:
    parts = [part.strip() for part in message.strip("`").strip().split("…")]
    assert any(len(part) > 3 for part in parts)
    for part in filter(None, parts):
        assert re.search(re.escape(part).replace("\\ ", f"[ {GAP}]+"), sayings), part
