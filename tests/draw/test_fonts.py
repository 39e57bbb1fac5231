from __future__ import annotations

from types import SimpleNamespace

import pytest

from datelens.draw import fonts


@pytest.fixture
def only_what_matplotlib_brings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fonts that every machine has, the last resort with its boxes among them."""
    brought = [entry for entry in fonts.fontManager.ttflist if "mpl-data" in entry.fname]
    assert any(entry.name.startswith("Last Resort") for entry in brought)
    monkeypatch.setattr(fonts.fontManager, "ttflist", brought)
    monkeypatch.setattr(fonts, "findSystemFonts", list)
    fonts._family.cache_clear()
    fonts._add_new_fonts.cache_clear()
    yield
    fonts._family.cache_clear()
    fonts._add_new_fonts.cache_clear()


@pytest.mark.parametrize("grapheme", ["M", "é", "Ж", "א", "م", "␣", "−", "9\u200d"])
def test_the_base_font_draws_what_it_has(grapheme: str) -> None:
    assert fonts.family(grapheme) == fonts.BASE


@pytest.mark.usefixtures("only_what_matplotlib_brings")
@pytest.mark.parametrize("grapheme", ["ก", "年", "सि", "한"])
def test_a_box_of_the_last_resort_is_no_glyph(grapheme: str) -> None:
    assert fonts.family(grapheme) is None


@pytest.mark.usefixtures("only_what_matplotlib_brings")
def test_families_of_a_text_and_what_none_draws() -> None:
    assert fonts.families("9 พ.ศ.") == ([fonts.BASE], ["พ", "ศ"])


def test_a_note_names_characters_scripts_and_what_to_do() -> None:
    said = fonts.note(["ก", "मि"])
    assert "No installed font draws ก (U+0E01) मि (U+092E U+093F)" in said
    assert said.endswith("such as the Noto font for Devanagari, Thai.")
    assert "and 2 more" in fonts.note(list("กขคงจฉช"))


def entry(name: str, fname: str = "font.ttf") -> SimpleNamespace:
    return SimpleNamespace(name=name, fname=f"{name} {fname}", index=0, style="normal", weight=400)


@pytest.mark.parametrize(
    ("grapheme", "text", "expected"),
    [
        pytest.param("ก", "ก", "Noto Sans Thai", id="the script's own Noto font"),
        pytest.param("年", "2018年", "Noto Sans CJK SC", id="Chinese"),
        pytest.param("年", "2018年ごろ", "Noto Sans CJK JP", id="Japanese, for there is hiragana"),
        pytest.param("年", "2018年 월", "Noto Sans CJK KR", id="Korean, for there is hangul"),
        pytest.param("ა", "ა", "Any Font", id="another one that has it"),
    ],
)
def test_the_font_fits_the_script(monkeypatch: pytest.MonkeyPatch, grapheme: str, text: str, expected: str) -> None:
    cjk = [entry(f"Noto Sans CJK {face}") for face in ("HK", "JP", "KR", "SC")]
    installed = [entry("Any Font"), *cjk, entry("Noto Sans Symbols"), entry("Noto Sans Thai"), entry(fonts.BASE)]
    monkeypatch.setattr(fonts.fontManager, "ttflist", installed)
    monkeypatch.setattr(fonts, "findSystemFonts", list)
    has = {"Any Font": "กა年", "Noto Sans Thai": "ก", **dict.fromkeys((font.name for font in cjk), "年")}
    monkeypatch.setattr(fonts, "_points", lambda path, _: frozenset(map(ord, has.get(path.partition(" font")[0], ""))))
    fonts._family.cache_clear()
    found = fonts.family(grapheme, text)
    fonts._family.cache_clear()
    assert found == expected


def test_only_truetype_families_stand_in_a_pdf_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = [entry("A"), entry("B", "font.otf"), entry("C"), entry("C", "font.ttc")]
    monkeypatch.setattr(fonts.fontManager, "ttflist", installed)
    assert [fonts.is_truetype(name) for name in "ABC"] == [True, False, False]
