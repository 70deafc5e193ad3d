//! Captions of tables, figures and listings.

use super::block::Block;
use super::flow::Context;

const NAMES: [&str; 22] = [
    "figure",
    "fig",
    "table",
    "tab",
    "listing",
    "algorithm",
    "chart",
    "plate",
    "scheme",
    "exhibit",
    "abbildung",
    "abb",
    "tabelle",
    "tableau",
    "figura",
    "tabla",
    "tabela",
    "tabella",
    "рис",
    "рисунок",
    "таблица",
    "box",
];

/// Makes captions of the paragraphs that begin as one.
pub(super) fn mark(blocks: &mut [Block], context: &Context<'_>) {
    for block in blocks {
        if let Block::Paragraph(paragraph) = block {
            let text = paragraph.lines[0].text(context.words);
            let is_small = paragraph.size() < 0.97 * context.usual.size;
            if begins_caption(&text, is_small) {
                *block = Block::Caption(std::mem::take(paragraph));
            }
        }
    }
}

/// `Table 3.`, `Fig. 2: ...`; `Figure 4 shows` is a caption only in a smaller type.
fn begins_caption(text: &str, is_small: bool) -> bool {
    let mut words = text.split_whitespace();
    let (Some(name), Some(number)) = (words.next(), words.next()) else {
        return false;
    };
    let name = name.trim_end_matches('.').to_lowercase();
    let core = number.trim_end_matches([':', '.', '|']);
    let is_number = core.chars().any(|c| c.is_ascii_digit())
        && core.len() < 8
        && core
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-()".contains(c));
    if !NAMES.contains(&name.as_str()) || !is_number {
        return false;
    }
    let next = words.next();
    let is_set_off = core.len() < number.len()
        || next.is_none_or(|next| ["|", "–", "—", "-", ":"].contains(&next));
    is_set_off || is_small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_about_a_figure_is_no_caption() {
        assert!(begins_caption("Figure 3: Tea by region", false));
        assert!(begins_caption("Tab. 2.1. Prices", false));
        assert!(begins_caption("Figure 3 Tea by region", true));
        assert!(!begins_caption("Figure 3 shows tea by region", false));
        assert!(!begins_caption("Tables are laid", true));
    }
}
