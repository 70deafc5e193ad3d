#!/usr/bin/env python3
"""Makes the PDFs of the corpus from the Markdown sources beside this script.

    pip install typst markdown        # Chromium for the style `print`
    python build_pdf.py [NAME ...]    # all sources, or only those named

The front matter of a source gives the title, the style, and the head and the foot of each page:

    numbered   one column, numbered headings          legal    one column, justified, table headers not repeated
    twocolumn  two columns, justified and hyphenated  plain    one column, ragged
    letter     running text without headings          print    set by Chromium from HTML
"""
import html
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"

STYLES = {
    "numbered": '#set heading(numbering: "1.1.1")\n#set text(font: "Libertinus Serif", size: 10.5pt)\n',
    "legal": '#set text(font: "Libertinus Serif", size: 11pt)\n#set par(justify: true)\n',
    "twocolumn": '#set page(columns: 2, margin: 1.8cm)\n#set text(font: "Libertinus Serif", size: 9.5pt, hyphenate: true)\n'
                 '#set par(justify: true)\n#set heading(numbering: "1.1")\n#show table: set text(size: 7pt)\n',
    "plain": '#set text(font: "New Computer Modern", size: 10pt)\n',
    "letter": '#set text(font: "Libertinus Serif", size: 12pt)\n#set par(first-line-indent: 1.2em, justify: true)\n',
}


def read(path):
    """Front matter and body of a source."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = (line.split(":", 1) for line in front.strip().splitlines())
    return {name: value.strip().strip('"') for name, value in fields}, body.strip()


def inline(text):
    """Markdown inside a line to Typst markup."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    out = []
    for part in re.split(r"(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)", text):
        for mark, call in (("**", "#strong"), ("*", "#emph"), ("`", "#raw")):
            if part.startswith(mark) and part.endswith(mark) and len(part) > 2 * len(mark):
                inner = part[len(mark):-len(mark)]
                out.append(f'#raw("{inner}")' if mark == "`" else f"{call}[{escape(inner)}]")
                break
        else:
            out.append(escape(part))
    return "".join(out)


def escape(text):
    return re.sub(r"([\\#$*_@<>`~\[\]/\-+='\"])", r"\\\1", text)


def cells(row):
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def to_typst(body, style):
    out = []
    for block in re.split(r"\n\s*\n", body):
        lines = block.splitlines()
        if heading := re.fullmatch(r"(#+) (.*)", block):
            out.append("=" * len(heading[1]) + " " + inline(heading[2]))
        elif lines[0].startswith("|"):
            header, rows = cells(lines[0]), [cells(line) for line in lines[2:]]
            repeat = "false" if style == "legal" else "true"
            out.append(f"#table(columns: {len(header)}, align: left, table.header(repeat: {repeat}, "
                       + ", ".join(f"[*{inline(cell)}*]" if cell else "[]" for cell in header) + "),\n"
                       + "".join("  " + ", ".join(f"[{inline(cell)}]" for cell in row) + ",\n" for row in rows) + ")")
        elif re.match(r"- ", lines[0]):
            out.append("\n".join("- " + inline(line[2:]) for line in lines))
        elif re.match(r"\d+\. ", lines[0]):
            out.append("\n".join("+ " + inline(re.sub(r"^\d+\. ", "", line)) for line in lines))
        else:
            out.append(inline(" ".join(lines)))
    return "\n\n".join(out)


def by_typst(name, front, body):
    import typst
    style, title = front["style"].strip(), front["title"].strip()
    head, foot = front["header"].strip(), front["footer"].strip()
    source = f'#set document(title: "{title}")\n#set page(paper: "a4", numbering: "1")\n' + STYLES[style]
    if head:
        source += f"#set page(header: [#text(size: 8pt)[{escape(head)}]], footer: context [#text(size: 8pt)[{escape(foot)} #h(1fr) #counter(page).display()]])\n"
    size = "15pt" if style == "letter" else "20pt"
    source += f'#text(size: {size}, weight: "bold", hyphenate: false)[{escape(title)}]\n\n' + to_typst(body, style) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / f"{name}.typ"
        path.write_text(source, encoding="utf-8")
        typst.compile(str(path), output=str(DOCS / f"{name}.pdf"))


def by_chromium(name, front, body):
    import markdown
    page = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(front['title'].strip())}</title>
<style>body {{ font: 11pt/1.45 sans-serif }} h1 {{ font-size: 20pt }} h2 {{ font-size: 16pt }} h3 {{ font-size: 13pt }} h4 {{ font-size: 11pt }}
table {{ border-collapse: collapse; font-size: 9pt }} td, th {{ border: 1px solid #999; padding: 2px 5px; text-align: left }}
.title {{ font-size: 24pt; font-weight: bold }} @page {{ size: A4; margin: 2cm }}</style>
<p class="title">{html.escape(front['title'].strip())}</p>
{markdown.markdown(body, extensions=["tables"])}"""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                        f"--user-data-dir={folder}/profile", f"--print-to-pdf={DOCS / (name + '.pdf')}", path.as_uri()],
                       check=True, capture_output=True)


def main():
    names = sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.md"))
    for name in names:
        front, body = read(HERE / f"{name}.md")
        (by_chromium if front["style"].strip() == "print" else by_typst)(name, front, body)
        print(name)


if __name__ == "__main__":
    main()
