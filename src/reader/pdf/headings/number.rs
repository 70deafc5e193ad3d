//! The numbers that headings begin with: `3.2.1`, `A.4`, `Chapter 7`, `IV.`.

/// How deep the number is that the text begins with: 1 for `3`, 2 for `3.2`; `None` without one.
pub(super) fn depth(text: &str) -> Option<u8> {
    if let Some(depth) = east_asian(text).or_else(|| run_in(text)) {
        return Some(depth);
    }
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let second = words.next();
    if is_name(first) {
        let number = second?.trim_end_matches(['.', ':', '—', '-', ',']);
        return parts(number).or_else(|| roman_or_letter(number).then_some(1));
    }
    second?;
    if first == "§" || first == "Art." {
        return parts(second?.trim_end_matches('.'));
    }
    let number = first.trim_start_matches('§').trim_end_matches([':', ')']);
    let has_dot = number.ends_with('.');
    let number = number.trim_end_matches('.');
    if number.chars().count() == 1 && number.starts_with(|c| ROMAN.contains(&c)) {
        return Some(1);
    }
    parts(number).or_else(|| (has_dot && roman_or_letter(number)).then_some(1))
}

/// `Ⅳ` and its like, as Chinese, Japanese and Korean texts have them.
pub(super) const ROMAN: std::ops::RangeInclusive<char> = 'Ⅰ'..='Ⅻ';

/// `3.2系统设计`, `１．はじめに`, `1、背景`: digits with the title right behind them.
fn run_in(text: &str) -> Option<u8> {
    let is_of_number = |c: char| matches!(c, '0'..='9' | '.' | '０'..='９' | '．');
    let end = text.find(|c| !is_of_number(c))?;
    let (number, rest) = text.split_at(end);
    let next = rest.trim_start_matches(['、', '\u{3000}']).chars().next()?;
    let is_ideograph =
        matches!(next, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    // "2024年" is a date, and "3個" a number of things; a number that heads a title has a dot or a comma.
    let is_set_off = rest.starts_with(['、', '\u{3000}']) || number.contains(['.', '．']);
    let ascii: String = number.chars().map(to_ascii).collect();
    (parts(ascii.trim_end_matches('.'))).filter(|_| is_ideograph && is_set_off)
}

/// The same digit or dot, in its usual width.
fn to_ascii(c: char) -> char {
    match c {
        '．' => '.',
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
        _ => c,
    }
}

/// `第三章 …`, `제2절 …`: 1 for chapters, 2 for sections, 3 for articles; `一、…`: 1; `（一）…`: 2.
fn east_asian(text: &str) -> Option<u8> {
    division(text).or_else(|| counted(text))
}

/// Chinese counting: `一、…`, `（一）…`.
pub(super) fn counted(text: &str) -> Option<u8> {
    let is_counted = |number: &str| {
        (1..=3).contains(&number.chars().count())
            && number.chars().all(|c| "一二三四五六七八九十".contains(c))
    };
    if let Some((number, rest)) = text.split_once('、')
        && is_counted(number)
    {
        return (!rest.trim().is_empty()).then_some(1);
    }
    if let Some((number, rest)) =
        (text.strip_prefix(['（', '('])).and_then(|text| text.split_once(['）', ')']))
        && is_counted(number)
    {
        return (!rest.trim().is_empty()).then_some(2);
    }
    None
}

/// What names the parts of laws and books: `第三章 …`.
pub(super) fn division(text: &str) -> Option<u8> {
    let number = text.strip_prefix(['第', '제'])?.trim_start();
    let is_digit = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九十百".contains(c);
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

/// How deep a text is that does nothing but number a title: 0 for `Part II`, 1 for `Chapter 3`, `CHAPTER THREE`, `Appendix B`.
pub(super) fn label(text: &str) -> Option<u8> {
    let mut words = text.split_whitespace();
    let (name, number) = (words.next()?.to_lowercase(), words.next()?);
    let number = number.trim_end_matches(['.', ':', '—', '–', '-']);
    let is_number = parts(number) == Some(1)
        || roman_or_letter(number)
        || COUNTED.contains(&number.to_lowercase().as_str());
    let depth = if PARTS.contains(&name.as_str()) {
        0
    } else {
        CHAPTERS.contains(&name.as_str()).then_some(1)?
    };
    (is_number && words.next().is_none()).then_some(depth)
}

const PARTS: [&str; 4] = ["part", "teil", "partie", "parte"];

const CHAPTERS: [&str; 15] = [
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

const COUNTED: [&str; 20] = [
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

/// Whether the number or the letter that a text begins with is the next one after another's: `B.` after `A.`, `3.2` after `3.1`.
pub(super) fn follows(text: &str, before: &str) -> bool {
    fn split(text: &str) -> Option<(&str, &str)> {
        let number = text.split_whitespace().next()?.trim_end_matches(['.', ')']);
        Some(number.rsplit_once('.').unwrap_or(("", number)))
    }
    let (Some((parent, last)), Some((of, previous))) = (split(text), split(before)) else {
        return false;
    };
    let is_next = match (last.as_bytes(), previous.as_bytes()) {
        ([letter], [previous]) if letter.is_ascii_uppercase() => *letter == previous + 1,
        _ => (last.parse::<u16>().ok())
            .zip(previous.parse::<u16>().ok())
            .is_some_and(|(last, previous)| last.checked_sub(1) == Some(previous)),
    };
    parent == of && is_next
}

/// Whether a number follows the word that is the heading's own.
pub(super) fn is_name(word: &str) -> bool {
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

/// The word before the whole number that the text begins with: `chapter` of "Chapter 3: Results" and "CHAPTER THREE".
pub(super) fn name(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let (name, number) = (words.next()?, words.next()?);
    let number = number.trim_end_matches(['.', ':', '—', '–', '-', ',']);
    let is_whole = parts(number) == Some(1)
        || roman_or_letter(number)
        || COUNTED.contains(&number.to_lowercase().as_str());
    (is_name(name) && is_whole).then(|| name.to_lowercase())
}

/// Numbers between dots, the first a letter perhaps.
fn parts(number: &str) -> Option<u8> {
    let mut count = 0_u8;
    let mut has_digit = false;
    for (nth, part) in number.split('.').enumerate() {
        let is_number =
            (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_letter =
            nth == 0 && part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_number && !is_letter {
            return None;
        }
        has_digit |= is_number;
        count = count.checked_add(1)?;
    }
    (has_digit && count <= 6).then_some(count)
}

fn roman_or_letter(number: &str) -> bool {
    let is_letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_uppercase());
    is_letter
        || (!number.is_empty() && number.len() < 7 && number.chars().all(|c| "IVXLC".contains(c)))
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
    fn names_stand_before_whole_numbers() {
        assert_eq!(name("CHAPTER TWO: “Copyists”").as_deref(), Some("chapter"));
        assert_eq!(name("Appendix B Proofs").as_deref(), Some("appendix"));
        assert_eq!(name("Section 3.2 Losses"), None);
        assert_eq!(name("Part of it"), None);
    }

    #[test]
    fn the_next_number_counts_on() {
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
