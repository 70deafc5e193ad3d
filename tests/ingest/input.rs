//! The choice of the files that are read, their formats, and the reports on the others.

use super::{Folder, assert_refused, chunks, code, documents, ingest, shell, text};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

#[test]
fn a_path_that_does_not_exist_is_reported() {
    let folder = Folder::new("missing");
    folder.file("tea.md", "# Tea\n");
    let output = ingest(&folder, &["tea.md", "gone.md"]);
    assert_eq!(code(&output), Some(0), "one was read");
    assert!(text(&output.stderr).contains("error: gone.md: no such file or folder\n"));
    assert!(text(&output.stderr).contains(", 1 failure, "));
    assert_eq!(documents(&output), ["tea.md"]);
    let strict = ingest(&folder, &["tea.md", "gone.md", "--strict"]);
    assert_refused(&strict, 2, &["gone.md: no such file"]);
    assert!(strict.stdout.is_empty());
    symlink("gone.md", folder.path("dangling.md")).expect("a link can be made");
    let output = ingest(&folder, &["dangling.md"]);
    assert_refused(&output, 2, &["dangling.md: no such file or folder"]);
}

#[test]
fn a_folder_without_documents_is_an_error_with_the_reason() {
    let folder = Folder::new("nothing");
    fs::create_dir(folder.path("empty")).expect("a folder can be made");
    folder.file("pictures/a.jpg", "x");
    folder.file("pictures/b.jpg", "x");
    folder.file("pictures/LICENSE", "x");
    folder.file("ignored/.gitignore", "*.md\n");
    folder.file("ignored/a.md", "x");
    let output = ingest(&folder, &["empty"]);
    assert_refused(&output, 2, &["no document in empty"]);
    let output = ingest(&folder, &["pictures"]);
    let words = ["no document in pictures: 3 skipped (2 .jpg, 1 without extension)"];
    assert_refused(&output, 2, &words);
    let output = ingest(&folder, &["ignored"]);
    assert_refused(&output, 2, &["no document in ignored", ".gitignore"]);
}

#[test]
fn files_that_are_not_regular_are_skipped_and_named() {
    let folder = Folder::new("special");
    folder.file("docs/tea.md", "# Tea\n");
    let made = shell(&folder, "mkfifo docs/pipe.md docs/pipe");
    assert_eq!(code(&made), Some(0));
    let _socket = UnixListener::bind(folder.path("docs/s.md")).expect("a socket can be made");
    symlink("/dev/zero", folder.path("docs/zero.md")).expect("a link can be made");
    for arguments in [&["docs"][..], &["docs", "--as", "md"]] {
        let output = ingest(&folder, arguments);
        assert_eq!(code(&output), Some(0));
        assert_eq!(documents(&output), ["tea.md"]);
        let messages = text(&output.stderr);
        for message in [
            "warning: docs/pipe.md: skipped, a FIFO\n",
            "warning: docs/pipe: skipped, a FIFO\n",
            "warning: docs/s.md: skipped, a socket\n",
            "warning: docs/zero.md: skipped, a device\n",
            " 4 skipped (2 FIFO, 1 device, 1 socket)\n",
        ] {
            assert!(messages.contains(message), "{message} is not in {messages}");
        }
    }
    let output = ingest(&folder, &["docs/pipe.md"]);
    assert_refused(
        &output,
        2,
        &["no document in docs/pipe.md: 1 skipped (1 FIFO)"],
    );
}

