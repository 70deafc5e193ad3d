//! Objects that break the syntax, and what is kept of them.

use super::*;

fn shown(text: &str) -> String {
    let (object, _) = parse(text.as_bytes()).expect("there is an object");
    format!("{object:?}")
}

/// The entries that are left around each odd token.
#[test]
fn the_entries_around_an_odd_token_are_kept() {
    let tokens = [
        "--5",
        "1.2.3",
        "5-3",
        "+-1",
        ".",
        "-",
        "+",
        "1e5",
        "1E-5",
        "0x10",
        "/a#zz",
        "@",
        "",
        "(open",
        ">",
        "]",
        ")",
        "}",
        "{",
        "12345678901234567890",
        "<zz>",
        "<41",
        "/",
        "R",
        "1 R",
        "-1 0 R",
        "tru",
        "[1 2",
        "\\",
        "\u{e9}",
        "!5",
        "$",
        "5 6 7",
        "(a) (b)",
        "..5",
    ];
    for token in tokens {
        let text = format!("<</Type /Page /Thumb {token} /Contents 4 0 R /Count 3>>");
        let Some((Object::Dictionary(page), end)) = parse(text.as_bytes()) else {
            panic!("{token} is read as no dictionary");
        };
        assert!(page.has_type(b"Page"), "{token}");
        assert_eq!(
            page.get(b"Contents").ok(),
            Some(&Object::Reference((4, 0))),
            "{token}"
        );
        assert_eq!(
            page.get(b"Count").ok(),
            Some(&Object::Integer(3)),
            "{token}"
        );
        assert_eq!(end, text.len(), "{token}");
    }
}

#[test]
fn a_key_without_a_value_takes_none_of_its_neighbours() {
    let expected = shown("<</Type /Page /Parent 2 0 R /Contents 4 0 R>>");
    for text in [
        "<</Thumb /Type /Page /Parent 2 0 R /Contents 4 0 R>>",
        "<</Type /Page /Thumb /Parent 2 0 R /Contents 4 0 R>>",
        "<</Type /Page /Parent 2 0 R /Thumb /Contents 4 0 R>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Thumb>>",
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn ends_that_are_missing_or_too_many_do_no_harm() {
    let expected = shown("<</A [1 2] /B <</C 3>>>>");
    for text in [
        "<</A [1 2] /B <</C 3>>",
        "<</A [1 2] /B <</C 3",
        "<</A [1 2] /B <</C 3>>>> endobj /D 4",
        "<</A [1 2] ] /B <</C 3>>>>",
        "<</A [1 2]>> /B <</C 3>>>>",
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn an_unclosed_dictionary_returns_its_tokens() {
    let Some((Object::Dictionary(page), _)) =
        parse(b"<</Type /Page /Odd <</A [[ /Contents 4 0 R /Resources <</Font 5 0 R>>>> endobj")
    else {
        panic!("no dictionary");
    };
    assert_eq!(page.get(b"Contents").ok(), Some(&Object::Reference((4, 0))));
    assert!(page.has(b"Resources"));
}

#[test]
fn values_nested_too_deep_are_null() {
    let deep = format!("[{}7{} 8]", "[".repeat(100_000), "]".repeat(100_000));
    let (object, end) = parse(deep.as_bytes()).expect("an array");
    assert_eq!(end, deep.len());
    let items = object.as_array().expect("an array");
    assert_eq!(items.len(), 2);
    assert_eq!(items[1], Object::Integer(8));
}

#[test]
fn strings_that_are_never_closed_take_linear_time() {
    let text = format!("[{} 7]", "(/".repeat(200_000));
    let start = std::time::Instant::now();
    assert!(parse(text.as_bytes()).is_some());
    assert!(start.elapsed().as_secs() < 5);
}
