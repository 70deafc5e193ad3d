//! Measures the contribution of each feature of structural chunks: sizes, levels, the
//! path before the text, and merged sections.

use crate::{parallel, summary};
use sectile::evaluate::{Bm25, Collection, Evaluation, Evaluator, Question};
use sectile::{
    BlockKind, Chunk, Chunker, Document, Section, StructuralChunker, Tiktoken, Tokenizer,
};

const DEFAULT: &[u32] = &[1024, 256];
const LEVELS: [&[u32]; 11] = [
    &[128],
    &[256],
    &[512],
    &[1024],
    &[512, 128],
    &[512, 256],
    &[1024, 128],
    DEFAULT,
    &[1024, 512],
    &[2048, 256],
    &[2048, 512],
];

/// A change to a chunk of a document.
type Change = fn(&Document, &Chunk) -> Vec<Chunk>;

const CHANGES: [(&str, Change); 4] = [
    ("without the path", |_, chunk| {
        vec![with_path(chunk, |_| String::new())]
    }),
    ("without the title", |document, chunk| {
        vec![with_path(chunk, |path| without_title(document, path))]
    }),
    ("with the last heading only", |_, chunk| {
        vec![with_path(chunk, |path| {
            path.rsplit(SEPARATOR).next().unwrap_or_default().to_owned()
        })]
    }),
    ("without merging sections", split_by_section),
];

const SEPARATOR: &str = " > ";

/// Compares every variant with the default levels.
pub(crate) fn table(documents: &[Document], questions: &[Question]) -> sectile::Result<String> {
    let evaluator = Evaluator::new(Bm25::default());
    let evaluate = |levels: &[u32], change: Change| -> sectile::Result<Evaluation> {
        evaluator.evaluate(&collection(documents, levels, change)?, questions)
    };
    let mut rows = Vec::new();
    for levels in LEVELS {
        rows.push((
            name(levels),
            evaluate(levels, |_, chunk| vec![chunk.clone()])?,
        ));
    }
    for levels in [&[256][..], DEFAULT] {
        for (label, change) in CHANGES {
            rows.push((name(levels) + ", " + label, evaluate(levels, change)?));
        }
    }
    let default = name(DEFAULT);
    let baseline = rows.iter().find(|(name, _)| *name == default);
    let (_, baseline) = baseline.expect("the default is one of the levels");
    let named = rows.iter().map(|(name, row)| (name.clone(), row));
    Ok(summary::table(named, baseline))
}

fn name(levels: &[u32]) -> String {
    match levels {
        [large, small] => format!("{small} > {large}"),
        levels => format!("{levels:?}").replace(['[', ']'], ""),
    }
}

fn collection(
    documents: &[Document],
    levels: &[u32],
    change: Change,
) -> sectile::Result<Collection> {
    let chunker = StructuralChunker::builder().levels(levels.iter().copied());
    let chunker = chunker.build()?;
    let cut = |document: &Document| -> Vec<Chunk> {
        let chunks = chunker.chunks(document);
        chunks.flat_map(|chunk| change(document, &chunk)).collect()
    };
    let chunks = parallel::map(documents, 0, cut).concat();
    if levels.len() == 1 {
        return Ok(Collection::plain(&chunks));
    }
    let (big, small): (Vec<_>, Vec<_>) = chunks.into_iter().partition(|chunk| chunk.level == 0);
    Ok(Collection::small_to_big(&small, &big))
}

/// Replaces the path before the text of a chunk and keeps a repeated table header.
fn with_path(chunk: &Chunk, change: impl Fn(&str) -> String) -> Chunk {
    let mut chunk = chunk.clone();
    if let Some((path, lead)) = chunk.prefix.split_once("\n\n") {
        let path = change(path);
        let end = if path.is_empty() { "" } else { "\n\n" };
        chunk.prefix = path + end + lead;
    }
    counted(chunk)
}

fn without_title(document: &Document, path: &str) -> String {
    let title = document.title().unwrap_or_default();
    let rest = path.strip_prefix(title).unwrap_or(path);
    rest.strip_prefix(SEPARATOR).unwrap_or(rest).to_owned()
}

/// Splits a chunk before every section whose text starts in it.
fn split_by_section(document: &Document, chunk: &Chunk) -> Vec<Chunk> {
    let mut starts = vec![(chunk.span.start, None)];
    // A heading without text of its own stays with the next section.
    let mut pending = None;
    for section in document.sections() {
        let at = (section.blocks().next()).map_or(0, |block| block.span().start);
        let begin = pending.take().unwrap_or((at, section));
        if (section.blocks()).all(|block| block.kind() == BlockKind::Heading) {
            pending = Some(begin);
        } else if chunk.span.start < begin.0 && begin.0 < chunk.span.end {
            starts.push((begin.0, Some(begin.1)));
        }
    }
    let mut end = chunk.span.end;
    let mut pieces: Vec<Chunk> = Vec::new();
    for (start, section) in starts.into_iter().rev() {
        let mut piece = chunk.clone();
        piece.span = sectile::Span::new(start, end);
        document.text()[piece.span.range()].clone_into(&mut piece.text);
        if let Some(section) = section {
            piece.prefix = path_above(document, section);
            end = start;
        }
        pieces.push(counted(piece));
    }
    pieces.reverse();
    pieces
}

fn path_above(document: &Document, section: Section<'_>) -> String {
    let above = section.ancestors().map(Section::marked_heading);
    let mut path: Vec<&str> = above.filter(|heading| !heading.is_empty()).collect();
    path.reverse();
    let title = document.title().filter(|title| path.first() != Some(title));
    let path: Vec<&str> = title.into_iter().chain(path).collect();
    if path.is_empty() {
        return String::new();
    }
    path.join(SEPARATOR) + "\n\n"
}

fn counted(mut chunk: Chunk) -> Chunk {
    let tokens = Tiktoken::default().count(&chunk.content());
    chunk.tokens = u32::try_from(tokens).unwrap_or(u32::MAX);
    chunk
}
