//! Writes PDF files by the contents of their pages.

use super::three_pages::written;

/// Returns a file with a page for each content. Its fonts are `F`, Helvetica, and `X`, whose
/// letters A to D have no text.
pub(crate) fn file(contents: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len())
        .map(|nth| format!("{} 0 R", 3 + 2 * nth))
        .collect();
    let mut objects = vec![
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type /Pages /Kids [{}] /Count {}>>",
            kids.join(" "),
            contents.len()
        ),
    ];
    for content in contents {
        objects.push(format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents {} 0 R /Resources \
             <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> \
             /X <</Type /Font /Subtype /Type1 /BaseFont /Helvetica \
             /FirstChar 65 /LastChar 68 /Widths [600 600 600 600] \
             /Encoding <</Differences [65 /g1 /g2 /g3 /g4]>>>>>>>>>>",
            objects.len() + 2
        ));
        objects.push(format!(
            "<</Length {}>>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    written(&objects, "/Root 1 0 R")
}
