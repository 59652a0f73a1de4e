//! One typed, checked configuration from defaults, a file, the environment and the command line, in rising order of weight.

mod live;
mod market;
mod server;
mod trading;

use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use market::FileMarket;
use server::{FileHeartbeat, FileMetrics};
use trading::FileTrading;

pub use live::{LiveMarket, VendorName};
pub use market::{Market, MarketSource, Speed};
pub use server::Server;
pub use trading::{BrokerAccount, PaperBroker, Trading};

/// Folder of everything the product keeps.
pub const ENV_DATA_DIR: &str = "ALGOSLAYER_DATA_DIR";
/// Path of the configuration file.
pub const ENV_CONFIG: &str = "ALGOSLAYER_CONFIG";
/// The bot's token, under the name that teloxide's own tools use.
pub const ENV_TOKEN: &str = "TELOXIDE_TOKEN";
/// Telegram id of the owner.
pub const ENV_OWNER: &str = "ALGOSLAYER_OWNER";
/// Address of the Bot API, where it is not Telegram's own.
pub const ENV_API_URL: &str = "ALGOSLAYER_API_URL";
/// Port of the sandbox and its chat page.
pub const ENV_PORT: &str = "ALGOSLAYER_PORT";
/// Speed of a played market.
pub const ENV_SPEED: &str = "ALGOSLAYER_SPEED";
/// Which log lines are written, as `tracing` filters are written: `info`, `algoslayer=debug`.
pub const ENV_LOG: &str = "ALGOSLAYER_LOG";
/// Alpaca's key; never in the file, which gets copied and shown more easily.
pub const ENV_ALPACA_KEY: &str = "ALGOSLAYER_ALPACA_KEY";
/// The secret that belongs to it.
pub const ENV_ALPACA_SECRET: &str = "ALGOSLAYER_ALPACA_SECRET";
/// The key of the account that real money is traded from: another one than that for data and paper.
pub const ENV_BROKER_KEY: &str = "ALGOSLAYER_BROKER_KEY";
/// The secret that belongs to it.
pub const ENV_BROKER_SECRET: &str = "ALGOSLAYER_BROKER_SECRET";

/// Address that is called after every committed cycle; whoever knows it can pretend to be alive.
pub const ENV_HEARTBEAT_URL: &str = "ALGOSLAYER_HEARTBEAT_URL";

/// Every variable that is read.
#[rustfmt::skip]
pub const ENV_ALL: [&str; 13] = [
    ENV_DATA_DIR, ENV_CONFIG, ENV_TOKEN, ENV_OWNER, ENV_API_URL, ENV_PORT, ENV_SPEED, ENV_LOG, ENV_ALPACA_KEY, ENV_ALPACA_SECRET,
    ENV_BROKER_KEY, ENV_BROKER_SECRET, ENV_HEARTBEAT_URL,
];

/// What whoever came in over ssh wanted to run, where a key is bound to one command; set by sshd itself, and no setting of ours.
#[expect(clippy::disallowed_methods, reason = "sshd has no other way to tell")]
pub fn ssh_original_command() -> Option<String> {
    std::env::var("SSH_ORIGINAL_COMMAND").ok()
}

/// Folder used where none is named.
pub const DATA_DIR_DEFAULT: &str = "algoslayer-data";

/// Name of the configuration file inside the data folder.
pub const FILE_NAME: &str = "algoslayer.toml";

/// Port of the sandbox where none is named.
pub const SANDBOX_PORT_DEFAULT: u16 = 8787;

/// The largest configuration file that is read, bytes.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// Telegram allows one message a second to a chat; a Bot API server of one's own may allow more.
const PAUSE_MS_DEFAULT: u64 = 1_000;

/// The longest pause between two messages that makes sense.
const PAUSE_MS_MAX: u64 = 60_000;

/// People beside the owner who may look, and as many who may decide.
const VIEWERS_MAX: usize = 50;

