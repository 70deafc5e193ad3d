//! Objects that the elements of the structure tree share.

use super::file::{File, many, references};
use super::{LARGE, large_string, read};

#[test]
fn texts_of_elements() {
    let tree = "/StructTreeRoot <</K [7 0 R] /RoleMap <</R 9 0 R>>>> /MarkInfo <</Marked true>>";
    let element = "<</S /R /Alt 6 0 R /ActualText 6 0 R>> ".repeat(5000);
    let role = format!("/{}", "R".repeat(LARGE));
    let file = File::new(tree, "").object(large_string());
    read(
        &file
            .object("<</S /Document /K 8 0 R>>")
            .object(format!("[{element}]"))
            .object(role),
    );
}

#[test]
fn kids_of_elements() {
    let mut file = File::new("/StructTreeRoot <</K 6 0 R>>", "");
    file.objects.push(format!("[{}]", references(8, 3000)));
    file.objects.push(format!("[{}]", "1 ".repeat(300_000)));
    file.objects
        .extend(many(8, 3000, |_| "<</S /P /Pg 3 0 R /K 7 0 R>>".to_owned()));
    read(&file);
}

#[test]
fn texts_of_tagged_elements() {
    for (key, role) in [
        ("Alt", "Figure"),
        ("ActualText", "Figure"),
        ("ActualText", "P"),
    ] {
        let long = format!("({})", "steam ".repeat(LARGE / 6));
        let short = format!("({})", "steam ".repeat(2500));
        for text in [long, short] {
            let element = format!("<</S /{role} /Pg 3 0 R /{key} 6 0 R>>");
            let kids = element.repeat(30_000);
            let file = File::new("/StructTreeRoot 7 0 R", "")
                .object(text)
                .object(format!("<</Type /StructTreeRoot /K [{kids}]>>"));
            assert!(read(&file).text().contains("tea"));
        }
    }
}
