"""Non-dates made of numbers: amounts, measures, scores, versions, coordinates."""

from __future__ import annotations

import random
from functools import cache

from babel.numbers import format_currency, format_decimal, format_percent, format_scientific

from datelens.corpus import prose
from datelens.corpus.draws import choose
from datelens.corpus.locales import LocaleData


def digits(rng: random.Random, n: int) -> str:
    """So many digits, any of them."""
    return "".join([choose(rng, "0123456789") for _ in range(n)])


def integer(rng: random.Random, _data: LocaleData) -> str:
    """A whole number of 1 to 3, 5 to 7 or 9 and more digits: four may be a year, eight a date."""
    n = choose(rng, (1, 1, 2, 2, 3, 3, 5, 5, 6, 6, 7, 9, 10, 11, 12, 13, 16, 20))
    text = digits(rng, n) if rng.random() < 0.2 else str(int(10 ** (n - 1) * (1 + 9 * rng.random())))
    return choose(rng, ("", "", "", "", "", "-", "+", "#", "No. ", "nr ", "№ ", "~", "≈ ", "x", "> ", "<")) + text


def decimal(rng: random.Random, _data: LocaleData) -> str:
    """A decimal, `3.14159`; negative, scientific or with a group at times."""
    draw = rng.random()
    if draw < 0.2:
        return f"{rng.random() * 10:.{1 + int(rng.random() * 6)}e}"
    if draw < 0.45:
        return prose.amount(rng)
    whole, mark = digits(rng, 1 + int(rng.random() * 6)).lstrip("0") or "0", choose(rng, "..,,٫")
    sign = choose(rng, ("", "", "", "-", "−", "+", "±"))
    return sign + whole + mark + digits(rng, choose(rng, (1, 1, 2, 3, 3, 4, 5, 6, 8)))


def grouped(rng: random.Random, _data: LocaleData) -> str:
    """A number in groups of three, by any custom: `1 234 567`, `1.234`, `12'345`."""
    mark = choose(rng, (",", ",", ".", " ", "’", "'", "\u00a0", "\u202f", "_"))
    groups = [str(1 + int(rng.random() * 999)), *(digits(rng, 3) for _ in range(1 + int(rng.random() * 3)))]
    return mark.join(groups) + choose(rng, ("", "", ",50", ".00", ".5", " €", " km", "%"))


_PLAIN = (format_decimal, format_percent, format_scientific)


def local_number(rng: random.Random, data: LocaleData) -> str:
    """A number, a percentage or a price as CLDR writes it in the locale."""
    return choose(rng, _local_numbers(data.identifier))


@cache
def _local_numbers(identifier: str) -> tuple[str, ...]:
    rng = random.Random(identifier)
    found = []
    for _ in range(20):
        amount = round((rng.random() - 0.1) * 10 ** int(rng.random() * 8), choose(rng, (0, 1, 2)))
        found.append(choose(rng, _PLAIN)(amount, locale=identifier))
        currency = choose(
            rng, ("USD", "EUR", "GBP", "JPY", "INR", "CNY", "RUB", "BRL", "KRW", "CHF", "SEK", "PLN", "TRY")
        )
        found.append(format_currency(amount, currency, locale=identifier, format_type="standard"))
    return tuple(found)


def percentage(rng: random.Random, _data: LocaleData) -> str:
    """`12.5 %`, `‰`, or a change."""
    text = f"{int(rng.random() * 130)}{choose(rng, ('', '', '.5', ',25', '.1'))}"
    sign = choose(rng, ("", "", "+", "-", "~"))
    return f"{sign}{text}{choose(rng, ('%', '%', ' %', ' percent', ' pct', '‰', ' % off', ' p.p.'))}"


def money(rng: random.Random, data: LocaleData) -> str:
    """A price in the customs of the language, alone or after a word, negative or by the piece at times."""
    before = choose(rng, ("", "", "", "", "Total: ", "= ", "ca. ", "< ", "from ", "-", "(", "+", "~", "à "))
    after = choose(rng, ("", "", "", "", "", "", "/kg", "/h", " + VAT", ")", " / m²", "*", ",-", " p.a.", " each"))
    return before + prose.price(rng, data.language) + after


def measure(rng: random.Random, data: LocaleData) -> str:
    """A number with its unit, or two of them."""
    text = prose.measure(rng, data.language)
    if rng.random() < 0.8:
        return text
    return text + choose(rng, (" ", ", ", " × ", "/", " – ")) + prose.measure(rng, data.language)


def score(rng: random.Random, _data: LocaleData) -> str:
    """A result of a game, a ratio, odds."""
    a, b, c = (int(rng.random() * 13) for _ in range(3))
    return choose(rng, (
        f"{a}-{b}", f"{a} - {b}", f"{a}:{b}", f"{a} : {b}", f"{a}–{b}", f"{a + 70}-{b + 60}",
        f"{a}-{b}, 6-{c % 6}, 7-6", f"{a}-{b} ({c})",
        f"HT {a}-{b}", f"{a} to {b}", f"{a} of {b + a}", f"{a} vs {b}", f"{a}/{b + 40}", f"{a + 100}/{c}",
        f"ratio {a}:{b}", f"{a}/100", f"{a}½", f"{b + 1}¾", f"{a}⁄{b + 33}",
    ))  # fmt: skip


