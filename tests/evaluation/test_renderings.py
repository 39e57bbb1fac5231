"""An evaluation as text, JSON and a page: everything is in it, and nothing breaks out of it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from datelens.evaluation import charts, page, text
from datelens.evaluation.figures import FIGURES, heading, languages_sentence, percent, to_dict
from datelens.evaluation.readers import Answer, Answered
from datelens.evaluation.report import LEAST_ROWS, Calibration, Evaluation, Share, ceiling, report
from datelens.evaluation.rows import Row
from datelens.metrics import Bin

EVIL = '</table><script>alert(1)</script>&"\u202e\x00'
ROWS = [
    *(Row(f"{i}", "2016-01-05", family="cldr", language="en") for i in range(60)),
    *(Row(EVIL, "2016-01-05", family="cldr", language="xx") for _ in range(60)),
    Row("hello", None, family="non-date"),
]
SURE = tuple(
    Answer(row.iso, row.iso, 0.97, False) if row.text != EVIL else Answer("2016", "2016", 0.4, True) for row in ROWS
)
BARE = tuple(Answer(None, None) for _ in ROWS)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    reports = (report("mine", ROWS, Answered(SURE, 2.0, 5)), report("<theirs>", ROWS, Answered(BARE, 0.0)))
    return Evaluation("rows & more", len(ROWS), 0, True, ceiling(ROWS), reports)


def test_what_ambiguity_leaves_is_said() -> None:
    rows = [Row("1/2/03", "2003-01-02"), Row("1/2/03", "2003-02-01")]
    answered = Answered((Answer("2003-01-02", "2003-01-02", 0.5, True),) * 2, 1.0)
    disputed = Evaluation("x", 2, 2, False, ceiling(rows), (report("x", rows, answered),))
    assert "No reader could reach an exact match of more than 50.00 % on these rows." in text.write(disputed)


def test_text_stands_in_columns(evaluation: Evaluation) -> None:
    written = text.write(evaluation)
    lines = written.splitlines()
    assert lines[0] == "rows & more: 121 rows, 0 of them ambiguous, read with their hints."
    assert lines[1] == "No text is labelled with two dates, so that all rows could be read right."
    assert lines[3:5] == [
        f"{'mine':>38}  <theirs>",
        f"{'exact match':<28}   50.41 %    0.83 %",
    ]
    assert [line[: len(name)] for name, line in zip(FIGURES, lines[4:], strict=False)] == list(FIGURES)
    assert f"{'strings a second':<28}        60         –" in lines
    assert "exact match by family  clear rows      mine  <theirs>" in lines
    assert "cldr                          120   50.00 %    0.00 %" in lines


def test_groups_are_compared_on_clear_rows() -> None:
    rows = [Row("a", "2016", family="x"), Row("b", "2016", family="x", ambiguous=True), Row("c", "2016", family="y")]
    answered = Answered(tuple(Answer(iso, iso) for iso in ("2016", "2017", "2016")), 1.0)
    table = text.group_table("family", [report("mine", rows, answered)])
    assert table[1:] == [("x", "1", "100.00 %"), ("y", "1", "100.00 %")]
    assert text.group_table("language", [report("mine", rows, answered)]) == []


def test_json_has_null_for_what_is_no_number(evaluation: Evaluation) -> None:
    calibration = Calibration(float("nan"), (), (), 0.0)
    mine = replace(evaluation.reports[0], calibration=calibration)
    [record] = to_dict(replace(evaluation, reports=(mine,)))["reports"]
    assert record["calibration"] == {"error": None, "table": [], "risk_coverage": [], "area": 0.0}


def bare_evaluation(*answers: Answer) -> Evaluation:
    """Of as many texts as there are answers, all of 2016, in no language that is known."""
    rows = [Row(f"<text {i}>", "2016") for i in range(len(answers))]
    return Evaluation("x", len(rows), 0, False, ceiling(rows), (report("mine", rows, Answered(answers, 1.0)),))


def test_mistakes_of_a_file_without_languages_are_shown_by_every_writer() -> None:
    right, wrong = Answer("2016", "2016", 0.9, False), Answer("2017", "2017", 0.8, False)
    evaluation = bare_evaluation(right, wrong)
    written = text.write(evaluation)
    assert 'mine:\nThe surest mistakes:\n  "<text 1>" is 2016, read as 2017, 0.80 sure\n' in written
    [record] = to_dict(evaluation)["reports"]
    assert record["mistakes"] == [{"text": "<text 1>", "iso": "2016", "answer": "2017", "confidence": 0.8}]
    shown = page.write(evaluation)
    assert "<h3>The surest mistakes</h3><ul><li><bdi>&lt;text 1&gt;</bdi> is <code>2016</code>" in shown
    unsure = text.write(bare_evaluation(Answer("2017", "2017")))
    assert 'mine:\nMistakes:\n  "<text 0>" is 2016, read as 2017\n' in unsure


def test_where_there_are_no_mistakes_none_are_shown() -> None:
    evaluation = bare_evaluation(Answer("2016", "2016", 0.9, False))
    assert "istakes" not in text.write(evaluation)
    assert "istakes" not in page.write(evaluation)
    nothing = bare_evaluation(Answer("2016", "2016"))
    assert "mine:" not in text.write(nothing)
    assert "<h2>mine</h2>" not in page.write(nothing)


LANGUAGES = {
    "none named": ({"": 60}, ""),
    "one": ({"en": 60}, "1 language, with 50 clear rows or more, not under 95 %."),
    "one that is read badly": ({"xx": 60}, "1 language, with 50 clear rows or more, under 95 %: xx 0.00 %."),
    "one of few rows": ({"en": 1, "": 60}, "1 language, with fewer than 50 clear rows."),
    "of few rows": ({"en": 1, "xx": 49}, "2 languages, each with fewer than 50 clear rows."),
    "all well": ({"de": 60, "en": 1}, "2 languages, 1 of them with 50 clear rows or more, of which 0 are under 95 %."),
}


@pytest.mark.parametrize(("sizes", "sentence"), LANGUAGES.values(), ids=LANGUAGES)
def test_languages_are_told_as_many_as_there_are(sizes: dict[str, int], sentence: str) -> None:
    rows = [Row("a", "2016", language=language) for language, size in sizes.items() for _ in range(size)]
    answered = Answered(tuple(Answer("2017" if row.language == "xx" else "2016", None) for row in rows), 1.0)
    assert languages_sentence(report("mine", rows, answered), text.BAR, LEAST_ROWS) == sentence


def test_one_row_is_no_rows() -> None:
    one = bare_evaluation(Answer("2016", "2016"))
    assert heading(one) == "x: 1 row, 0 of them ambiguous, read unaided"
    aided = replace(one.reports[0], hints_left_out=1)
    for written in (text.write(replace(one, reports=(aided,))), page.write(replace(one, reports=(aided,)))):
        assert "The hints of 1 row are not known to it and were left out." in written


def test_text_tells_of_languages_mistakes_and_confidence(evaluation: Evaluation) -> None:
    written = text.write(evaluation)
    assert "mine: 2 languages, 2 of them with 50 clear rows or more, of which 1 is under 95 %: xx 0.00 %." in written
    assert "The hints of 5 rows are not known to it and were left out." in written
    assert (
        '    "</table><script>alert(1)</script>&\\"\u202e\\u0000" is 2016-01-05, read as 2016, 0.40 sure\n' in written
    )
    assert "  0.93–1.00     61  0.970  1.000" in written


def test_json_holds_every_field_and_no_nan(evaluation: Evaluation) -> None:
    record = json.loads(json.dumps(to_dict(evaluation), allow_nan=False))
    assert record["ceiling"] == {"hits": 121, "of": 121, "share": 1.0}
    mine, theirs = record["reports"]
    assert (mine["exact"], mine["per_second"]) == ({"hits": 61, "of": 121, "share": 61 / 121}, 60.5)
    assert mine["worst"][0]["mistakes"][0] == {"text": EVIL, "iso": "2016-01-05", "answer": "2016", "confidence": 0.4}
    assert mine["calibration"]["table"][-1]["count"] == 61
    assert (theirs["calibration"], theirs["ambiguous_flagged"]) == (None, None)


class Reader(HTMLParser):
    """Holds that tags are closed in the order in which they were opened, and keeps what was met."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: list[str] = []
        self.links: list[str] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data


