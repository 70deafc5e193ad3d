//! Follows an earlier run: unchanged documents keep their lines, and a change set says
//! what a store has to do.

mod changes;
mod manifest;
mod plan;
#[cfg(feature = "search")]
mod stored;

pub(crate) use manifest::Entry;
pub(crate) use plan::{Kept, Plan, Work};
#[cfg(feature = "search")]
pub(crate) use stored::Stored;

use super::made_by::MadeBy;
use super::options::Options;
use super::output::Target;
use super::report::{self, Report};
use super::sink::Sink;
use crate::corpus::{Corpus, Stamp, hex};
use changes::Log;
use manifest::{Manifest, ManifestWriter, OutputStamp};
use sectile::{Anchors, ChunkKey};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The state of a run with `--update`; without it there is none, and nothing is recorded.
#[derive(Default)]
pub(crate) struct Update(Option<State>);

struct State {
    made_by: MadeBy,
    paths: Vec<PathBuf>,
    manifest: Target,
    /// The manifest of the earlier run, unless the reason for a full run is known.
    earlier: Result<Arc<Manifest>, String>,
    /// The earlier outputs, opened before they are replaced.
    files: Vec<File>,
    plan: Plan,
    /// The new manifest, from the first document on.
    written: Option<ManifestWriter>,
    failed: BTreeMap<String, Stamp>,
    log: Log,
    /// Locked as long as the run lives: the folder of the output.
    _lock: Option<File>,
}

impl Update {
    /// Waits until no other run updates in the folder of the output, and reads the
    /// manifest.
    pub(crate) fn begin(options: &Options, targets: &[Target]) -> Result<Self, String> {
        if !options.update {
            return Ok(Self::default());
        }
        if !options.rows().has_lines() {
            return Err(
                "--update keeps lines of JSON; it does not go with --format parquet".to_owned(),
            );
        }
        let paths: Option<Vec<PathBuf>> = targets.iter().map(Target::file).collect();
        let Some(paths) = paths else {
            return Err("--update needs a file to update; name it with -o".to_owned());
        };
        let lock = lock(&paths[0]);
        let manifest = beside(&paths[0], ".manifest.json");
        let made_by = options.made_by();
        let earlier = Manifest::read(&manifest).and_then(|earlier| {
            let is_there = (earlier.outputs.len() == paths.len())
                && (earlier.outputs.iter().zip(&paths)).all(|(output, path)| output.is_at(path));
            match () {
                () if earlier.made_by.program != made_by.program => {
                    Err("the earlier run was made by another version of the program".to_owned())
                }
                () if earlier.made_by.options != made_by.options => {
                    Err("the earlier run had other options".to_owned())
                }
                () if !is_there => Err("the output is not the one of the manifest".to_owned()),
                () => Ok(Arc::new(earlier)),
            }
        });
        let open = |path: &PathBuf| File::open(path).ok();
        let changes = Target::of(Some(&beside(&paths[0], ".changes.jsonl")))?;
        Ok(Self(Some(State {
            made_by,
            manifest: Target::of(Some(&manifest))?,
            earlier,
            files: paths.iter().filter_map(open).collect(),
            plan: Plan::default(),
            written: None,
            failed: BTreeMap::new(),
            log: Log::open(&changes)?,
            _lock: lock,
            paths,
        })))
    }

    /// Decides what is read, and gives `corpus` the anchors of documents that are not.
    pub(crate) fn plan(&mut self, corpus: &mut Corpus) -> io::Result<()> {
        let Some(state) = &mut self.0 else {
            return Ok(());
        };
        corpus.set_traced();
        if let Ok(earlier) = &state.earlier
            && root(&state.paths[0], &earlier.root) != Some(corpus.root.clone())
        {
            state.earlier = Err("the earlier run had another root".to_owned());
        }
        if let Ok(earlier) = &state.earlier {
            state.plan = Plan::update(corpus, earlier)?;
            let (earlier, unchanged) = (Arc::clone(earlier), state.plan.unchanged.split_off(0));
            corpus.set_earlier_anchors(Box::new(move |turn| {
                let place = (*unchanged.get(turn)?)?;
                earlier.anchors(place).ok() // else the document is read
            }));
            for places in &state.plan.replaced {
                let lines = lines(&mut state.files, places)?;
                state.log.old(&lines);
            }
        } else {
            state.plan = Plan::full(corpus);
            for file in &mut state.files {
                state.log.old_file(file)?;
            }
        }
        Ok(())
    }