def size(rng: random.Random, _data: LocaleData) -> str:
    """Measures by each other, `10x20x30`, screen sizes, clothes."""
    a, b, c = (1 + int(rng.random() * 250) for _ in range(3))
    cross = choose(rng, ("x", "x", " x ", "×", " × ", "X", "*", " by "))
    unit = choose(rng, ("", "", " cm", "mm", " in", '"', " m", "px"))
    return choose(rng, (
        f"{a}{cross}{b}{cross}{c}{unit}", f"{a}{cross}{b}{unit}", "1920x1080", "800×600", f"{a}′{b % 12}″",
        f"{4 + a % 3}'{b % 12}\"", f"DIN A{a % 9}",
        "XL", "XXL", f"W{a} L{b}", f"Ø {a}{unit}", f"{a} m²", f"1:{a}00", f"f/{a % 22}.{b % 10}", f"1/{a + 200}s",
        f"{a}k", f"{a}M", f"{a} GB", f"{a}.{b % 10}kB", f"{a}°", f"-{a}°C", f"{a}Hz",
    ))  # fmt: skip


def version(rng: random.Random, _data: LocaleData) -> str:
    """A release in bare numbers; the guard keeps those of three numbers that no order reads."""
    a, b, c, d = (int(rng.random() * 24) for _ in range(4))
    return choose(rng, (
        f"{a}.{b}.{c}.{d}", f"{a}.{b}.{c}", f"{a}.{b}.{c}-beta", f"{a}.{b}.{c}-alpha.{d}", f"{a}.{b}.0", f"{a}.{b}",
        f"version {a}.{b}",
        f"{a}.{b}.{c + 32}.{d}{digits(rng, 3)}", f"~{a}.{b}", f">={a}.{b}", f"release-{a}.{b}", f"{a}.x",
        f"rev {a}{b}", f"build {digits(rng, 5)}",
    ))  # fmt: skip


def tagged_version(rng: random.Random, _data: LocaleData) -> str:
    """A release that its `v`, its name or its suffix tells from a date."""
    a, b, c, d = (int(rng.random() * 24) for _ in range(4))
    return choose(rng, (
        f"v{a}.{b}", f"v{a}.{b}.{c}", f"v{a}.{b}.{c}-rc{d}", f"V{a}", f"v{a}.{b}.{c}", f"{a}.{b}.{c}-rc.{d}",
        f"Python {a % 3 + 1}.{b}.{c}", f"^{a}.{b}.{c}", f"r{a}{b}{c}",
        f"{a}.{b}.{c}+git{digits(rng, 5)}", f"Linux {a}.{b}.{c}-generic", f"iOS {a}.{b}.{c}", f"firmware v{a}.{b}.{c}",
        f"foo-{a}.{b}.{c}.tar.gz", f"lib=={a}.{b}.{c}",
    ))  # fmt: skip


def coordinates(rng: random.Random, _data: LocaleData) -> str:
    """A place on Earth."""
    places = choose(rng, (3, 4, 6))
    north, east = f"{rng.random() * 90:.{places}f}", f"{rng.random() * 180:.{places}f}"
    degrees = f"{int(rng.random() * 90)}°{int(rng.random() * 60)}′{int(rng.random() * 60)}″"
    return choose(rng, (
        f"{north}, {east}", f"{north},-{east}", f"{north}° N, {east}° E", f"{degrees}N", f"{degrees} N {degrees} W",
        f"lat={north} lon={east}", f"({north}; {east})", f"{north} S",
    ))  # fmt: skip


def fraction(rng: random.Random, _data: LocaleData) -> str:
    """A fraction or formula that is no day of a month."""
    a, b = 1 + int(rng.random() * 9), 33 + int(rng.random() * 60)
    return choose(rng, (
        f"{a}/{b}", f"{b}/{b + a}", f"{a} 1/{b}", f"{a}+{b}={a + b}", f"{a} + {b}", f"{a}×{b}", f"{a}^{b}", f"√{b}",
        f"{a}e{b}", "π ≈ 3.14159", f"x = {a}", f"y={a}x+{b}", f"{a} < {b}", f"0x{b:X}{a}F", "0b1011", f"10^-{a}",
        f"{a}!", f"f({a}) = {b}", f"∑ {b}", f"{b}²", f"{a} mod {b}",
    ))  # fmt: skip


def ordinal(rng: random.Random, _data: LocaleData) -> str:
    """A place in a row, a day of no month."""
    n = 1 + int(rng.random() * 31)
    suffix = "th" if 10 < n < 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return choose(rng, (
        f"{n}{suffix}", f"the {n}{suffix}", f"{n}{suffix} place", f"{n}.", f"{n}º", f"№{n}", f"#{n}",
        f"{n}{suffix} floor", f"{n}e", f"第{n}", f"{n}번", f"{n}-й", f"no. {n}", f"Nr. {n}",
        f"({n})", f"[{n}]", f"{n})",
        f"{n}{suffix} edition", "1st", "first", "second", "third", "twenty-one", "seven", "IV", "XII.", "xiv", "III",
    ))  # fmt: skip
