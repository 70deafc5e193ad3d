//! Objects that outlines, labels, links, destinations and trees of pages share.

use super::file::{File, many, references, stream};
use super::{has_warning, large_string, read};
use std::fmt::Write;

#[test]
fn titles_of_the_outline() {
    let last = 7 + 20_000;
    let mut file = File::new("/Outlines <</First 7 0 R>>", "").object(large_string());
    let item = |number: usize| format!("<</Title 6 0 R /Next {} 0 R>>", number + 1);
    file.objects.extend(many(7, last - 7, item));
    let document = read(&file);
    assert!(has_warning(&document, "20000 titles are longer"));
}

#[test]
fn the_title_of_the_file() {
    let info = format!("<</Title {}>>", large_string());
    let document = read(&File::new("", "").object(info));
    assert!(has_warning(&document, "1 title is longer"));
    assert!(document.title().is_some_and(|title| title.len() <= 4096));
}

#[test]
fn prefixes_of_page_labels() {
    let mut file =
        File::new("/PageLabels <</Nums [0 <</S /D /P 6 0 R>>]>>", "").object(large_string());
    let page = |_| {
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>".to_owned()
    };
    file.objects.extend(many(7, 1000, page));
    let file = file.set(
        2,
        format!(
            "<</Type /Pages /Kids [{}] /Count 1000>>",
            references(7, 1000)
        ),
    );
    assert!(has_warning(&read(&file), "1000 page labels are longer"));
}

#[test]
fn addresses_and_names_of_links() {
    for target in [
        "/A <</S /URI /URI 6 0 R>>",
        "/Dest 6 0 R",
        "/A <</S /GoTo /D 6 0 R>>",
    ] {
        let mut file = File::new("", "/Annots 7 0 R").object(large_string());
        let link = format!("<</Subtype /Link /Rect [50 690 80 720] {target}>> ");
        file.objects.push(format!("[{}]", link.repeat(9000)));
        let document = read(&file);
        let is_uri = target.contains("URI");
        assert_eq!(
            has_warning(&document, "page 1 has longer or more links"),
            is_uri
        );
    }
}

#[test]
fn a_link_over_every_other_word() {
    let mut file = File::new("", "/Annots 6 0 R");
    let mut links = String::new();
    let mut words = String::from("BT /F 4 Tf ");
    for number in 0..500 {
        let (x, y) = (50 + 10 * (number % 50), 700 - 10 * (number / 50));
        write!(words, "1 0 0 1 {x} {y} Tm (ab) Tj ").expect("a string takes all");
        if number % 2 == 0 {
            let (right, top) = (x + 6, y + 4);
            write!(
                links,
                "<</Subtype /Link /Rect [{x} {y} {right} {top}] /A <</S /URI /URI (b)>>>>"
            )
            .expect("a string takes all");
        }
    }
    let address = "a".repeat(16_000);
    write!(
        links,
        "<</Subtype /Link /Rect [0 0 600 800] /A <</S /URI /URI ({address})>>>>"
    )
    .expect("a string takes all");
    file.objects.push(format!("[{links}]"));
    let document = read(&file.set(4, stream(&(words + "ET"))));
    assert!(has_warning(
        &document,
        "addresses of links are longer together"
    ));
}

#[test]
fn names_of_destinations() {
    let pairs = "6 0 R [3 0 R /Fit] ".repeat(50_000);
    let names = format!("/Names <</Dests <</Names [{pairs}]>>>>");
    read(&File::new(&names, "").object(large_string()));
}

#[test]
fn annotations_of_many_pages() {
    let mut file =
        File::new("", "").object("<</Subtype /Link /Rect [0 0 9 9] /Dest [3 0 R /Fit]>>");
    file.objects.push(format!("[{}]", "6 0 R ".repeat(10_000)));
    let page = |_| "<</Type /Page /Parent 2 0 R /Annots 7 0 R>>".to_owned();
    file.objects.extend(many(8, 5000, page));
    read(&file.set(
        2,
        format!(
            "<</Type /Pages /Kids [{}] /Count 5000>>",
            references(8, 5000)
        ),
    ));
}

#[test]
fn kids_of_page_trees_and_name_trees() {
    let catalog = "/PageLabels 6 0 R /Names <</Dests 6 0 R>> /Outlines <</First 6 0 R>>";
    let count = 3000;
    let mut file = File::new(catalog, "").object("<</Kids 7 0 R /Names 7 0 R /Nums 7 0 R>>");
    file.objects
        .push(format!("[3 0 R {}]", references(8, count)));
    let node = |_| "<</Type /Pages /Kids 7 0 R /Names 7 0 R /Nums 7 0 R>>".to_owned();
    file.objects.extend(many(8, count, node));
    let document = read(&file.set(2, "<</Type /Pages /Kids 7 0 R>>"));
    assert!(document.text().contains("tea"));
}
