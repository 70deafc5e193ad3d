//! A Parquet file has the rows that were written.

use crate::common::{documents, line, rows};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sectile::{DocumentReader, Limits, StructuralChunker};
use sectile_arrow::{ParquetWriter, chunk_schema, chunks_to_batches};
use std::io::{self, Write};

fn chunks() -> Vec<sectile::Chunk> {
    let cut = |(name, bytes): &(String, Vec<u8>)| {
        let document = DocumentReader::default().read(name, bytes, &Limits::default());
        Some(StructuralChunker::default().chunk(&document.ok()?))
    };
    documents().iter().filter_map(cut).flatten().collect()
}

#[test]
fn a_file_is_read_back_row_for_row() {
    let chunks = chunks();
    let write = || {
        let mut writer = ParquetWriter::new(Vec::new()).expect("a vector takes everything");
        for batch in chunks_to_batches(&chunks).expect("they are small") {
            writer.write(&batch).expect("a vector takes everything");
        }
        writer.finish().expect("a vector takes everything")
    };
    let file = write();
    assert!(file == write(), "the same rows give the same bytes");
    let path = tempfile::NamedTempFile::new().expect("there is a folder for it");
    std::fs::write(&path, &file).expect("it can be written");
    let builder = ParquetRecordBatchReaderBuilder::try_new(path.reopen().expect("it is there"));
    let builder = builder.expect("it is Parquet");
    assert_eq!(*builder.schema(), chunk_schema());
    let batches = builder.build().expect("it is Parquet");
    let read: Vec<_> = batches
        .flat_map(|batch| rows(&batch.expect("it is whole")))
        .collect();
    assert!(read.iter().eq(&chunks.iter().map(line).collect::<Vec<_>>()));
}

/// A disk with space for some bytes.
struct Disk(usize);

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 < bytes.len() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0 -= bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_of_its_kind() {
    let batches = chunks_to_batches(&chunks()).expect("they are small");
    let write = |bytes| -> io::Result<Disk> {
        let mut writer = ParquetWriter::new(Disk(bytes))?;
        batches.iter().try_for_each(|batch| writer.write(batch))?;
        writer.finish()
    };
    assert_eq!(
        write(2000).err().map(|error| error.kind()),
        Some(io::ErrorKind::StorageFull)
    );
    assert!(write(1 << 30).is_ok());
}
