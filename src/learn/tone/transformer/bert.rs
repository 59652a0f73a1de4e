//! The network: embeddings, self-attention layers, pooler and classifier, as Devlin et al. (2019) describe BERT.

use std::collections::BTreeMap;

use candle_core::{D, DType, Device, IndexOp, Result, Tensor};
use candle_nn::{Embedding, LayerNorm, Linear, Module, VarBuilder, ops};
use serde::Deserialize;

use super::ModelFault;

/// Bounds of a configuration: far above every published model, far below what would exhaust a small server by mistake.
const LAYERS_MAX: usize = 48;
const HIDDEN_MAX: usize = 4_096;
const VOCABULARY_MAX: usize = 500_000;
const POSITIONS_MAX: usize = 8_192;
const LABELS_MAX: usize = 64;

/// `config.json`, as far as it is used.
#[derive(Debug, Deserialize)]
pub(super) struct BertConfig {
    model_type: Option<String>,
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    vocab_size: usize,
    max_position_embeddings: usize,
    #[serde(default = "two")]
    type_vocab_size: usize,
    #[serde(default = "gelu")]
    hidden_act: String,
    #[serde(default = "epsilon")]
    layer_norm_eps: f64,
    id2label: BTreeMap<String, String>,
}

fn two() -> usize {
    2
}

fn gelu() -> String {
    "gelu".to_owned()
}

fn epsilon() -> f64 {
    1e-12
}

impl BertConfig {
    /// Reads and checks the file.
    pub(super) fn read(bytes: &[u8]) -> std::result::Result<Self, ModelFault> {
        let config: Self = serde_json::from_slice(bytes).map_err(|error| ModelFault::Config(error.to_string()))?;
        config.fault().map_or(Ok(config), |reason| Err(ModelFault::Config(reason)))
    }

    fn fault(&self) -> Option<String> {
        let ranges = [
            ("hidden_size", self.hidden_size, HIDDEN_MAX),
            ("intermediate_size", self.intermediate_size, 8 * HIDDEN_MAX),
            ("num_hidden_layers", self.num_hidden_layers, LAYERS_MAX),
            ("num_attention_heads", self.num_attention_heads, HIDDEN_MAX),
            ("vocab_size", self.vocab_size, VOCABULARY_MAX),
            ("max_position_embeddings", self.max_position_embeddings, POSITIONS_MAX),
            ("type_vocab_size", self.type_vocab_size, 16),
            ("the number of labels", self.id2label.len(), LABELS_MAX),
        ];
        if let Some((name, value, most)) = ranges.into_iter().find(|(_, value, most)| !(1..=*most).contains(value)) {
            return Some(format!("{name} is {value}, not between 1 and {most}"));
        }
        if let Some(kind) = self.model_type.as_deref().filter(|kind| *kind != "bert") {
            return Some(format!("the model type is `{kind}`; only `bert` is read"));
        }
        if !self.hidden_size.is_multiple_of(self.num_attention_heads) {
            return Some("hidden_size cannot be shared out among num_attention_heads".to_owned());
        }
        if self.hidden_act != "gelu" {
            return Some(format!("hidden_act is `{}`; only `gelu` is read", self.hidden_act));
        }
        if !(self.layer_norm_eps > 0.0 && self.layer_norm_eps < 0.1) {
            return Some("layer_norm_eps is not a small positive number".to_owned());
        }
        let numbered = (0..self.id2label.len()).all(|place| self.id2label.contains_key(&place.to_string()));
        (!numbered).then(|| "id2label is not numbered from 0".to_owned())
    }

    /// The labels in the order of the classifier's outputs.
    pub(super) fn labels(&self) -> Vec<String> {
        (0..self.id2label.len()).filter_map(|place| self.id2label.get(&place.to_string()).cloned()).collect()
    }

    /// The most tokens that have a place.
    pub(super) fn positions(&self) -> usize {
        self.max_position_embeddings
    }

    /// How many tokens have an embedding.
    pub(super) fn vocabulary(&self) -> usize {
        self.vocab_size
    }
}

/// The loaded network, in single precision on the processor.
pub(super) struct Bert {
    words: Embedding,
    positions: Embedding,
    types: Embedding,
    norm: LayerNorm,
    layers: Vec<Layer>,
    pooler: Linear,
    classifier: Linear,
}

struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    heads: usize,
    attended: Linear,
    attended_norm: LayerNorm,
    intermediate: Linear,
    output: Linear,
    output_norm: LayerNorm,
}

