#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod document;
mod error;
mod limits;
mod reader;
mod tokenizer;

pub use document::{
    Anchors, Block, BlockBuilder, BlockKind, Document, DocumentBuilder, Heading, Lead, Lines, Metadata, Origin, PageBox,
    Reference, Seam, Section, SectionId, Span, Target, Warning, WarningKind,
};
pub use error::{Error, ErrorKind, Result};
pub use limits::Limits;
#[cfg(feature = "markdown")]
pub use reader::MarkdownReader;
pub use reader::{Format, Reader};
#[cfg(feature = "tiktoken")]
pub use tokenizer::Tiktoken;
pub use tokenizer::{FromFn, TokenIndex, Tokenizer, Words, from_fn};
