//! A tiny model that is made here; the expected values were computed with transformers
//! (Python) from the same numbers.

use super::{CrossEncoder, Dense};
use crate::ErrorKind;
use crate::evaluate::{Reranker, Retriever};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const VOCABULARY: &str =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\ntea\ngreen\n##s\nboil\n##ing\nwater\n.\ncafe\n";
const CONFIG: &str = r#"{"model_type": "bert", "num_attention_heads": 2, "num_hidden_layers": 2, "layer_norm_eps": 1e-12,
    "max_position_embeddings": 16, "hidden_act": "gelu"}"#;

/// A model folder that is gone when the test is.
struct Model(PathBuf);

impl Model {
    /// Vectors of 8 numbers, 2 layers, 2 heads. The names of the encoder's tensors begin
    /// with `prefix`.
    fn new(name: &str, prefix: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sectile-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder); // of an earlier run
        fs::create_dir_all(folder.join("1_Pooling")).unwrap();
        fs::write(folder.join("vocab.txt"), VOCABULARY).unwrap();
        fs::write(folder.join("config.json"), CONFIG).unwrap();
        let mut tensors = vec![
            ("embeddings.word_embeddings.weight".to_owned(), vec![12, 8]),
            (
                "embeddings.position_embeddings.weight".to_owned(),
                vec![16, 8],
            ),
            (
                "embeddings.token_type_embeddings.weight".to_owned(),
                vec![2, 8],
            ),
        ];
        let mut linear = |name: &str, from: usize, to: usize| {
            tensors.push((format!("{name}.weight"), vec![to, from]));
            tensors.push((format!("{name}.bias"), vec![to]));
        };
        for layer in ["encoder.layer.0", "encoder.layer.1"] {
            for part in ["self.query", "self.key", "self.value", "output.dense"] {
                linear(&format!("{layer}.attention.{part}"), 8, 8);
            }
            linear(&format!("{layer}.intermediate.dense"), 8, 16);
            linear(&format!("{layer}.output.dense"), 16, 8);
        }
        linear("pooler.dense", 8, 8);
        let norms = [
            "0.attention.output",
            "0.output",
            "1.attention.output",
            "1.output",
        ]
        .map(|norm| format!("encoder.layer.{norm}"));
        for norm in norms.into_iter().chain(["embeddings".to_owned()]) {
            tensors.push((format!("{norm}.LayerNorm.weight"), vec![8]));
            tensors.push((format!("{norm}.LayerNorm.bias"), vec![8]));
        }
        for (name, _) in &mut tensors {
            name.insert_str(0, prefix);
        }
        tensors.push(("classifier.weight".to_owned(), vec![1, 8]));
        tensors.push(("classifier.bias".to_owned(), vec![1]));
        fs::write(
            folder.join("model.safetensors"),
            safetensors(&tensors, prefix),
        )
        .unwrap();
        Self(folder)
    }
}

impl Drop for Model {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0); // at worst it remains
    }
}

