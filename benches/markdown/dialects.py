#!/usr/bin/env python3
"""Compares outlines of Markdown dialects with those of the dialects' own parsers.

    dialects.py KIND FOLDER OUTLINE [-v]

KIND is mdx, quarto, myst, mkdocs, kramdown or commonmark (Obsidian, Hugo, docfx); OUTLINE is the
built example `outline`. Each file of the dialect in FOLDER is read by both; a heading is right if
the parser of the dialect has it with the same level and below the same heading. A container is a
scope: headings in it close no section outside, as in the reader of HTML.

The parsers: remark-mdx (npm, see outlines.mjs), pypandoc-binary, myst-parser, markdown with
pymdown-extensions (PyPI), kramdown (Debian: ruby-kramdown-parser-gfm), markdown-it-py (a
dependency of myst-parser; comments, shortcodes and containers are removed or scoped here, since
neither Obsidian nor docfx has a parser that runs alone).
"""

import difflib
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys

SUFFIXES = {
    "mdx": {".mdx"},
    "quarto": {".qmd", ".rmd"},
    "myst": {".md"},
    "mkdocs": {".md"},
    "kramdown": {".md", ".markdown"},
    "commonmark": {".md"},
}
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?!\s*\n).*?\n(?:---|\.\.\.)[ \t]*\n", re.S)


def read(path):
    return path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")


class Tree:
    """Collects headings with their parents; scopes hold the headings in them."""

    def __init__(self):
        self.headings, self.open, self.scopes = [], [], []

    def heading(self, level, text):
        outside = self.scopes[-1] if self.scopes else 0
        while len(self.open) > outside and self.open[-1][0] >= level:
            self.open.pop()
        self.headings.append([level, text, self.open[-1][1] if self.open else None])
        self.open.append((level, text))

    def enter(self):
        self.scopes.append(len(self.open))

    def leave(self):
        if self.scopes:
            del self.open[self.scopes.pop() :]


def pandoc(path):
    """Headings of pandoc's AST; those in lists and quotes are text."""
    text = read(path)
    # Quarto fills its shortcodes in before pandoc reads the text.
    text = re.sub(r"\{\{<(?!/\*).*?>\}\}", "", text)
    # knitr runs the cells before pandoc reads the text.
    text = re.sub(r"^(\s*```+)\{+(\w+)[^}\n]*\}+", r"\1\2", text, flags=re.M)
    run = subprocess.run(
        [os.environ.get("PANDOC", "pandoc"), "-f", "markdown", "-t", "json"],
        input=text.encode(), capture_output=True, check=True,
    )
    tree = Tree()

    def plain(inlines):
        out = []
        for inline in inlines:
            kind, content = inline["t"], inline.get("c")
            if kind == "Str":
                out.append(content)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                out.append(" ")
            elif kind in ("Code", "Math", "RawInline"):
                out.append(content[1] if kind != "RawInline" else "")
            elif kind in ("Link", "Image", "Span", "Quoted", "Cite"):
                out.append(plain(content[1]))
            elif kind != "Note" and isinstance(content, list):
                out.append(plain(content))
        return "".join(out)

    def walk(blocks):
        for block in blocks:
            if block["t"] == "Header":
                level, _, inlines = block["c"]
                tree.heading(level, plain(inlines))
            elif block["t"] == "Div":
                tree.enter()
                walk(block["c"][1])
                tree.leave()

    walk(json.loads(run.stdout)["blocks"])
    return tree.headings


class Page(html.parser.HTMLParser):
    """Headings of HTML, by the rules of the crate's reader."""

    TEXT = {"li", "blockquote", "table", "dd", "dt", "nav", "aside"}
    VOID = {"br", "hr", "img", "input", "meta", "link", "source", "area", "col", "wbr"}

    def __init__(self):
        super().__init__()
        self.tree, self.stack, self.level, self.words, self.off = Tree(), [], None, [], 0

    def is_scope(self, tag, attributes):
        classes = (dict(attributes).get("class") or "").split()
        return tag in ("details", "figure") or any(
            name in ("admonition", "tabbed-block", "tabbed-set") for name in classes
        )

    def handle_starttag(self, tag, attributes):
        if tag in self.VOID:
            return
        scope = self.is_scope(tag, attributes)
        if scope:
            self.tree.enter()
        self.off += tag in self.TEXT
        self.stack.append((tag, scope))
        if re.fullmatch("h[1-6]", tag) and not self.off:
            self.level, self.words = int(tag[1]), []

    def handle_endtag(self, tag):
        if not any(open == tag for open, _ in self.stack):
            return
        while self.stack:
            open, scope = self.stack.pop()
            self.off -= open in self.TEXT
            if scope:
                self.tree.leave()
            if open == tag:
                break
        if re.fullmatch("h[1-6]", tag) and self.level:
            self.tree.heading(self.level, "".join(self.words).replace("¶", ""))
            self.level = None

    def handle_data(self, text):
        if self.level:
            self.words.append(text)


