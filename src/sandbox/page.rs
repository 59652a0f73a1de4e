//! The chat page: its files, its stream of changes, and what the people on it do.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::stream::{self, Stream};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::methods::profile::{commands_for, profile_text};
use super::model::{Chat, MediaKind, Person};
use super::people::{self, Extras, PersonError};
use super::shared::Shared;
use super::wire;
use super::world::{PageNote, World};

/// Messages the page gets at first, and with each look further back.
const HISTORY_LEN: usize = 150;

type Page = State<Arc<Shared>>;

/// Everything under `/` and `/page/`.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/", get(|| async { asset("index.html") }))
        .route("/page/{file}", get(|Path(file): Path<String>| async move { asset(&file) }))
        .route("/page/state", get(state))
        .route("/page/history", get(history))
        .route("/page/events", get(events))
        .route("/page/file/{id}", get(file))
        .route("/page/say", post(say))
        .route("/page/edit", post(edit))
        .route("/page/tap", post(tap))
        .route("/page/block", post(block))
        .route("/page/photo", post(photo))
}

/// A file of the page, compiled in.
fn asset(name: &str) -> Response {
    let (kind, text) = match name {
        "index.html" => ("text/html; charset=utf-8", include_str!("page/index.html")),
        "style.css" => ("text/css; charset=utf-8", include_str!("page/style.css")),
        "chat.js" => ("text/javascript; charset=utf-8", include_str!("page/chat.js")),
        "composer.js" => ("text/javascript; charset=utf-8", include_str!("page/composer.js")),
        "view.js" => ("text/javascript; charset=utf-8", include_str!("page/view.js")),
        "text.js" => ("text/javascript; charset=utf-8", include_str!("page/text.js")),
        "tools.js" => ("text/javascript; charset=utf-8", include_str!("page/tools.js")),
        "icon.svg" => ("image/svg+xml", include_str!("page/icon.svg")),
        _ => return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response(),
    };
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
                  base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, text).into_response()
}

/// Refuses what another site could make a browser send: a foreign name for this machine, or a foreign origin.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = text_of(headers, &header::HOST).unwrap_or_default();
    if !is_loopback(host) {
        let reason = "This chat answers only to 127.0.0.1 and localhost. Open it under one of these names.\n";
        return (StatusCode::FORBIDDEN, reason).into_response();
    }
    let opening = request.method() == Method::GET && request.uri().path() == "/";
    let origin = text_of(headers, &header::ORIGIN);
    let foreign_origin = origin.is_some_and(|origin| origin != format!("http://{host}"));
    let site = text_of(headers, &HeaderName::from_static("sec-fetch-site"));
    let foreign_site = site.is_some_and(|site| site != "same-origin" && site != "none");
    if !opening && (foreign_origin || foreign_site) {
        let reason = "Another web site tried to use this chat; the request was refused.\n";
        return (StatusCode::FORBIDDEN, reason).into_response();
    }
    next.run(request).await
}

fn text_of<'headers>(headers: &'headers HeaderMap, name: &HeaderName) -> Option<&'headers str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let name = name.to_ascii_lowercase();
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

async fn state(State(shared): Page) -> Json<Value> {
    Json(shared.read(|world| {
        let people: Vec<Value> = world
            .people
            .values()
            .filter_map(|person| Some(person_state(world, person, world.chats.get(&person.id)?)))
            .collect();
        json!({
            "banner": shared.banner,
            "bot": {"name": bot_name(world), "username": world.bot.username},
            "people": people,
            "note": world.last_note,
        })
    }))
}

fn bot_name(world: &World) -> String {
    let name = profile_text(world, "name", "");
    if name.is_empty() { world.bot.name.clone() } else { name }
}

fn person_state(world: &World, person: &Person, chat: &Chat) -> Value {
    json!({
        "id": person.id,
        "name": person.first_name,
        "role": person.role,
        "language": person.language,
        "chat": chat_state(world, chat),
        "commands": commands_for(world, chat.id, &person.language),
        "description": profile_text(world, "description", &person.language),
        "messages": latest(world, chat, i32::MAX),
        "more": chat.messages.len() > HISTORY_LEN,
    })
}

