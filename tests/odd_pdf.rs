//! PDF files that break the syntax in one place: no page disappears, and page numbers stay right.
#![cfg(feature = "pdf")]

use sectile::{Document, Format, Limits, Origin, PageBox, Span};

/// What real files have and fuzzers make where a value should be. Each follows a key.
const ODD_TOKENS: [&str; 40] = [
    "--5", "1.2.3", "5-3", "+-1", ".", "-", "+", "..5", "1e5", "1E-5", "0x10", "/a#zz", "/a#", "/",
    "@", "!", "$5", "\\", "\u{e9}", "", "(unclosed", "(un\\", "<41", "<zz>", ">", "]", ")", "{", "}",
    "[1 2", "12345678901234567890", "-99999999999999999999", "R", "1 R", "-1 0 R", "0 0 R", "nul",
    "tru", "5 6 7", "(a) (b)",
];

/// Where the token is put, beside `/Odd` or in an array.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    Catalog,
    Pages,
    FirstInPage,
    InPage,
    LastInPage,
    InArray,
    Resources,
    Font,
    Content,
    Trailer,
}

use Place::{
    Catalog, Content, FirstInPage, Font, InArray, InPage, LastInPage, Pages, Resources, Trailer,
};

/// The objects of a file with three pages, and its trailer's entries.
fn objects(place: Place, token: &str) -> (Vec<String>, String) {
    let odd = |here: Place| match here == place {
        true => format!("/Odd {token} "),
        false => String::new(),
    };
    let mut objects = vec![
        format!("<</Type /Catalog {}/Pages 2 0 R>>", odd(Catalog)),
        format!("<</Type /Pages {}/Count 3 /Kids [6 0 R 7 0 R 8 0 R]>>", odd(Pages)),
        format!("<</Font <</F 4 0 R>> {}/ProcSet [/PDF]>>", odd(Resources)),
        format!("<</Type /Font {}/Subtype /Type1 /BaseFont /Helvetica>>", odd(Font)),
        "<</Producer (none)>>".to_owned(),
    ];
    for number in 1..=3 {
        let here = |at: Place| if number == 2 { odd(at) } else { String::new() };
        let array = if number == 2 && place == InArray { token } else { "" };
        objects.push(format!(
            "<<{}/Type /Page /Parent 2 0 R {}/MediaBox [0 0 600 800] /Contents {} 0 R \
             /Resources 3 0 R /Array [1 2 {array}] /Tabs /S {}>>",
            here(FirstInPage),
            here(InPage),
            number + 8,
            here(LastInPage),
        ));
    }
    for (number, text) in (1..).zip(["one", "two", "three"]) {
        let content = format!("BT /F 12 Tf 50 {} Td (This is {text}) Tj ET", 900 - 200 * number);
        let here = if number == 2 { odd(Content) } else { String::new() };
        let length = content.len();
        objects.push(format!("<<{here}/Length {length}>>\nstream\n{content}\nendstream"));
    }
    (objects, format!("{}/Root 1 0 R /Info 5 0 R", odd(Trailer)))
}

/// The objects, numbered from 1, with a cross-reference table.
fn written(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        table += &format!("{:010} 00000 n \n", bytes.len());
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let (size, start) = (objects.len() + 1, bytes.len());
    bytes.extend(
        format!(
            "xref\n0 {size}\n{table}trailer\n<<{trailer} /Size {size}>>\nstartxref\n{start}\n%%EOF\n"
        )
        .into_bytes(),
    );
    bytes
}

fn read(bytes: &[u8]) -> Document {
    Format::Pdf.read(bytes, &Limits::default()).expect("a document")
}

/// The page on which a piece of the text is.
fn page(document: &Document, piece: &str) -> Option<PageBox> {
    let at = document.text().find(piece)?;
    let span = Span::new(u32::try_from(at).ok()?, u32::try_from(at + piece.len()).ok()?);
    match document.origin(span)? {
        Origin::Pages { pages } => pages.into_iter().next(),
        _ => None,
    }
}

fn number(document: &Document, piece: &str) -> Option<u32> {
    page(document, piece).map(|page| page.number)
}

fn has_warning(document: &Document, part: &str) -> bool {
    let mut warnings = document.warnings().iter();
    warnings.any(|warning| warning.message.contains(part))
}

