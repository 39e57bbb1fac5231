"""The benchmark of accuracy: its rows are labelled rightly, and its page says what was measured."""

from __future__ import annotations

import datetime
import random
import re
from typing import Any

import pytest

from benchmarks.accuracy import formats, measure, nondates, numbers, results, sentences, sets
from datelens.evaluation.orders import admits_several_orders
from datelens.evaluation.readers import Answer, Answered
from datelens.evaluation.report import Share
from datelens.evaluation.rows import Row

DAY = "2016-05-05"
RELEASES = {"source": "releases", "releases": {"ICU": "78"}}


def months() -> list[dict[str, Any]]:
    """May is `May` in English and Teso has `mar` for it; March is `mar` in three locales."""
    names = [("en", 5, "May"), ("teo", 5, "Mar"), ("fr", 3, "mar."), ("es", 3, "mar"), ("it", 3, "mar")]
    names += [("ro", 3, "mar"), ("pt", 3, "mar"), ("en-GB", 5, "May"), ("fr", 5, "mai")]
    names += [(f"x{i}", 3, "mar") for i in range(5)]
    return [{"source": "months", "locale": locale, "month": month, "names": [name]} for locale, month, name in names]


def row(text: str, iso: str | None, locale: str = "en", **more: str) -> dict[str, Any]:
    return {"source": "icu", "kind": "long", "locale": locale, "text": text, "iso": iso, **more}


def gathered(*records: dict[str, Any]) -> formats.Written:
    return formats.gathered([RELEASES, *months(), *records])


@pytest.mark.parametrize(
    ("text", "iso", "locale", "ambiguous"),
    [
        ("5 May 2016", DAY, "en", False),
        ("5 Mar 2016", DAY, "teo", True),
        ("5 mar 2016", "2016-03-05", "fr", False),
        ("mar. 5 mai 2016", DAY, "fr", False),
        ("5 Lia 2016", DAY, "ee", False),
        ("05/06/2016", DAY, "en", True),
        ("mar 2016", "2016-05", "teo", True),
        ("5 Mar", "--05-05", "teo", True),
        ("5 May 2560", "2560-05-05", "th", True),
        ("5 May 2016", None, "en", False),
    ],
)
def test_a_row_is_clear_where_its_month_and_order_are(text: str, iso: str | None, locale: str, ambiguous: bool) -> None:
    [found] = gathered(row(text, iso, locale)).rows["icu"]
    assert found == Row(text, iso, locale, None, "icu long", locale, ambiguous)


def test_what_is_iso_already_is_left_out_where_it_means_another_day() -> None:
    written = gathered(row("2016-05-06", "2016-06-05", "ky"), row("2016-05-07", "2016-05-07"), row("2016", None))
    assert [found.text for found in written.rows["icu"]] == ["2016-05-07", "2016"]


def test_a_text_stands_once_and_a_wrong_weekday_beside_its_row() -> None:
    twice = row("Mon 5 May 2016", DAY, contradicting="Tue 5 May 2016")
    written = gathered(twice, twice, row("5 May 2016", DAY, contradicting="5 May 2016"))
    assert [found.text for found in written.rows["icu"]] == ["Mon 5 May 2016", "5 May 2016"]
    assert {(a.text, b.text, b.iso) for a, b in written.contradicting} == {("Mon 5 May 2016", "Tue 5 May 2016", DAY)}
    assert written.releases == {"ICU": "78"}
    assert written.names["en", 5] == ["May"]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("de-AT", "de-AT"), ("zh-Hant-TW", "zh-Hant-TW"), ("oc-lnc", "oc"), ("en-US-u-va-posix", "en-US")],
)
def test_odd_identifiers_are_made_plain(locale: str, expected: str) -> None:
    assert formats.plain_identifier(locale) == expected


def icu_rows() -> list[Row]:
    return [Row(f"5 {locale} 2016", DAY, locale, None, "icu long", locale) for locale in sentences.templates()]


def test_sentences_hold_their_date_once_and_are_not_too_long() -> None:
    rows = sentences.draw(icu_rows(), 4, 1)
    assert {found.locale for found in rows} == set(sentences.templates())
    assert {found.family for found in rows} == {"sentence", "text", "excerpt"}
    for found in rows:
        assert len(found.text) <= sentences.LONGEST
        assert len(re.findall(rf"5 {found.locale}[-\w]* 2016", found.text)) == 1
    assert any(len(found.text) > 150 for found in rows)
    assert sentences.draw(icu_rows(), 4, 1) == rows
    assert sentences.draw(icu_rows(), 4, 2) != rows


def test_sentences_are_in_twenty_languages_and_have_no_date_of_their_own() -> None:
    templates = sentences.templates()
    assert len({locale.partition("-")[0] for locale in templates}) >= 20
    for table in templates.values():
        assert set(table) == {"with", "without"}
        assert all(template.count("{date}") == 1 for template in table["with"])
        assert all("{" not in text for text in table["without"])


def test_an_excerpt_keeps_the_date_and_whole_words() -> None:
    words = "one two 5 May 2016, three four".split()
    for seed in range(30):
        piece = sentences.excerpt("one two 5 May 2016, three four", "5 May 2016", random.Random(seed))
        assert "5 May 2016" in piece
        assert set(piece.split()) <= {*words, "2016"}


