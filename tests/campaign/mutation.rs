//! Mutates documents: damage as in real files, and syntax that is difficult for readers.

use crate::numbers::Numbers;

/// The maximum number of mutations of one document.
const MAX_MUTATIONS: usize = 8;

/// The longest piece that is removed, copied or repeated, in bytes.
const MAX_PIECE: usize = 4096;

/// The maximum number of copies of a repeated piece.
const MAX_COPIES: usize = 300;

/// The maximum size of a mutated document, in sizes of its seed.
const MAX_GROWTH: usize = 4;

/// Marks of all formats that open, close or escape something. In another format they are
/// ordinary text.
const TOKENS: [&[u8]; 96] = [
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b"\t",
    b" ",
    b"    ",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xc2\xad",
    b"\xe2\x80\x8b",
    b"\xf0\x9f\xa6\x80",
    b"\xcc\x81",
    b"#",
    b"# ",
    b"###### ",
    b"\n===\n",
    b"\n---\n",
    b"- ",
    b"* ",
    b"1. ",
    b"> ",
    b"```",
    b"~~~",
    b"`",
    b"*",
    b"**",
    b"_",
    b"[",
    b"](",
    b"]: ",
    b"![",
    b"[^1]",
    b"[^1]: ",
    b"|",
    b"|--|--|",
    b"$",
    b"$$",
    b"<",
    b">",
    b"</",
    b"/>",
    b"<!--",
    b"-->",
    b"--!>",
    b"<!",
    b"<?",
    b"?>",
    b"<![CDATA[",
    b"]]>",
    b"&",
    b"&amp;",
    b"&#x110000;",
    b"\"",
    b"'",
    b"=\"x\" ",
    b"<p>",
    b"<div>",
    b"</div>",
    b"<table>",
    b"<tr><td colspan=1000 rowspan=1000>",
    b"</table>",
    b"<h1>",
    b"</h6>",
    b"<ul><li>",
    b"<pre>",
    b"<script>",
    b"<style>",
    b"<svg>",
    b"<math>",
    b"<select>",
    b"<template>",
    b"<details><summary>",
    b"<br>",
    b"<dl><dt><dd>",
    b"<b><i>",
    b"</b>",
    b"(",
    b")",
    b"<<",
    b">>",
    b"/",
    b"[ ",
    b" ]",
    b" R ",
    b" 0 R",
    b"obj\n",
    b"endobj",
    b"stream\n",
    b"endstream",
    b"xref\n",
    b"trailer",
    b"--5",
    b"1e99999",
    b"99999999999999999999",
];

/// Returns a mutated copy of `seed`. `other` is another document of the same format.
pub(crate) fn mutate(seed: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let most = seed.len() * MAX_GROWTH + MAX_PIECE;
    let mut bytes = seed.to_vec();
    for _ in 0..=numbers.below(MAX_MUTATIONS) {
        let place = numbers.below(bytes.len() + 1);
        match numbers.below(9) {
            0 => bytes.truncate(place),
            1 => {
                let piece = piece(&bytes, numbers);
                bytes.drain(piece);
            }
            2 => {
                let piece = other[piece(other, numbers)].to_vec();
                bytes.splice(place..place, piece);
            }
            3 => {
                let piece = bytes[piece(&bytes, numbers)].to_vec();
                bytes.splice(place..place, piece);
            }
            4 => {
                let token = numbers
                    .one_of(&TOKENS)
                    .repeat(1 + numbers.below(MAX_COPIES));
                bytes.splice(place..place, token);
            }
            5 => {
                let start = numbers.below(bytes.len());
                let end = (start + numbers.below(64)).min(bytes.len());
                let copies = bytes[start..end].repeat(1 + numbers.below(MAX_COPIES));
                bytes.splice(place..place, copies);
            }
            6 => {
                for _ in 0..=numbers.below(40) {
                    let place = numbers.below(bytes.len() + 1);
                    bytes.splice(place..place, numbers.one_of(&TOKENS).iter().copied());
                }
            }
            7 => change_syntax(&mut bytes, numbers),
            _ => {
                for _ in 0..=numbers.below(40) {
                    let place = numbers.below(bytes.len());
                    if let Some(byte) = bytes.get_mut(place) {
                        *byte = numbers.byte();
                    }
                }
            }
        }
        bytes.truncate(most);
    }
    bytes
}

/// Returns a random range of `bytes`.
fn piece(bytes: &[u8], numbers: &mut Numbers) -> std::ops::Range<usize> {
    let start = numbers.below(bytes.len());
    start..(start + numbers.below(MAX_PIECE)).min(bytes.len())
}

/// Replaces digits, brackets and other marks by each other: numbers, lengths and
/// references change, and most of the document stays readable.
fn change_syntax(bytes: &mut [u8], numbers: &mut Numbers) {
    const MARKS: &[u8] = b"0123456789[]<>()/ -.R#*`|_\"=&;!?";
    for _ in 0..=numbers.below(40) {
        let from = numbers.below(bytes.len());
        if let Some(place) = bytes[from..].iter().position(|byte| MARKS.contains(byte)) {
            bytes[from + place] = MARKS[numbers.below(MARKS.len())];
        }
    }
}
