#!/usr/bin/env python3
"""Makes the cases in ../cases that are about headings of PDF alone: what is a heading, and at which level.

  heading_cases.py [NAME-PART ...]     makes the cases whose name contains one of the parts (default: all)

Needs what cases.py needs, which makes all other cases.
"""
import io
import sys

import pikepdf

from cases import LOOK, by_typst, save, words, write_case


def without_outline(pdf):
    file = pikepdf.open(io.BytesIO(pdf))
    if "/Outlines" in file.Root:
        del file.Root.Outlines
    return save(file)


def labels_of_articles():
    """A contract: the label and the title are lines of their own, in the size of the text."""
    text = LOOK + "#align(center, text(14pt, weight: \"bold\")[LEASE OF THE LONG SHED])\n\n" + words(0, 4) + "\n\n"
    articles = {"DEFINITIONS": ["Hemp", "Tar"], "RENT": ["Amount", "Time of Payment"], "REPAIRS": ["Roof", "Wheel"]}
    for number, (title, sections) in enumerate(articles.items(), 1):
        text += f"#block(above: 2em, align(center)[*ARTICLE {'I' * number}*])\n#block(above: 0.9em, below: 1.4em, align(center)[*{title}*])\n\n"
        text += "".join(f"#block(above: 1.4em, below: 0.8em)[*{number}.{at} {section}*]\n\n{words(number * 3 + at, 3)}\n\n" for at, section in enumerate(sections, 1))
    return by_typst(text)


def annexes_with_remarks():
    """As standards have them: label, remark and title of an annex are centred lines."""
    text = LOOK + "#set page(height: 150mm)\n= Sizes of Ropes\n\n" + words(0, 3) + "\n\n"
    for number, title in enumerate(["Scope", "Terms", "Sizes"], 1):
        text += f"== {number} #h(1em) {title}\n\n{words(number * 2, 3)}\n\n=== {number}.1 #h(1em) Of the {title}\n\n{words(number * 3, 3)}\n\n"
    for letter, remark, title in (("A", "normative", "Ways of Measuring"), ("B", "informative", "Former Sizes")):
        text += f"#pagebreak()\n#align(center)[#text(14pt, weight: \"bold\")[Annex {letter}]\n\n#text(11.5pt)[({remark})]\n\n#text(14pt, weight: \"bold\")[{title}]]\n\n"
        text += f"{words(5, 3)}\n\n=== {letter}.1 #h(1em) Tools\n\n{words(1, 3)}\n\n=== {letter}.2 #h(1em) Notes\n\n{words(2, 3)}\n\n"
    return without_outline(by_typst(text))


def lines_counted_in_the_margin():
    """A draft for review: each fifth line has its number at the left, a heading too."""
    text = LOOK + "#set par.line(numbering: n => if calc.rem(n, 5) == 0 { text(7pt)[#n] })\n= Rules of the Guild\n\n" + words(0, 4) + "\n\n"
    for number, title in enumerate(["Members", "Wheels", "Feasts"]):
        text += f"== {title}\n\n{words(number * 3, 5)}\n\n"
    return without_outline(by_typst(text))


def headings_in_lists_of_tags():
    """The tags of headings are in items of lists, as editors write chapters with automatic numbers."""
    text = LOOK + "= Splicing\n\n" + words(0, 3) + "\n\n"
    for number, title in enumerate(["1. Eyes", "2. Ends", "3. Rings"], 1):
        text += f"== #[{title}]\n\n{words(number, 4)}\n\n=== #[{number}.1 Tools]\n\n{words(number * 2, 3)}\n\n"
    file = pikepdf.open(io.BytesIO(without_outline(by_typst(text, tagged=True))))
    open_ = [file.Root.StructTreeRoot]
    while open_:
        parent = open_.pop()
        kids = parent.get("/K")
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        for at, kid in enumerate(kids):
            if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
                continue
            open_.append(kid)
            if str(kid.S) in ("/H2", "/H3"):
                kids[at] = in_list(file, parent, kid)
        if kids != [None] and any(isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == pikepdf.Name.L for kid in kids):
            parent.K = pikepdf.Array(kids)
    return save(file)


def in_list(file, parent, heading):
    """A list with one item that holds a heading."""
    outer = parent
    made = []
    for name in ("L", "LI", "LBody"):
        made.append(file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name("/" + name), P=outer)))
        outer = made[-1]
    for upper, lower in zip(made, made[1:] + [heading]):
        upper.K = pikepdf.Array([lower])
    heading.P = made[-1]
    return made[0]


def lessons_at_page_tops():
    """Each lesson begins at the very top of a page, where other pages have their running head."""
    text = LOOK + "#set page(margin: (top: 7mm, bottom: 16mm, x: 18mm))\n"
    for number, title in enumerate(["Hemp", "Yarn", "Tar"], 1):
        text += ("#pagebreak()\n" if number > 1 else "") + f"#text(15pt, weight: \"bold\")[Lesson {number} {title}]\n\n{words(number, 4)}\n\n"
        text += "".join(f"#block(above: 1.6em, below: 0.8em, text(12pt, weight: \"bold\")[{part}])\n\n{words(number * at, 4)}\n\n" for at, part in enumerate(["Words", "Questions"], 2))
    return by_typst(text)


