//! Measures the sentence encoder against the machine's own rate of matrix products.
//!
//! `cargo run --release -p sectile-peers --features neural --bin sectile-neural` makes a model
//! of the shape of all-MiniLM-L6-v2 with random weights, or reads the folder that is named. It
//! prints the rate of a product of 1,024 x 1,024 numbers, the encoder's rate for texts of
//! one length and of mixed lengths, and the ratio of both. All rates are for one second of
//! CPU time, so that a busy machine and the number of processors do not matter.
#![allow(clippy::print_stdout)] // a benchmark prints its results
#![allow(clippy::cast_precision_loss)] // counts are far below 2^52

use cpu_time::ProcessTime;
use ndarray::Array2;
use sectile::evaluate::Dense;
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

/// The shape of all-MiniLM-L6-v2.
const LAYERS: usize = 6;
const HEADS: usize = 12;
const SIZE: usize = 384;
const WIDE: usize = 1536;
const POSITIONS: usize = 512;
/// The most word pieces of a text that count, as in the published folder.
const MAX_PIECES: usize = 256;
/// The side of the matrices of the reference.
const SIDE: usize = 1024;
/// The runs of each measurement, of which the fastest counts.
const ROUNDS: usize = 3;
/// The pieces of all texts of one length.
const PIECES: usize = 4096;
/// The number of texts of mixed lengths.
const MIXED: usize = 96;
/// Words that are one piece each, also in the published vocabulary.
const WORDS: &str = "the of and to in is for on that by this with you it not or be are from at as your all have new more an was we";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = match std::env::args().nth(1) {
        Some(folder) => PathBuf::from(folder),
        None => make_model()?,
    };
    let model = Dense::open(&folder)?;
    let matrices = matrix_rate();
    println!("product of {SIDE} x {SIDE} by ndarray: {matrices:.1} GFLOP per CPU second");
    for pieces in [16, 32, 64, 128, 256] {
        let lengths = vec![pieces; PIECES / pieces];
        report(&format!("{pieces} pieces"), &lengths, &model, matrices)?;
    }
    let mixed: Vec<usize> = (0..MIXED)
        .map(|at| 8 + at * 37 % MIXED * (MAX_PIECES - 8) / (MIXED - 1))
        .collect();
    report("8 to 256 pieces", &mixed, &model, matrices)
}

fn report(
    name: &str,
    lengths: &[usize],
    model: &Dense,
    matrices: f64,
) -> Result<(), Box<dyn Error>> {
    let (mut spent, mut waited) = (f64::INFINITY, f64::INFINITY);
    for round in 0..ROUNDS {
        // Vectors are kept, so each round has texts of its own.
        let mut random = Random(lengths.len() as u64 * 1000 + round as u64);
        let texts: Vec<String> = lengths.iter().map(|pieces| random.text(*pieces)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (start, clock) = (ProcessTime::now(), Instant::now());
        black_box(model.embed(&texts)?);
        spent = spent.min(start.elapsed().as_secs_f64());
        waited = waited.min(clock.elapsed().as_secs_f64());
    }
    let work: f64 = lengths.iter().map(|pieces| operations(*pieces)).sum();
    let rate = work / spent / 1e9;
    println!(
        "{name:>15}: {:6.1} texts and {rate:5.1} GFLOP per CPU second, {:.2} of the product; {:6.1} texts per second",
        lengths.len() as f64 / spent,
        rate / matrices,
        lengths.len() as f64 / waited,
    );
    Ok(())
}

/// Returns the multiplications and additions in the matrix products for one text.
fn operations(pieces: usize) -> f64 {
    let linear = 4 * SIZE * SIZE + 2 * SIZE * WIDE;
    let attention = 2 * pieces * SIZE;
    (2 * LAYERS * pieces * (linear + attention)) as f64
}

/// Returns the rate of a plain product on one thread, in GFLOP per CPU second.
fn matrix_rate() -> f64 {
    let mut random = Random(1);
    let mut matrix = || Array2::from_shape_fn((SIDE, SIDE), |_| random.number());
    let (a, b) = (matrix(), matrix());
    let mut spent = f64::INFINITY;
    for _ in 0..2 * ROUNDS {
        let start = ProcessTime::now();
        black_box(a.dot(&b));
        spent = spent.min(start.elapsed().as_secs_f64());
    }
    2.0 * (SIDE * SIDE * SIDE) as f64 / spent / 1e9
}

/// A linear congruential generator.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = (self.0)
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// Returns a number between -0.05 and 0.05.
    fn number(&mut self) -> f32 {
        (self.next() % 1000) as f32 / 10_000.0 - 0.05
    }

    /// Returns a text that is cut into that many pieces, two special ones included.
    fn text(&mut self, pieces: usize) -> String {
        let words: Vec<&str> = WORDS.split(' ').collect();
        let mut word = || words[usize::try_from(self.next()).unwrap_or(0) % words.len()];
        (2..pieces).map(|_| word()).collect::<Vec<_>>().join(" ")
    }
}