impl AsRef<Path> for Model {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

/// Number `i` of a tensor is ((37 i + 101 s) mod 61 - 30) / 60, where s is the sum of its
/// name's bytes mod 1000; the scales of norms are 1 more.
#[allow(clippy::cast_precision_loss)] // numbers below 61
fn safetensors(tensors: &[(String, Vec<usize>)], prefix: &str) -> Vec<u8> {
    let mut header = serde_json::Map::new();
    let mut data = Vec::new();
    for (name, shape) in tensors {
        let start = data.len();
        let plain = name.strip_prefix(prefix).unwrap_or(name);
        let seed = plain.bytes().map(usize::from).sum::<usize>() % 1000;
        let more = if plain.ends_with("LayerNorm.weight") {
            1.0
        } else {
            0.0
        };
        for i in 0..shape.iter().product() {
            let number = (((37 * i + 101 * seed) % 61) as f32 - 30.0) / 60.0 + more;
            data.extend(number.to_le_bytes());
        }
        let tensor = serde_json::json!({ "dtype": "F32", "shape": shape, "data_offsets": [start, data.len()] });
        header.insert(name.clone(), tensor);
    }
    let header = serde_json::to_vec(&header).unwrap();
    [&(header.len() as u64).to_le_bytes()[..], &header, &data].concat()
}

#[track_caller]
fn assert_close(found: &[f32], expected: &[f32]) {
    let close = found
        .iter()
        .zip(expected)
        .all(|(a, b)| (a - b).abs() < 1e-5);
    assert!(
        close && found.len() == expected.len(),
        "{found:?} is not {expected:?}"
    );
}

const TEAS: &str = "Green teas: boiling Café.";

#[test]
fn embeddings_are_those_of_sentence_transformers() {
    let model = Model::new("mean", "");
    let vectors = Dense::open(&model).unwrap().embed(&[TEAS, "tea"]).unwrap();
    let teas = [
        0.161_194, 0.596_852, 0.554_648, 0.077_985, -0.194_516, -0.151_78, -0.080_496, -0.486_533,
    ];
    let tea = [
        0.047_66, 0.084_759, 0.514_589, 0.222_835, -0.476_788, 0.285_387, 0.420_373, -0.436_579,
    ];
    assert_close(&vectors[0], &teas);
    assert_close(&vectors[1], &tea);
}

#[test]
fn a_model_may_pool_by_its_first_token() {
    let model = Model::new("first", "bert.");
    let pooling = r#"{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}"#;
    fs::write(model.0.join("1_Pooling/config.json"), pooling).unwrap();
    let vectors = Dense::open(&model).unwrap().embed(&[TEAS]).unwrap();
    let teas = [
        0.222_813, 0.420_56, 0.567_689, -0.441_389, -0.380_361, 0.162_294, 0.157_799, -0.245_916,
    ];
    assert_close(&vectors[0], &teas);
}

#[test]
fn a_text_that_is_too_long_is_cut() {
    let model = Model::new("long", "");
    let dense = Dense::open(&model).unwrap();
    let vectors = dense
        .embed(&[&"tea ".repeat(14), &"tea ".repeat(1000)])
        .unwrap();
    assert_close(&vectors[0], &vectors[1]);
}

#[test]
fn a_vector_does_not_depend_on_the_texts_beside_it() {
    let model = Model::new("beside", "");
    let texts = ["tea", "water boiling", TEAS, "green tea and water", ""];
    let together = Dense::open(&model).unwrap().embed(&texts).unwrap();
    for (text, vector) in texts.iter().zip(&together) {
        let alone = Dense::open(&model).unwrap().embed(&[text]).unwrap();
        assert_eq!(&alone[0], vector, "{text:?}");
    }
}

#[test]
fn progress_adds_up_to_all_texts() {
    let model = Model::new("progress", "");
    let done = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&done);
    let count = move |texts| {
        counted.fetch_add(texts, Ordering::Relaxed);
    };
    let dense = Dense::open(&model).unwrap().on_progress(count);
    let texts: Vec<String> = (0..200).map(|at| "tea ".repeat(1 + at % 14)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let first = dense.embed(&texts).unwrap();
    assert_eq!(done.load(Ordering::Relaxed), 200);
    assert_eq!(dense.embed(&texts[..50]).unwrap(), first[..50]);
    assert_eq!(done.load(Ordering::Relaxed), 250);
}

#[test]
fn texts_are_ranked_by_their_angle() {
    let model = Model::new("rank", "");
    let ranking = Dense::open(&model)
        .unwrap()
        .rank(&[TEAS, "water", "tea"], &["tea"], 2)
        .unwrap();
    assert_eq!((ranking[0].len(), ranking[0][0]), (2, 2));
}

#[test]
fn scores_are_those_of_transformers() {
    let model = Model::new("cross", "bert.");
    let reranker = CrossEncoder::open(&model).unwrap();
    assert_close(
        &reranker.score("boiling water", &["Green teas."]).unwrap(),
        &[0.021_862_33],
    );
    assert_close(
        &reranker.score("tea", &[&"water ".repeat(17)]).unwrap(),
        &[-0.054_661_36],
    );
}

#[test]
fn a_broken_folder_is_an_error_that_names_the_file() {
    let error = |change: &dyn Fn(&Path)| {
        let model = Model::new("broken", "");
        change(&model.0);
        Dense::open(&model).unwrap_err()
    };
    let missing = error(&|folder| fs::remove_file(folder.join("vocab.txt")).unwrap());
    assert_eq!(missing.kind(), ErrorKind::Io);
    assert!(missing.to_string().contains("vocab.txt"), "{missing}");
    let cut = error(&|folder| {
        let path = folder.join("model.safetensors");
        let bytes = fs::read(&path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    });
    assert_eq!(cut.kind(), ErrorKind::Malformed);
    assert!(
        cut.to_string().contains("is beyond the end of the file"),
        "{cut}"
    );
    let heads = error(&|folder| {
        let config = CONFIG.replace("\"num_attention_heads\": 2", "\"num_attention_heads\": 3");
        fs::write(folder.join("config.json"), config).unwrap();
    });
    assert!(heads.to_string().contains("does not fit"), "{heads}");
    let head = CONFIG.replace("\"num_attention_heads\": 2", "\"num_attention_heads\": 9");
    let heads = error(&|folder| fs::write(folder.join("config.json"), &head).unwrap());
    assert!(heads.to_string().contains("does not fit"), "{heads}");
    let other = error(&|folder| {
        fs::write(folder.join("config.json"), CONFIG.replace("bert", "t5")).unwrap();
    });
    assert!(other.to_string().contains("the model is t5"), "{other}");
}
