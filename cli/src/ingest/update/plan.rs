//! Decides which documents are read, and which keep the lines of the earlier output.

use super::manifest::{Entry, Manifest, Place, sum};
use crate::corpus::{ANY_DOCUMENT, ANY_NAME, Corpus, Difference, SourceFile, Stamp};
use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io;

/// The work for one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Work {
    Read,
    Keep(Kept),
}

/// A document that keeps the lines of the earlier outputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Its place in the manifest.
    pub(super) place: Place,
    /// The offset of its lines in each output.
    pub(super) starts: Box<[u64]>,
    /// The stamp that it has now; `None` if the earlier one is as good.
    pub(super) stamp: Option<Box<Stamp>>,
}

/// The work for each file of a corpus, and the documents that are gone or read again.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) works: Vec<Work>,
    /// The places in the earlier outputs of lines that are not kept: a start and a number
    /// of bytes for each output.
    pub(super) replaced: Vec<Vec<(u64, u64)>>,
    /// Messages about files whose chunks are kept although they cannot be read.
    pub(crate) unreadable: Vec<String>,
    /// The places in the manifest of documents that are not changed, for the links of
    /// others.
    pub(super) unchanged: Vec<Option<Place>>,
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
    pub(super) fn update(corpus: &Corpus, earlier: &Manifest) -> io::Result<Self> {
        let mut plan = Self::full(corpus);
        let mut gone: Vec<String> = Vec::new();
        let mut known = 0;
        let mut ends = vec![0; earlier.outputs.len()];
        for document in earlier.documents() {
            let (place, entry) = document?;
            known += 1;
            let starts: Box<[u64]> = ends.clone().into();
            for (end, bytes) in ends.iter_mut().zip(&entry.bytes) {
                *end += bytes;
            }
            let turn = corpus.turn(&entry.name);
            let kept = turn.and_then(|turn| {
                let stamp = plan.kept_stamp(&corpus.files[turn], &entry)?;
                let stamp = (!entry.stamp.is_as_good_as(&stamp)).then(|| Box::new(stamp));
                Some((turn, stamp))
            });
            if let Some((turn, stamp)) = kept {
                plan.works[turn] = Work::Keep(Kept {
                    place,
                    starts,
                    stamp,
                });
            } else {
                plan.replaced.push(places(&starts, &entry));
            }
            if turn.is_none() {
                gone.push(entry.name);
            }
        }
        let is_gone = |name: &&String| corpus.turn(name).is_none();
        gone.extend(earlier.failed.keys().filter(is_gone).cloned());
        known += earlier.failed.len();
        let news = News {
            has_other_names: corpus.files.len() != known || !gone.is_empty(),
            documents: (corpus.files.iter().zip(&plan.works))
                .filter(|(file, work)| **work == Work::Read && !has_failed_alike(file, earlier))
                .map(|(file, _)| file.name.as_str())
                .chain(gone.iter().map(String::as_str))
                .collect(),
        };
        plan.unchanged = (plan.works.iter())
            .map(|work| match work {
                Work::Keep(kept) => Some(kept.place),
                Work::Read => None,
            })
            .collect();
        if news.has_other_names || !news.documents.is_empty() {
            plan.read_what_leads_to(&news, corpus, earlier)?;
        }
        Ok(plan)
    }

    /// Reads the documents whose links lead to news, too.
    fn read_what_leads_to(
        &mut self,
        news: &News<'_>,
        corpus: &Corpus,
        earlier: &Manifest,
    ) -> io::Result<()> {
        for document in earlier.documents() {
            let (_, entry) = document?;
            let work = corpus.turn(&entry.name).map(|turn| &mut self.works[turn]);
            if let Some(work) = work
                && let Work::Keep(kept) = work
                && news.concern(&entry.links)
            {
                self.replaced.push(places(&kept.starts, &entry));
                *work = Work::Read;
            }
        }
        self.replaced.sort_unstable(); // the order of the outputs
        Ok(())
    }

    /// Returns true if all documents keep their lines, and none is gone.
    pub(crate) fn changes_nothing(&self) -> bool {
        self.replaced.is_empty()
            && self.unreadable.is_empty()
            && self.works.iter().all(|work| *work != Work::Read)
    }

    /// Returns the present stamp of a file if its content is that of the entry. It is read
    /// only if size and times do not decide.
    fn kept_stamp(&mut self, file: &SourceFile, entry: &Entry) -> Option<Stamp> {
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
        is_same.then_some(stamp)
    }
}

/// What a link may lead to that is not as it was in the earlier run.
struct News<'n> {
    /// True if a name is new or gone: a link that had no target may have one now.
    has_other_names: bool,
    /// The names of documents that are changed, new or gone.
    documents: HashSet<&'n str>,
}

impl News<'_> {
    /// Returns true if a document with these links is to be read again.
    fn concern(&self, links: &BTreeSet<String>) -> bool {
        links.iter().any(|link| match link.as_str() {
            ANY_NAME => self.has_other_names,
            ANY_DOCUMENT => !self.documents.is_empty(),
            link => self.documents.contains(link),
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

/// Returns the places of a document's lines: the start and the number of bytes in each
/// output.
pub(super) fn places(starts: &[u64], entry: &Entry) -> Vec<(u64, u64)> {
    (starts.iter().copied())
        .zip(entry.bytes.iter().copied())
        .collect()
}