impl Bert {
    /// Finds every tensor by its name and checks its shape.
    pub(super) fn load(config: &BertConfig, weights: Vec<u8>) -> Result<Self> {
        let all = VarBuilder::from_buffered_safetensors(weights, DType::F32, &Device::Cpu)?;
        // Some files name the encoder's tensors with the prefix `bert.`, some without.
        let root =
            if all.contains_tensor("bert.embeddings.word_embeddings.weight") { all.pp("bert") } else { all.clone() };
        let hidden = config.hidden_size;
        let embeddings = root.pp("embeddings");
        let embedding = |name: &str, count: usize| -> Result<Embedding> {
            Ok(Embedding::new(embeddings.pp(name).get((count, hidden), "weight")?, hidden))
        };
        let encoder = root.pp("encoder.layer");
        let layers = (0..config.num_hidden_layers).map(|place| Layer::load(config, &encoder.pp(place)));
        Ok(Self {
            words: embedding("word_embeddings", config.vocab_size)?,
            positions: embedding("position_embeddings", config.max_position_embeddings)?,
            types: embedding("token_type_embeddings", config.type_vocab_size)?,
            norm: norm(config, &embeddings.pp("LayerNorm"))?,
            layers: layers.collect::<Result<Vec<_>>>()?,
            pooler: linear(hidden, hidden, &root.pp("pooler.dense"))?,
            classifier: linear(hidden, config.id2label.len(), &all.pp("classifier"))?,
        })
    }

    /// The probabilities of the labels for one sequence of tokens.
    pub(super) fn forward(&self, tokens: &[u32], types: &[u32]) -> Result<Vec<f32>> {
        let count = tokens.len();
        let tokens = Tensor::new(tokens, &Device::Cpu)?;
        let types = Tensor::new(types, &Device::Cpu)?;
        let places = Tensor::arange(0_u32, u32::try_from(count).unwrap_or(u32::MAX), &Device::Cpu)?;
        let sum =
            self.words.forward(&tokens)?.add(&self.positions.forward(&places)?)?.add(&self.types.forward(&types)?)?;
        let mut hidden = self.norm.forward(&sum)?;
        for layer in &self.layers {
            hidden = layer.forward(&hidden)?;
        }
        let first = hidden.i(0..1)?.contiguous()?;
        let pooled = self.pooler.forward(&first)?.tanh()?;
        ops::softmax(&self.classifier.forward(&pooled)?, D::Minus1)?.squeeze(0)?.to_vec1()
    }
}

impl Layer {
    fn load(config: &BertConfig, layer: &VarBuilder<'_>) -> Result<Self> {
        let (hidden, wide) = (config.hidden_size, config.intermediate_size);
        let (attention, own) = (layer.pp("attention.output"), layer.pp("attention.self"));
        Ok(Self {
            query: linear(hidden, hidden, &own.pp("query"))?,
            key: linear(hidden, hidden, &own.pp("key"))?,
            value: linear(hidden, hidden, &own.pp("value"))?,
            heads: config.num_attention_heads,
            attended: linear(hidden, hidden, &attention.pp("dense"))?,
            attended_norm: norm(config, &attention.pp("LayerNorm"))?,
            intermediate: linear(hidden, wide, &layer.pp("intermediate.dense"))?,
            output: linear(wide, hidden, &layer.pp("output.dense"))?,
            output_norm: norm(config, &layer.pp("output.LayerNorm"))?,
        })
    }

    fn forward(&self, hidden: &Tensor) -> Result<Tensor> {
        let attended = self.attended.forward(&self.attention(hidden)?)?;
        let hidden = self.attended_norm.forward(&attended.add(hidden)?)?;
        let wide = self.intermediate.forward(&hidden)?.gelu_erf()?;
        self.output_norm.forward(&self.output.forward(&wide)?.add(&hidden)?)
    }

    /// Scaled dot-product attention of every token to every token, in several heads.
    fn attention(&self, hidden: &Tensor) -> Result<Tensor> {
        let (count, width) = hidden.dims2()?;
        let size = width / self.heads;
        // (tokens, width) to (heads, tokens, size)
        let split = |tensor: Tensor| tensor.reshape((count, self.heads, size))?.transpose(0, 1)?.contiguous();
        let query = split(self.query.forward(hidden)?)?;
        let key = split(self.key.forward(hidden)?)?;
        let value = split(self.value.forward(hidden)?)?;
        let scores = query.matmul(&key.transpose(1, 2)?.contiguous()?)?.affine(1.0 / (size as f64).sqrt(), 0.0)?;
        let mixed = ops::softmax(&scores, D::Minus1)?.matmul(&value)?;
        mixed.transpose(0, 1)?.contiguous()?.reshape((count, width))
    }
}

fn linear(inputs: usize, outputs: usize, from: &VarBuilder<'_>) -> Result<Linear> {
    Ok(Linear::new(from.get((outputs, inputs), "weight")?, Some(from.get(outputs, "bias")?)))
}

/// Older files call the two vectors `gamma` and `beta`.
fn norm(config: &BertConfig, from: &VarBuilder<'_>) -> Result<LayerNorm> {
    let (scale, shift) = if from.contains_tensor("gamma") { ("gamma", "beta") } else { ("weight", "bias") };
    let vector = |name: &str| from.get(config.hidden_size, name);
    Ok(LayerNorm::new(vector(scale)?, vector(shift)?, config.layer_norm_eps))
}
