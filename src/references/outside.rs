//! Decides whether the words around a mention name another document: "Article 6 of the
//! Treaty", "RFC 2616, Section 4", "§ 12 BGB".

use super::own::OwnNames;
use crate::lexicon::kind::DivisionKind;
use crate::lexicon::mention::{self, MentionWord, Named};
use crate::lexicon::outside as words;

/// The bytes before and after a mention that are read.
const BEFORE_BYTES: usize = 64;
const AFTER_BYTES: usize = 200;
/// The most words between a mention and the name of a law: "des Siebten Buches".
const MAX_WORDS: usize = 8;
/// The letters of an abbreviation: `BGB`, `StGB`, `TFEU`.
const ABBREVIATION_LETTERS: std::ops::RangeInclusive<usize> = 2..=8;

/// Returns true if a mention between `before` and `after` is of another document.
pub(super) fn is_outside(before: &str, after: &str, word: &MentionWord, own: &OwnNames) -> bool {
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(BEFORE_BYTES))..];
    let after = &after[..after.floor_char_boundary(AFTER_BYTES)];
    follows_name(before, word, own) || precedes_name(after, word, own)
}

/// Returns true for the words of laws, whose numbers follow abbreviations: "BGB § 12".
fn is_legal(word: &MentionWord) -> bool {
    matches!(
        word.named,
        Named::Paragraph | Named::Division(DivisionKind::Article)
    )
}

fn follows_name(before: &str, word: &MentionWord, own: &OwnNames) -> bool {
    let trimmed = before.trim_end();
    let bare = trimmed.strip_suffix(',').unwrap_or(trimmed);
    let has_comma = bare.len() < trimmed.len();
    if bare.ends_with(']') {
        // The mark of a note is no citation: `Tea[^1] Section 3`.
        return bare
            .rfind('[')
            .is_some_and(|open| !bare[open..].starts_with("[^"));
    }
    let mut tokens = bare.split_whitespace().rev();
    let (Some(last), previous) = (tokens.next(), tokens.next().unwrap_or_default()) else {
        return false;
    };
    let name = last.trim_start_matches(['(', '"', '“', '„']);
    let lower = name.to_lowercase();
    if matches!(word.named, Named::Caption(_)) {
        const OTHERS: [&str; 6] = [
            "supplementary",
            "supplemental",
            "supporting",
            "extended",
            "data",
            "online",
        ];
        return OTHERS.contains(&lower.as_str());
    }
    if matches!(name, "U.S.C." | "C.F.R." | "CFR" | "Stat.") || lower == "rfc" {
        return true;
    }
    let has_digit = name.contains(|c: char| c.is_ascii_digit());
    if has_digit {
        let is_named = is_identifier(name) || is_abbreviation(previous.trim_start_matches('('));
        let is_numbered = name.contains('/') && has_comma && is_legal(word);
        return is_named && !own.has(&lower) || is_numbered;
    }
    is_legal(word) && is_abbreviation(name) && !own.has(&lower)
}

/// Returns true for the identifier of a document: `RFC2616`.
fn is_identifier(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = text[letters..].trim_start_matches('-');
    letters >= *ABBREVIATION_LETTERS.start() && rest.starts_with(|c: char| c.is_ascii_digit())
}

fn is_abbreviation(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    text.starts_with(char::is_uppercase)
        && capitals >= *ABBREVIATION_LETTERS.start()
        && text.chars().count() <= *ABBREVIATION_LETTERS.end()
        && text.chars().all(char::is_alphabetic)
}

