//! Names that sections of any document may have, and titles of framed notes.

/// Names of tables of contents.
const CONTENTS: [&str; 26] = [
    "contents",
    "table of contents",
    "inhalt",
    "inhaltsverzeichnis",
    "table des matières",
    "sommaire",
    "índice",
    "contenido",
    "tabla de contenido",
    "indice",
    "sommario",
    "sumário",
    "inhoud",
    "inhoudsopgave",
    "spis treści",
    "содержание",
    "оглавление",
    "obsah",
    "innehåll",
    "indhold",
    "innhold",
    "目录",
    "目錄",
    "目次",
    "목차",
    "차례",
];

/// Names of other sections that have no number beside numbered chapters, one line for
/// each language.
#[rustfmt::skip] // a table
const SECTIONS: [&[&str]; 15] = [
    // English
    &["abstract", "acknowledgements", "acknowledgments", "appendix", "bibliography",
      "conclusion", "conclusions", "foreword", "glossary", "index", "introduction", "preface",
      "references", "summary"],
    // German
    &["danksagung", "einleitung", "glossar", "literatur", "literaturverzeichnis", "vorwort",
      "zusammenfassung"],
    // French
    &["avant-propos", "bibliographie", "glossaire", "remerciements", "références", "résumé"],
    // Spanish
    &["agradecimientos", "bibliografía", "conclusiones", "glosario", "introducción", "prefacio",
      "prólogo", "referencias", "resumen"],
    // Italian
    &["bibliografia", "conclusioni", "glossario", "introduzione", "prefazione", "riassunto",
      "ringraziamenti"],
    // Portuguese
    &["agradecimentos", "conclusão", "conclusões", "glossário", "introdução", "prefácio",
      "referências", "resumo"],
    // Dutch
    &["conclusie", "dankwoord", "inleiding", "literatuur", "referenties", "samenvatting",
      "voorwoord"],
    // Polish
    &["podsumowanie", "przedmowa", "streszczenie", "wnioski", "wstęp"],
    // Russian
    &["аннотация", "введение", "выводы", "заключение", "литература", "предисловие",
      "список литературы"],
    // Czech
    &["literatura", "předmluva", "shrnutí", "úvod", "závěr"],
    // Swedish
    &["förord", "inledning", "sammanfattning", "slutsatser"],
    // Danish and Norwegian
    &["forord", "indledning", "innledning", "litteratur", "sammendrag", "konklusion",
      "konklusjon"],
    // Chinese
    &["参考文献", "前言", "引言", "摘要", "結論", "结论", "致谢", "附录"],
    // Japanese
    &["はじめに", "おわりに", "概要", "謝辞", "付録"],
    // Korean
    &["결론", "머리말", "부록", "서론", "요약", "참고문헌", "참고 문헌"],
];

/// Names of lists of works, whose entries quote numbers of other documents.
#[rustfmt::skip] // a table
const BIBLIOGRAPHIES: [&str; 26] = [
    "references", "normative references", "informative references", "bibliography",
    "works cited", "literature", "further reading", "literatur", "literaturverzeichnis",
    "quellen", "bibliographie", "références", "bibliografía", "referencias", "bibliografia",
    "riferimenti", "referências", "literatuur", "literatura", "список литературы", "литература",
    "litteratur", "källor", "参考文献", "참고문헌", "引用文献",
];

/// Titles of framed notes and warnings, one line for each language.
#[rustfmt::skip] // a table
const ADMONITIONS: [&[&str]; 15] = [
    // English
    &["note", "notes", "warning", "caution", "danger", "tip", "hint", "important", "attention",
      "info", "remark"],
    // German
    &["hinweis", "achtung", "warnung", "vorsicht", "gefahr", "wichtig", "tipp"],
    // French
    &["remarque", "avertissement", "astuce", "conseil", "mise en garde"],
    // Spanish
    &["nota", "advertencia", "atención", "precaución", "importante", "peligro", "consejo"],
    // Italian
    &["attenzione", "avvertenza", "pericolo", "suggerimento"],
    // Portuguese
    &["atenção", "aviso", "cuidado", "dica", "perigo"],
    // Dutch
    &["belangrijk", "gevaar", "let op", "opmerking", "voorzichtig", "waarschuwing"],
    // Polish
    &["ostrzeżenie", "uwaga", "ważne", "wskazówka"],
    // Russian
    &["важно", "внимание", "осторожно", "предупреждение", "примечание", "совет"],
    // Czech
    &["důležité", "poznámka", "pozor", "upozornění", "varování"],
    // Swedish
    &["anmärkning", "obs", "varning", "viktigt"],
    // Danish and Norwegian
    &["advarsel", "bemærk", "merk", "viktig", "vigtigt"],
    // Chinese
    &["注意", "警告", "提示", "重要"],
    // Japanese
    &["ヒント", "注記"],
    // Korean
    &["경고", "주의", "중요", "참고"],
];

