#!/usr/bin/env python3
"""Makes the source.pdf files in ../cases: prints of cases that have other sources too, and cases of PDF's own.

  cases.py [NAME-PART ...]     makes the cases whose name contains one of the parts (default: all)

A case of PDF's own has outline.txt as every case, and may have text.txt: lines that must all be in the document's
text, in this order (runs of spaces in a line count as they are: that is for code). Needs what make.py needs.
"""
import io
import json
import re
import sys
import tempfile
from pathlib import Path

import pikepdf
import typst
from PIL import Image

from make import DATE, HERE, TYPST, by_libreoffice, fill, fix_dates, pandoc, print_page, run

CASES = HERE.parent / "cases"

# ---- Cases that have a source.md or a source.html


def from_html(name, tagged=True, outline=False, css=""):
    """The page as Chromium prints it."""
    page = (CASES / name / "source.html").read_text(encoding="utf-8")
    css = f"<style>{css}</style>" if css else ""
    page = page.replace("</head>", css + "</head>") if "</head>" in page else css + page
    return chromium(page, tagged, outline)


def chromium(page, tagged, outline=False):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "main.html").write_text(page, encoding="utf-8")
        print_page(folder / "main.html", folder / "main.pdf", {"tagged": tagged, "outline": outline})
        return fix_dates((folder / "main.pdf").read_bytes())


def markdown(name, to, *arguments):
    text = (CASES / name / "source.md").read_text(encoding="utf-8")
    return pandoc(text, "-f", "gfm-smart", "-t", to, "--wrap=none", "--syntax-highlighting=none", *arguments)


LOOK = """#set page(paper: "a5", margin: 18mm)
#set text(font: "Libertinus Serif", size: 10pt, lang: "en")
#set par(spacing: 0.9em)
#show raw: set text(font: "DejaVu Sans Mono", size: 8pt)
#show heading: set block(above: 1.6em, below: 0.8em)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 14pt)
#show heading.where(level: 3): set text(size: 11.5pt)
"""


def by_typst(text, tagged=False):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "main.typ"
        date = f"#set document(date: datetime(year: {DATE.year}, month: {DATE.month}, day: {DATE.day}))\n"
        path.write_text(date + text, encoding="utf-8")
        return typst.compile(path, pdf_tags=tagged, timestamp=int(DATE.timestamp()))


def from_markdown(name, tagged=False, look=""):
    return by_typst(LOOK + look + TYPST + markdown(name, "typst"), tagged)


def by_latex(text, engine="pdflatex"):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "main.tex").write_text(text, encoding="utf-8")
        for _ in range(3):
            run([engine, "-interaction=nonstopmode", "-halt-on-error", "main.tex"], cwd=folder)
        return (Path(folder) / "main.pdf").read_bytes()


def markdown_by_latex(name):
    body = markdown(name, "latex", "--top-level-division=section")
    return by_latex(
        "\\documentclass[a5paper]{article}\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}\\usepackage{mathptmx}\\usepackage[margin=18mm]{geometry}\n"
        + fill("shared.tex", {})
        + "\\usepackage[hidelinks]{hyperref}\\setcounter{secnumdepth}{-1}\\pdftrailerid{case}\\pagestyle{empty}\n\\begin{document}\n"
        + body
        + "\\end{document}\n"
    )


def from_writer(name, **options):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        text = (CASES / name / "source.md").read_text(encoding="utf-8")
        tree = json.loads(pandoc(text, "-f", "gfm-smart", "-t", "json"))
        return by_libreoffice(folder, tree, None, "writer.fodt", {"running": "", **options})


PRINTED = {
    "all-six-levels": lambda name: from_html(name),
    "skipped-levels": lambda name: from_html(name),
    "deep-jump-back": lambda name: from_html(name, outline=True),
    "duplicate-headings": lambda name: from_html(name, tagged=False),
    "emphasis-in-headings": lambda name: from_html(name),
    "heading-with-inline-code": lambda name: from_html(name),
    "quotes-and-dashes": lambda name: from_html(name),
    "closing-hashes": lambda name: from_html(name),
    "very-long-heading": lambda name: from_html(name),
    "spanned-cells": lambda name: from_html(name, tagged=False),
    "several-h1": lambda name: from_markdown(name, tagged=True),
    "only-headings": lambda name: from_markdown(name, tagged=True),
    "first-heading-is-deep": lambda name: from_markdown(name, tagged=True),
    "rules-in-the-middle": lambda name: from_markdown(name),
    "no-headings": lambda name: from_markdown(name),
    "cjk-headings": lambda name: from_markdown(name, look='#set text(font: ("Libertinus Serif", "Noto Serif CJK JP", "Noto Serif CJK KR"))\n#show raw: set text(font: ("DejaVu Sans Mono", "Noto Sans CJK JP"))\n'),
    "arabic-headings": lambda name: from_markdown(name, tagged=True, look='#set text(font: "Noto Naskh Arabic", lang: "ar", dir: rtl)\n'),
    "hash-in-code": markdown_by_latex,
    "hash-in-nested-fence": markdown_by_latex,
    "text-before-first-heading": lambda name: from_writer(name, tagged=True),
    "heading-without-body": lambda name: from_writer(name, tagged=True, outline=True),
    "table-with-pipes-and-escapes": lambda name: from_writer(name, outline=True),
}

# ---- Cases of PDF's own

SENTENCES = """The rope is laid from three strands, each of which is twisted against the others, so that they hold one another.
A good rope is known by its smell: tar, a little smoke, and nothing else.
Whoever has time lets the hemp rest for a winter before it is combed.
In the long shed by the river there is room for a hundred and twenty fathoms.
The wheel is turned by a child, or by a man who has been told off.
When it rains the yarn grows shorter, and the day's measure has to be taken again.
Nothing is thrown away: the tow goes to the caulkers, and the dust to the gardens.
The old master walks backwards all day long and says that he sees the world better in this way.
On Saturdays the lengths are weighed and entered in a book that nobody reads.
A knot in a new rope is a bad sign, but two knots are a pattern.
Buyers come in spring, feel the strands, shake their heads, and pay.
It takes four people to carry a cable, and a fifth to say where.""".splitlines()


def words(start, count):
    """A paragraph of `count` sentences."""
    return " ".join(SENTENCES[(start + at) % len(SENTENCES)] for at in range(count))


def running_heads():
    head = '#set page(header: context { set text(8pt, style: "italic"); let here = query(heading.where(level: 2).before(here())); [Rope and Twine #h(1fr) #if here.len() > 0 { here.last().body }] }, footer: context align(center, text(8pt)[Page #counter(page).display()]))\n'
    body = "= Rope and Twine\n\n" + words(0, 8) + "\n\n"
    for number, title in enumerate(["Hemp", "The Long Shed", "Tar", "Buyers"]):
        body += f"== {title}\n\n" + "\n\n".join(words(number * 3 + at, 9) for at in range(4)) + "\n\n"
    return by_typst(LOOK + head + body)


def heading_over_two_lines():
    return by_typst(
        LOOK
        + "#show heading.where(level: 1): set align(center)\n#set text(hyphenate: false)\n= On the Making of Ropes, Cables and Fishing Lines in the Long Shed by the River\n\n"
        + words(0, 6)
        + "\n\n== What the Masters of the Guild Have Always Said about Hemp That Was Cut Too Early\n\n"
        + words(3, 7)
        + "\n\n== Tar\n\n"
        + words(1, 4)
        + "\n\n=== A short remark on the mixing of tar with tallow and with fish oil, and on what it costs per barrel\n\n"
        + words(5, 4)
    )


def heading_at_column_break():
    text = LOOK + "#set page(columns: 2, width: 148mm, height: 120mm)\n#set par(justify: true)\n"
    text += '#place(top, scope: "parent", float: true)[= Rope Walks of the Lower River]\n'
    text += words(0, 6) + "\n#colbreak()\n== Reaching the Second Column\n\n" + words(4, 6) + "\n#colbreak()\n== At the Top of the Next Page\n\n" + words(2, 4)
    return by_typst(text + "\n\n== And One More in the Same Column\n\n" + words(8, 3) + "\n#colbreak()\n" + words(1, 3))


def bold_run_in():
    text = LOOK + "= Care of Ropes\n\n" + words(0, 3) + "\n\n== In Use\n\n"
    for lead, at in (("Coiling.", 1), ("Drying.", 4), ("Splicing and whipping.", 6)):
        text += f"*{lead}* {words(at, 3)}\n\n"
    text += "== In Store\n\n*Damp* {0}\n\n*Mice.* {1}\n\n_Moths:_ {2}\n".format(words(2, 2), words(9, 3), words(7, 2))
    return by_typst(text)


