"""Laws of files and requests: any bytes are read, or refused in words; nothing else happens."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import JSON, TEXTS

from datelens.bundle import DATES, GRAPHS, MANIFEST, Bundle, Description, load_bundle, write_bundle
from datelens.cli.main import main
from datelens.errors import BundleError, DatelensError, RecipeError
from datelens.inspection import contents
from datelens.iso import is_written
from datelens.keras.recipe import Recipe, load_recipe
from datelens.translator import Translator
from datelens.web.bodies import parse_object, to_explain, to_translate
from datelens.web.faults import Fault
from datelens.web.settings import Settings

FEWER = settings(max_examples=max(settings().max_examples // 3, 1), suppress_health_check=[HealthCheck.too_slow])
"""For what writes files."""


@contextmanager
def a_folder() -> Iterator[Path]:
    """A folder that is gone afterwards; pytest's is one for all examples."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Bytes with a few of them changed, cut off, repeated or taken from elsewhere in them."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        stop = min(start + draw(st.integers(0, 40)), len(content))
        other = draw(st.integers(0, len(content)))
        new = draw(st.binary(max_size=8) | st.just(content[other : other + stop - start]))
        content = content[:start] + new + (content[stop:] if draw(st.integers(0, 9)) else b"")
    return content


def used(bundle: Bundle) -> None:
    """Use all of a bundle: what it answers keeps the promises."""
    translator = Translator(bundle, threads=1)
    for found in translator.translate(["5 Jan 2016", "03/04/2021"], readings=4):
        if bundle.description.grammar == DATES:  # a manifest may as well say that the task is another
            assert all(reading.iso is None or is_written(reading.iso) for reading in found.readings)
        assert 0 <= found.confidence <= 1
    translator.explain("5 Jan 2016")


@FEWER
@given(data=st.data())
def test_a_damaged_graph_with_a_right_checksum_is_refused_or_keeps_the_promises(
    untrained: Path, data: st.DataObject
) -> None:
    bundle = load_bundle(untrained)
    graphs = {name: bundle.read(name) for name in GRAPHS}
    name = data.draw(st.sampled_from(GRAPHS))
    graphs[name] = data.draw(damaged(graphs[name]))
    with a_folder() as folder:
        other = write_bundle(folder / "b", bundle.description, graphs)
        with suppress(BundleError):
            used(load_bundle(other.path))


@given(content=st.binary(max_size=300))
def test_any_bytes_as_a_graph_are_looked_through_without_harm(content: bytes) -> None:
    try:
        found = contents(content)
    except BundleError:
        return
    assert found.nodes >= 0


@FEWER
@given(data=st.data())
def test_any_manifest_is_refused_or_keeps_the_promises(untrained: Path, data: st.DataObject) -> None:
    written = (untrained / MANIFEST).read_bytes()
    fields: dict[str, Any] = json.loads(written)
    changed = st.sampled_from(sorted(fields)).flatmap(
        lambda name: JSON.map(lambda value: json.dumps(fields | {name: value}).encode())
    )
    content = data.draw(st.binary(max_size=60) | damaged(written) | changed)
    with a_folder() as folder:
        shutil.copytree(untrained, folder / "b")
        (folder / "b" / MANIFEST).write_bytes(content)
        with suppress(BundleError):
            used(load_bundle(folder / "b"))


@FEWER
@given(description=st.builds(dict, temperature=st.floats(0.1, 9), card=st.dictionaries(st.text(), JSON)))
def test_a_bundle_written_and_read_is_the_same(untrained: Path, description: dict[str, Any]) -> None:
    bundle = load_bundle(untrained)
    given_fields = bundle.description.to_json() | json.loads(json.dumps(description))
    wanted = Description.from_json(given_fields)
    with a_folder() as folder:
        written = write_bundle(folder / "b", wanted, {name: bundle.read(name) for name in GRAPHS})
        found = load_bundle(folder / "b")
        assert repr(found) == repr(written)  # NaN in a card is not equal to itself
        assert {name: found.read(name) for name in GRAPHS} == {name: bundle.read(name) for name in GRAPHS}


RECIPE = (
    b'examples = 10\n[model]\nunits = 7\nattention = "additive"\n[batches]\nlengths = [3, 5]\n[corpus]\nsplit = "x"\n'
)


@FEWER
@given(content=st.binary(max_size=80) | damaged(RECIPE))
def test_any_recipe_is_read_or_refused(content: bytes) -> None:
    with a_folder() as folder:
        (folder / "r.toml").write_bytes(content)
        with suppress(RecipeError):
            assert isinstance(load_recipe(folder / "r.toml"), Recipe)


TABLE = 'id;when;note\r\n1;13.04.2021;"a;\r\nb"\r\n2;03.04.2021;é\r\n3;;\r\n4;n/a;x\r\n'.encode("cp1252")
LINES = b'{"when": "5 Jan 2016", "n": 1}\n{"when": null}\n{"when": "\\ud800", "x": [1, {"y": 2}]}\n'


@FEWER
@given(
    content=st.binary(max_size=120) | damaged(TABLE) | damaged(LINES),
    ending=st.sampled_from([".csv", ".tsv", ".jsonl", ".parquet", ".csv.gz", ""]),
)
def test_any_file_is_profiled_and_converted_or_refused_in_a_line(untrained: Path, content: bytes, ending: str) -> None:
    with a_folder() as folder:
        source = folder / f"in{ending}"
        source.write_bytes(content)
        for arguments in (["profile"], ["convert", "--column", "when", "-o", str(folder / "out.csv"), "--rejects"]):
            more = [str(folder / "no.csv")] if arguments[0] == "convert" else []
            command = [arguments[0], str(source), *arguments[1:], *more, "--model", str(untrained), "--threads", "1"]
            result = CliRunner().invoke(main, command, catch_exceptions=False)
            assert result.exit_code in (0, 2), result.output
            if result.exit_code:
                assert "Error: " in result.stderr.splitlines()[-1]
                assert not (folder / "out.csv").exists()


@given(
    content=st.binary(max_size=80) | st.dictionaries(st.text(max_size=8), JSON).map(lambda x: json.dumps(x).encode())
)
def test_any_body_is_an_object_or_a_fault(content: bytes) -> None:
    with suppress(Fault):
        assert isinstance(parse_object(content), dict)


@pytest.mark.parametrize("read", [to_translate, to_explain])
@given(data=st.data())
def test_any_object_is_a_question_or_a_fault(read: Any, data: st.DataObject) -> None:
    names = ("texts", "text", "locale", "order", "readings", "method", "iso", "layout", "other")
    usual = st.one_of(JSON, TEXTS, st.lists(TEXTS, max_size=3), st.sampled_from(["attention", "DMY", 1, True, None]))
    body = data.draw(st.dictionaries(st.sampled_from(names), usual, max_size=4))
    with suppress(Fault):
        read(body, Settings())


@given(number=st.integers(1, 5), depth=st.integers(900, 5000))
def test_what_is_nested_too_deeply_is_refused_in_words(untrained: Path, number: int, depth: int) -> None:
    content = b'{"a":' * number + b"[" * depth * 10
    with a_folder() as folder:
        (folder / MANIFEST).write_bytes(content)
        with pytest.raises(DatelensError, match="cannot be read"):
            load_bundle(folder)
    with pytest.raises(Fault, match="400"):
        parse_object(content)