/// Returns true if a text is the name of a table of contents: `Contents`, and `目 次` and
/// `C O N T E N T S` with spaces between the letters.
pub(crate) fn is_contents(text: &str) -> bool {
    if text.is_ascii() {
        return is_ascii_contents(text.as_bytes());
    }
    let letters = || (text.chars().flat_map(char::to_lowercase)).filter(|c| c.is_alphabetic());
    // Every heading is looked up, and most have another first letter than all the names.
    let Some(first) = letters().next() else {
        return false;
    };
    let names = CONTENTS.iter().filter(|name| name.starts_with(first));
    let mut names = names.map(|name| name.chars().filter(|c| c.is_alphabetic()));
    names.any(|name| name.eq(letters()))
}

/// Compares the letters of a heading that is ASCII, as most are, with the names byte by byte.
fn is_ascii_contents(text: &[u8]) -> bool {
    let mut letters = text.iter().filter(|byte| byte.is_ascii_alphabetic());
    let Some(first) = letters.next().map(u8::to_ascii_lowercase) else {
        return false;
    };
    let names = CONTENTS.iter().map(|name| name.as_bytes());
    let mut names = names.filter(|name| name[0] == first);
    names.any(|name| {
        let name = name[1..].iter().filter(|byte| **byte != b' ');
        let letters = letters.clone().map(u8::to_ascii_lowercase);
        name.copied().eq(letters)
    })
}

/// Returns true if a text is a name that sections have whatever the subject of the
/// document: `Abstract`, `Literaturverzeichnis`.
pub(crate) fn is_section(text: &str) -> bool {
    let name = text.trim_end_matches([':', '.']).to_lowercase();
    CONTENTS.contains(&name.as_str()) || is_in(&SECTIONS, &name)
}

/// Returns true for the name of a list of works: "References", "Literaturverzeichnis".
pub(crate) fn is_bibliography(text: &str) -> bool {
    is_one_of(BIBLIOGRAPHIES.iter(), text.trim_end_matches([':', '.']))
}

/// Returns true if a text in small letters is one of `names`. Most headings are ASCII, and
/// then nothing is copied.
pub(super) fn is_one_of<'n>(mut names: impl Iterator<Item = &'n &'n str>, text: &str) -> bool {
    if text.is_ascii() {
        return names.any(|name| name.eq_ignore_ascii_case(text));
    }
    let text = text.to_lowercase();
    names.any(|name| *name == text)
}

/// Returns true for the name of a section that compares a document with another one, of
/// whose sections it has the numbers: "Changes since RFC 2251".
pub(crate) fn is_comparison(text: &str) -> bool {
    const CHANGES: [&str; 5] = ["change", "difference", "änderung", "changement", "cambio"];
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false; // most headings
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric()).peekable();
    let mut names_other = false;
    while let Some(word) = words.next() {
        let is_name = word.len() > 1 && word.chars().all(char::is_uppercase);
        let is_numbered = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        names_other |= is_name && words.peek().is_some_and(is_numbered);
    }
    let has_change = || {
        let lower = text.to_lowercase();
        CHANGES.iter().any(|word| lower.contains(word))
    };
    names_other && has_change()
}

/// Returns true for the title of a framed note or warning: "Note:", "Achtung!".
pub(crate) fn is_admonition(text: &str) -> bool {
    let name = text
        .trim_end_matches([':', '!', '.', '：', '！'])
        .to_lowercase();
    is_in(&ADMONITIONS, name.trim_end())
}

/// Returns true for "This page is intentionally left blank." in several languages.
pub(crate) fn is_blank_page_notice(text: &str) -> bool {
    const PHRASES: [&str; 4] = [
        "intentionally left blank",
        "intentionally blank",
        "absichtlich leer",
        "laissée intentionnellement",
    ];
    let text = text.to_lowercase();
    PHRASES.iter().any(|words| text.contains(words))
}

fn is_in(table: &[&[&str]], name: &str) -> bool {
    table.iter().any(|names| names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_recognized_in_any_case_and_with_their_signs() {
        assert!(is_contents("C O N T E N T S"));
        assert!(is_contents("Table of contents"));
        assert!(is_contents("目 次"));
        assert!(is_contents("ÍNDICE"));
        assert!(!is_contents("Contents of the jar"));
        assert!(!is_contents("Content") && !is_contents("2 .") && !is_contents(""));
        assert!(is_section("Abstract."));
        assert!(is_section("Spis treści"));
        assert!(!is_section("Abstract art"));
        assert!(is_comparison("Changes since RFC 2251"));
        assert!(!is_comparison("Changes to the TEA menu"));
        assert!(is_bibliography("References"));
        assert!(is_admonition("ACHTUNG!"));
        assert!(is_admonition("Mise en garde :"));
        assert!(!is_admonition("Warning lights"));
    }
}
