//! Names of sections that define terms, and the words between a term and its definition.

use super::names::NameSet;

/// Names of sections of definitions, in small letters, one line for each language.
#[rustfmt::skip] // a table
const NAMES: NameSet = NameSet::new(&[
    // English
    &["definitions", "defined terms", "terms and definitions", "terminology", "glossary",
      "glossary of terms", "interpretation", "definitions and interpretation",
      "definitions and abbreviations", "key terms", "key definitions",
      "definitions, interpretation"],
    // German
    &["begriffsbestimmungen", "begriffsbestimmung", "definitionen", "glossar", "begriffe",
      "begriffe und definitionen"],
    // French
    &["définitions", "glossaire", "définitions et interprétation", "termes et définitions"],
    // Spanish
    &["definiciones", "glosario", "términos y definiciones"],
    // Italian
    &["definizioni", "glossario", "termini e definizioni"],
    // Portuguese
    &["definições", "glossário", "termos e definições"],
    // Dutch
    &["definities", "begripsbepalingen", "begrippen", "begrippenlijst"],
    // Polish
    &["definicje", "słowniczek", "słownik pojęć"],
    // Russian
    &["определения", "термины и определения", "основные понятия", "глоссарий"],
    // Czech
    &["definice", "vymezení pojmů", "pojmy"],
    // Swedish, Danish and Norwegian
    &["definitioner", "definisjoner", "ordlista", "ordliste"],
    // Chinese, Japanese and Korean
    &["定义", "定義", "用語の定義", "术语和定义", "정의", "용어의 정의"],
]);

/// Words that follow a term that is being defined.
#[rustfmt::skip] // a table
const VERBS: [&str; 40] = [
    "means", "mean", "shall", "is", "are", "refers", "refer", "has", "have", "includes", "include",
    "designates", "denotes", "will", "bezeichnet", "bezeichnen", "ist", "sind", "bedeutet",
    "umfasst", "désigne", "désignent", "est", "sont", "signifie", "significa", "significan", "es",
    "son", "é", "são", "si", "indica", "betekent", "wordt", "oznacza", "означает", "это",
    "znamená", "avses",
];

/// Returns true if a heading, without its number, is the name of a section of definitions.
pub(crate) fn is_name(heading: &str) -> bool {
    let name = heading.trim().trim_end_matches(['.', ':']).trim_end();
    NAMES.has(name)
}

/// Returns true if a word after a term begins its definition: "means", "bezeichnet".
pub(crate) fn is_verb(word: &str) -> bool {
    VERBS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_whole() {
        assert!(is_name("Definitions."));
        assert!(is_name("BEGRIFFSBESTIMMUNGEN"));
        assert!(!is_name("Definitions of tea"));
    }
}
