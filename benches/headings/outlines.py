"""Compares outlines with known headings.

Known headings are a JSON file beside its documents, {file name: headings}. The headings are a list
of [level, text] in reading order, or an object with `headings` and, optionally, `optional` (texts
that may be headings) and `title` (the document's title, which may be the first heading or none).
Instead of such a file a folder of cases is read: NAME/source.pdf and NAME/outline.txt, which has a
line `h2 Text` for each heading.
"""

import difflib
import functools
import json
import re
import unicodedata

# Numbers do not count, because some programs print them in the heading and others do not:
# "3.2 Boxes" is "Boxes", and so are "Chapter 3 Boxes" and "B. Boxes".
NUMBER = re.compile(
    r"\s*(?:(?:chapter|appendix|chapitre|kapitel)\s+(?:[\divxlc]+|[a-z]\b)[.:]?"
    r"|\d+(?:\.\d+)*\.?(?=\s)|(?-i:[A-Z])(?:\.\d+)*\.(?=\s)|(?-i:[A-Z])(?:\.\d+)+(?=\s)"
    r"|(?-i:[IVX]+)\.(?=\s)|[a-z]\)|\d+\))\s*",
    re.IGNORECASE,
)
# Letters that must agree, as a share: a ligature or a lost hyphen is not another heading.
SIMILAR = 0.85
# In shorter texts one letter is more than that share, so they must be equal.
MIN_SIMILAR_LETTERS = 4


def letters(text):
    return re.sub(r"[\W_]+", "", text).lower()


def words(text):
    """The letters and digits of a heading without its number."""
    text = unicodedata.normalize("NFKC", text)
    return letters(NUMBER.sub("", text, count=1)) or letters(text)


@functools.cache
def are_same(a, b):
    if a == b:
        return True
    shorter, longer = sorted((len(a), len(b)))
    if shorter < MIN_SIMILAR_LETTERS or 2 * shorter < SIMILAR * (shorter + longer):
        return False
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= SIMILAR


def aligned(known, found):
    """Pairs of indices of equal texts: the most that keep the order in both."""
    longest = [[0] * (len(found) + 1) for _ in range(len(known) + 1)]
    for i in reversed(range(len(known))):
        for j in reversed(range(len(found))):
            longest[i][j] = max(longest[i + 1][j], longest[i][j + 1])
            if are_same(known[i], found[j]):
                longest[i][j] = max(longest[i][j], longest[i + 1][j + 1] + 1)
    i = j = 0
    pairs = []
    while i < len(known) and j < len(found):
        if are_same(known[i], found[j]) and longest[i][j] == longest[i + 1][j + 1] + 1:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def ancestors(headings):
    """For each heading the indices of those that contain it, the nearest first."""
    open_headings, found = [], []
    for index, heading in enumerate(headings):
        while open_headings and headings[open_headings[-1]][0] >= heading[0]:
            open_headings.pop()
        found.append(open_headings[::-1])
        open_headings.append(index)
    return found


def parents(headings):
    """For each heading the words of the one that contains it, or None."""
    return [words(headings[a[0]][1]) if a else None for a in ancestors(headings)]


def documents(truth):
    """The path and the known headings of each document."""
    if truth.is_dir():
        for path in sorted(truth.glob("*/source.pdf")):
            lines = (path.parent / "outline.txt").read_text().splitlines()
            found = [re.fullmatch(r" *h(\d+) ?(.*)", line) for line in lines if line.strip()]
            yield path, [[int(level), text] for level, text in (h.groups() for h in found)]
    else:
        for name, value in sorted(json.loads(truth.read_text()).items()):
            yield truth.parent / name, value


def producer(path):
    """The producer in the name of a file: PRODUCER__x.pdf or x.PRODUCER.pdf; else its folder."""
    if "__" in path.name:
        return path.name.split("__")[0]
    return path.stem.split(".")[-1] if "." in path.stem else path.parent.name


def entry(value):
    """Headings, optional texts and title of an entry of a file of known headings."""
    value = {"headings": value} if isinstance(value, list) else value
    return value["headings"], value.get("optional", []), value.get("title")


def compare(known, found):
    """Pairs of equal headings, and those of them whose parents are equal too."""
    pairs = aligned([words(h[1]) for h in known], [words(h[1]) for h in found])
    above, below = parents(known), parents(found)
    return pairs, [
        (i, j)
        for i, j in pairs
        if (above[i] is None and below[j] is None)
        or (above[i] and below[j] and are_same(above[i], below[j]))
    ]


def aligned_candidates(known, candidates, decided):
    """Pairs of known headings and texts that may be headings, of which some are decided to be.

    A known heading is its decided candidate if there is one: the entry of a table of contents
    has the same text and comes first.
    """
    at = [j for j, is_decided in enumerate(decided) if is_decided]
    pairs = [(i, at[j]) for i, j in aligned(known, [candidates[j] for j in at])]
    ends = [(-1, -1), *pairs, (len(known), len(candidates))]
    for (i, j), (next_i, next_j) in zip(ends, ends[1:]):
        rest = aligned(known[i + 1 : next_i], candidates[j + 1 : next_j])
        pairs += [(i + 1 + a, j + 1 + b) for a, b in rest]
    return pairs


def f1(right, known, found):
    return 2 * right / (known + found) if known + found else 1.0


def best(value, found):
    """The known and the found headings, and what `compare` returns, by the best reading of the title.

    Without it, a first heading with the document's title would make every other parent wrong.
    """
    headings, optional, title = entry(value)
    optional = {words(text) for text in optional}
    found = [h for h in found if words(h[1]) not in optional]
    headings = [h for h in headings if words(h[1]) not in optional]
    readings = [(headings, found)]
    if title:
        deeper = [[level + 1, text] for level, text in headings]
        untitled = [h for h in found if not are_same(words(h[1]), words(title))]
        readings += [([[1, title]] + deeper, found), ([[1, title]] + headings, found)]
        readings += [(headings, untitled)]
    judged = [(*reading, *compare(*reading)) for reading in readings]

    def score(reading):
        known, found, pairs, right = reading
        sizes = len(known), len(found)
        return f1(len(right), *sizes), f1(len(pairs), *sizes)

    return max(judged, key=score)