def table_over_pages():
    rows = "".join(f"[{n}], [Rope no. {n * 7 % 90 + 10}], [{n * 13 % 40 + 8} mm], [{'hemp' if n % 3 else 'manila'}],\n" for n in range(1, 81))
    text = LOOK + "= Stock of the Long Shed\n\n" + words(0, 3) + "\n\n== List\n\n"
    text += f"#table(columns: (auto, 1fr, auto, auto), table.header([*No.*], [*Kind*], [*Diameter*], [*Fibre*]),\n{rows})\n\n== After the List\n\n" + words(5, 3)
    return by_typst(text)


def hyphenated_words():
    body = """\\section*{Workmanship}
Extraordinary craftsmanship distinguishes the ropemakers' establishments: considerable experience, painstaking preparation and uncompromising thoroughness characterise their undertakings. Apprenticeship agreements traditionally stipulated accommodation, nourishment and instruction in arithmetic.
\\section*{Documentation}
Documentation nevertheless remained rudimentary. Correspondence concerning subcontractors, transportation, warehousing and insurance disappeared during the conflagration; the well-known ledger of the half-timbered storehouse survived."""
    return by_latex(
        "\\documentclass[a5paper]{article}\\usepackage[T1]{fontenc}\\usepackage{mathptmx}\\usepackage[textwidth=34mm,textheight=150mm]{geometry}\\pagestyle{empty}\\pdftrailerid{case}\\parindent0pt\\hyphenpenalty=-200\\lefthyphenmin3\\righthyphenmin3\n"
        "\\begin{document}\n{\\LARGE\\bfseries Ropemakers\\par}\n" + body + "\\end{document}\n"
    )


def footnotes_on_pages():
    text = LOOK + "= The Salt Road\n\n" + words(0, 5) + " The mules went in rows.#footnote[Usually five or six, with a dog behind the last.]\n\n== Tolls\n\n"
    text += words(3, 6) + " Every village asked for its share.#footnote[1. Eskerry asked twice, once at each gate.] " + words(7, 8)
    return by_typst(text + "\n\n== Decline\n\n" + words(2, 7) + " The railway ended it.#footnote[Opened in 1871.]\n\n" + words(5, 5))


def rotated_page():
    """Upright on the screen, but the page is stored lying on its side and has /Rotate 90."""
    pdf = pikepdf.open(io.BytesIO(by_typst(LOOK + "= Table of Loads\n\n" + words(0, 5) + "\n\n== Hemp\n\n" + words(2, 4) + "\n\n== Manila\n\n" + words(6, 4))))
    for page in pdf.pages:
        _, _, width, height = (float(value) for value in page.MediaBox)
        page.contents_add(f"q 0 1 -1 0 {height} 0 cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
        page.MediaBox = [0, 0, height, width]
        page.Rotate = 90
    return save(pdf)


def save(pdf, **options):
    out = io.BytesIO()
    pdf.save(out, deterministic_id=not options.get("encryption"), **options)
    return out.getvalue()


def page_labels():
    text = LOOK + '#set page(numbering: "i")\n= Pilot Book\n\n' + words(0, 4) + "\n#pagebreak()\n== Preface\n\n" + words(3, 6)
    text += '\n#set page(numbering: "1")\n#counter(page).update(1)\n== The Coast\n\n' + words(5, 30) + "\n\n== The River\n\n" + words(1, 5)
    return by_typst(text)


def title_from_largest_text():
    text = LOOK + "#align(center)[#text(8pt)[Harbour Office · Technical Note 12]\n\n#text(21pt)[Mooring Lines in Heavy Swell]\n\nA. Dunmore, R. Kanamori\n\n#text(8pt)[June 2025]]\n#v(1em)\n"
    for number, title in enumerate(["Background", "Measurements", "Advice"]):
        text += f'#block(above: 1.4em, below: 0.7em, text(12pt, weight: "bold")[{title}])\n\n{words(number * 4, 5)}\n\n'
    return by_typst(text)


SMALL = LOOK + "= Keys of the Lock House\n\n" + words(0, 3) + "\n\n== Front Door\n\n" + words(4, 3) + "\n\n== Gear House\n\n" + words(7, 3)


def encrypted(revision):
    pdf = pikepdf.open(io.BytesIO(by_typst(SMALL)))
    return save(pdf, encryption=pikepdf.Encryption(owner="owner", user="", R=revision, aes=revision > 3, metadata=revision > 3))


def vertical_japanese():
    page = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>縄</title><style>
@page { size: A5 } html { writing-mode: vertical-rl; font: 11pt/1.8 "Noto Serif CJK JP" } h1 { font-size: 22pt } h2 { font-size: 15pt }</style></head><body>
<h1>川辺の縄工場</h1><p>縄は三本の糸を撚り合わせて作ります。職人は後ろ向きに歩きます。</p>
<h2>麻の準備</h2><p>麻は一冬寝かせてから使います。</p>
<h2>雨の日</h2><p>雨が降ると糸が縮むので、寸法を測り直します。</p></body></html>"""
    return chromium(page, tagged=True)


def arabic_and_latin():
    page = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>دليل</title><style>
@page { size: A5 } body { font: 11pt/1.7 "Noto Naskh Arabic", "Liberation Sans" } h1 { font-size: 22pt } h2 { font-size: 15pt }</style></head><body>
<h1>دليل المضخة HX-7</h1><p>تعمل المضخة بين ١٠ و ٤٠ درجة مئوية، ويجب أن يقرأ العامل الدليل قبل التشغيل.</p>
<h2>التركيب</h2><p>استعمل كابل RS-485 بطول لا يزيد على 900 m.</p>
<h2>تحديث Firmware 4.18</h2><p>يستغرق التحديث نحو خمس دقائق (لا تفصل التيار).</p>
<h2>الصيانة السنوية</h2><p>نظف المرشح مرتين في السنة.</p></body></html>"""
    return chromium(page, tagged=False)


def ligatures():
    return by_latex(
        "\\documentclass[a5paper]{article}\\usepackage[margin=18mm]{geometry}\\pagestyle{empty}\\pdftrailerid{case}\n\\begin{document}\n"
        "\\begin{center}\\huge\\bfseries Official Flight Office\\end{center}\n"
        "\\section*{Difficult affairs}\nThe staff of the first floor found five coffee filters, a waffle iron and a muffled flute. Efficiency suffers from traffic, and baffled officers file affidavits.\n"
        "\\section*{Final offer}\nFlags flutter; fish and fowl are sniffed at, stuffed and offered.\n\\end{document}\n"
    )


def hyphens_mapped_to_soft_ones():
    text = "\\documentclass[a5paper]{article}\\usepackage[margin=18mm]{geometry}\\pagestyle{empty}\\pdftrailerid{case}\n\\begin{document}\n"
    text += "\\section*{Terms of Three-Strand Rope}\nOf the well-laid ropes, 27 held for 1-12 months, 33 for 13-24 months, and a self-closing one for ever. " + words(0, 4) + "\n\\end{document}\n"
    file = pikepdf.open(io.BytesIO(by_latex(text)))
    for font in file.pages[0].Resources.Font.values():
        font.ToUnicode = file.make_stream(re.sub(rb"(<2D> *)<002D>", rb"\1<00AD>", font.ToUnicode.read_bytes()))
    return save(file)


def tight_lines():
    # In T1 fonts a visible space, half an em wide, has the code of a space; spaces here are less than half of that.
    # Without a map to Unicode, as older files are, it passes for one.
    text = (
        "\\documentclass[a5paper]{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern}\\usepackage[margin=18mm]{geometry}\\pagestyle{empty}\\pdftrailerid{case}\n\\begin{document}\n"
        "\\section*{Counting Strands}\nA rope that is laid too hard cannot be spliced, and a soft one frays.\n\n"
        "{\\spaceskip=0.24em The staff of the first shed lay three strands at a time, for a fourth would leave a hollow that has to be filled with a heart.\\par}\n"
        "\\section*{Filling the Heart}\n{\\spaceskip=0.22em A heart of yarn is soft and fills the room between four strands, so that none of them can slip into the middle.\\par}\n\\end{document}\n"
    )
    pdf = pikepdf.open(io.BytesIO(by_latex(text)))
    for font in pdf.pages[0].Resources.Font.values():
        font.Encoding.BaseEncoding = pikepdf.Name.WinAnsiEncoding
        del font.ToUnicode
    return save(pdf)


CODE = """def lay(strands, turns):
    rope = []
    for turn in range(turns):
        for strand in strands:
            if strand.is_broken():
                # stop here
                return None
            rope.append(strand.twist(turn))

    return rope"""


def code_indentation():
    return by_typst(LOOK + "= Rope Machine\n\nThe program is short:\n\n```\n" + CODE + "\n```\n\n== Running it\n\nType the following:\n\n```\n# not a heading\nrope --strands 3 \\\n     --turns 400\n```\n\nand wait.")


def toc():
    sections = [("The Shed", ["Doors", "Floor"]), ("The Wheel", ["Spokes", "Handle"]), ("The Yard", [])]
    body = ""
    for number, (title, below) in enumerate(sections):
        body += f"\\section{{{title}}}\n{words(number, 8)}\n" + "".join(f"\\subsection{{{name}}}\n{words(number + at * 3 + 2, 9)}\n" for at, name in enumerate(below))
    return by_latex(
        "\\documentclass[a5paper]{article}\\usepackage[T1]{fontenc}\\usepackage{mathptmx}\\usepackage[margin=18mm]{geometry}\\pdftrailerid{case}\n"
        "\\makeatletter\\renewcommand*\\l@section{\\@dottedtocline{1}{0em}{1.5em}}\\makeatother\n"
        "\\title{Inventory of the Rope Walk}\\author{The Surveyor}\\date{}\n\\begin{document}\\maketitle\\tableofcontents\\clearpage\n" + body + "\\end{document}\n"
    )


def scanned_page():
    """A picture of a page and nothing else."""
    return save(picture_of_a_page()[0])


def picture_of_a_page():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "main.typ"
        path.write_text(SMALL, encoding="utf-8")
        image = Image.open(io.BytesIO(typst.compile(path, format="png", ppi=120))).convert("1", dither=Image.Dither.NONE)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(419.53, 595.28))
    picture = pikepdf.Stream(pdf, image.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=image.width, Height=image.height, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=1)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = pikepdf.Stream(pdf, b"q 419.53 0 0 595.28 0 0 cm /Im0 Do Q")
    return pdf, page


