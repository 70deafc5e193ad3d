//! Words that name a kind of division before its number: "Chapter 3", "Artikel 5".

/// A kind of division of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
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
}

impl Kind {
    /// Returns the order in which kinds are nested in most documents, 0 for the
    /// outermost.
    ///
    /// It is a default. Articles contain sections in American contracts ("Article 2" has
    /// "Section 2.1"), and sections contain articles in European laws ("Abschnitt 2" has
    /// "Artikel 5"), so the order in which a document nests them outweighs it.
    pub(crate) fn rank(self) -> u8 {
        match self {
            Self::Part => 0,
            Self::Title => 1,
            Self::Chapter | Self::Annex | Self::Lesson => 2,
            Self::Article => 3,
            Self::Section => 4,
            Self::Clause => 5,
            Self::Item => 6,
        }
    }
}

/// Returns the kind that a word names, in any case and with or without a full stop.
pub(crate) fn kind(word: &str) -> Option<Kind> {
    let bare = word.trim_end_matches('.').to_lowercase();
    let is_abbreviated = bare.len() < word.len() && word.ends_with('.');
    let find = |table: &[(Kind, &[&str])]| {
        let row = table
            .iter()
            .find(|(_, words)| words.contains(&bare.as_str()));
        row.map(|(kind, _)| *kind)
    };
    find(&WORDS).or_else(|| find(&ABBREVIATIONS).filter(|_| is_abbreviated))
}

/// Words that name a kind only with their full stop: "Art. 5", but "art 5" is none.
const ABBREVIATIONS: [(Kind, &[&str]); 4] = [
    (Kind::Chapter, &["chap", "kap", "cap", "rozdz", "гл"]),
    (Kind::Annex, &["anh", "app"]),
    (Kind::Article, &["art", "čl", "ст"]),
    (Kind::Section, &["sec", "sect", "abschn"]),
];

/// One line for each language and kind. A word that is in several languages is in the
/// first of them; a word that is a common one in another language is left out, such as
/// the Swedish "del" (part), which begins Italian and Spanish texts ("del 5 maggio").
#[rustfmt::skip] // a table
const WORDS: [(Kind, &[&str]); 82] = [
    // English
    (Kind::Part, &["part"]),
    (Kind::Title, &["title"]),
    (Kind::Chapter, &["chapter"]),
    (Kind::Annex, &["appendix", "annex", "schedule", "attachment"]),
    (Kind::Lesson, &["lecture", "lesson", "module", "unit"]),
    (Kind::Article, &["article"]),
    (Kind::Section, &["section"]),
    (Kind::Clause, &["clause"]),
    (Kind::Item, &["item"]),
    // German
    (Kind::Part, &["teil"]),
    (Kind::Title, &["titel"]),
    (Kind::Chapter, &["kapitel"]),
    (Kind::Annex, &["anhang", "anlage"]),
    (Kind::Lesson, &["lektion", "modul", "vorlesung"]),
    (Kind::Article, &["artikel"]),
    (Kind::Section, &["abschnitt", "paragraf", "paragraph"]),
    (Kind::Clause, &["ziffer", "klausel"]),
    (Kind::Item, &["punkt"]),
    // French
    (Kind::Part, &["partie"]),
    (Kind::Title, &["titre"]),
    (Kind::Chapter, &["chapitre"]),
    (Kind::Annex, &["annexe", "appendice"]),
    (Kind::Lesson, &["leçon", "unité"]),
    (Kind::Clause, &["clause"]),
    (Kind::Item, &["point"]),
    // Spanish
    (Kind::Part, &["parte"]),
    (Kind::Title, &["título"]),
    (Kind::Chapter, &["capítulo"]),
    (Kind::Annex, &["apéndice", "anexo"]),
    (Kind::Lesson, &["lección", "módulo", "unidad"]),
    (Kind::Article, &["artículo"]),
    (Kind::Section, &["sección"]),
    (Kind::Clause, &["cláusula"]),
    (Kind::Item, &["punto"]),
    // Italian
    (Kind::Title, &["titolo"]),
    (Kind::Chapter, &["capitolo", "capo"]),
    (Kind::Annex, &["allegato"]),
    (Kind::Lesson, &["lezione", "modulo", "unità"]),
    (Kind::Article, &["articolo"]),
    (Kind::Section, &["sezione"]),
    (Kind::Clause, &["clausola"]),
    // Portuguese
    (Kind::Annex, &["apêndice"]),
    (Kind::Lesson, &["lição", "unidade"]),
    (Kind::Article, &["artigo"]),
    (Kind::Section, &["seção", "secção"]),
    (Kind::Item, &["ponto"]),
    // Dutch
    (Kind::Part, &["deel"]),
    (Kind::Chapter, &["hoofdstuk"]),
    (Kind::Annex, &["bijlage"]),
    (Kind::Lesson, &["eenheid"]),
    (Kind::Section, &["afdeling", "paragraaf"]),
    (Kind::Item, &["punt"]),
    // Polish
    (Kind::Part, &["część"]),
    (Kind::Title, &["tytuł"]),
    (Kind::Chapter, &["rozdział"]),
    (Kind::Annex, &["załącznik", "aneks"]),
    (Kind::Lesson, &["lekcja", "moduł"]),
    (Kind::Article, &["artykuł"]),
    (Kind::Section, &["sekcja", "oddział"]),
    // Russian
    (Kind::Part, &["часть"]),
    (Kind::Title, &["раздел"]),
    (Kind::Chapter, &["глава"]),
    (Kind::Annex, &["приложение"]),
    (Kind::Lesson, &["лекция", "урок", "модуль"]),
    (Kind::Article, &["статья"]),
    (Kind::Section, &["параграф"]),
    (Kind::Item, &["пункт"]),
    // Czech
    (Kind::Part, &["část"]),
    (Kind::Title, &["hlava"]),
    (Kind::Chapter, &["kapitola"]),
    (Kind::Annex, &["příloha", "dodatek"]),
    (Kind::Lesson, &["lekce"]),
    (Kind::Article, &["článek"]),
    (Kind::Section, &["oddíl"]),
    (Kind::Item, &["bod"]),
    // Swedish, Danish and Norwegian
    (Kind::Title, &["avdelning", "afsnit", "avdeling"]),
    (Kind::Chapter, &["kapitel", "kapittel"]),
    (Kind::Annex, &["bilaga", "bilag", "vedlegg", "tillegg"]),
    (Kind::Lesson, &["lektion", "leksjon"]),
    (Kind::Article, &["artikkel"]),
    (Kind::Section, &["avsnitt"]),
    (Kind::Item, &["punkt"]),
];
