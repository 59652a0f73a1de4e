//! Log lines on standard error, with every known secret struck out before it is written.

use std::io::{self, Write};

use secrecy::{ExposeSecret, SecretString};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::config::ENV_LOG;

/// Shown in the place of a secret.
const STRUCK: &str = "***";

/// Starts logging, or says that the filter means nothing.
pub fn start(filter: &str, secrets: &[SecretString]) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|_| format!("log or {ENV_LOG}: `{filter}` is no log filter; write info, warn or algoslayer=debug"))?;
    let started = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(Scrubbing { secrets: parts(secrets) })
        .with_ansi(false)
        .try_init();
    // A second start in one process keeps the first.
    drop(started);
    Ok(())
}

/// A token is struck out whole, and so is the part after its colon, which is the secret one.
fn parts(secrets: &[SecretString]) -> Vec<SecretString> {
    let mut parts: Vec<SecretString> = Vec::new();
    for secret in secrets {
        parts.push(secret.clone());
        if let Some((_, tail)) = secret.expose_secret().split_once(':') {
            parts.push(SecretString::from(tail.to_owned()));
        }
    }
    parts
}

/// Strikes out secrets in whatever is written through it.
#[derive(Clone)]
pub struct Scrubbing {
    secrets: Vec<SecretString>,
}

impl<'a> MakeWriter<'a> for Scrubbing {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line { scrubbing: self, text: Vec::new() }
    }
}

/// One log line, written as a whole when it is complete.
pub struct Line<'a> {
    scrubbing: &'a Scrubbing,
    text: Vec<u8>,
}

impl Write for Line<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        let text = scrubbed(&String::from_utf8_lossy(&self.text), &self.scrubbing.secrets);
        // Where standard error is closed nobody reads the log.
        drop(io::stderr().write_all(text.as_bytes()));
    }
}

/// The text without any of the secrets.
pub fn scrubbed(text: &str, secrets: &[SecretString]) -> String {
    secrets
        .iter()
        .map(ExposeSecret::expose_secret)
        .filter(|secret| secret.len() >= 8)
        .fold(text.to_owned(), |text, secret| text.replace(secret, STRUCK))
}

/// The text with everything struck out that is shaped like a bot token, wherever it was written by mistake: a number, a colon and six
/// or more letters, digits, `-` or `_`; or thirty of them in a row.
pub fn without_tokens(text: &str) -> String {
    let of_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
    let shaped = |word: &str| {
        let whole = word
            .split_once(':')
            .is_some_and(|(id, rest)| id.len() >= 3 && id.bytes().all(|byte| byte.is_ascii_digit()) && rest.len() >= 6);
        whole || word.split(':').any(|part| part.len() >= 30)
    };
    let mut told = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !of_token(c)) {
        let word = piece.trim_end_matches(|c: char| !of_token(c));
        told.push_str(if shaped(word) { STRUCK } else { word });
        told.push_str(piece.strip_prefix(word).unwrap_or_default());
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_shaped_like_a_token_is_struck_out() {
        let secret = "AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
        assert_eq!(without_tokens(&format!("string \"123456:{secret}\", expected")), "string \"***\", expected");
        assert_eq!(without_tokens(&format!("`{secret}` is no feed")), "`***` is no feed");
        assert_eq!(without_tokens("`123456:AAbbCC` is not a symbol"), "`***` is not a symbol");
        let plain = "configuration file /tmp/a-b/algoslayer.toml, line 2, column 1: 10:30 at 127.0.0.1:8787";
        assert_eq!(without_tokens(plain), plain);
    }

    #[test]
    fn a_token_and_its_secret_part_are_struck_out() {
        let secrets = parts(&[SecretString::from("123456:AAbbCCddEEffGGhhIIjj")]);
        let line = "GET http://x/bot123456:AAbbCCddEEffGGhhIIjj/getMe failed, AAbbCCddEEffGGhhIIjj";
        assert_eq!(scrubbed(line, &secrets), "GET http://x/bot***/getMe failed, ***");
    }
}
