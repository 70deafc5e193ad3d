#!/usr/bin/env python3
"""Makes the source.pdf files of the cases about text that was lost or falsified.

  text_cases.py [NAME-PART ...]     makes the cases whose name contains one of the parts (default: all)

Needs `pip install reportlab pikepdf`. The output is the same on each run.
"""
import io
import sys
from pathlib import Path

import pikepdf
from reportlab.lib.pagesizes import A5
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

CASES = Path(__file__).resolve().parent.parent / "cases"
WIDTH, HEIGHT = A5
LEFT = 50
TEXT = [
    "The weaver lays the warp in the morning, when the air is damp and",
    "the yarn does not break. She counts the threads twice, once by hand",
    "and once by the comb, and writes the number on the beam. A warp of",
    "two hundred threads takes an hour; a wide one takes the whole day.",
]


class Page:
    """A page that is written from the top."""

    def __init__(self, canvas):
        self.canvas, self.y = canvas, HEIGHT - 60

    def line(self, text, size=10, font="Times-Roman", x=LEFT, step=None):
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= step or size * 1.2

    def paragraph(self, lines=None):
        for text in lines or TEXT:
            self.line(text)
        self.y -= 6

    def heading(self, text):
        self.line(text, 16, "Times-Bold", step=28)

    def shifted(self, pieces, size=10):
        """Writes pieces of a line: (text, rise); raised and lowered ones are smaller."""
        text = self.canvas.beginText(LEFT, self.y)
        for piece, rise in pieces:
            text.setFont("Times-Roman", size * 0.65 if rise else size)
            text.setRise(rise)
            text.textOut(piece)
        self.canvas.drawText(text)
        self.y -= size * 1.3


def document(draw):
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A5, invariant=1, pageCompression=1)
    draw(canvas)
    canvas.save()
    return data.getvalue()


def letters_at_the_space_before():
    def draw(canvas):
        page = Page(canvas)
        page.heading("Words in Pieces")
        # The second piece begins on the space at the end of the first one.
        for first, second in [("It was a swim ", "mer who came first over the river in the early"),
                              ("morning, and behind him the hill ", "lock rang the bell of the mill"),
                              ("so loud that the kit ", "ten hid below the loom until noon.")]:
            canvas.setFont("Times-Roman", 10)
            canvas.drawString(LEFT, page.y, first)
            canvas.drawString(LEFT + canvas.stringWidth(first.strip(), "Times-Roman", 10), page.y, second)
            page.y -= 12
        page.y -= 20
        # A shadow is one word.
        canvas.setFont("Helvetica", 20)
        for shift in (1.5, 0):
            canvas.drawString(LEFT + shift, page.y - shift, "Still hilly")
        page.y -= 40
        page.paragraph()
    return document(draw)


def type3(matrix, box, width, names, codes, glyph, shown):
    """A page whose font is drawn glyph by glyph: `shown` is [(x, y, size, text)]."""
    pdf = pikepdf.new()
    glyphs = pikepdf.Dictionary({f"/{name}": pdf.make_stream(glyph.encode()) for name in names})
    differences = pikepdf.Array()
    for name, code in zip(names, codes):
        differences.extend([code, pikepdf.Name(f"/{name}")])
    font = pdf.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=box, FontMatrix=matrix, CharProcs=glyphs,
        Encoding=pikepdf.Dictionary(Differences=differences), FirstChar=min(codes), LastChar=max(codes),
        Widths=[width] * (max(codes) - min(codes) + 1), Resources=pikepdf.Dictionary()))
    content = "BT\n" + "".join(f"/F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj\n" for x, y, size, text in shown) + "ET"
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.Contents = pdf.make_stream(content.encode())
    data = io.BytesIO()
    pdf.save(data, deterministic_id=True, compress_streams=True)
    return data.getvalue()


def bitmaps_with_an_absurd_box():
    # Dots of 600 dpi: the font is 0.12 points large, and its box is that of nothing.
    lines = [text.rstrip(".;,") for text in TEXT]
    letters = sorted(set("".join(lines)) - {" "})
    shown, y = [], HEIGHT - 80
    for line in lines:
        x = LEFT
        for word in line.split():
            shown.append((round(x, 2), y, 0.12, word))
            x += 5 * len(word) + 3
        y -= 14
    return type3([1, 0, 0, 1, 0, 0], [0, 0, 1000, 1000], 5 / 0.12, [{".": "period", ",": "comma", ";": "semicolon"}.get(c, c) for c in letters],
                 [ord(c) for c in letters], "42 0 0 -15 42 60 d1 0 0 33 50 re f", shown)


def codes_that_are_letters():
    letters = sorted(set("".join(TEXT)))
    shown = [(LEFT, HEIGHT - 80 - 14 * nth, 10, line) for nth, line in enumerate(TEXT)]
    return type3([0.001, 0, 0, 0.001, 0, 0], [0, 0, 500, 700], 500, [f"B{nth}x{nth % 3}" for nth in range(len(letters))],
                 [ord(c) for c in letters], "500 0 0 0 500 700 d1 50 0 400 600 re f", shown)


def codes_that_are_letters_with_an_empty_map():
    """The same with a map to text that has nothing but a control character."""
    pdf = pikepdf.open(io.BytesIO(codes_that_are_letters()))
    content = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Mill def /CMapType 2 def\n"
               "1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfrange <63> <63> <000d> endbfrange endcmap end end")
    for font in pdf.pages[0].Resources.Font.values():
        font.ToUnicode = pdf.make_stream(content.encode())
    data = io.BytesIO()
    pdf.save(data, deterministic_id=True, compress_streams=True)
    return data.getvalue()


