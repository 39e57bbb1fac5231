"""What a text file is written in."""

from __future__ import annotations

import pytest

from datelens.columns.files.sniff import NO_DELIMITER, delimiter_of, dialect_of, encoding_of, header_at, not_in
from datelens.errors import DataError

WRITTEN = {
    "cp1252": "Name;Datum\nMüller;3. März 2019\nGröße;5. Jänner 2001\n",
    "cp1250": "město;datum\nPlzeň;3. října 2019\nBrno;12. září 2020\n",
    "cp1251": "город;дата\nМосква;3 октября 2019\nКазань;12 сентября 2020\n",
    "koi8_r": "город;дата\nМосква;3 октября 2019\nКазань;12 сентября 2020\n",
    "cp1253": "όνομα,ημερομηνία\nΓιώργος,3 Οκτωβρίου 2019\nΆννα,12 Μαΐου 2020\n",
    "cp1254": "ad,tarih\nŞule,3 Ağustos 2019\nÇağ,12 Şubat 2020\n",
    "cp1256": "الاسم,التاريخ\nأحمد,3 أكتوبر 2019\nسارة,12 مايو 2020\n",
    "mac_roman": "nom,date\nrené,3 août 2019\nmarché,1er février 2020\n",
    "cp932": "名前,日付\n田中,2019年3月4日\n鈴木,平成31年4月1日\n",
    "cp949": "이름,날짜\n김,2019년 3월 4일\n이,2020년 5월 6일\n",
    "gb18030": "名字,日期\n李,2019年3月4日\n王,2020年5月6日\n",
}


@pytest.mark.parametrize("encoding", WRITTEN)
def test_an_encoding_is_told_by_the_months_that_it_spells(encoding: str) -> None:
    assert encoding_of([WRITTEN[encoding].encode(encoding)]) == encoding


NAMES = {
    "cp1252": (
        "Tromsø\nBodø\nÅlesund",
        "Bjørn\nØrsta\nSør",  # `bře` and `sřr` elsewhere
        "Muñoz",
        "João\nSão Paulo",
        "Cádiz\nRodríguez\nMartín",
        "L’été – Noël\nFrançois",
        "Größe\nMünchen",
        "Malmö\nGöteborg",
        "Þórr\nReykjavík",
        "“Müller”, 5°, 10 €",
        "São João\nMünchen\nMalmö\nCafé",
    ),
    "cp1250": ("Gdańsk\nŁódź", "Dvořák\nPříbram", "Čačak\nŠibenik", "Győr\nTűzhely\nHódmezővásárhely"),
    "cp1254": ("Beşiktaş\nÜsküdar\nIğdır",),
    "cp1257": (
        "Šiauliai\nPanevėžys\nKėdainiai\nMažeikiai\nTauragė",
        "Rīga\nLiepāja\nŠķēde\nJēkabpils ceļš\nĶekava šķūnis",
    ),
    "mac_roman": ("Cádiz\nRodríguez",),
    "cp850": ("Zürich\nMünchen",),
    "cp852": ("Łódź\nGdańsk\nPoznań\nWrocław\nBiałystok\nCzęstochowa",),
    "cp1251": ("Москва\nКазань\nНижний Новгород\nЕкатеринбург\nСанкт-Петербург",),
}


@pytest.mark.parametrize(("encoding", "names"), [(one, names) for one, several in NAMES.items() for names in several])
def test_without_a_month_the_letters_of_a_language_tell_the_encoding(encoding: str, names: str) -> None:
    content = "".join(f"{row},{name}\n" for row, name in enumerate(names.split("\n"))).encode(encoding)
    assert content.decode(encoding_of([content])) == content.decode(encoding)


