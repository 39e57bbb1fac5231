from __future__ import annotations

import pytest

from datelens.draw.panels import difference, full_strength, panel, panels, percent
from datelens.errors import DrawingError


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0 %"),
        (0.5, "50 %"),
        (0.9973, "99.7 %"),
        (0.9996, ">99.9 %"),
        (1, "100 %"),
        (0.0004, "<0.1 %"),
        (-0.25, "−25 %"),
    ],
)
def test_percent_never_rounds_doubt_away(share: float, said: str) -> None:
    assert percent(share) == said


def test_title_says_date_probability_and_name(may_map) -> None:
    assert panel(may_map).title == "2018-05 · 97 % · attention"
    assert panel(may_map, "small model").title == "2018-05 · 97 % · small model"


def test_no_date_is_said_in_words(make_map) -> None:
    assert panel(make_map("hello", None, [0])).reading == "no date"


def test_shares_are_drawn_on_a_scale_of_one(may_map) -> None:
    assert full_strength([may_map]) == 1
    assert panel(may_map).strength(5, 2) == 0.5


def test_other_weights_are_drawn_on_the_scale_of_the_largest(make_map) -> None:
    record = make_map("5/6", "2018", [(4.0, -1.0, 0.0), (0.5, 0, 0), (0, 0, 0), (0, 0, 1)], method="occlusion")
    drawn = panel(record)
    assert drawn.scale == 4
    assert [drawn.strength(0, i) for i in range(3)] == [1, -0.25, 0]
    assert drawn.signed
    assert drawn.said(4.0) == "4"


def test_weights_read_as_per_cent_where_they_are_shares_alone(make_map, may_map) -> None:
    assert panel(may_map).is_share
    largest_is_one = make_map("5/6", "2018", [(1.0, -1.0, 0.5)] * 4, method="gradient")
    assert (panel(largest_is_one).scale, panel(largest_is_one).is_share) == (1.0, False)
    assert not panel(make_map("5", "2018", [0] * 4, method="occlusion")).is_share
    assert difference(panel(may_map), panel(may_map)).is_share


def test_maps_of_one_method_share_a_scale(make_map) -> None:
    small = make_map("5", "2018", [(1.5,), (0,), (0,), (0,)], method="occlusion")
    large = make_map("5", "2018", [(3.0,), (0,), (0,), (0,)], method="occlusion")
    shares = make_map("5", "2018", [0] * 4)
    assert [drawn.scale for drawn in panels([small, large, shares])] == [3, 3, 1]


def test_each_map_has_a_name(may_map) -> None:
    assert [one.name for one in panels([may_map, may_map], ["a", "b"])] == ["a", "b"]
    with pytest.raises(DrawingError, match=r"`names` must be one for each of 2 maps; got 1\."):
        panels([may_map, may_map], ["a"])


def test_a_map_without_any_weight_can_be_drawn(make_map) -> None:
    assert panel(make_map("5", "2018", [(0,)] * 4, method="occlusion")).strength(0, 0) == 0


def test_sentences_name_the_characters_that_count(may_map) -> None:
    said = panel(may_map).sentences()
    assert said[0] == "2018-05 · 97 % · attention."
    assert said[1] == "2 from ‘2’ 100 %."
    assert said[6] == "0 from ‘M’ 50 %, ‘a’ 30 %, ‘i’ 20 %."


def test_a_diffuse_row_leans_on_nothing_in_particular(make_map) -> None:
    record = make_map("x" * 25, "2018", [(0.04,) * 25] * 4)
    assert panel(record).sentences()[1] == "2 from nothing in particular."


def test_a_column_is_lit_where_a_cell_of_it_can_be_seen(make_map) -> None:
    drawn = panel(make_map("abc", "2018", [(0.96, 0.04, 0.0)] * 3 + [(0.94, 0.0, 0.06)]))
    assert {column.label for column in drawn.lit_columns()} == {"a", "c"}


def test_a_summary_keeps_the_date_from_turning_round(make_map) -> None:
    assert panel(make_map("5 Mai", "--05-05", [0] * 7)).summary() == "5 Mai → --05-05"
    assert panel(make_map("מאי", "2018-05", [0] * 7)).summary() == "\u2068מאי\u2069 → 2018-05"
    assert panel(make_map("5 Mai", "--05-05", [0] * 7)).summary(4) == "5 M… → --05-05"


def test_difference_is_first_minus_second(make_map) -> None:
    first = panel(make_map("56", "2018", [(0.75, 0.25)] * 4), "small")
    second = panel(make_map("56", "2018", [(0.5, 0.5)] * 4), "large")
    drawn = difference(first, second)
    assert drawn.layout.weights == ((0.25, -0.25),) * 4
    assert (drawn.title, drawn.scale, drawn.signed) == ("2018 · small − large", 1, True)


def test_difference_compares_shares(make_map) -> None:
    attention = panel(make_map("56", "2018", [(0.75, 0.25)] * 4))
    occlusion = panel(make_map("56", "2018", [(3.0, -1.0), (1.0, 3.0), (0.5, 0.0), (2.0, 2.0)], method="occlusion"))
    rows = difference(attention, occlusion).layout.weights
    assert rows == ((-0.25, 0.25), (0.5, -0.5), (-0.25, 0.25), (0.25, -0.25))


@pytest.mark.parametrize("silent", [(0.0, 0.0), (0.01, -0.3), (0.02, 0.02)])
def test_difference_says_nothing_of_rows_of_which_one_map_says_nothing(make_map, silent) -> None:
    attention = panel(make_map("56", "2018", [(0.75, 0.25)] * 4))
    occlusion = panel(make_map("56", "2018", [(3.0, 1.0), silent, (1.0, 0.0), (1.0, 0.0)], method="occlusion"))
    assert difference(attention, occlusion).layout.weights[1] == (0.0, 0.0)
    assert difference(occlusion, attention).layout.weights[1] == (0.0, 0.0)


def test_difference_names_both_characters_where_readings_differ(make_map) -> None:
    first, second = panel(make_map("5/6", "--05-06", [0] * 7)), panel(make_map("5/6", "--06-05", [0] * 7))
    drawn = difference(first, second)
    assert drawn.layout.rows == ("-", "-", "0", "5/6", "-", "0", "6/5")
    assert drawn.reading == "--05-06 / --06-05"


def test_difference_holds_the_hints_of_both(make_map) -> None:
    first = panel(make_map("5", "2018", [(0.25, 0.75)] * 4, hints=["<lang:de>"]))
    second = panel(make_map("5", "2018", [(0.5, 0.5)] * 4, hints=["<order:DMY>"]))
    drawn = difference(first, second)
    assert [column.label for column in drawn.layout.columns] == ["lang:de", "order:DMY", "5"]
    assert drawn.layout.weights[0] == (0.25, -0.5, 0.25)


def test_difference_of_what_cannot_be_compared_is_refused(make_map) -> None:
    five = panel(make_map("5", "2018", [0] * 4))
    with pytest.raises(DrawingError, match=r"two maps of one text; got '5' and '6'"):
        difference(five, panel(make_map("6", "2018", [0] * 4)))
    with pytest.raises(DrawingError, match=r"two readings of one length; got '2018' and 'no date'"):
        difference(five, panel(make_map("5", None, [0])))
