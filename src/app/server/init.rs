//! `algoslayer init`: from a token to a bot that knows its owner, with every answer checked.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::init_file;
use crate::clock::Stopwatch;

/// How long Telegram may take beyond what it was asked to wait.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long Telegram holds one question for messages open, seconds.
const POLL_S: u64 = 10;

/// How long the person has to send /start.
const START_PATIENCE: Duration = Duration::from_mins(5);

/// What is to be set up.
pub struct Init {
    /// The configuration file.
    pub file: PathBuf,
    /// Address of the Bot API, where it is not Telegram's own.
    pub api_url: Option<String>,
    /// The token is the first line of the input.
    pub token_stdin: bool,
    /// The owner's id, where it is known.
    pub owner: Option<u64>,
    /// Token and owner in the file are written over without a question.
    pub yes: bool,
}

/// Asks, checks and writes.
pub async fn run(init: Init, input: &mut dyn BufRead, out: &mut dyn Write) -> anyhow::Result<()> {
    let before = init_file::read(&init.file)?;
    if init_file::has_token(&before) && !init.yes {
        ensure!(!init.token_stdin, "{} has a token already; add --yes to write over it", init.file.display());
        if !agrees(input, out, &format!("{} has a token already. Write over it?", init.file.display()))? {
            bail!("nothing was changed");
        }
    }
    let token = token(init.token_stdin, input, out)?;
    let base = init.api_url.clone().or_else(|| init_file::api_url(&before));
    let bot = Bot::new(base, token.clone())?;
    let me = bot.ask("getMe", &json!({})).await?;
    writeln!(out, "Telegram knows the bot: @{}", text_at(&me, "/username").unwrap_or("?"))?;
    let webhook = bot.ask("getWebhookInfo", &json!({})).await.ok();
    if webhook.is_some_and(|it| text_at(&it, "/url").is_some_and(|url| !url.is_empty())) {
        let question = "The bot sends its messages to a webhook, so nobody else can read them. Delete the webhook?";
        ensure!(
            init.yes || agrees(input, out, question)?,
            "the webhook stays, and the bot cannot be used; nothing was changed"
        );
        bot.ask("deleteWebhook", &json!({})).await?;
    }
    let owner = match init.owner {
        Some(owner) => owner,
        None => find_owner(&bot, input, out).await?,
    };
    let hello = json!({ "chat_id": owner, "text": "Hello. This chat will be the owner's chat of AlgoSlayer." });
    if let Err(error) = bot.ask("sendMessage", &hello).await {
        match error.downcast_ref::<Refusal>() {
            Some(refusal) if matches!(refusal.code, 400 | 403) => bail!(
                "the bot cannot write to {owner}: the id is wrong, or its person has not pressed Start; open the bot in Telegram, press Start and run this again"
            ),
            _ => return Err(error),
        }
    }
    init_file::write(&init.file, &before, &token, owner)?;
    writeln!(out, "Written to {}, readable for you alone.", init.file.display())?;
    writeln!(out, "Next: `algoslayer doctor` checks everything, `algoslayer` starts it.")?;
    Ok(())
}

fn token(from_input: bool, input: &mut dyn BufRead, out: &mut dyn Write) -> anyhow::Result<SecretString> {
    let text = if from_input {
        line(input)?
    } else {
        writeln!(out, "Open @BotFather in Telegram, send /newbot, and copy the token that it gives you.")?;
        write!(out, "Token (it is not shown): ")?;
        out.flush()?;
        rpassword::read_password().context("the token cannot be read; without a terminal use --token-stdin")?
    };
    let token = SecretString::from(text.trim().to_owned());
    ensure!(
        crate::config::looks_like_a_token(&token),
        "that is not a bot token; @BotFather gives one like 123456:ABC-DEF"
    );
    Ok(token)
}

