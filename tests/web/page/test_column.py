"""A column on the page: pasted or dropped, judged row by row, and taken away as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from held_requests import hold
from live_service import on_a_socket
from playwright.sync_api import FilePayload, Page, expect

from datelens.translator import Translator
from datelens.web.settings import Settings

Visit = Callable[..., Page]

TAB = "#tab=column"

PASTED = "5 Jan 2016\r\n03/04/2021\nhello\n\n2008年8月8日\nالأحد، 4 مايو 2003\n<b>31 February 2020</b>\n"


def paste(page: Page, text: str) -> None:
    page.locator("#paste").fill(text)
    page.get_by_role("button", name="Translate").click()


def rows(page: Page) -> list[list[str]]:
    return [row.locator("th, td").all_inner_texts() for row in page.locator("#rows tr").all()]


def drop(page: Page, name: str, content: bytes, on: str = "#column") -> None:
    """Drop a file, as the browser tells it; what the page leaves to the browser opens the file in its place."""
    prevented = page.evaluate(
        """([name, bytes, on]) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
            const told = { dataTransfer, bubbles: true, cancelable: true };
            const events = ["dragover", "drop"].map((type) => new DragEvent(type, told));
            return events.map((event) => !document.querySelector(on).dispatchEvent(event));
        }""",
        [name, list(content), on],
    )
    assert prevented == [True, True]


def downloaded(page: Page, folder: Path) -> tuple[str, list[list[str]]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return path.name, list(csv.reader(file))


def test_a_pasted_column_comes_back_as_a_table_with_its_doubts(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="A column").click()
    paste(page, PASTED)
    expect(page.locator("#summary")).to_have_text("7 rows: 4 dates (1 in doubt), 2 no date, 1 empty.")
    table = rows(page)
    assert [row[2] for row in table] == ["2016-01-05", "2021-04-03", "", "", "2008-08-08", "2003-05-04", ""]
    assert table[1][4] == "in doubt: 2021-03-04"
    assert table[2][4] == "no date"
    assert table[6][1] == "<b>31 February 2020</b>"
    assert page.locator("thead th").first.inner_text() == "Row"
    assert [row[0] for row in table] == list("1234567")
    page.get_by_label("in doubt").check()
    assert [row[1] for row in rows(page)] == ["03/04/2021"]
    page.get_by_label("no date").check()
    assert [row[0] for row in rows(page)] == ["3", "7"]


def test_a_hint_reads_the_column_anew(visit: Visit) -> None:
    page = visit(TAB)
    paste(page, "03/04/2021\n05/06/2021")
    expect(page.locator("#summary")).to_have_text("2 rows: 2 dates (2 in doubt), 0 no date.")
    page.locator("#order").select_option("MDY")
    expect(page.locator("#summary")).to_have_text("2 rows: 2 dates, 0 no date.")
    assert [row[2] for row in rows(page)] == ["2021-03-04", "2021-05-06"]


def test_the_button_reads_a_file_again_that_is_there_and_never_what_was_pasted_before(visit: Visit) -> None:
    page = visit(TAB)
    paste(page, "9 May 2018")
    drop(page, "days.csv", b"5 Jan 2016\n6 Jan 2016\n")
    expect(page.locator("#summary")).to_have_text("2 rows: 2 dates, 0 no date.")
    page.locator("#column-form button[type=submit]").click()
    expect(page.locator("#summary")).to_have_text("2 rows: 2 dates, 0 no date.")
    expect(page.locator("#column-trouble")).to_be_hidden()
    assert [row[2] for row in rows(page)] == ["2016-01-05", "2016-01-06"]


def test_a_row_shows_why(visit: Visit) -> None:
    page = visit(TAB)
    paste(page, PASTED)
    page.get_by_role("button", name="2008年8月8日").click()
    expect(page.locator("#text")).to_have_value("2008年8月8日")
    expect(page.locator("#digits")).to_have_text("2008-08-08")
    page.get_by_role("tab", name="One date").press("ArrowRight")
    expect(page.locator("#column")).to_be_visible()
    assert len(rows(page)) == 7


def test_a_dropped_csv_finds_its_column_of_dates_and_keeps_the_others(visit: Visit, tmp_path: Path) -> None:
    page = visit(TAB)
    content = 'id,when,note\r\n1,5 Jan 2016,"a, ""b"""\r\n2,"July 8th, 1867",\r\n3,never,"two\nlines"\r\n'
    drop(page, "diary.csv", content.encode())
    expect(page.locator("#summary")).to_have_text("3 rows: 2 dates, 1 no date.")
    assert page.locator("#which-column option:checked").inner_text() == "when"
    assert page.locator("#first-is-heading").is_checked()
    assert [row[0] for row in rows(page)] == ["1", "2", "3"]  # as `datelens convert` counts them
    name, table = downloaded(page, tmp_path)
    assert name == "diary-iso.csv"
    assert table[0] == ["id", "when", "note", "iso", "confidence", "ambiguous", "also"]
    assert [row[:4] for row in table[1:]] == [
        ["1", "5 Jan 2016", 'a, "b"', "2016-01-05"],
        ["2", "July 8th, 1867", "", "1867-07-08"],
        ["3", "never", "two\nlines", ""],
    ]
    assert 0.9 < float(table[1][4]) <= 1
    assert table[1][5] == "false"


