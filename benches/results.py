#!/usr/bin/env python3
"""Tries rules for five results: which run of chunks is returned for what was found in a parent.

  benches/results.py HITS

HITS is the folder that `cargo bench --bench selection -- --hits HITS` writes, with a file for each
corpus and retriever. Two families of rules are tried:

- `child or parent`: the child with the best hit, unless two children of its parent are among the
  first hits: `first` of them for the parent that is ranked first, `later` for all others. Then the
  parent. Parents are ordered by the hits of the level below them, and by their documents.
- `run`: the smallest chunks from the first to the last that is inside one of the first `within`
  hits of its level, or of the best hit. A run of less than `least` tokens grows by one chunk on
  each side. Parents are ordered by the hits of the level below them, and by `large` of those of
  their own level and `small` of those of the smallest level. `first` and `later` are both
  `within`. `Passages` has this family.

A cell is hit@5 and MRR minus those of the default (always the parent, in the order of the level
below it), and the share of its tokens, for a corpus and a retriever. It fails with a loss above
.005 or more than .85 of the tokens. The tokens are those of results that are not joined:
`Passages` joins neighbours. Prints the rules of each family with the fewest failures, and the
one that is chosen with each corpus left out, by failures and then tokens on the others, with
its cells there. The line `oracle` is the smallest run in each of the first parents that holds an
answer, else the smallest chunk that was found: what no rule within parents can be below.
"""
import argparse
import collections
import itertools
import json
from pathlib import Path

DAMPING = 20
RANKED = 100
RESULTS = 5
LOSS = 0.005
SHARE = 0.85
SHOWN = 5
CHILD_OR_PARENT = [pair for pair in itertools.product((20, 25, 30, 40, 60, 80), (15, 20, 25, 30, 40)) if pair[1] <= pair[0]]
WITHIN = (15, 18, 20, 22, 25, 30, 40)
LEAST = (0, 256, 320, 384, 448)
LARGE = (0, 0.05, 0.1, 0.15, 0.2)
SMALL = (0.4, 0.5, 0.6, 0.7, 0.8, 1)


class Corpus:
    def __init__(self, path):
        self.name, self.retriever = path.name.split(".")[:2]
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
        self.texts = self.runs | self.children | self.parents
        self.questions = [Asked(self, number, rankings) for number, rankings in enumerate(self.questions)]
        self.default = measured([[group.whole for group in asked.in_default_order()[:RANKED]] for asked in self.questions])

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


class Group:
    """The hits of one question in one parent."""

    def __init__(self, corpus, question, parent, document):
        self.corpus, self.question, self.parent, self.document = corpus, question, corpus.parent_of[parent], document
        self.hits, self.ranks, self.kept = ([], [], []), [0, 0, 0], {}
        self.whole = self.text(self.parent)

    def text(self, place):
        tokens, answers, _ = self.corpus.texts[place]
        return tokens, self.question in answers

    def child_or_parent(self, within):
        children = {place for rank, place in self.hits[1] if rank < within}
        return self.parent if len(children) > 1 or not self.hits[1] else self.hits[1][0][1]

    def run(self, within, least):
        near = [place for level in (1, 2) for rank, place in self.hits[level] if rank < within]
        near += [place for _, place in self.hits[1][:1] or self.hits[2][:1]]
        if not near:
            return self.parent
        first, last = min(place[1] for place in near), max(place[2] for place in near)
        run = (self.parent[0], first, last)
        while run != self.parent and self.text(run)[0] < least:
            run = (run[0], max(run[1] - 1, 0), min(run[2] + 1, self.parent[2]))
        return run

    def returned(self, family, *rule):
        """The tokens of what a rule returns, and whether it has an answer."""
        key = family, rule
        if key not in self.kept:
            self.kept[key] = self.text(getattr(self, family)(*rule))
        return self.kept[key]

    def smallest(self):
        inside = [place for place in self.corpus.texts if place[0] == self.parent[0]]
        holding = [text for text in map(self.text, inside) if text[1]]
        found = [self.text(place) for level in (2, 1) for _, place in self.hits[level][:1]] + [self.whole]
        return min(holding or found)