/// Groups in which the bot may be.
const GROUPS_MAX: usize = 20;

/// What the product runs with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of everything the product keeps.
    pub data_dir: PathBuf,
    /// The chat.
    pub chat: Chat,
    /// The market.
    pub market: Market,
    /// The desk.
    pub trading: Trading,
    /// Which log lines are written.
    pub log: String,
    /// How a machine nobody sits at is watched.
    pub server: Server,
}

/// Which chat the product lives in.
#[derive(Clone, Debug)]
pub enum Chat {
    /// The pretend Telegram on this machine.
    Sandbox {
        /// Port on 127.0.0.1; 0 takes any free one.
        port: u16,
    },
    /// Telegram itself.
    Telegram {
        /// The bot's token.
        token: SecretString,
        /// Telegram id of the owner; without one the bot only tells people their own id.
        owner: Option<u64>,
        /// Telegram ids of people who may approve and deny offers, and close positions.
        approvers: Vec<u64>,
        /// Telegram ids of people who may look.
        viewers: Vec<u64>,
        /// Groups in which all of them may speak with the bot, as their id, which is negative, and a topic.
        groups: Vec<(i64, Option<i32>)>,
        /// The hash of the PIN before dangerous taps, which `algoslayer pin` writes.
        pin: Option<SecretString>,
        /// Address of the Bot API, where it is not Telegram's own.
        api_url: Option<String>,
        /// Milliseconds between two unasked messages to one chat.
        pause_ms: u64,
    },
}

/// A mistake in the configuration, with its place.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("configuration file {path}: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The file is not TOML, or holds a key or value that means nothing.
    #[error("configuration file {path}, line {line}, column {column}: {reason}")]
    Malformed {
        /// The file.
        path: String,
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// A value is out of its range.
    #[error("{place}: {reason}")]
    Invalid {
        /// The file and key, the variable, or the option.
        place: String,
        /// What is wrong, and what to write instead.
        reason: String,
    },
}

/// What the command line and the environment say; each `None` leaves the word to the next source.
#[derive(Debug, Default, Clone)]
pub struct Overrides {
    /// `--data-dir`, else the variable.
    pub data_dir: Option<PathBuf>,
    /// `--config`, else the variable.
    pub config: Option<PathBuf>,
    /// The variable only: a token on a command line would be seen by every user of the machine.
    pub token: Option<SecretString>,
    /// The variable.
    pub owner: Option<String>,
    /// The variable.
    pub api_url: Option<String>,
    /// `--port`, else the variable.
    pub port: Option<String>,
    /// `--speed`, else the variable.
    pub speed: Option<String>,
    /// The variable.
    pub log: Option<String>,
    /// The variable only.
    pub alpaca_key: Option<SecretString>,
    /// The variable only.
    pub alpaca_secret: Option<SecretString>,
    /// The variable only.
    pub broker_key: Option<SecretString>,
    /// The variable only.
    pub broker_secret: Option<SecretString>,
    /// The variable.
    pub heartbeat_url: Option<SecretString>,
    /// `--bars`.
    pub bars: Vec<PathBuf>,
    /// `--seed`.
    pub seed: Option<u64>,
}

impl Overrides {
    /// Fills what the command line left open from the environment.
    #[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
    #[must_use]
    pub fn or_environment(mut self) -> Self {
        let read = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        self.data_dir = self.data_dir.or_else(|| read(ENV_DATA_DIR).map(PathBuf::from));
        self.config = self.config.or_else(|| read(ENV_CONFIG).map(PathBuf::from));
        let secret = |name: &str| read(name).map(|text| SecretString::from(text.trim().to_owned()));
        self.token = self.token.or_else(|| secret(ENV_TOKEN));
        self.alpaca_key = self.alpaca_key.or_else(|| secret(ENV_ALPACA_KEY));
        self.alpaca_secret = self.alpaca_secret.or_else(|| secret(ENV_ALPACA_SECRET));
        self.broker_key = self.broker_key.or_else(|| secret(ENV_BROKER_KEY));
        self.broker_secret = self.broker_secret.or_else(|| secret(ENV_BROKER_SECRET));
        self.heartbeat_url = self.heartbeat_url.or_else(|| secret(ENV_HEARTBEAT_URL));
        self.owner = self.owner.or_else(|| read(ENV_OWNER));
        self.api_url = self.api_url.or_else(|| read(ENV_API_URL));
        self.port = self.port.or_else(|| read(ENV_PORT));
        self.speed = self.speed.or_else(|| read(ENV_SPEED));
        self.log = self.log.or_else(|| read(ENV_LOG));
        self
    }

