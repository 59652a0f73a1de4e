//! The real loading code on a tiny model made here, against a network written out in plain loops.

use std::collections::HashMap;

use candle_core::{Device, Tensor};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;

const HIDDEN: usize = 8;
const WIDE: usize = 12;
const HEADS: usize = 2;
const LAYERS: usize = 2;
const WORDS: [&str; 14] = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "rtx", "wins", "contract", "loses", "engine", "order", "##s", "big", "radar",
    "recall",
];

/// Every tensor by name, as rows.
type Weights = HashMap<String, Vec<Vec<f32>>>;

fn config() -> String {
    format!(
        r#"{{"model_type": "bert", "hidden_size": {HIDDEN}, "num_hidden_layers": {LAYERS}, "num_attention_heads": {HEADS},
            "intermediate_size": {WIDE}, "vocab_size": {}, "max_position_embeddings": 16, "type_vocab_size": 2,
            "hidden_act": "gelu", "layer_norm_eps": 1e-12,
            "id2label": {{"0": "Neutral", "1": "Positive", "2": "Negative"}}}}"#,
        WORDS.len()
    )
}

fn shapes() -> Vec<(String, usize, usize)> {
    let mut shapes = vec![
        ("bert.embeddings.word_embeddings.weight".to_owned(), WORDS.len(), HIDDEN),
        ("bert.embeddings.position_embeddings.weight".to_owned(), 16, HIDDEN),
        ("bert.embeddings.token_type_embeddings.weight".to_owned(), 2, HIDDEN),
        ("bert.embeddings.LayerNorm.weight".to_owned(), 1, HIDDEN),
        ("bert.embeddings.LayerNorm.bias".to_owned(), 1, HIDDEN),
        ("bert.pooler.dense.weight".to_owned(), HIDDEN, HIDDEN),
        ("bert.pooler.dense.bias".to_owned(), 1, HIDDEN),
        ("classifier.weight".to_owned(), 3, HIDDEN),
        ("classifier.bias".to_owned(), 1, 3),
    ];
    for layer in 0..LAYERS {
        let name = |rest: &str| format!("bert.encoder.layer.{layer}.{rest}");
        for part in ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"] {
            shapes.push((name(&format!("{part}.weight")), HIDDEN, HIDDEN));
            shapes.push((name(&format!("{part}.bias")), 1, HIDDEN));
        }
        shapes.push((name("intermediate.dense.weight"), WIDE, HIDDEN));
        shapes.push((name("intermediate.dense.bias"), 1, WIDE));
        shapes.push((name("output.dense.weight"), HIDDEN, WIDE));
        shapes.push((name("output.dense.bias"), 1, HIDDEN));
        for part in ["attention.output.LayerNorm", "output.LayerNorm"] {
            // The second layer uses the older names.
            let (scale, shift) = if layer == 1 { ("gamma", "beta") } else { ("weight", "bias") };
            shapes.push((name(&format!("{part}.{scale}")), 1, HIDDEN));
            shapes.push((name(&format!("{part}.{shift}")), 1, HIDDEN));
        }
    }
    shapes
}

fn weights(seed: u64) -> Weights {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut all = Weights::new();
    for (name, rows, columns) in shapes() {
        let tensor = (0..rows).map(|_| (0..columns).map(|_| rng.gen_range(-0.6..0.6)).collect()).collect();
        all.insert(name, tensor);
    }
    all
}