def page(text):
    parser = Page()
    parser.feed(text)
    return parser.tree.headings


def mkdocs(path):
    import markdown

    text = FRONT_MATTER.sub("", read(path))
    names = (
        "abbr admonition attr_list def_list footnotes md_in_html tables toc pymdownx.arithmatex "
        "pymdownx.betterem pymdownx.caret pymdownx.details pymdownx.highlight "
        "pymdownx.inlinehilite pymdownx.keys pymdownx.mark pymdownx.smartsymbols "
        "pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde pymdownx.blocks.html "
        "pymdownx.blocks.caption pymdownx.blocks.admonition pymdownx.blocks.details "
        "pymdownx.blocks.tab"
    ).split()
    options = {"pymdownx.tabbed": {"alternate_style": True}}
    return page(markdown.markdown(text, extensions=names, extension_configs=options))


def kramdown(path):
    text = FRONT_MATTER.sub("", read(path))
    # Liquid runs before kramdown.
    text = re.sub(r"\{%-?\s*comment.*?endcomment\s*-?%\}", "", text, flags=re.S)
    text = re.sub(r"\{%-?\s*highlight.*?endhighlight\s*-?%\}", "", text, flags=re.S)
    text = re.sub(r"\{%.*?%\}", "", text, flags=re.S)
    run = subprocess.run(
        ["ruby", "-e", "require 'kramdown'; print Kramdown::Document.new(STDIN.read, input: 'GFM').to_html"],
        input=text.encode(), capture_output=True, check=True
    )
    return page(run.stdout.decode())


def markdown_it(text, parser, tree, nested=None):
    """Headings at the top of a text, and those in the containers that `nested` gives."""
    tokens = parser.parse(text)
    depth = 0
    for at, token in enumerate(tokens):
        if token.type in ("blockquote_open", "bullet_list_open", "ordered_list_open", "dl_open"):
            depth += 1
        elif token.type in ("blockquote_close", "bullet_list_close", "ordered_list_close", "dl_close"):
            depth -= 1
        elif depth:
            continue
        elif token.type == "heading_open":
            words = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content
                for child in tokens[at + 1].children
                if child.type != "html_inline"
            )
            tree.heading(int(token.tag[1]), words)
        elif nested:
            body = nested(token)
            if body is not None:
                tree.enter()
                markdown_it(body, parser, tree, nested)
                tree.leave()


def myst(path):
    from myst_parser.config.main import MdParserConfig
    from myst_parser.mdit_to_docutils.base import DocutilsRenderer
    from myst_parser.parsers.mdit import create_md_parser

    names = {"colon_fence", "deflist", "dollarmath", "substitution", "attrs_inline", "fieldlist"}
    parser = create_md_parser(MdParserConfig(enable_extensions=names), DocutilsRenderer)
    markdown = re.compile(
        r"\{(note|tip|hint|important|warning|caution|attention|danger|error|admonition|seealso|todo|"
        r"version\w+|deprecated|dropdown|tab-\w+|grid[\w-]*|card[\w-]*|margin|sidebar|topic|epigraph|"
        r"figure|list-table|glossary|div|pull-quote|highlights|myst-example|figure-md)\}|\{\."
    )

    def nested(token):
        is_colon = token.type == "colon_fence"
        if token.type not in ("fence", "colon_fence") or not markdown.match(token.info.strip()):
            return None
        if "myst-example" in token.info and not is_colon:
            return None
        return re.sub(r"\A(---\n.*?\n---\n|(:[\w-]+:.*\n)+)", "", token.content, flags=re.S)

    tree = Tree()
    markdown_it(read(path), parser, tree, nested)
    return tree.headings


