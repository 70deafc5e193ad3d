//! Captions of tables, figures and listings.

use super::block::{Block, Role};
use super::measure::Usual;
use super::word::Words;

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

/// Names that stand before their number with no space or one, in brackets perhaps.
const EAST_ASIAN: [&str; 10] = [
    "그림", "표", "사진", "도표", "图", "表", "圖", "図", "写真", "附表",
];

/// Makes captions of the paragraphs that begin as one, unless they are tagged as headings.
pub(super) fn mark(blocks: &mut [Block], words: &Words, usual: &Usual) {
    for block in blocks {
        if let Block::Paragraph(paragraph) = block
            && !matches!(paragraph.role, Some(Role::Heading(_)))
            && let Some(line) = paragraph.lines.first()
        {
            let (text, style) = (line.text(words), paragraph.style());
            let is_distinct = paragraph.size() < 0.97 * usual.size
                || style.bold && !usual.style.bold
                || style.italic && !usual.style.italic;
            if begins_caption(&text, is_distinct) {
                *block = Block::Caption(std::mem::take(paragraph));
            }
        }
    }
}

/// `Table 3.`, `Fig. 2: ...`, `[그림 4-5] ...`; `Figure 4 shows` is a caption only if it looks unlike the text.
fn begins_caption(text: &str, is_distinct: bool) -> bool {
    let Some((number, rest)) = numbered(text) else {
        return false;
    };
    let core = number.trim_end_matches([':', '.', '|', '：', ']', ')', '>', '】', '〉']);
    let is_roman = core.len() < 6 && core.chars().all(|c| "IVX".contains(c));
    let is_number = (is_roman || core.chars().any(|c| c.is_ascii_digit()))
        && core.len() < 8
        && (core.chars()).all(|c| c.is_ascii_alphanumeric() || ".-()".contains(c));
    let next = rest.split_whitespace().next();
    let is_set_off = core.len() < number.len()
        || next.is_none_or(|next| ["|", "–", "—", "-", ":", "："].contains(&next));
    is_number && !core.is_empty() && (is_set_off || is_distinct)
}

/// What stands behind the name of a caption: its number, what else there is.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let inner = text
        .trim_start_matches(['[', '(', '<', '【', '〈'])
        .trim_start();
    if let Some(rest) = EAST_ASIAN.iter().find_map(|name| inner.strip_prefix(name)) {
        let rest = rest.trim_start();
        let is_of_number = |c: char| c.is_ascii_alphanumeric() || ".-:：]>】〉".contains(c);
        let end = rest.find(|c| !is_of_number(c)).unwrap_or(rest.len());
        return Some(rest.split_at(end));
    }
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