fn chat_state(world: &World, chat: &Chat) -> Value {
    let pins: Vec<Value> = chat.pins.iter().map(|id| wire::message(world, chat.id, *id)).collect();
    json!({"opened": chat.opened, "blocked": chat.blocked, "pins": pins})
}

fn latest(world: &World, chat: &Chat, before: i32) -> Vec<Value> {
    let ids: Vec<i32> = chat.messages.range(..before).rev().take(HISTORY_LEN).map(|(id, _)| *id).collect();
    ids.into_iter().rev().map(|id| wire::message(world, chat.id, id)).collect()
}

#[derive(Deserialize)]
struct Before {
    person: i64,
    before: i32,
}

async fn history(State(shared): Page, Query(ask): Query<Before>) -> Json<Value> {
    Json(shared.read(|world| {
        let messages = world.chats.get(&ask.person).map(|chat| latest(world, chat, ask.before)).unwrap_or_default();
        json!({"more": messages.len() == HISTORY_LEN, "messages": messages})
    }))
}

#[derive(Deserialize)]
struct Since {
    since: u64,
}

/// A stream of changes after a number; `reset` when the page has missed some and must load everything again.
async fn events(State(shared): Page, Query(from): Query<Since>, headers: HeaderMap) -> Response {
    let seen = text_of(&headers, &HeaderName::from_static("last-event-id")).and_then(|id| id.parse().ok());
    let bell = shared.listen();
    let stopped = shared.stopped.subscribe();
    let start = Follower { shared, bell, stopped, seen: seen.unwrap_or(from.since), ready: VecDeque::new() };
    Sse::new(follow(start)).keep_alive(KeepAlive::default()).into_response()
}

struct Follower {
    shared: Arc<Shared>,
    bell: watch::Receiver<()>,
    stopped: watch::Receiver<bool>,
    seen: u64,
    ready: VecDeque<Event>,
}

fn follow(start: Follower) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(start, |mut follower| async move {
        loop {
            if let Some(event) = follower.ready.pop_front() {
                return Some((Ok(event), follower));
            }
            follower.bell.borrow_and_update();
            let (last, found) = follower.shared.read(|world| (world.last_note, news(world, follower.seen)));
            follower.seen = last;
            follower
                .ready
                .extend(found.into_iter().map(|it| Event::default().id(last.to_string()).data(it.to_string())));
            if follower.ready.is_empty() {
                tokio::select! {
                    rung = follower.bell.changed() => if rung.is_err() { return None },
                    _ = follower.stopped.wait_for(|stopped| *stopped) => return None,
                }
            }
        }
    })
}

/// What changed after `seen`; a message that changed twice is told once.
fn news(world: &World, seen: u64) -> Vec<Value> {
    if seen == world.last_note {
        return Vec::new();
    }
    let oldest = world.notes.front().map_or(u64::MAX, |(number, _)| *number);
    if seen.saturating_add(1) < oldest || seen > world.last_note {
        return vec![json!({"kind": "reset"})];
    }
    let fresh: Vec<&PageNote> = world.notes.iter().filter(|(number, _)| *number > seen).map(|(_, note)| note).collect();
    let mut out = Vec::new();
    for (at, note) in fresh.iter().enumerate() {
        let again = |later: &&PageNote| match (note, later) {
            (PageNote::Message { chat, id }, PageNote::Message { chat: chat2, id: id2 }) => chat == chat2 && id == id2,
            _ => false,
        };
        if !fresh.iter().skip(at + 1).any(again) {
            out.extend(told(world, note));
        }
    }
    out
}

