//! Captions of tables, figures and listings.

use super::block::{LayoutBlock, TagRole};
use crate::reader::pdf::layout::lines::Context;
use crate::reader::pdf::layout::place::Em;

/// A caption below this many sizes of the running text is set apart by its size.
const MAX_CAPTION_SIZE: Em = Em(0.97);
/// A Roman number has fewer letters: `XVIII` has five, and longer words in capitals are
/// none.
const MAX_ROMAN_LETTERS: usize = 6;
/// The number of a caption is shorter, in bytes: `A.12-b` is one, `1998-2004` is a
/// period.
const MAX_NUMBER_LENGTH: usize = 8;

/// Words that begin a caption, in small letters and without their full stop.
const NAMES: [&str; 49] = [
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
    "box",
    "photo",
    "graph",
    "map",
    "diagram",
    "illustration",
    "abbildung",
    "abb",
    "tabelle",
    "tableau",
    "graphique",
    "figura",
    "tabla",
    "cuadro",
    "gráfico",
    "tabela",
    "quadro",
    "tabella",
    "figuur",
    "tabel",
    "figur",
    "tabell",
    "kuva",
    "taulukko",
    "obr",
    "obrázek",
    "tabulka",
    "rysunek",
    "rys",
    "gambar",
    "şekil",
    "tablo",
    "hình",
    "bảng",
    "рис",
    "рисунок",
    "таблица",
    "табл",
    "εικόνα",
];

/// Words that precede their number without a space or with one, and may be in brackets.
const EAST_ASIAN: [&str; 10] = [
    "그림", "표", "사진", "도표", "图", "表", "圖", "図", "写真", "附表",
];

/// Makes captions of the paragraphs that begin as one, unless they are tagged as
/// headings.
pub(crate) fn mark(blocks: &mut [LayoutBlock], context: &Context<'_>) {
    // A report may tag "Table 3: Prices" as a heading on purpose, to list it in its
    // bookmarks.
    for block in blocks {
        if let LayoutBlock::Paragraph(paragraph) = block
            && !matches!(paragraph.role, Some(TagRole::Heading(_)))
            && let Some(line) = paragraph.lines.first()
        {
            let (text, style) = (line.text(context.words), paragraph.style());
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
fn begins_caption(text: &str, is_distinct: bool) -> bool {
    // `is_distinct` is true for text that is set unlike the running text. "Figure 4 shows
    // the prices" begins an ordinary paragraph, but "Figure 4 Tea by region" in small
    // type is a caption.
    let Some((number, rest)) = split_number(text) else {
        return false;
    };
    let core = number.trim_end_matches([':', '.', '|', '：', ']', ')', '>', '】', '〉']);
    let is_roman = core.len() < MAX_ROMAN_LETTERS && core.chars().all(|c| "IVX".contains(c));
    // "Tables are laid" begins with a name, but no number follows.
    let is_number = (is_roman || core.chars().any(|c| c.is_ascii_digit()))
        && core.len() < MAX_NUMBER_LENGTH
        && (core.chars()).all(|c| c.is_ascii_alphanumeric() || ".-()".contains(c));
    // A sign after the number sets it off: "Figure 3:", "Table 2 – Prices", or nothing at
    // all.
    let next = rest.split_whitespace().next();
    let is_set_off = core.len() < number.len()
        || next.is_none_or(|next| ["|", "–", "—", "-", ":", "："].contains(&next));
    is_number && !core.is_empty() && (is_set_off || is_distinct)
}

/// Returns the number that follows the name of a caption, and the text after it.
fn split_number(text: &str) -> Option<(&str, &str)> {
    let inner = text
        .trim_start_matches(['[', '(', '<', '【', '〈'])
        .trim_start();
    // "図1：構成" and "<표 1> 현황": no space need separate name, number and text.
    if let Some(rest) = EAST_ASIAN.iter().find_map(|name| inner.strip_prefix(name)) {
        let rest = rest.trim_start();
        let is_of_number = |c: char| c.is_ascii_alphanumeric() || ".-:：]>】〉".contains(c);
        let end = rest.find(|c| !is_of_number(c)).unwrap_or(rest.len());
        return Some(rest.split_at(end));
    }
    // "Tabular 3" begins with "Tab" but is another word: the whole word must be a name.
    let (name, rest) = inner.split_once(char::is_whitespace)?;
    let name = name.trim_end_matches('.').to_lowercase();
    if !NAMES.contains(&name.as_str()) {
        return None;
    }
    let rest = rest.trim_start();
    Some(rest.split_once(char::is_whitespace).unwrap_or((rest, "")))
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
        assert!(begins_caption("TABLE IV Tea by region", true));
        assert!(begins_caption("[그림 4-5] 8대 보안기술", false));
        assert!(begins_caption("<표 1> 현황", false));
        assert!(begins_caption("表 7.5 停车区用地指标", true));
        assert!(begins_caption("図1：構成", false));
        assert!(!begins_caption("表の見方 1", true));
        assert!(!begins_caption("图书馆", true));
    }
}