def slides_shown_in_steps():
    """A slide whose items appear one by one is five pages with one title."""
    text = LOOK + "#set page(width: 160mm, height: 90mm)\n#set text(14pt)\n#align(center + horizon, text(24pt, weight: \"bold\")[Making of Ropes])\n"
    slides = {"Hemp": ["Cut late", "Dry it", "Comb it"], "Laying the Three Strands": ["Fix them", "Draw the sledge", "Watch the top", "Turn the wheel", "Close"], "Tar": ["Warm it", "Stir it"]}
    for title, items in slides.items():
        for shown in range(len(items) if len(items) > 3 else 1):
            count = shown + 1 if len(items) > 3 else len(items)
            text += f"#pagebreak()\n#text(16pt, weight: \"bold\")[{title}]\n\n" + "".join(f"- {item}\n" for item in items[:count]) + "\n" + words(len(title), 1) + "\n\n"
    return by_typst(text)


def terms_of_a_manual_page():
    """Headings begin left of all text; options are bold too, above their indented text."""
    block = lambda left, content: f"#pad(left: {left}mm)[{content}]\n"
    heading = lambda title: f"#block(above: 1.4em, below: 0.7em)[*{title}*]\n"
    text = LOOK + "#set par(justify: false)\n#grid(columns: (1fr, 1fr, 1fr), [ROPE(1)], align(center)[Tools], align(right)[ROPE(1)])\n\n"
    text += heading("NAME") + block(12, "rope - lays strands") + heading("SYNOPSIS") + block(12, "*rope* \\[_option_\\] _file_")
    text += heading("DESCRIPTION") + block(12, words(0, 4)) + block(12, words(5, 3)) + heading("OPTIONS")
    for at, option in enumerate(["-c", "--check", "--no-tar", "--strands"]):
        text += block(12, f"*{option}*") + block(24, words(at * 2, 2))
    return by_typst(text + heading("FILES") + block(12, words(3, 3)) + heading("SEE ALSO") + block(12, words(6, 2)))


def centred_paragraph_signs():
    """A German statute: the sign, below it its title, both centred and bold in the size of the text."""
    text = LOOK + "#set text(lang: \"de\")\n#align(center, text(14pt, weight: \"bold\")[Satzung der Seilerzunft])\n\n" + words(0, 2) + "\n\n"
    parts = {"Erster Abschnitt": {"1": "Name und Sitz", "2": "Zweck"}, "Zweiter Abschnitt": {"3": "Mitglieder", "4": "Beiträge", "5": "Austritt"}}
    for part, signs in parts.items():
        text += f"#block(above: 2em, below: 1.4em, align(center, text(11.5pt, weight: \"bold\")[{part}]))\n"
        for sign, title in signs.items():
            text += f"#block(above: 1.8em, below: 0.8em, align(center)[*§ {sign}*])\n#block(below: 1.2em, align(center)[*{title}*])\n\n{words(int(sign), 4)}\n\n"
    return by_typst(text)


def outline_with_missing_parents():
    """The outline has the last two chapters below a name that is not printed, the first one beside it."""
    titles = [("Hemp", ["Fields", "Combs"]), ("Yarn", ["Wheels", "Bobbins"]), ("Tar", ["Barrels", "Smoke"])]
    text = LOOK + "#show heading: set text(size: 12pt)\n#show heading.where(level: 2): set text(size: 11pt)\n"
    for number, (chapter, sections) in enumerate(titles):
        text += f"= {chapter}\n\n{words(number, 3)}\n\n" + "".join(f"== {section}\n\n{words(number + at * 2, 3)}\n\n" for at, section in enumerate(sections, 1))
    file = pikepdf.open(io.BytesIO(by_typst(text)))
    with file.open_outline() as tree:
        chapters = list(tree.root)
        group = pikepdf.OutlineItem("Ready goods", 0)
        group.children.extend(chapters[1:])
        tree.root.clear()
        tree.root.extend([chapters[0], group])
    return save(file)


