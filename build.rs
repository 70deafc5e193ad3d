//! Prepares what the tokenizers of `OpenAI`'s encodings read at run time: the tokens of
//! each encoding, and the classes of characters.
//!
//! tiktoken-rs builds maps of all tokens in both directions, sorts them and compiles 256
//! copies of its patterns: .18 s of CPU time for `cl100k_base` and .46 s for
//! `o200k_base`, more than most jobs take. A list of tokens becomes the table of the
//! counting engine in a few milliseconds (2026-11-29). It is too large for the package,
//! so it is made here, from the vocabularies inside of tiktoken-rs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/tokenizer/tiktoken/key.rs");
    #[cfg(feature = "tiktoken")]
    {
        let folder = std::env::var_os("OUT_DIR").expect("cargo sets it");
        let folder = std::path::Path::new(&folder);
        tokens::write(folder);
        classes::write(folder);
    }
}

#[cfg(feature = "tiktoken")]
#[path = "build/classes.rs"]
mod classes;
#[cfg(feature = "tiktoken")]
#[path = "build/tokens.rs"]
mod tokens;
