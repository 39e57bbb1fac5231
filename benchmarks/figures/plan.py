"""What is drawn, and what is to be seen in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """One map of a figure.

    Attributes:
        text: that is read.
        iso: the reading; None takes the first.
        locale, order: hints.
        name: what tells it from the map beside it; empty where there is none.
    """

    text: str
    iso: str | None = None
    locale: str | None = None
    order: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A figure.

    Attributes:
        slug: of its file.
        title: over it, on the page.
        views: maps that stand in it, each under its text.
        caption: what is to be seen.
        original: whether the map of the tutorial's network stands beside the first, where there is one.
    """

    slug: str
    title: str
    views: tuple[View, ...]
    caption: str
    original: bool = False


PLANS = (
    Plan(
        "5-jan-2016",
        "A plain date",
        (View("5 Jan 2016"),),
        "Each digit of the year comes from its own character, the month from its name, the day from the start of the "
        "text: the order is the other way round. Both digits of the day come from one character.",
    ),
    Plan(
        "saturday-9-may-2018",
        "A weekday that is wrong",
        (View("Saturday 9 May 2018"),),
        "9 May 2018 was a Wednesday. No digit looks at the weekday.",
    ),
    Plan(
        "january-2016-5",
        "A day behind the year",
        (View("January 2016 5"),),
        "Rare in what people write. The tutorial's network read it as 2016-01-02; here the day comes from the end.",
        original=True,
    ),
    Plan(
        "january-2016-05",
        "A day with a leading zero",
        (View("January 2016 05"),),
        "Now each digit of the day has a character of its own. The tutorial's network read this as 2016-01-02 too.",
        original=True,
    ),
    Plan(
        "two-readings",
        "Two readings",
        (
            View("03/04/2021", "2021-04-03", name="day first"),
            View("03/04/2021", "2021-03-04", name="month first"),
        ),
        "A text that can be read in two ways, with the map and the probability of each. The digits are the same, and "
        "change places.",
    ),
    Plan(
        "a-hint",
        "A hint at work",
        (View("03/04/2021", order="DMY"), View("03/04/2021", locale="en_US")),
        "A hint is an input symbol like any other and stands before the text. It settles which number is the day; what "
        "the digits look at are the numbers, for the encoder has told them already.",
    ),
    Plan("hindi", "Hindi", (View("5 मई 2011"),), "A letter and its vowel sign are one column."),
    Plan(
        "arabic",
        "Arabic",
        (View("الأحد، 4 مايو 2003"),),
        "In reading order: the weekday stands at the right.",
    ),
    Plan("japanese", "Japanese", (View("2016年1月5日"),), "Every number is followed by what it counts."),
)
