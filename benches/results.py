#!/usr/bin/env python3
"""Tries rules for five results: which chunk is returned for what was found in a parent.

  benches/results.py HITS [--retriever BM25|dense|hybrid]

HITS is the folder that `cargo bench --bench selection -- --hits HITS` writes, with a file for
each corpus. A rule returns the child with the best hit, unless two children of its parent are
among the first hits: `first` of them for the parent that is ranked first, `later` for all others.
Then it returns the parent; rules with a margin return the run of the smallest chunks from the
first to the last child, with so many more on each side, and the parent from three children on.

Prints for each rule and corpus hit@5 and MRR minus those of the default (always the parent), and
the share of its tokens; rules that lose more than .005 on more than one corpus are left out. Then
each corpus is left out once: of the rules that lose at most .005 on all others, the one with the
fewest tokens is chosen without it, and its results there are printed. The line `oracle` is the
smallest chunk or run in each of the first parents that holds an answer, else the smallest that
was found. The tokens are those of results that are not joined: `Passages` joins neighbours.
"""
import argparse
import collections
import json
from pathlib import Path

DAMPING = 20
RANKED = 100
LOSS = 0.005
FIRST = (20, 25, 30, 40, 60, 80)
LATER = (10, 15, 20, 25, 30, 40, 60, 80)
MARGINS = (0, 1, 2)


class Corpus:
    def __init__(self, path):
        self.name = path.name.split(".")[0]
        self.parents, self.children, self.runs, self.questions = {}, {}, {}, []
        for line in path.read_text().splitlines():
            row = json.loads(line)
            if "question" in row:
                self.questions.append([[tuple(place) for place in ranked] for ranked in row["rankings"]])
                continue
            kind = next(kind for kind in ("parent", "child", "run") if kind in row)
            place = (row[kind], row["first"], row["last"])
            texts = {"parent": self.parents, "child": self.children, "run": self.runs}[kind]
            texts[place] = (row["tokens"], set(row["answers"]), row["document"])
        self.parent_of = {place[0]: place for place in self.parents}

    def text(self, place):
        for texts in (self.parents, self.children, self.runs):
            if place in texts:
                return texts[place]
        raise KeyError(place)

    def document(self, place):
        return self.parents[self.parent_of[place[0]]][2]


def relevance(rank):
    return 1 / (DAMPING + rank)


def sorted_hits(corpus, rankings):
    """The hits of all levels as `found::resolve` sorts them: (rank, document, place, level)."""
    return sorted((rank, corpus.document(place), place, level) for level, ranked in enumerate(rankings)
                  for rank, place in enumerate(ranked))


def documents(hits):
    """As `ranking::documents`: documents ranked by the best hit of each level."""
    seen, sums = collections.defaultdict(set), {}
    for _, document, _, level in hits:
        if document not in seen[level]:
            sums[document] = sums.get(document, 0) + relevance(len(seen[level]))
            seen[level].add(document)
    order = sorted(sums, key=lambda document: -sums[document])
    return {document: relevance(rank) for rank, document in enumerate(order)}


def ordered(corpus, rankings):
    """As `enclosing`: the parents in their order, each with its hits of the two smaller levels."""
    hits = sorted_hits(corpus, rankings)
    of_document = documents(hits)
    # Equal sums keep the order of their best hits in any level.
    groups = {place[0]: ([], [], document) for _, document, place, _ in hits}
    ranks = {}
    for rank, _, place, level in hits:
        if level:
            groups[place[0]][level - 1].append((rank, place))
        if level == 1:
            ranks.setdefault(place[0], relevance(len(ranks)))
    order = sorted(groups, key=lambda parent: -(ranks.get(parent, 0) + of_document[groups[parent][2]]))
    return [(parent, *groups[parent][:2]) for parent in order]


def chosen(corpus, at, group, rule):
    """The place of result `at` of a rule."""
    parent, hits, _ = group
    first_within, within, margin = rule
    whole = corpus.parent_of[parent]
    if not hits:
        return whole
    near = {place for rank, place in hits if rank < (within if at else first_within)}
    if len(near) < 2:
        return hits[0][1]
    if margin is None or len(near) > 2:
        return whole
    first, last = min(place[1] for place in near), max(place[2] for place in near)
    run = (parent, max(first - margin, whole[1]), min(last + margin, whole[2]))
    return whole if run[1:] == whole[1:] else run