def test_a_page_is_whole_and_needs_nothing_else(evaluation: Evaluation) -> None:
    written = page.write(evaluation)
    reader = Reader()
    reader.feed(written)
    assert reader.open == []
    assert reader.links == []
    assert "script" not in reader.met
    assert "url(" not in written
    assert written.startswith("<!DOCTYPE html>")
    assert EVIL in reader.said
    assert "<theirs>" in reader.said
    assert "prefers-color-scheme: dark" in written


def test_a_page_is_told_to_those_who_do_not_see_it(evaluation: Evaluation) -> None:
    written = page.write(evaluation)
    assert '<html lang="en">' in written
    assert written.count("<caption>") == written.count("<table>")
    assert len(re.findall(r'<svg [^>]*role="img" aria-label="[^"]+', written)) == written.count("<svg ") == 2
    headings = [int(level) for level in re.findall(r"<h(\d)", written)]
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_long_tables_are_folded(evaluation: Evaluation) -> None:
    rows = [Row("a", "2016", language=f"l{i}") for i in range(30)]
    answered = Answered(tuple(Answer("2016", "2016", 1.0, False) for _ in rows), 1.0)
    many = Evaluation("x", 30, 0, False, ceiling(rows), (report("x", rows, answered),))
    assert page.write(many).count("<details>") == 1
    assert page.write(evaluation).count("<details>") == 0