    /// The folder that everything is kept in.
    pub fn data_dir(&self) -> PathBuf {
        self.data_dir.clone().unwrap_or_else(|| PathBuf::from(DATA_DIR_DEFAULT))
    }
}

impl Config {
    /// Reads the file, if there is one, and lets the overrides have the last word.
    pub fn load(overrides: &Overrides) -> Result<Self, ConfigError> {
        let data_dir = overrides.data_dir();
        let named = overrides.config.clone();
        let path = named.clone().unwrap_or_else(|| data_dir.join(FILE_NAME));
        let file = if named.is_some() || path.exists() { read_file(&path)? } else { File::default() };
        let place = Place { path: &path };
        let chat = chat(overrides, &file, &place)?;
        let in_telegram = matches!(chat, Chat::Telegram { .. });
        let market = market::read(overrides, &file, &place, in_telegram)?;
        Ok(Self {
            data_dir,
            chat,
            trading: trading::read(overrides, &file.trading, &market, &place)?,
            market,
            server: server::read(overrides, file.heartbeat, &file.metrics, &place)?,
            log: overrides.log.clone().or(file.log).unwrap_or_else(|| "info".to_owned()),
        })
    }
}

/// The file as it is written. Unknown keys are mistakes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    log: Option<String>,
    telegram: FileTelegram,
    sandbox: FileSandbox,
    market: FileMarket,
    trading: FileTrading,
    heartbeat: FileHeartbeat,
    metrics: FileMetrics,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FileTelegram {
    token: Option<FileToken>,
    owner: Option<u64>,
    approvers: Vec<u64>,
    viewers: Vec<u64>,
    api_url: Option<String>,
    pause_ms: Option<u64>,
    groups: Vec<String>,
    pin: Option<FileToken>,
}

impl std::fmt::Debug for FileTelegram {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileTelegram").field("owner", &self.owner).finish_non_exhaustive()
    }
}

/// Takes any value, so that no parser message can repeat a mistyped token.
struct FileToken(Option<SecretString>);

impl<'de> Deserialize<'de> for FileToken {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        Ok(Self(value.as_str().map(|text| SecretString::from(text.trim().to_owned()))))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FileSandbox {
    port: Option<u16>,
}

/// Names the file and key of a mistake.
struct Place<'a> {
    path: &'a Path,
}

impl Place<'_> {
    fn key(&self, key: &str, reason: impl Into<String>) -> ConfigError {
        ConfigError::Invalid {
            place: format!("configuration file {}, {key}", self.path.display()),
            reason: reason.into(),
        }
    }
}

fn read_file(path: &Path) -> Result<File, ConfigError> {
    let unreadable = |reason: String| ConfigError::Unreadable { path: path.display().to_string(), reason };
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > FILE_BYTES_MAX {
        return Err(unreadable(format!("{size} bytes are more than a configuration has ({FILE_BYTES_MAX})")));
    }
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    parse(&text, path)
}

/// The hash of the PIN that a configuration of this text has; `None` where it has none or cannot be read.
pub fn pin_in(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    table.get("telegram")?.get("pin")?.as_str().map(str::to_owned)
}

