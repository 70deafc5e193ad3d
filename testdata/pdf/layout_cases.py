#!/usr/bin/env python3
"""Makes the source.pdf files of the cases about columns, cards, spaces and turned text.

  layout_cases.py [NAME-PART ...]     makes the cases whose name contains one of the parts (default: all)

Needs `pip install reportlab pikepdf fonttools weasyprint` and the fonts DejaVu Serif and
DejaVu Sans. The output is the same on each run with the same versions.
"""
import io
import sys
from pathlib import Path

import pikepdf
import weasyprint
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

CASES = Path(__file__).resolve().parent.parent / "cases"
FONTS = Path("/usr/share/fonts/truetype/dejavu")
LEFT = 50
#: Sentences about a mill; cards and columns take some of them.
SENTENCES = [
    "The warp is laid in the morning, when the air is damp and the yarn does not break.",
    "Every thread is counted twice, once by hand and once by the comb.",
    "A warp of two hundred threads takes an hour and a wide one the whole day.",
    "In spring the water rises so fast that the lower wheel stands still for a week.",
    "Carts wait at the gate from early in the day until the bell of the mill is rung.",
    "Nobody weighs the wool before it is dry, because wet wool is sold as heavy wool.",
    "The dyer keeps the blue vat warm through the night and covers it with old cloth.",
    "What is left at the end of the loom is tied in bundles and given to the school.",
]
LINES = [
    "The weaver lays the warp in the morning when the air is damp and",
    "the yarn does not break. She counts the threads twice, once by hand",
    "and once by the comb, and writes the number on the beam.",
]


def document(draw, size=A4):
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=size, invariant=1, pageCompression=1)
    draw(canvas)
    canvas.save()
    return data.getvalue()


def heading(canvas, y, text, size=18):
    canvas.setFont("Times-Bold", size)
    canvas.drawString(LEFT, y, text)
    return y - 1.8 * size


def block(canvas, x, y, width, text, size=10, font="Times-Roman"):
    """Writes a paragraph of a column; returns the height below it."""
    canvas.setFont(font, size)
    for line in simpleSplit(text, font, size, width):
        canvas.drawString(x, y, line)
        y -= 1.2 * size
    return y


def text(first, count):
    return " ".join(SENTENCES[(first + nth) % len(SENTENCES)] for nth in range(count))


def cards(canvas, y, names, columns, gap, counts, box=False):
    """Writes cards in rows, line by line across each row as browsers do for tables."""
    width = (A4[0] - 2 * LEFT - gap * (columns - 1)) / columns
    for first in range(0, len(names), columns):
        low = y
        for nth in range(first, min(first + columns, len(names))):
            name, role = names[nth]
            x = LEFT + (nth - first) * (width + gap)
            below = block(canvas, x, y, width, name, 12, "Times-Bold")
            below = block(canvas, x, below, width, role, 10, "Times-Roman") - 3
            below = block(canvas, x, below, width, text(nth, counts[nth % len(counts)]))
            low = min(low, below)
        for nth in range(min(columns, len(names) - first) if box else 0):
            canvas.rect(LEFT + nth * (width + gap) - 5, low, width + 10, y - low + 14)
        y = low - 18
    return y


NAMES = [("Ada Miller", "Head of the upper mill"), ("Ben Weaver", "Keeper of the looms"),
         ("Cleo Dyer", "Colours and vats"), ("Dan Comber", "Wool and yarn"),
         ("Eve Carter", "Roads and carts"), ("Finn Bell", "Bells and gates")]


def cards_side_by_side():
    def draw(canvas):
        y = heading(canvas, A4[1] - 70, "Our People")
        y = block(canvas, LEFT, y, A4[0] - 2 * LEFT, text(0, 3)) - 14
        y = cards(canvas, y, NAMES, 3, 16, [2])
        block(canvas, LEFT, y, A4[0] - 2 * LEFT, "Visitors are welcome. " + text(3, 2))
    return document(draw)


def cards_of_unequal_lengths():
    def draw(canvas):
        y = heading(canvas, A4[1] - 70, "Our People")
        y = cards(canvas, y, NAMES[:4], 2, 24, [1, 4, 3, 2])
        block(canvas, LEFT, y, A4[0] - 2 * LEFT, "Visitors are welcome. " + text(3, 2))
    return document(draw)


def profiles_in_frames():
    def draw(canvas):
        y = heading(canvas, A4[1] - 70, "Our People")
        y = block(canvas, LEFT, y, A4[0] - 2 * LEFT, text(0, 3)) - 14
        cards(canvas, y, NAMES[:4], 4, 18, [2, 1, 2, 3], box=True)
    return document(draw)


