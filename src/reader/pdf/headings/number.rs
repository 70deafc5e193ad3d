//! Numbers at the start of headings: `3.2.1`, `A.4`, `Chapter 7`, `IV.`.

/// Returns the depth of the number at the start of a text: 1 for `3`, 2 for `3.2`.
pub(super) fn depth(text: &str) -> Option<u8> {
    if let Some(depth) = east_asian(text).or_else(|| run_in(text)) {
        return Some(depth);
    }
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let second = words.next();
    if is_label_name(first) {
        let number = second?.trim_end_matches(['.', ':', '—', '-', ',']);
        return dotted_depth(number).or_else(|| roman_or_letter(number).then_some(1));
    }
    // A number alone is a page number or the cell of a table.
    second?;
    if first == "§" || first == "Art." {
        return dotted_depth(second?.trim_end_matches('.'));
    }
    let number = first.trim_start_matches('§').trim_end_matches([':', ')']);
    let has_dot = number.ends_with('.');
    let number = number.trim_end_matches('.');
    // One character is a numeral without a dot too: "Ⅳ 제안서". "IV" needs one, because it
    // may be an abbreviation.
    if number.chars().count() == 1 && number.starts_with(|c| ROMAN_CHARACTERS.contains(&c)) {
        return Some(1);
    }
    dotted_depth(number).or_else(|| (has_dot && roman_or_letter(number)).then_some(1))
}

/// Roman numerals that are one character, as in Chinese, Japanese and Korean texts.
pub(super) const ROMAN_CHARACTERS: std::ops::RangeInclusive<char> = 'Ⅰ'..='Ⅻ';

