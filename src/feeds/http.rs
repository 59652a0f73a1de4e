//! One vendor over HTTP, asked patiently: paced, tried again where that helps, and never told of in an error.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use reqwest::header::{COOKIE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::etag::EtagMemory;
use super::pace::{Pace, wait_wanted};
use super::source_fault::SourceFault;

/// How a vendor is asked.
#[derive(Clone, Debug)]
pub struct HttpOptions {
    /// Limit for one attempt, from the connection to the last byte.
    pub timeout: Duration,
    /// Limit for a connection to be made.
    pub connect_timeout: Duration,
    /// Attempts at one question, the first one included; at least 1.
    pub attempts_max: u32,
    /// The pause before the second attempt; it doubles from then on, plus up to as much again by chance.
    pub pause_min: Duration,
    /// The pause beyond which it grows no more.
    pub pause_max: Duration,
    /// Time from the first attempt after which none is begun, pauses that the vendor asks for included.
    pub retry_budget: Duration,
    /// Attempts a minute, at most half of them at once; at least 1.
    pub per_minute: u32,
    /// Attempts an hour, where the vendor has such a limit; beyond them the answer is [`SourceFault::BudgetSpent`].
    pub per_hour: Option<u32>,
    /// The longest answer that is read, bytes.
    pub body_bytes_max: usize,
    /// What the vendor is told about who asks.
    pub user_agent: String,
    /// Seed of the chance in pauses.
    pub seed: u64,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(5),
            attempts_max: 4,
            pause_min: Duration::from_millis(500),
            pause_max: Duration::from_secs(15),
            retry_budget: Duration::from_secs(45),
            per_minute: 60,
            per_hour: None,
            body_bytes_max: 8 * 1024 * 1024,
            user_agent: concat!("Mozilla/5.0 (compatible; algoslayer/", env!("CARGO_PKG_VERSION"), ")").to_owned(),
            seed: 0,
        }
    }
}

/// A vendor's answer with a status of success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Everything it sent.
    pub body: Arc<[u8]>,
    /// Whether it said that nothing has changed; the body is the remembered one.
    pub unchanged: bool,
    /// The HTTP status.
    pub status: u16,
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Result<serde_json::Value, SourceFault> {
        if self.body.iter().all(u8::is_ascii_whitespace) {
            return Err(SourceFault::Empty);
        }
        serde_json::from_slice(&self.body).map_err(|_| SourceFault::NotJson)
    }
}

/// An answer with whatever status, but for those that only ask for patience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The HTTP status: never 408, 429 or one from 500 on.
    pub status: u16,
    /// Everything it sent.
    pub body: Arc<[u8]>,
}

/// A vendor over HTTP. Clones share the connections, the pace, the memory of entity tags and the counters.
///
/// Redirects are not followed: they would carry the key to wherever the answer points.
#[derive(Clone)]
pub struct Http {
    client: Client,
    base: Url,
    headers: Arc<Vec<(&'static str, SecretString)>>,
    options: Arc<HttpOptions>,
    shared: Arc<Shared>,
}

struct Shared {
    pace: Pace,
    etags: Mutex<EtagMemory>,
    requests: AtomicU64,
    retries: AtomicU64,
    questions: AtomicU64,
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http").field("host", &self.base.host_str()).finish_non_exhaustive()
    }
}