def columns(canvas, y, count, gap, lengths, size, first=0):
    """Writes columns; each begins with its number."""
    width = (A4[0] - 2 * LEFT - gap * (count - 1)) / count
    low = y
    for nth in range(count):
        at, x = y, LEFT + nth * (width + gap)
        for part in range(lengths[nth]):
            words = f"Part {nth + 1}.{part + 1} begins. " + text(first + 3 * nth + part, 3) + f" So ends part {nth + 1}.{part + 1}."
            at = block(canvas, x, at, width, words, size) - 4
        low = min(low, at)
    return low


def three_columns_of_unequal_lengths():
    def draw(canvas):
        y = heading(canvas, A4[1] - 70, "A Theory of Rivers and of the Mills along their Banks", 20)
        columns(canvas, y, 3, 16, [5, 2, 3], 9)
    return document(draw)


def four_narrow_columns():
    def draw(canvas):
        y = heading(canvas, A4[1] - 70, "A Theory of Rivers and of the Mills along their Banks", 20)
        columns(canvas, y, 4, 18, [4, 4, 4, 3], 8)
    return document(draw)


def heading_across_columns():
    def draw(canvas):
        y = heading(canvas, A4[1] - 70, "The First Year")
        y = columns(canvas, y, 3, 14, [2, 2, 2], 9) - 24
        y = heading(canvas, y, "The Second Year")
        columns(canvas, y, 3, 14, [2, 2, 2], 9, first=4)
    return document(draw)


def initial_of_four_lines():
    def draw(canvas):
        y = heading(canvas, A5[1] - 60, "Of Weaving", 16)
        canvas.setFont("Times-Roman", 52)
        canvas.drawString(LEFT, y - 31, "M")
        width = A5[0] - 2 * LEFT
        lines = simpleSplit("ills along the river brought more yarn to the town than its looms can take. " + text(0, 4), "Times-Roman", 10, width - 52)
        canvas.setFont("Times-Roman", 10)
        for nth, line in enumerate(lines[:4]):
            canvas.drawString(LEFT + 52, y - 12 * nth, line)
        block(canvas, LEFT, y - 48, width, " ".join(lines[4:]) + " " + text(4, 3))
    return document(draw, A5)


def receipts_of_three_lines():
    def draw(canvas):
        for _ in range(4):
            canvas.setFont("Times-Roman", 11)
            for y, line in [(A5[1] - 50, "Receipt number 4711"), (A5[1] - 66, "The sum of 100 crowns was paid."),
                            (200, "Thank you for the visit.")]:
                canvas.drawString(LEFT, y, line)
            canvas.showPage()
    return document(draw, A5)


def glyph_font(pdf, keeps_space, maps_space):
    """Returns a font of glyph numbers, with the numbers and the widths of its characters."""
    font = TTFont(FONTS / "DejaVuSerif.ttf")
    names, size = font.getBestCmap(), font["head"].unitsPerEm
    characters = sorted(set("".join(LINES)))
    numbers = {c: font.getGlyphID(names[ord(c)]) for c in characters}
    widths = {c: round(font["hmtx"][names[ord(c)]][0] * 1000 / size) for c in characters}
    options = Options(retain_gids=True, glyph_names=False, recalc_timestamp=False, drop_tables=["FFTM", "GPOS", "GSUB", "GDEF", "kern"])
    subset = Subsetter(options)
    subset.populate(unicodes=[ord(c) for c in characters if keeps_space or c != " "])
    subset.subset(font)
    program = io.BytesIO()
    font.save(program, reorderTables=False)
    mapped = [c for c in characters if maps_space or c != " "]
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Mill def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(mapped)} beginbfchar\n" + "".join(f"<{numbers[c]:04x}> <{ord(c):04x}>\n" for c in mapped)
        + "endbfchar endcmap end end")
    name = pikepdf.Name("/AAAAAA+MillSerif")
    descriptor = pdf.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=name, Flags=4, FontBBox=[-200, -250, 1200, 950], ItalicAngle=0,
        Ascent=900, Descent=-200, CapHeight=700, StemV=80, FontFile2=pdf.make_stream(program.getvalue())))
    spaced = [c for c in characters if keeps_space or c != " "]
    descendant = pdf.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=name, FontDescriptor=descriptor, DW=600,
        CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        W=pikepdf.Array([item for c in spaced for item in (numbers[c], pikepdf.Array([widths[c]]))]),
        CIDToGIDMap=pikepdf.Name.Identity))
    font = pdf.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=name, Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=[descendant], ToUnicode=pdf.make_stream(to_unicode.encode())))
    return font, numbers, widths


