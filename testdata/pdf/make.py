#!/usr/bin/env python3
"""Makes the PDF documents of this folder, and gt-tagged.json, gt-untagged.json and no-headings.json, from their sources.

  make.py [NAME-PART ...]      makes the files whose name contains one of the parts (default: all)

Each PDF is one line of files.py: a Markdown source, a producer, and a look (a template in looks/). The outline that a
PDF must give is taken from the source, so it is right by construction; check.py then looks for every heading in the PDF.

Needs requirements.txt, and from Debian: qpdf, chromium, libreoffice-writer-nogui, texlive-latex-recommended, texlive-latex-extra,
texlive-fonts-recommended, texlive-xetex, lmodern, fonts-liberation2, fonts-dejavu-core, fonts-noto-core, fonts-noto-cjk.
"""
import argparse
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import pypandoc
import typst

from files import FILES

HERE = Path(__file__).resolve().parent
PANDOC = pypandoc.get_pandoc_path()
READ = "markdown+alerts+task_lists-implicit_figures-smart+lists_without_preceding_blankline-blank_before_header-tex_math_single_backslash"
# The date of creation in all files.
DATE = datetime(2025, 6, 1, 12, 0, tzinfo=timezone.utc)
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": str(int(DATE.timestamp())), "FORCE_SOURCE_DATE": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}


def run(command, **options):
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, **options)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{(done.stdout + done.stderr).decode(errors='replace')[-3000:]}")
    return done.stdout


def pandoc(text, *arguments):
    return run([PANDOC, *arguments], input=text.encode(), cwd=HERE / "sources").decode()


# ---- The source


def read(source):
    """The source as pandoc's tree: front matter apart, only what can be printed."""
    path = HERE.parent / source if source.startswith("docs/") else HERE / "sources" / source
    text = re.sub(r"\A\+\+\+\n.*?\n\+\+\+\n", "", path.read_text(encoding="utf-8"), flags=re.S)
    tree = json.loads(pandoc(text, "-f", READ, "-t", "json"))
    tree["meta"] = {}
    tree["blocks"] = [kept for block in tree["blocks"] for kept in printable(block)]
    return tree


def printable(block):
    """A block as it is printed: no comments, alerts as quotes, pictures that are not there as frames."""
    block = walk(block, inline)
    if block["t"] == "RawBlock":
        return []
    if block["t"] == "Div" and {"note", "tip", "important", "warning", "caution"} & set(block["c"][0][1]):
        title, *rest = block["c"][1]
        name = {"t": "Strong", "c": [{"t": "Str", "c": block["c"][0][1][0].capitalize()}]}
        block = {"t": "BlockQuote", "c": [{"t": "Para", "c": [name]}, *rest]}
    if block["t"] != "Header":
        # A heading in a quote or a list is none of the document's: it is set as a bold line.
        block = walk(block, lambda e: [{"t": "Para", "c": [{"t": "Strong", "c": e["c"][2]}]}] if e["t"] == "Header" else [e])
    return [block]


def inline(element):
    """Links into other files of the folder lead nowhere in a PDF, nor do comments."""
    kind = element["t"]
    if kind == "Link" and not re.match(r"(https?|mailto):", element["c"][2][0]):
        return element["c"][1]
    if kind == "Image" and not (HERE / "sources" / element["c"][2][0]).exists():
        return [{"t": "Emph", "c": [{"t": "Str", "c": "["}, *element["c"][1], {"t": "Str", "c": "]"}]}]
    if kind == "RawInline":
        return []
    return [element]


def walk(element, change):
    """`element` with every inline element below it replaced by what `change` gives."""
    if isinstance(element, list):
        changed = []
        for child in element:
            child = walk(child, change)
            changed += change(child) if isinstance(child, dict) and "t" in child else [child]
        return changed
    if isinstance(element, dict):
        return {key: walk(value, change) for key, value in element.items()}
    return element