impl Http {
    /// Prepares to ask the vendor at `base`, such as `https://data.example.com`; nothing is sent yet.
    pub fn new(base: &str, options: HttpOptions) -> Result<Self, SourceFault> {
        let base = Url::parse(base).map_err(|_| SourceFault::Address)?;
        let plain = base.username().is_empty() && base.password().is_none() && base.query().is_none();
        if !matches!(base.scheme(), "http" | "https") || base.host_str().is_none() || !plain {
            return Err(SourceFault::Address);
        }
        let client = Client::builder()
            .timeout(options.timeout)
            .connect_timeout(options.connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(options.user_agent.as_str())
            .build()
            .map_err(|_| SourceFault::Unreachable)?;
        let per_minute = NonZeroU32::new(options.per_minute).unwrap_or(NonZeroU32::MIN);
        let shared = Shared {
            pace: Pace::new(per_minute, options.per_hour.and_then(NonZeroU32::new)),
            etags: Mutex::default(),
            requests: AtomicU64::new(0),
            retries: AtomicU64::new(0),
            questions: AtomicU64::new(0),
        };
        Ok(Self { client, base, headers: Arc::default(), options: Arc::new(options), shared: Arc::new(shared) })
    }

    /// Sends these headers, such as a key, with every question. One that cannot be sent ends in [`SourceFault::Unauthorized`].
    #[must_use]
    pub fn with_headers(mut self, headers: Vec<(&'static str, SecretString)>) -> Self {
        self.headers = Arc::new(headers);
        self
    }

    /// Asks for `path` with `query`, again where that helps.
    pub async fn get(&self, path: &str, query: &[(&str, String)]) -> Result<Reply, SourceFault> {
        self.get_as(path, query, None).await
    }

    /// Like [`Http::get`], as the visitor whom `cookie` names.
    pub async fn get_as(
        &self,
        path: &str,
        query: &[(&str, String)],
        cookie: Option<&SecretString>,
    ) -> Result<Reply, SourceFault> {
        let url = self.url(path, query);
        self.retried(|| self.attempt(&url, cookie)).await
    }

    /// Asks for `path` only for the cookies that come with the answer, whatever its status.
    pub async fn cookies(&self, path: &str) -> Result<SecretString, SourceFault> {
        let url = self.url(path, &[]);
        self.retried(|| async { cookies_of(&self.send(&url, None, None).await?) }).await
    }

    /// Asks once, with whatever method and JSON body, and never again: for what must not be done twice.
    ///
    /// # Errors
    /// After [`SourceFault::Unreachable`], [`SourceFault::BudgetSpent`] and [`SourceFault::RateLimited`] nothing was done. After
    /// [`SourceFault::Timeout`], [`SourceFault::Cut`], [`SourceFault::TooLarge`] and [`SourceFault::Server`] it may have been.
    pub async fn once(
        &self,
        method: Method,
        path: &str,
        body: Option<&serde_json::Value>,
    ) -> Result<Exchange, SourceFault> {
        let request = self.client.request(method, self.url(path, &[]));
        self.exchange(match body {
            Some(body) => request.json(body),
            None => request,
        })
        .await
    }

    /// Asks for `path` with `query`, again where that helps, and tells also what an answer without success says.
    pub async fn look(&self, path: &str, query: &[(&str, String)]) -> Result<Exchange, SourceFault> {
        let url = self.url(path, query);
        self.retried(|| self.exchange(self.client.get(url.clone()))).await
    }

    /// Attempts sent since the start, and how many of them were repeated ones.
    pub fn counters(&self) -> (u64, u64) {
        (self.shared.requests.load(Ordering::Relaxed), self.shared.retries.load(Ordering::Relaxed))
    }

    fn url(&self, path: &str, query: &[(&str, String)]) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}/{}", self.base.path().trim_end_matches('/'), path.trim_start_matches('/')));
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    /// Makes attempts at one question until one succeeds, fails for good, or the budget is used up.
    async fn retried<T, Fut: Future<Output = Result<T, SourceFault>>>(
        &self,
        attempt: impl FnMut() -> Fut,
    ) -> Result<T, SourceFault> {
        let begun = Instant::now();
        let question = self.shared.questions.fetch_add(1, Ordering::Relaxed);
        let retried = attempt
            .retry(self.pauses(question))
            .when(SourceFault::is_worth_a_retry)
            .adjust(|fault, pause| self.next_pause(fault, pause?, begun))
            .notify(|fault, pause| {
                self.shared.retries.fetch_add(1, Ordering::Relaxed);
                tracing::debug!(%fault, pause_ms = pause.as_millis(), "a source is asked again");
            });
        Box::pin(retried).await
    }

    /// The pauses between attempts at one question. Chance comes from the seed, and differs from question to question.
    fn pauses(&self, question: u64) -> ExponentialBuilder {
        ExponentialBuilder::new()
            .with_min_delay(self.options.pause_min)
            .with_max_delay(self.options.pause_max)
            .with_max_times(usize::try_from(self.options.attempts_max.saturating_sub(1)).unwrap_or(usize::MAX))
            .with_jitter()
            .with_jitter_seed(self.options.seed.wrapping_add(question))
    }

    /// The pause before another attempt, no shorter than the vendor wants it, or none where it would exceed the budget.
    fn next_pause(&self, fault: &SourceFault, pause: Duration, begun: Instant) -> Option<Duration> {
        let wanted = match fault {
            SourceFault::RateLimited { retry_after_s: Some(seconds) } => pause.max(Duration::from_secs(*seconds)),
            _ => pause,
        };
        (begun.elapsed().saturating_add(wanted) <= self.options.retry_budget).then_some(wanted)
    }

    async fn attempt(&self, url: &Url, cookie: Option<&SecretString>) -> Result<Reply, SourceFault> {
        let remembered = self.etags().tag_of(url.as_str());
        let response = self.send(url, cookie, remembered.as_ref()).await?;
        let status = response.status().as_u16();
        if response.status() == StatusCode::NOT_MODIFIED {
            let body = self.etags().body_of(url.as_str()).ok_or(SourceFault::Rejected { status })?;
            return Ok(Reply { body, unchanged: true, status });
        }
        if let Some(fault) = self.fault_told(&response) {
            return Err(fault);
        }
        let tag = response.headers().get(ETAG).cloned();
        let body = self.body(response).await?;
        if let Some(tag) = tag {
            self.etags().remember(url.as_str(), tag, body.clone());
        }
        Ok(Reply { body, unchanged: false, status })
    }

    /// Sends one request when the pace allows it.
    async fn send(
        &self,
        url: &Url,
        cookie: Option<&SecretString>,
        tag: Option<&HeaderValue>,
    ) -> Result<Response, SourceFault> {
        self.send_as(self.client.get(url.clone()), self.header_map(cookie, tag)?).await
    }

    async fn send_as(&self, request: RequestBuilder, headers: HeaderMap) -> Result<Response, SourceFault> {
        self.shared.pace.wait(self.options.retry_budget).await?;
        self.shared.requests.fetch_add(1, Ordering::Relaxed);
        // The error's own text would name the address, and with it the query.
        request.headers(headers).send().await.map_err(|error| match error {
            error if error.is_connect() => SourceFault::Unreachable,
            error if error.is_timeout() => SourceFault::Timeout,
            // There was a connection, and it ended.
            _ => SourceFault::Cut,
        })
    }

    async fn exchange(&self, request: RequestBuilder) -> Result<Exchange, SourceFault> {
        let response = self.send_as(request, self.header_map(None, None)?).await?;
        let status = response.status().as_u16();
        if let Some(fault) = self.fault_told(&response).filter(SourceFault::is_worth_a_retry) {
            return Err(fault);
        }
        Ok(Exchange { status, body: self.body(response).await? })
    }

    /// What status and headers say; a wanted pause is kept from now on.
    fn fault_told(&self, response: &Response) -> Option<SourceFault> {
        let fault = fault_of(response)?;
        if let SourceFault::RateLimited { retry_after_s: Some(seconds) } = fault {
            self.shared.pace.hold(Duration::from_secs(seconds));
        }
        Some(fault)
    }

    fn header_map(&self, cookie: Option<&SecretString>, tag: Option<&HeaderValue>) -> Result<HeaderMap, SourceFault> {
        let mut headers = HeaderMap::new();
        let cookie = cookie.map(|cookie| (COOKIE, cookie));
        let fixed = self.headers.iter().map(|(name, value)| (HeaderName::from_static(name), value));
        for (name, value) in fixed.chain(cookie) {
            let mut value = HeaderValue::from_str(value.expose_secret()).map_err(|_| SourceFault::Unauthorized)?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        if let Some(tag) = tag {
            headers.insert(IF_NONE_MATCH, tag.clone());
        }
        Ok(headers)
    }

    /// Reads the body up to the limit.
    async fn body(&self, mut response: Response) -> Result<Arc<[u8]>, SourceFault> {
        let bytes_max = self.options.body_bytes_max;
        let announced = response.content_length().unwrap_or(0);
        if usize::try_from(announced).map_or(true, |announced| announced > bytes_max) {
            return Err(SourceFault::TooLarge { bytes_max });
        }
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > bytes_max => {
                    return Err(SourceFault::TooLarge { bytes_max });
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => return Ok(body.into()),
                Err(error) if error.is_timeout() => return Err(SourceFault::Timeout),
                Err(_) => return Err(SourceFault::Cut),
            }
        }
    }

    fn etags(&self) -> std::sync::MutexGuard<'_, EtagMemory> {
        self.shared.etags.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What status and headers say, or `None` where they say success.
fn fault_of(response: &Response) -> Option<SourceFault> {
    match SourceFault::of_status(response.status().as_u16())? {
        SourceFault::RateLimited { .. } => {
            Some(SourceFault::RateLimited { retry_after_s: wait_wanted(response.headers()) })
        }
        fault => Some(fault),
    }
}

/// The cookies that an answer sets, as they are sent back.
fn cookies_of(response: &Response) -> Result<SecretString, SourceFault> {
    let cookies = response.headers().get_all(SET_COOKIE).iter();
    let pairs: Vec<&str> = cookies
        .filter_map(|cookie| cookie.to_str().ok().and_then(|cookie| cookie.split(';').next()))
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
        .collect();
    if pairs.is_empty() {
        return Err(fault_of(response).unwrap_or(SourceFault::Unauthorized));
    }
    Ok(SecretString::from(pairs.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use backon::BackoffBuilder;

    fn http(seed: u64) -> Http {
        Http::new("https://example.com/base/", HttpOptions { seed, ..HttpOptions::default() }).unwrap()
    }

    #[test]
    fn pauses_double_and_their_chance_comes_from_the_seed() {
        let pauses = |seed, question| http(seed).pauses(question).build().collect::<Vec<_>>();
        let told = pauses(1, 0);
        assert_eq!(told.len(), 3, "four attempts");
        for (pause, least_ms) in told.iter().zip([500, 1_000, 2_000]) {
            assert!((least_ms..=2 * least_ms).contains(&pause.as_millis()), "{told:?}");
        }
        assert_eq!(told, pauses(1, 0));
        assert_ne!(told, pauses(2, 0));
        assert_ne!(told, pauses(1, 1));
    }

    #[test]
    fn a_path_is_put_behind_the_base_and_the_query_is_escaped() {
        let url = http(0).url("/v8/%5EVIX", &[("events", "div,split".to_owned()), ("crumb", "a/b&c".to_owned())]);
        assert_eq!(url.as_str(), "https://example.com/base/v8/%5EVIX?events=div%2Csplit&crumb=a%2Fb%26c");
    }

    #[tokio::test]
    async fn a_key_that_no_header_can_hold_is_not_accepted() {
        let http = http(0).with_headers(vec![("x-key", SecretString::from("two\nlines".to_owned()))]);
        assert_eq!(http.get("/", &[]).await.unwrap_err(), SourceFault::Unauthorized);
        assert_eq!(http.counters(), (0, 0), "nothing was sent");
    }
}