def glyph_page(keeps_space, maps_space, show):
    """A page of LINES; `show` returns the operators of a line."""
    pdf = pikepdf.new()
    font, numbers, widths = glyph_font(pdf, keeps_space, maps_space)
    content = "BT /F 10 Tf\n" + "".join(
        show(line, 700 - 14 * nth, lambda text: "<" + "".join(f"{numbers[c]:04x}" for c in text) + ">", widths)
        for nth, line in enumerate(LINES)) + "ET"
    page = pdf.add_blank_page(page_size=A4)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.Contents = pdf.make_stream(content.encode())
    data = io.BytesIO()
    pdf.save(data, deterministic_id=True, compress_streams=True)
    return data.getvalue()


def spaces_of_glyph_fonts():
    # The space is a glyph without an entry in the map.
    return glyph_page(True, False, lambda line, y, code, _: f"1 0 0 1 {LEFT} {y} Tm {code(line)} Tj\n")


def glyph_fonts_without_a_space():
    # Words are set apart by a quarter of the size, and their letters are kerned.
    def show(line, y, code, _):
        words = (" ".join(code(c) + (" 25" if nth % 3 == 0 else " -18") for nth, c in enumerate(word)) for word in line.split())
        return f"1 0 0 1 {LEFT} {y} Tm [" + " -250 ".join(words) + "] TJ\n"
    return glyph_page(False, False, show)


def maps_to_unicode_that_are_a_name():
    """`ToUnicode` is the name of a map to glyphs: the font program has the characters."""
    data = glyph_page(True, True, lambda line, y, code, _: f"1 0 0 1 {LEFT} {y} Tm {code(line)} Tj\n")
    pdf = pikepdf.open(io.BytesIO(data))
    pdf.pages[0].Resources.Font.F.ToUnicode = pikepdf.Name("/Identity-H")
    return saved(pdf)


def codes_that_are_characters():
    """No font program; the codes are characters, and a map converts them to glyphs."""
    pdf = pikepdf.open(io.BytesIO(maps_to_unicode_that_are_a_name()))
    font = pdf.pages[0].Resources.Font.F
    descendant = font.DescendantFonts[0]
    _, numbers, widths = glyph_font(pikepdf.new(), True, True)
    glyphs = bytearray(2 * 128)
    for c, number in numbers.items():
        glyphs[2 * ord(c):2 * ord(c) + 2] = number.to_bytes(2, "big")
    descendant.CIDToGIDMap = pdf.make_stream(bytes(glyphs))
    descendant.W = pikepdf.Array([item for c, width in widths.items() for item in (ord(c), pikepdf.Array([width]))])
    del descendant.FontDescriptor["/FontFile2"]
    content = "BT /F 10 Tf\n" + "".join(
        f"1 0 0 1 {LEFT} {700 - 14 * nth} Tm <{line.encode('utf-16-be').hex()}> Tj\n" for nth, line in enumerate(LINES)) + "ET"
    pdf.pages[0].Contents = pdf.make_stream(content.encode())
    return saved(pdf)


def saved(pdf):
    data = io.BytesIO()
    pdf.save(data, deterministic_id=True, compress_streams=True)
    return data.getvalue()


def letters_placed_one_by_one():
    def show(line, y, code, widths):
        operators, x = "", LEFT
        for c in line:
            operators += "" if c == " " else f"1 0 0 1 {x:.2f} {y} Tm {code(c)} Tj\n"
            x += widths[c] / 100
        return operators
    return glyph_page(False, False, show)


def heads_beside_the_text():
    """Six pages with the head and the number of the page in the wide outer margin."""
    size, sentences, pages = 10, 95, 6
    lines = simpleSplit(text(0, sentences), "Times-Roman", size, 300)
    per_page = len(lines) // pages + 1

    def draw(canvas):
        for page in range(pages):
            left = 60 if page % 2 else 210
            canvas.setFont("Times-Roman", size)
            for nth, line in enumerate(lines[page * per_page:(page + 1) * per_page]):
                canvas.drawString(left, A4[1] - 70 - 12 * nth, line)
            # On the baselines of the text, in larger type.
            heads = [(0, "Weaving"), (12, "in winter")] if page % 2 else [(0, "MQ"), (12, "7,3")]
            for down, words in [*heads, (48, str(97 + page))]:
                canvas.setFont("Times-Roman", 13)
                if page % 2:
                    canvas.drawRightString(A4[0] - 50, A4[1] - 70 - down, words)
                else:
                    canvas.drawString(60, A4[1] - 70 - down, words)
            canvas.showPage()
    return document(draw)