def drawn(lines, repeat=((0, 0),), mode=0, on=None):
    """A page with `lines` of (x, y, size, font, text) in the standard fonts, drawn again at each offset in `repeat`."""
    pdf, page = on or (pikepdf.new(), None)
    page = page or pdf.add_blank_page(page_size=(420, 595))
    fonts = {key: pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/" + name), Encoding=pikepdf.Name.WinAnsiEncoding) for key, name in (("/F1", "Helvetica"), ("/F2", "Helvetica-Bold"))}
    if "/Resources" not in page:
        page.Resources = pikepdf.Dictionary()
    page.Resources.Font = pikepdf.Dictionary(fonts)
    content = []
    for x, y, size, font, text in lines:
        text = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        for dx, dy in repeat if size > 10 else repeat[:1]:
            content.append(f"BT {mode} Tr /{font} {size} Tf 1 0 0 1 {x + dx} {y + dy} Tm ({text}) Tj ET")
    page.contents_add("\n".join(content).encode("cp1252"))
    return pdf


def flowing(parts, x=50, top=540, width=62):
    """Lines for `drawn` of [(size, font, text)]."""
    lines, y = [], top
    for size, font, text in parts:
        y -= size * 0.9
        line = ""
        for word in text.split() + [None]:
            if word is None or len(line) + len(word) > width:
                lines.append((x, round(y, 1), size, font, line))
                y -= size * 1.3
                line = word or ""
            else:
                line = (line + " " + word).strip()
        y -= 6
    return lines


PARTS = [(20, "F2", "Keys of the Lock House"), (10, "F1", words(0, 3)), (14, "F2", "Front Door"), (10, "F1", words(4, 3)), (14, "F2", "Gear House"), (10, "F1", words(7, 3))]


def overprinted_bold():
    parts = [(size, "F1", text) for size, _, text in PARTS]
    return save(drawn(flowing(parts), repeat=((0, 0), (0.3, 0), (0.6, 0), (0.3, 0.3))))


def invisible_text_over_scan():
    pdf, page = picture_of_a_page()
    lines = [(51, 522, 20, "F1", "Keys of the Lock House")] + flowing(PARTS[1:], x=51, top=502)
    return save(drawn([(x, y, size, "F1", text) for x, y, size, _, text in lines], mode=3, on=(pdf, page)))


def outline_that_lies():
    pdf = pikepdf.open(io.BytesIO(by_typst(SMALL)))
    if "/Outlines" in pdf.Root:
        del pdf.Root.Outlines
    with pdf.open_outline() as tree:
        tree.root.extend([pikepdf.OutlineItem("keys_final_v3(2).docx", 0), pikepdf.OutlineItem("_Toc48213377", 0), pikepdf.OutlineItem("Page 1", 0)])
    return save(pdf)


def tags_without_headings():
    """Tagged, but headings are paragraphs in large type, as word processors write them when no styles are used."""
    text = LOOK + '#text(20pt, weight: "bold")[Keys of the Lock House]\n\n' + words(0, 3)
    for title, at in (("Front Door", 4), ("Gear House", 7)):
        text += f'\n\n#v(0.8em)#text(14pt, weight: "bold")[{title}]\n\n{words(at, 3)}'
    return by_typst(text, tagged=True)


def tags_on_some_headings():
    """Only the title is tagged as a heading, the others are paragraphs in large type."""
    text = LOOK + "= Keys of the Lock House\n\n" + words(0, 3)
    for title, at in (("Front Door", 4), ("Gear House", 7)):
        text += f'\n\n#v(0.8em)#text(14pt, weight: "bold")[{title}]\n\n{words(at, 3)}'
    return by_typst(text, tagged=True)


def letterspaced_headings():
    return by_typst(LOOK + "#show heading: set text(tracking: 1.8pt)\n= OPENING HOURS\n\n" + words(0, 4) + "\n\n== WEEKDAYS AND FEASTS\n\n" + words(3, 4) + "\n\n== THE QUIET ROOM\n\n" + words(6, 4))


def outside_of_the_crop_box():
    pdf = pikepdf.open(io.BytesIO(by_typst(SMALL)))
    page = pdf.pages[0]
    page.MediaBox = [-60, -60, 480, 660]
    page.CropBox = [0, 0, 419.53, 595.28]
    page.Resources.Font["/Mark"] = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica-Bold"))
    page.contents_add(b"BT /Mark 28 Tf 1 0 0 1 20 615 Tm (THIRD PROOF) Tj ET BT /Mark 28 Tf 1 0 0 1 20 -45 Tm (DO NOT PRINT) Tj ET")
    return save(pdf)


def text_in_forms():
    """The page is a form within a form, as programs make it that put pages onto sheets."""
    inner = pikepdf.open(io.BytesIO(by_typst(SMALL)))
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595.28, 841.89))
    form = pdf.copy_foreign(inner.pages[0].as_form_xobject())
    outer = pikepdf.Stream(pdf, b"q 1.1 0 0 1.1 20 20 cm /P Do Q", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 595, 842], Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=form)))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Sheet=outer))
    page.Contents = pikepdf.Stream(pdf, b"q 1 0 0 1 40 60 cm /Sheet Do Q")
    return save(pdf)


def lines_in_any_order():
    """The lines are drawn from the bottom to the top, headings last."""
    return save(drawn(sorted(flowing(PARTS), key=lambda line: (line[2] > 10, line[1]))))