    /// Begins the new manifest, and returns the plan, which is that of a full run without
    /// `--update`.
    pub(crate) fn take_plan(&mut self, corpus: &Corpus) -> io::Result<Plan> {
        let Some(state) = &mut self.0 else {
            return Ok(Plan::full(corpus));
        };
        state.written = Some(state.begin_manifest(corpus)?);
        Ok(std::mem::take(&mut state.plan))
    }

    /// Returns true if nothing has to be read or written.
    pub(crate) fn is_complete(&self, corpus: &Corpus) -> bool {
        let is_found = corpus.unreachable.is_empty() && corpus.missing.is_empty();
        (self.0.as_ref()).is_some_and(|state| is_found && state.plan.changes_nothing())
    }

    /// Returns the reason why everything is read.
    pub(crate) fn reason(&self) -> Option<&str> {
        let state = self.0.as_ref()?;
        state.earlier.as_ref().err().map(String::as_str)
    }

    /// Enters a document that is not changed. Returns its lines in each earlier output.
    pub(crate) fn keep(&mut self, kept: &Kept) -> io::Result<(Entry, Vec<Vec<u8>>)> {
        let none = || io::Error::other("a document is kept without an earlier run");
        let state = self.0.as_mut().ok_or_else(none)?;
        let earlier = state.earlier.as_ref().map_err(|_| none())?;
        let entry = enter_kept(&mut state.written, earlier, kept)?;
        let places = plan::places(&kept.starts, &entry);
        let lines = lines(&mut state.files, &places)?;
        state.log.kept(&lines)?;
        Ok((entry, lines))
    }

    /// Enters a document of the new output that was read.
    pub(crate) fn enter(
        &mut self,
        entry: &Entry,
        anchors: &Anchors,
        keys: Vec<ChunkKey>,
    ) -> io::Result<()> {
        let Some(state) = &mut self.0 else {
            return Ok(());
        };
        if let Some(written) = &mut state.written {
            written.add(entry, anchors)?;
        }
        state.log.read(keys)
    }

    /// Enters a file that could not be read, as it was before.
    pub(crate) fn enter_failed(&mut self, name: &str, stamp: Stamp) {
        if let Some(state) = &mut self.0 {
            state.failed.insert(name.to_owned(), stamp);
        }
    }

    /// Replaces the outputs, the manifest and the change set.
    ///
    /// The outputs are last. A run that is killed before leaves a manifest whose sums are
    /// not those of the outputs: the next run reads everything, and compares it with the
    /// outputs that are there.
    pub(crate) fn commit(
        self,
        corpus: &Corpus,
        mut out: Sink,
        report: &mut Report,
    ) -> io::Result<()> {
        let Some(mut state) = self.0 else {
            return out.commit();
        };
        let complete = out.complete()?.into_iter();
        let outputs = complete.map(|(file, sum)| OutputStamp::of(file, hex(&sum)));
        let mut outputs: Vec<OutputStamp> = outputs.collect::<io::Result<_>>()?;
        let is_same = state.earlier.as_ref().is_ok_and(|earlier| {
            let sums = outputs.iter().map(|output| &output.sha256);
            sums.eq(earlier.outputs.iter().map(|output| &output.sha256))
        });
        if is_same && let Ok(earlier) = &state.earlier {
            outputs.clone_from(&earlier.outputs); // the files stay
        }
        let written = match state.written.take() {
            Some(written) => written,
            None => state.begin_manifest(corpus)?,
        };
        let manifest = written.finish(outputs, state.failed)?;
        let (changes, summary) = state.log.finish()?;
        report.changes = Some(summary);
        changes.commit()?;
        manifest.commit()?;
        if is_same { Ok(()) } else { out.commit() }
    }

