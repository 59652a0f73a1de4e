//! A BERT-class transformer as a reader of tone: weights, configuration and vocabulary are data that the owner supplies.

mod bert;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use tokenizers::{Tokenizer, TruncationParams};

use super::ToneReader;
use crate::domain::symbol::SourceName;
use crate::domain::unit::Score;

use bert::{Bert, BertConfig};

/// The most tokens of a title that are read; titles have a few dozen.
const TOKENS_MAX: usize = 128;

/// The most words that a vocabulary file may hold.
const VOCABULARY_MAX: usize = 500_000;

/// The files of a model, as they stand in its folder.
pub struct ModelFiles {
    /// `config.json`.
    pub config: Vec<u8>,
    /// `model.safetensors`.
    pub weights: Vec<u8>,
    /// `tokenizer.json` or `vocab.txt`.
    pub vocabulary: Vocabulary,
}

/// How a title is cut into the model's tokens.
pub enum Vocabulary {
    /// The bytes of a `tokenizer.json`.
    Tokenizer(Vec<u8>),
    /// The bytes of a `vocab.txt`: one word piece a line, lower case.
    Words(Vec<u8>),
}

/// Why files make no model. Every sentence says what to look at.
#[derive(Debug, thiserror::Error)]
pub enum ModelFault {
    /// `config.json` is none, or asks for something that is not read here.
    #[error("its config.json cannot be used: {0}")]
    Config(String),
    /// The labels do not name good and bad news.
    #[error("its config.json names the labels {0}; labels called `positive` and `negative` are needed")]
    Labels(String),
    /// The weights do not fit the configuration.
    #[error("its model.safetensors does not fit its config.json: {0}")]
    Weights(String),
    /// The vocabulary cannot be used.
    #[error("its vocabulary cannot be used: {0}")]
    Vocabulary(String),
}

/// A loaded model.
pub struct Transformer {
    bert: Bert,
    tokenizer: Tokenizer,
    name: SourceName,
    positive: usize,
    negative: usize,
}

impl Transformer {
    /// Checks the files and loads the model. Its name carries the first digits of the weights' SHA-256, so that a tone always tells which
    /// weights read it.
    pub fn load(files: ModelFiles) -> Result<Self, ModelFault> {
        let config = BertConfig::read(&files.config)?;
        let labels = config.labels();
        let place = |wanted: &str| labels.iter().position(|label| label.eq_ignore_ascii_case(wanted));
        let (Some(positive), Some(negative)) = (place("positive"), place("negative")) else {
            return Err(ModelFault::Labels(labels.join(", ")));
        };
        let digest = Sha256::digest(&files.weights);
        let digits = digest.iter().take(4).fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"));
        let name = SourceName::new(&format!("bert/{digits}")).unwrap_or(SourceName::UNNAMED);
        let tokenizer = tokenizer(files.vocabulary, &config)?;
        let bert = Bert::load(&config, files.weights).map_err(|error| ModelFault::Weights(first_line(&error)))?;
        Ok(Self { bert, tokenizer, name, positive, negative })
    }

    /// The probability of each label for a title, in the order of the configuration; `None` where the title has no token that is known.
    pub fn probabilities(&self, title: &str) -> Option<Vec<f32>> {
        let encoded = self.tokenizer.encode(title, true).ok()?;
        let probabilities = self.bert.forward(encoded.get_ids(), encoded.get_type_ids()).ok()?;
        probabilities.iter().all(|probability| probability.is_finite()).then_some(probabilities)
    }
}

impl ToneReader for Transformer {
    fn name(&self) -> SourceName {
        self.name
    }

    /// P(positive) - P(negative).
    fn read(&self, title: &str) -> Option<Score> {
        let probabilities = self.probabilities(title)?;
        let of = |place: usize| probabilities.get(place).copied().map(f64::from);
        Score::new((of(self.positive)? - of(self.negative)?).clamp(-1.0, 1.0))
    }
}

fn tokenizer(vocabulary: Vocabulary, config: &BertConfig) -> Result<Tokenizer, ModelFault> {
    let fault = |reason: String| ModelFault::Vocabulary(reason);
    let mut tokenizer = match vocabulary {
        Vocabulary::Tokenizer(bytes) => Tokenizer::from_bytes(bytes).map_err(|error| fault(error.to_string()))?,
        Vocabulary::Words(bytes) => from_words(&bytes)?,
    };
    let longest = config.positions().min(TOKENS_MAX);
    let truncation = TruncationParams { max_length: longest, ..TruncationParams::default() };
    tokenizer.with_truncation(Some(truncation)).map_err(|error| fault(error.to_string()))?;
    tokenizer.with_padding(None);
    if tokenizer.get_vocab_size(true) > config.vocabulary() {
        return Err(fault(format!(
            "it has {} words, the model knows {}",
            tokenizer.get_vocab_size(true),
            config.vocabulary()
        )));
    }
    Ok(tokenizer)
}

fn from_words(bytes: &[u8]) -> Result<Tokenizer, ModelFault> {
    let fault = |reason: &str| ModelFault::Vocabulary(reason.to_owned());
    let text = std::str::from_utf8(bytes).map_err(|_| fault("vocab.txt is not UTF-8 text"))?;
    let mut words = Vec::new();
    for (place, word) in text.lines().map(str::trim_end).enumerate().take_while(|(place, _)| *place <= VOCABULARY_MAX) {
        words.push((word.to_owned(), u32::try_from(place).map_err(|_| fault("too many words"))?));
    }
    if words.len() > VOCABULARY_MAX {
        return Err(fault("vocab.txt holds more than 500,000 words"));
    }
    let id = |wanted: &str| {
        let found = words.iter().find(|(word, _)| word == wanted);
        found.map(|(word, id)| (word.clone(), *id)).ok_or_else(|| fault(&format!("vocab.txt has no {wanted}")))
    };
    let (sep, cls) = (id("[SEP]")?, id("[CLS]")?);
    id("[UNK]")?;
    let vocab: BTreeMap<&str, u32> = words.iter().map(|(word, id)| (word.as_str(), *id)).collect();
    // What a `tokenizer.json` says for a vocabulary of this kind.
    let description = serde_json::json!({
        "version": "1.0",
        "added_tokens": [],
        "normalizer": {
            "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true
        },
        "pre_tokenizer": { "type": "BertPreTokenizer" },
        "post_processor": { "type": "BertProcessing", "sep": sep, "cls": cls },
        "model": {
            "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": vocab
        }
    });
    Tokenizer::from_bytes(description.to_string()).map_err(|error| ModelFault::Vocabulary(error.to_string()))
}

/// Candle's errors carry a backtrace after their first line.
fn first_line(error: &candle_core::Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
