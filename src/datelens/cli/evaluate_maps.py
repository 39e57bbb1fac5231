"""`datelens evaluate --maps`: how far the maps of a model can be believed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from datelens.cli.extras import needed
from datelens.cli.generate import examples
from datelens.cli.gradients import open_gradients
from datelens.cli.progress import tracked
from datelens.evaluation.maps import Attribute, Changed, MapCase, MapReport, measure
from datelens.evaluation.maps.files import read_cases
from datelens.evaluation.maps.render import to_json, to_page, to_text
from datelens.evaluation.rows import Row
from datelens.iso import FIELDS, reading_by_law

if TYPE_CHECKING:
    from datelens.corpus.example import Example
    from datelens.corpus.stream import Split
    from datelens.translator import Translator

NUMBER = 1_000
"""Texts without a file: half a minute a thousand and core."""

WRITERS: dict[str, Callable[[MapReport], str]] = {"text": to_text, "json": to_json, "html": to_page}


def report(
    translator: Translator,
    name: str | None,
    file: Path | None,
    split: Split,
    number: int,
    seed: int,
    *,
    hinted: bool,
    run: Path | None,
    twins: Sequence[str],
) -> MapReport:
    """The figures of the maps of a model, on a file or on generated texts.

    Args:
        translator: of the model.
        name: of the model; None calls it the shipped one.
        file: of texts with gold spans; None makes them.
        split, number, seed: of the texts that are made.
        hinted: whether the model is given the locale and order of each text.
        run: the run that the model was trained in, whose gradients are taken; None takes none.
        twins: bundles of the same recipe with other seeds.
    """
    import datelens

    rng = random.Random(f"maps/{seed}")
    texts = from_file(file, rng) if file else list(tracked(made(split, number, seed, rng), "Making texts", number))
    return measure(
        translator,
        texts if hinted else list(map(unaided, texts)),
        model=name or f"datelens {datelens.__version__}",
        source=file.name if file else f"{split} split, seed {seed}",
        hinted=hinted,
        twins=[datelens.Translator.load(twin) for twin in twins],
        attributes=attributes(run) if run else {},
        seed=seed,
        tracked=lambda cases: tracked(cases, "Asking maps", len(texts)),
    )


def made(split: Split, number: int, seed: int, rng: random.Random) -> Iterator[MapCase]:
    """The first clear dates of a split that a model has to read, each with other years, months and days."""
    return islice((case_of(example, rng) for example in _endless(split, seed) if _is_asked(example)), number)


def _endless(split: Split, seed: int) -> Iterator[Example]:
    with needed("train", "`datelens evaluate --maps`"):
        return examples(seed, 10**9, split)


def _is_asked(example: Example) -> bool:
    return example.iso is not None and not example.ambiguous and reading_by_law(example.text) is None


def case_of(example: Example, rng: random.Random) -> MapCase:
    """The case of an example, with its interventions."""
    row = Row(
        text=example.text,
        iso=example.iso,
        locale=example.locale or None,
        family=example.family,
        language=example.locale.partition("_")[0],
    )
    return MapCase(row, example.spans, tuple(changes(example, rng)))


def from_file(file: Path, rng: random.Random) -> list[MapCase]:
    """The clear dates of a file, with their interventions."""
    with needed("train", "`--maps`"):
        from datelens.corpus.example import Example
    found = []
    for case in read_cases(file):
        row = case.row
        example = Example(row.text, row.iso, row.locale or "", "", row.family, case.spans, row.ambiguous)
        if _is_asked(example):
            found.append(MapCase(row, case.spans, tuple(changes(example, rng))))
    return found


def changes(example: Example, rng: random.Random) -> Iterator[Changed]:
    """The text with another year, month and day, each where it can be written anew."""
    with needed("train", "`--maps`"):
        from datelens.corpus.interventions import intervene
    for field in FIELDS:
        after = intervene(example, field, rng)
        if after is not None and after.iso is not None:
            yield Changed(field, after.text, after.iso, after.spans)


def unaided(case: MapCase) -> MapCase:
    """The case without its hints."""
    return MapCase(case.row.unaided(), case.spans, case.changed)


def attributes(run: Path) -> dict[str, Attribute]:
    """The ways to weigh that need the weights of a model."""
    gradients = open_gradients(run)
    return {method: partial(gradients.attribute, method=method) for method in gradients.methods}