def exists(first: str, second: str, third: str) -> bool:
    for year, month, day in ((third, second, first), (third, first, second), (first, second, third)):
        try:
            datetime.date(int(year), int(month), int(day))
        except ValueError:
            continue
        return True
    return False


def test_impossible_numbers_exist_in_no_order() -> None:
    for found in numbers.impossible(500, 1):
        separator = next(character for character in found.text if not character.isdigit())
        first, second, third = found.text.split(separator)
        assert found.iso is None
        assert not exists(first, second, third), found.text


def test_ambiguous_numbers_admit_two_orders() -> None:
    rows = numbers.ambiguous(200, 1)
    assert len(rows) == 200
    assert all(found.ambiguous and admits_several_orders(found.text) for found in rows)


@pytest.mark.parametrize("text", ["17 files", "may be", "GNU 3.5.1", "the third of it", "٣ ملفات"])
def test_what_cannot_be_a_date_is_kept(text: str) -> None:
    assert nondates.holds_no_date(text, {"may", "mai"}) is (text != "GNU 3.5.1")


@pytest.mark.parametrize(
    "text", ["since 2007", "٢٠٠٧", "5 may", "Mai: 3", "3.5", "12/11", "20230914", "5月", "", "---", "'98"]
)
def test_what_could_be_a_date_is_left_out(text: str) -> None:
    assert not nondates.holds_no_date(text, {"may", "mai"})


def test_fragments_are_one_line_and_not_too_long() -> None:
    text = "some words\n and  more " * 40
    for seed in range(30):
        piece = nondates.cut(text, random.Random(seed))
        assert 0 < len(piece) <= nondates.LONGEST
        assert set(piece.split()) <= {"some", "words", "and", "more"}


class FakeReader:
    """Reads all as 5 May 2016, but for prose."""

    name, tells_precision, chunk = "fake", True, 3

    def read(self, rows: list[Row]) -> Answered:
        isos = [None if "prose" in found.text else DAY for found in rows]
        return Answered(tuple(Answer(iso, iso, 0.9, False) for iso in isos), 1.0)


ROWS = [
    Row("5 May 2016", DAY, "en", None, "good", "en"),
    Row("6 May 2016", "2016-05-06", "en", None, "b|d", "en"),
    Row("5/6/2016", "2016-06-05", "en", None, "b|d", "en", ambiguous=True),
    Row("`prose`", DAY, "en", None, "refused", "en"),
]


def test_a_set_is_measured_and_its_mistakes_are_kept() -> None:
    measured = measure.measure(sets.Set("x", ROWS, sets.clear, 0.9), FakeReader(), [FakeReader()], 2, 1)
    assert (measured.report.clear, measured.report.exact) == (Share(1, 3), Share(1, 4))
    assert [mistake.text for _, mistake in measured.mistakes] == ["6 May 2016", "`prose`"]
    assert (measured.sample.rows, measured.peers["fake"].rows) == (2, 2)
    hinted = measure.measure(sets.Set("x", ROWS, sets.exact, 0.9, hinted=True), FakeReader(), [], 2, 1)
    assert [mistake.text for _, mistake in hinted.mistakes] == ["6 May 2016", "5/6/2016", "`prose`"]


def test_a_change_counts_where_the_answer_is_another() -> None:
    pairs = [(ROWS[0], ROWS[1]), (ROWS[0], ROWS[3]), (ROWS[3], ROWS[3])]
    assert measure.changed(sets.Change("x", pairs), FakeReader()) == Share(1, 3)


def test_the_page_says_what_was_measured_and_whether_it_holds() -> None:
    measured = [
        measure.measure(sets.Set("first", ROWS, sets.clear, 0.9), FakeReader(), [FakeReader()], 2, 1),
        measure.measure(sets.Set("second", ROWS[:1], sets.exact, 0.9), FakeReader(), [], 2, 1),
        measure.measure(sets.Set("third", ROWS, sets.flagged), FakeReader(), [], 2, 1),
    ]
    changes = [(sets.Change("a change", []), Share(1, 200)), (sets.Change("another", []), Share(2, 100))]
    found = results.Results(
        "mine",
        {"ICU": "78"},
        ["licences"],
        measured,
        {"search": Share(1, 2)},
        changes,
        measure.pooled(measured, FakeReader()),
    )
    page = results.write(found)
    assert "Model: mine. Data: ICU 78.\nNot measured here: licences.\n" in page
    assert "| first | 3 | **33.33 %** | ≥ 90.00 % | **no** |" in page
    assert "| second | 1 | **100.00 %** | ≥ 90.00 % | yes | – | – | – |" in page
    assert "| third | 1 | **0.00 %** | – | – |" in page
    assert "search 50.00 % of 2." in page
    assert "| a change | 200 | 0.50 % | < 1.00 % | yes |" in page
    assert "| another | 100 | 2.00 % | < 1.00 % | **no** |" in page
    assert "| b\\|d | 2 | 0.00 % | 0.00 % |" in page
    assert '`` "`prose`" is 2016-05-05, read as ∅, 0.90 sure ``' in page
    assert sum(1 for _ in results.records(measured)) == 4