def plain(inlines):
    """The text of inline elements, without footnotes."""
    text = ""
    for element in inlines:
        kind, content = element["t"], element.get("c")
        if kind == "Str":
            text += content
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            text += " "
        elif kind in ("Code", "Math"):
            text += content[1]
        elif kind in ("Link", "Image", "Span"):
            text += plain(content[1])
        elif kind == "Quoted":
            text += "“" + plain(content[1]) + "”" if content[0]["t"] == "DoubleQuote" else "‘" + plain(content[1]) + "’"
        elif kind != "Note":
            text += plain(content)
    return text


def outline(tree):
    return [[block["c"][0], plain(block["c"][2]).strip()] for block in tree["blocks"] if block["t"] == "Header"]


NUMBER = re.compile(r"(\d+\.)*\d+\.?|[A-Z]\.(\d+\.)*\d+")


def take_numbers(tree):
    """Takes the numbers out of headings: the producer writes them again. Headings that have none stay unnumbered."""
    for block in tree["blocks"]:
        if block["t"] != "Header" or block["c"][0] == 1:
            continue
        first = block["c"][2][0]
        if first["t"] == "Str" and NUMBER.fullmatch(first["c"]):
            block["c"][2] = block["c"][2][2:]
        else:
            block["c"][1][1].append("unnumbered")


def take_title(tree, kind):
    """Takes the first heading out as the title, and moves the others up by one level unless they are those of slides."""
    at = next(at for at, block in enumerate(tree["blocks"]) if block["t"] == "Header")
    title = tree["blocks"].pop(at)["c"][2]
    for block in tree["blocks"]:
        if block["t"] == "Header" and kind == "block":
            block["c"][0] = max(1, block["c"][0] - 1)
    return title


# ---- The producers


def make(name, source, look, options):
    tree = read(source)
    truth = outline(tree)
    if options.get("number_headings"):
        truth = numbered(truth)
    if options.get("numbers") == "roman":
        truth = roman(truth)
    if options.get("numbers"):
        take_numbers(tree)
    if options.get("toc") or "\\tableofcontents" in (HERE / "looks" / look).read_text(encoding="utf-8"):
        truth.insert(1, [2, "Contents"])
    title = take_title(tree, options["title"]) if options.get("title") else None
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        if (HERE / "sources" / "figures").exists():
            shutil.copytree(HERE / "sources" / "figures", folder / "figures")
        producer = {".typ": by_typst, ".tex": by_latex, ".css": by_chromium, ".fodt": by_libreoffice}[Path(look).suffix]
        pdf = producer(folder, tree, title, look, {"running": "", "author": "", "date": "", **options})
        path = HERE / f"{name}.pdf"
        path.write_bytes(pdf)
    if options.get("packed"):
        run(["qpdf", "--object-streams=generate", "--deterministic-id", "--replace-input", str(path)])
    return truth


def numbered(truth):
    """The outline with the numbers that the producer gives to the headings below the title."""
    counters, result = [], [truth[0]]
    for level, text in truth[1:]:
        counters = (counters + [0] * 6)[: level - 1]
        counters[-1] += 1
        result.append([level, ".".join(map(str, counters)) + " " + text])
    return result


ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]


def roman(truth):
    """The outline with II. for 2 and C. for 2.3."""

    def change(match):
        *_, last = numbers = [int(number) for number in match[0].strip(". ").split(".")]
        return (ROMAN[last] if len(numbers) == 1 else chr(64 + last)) + ". "

    return [[level, re.sub(r"^(\d+\.)*\d+\.? ", change, text)] for level, text in truth]


def write(tree, to, *arguments):
    return pandoc(json.dumps(tree), "-f", "json", "-t", to, "--wrap=preserve", *arguments)


def inlines(elements, to):
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [{"t": "Plain", "c": elements}]}
    return write(tree, to, "--wrap=none").strip()


def fill(look, values):
    text = (HERE / "looks" / look).read_text(encoding="utf-8")
    return re.sub(r"@@([a-z-]+)@@", lambda match: str(values.get(match[1], "")), text)


