//! Words that name a kind of division before its number: "Chapter 3", "Artikel 5".

/// A kind of division of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum DivisionKind {
    Part,
    /// A division of laws above their chapters: "TITLE III".
    Title,
    Chapter,
    /// An appendix or annex, at the level of a chapter.
    Annex,
    /// A lesson, module or unit of a course, at the level of a chapter.
    Lesson,
    Section,
    Article,
    /// A clause of a contract: "Clause 5", "Ziffer 5".
    Clause,
    /// An item of a form or report: "Item 1A. Risk factors".
    Item,
    /// A note to accounts: "Note 4. Leases".
    Note,
}

impl DivisionKind {
    /// Returns the order in which kinds are nested in most documents, 0 for the
    /// outermost.
    ///
    /// It is a default. Articles contain sections in American contracts ("Article 2" has
    /// "Section 2.1"), and sections contain articles in European laws ("Abschnitt 2" has
    /// "Artikel 5"), so the order in which a document nests them outweighs it.
    #[cfg(feature = "pdf")]
    pub(crate) fn rank(self) -> u8 {
        match self {
            Self::Part => 0,
            Self::Title => 1,
            Self::Chapter | Self::Annex | Self::Lesson => 2,
            Self::Article => 3,
            Self::Section => 4,
            Self::Clause => 5,
            Self::Item => 6,
            Self::Note => 7,
        }
    }
}

/// Returns the kind that a word names, in any case and with or without a full stop.
pub(crate) fn kind(word: &str) -> Option<DivisionKind> {
    let bare = word.trim_end_matches('.').to_lowercase();
    let is_abbreviated = bare.len() < word.len() && word.ends_with('.');
    let find = |table: &[(DivisionKind, &[&str])]| {
        let row = table
            .iter()
            .find(|(_, words)| words.contains(&bare.as_str()));
        row.map(|(kind, _)| *kind)
    };
    find(&WORDS).or_else(|| find(&ABBREVIATIONS).filter(|_| is_abbreviated))
}

/// Returns all words of the table, in small letters.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().flat_map(|(_, words)| words.iter().copied())
}

/// Returns the words for an annex.
pub(crate) fn annexes() -> impl Iterator<Item = &'static str> {
    let rows = WORDS
        .iter()
        .filter(|(kind, _)| *kind == DivisionKind::Annex);
    rows.flat_map(|(_, words)| words.iter().copied())
}

/// Words that name a kind only with their full stop: "Art. 5", but "art 5" is none.
const ABBREVIATIONS: [(DivisionKind, &[&str]); 4] = [
    (
        DivisionKind::Chapter,
        &["chap", "kap", "cap", "rozdz", "гл"],
    ),
    (DivisionKind::Annex, &["anh", "app"]),
    (DivisionKind::Article, &["art", "čl", "ст"]),
    (DivisionKind::Section, &["sec", "sect", "abschn"]),
];

