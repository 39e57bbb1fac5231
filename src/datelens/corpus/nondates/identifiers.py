"""Non-dates that name a thing: phones, addresses of machines and people, codes, fragments of programs."""

from __future__ import annotations

import random
import re
from functools import cache

from datelens.corpus import clock, locales, prose
from datelens.corpus.draws import choose
from datelens.corpus.locales import LocaleData
from datelens.corpus.nondates.numbers import digits

_HEX = "0123456789abcdef"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _of(rng: random.Random, characters: str, n: int) -> str:
    return "".join([choose(rng, characters) for _ in range(n)])


_MARK = re.compile("[#%@$?^]")


def filled(rng: random.Random, mask: str) -> str:
    """A mask of Faker's filled in.

    `#` is a digit, `%` one but 0, `@` and `$` one from 2, `?` a capital, `^` a hexadecimal digit.
    """
    return _MARK.sub(lambda mark: choose(rng, _ALPHABETS[mark[0]]), mask)


_ALPHABETS = {"#": "0123456789", "%": "123456789", "@": "23456789", "$": "23456789", "?": _CAPITALS, "^": _HEX}


@cache
def _phones(language: str) -> tuple[str, ...]:
    found = {
        mask
        for provider in prose.providers("phone_number", language)
        for mask in getattr(provider, "formats", ())
        if isinstance(mask, str) and "{" not in mask and len(mask) > 6
    }
    return tuple(sorted(found))


@cache
def _with_phones() -> tuple[str, ...]:
    return tuple(language for language in locales.by_language() if _phones(language))


def phone(rng: random.Random, data: LocaleData) -> str:
    """A phone number, as one dials in the country of the language."""
    text = filled(rng, choose(rng, _phones(data.language) or _phones(choose(rng, _with_phones()))))
    return choose(rng, ("", "", "", "", "", "Tel. ", "Tel: ", "☎ ", "Fax ", "+", "tel:", "call ", "WhatsApp ")) + text


def machine_address(rng: random.Random, _data: LocaleData) -> str:
    """An IP or MAC address, a port, a network."""
    four = ".".join(str(int(rng.random() * 256)) for _ in range(4))
    six = ":".join(_of(rng, _HEX, 2) for _ in range(6))
    return choose(rng, (
        four, four, f"{four}:{int(rng.random() * 65535)}", f"{four}/24", six,
        six.upper().replace(":", "-"), ":".join(_of(rng, _HEX, 4) for _ in range(8)),
        f"fe80::{_of(rng, _HEX, 4)}:{_of(rng, _HEX, 4)}", f"localhost:{int(rng.random() * 65535)}", "127.0.0.1", "::1",
        f"port {digits(rng, 5)}", f"eth{int(rng.random() * 9)}",
    ))  # fmt: skip


def code(rng: random.Random, _data: LocaleData) -> str:
    """A number or code that names one thing: UUID, hash, ISBN, IBAN, card, SKU, order, plate, flight."""
    mask = choose(rng, _CODES)
    return filled(rng, mask)


_CODES = (
    "^^^^^^^^-^^^^-4^^^-a^^^-^^^^^^^^^^^^", "^^^^^^^", "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
    "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^", "978-#-##-######-#", "ISBN 978-#-###-#####-#", "978##########",
    "ISSN ####-###X", "DE## #### #### #### #### ##", "FR## #### #### #### #### #### ###",
    "GB## ???? #### #### #### ##", "NL## ???? #### #### ##", "4### #### #### ####", "5###-####-####-####",
    "3###-######-#####",
    "???-#####", "SKU-######", "SKU: ??##-???", "#??##??", "Order #######", "Order no. #####", "INV-#####",
    "PO ######", "RMA#########", "??-### ??", "??## ???", "? ?? ###", "###-???", "?-?? %##", "?? ### ??",
    "LH ###", "BA###", "?? %##", "EAN #############", "#############", "ASIN B0#######?", "#-######-######",
    "VIN ?##??######?#####", "ORCID 0000-000#-####-###X", "doi:10.%###/???.######", "arXiv:hep-th/#######",
    "PMID ########%",
    "###-##-%###", "AB######?", "######-%###", "##.###.###-#", "###.###.###-##", "##.###.###/####-##", "#######-??",
    "TX-###-???", "CVE-####-#####X", "RFC ###", "ISO %%%", "DIN EN ###", "B-##", "A#", "R2-D#", "???", "?#",
    "Model ?##", "Room ?-###", "ID: #########", "id=#####", "#%%%%%", "U+^^^^", "#^^^^^^", "rgb(###, ##, ###)",
    "PIN ####X", "BIC ????DE##",
    "1Z ### ### ## #### ### #", "track #############", "tt#######%#", "Q#####", "@%%%??", "&##;", "§ %##", "Art. %##",
    "Nr. %%%##", "#-##-######", "+##-#####", "(###) %##", "M### × ##", "%#-%%%-##",
)  # fmt: skip