TYPST = """
#let horizontalrule = align(center, line(length: 30%, stroke: 0.4pt))
#show figure: set block(breakable: true)
#show figure.where(kind: table): set figure.caption(position: top)
#set table(inset: 4pt, stroke: (x, y) => if y <= 1 { (top: 0.5pt) } else { none })
#set figure(placement: none)
"""


def by_typst(folder, tree, title, look, options):
    first = inlines(title, "typst") if title else ""
    unnumbered = [block for block in tree["blocks"] if block["t"] == "Header" and "unnumbered" in block["c"][1][1]]
    body = write(tree, "typst")
    for block in unnumbered:
        text = inlines(block["c"][2], "typst")
        body = re.sub(rf"^(=+) {re.escape(text)}$", lambda m: f"#heading(level: {len(m[1])}, numbering: none)[{text}]", body, flags=re.M)
    values = {
        **options,
        "body": body,
        "title-element": f"#title[{first}]" if options.get("tagged") and options.get("title_tag") else first,
        "toc": "#outline(indent: auto)\n#pagebreak()" if options.get("toc") else "",
        "lang": options.get("lang", "ja"),
        "region": options.get("region", "JP"),
        "script": options.get("script", "JP"),
        "numbering": options.get("numbering", "none"),
    }
    description = f"#set document(date: datetime(year: {DATE.year}, month: {DATE.month}, day: {DATE.day}, hour: 12, minute: 0, second: 0)"
    description += f", title: [{first}])" if first else ")"
    (folder / "main.typ").write_text(description + TYPST + fill(look, values), encoding="utf-8")
    return typst.compile(folder / "main.typ", pdf_tags=bool(options.get("tagged")), timestamp=int(DATE.timestamp()))


NO_LINKS = r"""\newcommand\href[2]{#2}\newcommand\url[1]{\texttt{\detokenize{#1}}}\newcommand\texorpdfstring[2]{#1}\providecommand\nolinkurl[1]{\texttt{#1}}"""


def by_latex(folder, tree, title, look, options):
    engine = options.get("engine", "pdflatex")
    to = "beamer" if look == "slides.tex" else "latex"
    body = write(tree, to, "--top-level-division=" + ("chapter" if look == "book.tex" else "section"), "--syntax-highlighting=none", "--slide-level=2")
    for figure in folder.glob("figures/*.svg"):
        page = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("figures/{figure.name}")'
        (folder / "figure.typ").write_text(page)
        figure.with_suffix(".pdf").write_bytes(typst.compile(folder / "figure.typ", timestamp=int(DATE.timestamp()), pdf_tags=False))
    body = re.sub(r"\\includesvg(.*?)\.svg\}", r"\\includegraphics\1.pdf}", body)
    if "twocolumn" in (HERE / "looks" / look).read_text():
        body = wide_tables(body)
    if engine == "pdflatex":
        body = re.sub(r"[^\x00-\u00ff–—‘’“”…€•→−≤≥°√∞×±·⁻²³¹\u0100-\u017f]", substitute, body)
    values = {**options, "body": body, "title": inlines(title, "latex") if title else "", "shared": fill("shared.tex", {}), "nolinks": NO_LINKS}
    text = fill(look, values)
    if engine == "pdflatex":
        text = text.replace("\\begin{document}", SYMBOLS + "\\pdftrailerid{sectile}\n\\begin{document}")
    (folder / "main.tex").write_text(text, encoding="utf-8")
    for _ in range(3):
        run([engine, "-interaction=nonstopmode", "-halt-on-error", "main.tex"], cwd=folder)
    return (folder / "main.pdf").read_bytes()


SYMBOLS = r"""
\DeclareUnicodeCharacter{2192}{\ensuremath{\rightarrow}}\DeclareUnicodeCharacter{2212}{\ensuremath{-}}
\DeclareUnicodeCharacter{2264}{\ensuremath{\leq}}\DeclareUnicodeCharacter{2265}{\ensuremath{\geq}}
\DeclareUnicodeCharacter{221A}{\ensuremath{\surd}}\DeclareUnicodeCharacter{221E}{\ensuremath{\infty}}
\DeclareUnicodeCharacter{207B}{\ensuremath{^{-}}}
"""


