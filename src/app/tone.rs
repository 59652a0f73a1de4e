//! Who reads the tone of headlines: the lexicon, or a model that the owner keeps in a folder.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};

use crate::learn::tone::ToneReader;
use crate::learn::tone::lexicon::Lexicon;
use crate::learn::tone::transformer::{ModelFiles, Transformer, Vocabulary};

/// The largest file of weights that is loaded, bytes; BERT's large variant has 1.3 GB.
const WEIGHTS_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;

/// The largest configuration or vocabulary that is loaded, bytes.
const TEXT_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// The model in `folder`, or the lexicon where none is named. A folder that cannot be used is an error, never a reason to fall back.
pub fn reader(folder: Option<&Path>) -> anyhow::Result<Box<dyn ToneReader>> {
    let Some(folder) = folder else { return Ok(Box::new(Lexicon)) };
    let files = read(folder).with_context(|| named(folder))?;
    Ok(Box::new(Transformer::load(files).with_context(|| named(folder))?))
}

fn named(folder: &Path) -> String {
    format!("the model of headlines in {} (market.news_model) cannot be used", folder.display())
}

fn read(folder: &Path) -> anyhow::Result<ModelFiles> {
    let (tokenizer, words) = (folder.join("tokenizer.json"), folder.join("vocab.txt"));
    let vocabulary = if tokenizer.exists() {
        Vocabulary::Tokenizer(bytes(&tokenizer, TEXT_BYTES_MAX)?)
    } else if words.exists() {
        Vocabulary::Words(bytes(&words, TEXT_BYTES_MAX)?)
    } else {
        bail!("it holds neither tokenizer.json nor vocab.txt");
    };
    Ok(ModelFiles {
        config: bytes(&folder.join("config.json"), TEXT_BYTES_MAX)?,
        weights: bytes(&folder.join("model.safetensors"), WEIGHTS_BYTES_MAX)?,
        vocabulary,
    })
}

fn bytes(path: &Path, most: u64) -> anyhow::Result<Vec<u8>> {
    let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).with_context(|| path.display().to_string())?;
    if bytes.len() as u64 > most {
        bail!("{} is larger than {most} bytes", path.display());
    }
    Ok(bytes)
}
