"""Intervention: a field of the text is written anew, and only the digits of that field may change."""

from __future__ import annotations

from datelens.iso import fields


def only_the_field_changed(before: str | None, after: str | None, field: str) -> bool:
    """Whether two readings are of one kind and differ in digits of the field alone, and in at least one of them.

    Args:
        before, after: readings of the text as it was, and with another year, month or day.
        field: which one was changed.

    Example:
        >>> only_the_field_changed("2016-01-05", "2016-01-23", "day")
        True
        >>> only_the_field_changed("2016-01-05", "2016-02-23", "day")
        False
    """
    if before is None or after is None or fields(before) != fields(after):
        return False
    changed = {
        name for old, new, name in zip(before, after, fields(before), strict=True) if old != new and name is not None
    }
    return changed == {field}