def test_another_column_and_another_heading_can_be_chosen(visit: Visit) -> None:
    page = visit(TAB)
    drop(page, "x.csv", b"5 Jan 2016;May 2017\n6 Jan 2016;June 2017\n")
    expect(page.locator("#summary")).to_contain_text("2 rows: 2 dates")
    assert not page.locator("#first-is-heading").is_checked()
    page.locator("#which-column").select_option("1")
    expect(page.locator("#rows tr").nth(1)).to_contain_text("2017-06")
    page.locator("#first-is-heading").check()
    expect(page.locator("#summary")).to_contain_text("1 row: 1 date")
    assert page.locator("#which-column option").all_inner_texts() == [
        "5 Jan 2016",
        "May 2017",
        "the whole line",
    ]


ENCODED = {
    "Windows-1252": ("5 März 2016\n6 März 2016\n".encode("cp1252"), "read as Windows-1252"),
    "UTF-16": ("\ufeff5 März 2016\n6 März 2016\n".encode("utf-16-le"), "UTF-16"),
    "UTF-8 with a mark": ("\ufeff5 März 2016\n6 März 2016\n".encode(), "UTF-8"),
}


def test_files_of_other_encodings_are_read(visit: Visit) -> None:
    page = visit(TAB)
    for name, (content, said) in ENCODED.items():
        page.locator("#file").set_input_files(FilePayload(name=f"{name}.csv", mimeType="text/csv", buffer=content))
        expect(page.locator("#file-name")).to_contain_text(said)
        expect(page.locator("#summary")).to_contain_text("2 rows: 2 dates")
        assert [row[1:3] for row in rows(page)] == [["5 März 2016", "2016-03-05"], ["6 März 2016", "2016-03-06"]]


def test_a_heading_that_was_pasted_is_noticed(visit: Visit) -> None:
    page = visit(TAB)
    paste(page, "when\tamount\n5 Jan 2016\t1.50\n6 Jan 2016\t2.50\n")
    expect(page.locator("#summary")).to_have_text("2 rows: 2 dates, 0 no date.")
    expect(page.locator("#which-column option:checked")).to_have_text("when")


@pytest.mark.parametrize("content", [b"PAR1\x15\x04\x15\x00", b"PK\x03\x04\x14\x00\x06\x00"], ids=["Parquet", "Excel"])
def test_what_is_no_text_is_refused(visit: Visit, content: bytes) -> None:
    page = visit(TAB)
    drop(page, "days.bin", content)
    expect(page.locator("#column-trouble")).to_contain_text("This cannot be read: it is no text.")
    expect(page.locator("#result")).to_be_hidden()


def test_nothing_is_told_to_be_nothing_and_a_table_stays_within_a_narrow_screen(visit: Visit) -> None:
    page = visit(TAB, width=320)
    paste(page, " \n\n")
    expect(page.locator("#column-trouble")).to_contain_text("There is nothing to read")
    expect(page.locator("#result")).to_be_hidden()
    paste(page, PASTED)
    expect(page.locator("#rows tr")).to_have_count(7)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("#rows tr.doubt td").last.evaluate("(cell) => cell.getBoundingClientRect().right") <= 320


def test_a_long_column_is_read_in_parts_and_shown_in_parts(visit: Visit, tmp_path: Path) -> None:
    page = visit(TAB)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/translate") else None)
    texts = [f"{day} May {year}" for year in range(1990, 2020) for day in range(1, 29)]
    paste(page, "\n".join([*texts, "x" * 5000]))
    expect(page.locator("#summary")).to_have_text("841 rows: 840 dates, 1 no date.")
    assert len(asked) == 2
    assert page.locator("#rows tr").count() == 200
    page.get_by_role("button", name="Show more").click()
    assert page.locator("#rows tr").count() == 400
    _, table = downloaded(page, tmp_path)
    assert table[0] == ["text", "iso", "confidence", "ambiguous", "also"]
    assert [row[0] for row in table[1:]] == [*texts, "x" * 5000]
    assert table[1][1] == "1990-05-01"


