//! A file that is written under a temporary name beside its target and renamed when it is
//! complete.

use super::unfinished::{self, Ticket};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The end of the name of every temporary file. The beginning is a full stop, so that
/// folders are listed without it, and the name of the target.
const SUFFIX: &str = ".sectile-partial";

/// The bytes of the target's name that are in the temporary one. File systems allow 255,
/// of which six random characters and the suffix need some.
const MAX_NAME_BYTES: usize = 200;

/// The number of new names that are tried if another run removes the file before it is
/// locked.
const ATTEMPTS: usize = 8;

pub(crate) struct Staged {
    file: BufWriter<File>,
    /// The temporary file, which is removed unless it is committed.
    ticket: Ticket,
    target: PathBuf,
}

impl Staged {
    /// Opens a temporary file beside `target`, with the owner and mode of the target if
    /// that exists, and removes those that killed runs left for the same target.
    pub(super) fn beside(target: &Path) -> io::Result<Self> {
        let folder = match target.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            let message = format!("there is no folder {}", folder.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        }
        let prefix = prefix(target.file_name().unwrap_or_default());
        remove_stale(folder, &prefix);
        let temporary = create(folder, &prefix)?;
        if let Ok(old) = fs::metadata(target) {
            if old.permissions().readonly() {
                let message = "it is not writable";
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
            }
            keep_owner(temporary.as_file(), &old)?;
            temporary.as_file().set_permissions(old.permissions())?;
        }
        let (file, path) = temporary.into_parts();
        Ok(Self {
            file: BufWriter::new(file),
            ticket: unfinished::enter(path),
            target: target.to_owned(),
        })
    }

    /// Returns the file when its content has reached the disk; nothing is written after
    /// that.
    pub(crate) fn complete(&mut self) -> io::Result<&File> {
        self.file.flush()?;
        let file = self.file.get_ref();
        file.sync_all()?;
        Ok(file)
    }

    /// Renames the temporary file to its target after its content has reached the disk.
    pub(super) fn commit(self) -> io::Result<()> {
        let file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        self.ticket.persist(&self.target)
    }
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Returns the beginning of a temporary name, `.NAME.`, whose name is cut if it is long.
fn prefix(name: &OsStr) -> OsString {
    let name = name.to_string_lossy();
    let mut end = name.len().min(MAX_NAME_BYTES);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!(".{}.", &name[..end]).into()
}

/// Creates a temporary file that is locked as long as this process lives.
fn create(folder: &Path, prefix: &OsStr) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The mode of any new file, which the umask restricts.
        builder.permissions(Permissions::from_mode(0o666));
    }
    for _ in 1..ATTEMPTS {
        let temporary = builder.tempfile_in(folder)?;
        let _ = temporary.as_file().try_lock(); // some network file systems have no locks
        // Another run may have removed it between the creation and the lock.
        if temporary.path().exists() {
            return Ok(temporary);
        }
    }
    builder.tempfile_in(folder)
}

/// Removes temporary files of the same target whose process is gone: they are not locked.
fn remove_stale(folder: &Path, prefix: &OsStr) {
    let Ok(entries) = fs::read_dir(folder) else {
        return; // the creation of the file reports the reason
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let bytes = name.as_encoded_bytes();
        let is_temporary = bytes.starts_with(prefix.as_encoded_bytes())
            && bytes.ends_with(SUFFIX.as_bytes())
            && entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_temporary && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(entry.path()); // the next run tries again
        }
    }
}

#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    fchown(file, Some(old.uid()), Some(old.gid())).map_err(|error| {
        let message = format!("its owner cannot be kept ({error})");
        io::Error::new(error.kind(), message)
    })
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}
