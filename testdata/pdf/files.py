"""The list of PDF files: name, source, look, options.

The look's ending names the producer: .typ typst, .tex LaTeX, .css Chromium, .fodt LibreOffice. Options:
  tagged=True     with a structure tree (typst, Chromium, LibreOffice)
  outline=True    with bookmarks (Chromium, LibreOffice; typst always writes them, LaTeX as the look says)
  title="block"   the title is set as a title, not as a heading; the other headings move up by one level
  numbers="auto"  the section numbers are taken out of the source and made by the producer again
  engine          pdflatex (default) or xelatex
All others fill the @@placeholders@@ of the look.
"""

FILES = []


def file(name, source, look, **options):
    FILES.append((name, source, look, options))


RADIO = {"running": "FR-40 Field Radio · User Manual", "author": "Document 40-1107-EN, revision F", "date": "March 2025"}
TIDES = {"title": "block", "numbers": "auto", "running": "Low-Cost Pressure Sensors for Tidal Gauging", "author": "Maren Oduya-Lindqvist, Tomasz Hallewell, Rei Kanamori", "date": "Marrowby Reports in Coastal Measurement 12 (3)"}
file("tidal-paper.latex", "docs/science/tidal-sensor-paper.md", "paper.tex", **TIDES)
file("tidal-paper.latex-plain", "docs/science/tidal-sensor-paper.md", "plain-paper.tex", **TIDES)
file("tidal-paper.typst-tagged", "docs/science/tidal-sensor-paper.md", "paper.typ", tagged=True, **TIDES)
file("tidal-paper.chromium", "docs/science/tidal-sensor-paper.md", "columns.css", outline=False, running="Tidal gauging at Eskerry")
file("radio-manual.typst-tagged", "docs/manual/field-radio-manual.md", "manual.typ", tagged=True, title="block", numbering='"1.1"', number_headings=True, toc=True, **RADIO)
file("radio-manual.typst", "docs/manual/field-radio-manual.md", "manual.typ", title="block", numbering="none", toc=False, **RADIO)
file("radio-manual.libreoffice-tagged", "docs/manual/field-radio-manual.md", "writer.fodt", tagged=True, outline=True, **RADIO)
file("terms.libreoffice", "docs/legal/terms-of-service.md", "writer.fodt", columns="2", size="9", sizes=[14, 10.5, 9, 9, 9, 9], hyphenate="true", align="justify", running="Corvane Pay — Terms of Service")
file("terms.libreoffice-outline", "docs/legal/terms-of-service.md", "writer.fodt", outline=True, font="Liberation Sans", running="Terms of Service, in force from 1 May 2025")
file("payments-api.chromium-tagged", "docs/api/payments-api.md", "web.css", tagged=True, outline=True, running="Corvane Payments API")
file("payments-api.chromium", "docs/api/payments-api.md", "web.css", running="https://docs.example/payments")
file("payments-api.typst", "docs/api/payments-api.md", "api.typ", running="Corvane Payments API")
file("onboarding.chromium", "docs/handbook/onboarding.md", "handbook.css", outline=True, running="Employee Handbook")
file("onboarding.typst-tagged", "docs/handbook/onboarding.md", "handbook.typ", tagged=True, title="block")
file("water-report.latex-toc", "docs/report/annual-water-report.md", "report.tex", title="block", numbered="-1", running="Marrowby Water Board", author="Office of the Chief Engineer", date="2 April 2025")
file("water-report.chromium-tagged", "docs/report/annual-water-report.md", "columns.css", tagged=True, running="Annual Report 2024")
file("minutes.typst", "docs/minutes/board-minutes-2025-03.md", "letter.typ")
file("tea-ja.typst-tagged", "docs/guide/tea-guide-ja.md", "cjk.typ", tagged=True, columns="1")
file("tea-ja.typst-columns", "docs/guide/tea-guide-ja.md", "cjk.typ", columns="2")
file("tea-ja.chromium-tagged", "docs/guide/tea-guide-ja.md", "cjk.css", tagged=True, outline=True, lang="ja")
file("tea-ja.xelatex", "docs/guide/tea-guide-ja.md", "cjk.tex", engine="xelatex", title="block", author="総務・給湯室係")
file("navigation-ar.typst-tagged", "docs/guide/navigation-ar.md", "arabic.typ", tagged=True)
file("navigation-ar.typst", "docs/guide/navigation-ar.md", "arabic.typ")
file("navigation-ar.chromium", "docs/guide/navigation-ar.md", "arabic.css", outline=True, lang="ar")
file("kitchen-de.latex", "docs/guide/kitchen-guide-de.md", "book.tex", title="block", author="Corvane Lübeck", date="Januar 2025")
