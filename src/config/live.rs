//! The live market's part of the configuration: which vendors, where they are, and the keys they want.

use secrecy::SecretString;

use super::market::FileLive;
use super::{ConfigError, ENV_ALPACA_KEY, ENV_ALPACA_SECRET, Overrides, Place};

/// A vendor of live data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VendorName {
    /// Yahoo Finance, without a key.
    Yahoo,
    /// Alpaca, with a key.
    Alpaca,
}

impl VendorName {
    fn read(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "yahoo" => Some(Self::Yahoo),
            "alpaca" => Some(Self::Alpaca),
            _ => None,
        }
    }
}

/// What live data is asked for, and where.
#[derive(Debug, Clone)]
pub struct LiveMarket {
    /// The preferred one first; never empty.
    pub vendors: Vec<VendorName>,
    /// Address of Yahoo, where it is not its own.
    pub yahoo_url: Option<String>,
    /// Address of Alpaca, where it is not its own.
    pub alpaca_url: Option<String>,
    /// Whether Alpaca's full feed of all exchanges is meant, which needs a subscription.
    pub alpaca_sip: bool,
    /// Alpaca's key and its secret; there where Alpaca is among the vendors.
    pub alpaca_key: Option<(SecretString, SecretString)>,
}

/// Reads and checks the part.
pub(super) fn read(overrides: &Overrides, file: &FileLive, place: &Place<'_>) -> Result<LiveMarket, ConfigError> {
    let alpaca_key = key(overrides)?;
    let vendors = match &file.vendors {
        None if alpaca_key.is_some() => vec![VendorName::Alpaca, VendorName::Yahoo],
        None => vec![VendorName::Yahoo],
        Some(names) => named(names, place)?,
    };
    if vendors.contains(&VendorName::Alpaca) && alpaca_key.is_none() {
        return Err(place.key(
            "market.live.vendors",
            format!("names alpaca, but there is no key: set {ENV_ALPACA_KEY} and {ENV_ALPACA_SECRET}"),
        ));
    }
    let alpaca_sip = match file.alpaca_feed.as_deref() {
        None | Some("iex") => false,
        Some("sip") => true,
        Some(other) => {
            let reason = format!("`{other}` is no feed of Alpaca; write \"iex\" (free) or \"sip\" (all exchanges)");
            return Err(place.key("market.live.alpaca_feed", reason));
        }
    };
    Ok(LiveMarket {
        vendors,
        yahoo_url: address(file.yahoo_url.as_deref(), "market.live.yahoo_url", place)?,
        alpaca_url: address(file.alpaca_url.as_deref(), "market.live.alpaca_url", place)?,
        alpaca_sip,
        alpaca_key,
    })
}

/// Both halves or none.
fn key(overrides: &Overrides) -> Result<Option<(SecretString, SecretString)>, ConfigError> {
    let half = |missing: &str, there: &str| ConfigError::Invalid {
        place: missing.to_owned(),
        reason: format!("is not set, but {there} is; Alpaca gives a key and its secret together"),
    };
    match (overrides.alpaca_key.clone(), overrides.alpaca_secret.clone()) {
        (Some(key), Some(secret)) => Ok(Some((key, secret))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(half(ENV_ALPACA_SECRET, ENV_ALPACA_KEY)),
        (None, Some(_)) => Err(half(ENV_ALPACA_KEY, ENV_ALPACA_SECRET)),
    }
}

fn named(names: &[String], place: &Place<'_>) -> Result<Vec<VendorName>, ConfigError> {
    let mut vendors = Vec::new();
    for name in names {
        let vendor = VendorName::read(name).ok_or_else(|| {
            place.key("market.live.vendors", format!("`{name}` is no vendor; write \"yahoo\" or \"alpaca\""))
        })?;
        if vendors.contains(&vendor) {
            return Err(place.key("market.live.vendors", format!("names `{name}` twice")));
        }
        vendors.push(vendor);
    }
    if vendors.is_empty() {
        return Err(place.key("market.live.vendors", "names nobody; write [\"yahoo\"]"));
    }
    Ok(vendors)
}

pub(super) fn address(url: Option<&str>, key: &str, place: &Place<'_>) -> Result<Option<String>, ConfigError> {
    match url.map(str::trim) {
        None => Ok(None),
        Some(url) if url.starts_with("http://") || url.starts_with("https://") => {
            Ok(Some(url.trim_end_matches('/').to_owned()))
        }
        Some(_) => Err(place.key(key, "is no address; write it like https://example.com")),
    }
}