def by_codes(font, cmap, collection, encoding, parts):
    """Text in a font that is not embedded, in codes of a predefined CMap."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(420, 595))
    name = pikepdf.Name("/" + font)
    system = pikepdf.Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String(collection), Supplement=2)
    descriptor = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontName=name, Flags=6, FontBBox=[0, -200, 1000, 900], ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=880, StemV=93)
    below = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType0, BaseFont=name, CIDSystemInfo=system, FontDescriptor=descriptor, DW=1000)
    composite = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=name, Encoding=pikepdf.Name("/" + cmap), DescendantFonts=[below])
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=composite))
    content, y = [], 540
    for size, text in parts:
        y -= size * 1.8
        content.append(f"BT /F1 {size} Tf 1 0 0 1 50 {y:.1f} Tm <{text.encode(encoding).hex()}> Tj ET")
        y -= size * 0.4
    page.Contents = pikepdf.Stream(pdf, "\n".join(content).encode())
    return save(pdf)


def chinese_without_embedded_font():
    parts = [(20, "船闸日志"), (10, "船闸建于一八八七年，木门每十四年更换一次。"), (10, "看守人每天早晨记录水位。"), (14, "春季"), (10, "三月水位最高，闸门保持关闭。"), (14, "秋季"), (10, "十月清理淤泥，大约需要九天。")]
    return by_codes("STSong-Light", "UniGB-UCS2-H", "GB1", "utf-16-be", parts)


def japanese_in_shift_jis_codes():
    parts = [(20, "水門の日誌"), (10, "水門は一八八七年に造られ、十四年ごとに木を取り替えます。"), (10, "番人は毎朝水位を書きます。"), (14, "春"), (10, "三月は水が多いので門を閉めます。"), (14, "秋の掃除"), (10, "十月に泥を取ります。九日かかります。")]
    return by_codes("Ryumin-Light", "90ms-RKSJ-H", "Japan1", "cp932", parts)


def spaces_without_a_map():
    """Codes are the numbers of glyphs, as in fonts made for Windows: the map has the letters, and not the space, which is the third."""
    lines = flowing(PARTS)
    code = lambda letter: ord(letter) - 29
    letters = sorted({letter for *_, text in lines for letter in text} - {" "})
    pdf = drawn([])
    system = pikepdf.Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0)
    descriptor = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name.Helvetica, Flags=32, FontBBox=[0, -200, 1000, 900], ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=720, StemV=80)
    widths = [0, [280 if chr(glyph + 29) in "ijlt.,' " else 520 for glyph in range(100)]]
    below = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name.Helvetica, CIDSystemInfo=system, FontDescriptor=descriptor, CIDToGIDMap=pikepdf.Name.Identity, W=widths)
    map_ = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    map_ += f"{len(letters)} beginbfchar\n" + "".join(f"<{code(letter):04X}> <{ord(letter):04X}>\n" for letter in letters) + "endbfchar endcmap end end"
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.Helvetica, Encoding=pikepdf.Name("/Identity-H"), DescendantFonts=[below], ToUnicode=pdf.make_stream(map_.encode()))
    pdf.pages[0].Resources.Font = pikepdf.Dictionary({"/F4": font})
    content = [f"BT /F4 {size} Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{code(letter):04x}' for letter in text)}> Tj ET" for x, y, size, _, text in lines]
    pdf.pages[0].contents_add("\n".join(content).encode())
    return save(pdf)


def differences_encoding():
    """Codes 1, 2, 3 … in the order of first use, named by glyph names only, as old converters wrote them."""
    lines = flowing(PARTS)
    letters = sorted({letter for *_, text in lines for letter in text}, key=lambda letter: "".join(line[4] for line in lines).index(letter))
    names = {" ": "space", ",": "comma", ".": "period", ":": "colon", ";": "semicolon", "'": "quotesingle", "-": "hyphen"}
    codes = {letter: code for code, letter in enumerate(letters, 1)}
    pdf = drawn([])
    differences = [1] + [pikepdf.Name("/" + names.get(letter, letter)) for letter in letters]
    for font in pdf.pages[0].Resources.Font.values():
        font.Encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=differences)
    content = [f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm <{bytes(codes[letter] for letter in text).hex()}> Tj ET" for x, y, size, font, text in lines]
    pdf.pages[0].contents_add("\n".join(content).encode())
    return save(pdf)


def bitmaps_without_a_box():
    """Letters as pictures of 240 dots an inch, as converters of printer files make them: the font has neither its height nor its em."""
    lines = flowing(PARTS)
    pdf = drawn([])
    letters = sorted({letter for *_, text in lines for letter in text})
    width = {letter: 6 if letter in "ijlt.,' " else 19 for letter in letters}
    glyph = lambda letter: f"{width[letter]} 0 1 0 {width[letter] - 1} 20 d1 " + ("" if letter == " " else f"1 0 {width[letter] - 2} 20 re f")
    map_ = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n"
    map_ += f"{len(letters)} beginbfchar\n" + "".join(f"<{ord(letter) % 256:02X}> <{ord(letter):04X}>\n" for letter in letters) + "endbfchar endcmap end end"
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontMatrix=[0.0042, 0, 0, 0.0042, 0, 0],
        FontBBox=[0, 0, 0, 0],
        FirstChar=0,
        LastChar=255,
        Widths=[width.get(chr(code), 11) for code in range(256)],
        CharProcs=pikepdf.Dictionary({f"/g{ord(letter)}": pdf.make_stream(glyph(letter).encode()) for letter in letters}),
        Encoding=pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=[0] + [pikepdf.Name(f"/g{code}") for code in range(256)]),
        ToUnicode=pdf.make_stream(map_.encode()),
        Resources=pikepdf.Dictionary(),
    )
    pdf.pages[0].Resources.Font = pikepdf.Dictionary({"/F3": font})
    content = [f"BT /F3 {5.8 * size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('latin-1').hex()}> Tj ET" for x, y, size, _, text in lines]
    pdf.pages[0].contents_add("\n".join(content).encode())
    return save(pdf)


def inherited_page_attributes():
    """Resources and page size are in the page tree, two levels above the pages."""
    pdf = drawn(flowing(PARTS))
    page = pdf.pages[0].obj
    root = pdf.Root.Pages
    inner = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=[page], Count=1, Parent=root))
    root.Kids = [inner]
    root.MediaBox, root.Resources = page.MediaBox, page.Resources
    del page.MediaBox, page.Resources
    page.Parent = inner
    return save(pdf)


def contents_in_pieces():
    """The content is cut into many streams, between operators and between their operands."""
    pdf = drawn(flowing(PARTS))
    page = pdf.pages[0]
    page.contents_coalesce()
    pieces = re.split(rb"(?<=Tf)|(?<= Tm)|(?<=BT)\s|(?<=\))\s", page.Contents.read_bytes())
    page.Contents = pikepdf.Array([pdf.make_indirect(pikepdf.Stream(pdf, piece)) for piece in pieces if piece.strip()])
    return save(pdf)


def inline_image():
    """A picture in the content itself, whose bytes look like the end of it and like text."""
    data = b"\x00 EI BT (Trap) Tj ET \x00EI\x00" + b"\x55" * 3
    width = len(data)
    image = b"q 40 0 0 40 330 500 cm BI /W %d /H 1 /CS /G /BPC 8 ID " % width + data + b"\nEI Q\n"
    pdf = drawn(flowing(PARTS))
    pdf.pages[0].contents_add(image, prepend=True)
    return save(pdf)


def captions():
    text = LOOK + "= Tests of Cordage\n\n" + words(0, 4) + "\n\n#align(center, rect(width: 60%, height: 3cm)[Load])\n\n*Figure 1: Load until breaking*\n\n== Results\n\n" + words(5, 4)
    text += "\n\n*Table 1. Breaking loads*\n\n#table(columns: 3, [*Fibre*], [*Dry*], [*Wet*], [Hemp], [41 kN], [38 kN], [Manila], [36 kN], [37 kN])\n\n" + words(8, 3)
    return by_typst(text + "\n\n== Remarks\n\n" + words(2, 4))


def numbered_list():
    items = ["Comb the hemp", "Spin the yarn", "Tar it", "Lay the strands", "Lay the rope"]
    return by_typst(LOOK + "= How a Rope Is Made\n\n" + words(0, 3) + "\n\n== Steps\n\n" + "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1)) + "\n\n" + words(4, 3) + "\n\n== Costs\n\n1. 40 for hemp\n2. 12 for tar\n\n" + words(7, 3))


def drop_cap():
    rest = words(1, 7)
    text = LOOK + '#set par(justify: true)\n= The Rope Walk\n\n#grid(columns: (1.25em, 1fr), gutter: 2pt, text(33pt, baseline: 5pt)[O], [nce a year the long shed is empty. ' + words(3, 2) + "])\n\n" + rest + "\n\n== Spring\n\n" + words(6, 4)
    return by_typst(text)


def weak_headings():
    look = LOOK.replace("14pt", "10pt").replace("11.5pt", "10pt").replace("20pt", "12pt")
    text = look + "#show heading.where(level: 3): set text(style: \"italic\", weight: \"regular\")\n= Minutes of the Guild\n\n" + words(0, 3)
    for title, below in (("1. Opening", []), ("2. Reports", ["2.1 Hemp", "2.2 Tar"]), ("3. Elections", [])):
        text += f"\n\n== {title}\n\n" + words(len(title), 4) + "".join(f"\n\n=== {name}\n\n{words(len(name), 3)}" for name in below)
    return by_typst(text)


def blank_pages():
    return by_typst(LOOK + "= Log of the Weir\n\n" + words(0, 3) + "\n#pagebreak()\n#pagebreak()\n== Spring\n\n" + words(4, 4) + "\n#pagebreak()\n#page[]\n== Autumn\n\n" + words(8, 4))



STORES = [
    ("1", "Hemp, combed", "bales", "14", "Kept in the dry loft, away from the wall, and turned over each spring by two people"),
    ("2", "Tar", "barrels", "3", "Stirred every hour while it is warm, and never left alone at night"),
    ("3", "Tallow", "tubs", "9", ""),
    ("4", "Yarn, thin", "bobbins", "120", "Counted on Saturdays"),
    ("5", "Yarn, thick", "bobbins", "45", "Counted on Saturdays, and weighed if the count is wrong twice in a row, by the master himself or by his wife"),
    ("6", "Hooks", "dozens", "7", "Some of them bent"),
    ("7", "Combs", "pieces", "11", ""),
    ("8", "Lamp oil", "cans", "2", "Under lock and key, the key hangs in the gear house behind the door"),
    ("9", "Sacks", "pieces", "60", "Half of them with holes"),
]
STORES_ROWS = "".join("| " + " | ".join(cell for cell in row) + " |\n" for row in STORES).replace("|  |", "| |")


def stores(rows, rules="none"):
    cells = "\n".join(", ".join(f"[{cell}]" for cell in row) + "," for row in rows)
    return f"#set par(justify: false)\n#table(columns: (auto, 26mm, auto, auto, 44mm), stroke: {rules}, column-gutter: 2mm, inset: (x: 1mm, y: 0.35mm), [No.], [Name], [Unit], [Stock], [Remarks],\n{cells})\n"


def wide_table():
    return by_typst(LOOK + "#set par(leading: 0.35mm)\n= Stores of the Long Shed\n\n" + words(0, 3) + "\n\n== List\n\n" + stores(STORES) + "\n== After the List\n\n" + words(3, 3))


def table_with_rules_across():
    rows = "(x, y) => (bottom: 0.4pt)"
    return by_typst(LOOK + "= Stores of the Long Shed\n\n" + words(0, 3) + "\n\n== List\n\n" + stores(STORES, rows) + "\n== After the List\n\n" + words(3, 3))


def contents_without_dots():
    titles = ["Hemp", "Yarn", "The Wheel", "Tar", "Buyers"]
    body = "".join(f"\\section{{{title}}}\n{words(at * 2, 9)}\n\n" for at, title in enumerate(titles))
    return by_latex(
        "\\documentclass[a5paper]{article}\\usepackage[T1]{fontenc}\\usepackage{mathptmx}\\usepackage[margin=18mm]{geometry}\\pdftrailerid{case}\n"
        "\\begin{document}\n\\tableofcontents\\newpage\n" + body + "\\end{document}\n"
    )


def lines_of_an_algorithm():
    parts = [(20, "F2", "Keys of the Lock House")]
    for number, title in enumerate(["Front Door", "Gear House", "Boat Shed", "Weir", "Cellar"], 1):
        parts += [(13, "F2", f"{number}. {title}"), (10, "F1", words(number * 2, 2))]
        if number == 3:
            parts += [(10, "F1", "for each key on the ring do"), (10, "F2", "6  Try(key)"), (10, "F1", "until one of them turns in the lock of the shed"), (10, "F2", "1  Procedure Turn(key)")]
            parts += [(10, "F1", "takes the key and gives the door, open or shut as it was before")]
    return save(drawn(flowing(parts, top=585)))


def items_of_several_paragraphs():
    text = LOOK + "= Splicing\n\n" + words(0, 2) + "\n\n== Steps\n\n"
    for at, step in enumerate(["Unlay the strands", "Marry them", "Tuck each one"]):
        text += f"+ {step}. {words(at * 2, 2)}\n\n  {words(at + 4, 2)}\n\n"
    return by_typst(text + "== Finish\n\n" + words(8, 2))


def cover_page():
    text = LOOK + "#v(30mm)\n#text(14pt, weight: \"bold\")[Lower River Guild of Ropemakers]\n\n#v(10mm)\n= Rope Walks and Their Keepers\n\n#v(10mm)\n#text(11.5pt, weight: \"bold\")[Volume 3]\n\n#text(14pt, weight: \"bold\")[Office of the Harbour Master]\n\n#text(11.5pt, weight: \"bold\")[Not for sale]\n#pagebreak()\n"
    for number, title in enumerate(["Walks", "Keepers", "Tools"]):
        text += f"== {title}\n\n{words(number * 3, 9)}\n\n=== Of the {title}\n\n{words(number * 2, 9)}\n\n=== Accounts of the {title}\n\n{words(number * 5, 6)}\n\n"
    return by_typst(text)


def centred_title_in_capitals():
    """As mathematicians set their papers: nothing is larger than the text."""
    text = "\\documentclass[a5paper]{amsart}\\usepackage[margin=18mm]{geometry}\\pdftrailerid{case}\n\\begin{document}\n"
    text += "\\title{On the twist of ropes and of heavy cables under a load}\\author{Anna Reeper}\\author{John Strand}\n"
    text += "\\begin{abstract}" + words(0, 3) + "\\end{abstract}\\maketitle\n"
    for number, title in enumerate(["Introduction", "Strands", "Cables", "Loads"], 1):
        text += f"\\section{{{title}}}\n{words(number * 3, 9)}\n"
    text += "\\begin{thebibliography}{9}\n\\bibitem{a} " + words(2, 2) + "\n\\bibitem{b} " + words(5, 2) + "\n\\end{thebibliography}\n\\end{document}\n"
    return ghostscript_stems(by_latex(text))


def ghostscript_stems(pdf):
    """The stems of all fonts as Ghostscript guesses them."""
    file = pikepdf.open(io.BytesIO(pdf))
    for part in file.objects:
        if isinstance(part, pikepdf.Dictionary) and "/StemV" in part:
            part["/StemV"] = int(0.15 * float(part["/FontBBox"][2]))
    return save(file)


def titles_in_boxes():
    """As data sheets have them: each title is a table of one cell."""
    text = LOOK
    for number, title in enumerate(["Product", "Hazards", "First Aid", "Storage"], 1):
        text += f"#table(columns: 1fr, fill: silver, text(13pt, weight: \"bold\")[{number}\\. {title}])\n\n{words(number * 3, 4)}\n\n"
        text += "#table(columns: 3, [Rope], [Tons], [Price], [Hemp], [12], [4], [Manila], [9], [6], table.cell(colspan: 3)[" + words(number, 1) + "])\n\n"
    return by_typst(text, tagged=True)


def running_text_in_cells():
    """All cells of a row have equally many lines."""
    cell = "The rope is laid by hand, from yarns that were spun in the long shed, and it is tarred before it goes to the yard"
    row = f"[{cell}], [{cell}], [{cell}],"
    text = LOOK + "= Making of Ropes\n\n" + words(0, 2) + f"\n\n#table(columns: (1fr, 1fr, 1fr), stroke: 0.5pt, [Hemp], [Manila], [Sisal], {row} {row})\n\n== After It\n\n" + words(3, 3)
    return by_typst(text)


def contents_with_parts():
    titles = {"Making": ["Hemp", "Yarn", "The Wheel"], "Keeping": ["Tar", "The Long Shed", "Damp"], "Selling": ["Buyers", "Prices", "Tolls"]}
    text = LOOK + "= Ropes\n\n#text(14pt, weight: \"bold\")[Contents]\n\n"
    page = 2
    for part, chapters in titles.items():
        text += f"#text(11.5pt, weight: \"bold\")[{part}]\n\n"
        for chapter in chapters:
            text += f"#pad(left: 5mm)[{chapter} #box(width: 1fr, repeat[·]) {page}]\n"
            page += 1
    for part, chapters in titles.items():
        text += f"#pagebreak()\n== {part}\n\n" + "".join(f"=== {chapter}\n\n{words(at * 3 + 1, 5)}\n\n" for at, chapter in enumerate(chapters))
    return by_typst(text)


def ligatures_with_wrong_maps():
    """The map of each font has the last letter of a ligature alone, as some converters write it; the glyphs have their names."""
    file = pikepdf.open(io.BytesIO(ligatures()))
    for font in file.pages[0].Resources.Font.values():
        names = [pikepdf.Name("/" + name) for name in ["f_f", "fi", "f_l", "ffi", "ffl"]]
        font.Encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=[11, *names])
        shortened = re.sub(rb"(<0[B-F]> *<)[0-9A-F]+([0-9A-F]{4}>)", rb"\1\2", font.ToUnicode.read_bytes())
        font.ToUnicode = file.make_stream(shortened)
    return save(file)


YARDS = [["Yard", "Hemp", "Manila", "Sisal", "Tons"], ["North Quay", "4.2", "", "1.9", "6.1"], ["South Quay", "", "7.3", "", "7.3"], ["Long Shed", "12.0", "8.8", "3.4", "24.2"], ["Weir", "", "", "5.5", "5.5"]]
YARDS_ROWS = "".join("| " + " | ".join(row) + " |\n" for row in YARDS).replace("|  |", "| |").replace("|  |", "| |")


def yards(options, rows=YARDS):
    return f"#table({options}, " + ", ".join(f"[{cell}]" for row in rows for cell in row) + ")\n\n"


def empty_cells_in_tags():
    table = yards("columns: 5, stroke: 0.4pt")
    return by_typst(LOOK + "= Ropes by Yard\n\n" + words(0, 3) + "\n\n" + table + "== After It\n\n" + words(3, 3), tagged=True)


def cells_left_out_of_tags():
    """As spreadsheets are tagged: cells without text are not there, and a row may name its last cell first."""
    file = pikepdf.open(io.BytesIO(empty_cells_in_tags()))
    rows = [part for part in file.objects if isinstance(part, pikepdf.Dictionary) and part.get("/S") == "/TR"]
    for row in rows:
        row.K = pikepdf.Array([cell for cell in row.K if len(cell.get("/K", []))])
    row = max(rows[1:], key=lambda row: len(row.K))
    row.K = pikepdf.Array([row.K[-1], *row.K[:-1]])
    return save(file)


def rules_in_the_header_alone():
    rows = "(x, y) => if y == 0 {0.4pt} else {(bottom: 0.4pt, left: if x == 0 {0.4pt}, right: if x == 4 {0.4pt})}"
    full = [[cell or "0" for cell in row] for row in YARDS]
    table = yards(f"columns: (1fr,) * 5, stroke: {rows}", full)
    return by_typst(LOOK + "= Ropes by Yard\n\n" + words(0, 3) + "\n\n" + table + "== After It\n\n" + words(3, 3))


def columns_without_rules():
    """A line parts the names from the numbers, and none the numbers from each other."""
    rules = "(x, y) => (top: 0.4pt, bottom: 0.4pt, left: if x < 2 {0.4pt}, right: if x == 4 {0.4pt})"
    full = [[cell or "0" for cell in row] for row in YARDS]
    table = yards(f"columns: (30mm, 1fr, 1fr, 1fr, 1fr), stroke: {rules}", full)
    return by_typst(LOOK + "= Ropes by Yard\n\n" + words(0, 3) + "\n\n" + table + "== After It\n\n" + words(3, 3))


def rows_beside_one_label():
    """One row of lines holds several rows of numbers, and what labels them all."""
    column = lambda at: " \\ ".join(row[at] or "—" for row in YARDS[1:])
    cells = "[Quay], [Yard], [Hemp], [Tons], [All], " + ", ".join(f"[{column(at)}]" for at in (0, 1, 4)) + ", [Total], [], [16.2], [43.1]"
    table = f"#table(columns: (20mm, 40mm, 1fr, 1fr), stroke: 0.4pt, {cells})\n\n"
    return by_typst(LOOK + "= Ropes by Yard\n\n" + words(0, 3) + "\n\n" + table + "== After It\n\n" + words(3, 3))


def names_without_rules():
    """Lines part the rows of the numbers, and none the names beside them."""
    rules = "(x, y) => if x > 0 or y == 0 {0.4pt} else {(left: 0.4pt, bottom: if y == 4 {0.4pt})}"
    full = [[cell or "0" for cell in row] for row in YARDS]
    table = yards(f"columns: (30mm, 1fr, 1fr, 1fr, 1fr), stroke: {rules}", full)
    return by_typst(LOOK + "= Ropes by Yard\n\n" + words(0, 3) + "\n\n" + table + "== After It\n\n" + words(3, 3))


def axis_of_a_chart():
    """The numbers at two axes are in rows."""
    rows = "".join(f"#box(width: 20mm)[{left},000]#box(width: 60mm)[]#box(width: 10mm)[{right}] \\\n" for left, right in [(20, 100), (16, 80), (12, 60), (8, 40), (4, 20)])
    return by_typst(LOOK + "#set par(justify: false)\n= Ropes by Yard\n\n" + words(0, 3) + "\n\n" + rows + "\nFigure 1: Tons and fathoms.\n\n== After It\n\n" + words(3, 3))


def table_below_a_line():
    """Set with tabs: the rows are as near to the line above them as to each other."""
    cell = lambda text: f"#box(width: 18mm, align(right)[{text or '—'}])"
    rows = [f"#box(width: 28mm)[{row[0]}]" + "".join(map(cell, row[1:])) for row in YARDS]
    rows = " \\\n".join([f"*{rows[0]}*", *rows[1:]])
    return by_typst(LOOK + "#set par(justify: false)\n= Ropes by Yard\n\n" + words(0, 3) + "\n\n*What was laid* \\\n" + rows + "\n\n== After It\n\n" + words(3, 3))


def chapters_set_differently():
    """Capitals of their own and signs of quotation make some titles look unlike the others."""
    text = LOOK + "#set page(height: 120mm)\n= A Rope Walk and Its People\n\n" + words(0, 3) + "\n\n"
    titles = {"Chapter One: Hemp": 10.5, "CHAPTER TWO: TAR": 12, "Chapter Three: “Mere Keepers”": 12, "Chapter Four: Buyers": 10.5, "Chapter Five: Tolls": 10.5}
    for title, size in titles.items():
        text += f"#pagebreak()\n#block(above: 2em, below: 1.2em, text({size}pt, weight: \"bold\")[{title}])\n\n{words(len(title), 3)}\n\n"
    return by_typst(text)


def values_at_the_right():
    """Words and not numbers, so far from their names that both look like columns of text."""
    rows = [("Three-strand hemp, tarred", "held for a year in the rain and the frost"), ("Four-strand hemp with a heart", "held for nine months"), ("Manila, hard laid", "was stolen in the second week"), ("Sisal, soft laid", "frayed at once, to the joy of the buyers"), ("Cable of nine strands", "is still there")]
    cells = "".join(f"[{name}], align(right)[{text}], " for name, text in rows)
    table = f"#grid(columns: (1fr, 1fr), row-gutter: 0.45em, {cells})\n\n"
    return by_typst(LOOK + "#set par(justify: false)\n#set text(size: 8pt)\n= Ropes on Trial\n\n" + words(0, 3) + "\n\n" + table + "== After It\n\n" + words(3, 3))


def repeated_below_titles():
    """Each page is about one tool: its name, and below it always the same word."""
    text = LOOK + "#set page(header: align(center, text(8pt)[Tools of the Yard]))\n"
    for number, tool in enumerate(["Fid", "Heaver", "Mallet", "Top"]):
        text += ("#pagebreak()\n" if number else "") + f"= {tool}\n\n== Use\n\n{words(number * 2, 4)}\n\n== Care\n\n{words(number * 3, 3)}\n\n"
    return by_typst(text)


def numbers_set_alike():
    text = LOOK + "= Laying of Cables\n\n" + words(0, 3) + "\n\n#show heading.where(level: 2): set text(size: 11pt)\n"
    letters = {"I. Hemp": ["A. Combing", "B. Spinning", "C. Tarring"], "II. Strands": ["A. Winding", "B. Drawing"], "III. Closing": ["A. The Top", "B. The Sledge"]}
    for part, titles in letters.items():
        text += f"== #[{part}]\n\n{words(len(part), 3)}\n\n" + "".join(f"== #[{title}]\n\n{words(len(title), 4)}\n\n" for title in titles)
    file = pikepdf.open(io.BytesIO(by_typst(text)))
    if "/Outlines" in file.Root:
        del file.Root.Outlines
    return save(file)


def bold_captions():
    text = LOOK + "= Ropes by Yard\n\n" + words(0, 3) + "\n\n"
    for number, title in enumerate(["Hemp by Yard", "Manila by Yard"], 1):
        text += f"#block(above: 2em, below: 1em)[*Table {number} {title}*]\n" + yards("columns: 5, stroke: 0.4pt") + words(number, 2) + "\n\n"
    return by_typst(text + "== After It\n\n" + words(3, 3))


TWO_PARTS = "h1 Ropes by Yard\n  h2 After It\n"
BOOK = {
    "The hive": {
        "Boxes": {"Floors": [], "Frames": [], "Short introduction to wax": ["Wiring", "Spacing"]},
        "Sites": {"Shade": [], "Water within reach": [], "Distance to the road": []},
        "Tools": {"Smokers": [], "Hive tools": []},
    },
    "The year": {
        "Spring": {"First look": [], "Feeding weak colonies": [], "Adding a second box": []},
        "Summer": {"Swarms": [], "Starting values for a scale": []},
        "Autumn": {"Uniting colonies": [], "Mouse guards": []},
        "Weights": {"Empty boxes": []},
    },
}
BOOK_TEXT = """- 1 Boxes 5
  - 1.3 Short introduction to wax . . . . . . . . . 6