    /// Ends a run that changes nothing: the outputs stay as they are, the change set is
    /// empty, and the manifest has the present times of the files.
    pub(crate) fn confirm(self, corpus: &Corpus, report: &mut Report) -> io::Result<()> {
        let Some(state) = self.0 else {
            return Ok(());
        };
        let Ok(earlier) = &state.earlier else {
            return Ok(()); // without an earlier run there is something to read
        };
        let is_dated = |work: &Work| matches!(work, Work::Keep(kept) if kept.stamp.is_some());
        let is_same = !state.plan.works.iter().any(is_dated);
        let mut written = if is_same {
            None
        } else {
            Some(state.begin_manifest(corpus)?)
        };
        for work in &state.plan.works {
            if let Work::Keep(kept) = work {
                let entry = enter_kept(&mut written, earlier, kept)?;
                report.kept += 1;
                report.add(entry.sections, &entry.levels);
            }
        }
        report.changes = Some("changes: none".to_owned());
        report.skipped = corpus.skipped.len();
        report.skipped_kinds = report::kinds(&corpus.skipped);
        let (changes, _) = state.log.finish()?;
        changes.commit()?;
        let Some(written) = written else {
            return Ok(());
        };
        let failed = earlier.failed.clone();
        written.finish(earlier.outputs.clone(), failed)?.commit()
    }
}

impl State {
    fn begin_manifest(&self, corpus: &Corpus) -> io::Result<ManifestWriter> {
        let root = relative(&self.paths[0], &corpus.root);
        ManifestWriter::begin(&self.manifest, &self.made_by, root)
    }
}

/// Enters a document that is not changed in a new manifest, if there is one, and returns
/// its entry.
fn enter_kept(
    written: &mut Option<ManifestWriter>,
    earlier: &Manifest,
    kept: &Kept,
) -> io::Result<Entry> {
    let line = earlier.line(kept.place)?;
    let mut entry: Entry = serde_json::from_slice(&line)?;
    if let Some(written) = written {
        match &kept.stamp {
            None => written.add_line(&line)?,
            Some(stamp) => {
                entry.stamp = (**stamp).clone();
                written.add(&entry, &manifest::anchors(&line)?)?;
            }
        }
    }
    Ok(entry)
}

/// Returns the root that the manifest beside an output has, for the names of its next
/// run.
pub(crate) fn earlier_root(output: &Target) -> Option<PathBuf> {
    let path = output.file()?;
    root(&path, &Manifest::root_in(&beside(&path, ".manifest.json"))?)
}

/// Returns the bytes at a place of each file.
fn lines(files: &mut [File], places: &[(u64, u64)]) -> io::Result<Vec<Vec<u8>>> {
    let read = |(file, (start, bytes)): (&mut File, &(u64, u64))| {
        file.seek(SeekFrom::Start(*start))?;
        let mut lines = vec![0; usize::try_from(*bytes).map_err(io::Error::other)?];
        file.read_exact(&mut lines)?;
        Ok(lines)
    };
    files.iter_mut().zip(places).map(read).collect()
}

/// Locks the folder of an output, so that one update is made after the other. Some file
/// systems have no locks: there the sums of the manifest notice another run.
fn lock(output: &Path) -> Option<File> {
    let folder = match output.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let folder = File::open(folder).ok()?;
    if let Err(TryLockError::WouldBlock) = folder.try_lock() {
        eprintln!("waiting for another update in the folder of the output");
        folder.lock().ok()?;
    }
    Some(folder)
}

/// Returns the name of a file beside an output: `chunks.jsonl` gives `chunks` and
/// `ending`.
fn beside(output: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(output.file_stem().unwrap_or_default());
    name.push(ending);
    output.with_file_name(name)
}

/// Returns the folder of an output without links.
fn folder(output: &Path) -> Option<PathBuf> {
    let folder = output.parent()?;
    let folder = if folder == Path::new("") {
        Path::new(".")
    } else {
        folder
    };
    folder.canonicalize().ok()
}

/// Returns the path from the folder of an output to `root`, so that both can be moved
/// together.
fn relative(output: &Path, root: &Path) -> String {
    let Some(folder) = folder(output) else {
        return root.to_string_lossy().into_owned();
    };
    let shared = folder.components().zip(root.components());
    let shared = shared.take_while(|(a, b)| a == b).count();
    let up = folder
        .components()
        .skip(shared)
        .map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(root.components().skip(shared)).collect();
    path.to_string_lossy().into_owned()
}

/// Returns the root of a manifest without links.
fn root(output: &Path, relative: &str) -> Option<PathBuf> {
    folder(output)?.join(relative).canonicalize().ok()
}