fn precedes_name(after: &str, word: &MentionWord, own: &OwnNames) -> bool {
    if let Some(rest) = after.strip_prefix(',') {
        return is_citation(rest.trim_start());
    }
    // "Figure 1—figure supplement 2" is another figure.
    if let Some(rest) = after.strip_prefix(['—', '–']) {
        return rest.starts_with(char::is_alphabetic);
    }
    let rest = after.trim_start();
    if rest.len() == after.len() {
        return false;
    }
    if is_citation(rest) || is_citation(rest.strip_prefix('(').unwrap_or_default()) {
        return true;
    }
    let tokens: Vec<&str> = rest.split_whitespace().take(MAX_WORDS).collect();
    let Some(first) = tokens.first() else {
        return false;
    };
    let bare = bare(first);
    if is_legal(word) && is_abbreviation(bare) && !own.has(&bare.to_lowercase()) {
        return true;
    }
    let lower = bare.to_lowercase();
    match lower.as_str() {
        "of" => of(&tokens[1..], own),
        "in" | "from" | "within" | "under" | "to" | "at" => {
            let next = tokens.get(1).copied().unwrap_or_default();
            let author = tokens.iter().take(4).any(|token| bare_is(token, "et"))
                && tokens.iter().take(5).any(|token| bare_is(token, "al"));
            // "Annex II to the GHG protocol"
            let is_named = lower == "to" && names(&tokens[1..], own);
            is_citation(next) || author || is_named || has_law(&tokens[1..], own)
        }
        word if words::is_join(word) => has_law(&tokens[1..], own) || names(&tokens[1..], own),
        "ustawy" | "rozporządzenia" | "закона" | "кодекса" | "zákona" => true,
        _ => {
            ["d'", "l'", "d’", "l’", "dell'", "dell’"]
                .iter()
                .any(|join| lower.starts_with(join))
                && has_law(&tokens, own)
        }
    }
}

/// Returns true if a text begins with a citation in brackets or the name of a standard:
/// `[RFC5246]`, `\[5]`, `RFC 2119`.
fn is_citation(text: &str) -> bool {
    if let Some(inside) = text.strip_prefix('\\').unwrap_or(text).strip_prefix('[') {
        return inside.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    }
    text.starts_with("RFC") || text.starts_with("ISO ") || text.starts_with("ISO/")
}

fn bare(token: &str) -> &str {
    token.trim_matches(|c: char| !c.is_alphanumeric())
}

fn bare_is(token: &str, word: &str) -> bool {
    bare(token) == word
}

/// Reads what follows "of": "this Agreement", "Chapter II", "the Treaty", `[RFC5246]`.
fn of(tokens: &[&str], own: &OwnNames) -> bool {
    let articles = ["the", "its", "said"];
    let is_article = |token: &&&str| articles.contains(&bare(token));
    let has_article = tokens.iter().take(1).any(|token| is_article(&token));
    let rest = &tokens[usize::from(has_article)..];
    let Some(next) = rest.first() else {
        return false;
    };
    let lower = bare(next).to_lowercase();
    if words::is_own(&lower) {
        return false;
    }
    if is_citation(next) {
        return true;
    }
    // "Section 1 of Chapter II" is a mention of its own.
    if mention::known(bare(next)).is_some_and(|word| word.named != Named::Footnote)
        && !words::is_self(&lower)
    {
        return false;
    }
    // "of Regulation (EU) 2016/679", but "of the Regulation" in a regulation.
    let follows = rest.get(1).copied().unwrap_or_default();
    let is_numbered = !next.ends_with([',', '.', ';', ')'])
        && (follows.starts_with('(')
            || follows.starts_with(|c: char| c.is_ascii_digit())
            || follows.starts_with("No"));
    let is_known = words::is_self(&lower) || own.has(&lower);
    !is_known || is_numbered
}

/// Returns true if a noun for a law is among the words, in the same clause, and none
/// before it means the document itself.
fn has_law(tokens: &[&str], own: &OwnNames) -> bool {
    for (at, token) in tokens.iter().enumerate() {
        let lower = bare(token).to_lowercase();
        // "des Gesetzes über Tee" is another law in one that is a "Gesetz" itself.
        let next = tokens.get(at + 1).copied().unwrap_or_default();
        let is_named = words::is_law(&lower) && words::is_naming(bare(next));
        if words::is_own(&lower) || own.has(&lower) && !is_named {
            return false;
        }
        if words::is_law(&lower) {
            return true;
        }
        let ends = token.ends_with([',', '.', ';', ':'])
            || token.ends_with(')') && !token.starts_with('(');
        if ends {
            return false;
        }
    }
    false
}

/// Returns true for the abbreviation of a law after a joining word: "der DSGVO".
fn names(tokens: &[&str], own: &OwnNames) -> bool {
    (tokens.iter().take(2)).any(|token| {
        let bare = bare(token);
        is_abbreviation(bare) && !own.has(&bare.to_lowercase())
    })
}
