//! Ranks the chunks of an index by BM25.

use super::words::{Fields, LENGTH};
use tantivy::columnar::Column;
use tantivy::postings::Postings as _;
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::{
    DocAddress, DocSet as _, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term,
};

/// The saturation of a word's frequency: the smaller, the less another occurrence counts.
const K1: f32 = 1.2;
/// The weight of a text's length: at 0 all lengths count alike.
const B: f32 = 0.75;

/// A chunk that shares words with the question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hit {
    pub(super) score: f32,
    pub(super) document: String,
    pub(super) id: String,
}

/// All chunks that share words with a question, the best first.
pub(super) struct Ranking {
    fields: Fields,
    places: Vec<(f32, DocAddress)>,
    /// The number of places that were returned.
    returned: usize,
}

/// Ranks by the formula of `sectile::evaluate::Bm25`, with exact lengths and counts. The
/// scores of tantivy itself count removed chunks until a segment is merged, so an index
/// that was updated would rank unlike one that was just made.
pub(super) fn rank(
    searcher: &Searcher,
    fields: Fields,
    words: &[String],
) -> tantivy::Result<Ranking> {
    let segments: Vec<Segment<'_>> = (searcher.segment_readers().iter())
        .map(Segment::of)
        .collect::<tantivy::Result<_>>()?;
    let all = Totals::of(&segments);
    let mut scores: Vec<Vec<f32>> = (segments.iter())
        .map(|segment| vec![0.0; segment.reader.max_doc() as usize])
        .collect();
    for word in words {
        let term = Term::from_field_text(fields.text, word);
        let postings: Vec<Vec<(u32, u32)>> = (segments.iter())
            .map(|segment| segment.postings(&term, fields))
            .collect::<tantivy::Result<_>>()?;
        let rarity = all.rarity(postings.iter().map(Vec::len).sum());
        for ((segment, postings), scores) in segments.iter().zip(postings).zip(&mut scores) {
            for (chunk, times) in postings {
                scores[chunk as usize] += rarity * all.weight(times, segment.length(chunk));
            }
        }
    }
    Ok(Ranking::new(fields, &scores))
}

impl Ranking {
    fn new(fields: Fields, scores: &[Vec<f32>]) -> Self {
        let mut places = Vec::new();
        for (segment, scores) in (0..).zip(scores) {
            for (chunk, score) in (0..).zip(scores) {
                if *score > 0.0 {
                    places.push((*score, DocAddress::new(segment, chunk)));
                }
            }
        }
        places.sort_by(|a, b| b.0.total_cmp(&a.0));
        Self {
            fields,
            places,
            returned: 0,
        }
    }

    /// Returns the next chunks, which have equal scores, by document and id: their order
    /// in the index depends on its history. Empty at the end.
    pub(super) fn next_equals(&mut self, searcher: &Searcher) -> tantivy::Result<Vec<Hit>> {
        let rest = &self.places[self.returned..];
        let Some((best, _)) = rest.first() else {
            return Ok(Vec::new());
        };
        let equal = rest
            .iter()
            .take_while(|(score, _)| score.total_cmp(best).is_eq())
            .count();
        self.returned += equal;
        let hit = |(score, address): &(f32, DocAddress)| {
            let entry: TantivyDocument = searcher.doc(*address)?;
            let text = |field| {
                let value = entry.get_first(field).and_then(|value| value.as_str());
                value.unwrap_or_default().to_owned()
            };
            Ok(Hit {
                score: *score,
                document: text(self.fields.document),
                id: text(self.fields.id),
            })
        };
        let hits: tantivy::Result<Vec<Hit>> = rest[..equal].iter().map(hit).collect();
        let mut hits = hits?;
        hits.sort_by(|a, b| (&a.document, &a.id).cmp(&(&b.document, &b.id)));
        Ok(hits)
    }
}

/// A segment of the index and the numbers of words of its chunks.
struct Segment<'s> {
    reader: &'s SegmentReader,
    lengths: Column<u64>,
}

impl<'s> Segment<'s> {
    fn of(reader: &'s SegmentReader) -> tantivy::Result<Self> {
        Ok(Self {
            lengths: reader.fast_fields().u64(LENGTH)?,
            reader,
        })
    }

    fn length(&self, chunk: u32) -> u64 {
        self.lengths.first(chunk).unwrap_or_default()
    }

    /// Returns the chunks with a word that are not removed, and how often each has it.
    fn postings(&self, term: &Term, fields: Fields) -> tantivy::Result<Vec<(u32, u32)>> {
        let words = self.reader.inverted_index(fields.text)?;
        let mut found = Vec::new();
        if let Some(mut postings) = words.read_postings(term, IndexRecordOption::WithFreqs)? {
            while postings.doc() != TERMINATED {
                if !self.reader.is_deleted(postings.doc()) {
                    found.push((postings.doc(), postings.term_freq()));
                }
                postings.advance();
            }
        }
        Ok(found)
    }
}

/// The numbers of the whole index.
struct Totals {
    chunks: f32,
    mean_length: f32,
}

#[allow(clippy::cast_precision_loss)] // counts of chunks and words
impl Totals {
    fn of(segments: &[Segment<'_>]) -> Self {
        let chunks: u64 = segments
            .iter()
            .map(|segment| u64::from(segment.reader.num_docs()))
            .sum();
        let words: u64 = (segments.iter())
            .flat_map(|segment| {
                let chunks = segment.reader.doc_ids_alive();
                chunks.map(|chunk| segment.length(chunk))
            })
            .sum();
        Self {
            chunks: chunks as f32,
            mean_length: (words as f32 / chunks.max(1) as f32).max(1.0),
        }
    }

    /// The inverse document frequency of a word in `with_word` chunks; never negative.
    fn rarity(&self, with_word: usize) -> f32 {
        let with_word = with_word as f32;
        ((self.chunks - with_word + 0.5) / (with_word + 0.5)).ln_1p()
    }

    /// The weight of a word that a chunk of `length` words has `times` times.
    fn weight(&self, times: u32, length: u64) -> f32 {
        let times = times as f32;
        times / (times + K1 * (1.0 - B + B * length as f32 / self.mean_length))
    }
}
