#!/usr/bin/env python3
"""Compares the words of Markdown dialects with those of the pages that their tools make.

  benches/markdown/words.py FOLDER INGEST [--count N] [--seed N] [-v]

FOLDER has the repositories as `OWNER+NAME`; a sample of about N files (default 200) of them is
read. Words of a page that no chunk has count as lost; words of chunks that neither the page nor
the markup around them (addresses, attributes, tags, languages of code) has are printed with -v,
for reading: they may be text that nobody sees. Parsers as in dialects.py; NODE_FOLDER has the
modules of npm and a copy of words.mjs.
"""
import argparse
import collections
import html
import html.parser
import json
import os
import pathlib
import random
import re
import subprocess

REPOSITORIES = {
    "withastro+docs": ("mdx", ".mdx"),
    "squidfunk+mkdocs-material": ("mkdocs", ".md"),
    "MicrosoftDocs+PowerShell-Docs": ("commonmark", ".md"),
    "obsidianmd+obsidian-help": ("commonmark", ".md"),
    "gohugoio+hugoDocs": ("commonmark", ".md"),
    "jekyll+jekyll": ("commonmark", ".md"),
    "executablebooks+MyST-Parser": ("commonmark", ".md"),
    "quarto-dev+quarto-web": ("pandoc", ".qmd"),
    "rstudio+bookdown": ("pandoc", ".Rmd"),
}
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?!\s*\n).*?\n(?:---|\.\.\.)[ \t]*\n", re.S)
MKDOCS = (
    "abbr admonition attr_list def_list footnotes md_in_html tables pymdownx.betterem pymdownx.caret "
    "pymdownx.details pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.mark "
    "pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde"
).split()


class Visible(html.parser.HTMLParser):
    """The text of a page, without scripts, styles and comments."""

    def __init__(self):
        super().__init__()
        self.off, self.out = 0, []

    def handle_starttag(self, tag, attributes):
        self.off += tag in ("script", "style")
        values = dict(attributes)
        self.out += [" ", values.get("alt") or ""] if tag == "img" else [" "] if tag in BLOCKS else []

    def handle_endtag(self, tag):
        self.off -= tag in ("script", "style") and self.off > 0
        self.out += [" "] if tag in BLOCKS else []

    def handle_data(self, text):
        if not self.off:
            self.out.append(text)


BLOCKS = set("p div li ul ol td th tr table h1 h2 h3 h4 h5 h6 pre blockquote br dt dd summary details".split())


def visible(page):
    parser = Visible()
    parser.feed(page)
    return "".join(parser.out)


def words(text):
    return collections.Counter(re.findall(r"[^\W_]+", html.unescape(text).lower()))


def without_templates(text):
    """What the tools do before they read Markdown: comments, shortcodes, Liquid, containers."""
    code = re.compile(r"^( *)(```+|~~~+)(?!\{(note|tip|warning|admonition)).*?^ *\2\s*$|(`+)(?!`).+?(?<!`)\4(?!`)", re.S | re.M)
    kept = []
    text = code.sub(lambda match: kept.append(match[0]) or f"\0{len(kept) - 1}\0", text)
    for pattern in (r"%%.*?%%", r"\{%-?\s*comment.*?endcomment\s*-?%\}", r"\{\{<!?\s*/\*.*?\*/\s*>\}\}", r"\{\{[<%].*?[>%]\}\}",
                    r"\{%.*?%\}", r"<!--.*?-->", r"^\([\w-]+\)=$", r"^%.*$", r"^:::+.*$", r"^\{:.*\}$", r"^(:[\w-]+:.*\n)+"):
        text = re.sub(pattern, "", text, flags=re.S | re.M if pattern[0] != "^" else re.M)
    return re.sub("\0(\\d+)\0", lambda match: kept[int(match[1])], text)


def commonmark(path, text):
    from markdown_it import MarkdownIt

    return visible(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(without_templates(text)))


def mkdocs(path, text):
    import markdown

    return visible(markdown.markdown(without_templates(text), extensions=MKDOCS))


def pandoc(path, text):
    text = re.sub(r"^(\s*```+)\{+(\w+)[^}\n]*\}+", r"\1\2", without_templates(text), flags=re.M)
    command = [os.environ.get("PANDOC", "pandoc"), "-f", "markdown", "-t", "html", "--wrap=none", "--mathjax"]
    return visible(subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode())


def mdx(paths):
    folder = pathlib.Path(os.environ.get("NODE_FOLDER", pathlib.Path(__file__).parent))
    run = subprocess.run(["node", folder / "words.mjs"], input="\n".join(map(str, paths)), text=True, capture_output=True, check=True)
    return {line["path"]: line["text"] for line in map(json.loads, run.stdout.splitlines())}


def ours(ingest, path):
    run = subprocess.run([ingest, str(path), "--max-tokens", "4000"], capture_output=True, text=True)
    return "\n".join(chunk["text"] for chunk in map(json.loads, run.stdout.splitlines()))


def markup(text):
    """Words of the markup of a text that is kept verbatim."""
    patterns = (r"\]\([^)]*\)", r"<[^>]*>", r"\{[^}]*\}", r"^\s*(```+|~~~+).*$", r"^\s*\[[^\]]*\]:.*$", r"\[\[[^\]]*\]\]", r"&\w+;", r"https?://\S+", r"\]\[[^\]]*\]", r"\[!?\w+\]", r"^\s*(!!!|\?\?\?|===|///|:::).*$", r"\\\w+")
    return words(" ".join(" ".join(m[0] for m in re.finditer(pattern, text, re.M)) for pattern in patterns))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("ingest")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=23)
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    chosen = random.Random(options.seed)
    total = lost_total = files = 0
    for name, (kind, suffix) in REPOSITORIES.items():
        paths = sorted(p for p in (options.folder / name).rglob("*" + suffix))
        paths = sorted(chosen.sample(paths, min(len(paths), options.count // len(REPOSITORIES) + 1)))
        known = mdx(paths) if kind == "mdx" else {}
        count = lost_count = 0
        for path in paths:
            text = FRONT_MATTER.sub("", path.read_text("utf-8-sig", "replace").replace("\r\n", "\n"))
            try:
                theirs = known[str(path)] if kind == "mdx" else globals()[kind](path, text)
            except subprocess.CalledProcessError:
                theirs = None
            if theirs is None:
                continue
            files += 1
            text = ours(options.ingest, path)
            page, mine = words(theirs), words(text)
            lost = page - mine
            more = mine - page - markup(text)
            count, lost_count = count + page.total(), lost_count + lost.total()
            if options.v and (lost or more):
                print(path.relative_to(options.folder), "lost", dict(lost.most_common(12)), "more", dict(more.most_common(12)))
        print(f"{name:32} {len(paths):3} files {count:7} words {1 - lost_count / max(1, count):.2%}")
        total, lost_total = total + count, lost_total + lost_count
    print(f"{files} files, {1 - lost_total / total:.3%} of {total} words")


if __name__ == "__main__":
    main()
