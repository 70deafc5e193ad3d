//! Writes the files for people: the report and the decision note.

use super::Options;
use super::comparison::Comparison;
use super::page::Handout;
use crate::ingest::{Target, write};
use std::error::Error;

/// The files that the options name.
pub(super) struct Handovers {
    report: Option<Target>,
    note: Option<Target>,
}

impl Handovers {
    /// Finds the files before anything is measured.
    ///
    /// # Errors
    /// If a name is that of a folder, or both are the same file.
    pub(super) fn of(options: &Options) -> Result<Self, String> {
        let handover = &options.handover;
        let target = |path| Target::of(Some(path));
        let report = handover.report.path().map(target).transpose()?;
        let note = handover.note.as_deref().map(target).transpose()?;
        if let (Some(report), Some(note)) = (&report, &note)
            && report.is_same(note)
        {
            return Err(format!(
                "{note}: is both the file of --report and that of --note"
            ));
        }
        Ok(Self { report, note })
    }

    pub(super) fn write(
        &self,
        comparison: &Comparison<'_>,
        options: &Options,
    ) -> Result<(), Box<dyn Error>> {
        if self.report.is_none() && self.note.is_none() {
            return Ok(());
        }
        let handout = Handout::of(comparison);
        if let Some(target) = &self.report {
            write(target, &handout.page(comparison, options)?)?;
        }
        if let Some(target) = &self.note {
            write(target, &handout.note(comparison).markdown())?;
        }
        Ok(())
    }
}
