from __future__ import annotations

import re

import pytest

from datelens.draw.panels import difference, panel, panels
from datelens.draw.terminal import Style, draw, shade, style_for

COLOUR = Style(columns=80, colour="24-bit", terminal=True)


def test_characters_run_across_and_digits_down(may_map) -> None:
    assert draw([panel(may_map)]).splitlines() == [
        "5 Mai 2018",
        "",
        "2018-05 · 97 % · attention",
        "    5␣Mai␣2018",
        "  2       █",
        "  0        █",
        "  1         █",
        "  8          █",
        "  -      █",
        "  0   ▓▒░",
        "  5    █",
        "",
        "  share of the attention: ░ from 5 %  ▒ from 25 %  ▓ from 50 %  █ from 75 %",
    ]


def test_wide_characters_have_wide_cells(make_map) -> None:
    lines = draw([panel(make_map("8年5月", "2018", [1, 0, 2, 3]))]).splitlines()
    assert lines[3:8] == ["    8年5月", "  2  ██", "  0 █", "  1    █", "  8     ██"]


def test_text_that_runs_left_is_drawn_from_the_right(make_map) -> None:
    lines = draw([panel(make_map("מאי 21", "2018", [4, 5, 0, 2]))]).splitlines()
    assert lines[3:8] == ["\u202d    2 1 ␣ י א מ \u202c", "  2 ██", "  0   ██", "  1           ██", "  8       ██"]


def test_terminal_is_told_not_to_turn_lines_round(make_map) -> None:
    text = draw([panel(make_map("מאי 21", "2018", [4, 5, 0, 2]))], COLOUR)
    assert text.startswith("מאי 21\n\x1b[8l\n")
    assert text.endswith("\x1b[8h")
    assert "\u202d" not in text


def test_each_cell_is_placed_where_terminals_differ_about_widths(make_map) -> None:
    text = draw([panel(make_map("सि5", "2018", [(0, 0, 1)] * 4))], COLOUR)
    assert "\x1b[5Gसि\x1b[7G5\x1b[8G" in text


def test_hints_stand_apart(make_map) -> None:
    record = make_map("5", "2018", [0, 1, 1, 1], hints=["<lang:de>"])
    assert draw([panel(record)]).splitlines()[3:6] == ["    lang:de  5", "  2 ███████", "  0          █"]


@pytest.mark.parametrize(
    ("strength", "block"),
    [(0, " "), (0.049, " "), (0.05, "░"), (0.25, "▒"), (0.5, "▓"), (0.75, "█"), (1, "█"), (-0.05, "."), (-0.75, "#")],
)
def test_shades_have_steps(strength: float, block: str) -> None:
    assert shade(strength) == block


def test_colours_get_lighter_with_weight(make_map) -> None:
    text = draw([panel(make_map("abc", "2018", [(0.0, 0.3, 0.7)] * 4))], COLOUR)
    row = text.splitlines()[4]
    lights = [sum(map(int, colour.split(";"))) for colour in re.findall(r"48;2;([\d;]+)m", row)]
    assert lights == sorted(lights)
    assert len(set(lights)) == 3
    assert row.endswith("\x1b[0m")


def test_256_colours_are_greys(make_map) -> None:
    text = draw([panel(make_map("ab", "2018", [(0.0, 1.0)] * 4))], Style(80, "256", terminal=True))
    assert "\x1b[48;5;233m \x1b[48;5;255m \x1b[0m" in text


def test_long_text_is_cut_into_lines_and_only_lit_ones_have_rows(make_map) -> None:
    text = "on a fine day of spring, 5 Mai 2018 it was and nothing else happened at all"
    lines = draw([panel(make_map(text, "2018", [text.index("2018")] * 4))], Style(columns=34)).splitlines()
    assert max(map(len, lines[2:])) <= 34
    characters = [line.strip() for line in lines if "␣" in line]
    assert "".join(characters) == text.replace(" ", "␣")
    assert [re.sub(" +", " ", line.strip()) for line in lines[4:-1] if "█" in line] == ["2 █", "0 █", "1 █", "8 █"]
    assert not [line for line in lines[3:-3] if line.strip() in list("2018")]


def test_panels_stand_side_by_side_where_they_fit(may_map) -> None:
    first, second = panels([may_map, may_map], ["small", "large"])
    wide = draw([first, second, difference(first, second)], Style(columns=120)).splitlines()
    narrow = draw([first, second], Style(columns=40)).splitlines()
    assert re.fullmatch(r"2018-05 · 97 % · small +2018-05 · 97 % · large +2018-05 · small − large", wide[2])
    assert [line.strip() for line in narrow if "·" in line] == ["2018-05 · 97 % · small", "2018-05 · 97 % · large"]
    assert wide[4].count("█") == 2


def test_legend_of_signed_weights_names_both_ramps(make_map) -> None:
    record = make_map("56", "2018", [(4.0, -2.0)] * 4, method="occlusion")
    legend = " ".join(draw([panel(record)], Style(columns=60)).split())
    assert "drop of log-probability when the character is hidden: ░ from 0.2 ▒ from 1" in legend
    assert ". below −0.2" in legend


def test_legends_that_share_a_line_keep_all_of_theirs(may_map) -> None:
    first, second = panels([may_map, may_map], ["small", "large"])
    drawn = " ".join(draw([first, second, difference(first, second)], Style(columns=30)).split())
    assert drawn.count("▒ from 25 %") == 2  # of shares, and of their difference


def test_a_map_of_no_text_says_so(make_map) -> None:
    assert draw([panel(make_map("", None, [()]))]).splitlines()[2] == "no date · 97 % · attention"


def test_no_escape_of_the_text_reaches_the_terminal(make_map) -> None:
    assert "\x1b[2J" not in draw([panel(make_map("\x1b[2J5", "2018", [0] * 4))])


@pytest.mark.parametrize(
    ("environ", "terminal", "expected"),
    [
        pytest.param({"TERM": "xterm"}, True, ("none", True), id="few colours"),
        pytest.param({"TERM": "xterm-256color"}, True, ("256", True), id="256"),
        pytest.param({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, True, ("24-bit", True), id="all"),
        pytest.param(
            {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, True, ("none", True), id="no"
        ),
        pytest.param({"TERM": "xterm-256color", "NO_COLOR": ""}, True, ("256", True), id="empty NO_COLOR says nothing"),
        pytest.param({"TERM": "xterm-256color"}, False, ("none", False), id="pipe"),
        pytest.param({"TERM": "dumb", "COLORTERM": "truecolor"}, True, ("none", False), id="dumb"),
        pytest.param({"WT_SESSION": "1"}, True, ("24-bit", True), id="Windows Terminal"),
    ],
)
def test_environment_decides_the_style(environ, terminal, expected) -> None:
    style = style_for(environ, terminal, 80)
    assert (style.colour, style.terminal) == expected


def test_a_shorter_panel_leaves_room_beside_the_rows_of_a_longer_one(make_map) -> None:
    short, long = make_map("5", "∅", ((1.0,),)), make_map("5", "2016", ((1.0,),) * 4)
    rows = [line for line in draw(panels([short, long]), Style()).splitlines() if line.endswith("█")]
    assert len(rows) == 4
    assert {line.rindex("█") for line in rows} == {rows[0].rindex("█")}
