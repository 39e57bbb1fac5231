"""The map of the tutorial's network: its answer to a text, and where it looked.

The layer of the port gives distributions alone, so its steps are taken again here, in numpy, from its weights.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.original import data
from benchmarks.original.vocabulary import Vocabulary
from datelens.records import AttentionMap

Weights = dict[str, np.ndarray]


class Original:
    """The trained network of a folder.

    Args:
        folder: of a run of `benchmarks.original.recipe`.

    Raises:
        FileNotFoundError: nothing was trained there.
    """

    def __init__(self, folder: Path) -> None:
        import datelens.keras  # chooses a backend before anything loads Keras  # noqa: F401

        if not (folder / "model.keras").is_file():
            raise FileNotFoundError(f"{folder} holds no model.keras; train it with `python -m benchmarks.train`.")
        import keras

        from benchmarks.original.model import OriginalDecoder

        model = keras.saving.load_model(folder / "model.keras", custom_objects={"OriginalDecoder": OriginalDecoder})
        self._human = Vocabulary(data.characters(), model.input_shape[1])
        self._machine = Vocabulary("0123456789-", model.input_shape[1])
        decoder = model.get_layer("decoder")
        self._encoder = keras.Model(model.input, decoder.input)
        self._weights = {weight.name: np.array(keras.ops.convert_to_numpy(weight.value)) for weight in decoder.weights}

    def explain(self, text: str) -> AttentionMap:
        """Its answer and the map of it; what it looked at behind the text is one symbol, `<padding>`."""
        annotations = np.asarray(self._encoder.predict(self._human.encode([text]), verbose=0))[0]
        distributions, weights = steps(annotations, self._weights)
        [iso] = self._machine.decode(distributions.argmax(axis=1)[None])
        said = distributions.max(axis=1)[: len(iso) + 1].prod()
        rows = [(float(row[len(text) :].sum()), *row[: len(text)].tolist()) for row in weights[: len(iso)]]
        return AttentionMap(
            text=text,
            iso=iso or None,
            method="attention",
            input=("<padding>", *text),
            output=tuple(iso),
            weights=tuple(rows),
            spans=(None, *((place, place + 1) for place in range(len(text)))),
            probability=float(said),
        )


def steps(annotations: np.ndarray, w: Weights) -> tuple[np.ndarray, np.ndarray]:
    """The distributions (output, symbols) and the attention weights (output, input) of annotations (input, features).

    Args:
        annotations: of one text.
        w: the decoder's weights by name.
    """
    keys = annotations @ w["u_a"] + w["b_a"]
    state = np.tanh(annotations[0] @ w["w_s"])
    said: Any = np.zeros(len(w["b_o"]), annotations.dtype)
    distributions, looked = [], []
    for _ in annotations:
        energies = (np.tanh(keys + state @ w["w_a"]) @ w["v_a"])[:, 0]  # (1)
        weights = _softmax(energies)  # (2)
        context = weights @ annotations  # (3)

        def gate(name: str, before: np.ndarray, said: Any = said, context: np.ndarray = context) -> np.ndarray:
            mixed: np.ndarray = said @ w[f"w_{name}"] + before @ w[f"u_{name}"] + context @ w[f"c_{name}"]
            return mixed + w[f"b_{name}"]

        reset, update = _sigmoid(gate("r", state)), _sigmoid(gate("z", state))  # (4), (5)
        proposal = np.tanh(gate("p", reset * state))  # (6)
        said = _softmax(gate("o", state))  # (8), of the state before
        state = (1 - update) * state + update * proposal  # (7)
        distributions.append(said)
        looked.append(weights)
    return np.stack(distributions), np.stack(looked)


def _softmax(values: np.ndarray) -> np.ndarray:
    powers: np.ndarray = np.exp(values - values.max())
    return powers / powers.sum()


def _sigmoid(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-values))
