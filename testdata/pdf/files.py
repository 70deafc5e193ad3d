"""The list of PDF files: name, source, look, options.

The look's ending names the producer: .typ typst, .tex LaTeX, .css Chromium, .fodt LibreOffice. Options:
  tagged=True     with a structure tree (typst, Chromium, LibreOffice)
  outline=True    with bookmarks (LibreOffice; Chromium if tagged; typst and LaTeX according to the look)
  title="block"   the title is set as a title, not as a heading; the other headings move up by one level
  numbers="auto"  the section numbers are taken out of the source and made by the producer again
  packed=True     objects packed into object streams afterwards, by qpdf
  engine          pdflatex (default) or xelatex
All others fill the @@placeholders@@ of the look.
"""

FILES = []


def file(name, source, look, **options):
    FILES.append((name, source, look, options))


TIDES = {"title": "block", "numbers": "auto", "running": "Low-Cost Pressure Sensors for Tidal Gauging", "author": "Maren Oduya-Lindqvist, Tomasz Hallewell, Rei Kanamori", "date": "Marrowby Reports in Coastal Measurement 12 (3)"}
file("tidal-paper.latex-plain", "docs/science/tidal-sensor-paper.md", "plain-paper.tex", **TIDES)
file("tidal-paper.typst-tagged", "docs/science/tidal-sensor-paper.md", "paper.typ", tagged=True, **TIDES)
file("radio-manual.typst-tagged", "docs/manual/field-radio-manual.md", "manual.typ", tagged=True, packed=True, title="block", numbering='"1.1"', number_headings=True, toc=True, running="FR-40 Field Radio · User Manual", author="Document 40-1107-EN, revision F", date="March 2025")
file("terms.libreoffice", "docs/legal/terms-of-service.md", "writer.fodt", outline=True, columns="2", size="9", sizes=[14, 10.5, 9, 9, 9, 9], hyphenate="true", align="justify", running="Corvane Pay — Terms of Service")
file("payments-api.chromium-tagged", "docs/api/payments-api.md", "web.css", tagged=True, packed=True, outline=True, running="Corvane Payments API")
file("payments-api.typst", "docs/api/payments-api.md", "api.typ", running="Corvane Payments API")
file("onboarding.chromium", "docs/handbook/onboarding.md", "handbook.css", running="Employee Handbook")
file("onboarding.typst-tagged", "docs/handbook/onboarding.md", "handbook.typ", tagged=True, packed=True, title="block")
file("water-report.latex-toc", "docs/report/annual-water-report.md", "report.tex", title="block", numbered="-1", running="Marrowby Water Board", author="Office of the Chief Engineer", date="2 April 2025")
file("water-report.chromium-tagged", "docs/report/annual-water-report.md", "handbook.css", tagged=True, packed=True, running="Annual Report 2024")
file("tea-ja.xelatex", "docs/guide/tea-guide-ja.md", "cjk.tex", engine="xelatex", title="block", author="総務・給湯室係")
file("navigation-ar.typst-tagged", "docs/guide/navigation-ar.md", "arabic.typ", tagged=True)
file("navigation-ar.chromium", "docs/guide/navigation-ar.md", "arabic.css", lang="ar")
file("kitchen-de.latex", "docs/guide/kitchen-guide-de.md", "book.tex", title="block", author="Corvane Lübeck", date="Januar 2025")

