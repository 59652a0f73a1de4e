//! The visitor's session that Yahoo wants for quotes and chains: a cookie, and a crumb that belongs to it.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::sync::Mutex;

use crate::feeds::http::Http;
use crate::feeds::source_fault::SourceFault;

/// The longest crumb that is believed to be one, bytes; it has eleven.
const CRUMB_BYTES_MAX: usize = 64;

/// A session, begun when it is first needed and begun anew once when it is refused. Clones share it.
#[derive(Clone, Debug)]
pub(super) struct Session {
    cookie_http: Http,
    http: Http,
    visitor: Arc<Mutex<Option<Visitor>>>,
}

/// Who Yahoo believes to be asking.
#[derive(Clone, Debug)]
struct Visitor {
    cookie: SecretString,
    crumb: SecretString,
}

impl Session {
    /// Cookies come through `cookie_http`, everything else through `http`.
    pub(super) fn new(cookie_http: Http, http: Http) -> Self {
        Self { cookie_http, http, visitor: Arc::default() }
    }

    /// Asks as a visitor; gives the answer and whether it is the remembered one.
    pub(super) async fn get(&self, path: &str, query: &[(&str, String)]) -> Result<(Value, bool), SourceFault> {
        let (visitor, is_old) = self.visitor().await?;
        match self.get_as(&visitor, path, query).await {
            Err(SourceFault::Unauthorized) => {}
            answer => return answer,
        }
        *self.visitor.lock().await = None;
        if !is_old {
            return Err(SourceFault::Unauthorized);
        }
        let (visitor, _) = self.visitor().await?;
        self.get_as(&visitor, path, query).await
    }

    /// Attempts sent for cookies, and how many of them were repeated ones.
    pub(super) fn visits(&self) -> (u64, u64) {
        self.cookie_http.counters()
    }

    async fn get_as(
        &self,
        visitor: &Visitor,
        path: &str,
        query: &[(&str, String)],
    ) -> Result<(Value, bool), SourceFault> {
        let mut query = query.to_vec();
        query.push(("crumb", visitor.crumb.expose_secret().to_owned()));
        let reply = self.http.get_as(path, &query, Some(&visitor.cookie)).await?;
        Ok((reply.json()?, reply.unchanged))
    }

    /// The visitor, and whether it was there already.
    async fn visitor(&self) -> Result<(Visitor, bool), SourceFault> {
        let mut held = self.visitor.lock().await;
        if let Some(visitor) = &*held {
            return Ok((visitor.clone(), true));
        }
        let cookie = self.cookie_http.cookies("/").await?;
        let reply = self.http.get_as("/v1/test/getcrumb", &[], Some(&cookie)).await?;
        let visitor = Visitor { cookie, crumb: crumb_of(&reply.body)? };
        *held = Some(visitor.clone());
        Ok((visitor, false))
    }
}

/// A crumb is one short word; a page or a JSON object instead of it is a refusal.
fn crumb_of(body: &[u8]) -> Result<SecretString, SourceFault> {
    let text = std::str::from_utf8(body).map_err(|_| SourceFault::Unauthorized)?.trim();
    let is_word = text.bytes().all(|c| c.is_ascii_graphic() && !matches!(c, b'<' | b'>' | b'{' | b'}' | b'"'));
    if text.is_empty() || text.len() > CRUMB_BYTES_MAX || !is_word {
        return Err(SourceFault::Unauthorized);
    }
    Ok(SecretString::from(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_short_word_is_a_crumb() {
        assert_eq!(crumb_of(b" aB3/x.Y-9z_ \n").unwrap().expose_secret(), "aB3/x.Y-9z_");
        for body in ["", "<html></html>", "{\"finance\":{}}", "Too Many Requests", &"x".repeat(65)] {
            assert_eq!(crumb_of(body.as_bytes()).unwrap_err(), SourceFault::Unauthorized, "{body}");
        }
        assert_eq!(crumb_of(&[0xff]).unwrap_err(), SourceFault::Unauthorized);
    }
}
