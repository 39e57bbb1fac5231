"""The translator: laws that hold whatever the model says, and what it makes of what the model says."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_model import write_random_bundle

from datelens.alphabet import Alphabet
from datelens.answers import LEAST_READING
from datelens.bundle import Bundle, load_bundle
from datelens.errors import ArgumentError, BundleError, BundleNotFoundError, HintError, TextError
from datelens.records import Reading, Translation
from datelens.runtime import LENGTH_STEP, Network
from datelens.search import Found
from datelens.translator import LONGEST_TEXT, Translator, shipped_path

MARCH, APRIL = "2021-03-04", "2021-04-03"
TEXTS = ["5 Jan 2016", "Saturday 9 May 2018", "5", "٥ مايو", "2011ko maiatzaren 7a", "hello world " * 9, "年", "x"]

# What the scripted model gives to a text as it is folded, hints included
SCRIPT: dict[str, dict[str, float]] = {
    "5 jan 2016": {"2016-01-05": 0.999},
    "03/04/2021": {MARCH: 0.55, APRIL: 0.44, "2021-03": 0.0005},
    "<order:DMY>03/04/2021": {APRIL: 0.9995, MARCH: 0.0005},
    "<lang:en><region:GB><order:DMY>03/04/2021": {APRIL: 0.98, MARCH: 0.015, "∅": 0.004},
    "hello": {"∅": 0.97, "2016": 0.02},
    "no idea": {"2016": 0.02, "2017": 0.01},
    "maybe": {"2016": 0.25, "2017": 0.2, "∅": 0.2},
}


class ScriptedNetwork(Network):
    """Looks the probabilities of outputs up, and counts what it was asked."""

    def __init__(self, bundle: Bundle) -> None:
        super().__init__(bundle)
        self.asked: dict[str, list[str]] = {"greedy": [], "beam": []}
        self.floors: list[float] = []

    def _rows(self, kind: str, sources: np.ndarray) -> Iterator[list[tuple[str, float]]]:
        assert sources.shape[1] % LENGTH_STEP == 0
        for source in sources.tolist():
            text = self.bundle.description.input_alphabet.decode(source)
            self.asked[kind].append(text)
            yield list(SCRIPT[text].items())

    def _found(self, rows: list[list[tuple[str, float]]]) -> Found:
        outputs = [(row, iso, share) for row, pairs in enumerate(rows) for iso, share in pairs]
        numbers = [self.bundle.description.output_alphabet.encode(iso) for _, iso, _ in outputs]
        symbols = np.array([[*row, *[0] * (self.steps - len(row))] for row in numbers])
        return Found(np.array([row for row, _, _ in outputs]), symbols, np.log([share for _, _, share in outputs]))

    def greedy(self, sources: np.ndarray) -> Found:
        return self._found([pairs[:1] for pairs in self._rows("greedy", sources)])

    def beam(self, sources: np.ndarray, width: int, floor: float) -> Found:
        rows = list(self._rows("beam", sources))
        self.floors.append(floor)
        return self._found([pairs[:1] + [pair for pair in pairs[1:width] if pair[1] >= floor] for pairs in rows])


@pytest.fixture
def translator(untrained: Path) -> Translator:
    return Translator.load(untrained, threads=1)


@pytest.fixture
def scripted(untrained: Path) -> Translator:
    translator = Translator.load(untrained, threads=1, ambiguity_threshold=0.1, refusal_threshold=0.3)
    translator.reader.network = ScriptedNetwork(translator.bundle)
    return translator


def asked(translator: Translator, kind: str) -> list[str]:
    assert isinstance(translator.reader.network, ScriptedNetwork)
    return translator.reader.network.asked[kind]


# What the model says


def test_a_string_gives_one_translation_and_a_list_gives_a_list(scripted: Translator) -> None:
    one = scripted.translate("5 Jan 2016")
    assert one == Translation(
        "5 Jan 2016", "2016-01-05", one.confidence, False, (Reading("2016-01-05", one.confidence),)
    )
    assert one.confidence == pytest.approx(0.999)
    assert scripted.translate(["5 Jan 2016"]) == [one]
    assert scripted.translate(("5 Jan 2016",) * 3) == [one] * 3
    assert scripted.translate([]) == []


def test_two_orders_without_a_hint_are_two_readings(scripted: Translator) -> None:
    found = scripted.translate("03/04/2021")
    assert (found.iso, found.ambiguous) == (MARCH, True)
    assert [reading.iso for reading in found.readings] == [MARCH, APRIL]
    assert [reading.probability for reading in found.readings] == pytest.approx([0.55, 0.44])


@pytest.mark.parametrize("hint", [{"order": "dmy"}, {"locale": "en-GB"}], ids=str)
def test_a_hint_settles_it(scripted: Translator, hint: dict[str, str]) -> None:
    found = scripted.translate("03/04/2021", **hint)
    assert (found.iso, found.ambiguous, len(found.readings)) == (APRIL, False, 1)


def test_each_text_has_its_own_hint_and_equal_texts_with_other_hints_are_not_mixed_up(scripted: Translator) -> None:
    texts = ["03/04/2021", "03/04/2021", "5 Jan 2016", "03/04/2021"]
    found = scripted.translate(texts, order=["DMY", None, None, "DMY"])
    assert [translation.iso for translation in found] == [APRIL, MARCH, "2016-01-05", APRIL]
    assert [translation.ambiguous for translation in found] == [False, True, False, False]
    assert sorted(asked(scripted, "greedy")) == ["03/04/2021", "5 jan 2016", "<order:DMY>03/04/2021"]


def test_equal_texts_are_read_once(scripted: Translator) -> None:
    found = scripted.translate(["5 Jan 2016", "hello", "5 Jan 2016", "hello", "hello"])
    assert [translation.iso for translation in found] == ["2016-01-05", None, "2016-01-05", None, None]
    assert sorted(asked(scripted, "greedy")) == ["5 jan 2016", "hello"]


def test_only_doubtful_texts_cost_a_beam(scripted: Translator) -> None:
    scripted.translate(["5 Jan 2016", "03/04/2021", "hello", "maybe"])
    assert sorted(asked(scripted, "beam")) == ["03/04/2021", "maybe"]


def test_more_readings_are_listed_where_they_are_asked_for_and_have_mass(scripted: Translator) -> None:
    british = scripted.translate("03/04/2021", locale="en_GB", readings=3)
    assert [reading.iso for reading in british.readings] == [APRIL, MARCH, None]
    assert len(scripted.translate("03/04/2021", locale="en_GB", readings=2).readings) == 2
    assert len(scripted.translate("5 Jan 2016", readings=9).readings) == 1
    assert "5 jan 2016" in asked(scripted, "beam")
    assert len(scripted.translate("03/04/2021", order="DMY", readings=9).readings) == 1
    assert "<order:DMY>03/04/2021" not in asked(scripted, "beam")  # less is left over than is listed


def test_a_best_reading_below_the_floor_is_searched_for_again(scripted: Translator) -> None:
    network = scripted.reader.network
    assert isinstance(network, ScriptedNetwork)
    one = scripted.translate("no idea")
    assert network.floors == [0.1, LEAST_READING]
    assert scripted.translate(["no idea", "maybe"])[0] == one
    assert network.floors[2:] == [0.1, LEAST_READING]
    assert asked(scripted, "beam")[-1] == "no idea"
    assert scripted.translate("no idea", readings=2).readings[:1] == one.readings
    assert network.floors[4:] == [LEAST_READING]


def test_below_the_refusal_threshold_there_is_no_answer_but_there_are_readings(scripted: Translator) -> None:
    found = scripted.translate("maybe")
    assert (found.iso, found.date, found.ambiguous) == (None, None, True)
    assert [reading.iso for reading in found.readings] == ["2016", "2017"]
    assert found.confidence == pytest.approx(0.25)


def test_the_caller_may_set_the_thresholds(untrained: Path) -> None:
    bold = Translator.load(untrained, ambiguity_threshold=0.5, refusal_threshold=0.0)
    bold.reader.network = ScriptedNetwork(bold.bundle)
    assert bold.translate("maybe").iso == "2016"
    assert not bold.translate("03/04/2021").ambiguous
    assert Translator.load(untrained).thresholds == load_bundle(untrained).description.thresholds


# Laws


@pytest.mark.parametrize("iso", ["2016-01-05", "2016-01", "2016", "--01-05", "2016-02-29", "0001-01-01"])
def test_what_a_translation_prints_comes_back_as_it_is(translator: Translator, iso: str) -> None:
    wanted = Translation(iso, iso, 1.0, False, (Reading(iso, 1.0),))
    assert translator.translate(iso) == wanted
    assert translator.translate(["x", iso], locale="en_US", order=["MDY", "DMY"])[1] == wanted


@pytest.mark.parametrize("text", ["2015-02-29", "2016-13", "--02-30", "2016-01-05 ", "٢٠١٦"], ids=ascii)
def test_what_a_translation_cannot_print_is_read(translator: Translator, text: str) -> None:
    assert translator.translate(text).confidence < 1


@pytest.mark.parametrize("text", ["", " ", "\u200d", "5" * (LONGEST_TEXT + 1), "ﷺ" * 60, "a" * 10**6], ids=range(6))
def test_nothing_and_too_much_are_refused_by_law(translator: Translator, text: str) -> None:
    wanted = Translation(text, None, 1.0, False, (Reading(None, 1.0),))
    assert translator.translate(text) == wanted
    assert translator.translate(["x", text])[1] == wanted


@given(text=st.text(st.one_of(st.characters(), st.sampled_from("\x00\ud800\udfff\u200f5 ")), max_size=30))
def test_any_string_is_answered_with_a_date_that_exists_or_none(untrained: Path, text: str) -> None:
    translator = Translator.load(untrained)
    found = translator.translate(text, readings=4)
    assert found.text == text
    assert 0 <= found.confidence <= 1
    assert sum(reading.probability for reading in found.readings) <= 1 + 1e-6
    for reading in found.readings:
        assert reading.iso is None or translator.translate(reading.iso).confidence == 1  # it is one that can be printed


@pytest.mark.parametrize("length", [200, 201, LONGEST_TEXT])
def test_long_texts_are_read(translator: Translator, length: int) -> None:
    assert translator.translate("5" * length).confidence < 1


@pytest.mark.parametrize("chunks", [(256, 2048), (10, 90)], ids=["large chunks", "small chunks"])
@pytest.mark.parametrize("batch", [(96, 1536), (7, 90), (1, 1)], ids=["large batches", "small batches", "alone"])
def test_no_bit_depends_on_the_batch_the_order_or_the_threads(
    untrained: Path, chunks: tuple[int, int], batch: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("datelens.translator._SHORTEST_CHUNK", chunks[0])
    monkeypatch.setattr("datelens.translator._LONGEST_CHUNK", chunks[1])
    monkeypatch.setattr("datelens.sources.ROWS", batch[0])
    monkeypatch.setattr("datelens.sources.SYMBOLS", batch[1])
    translators = [Translator.load(untrained, threads=threads) for threads in (1, 2, 3)]
    random = np.random.default_rng(6)
    texts = [
        "".join(random.choice(list("0123456789 /.-janfebmarsaturday"), int(random.integers(1, 40)))) for _ in range(300)
    ]
    wanted = {text: translators[0].translate(text, readings=3) for text in texts[:60]}
    for translator in translators:
        shuffled = [texts[i] for i in random.permutation(len(texts))]
        found = translator.translate(shuffled, readings=3)
        assert [translation.text for translation in found] == shuffled
        for translation in found:
            assert wanted.setdefault(translation.text, translation) == translation


def test_recent_texts_are_remembered_and_not_without_end(scripted: Translator) -> None:
    assert scripted.translate("5 Jan 2016") is scripted.translate("5 Jan 2016")
    assert scripted.translate("03/04/2021") != scripted.translate("03/04/2021", order="DMY")
    assert scripted._recent.cache_info().maxsize == 4096
    assert asked(scripted, "greedy") == ["5 jan 2016", "03/04/2021", "<order:DMY>03/04/2021"]


# Threads and processes


def test_threads_share_a_translator(translator: Translator) -> None:
    wanted = translator.translate(TEXTS)
    barrier = threading.Barrier(4)

    def translate(_: int) -> list[Translation]:
        barrier.wait()
        return translator.translate(TEXTS) + [translator.translate(text) for text in TEXTS]

    fresh = Translator(translator.bundle)
    translator.reader.network = fresh.reader.network  # whose sessions nobody has made yet
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(translate, range(4))) == [wanted * 2] * 4


def test_a_record_holds_a_plain_string_whatever_kind_was_asked(untrained: Path) -> None:
    translator = Translator.load(untrained)
    for asked in (np.str_("5 Jan 2016"), "5 Jan 2016"):  # the second is remembered from the first
        assert type(translator.translate(asked).text) is str


def test_a_pickled_translator_is_the_same(untrained: Path) -> None:
    translator = Translator.load(untrained, 2, ambiguity_threshold=0.25, refusal_threshold=0.125)
    translator.translate(TEXTS)
    copied = pickle.loads(pickle.dumps(translator))
    assert (copied.threads, copied.thresholds) == (2, translator.thresholds)
    assert copied.translate(TEXTS) == translator.translate(TEXTS)


FORK = """
import multiprocessing, sys
from datelens.translator import Translator