/// Three pages with right numbers.
fn assert_all_pages(document: &Document, what: &str) {
    for (number_of, text) in (1..).zip(["is one", "is two", "is three"]) {
        let shown = document.text();
        assert_eq!(number(document, text), Some(number_of), "{what}: {shown}");
    }
}

#[test]
fn an_odd_token_in_a_dictionary_loses_no_page() {
    let places = [
        Catalog, Pages, FirstInPage, InPage, LastInPage, InArray, Resources, Font, Content, Trailer,
    ];
    for place in places {
        for token in ODD_TOKENS {
            // In an array this token is what it seems to be: the array's end.
            if place == InArray && token == "]" {
                continue;
            }
            let (objects, trailer) = objects(place, token);
            let document = read(&written(&objects, &trailer));
            assert_all_pages(&document, &format!("{token} in {place:?}"));
        }
    }
}

#[test]
fn odd_tokens_in_two_places_at_once_lose_no_page() {
    for token in ODD_TOKENS {
        let (mut all, _) = objects(Catalog, token);
        let (pages, trailer) = (objects(Pages, token).0, objects(Trailer, token).1);
        all[1].clone_from(&pages[1]);
        let document = read(&written(&all, &trailer));
        assert_all_pages(&document, &format!("{token} in catalog, pages and trailer"));
    }
}

#[test]
fn an_odd_token_in_an_object_stream_loses_no_page() {
    for place in [Catalog, Pages, InPage, LastInPage, Resources, Font] {
        for token in ODD_TOKENS {
            let (objects, _) = objects(place, token);
            let document = read(&compressed(&objects));
            assert_all_pages(&document, &format!("{token} in {place:?}"));
        }
    }
}

/// The first eight objects in an object stream, which a cross-reference stream lists.
fn compressed(objects: &[String]) -> Vec<u8> {
    let (mut index, mut body) = (String::new(), String::new());
    for (number, object) in (1..).zip(&objects[..8]) {
        index += &format!("{number} {} ", body.len());
        body += &format!("{object}\n");
    }
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut entries: Vec<[u8; 4]> = vec![[0, 0, 0, 0]];
    entries.extend((0..8).map(|index| [2, 0, 12, index]));
    let (first, length) = (index.len(), index.len() + body.len());
    let others = objects[8..].iter().cloned().chain([format!(
        "<</Type /ObjStm /N 8 /First {first} /Length {length}>>\nstream\n{index}{body}\nendstream"
    )]);
    let mut add = |number: usize, object: &str| {
        let [.., high, low] = u32::try_from(bytes.len()).expect("a small file").to_be_bytes();
        entries.push([1, high, low, 0]);
        bytes.extend(format!("{number} 0 obj\n").into_bytes());
        bytes.extend(object.as_bytes());
        bytes.extend(b"\nendobj\n");
    };
    for (number, object) in (9..).zip(others) {
        add(number, &object);
    }
    let start = bytes.len();
    let data: Vec<u8> = entries.concat();
    let head = format!(
        "13 0 obj\n<</Type /XRef /W [1 2 1] /Size 13 /Root 1 0 R /Length {}>>\nstream\n",
        data.len()
    );
    bytes.extend(head.into_bytes());
    bytes.extend(data);
    bytes.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").into_bytes());
    bytes
}

#[test]
fn a_key_without_a_value_loses_none_of_its_neighbours() {
    let (objects, trailer) = objects(InPage, "");
    for key in ["/Type", "/Parent", "/MediaBox", "/Contents", "/Resources", "/Array", "/Tabs"] {
        let mut objects = objects.clone();
        objects[6] = objects[6].replace("/Odd  ", "").replacen(key, &format!("/Odd {key}"), 1);
        assert_all_pages(&read(&written(&objects, &trailer)), key);
    }
}

#[test]
fn a_stray_end_of_a_dictionary_does_not_end_the_page() {
    let (mut objects, trailer) = objects(InPage, ">>");
    assert_all_pages(&read(&written(&objects, &trailer)), "a value");
    objects[6] = objects[6].replace("/Odd >>", "/Odd 5>>");
    assert_all_pages(&read(&written(&objects, &trailer)), "after a value");
}