def commonmark(path):
    from markdown_it import MarkdownIt

    text = FRONT_MATTER.sub("", read(path))
    tree = Tree()
    text = re.sub(r"^%%.*?%%$", "", text, flags=re.S | re.M)
    text = re.sub(r"\{\{[<%](?!\s*/\*).*?[>%]\}\}", "", text)
    parser = MarkdownIt("gfm-like", {"linkify": False})
    # Tabs of docfx end at a thematic break, containers at their closing line.
    tokens = parser.parse(text)
    depth, tab = 0, False
    for at, token in enumerate(tokens):
        if token.type in ("blockquote_open", "bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("blockquote_close", "bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif depth:
            continue
        elif token.type == "hr" and tab:
            tree.leave()
            tab = False
        elif token.type == "html_block":
            for tag in re.findall(r"<(/?)(?:details|figure)\b", token.content, flags=re.I):
                tree.leave() if tag else tree.enter()
        elif token.type == "inline" and tokens[at - 1].type == "paragraph_open":
            for line in token.content.split("\n"):
                if re.match(r"::: ?(zone|moniker) ", line):
                    tree.enter()
                elif re.match(r"::: ?(zone|moniker)-end", line):
                    tree.leave()
        elif token.type == "heading_open":
            inline = tokens[at + 1]
            if re.fullmatch(r"\[[^\]]*\]\(#tab/.*\)", inline.content):
                if tab:
                    tree.leave()
                tree.enter()
                tab = True
                continue
            words = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content
                for child in inline.children
                if child.type != "html_inline"
            )
            tree.heading(int(token.tag[1]), words)
    return tree.headings


def mdx(paths):
    script = pathlib.Path(__file__).with_name("outlines.mjs")
    modules = os.environ.get("NODE_FOLDER", script.parent)
    run = subprocess.run(
        ["node", str(pathlib.Path(modules) / "outlines.mjs")],
        input="\n".join(map(str, paths)).encode(), capture_output=True, check=True,
    )
    lines = map(json.loads, run.stdout.splitlines())
    return {line["path"]: line.get("headings") for line in lines}


def ours(program, path):
    run = subprocess.run([program, str(path), "--json"], capture_output=True)
    sections = [json.loads(line) for line in run.stdout.splitlines()]
    names = {section["section"]: section["text"] for section in sections}
    result = []
    for section in sections:
        if section["text"] is None:
            continue
        parent = section["section"].rpartition(".")[0]
        result.append([section["level"], section["text"], names.get(parent) if parent else None])
    return result


def key(text):
    if text is None:
        return None
    text = re.sub(r"\{[#.-][^{}]*\}\s*$|:[a-z0-9_-]+:", "", text)
    return re.sub(r"[\W_]+", "", text).lower()


def main():
    kind, folder, program = sys.argv[1:4]
    verbose = "-v" in sys.argv
    paths = [
        path
        for path in sorted(pathlib.Path(folder).rglob("*"))
        if path.is_file() and path.suffix.lower() in SUFFIXES[kind]
    ]
    known = mdx(paths) if kind == "mdx" else {}
    reader = {
        "quarto": pandoc, "myst": myst, "mkdocs": mkdocs, "kramdown": kramdown,
        "commonmark": commonmark,
    }.get(kind)
    total = right = extra = failed = files = 0
    for path in paths:
        try:
            theirs = known[str(path)] if kind == "mdx" else reader(path)
        except Exception as error:  # a file that the tool itself rejects
            theirs = None
            if verbose:
                print("rejected:", path, str(error)[:100])
        if theirs is None:
            failed += 1
            continue
        files += 1
        mine = ours(program, path)
        a = [(level, key(text)) for level, text, _ in theirs]
        b = [(level, key(text)) for level, text, _ in mine]
        matched = 0
        wrong = []
        seen = set()
        for block in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            for at in range(block.size):
                seen.add(block.a + at)
                if key(theirs[block.a + at][2]) == key(mine[block.b + at][2]):
                    matched += 1
                else:
                    wrong.append((theirs[block.a + at], mine[block.b + at][2]))
        total += len(a)
        right += matched
        extra += len(b) - len(seen)
        if verbose and (matched < len(a) or len(b) > len(a)):
            print(path, f"{matched}/{len(a)}, {len(b) - len(seen)} more")
            for at in range(len(a)):
                if at not in seen:
                    print("   lost:", theirs[at])
            for line in wrong:
                print("   parent:", line)
            used = {item for item in a}
            for line in mine:
                if (line[0], key(line[1])) not in used:
                    print("   more:", line)
    share = right / total if total else 1
    print(f"{kind} {folder}: {files} files, {failed} rejected, {total} headings, {share:.2%} right, {extra} more")


main()