#[test]
fn descriptors_of_the_caller_are_read_as_standard_input_is() {
    let folder = Folder::new("descriptors");
    let output = shell(&folder, "printf '# Tea\\n' | ingest /dev/stdin");
    assert_eq!(
        chunks(&output)[0].breadcrumb(),
        "Tea",
        "{}",
        text(&output.stderr)
    );
    let output = shell(
        &folder,
        "printf '<h1>Tea</h1>' | { ingest /dev/fd/3 3<&0; }",
    );
    assert_eq!(
        chunks(&output)[0].breadcrumb(),
        "Tea",
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_file_that_is_too_large_is_refused_without_being_read() {
    let folder = Folder::new("large");
    let file = File::create(folder.path("a.md")).expect("a file can be made");
    file.set_len(3 << 30).expect("it has no blocks on the disk");
    let output = ingest(&folder, &["a.md"]);
    let words = ["a.md: the file has 3221225472 bytes, but at most 1073741824 are allowed"];
    assert_refused(&output, 1, &words);
}

#[test]
fn names_that_differ_only_in_bytes_that_are_not_utf8_are_two_documents() {
    let folder = Folder::new("names");
    for name in [
        &b"caf\xe9.md"[..],
        b"caf\xe8.md",
        "caf\u{fffd}.md".as_bytes(),
    ] {
        folder.file(OsStr::from_bytes(name), "# Tea\n");
    }
    folder.file("café.md", "# Tea\n");
    let output = ingest(&folder, &["."]);
    assert!(
        text(&output.stderr).starts_with("4 files, "),
        "{}",
        text(&output.stderr)
    );
    let mut names = documents(&output);
    names.sort();
    names.dedup();
    let expected = ["café.md", "caf�E8.md", "caf�E9.md", "caf�EF�BF�BD.md"];
    assert_eq!(names, expected);
}

#[test]
fn a_link_to_a_folder_is_followed_if_it_is_the_argument() {
    let folder = Folder::new("linked-folder");
    folder.file("docs/tea.md", "# Tea\n");
    symlink("docs", folder.path("link")).expect("a link can be made");
    symlink("..", folder.path("docs/up.md")).expect("a link can be made");
    for argument in ["link", "link/", "docs"] {
        let output = ingest(&folder, &[argument, "--verbose"]);
        assert_eq!(code(&output), Some(0));
        assert_eq!(documents(&output), ["tea.md"]);
        let messages = text(&output.stderr);
        assert!(!messages.contains("error"), "{messages}");
        assert!(
            messages.contains("up.md: skipped, link to a folder"),
            "{messages}"
        );
    }
}

#[test]
fn mail_and_web_archives_are_refused_by_name() {
    let folder = Folder::new("mail");
    let mail = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<h1>=20</h1>";
    for name in ["tea.eml", "tea.mhtml", "tea.html"] {
        folder.file(name, mail);
        assert_refused(&ingest(&folder, &[name]), 1, &[name, ".mhtml", "not read"]);
    }
    for name in ["tea.docx", "TEA.XLSX"] {
        folder.file(name, "PK\u{3}\u{4}");
        let expected = ["office documents", "save it as PDF or HTML"];
        assert_refused(&ingest(&folder, &[name]), 1, &expected);
    }
}

#[test]
fn binary_content_is_rejected_whatever_its_name_implies() {
    let folder = Folder::new("binary");
    folder.file("photo", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.file("photo.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.file("paper.pdf", "%PDF-1.4\n%%EOF\n");
    folder.file("tea.md", "# Tea\n");
    for (arguments, word) in [
        (
            &["photo", "--as", "md"][..],
            "the content is binary, not Markdown",
        ),
        (
            &["photo", "--as", "html"],
            "the content is binary, not HTML",
        ),
        (
            &["photo.md"],
            "the content is binary, not Markdown as the name implies",
        ),
        (
            &["photo"],
            "cannot detect the format from the file name or its first bytes",
        ),
        (
            &["paper.pdf", "--as", "md"],
            "the content is PDF, not Markdown",
        ),
    ] {
        assert_refused(&ingest(&folder, arguments), 1, &[word]);
    }
    let output = ingest(&folder, &["tea.md", "photo.md"]);
    assert_eq!((code(&output), documents(&output).len()), (Some(0), 1));
}

#[test]
fn web_pages_and_encodings_are_read_right_whatever_the_name() {
    let folder = Folder::new("detection");
    let page = "<!-- saved -->\n<!DOCTYPE html><title>t</title><script>alert(1)</script><h1>Tea</h1><p>x &amp; y";
    folder.file("saved-page", page);
    folder.file("page.md", page);
    folder.file("page.php?a=b.txt", page);
    folder.file(
        "fragment",
        "<div class=\"a\"><h1>Tea</h1><p>x &amp; y</p></div>",
    );
    for name in ["saved-page", "page.md", "page.php?a=b.txt", "fragment"] {
        let output = ingest(&folder, &[name, "--max-tokens", "100"]);
        assert_eq!(chunks(&output)[0].text, "# Tea\n\nx & y", "{name}");
        let is_named = text(&output.stderr).contains("page.md: the content is HTML");
        assert_eq!(is_named, name == "page.md");
    }
    let utf16: Vec<u8> = ("\u{feff}# Tea\n\ncafé\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    folder.file("utf16.md", &utf16);
    folder.file("latin1.md", b"# Tea\n\nnot na\xefve, a caf\xe9\n");
    let chunk = chunks(&ingest(&folder, &["utf16.md", "--max-tokens", "100"])).remove(0);
    assert_eq!(chunk.text, "# Tea\n\ncafé");
    let output = ingest(&folder, &["latin1.md", "--max-tokens", "100"]);
    assert_eq!(chunks(&output)[0].text, "# Tea\n\nnot naïve, a café");
    let warning = "latin1.md: the encoding is not declared; the text was read as windows-1252";
    assert!(text(&output.stderr).contains(warning));
}

#[test]
fn names_do_not_depend_on_the_way_to_a_file() {
    let folder = Folder::new("names-by-root");
    folder.file("site/.git/HEAD", "ref: refs/heads/main\n");
    folder.file("site/docs/ops/runbook.html", "<h1>Runbook</h1><p>Call.");
    folder.file("site/docs/a.md", "# A\n\nText.\n");
    let runbook = "docs/ops/runbook.html".to_owned();
    let ids = |arguments: &[&str]| -> Vec<(String, String)> {
        let chunks = chunks(&ingest(&folder, arguments)).into_iter();
        let chunks = chunks.map(|chunk| (chunk.document, chunk.id));
        chunks
            .filter(|(document, _)| *document == runbook)
            .collect()
    };
    let expected = ids(&["site/docs"]);
    assert!(!expected.is_empty());
    for path in [
        "site",
        "./site/docs/ops",
        "site/docs/../docs/ops/runbook.html",
    ] {
        assert_eq!(ids(&[path]), expected, "{path}");
    }
    // A root that is named wins; without a repository it is the folder that is given.
    let first = |arguments: &[&str]| documents(&ingest(&folder, arguments)).remove(0);
    assert_eq!(
        first(&["site/docs/ops", "--root", "site/docs"]),
        "ops/runbook.html"
    );
    let outside = ingest(&folder, &["site/docs/a.md", "--root", "site/docs/ops"]);
    assert_refused(&outside, 2, &["site/docs: is not in --root site/docs/ops"]);
    assert_refused(
        &ingest(&folder, &["site", "--root", "none"]),
        2,
        &["--root none"],
    );
    std::fs::remove_dir_all(folder.path("site/.git")).expect("it can be removed");
    assert_eq!(first(&["site/docs"]), "a.md");
    assert_eq!(first(&["site/docs/ops/runbook.html"]), "runbook.html");
}

#[test]
fn standard_input_has_the_name_that_is_given() {
    let folder = Folder::new("stdin-name");
    let page = b"---\ntitle: Tea\n---\nBoil water.\n";
    let arguments = ["-", "--name", "guide/tea.md", "--max-tokens", "100"];
    let output = super::program::with_input("ingest", &arguments, page);
    assert_eq!(documents(&output), ["guide/tea.md"]);
    folder.file("a.md", "# A\n");
    let refused = ingest(&folder, &["a.md", "--name", "b.md"]);
    assert_refused(&refused, 2, &["--name names standard input"]);
}

#[test]
fn chunks_have_the_metadata_and_the_address_that_are_requested() {
    let folder = Folder::new("metadata");
    folder.file(
        "a.md",
        "---\nauthor: Ada\nlang: en\nlayout: wide\n---\n# Green tea\n\nText.\n",
    );
    folder.file(
        "b.html",
        "<html lang=fr><meta name=date content=2026-01-02><h1>Eau</h1><p>Texte.",
    );
    let arguments = [
        ".",
        "--metadata",
        "author,language,date",
        "--url-base",
        "https://example.org/docs/",
    ];
    let chunks = chunks(&ingest(&folder, &arguments));
    let line = |document: &str| {
        let chunk = (chunks.iter().find(|chunk| chunk.document == document)).expect("it is read");
        let pairs: Vec<String> = (chunk.metadata.iter())
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        (pairs.join(" "), chunk.url.clone().unwrap_or_default())
    };
    let expected = |pairs: &str, url: &str| (pairs.to_owned(), url.to_owned());
    assert_eq!(
        line("a.md"),
        expected(
            "author=Ada language=en",
            "https://example.org/docs/a.md#green-tea"
        )
    );
    assert_eq!(
        line("b.html"),
        expected(
            "date=2026-01-02 language=fr",
            "https://example.org/docs/b.html#eau"
        )
    );
}
