"""Calibration: the temperature and the thresholds of a model, chosen on validation data.

Temperature scaling divides the logits of every step by one number, after Guo et al. 2017 (arXiv:1706.04599), section
4.2; it changes how sure a model is and, but for ties between steps, not what it says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from datelens.alphabet import Alphabet
from datelens.bundle import Thresholds
from datelens.evaluation.orders import admits_several_orders
from datelens.evaluation.rows import Row
from datelens.explain.forced import target_of
from datelens.folding import fold_symbols
from datelens.iso import NO_DATE
from datelens.questions import HintReader
from datelens.runtime import LENGTH_STEP
from datelens.sources import Folder
from datelens.translator import Translator

NARROWEST, WIDEST = 1 / 3, 3.0
"""The temperatures between which the best is looked for; a model that needs another is not worth calibrating."""

LOWEST_AMBIGUITY = 0.01

ORDERS_UNFLAGGED, NAMES_FLAGGED = 0.01, 0.01
"""What is promised of doubt: how many texts that admit two orders go unflagged, and how many dates are flagged whose
month is named and whose year has four digits."""

NO_DATES_ANSWERED, DATES_REFUSED = 0.01, 0.005
"""What is promised of refusal."""

NAMED = frozenset({"cldr", "custom", "free", "supplement"})
"""The families whose months are named, where the text holds letters."""

_NAMED_AND_WHOLE = re.compile(r"(?=.*[^\W\d_])(?:.*\D)?\d{4}(?:\D.*)?").fullmatch
_GOLDEN = (math.sqrt(5) - 1) / 2


def negative_log_likelihood(log_probabilities: np.ndarray, targets: np.ndarray, temperature: float) -> float:
    """The mean over rows of `-Σ_t log softmax(l_t / T)[y_t]`, in nats.

    Args:
        log_probabilities: float array (rows, output, symbols) of each step when the targets are forced.
        targets: whole numbers (rows, output), 0 is padding.
        temperature: T.
    """
    scaled = log_probabilities / temperature
    scaled = scaled - scaled.max(axis=-1, keepdims=True)
    scaled = scaled - np.log(np.exp(scaled).sum(axis=-1, keepdims=True))
    chosen = np.take_along_axis(scaled, targets[..., None], axis=-1)[..., 0]
    return float(-np.where(targets == Alphabet.padding, 0.0, chosen).sum(axis=-1).mean())


def best_temperature(log_probabilities: np.ndarray, targets: np.ndarray) -> float:
    """The temperature under which the targets are likeliest, by golden-section search over its logarithm.

    Args:
        log_probabilities, targets: as for `negative_log_likelihood`.
    """
    low, high = math.log(NARROWEST), math.log(WIDEST)

    def loss(place: float) -> float:
        return negative_log_likelihood(log_probabilities, targets, math.exp(place))

    for _ in range(24):  # to a hundred-thousandth of the range
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if loss(left) < loss(right):
            high = right
        else:
            low = left
    return math.exp((low + high) / 2)


def ambiguity_threshold(doubtful: Sequence[float], clear: Sequence[float]) -> float:
    """The threshold at which neither error of doubt is far from what is promised; see `_balanced`.

    Args:
        doubtful: for texts that admit two orders, the probability of the second date; 0 where there is none.
        clear: the same for dates with a named month and a year of four digits.
    """
    errors = (clear, NAMES_FLAGGED), (doubtful, ORDERS_UNFLAGGED)
    return _balanced(*errors, range(1, 21)) or Thresholds().ambiguity


def refusal_threshold(dates: Sequence[float], no_dates: Sequence[float]) -> float:
    """The highest threshold that keeps what is promised of dates; where none does, the balanced one of `_balanced`.

    Dates come first because little else is lost: a text without a date that is read as one at all mostly is so with a
    probability that no threshold among these would stop.

    Args:
        dates: for texts that hold one, the probability of the date that is read; 0 where none is.
        no_dates: the same for texts that hold none.
    """
    steps = range(10, 91)
    kept = [step for step in steps if dates and float((np.array(dates) < step / 100).mean()) <= DATES_REFUSED]
    if kept and no_dates:
        return min(kept[-1], int(100 * max(no_dates)) + 1) / 100
    return _balanced((no_dates, NO_DATES_ANSWERED), (dates, DATES_REFUSED), steps) or Thresholds().refusal


def _balanced(
    below: tuple[Sequence[float], float], above: tuple[Sequence[float], float], hundredths: range
) -> float | None:
    """The threshold that makes the larger of two errors, each as a share of its promise, as small as can be.

    Args:
        below: values that should lie below the threshold, and the share of them that may not.
        above: values that should reach it, and the share of them that may not.
        hundredths: the thresholds to choose from; of equally good ones the lowest is taken.

    Returns:
        None where there are no values of a kind.
    """
    if not below[0] or not above[0]:
        return None
    low, high = np.array(below[0]), np.array(above[0])

    def worst(threshold: float) -> float:
        return max(float((low >= threshold).mean()) / below[1], float((high < threshold).mean()) / above[1])

    return min((step / 100 for step in hundredths), key=worst)


def distributions(translator: Translator, rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray]:
    """What the network says at every step when it is made to write the right outputs.

    Args:
        translator: of the model.
        rows: none of which is refused unread.

    Returns:
        log-probabilities, float array (rows, output, symbols), and the targets, whole numbers (rows, output), 0 is
        padding.
    """
    network = translator.reader.network
    alphabet = network.bundle.description.input_alphabet
    targets = np.zeros((len(rows), network.steps), np.int32)
    for place, row in enumerate(rows):
        written = target_of(network, row.iso or NO_DATE)
        targets[place, : len(written)] = written
    locales, orders = [row.locale for row in rows], [row.order for row in rows]
    hints = HintReader(alphabet).rows(len(rows), locales, orders)
    sources = Folder(alphabet).fold([row.text for row in rows], hints)
    said = np.zeros((*targets.shape, len(network.bundle.description.output_alphabet)), np.float32)
    for chosen, batch in sources.batches(np.arange(len(rows)), LENGTH_STEP):
        memory, state = network.start(batch)
        last, every = np.full(len(chosen), Alphabet.start, np.int32), np.arange(len(chosen))
        for position in range(network.steps):
            step = network.step(memory, every, state, last)
            said[chosen, position], state, last = step.log_probabilities, step.state, targets[chosen, position]
    return said, targets


def fit_temperature(translator: Translator, rows: Sequence[Row]) -> tuple[float, float, float]:
    """The best temperature of a model exported at temperature 1, and the negative log-likelihoods without and with it.

    Args:
        translator, rows: as for `distributions`.
    """
    said, targets = distributions(translator, rows)
    temperature = best_temperature(said, targets)
    before, after = (negative_log_likelihood(said, targets, value) for value in (1.0, temperature))
    return temperature, before, after


def fit_thresholds(translator: Translator, rows: Sequence[Row]) -> Thresholds:
    """The thresholds of a model whose temperature is fitted.

    All texts are read without hints, as most come: there a date that two orders read has the least probability, and is
    to be answered with its doubt rather than refused.

    Args:
        translator: of the model; its own thresholds matter nothing.
        rows: with dates and without, and some that admit two orders among them.
    """
    open_minded = Translator(
        translator.bundle, translator.threads, ambiguity_threshold=LOWEST_AMBIGUITY, refusal_threshold=0.0
    )
    translations = open_minded.translate([row.text for row in rows], readings=4)
    doubtful: list[float] = []
    clear: list[float] = []
    dates: list[float] = []
    no_dates: list[float] = []
    for row, translation in zip(rows, translations, strict=True):
        probabilities = [reading.probability for reading in translation.readings if reading.iso is not None]
        second = probabilities[1] if len(probabilities) > 1 else 0.0
        if row.iso is not None and admits_several_orders(row.text):
            doubtful.append(second)
        elif row.family in NAMED and not row.ambiguous and _NAMED_AND_WHOLE(fold_symbols(row.text)):
            clear.append(second)
        first = translation.readings[0]
        (no_dates if row.iso is None else dates).append(0.0 if first.iso is None else first.probability)
    return Thresholds(ambiguity_threshold(doubtful, clear), refusal_threshold(dates, no_dates))
