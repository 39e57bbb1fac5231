from __future__ import annotations

import pytest

from datelens.draw.layout import SPACE, blocks, lay_out
from datelens.errors import DrawingError
from datelens.records import AttentionMap


def labels(record: AttentionMap) -> list[str]:
    return [column.label for column in lay_out(record).columns]


def test_a_column_for_each_character_as_written(make_map) -> None:
    assert labels(make_map("5 Mai", "--05-05", [0] * 7)) == ["5", SPACE, "M", "a", "i"]


def test_symbols_of_one_grapheme_share_a_column_and_add_their_weights(make_map) -> None:
    layout = lay_out(make_map("सि5", "2018", [(0.1, 0.2, 0.7)] * 4))
    assert [column.label for column in layout.columns] == ["सि", "5"]
    assert layout.weights[0] == pytest.approx((0.3, 0.7))


def test_a_character_that_folding_split_has_one_column(make_map) -> None:
    # the ligature `ﬁ` is read as `f` and `i`, both of which come from it
    layout = lay_out(make_map("ﬁ5", "2018", [(0.25, 0.5, 0.25)] * 4, spans=[(0, 1), (0, 1), (1, 2)]))
    assert [column.label for column in layout.columns] == ["ﬁ", "5"]
    assert layout.weights[0] == (0.75, 0.25)


def test_a_run_of_spaces_read_as_one_has_one_column(make_map) -> None:
    assert labels(make_map("5   M", "2018", [0] * 4, spans=[(0, 1), (1, 4), (4, 5)])) == ["5", SPACE, "M"]


def test_characters_that_were_not_read_are_drawn_without_weight(make_map) -> None:
    layout = lay_out(make_map("  5 ", "2018", [0] * 4, spans=[(2, 3)]))
    assert [column.label for column in layout.columns] == [SPACE, "5", SPACE]
    assert layout.weights[0] == (0.0, 1.0, 0.0)


def test_every_weight_is_drawn_somewhere(make_map) -> None:
    row = (0.05, 0.1, 0.15, 0.2, 0.25, 0.25)
    record = make_map("e\u0301 \u200fसि", "2018", [row] * 4)
    assert sum(lay_out(record).weights[0]) == pytest.approx(1)


def test_hints_come_first_and_apart(make_map) -> None:
    layout = lay_out(make_map("5", "2018", [(0.2, 0.3, 0.5)] * 4, hints=["<lang:de>", "<order:DMY>"]))
    assert layout.hints == 2
    assert [(column.label, column.span) for column in layout.columns] == [
        ("lang:de", None),
        ("order:DMY", None),
        ("5", (0, 1)),
    ]
    assert layout.weights[0] == (0.2, 0.3, 0.5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\t", [SPACE], id="tab"),
        pytest.param("\x00", ["␀"], id="NUL"),
        pytest.param("\x1b", ["␛"], id="escape"),
        pytest.param("\x7f", ["␡"], id="delete"),
        pytest.param("\ud800", ["\ufffd"], id="lone surrogate"),
        pytest.param("\uffff", ["\ufffd"], id="no character"),
        pytest.param("\u0301", ["◌\u0301"], id="mark without a letter"),
        pytest.param("\u1161", ["◌\u1161"], id="vowel of hangul without a consonant"),
        pytest.param("\u200c", ["\ufffd"], id="nothing but a joiner"),
        pytest.param("\u200f5", ["5"], id="direction mark before"),
        pytest.param("5\u200f", ["5"], id="direction mark after"),
        pytest.param("\u200f", ["\ufffd"], id="nothing but a direction mark"),
        pytest.param("א(", ["א", ")"], id="bracket on a line that runs left"),
    ],
)
def test_a_label_shows_something_and_turns_nothing_round(make_map, text: str, expected: list[str]) -> None:
    assert labels(make_map(text, "2018", [0] * 4)) == expected


def test_written_text_holds_no_control_character(make_map) -> None:
    assert lay_out(make_map("5\n\x1b[2J\ud8005", "2018", [0] * 4)).written == "5 ␛[2J\ufffd5"


def test_no_text_has_no_columns(make_map) -> None:
    layout = lay_out(make_map("", None, [()]))
    assert (layout.columns, layout.rows, layout.weights) == ((), ("∅",), ((),))


def test_blocks_break_after_a_space_that_is_near(make_map) -> None:
    layout = lay_out(make_map("am 5. Mai", "2018", [0] * 4))
    cut = blocks(layout, 7, lambda column: 1)
    assert [block.characters for block in cut] == [(0, 1, 2, 3, 4, 5), (6, 7, 8)]


def test_blocks_break_anywhere_where_no_space_is_near(make_map) -> None:
    layout = lay_out(make_map("20180509", "2018", [0] * 4))
    assert [len(block.characters) for block in blocks(layout, 3, lambda column: 1)] == [3, 3, 2]


def test_wide_columns_fill_a_block_sooner(make_map) -> None:
    layout = lay_out(make_map("年年年年", "2018", [0] * 4))
    assert [len(block.characters) for block in blocks(layout, 4, lambda column: 2)] == [2, 2]


def test_each_line_of_a_text_that_runs_left_starts_at_its_right(make_map) -> None:
    layout = lay_out(make_map("אב גד", "2018", [0] * 4))
    cut = blocks(layout, 3, lambda column: 1)
    assert [block.characters for block in cut] == [(2, 1, 0), (4, 3)]


def test_a_space_where_a_line_is_broken_stands_at_its_end(make_map) -> None:
    layout = lay_out(make_map("a אב גד", "2018", [0] * 4))
    cut = blocks(layout, 5, lambda column: 1)
    assert [block.characters for block in cut] == [(0, 1, 3, 2, 4), (6, 5)]


def test_hints_stand_in_the_first_block_or_in_one_of_their_own(make_map) -> None:
    layout = lay_out(make_map("5 Mai", "2018", [0] * 4, hints=["<lang:de>"]))
    wide, narrow = (
        blocks(layout, 20, lambda column: 4 if column.span is None else 1),
        blocks(layout, 5, lambda column: 4),
    )
    assert [(block.hints, block.characters) for block in wide] == [((0,), (1, 2, 3, 4, 5))]
    assert [(block.hints, len(block.characters)) for block in narrow[:2]] == [((0,), 0), ((), 1)]


def test_blocks_hold_every_column_once(make_map) -> None:
    layout = lay_out(make_map("יום רביעי, 9 במאי 2018", "2018", [0] * 4, hints=["<lang:he>"]))
    for room in (1, 4, 9, 100):
        cut = blocks(layout, room, lambda column: 1)
        assert sorted(i for block in cut for i in (*block.hints, *block.characters)) == list(range(len(layout.columns)))


def test_a_map_whose_parts_do_not_fit_is_refused(make_map) -> None:
    with pytest.raises(DrawingError, match=r"a row of weights must have one for each of 3 input symbols; got 2"):
        lay_out(make_map("5/5", "2018", [(0.5, 0.5)] * 4))
    with pytest.raises(DrawingError, match=r"a row of weights for each of its 4 output characters; got 3 and 1"):
        lay_out(make_map("5/5", "2018", [0]))
