"""Days and years in words, by hand: what num2words spells wrong and what people say besides."""

from __future__ import annotations

import pytest

from datelens.corpus.spelled import SPELLINGS, spellings, vietnamese


@pytest.mark.parametrize(
    ("language", "code", "number", "word"),
    [
        ("en", "W", 21, "twenty-first"),
        ("en", "W", 21, "twenty first"),
        ("en", "N", 1992, "nineteen ninety-two"),
        ("en", "N", 1905, "nineteen oh five"),
        ("en", "N", 1900, "nineteen hundred"),
        ("en", "N", 2005, "two thousand and five"),
        ("en", "N", 2005, "two thousand five"),
        ("en", "N", 2016, "twenty sixteen"),
        ("fr", "W", 1, "premier"),
        ("fr", "W", 31, "trente et un"),
        ("en", "W", 21, "twentyfirst"),
        ("fr", "N", 1848, "dix-huit-cent-quarante-huit"),
        ("de", "N", 1999, "neunzehnhundertneunundneunzig"),
        ("de", "N", 1999, "neunzehnhundert neunundneunzig"),
        ("es", "W", 21, "veintiún"),
        ("be", "G", 2, "другога"),
        ("be", "G", 23, "дваццаць трэцяга"),
        ("fr", "N", 1992, "mil neuf cent quatre-vingt-douze"),
        ("fr", "N", 1992, "dix-neuf cent quatre-vingt-douze"),
        ("de", "W", 3, "dritter"),
        ("de", "G", 20, "zwanzigsten"),
        ("de", "N", 1990, "neunzehnhundertneunzig"),
        ("de", "N", 2005, "zweitausendundfünf"),
        ("es", "N", 2015, "dos mil quince"),
        ("it", "N", 2010, "duemiladieci"),
        ("pt", "N", 2016, "dois mil e dezesseis"),
        ("nl", "N", 1992, "negentienhonderdtweeënnegentig"),
        ("da", "W", 31, "enogtredivte"),
        ("nb", "W", 13, "trettende"),
        ("sv", "W", 20, "tjugonde"),
        ("ru", "W", 3, "третье"),
        ("ru", "R", 2016, "две тысячи шестнадцатого"),
        ("uk", "G", 3, "третього"),
        ("pl", "R", 1992, "tysiąc dziewięćset dziewięćdziesiątego drugiego"),
        ("cs", "G", 23, "dvacátého třetího"),
        ("sk", "G", 4, "štvrtého"),
        ("hr", "G", 3, "trećeg"),
        ("tr", "N", 2016, "iki bin on altı"),
        ("el", "N", 1992, "χίλια εννιακόσια ενενήντα δύο"),
        ("hu", "W", 1, "elsején"),
        ("fa", "W", 30, "سی‌ام"),
        ("hi", "N", 2016, "दो हज़ार सोलह"),
    ],
)
def test_number_is_spelled_as_people_spell_it(language: str, code: str, number: int, word: str) -> None:
    assert word in spellings(language, code, number)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (1992, "một nghìn chín trăm chín mươi hai"),
        (2005, "hai nghìn không trăm linh năm"),
        (2016, "hai nghìn không trăm mười sáu"),
    ],
)
def test_vietnamese_tens_and_ones_change_beside_each_other(number: int, words: str) -> None:
    assert vietnamese(number) == words


@pytest.mark.parametrize("language", sorted(SPELLINGS))
def test_no_two_days_or_years_of_a_language_share_a_spelling(language: str) -> None:
    for code in SPELLINGS[language]:
        numbers = range(1, 32) if code in "WGDV" else range(2000, 2032) if language == "hi" else range(1900, 2100)
        seen: dict[str, int] = {}
        for number in numbers:
            for word in spellings(language, code, number):
                assert word.strip() == word
                assert word
                assert seen.setdefault(word, number) == number, (language, code, word)
