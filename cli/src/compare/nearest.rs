//! Finds the document that a misspelt name means.

use std::cmp::Reverse;

/// The largest share of the letters of two names that may differ, without the extension,
/// which most documents share. `gone.md` is no misspelling of `guide.md`, from which it
/// differs in three of five.
const MAX_DIFFERENT: f64 = 0.4;

/// Returns the name among `names` that is most like `wanted`: with the same file name, or
/// else with the fewest edits.
pub(crate) fn nearest<'n>(
    wanted: &str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> Option<&'n str> {
    let file = |name: &str| {
        name.rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_lowercase()
    };
    let edits = |name: &&str| strsim::levenshtein(&wanted.to_lowercase(), &name.to_lowercase());
    let of_that_file = names.clone().filter(|name| file(name) == file(wanted));
    // "docs/guide.md" means "guide.md", however long the folders are.
    of_that_file.min_by_key(edits).or_else(|| {
        let name = names.min_by_key(|name| (edits(name), Reverse(name.len())))?;
        let letters = letters(wanted).max(letters(name));
        #[allow(clippy::cast_precision_loss)] // lengths of names
        let different = edits(&name) as f64 / letters.max(1) as f64;
        (different <= MAX_DIFFERENT).then_some(name)
    })
}

/// Returns the number of letters of a name without its extension.
fn letters(name: &str) -> usize {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_means_the_nearest() {
        let names = ["guide.md", "ops/runbook.html", "tea.md"];
        let nearest = |wanted| nearest(wanted, names.iter().copied());
        assert_eq!(nearest("docs/guide.md"), Some("guide.md"));
        assert_eq!(nearest("Guide.MD"), Some("guide.md"));
        assert_eq!(nearest("ops/runbok.html"), Some("ops/runbook.html"));
        assert_eq!(nearest("gone.md"), None);
    }
}