class Asked:
    """The parents with hits of a question."""

    def __init__(self, corpus, number, rankings):
        hits = sorted_hits(corpus, rankings)
        of_document, groups, ranks = documents(hits), {}, [{}, {}, {}]
        for rank, document, place, level in hits:
            if place[0] not in groups:
                groups[place[0]] = Group(corpus, number, place[0], of_document[document])
            groups[place[0]].hits[level].append((rank, place))
            ranks[level].setdefault(place[0], relevance(len(ranks[level])))
        # Equal sums keep the order of their best hits in any level.
        self.groups = list(groups.values())
        for group in self.groups:
            group.ranks = [ranks[level].get(group.parent[0], 0) for level in range(3)]

    def in_default_order(self):
        return sorted((group for group in self.groups if group.hits[1]), key=lambda group: -group.ranks[1])

    def ordered(self, large, small, document):
        def relevance_of(group):
            return large * group.ranks[0] + group.ranks[1] + small * group.ranks[2] + document * group.document

        return sorted(self.groups, key=relevance_of, reverse=True)[:RANKED]


def measured(questions):
    """hit@5, MRR and the tokens of five results; a question has (tokens, has an answer) of each."""
    hits = ranks = tokens = 0
    for results in questions:
        found = False
        for at, (size, has_answer) in enumerate(results):
            if at < RESULTS:
                tokens += size
                hits += has_answer and not found
            elif found:
                break
            if has_answer and not found:
                ranks += 1 / (at + 1)
                found = True
    return hits / len(questions), ranks / len(questions), tokens / len(questions)


def against_default(corpus, orders, returned):
    """The cell of a rule; `returned` is called with a group and its place."""
    hit, mrr, tokens = measured([(returned(group, at) for at, group in enumerate(order)) for order in orders])
    return hit - corpus.default[0], mrr - corpus.default[1], tokens / corpus.default[2]


def cells_of(corpora):
    """The cells of each rule, by (family, order, first, later[, least])."""
    found = collections.defaultdict(list)
    for corpus in corpora:
        def add(family, weights, rules):
            orders = [asked.ordered(*weights) for asked in corpus.questions]
            for first, later, *more in rules:
                def returned(group, at):
                    return group.returned(family, later if at else first, *more)

                found[family, weights, first, later, *more].append(against_default(corpus, orders, returned))

        add("child_or_parent", (0, 0, 1), CHILD_OR_PARENT)
        runs = [(within, within, least) for within, least in itertools.product(WITHIN, LEAST)]
        for large, small in itertools.product(LARGE, SMALL):
            add("run", (large, small, 0), runs)
        orders = [asked.ordered(0, 0, 1)[:2 * RESULTS] for asked in corpus.questions]
        found["oracle",].append(against_default(corpus, orders, lambda group, _: group.smallest()))
    return found


def fails(cell):
    return cell[0] < -LOSS or cell[1] < -LOSS or cell[2] > SHARE


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hits", type=Path)
    options = parser.parse_args()
    corpora = [Corpus(path) for path in sorted(options.hits.glob("*.jsonl"))]
    names = sorted({corpus.name for corpus in corpora})
    found = cells_of(corpora)

    def table(rule, only=names):
        retrievers = collections.defaultdict(list)
        for corpus, cell in zip(corpora, found[rule]):
            if corpus.name in only:
                mark = "*" if fails(cell) else ""
                retrievers[corpus.retriever].append("{:+.3f} {:+.3f} {:.2f}".format(*cell) + mark)
        for retriever, cells in retrievers.items():
            print(f"    {retriever}: " + " | ".join(cells))

    def order(rule, left_out=None):
        cells = [cell for corpus, cell in zip(corpora, found[rule]) if corpus.name != left_out]
        return sum(map(fails, cells)), sum(cell[2] for cell in cells)

    print("hit@5, MRR, share of the tokens: " + " | ".join(names))
    table(("oracle",))
    for family in ("child_or_parent", "run"):
        rules = [rule for rule in found if rule[0] == family]
        print(f"\n{family}: {len(rules)} rules; (large, small, document), first, later, least")
        for rule in sorted(rules, key=order)[:SHOWN]:
            print(f"  {rule[1:]}: {order(rule)[0]} of {len(corpora)} fail")
            table(rule)
        for name in names:
            rule = min(rules, key=lambda rule: order(rule, name))
            print(f"  without {name}: {rule[1:]}, there")
            table(rule, [name])


if __name__ == "__main__":
    main()
