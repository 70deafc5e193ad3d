//! Captions of tables, figures and listings.

use super::block::{LayoutBlock, TagRole};
use crate::lexicon::caption;
use crate::reader::pdf::layout::lines::Context;
use crate::reader::pdf::layout::place::Em;

/// A caption below this many sizes of the running text is set apart by its size.
const MAX_CAPTION_SIZE: Em = Em(0.97);
/// Makes captions of the paragraphs that begin with the label of a table or figure.
///
/// Paragraphs that are tagged as headings stay headings: a report may tag "Table 3:
/// Prices" as a heading on purpose, to list it in its bookmarks. A paragraph that is
/// smaller, bolder or more slanted than the running text needs no sign after its label:
/// "Figure 4 Tea by region" in small type would otherwise be text.
pub(crate) fn mark(blocks: &mut [LayoutBlock], context: &Context<'_>) {
    for block in blocks {
        if let LayoutBlock::Paragraph(paragraph) = block
            // The tags of the author outrank the form of the text.
            && !matches!(paragraph.role, Some(TagRole::Heading(_)))
            && let Some(line) = paragraph.lines.first()
        {
            let (text, style) = (line.text(context.words), paragraph.style());
            // The style is that of all lines: a bold label alone sets no paragraph apart.
            let is_distinct = context.body.is_smaller(paragraph.size(), MAX_CAPTION_SIZE)
                || context.body.is_bolder(style)
                || context.body.is_slanted(style);
            if begins_caption(&text, is_distinct) {
                *block = LayoutBlock::Caption(std::mem::take(paragraph));
            }
        }
    }
}

/// Returns whether a paragraph begins as a caption: `Table 3.`, `Fig. 2: Tea`,
/// `[그림 4-5]`.
///
/// The label is enough if a sign sets it off or if nothing follows it. Otherwise the
/// paragraph must be distinct: `is_distinct` is true for text that is set unlike the
/// running text. "Figure 4 shows the prices" begins an ordinary paragraph, but "Figure 4
/// Tea by region" in small type is a caption. Without that test the sentence would be a
/// caption, or the caption a sentence.
fn begins_caption(text: &str, is_distinct: bool) -> bool {
    let label = caption::label(text);
    label.is_some_and(|label| label.is_set_off || label.is_whole || is_distinct)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_about_a_figure_is_not_a_caption() {
        assert!(begins_caption("Figure 3: Tea by region", false));
        assert!(begins_caption("Tab. 2.1. Prices", false));
        assert!(begins_caption("Figure 3 Tea by region", true));
        assert!(!begins_caption("Figure 3 shows tea by region", false));
        assert!(!begins_caption("Tables are laid", true));
        assert!(begins_caption("TABLE IV Tea by region", true));
        assert!(begins_caption("[그림 4-5] 8대 보안기술", false));
        assert!(begins_caption("<표 1> 현황", false));
        assert!(begins_caption("表 7.5 停车区用地指标", true));
        assert!(begins_caption("図1：構成", false));
        assert!(!begins_caption("表の見方 1", true));
        assert!(!begins_caption("图书馆", true));
    }
}