/// One line for each language and kind. A word that is in several languages is in the
/// first of them; a word that is a common one in another language is left out, such as
/// the Swedish "del" (part), which begins Italian and Spanish texts ("del 5 maggio").
#[rustfmt::skip] // a table
const WORDS: [(DivisionKind, &[&str]); 83] = [
    // English
    (DivisionKind::Part, &["part"]),
    (DivisionKind::Title, &["title"]),
    (DivisionKind::Chapter, &["chapter"]),
    (DivisionKind::Annex, &["appendix", "annex", "schedule", "attachment", "exhibit"]),
    (DivisionKind::Lesson, &["lecture", "lesson", "module", "unit"]),
    (DivisionKind::Article, &["article"]),
    (DivisionKind::Section, &["section"]),
    (DivisionKind::Clause, &["clause"]),
    (DivisionKind::Item, &["item"]),
    (DivisionKind::Note, &["note"]),
    // German
    (DivisionKind::Part, &["teil"]),
    (DivisionKind::Title, &["titel"]),
    (DivisionKind::Chapter, &["kapitel"]),
    (DivisionKind::Annex, &["anhang", "anlage"]),
    (DivisionKind::Lesson, &["lektion", "modul", "vorlesung"]),
    (DivisionKind::Article, &["artikel"]),
    (DivisionKind::Section, &["abschnitt", "paragraf", "paragraph"]),
    (DivisionKind::Clause, &["ziffer", "klausel"]),
    (DivisionKind::Item, &["punkt"]),
    // French
    (DivisionKind::Part, &["partie"]),
    (DivisionKind::Title, &["titre"]),
    (DivisionKind::Chapter, &["chapitre"]),
    (DivisionKind::Annex, &["annexe", "appendice"]),
    (DivisionKind::Lesson, &["leçon", "unité"]),
    (DivisionKind::Clause, &["clause"]),
    (DivisionKind::Item, &["point"]),
    // Spanish
    (DivisionKind::Part, &["parte"]),
    (DivisionKind::Title, &["título"]),
    (DivisionKind::Chapter, &["capítulo"]),
    (DivisionKind::Annex, &["apéndice", "anexo"]),
    (DivisionKind::Lesson, &["lección", "módulo", "unidad"]),
    (DivisionKind::Article, &["artículo"]),
    (DivisionKind::Section, &["sección"]),
    (DivisionKind::Clause, &["cláusula"]),
    (DivisionKind::Item, &["punto"]),
    // Italian
    (DivisionKind::Title, &["titolo"]),
    (DivisionKind::Chapter, &["capitolo", "capo"]),
    (DivisionKind::Annex, &["allegato"]),
    (DivisionKind::Lesson, &["lezione", "modulo", "unità"]),
    (DivisionKind::Article, &["articolo"]),
    (DivisionKind::Section, &["sezione"]),
    (DivisionKind::Clause, &["clausola"]),
    // Portuguese
    (DivisionKind::Annex, &["apêndice"]),
    (DivisionKind::Lesson, &["lição", "unidade"]),
    (DivisionKind::Article, &["artigo"]),
    (DivisionKind::Section, &["seção", "secção"]),
    (DivisionKind::Item, &["ponto"]),
    // Dutch
    (DivisionKind::Part, &["deel"]),
    (DivisionKind::Chapter, &["hoofdstuk"]),
    (DivisionKind::Annex, &["bijlage"]),
    (DivisionKind::Lesson, &["eenheid"]),
    (DivisionKind::Section, &["afdeling", "paragraaf"]),
    (DivisionKind::Item, &["punt"]),
    // Polish
    (DivisionKind::Part, &["część"]),
    (DivisionKind::Title, &["tytuł"]),
    (DivisionKind::Chapter, &["rozdział"]),
    (DivisionKind::Annex, &["załącznik", "aneks"]),
    (DivisionKind::Lesson, &["lekcja", "moduł"]),
    (DivisionKind::Article, &["artykuł"]),
    (DivisionKind::Section, &["sekcja", "oddział"]),
    // Russian
    (DivisionKind::Part, &["часть"]),
    (DivisionKind::Title, &["раздел"]),
    (DivisionKind::Chapter, &["глава"]),
    (DivisionKind::Annex, &["приложение"]),
    (DivisionKind::Lesson, &["лекция", "урок", "модуль"]),
    (DivisionKind::Article, &["статья"]),
    (DivisionKind::Section, &["параграф"]),
    (DivisionKind::Item, &["пункт"]),
    // Czech
    (DivisionKind::Part, &["část"]),
    (DivisionKind::Title, &["hlava"]),
    (DivisionKind::Chapter, &["kapitola"]),
    (DivisionKind::Annex, &["příloha", "dodatek"]),
    (DivisionKind::Lesson, &["lekce"]),
    (DivisionKind::Article, &["článek"]),
    (DivisionKind::Section, &["oddíl"]),
    (DivisionKind::Item, &["bod"]),
    // Swedish, Danish and Norwegian
    (DivisionKind::Title, &["avdelning", "afsnit", "avdeling"]),
    (DivisionKind::Chapter, &["kapitel", "kapittel"]),
    (DivisionKind::Annex, &["bilaga", "bilag", "vedlegg", "tillegg"]),
    (DivisionKind::Lesson, &["lektion", "leksjon"]),
    (DivisionKind::Article, &["artikkel"]),
    (DivisionKind::Section, &["avsnitt"]),
    (DivisionKind::Item, &["punkt"]),
];
