//! Splits style sheets into rules, with the rules in `@media` and without comments.

/// A rule of a style sheet.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::reader) struct StyleRule<'c> {
    pub(in crate::reader) selectors: &'c str,
    pub(in crate::reader) declarations: &'c str,
    pub(in crate::reader) condition: Condition,
}

/// The time at which a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum Condition {
    Always,
    /// In print, in narrow windows, with a setting of the browser.
    Sometimes,
}

/// Returns the condition of a list of media: `screen and (max-width: 600px)`.
pub(in crate::reader) fn condition(media: &str) -> Condition {
    let is_screen = |medium: &str| {
        matches!(
            medium
                .trim()
                .to_ascii_lowercase()
                .trim_start_matches("only ")
                .trim(),
            "" | "all" | "screen"
        )
    };
    if media.split(',').any(is_screen) {
        Condition::Always
    } else {
        Condition::Sometimes
    }
}

/// Returns the rules of a style sheet; `outer` is the condition of all of them.
pub(in crate::reader) fn rules(css: &str, outer: Condition) -> impl Iterator<Item = StyleRule<'_>> {
    let mut rest = css;
    // The conditions of the open blocks.
    let mut open: Vec<Condition> = vec![outer];
    std::iter::from_fn(move || {
        loop {
            rest = after_comments(rest);
            let end = rest.find(['{', '}', ';'])?;
            let prelude = rest[..end].trim();
            let sign = rest.as_bytes()[end];
            rest = &rest[end + 1..];
            if sign == b'}' {
                if open.len() > 1 {
                    open.pop();
                }
            } else if sign == b'{' {
                let around = *open.last().unwrap_or(&outer);
                match block(prelude) {
                    BlockContent::Rules(own) => {
                        let is_always = own == Condition::Always && around == Condition::Always;
                        open.push(if is_always { own } else { Condition::Sometimes });
                    }
                    BlockContent::Other => rest = after_block(rest).1,
                    BlockContent::Declarations => {
                        let (declarations, after) = after_block(rest);
                        rest = after;
                        return Some(StyleRule {
                            selectors: prelude,
                            declarations,
                            condition: around,
                        });
                    }
                }
            }
        }
    })
}

/// The content of a block in braces.
enum BlockContent {
    Rules(Condition),
    Declarations,
    /// `@font-face`, `@keyframes` and others.
    Other,
}

fn block(prelude: &str) -> BlockContent {
    let Some(at_rule) = prelude.strip_prefix('@') else {
        return BlockContent::Declarations;
    };
    let (name, rest) = at_rule
        .split_once(|c: char| c == '(' || c.is_whitespace())
        .unwrap_or((at_rule, ""));
    match name.to_ascii_lowercase().as_str() {
        "media" => BlockContent::Rules(if at_rule.contains('(') {
            Condition::Sometimes
        } else {
            condition(rest)
        }),
        "layer" | "supports" | "scope" => BlockContent::Rules(Condition::Always),
        "container" => BlockContent::Rules(Condition::Sometimes),
        _ => BlockContent::Other,
    }
}

/// Returns the content of a block whose opening brace precedes `text`, and the text after
/// it.
fn after_block(text: &str) -> (&str, &str) {
    let mut depth = 1_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[..at], &text[at + 1..]);
        }
    }
    // The end of a style sheet closes all blocks.
    (text, "")
}

/// Skips white space, comments and the signs around a style sheet in old pages.
fn after_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let after = match rest.strip_prefix("/*") {
            Some(comment) => comment.split_once("*/").map_or("", |(_, after)| after),
            None => match rest
                .strip_prefix("<!--")
                .or_else(|| rest.strip_prefix("-->"))
            {
                Some(after) => after,
                None => return rest,
            },
        };
        rest = after.trim_start();
    }
}

/// Splits a list of selectors; `:is(a, b)` is one.
pub(in crate::reader) fn split_at_commas(selectors: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    selectors.split(move |c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(css: &str) -> Vec<(&str, Condition)> {
        let rules = rules(css, Condition::Always);
        rules.map(|rule| (rule.selectors, rule.condition)).collect()
    }

    #[test]
    fn rules_in_media_have_their_condition() {
        use Condition::{Always, Sometimes};
        let css = "<!-- @import 'a.css'; /* .a{} */ .b{x:y} @media print {.c{x:y} .d{x:y}} \
                   @media screen{.e{x:y}} @font-face{src:url(x)} @keyframes z{from{x:y} to{x:y}} \
                   @media (max-width:9px){@supports (x:y){.f{x:y}}} .g{x:y} -->";
        assert_eq!(
            read(css),
            [
                (".b", Always),
                (".c", Sometimes),
                (".d", Sometimes),
                (".e", Always),
                (".f", Sometimes),
                (".g", Always)
            ]
        );
    }

    #[test]
    fn broken_style_sheets_end() {
        for css in [
            "", "{", "}", ".a{", "@media", "@media{", "/*", ".a{b{c}", "}}}.a{}",
        ] {
            assert!(read(css).len() <= 1, "{css}");
        }
    }

    #[test]
    fn commas_in_brackets_split_nothing() {
        let split: Vec<&str> = split_at_commas(".a,:is(b, c),[d=','] e").collect();
        assert_eq!(split, [".a", ":is(b, c)", "[d=','] e"]);
    }
}
