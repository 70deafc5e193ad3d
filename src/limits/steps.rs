//! Counts the steps of loops in tests, so that they can be compared with the size of the
//! input. Other builds count nothing.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

#[cfg(all(test, feature = "html", feature = "markdown", feature = "tiktoken"))]
#[path = "../../tests/common/shapes/mod.rs"]
mod shapes;

/// Counts a step of a loop.
#[inline]
pub(crate) fn step() {
    steps(1);
}

/// Counts several steps of a loop, each as short as that of any other.
#[inline]
#[cfg_attr(not(test), allow(unused_variables))] // nothing is counted
pub(crate) fn steps(count: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + count as u64);
}

#[cfg(all(test, feature = "html", feature = "markdown", feature = "tiktoken"))]
mod tests {
    use super::{STEPS, shapes};
    use crate::{Chunker, FixedSizeChunker, Format, Limits, StructuralChunker};
    use shapes::{Shape, html, markdown, shapes};

    /// The sizes of each shape, in bytes.
    const SIZES: [usize; 2] = [16 * 1024, 64 * 1024];

    /// One shape in this many is tested; `SECTILE_SHAPES=all` tests each.
    const STEP: usize = 3;

    /// The steps for each byte of a document without a comparison of sizes. Ordinary text
    /// takes less than one. A chunk of 205 small atoms tries each of them as its start,
    /// one with more searches for the best, and the size decides which: the numbers in
    /// `## Part 1000` are longer than those in `## Part 1`.
    const STEPS_PER_BYTE: u64 = 8;

    /// Returns true if the steps for the larger size are more than four times those for
    /// the smaller one, plus a tenth for each doubling.
    fn grows(small: u64, large: u64) -> bool {
        large > small * 484 / 100 + STEPS_PER_BYTE * SIZES[1] as u64
    }

    fn taken(format: Format, source: &str) -> u64 {
        let before = STEPS.get();
        let document = format
            .read(source.as_bytes(), &Limits::default())
            .expect("it is read");
        StructuralChunker::default().chunks(&document).count();
        FixedSizeChunker::default().chunks(&document).count();
        STEPS.get() - before
    }

    #[test]
    fn attributes_of_open_tags_are_read_a_few_times() {
        let open = "<h2s are the last ones\n\n".repeat(1_000);
        let source = format!("<p hidden>Tea</p>\n\n{open}>\n");
        let steps = taken(Format::Markdown, &source);
        assert!(steps < STEPS_PER_BYTE * source.len() as u64, "{steps}");
    }

    #[test]
    fn a_title_is_compared_with_headings_as_far_as_they_are_equal() {
        let title = "x".repeat(10_000);
        let sections = "# Tea\n\nMilk.\n\n".repeat(1_000);
        let source = format!("---\ntitle: {title}\n---\n\n{sections}");
        let steps = taken(Format::Markdown, &source);
        assert!(steps < STEPS_PER_BYTE * source.len() as u64, "{steps}");
    }

    #[test]
    fn panels_around_lists_of_tabs_are_searched_once() {
        let list = "<div role=tablist><a role=tab href=#none>Tea</a></div>\n";
        let source = list.repeat(1_000);
        let steps = taken(Format::Html, &source);
        assert!(steps < STEPS_PER_BYTE * source.len() as u64, "{steps}");
    }

    fn check(format: Format, shapes: &[Shape]) {
        let step = if std::env::var_os("SECTILE_SHAPES").is_some() {
            1
        } else {
            STEP
        };
        let tested: Vec<&Shape> = shapes.iter().step_by(step).collect();
        assert!(tested.len() >= 120);
        let faults = tested.into_iter().filter_map(|shape| {
            let [small, large] = SIZES.map(|bytes| taken(format, &shape.document(bytes)));
            grows(small, large).then(|| format!("{}: {small}, {large} steps", shape.name()))
        });
        let faults: Vec<String> = faults.collect();
        assert!(
            faults.is_empty(),
            "{} faults\n{}",
            faults.len(),
            faults.join("\n")
        );
    }

    #[test]
    fn steps_for_markdown_of_every_shape_are_linear() {
        check(Format::Markdown, &shapes(markdown::CONSTRUCTS));
    }

    #[test]
    fn steps_for_html_of_every_shape_are_linear() {
        check(Format::Html, &shapes(html::CONSTRUCTS));
    }
}
