//! A vendor on this machine that answers as it is told: well, wrongly, slowly, in pieces or not at all.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use algoslayer::feeds::http::HttpOptions;
use algoslayer::feeds::source_fault::SourceFault;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use futures::StreamExt;

/// The longest answer that [`hasty`] clients read, bytes.
pub(crate) const BODY_BYTES_MAX: usize = 256 * 1024;

/// One answer.
#[derive(Clone, Debug)]
pub(crate) enum Play {
    /// This status, these headers, this body.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// This body under an entity tag; status 304 to whoever has it already.
    Tagged(String),
    /// Nothing for so long.
    Slow(Duration),
    /// The first half of this body, then the connection ends.
    Cut(String),
    /// No answer; the connection ends.
    HangUp,
}

impl Play {
    /// Status 200 with this body.
    pub(crate) fn good(body: impl Into<String>) -> Self {
        Self::Answer(200, Vec::new(), body.into())
    }

    /// This status and no body.
    pub(crate) fn status(status: u16) -> Self {
        Self::Answer(status, Vec::new(), String::new())
    }
}

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Path, `?` and query.
    pub(crate) uri: String,
    /// All headers.
    pub(crate) headers: HeaderMap,
}

/// For a path that begins with the first, the plays in order; the last one is played again and again.
type Script = (&'static str, Vec<Play>);

/// The server; it ends with the test's runtime.
#[derive(Clone)]
pub(crate) struct VendorServer {
    /// Where it is.
    pub(crate) base: String,
    stage: Arc<Mutex<Stage>>,
}

struct Stage {
    scripts: Vec<Script>,
    seen: Vec<Seen>,
}

impl VendorServer {
    /// Plays each path's script; an unknown path is answered 404.
    pub(crate) async fn start(scripts: Vec<Script>) -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let stage = Arc::new(Mutex::new(Stage { scripts, seen: Vec::new() }));
        let router = Router::new().fallback(answer).with_state(stage.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { base, stage }
    }

    /// Everything that was asked, in order.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.stage.lock().unwrap().seen.clone()
    }
}

async fn answer(State(stage): State<Arc<Mutex<Stage>>>, request: Request) -> Response {
    let seen = Seen { uri: request.uri().to_string(), headers: request.headers().clone() };
    let play = {
        let mut stage = stage.lock().unwrap();
        stage.seen.push(seen.clone());
        let script = stage.scripts.iter_mut().find(|(path, _)| seen.uri.starts_with(path));
        script.map_or(Play::status(404), |(_, plays)| if plays.len() > 1 { plays.remove(0) } else { plays[0].clone() })
    };
    match play {
        Play::Answer(status, headers, body) => {
            let builder =
                headers.iter().fold(Response::builder().status(status), |b, (name, value)| b.header(*name, value));
            builder.body(Body::from(body)).unwrap()
        }
        Play::Tagged(body) => {
            let known = seen.headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag == "\"v1\"");
            let status = if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
            let body = if known { Body::empty() } else { Body::from(body) };
            Response::builder().status(status).header(header::ETAG, "\"v1\"").body(body).unwrap()
        }
        Play::Slow(span) => {
            tokio::time::sleep(span).await;
            Response::new(Body::from("{}"))
        }
        Play::Cut(body) => {
            let half = Bytes::copy_from_slice(&body.as_bytes()[..body.len() / 2]);
            // The half must be on its way before the line breaks.
            let breaks = async {
                tokio::time::sleep(Duration::from_millis(30)).await;
                Err(std::io::Error::other("the line is cut"))
            };
            let pieces = futures::stream::once(async move { Ok(half) }).chain(futures::stream::once(breaks));
            Response::builder().header(header::CONTENT_LENGTH, body.len()).body(Body::from_stream(pieces)).unwrap()
        }
        Play::HangUp => {
            let nothing = [Err::<Bytes, _>(std::io::Error::other("the line is cut"))];
            Response::new(Body::from_stream(futures::stream::iter(nothing)))
        }
    }
}

