//! Decides which documents are read, and which keep the lines of the earlier output.

use super::manifest::{Entry, Manifest, sum};
use crate::corpus::{ANY_DOCUMENT, ANY_NAME, Corpus, Difference, SourceFile, Stamp};
use sectile::Anchors;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::sync::Arc;

/// The work for one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Work {
    Read,
    /// Its lines are those at these offsets of the earlier outputs.
    Keep {
        entry: Box<Entry>,
        starts: Vec<u64>,
    },
}

/// The work for each file of a corpus, and the documents that are gone or read again.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) works: Vec<Work>,
    /// The places in the earlier outputs of lines that are not kept: a start and a number
    /// of bytes for each output.
    pub(crate) replaced: Vec<Vec<(u64, u64)>>,
    /// Messages about files whose chunks are kept although they cannot be read.
    pub(crate) unreadable: Vec<String>,
    /// The anchors of documents that are not changed, for the links of others.
    pub(super) anchors: Vec<(String, Arc<Anchors>)>,
}

impl Plan {
    /// Reads everything.
    pub(crate) fn full(corpus: &Corpus) -> Self {
        Self {
            works: vec![Work::Read; corpus.files.len()],
            ..Self::default()
        }
    }

    /// Keeps the documents that are not changed and have no link to a document that is
    /// changed, new or gone, or that a new or gone name could resolve.
    pub(crate) fn update(corpus: &Corpus, earlier: &Manifest) -> Self {
        let mut plan = Self::default();
        let kept: Vec<Option<Entry>> = (corpus.files.iter())
            .map(|file| plan.kept(file, earlier.documents.get(&file.name)?))
            .collect();
        plan.anchors = (corpus.files.iter().zip(&kept))
            .filter_map(|(file, entry)| {
                Some((file.name.clone(), Arc::clone(&entry.as_ref()?.anchors)))
            })
            .collect();
        let names = || corpus.files.iter().map(|file| file.name.as_str());
        let present: BTreeSet<&str> = names().collect();
        let changed = (corpus.files.iter().zip(&kept))
            .filter(|(file, kept)| kept.is_none() && !has_failed_alike(file, earlier))
            .map(|(file, _)| file.name.as_str());
        let known = || earlier.documents.keys().chain(earlier.failed.keys());
        let gone = known().filter(|name| !present.contains(name.as_str()));
        let gone_names = gone.clone().count();
        let others: BTreeSet<&str> = changed.chain(gone.map(String::as_str)).collect();
        let has_same_names = present.len() == known().count() && gone_names == 0;
        let starts = starts(earlier);
        let mut left: BTreeMap<&str, &Entry> = (earlier.documents.iter())
            .map(|(name, entry)| (name.as_str(), entry))
            .collect();
        for (name, entry) in names().zip(kept) {
            let entry = entry.filter(|entry| {
                !entry.links.iter().any(|link| match link.as_str() {
                    ANY_NAME => !has_same_names,
                    ANY_DOCUMENT => !others.is_empty(),
                    link => others.contains(link),
                })
            });
            plan.works.push(match entry {
                Some(entry) => {
                    left.remove(name);
                    Work::Keep {
                        entry: Box::new(entry),
                        starts: starts[name].clone(),
                    }
                }
                None => Work::Read,
            });
        }
        let replaced = left.iter().map(|(name, entry)| {
            let places = starts[name].iter().zip(&entry.bytes);
            places.map(|(start, bytes)| (*start, *bytes)).collect()
        });
        plan.replaced = replaced.collect();
        plan
    }

    /// Returns true if all documents keep their lines, and none is gone.
    pub(crate) fn changes_nothing(&self) -> bool {
        self.replaced.is_empty()
            && self.unreadable.is_empty()
            && self.works.iter().all(|work| *work != Work::Read)
    }

    /// Returns the entry of a file with its present stamp if its content is that of the
    /// entry. It is read only if size and times do not decide.
    fn kept(&mut self, file: &SourceFile, entry: &Entry) -> Option<Entry> {
        let stamp = Stamp::of(&fs::metadata(&file.path).ok()?);
        let is_same = match stamp.since(&entry.stamp) {
            Difference::Size => false,
            Difference::None => true,
            Difference::Unclear => {
                match File::open(&file.path).and_then(|mut file| sum(&mut file)) {
                    Ok(sum) => sum == entry.sha256,
                    // Without the right to read it, the times of the content decide. A
                    // change of permissions is not a change of the content.
                    Err(error) => {
                        let is_same = error.kind() == io::ErrorKind::PermissionDenied
                            && stamp.has_same_content_times(&entry.stamp);
                        if is_same {
                            self.unreadable.push(format!(
                                "{}: cannot be read, but has the size and time of the \
                                 earlier run: its chunks are kept",
                                file.path.display()
                            ));
                        }
                        is_same
                    }
                }
            }
        };
        is_same.then(|| Entry {
            stamp,
            ..entry.clone()
        })
    }
}

/// Returns true if a file could not be read in the earlier run and was not written since.
/// It is read again, so that its error is reported, but documents with links to it would
/// be read in every run if it counted as new.
fn has_failed_alike(file: &SourceFile, earlier: &Manifest) -> bool {
    let before = earlier.failed.get(&file.name);
    let now = fs::metadata(&file.path).ok();
    (before.zip(now)).is_some_and(|(before, now)| before.is_as_good_as(&Stamp::of(&now)))
}

/// Returns the offsets of each document in the earlier outputs.
pub(super) fn starts(earlier: &Manifest) -> BTreeMap<&str, Vec<u64>> {
    let mut ends = vec![0; earlier.outputs.len()];
    let documents = earlier.documents.iter().map(|(name, entry)| {
        let starts = ends.clone();
        for (end, bytes) in ends.iter_mut().zip(&entry.bytes) {
            *end += bytes;
        }
        (name.as_str(), starts)
    });
    documents.collect()
}