fn safetensors(weights: &Weights) -> Vec<u8> {
    let mut tensors = HashMap::new();
    for (name, rows) in weights {
        let flat: Vec<f32> = rows.concat();
        let vector = rows.len() == 1 && !name.ends_with("weight") || name.contains("LayerNorm");
        let tensor = if vector {
            Tensor::from_vec(flat, rows[0].len(), &Device::Cpu)
        } else {
            Tensor::from_vec(flat, (rows.len(), rows[0].len()), &Device::Cpu)
        };
        tensors.insert(name.clone(), tensor.unwrap());
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.safetensors");
    candle_core::safetensors::save(&tensors, &path).unwrap();
    std::fs::read(path).unwrap()
}

fn files(weights: &Weights) -> ModelFiles {
    ModelFiles {
        config: config().into_bytes(),
        weights: safetensors(weights),
        vocabulary: Vocabulary::Words(WORDS.join("\n").into_bytes()),
    }
}

/// y = W x + b.
fn linear(weights: &Weights, name: &str, x: &[f64]) -> Vec<f64> {
    let rows = &weights[&format!("{name}.weight")];
    let bias = &weights[&format!("{name}.bias")][0];
    rows.iter()
        .zip(bias)
        .map(|(row, bias)| row.iter().zip(x).map(|(w, x)| f64::from(*w) * x).sum::<f64>() + f64::from(*bias))
        .collect()
}

fn norm(weights: &Weights, name: &str, x: &[f64]) -> Vec<f64> {
    let find = |new: &str, old: &str| {
        weights.get(&format!("{name}.{new}")).or_else(|| weights.get(&format!("{name}.{old}"))).unwrap()[0].clone()
    };
    let (scale, shift) = (find("weight", "gamma"), find("bias", "beta"));
    let mean = x.iter().sum::<f64>() / x.len() as f64;
    let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / x.len() as f64;
    x.iter()
        .zip(scale.iter().zip(&shift))
        .map(|(x, (scale, shift))| (x - mean) / (variance + 1e-12).sqrt() * f64::from(*scale) + f64::from(*shift))
        .collect()
}

fn softmax(x: &[f64]) -> Vec<f64> {
    let most = x.iter().copied().fold(f64::MIN, f64::max);
    let all: Vec<f64> = x.iter().map(|x| (x - most).exp()).collect();
    let sum: f64 = all.iter().sum();
    all.iter().map(|x| x / sum).collect()
}

fn plus(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

/// The network in plain loops and double precision.
fn plain(weights: &Weights, tokens: &[usize]) -> Vec<f64> {
    let row = |name: &str, place: usize| -> Vec<f64> { weights[name][place].iter().map(|x| f64::from(*x)).collect() };
    let mut hidden: Vec<Vec<f64>> = tokens
        .iter()
        .enumerate()
        .map(|(place, token)| {
            let sum = plus(
                &plus(
                    &row("bert.embeddings.word_embeddings.weight", *token),
                    &row("bert.embeddings.position_embeddings.weight", place),
                ),
                &row("bert.embeddings.token_type_embeddings.weight", 0),
            );
            norm(weights, "bert.embeddings.LayerNorm", &sum)
        })
        .collect();
    let size = HIDDEN / HEADS;
    for layer in 0..LAYERS {
        let name = |rest: &str| format!("bert.encoder.layer.{layer}.{rest}");
        let of = |part: &str| -> Vec<Vec<f64>> { hidden.iter().map(|x| linear(weights, &name(part), x)).collect() };
        let (q, k, v) = (of("attention.self.query"), of("attention.self.key"), of("attention.self.value"));
        let mut mixed = vec![vec![0.0; HIDDEN]; hidden.len()];
        for head in 0..HEADS {
            let range = head * size..(head + 1) * size;
            for i in 0..hidden.len() {
                let scores: Vec<f64> = (0..hidden.len())
                    .map(|j| range.clone().map(|at| q[i][at] * k[j][at]).sum::<f64>() / (size as f64).sqrt())
                    .collect();
                for (j, share) in softmax(&scores).iter().enumerate() {
                    for at in range.clone() {
                        mixed[i][at] += share * v[j][at];
                    }
                }
            }
        }
        hidden = hidden
            .iter()
            .zip(&mixed)
            .map(|(x, mixed)| {
                let attended = linear(weights, &name("attention.output.dense"), mixed);
                let x = norm(weights, &name("attention.output.LayerNorm"), &plus(&attended, x));
                let wide: Vec<f64> = linear(weights, &name("intermediate.dense"), &x)
                    .iter()
                    .map(|x| 0.5 * x * (1.0 + libm::erf(x / 2.0_f64.sqrt())))
                    .collect();
                norm(weights, &name("output.LayerNorm"), &plus(&linear(weights, &name("output.dense"), &wide), &x))
            })
            .collect();
    }
    let pooled: Vec<f64> = linear(weights, "bert.pooler.dense", &hidden[0]).iter().map(|x| x.tanh()).collect();
    softmax(&linear(weights, "classifier", &pooled))
}

#[test]
fn a_loaded_model_says_what_the_formulas_say() {
    for seed in 0..4 {
        let weights = weights(seed);
        let model = Transformer::load(files(&weights)).unwrap();
        // [CLS] rtx wins big contract ##s [SEP]; the unknown word is [UNK].
        for (title, tokens) in [
            ("RTX wins big contracts", vec![2, 4, 5, 11, 6, 10, 3]),
            ("Zebra recall", vec![2, 1, 13, 3]),
            ("", vec![2, 3]),
        ] {
            let told = model.probabilities(title).unwrap();
            let expected = plain(&weights, &tokens);
            for (told, expected) in told.iter().zip(&expected) {
                assert!((f64::from(*told) - expected).abs() < 1e-5, "{title}: {told} {expected}");
            }
            let score = model.read(title).unwrap().get();
            assert!((score - (expected[1] - expected[2])).abs() < 2e-5);
        }
    }
}

#[test]
fn a_long_title_is_cut_and_the_name_tells_the_weights() {
    let (one, other) = (weights(1), weights(2));
    let model = Transformer::load(files(&one)).unwrap();
    assert!(model.read(&"contract ".repeat(500)).is_some());
    assert_eq!(model.name(), Transformer::load(files(&one)).unwrap().name());
    assert_ne!(model.name(), Transformer::load(files(&other)).unwrap().name());
    assert!(model.name().as_str().starts_with("bert/"));
}

#[test]
fn files_that_do_not_fit_are_told_in_a_sentence() {
    let good = weights(3);
    let with_config =
        |from: &str, to: &str| ModelFiles { config: config().replace(from, to).into_bytes(), ..files(&good) };
    let fault = |files: ModelFiles| Transformer::load(files).err().map(|fault| fault.to_string()).unwrap_or_default();
    assert!(fault(with_config("Positive", "Good")).contains("positive"));
    assert!(fault(with_config("\"bert\"", "\"gpt2\"")).contains("gpt2"));
    assert!(fault(with_config("\"hidden_size\": 8", "\"hidden_size\": 6")).contains("model.safetensors"));
    assert!(fault(with_config("\"hidden_size\": 8", "\"hidden_size\": 0")).contains("hidden_size is 0"));
    assert!(fault(with_config("\"num_attention_heads\": 2", "\"num_attention_heads\": 3")).contains("shared out"));
    assert!(fault(ModelFiles { config: b"{".to_vec(), ..files(&good) }).contains("config.json"));
    assert!(fault(ModelFiles { weights: vec![1, 2, 3], ..files(&good) }).contains("model.safetensors"));
    assert!(fault(ModelFiles { vocabulary: Vocabulary::Words(b"a\nb".to_vec()), ..files(&good) }).contains("[SEP]"));
    assert!(
        fault(ModelFiles { vocabulary: Vocabulary::Tokenizer(b"{}".to_vec()), ..files(&good) }).contains("vocabulary")
    );
    let mut missing = good.clone();
    missing.remove("bert.encoder.layer.1.output.dense.weight");
    assert!(fault(files(&missing)).contains("output.dense.weight"));
}