def test_a_column_is_read_within_the_limits_of_its_service(visit: Visit, translator: Translator) -> None:
    with on_a_socket(translator, Settings(most_texts=3, longest_text=12, most_readings=2)) as narrow:
        page = visit("#tab=column", url=narrow.url)
        expect(page.locator("#language option")).not_to_have_count(1)
        paste(page, "5 Jan 2016\n6 Jan 2016\n7 Jan 2016\n8 Jan 2016\nSaturday 9 January 2016\n")
        expect(page.locator("#rows")).to_contain_text("2016-01-08")
        expect(page.locator("#column-trouble")).to_be_hidden()


FIRST = b"id,when\n1,5 Jan 2016\n2,6 Jan 2016\n"
SECOND = b"id,when\n1,7 May 2018\n2,8 May 2018\n"


def test_nothing_of_one_file_is_saved_beside_the_rows_of_another(visit: Visit, tmp_path: Path) -> None:
    page = visit(TAB)
    drop(page, "first.csv", FIRST)
    expect(page.locator("#summary")).to_have_text("2 rows: 2 dates, 0 no date.")
    _, let_go = hold(page)
    drop(page, "second.csv", SECOND)
    expect(page.locator("#doing")).to_have_text("Looking for the dates")
    expect(page.locator("#download")).to_be_disabled()
    expect(page.locator("#result")).to_be_hidden()
    expect(page.locator("#file-name")).to_have_text("")
    let_go()
    expect(page.locator("#file-name")).to_have_text("second.csv")
    expect(page.locator("#at-work")).to_be_hidden()
    name, table = downloaded(page, tmp_path)
    assert name == "second-iso.csv"
    assert [row[:3] for row in table[1:]] == [["1", "7 May 2018", "2018-05-07"], ["2", "8 May 2018", "2018-05-08"]]


def test_what_was_under_way_does_not_end_what_came_after(visit: Visit) -> None:
    page = visit(TAB)
    _, let_go = hold(page)
    paste(page, "5 Jan 2016\n6 Jan 2016")
    expect(page.locator("#result")).to_be_visible()
    drop(page, "second.csv", SECOND)
    expect(page.locator("#doing")).to_have_text("Looking for the dates")
    expect(page.locator("#download")).to_be_disabled()
    expect(page.locator("#at-work")).to_be_visible()
    expect(page.locator("#column-trouble")).to_be_hidden()  # nobody has stopped anything
    let_go()
    expect(page.locator("#summary")).to_have_text("2 rows: 2 dates, 0 no date.")
    assert [row[2] for row in rows(page)] == ["2018-05-07", "2018-05-08"]


def test_a_file_that_cannot_be_read_is_told_of_and_not_named(visit: Visit) -> None:
    page = visit(TAB)
    drop(page, "first.csv", FIRST)
    expect(page.locator("#file-name")).to_have_text("first.csv")
    page.evaluate("() => { File.prototype.arrayBuffer = () => Promise.reject(new Error('it is gone')); }")
    drop(page, "second.csv", SECOND)
    expect(page.locator("#column-trouble")).to_have_text("This cannot be read: it is gone")
    expect(page.locator("#file-name")).to_have_text("")
    expect(page.locator("#result")).to_be_hidden()
    expect(page.locator("#at-work")).to_be_hidden()


@pytest.mark.parametrize("name", ["dates.txt", "dates.csv"])
def test_commas_within_dates_cut_no_lines(visit: Visit, tmp_path: Path, name: str) -> None:
    page = visit(TAB)
    texts = [f"May {day}, 2018" for day in range(1, 13)]
    drop(page, name, "\n".join(texts).encode())
    expect(page.locator("#summary")).to_have_text("12 rows: 12 dates, 0 no date.")
    assert [row[1:3] for row in rows(page)] == [[text, f"2018-05-{i:02}"] for i, text in enumerate(texts, 1)]
    _, table = downloaded(page, tmp_path)
    assert table[1][:2] == ["May 1, 2018", "2018-05-01"]


ANSWERED_AT_ONCE = """() => { window.fetch = async (path, { body }) => {
    const [iso, probability] = ["2018-05-01", 1];
    const answer = { iso, confidence: probability, ambiguous: false, readings: [{ iso, probability }] };
    return new Response(JSON.stringify({ translations: JSON.parse(body).texts.map((text) => ({ text, ...answer })) }));
}; }"""

LARGE = """([name, rows]) => { const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["id,when\\n" + "1,1 May 2018\\n".repeat(rows)], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true })); }"""


def test_a_file_of_very_many_rows_is_read(visit: Visit) -> None:
    page = visit(TAB)
    expect(page.locator("#language option")).not_to_have_count(1)
    page.evaluate(ANSWERED_AT_ONCE)
    page.evaluate(LARGE, ["large.csv", 150_000])
    expect(page.locator("#summary")).to_have_text("150,000 rows: 150,000 dates, 0 no date.")
    expect(page.locator("#file-name")).to_have_text("large.csv")
    assert page.locator("#rows tr").count() == 200