def measured(corpus, results):
    """hit@5, MRR and the tokens of five results, of the places for each question."""
    hits = ranks = tokens = 0
    for question, places in enumerate(results):
        held = [question in corpus.text(place)[1] for place in places[:RANKED]]
        hits += any(held[:5])
        ranks += 1 / (held.index(True) + 1) if True in held else 0
        tokens += sum(corpus.text(place)[0] for place in places[:5])
    return hits / len(results), ranks / len(results), tokens / len(results)


def default(corpus):
    results = []
    for rankings in corpus.questions:
        parents = dict.fromkeys(corpus.parent_of[place[0]] for place in rankings[1])
        results.append(list(parents))
    return measured(corpus, results)


def of_rule(corpus, orders, rule):
    return measured(corpus, [[chosen(corpus, at, group, rule) for at, group in enumerate(order[:RANKED])] for order in orders])


def oracle(corpus, orders):
    results = []
    for question, order in enumerate(orders):
        places = []
        for parent, hits, leaves in order[:RANKED]:
            whole = corpus.parent_of[parent]
            inside = [whole] + [place for texts in (corpus.children, corpus.runs) for place in texts if place[0] == parent]
            holding = [place for place in inside if question in corpus.text(place)[1]]
            found = [place for _, place in leaves[:1]] + [place for _, place in hits[:1]] + [whole]
            places.append(min(holding or found, key=lambda place: corpus.text(place)[0]))
        results.append(places)
    return measured(corpus, results)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hits", type=Path)
    parser.add_argument("--retriever", default="BM25")
    options = parser.parse_args()
    corpora = [Corpus(path) for path in sorted(options.hits.glob(f"*.{options.retriever}.jsonl"))]
    orders = [[ordered(corpus, rankings) for rankings in corpus.questions] for corpus in corpora]
    defaults = [default(corpus) for corpus in corpora]
    pairs = [(first, later) for first in FIRST for later in LATER if later <= first]
    families = [[(*pair, None) for pair in pairs], [(*pair, margin) for pair in pairs for margin in MARGINS]]
    rules = sum(families, [])
    results = {rule: [of_rule(corpus, order, rule) for corpus, order in zip(corpora, orders)] for rule in rules}

    def against(result, base):
        return result[0] - base[0], result[1] - base[1], result[2] / base[2]

    def cells(row):
        return " | ".join(f"{hit:+.3f} {mrr:+.3f} {tokens:.2f}" for hit, mrr, tokens in row)

    def passes(cell):
        return cell[0] >= -LOSS and cell[1] >= -LOSS

    print("| first, later, margin | " + " | ".join(corpus.name for corpus in corpora) + " |")
    print("|---|" + "---|" * len(corpora))
    print("| default | " + " | ".join(f"{hit:.3f} {mrr:.3f} {tokens:.0f}" for hit, mrr, tokens in defaults) + " |")
    rows = {rule: list(map(against, results[rule], defaults)) for rule in rules}
    for rule, row in sorted(rows.items(), key=lambda item: sum(cell[2] for cell in item[1])):
        if sum(map(passes, row)) >= len(corpora) - 1:
            print(f"| {rule} | {cells(row)} |")
    best = [against(oracle(corpus, order), base) for corpus, order, base in zip(corpora, orders, defaults)]
    print(f"| oracle | {cells(best)} |\n")
    print("| left out | rule of the others | there | rule with runs | there |\n|---|---|---|---|---|")
    for at, corpus in enumerate(corpora):
        row = ""
        for family in families:
            def others(rule):
                return rows[rule][:at] + rows[rule][at + 1 :]

            fit = [rule for rule in family if all(map(passes, others(rule)))]
            rule = min(fit, key=lambda rule: sum(cell[2] for cell in others(rule)), default=None)
            row += f" {rule} | {cells([rows[rule][at]]) if rule else '-'} |"
        print(f"| {corpus.name} |{row}")


if __name__ == "__main__":
    main()
