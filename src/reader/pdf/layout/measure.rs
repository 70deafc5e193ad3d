//! What is usual in a document: the size and look of its running text, and how far its lines are apart.

use super::line::{Line, Style};
use std::collections::BTreeMap;

/// What most of a document's text looks like.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Usual {
    /// The size of most of the text.
    pub(in super::super) size: f32,
    pub(in super::super) style: Style,
    /// The size of most of the code.
    pub(in super::super) code_size: f32,
    /// The distance of baselines within paragraphs, for each size in half points.
    leading: BTreeMap<i32, f32>,
    /// All the same font as code has: a typescript.
    pub(in super::super) is_typescript: bool,
}

impl Usual {
    pub(in super::super) fn of<'l>(lines: impl Iterator<Item = &'l Line> + Clone) -> Self {
        let mut chars: BTreeMap<(i32, u16), (u32, Style)> = BTreeMap::new();
        let (mut total, mut monospace) = (0_u32, 0_u32);
        let mut code: BTreeMap<i32, u32> = BTreeMap::new();
        for line in lines.clone() {
            let of_look = chars
                .entry((half_points(line.size), line.style.font))
                .or_default();
            of_look.0 = of_look.0.saturating_add(line.chars);
            if line.style.bold == of_look.1.bold || of_look.0 == line.chars {
                of_look.1 = line.style;
            }
            total = total.saturating_add(line.chars);
            if line.style.monospace {
                *code.entry(half_points(line.size)).or_default() += line.chars;
            }
            monospace = monospace.saturating_add(u32::from(line.style.monospace) * line.chars);
        }
        // Where there is more code than text, the text is what headings are told from.
        let is_code = |style: Style| style.monospace && monospace < total - total / 12;
        chars.retain(|_, (_, style)| !is_code(*style));
        let mut sizes: BTreeMap<i32, u32> = BTreeMap::new();
        for ((size, _), (count, _)) in &chars {
            *sizes.entry(*size).or_default() += count;
        }
        // In a few lines there may be more headings than text: the text is the smallest that is not bold.
        let few = sizes.values().sum::<u32>() < 400;
        let plain = (chars.iter()).filter(|(_, (count, style))| !style.bold && *count > 12);
        let smallest = plain.map(|((size, _), _)| *size).min().filter(|_| few);
        let frequent = || most(sizes.iter().map(|(size, count)| (*size, *count)));
        let size = smallest.or_else(frequent).unwrap_or(20);
        let looks = chars.iter().filter(|((of, _), _)| *of == size);
        let style = looks.max_by_key(|(_, (count, _))| *count);
        Self {
            size: points(size),
            code_size: points(most(code.into_iter()).unwrap_or(0)),
            style: style.map(|(_, (_, style))| *style).unwrap_or_default(),
            leading: leading(lines),
            is_typescript: u64::from(monospace) * 10 > u64::from(total) * 9,
        }
    }

    /// How far apart the baselines of one paragraph's lines may be.
    pub(in super::super) fn max_leading(&self, size: f32) -> f32 {
        let usual = self.leading.get(&half_points(size)).copied();
        let usual = usual.filter(|usual| *usual < 2.6 * size);
        usual
            .map_or(1.42 * size, |usual| usual * 1.12 + 0.3)
            .max(1.1 * size)
    }
}

/// The most frequent; the smaller one of equals.
fn most(counts: impl Iterator<Item = (i32, u32)>) -> Option<i32> {
    let mut best: Option<(i32, u32)> = None;
    for (value, count) in counts {
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((value, count));
        }
    }
    best.map(|(value, _)| value)
}

#[allow(clippy::cast_possible_truncation)] // `as` saturates
pub(in super::super) fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

#[allow(clippy::cast_precision_loss)] // sizes are small numbers
fn points(half_points: i32) -> f32 {
    half_points as f32 / 2.0
}

/// The usual distance of a line and the next one of its column that is as large and cut short by nothing but the margin.
fn leading<'l>(lines: impl Iterator<Item = &'l Line>) -> BTreeMap<i32, f32> {
    let mut distances: BTreeMap<i32, BTreeMap<i32, u32>> = BTreeMap::new();
    let mut last: Option<&Line> = None;
    for line in lines {
        if let Some(above) = last
            && above.page == line.page
            && above.margins == line.margins
            && (above.size - line.size).abs() < 0.3
            && above.chars > 20
            && !above.ends_early(line)
            && line.y > above.y
        {
            #[allow(clippy::cast_possible_truncation)] // `as` saturates
            let distance = ((line.y - above.y) * 5.0).round() as i32;
            *(distances.entry(half_points(line.size)).or_default())
                .entry(distance)
                .or_default() += 1;
        }
        last = Some(line);
    }
    let usual = |(size, counts): (i32, BTreeMap<i32, u32>)| {
        let most = most(counts.into_iter())?;
        #[allow(clippy::cast_precision_loss)] // distances are small numbers
        Some((size, most as f32 / 5.0))
    };
    distances.into_iter().filter_map(usual).collect()
}