async fn find_owner(bot: &Bot, input: &mut dyn BufRead, out: &mut dyn Write) -> anyhow::Result<u64> {
    writeln!(out, "Now send /start to the bot in Telegram; it is waited for.")?;
    out.flush()?;
    let watch = Stopwatch::start();
    let mut offset = 0;
    while watch.elapsed() < START_PATIENCE {
        let ask = json!({ "offset": offset, "timeout": POLL_S, "allowed_updates": ["message"] });
        let updates = bot.ask("getUpdates", &ask).await?;
        for update in updates.as_array().into_iter().flatten() {
            offset = update.get("update_id").and_then(Value::as_i64).unwrap_or_default().saturating_add(1);
            let Some(id) = update.pointer("/message/from/id").and_then(Value::as_u64) else { continue };
            if text_at(update, "/message/chat/type") != Some("private")
                || text_at(update, "/message/text").is_none_or(|it| !it.starts_with("/start"))
            {
                continue;
            }
            // A name is anybody's own invention: nothing in it may steer the terminal.
            let name: String = text_at(update, "/message/from/first_name")
                .unwrap_or("?")
                .chars()
                .filter(|it| !it.is_control())
                .take(64)
                .collect();
            if agrees(input, out, &format!("{name} (id {id}) sent /start. Is that you?"))? {
                // What was read is confirmed, so that the product does not answer it again.
                bot.ask("getUpdates", &json!({ "offset": offset, "timeout": 0 })).await?;
                return Ok(id);
            }
        }
    }
    bail!("nobody sent /start within five minutes; run this again, or name the id with --owner")
}

/// The text at a place of an answer.
fn text_at<'v>(value: &'v Value, place: &str) -> Option<&'v str> {
    value.pointer(place).and_then(Value::as_str)
}

fn agrees(input: &mut dyn BufRead, out: &mut dyn Write, question: &str) -> anyhow::Result<bool> {
    write!(out, "{question} [y/n] ")?;
    out.flush()?;
    Ok(matches!(line(input)?.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}

fn line(input: &mut dyn BufRead) -> anyhow::Result<String> {
    let mut text = String::new();
    ensure!(input.read_line(&mut text)? > 0, "the input ended before the question was answered; nothing was changed");
    Ok(text)
}

/// What Telegram refused, in words that say what to do.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
struct Refusal {
    code: u16,
    words: String,
}

struct Bot {
    client: reqwest::Client,
    base: String,
    token: SecretString,
}

impl Bot {
    fn new(base: Option<String>, token: SecretString) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder().timeout(PATIENCE + Duration::from_secs(POLL_S)).build()?;
        Ok(Self { client, base: base.unwrap_or_else(|| "https://api.telegram.org".to_owned()), token })
    }

    async fn ask(&self, method: &str, arguments: &Value) -> anyhow::Result<Value> {
        let address = format!("{}/bot{}/{method}", self.base.trim_end_matches('/'), self.token.expose_secret());
        let answer = self.client.post(address).json(arguments).send().await;
        // The error's own text would name the address, and with it the token.
        let answer =
            answer.map_err(|_| anyhow::anyhow!("{} does not answer; check the network of this machine", self.base))?;
        let code = answer.status().as_u16();
        let body: Value = answer.json().await.unwrap_or_default();
        if code == 200 && body.get("ok") == Some(&Value::Bool(true)) {
            return Ok(body.get("result").cloned().unwrap_or_default());
        }
        let words = match code {
            401 | 404 => "Telegram does not know this token; ask @BotFather for the right one".to_owned(),
            409 => "another process reads the messages of this bot (409 Conflict): stop it, or make a bot of its own with @BotFather, and run this again".to_owned(),
            429 => "Telegram asks to wait; try again in a minute".to_owned(),
            code => format!("Telegram answered {code} to {method}; try again in a minute"),
        };
        Err(Refusal { code, words }.into())
    }
}

/// The configuration file where the command line names none.
pub fn file_of(config: Option<&Path>, data_dir: &Path) -> PathBuf {
    config.map_or_else(|| data_dir.join(crate::config::FILE_NAME), Path::to_owned)
}