fn parse(text: &str, path: &Path) -> Result<File, ConfigError> {
    toml::from_str(text).map_err(|error| {
        // The error's own text would quote the line, and the line may hold the token.
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        ConfigError::Malformed {
            path: path.display().to_string(),
            line: before.matches('\n').count() + 1,
            column: before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1,
            reason: error.message().to_owned(),
        }
    })
}

fn chat(overrides: &Overrides, file: &File, place: &Place<'_>) -> Result<Chat, ConfigError> {
    let in_file = match &file.telegram.token {
        Some(FileToken(None)) => {
            return Err(place.key("telegram.token", "must be text in quotes, as @BotFather gave it"));
        }
        Some(FileToken(token)) => token.clone(),
        None => None,
    };
    let Some(token) = overrides.token.clone().or(in_file) else {
        let port = match &overrides.port {
            Some(text) => text.trim().parse().map_err(|_| ConfigError::Invalid {
                place: format!("--port or {ENV_PORT}"),
                reason: format!("`{text}` is not a port; write a number from 0 to 65535"),
            })?,
            None => file.sandbox.port.unwrap_or(SANDBOX_PORT_DEFAULT),
        };
        return Ok(Chat::Sandbox { port });
    };
    if !looks_like_a_token(&token) {
        let place = if overrides.token.is_some() {
            ENV_TOKEN.to_owned()
        } else {
            format!("{}, telegram.token", place.path.display())
        };
        return Err(ConfigError::Invalid {
            place,
            reason: "is not a bot token; @BotFather gives one like 123456:ABC-DEF".to_owned(),
        });
    }
    let owner =
        match &overrides.owner {
            Some(text) => Some(text.trim().parse().map_err(|_| {
                ConfigError::Invalid {
                    place: ENV_OWNER.to_owned(),
                    reason:
                        "is not a Telegram id; it is a whole number, which the bot tells you when you send it /start"
                            .to_owned(),
                }
            })?),
            None => file.telegram.owner,
        };
    if file.telegram.viewers.len() > VIEWERS_MAX {
        return Err(place.key("telegram.viewers", format!("names more than {VIEWERS_MAX} people")));
    }
    if file.telegram.approvers.len() > VIEWERS_MAX {
        return Err(place.key("telegram.approvers", format!("names more than {VIEWERS_MAX} people")));
    }
    let api_url = overrides.api_url.clone().or_else(|| file.telegram.api_url.clone());
    let pause_ms = file.telegram.pause_ms.unwrap_or(PAUSE_MS_DEFAULT);
    if pause_ms > PAUSE_MS_MAX {
        return Err(place.key("telegram.pause_ms", format!("is longer than {PAUSE_MS_MAX} milliseconds")));
    }
    let (approvers, viewers) = (file.telegram.approvers.clone(), file.telegram.viewers.clone());
    let groups = groups(&file.telegram.groups, place)?;
    let pin = match &file.telegram.pin {
        None => None,
        Some(FileToken(pin)) => {
            let hash = pin.clone().filter(|hash| hash.expose_secret().starts_with("$argon2"));
            Some(hash.ok_or_else(|| {
                place.key("telegram.pin", "is no hash of a PIN; `algoslayer pin` asks for one and writes it")
            })?)
        }
    };
    Ok(Chat::Telegram { token, owner, approvers, viewers, groups, pin, api_url, pause_ms })
}

