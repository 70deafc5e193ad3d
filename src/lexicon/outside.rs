//! Words after the number of a section that decide whose section it is: "Article 5 of the
//! Treaty", "§ 3 des Bürgerlichen Gesetzbuchs", "Section 2 of this document".

/// Words that join a section and the document that has it.
#[rustfmt::skip] // a table
const JOINS: [&str; 42] = [
    "of", "in", "from", "to", "under", "within",
    "des", "der", "dem", "den", "vom", "von", "zum", "zur", "im",
    "du", "de", "d'", "de la", "la", "l'", "à",
    "del", "della", "dello", "dell'", "do", "da", "dos", "das", "no", "na",
    "van", "het", "till", "i", "av", "af", "til", "к", "из", "в",
];

/// Words that mean the document itself.
#[rustfmt::skip] // a table
const OWN: [&str; 45] = [
    "this", "these", "present", "hereof", "same", "above", "below",
    "dieses", "dieser", "diesem", "diesen", "vorliegenden", "vorliegender",
    "présent", "présente", "ce", "cette", "cet",
    "presente", "este", "esta", "esto", "deste", "desta",
    "questo", "questa", "deze", "dit", "onderhavige",
    "niniejszej", "niniejszego", "tej", "tego",
    "настоящего", "настоящей", "настоящему", "этого", "этой",
    "tohoto", "této", "denna", "detta", "denne", "dette", "nin",
];

/// Nouns for a document in which a section can be, with or without an article before:
/// "of the Agreement" is the agreement itself.
#[rustfmt::skip] // a table
const SELF: [&str; 18] = [
    "agreement", "contract", "document", "specification", "license", "licence", "policy",
    "terms", "report", "guide", "manual", "handbook", "thesis", "book", "text", "paper",
    "memo", "article",
];

/// Words that begin the name of a law after its noun: "des Gesetzes über …".
const NAMING: [&str; 17] = [
    "gegen",
    "über",
    "zur",
    "zum",
    "vom",
    "betreffend",
    "on",
    "for",
    "relating",
    "concerning",
    "respecting",
    "sur",
    "relatif",
    "sobre",
    "sulla",
    "over",
    "om",
];

/// The beginnings or ends of nouns for laws and treaties, with small letters.
#[rustfmt::skip] // a table
const LAWS: [&str; 62] = [
    // English
    "act", "code", "treaty", "directive", "regulation", "regulations", "convention", "protocol",
    "charter", "constitution", "statute", "decision", "ordinance", "rfc",
    // German: also the end of a compound
    "gesetz", "gesetzes", "gesetze", "gesetzbuch", "gesetzbuchs", "gesetzbuches", "ordnung",
    "richtlinie", "verordnung", "vertrag", "vertrags", "vertrages", "buches", "buchs", "abkommens",
    "übereinkommens", "grundgesetzes", "satzung", "protokolls", "beschlusses",
    // French
    "loi", "code", "règlement", "traité", "décret", "ordonnance", "constitution", "accord",
    // Spanish, Portuguese and Italian
    "ley", "código", "reglamento", "directiva", "tratado", "decreto", "lei", "regulamento",
    "legge", "codice", "regolamento", "direttiva", "trattato",
    // Dutch, Polish, Russian, Czech
    "wet", "wetboek", "ustawy", "rozporządzenia", "закона", "кодекса", "zákona",
];

/// German nouns for laws that end a compound: "Heimarbeitsgesetzes", "Abgabenordnung".
#[rustfmt::skip] // a table
const LAW_ENDS: [&str; 18] = [
    "gesetz", "gesetzes", "gesetze", "gesetzen", "gesetzbuch", "gesetzbuchs", "gesetzbuches",
    "ordnung", "verordnung", "richtlinie", "vertrag", "vertrags", "vertrages", "abkommens",
    "übereinkommens", "buches", "satzung", "lagen",
];

/// Words between the number of a section and what follows it, each with its own number:
/// "§ 5 Abs. 2 Satz 1", "Article 5, paragraph 2".
#[rustfmt::skip] // a table
const INNER: [&str; 64] = [
    "paragraph", "paragraphs", "para", "paras", "point", "points", "subparagraph",
    "subparagraphs", "sentence", "letter", "item", "items", "clause", "no", "number",
    "abs", "absatz", "absätze", "absätzen", "absatzes", "satz", "sätze", "satzes", "nr", "nrn",
    "nummer", "nummern", "buchst", "buchstabe", "buchstaben", "buchstabens", "lit", "halbsatz",
    "unterabsatz", "alt", "var", "tabellenzeile", "alinéa", "alinéas", "al", "paragraphe",
    "paragraphes", "apartado", "apartados", "párrafo", "inciso", "letra", "comma", "commi",
    "lettera", "lettere", "número", "alínea", "lid", "leden", "onder", "ust", "pkt", "części",
    "odst", "písm", "bod", "stk", "ч",
];

/// Words that are followed by an ordinal part: "Article 5, first subparagraph".
#[rustfmt::skip] // a table
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "last", "ersten", "zweiten", "premier",
    "deuxième", "primer", "segundo",
];

/// Words that join two references of one sentence: "§ 5 in Verbindung mit § 6".
#[rustfmt::skip] // a table
const CONNECTORS: [&str; 62] = [
    "and", "or", "to", "through", "as", "well", "in", "conjunction", "with", "and/or", "nor",
    "read", "together", "both", "the", "either",
    "und", "oder", "bis", "sowie", "verbindung", "mit", "i.", "v.", "m.", "der", "den", "die",
    "des", "dem", "nach", "auch", "iVm", "bzw.",
    "et", "ou", "à", "au", "aux", "y", "o", "al", "e", "ed", "en", "of", "tot", "m", "oraz", "lub",
    "do", "i", "и", "или", "до", "по", "a", "až", "och", "eller", "till", "til",
];

/// Words between two numbers of one list: "Sections 3, 4 and 6 to 8".
#[rustfmt::skip] // a table
const LISTS: [&str; 36] = [
    "and", "or", "to", "through", "and/or", "und", "oder", "bis", "sowie", "et", "ou", "à", "au",
    "y", "o", "al", "e", "ed", "en", "of", "tot", "i", "oraz", "lub", "do", "и", "или", "до",
    "по", "a", "až", "och", "eller", "till", "og", "til",
];

pub(crate) fn is_join(word: &str) -> bool {
    JOINS.contains(&word)
}

pub(crate) fn is_own(word: &str) -> bool {
    OWN.contains(&word)
}

pub(crate) fn is_self(word: &str) -> bool {
    SELF.contains(&word)
}

/// Returns true for a noun for a law, also as the end of a German compound.
pub(crate) fn is_law(word: &str) -> bool {
    LAWS.contains(&word) || LAW_ENDS.iter().any(|end| word.ends_with(end))
}

pub(crate) fn is_naming(word: &str) -> bool {
    NAMING.contains(&word)
}

pub(crate) fn is_inner(word: &str) -> bool {
    INNER.contains(&word)
}

pub(crate) fn is_ordinal(word: &str) -> bool {
    ORDINALS.contains(&word)
}

pub(crate) fn is_connector(word: &str) -> bool {
    CONNECTORS.contains(&word)
}

pub(crate) fn joins_list(word: &str) -> bool {
    LISTS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_laws() {
        for word in ["heimarbeitsgesetzes", "abgabenordnung", "treaty", "ley"] {
            assert!(is_law(word), "{word}");
        }
        for word in ["tea", "arbeitnehmer", "cup"] {
            assert!(!is_law(word), "{word}");
        }
    }
}