fn told(world: &World, note: &PageNote) -> Option<Value> {
    Some(match note {
        PageNote::Message { chat, id } => {
            world.message(*chat, *id)?;
            json!({"kind": "message", "chat": chat, "message": wire::message(world, *chat, *id)})
        }
        PageNote::Gone { chat, id } => json!({"kind": "gone", "chat": chat, "id": id}),
        PageNote::Chat { chat } => {
            json!({"kind": "chat", "chat": chat, "state": chat_state(world, world.chats.get(chat)?)})
        }
        PageNote::Answer { chat, tap, text, alert, url } => {
            json!({"kind": "answer", "chat": chat, "tap": tap, "text": text, "alert": alert, "url": url})
        }
        PageNote::Action { chat, action } => json!({"kind": "action", "chat": chat, "action": action}),
        PageNote::Commands => {
            let menus: Vec<Value> = world
                .people
                .values()
                .map(|it| {
                    let description = profile_text(world, "description", &it.language);
                    json!({"id": it.id, "commands": commands_for(world, it.id, &it.language), "description": description})
                })
                .collect();
            json!({"kind": "commands", "menus": menus, "name": bot_name(world)})
        }
    })
}

#[derive(Deserialize)]
struct Say {
    person: i64,
    text: String,
    reply_to: Option<i32>,
}

async fn say(State(shared): Page, Json(ask): Json<Say>) -> Response {
    let extras = Extras { reply_to: ask.reply_to, ..Extras::default() };
    act(&shared, |world| people::says(world, ask.person, ask.person, &ask.text, extras))
}

#[derive(Deserialize)]
struct Edit {
    person: i64,
    message: i32,
    text: String,
}

async fn edit(State(shared): Page, Json(ask): Json<Edit>) -> Response {
    act(&shared, |world| people::edits(world, ask.person, ask.message, &ask.text))
}

#[derive(Deserialize)]
struct Press {
    person: i64,
    message: i32,
    data: String,
}

async fn tap(State(shared): Page, Json(ask): Json<Press>) -> Response {
    act(&shared, |world| people::taps(world, ask.person, ask.person, ask.message, &ask.data))
}

#[derive(Deserialize)]
struct Block {
    person: i64,
    blocked: bool,
}

async fn block(State(shared): Page, Json(ask): Json<Block>) -> Response {
    act(&shared, |world| people::sets_blocked(world, ask.person, ask.blocked))
}

#[derive(Deserialize)]
struct Picture {
    person: i64,
    #[serde(default)]
    caption: String,
}

async fn photo(State(shared): Page, Query(ask): Query<Picture>, bytes: Bytes) -> Response {
    let extras = Extras { photo: Some(("photo".to_owned(), bytes.to_vec())), ..Extras::default() };
    act(&shared, |world| people::says(world, ask.person, ask.person, &ask.caption, extras))
}

fn act(shared: &Shared, work: impl FnOnce(&mut World) -> Result<Value, PersonError>) -> Response {
    let done = shared.change(work).unwrap_or_else(|error| Err(PersonError::NotKept(error.to_string())));
    match done {
        Ok(update) => Json(update).into_response(),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({"error": error.to_string()}))).into_response(),
    }
}

/// A picture to be shown, or a document to be saved: never a page of its own.
async fn file(State(shared): Page, Path(id): Path<String>) -> Response {
    let info = shared.read(|world| world.file(&id).cloned());
    let (Some(info), Some(bytes)) = (info, shared.file_bytes(&id)) else {
        return (StatusCode::NOT_FOUND, "This file is no longer kept.\n").into_response();
    };
    let kind = if info.width > 0 { MediaKind::Photo } else { MediaKind::Document };
    let plain: String = info.name.chars().filter(|c| c.is_ascii_alphanumeric() || "._- ".contains(*c)).collect();
    let (mime, way) = match kind {
        MediaKind::Photo => (info.mime.as_str(), "inline".to_owned()),
        MediaKind::Document => ("application/octet-stream", format!("attachment; filename=\"{plain}\"")),
    };
    let mut response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, mime),
        (header::CONTENT_DISPOSITION, way.as_str()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in ["127.0.0.1:8787", "localhost", "LOCALHOST:1", "[::1]:8787", "127.0.0.2"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["", "evil.example:8787", "localhost.evil.example", "10.0.0.5", "127.0.0.1.evil.example"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
