"""A bundle: a trained model on disk, as data.

A folder with `bundle.json` (what the model reads and writes, its thresholds and its card, and the SHA-256 of every
other file) and the graphs. Nothing in it is code, and nothing is loaded that its checksum does not vouch for. A bundle
may come from anyone: a file's size is looked at before it is read, and `inspection` looks through a graph before it is
run.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datelens.alphabet import Alphabet
from datelens.errors import BundleError, BundleNotFoundError, OutputExistsError, shown
from datelens.files import written_whole
from datelens.iso import CHARACTERS, LONGEST

FORMAT = 1
MANIFEST = "bundle.json"
GREEDY, ENCODER, STEP = GRAPHS = ("greedy.onnx", "encoder.onnx", "step.onnx")
DATES = "dates"
GRAMMARS = (DATES, None)

SHIPPED = Path(__file__).parent / "models" / "dates"
"""The folder of the model that came with the code, and is trusted as it is."""

LARGEST_MANIFEST, LARGEST_GRAPH = 2**24, 2**28
"""Bytes that are read at most: more than a hundred times what the shipped model has."""

LONGEST_OUTPUT = 10_000
"""Symbols; each is a step of the network."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a reading is doubtful; chosen on validation data.

    Attributes:
        ambiguity: a second date at least this probable makes a text ambiguous.
        refusal: a first reading less probable than this is not given as the answer.
    """

    ambiguity: float = 0.1
    refusal: float = 0.3

    def __post_init__(self) -> None:
        for name in ("ambiguity", "refusal"):
            value = getattr(self, name)
            if not isinstance(value, int | float) or not 0 <= value <= 1:
                raise BundleError(f"the threshold `{name}` must be from 0 to 1; got {shown(value)}.")


@dataclass(frozen=True, slots=True)
class Description:
    """What a bundle says of its model.

    Attributes:
        input_alphabet, output_alphabet: the symbols that it reads and writes.
        output_length: of the longest output, the end left out where the grammar forces it.
        grammar: what outputs are: `dates`, or None for any string.
        config: sizes and kinds of the network.
        temperature: what the logits were divided by, for calibrated probabilities.
        precision: of the matrix products.
        thresholds: when a reading is doubtful.
        card: where the model comes from and how good it is.
    """

    input_alphabet: Alphabet
    output_alphabet: Alphabet
    output_length: int
    grammar: str | None = DATES
    config: Mapping[str, Any] = field(default_factory=dict)
    temperature: float = 1.0
    precision: str = "int8"
    thresholds: Thresholds = Thresholds()
    card: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """A JSON object that `from_json` reads back."""
        return {
            "input_alphabet": self.input_alphabet.to_json(),
            "output_alphabet": self.output_alphabet.to_json(),
            "output_length": self.output_length,
            "grammar": self.grammar,
            "config": dict(self.config),
            "temperature": self.temperature,
            "precision": self.precision,
            "thresholds": {"ambiguity": self.thresholds.ambiguity, "refusal": self.thresholds.refusal},
            "card": dict(self.card),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Description:
        """The description of a JSON object.

        Raises:
            BundleError: something is missing or cannot be.
        """
        try:
            thresholds = Thresholds(**data["thresholds"])
            alphabets = Alphabet.from_json(data["input_alphabet"]), Alphabet.from_json(data["output_alphabet"])
            output_length, grammar, temperature = data["output_length"], data["grammar"], data["temperature"]
            config, precision, card = dict(data["config"]), data["precision"], dict(data["card"])
        except KeyError as error:
            raise BundleError(f"the bundle's {MANIFEST} lacks {error}.") from None
        except BundleError:
            raise
        except (TypeError, ValueError) as error:  # of which AlphabetError is one
            raise BundleError(f"the bundle's {MANIFEST} is not as it should be: {error}") from error
        if not isinstance(output_length, int) or output_length < 1:
            raise BundleError(f"the bundle's `output_length` must be above 0; got {shown(output_length)}.")
        if output_length > LONGEST_OUTPUT:
            raise BundleError(f"the bundle's `output_length` must be {LONGEST_OUTPUT} at most; got {output_length}.")
        if grammar not in GRAMMARS:
            raise BundleError(f"the bundle's `grammar` must be {DATES!r} or null; got {shown(grammar)}.")
        if grammar == DATES and (output_length < LONGEST or not {*CHARACTERS} <= {*alphabets[1].symbols}):
            raise BundleError(
                f"a bundle that writes dates needs an output alphabet with {''.join(CHARACTERS)} and an "
                f"`output_length` of {LONGEST} or more; got {len(alphabets[1])} symbols and {output_length}."
            )
        return cls(*alphabets, output_length, grammar, config, temperature, precision, thresholds, card)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle on disk whose files were found to be what it says.

    Attributes:
        path: its folder, absolute: graphs are read when they are first needed, wherever the process stands by then.
        description: of the model.
        checksums: SHA-256 of each file.
    """

    path: Path
    description: Description
    checksums: Mapping[str, str]

    def read(self, name: str) -> bytes:
        """The content of one of its files.

        Raises:
            BundleError: the file is missing or was changed.
        """
        try:
            content = _read(self.path / name, LARGEST_GRAPH)
        except OSError as error:
            raise BundleError(f"the bundle {shown(str(self.path), 200)} lacks {name}: {error.strerror}.") from error
        if hashlib.sha256(content).hexdigest() != self.checksums.get(name):
            raise BundleError(
                f"{name} in the bundle {shown(str(self.path), 200)} is not the file that was written there: "
                f"its checksum differs. Export the model again, or reinstall datelens if it is the shipped one."
            )
        return content


