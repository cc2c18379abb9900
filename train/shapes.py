"""What an uncased encoder cannot see of a word: its case pattern and the gap before it.

README.md describes both for the program that reads; keep the two in step.
"""
import functools
import unicodedata

SHAPES = ("none", "symbol", "stop", "comma", "query", "colon", "dash", "open", "close", "quote", "quote-open",
          "quote-close", "apostrophe", "ellipsis", "money", "number-short", "number-year", "number-long",
          "number-marks", "number-lower", "number-upper", "lower", "lower-apostrophe", "lower-marks", "title",
          "title-marks", "upper-one", "upper-few", "upper-many", "upper-marks", "mixed-upper", "mixed-lower")
GAPS = ("none", "space", "paragraph", "special")
NONE, SPACE, PARAGRAPH, SPECIAL = range(4)

_ALONE = {}
for _name, _words in {
    "stop": ".", "comma": ",", "query": "? !", "colon": ": ;", "dash": "- -- --- – — − ‐ ‑", "open": "( [ { <",
    "close": ") ] } >", "quote": '"', "quote-open": "“ ‘ « ``", "quote-close": "” ’ » ''", "apostrophe": "' `",
    "ellipsis": "… .. ... ....", "money": "$ € £ ¥ %",
}.items():
    for _w in _words.split():
        _ALONE[_w] = SHAPES.index(_name)


@functools.lru_cache(maxsize=None)
def shape(word):
    """The number of the word's shape in SHAPES."""
    return _ALONE[word] if word in _ALONE else SHAPES.index(_pattern(word))


def _pattern(word):
    kinds = [unicodedata.category(c) for c in word]
    letters = [k for k in kinds if k[0] == "L"]
    upper = sum(k in ("Lu", "Lt") for k in letters)
    digits = sum(k == "Nd" for k in kinds)
    marks = len(word) - len(letters) - digits
    if not letters:
        if not digits:
            return "symbol"
        if marks:
            return "number-marks"
        return "number-year" if digits == 4 else "number-short" if digits < 4 else "number-long"
    if digits:
        return "number-upper" if upper else "number-lower"
    if not upper:
        if not marks:
            return "lower"
        return "lower-apostrophe" if "'" in word or "’" in word else "lower-marks"
    if upper == len(letters):
        if marks:
            return "upper-marks"
        return "upper-one" if upper == 1 else "upper-few" if upper <= 4 else "upper-many"
    first = letters[0] in ("Lu", "Lt")
    if first and upper == 1:
        return "title-marks" if marks else "title"
    return "mixed-upper" if first else "mixed-lower"