def test_lines_and_cells_can_be_chosen_by_hand(visit: Visit) -> None:
    page = visit(TAB)
    drop(page, "x.csv", b"May 1, 2018\nMay 2, 2019\n")
    expect(page.locator("#which-column option:checked")).to_have_text("the whole line")
    page.locator("#which-column").select_option("1")
    expect(page.locator("#rows .iso").first).to_have_text("2018")
    page.locator("#which-column").select_option("whole")
    expect(page.locator("#rows .iso").first).to_have_text("2018-05-01")


def test_a_title_and_a_total_do_not_make_a_table_one_column(visit: Visit) -> None:
    page = visit(TAB)
    body = "".join(f"{number},{number} May 2018,x\n" for number in range(1, 9))
    drop(page, "sheet.csv", f"My sheet\nid,when,note\n{body}total: 8\n".encode())
    expect(page.locator("#which-column option:checked")).to_have_text("column 2")
    expect(page.locator("#summary")).to_have_text("11 rows: 8 dates, 1 no date, 2 empty.")


def test_many_columns_are_asked_for_together_and_it_is_seen(visit: Visit) -> None:
    page = visit(TAB)
    asked, let_go = hold(page, from_=1)
    cells = [[f"{column} x {row}" for column in range(150)] for row in range(30)]
    for row, texts in enumerate(cells):
        texts[140] = f"{row + 1} March 2018"
    drop(page, "wide.csv", "\n".join(map(",".join, cells)).encode())
    expect(page.locator("#progress")).not_to_have_js_property("value", 0)
    expect(page.locator("#doing")).to_have_text("Looking for the dates")
    let_go()
    expect(page.locator("#which-column option:checked")).to_have_text("column 141")
    expect(page.locator("#summary")).to_contain_text("30 rows: 30 dates")
    assert len(asked) <= 4
    assert all(len(question["texts"]) <= 1000 for question in asked)


def test_a_search_for_the_dates_that_fails_or_is_stopped_is_told_of(visit: Visit) -> None:
    page = visit(TAB, expected="status of 500")
    failure = {"error": {"code": "internal_error", "message": "This is a fault of the service."}}
    page.route("**/translate", lambda route: route.fulfill(status=500, json=failure))
    drop(page, "first.csv", FIRST)
    expect(page.locator("#column-trouble")).to_have_text("This is a fault of the service.")
    expect(page.locator("#result")).to_be_hidden()
    page.unroute("**/translate")
    hold(page)
    drop(page, "first.csv", FIRST)
    expect(page.locator("#doing")).to_have_text("Looking for the dates")
    page.locator("#stop").click()
    expect(page.locator("#column-trouble")).to_have_text("Stopped.")
    expect(page.locator("#at-work")).to_be_hidden()
    expect(page.locator("#paste")).to_be_focused()


def test_what_was_read_before_it_was_stopped_is_counted_and_kept(visit: Visit) -> None:
    page = visit(TAB)
    hold(page, from_=2)
    paste(page, "\n".join(f"{day} May {year}" for year in range(1900, 2020) for day in range(1, 11)))
    expect(page.locator("#summary")).to_contain_text("1,000 rows: 1,000 dates")
    page.locator("#stop").click()
    expect(page.locator("#column-trouble")).to_have_text("Stopped. 1,000 of 1,200 rows read.")
    expect(page.locator("#download")).to_be_focused()
    expect(page.locator("#download")).to_be_enabled()


def test_a_file_may_be_dropped_anywhere_and_text_where_it_is_let_go(visit: Visit) -> None:
    page = visit(TAB)
    for on in ("footer", "#column", "h1"):
        drop(page, f"{on[1:]}.csv", FIRST, on)
        expect(page.locator("#file-name")).to_have_text(f"{on[1:]}.csv")
    page.get_by_role("tab", name="One date").click()
    drop(page, "on the date.csv", SECOND, "#text")
    expect(page.locator("#rows")).to_contain_text("2018-05-08")
    untouched = page.locator("#paste").evaluate(
        """(field) => ["dragover", "drop"].every((type) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.setData("text/plain", "5 Jan 2016");
            return field.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        })"""
    )
    assert untouched


def test_what_is_saved_is_utf_8_to_excel_and_can_be_dropped_again(visit: Visit, tmp_path: Path) -> None:
    page = visit(TAB)
    paste(page, "5 März 2016\n6 März 2016")
    expect(page.locator("#summary")).to_contain_text("2 rows: 2 dates")
    name, table = downloaded(page, tmp_path)
    content = (tmp_path / name).read_bytes()
    assert content.startswith("\ufefftext,iso,".encode())
    drop(page, name, content)
    expect(page.locator("#file-name")).to_have_text(name)
    assert page.locator("#which-column option").all_inner_texts()[:5] == table[0]