def test_one_short_word_that_is_a_month_elsewhere_is_an_accident() -> None:
    content = ("Bøe;Tromsø\nSørli;Ålesund\n" * 30).encode("cp1252")
    assert encoding_of([content]) == "cp1252"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("ascii", "utf-8"),
    ],
)
def test_unicode_is_told_by_its_mark_its_zeros_or_by_being_valid(encoding: str, expected: str) -> None:
    text = "when,a\n5 Jan 2016,1\n" if encoding == "ascii" else "when,a\n5. Mär 2016,1\n"
    assert encoding_of([text.encode(encoding)]) == expected


def test_one_letter_at_the_end_tells_utf_8_from_the_others() -> None:
    start = [b"when\n" + b"5 Jan 2016\n" * 1000] * 50
    assert encoding_of([*start, "3. März 2019\n".encode()]) == "utf-8"
    assert encoding_of([*start, "3. März 2019\n".encode("cp1252")]) == "cp1252"


def test_a_letter_that_is_cut_between_chunks_is_one() -> None:
    content = "when\n3. März 2019\n".encode()
    assert encoding_of([content[:9], content[9:]]) == "utf-8"
    assert encoding_of([content[:-1], "é".encode()[:1]]) != "utf-8"


def mixed(valid: int, others: int) -> bytes:
    return b"name\n" + "Müller\n".encode() * valid + "Café\n".encode("cp1252") * others


@pytest.mark.parametrize("size", [7, 1 << 16])
def test_a_stray_byte_in_utf_8_is_told_with_its_line_and_garbles_nothing(size: int) -> None:
    content = mixed(30, 1) + "Größe\n".encode() * 30
    chunks = [content[start : start + size] for start in range(0, len(content), size)]
    with pytest.raises(
        DataError, match=r"the byte 0xe9 in line 32 is not in utf-8, and most .* Mend that line, or say"
    ):
        encoding_of(chunks)


def test_a_letter_that_is_cut_off_at_the_end_is_told_too() -> None:
    with pytest.raises(DataError, match=r"the byte 0xc3 in line 12 is not in utf-8"):
        encoding_of([mixed(10, 0) + b"Caf\xc3"])


@pytest.mark.parametrize(("valid", "others"), [(2, 0), (2, 1), (4, 2), (0, 5)])
def test_few_lines_of_utf_8_or_many_others_are_no_such_thing(valid: int, others: int) -> None:
    """Two lines of another encoding may be valid UTF-8 by accident."""
    content = mixed(valid, others)
    assert (encoding_of([content]) == "utf-8") is not bool(others)


@pytest.mark.parametrize(
    ("head", "skip", "header", "above"),
    [
        (b"Report, 2021\na,b\n1,2\n", 1, ("a", "b"), 1),
        (b"Report\r\n\r\na;b\r\n1;2\r\n", 1, ("a", "b"), 2),
        ("Report\u2028of 2021\na|b\n1|2\n".encode(), 1, ("a", "b"), 1),
        (b'the "first\nsep=;\na;b\n1;2,3\n', 1, ("a", "b"), 2),
    ],
)
def test_lines_above_the_header_can_be_skipped(head: bytes, skip: int, header: tuple[str, ...], above: int) -> None:
    found = dialect_of(head, "utf-8", None, skip, whole=True)
    assert (found.header, found.above) == (header, above)


@pytest.mark.parametrize("mark", ["é", '"', "\x00", "\r"])
def test_what_cannot_delimit_is_not_taken_for_a_delimiter_that_excel_names(mark: str) -> None:
    found = dialect_of(f"sep={mark}\na,b\n1,2\n".encode(), "utf-8", None, whole=True)
    assert found.header[0].startswith("sep=")
    assert (found.delimiter == mark, found.above) == (False, 0)


