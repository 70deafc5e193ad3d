//! Cuts quotes from blocks: sentences, items, rows and lines.

/// The words of the shortest quote. Evidence is found by five words in a row, and fewer
/// than these occur by chance.
const MIN_WORDS: usize = 6;

/// The words of the longest quote: more are no place but a chapter.
const MAX_WORDS: usize = 80;

/// The quotes of a block that are candidates, so that a table of 10,000 rows does not
/// take part 10,000 times.
const MAX_QUOTES: usize = 40;

/// Returns the sentences of a text, and the text itself if it has several and is not too
/// long.
pub(super) fn of_text(text: &str) -> Vec<String> {
    let sentences = sentences(text);
    let whole = (sentences.len() > 1).then_some(text.trim());
    kept(whole.into_iter().chain(sentences))
}

/// Returns the items of a list: each from its mark up to the next line with a mark of the
/// same indentation.
pub(super) fn of_list(text: &str) -> Vec<String> {
    let mut items: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > start && is_item(line) {
            items.push(&text[start..at]);
            start = at;
        }
        at += line.len();
    }
    items.push(&text[start..]);
    kept(items.into_iter())
}

/// Returns true if a line begins an item of the outermost level: `- tea`, `3. tea`.
fn is_item(line: &str) -> bool {
    let mark = line.split_whitespace().next().unwrap_or_default();
    let is_number = mark.len() > 1
        && mark.ends_with(['.', ')'])
        && mark[..mark.len() - 1]
            .bytes()
            .all(|byte| byte.is_ascii_digit());
    line.starts_with(mark) && (matches!(mark, "-" | "*" | "+") || is_number)
}

/// Returns the rows of a table after its header.
pub(super) fn of_table(text: &str) -> Vec<String> {
    let is_rule = |line: &str| line.contains('-') && line.chars().all(|c| "|-: ".contains(c));
    let lines: Vec<&str> = text.lines().collect();
    let header = lines
        .iter()
        .position(|line| is_rule(line))
        .map_or(1, |rule| rule + 1);
    kept(lines.iter().skip(header).copied())
}

/// Returns the lines of code between the fences.
pub(super) fn of_code(text: &str) -> Vec<String> {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("```"));
    kept(lines)
}

/// Keeps what has the length of a quote, and is text: in `{{#include tea.md}}` a template
/// inserts the text of another file, which nobody can ask about here.
fn kept<'t>(quotes: impl Iterator<Item = &'t str>) -> Vec<String> {
    let is_long_enough = |quote: &&str| (MIN_WORDS..=MAX_WORDS).contains(&words(quote).count());
    let is_text = |quote: &&str| !["{{", "{%", "{#"].iter().any(|mark| quote.contains(mark));
    let quotes = quotes.map(str::trim).filter(is_long_enough).filter(is_text);
    quotes.take(MAX_QUOTES).map(str::to_owned).collect()
}

/// The words by which evidence is compared.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Divides a text after `.`, `!`, `?` and their full-width forms, if white space or an
/// ideograph follows and no lower-case letter: `e.g. tea` is not divided.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices() {
        let end = at + mark.len_utf8();
        let rest = &text[end..];
        let next = rest.trim_start().chars().next();
        let is_end = match mark {
            '.' | '!' | '?' => {
                rest.starts_with(char::is_whitespace) && !next.is_some_and(char::is_lowercase)
            }
            '。' | '！' | '？' => true,
            _ => false,
        };
        if is_end {
            sentences.push(text[start..end].trim());
            start = end;
        }
    }
    sentences.push(text[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_quotes_and_so_is_a_short_paragraph() {
        let text = "Let the water cool to 75 degrees first. Use e.g. a kettle with a dial for it.";
        assert_eq!(
            of_text(text),
            [
                text,
                "Let the water cool to 75 degrees first.",
                "Use e.g. a kettle with a dial for it."
            ]
        );
        assert!(of_text("Too short.").is_empty());
    }

    #[test]
    fn rows_are_quotes_without_the_header() {
        let table = "| a tea | its grams | and its time in seconds |\n|---|---|---|\n\
            | Longjing | 4 grams | 90 s | then 90 s |\n| x | 1 |\n";
        assert_eq!(
            of_table(table),
            ["| Longjing | 4 grams | 90 s | then 90 s |"]
        );
    }

    #[test]
    fn items_keep_their_inner_lines() {
        let list =
            "- Warm the pot with hot water.\n  Pour it out.\n- Add two spoons of leaves to it.\n";
        assert_eq!(
            of_list(list),
            [
                "- Warm the pot with hot water.\n  Pour it out.",
                "- Add two spoons of leaves to it."
            ]
        );
        assert!(is_item("12) tea") && !is_item("  - tea") && !is_item("tea - x"));
    }

    #[test]
    fn fences_are_no_quotes() {
        let code = "```sh\ntea --boil --water 95 --grams 4 now\nls\n```";
        assert_eq!(of_code(code), ["tea --boil --water 95 --grams 4 now"]);
    }
}