translator = Translator.load(sys.argv[1], threads=2)
texts = [f"5 jan {i}" for i in range(600)]
wanted = translator.translate(texts)
with multiprocessing.get_context("fork").Pool(2) as pool:
    assert pool.map(translator.translate, [texts, texts]) == [wanted, wanted]
print("the same")
"""


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")
def test_a_forked_worker_goes_on_with_what_was_loaded(untrained: Path) -> None:
    # In a process of its own: this one may have loaded JAX, which no fork survives
    done = subprocess.run(
        [sys.executable, "-c", FORK, str(untrained)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout == "the same\n", done.stderr


# Refusals


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"texts": 5}, TextError, "`texts` must be a string or several; got int 5"),
        ({"texts": ["a", None]}, TextError, "got NoneType None in row 1"),
        ({"texts": "a", "locale": "xx"}, HintError, "names the language 'xx'"),
        ({"texts": "a", "locale": ["en"]}, HintError, "`locale` of one text must be one string or None"),
        ({"texts": ["a"], "order": ["DMY", "MDY"]}, HintError, "got 2 for 1 texts"),
        ({"texts": "a", "readings": 0}, ArgumentError, "`readings` must be a positive whole number; got 0"),
        ({"texts": ["a"], "readings": True}, ArgumentError, "`readings` must be a positive whole number; got True"),
        ({"texts": ["a"], "locale": [["en"]]}, HintError, r"must be one string or None; got \['en'\] in row 0"),
    ],
    ids=range(8),
)
def test_wrong_input_is_named(
    translator: Translator, arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        translator.translate(**arguments)


def test_wrong_settings_are_named(untrained: Path, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="`threads` must be a positive whole number; got 0"):
        Translator.load(untrained, threads=0)
    with pytest.raises(TypeError, match="refusal"):
        Translator.load(untrained, refusal=0.5)  # type: ignore[call-arg]
    with pytest.raises(BundleError, match=r"`refusal` must be from 0 to 1; got 1\.5"):
        Translator.load(untrained, refusal_threshold=1.5)
    with pytest.raises(BundleNotFoundError, match="there is no bundle"):
        Translator.load(tmp_path)


def test_numbers_of_numpy_are_numbers(untrained: Path) -> None:
    translator = Translator.load(untrained, threads=np.int64(2))  # type: ignore[arg-type]
    assert translator.threads == 2
    assert translator.translate("5 Jan", readings=np.int64(2)) == translator.translate("5 Jan", readings=2)  # type: ignore[call-overload]


def test_a_model_knows_the_hints_that_it_takes(translator: Translator) -> None:
    assert translator.knows()
    assert translator.knows("en_GB", "DMY")
    assert not translator.knows("xx")
    assert not translator.knows(order="DYM")


def test_the_shipped_model_has_its_place_in_the_package() -> None:
    assert shipped_path().parts[-3:] == ("datelens", "models", "dates")


def test_the_model_runs_no_more_often_than_it_has_to(scripted: Translator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are stable where times are not."""
    batches: list[tuple[str, int, int]] = []
    for kind in ("greedy", "beam"):
        run = getattr(ScriptedNetwork, kind)

        def counted(self: Any, sources: np.ndarray, *more: Any, run: Any = run, kind: str = kind) -> Found:
            batches.append((kind, *sources.shape))
            found: Found = run(self, sources, *more)
            return found

        monkeypatch.setattr(ScriptedNetwork, kind, counted)
    scripted.translate(["5 Jan 2016", "hello", "5 Jan 2016", "03/04/2021", "maybe", "2016-01-05", ""])
    assert batches == [("greedy", 4, 12), ("beam", 2, 12)]


def test_a_model_of_free_strings_writes_what_it_likes(tmp_path: Path) -> None:
    translator = Translator(write_random_bundle(tmp_path / "free", output=Alphabet("xyz"), grammar=None))
    texts = ["5 jan", "a", "2016-01-05", "zzz 9"]
    found = translator.translate(texts, readings=5)
    assert max(len(translation.readings) for translation in found) > 2
    assert all(set(reading.iso or "") <= set("xyz") for translation in found for reading in translation.readings)
    assert translator.translate("2016-01-05").confidence < 1  # dates are nothing special here
    assert [translator.translate(text, readings=5) for text in texts] == found
    for reading in found[0].readings:
        if reading.iso:
            assert translator.explain("5 jan", iso=reading.iso).probability == pytest.approx(
                reading.probability, rel=1e-4
            )
    with pytest.raises(ValueError, match=r"an output of this model, of 1 to 10 of the symbols 'xyz'; got '2016'"):
        translator.explain("5 jan", iso="2016")
