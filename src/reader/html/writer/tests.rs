//! Tests of the written Markdown.

use super::*;

const AT: Span = Span { start: 0, end: 1 };

#[test]
fn markup_is_next_to_words_and_empty_markup_is_omitted() {
    let mut writer = Writer::default();
    writer.text("a", AT);
    writer.open_mark(InlineMark::Pair("**"));
    writer.text(" b ", AT);
    writer.close_mark();
    writer.open_mark(InlineMark::Pair("*"));
    writer.close_mark();
    writer.text("c", AT);
    assert_eq!(writer.take().text, "a **b** c");
}

#[test]
fn code_with_ticks_gets_more_of_them() {
    let mut writer = Writer::default();
    writer.open_mark(InlineMark::Code);
    writer.text("a`b", AT);
    writer.close_mark();
    assert_eq!(writer.take().text, "`` a`b ``");
}

#[test]
fn a_fence_is_longer_than_any_inside_and_is_repeated_in_a_list() {
    let mut writer = Writer::default();
    writer.push_prefix(Some("- "), "  ");
    writer.code("md", "```\nx\n```", AT, 1, &crate::limits::Watch::none());
    let written = writer.take();
    assert_eq!(written.text, "- ````md\n  ```\n  x\n  ```\n  ````");
    assert_eq!(written.leads[0].open, "  ````md\n");
    assert_eq!(written.seams, [(15, 2), (19, 2)]);
}
