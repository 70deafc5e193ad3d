//! Measures the cost of passages: an index of 100,000 chunks, and a selection among 200
//! hits.
//!
//! `cargo bench --bench passages` prints the CPU time and the bytes of the index for a
//! chunk, and the CPU time of one selection for each budget.
#![allow(clippy::print_stdout)] // a benchmark prints its results
#![allow(clippy::cast_precision_loss)] // counts are far below 2^52

use cpu_time::ProcessTime;
use sectile::{
    Budget, Chunk, ChunkIndex, Chunker, Format, Hit, Limits, Passages, StructuralChunker,
};
use std::fmt::Write as _;
use std::hint::black_box;

/// The number of chunks of all levels.
const CHUNKS: usize = 100_000;
/// The number of hits of a search.
const HITS: usize = 200;
/// The number of selections that are timed.
const SELECTIONS: usize = 200;
/// The number of sections of a document.
const SECTIONS: usize = 40;

fn main() -> sectile::Result<()> {
    let chunks = chunks()?;
    let mut spent = f64::INFINITY;
    for _ in 0..5 {
        let start = ProcessTime::now();
        black_box(ChunkIndex::new(&chunks)?);
        spent = spent.min(start.elapsed().as_secs_f64());
    }
    let memory = allocation_counter::measure(|| {
        black_box(ChunkIndex::new(&chunks)).expect("ids are distinct");
    });
    println!(
        "index of {} chunks: {:.3} us and {} bytes a chunk",
        chunks.len(),
        spent * 1e6 / chunks.len() as f64,
        memory.bytes_max / chunks.len() as u64
    );
    let passages = Passages::builder().build(&chunks)?;
    for budget in [500, 1000, 2000, 4000].map(Budget::Tokens) {
        time(&passages, &chunks, budget)?;
    }
    time(&passages, &chunks, Budget::Results(5))
}

fn time(
    passages: &Passages<ChunkIndex<&Vec<Chunk>>>,
    chunks: &[Chunk],
    budget: Budget,
) -> sectile::Result<()> {
    let mut times = Vec::new();
    for turn in 0..SELECTIONS {
        let hits = hits(chunks, turn);
        let start = ProcessTime::now();
        black_box(passages.select(hits, budget)?);
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let (median, most) = (times[SELECTIONS / 2], times[SELECTIONS - 1]);
    println!("select {HITS} hits, {budget:?}: {median:.3} ms, at most {most:.3}");
    Ok(())
}

/// Hits of the two smaller levels: half of them in twenty documents, as a search has them,
/// the rest anywhere.
fn hits(chunks: &[Chunk], turn: usize) -> Vec<Hit> {
    let mut random = 0x9e37_79b9_u64 + turn as u64;
    let mut below = |end: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(random >> 33).unwrap_or(0) % end
    };
    let starts: Vec<usize> = (0..20).map(|_| below(chunks.len())).collect();
    let mut hits = Vec::new();
    while hits.len() < HITS {
        let near = starts[below(starts.len())] + below(300);
        let at = [near % chunks.len(), below(chunks.len())][hits.len() % 2];
        if chunks[at].level > 0 {
            hits.push(Hit::new(&chunks[at].id, 20.0 / (1.0 + hits.len() as f64)));
        }
    }
    hits
}

/// Chunks of three levels of documents with sections of prose.
fn chunks() -> sectile::Result<Vec<Chunk>> {
    let chunker = StructuralChunker::builder()
        .levels([1024, 256, 128])
        .build()?;
    let mut chunks = Vec::new();
    let mut number = 0_usize;
    while chunks.len() < CHUNKS {
        let mut source = format!("# Document {number}\n\n");
        for section in 0..SECTIONS {
            let _ = write!(source, "## Section {section} of {number}\n\n");
            for paragraph in 0..=(section % 7) {
                let words = "Let the water cool before you pour it over the leaves. ".repeat(9);
                let _ = write!(source, "Tea {number}, {section}, {paragraph}. {words}\n\n");
            }
        }
        let mut document = Format::Markdown.read(source.as_bytes(), &Limits::default())?;
        document.set_name(format!("docs/{number}.md"));
        chunks.extend(chunker.chunks(&document));
        number += 1;
    }
    chunks.truncate(CHUNKS);
    Ok(chunks)
}
