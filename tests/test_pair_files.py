"""Files of pairs: what is read, where gold spans go, and what is refused in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from datelens.errors import DataError
from datelens.pair_files import WrittenPair, read_pairs, write_pairs


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "mine.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_columns_are_found_by_name_and_others_are_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufefftarget,note,source\r\n21,x,"two, one"\r\n\r\n∅,y,nothing\r\n')
    assert read_pairs(path) == [
        WrittenPair("two, one", "21", (None, None)),
        WrittenPair("nothing", "∅", (None,)),
    ]


def test_sources_are_folded_and_targets_are_not() -> None:
    pair = WrittenPair("  Ｔwo ONE ", "Ⅻ x", (None,) * 3).folded()
    assert ("".join(pair.source), "".join(pair.target)) == ("two one", "Ⅻ x")


def test_gold_is_over_the_source_as_written_and_moves_with_its_folding(tmp_path: Path) -> None:
    # `ﬁ` is folded to two symbols, the spaces before it to none
    [pair] = read_pairs(written(tmp_path, "source,target,gold\n  ﬁ Ve,5a-,2:3 4:6 -\n"))
    assert pair.gold == ((2, 3), (4, 6), None)
    folded = pair.folded()
    assert "".join(folded.source) == "fi ve"
    assert folded.gold == ((0, 2), (3, 5), None)


def test_gold_that_folding_leaves_nothing_of_is_none() -> None:
    assert WrittenPair("  a", "x", ((0, 1),)).folded().gold == (None,)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    pairs = [WrittenPair('a,"b"', "x y", ((0, 1), None, (2, 5))), WrittenPair("ü\n", "∅", (None,))]
    path = written(tmp_path, write_pairs(pairs))
    assert read_pairs(path) == read_pairs(str(path)) == pairs


REFUSALS = {
    "one column": (
        "word\none\n",
        "the header lacks `source` and `target`; got 'word'. The first row must name the columns.",
    ),
    "other name": ("source,answer\none,1\n", "the header lacks `target`; got 'source, answer'"),
    "semicolons": ("source;target\none;1\n", "looks parted by semicolons: save it with commas"),
    "twice": ("source,target,target\na,b,c\n", "the header names `target` twice"),
    "empty file": ("", "holds no pairs. A file of pairs is CSV"),
    "header alone": ("source,target\n", "holds no pairs"),
    "short row": (
        "source,target\na,b\nc\n",
        "row 3 must have 2 fields as the header has; got 1. Commas inside a field want quotes",
    ),
    "long row": ("source,target\na,b,c\n", "row 2 must have 2 fields as the header has; got 3"),
    "no CSV": ('source,target\n"a"b,c\n', "row 2 is not CSV: "),
    "empty target": (
        "source,target\none,1\ntwo,\n",
        "`target` in row 3 is empty; the source is 'two'. Write its answer",
    ),
    "empty source": ("source,target\n  ,1\n", "`source` in row 2 is empty; got '  '. Leave the row out"),
    "two lines": ('source,target\na,"b\nc"\n', r"`target` in row 2 must be one line without .*; got 'b\\nc'"),
    "too little gold": (
        "source,target,gold\nab,xy,0:1\n",
        "must have an entry for each of the 2 characters of 'xy'; got 1",
    ),
    "no span": ("source,target,gold\nab,x,0-1\n", "must be `start:stop` with 0 ≤ start < stop ≤ 2, .*; got '0-1'"),
    "empty span": ("source,target,gold\nab,x,1:1\n", "got '1:1'"),
    "a number without end": (f"source,target,gold\nab,x,{'1' * 5000}:2\n", "must be `start:stop` .*; got '111"),
    "beyond the source": ("source,target,gold\nab,x,1:3\n", "got '1:3'"),
    "no UTF-8": (b"source,target\n\xff,1\n", "is not UTF-8: invalid start byte at byte 14. Save it in that encoding"),
}


@pytest.mark.parametrize(("content", "message"), REFUSALS.values(), ids=REFUSALS)
def test_what_is_no_file_of_pairs_is_told_with_its_row(content: str | bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=message) as caught:
        read_pairs(written(tmp_path, content))
    assert "mine.csv" in str(caught.value)
