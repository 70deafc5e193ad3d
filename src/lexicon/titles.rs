//! Titles that documents without heading elements have whatever their subject: of sections
//! without a number, of framed notes, of blank pages.

use super::names::CONTENTS;

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

/// Returns true if a text is a name that sections have whatever the subject of the
/// document: `Abstract`, `Literaturverzeichnis`.
pub(crate) fn is_section(text: &str) -> bool {
    let name = text.trim_end_matches([':', '.']).to_lowercase();
    CONTENTS.contains(&name.as_str()) || is_in(&SECTIONS, &name)
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
    fn titles_are_recognized_in_any_case_and_with_their_signs() {
        assert!(is_section("Abstract."));
        assert!(is_section("Spis treści"));
        assert!(!is_section("Abstract art"));
        assert!(is_admonition("ACHTUNG!"));
        assert!(is_admonition("Mise en garde :"));
        assert!(!is_admonition("Warning lights"));
    }
}