/// Reads digits that the title follows without a space: `3.2系统设计`, `１．はじめに`, `1、背景`.
fn run_in(text: &str) -> Option<u8> {
    let is_number_char = |c: char| matches!(c, '0'..='9' | '.' | '０'..='９' | '．');
    let end = text.find(|c| !is_number_char(c))?;
    let (number, rest) = text.split_at(end);
    let next = rest.trim_start_matches(['、', '\u{3000}']).chars().next()?;
    let is_ideograph =
        matches!(next, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    // "2024年" is a date and "3個" a count. The number of a title has a dot or a comma.
    let has_mark = rest.starts_with(['、', '\u{3000}']) || number.contains(['.', '．']);
    let ascii: String = number.chars().map(to_ascii).collect();
    (dotted_depth(ascii.trim_end_matches('.'))).filter(|_| is_ideograph && has_mark)
}

/// Returns the ASCII form of a fullwidth digit or dot.
fn to_ascii(c: char) -> char {
    match c {
        '．' => '.',
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
        _ => c,
    }
}

/// Returns the depth of `第三章 …` and `제2절 …` (1 for chapters, 2 for sections, 3 for
/// articles), of `一、…` (1) and of `（一）…` (2).
fn east_asian(text: &str) -> Option<u8> {
    division(text).or_else(|| chinese_number(text))
}

/// Reads Chinese numerals with their marks: `一、…`, `（一）…`.
pub(super) fn chinese_number(text: &str) -> Option<u8> {
    let is_numeral = |number: &str| {
        (1..=MAX_NUMERAL_CHARS).contains(&number.chars().count())
            && number.chars().all(|c| "一二三四五六七八九十".contains(c))
    };
    if let Some((number, rest)) = text.split_once('、')
        && is_numeral(number)
    {
        return (!rest.trim().is_empty()).then_some(1);
    }
    if let Some((number, rest)) =
        (text.strip_prefix(['（', '('])).and_then(|text| text.split_once(['）', ')']))
        && is_numeral(number)
    {
        return (!rest.trim().is_empty()).then_some(2);
    }
    None
}

/// Reads the divisions of laws and books: `第三章 …`.
pub(super) fn division(text: &str) -> Option<u8> {
    let number = text.strip_prefix(['第', '제'])?.trim_start();
    let is_digit = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九十百".contains(c);
    // "第一" without a division is an adverb ("first"), so the character that follows
    // decides.
    let rest = number.trim_start_matches(is_digit);
    let is_number = rest.len() < number.len();
    let mut chars = rest.trim_start().chars();
    let depth = match chars.next()? {
        '章' | '장' | '편' | '编' | '編' | '篇' => 1,
        '节' | '節' | '절' => 2,
        '条' | '條' | '조' => 3,
        _ => return None,
    };
    (is_number && chars.any(char::is_alphanumeric)).then_some(depth)
}

/// Returns the depth of a text that only numbers a title: 0 for `Part II`, 1 for
/// `Chapter 3`, `CHAPTER THREE` and `Appendix B`.
pub(super) fn label(text: &str) -> Option<u8> {
    let mut words = text.split_whitespace();
    let (name, number) = (words.next()?.to_lowercase(), words.next()?);
    let number = number.trim_end_matches(['.', ':', '—', '–', '-']);
    let is_number = dotted_depth(number) == Some(1)
        || roman_or_letter(number)
        || NUMBER_WORDS.contains(&number.to_lowercase().as_str());
    let depth = if PART_NAMES.contains(&name.as_str()) {
        0
    } else {
        CHAPTER_NAMES.contains(&name.as_str()).then_some(1)?
    };
    (is_number && words.next().is_none()).then_some(depth)
}

const PART_NAMES: [&str; 4] = ["part", "teil", "partie", "parte"];

const CHAPTER_NAMES: [&str; 15] = [
    "chapter",
    "appendix",
    "annex",
    "kapitel",
    "anhang",
    "chapitre",
    "annexe",
    "capítulo",
    "capitolo",
    "apéndice",
    "appendice",
    "lecture",
    "lesson",
    "module",
    "unit",
];

const NUMBER_WORDS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Returns true if the number or letter of a text is the successor of another's: `B.`
/// after `A.`, `3.2` after `3.1`.
pub(super) fn follows(text: &str, before: &str) -> bool {
    fn split(text: &str) -> Option<(&str, &str)> {
        let number = text.split_whitespace().next()?.trim_end_matches(['.', ')']);
        Some(number.rsplit_once('.').unwrap_or(("", number)))
    }
    let (Some((parent, last)), Some((previous_parent, previous))) = (split(text), split(before))
    else {
        return false;
    };
    // Roman numerals are not parsed: "II." is no successor of "I.".
    let is_next = match (last.as_bytes(), previous.as_bytes()) {
        ([letter], [previous]) if letter.is_ascii_uppercase() => *letter == previous + 1,
        _ => (last.parse::<u16>().ok())
            .zip(previous.parse::<u16>().ok())
            .is_some_and(|(last, previous)| last.checked_sub(1) == Some(previous)),
    };
    parent == previous_parent && is_next
}

/// Returns true if the word precedes a number that belongs to the heading: "Chapter".
pub(super) fn is_label_name(word: &str) -> bool {
    const NAMES: [&str; 14] = [
        "chapter",
        "section",
        "appendix",
        "part",
        "article",
        "annex",
        "kapitel",
        "abschnitt",
        "anhang",
        "teil",
        "chapitre",
        "annexe",
        "capítulo",
        "capitolo",
    ];
    NAMES.contains(&word.to_lowercase().as_str())
}

/// Returns the word before the whole number of a text, in lower case: `chapter` for
/// "Chapter 3: Results" and "CHAPTER THREE".
pub(super) fn label_name(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let (name, number) = (words.next()?, words.next()?);
    let number = number.trim_end_matches(['.', ':', '—', '–', '-', ',']);
    let is_whole = dotted_depth(number) == Some(1)
        || roman_or_letter(number)
        || NUMBER_WORDS.contains(&number.to_lowercase().as_str());
    (is_label_name(name) && is_whole).then(|| name.to_lowercase())
}

/// The maximum number of characters of a Chinese numeral: `二十一`.
const MAX_NUMERAL_CHARS: usize = 3;
/// The maximum number of digits of a component: "2024" is a year.
const MAX_DIGITS: usize = 3;
/// The maximum number of components; more are a version or an address.
const MAX_COMPONENTS: u8 = 6;
/// The maximum number of letters of a Roman numeral: `XXXVIII` is above it and rare.
const MAX_ROMAN_LETTERS: usize = 6;

/// Returns the number of components between dots. The first may be a letter.
fn dotted_depth(number: &str) -> Option<u8> {
    let mut count = 0_u8;
    let mut has_digit = false;
    for (nth, part) in number.split('.').enumerate() {
        let is_number = (1..=MAX_DIGITS).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_letter =
            nth == 0 && part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_number && !is_letter {
            return None;
        }
        has_digit |= is_number;
        count = count.checked_add(1)?;
    }
    (has_digit && count <= MAX_COMPONENTS).then_some(count)
}

fn roman_or_letter(number: &str) -> bool {
    let is_letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_uppercase());
    is_letter
        || (!number.is_empty()
            && number.len() <= MAX_ROMAN_LETTERS
            && number.chars().all(|c| "IVXLC".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depths_are_those_of_the_printed_numbers() {
        assert_eq!(depth("3 Results"), Some(1));
        assert_eq!(depth("3.2.1. Late payment"), Some(3));
        assert_eq!(depth("A.1 Tables"), Some(2));
        assert_eq!(depth("Appendix B: Proofs"), Some(1));
        assert_eq!(depth("IV. Methods"), Some(1));
        assert_eq!(depth("Ⅳ 제안서 작성요령"), Some(1));
        assert_eq!(depth("第三章 结果"), Some(1));
        assert_eq!(depth("제2절 정의"), Some(2));
        assert_eq!(depth("第一"), None);
        assert_eq!(depth("一、背景"), Some(1));
        assert_eq!(depth("（二）方法"), Some(2));
        assert_eq!(depth("3.2系统设计"), Some(2));
        assert_eq!(depth("１．はじめに"), Some(1));
        assert_eq!(depth("2、结果"), Some(1));
        assert_eq!(depth("2024年"), None);
        assert_eq!(depth("3個の石"), None);
        assert_eq!(depth("A tale of two cities"), None);
        assert_eq!(depth("2024 in review"), None);
        assert_eq!(depth("12"), None);
    }

    #[test]
    fn names_precede_whole_numbers() {
        assert_eq!(
            label_name("CHAPTER TWO: “Copyists”").as_deref(),
            Some("chapter")
        );
        assert_eq!(label_name("Appendix B Proofs").as_deref(), Some("appendix"));
        assert_eq!(label_name("Section 3.2 Losses"), None);
        assert_eq!(label_name("Part of it"), None);
    }

    #[test]
    fn a_successor_is_the_next_number_of_the_same_parent() {
        assert!(follows("B. GRUV", "A. Emily Howell"));
        assert!(follows("3.10 API", "3.9 Overview"));
        assert!(!follows("4.1 API", "3.9 Overview"));
        assert!(!follows("C. Audio", "A. Emily Howell"));
        assert!(!follows("API", "Overview"));
    }

    #[test]
    fn labels_are_names_with_a_number_and_nothing_else() {
        assert_eq!(label("Chapter 12"), Some(1));
        assert_eq!(label("CHAPTER THREE"), Some(1));
        assert_eq!(label("Appendix B."), Some(1));
        assert_eq!(label("Part IV"), Some(0));
        assert_eq!(label("Chapter 3 Results"), None);
        assert_eq!(label("Part of it"), None);
        assert_eq!(label("Chapter"), None);
    }
}