/// Options of a client that loses its patience within a second or so.
pub(crate) fn hasty() -> HttpOptions {
    HttpOptions {
        timeout: Duration::from_millis(500),
        attempts_max: 3,
        pause_min: Duration::from_millis(5),
        pause_max: Duration::from_millis(20),
        retry_budget: Duration::from_secs(3),
        per_minute: 60_000,
        body_bytes_max: BODY_BYTES_MAX,
        seed: 7,
        ..HttpOptions::default()
    }
}

/// A way in which every vendor may answer, and what has to come of it.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) plays: Vec<Play>,
    /// The fault, or none where the client has to get through.
    pub(crate) fault: Option<SourceFault>,
    /// Requests sent for one question, and how many of them were repeated ones.
    pub(crate) counters: (u64, u64),
}

/// The cases that do not depend on what the vendor's answers look like; `good` is a sound one.
pub(crate) fn cases(good: &str) -> Vec<Case> {
    let too_often =
        |seconds: u64| Play::Answer(429, vec![("retry-after", seconds.to_string())], "slow down".to_owned());
    let case = |name, plays: Vec<Play>, fault, counters| Case { name, plays, fault, counters };
    let good = || Play::good(good);
    let cut = || Play::Cut("{\"a\": [1, 2, 3, 4, 5, 6]}".to_owned());
    vec![
        case("good", vec![good()], None, (1, 0)),
        case("401", vec![Play::status(401)], Some(SourceFault::Unauthorized), (1, 0)),
        case("403", vec![Play::status(403)], Some(SourceFault::Forbidden), (1, 0)),
        case("404", vec![Play::status(404)], Some(SourceFault::NotFound), (1, 0)),
        case("422", vec![Play::status(422)], Some(SourceFault::Rejected { status: 422 }), (1, 0)),
        case("redirect", vec![Play::status(302)], Some(SourceFault::Rejected { status: 302 }), (1, 0)),
        case("304 unasked", vec![Play::status(304)], Some(SourceFault::Rejected { status: 304 }), (1, 0)),
        case("429 for long", vec![too_often(30)], Some(SourceFault::RateLimited { retry_after_s: Some(30) }), (1, 0)),
        case("429, then good", vec![too_often(1), good()], None, (2, 1)),
        case(
            "429 without a word",
            vec![Play::status(429)],
            Some(SourceFault::RateLimited { retry_after_s: None }),
            (3, 2),
        ),
        case("500", vec![Play::status(500)], Some(SourceFault::Server { status: 500 }), (3, 2)),
        case("500, 503, good", vec![Play::status(500), Play::status(503), good()], None, (3, 2)),
        case("slow", vec![Play::Slow(Duration::from_secs(5))], Some(SourceFault::Timeout), (3, 2)),
        case("cut", vec![cut()], Some(SourceFault::Cut), (3, 2)),
        case("cut, then good", vec![cut(), good()], None, (2, 1)),
        case("hung up", vec![Play::HangUp], Some(SourceFault::Cut), (3, 2)),
        case("no JSON", vec![Play::good("<html>please log in</html>")], Some(SourceFault::NotJson), (1, 0)),
        case("half a JSON", vec![Play::good("{\"a\": [1, 2")], Some(SourceFault::NotJson), (1, 0)),
        case("NaN", vec![Play::good("{\"a\": NaN}")], Some(SourceFault::NotJson), (1, 0)),
        case("nothing", vec![Play::good(" ")], Some(SourceFault::Empty), (1, 0)),
        case(
            "too long",
            vec![Play::good("[1]".repeat(BODY_BYTES_MAX / 2))],
            Some(SourceFault::TooLarge { bytes_max: BODY_BYTES_MAX }),
            (1, 0),
        ),
    ]
}

/// Fails where a text tells of an address, a query or one of `secrets`.
pub(crate) fn assert_tells_no_secret(text: &str, secrets: &[&str]) {
    for secret in secrets.iter().chain(&["127.0.0.1", "http://", "?", "=", "&"]) {
        assert!(!text.contains(secret), "`{text}` holds `{secret}`");
    }
}