def bold_fonts_without_names():
    """As journals are printed: fonts are named by a number, and neither descriptor nor name says which are bold."""
    text = LOOK + "#set page(columns: 2)\n#show heading: set block(above: 1em, below: 0.5em)\n#show heading: set text(size: 10pt)\n#show heading.where(level: 2): set text(size: 9.2pt)\n"
    text += "#place(top, scope: \"parent\", float: true)[#text(17pt)[Shrinkage of Wet Ropes]]\n\n" + words(0, 4) + "\n\n"
    for number, (chapter, sections) in enumerate({"Methods": ["Samples", "Weights"], "Results": ["Hemp", "Manila"], "Discussion": []}.items()):
        text += f"= {chapter}\n\n{words(number, 5)}\n\n" + "".join(f"== {section}\n\n{words(number + at * 2, 5)}\n\n" for at, section in enumerate(sections, 1))
    file = pikepdf.open(io.BytesIO(without_outline(by_typst(text))))
    for number, font in enumerate(one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"):
        parts = [font] + ([font.DescendantFonts[0]] if "/DescendantFonts" in font else [])
        for part in parts:
            part.BaseFont = pikepdf.Name(f"/ABCDEF+AdvOT{number:06x}")
            if "/FontDescriptor" in part:
                descriptor = part.FontDescriptor
                descriptor.FontName = part.BaseFont
                descriptor.Flags, descriptor.StemV = 4, 0
                for key in ("/FontWeight", "/FontFamily"):
                    if key in descriptor:
                        del descriptor[key]
    return save(file)


def outline_of_joined_files():
    """Two files joined to one: the outline names the second by its file, which is not printed, and its titles are smaller than the sections of the first."""
    text = LOOK + "= Rules of the Guild\n\n" + words(0, 3) + "\n\n== Members\n\n" + words(2, 3) + "\n\n== Feasts\n\n" + words(4, 3) + "\n\n#pagebreak()\n"
    for number, title in enumerate(["Hemp", "Manila", "Sisal"]):
        text += f"#block(above: 1.6em, below: 0.8em)[#text(12pt, weight: \"bold\")[{title}]]\n\n{words(number + 5, 3)}\n\n"
    file = pikepdf.open(io.BytesIO(by_typst(text)))
    with file.open_outline() as tree:
        tree.root.append(pikepdf.OutlineItem("Annex_A (final 2).pdf", 1))
    return save(file)


CASES_OF_HEADINGS = {
    "bold-fonts-without-names": (
        bold_fonts_without_names,
        "h1 Shrinkage of Wet Ropes\n  h2 Methods\n    h3 Samples\n    h3 Weights\n  h2 Results\n    h3 Hemp\n    h3 Manila\n  h2 Discussion\n",
        None,
    ),
    "outline-of-joined-files": (outline_of_joined_files, "h1 Rules of the Guild\n  h2 Members\n  h2 Feasts\nh1 Hemp\nh1 Manila\nh1 Sisal\n", None),
    "labels-of-articles": (
        labels_of_articles,
        "h1 LEASE OF THE LONG SHED\n"
        "  h2 ARTICLE I DEFINITIONS\n    h3 1.1 Hemp\n    h3 1.2 Tar\n"
        "  h2 ARTICLE II RENT\n    h3 2.1 Amount\n    h3 2.2 Time of Payment\n"
        "  h2 ARTICLE III REPAIRS\n    h3 3.1 Roof\n    h3 3.2 Wheel\n",
        None,
    ),
    "annexes-with-remarks": (
        annexes_with_remarks,
        "h1 Sizes of Ropes\n"
        "  h2 1 Scope\n    h3 1.1 Of the Scope\n  h2 2 Terms\n    h3 2.1 Of the Terms\n  h2 3 Sizes\n    h3 3.1 Of the Sizes\n"
        "  h2 Annex A (normative) Ways of Measuring\n    h3 A.1 Tools\n    h3 A.2 Notes\n"
        "  h2 Annex B (informative) Former Sizes\n    h3 B.1 Tools\n    h3 B.2 Notes\n",
        None,
    ),
    "lines-counted-in-the-margin": (lines_counted_in_the_margin, "h1 Rules of the Guild\n  h2 Members\n  h2 Wheels\n  h2 Feasts\n", None),
    "headings-in-lists-of-tags": (
        headings_in_lists_of_tags,
        "h1 Splicing\n" + "".join(f"  h2 {number}. {title}\n    h3 {number}.1 Tools\n" for number, title in enumerate(["Eyes", "Ends", "Rings"], 1)),
        None,
    ),
    "lessons-at-page-tops": (lessons_at_page_tops, "".join(f"h1 Lesson {number} {title}\n  h2 Words\n  h2 Questions\n" for number, title in enumerate(["Hemp", "Yarn", "Tar"], 1)), None),
    "slides-shown-in-steps": (slides_shown_in_steps, "h1 Making of Ropes\n  h2 Hemp\n  h2 Laying the Three Strands\n  h2 Tar\n", None),
    "terms-of-a-manual-page": (terms_of_a_manual_page, "".join(f"h1 {title}\n" for title in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "FILES", "SEE ALSO"]), None),
    "centred-paragraph-signs": (
        centred_paragraph_signs,
        "h1 Satzung der Seilerzunft\n"
        "  h2 Erster Abschnitt\n    h3 § 1 Name und Sitz\n    h3 § 2 Zweck\n"
        "  h2 Zweiter Abschnitt\n    h3 § 3 Mitglieder\n    h3 § 4 Beiträge\n    h3 § 5 Austritt\n",
        None,
    ),
    "outline-with-missing-parents": (
        outline_with_missing_parents,
        "h1 Hemp\n  h2 Fields\n  h2 Combs\nh1 Yarn\n  h2 Wheels\n  h2 Bobbins\nh1 Tar\n  h2 Barrels\n  h2 Smoke\n",
        None,
    ),
}


def main():
    for name, case in CASES_OF_HEADINGS.items():
        if not sys.argv[1:] or any(part in name for part in sys.argv[1:]):
            write_case(name, *case)


if __name__ == "__main__":
    main()