/// The middle page's stream with another length, or other ends of its data.
#[test]
fn a_stream_with_a_wrong_length_keeps_its_content() {
    let (objects, trailer) = objects(InPage, "5");
    let stream = &objects[9];
    let start = stream.find("/Length ").expect("it has a length");
    let end = stream.find(">>").expect("its dictionary ends");
    let lengths = [
        "10 0 R", "--5", "-5", "0", "1", "999999", "1e9", "99999999999999999999", "/a", "(x)",
        "99 0 R", "null", "[41]", "11 0 R",
    ];
    for length in lengths {
        let mut objects = objects.clone();
        objects[9].replace_range(start..end, &format!("/Length {length}"));
        assert_all_pages(&read(&written(&objects, &trailer)), length);
    }
    for (from, to) in [
        ("ET\nendstream", "ET \n \t endstream"),
        ("ET\nendstream", "ETendstream"),
        ("ET\nendstream", "ET   endstream"),
        ("ET\nendstream", "ET\n"),
        (">>\nstream\n", ">>stream\n"),
        (">>\nstream\n", ">>\n stream \r\n"),
        (">>\nstream\n", ">>\nstream\r"),
    ] {
        let mut objects = objects.clone();
        objects[9] = objects[9].replace(from, to);
        assert_all_pages(&read(&written(&objects, &trailer)), &format!("{to:?}"));
    }
}

#[test]
fn an_absurd_box_or_unit_hides_no_text() {
    let (objects, trailer) = objects(InPage, "5");
    for size in [
        "[-2147483648 -2147483648 2147483647 2147483647]",
        "[-1e30 -1e30 1e30 1e30]",
        "[0 0 1e20 1e20]",
        "[0 0 99999999999999999999 99999999999999999999]",
        "[0 0 1 1]",
        "[0 0 0 0]",
        "[0 0 .001 800]",
        "[600 800 0 0]",
        "[0 0 600]",
        "[0 0 /a (b)]",
        "[]",
        "5",
        "--5",
        "[0 0 600 --800]",
        "[0 0 600 8e2]",
    ] {
        let mut objects = objects.clone();
        objects[6] = objects[6].replace("[0 0 600 800]", size);
        let document = read(&written(&objects, &trailer));
        let warned = has_warning(&document, "page 2 ");
        if !warned || number(&document, "is two").is_some() {
            assert_all_pages(&document, size);
        }
    }
    for unit in ["1e20", "1e-20", "0", "-1", "99999999999999999999", "/a", "(x)"] {
        let mut objects = objects.clone();
        objects[6] = objects[6].replace("/Odd 5", &format!("/UserUnit {unit}"));
        assert_all_pages(&read(&written(&objects, &trailer)), unit);
    }
}

#[test]
fn text_outside_of_the_page_is_a_warning_that_names_it() {
    let (mut objects, trailer) = objects(InPage, "5");
    objects[6] = objects[6].replace("[0 0 600 800]", "[5000 5000 5600 5800]");
    let document = read(&written(&objects, &trailer));
    assert!(has_warning(&document, "page 2 has all of its text outside"));
    assert_eq!(number(&document, "is three"), Some(3));
}

#[test]
fn a_font_that_is_missing_loses_no_text() {
    let (objects, trailer) = objects(InPage, "5");
    for font in ["99 0 R", "null", "5", "(x)", "@"] {
        let mut objects = objects.clone();
        objects[2] = format!("<</Font <</F {font}>>>>");
        assert_all_pages(&read(&written(&objects, &trailer)), font);
    }
}

#[test]
fn what_a_page_lacks_is_a_warning_that_names_it() {
    for (content, part) in [
        ("/Nowhere Do", "page 2 draws something that is not in the file"),
        ("BT (x) Tj ET", "page 2 shows text without a font"),
    ] {
        let (mut objects, trailer) = objects(InPage, "5");
        objects[9] = format!("<</Length {}>>\nstream\n{content}\nendstream", content.len());
        assert!(has_warning(&read(&written(&objects, &trailer)), part), "{part}");
    }
}