def _read(path: Path, most: int) -> bytes:
    """The content of a file that is one, and not too large.

    Raises:
        BundleError: it is something else (a pipe may never end) or has more bytes than `most`.
        OSError: it cannot be read.
    """
    told = path.stat()
    if not stat.S_ISREG(told.st_mode) or told.st_size > most:
        raise BundleError(
            f"{shown(path.name)} in the bundle {shown(str(path.parent), 200)} must be a file of {most} bytes at most; "
            f"got {f'{told.st_size} bytes' if stat.S_ISREG(told.st_mode) else 'something else'}."
        )
    return path.read_bytes()


def load_bundle(path: str | os.PathLike[str]) -> Bundle:
    """The bundle in a folder, all its files checked.

    Raises:
        BundleNotFoundError: there is no bundle.
        BundleError: it is broken, changed, or of a newer format.
    """
    folder = Path(path)
    try:
        data = json.loads(_read(folder / MANIFEST, LARGEST_MANIFEST).decode())
    except (FileNotFoundError, NotADirectoryError):
        run = " It is a run: `datelens export` makes a bundle of it." if (folder / "run.json").is_file() else ""
        raise BundleNotFoundError(
            f"there is no bundle at {shown(str(folder), 200)}: it holds no {MANIFEST}.{run}"
        ) from None
    except BundleError:
        raise
    except (OSError, ValueError, RecursionError) as error:
        raise BundleError(f"{MANIFEST} in {shown(str(folder), 200)} cannot be read: {error}.") from error
    if not isinstance(data, dict) or not isinstance(data.get("format"), int):
        raise BundleError(f"{MANIFEST} in {shown(str(folder), 200)} is not that of a bundle.")
    if data["format"] != FORMAT:
        raise BundleError(
            f"the bundle {shown(str(folder), 200)} has format {data['format']}; this release reads {FORMAT}. "
            f"{'A newer datelens reads it.' if data['format'] > FORMAT else 'Export the model again.'}"
        )
    files = data.get("files")
    if not isinstance(files, dict) or not set(GRAPHS) <= set(files):
        raise BundleError(f"{MANIFEST} in {shown(str(folder), 200)} does not list the files {', '.join(GRAPHS)}.")
    checksums = {name: str(digest) for name, digest in files.items()}
    bundle = Bundle(folder.absolute(), Description.from_json(data), checksums)
    for name in bundle.checksums:
        if Path(name).name != name or not name.isprintable():  # a name may hold what no file system takes
            raise BundleError(
                f"{MANIFEST} in {shown(str(folder), 200)} lists {shown(name)}, which is not in its folder."
            )
        bundle.read(name)
    return bundle


def refuse_existing_folder(path: str | os.PathLike[str], *, force: bool = False) -> None:
    """Let nothing be replaced by a bundle but a bundle, and that only with `force`.

    Raises:
        OutputExistsError: something is there, or with `force` something that is no bundle.
    """
    folder = Path(path)
    if folder.exists() and not (force and (folder / MANIFEST).is_file()):
        hint = "Only a bundle is replaced." if force else "Name another folder, or replace it with --force."
        raise OutputExistsError(f"{shown(str(folder), 200)} exists. {hint}")


def write_bundle(
    path: str | os.PathLike[str], description: Description, graphs: Mapping[str, bytes], *, force: bool = False
) -> Bundle:
    """Write a bundle, whole or not at all.

    Args:
        path: its folder, which must not exist yet unless `force`.
        description: of the model.
        graphs: the content of each of `GRAPHS`.
        force: replace what is there, which must be a bundle.

    Raises:
        OutputExistsError: something is there, or with `force` something that is no bundle.
        NoSpaceError: the device is full.
    """
    import tempfile  # costs some milliseconds, and reading does without

    folder = Path(path)
    refuse_existing_folder(folder, force=force)
    checksums = {name: hashlib.sha256(content).hexdigest() for name, content in graphs.items()}
    data = {"format": FORMAT, **description.to_json(), "files": checksums}
    manifest = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent) as beside:
        new = Path(beside, "new")
        new.mkdir()  # whom a temporary folder is for may alone look into it; a bundle is as any other folder
        for name, content in {**graphs, MANIFEST: manifest.encode()}.items():
            with written_whole(new / name) as part:
                part.write_bytes(content)
        _put(new, folder, Path(beside, "old"))
    return Bundle(folder.absolute(), description, checksums)


def _put(new: Path, folder: Path, old: Path) -> None:
    """Put a new folder in the place of another, which goes to `old`; whatever comes between, one of them is there."""
    try:
        if folder.exists():
            folder.replace(old)
        new.replace(folder)
    except BaseException:  # Ctrl+C too
        if old.exists() and not folder.exists():
            old.replace(folder)
        raise