/// Groups as `-1001234567890` or `-1001234567890:17`.
fn groups(texts: &[String], place: &Place<'_>) -> Result<Vec<(i64, Option<i32>)>, ConfigError> {
    if texts.len() > GROUPS_MAX {
        return Err(place.key("telegram.groups", format!("names more than {GROUPS_MAX} groups")));
    }
    let mut groups: Vec<(i64, Option<i32>)> = Vec::new();
    for text in texts {
        let read = |text: &str| {
            let (id, topic) = text.split_once(':').map_or((text, None), |(id, topic)| (id, Some(topic)));
            let id = id.parse().ok().filter(|id: &i64| *id < 0)?;
            let topic = topic.map(|topic| topic.parse().ok().filter(|topic: &i32| *topic > 0));
            topic.map_or(Some((id, None)), |topic| topic.map(|topic| (id, Some(topic))))
        };
        let Some(group) = read(text.trim()) else {
            let reason = format!(
                "`{text}` is no group; write its id, which is negative, and a topic after a colon: \"-1001234567890:17\""
            );
            return Err(place.key("telegram.groups", reason));
        };
        if groups.iter().any(|(known, _)| *known == group.0) {
            return Err(
                place.key("telegram.groups", format!("names {} twice; one topic of a group can be served", group.0))
            );
        }
        groups.push(group);
    }
    Ok(groups)
}

