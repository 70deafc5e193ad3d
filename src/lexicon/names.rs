//! Names that sections of any document may have: contents, bibliographies, changes.

/// Names of tables of contents.
pub(super) const CONTENTS: [&str; 26] = [
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

/// Names of lists of works, whose entries quote numbers of other documents.
#[rustfmt::skip] // a table
const BIBLIOGRAPHIES: NameSet = NameSet::new(&[&[
    "references", "normative references", "informative references", "bibliography",
    "works cited", "literature", "further reading", "literatur", "literaturverzeichnis",
    "quellen", "bibliographie", "références", "bibliografía", "referencias", "bibliografia",
    "riferimenti", "referências", "literatuur", "literatura", "список литературы", "литература",
    "litteratur", "källor", "参考文献", "참고문헌", "引用文献",
]]);

/// Names in small letters, one list for each language.
pub(super) struct NameSet {
    names: &'static [&'static [&'static str]],
    /// The lengths of the names as bits. Every heading is looked up, and most of them have
    /// another length than all names.
    lengths: u64,
    /// The first letters of the names, likewise.
    letters: u32,
}

impl NameSet {
    pub(super) const fn new(names: &'static [&'static [&'static str]]) -> Self {
        let mut lengths = 0;
        let mut letters = 0;
        let mut language = 0;
        while language < names.len() {
            let mut name = 0;
            while name < names[language].len() {
                let first = names[language][name].as_bytes()[0];
                assert!(
                    !first.is_ascii() || letter(first) != 0,
                    "a name begins with a letter"
                );
                lengths |= Self::length(names[language][name]);
                letters |= letter(first);
                name += 1;
            }
            language += 1;
        }
        Self {
            names,
            lengths,
            letters,
        }
    }

    /// Returns the bit of a text's length. Those above 63 share one.
    const fn length(text: &str) -> u64 {
        let last = u64::BITS as usize - 1;
        1 << if text.len() < last { text.len() } else { last }
    }

    /// Returns true if a text is one of the names, in any case. Most headings are ASCII,
    /// and then nothing is copied.
    pub(super) fn has(&self, text: &str) -> bool {
        if let Some(first) = text.bytes().next().filter(u8::is_ascii)
            && self.letters & letter(first) == 0
        {
            return false;
        }
        let mut names = self.names.iter().copied().flatten();
        if text.is_ascii() {
            return self.lengths & Self::length(text) != 0
                && names.any(|name| name.eq_ignore_ascii_case(text));
        }
        let text = text.to_lowercase();
        names.any(|name| *name == text)
    }
}

/// Returns the bit of a letter of ASCII; no bit for other bytes.
pub(super) const fn letter(byte: u8) -> u32 {
    if byte.is_ascii_alphabetic() {
        1 << (byte.to_ascii_lowercase() - b'a')
    } else {
        0
    }
}

/// The first letters of the names of tables of contents.
const CONTENTS_LETTERS: u32 = {
    let mut letters = 0;
    let mut name = 0;
    while name < CONTENTS.len() {
        letters |= letter(CONTENTS[name].as_bytes()[0]);
        name += 1;
    }
    letters
};

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
    if CONTENTS_LETTERS & letter(first) == 0 {
        return false; // most headings
    }
    let names = CONTENTS.iter().map(|name| name.as_bytes());
    let mut names = names.filter(|name| name[0] == first);
    names.any(|name| {
        let name = name[1..].iter().filter(|byte| **byte != b' ');
        let letters = letters.clone().map(u8::to_ascii_lowercase);
        name.copied().eq(letters)
    })
}

/// Returns true for the name of a list of works: "References", "Literaturverzeichnis".
pub(crate) fn is_bibliography(text: &str) -> bool {
    BIBLIOGRAPHIES.has(text.trim_end_matches([':', '.']))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_dismissed_by_its_first_letter() {
        for name in BIBLIOGRAPHIES.names.iter().copied().flatten() {
            assert!(is_bibliography(name), "{name}");
        }
        for name in CONTENTS {
            assert!(is_contents(name), "{name}");
        }
    }

    #[test]
    fn names_are_recognized_in_any_case_and_with_their_signs() {
        assert!(is_contents("C O N T E N T S"));
        assert!(is_contents("Table of contents"));
        assert!(is_contents("目 次"));
        assert!(is_contents("ÍNDICE"));
        assert!(!is_contents("Contents of the jar"));
        assert!(!is_contents("Content") && !is_contents("2 .") && !is_contents(""));
        assert!(is_comparison("Changes since RFC 2251"));
        assert!(!is_comparison("Changes to the TEA menu"));
        assert!(is_bibliography("References"));
    }
}
