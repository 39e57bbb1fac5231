from __future__ import annotations

from types import SimpleNamespace

import pytest

from datelens.draw.notebook import register, translation_html
from datelens.errors import TextError
from datelens.records import AttentionMap, Reading, Translation

READINGS = (Reading("2018-05", 0.97), Reading("2018", 0.02))


@pytest.fixture
def translation() -> Translation:
    return Translation("5 Mai 2018", "2018-05", 0.97, False, READINGS)


class Formatter(dict):
    """The part of IPython's formatter that is used."""

    def for_type(self, kind, function) -> None:
        self[kind] = function


def test_a_shell_shows_maps_as_pictures_and_translations_with_theirs(may_map, translation) -> None:
    formatter = Formatter()
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": formatter}))
    register(shell, lambda text: may_map)
    assert formatter[AttentionMap](may_map).startswith("<svg")
    assert "<svg" in formatter[Translation](translation)


def test_a_translation_lists_its_readings(translation) -> None:
    text = translation_html(translation)
    assert text.index("2018-05") < text.index("97 %") < text.index("2 %")
    assert '<meter value="0.9700">' in text


@pytest.mark.parametrize(
    ("iso", "probability", "drawn"), [("2018-05", 0.97, True), ("2018-05", 0.96, False), ("2018", 0.97, False)]
)
def test_a_map_is_drawn_only_if_it_is_of_the_same_model_and_hints(
    make_map, translation, iso, probability, drawn
) -> None:
    record = make_map("5 Mai 2018", iso, [0] * len(iso), probability=probability)
    assert ("<svg" in translation_html(translation, lambda text: record)) is drawn


def test_a_text_that_cannot_be_explained_is_shown_without_a_map(translation) -> None:
    def refuse(text: str) -> AttentionMap:
        raise TextError("no")

    assert "<svg" not in translation_html(translation, refuse)


def test_a_refused_text_says_so_and_is_escaped() -> None:
    refused = Translation("<b>\ud800", None, 0.3, True, (Reading("2018", 0.3), Reading(None, 0.2)))
    text = translation_html(refused)
    assert "2018 (refused)" in text
    assert "no date<" in text
    assert "&lt;b&gt;?" in text