def cells_with_bevelled_borders():
    """A table whose cells have four borders each, with ends of 45 degrees, as CSS draws them."""
    rows = [["Keeper", "Looms", "Carts"], ["Ada Miller of the upper mill", "4", "0"],
            ["Ben Weaver and his brothers at the lower mill", "11", "2"], ["Cleo Dyer", "0", "1"]]
    widths, thick = [110, 60, 60], .75

    def border(canvas, corners):
        path = canvas.beginPath()
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)

    def draw(canvas):
        y = heading(canvas, A5[1] - 60, "The Two Mills")
        y = block(canvas, LEFT, y, A5[0] - 2 * LEFT, text(0, 2)) - 8
        for row in rows:
            cells = [simpleSplit(cell, "Times-Roman", 10, width - 8) for cell, width in zip(row, widths)]
            height = 12 * max(map(len, cells)) + 6
            x = LEFT
            for cell, width in zip(cells, widths):
                x0, x1, y0, y1 = x, x + width, y - height, y
                a0, a1, b0, b1 = x0 + thick, x1 - thick, y0 + thick, y1 - thick
                border(canvas, [(x0, y1), (x1, y1), (a1, b1), (a0, b1)])
                border(canvas, [(x0, y1), (a0, b1), (a0, b0), (x0, y0)])
                border(canvas, [(a1, b0), (a0, b0), (x0, y0), (x1, y0)])
                border(canvas, [(x1, y1), (a1, b1), (a1, b0), (x1, y0)])
                # Short cells are in the middle of their row.
                block(canvas, x + 4, y - 11 - 6 * (height // 12 - len(cell)), width, " ".join(cell) if len(cell) == 1 else "", 10)
                if len(cell) > 1:
                    for nth, line in enumerate(cell):
                        canvas.drawString(x + 4, y - 11 - 12 * nth, line)
                x = x1
            y -= height
    return document(draw, A5)


ARABIC = ["تقرير الطاحونة السنوي", "ارتفع ماء النهر في الأسبوع الثالث من الربيع", "وبلغ عدد العربات 42 عربة في يوم واحد.",
          "ثم عاد الهدوء إلى المدينة السفلى."]
#: The matrix that turns a page of 420 by 595 points, and the size of the page.
TURNS = {90: ("0 1 -1 0 595 0", (595, 420)), 180: ("-1 0 0 -1 420 595", (420, 595)), 270: ("0 -1 1 0 0 420", (595, 420))}


def turned_arabic(angle, rotate):
    """Arabic text that is drawn at an angle, on a page that viewers rotate."""
    style = "@page{size:420pt 595pt;margin:50pt} body{font:10pt/1.6 'DejaVu Sans'} h1{font-size:20pt} p{margin:0 0 8pt}"
    body = f"<h1>{ARABIC[0]}</h1>" + "".join(f"<p>{line}</p>" for line in ARABIC[1:])
    html = f"<html lang=ar dir=rtl><meta charset=utf-8><style>{style}</style><body>{body}"
    pdf = pikepdf.open(io.BytesIO(weasyprint.HTML(string=html).write_pdf()))
    page = pdf.pages[0]
    matrix, size = TURNS[angle]
    page.Contents = pdf.make_stream(f"q {matrix} cm\n".encode() + page.Contents.read_bytes() + b"\nQ")
    page.MediaBox = [0, 0, *size]
    page.Rotate = rotate
    data = io.BytesIO()
    pdf.save(data, deterministic_id=True, compress_streams=True)
    return data.getvalue()


def arabic_on_a_rotated_page():
    return turned_arabic(90, 90)


def arabic_upside_down():
    return turned_arabic(180, 0)


def arabic_read_downwards():
    return turned_arabic(270, 0)


MAKERS = [cards_side_by_side, cards_of_unequal_lengths, profiles_in_frames, three_columns_of_unequal_lengths,
          four_narrow_columns, heading_across_columns, heads_beside_the_text, cells_with_bevelled_borders, initial_of_four_lines, receipts_of_three_lines,
          spaces_of_glyph_fonts, glyph_fonts_without_a_space, maps_to_unicode_that_are_a_name, codes_that_are_characters,
          letters_placed_one_by_one, arabic_on_a_rotated_page,
          arabic_upside_down, arabic_read_downwards]


def main():
    for make in MAKERS:
        name = make.__name__.replace("_", "-")
        if len(sys.argv) < 2 or any(part in name for part in sys.argv[1:]):
            (CASES / name).mkdir(exist_ok=True)
            (CASES / name / "source.pdf").write_bytes(make())


main()
