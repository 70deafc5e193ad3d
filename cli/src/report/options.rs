//! The options of reports, which are the same in all commands.

use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ReportOptions {
    /// Writes a report for people: one HTML file that needs no network and no scripts,
    /// with the figures of the run, and with 20 documents and those of failed questions:
    /// their section tree, and their chunks beside the same text in windows of 512 tokens.
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
    /// Leaves all text out of the report: no text, no quotes, no questions, no messages.
    /// The names of documents, their headings, the ids of questions and the figures
    /// remain.
    #[arg(long, requires = "report")]
    report_without_text: bool,
}

/// The text of documents in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    Shown,
    /// For confidential documents.
    LeftOut,
}

impl Text {
    pub(crate) fn is_shown(self) -> bool {
        self == Self::Shown
    }
}

impl ReportOptions {
    /// The file to write, if a report is requested.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.report.as_deref()
    }

    pub(crate) fn text(&self) -> Text {
        if self.report_without_text {
            Text::LeftOut
        } else {
            Text::Shown
        }
    }
}