def substitute(match):
    return {"′": "'", "\u202f": "~", "\u2009": "\\,", "‐": "-", "‑": "-", "☐": "[ ]", "☒": "[x]", "µ": "\\textmu{}", "√": "v", "≈": "\\ensuremath{\\approx}", "ß": "ß", "Δ": "\\ensuremath{\\Delta}", "σ": "\\ensuremath{\\sigma}", "Ω": "\\ensuremath{\\Omega}", "„": "\\quotedblbase{}", "½": "\\textonehalf{}", "♦": "*", "✓": "yes"}.get(match[0], "?")


def wide_tables(body):
    """Long tables do not work in two columns: each becomes a table in one column, or over both if it has many columns."""

    def change(match):
        text = match[0]
        columns = re.search(r"\\begin\{longtable\}\[\]\{(.*?)\}\s*\n(?=\\caption|\\toprule)", text, re.S)[1]
        caption = re.search(r"(\\caption\{.*?\})\\tabularnewline", text, re.S)
        head = re.search(r"\\toprule\\noalign\{\}\n(.*?)\\midrule", text, re.S)[1]
        rows = text.split("\\endlastfoot\n")[1].removesuffix("\\end{longtable}")
        count = head.count("&") + 1
        star = "*" if count > 3 else ""
        columns = re.sub(r"\\(real|linewidth)", lambda m: "\\" + m[1], columns)
        return (
            f"\\begin{{table{star}}}[tbp]\\centering\\footnotesize\n{caption[1] if caption else ''}\n"
            f"\\begin{{tabular}}{{{columns}}}\\toprule\n{head}\\midrule\n{rows}\\bottomrule\n\\end{{tabular}}\\end{{table{star}}}"
        )

    return re.sub(r"\\begin\{longtable\}.*?\\end\{longtable\}", change, body, flags=re.S)


def by_chromium(folder, tree, title, look, options):
    body = write(tree, "html5", "--mathml", "--syntax-highlighting=none")
    body = re.sub(r"<table>(?=\s*(<colgroup>.*?</colgroup>\s*)?<thead>\s*<tr>(\s*<th\b.*?</th>){5})", '<table class="wide">', body, flags=re.S)
    name = re.sub("<.*?>", "", html.unescape(options.get("running", "")))
    page = f'<!DOCTYPE html>\n<html lang="{options.get("lang", "en")}"><head><meta charset="utf-8"><title>{html.escape(name)}</title><style>\n{fill(look, options)}</style></head><body>\n{body}</body></html>\n'
    (folder / "main.html").write_text(page, encoding="utf-8")
    print_page(folder / "main.html", folder / "main.pdf", options)
    return fix_dates((folder / "main.pdf").read_bytes())


def print_page(page, pdf, options):
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={pdf.parent}/profile"]
    flags.append("--export-tagged-pdf" if options.get("tagged") else "--disable-pdf-tagging")
    if options.get("outline"):
        flags.append("--generate-pdf-document-outline")
    run(["chromium", *flags, f"--print-to-pdf={pdf}", page.as_uri()])


