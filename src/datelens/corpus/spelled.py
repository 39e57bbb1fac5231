"""Days and years in words, by language.

The plain numbers are num2words'; what people say besides (`nineteen ninety-two`, `dix-neuf cent`), the cases of
ordinals, and the few numbers that the library spells wrong stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from num2words import num2words  # type: ignore[import-untyped]

_LIBRARY = {"nb": "no"}

# What the library spells wrong, and how it is spelled.
_CORRECTIONS = (
    ("da", "tredivete", "tredivte"), ("no", "trettførste", "trettende"), ("sv", "tjugode", "tjugonde"),
    ("fa", "سیم", "سی‌ام"), ("sv", "etttusen", "ettusen"), ("en", ",", ""), ("pt_BR", ",", ""),
)  # fmt: skip


@cache
def cardinal(language: str, number: int) -> str:
    """A number in words."""
    return _number(language, number, "cardinal")


@cache
def ordinal(language: str, number: int) -> str:
    """An ordinal in words, as the library gives it: masculine and nominative where there is a choice."""
    return _number(language, number, "ordinal")


def _number(language: str, number: int, kind: str) -> str:
    library = _LIBRARY.get(language, language)
    words: str = num2words(number, lang=library, to=kind)
    for name, wrong, right in _CORRECTIONS:
        if name == library:
            words = words.replace(wrong, right)
    return words


def _listed(words: str) -> tuple[str, ...]:
    """The words for 1, 2, … of a list parted by commas."""
    return tuple(word.strip() for word in words.split(","))


def _english_day(day: int) -> tuple[str, ...]:
    word = ordinal("en", day)
    return (word, word, word.replace("-", " "), word.replace("-", "")) if "-" in word else (word,)


def _english_cardinal_day(day: int) -> tuple[str, ...]:
    return cardinal("en", day), cardinal("en", day).replace("-", " ")


def _french_day(day: int) -> tuple[str, ...]:
    if day == 1:
        return ("premier", "premier", "1er")
    word = cardinal("fr", day)
    return (word, word.replace(" ", "-")) if " " in word else (word,)


def _spanish_day(day: int) -> tuple[str, ...]:
    if day == 1:
        return ("uno", "primero", "primero", "1.º")
    word = cardinal("es", day)
    spoken = {21: ("veintiún", "veintiun"), 31: ("treinta y un", "treintaiuno")}.get(day, ())
    return (word, word, word, *spoken)


def _italian_day(day: int) -> tuple[str, ...]:
    return ("primo", "primo", "uno") if day == 1 else (cardinal("it", day),)


def _portuguese_day(day: int) -> tuple[str, ...]:
    return ("primeiro", "um") if day == 1 else (cardinal("pt", day), cardinal("pt_BR", day))


def _romanian_day(day: int) -> tuple[str, ...]:
    if day == 1:
        return ("întâi", "întâi", "unu")
    return ("doisprezece", "douăsprezece") if day == 12 else (cardinal("ro", day),)


def _turkish_day(day: int) -> tuple[str, ...]:
    return (_turkish(day), _turkish(day), cardinal("tr", day))


def _turkish(number: int) -> str:
    """The library writes Turkish numbers in one word, as on cheques; elsewhere they stand apart."""
    places = ((1000, "bin"), (100, "yüz"))
    words: list[str] = []
    for value, name in places:
        digit, number = divmod(number, value)
        if digit:
            words += ([cardinal("tr", digit)] if digit > 1 else []) + [name]
    tens, ones = number - number % 10, number % 10
    return " ".join([*words, *(cardinal("tr", part) for part in (tens, ones) if part)])


_GREEK_DAYS = _listed(
    "πρώτη,δύο,τρεις,τέσσερις,πέντε,έξι,επτά,οκτώ,εννέα,δέκα,έντεκα,δώδεκα,δεκατρείς,δεκατέσσερις,δεκαπέντε,δεκαέξι,"
    "δεκαεπτά,δεκαοκτώ,δεκαεννέα,είκοσι,είκοσι μία,είκοσι δύο,είκοσι τρεις,είκοσι τέσσερις,είκοσι πέντε,είκοσι έξι,"
    "είκοσι επτά,είκοσι οκτώ,είκοσι εννέα,τριάντα,τριάντα μία"
)
_GREEK_ONES = _listed(
    "ένα,δύο,τρία,τέσσερα,πέντε,έξι,επτά,οκτώ,εννέα,δέκα,έντεκα,δώδεκα,δεκατρία,δεκατέσσερα,δεκαπέντε,δεκαέξι,δεκαεπτά,"
    "δεκαοκτώ,δεκαεννέα"
)
_GREEK_TENS = _listed("είκοσι,τριάντα,σαράντα,πενήντα,εξήντα,εβδομήντα,ογδόντα,ενενήντα")
_GREEK_HUNDREDS = _listed("εκατό,διακόσια,τριακόσια,τετρακόσια,πεντακόσια,εξακόσια,επτακόσια,οκτακόσια,εννιακόσια")
_GREEK_THOUSANDS = ("χίλια", *(f"{_GREEK_DAYS[n]} χιλιάδες" for n in range(1, 9)))


def _greek_year(year: int) -> tuple[str, ...]:
    thousands, hundreds, rest = year // 1000, year // 100 % 10, year % 100
    words = [_GREEK_THOUSANDS[thousands - 1]] if thousands else []
    if hundreds:
        words.append("εκατόν" if hundreds == 1 and rest else _GREEK_HUNDREDS[hundreds - 1])
    if 0 < rest < 20:
        words.append(_GREEK_ONES[rest - 1])
    elif rest:
        words += [_GREEK_TENS[rest // 10 - 2]] + ([_GREEK_ONES[rest % 10 - 1]] if rest % 10 else [])
    return (" ".join(words),)


_HUNGARIAN_DAYS = _listed(
    "elseje,másodika,harmadika,negyedike,ötödike,hatodika,hetedike,nyolcadika,kilencedike,tizedike,tizenegyedike,"
    "tizenkettedike,tizenharmadika,tizennegyedike,tizenötödike,tizenhatodika,tizenhetedike,tizennyolcadika,"
    "tizenkilencedike,huszadika,huszonegyedike,huszonkettedike,huszonharmadika,huszonnegyedike,huszonötödike,"
    "huszonhatodika,huszonhetedike,huszonnyolcadika,huszonkilencedike,harmincadika,harmincegyedike"
)


def _hungarian_day(day: int) -> tuple[str, ...]:
    word = _HUNGARIAN_DAYS[day - 1]
    case = {"a": "án", "e": "én"}[word[-1]]  # on the day
    return (word, word, word[:-1] + case, cardinal("hu", day))


_VIETNAMESE = _listed("một,hai,ba,bốn,năm,sáu,bảy,tám,chín")


def vietnamese(number: int) -> str:
    """A number below 10,000; tens and ones change their words beside each other."""
    words: list[str] = []
    for value, name in ((1000, "nghìn"), (100, "trăm")):
        digit = number // value % 10
        if digit or (value == 100 and number > 1000 and number % 100):
            words += [_VIETNAMESE[digit - 1] if digit else "không", name]
    tens, ones = number // 10 % 10, number % 10
    if tens:
        words += ["mười"] if tens == 1 else [_VIETNAMESE[tens - 1], "mươi"]
    elif ones and number > 100:
        words.append("linh")
    if ones:
        words.append({1: "mốt" if tens > 1 else "một", 5: "lăm" if tens else "năm"}.get(ones, _VIETNAMESE[ones - 1]))
    return " ".join(words)


def _vietnamese_day(day: int) -> tuple[str, ...]:
    word = vietnamese(day)
    return (word, f"mùng {word}", f"mồng {word}") if day <= 10 else (word,)


def _vietnamese_year(year: int) -> tuple[str, ...]:
    word = vietnamese(year)
    return (word, word.replace("linh", "lẻ"), word.replace("nghìn", "ngàn").replace("linh", "lẻ"))


_ARABIC_DAYS = _listed(
    "الأول,الثاني,الثالث,الرابع,الخامس,السادس,السابع,الثامن,التاسع,العاشر,الحادي عشر,الثاني عشر,الثالث عشر,الرابع عشر,"
    "الخامس عشر,السادس عشر,السابع عشر,الثامن عشر,التاسع عشر,العشرين,الحادي والعشرين,الثاني والعشرين,الثالث والعشرين,"
    "الرابع والعشرين,الخامس والعشرين,السادس والعشرين,السابع والعشرين,الثامن والعشرين,التاسع والعشرين,الثلاثين,"
    "الحادي والثلاثين"
)
_HINDI_DAYS = _listed(
    "एक,दो,तीन,चार,पाँच,छह,सात,आठ,नौ,दस,ग्यारह,बारह,तेरह,चौदह,पंद्रह,सोलह,सत्रह,अठारह,उन्नीस,बीस,इक्कीस,बाईस,तेईस,चौबीस,"
    "पच्चीस,छब्बीस,सत्ताईस,अट्ठाईस,उनतीस,तीस,इकतीस"
)
_BULGARIAN_DAYS = _listed(
    "първи,втори,трети,четвърти,пети,шести,седми,осми,девети,десети,единадесети,дванадесети,тринадесети,четиринадесети,"
    "петнадесети,шестнадесети,седемнадесети,осемнадесети,деветнадесети,двадесети,двадесет и първи,двадесет и втори,"
    "двадесет и трети,двадесет и четвърти,двадесет и пети,двадесет и шести,двадесет и седми,двадесет и осми,"
    "двадесет и девети,тридесети,тридесет и първи"
)
_CROATIAN_DAYS = _listed(
    "prvi,drugi,treći,četvrti,peti,šesti,sedmi,osmi,deveti,deseti,jedanaesti,dvanaesti,trinaesti,četrnaesti,petnaesti,"
    "šesnaesti,sedamnaesti,osamnaesti,devetnaesti,dvadeseti,dvadeset prvi,dvadeset drugi,dvadeset treći,"
    "dvadeset četvrti,dvadeset peti,dvadeset šesti,dvadeset sedmi,dvadeset osmi,dvadeset deveti,trideseti,trideset prvi"
)
_CZECH_DAYS = _listed(
    "první,druhý,třetí,čtvrtý,pátý,šestý,sedmý,osmý,devátý,desátý,jedenáctý,dvanáctý,třináctý,čtrnáctý,patnáctý,"
    "šestnáctý,sedmnáctý,osmnáctý,devatenáctý,dvacátý,dvacátý první,dvacátý druhý,dvacátý třetí,dvacátý čtvrtý,"
    "dvacátý pátý,dvacátý šestý,dvacátý sedmý,dvacátý osmý,dvacátý devátý,třicátý,třicátý první"
)
_SLOVAK_DAYS = _listed(
    "prvý,druhý,tretí,štvrtý,piaty,šiesty,siedmy,ôsmy,deviaty,desiaty,jedenásty,dvanásty,trinásty,štrnásty,pätnásty,"
    "šestnásty,sedemnásty,osemnásty,devätnásty,dvadsiaty,dvadsiaty prvý,dvadsiaty druhý,dvadsiaty tretí,"
    "dvadsiaty štvrtý,dvadsiaty piaty,dvadsiaty šiesty,dvadsiaty siedmy,dvadsiaty ôsmy,dvadsiaty deviaty,tridsiaty,"
    "tridsiaty prvý"
)


def _ending(word: str, *endings: tuple[str, str]) -> str:
    """The word with its ending changed; the first of the pairs that fits."""
    for old, new in endings:
        if word.endswith(old):
            return word.removesuffix(old) + new
    return word


def _each(words: str, *endings: tuple[str, str]) -> str:
    return " ".join(_ending(word, *endings) for word in words.split(" "))


_RUSSIAN_NEUTER = (("ретий", "ретье"), ("ый", "ое"), ("ой", "ое"))
_RUSSIAN_GENITIVE = (("ретий", "ретьего"), ("ый", "ого"), ("ой", "ого"))
_UKRAINIAN_NEUTER = (("ретій", "ретє"), ("ий", "е"))
_UKRAINIAN_GENITIVE = (("ретій", "ретього"), ("ий", "ого"))
_POLISH_GENITIVE = (("gi", "giego"), ("ci", "ciego"), ("y", "ego"))
_CZECH_GENITIVE = (("ní", "ního"), ("tí", "tího"), ("ý", "ého"))
_SLOVAK_GENITIVE = (("tí", "tieho"), ("ý", "ého"), ("ny", "neho"), ("y", "eho"))
_CROATIAN_GENITIVE = (("ći", "ćeg"), ("i", "og"))
_BELARUSIAN_NEUTER = (("ругі", "ругое"), ("эці", "эцяе"), ("ы", "ае"))
_BELARUSIAN_GENITIVE = (("ругі", "ругога"), ("эці", "эцяга"), ("ы", "ага"))
_SLOVENE_GENITIVE = (("i", "ega"),)


def _french_year(year: int) -> tuple[str, ...]:
    word = cardinal("fr", year)
    spellings = [word, word, word.replace(" ", "-"), cardinal("fr_BE", year)]
    if 1000 < year < 2000:
        spellings += [word.replace("mille", "mil"), word.replace("mille", "mil")]
    if 1100 <= year < 2000:
        tail = f" {cardinal('fr', year % 100)}" if year % 100 else ""
        counted = f"{cardinal('fr', year // 100)} cent{'' if tail else 's'}{tail}"
        spellings += [counted, counted.replace(" ", "-")]
    return tuple(spellings)


def _german_year(year: int) -> tuple[str, ...]:
    said, counted = str(num2words(year, lang="de", to="year")), cardinal("de", year)
    spellings = [said, said, said, counted, counted.removeprefix("ein")]
    if "hundert" in said[:-7]:
        spellings.append(said.replace("hundert", "hundert ", 1))
    if year >= 1000 and 0 < year % 100 <= 12:
        spellings.append(f"{cardinal('de', year - year % 100)}und{cardinal('de', year % 100)}")
    return tuple(spellings)


def _english_year(year: int) -> tuple[str, ...]:
    century, rest = divmod(year, 100)
    counted = cardinal("en", year)
    spellings = [counted, counted.replace(" and ", " ")]
    if century >= 10 and century % 10:
        head = cardinal("en", century)
        if rest == 0:
            spellings += [f"{head} hundred"] * 3
        else:
            tail = cardinal("en", rest)
            said = f"{head} oh {tail}" if rest < 10 else f"{head} {tail}"
            spellings += [said, said, said, f"{head} hundred and {tail}", f"{head} hundred {tail}"]
            spellings += [said.replace(" ", "-"), said.replace(" oh ", " o ")]
    elif century == 20 and rest:
        tail = cardinal("en", rest)
        spellings += [f"twenty oh {tail}" if rest < 10 else f"twenty {tail}", counted]
    return (*spellings, *(word.replace("-", " ") for word in spellings[::2]))


def _dutch_year(year: int) -> tuple[str, ...]:
    counted, century, rest = cardinal("nl", year), year // 100, year % 100
    if century >= 10 and century % 10 and rest:
        head, tail = cardinal("nl", century), cardinal("nl", rest)
        return (f"{head}honderd{tail}", f"{head}honderd {tail}", f"{head} {tail}", f"{head}{tail}", counted)
    if year >= 2000 and rest and century % 10 == 0:
        head = cardinal("nl", year - rest)
        return (counted, f"{head} {cardinal('nl', rest)}", f"{head} en {cardinal('nl', rest)}")
    return (counted,)


def _swedish_year(year: int) -> tuple[str, ...]:
    counted, century, rest = cardinal("sv", year), year // 100, year % 100
    if century >= 10 and (century % 10 or rest >= 10):
        tail = cardinal("sv", rest) if rest else ""
        head = cardinal("sv", century)
        return (f"{head}hundra{tail}", f"{head}hundra{tail}", f"{head} {tail}".rstrip() if tail else counted, counted)
    return (counted,)


def _norwegian_year(year: int) -> tuple[str, ...]:
    counted, century, rest = cardinal("nb", year), year // 100, year % 100
    if century >= 10 and (century % 10 or rest >= 10) and rest:
        head, tail = cardinal("nb", century), cardinal("nb", rest)
        spoken = f"{head} {tail}" if rest >= 10 else f"{head} null {tail}"
        return (spoken, spoken.replace(" ", ""), f"{head} hundre og {tail}", counted)
    return (counted,)


def _danish_year(year: int) -> tuple[str, ...]:
    century, rest = year // 100, year % 100
    tail = cardinal("da", rest) if rest else ""
    if century >= 10 and century % 10:
        head = f"{cardinal('da', century)} hundrede"
    elif century >= 10:
        head = f"{cardinal('da', century // 10)} tusind"
    else:
        head = f"{cardinal('da', century)} hundrede" if century else ""
    if not head or not tail:
        return (head or tail,)
    joined = head.replace(" ", "")
    return (f"{head} og {tail}", f"{joined} og {tail}", f"{joined}og{tail}", f"{head} {tail}")


def _slavic_year(language: str, *genitive: tuple[str, str]) -> Callable[[int], tuple[str, ...]]:
    """The year as an ordinal: only its last word is one."""

    def write(year: int) -> tuple[str, ...]:
        *head, last = ordinal(language, year).split(" ")
        if language == "pl" and year % 100 > 20 and year % 10:
            head[-1] = _ending(head[-1], *genitive)  # the tens are an ordinal too
        words = " ".join([*head, _ending(last, *genitive)])
        return (words, words.removeprefix("одна ").removeprefix("jeden "))

    return write


def _hindi_year(year: int) -> tuple[str, ...]:
    hundreds, rest = divmod(year, 100)
    tail = f" {_HINDI_DAYS[rest - 1]}" if rest else ""
    return (f"{_HINDI_DAYS[hundreds // 10 - 1]} हज़ार{tail}", f"{_HINDI_DAYS[hundreds // 10 - 1]} हजार{tail}")


def _cardinal_in(language: str) -> Callable[[int], tuple[str, ...]]:
    return lambda number: (cardinal(language, number),)


def _from(words: tuple[str, ...], *endings: tuple[str, str]) -> Callable[[int], tuple[str, ...]]:
    return lambda day: (_each(words[day - 1], *endings) if endings else words[day - 1],)


def _ordinal_in(language: str, *endings: tuple[str, str]) -> Callable[[int], tuple[str, ...]]:
    return lambda day: (_each(ordinal(language, day), *endings),)


SPELLINGS: Mapping[str, Mapping[str, Callable[[int], tuple[str, ...]]]] = {
    "en": {"W": _english_day, "V": _english_cardinal_day, "N": _english_year},
    "fr": {"W": _french_day, "N": _french_year},
    "de": {
        "W": _ordinal_in("de", ("te", "ter"), ("e", "er")), "D": _ordinal_in("de"),
        "G": _ordinal_in("de", ("te", "ten"), ("e", "en")), "N": _german_year,
    },
    "es": {"W": _spanish_day, "N": _cardinal_in("es")},
    "it": {"W": _italian_day, "N": lambda y: (cardinal("it", y), cardinal("it", y).replace("mila", "mila ").strip())},
    "pt": {"W": _portuguese_day, "N": lambda y: (cardinal("pt", y), cardinal("pt_BR", y))},
    "nl": {"W": _ordinal_in("nl"), "V": _cardinal_in("nl"), "N": _dutch_year},
    "sv": {"W": _ordinal_in("sv"), "N": _swedish_year},
    "da": {"W": _ordinal_in("da"), "N": _danish_year},
    "nb": {"W": _ordinal_in("nb"), "N": _norwegian_year},
    "fi": {"W": _ordinal_in("fi"), "N": lambda y: (cardinal("fi", y), cardinal("fi", y).replace(" ", ""))},
    "ru": {
        "W": _ordinal_in("ru", *_RUSSIAN_NEUTER), "G": _ordinal_in("ru", *_RUSSIAN_GENITIVE),
        "N": _cardinal_in("ru"), "R": _slavic_year("ru", *_RUSSIAN_GENITIVE),
    },
    "uk": {
        "W": _ordinal_in("uk", *_UKRAINIAN_NEUTER), "G": _ordinal_in("uk", *_UKRAINIAN_GENITIVE),
        "R": _slavic_year("uk", *_UKRAINIAN_GENITIVE),
    },
    "be": {"W": _ordinal_in("be", *_BELARUSIAN_NEUTER), "G": _ordinal_in("be", *_BELARUSIAN_GENITIVE)},
    "pl": {
        "W": _ordinal_in("pl"), "G": _ordinal_in("pl", *_POLISH_GENITIVE), "N": _cardinal_in("pl"),
        "R": _slavic_year("pl", *_POLISH_GENITIVE),
    },
    "cs": {"W": _from(_CZECH_DAYS), "G": _from(_CZECH_DAYS, *_CZECH_GENITIVE), "N": _cardinal_in("cs")},
    "sk": {"W": _from(_SLOVAK_DAYS), "G": _from(_SLOVAK_DAYS, *_SLOVAK_GENITIVE)},
    "sl": {"W": _ordinal_in("sl"), "G": _ordinal_in("sl", *_SLOVENE_GENITIVE), "N": _cardinal_in("sl")},
    "hr": {"W": _from(_CROATIAN_DAYS), "G": _from(_CROATIAN_DAYS, *_CROATIAN_GENITIVE)},
    "bg": {"W": _from(_BULGARIAN_DAYS)},
    "ro": {"W": _romanian_day, "N": _cardinal_in("ro")},
    "ca": {"W": lambda d: ("primer", "u") if d == 1 else (cardinal("ca", d),), "N": _cardinal_in("ca")},
    "tr": {"W": _turkish_day, "N": lambda y: (_turkish(y), _turkish(y), cardinal("tr", y))},
    "az": {"W": _cardinal_in("az"), "N": _cardinal_in("az")},
    "el": {"W": _from(_GREEK_DAYS), "N": _greek_year},
    "hu": {"W": _hungarian_day, "N": _cardinal_in("hu")},
    "id": {"W": _cardinal_in("id"), "N": _cardinal_in("id")},
    "vi": {"W": _vietnamese_day, "N": _vietnamese_year},
    "ar": {"W": _from(_ARABIC_DAYS)},
    "fa": {"W": _ordinal_in("fa"), "N": _cardinal_in("fa")},
    "hi": {"W": _from(_HINDI_DAYS), "N": _hindi_year},
    "eo": {"W": _ordinal_in("eo"), "N": _cardinal_in("eo")},
}  # fmt: skip
"""For each language and code of `data/words.toml` the spellings of a day or a year, the usual ones more than once."""


@cache
def spellings(language: str, code: str, number: int) -> tuple[str, ...]:
    """The spellings of a number: `spellings("de", "G", 3)` is `("dritten",)`."""
    return SPELLINGS[language][code](number)