def web(rng: random.Random, _data: LocaleData) -> str:
    """An e-mail, a URL, a handle, a tag, a path or a name of a file."""
    a, b = _ascii_word(rng), _ascii_word(rng)
    n = int(rng.random() * 900)
    top = choose(rng, ("com", "org", "net", "de", "fr", "io", "co.uk", "jp", "gov", "edu", "com.br", "ru"))
    return choose(rng, (
        f"{a}.{b}@{a}.{top}", f"{a}{n}@{b}.{top}", f"https://www.{a}.{top}/", f"http://{a}.{top}/{b}/{n}",
        f"https://{a}.{top}/{b}?id={n}&page={n % 9}", f"www.{a}-{b}.{top}", f"{a}.{top}", f"@{a}{n % 99}", f"#{a}",
        f"/home/{a}/{b}.txt", f"C:\\{a}\\{b}.docx", f"{a}_{b}.pdf", f"IMG_{n:04}x.jpg", f"{a}-v{n % 9}.zip",
        f"{b} ({n % 9}).png", f"../{a}/{b}.py", f"{a}.tar.gz", f"s3://{a}/{b}", f"git@{a}.{top}:{b}.git",
        f"ftp://{a}.{top}/{b}/", f"mailto:{a}@{b}.{top}", f"r/{a}", f"{a}.{b}()", f"DSC{n:05}.JPG",
    ))  # fmt: skip


def _ascii_word(rng: random.Random) -> str:
    word = prose.word(rng, choose(rng, ("en", "en", "de", "fr", "it")))
    return word.encode("ascii", "ignore").decode().lower() or "info"


def fragment(rng: random.Random, _data: LocaleData) -> str:
    """A piece of a program, a query, markup or a log, without a date in it."""
    a, b, n = _ascii_word(rng), _ascii_word(rng), int(rng.random() * 500)
    return choose(rng, (
        f'{{"{a}": {n}, "{b}": null}}', f'{{"{a}": "{b}"}}', f"<{a}>{b}</{a}>",
        f'<td class="{a}">{n}</td>', f"SELECT {a} FROM {b} WHERE id = {n};",
        f"def {a}({b}): return {n}", f"for i in range({n}):", f"if ({a} == {n}) {{",
        f"{a} = {b}[{n}]", f"{a}.{b}({n})", f"[{n}, {n + 3}, {n + 7}]", f"({n}, {n + 1})",
        f"ERROR {a}: {b} failed ({n})", f"[INFO] {a} {b} took {n}ms", f"{clock.plain_time(rng)} WARN {a}",
        f"at {a}.{b}:{n}", f"$ {a} --{b}={n}",
        f"{a};{b};{n}", f"{a}\t{b}\t{n}", f"{a},{b},{n}", f"{a}|{b}|{n}", f"{a}={b}&n={n}", f"#{n} {a}", f"&nbsp;{a}",
        f"\\{a}{{{b}}}", f"**{a}**", f"![{a}]({b}.png)", f"0x{n:04x}", f"{a}[{n}] = '{b}'", "NULL, NULL, NULL",
        f"{a}::{b}", f"@media ({a}: {n}px)", f"{a}: {b}", f"{a} -> {b}", f"${{{a}}}", f"%s {a}", "{{ date }}",
        f"{a}?.{b}",
    ))  # fmt: skip