def by_libreoffice(folder, tree, title, look, options):
    if options.get("without_maths"):  # LibreOffice draws formulas only with its own package for them
        tree["blocks"] = walk(tree["blocks"], lambda e: [{"t": "Emph", "c": [{"t": "Str", "c": e["c"][1].strip()}]}] if e["t"] == "Math" else [e])
    parts = write(tree, "opendocument", f"--template={template(folder)}").split("@@cut@@")
    parts[1] = re.sub(r"<draw:frame (?=[^>]*>\s*<draw:image)", '<draw:frame svg:width="2.9in" svg:height="1.85in" text:anchor-type="as-char" ', re.sub(r'(<draw:frame [^>]*?)\s(svg:width|svg:height|text:anchor-type)="[^"]*"', r"\1", parts[1]))
    sizes = options.get("sizes", [20, 15, 12.5, 11, 10, 10])
    levels = range(1, 7)
    values = {"text-font": options.get("font", "Liberation Serif"), "heading-font": options.get("font", "Liberation Sans"), "size": "11", "lang": "en", "align": "start", "hyphenate": "false", "columns": "1", "writing-mode": "lr-tb", "page-width": "8.27in", "page-height": "11.69in", **options}
    values |= {
        "automatic-styles": parts[0],
        "body": parts[1],
        "title": html.escape(plain(tree["blocks"][0]["c"][2])) if tree["blocks"][0]["t"] == "Header" else "",
        "heading-styles": "\n".join(
            f'<style:style style:name="Heading_20_{n}" style:display-name="Heading {n}" style:family="paragraph" style:parent-style-name="Heading" style:default-outline-level="{n}">'
            f'<style:text-properties fo:font-size="{sizes[n - 1]}pt" style:font-size-asian="{sizes[n - 1]}pt" style:font-size-complex="{sizes[n - 1]}pt"/></style:style>'
            for n in levels
        ),
        "outline-style": '<text:outline-style style:name="Outline">' + "".join(f'<text:outline-level-style text:level="{n}" style:num-format=""/>' for n in levels) + "</text:outline-style>",
    }
    (folder / "main.fodt").write_text(fill(look, values), encoding="utf-8")
    to_pdf(folder, "main.fodt", options)
    return fix_dates((folder / "main.pdf").read_bytes())


def to_pdf(folder, file, options):
    settings = {"UseTaggedPDF": bool(options.get("tagged")), "ExportBookmarks": bool(options.get("outline"))}
    settings = json.dumps({key: {"type": "boolean", "value": str(value).lower()} for key, value in settings.items()})
    run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", f"pdf:writer_pdf_Export:{settings}", "--outdir", str(folder), str(folder / file)])


def template(folder):
    (folder / "cut.xml").write_text("$automatic-styles$\n@@cut@@\n$body$\n")
    return folder / "cut.xml"


def fix_dates(pdf):
    """Chromium and LibreOffice write the time and a random id: both are overwritten in place, nothing else changes."""
    date = DATE.strftime("D:%Y%m%d%H%M%S").encode()
    pdf = re.sub(rb"D:20\d{12}", date, pdf)
    pdf = re.sub(rb"(?<=/ID \[ <)[0-9A-F]{32}>\s*<[0-9A-F]{32}(?=>)", lambda m: re.sub(rb"[0-9A-F]", b"0", m[0]), pdf)
    return re.sub(rb"(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32, pdf)


# ---- All of them


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="NAME-PART")
    parts = parser.parse_args().parts
    paths = {kind: HERE / f"{kind}.json" for kind in ("gt-tagged", "gt-untagged", "no-headings")}
    truths = {}
    for path in paths.values():
        if path.exists():
            truths |= json.loads(path.read_text(encoding="utf-8"))
    for name, source, look, options in FILES:
        if parts and not any(part in name for part in parts):
            continue
        print(name, flush=True)
        truths[f"{name}.pdf"] = make(name, source, look, options)
    kinds = {f"{name}.pdf": "gt-tagged" if options.get("tagged") else "gt-untagged" for name, _, _, options in FILES}
    for kind, path in paths.items():
        names = [name for name in kinds if name in truths and kind == (kinds[name] if truths[name] else "no-headings")]
        path.write_text("{\n" + ",\n".join(f"{json.dumps(name)}: {lines(truths[name])}" for name in names) + "\n}\n", encoding="utf-8")


def lines(truth):
    """JSON with one heading a line."""
    return "[\n " + ",\n ".join(json.dumps(heading, ensure_ascii=False) for heading in truth) + "\n]" if truth else "[]"


if __name__ == "__main__":
    main()
