#!/usr/bin/env python3
"""Checks the questions of this folder against its documents.

    python check.py [--verbose]

Needs nothing but Python.  A PDF is checked against the source it was made from (`sources/<name>.md`).  Fails if

- an id occurs twice, a field is missing, or a document does not exist;
- a quote is not in the visible text of its document, word for word;
- a quote is too short (2 words) or too long (60 words) to be one spot;
- more than half of a quote can be found outside its spot in the same document (a twin), so that a wrong passage
  would count as a hit; the rule of five-word runs is the one by which hits are counted;
- a question shares more than MAX_OVERLAP of its content words with its evidence.
"""
import collections
import html.parser
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
KINDS = {"lookup", "table-row", "condition-in-heading", "multi-spot", "code", "flat", "cross-reference", "definition"}
MAX_OVERLAP = 0.7
WORD = re.compile(r"[^\W_]+")
STOP = set("""a about after all am an and any are as at be because been before but by can could did do does for from get had has have
how i if in into is it its may me more most must my no not of on one only or our out own she should so some than that the their them then
there they this to too until up us was we were what when where which who whom whose why will with would you your""".split())


class Visible(html.parser.HTMLParser):
    """The text that a reader of the page sees, without script and style."""

    def __init__(self):
        super().__init__()
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("script", "style", "template")
        self.parts.append("" if tag in ("a", "b", "i", "em", "strong", "code", "sup", "sub", "span") else " ")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "template")
        self.parts.append("" if tag in ("a", "b", "i", "em", "strong", "code", "sup", "sub", "span") else " ")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def visible(name):
    path = HERE / "docs" / name
    if path.suffix == ".pdf":
        path = HERE / "sources" / (path.stem + ".md")
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        parser = Visible()
        parser.feed(text)
        return "".join(parser.parts)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def words(text):
    return [word.lower() for word in WORD.findall(text)]


def places(quote, text):
    """Positions of the words of the quote in the text, one after the other."""
    n = len(quote)
    return [i for i in range(len(text) - n + 1) if text[i] == quote[0] and text[i:i + n] == quote]


def twin(quote, text, place):
    """Largest share of the quote that runs of up to five words find elsewhere within one stretch of 300 words."""
    n, width = min(5, len(quote)), 300
    runs = collections.defaultdict(list)
    for i in range(len(quote) - n + 1):
        runs[tuple(quote[i:i + n])].append(i)
    found = []
    for j in range(len(text) - n + 1):
        if not place - n < j < place + len(quote):
            for i in runs.get(tuple(text[j:j + n]), ()):
                found.append((j, set(range(i, i + n))))
    best = 0
    for a, (start, _) in enumerate(found):
        covered = set()
        for j, cover in found[a:]:
            if j - start > width:
                break
            covered |= cover
        best = max(best, len(covered))
    return best / len(quote)


def stem(word):
    for ending in ("ingly", "edly", "ings", "ing", "ers", "ies", "ed", "er", "es", "ly", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[:-len(ending)]
    return word


def content(text):
    return {stem(word) for word in words(text) if word not in STOP}


def main():
    questions = [json.loads(line) for line in (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    unanswerable = [json.loads(line) for line in (HERE / "questions-unanswerable.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = sorted(path.name for path in (HERE / "docs").iterdir())
    texts = {name: words(visible(name)) for name in documents}
    errors, overlaps = [], []
    ids = collections.Counter(q["qid"] for q in questions + unanswerable)
    errors += [f"{i}: id occurs {n} times" for i, n in ids.items() if n > 1]
    for q in questions:
        here = q["qid"]
        if q["doc"] not in texts:
            errors.append(f"{here}: no document {q['doc']}")
            continue
        if q["kind"] not in KINDS or q["format"] != pathlib.Path(q["doc"]).suffix[1:] or not q["query"].strip() or not q["evidence"]:
            errors.append(f"{here}: a field is missing or wrong")
        text = texts[q["doc"]]
        for evidence in q["evidence"]:
            quote = words(evidence["quote"])
            if not 2 <= len(quote) <= 60:
                errors.append(f"{here}: {len(quote)} words: {evidence['quote']}")
            found = places(quote, text)
            if len(found) != 1:
                errors.append(f"{here}: quote found {len(found)} times in {q['doc']}: {evidence['quote']}")
            elif (share := twin(quote, text, found[0])) >= 0.5:
                errors.append(f"{here}: {share:.0%} of the quote is also elsewhere in {q['doc']}: {evidence['quote']}")
        asked, given = content(q["query"]), content(" ".join(e["quote"] for e in q["evidence"]))
        overlaps.append((len(asked & given) / max(1, len(asked)), here, q["query"]))
    for share, here, query in overlaps:
        if share > MAX_OVERLAP:
            errors.append(f"{here}: {share:.0%} of the content words are in the evidence: {query}")
    for q in unanswerable:
        if q["doc"] in texts or q.get("answerable") is not False:
            errors.append(f"{q['qid']}: not marked as unanswerable, or its document exists")

    flat = {name for name in documents if name.startswith("flat-")}
    print(f"{len(documents)} documents, {sum(map(len, texts.values())):,} words ({len(flat)} flat, {sum(len(texts[n]) for n in flat):,} words)")
    for ending in ("md", "html", "pdf"):
        names = [n for n in documents if n.endswith("." + ending)]
        asked = [q for q in questions if q["format"] == ending]
        print(f"  {ending:5} {len(names):3} documents {sum(len(texts[n]) for n in names):7,} words {len(asked):4} questions")
    print(f"{len(questions)} questions ({sum(q['doc'] in flat for q in questions)} on flat documents), {len(unanswerable)} unanswerable")
    for kind, n in collections.Counter(q["kind"] for q in questions).most_common():
        print(f"  {kind:21} {n:4}")
    print(f"evidence: {sum(len(q['evidence']) for q in questions)} quotes, "
          f"{sum(len(words(e['quote'])) for q in questions for e in q['evidence']) / sum(len(q['evidence']) for q in questions):.1f} words on average")
    unused = [n for n in documents if not any(q["doc"] == n for q in questions)]
    print(f"documents without a question: {', '.join(unused) or 'none'}")
    print("content words of the question that are in its evidence:")
    bins = collections.Counter(min(9, int(share * 10)) for share, _, _ in overlaps)
    for b in range(10):
        print(f"  {b * 10:3}-{b * 10 + 10:3} % {bins[b]:4} {'#' * bins[b]}")
    print(f"  mean {sum(share for share, _, _ in overlaps) / len(overlaps):.2f}")
    if "--verbose" in sys.argv:
        for share, here, query in sorted(overlaps, reverse=True)[:30]:
            print(f"  {share:.0%} {here} {query}")
    for error in errors:
        print("ERROR", error)
    sys.exit(bool(errors))


if __name__ == "__main__":
    main()