def notation(rng: random.Random, _data: LocaleData) -> str:
    """Chess moves, formulas of chemistry, verses, notes, roads, teams, elements of other notations."""
    a, b = 1 + int(rng.random() * 28), 1 + int(rng.random() * 28)
    return choose(rng, (
        f"{a}. e4 e5 {a + 1}. Nf3", "Nf3", "O-O-O", "Bxf7+", "H2O", "C6H12O6", "NaCl", "CO₂", "Fe2O3", f"Ps {a}:{b}",
        f"John {a}:{b}", f"Gen {a}:{b}-{b + 3}", f"Rom. {a},{b}f", f"Mt {a},{b}", f"1 Cor {a}:{b}", f"Surah {a}:{b}",
        "C#m7", "Am7", "F♯", f"I-{a}5", f"A{a}", f"B{b}", f"S{a}E{b}", f"s{a:02}e{b:02}",
        f"Act {a % 5 + 1}, Scene {b % 7 + 1}",
        f"Mk {a}", f"Psalm {a}", f"Opus {a} no. {b}", f"op. {a}", "BWV 565", f"K. {a}5", f"M{a}", f"x{a}", f"d{a}",
        f"d20+{a}", f"G{a % 20}", f"U{a}", f"F{a % 12}", f"Ctrl+{a % 9}", f"Track {a}", f"Vol. {a}", f"Ch. {a}",
        f"§{a} Abs. {b}", f"Fig. {a}", f"Table {a}.{b + 31}", f"p. {a}", f"pp. {a}-{a + b}f", f"ibid., {a}",
        f"line {a}", f"col {b}", f"{a} ♥", f"♠{a % 10}",
    ))  # fmt: skip


def noise(rng: random.Random, _data: LocaleData) -> str:
    """Characters at random: typed by a cat, read from a binary, broken in transit."""
    draw, n = rng.random(), 1 + int(rng.random() * rng.random() * 60)
    if draw < 0.3:
        return _of(rng, "asdfghjklqwertyuiopzxcvbnm  ", n)
    if draw < 0.45:
        return _of(rng, "!@#$%^&*()_+-=[]{};:'\",.<>/?\\|`~ ", n)
    if draw < 0.6:
        return "".join([chr(33 + int(rng.random() * 94)) for _ in range(n)])
    if draw < 0.75:
        return "".join([chr(0xA1 + int(rng.random() * 0x2500)) for _ in range(n)])
    if draw < 0.85:
        text = prose.words(rng, choose(rng, ("de", "fr", "ru", "ja", "ar", "pl")), 3, 40, numbers=False)
        return text.encode("utf-8").decode("latin-1")
    if draw < 0.93:
        return _of(rng, "😀🎉🔥❤️👍📅🗓⏰✨🚀😂🙏💯🍎⚽🎂☀️🌍", 1 + n % 6)
    return choose(rng, "-_=*.·•~#█▒—") * (2 + n % 30)


def postal_address(rng: random.Random, data: LocaleData) -> str:
    """Where somebody lives: house numbers and postcodes stand where days and years could."""
    language = data.language
    street = f"{prose.word(rng, language)} {choose(rng, prose.streets(language))}"
    house, post, town = 1 + int(rng.random() * 320), digits(rng, choose(rng, (5, 5, 6, 4))), prose.city(rng, language)
    return choose(rng, (
        f"{house} {street}, {town}", f"{street} {house}", f"{street} {house}, {post} {town}", f"{post} {town}",
        f"{town} {post}", f"{street} {house}{choose(rng, 'abcd')}",
        f"{town}, {choose(rng, _CAPITALS)}{choose(rng, _CAPITALS)} {digits(rng, 5)}",
        f"P.O. Box {house}", f"Apt. {house}, {street}", f"{street} №{house}", f"{house}/{house + 33} {street}",
        f"{_of(rng, _CAPITALS, 2)}{house % 20} {house % 9}{_of(rng, _CAPITALS, 2)}",
    ))  # fmt: skip