/// Writes a model folder with random weights.
fn make_model() -> Result<PathBuf, Box<dyn Error>> {
    let folder = std::env::temp_dir().join("sectile-random-model");
    fs::create_dir_all(&folder)?;
    let special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].into_iter();
    let vocabulary: Vec<&str> = special.chain(WORDS.split(' ')).collect();
    let config = json!({
        "model_type": "bert", "hidden_act": "gelu", "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS, "layer_norm_eps": 1e-12, "max_position_embeddings": POSITIONS,
    });
    let sentence = json!({ "max_seq_length": MAX_PIECES });
    fs::write(folder.join("vocab.txt"), vocabulary.join("\n"))?;
    fs::write(folder.join("config.json"), config.to_string())?;
    fs::write(
        folder.join("sentence_bert_config.json"),
        sentence.to_string(),
    )?;
    fs::write(folder.join("model.safetensors"), weights(vocabulary.len()))?;
    Ok(folder)
}

/// Returns a file of weights.
fn weights(words: usize) -> Vec<u8> {
    let (mut header, mut data) = (serde_json::Map::new(), Vec::new());
    let mut random = Random(2);
    for (name, shape) in tensors(words) {
        let start = data.len();
        // Scales are about 1 and all else about 0.
        let middle = f32::from(u8::from(name.ends_with("LayerNorm.weight")));
        for _ in 0..shape.iter().product() {
            data.extend((middle + random.number()).to_le_bytes());
        }
        let offsets = [start, data.len()];
        let tensor = json!({ "dtype": "F32", "shape": shape, "data_offsets": offsets });
        header.insert(name, tensor);
    }
    let header = Value::from(header).to_string().into_bytes();
    [&(header.len() as u64).to_le_bytes()[..], &header, &data].concat()
}

/// Returns the names and shapes of the tensors.
fn tensors(words: usize) -> Vec<(String, Vec<usize>)> {
    let mut tensors: Vec<(String, Vec<usize>)> = Vec::new();
    let embeddings = [("word", words), ("position", POSITIONS), ("token_type", 2)];
    for (name, rows) in embeddings {
        tensors.push((
            format!("embeddings.{name}_embeddings.weight"),
            vec![rows, SIZE],
        ));
    }
    let mut norms = vec!["embeddings.LayerNorm".to_owned()];
    for layer in 0..LAYERS {
        for (part, from, to) in [
            ("attention.self.query", SIZE, SIZE),
            ("attention.self.key", SIZE, SIZE),
            ("attention.self.value", SIZE, SIZE),
            ("attention.output.dense", SIZE, SIZE),
            ("intermediate.dense", SIZE, WIDE),
            ("output.dense", WIDE, SIZE),
        ] {
            let name = format!("encoder.layer.{layer}.{part}");
            tensors.push((format!("{name}.weight"), vec![to, from]));
            tensors.push((format!("{name}.bias"), vec![to]));
        }
        for part in ["attention.output", "output"] {
            norms.push(format!("encoder.layer.{layer}.{part}.LayerNorm"));
        }
    }
    for norm in norms {
        tensors.push((format!("{norm}.weight"), vec![SIZE]));
        tensors.push((format!("{norm}.bias"), vec![SIZE]));
    }
    tensors
}