def test_bars_stand_at_their_confidence_and_are_as_high_as_they_are_right() -> None:
    svg = ElementTree.fromstring(charts.reliability([Bin(0.5, 1.0, 8, 0.75, 0.5)], "Reliability & more"))
    bar = next(element for element in svg.iter("rect"))
    left, height = charts.LEFT + 0.5 * 344, charts.HEIGHT - charts.TOP - charts.BOTTOM
    assert (float(bar.attrib["x"]), float(bar.attrib["width"])) == (left + 1, 0.5 * 344 - 2)
    assert float(bar.attrib["height"]) == pytest.approx(0.5 * height)
    assert bar.findtext("title") == "8 answers 75.0% sure on average, 50.0% right"
    assert svg.attrib["aria-label"].startswith("Reliability & more. Of the answers: 75% sure, 50% right.")


def test_a_curve_goes_from_left_to_right_on_an_axis_with_round_labels() -> None:
    svg = ElementTree.fromstring(charts.risk_coverage([(0.5, 0.0), (0.9, 0.01), (1.0, 0.03)], "Risk"))
    [line] = svg.iter("polyline")
    points = [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]
    assert points == [(226.0, 284.0), (363.6, 230.0), (398.0, 122.0)]
    assert [label.text for label in svg.iter("text")][:12:2] == ["0 %", "1 %", "2 %", "3 %", "4 %", "5 %"]
    said = "Of all answers 3.00 % are wrong; of the surest 95%, 1.00 %; of the surest 90%, 1.00 %; "
    assert line.findtext("title") == said + "of the surest 80%, 0.00 %"


def test_charts_of_nothing_are_drawn() -> None:
    assert "<svg" in charts.reliability([], "x")
    assert "<svg" in charts.risk_coverage([], "x")


def test_a_share_of_nothing_is_a_dash() -> None:
    assert [percent(share) for share in (Share(1, 3), Share(0, 0), None, float("nan"), 0.5)] == [
        *("33.33 %", "–", "–", "–", "50.00 %")
    ]
