#!/usr/bin/env python3
"""Scores pairs of a question and a chunk, for `compare --scores`.

  benches/scores.py MODEL PAIRS.jsonl late-interaction|cosine > SCORES.jsonl

PAIRS is what `compare --write-pairs` writes, MODEL a folder of sentence-transformers with a BERT
encoder. Late interaction (Khattab and Zaharia, "ColBERT", 2020) is the sum, over the word pieces
of the question, of the highest cosine with a piece of the chunk; the model was not trained for
it, so it is a scorer of another kind rather than a good one. `cosine` compares the means of the
pieces, as `--retriever dense` does. Needs torch and transformers.
"""
import functools
import json
import sys

import torch
from transformers import AutoModel, AutoTokenizer

MAX_PIECES = 256


def main():
    folder, pairs, kind = sys.argv[1:]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder).eval()

    @functools.cache
    @torch.no_grad()
    def pieces(text):
        """The vectors of a text's word pieces, each of length 1, and their mean."""
        inputs = tokenizer([text], truncation=True, max_length=MAX_PIECES, return_tensors="pt")
        rows = model(**inputs).last_hidden_state[0]
        normal = torch.nn.functional.normalize
        return normal(rows, dim=1), normal(rows.mean(0), dim=0)

    for line in open(pairs, encoding="utf-8"):
        pair = json.loads(line)
        (query, query_mean), (text, text_mean) = pieces(pair["query"]), pieces(pair["text"])
        if kind == "cosine":
            score = float(query_mean @ text_mean)
        else:
            score = float((query @ text.T).max(1).values.sum())
        print(json.dumps({"question": pair["question"], "chunk": pair["chunk"], "score": score}))


if __name__ == "__main__":
    main()