- 3 Tools 9
  - 3.2 Hive tools . . . . . . . . . . . . . . . . . . 10
- II The year 11
- A Weights 19
# Part I The hive
## Chapter 1 Boxes
## Appendix A Weights
"""


def chapters_below_their_labels():
    """The contents go over two pages; the page is too narrow for the heads that run above."""
    note = "\nA hive is opened on a calm day and closed before the wind turns. Whoever does it writes down what was seen, and puts the note under the lid, where the next one finds it.\n\n"
    text = "\\documentclass[10pt]{book}\\usepackage[paperwidth=120mm,paperheight=150mm,margin=17mm]{geometry}\\usepackage{fancyhdr}\\pdftrailerid{case}\n"
    text += "\\pagestyle{fancy}\\fancyhead[C]{Keeping bees}\\setcounter{tocdepth}{3}\\setcounter{secnumdepth}{3}\n\\begin{document}\n\\tableofcontents\n"
    for part, chapters in BOOK.items():
        text += f"\\part{{{part}}}\n"
        for chapter, sections in chapters.items():
            text += ("\\appendix\n" if chapter == "Weights" else "") + f"\\chapter{{{chapter}}}{note}"
            for section, parts in sections.items():
                text += f"\\section{{{section}}}{note}" + "".join(f"\\subsection{{{title}}}{note}" for title in parts)
    return by_latex(text + "\\end{document}\n")


def book_outline():
    lines, number = ["h1 Contents"], 0
    for part, chapters in BOOK.items():
        lines.append(f"h1 {part}")
        for chapter, sections in chapters.items():
            number = "A" if chapter == "Weights" else number + 1
            lines.append(f"  h2 {chapter}")
            for at, (section, parts) in enumerate(sections.items(), 1):
                lines.append(f"    h3 {number}.{at} {section}")
                lines += [f"      h4 {number}.{at}.{nth} {title}" for nth, title in enumerate(parts, 1)]
    return "\n".join(lines) + "\n"


KEYS = "h1 Keys of the Lock House\n  h2 Front Door\n  h2 Gear House\n"
def elements(pdf):
    """The elements of the structure tree, in reading order."""
    open_ = [pdf.Root.StructTreeRoot.K]
    while open_:
        kid = open_.pop()
        if isinstance(kid, pikepdf.Array):
            open_.extend(reversed(list(kid)))
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                open_.append(kid.K)


def picture(alt, shade):
    """A grey picture with a description, in typst."""
    out = io.BytesIO()
    Image.new("L", (48, 24), shade).save(out, "PNG")
    bytes_ = ", ".join(str(byte) for byte in out.getvalue())
    return f'#image(bytes(({bytes_})), format: "png", width: 40mm, alt: "{alt}")\n\n'


WHEEL = "The wheel of the long shed, turned by a child."
SLEDGE = "A sledge loaded with stones, which draws nearer as the rope grows shorter."


def descriptions_of_figures():
    """Two pictures with descriptions, and a third that has only the name of its file."""
    text = LOOK + "= The Long Shed\n\n" + words(0, 3) + "\n\n== The Wheel\n\n" + words(3, 2) + "\n\n" + picture(WHEEL, 200) + words(5, 2)
    text += "\n\n== The Sledge\n\n" + picture(SLEDGE, 120) + words(8, 3) + "\n\n" + picture("picture-3.png", 60)
    return by_typst(text, tagged=True)


def replacements_of_elements():
    """A heading and a paragraph that were recognized wrongly and corrected in the tags, and a picture of a sentence."""
    text = LOOK + "= The Long 5hed\n\n" + words(0, 3) + "\n\n== The WheeI\n\nThe whee1 is turned by a chi1d, or by a rnan who has been told off when it rains on the 1ong shed by the river.\n\n" + words(5, 2)
    text += "\n\n== The Sledge\n\n" + picture("sentence", 120) + words(8, 3)
    pdf = pikepdf.open(io.BytesIO(by_typst(text, tagged=True)))
    corrected = {
        "/H1": ["The Long Shed"],
        "/H2": ["The Wheel", "The Sledge"],
        "/P": [None, "The wheel is turned by a child, or by a man who has been told off when it rains on the long shed by the river."],
        "/Figure": ["The sledge must not be touched."],
    }
    for element in elements(pdf):
        texts = corrected.get(str(element.S), [])
        text = texts.pop(0) if texts else None
        if text is not None:
            element.ActualText = pikepdf.String(text)
    return save(pdf)


OWN = {
    "running-heads": (running_heads, "h1 Rope and Twine\n  h2 Hemp\n  h2 The Long Shed\n  h2 Tar\n  h2 Buyers\n", None),
    "heading-over-two-lines": (
        heading_over_two_lines,
        "h1 On the Making of Ropes, Cables and Fishing Lines in the Long Shed by the River\n  h2 What the Masters of the Guild Have Always Said about Hemp That Was Cut Too Early\n"
        "  h2 Tar\n    h3 A short remark on the mixing of tar with tallow and with fish oil, and on what it costs per barrel\n",
        None,
    ),
    "heading-at-column-break": (heading_at_column_break, "h1 Rope Walks of the Lower River\n  h2 Reaching the Second Column\n  h2 At the Top of the Next Page\n  h2 And One More in the Same Column\n", None),
    "bold-run-in-is-no-heading": (bold_run_in, "h1 Care of Ropes\n  h2 In Use\n  h2 In Store\n", None),
    "table-over-pages": (table_over_pages, "h1 Stock of the Long Shed\n  h2 List\n  h2 After the List\n", "Rope no. 17\nRope no. 30\nAfter the List\n"),
    "hyphenated-words": (hyphenated_words, "h1 Ropemakers\n  h2 Workmanship\n  h2 Documentation\n", "craftsmanship\nropemakers\nthoroughness\nundertakings\ninstruction\nnevertheless\nrudimentary\nconcerning\ntransportation\nwell-known\nhalf-timbered\n"),
    "footnotes-on-pages": (footnotes_on_pages, "h1 The Salt Road\n  h2 Tolls\n  h2 Decline\n", None),
    "rotated-page": (rotated_page, "h1 Table of Loads\n  h2 Hemp\n  h2 Manila\n", None),
    "page-labels": (page_labels, "h1 Pilot Book\n  h2 Preface\n  h2 The Coast\n  h2 The River\n", None),
    "title-from-largest-text": (title_from_largest_text, "h1 Mooring Lines in Heavy Swell\n  h2 Background\n  h2 Measurements\n  h2 Advice\n", None),
    "encrypted-with-empty-password": (lambda: encrypted(6), KEYS, None),
    "encrypted-by-rc4": (lambda: encrypted(3), KEYS, None),
    "vertical-japanese": (vertical_japanese, "h1 川辺の縄工場\n  h2 麻の準備\n  h2 雨の日\n", None),
    "arabic-and-latin": (arabic_and_latin, "h1 دليل المضخة HX-7\n  h2 التركيب\n  h2 تحديث Firmware 4.18\n  h2 الصيانة السنوية\n", None),
    "ligatures": (ligatures, "h1 Official Flight Office\n  h2 Difficult affairs\n  h2 Final offer\n", "first floor found five coffee filters\nwaffle iron\nofficers file affidavits\nsniffed\n"),
    "tight-lines": (
        tight_lines,
        "h1 Counting Strands\nh1 Filling the Heart\n",
        "first shed lay three strands at a time, for a fourth would leave a hollow\nA heart of yarn is soft and fills the room between four strands, so that none of them\n",
    ),
    "code-indentation": (code_indentation, "h1 Rope Machine\n  h2 Running it\n", CODE.replace("\n\n", "\n") + "\n# not a heading\n"),
    "toc-with-dot-leaders": (toc, "h1 Inventory of the Rope Walk\n  h2 Contents\n  h2 1 The Shed\n    h3 1.1 Doors\n    h3 1.2 Floor\n  h2 2 The Wheel\n    h3 2.1 Spokes\n    h3 2.2 Handle\n  h2 3 The Yard\n", None),
    "scanned-page": (scanned_page, "", None),
    "invisible-text-over-scan": (invisible_text_over_scan, KEYS, None),
    "overprinted-bold": (overprinted_bold, KEYS, None),
    "outline-that-lies": (outline_that_lies, KEYS, None),
    "tags-without-headings": (tags_without_headings, KEYS, None),
    "tags-on-some-headings": (tags_on_some_headings, KEYS, None),
    "letterspaced-headings": (letterspaced_headings, "h1 OPENING HOURS\n  h2 WEEKDAYS AND FEASTS\n  h2 THE QUIET ROOM\n", None),
    "outside-of-the-crop-box": (outside_of_the_crop_box, KEYS, None),
    "lines-drawn-in-any-order": (lines_in_any_order, KEYS, None),
    "chinese-without-embedded-font": (chinese_without_embedded_font, "h1 船闸日志\n  h2 春季\n  h2 秋季\n", None),
    "japanese-in-shift-jis-codes": (japanese_in_shift_jis_codes, "h1 水門の日誌\n  h2 春\n  h2 秋の掃除\n", None),
    "spaces-without-a-map": (spaces_without_a_map, KEYS, "A good rope is known by its smell\nThe wheel is turned by a child\n"),
    "differences-encoding": (differences_encoding, KEYS, None),
    "bitmaps-without-a-box": (bitmaps_without_a_box, KEYS, "A good rope is known by its smell\nThe wheel is turned by a child\n"),
    "inherited-page-attributes": (inherited_page_attributes, KEYS, None),
    "contents-in-pieces": (contents_in_pieces, KEYS, None),
    "inline-image": (inline_image, KEYS, None),
    "text-in-forms": (text_in_forms, KEYS, None),
    "captions-are-no-headings": (captions, "h1 Tests of Cordage\n  h2 Results\n  h2 Remarks\n", None),
    "numbered-list-is-no-heading": (numbered_list, "h1 How a Rope Is Made\n  h2 Steps\n  h2 Costs\n", None),
    "drop-cap": (drop_cap, "h1 The Rope Walk\n  h2 Spring\n", None),
    "headings-of-body-size": (weak_headings, "h1 Minutes of the Guild\n  h2 1. Opening\n  h2 2. Reports\n    h3 2.1 Hemp\n    h3 2.2 Tar\n  h2 3. Elections\n", None),
    "blank-pages": (blank_pages, "h1 Log of the Weir\n  h2 Spring\n  h2 Autumn\n", None),
    "wide-table-without-lines": (wide_table, "h1 Stores of the Long Shed\n  h2 List\n  h2 After the List\n", STORES_ROWS),
    "table-with-rules-across": (table_with_rules_across, "h1 Stores of the Long Shed\n  h2 List\n  h2 After the List\n", STORES_ROWS),
    "contents-without-dots": (contents_without_dots, "h1 Contents\nh1 1 Hemp\nh1 2 Yarn\nh1 3 The Wheel\nh1 4 Tar\nh1 5 Buyers\n", "- 1 Hemp 2\n- 3 The Wheel 2\n- 5 Buyers\n"),
    "lines-of-an-algorithm": (lines_of_an_algorithm, "h1 Keys of the Lock House\n  h2 1. Front Door\n  h2 2. Gear House\n  h2 3. Boat Shed\n  h2 4. Weir\n  h2 5. Cellar\n", None),
    "items-of-several-paragraphs": (
        items_of_several_paragraphs,
        "h1 Splicing\n  h2 Steps\n  h2 Finish\n",
        "1. Unlay the strands.\n   The wheel is turned\n2. Marry them.\n   When it rains\n3. Tuck each one.\n   Nothing is thrown away\n",
    ),
    "centred-title-in-capitals": (
        centred_title_in_capitals,
        "h1 ON THE TWIST OF ROPES AND OF HEAVY CABLES UNDER A LOAD\n" + "".join(f"  h2 {title}\n" for title in ["1. Introduction", "2. Strands", "3. Cables", "4. Loads", "References"]),
        None,
    ),
    "titles-in-boxes": (titles_in_boxes, "h1 1. Product\nh1 2. Hazards\nh1 3. First Aid\nh1 4. Storage\n", "| Rope | Tons | Price |\n| Manila | 9 | 6 |\n"),
    "running-text-in-cells": (running_text_in_cells, "h1 Making of Ropes\n  h2 After It\n", "| The rope is laid by hand, from yarns that were spun in the long shed, and it is tarred before it goes to the yard | The rope\n"),
    "contents-with-parts": (
        contents_with_parts,
        "h1 Ropes\n  h2 Contents\n  h2 Making\n    h3 Hemp\n    h3 Yarn\n    h3 The Wheel\n  h2 Keeping\n    h3 Tar\n    h3 The Long Shed\n    h3 Damp\n  h2 Selling\n    h3 Buyers\n    h3 Prices\n    h3 Tolls\n",
        "- Making\n- Keeping\n- Selling\n",
    ),
    "hyphens-mapped-to-soft-ones": (hyphens_mapped_to_soft_ones, "h1 Terms of Three-Strand Rope\n", "Of the well-laid ropes, 27 held for 1-12 months, 33 for 13-24 months, and a self-closing one\n"),
    "ligatures-with-wrong-maps": (ligatures_with_wrong_maps, "h1 Official Flight Office\n  h2 Difficult affairs\n  h2 Final offer\n", "five coffee filters, a waffle iron and a muffled flute\n"),
    "empty-cells-in-tags": (empty_cells_in_tags, TWO_PARTS, YARDS_ROWS),
    "cells-left-out-of-tags": (cells_left_out_of_tags, TWO_PARTS, YARDS_ROWS),
    "rules-in-the-header-alone": (rules_in_the_header_alone, TWO_PARTS, "| Yard | Hemp | Manila | Sisal | Tons |\n| South Quay | 0 | 7.3 | 0 | 7.3 |\n| Weir | 0 | 0 | 5.5 | 5.5 |\n"),
    "columns-without-rules": (columns_without_rules, TWO_PARTS, "| Yard | Hemp | Manila | Sisal | Tons |\n| South Quay | 0 | 7.3 | 0 | 7.3 |\n| Weir | 0 | 0 | 5.5 | 5.5 |\n"),
    "rows-beside-one-label": (rows_beside_one_label, TWO_PARTS, "| All | North Quay | 4.2 | 6.1 |\n| | South Quay | — | 7.3 |\n| | Weir | — | 5.5 |\n| Total | | 16.2 | 43.1 |\n"),
    "names-without-rules": (names_without_rules, TWO_PARTS, "| Yard | Hemp | Manila | Sisal | Tons |\n| South Quay | 0 | 7.3 | 0 | 7.3 |\n| Weir | 0 | 0 | 5.5 | 5.5 |\n"),
    "axis-of-a-chart": (axis_of_a_chart, TWO_PARTS, "20,000 100 16,000 80 12,000 60 8,000 40 4,000 20\n"),
    "table-below-a-line": (table_below_a_line, TWO_PARTS, "| North Quay | 4.2 | — | 1.9 | 6.1 |\n| Weir | — | — | 5.5 | 5.5 |\n"),
    "chapters-set-differently": (
        chapters_set_differently,
        "h1 A Rope Walk and Its People\n  h2 Chapter One: Hemp\n  h2 CHAPTER TWO: TAR\n  h2 Chapter Three: “Mere Keepers”\n  h2 Chapter Four: Buyers\n  h2 Chapter Five: Tolls\n",
        None,
    ),
    "values-at-the-right": (values_at_the_right, "h1 Ropes on Trial\n  h2 After It\n", "| Four-strand hemp with a heart | held for nine months |\n| Cable of nine strands | is still there |\n"),
    "repeated-below-titles": (repeated_below_titles, "".join(f"h1 {tool}\n  h2 Use\n  h2 Care\n" for tool in ["Fid", "Heaver", "Mallet", "Top"]), None),
    "numbers-set-alike": (
        numbers_set_alike,
        "h1 Laying of Cables\n  h2 I. Hemp\n    h3 A. Combing\n    h3 B. Spinning\n    h3 C. Tarring\n  h2 II. Strands\n    h3 A. Winding\n    h3 B. Drawing\n  h2 III. Closing\n    h3 A. The Top\n    h3 B. The Sledge\n",
        None,
    ),
    "bold-captions": (bold_captions, TWO_PARTS, "Table 1 Hemp by Yard\n"),
    "chapters-below-their-labels": (chapters_below_their_labels, book_outline(), BOOK_TEXT),
    "descriptions-of-figures": (
        descriptions_of_figures,
        "h1 The Long Shed\n  h2 The Wheel\n  h2 The Sledge\n",
        f"## The Wheel\n{WHEEL}\n## The Sledge\n{SLEDGE}\n",
    ),
    "replacements-of-elements": (
        replacements_of_elements,
        "h1 The Long Shed\n  h2 The Wheel\n  h2 The Sledge\n",
        "## The Wheel\nThe wheel is turned by a child, or by a man who has been told off when it rains on the long shed by the river.\n## The Sledge\nThe sledge must not be touched.\n",
    ),
    "cover-page": (cover_page, "h1 Rope Walks and Their Keepers\n" + "".join(f"  h2 {title}\n    h3 Of the {title}\n    h3 Accounts of the {title}\n" for title in ["Walks", "Keepers", "Tools"]), None),
}


def main():
    parts = sys.argv[1:]
    wanted = lambda name: not parts or any(part in name for part in parts)
    for name, make in PRINTED.items():
        if wanted(name):
            print(name, flush=True)
            (CASES / name / "source.pdf").write_bytes(make(name))
    for name, (make, outline_text, text) in OWN.items():
        if wanted(name):
            # Encryption draws random numbers: such a file is made once.
            write_case(name, make if "encrypted" not in name or not (CASES / name / "source.pdf").exists() or parts else None, outline_text, text)


def write_case(name, make, outline_text, text):
    """Writes the files of a case; without `make` the PDF is left as it is."""
    print(name, flush=True)
    folder = CASES / name
    folder.mkdir(exist_ok=True)
    if make:
        (folder / "source.pdf").write_bytes(make())
    (folder / "outline.txt").write_text(outline_text, encoding="utf-8")
    if text:
        (folder / "text.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