def test_a_header_is_expected_below_what_is_skipped() -> None:
    with pytest.raises(DataError, match="nothing stands below the first 2 lines: a header was expected"):
        dialect_of(b"a,b\n1,2\n", "utf-8", None, 5, whole=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name;when\na;3,5\nb;4,1\n", ";"),
        ("name,when\na;b,c\nb,c\n", ","),
        ("a\tb\n1\t2,3\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ('"a,b";c\n"d,e";f\n', ";"),
        ("when\n5 Jan 2016\n", ","),
        ('when,note\n5 Jan,"one;\ntwo;three"\n6 Jan,x\n', ","),
        ("when\nApril 13, 2021\nMay 14, 2021\n", ";"),
        ('when\n"April 13, 2021"\n', ","),
        ("when\nApril 13, 2021\n13;4\n13|4\n13\t4\n", NO_DELIMITER),
        ("when (day, month)\n5 Jan\n6 Jan\n", ";"),
        ("a,b\n1;5,2;5,\n3;5,4;5,\n", ","),
    ],
)
def test_the_delimiter_parts_rows_into_equally_many_fields(text: str, expected: str) -> None:
    assert delimiter_of(text, whole=True) == expected


def test_a_dialect_is_what_the_head_of_a_file_shows() -> None:
    found = dialect_of(b'"wh""en";b\r\n1;2\r\n', "utf-8", None, whole=True)
    assert (found.delimiter, found.line_end, found.header, found.empty) == (";", "\r\n", ('wh"en', "b"), False)
    assert str(found) == "utf-8, delimited by ';'"
    assert dialect_of(b"a,b\n", "utf-8", None, whole=True).empty
    assert dialect_of("ä,b\n1,ä"[:-1].encode() + b"\xc3", "utf-8", None, whole=False).header == ("ä", "b")


@pytest.mark.parametrize(
    ("head", "encoding", "message"),
    [
        (b"", "utf-8", r"the file is empty: a header was expected"),
        (b"\r\n\n", "utf-8", r"the file is empty"),
        (b"a,\xe4\n", "utf-8", r"the file is not in utf-8 \(byte 2\). Say which it is with --encoding"),
        *[
            (b"a,b\n", name, rf"`--encoding` must be one that Python knows \(utf-8, cp1252\); got '{name}'")
            for name in ("utf-9", "hex", "rot13", "base64", "undefined")
        ],
    ],
)
def test_what_is_no_delimited_text_is_refused(head: bytes, encoding: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        dialect_of(head, encoding, None, whole=True)


@pytest.mark.parametrize("below", ["1,{}", '1,"{}"', '"{}\n",1'], ids=["plain", "quoted", "of two lines"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_row_that_is_too_long_for_a_look_is_a_row(below: str, whole: bool) -> None:
    content = ("a,b\n" + below.format("x" * 140_000)).encode()
    found = dialect_of(content, "utf-8", None, whole=whole)
    assert (found.header, found.empty) == (("a", "b"), False)


@pytest.mark.parametrize(
    ("text", "whole", "empty"),
    [("a,b", True, True), ("a,b\n\r\n\n", True, True), ('"a\nb",c\n', True, True), ("a,b\n\n\n1,2", False, False)],
)
def test_a_file_is_empty_where_nothing_but_line_ends_stand_below_its_header(
    text: str, whole: bool, empty: bool
) -> None:
    assert dialect_of(text.encode(), "utf-8", None, whole=whole).empty is empty


def test_the_mark_of_a_file_says_which_encoding_to_name() -> None:
    assert not_in("utf-8", "byte 0", "a".encode("utf-16")).endswith("--encoding, as utf-16.")
    assert not_in("utf-8", "byte 0").endswith("--encoding, as cp1252.")


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("Report\n\nid;when\n1;5 Jan 2016\n", 3),
        ('Report\r\n"id"\t"when"\r\n', 2),
        ("when\nid;x\n", None),
        ("Report\n" * 20 + "id;when\n", None),
    ],
)
def test_a_header_below_a_title_is_found_by_the_name_of_a_column(head: str, line: int | None) -> None:
    assert header_at(head, "when", 1) == line


def test_a_header_without_an_end_is_refused() -> None:
    with pytest.raises(DataError, match=r"the header does not end within 100,000 bytes; is a quote left open"):
        dialect_of(b"x" * 100_000, "utf-8", None, whole=False)
