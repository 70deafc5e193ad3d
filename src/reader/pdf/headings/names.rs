//! Common names of sections, whatever the subject of the document.

/// Returns true if a text is such a name. Most of these sections have no number beside
/// numbered chapters.
pub(super) fn is_common_section(text: &str) -> bool {
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
