"""Laws that hold for a map of any text, as the network reads it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datelens.draw import html, svg, terminal
from datelens.draw.bidi import levels, visual_order
from datelens.draw.graphemes import graphemes, width
from datelens.draw.layout import lay_out
from datelens.draw.panels import panel
from datelens.folding import fold
from datelens.records import AttentionMap

# Any characters at all, and many of those that are hard to draw
hard = st.sampled_from("5 5  מא.،مايوस्तम्बกำ年ﬁｶﾞ\u200f\u200d\u0301\u2028\r\n\t\x00\x1b\ud800\U0001f1e9\U0001f468<&\"'")
texts = st.text(st.one_of(hard, st.characters()), max_size=40)


def map_of(text: str) -> AttentionMap:
    """A map of a text in which every symbol has the same weight."""
    folded = fold(text)
    spans = tuple(dict.fromkeys(zip(folded.starts, folded.stops, strict=True)))
    row = tuple(1 / len(spans) for _ in spans)
    return AttentionMap(
        text, "2018", "attention", tuple(text[a:b] for a, b in spans), tuple("2018"), (row,) * 4, spans, 0.9
    )


@given(texts)
def test_graphemes_hold_every_character_once(text: str) -> None:
    assert "".join(text[start:stop] for start, stop in graphemes(text)) == text


@given(texts)
def test_visual_order_holds_every_position_once(text: str) -> None:
    assert sorted(visual_order(levels(text))) == list(range(len(text)))


@given(texts)
def test_columns_hold_the_whole_text_and_all_weight(text: str) -> None:
    record = map_of(text)
    layout = lay_out(record)
    assert "".join(text[slice(*column.span)] for column in layout.columns) == text
    assert sum(layout.weights[0]) == pytest.approx(sum(record.weights[0]))
    assert all(column.label and width(column.label) > 0 for column in layout.columns)


@given(texts)
def test_every_text_can_be_drawn(text: str) -> None:
    group = [panel(map_of(text))]
    lines = terminal.draw(group).encode().decode()
    assert not set(lines) & set("\x00\x1b\r\t")
    root = ElementTree.fromstring(svg.draw([group]))
    drawn = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert drawn.count("2") >= 1
    assert html.draw([group]).encode().endswith(b"</html>\n")