#[test]
fn a_page_that_cannot_be_read_keeps_its_number_and_label() {
    let labels = "/Type /Catalog /PageLabels <</Nums [0 <</S /r>>]>>";
    for kid in ["99 0 R", "4711 3 R"] {
        let (mut objects, trailer) = objects(InPage, "5");
        objects[0] = objects[0].replace("/Type /Catalog", labels);
        objects[1] = objects[1].replace("7 0 R", kid);
        let document = read(&written(&objects, &trailer));
        assert!(has_warning(&document, "page 2 cannot be read"), "{kid}");
        let third = page(&document, "is three").expect("the third page is there");
        assert_eq!((third.number, third.label.as_deref()), (3, Some("iii")));
    }
}

#[test]
fn pages_of_a_node_that_cannot_be_read_are_counted() {
    let (mut objects, trailer) = objects(InPage, "5");
    objects[1] = "<</Type /Pages /Count 7 /Kids [6 0 R 99 0 R 8 0 R]>>".to_owned();
    let document = read(&written(&objects, &trailer));
    assert!(has_warning(&document, "pages 2 to 6 cannot be read"));
    assert_eq!(number(&document, "is three"), Some(7));
    objects[1] = "<</Type /Pages /Count 2147483647 /Kids [6 0 R 99 0 R 8 0 R]>>".to_owned();
    let document = read(&written(&objects, &trailer));
    assert_eq!(number(&document, "is three"), Some(3), "no file has so many");
    objects[1] = "<</Type /Pages /Count 2 /Kids [6 0 R 99 0 R 8 0 R]>>".to_owned();
    let document = read(&written(&objects, &trailer));
    assert_eq!(number(&document, "is three"), Some(2), "the tree counts no page there");
}

#[test]
fn a_page_that_the_table_misplaces_is_found() {
    let (objects, trailer) = objects(InPage, "5");
    let text = String::from_utf8(written(&objects, &trailer)).expect("ASCII");
    let offset = format!("{:010} 00000 n", text.find("7 0 obj").expect("the page is there"));
    for wrong in ["0000000003 00000 n", "0000009999 00000 n", "0000000000 00000 n"] {
        assert_all_pages(&read(text.replace(&offset, wrong).as_bytes()), wrong);
    }
    let (objects, trailer) = self::objects(InPage, "5");
    let short = String::from_utf8(written(&objects, &trailer)).expect("ASCII");
    assert_all_pages(&read(short.replace("xref\n0 12\n", "xref\n0 7\n").as_bytes()), "cut");
}

#[test]
fn a_page_over_a_limit_keeps_its_number() {
    let (mut objects, trailer) = objects(InPage, "5");
    let content = format!("{} BT /F 9 Tf 9 9 Td (x) Tj ET", "q Q ".repeat(600));
    objects[9] = format!("<</Length {}>>\nstream\n{content}\nendstream", content.len());
    let bytes = written(&objects, &trailer);
    let changes: [fn(&mut Limits); 2] = [
        |limits| limits.page_operators = 1000,
        |limits| limits.stream_bytes = 1000,
    ];
    for change in changes {
        let mut limits = Limits::default();
        change(&mut limits);
        let document = Format::Pdf.read(&bytes, &limits).expect("a document");
        assert!(has_warning(&document, "page 2 has "));
        assert_eq!(number(&document, "is three"), Some(3));
    }
}

#[test]
fn a_page_that_is_in_the_tree_twice_is_read_twice() {
    let (mut objects, trailer) = objects(InPage, "5");
    objects[1] = "<</Type /Pages /Count 4 /Kids [6 0 R 7 0 R 7 0 R 8 0 R]>>".to_owned();
    let document = read(&written(&objects, &trailer));
    assert_eq!(document.text().matches("is two").count(), 2);
    assert_eq!(number(&document, "is three"), Some(4));
}

#[test]
fn numbers_in_content_may_be_odd() {
    for matrix in ["1e0 0 0 1 0 0", "1 0x0 0 1 0 0", "+1 0 0 1.0.0 0 0", "--1 0 0 --1 650 1300", "1 0 0 .1e1 0 0"] {
        let (mut objects, trailer) = objects(InPage, "5");
        let content = format!("{matrix} cm BT /F 12 Tf 50 500 Td (This is two) Tj ET");
        objects[9] = format!("<</Length {}>>\nstream\n{content}\nendstream", content.len());
        assert_all_pages(&read(&written(&objects, &trailer)), matrix);
    }
}
