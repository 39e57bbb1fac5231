"""A column on the page: pasted or dropped, judged row by row, and taken away as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

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


def drop(page: Page, name: str, content: bytes) -> None:
    """Drop a file on the tab, as the browser tells it."""
    page.evaluate(
        """([name, bytes]) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], name));
            const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
            document.getElementById("column").dispatchEvent(drop);
        }""",
        [name, list(content)],
    )


def downloaded(page: Page, folder: Path) -> tuple[str, list[list[str]]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    with path.open(encoding="utf-8", newline="") as file:
        return path.name, list(csv.reader(file))


def test_a_pasted_column_comes_back_as_a_table_with_its_doubts(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="A column").click()
    paste(page, PASTED)
    expect(page.locator("#summary")).to_have_text("7 rows: 4 dates, 1 in doubt, 2 no date, 1 empty.")
    table = rows(page)
    assert [row[2] for row in table] == ["2016-01-05", "2021-04-03", "", "", "2008-08-08", "2003-05-04", ""]
    assert table[1][4] == "in doubt: 2021-03-04"
    assert table[2][4] == "no date"
    assert table[6][1] == "<b>31 February 2020</b>"
    assert [row[0] for row in table] == list("1234567")
    page.get_by_label("in doubt").check()
    assert [row[1] for row in rows(page)] == ["03/04/2021"]
    page.get_by_label("no date").check()
    assert [row[0] for row in rows(page)] == ["3", "7"]


def test_a_hint_reads_the_column_anew(visit: Visit) -> None:
    page = visit(TAB)
    paste(page, "03/04/2021\n05/06/2021")
    expect(page.locator("#summary")).to_have_text("2 rows: 2 dates, 2 in doubt, 0 no date.")
    page.locator("#order").select_option("MDY")
    expect(page.locator("#summary")).to_have_text("2 rows: 2 dates, 0 in doubt, 0 no date.")
    assert [row[2] for row in rows(page)] == ["2021-03-04", "2021-05-06"]


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
    expect(page.locator("#summary")).to_have_text("3 rows: 2 dates, 0 in doubt, 1 no date.")
    assert page.locator("#which-column option:checked").inner_text() == "when"
    assert page.locator("#first-is-heading").is_checked()
    assert [row[0] for row in rows(page)] == ["2", "3", "4"]
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
    assert page.locator("#which-column option").all_inner_texts() == ["5 Jan 2016", "May 2017"]


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


def test_nothing_is_told_to_be_nothing_and_a_table_stays_within_a_narrow_screen(visit: Visit) -> None:
    page = visit(TAB, width=320)
    paste(page, " \n\n")
    expect(page.locator("#column-trouble")).to_contain_text("There is nothing to read")
    expect(page.locator("#result")).to_be_hidden()
    paste(page, PASTED)
    expect(page.locator("#rows tr")).to_have_count(7)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_long_column_is_read_in_parts_and_shown_in_parts(visit: Visit, tmp_path: Path) -> None:
    page = visit(TAB)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/translate") else None)
    texts = [f"{day} May {year}" for year in range(1990, 2020) for day in range(1, 29)]
    paste(page, "\n".join([*texts, "x" * 5000]))
    expect(page.locator("#summary")).to_have_text("841 rows: 840 dates, 0 in doubt, 1 no date.")
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
