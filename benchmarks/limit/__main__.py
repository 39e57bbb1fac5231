"""`python -m benchmarks.limit`: how near the runtime is to the machine's arithmetic; writes RESULTS-limit.md."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
import numpy as np

from benchmarks import machine, texts
from benchmarks.limit import page, profile
from benchmarks.limit.rate import rates
from benchmarks.limit.watched import Watched
from benchmarks.limit.work import multiply_adds
from benchmarks.page import results_path, write_page
from benchmarks.speed.__main__ import model_name
from benchmarks.timing import in_turns
from datelens.answers import LEAST_READING
from datelens.bundle import GREEDY, Bundle
from datelens.iso import NO_DATE
from datelens.keras.onnx_encoder import pinned_units
from datelens.questions import MOST_HINTS
from datelens.records import Translation
from datelens.runtime import LENGTH_STEP
from datelens.sources import Folder
from datelens.translator import Translator

WIDTH = 4  # of the beam that is measured


@click.command
@click.option("--model", metavar="BUNDLE", help="In place of the shipped one.")
@click.option("--rows", type=click.IntRange(min=1), default=4_096, show_default=True, help="Strings to read.")
@click.option("--repetitions", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--quick", is_flag=True, help="A little of everything, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("limit"), help="The page.")
def main(model: str | None, rows: int, repetitions: int, quick: bool, output: Path) -> None:
    """Count the work of a string, measure how fast this machine could do it, and how fast it is done.

    Needs the extra `train`, and a machine that does nothing else.
    """
    rows, repetitions = (40, 1) if quick else (rows, repetitions)
    write_page(output, page.lines(measured(model, texts.multilingual(rows), repetitions)))
    click.echo(f"Wrote {output}.", err=True)


def measured(model: str | None, file: texts.File, repetitions: int) -> page.Results:
    """All that the page says."""
    translator = Translator.load(model, threads=1)
    bundle = translator.bundle
    written = [row.text for row in file.rows]
    watched = Watched(translator.reader.network)
    translator.reader.network = watched
    translator.translate(written[:2])
    whole, inside = [], []
    for _ in range(repetitions):
        watched.rows.clear()
        before, start = watched.seconds, time.perf_counter()
        translations = translator.translate(written)
        whole.append(time.perf_counter() - start)
        inside.append(watched.seconds - before)
    doubtful = watched.rows["start"]
    batches = batches_of(bundle, written)
    nodes = profile.run(bundle, GREEDY, [{"symbols": batch} for batch in batches])
    kinds = profile.seconds_by_kind(nodes)
    return page.Results(
        machine=machine.described(),
        model=model_name(translator),
        rows=len(written),
        work=work(bundle, embedding_of(bundle, nodes), batches, translations),
        done=sum(node.multiply_adds for node in nodes) / len(written),
        rates=rates(10 * repetitions),
        precision=bundle.description.precision,
        per_second=len(written) / float(np.median(whole)),
        in_graphs=sum(inside) / sum(whole),
        doubtful=doubtful / len(written),
        kinds={kind: seconds / sum(kinds.values()) for kind, seconds in kinds.items()},
        searches=searches(Watched(watched), batches, repetitions),
    )


def batches_of(bundle: Bundle, written: Sequence[str]) -> list[np.ndarray]:
    """The texts as the reader would batch them if none were answered by law."""
    sources = Folder(bundle.description.input_alphabet).fold(written, np.zeros((len(written), MOST_HINTS), np.int32))
    return [batch for _, batch in sources.batches(np.flatnonzero(sources.lengths), LENGTH_STEP)]


def embedding_of(bundle: Bundle, nodes: Sequence[profile.Node]) -> int:
    """The width of an embedded symbol, from what the encoder was given."""
    given = next(node.inputs[0][-1] for node in nodes if "LSTM" in node.kind)
    return given - pinned_units("int8" if bundle.description.precision == "int8" else "float32")


def work(bundle: Bundle, embedding: int, batches: Sequence[np.ndarray], translations: Sequence[Translation]) -> float:
    """Multiply-adds of a string, the mean over some."""
    lengths = np.concatenate([(batch != 0).sum(axis=1) for batch in batches])
    steps = np.mean([len(translation.readings[0].iso or NO_DATE) for translation in translations])
    config = bundle.description.config
    # Linear in both, so that the means do
    first, more_input, more_output = (multiply_adds(config, embedding, *sizes) for sizes in ((1, 1), (2, 1), (1, 2)))
    of_attention = multiply_adds(config, embedding, 2, 2) - more_input - more_output + first
    length, steps = float(lengths.mean()) - 1, float(steps) - 1
    return first + length * (more_input - first) + steps * (more_output - first) + length * steps * of_attention


def searches(network: Watched, batches: Sequence[np.ndarray], repetitions: int) -> tuple[page.Beam, ...]:
    """What the searches cost, each over all batches."""
    beams = {
        f"beam of {WIDTH}, nothing followed below {LEAST_READING}": LEAST_READING,
        f"beam of {WIDTH}, everything followed": 0.0,
    }
    tasks = {"greedy": lambda: [network.greedy(batch) for batch in batches]}
    tasks |= {name: partial(_beam, network, batches, floor) for name, floor in beams.items()}
    found = in_turns(tasks, repetitions)
    steps = {"greedy": network.steps * sum(len(batch) for batch in batches)}
    for name, floor in beams.items():
        network.rows.clear()
        _beam(network, batches, floor)
        steps[name] = network.rows["step"]
    return tuple(page.Beam(name, steps[name], found[name].median) for name in tasks)


def _beam(network: Watched, batches: Sequence[np.ndarray], floor: float) -> list[object]:
    return [network.beam(batch, WIDTH, floor) for batch in batches]


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.limit")
