//! What sections are called whatever a document is about.

/// Whether a text is the name of such a section; most stand without a number beside numbered chapters.
pub(super) fn is_usual(text: &str) -> bool {
    let name = text.trim_end_matches([':', '.']).to_lowercase();
    NAMES.contains(&name.as_str())
}

const NAMES: [&str; 44] = [
    "abstract",
    "acknowledgements",
    "acknowledgments",
    "appendix",
    "bibliography",
    "conclusion",
    "conclusions",
    "contents",
    "foreword",
    "glossary",
    "index",
    "introduction",
    "preface",
    "references",
    "summary",
    "danksagung",
    "einleitung",
    "inhaltsverzeichnis",
    "literatur",
    "literaturverzeichnis",
    "vorwort",
    "zusammenfassung",
    "bibliographie",
    "remerciements",
    "références",
    "résumé",
    "agradecimientos",
    "bibliografía",
    "conclusiones",
    "introducción",
    "referencias",
    "resumen",
    "bibliografia",
    "conclusioni",
    "introduzione",
    "riassunto",
    "参考文献",
    "引言",
    "概要",
    "摘要",
    "结论",
    "목차",
    "서론",
    "참고문헌",
];
