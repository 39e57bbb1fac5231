"""Bundles: what is written is read back, and what was changed is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from datelens.alphabet import Alphabet, date_output_alphabet
from datelens.bundle import GRAPHS, MANIFEST, Bundle, Description, Thresholds, load_bundle, write_bundle
from datelens.errors import BundleError, BundleNotFoundError, OutputExistsError

DESCRIPTION = Description(
    Alphabet(["<lang:de>", "a", "年"]),
    date_output_alphabet(),
    output_length=10,
    config={"units": 3, "attention": "additive"},
    temperature=1.25,
    precision="float32",
    thresholds=Thresholds(0.2, 0.4),
    card={"examples": 5},
)
CONTENTS = {name: name.encode() * 3 for name in GRAPHS}


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    return write_bundle(tmp_path / "bundle", DESCRIPTION, CONTENTS)


def change(bundle: Bundle, **fields: Any) -> None:
    """Replace fields of the manifest."""
    path = bundle.path / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | fields), "utf-8")


def test_what_is_written_is_read_back(bundle: Bundle) -> None:
    found = load_bundle(bundle.path)
    assert found == bundle
    assert found.description == DESCRIPTION
    assert {name: found.read(name) for name in GRAPHS} == CONTENTS


def test_a_loaded_bundle_is_read_wherever_the_process_goes(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bundle.path.parent)
    loaded, written = load_bundle(bundle.path.name), write_bundle("another", DESCRIPTION, CONTENTS)
    monkeypatch.chdir("/")
    assert loaded.read(GRAPHS[0]) == written.read(GRAPHS[0]) == CONTENTS[GRAPHS[0]]


def test_a_bundle_is_data() -> None:
    assert json.loads(json.dumps(DESCRIPTION.to_json())) == DESCRIPTION.to_json()
    assert Description.from_json(DESCRIPTION.to_json()) == DESCRIPTION


def lose(name: str) -> Callable[[Bundle], None]:
    return lambda bundle: (bundle.path / name).unlink()


def swap(bundle: Bundle) -> None:
    (bundle.path / GRAPHS[0]).write_bytes(CONTENTS[GRAPHS[1]])


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def truncate(name: str) -> Callable[[Bundle], None]:
    return lambda bundle: (bundle.path / name).write_bytes((bundle.path / name).read_bytes()[:-5])


DAMAGE: dict[str, tuple[Callable[[Bundle], None], str]] = {
    "graph missing": (lose(GRAPHS[1]), "lacks encoder.onnx"),
    "graph truncated": (truncate(GRAPHS[2]), "step.onnx .* checksum"),
    "graphs swapped": (swap, "greedy.onnx .* checksum"),
    "manifest truncated": (truncate(MANIFEST), "cannot be read"),
    "manifest no object": (lambda b: (b.path / MANIFEST).write_text("[]") and None, "is not that of a bundle"),
    "newer format": (lambda b: change(b, format=2), "format 2; this release reads 1. A newer datelens"),
    "no format": (lambda b: change(b, format="1"), "is not that of a bundle"),
    "no files": (lambda b: change(b, files={}), "does not list the files"),
    "file elsewhere": (
        lambda b: change(b, files={**b.checksums, "../secret": ""}),
        r"lists '../secret', which is not in its folder",
    ),
    "no alphabet": (lambda b: change(b, input_alphabet=None), "alphabet must be"),
    "alphabet shuffled": (
        lambda b: change(b, output_alphabet={"version": 1, "symbols": list("ba")}),
        "special four",
    ),
    "unknown grammar": (lambda b: change(b, grammar="times"), "`grammar` must be 'dates' or null; got 'times'"),
    "no length": (lambda b: change(b, output_length=0), "`output_length` must be above 0; got 0"),
    "threshold": (lambda b: change(b, thresholds={"ambiguity": 2, "refusal": 0}), "`ambiguity` must be from 0 to 1"),
    "graph a pipe": (
        lambda b: pipe(b.path / GRAPHS[1]),
        "'encoder.onnx' .* of 268435456 bytes at most; got something else",
    ),
    "graph enormous": (lambda b: os.truncate(b.path / GRAPHS[0], 2**28 + 1), "'greedy.onnx' .*; got 268435457 bytes"),
    "manifest enormous": (lambda b: os.truncate(b.path / MANIFEST, 2**24 + 1), "'bundle.json' .*; got 16777217 bytes"),
    "manifest nested": (
        lambda b: (b.path / MANIFEST).write_text("[" * 10**5) and None,
        "cannot be read: maximum recurs",
    ),
    "manifest in UTF-16": (
        lambda b: (b.path / MANIFEST).write_text("{}", "utf-16") and None,
        "cannot be read: 'utf-8'",
    ),
    "half a character in a name": (
        lambda b: change(b, files={**b.checksums, "\ud800": ""}),
        "which is not in its folder",
    ),
    "NUL in a name": (lambda b: change(b, files={**b.checksums, "a\0b": ""}), "which is not in its folder"),
    "config no object": (lambda b: change(b, config="ab"), "not as it should be: dictionary update"),
    "endless output": (lambda b: change(b, output_length=10**9), "must be 10000 at most; got 1000000000"),
    "dates without digits": (
        lambda b: change(b, output_alphabet=Alphabet("ab").to_json()),
        "needs an output alphabet with -0123456789∅ .*; got 6 symbols and 10",
    ),
    "dates cut short": (lambda b: change(b, output_length=9), "`output_length` of 10 or more; got 16 symbols and 9"),
    "unknown threshold": (lambda b: change(b, thresholds={"mood": 0}), "mood"),
}


@pytest.mark.parametrize(("damage", "message"), DAMAGE.values(), ids=DAMAGE)
def test_a_changed_bundle_is_refused(bundle: Bundle, damage: Callable[[Bundle], None], message: str) -> None:
    damage(bundle)
    with pytest.raises(BundleError, match=message):
        load_bundle(bundle.path)


def test_a_lacking_field_is_named(bundle: Bundle) -> None:
    data = json.loads((bundle.path / MANIFEST).read_text("utf-8"))
    del data["temperature"]
    (bundle.path / MANIFEST).write_text(json.dumps(data), "utf-8")
    with pytest.raises(BundleError, match="lacks 'temperature'"):
        load_bundle(bundle.path)


@pytest.mark.parametrize("name", ["nothing", "file"])
def test_no_bundle_is_an_error_of_its_own(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BundleNotFoundError, match=f"there is no bundle at .*{name}"):
        load_bundle(tmp_path / name)


def test_what_exists_is_not_overwritten(bundle: Bundle) -> None:
    with pytest.raises(OutputExistsError, match="Name another folder, or replace it with --force"):
        write_bundle(bundle.path, DESCRIPTION, CONTENTS)


def test_only_a_bundle_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    with pytest.raises(OutputExistsError, match="Only a bundle is replaced"):
        write_bundle(tmp_path, DESCRIPTION, CONTENTS, force=True)
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_bundle_is_replaced_whole(bundle: Bundle) -> None:
    (bundle.path / "stale").write_text("")
    write_bundle(bundle.path, DESCRIPTION, CONTENTS | {GRAPHS[0]: b"new"}, force=True)
    assert load_bundle(bundle.path).read(GRAPHS[0]) == b"new"
    assert sorted(path.name for path in bundle.path.iterdir()) == sorted([MANIFEST, *GRAPHS])
    assert [path.name for path in bundle.path.parent.iterdir()] == ["bundle"]


def test_a_bundle_is_a_folder_like_any_other(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert bundle.path.stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_replacement_that_is_broken_off_leaves_the_old_bundle(
    bundle: Bundle, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, broken = Path.replace, [error("broken off")]

    def broken_off(self: Path, target: Path) -> Path:
        if target == bundle.path and broken:
            raise broken.pop()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", broken_off)
    with pytest.raises(error, match="broken off"):
        write_bundle(bundle.path, DESCRIPTION, CONTENTS | {GRAPHS[0]: b"new"}, force=True)
    assert load_bundle(bundle.path) == bundle
    assert [path.name for path in bundle.path.parent.iterdir()] == ["bundle"]


def test_what_a_killed_process_left_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    for kind in ("part", "old"):
        (tmp_path / f".bundle.{os.getpid()}.{kind}").mkdir()  # containers give out the same numbers again
    assert load_bundle(write_bundle(tmp_path / "bundle", DESCRIPTION, CONTENTS).path).description == DESCRIPTION


def test_a_bundle_is_on_the_disk_before_it_is_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: (synced.append((tmp_path / "bundle").exists()), fsync(number)))
    write_bundle(tmp_path / "bundle", DESCRIPTION, CONTENTS)
    assert synced == [False] * (len(GRAPHS) + 1)


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no/such"):
        write_bundle(tmp_path / "bundle", DESCRIPTION, CONTENTS | {"no/such/graph": b""})
    assert list(tmp_path.iterdir()) == []