PUMP = {"running": "HX-7 Pump Controller", "author": "Order number HX7-OSI-EN", "date": "Revision 3"}
file("pump-controller.latex", "pump-controller.md", "manual.tex", title="block", numbers="auto", numbered="3", **PUMP)
file("pump-controller.typst-tagged", "pump-controller.md", "manual.typ", tagged=True, packed=True, title="block", title_tag=True, numbers="auto", numbering='"1.1"', toc=True, **PUMP)
file("pump-controller.chromium", "pump-controller.md", "web.css", **PUMP)
file("pump-controller.libreoffice", "pump-controller.md", "writer.fodt", font="DejaVu Sans", size="10", sizes=[22, 14, 12, 10, 10, 10], **PUMP)
SOIL = {"title": "block", "running": "Night-Time Ventilation of Earth Cellars", "author": "Nerys Achterberg and Paolo Quillfeather", "date": "Household Engineering 17 (2025)"}
file("cellar-paper.latex", "soil-paper.md", "paper.tex", numbers="auto", **SOIL)
file("cellar-paper.latex-roman", "soil-paper.md", "roman-paper.tex", numbers="roman", **SOIL)
file("cellar-paper.typst", "soil-paper.md", "paper.typ", numbers="auto", **SOIL)
file("cellar-paper.libreoffice-tagged", "soil-paper.md", "writer.fodt", tagged=True, packed=True, columns="2", size="9.5", sizes=[17, 11, 10, 9.5, 9.5, 9.5], align="justify", hyphenate="true", without_maths=True, running="Household Engineering 17 (2025)")
file("museum-policy.typst", "collections-policy.md", "handbook.typ", title="block")
file("museum-policy.chromium-tagged", "collections-policy.md", "handbook.css", tagged=True, running="Marrowby Town Museum")
file("museum-policy.libreoffice", "collections-policy.md", "writer.fodt", font="Liberation Serif", size="11", sizes=[14, 12, 11, 11, 11, 11], running="Policy 3/2025")
file("bridge-report.latex-toc", "footbridge-report.md", "report.tex", title="block", numbers="auto", numbered="3", running="Footbridge 7", author="Vantongeren \\& Mbeki-Larsen", date="30 June 2025")
file("bridge-report.typst-tagged-toc", "footbridge-report.md", "manual.typ", tagged=True, packed=True, title="block", numbers="auto", numbering='"1.1"', toc=True, running="Footbridge 7, principal inspection 2025", date="30 June 2025")
file("bridge-report.libreoffice-tagged", "footbridge-report.md", "writer.fodt", tagged=True, packed=True, outline=True, running="Footbridge 7, principal inspection 2025")
file("shelf-api.typst-tagged", "shelf-api.md", "api.typ", tagged=True, running="shelf 2.3")
file("shelf-api.chromium", "shelf-api.md", "web.css", running="shelf 2.3")
file("shelf-api.latex", "shelf-api.md", "manual.tex", title="block", numbered="-1", running="shelf 2.3", author="", date="")
file("letter.typst", "letter.md", "letter.typ")
file("letter.chromium-tagged", "letter.md", "handbook.css", tagged=True, packed=True, running="")
file("letter.libreoffice", "letter.md", "writer.fodt")
file("cooperative-minutes.typst-tagged", "cooperative-minutes.md", "letter.typ", tagged=True, packed=True)
file("cooperative-minutes.libreoffice", "cooperative-minutes.md", "writer.fodt", font="Liberation Serif", sizes=[11, 11, 11, 11, 11, 11], running="")
file("cooperative-minutes.latex", "cooperative-minutes.md", "weak.tex", title="block", numbered="-1")
SLIDES = {"running": "Flood Watch", "author": "Marrowby Water Board", "date": "Spring 2025"}
file("flood-slides.latex", "flood-training.md", "slides.tex", title="slides", **SLIDES)
file("flood-slides.typst-tagged", "flood-training.md", "slides.typ", tagged=True, packed=True, title="slides", **SLIDES)
file("flood-slides.chromium", "flood-training.md", "slides.css", **SLIDES)
file("library-zh.typst-tagged", "library-zh.md", "cjk.typ", tagged=True, packed=True, columns="1", lang="zh", region="CN", script="SC")
file("library-zh.libreoffice-tagged", "library-zh.md", "writer.fodt", tagged=True, packed=True, outline=True, lang="zh", font="Noto Sans CJK SC", **{"text-font": "Noto Serif CJK SC"})
file("faq.chromium-tagged", "docs/faq/faq.md", "columns.css", tagged=True, packed=True, outline=True, running="Questions and answers")
file("cycling-rules.latex", "docs/rules/city-cycling-regulations.md", "report.tex", title="block", numbered="-1", running="City of Marrowby", author="", date="2025")
