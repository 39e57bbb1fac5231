"""The supplement: its shape, names by hand, and no contradiction with CLDR in the same language."""

from __future__ import annotations

import datetime
import random

import pytest

from datelens.corpus import locales, patterns, supplement
from datelens.corpus.ambiguity import folded_name
from datelens.corpus.dates import draw_date

LANGUAGES = sorted(supplement.names())


@pytest.mark.parametrize(
    ("language", "name", "month"),
    [
        ("tlh", "tera’ jar wa’maH cha’", 12),
        ("mi", "Paenga-whāwhā", 4),
        ("ht", "jiyè", 7),
        ("dv", "އޯގަސްޓު", 8),
        ("ar", "كانون الثاني/يناير", 1),
        ("ar", "غشت", 8),
        ("eu", "urtarrilaren", 1),
        ("fi", "tammikuun", 1),
        ("ku", "Çiriya Pêşîn", 10),
        ("cy", "Ragfyr", 12),
        ("ug_Latn", "Séntebir", 9),
        ("ja", "しちがつ", 7),
        ("tr", "Teşrinisani", 11),
        ("de", "Feber", 2),
        ("es", "setiembre", 9),
        ("id", "Nopember", 11),
        ("vi", "tháng mười hai", 12),
        ("tk", "Gurbansoltan", 4),
        ("sr_Latn", "juna", 6),
        ("csb", "strëmiannika", 3),
        ("nv", "Ghąąjįʼ", 10),
    ],
)
def test_name_stands_for_its_month(language: str, name: str, month: int) -> None:
    table = supplement.names()[language]
    assert {m for series in table.months for m, variants in enumerate(series, 1) if name in variants} == {month}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_series_has_twelve_places_and_every_week_seven_days(language: str) -> None:
    table = supplement.names()[language]
    assert table.months + table.abbreviated
    for series in table.months + table.abbreviated:
        assert len(series) == 12
        assert any(series)
        assert all(name == name.strip() for variants in series for name in variants)
    assert len(table.days) in (0, 7)


@pytest.mark.parametrize("language", LANGUAGES)
def test_layouts_hold_a_month_and_nothing_but_a_date(language: str) -> None:
    for layout in supplement.names()[language].layouts:
        tokens = patterns.parse(layout)
        assert {"M"} < set(patterns.fields(tokens)) <= set("dMyE"), layout
        assert all(text[0] in "dMyE" for text, width in tokens if width), layout


def test_no_name_stands_for_two_months_of_a_language_here_or_in_cldr() -> None:
    for language in LANGUAGES:
        months: dict[str, int] = {}
        if supplement._locale(language):
            for names in locales.load(language).names.months.values():
                months |= {folded_name(name): month for month, name in enumerate(names, 1)}
        table = supplement.names()[language]
        for series in table.months + table.abbreviated:
            for month, variants in enumerate(series, 1):
                for name in variants:
                    assert months.setdefault(folded_name(name), month) == month, (language, name)


def test_drawn_months_are_those_of_the_reading_and_spans_hold_them() -> None:
    rng = random.Random(4)
    languages: dict[str, set[int]] = {}
    for language, table in supplement.names().items():
        for series in table.months + table.abbreviated:
            for month, variants in enumerate(series, 1):
                for name in variants:
                    languages.setdefault(f"{supplement._locale(language)}:{name}", set()).add(month)
    for _ in range(5000):
        draft = supplement.draw(draw_date(rng), rng)
        spans = {name: draft.text[start:stop] for name, (start, stop) in draft.spans().items()}
        month = int(draft.iso[2:4] if draft.iso.startswith("--") else draft.iso[5:7])
        assert month in languages[f"{draft.locale}:{spans['month']}"], draft
        if "year" in spans:
            assert int(draft.iso[:4]) % 100 == int(spans["year"]) % 100, draft
        if "day" in spans:
            assert int(spans["day"]) == int(draft.iso[-2:]), draft
        assert ".." not in draft.text


def test_thai_year_is_never_one_that_could_be_buddhist() -> None:
    rng = random.Random(5)
    for _ in range(3000):
        draft = supplement.draw(datetime.date(2567, 10, 9), rng)
        assert draft.locale != "th" or not draft.iso.startswith("25")


def test_same_generator_gives_the_same_text() -> None:
    date = datetime.date(2016, 1, 5)
    assert supplement.draw(date, random.Random(9)) == supplement.draw(date, random.Random(9))
