//! How a machine nobody sits at is watched: the address that is called after every cycle, and the port of the figures.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{ConfigError, FileToken, Overrides, Place};

/// How the product is watched from outside.
#[derive(Clone, Debug, Default)]
pub struct Server {
    /// Address that is called after every committed cycle.
    pub heartbeat_url: Option<SecretString>,
    /// Port on 127.0.0.1 that gives figures, 0 for any; without one there are none.
    pub metrics_port: Option<u16>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FileHeartbeat {
    url: Option<FileToken>,
}

impl std::fmt::Debug for FileHeartbeat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileHeartbeat").finish_non_exhaustive()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FileMetrics {
    port: Option<u16>,
}

/// Reads and checks the part; no message repeats the address, which is as good as a password.
pub(super) fn read(
    overrides: &Overrides,
    heartbeat: FileHeartbeat,
    metrics: &FileMetrics,
    place: &Place<'_>,
) -> Result<Server, ConfigError> {
    let wrong = || place.key("heartbeat.url", "must be an address in quotes that begins with https:// or http://");
    let in_file = match heartbeat.url {
        Some(FileToken(None)) => return Err(wrong()),
        Some(FileToken(url)) => url,
        None => None,
    };
    let heartbeat_url = overrides.heartbeat_url.clone().or(in_file);
    let sound = |url: &SecretString| {
        let parsed = reqwest::Url::parse(url.expose_secret());
        parsed.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
    };
    if heartbeat_url.as_ref().is_some_and(|url| !sound(url)) {
        return Err(wrong());
    }
    Ok(Server { heartbeat_url, metrics_port: metrics.port })
}