/// A number, a colon, and at least twenty characters out of letters, digits, `-` and `_`.
pub fn looks_like_a_token(token: &SecretString) -> bool {
    token.expose_secret().split_once(':').is_some_and(|(id, secret)| {
        !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_digit())
            && secret.len() >= 20
            && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "123456:AAbbCCddEEffGGhhIIjjKKll";

    fn load(text: &str, overrides: Overrides) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), text).unwrap();
        Config::load(&Overrides { data_dir: Some(folder.path().to_owned()), ..overrides })
    }

    fn refusal(text: &str) -> String {
        load(text, Overrides::default()).unwrap_err().to_string()
    }

    #[test]
    fn nothing_configured_is_the_sandbox_on_the_simulated_market() {
        let config = load("", Overrides::default()).unwrap();
        assert!(matches!(config.chat, Chat::Sandbox { port: 8787 }));
        assert!(matches!(config.market.source, MarketSource::Sim { seed: 1, .. }));
        assert_eq!(config.market.symbol.as_str(), "RTX");
    }

    #[test]
    fn a_token_and_an_owner_are_the_real_chat() {
        let text = format!("[telegram]\ntoken = \"{TOKEN}\"\nowner = 42\napprovers = [43, 44]");
        let config = load(&text, Overrides::default()).unwrap();
        let Chat::Telegram { token, owner, approvers, .. } = config.chat else { panic!("the sandbox came up") };
        assert_eq!((token.expose_secret(), owner, approvers), (TOKEN, Some(42), vec![43, 44]));
    }

    #[test]
    fn the_real_chat_is_for_the_real_market_unless_a_simulated_one_is_spoken_of() {
        let with = |text: &str| {
            let token = Some(SecretString::from(TOKEN));
            load(text, Overrides { token, speed: Some("max".to_owned()), ..Overrides::default() }).unwrap().market
        };
        let market = with("");
        let MarketSource::Live(live) = market.source else { panic!("not live") };
        assert_eq!((live.vendors, market.speed), (vec![VendorName::Yahoo], Speed::Times(1.0)));
        assert!(matches!(with("[market.sim]\nseed = 3").source, MarketSource::Sim { seed: 3, .. }));
        assert!(matches!(with("[market]\nfeed = \"sim\"").source, MarketSource::Sim { .. }));
    }

    #[test]
    fn vendors_are_named_in_order_and_keys_come_from_the_environment() {
        let keys = |key: Option<&str>, secret: Option<&str>| Overrides {
            alpaca_key: key.map(SecretString::from),
            alpaca_secret: secret.map(SecretString::from),
            ..Overrides::default()
        };
        let vendors = |text: &str, overrides| match load(&format!("[market]\nfeed = \"live\"\n{text}"), overrides) {
            Ok(Config { market: Market { source: MarketSource::Live(live), .. }, .. }) => Ok(live.vendors),
            Ok(_) => panic!("not live"),
            Err(error) => Err(error.to_string()),
        };
        let both = || keys(Some("PK1"), Some("very-secret"));
        assert_eq!(vendors("", both()), Ok(vec![VendorName::Alpaca, VendorName::Yahoo]));
        assert_eq!(
            vendors("[market.live]\nvendors = [\"yahoo\", \"alpaca\"]", both()),
            Ok(vec![VendorName::Yahoo, VendorName::Alpaca])
        );
        let refused = |text: &str, overrides| vendors(text, overrides).unwrap_err();
        let none = Overrides::default;
        assert!(refused("[market.live]\nvendors = [\"alpaca\"]", none()).contains(ENV_ALPACA_SECRET));
        assert!(refused("[market.live]\nvendors = [\"bloomberg\"]", none()).contains("`bloomberg` is no vendor"));
        assert!(refused("[market.live]\nvendors = []", none()).contains("names nobody"));
        assert!(refused("[market.live]\nvendors = [\"yahoo\", \"Yahoo\"]", none()).contains("twice"));
        assert!(refused("[market.live]\nyahoo_url = \"ftp://x\"", none()).contains("market.live.yahoo_url"));
        assert!(refused("[market.live]\nalpaca_feed = \"all\"", none()).contains("`all` is no feed of Alpaca"));
        let half = refused("", keys(Some("PK1"), None));
        assert!(half.starts_with(ENV_ALPACA_SECRET) && !half.contains("PK1"), "{half}");
        assert!(refused("", keys(None, Some("very-secret"))).starts_with(ENV_ALPACA_KEY));
        let told = format!("{:?}", load("[market]\nfeed = \"live\"", both()).unwrap());
        assert!(!told.contains("very-secret") && !told.contains("PK1"), "{told}");
    }

    #[test]
    fn the_environment_outweighs_the_file() {
        let overrides =
            Overrides { speed: Some("max".to_owned()), port: Some("9000".to_owned()), ..Overrides::default() };
        let config = load("[market]\nspeed = 5\n[sandbox]\nport = 1", overrides).unwrap();
        assert_eq!(config.market.speed, Speed::Max);
        assert!(matches!(config.chat, Chat::Sandbox { port: 9000 }));
    }

    #[test]
    fn every_mistake_is_named_with_its_place() {
        assert!(
            refusal("[market]\nspeeed = 3").contains("line 2, column 1: unknown field `speeed`"),
            "{}",
            refusal("[market]\nspeeed = 3")
        );
        assert!(refusal("[market\n").contains("line 1"));
        assert!(refusal("[market]\nspeed = -1").contains("market.speed: is no speed"));
        assert!(refusal("[market]\nfeed = \"x\"").contains("market.feed: `x` is no feed"));
        assert!(refusal("[market]\nsymbol = \"not a symbol\"").contains("market.symbol"));
        assert!(refusal("[market]\nfeed = \"csv\"").contains("market.csv.paths"));
        assert!(refusal("[market.sim]\nfirst_session = \"soon\"").contains("market.sim.first_session"));
        let bad =
            Overrides { owner: Some("me".to_owned()), token: Some(SecretString::from(TOKEN)), ..Overrides::default() };
        assert!(load("", bad).unwrap_err().to_string().starts_with(ENV_OWNER));
        let missing = Overrides { config: Some(PathBuf::from("/nowhere/at-all.toml")), ..Overrides::default() };
        assert!(load("", missing).unwrap_err().to_string().contains("/nowhere/at-all.toml"));
    }

    #[test]
    fn no_mistake_repeats_the_token() {
        let secret = "AAbbCCddEEffGGhhIIjjKKll";
        for text in [
            format!("[telegram]\ntoken = \"{secret}\""),
            format!("[telegram]\ntoken = [\"{secret}\"]"),
            format!("[telegram]\ntoken = \"1:{secret}\" x"),
            format!("[telegram]\ntoken = \"1:{secret}\nowner = 4"),
            format!("[telegram]\ntoken = 1:{secret}"),
        ] {
            let refused = refusal(&text);
            assert!(!refused.contains(secret), "{refused}");
        }
    }
}
