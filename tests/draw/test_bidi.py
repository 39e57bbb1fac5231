from __future__ import annotations

import pytest

from datelens.draw.bidi import is_right_to_left, levels, mirrored, visual_order

# Hebrew letters, in the order in which they are written
A, B, C = "אבג"
ARABIC = "ابت"


def shown(text: str) -> str:
    """The text from left to right, as a line of it looks."""
    found = levels(text)
    return "".join(mirrored(text[i]) if found[i] % 2 else text[i] for i in visual_order(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5 Mai", False), (f"5 {A}", True), (f"a {A}", False), ("2018", False), ("", False), (ARABIC, True)],
)
def test_first_strong_character_decides_the_direction(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("5 Mai", "5 Mai", id="left to right stays"),
        pytest.param(A + B + C, C + B + A, id="a word is turned round"),
        pytest.param(f"{A}{B} 21", f"21 {B}{A}", id="digits of a number stay in order"),
        pytest.param(f"{A} 9.5.18", f"9.5.18 {A}", id="separators inside a number"),
        pytest.param(f"{A} 9/5", f"9/5 {A}", id="slash between European digits"),
        pytest.param(f"{ARABIC[0]} 9/5", f"9/5 {ARABIC[0]}", id="slash is a separator between Arabic numbers as well"),
        pytest.param(f"{ARABIC[0]} 9-5", f"5-9 {ARABIC[0]}", id="hyphen parts numbers after Arabic letters"),
        pytest.param(f"{A} 9-5", f"9-5 {A}", id="hyphen joins European digits"),
        pytest.param(f"{A} 5%", f"5% {A}", id="a terminator goes with its number"),
        pytest.param(f"{A} May {B}", f"{B} May {A}", id="a word the other way inside"),
        pytest.param(f"on {A}{B} 5", f"on 5 {B}{A}", id="a number after a word that runs left"),
        pytest.param(f"{A} (5)", f"(5) {A}", id="brackets are mirrored"),
        pytest.param(f"a ({A}) b", f"a ({A}) b", id="brackets follow their sentence"),
        pytest.param(f"{A} (May)", f"(May) {A}", id="brackets round a word the other way"),
        pytest.param(f"a {A}({B})c", f"a ({B}){A}c", id="brackets follow what they hold and stand after"),
        pytest.param(f"a {A}[b]{A}", f"a {A}[b]{A}", id="brackets follow what is in them"),
    ],
)
def test_line_looks_as_a_reader_expects(text: str, line: str) -> None:
    assert shown(text) == line


def test_spaces_at_the_end_stand_where_the_line_ends() -> None:
    assert levels(f"a {A} ") == [0, 0, 1, 0]


def test_marks_that_draw_nothing_stay_with_the_character_before() -> None:
    assert levels(f"{A}\u200f5") == [1, 1, 2]


def test_every_position_stands_on_the_line_once() -> None:
    text = f"a {A}{B} 5 (May) {ARABIC} 9-5, "
    assert sorted(visual_order(levels(text))) == list(range(len(text)))
