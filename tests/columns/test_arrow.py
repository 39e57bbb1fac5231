"""The core: arrays of every kind in, answers out, nulls kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from datelens.columns import ANSWER
from datelens.columns.arrow import gather_chunk, settled, translate_array
from datelens.columns.evidence import merged
from datelens.columns.reader import ColumnReader
from datelens.errors import ArgumentError, DataError, HintError
from datelens.records import Translation
from datelens.translator import Translator

TEXTS = ["5 Jan 2016", None, "n/a", "2016-01", "5 Jan 2016", None, ""]
ISOS = ["2016-01-05", None, None, "2016-01", "2016-01-05", None, None]


def isos(answers: Any) -> list[str | None]:
    return [answer and answer["iso"] for answer in answers.to_pylist()]


class Counting(Translator):
    """A translator that remembers what it was asked."""

    def __init__(self, translator: Translator) -> None:
        super().__init__(translator.bundle, threads=1)
        self.asked: list[str] = []
        self.told: list[tuple[str, object]] = []

    def translate(self, texts: Sequence[str], *arguments: Any, **hints: Any) -> list[Translation]:
        self.asked += texts
        self.told += [(text, arguments[1:]) for text in texts]
        return super().translate(list(texts), *arguments, **hints)


@pytest.mark.parametrize(
    "array",
    [
        pa.array(TEXTS),
        pa.array(TEXTS, pa.large_string()),
        pa.array(TEXTS, pa.string_view()),
        pa.array(TEXTS).dictionary_encode(),
        pa.array(["x", *TEXTS, "x"]).slice(1, len(TEXTS)),
        pa.DictionaryArray.from_arrays(  # a text twice, a null, and one that no row holds
            pa.array([4, None, 3, 2, 0, 1, 5]), pa.array(["5 Jan 2016", None, "2016-01", "n/a", "5 Jan 2016", "", "x"])
        ),
        pa.chunked_array([TEXTS[:3], [], TEXTS[3:]], pa.string()),
        pa.chunked_array([pa.array(TEXTS[:3]).dictionary_encode(), pa.array(TEXTS[3:]).dictionary_encode()]),
    ],
    ids=["string", "large", "view", "dictionary", "slice", "odd dictionary", "chunked", "chunked dictionaries"],
)
def test_texts_of_every_kind_are_read_alike(array: Any, translator: Translator) -> None:
    found = translate_array(array, reader=ColumnReader(translator))
    assert found.type == ANSWER
    assert isos(found) == ISOS
    assert found.is_null().to_pylist() == [text is None for text in TEXTS]
    assert type(found) is type(array) if isinstance(array, pa.ChunkedArray) else isinstance(found, pa.StructArray)


def test_an_answer_has_a_day_where_it_names_one(translator: Translator) -> None:
    found = translate_array(
        pa.array(["5 Jan 2016", "Jan 2016", "3/4/2011", "0001-01-01"]), reader=ColumnReader(translator)
    )
    days = [answer["date"] for answer in found.to_pylist()]
    assert (days[0], days[1], days[3]) == (date(2016, 1, 5), None, date(1, 1, 1))
    assert [answer["ambiguous"] for answer in found.to_pylist()] == [False, False, True, False]


def test_no_rows_are_no_answers(translator: Translator) -> None:
    for empty in (pa.array([], pa.string()), pa.array([], pa.null()), pa.chunked_array([], pa.string())):
        assert len(translate_array(empty, reader=ColumnReader(translator))) == 0
    assert isos(translate_array(pa.nulls(3), reader=ColumnReader(translator))) == [None] * 3


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (pa.array([date(2016, 1, 5), None]), ["2016-01-05", None]),
        (pa.array([date(16, 1, 5)], pa.date64()), ["0016-01-05"]),
        (pa.array([datetime(2016, 1, 5, 23, 59, tzinfo=UTC), None], pa.timestamp("ns")), ["2016-01-05", None]),
        (pa.array([datetime(2016, 1, 5, 23, 59, tzinfo=UTC)], pa.timestamp("s", "Asia/Tokyo")), ["2016-01-06"]),
    ],
    ids=["date", "date64", "timestamp", "with a zone"],
)
def test_dates_are_what_they_are(array: Any, expected: list[str | None], translator: Translator) -> None:
    found = translate_array(array, reader=ColumnReader(translator))
    assert isos(found) == expected
    assert found[0].as_py()["confidence"] == 1.0
    assert found[0].as_py()["date"].isoformat() == expected[0]


def test_days_that_no_iso_date_of_four_digits_names_have_no_answer(translator: Translator) -> None:
    days = pa.array([10_000_000, -1_000_000, 0, None], pa.int32()).cast(pa.date32())
    answers = translate_array(days, reader=ColumnReader(translator))
    assert answers.field("iso").to_pylist() == [None, None, "1970-01-01", None]
    assert answers.field("date").null_count == 3
    assert answers.null_count == 1  # of the missing one alone


@pytest.mark.parametrize(
    ("texts", "order", "expected"),
    [
        (["20/06/08", "20/08/06"], "YMD", ["2020-06-08", "2020-08-06"]),
        (["03/04/2021", "13/04/2021"], "MDY", ["2021-03-04", "2021-04-13"]),
        (["03/04/21"], "DMY", ["2021-04-03"]),
    ],
)
def test_an_order_that_was_said_settles_every_row_that_it_can(
    texts: list[str], order: str, expected: list[str], translator: Translator
) -> None:
    answers = translate_array(pa.array(texts), reader=ColumnReader(translator, order))
    assert answers.field("iso").to_pylist() == expected
    assert not any(answers.field("ambiguous").to_pylist())


@pytest.mark.parametrize("array", [pa.array([20160105]), pa.array([1.5]), pa.array([b"x"]), pa.array([["x"]])], ids=str)
def test_what_is_neither_text_nor_date_is_refused(array: pa.Array, translator: Translator) -> None:
    with pytest.raises(DataError, match=rf"must hold texts, dates or timestamps; it holds {array.type}"):
        translate_array(array, reader=ColumnReader(translator))


@pytest.mark.parametrize(("texts", "locales"), [(["5 Jan"], None), (pa.array(["5 Jan"]), ["en"])], ids=str)
def test_what_is_no_array_is_refused_by_type(texts: Any, locales: Any, translator: Translator) -> None:
    with pytest.raises(TypeError, match=r"must be an array of pyarrow, such as pyarrow\.array\(\[\.\.\.\]\); got \['"):
        translate_array(texts, locales=locales, reader=ColumnReader(translator))


@pytest.mark.parametrize("array", [pa.array([], pa.string()), pa.nulls(2), pa.array([date(2016, 1, 5)])], ids=str)
def test_a_wrong_locale_is_refused_where_there_is_nothing_to_read(array: pa.Array, translator: Translator) -> None:
    with pytest.raises(HintError, match="names the language 'xx'"):
        translate_array(array, locale="xx", reader=ColumnReader(translator))


@pytest.mark.parametrize("said", [{"order": "DMY"}, {"settle": False}], ids=str)
def test_what_a_reader_was_told_is_not_said_beside_it(said: dict[str, Any], translator: Translator) -> None:
    with pytest.raises(ArgumentError, match="say `order` and `settle` where the `reader` is made"):
        translate_array(pa.array(["03/04/2021"]), reader=ColumnReader(translator), **said)


def test_every_distinct_text_is_read_once(translator: Translator) -> None:
    counting = Counting(translator)
    texts = ["13/04/2021", "03/04/2021", "5 Jan 2016", "n/a", *(f"{day}/04/2021" for day in range(14, 29))]
    translate_array(pa.chunked_array([texts * 3, texts, texts[::-1]]), reader=ColumnReader(counting))
    assert sorted(counting.asked) == sorted(texts)


def test_what_is_ambiguous_for_other_reasons_is_read_again_with_what_is_settled(translator: Translator) -> None:
    counting = Counting(translator)
    assert translator.translate("3/4").ambiguous
    translate_array(pa.array([*["13/04/2021"] * 12, "3/4"]), reader=ColumnReader(counting))
    assert [told for text, told in counting.told if text == "3/4"] == [(), ("DMY",)]
    counting.told.clear()
    translate_array(pa.array(["13/04/2021", "3/4"]), reader=ColumnReader(counting))  # nothing is settled
    assert [told for text, told in counting.told if text == "3/4"] == [()]


def test_the_order_may_be_said(translator: Translator) -> None:
    texts = pa.array(["03/04/2021", *["13/04/2021"] * 20])
    assert isos(translate_array(texts, reader=ColumnReader(translator, "MDY")))[0] == "2021-03-04"
    assert isos(translate_array(texts, reader=ColumnReader(translator)))[0] == "2021-04-03"
    with pytest.raises(HintError, match="`order` must be DMY, MDY or YMD; got 'DYM'"):
        translate_array(texts, order="DYM")


def test_rows_of_several_locales_are_settled_each_by_its_own(translator: Translator) -> None:
    texts = ["13/04/2021"] * 12 + ["04/13/2021"] * 12 + ["03/04/2021", "03/04/2021", None, "03/04/2021"]
    locales = ["en_GB"] * 12 + ["en_US"] * 12 + ["en_GB", "en_US", "en_GB", None]
    reader = ColumnReader(translator)
    found = settled(pa.array(texts), locales=pa.array(locales), reader=reader)
    assert {locale: settlement.order for locale, settlement in found.items()} == {
        "en_GB": "DMY",
        "en_US": "MDY",
        None: None,
    }
    answers = translate_array(pa.array(texts), locales=pa.array(locales), reader=reader)
    assert isos(answers)[-4:-1] == ["2021-04-03", "2021-03-04", None]
    assert answers[-1].as_py()["ambiguous"]
    assert isos(answers)[:24] == ["2021-04-13"] * 24
    with pytest.raises(DataError, match="`locales` must be one for each text; got 1 for 28 texts"):
        translate_array(pa.array(texts), locales=pa.array(["de"]), reader=reader)


def test_the_evidence_of_chunks_is_that_of_the_column(translator: Translator) -> None:
    texts = pa.array(["13/04/2021", "03/04/2021", "5. März 2016", None, "13/04/2021", "25/12/2020"])
    reader = ColumnReader(translator)
    parts = [gather_chunk(texts.slice(start, 2), reader) for start in (0, 2, 4)]
    assert merged(merged(parts[0], parts[1]), parts[2]) == gather_chunk(texts, reader)
    assert gather_chunk(texts, reader)[None].orders == {"DMY": 3}