def rows_at_page_edges():
    def draw(canvas):
        number = 100
        for nth in range(3):
            page = Page(canvas)
            if nth == 0:
                page.heading("Log of the Mill")
            while page.y > 60:
                canvas.setFont("Times-Roman", 10)
                canvas.drawString(LEFT, page.y, f"Sack no. {number} weighed at {number % 12 + 6}:{number % 60:02d}")
                page.y -= 13
                number += 1
            canvas.drawCentredString(WIDTH / 2, 25, f"Page {nth + 1} of 3")
            canvas.showPage()
    return document(draw)


def copies_of_an_invoice():
    def draw(canvas):
        for nth, name in enumerate(["A. Weaver", "B. Dyer", "C. Fuller"]):
            page = Page(canvas)
            page.line("The Fulling Mill, 3 Water Lane", step=14)
            page.line(f"Invoice no. {41 + nth}", step=40)
            page.line(f"To {name}", step=30)
            for text in ["Cloth was fulled for you in the spring.", "Please pay within thirty days of this letter.",
                         "The price is the same as in the last year.", "Late payments cost two in the hundred.",
                         "We thank you for the work that you gave us."]:
                page.line(text, step=26)
            page.y = 80
            page.line("Water Lane Bank, account 7", step=14)
            page.line("The mill is open from Monday to Friday.")
            canvas.showPage()
    return document(draw)


def exponents_on_pages():
    def draw(canvas):
        page = Page(canvas)
        page.heading("Sizes of Ponds")
        page.shifted([("The first trial had 12", 0), ("3", 4), (" fish in 10", 0), ("6", 4), (" m", 0), ("3", 4), (" of water.", 0)])
        page.shifted([("Let x", 0), ("i", -2), (" be the depth in spring", 0), ("2", 4), (" and CO", 0), ("2", -2), (" the gas.", 0)])
        page.shifted([("On the 1", 0), ("st", 4), (" of May it was 3", 0), ("1", 4), ("/2 feet deep.", 0)])
        page.y -= 10
        page.paragraph()
        page.line("2 Measured at the sluice by the miller himself.", 8)
    return document(draw)


def initial_of_three_lines():
    def draw(canvas):
        page = Page(canvas)
        page.heading("A Theory of Weaving")
        canvas.setFont("Times-Roman", 38)
        canvas.drawString(LEFT, page.y - 24, "T")
        for nth, text in enumerate(["HE recent growth of the mills along the river has brought to", "the town more yarn than its looms can take, and much of it is",
                                    "sold again before the winter comes. In the council house"]):
            page.line(text, x=LEFT + 26, step=12)
        page.paragraph()
    return document(draw)


def watermarks():
    def draw(canvas):
        for nth, title in enumerate(["Warp", "Weft", "Selvage"]):
            canvas.saveState()
            canvas.setFillGray(0.85)
            canvas.setFont("Helvetica-Bold", 70)
            canvas.translate(90, 150)
            canvas.rotate(50)
            canvas.drawString(0, 0, "SPECIMEN")
            canvas.restoreState()
            canvas.setFillGray(0.9)
            canvas.setFont("Helvetica-Bold", 60)
            canvas.drawString(60, HEIGHT - 190, "COPY")
            canvas.setFillGray(0)
            page = Page(canvas)
            page.heading(title)
            page.paragraph([f"Chapter {nth + 1} of three is about the {title.lower()}."] + TEXT)
            for _ in range(4):
                page.paragraph()
            canvas.showPage()
    return document(draw)


def sentence_around_a_note():
    def draw(canvas):
        page = Page(canvas)
        page.heading("The Flood")
        for _ in range(5):
            page.paragraph()
        page.line("In the third week the water rose so fast that nobody in the lower")
        page.line("town")
        canvas.line(LEFT, 80, LEFT + 90, 80)
        page.y = 66
        page.line("1 The lower town is the part below the bridge.", 8)
        canvas.showPage()
        page = Page(canvas)
        canvas.setFont("Times-Italic", 8)
        canvas.drawString(LEFT, HEIGHT - 40, "The Flood")
        page.paragraph(["could reach the bridge before the evening, when the gates at the", "weir were opened at last. " + TEXT[0][:40]])
        page.paragraph()
    return document(draw)


def vertical_chinese():
    font = UnicodeCIDFont("STSong-Light", isVertical=True)
    def draw(canvas):
        pdfmetrics.registerFont(font)
        x = WIDTH - 60
        columns = ["河边的磨坊", "清晨空气湿润，织工开始整经，纱线不易断。", "她数两遍线，一遍用手，一遍用筘，", "然后把数目写在轴上。", "河水在春天上涨，磨坊整夜转动。"]
        for nth, text in enumerate(columns):
            canvas.setFont(font.fontName, 20 if nth == 0 else 12)
            canvas.drawString(x, HEIGHT - 60, text)
            x -= 40 if nth == 0 else 20
    return document(draw)


MAKERS = [letters_at_the_space_before, bitmaps_with_an_absurd_box, codes_that_are_letters,
          codes_that_are_letters_with_an_empty_map, rows_at_page_edges,
          copies_of_an_invoice, exponents_on_pages, initial_of_three_lines, watermarks, sentence_around_a_note,
          vertical_chinese]


def main():
    for make in MAKERS:
        name = make.__name__.replace("_", "-")
        if len(sys.argv) < 2 or any(part in name for part in sys.argv[1:]):
            (CASES / name).mkdir(exist_ok=True)
            (CASES / name / "source.pdf").write_bytes(make())


main()
