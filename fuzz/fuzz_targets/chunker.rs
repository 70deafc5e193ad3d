#![no_main]

#[allow(dead_code)] // each fuzzer has one target
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::chunker(bytes));
