//! Tests which constructs are detected.

use super::*;

#[test]
fn plain_markdown_has_no_constructs() {
    for text in [
        "# Tea\n\n- item\n\n> quote\n\n```sh\nmake\n```\n\nTerm\n: definition\n",
        "<div>\n\n# Tea\n\n</div>\n\nimport the module, 100 %% sure\n",
        "<Warning title=\"a\">\n*bar*\n</Warning>\n",
        "Title\n=====\n\n-----\n\n[Unreleased]\n----\n/// A tip.\n///\n\nmetadata: x, `{:?}`, {:a 1}\n",
    ] {
        assert_eq!(detect(text, 0, &[]).constructs, Constructs::NONE, "{text}");
    }
}

#[test]
fn the_lines_that_are_known_do_not_matter() {
    for text in [
        "import A from 'a'\n\n<A>\n\n> ::: note\n",
        "a\n====\nb\n====",
        "\n\n[NOTE]\n====\n",
        "x\n```{note}",
        "",
    ] {
        let source = ["---\ntitle: a\n---\n", text].concat();
        let body = source.len() - text.len();
        let starts: Vec<u32> = memchr_iter(b'\n', source.as_bytes())
            .map(|at| crate::document::offset(at + 1))
            .collect();
        for known in 0..=starts.len() {
            let detected = detect(&source, body, &starts[..known]);
            assert_eq!(
                detected,
                detect(text, 0, &[]),
                "{known} lines of {source:?}"
            );
        }
    }
}

#[test]
fn each_construct_is_detected() {
    use Constructs as C;
    for (text, construct) in [
        ("> a\n> ::: note", C::DIVS | C::COLON),
        ("a\n:b", C::COLON),
        ("```{note}\n```", C::DIRECTIVES | C::MYST_LINES),
        ("```{r}\n```", C::DIRECTIVES),
        ("  ??? tip", C::INDENTED),
        ("/// tip | a\n///", C::SLASHES),
        ("## [Tea](#tab/tea)", C::TABS),
        ("a {% b %}", C::LIQUID),
        ("a {{% b %}}", C::SHORTCODES),
        ("<Tabs>", C::COMPONENTS),
        ("{::comment}", C::KRAMDOWN),
        ("%%\na\n%%", C::PERCENT),
        ("[[a]] %%b%%", C::PERCENT),
        ("a {/* b */}", C::BRACE_COMMENTS),
        ("<Tab label=\"a\">", C::COMPONENTS),
        ("import A from 'a'\n\n<A>", C::COMPONENTS | C::MDX),
        (
            "<script setup>\nimport A from 'a'\n</script>\n\n<A>",
            C::COMPONENTS | C::HIDDEN,
        ),
        ("[NOTE]\n====", C::ASCIIDOC),
        ("====\na\n====", C::ASCIIDOC),
        ("----\na b.\n----", C::ASCIIDOC),
        ("![a](data:image/png;base64,AA)", C::DATA),
    ] {
        assert_eq!(detect(text, 0, &[]).constructs, construct, "{text}");
    }
}
