//! The HTTP side of the Bot API: reads a request, lets a method serve it and answers in Telegram's envelope.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequest, Multipart, Query, Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::args::{Args, Upload};
use super::faults::{Cut, Fault};
use super::methods;
use super::polling;
use super::rules::{DOCUMENT_BYTES_MAX, Refusal};
use super::shared::{Recorded, Shared};

/// The largest request: one document and its words, bytes.
pub(super) const REQUEST_BYTES_MAX: usize = DOCUMENT_BYTES_MAX + 1024 * 1024;

/// Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`; anything else is not found.
pub(super) async fn entry(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let path = request.uri().path().to_owned();
    if let Some((token, rest)) = path.strip_prefix("/file/bot").and_then(|rest| rest.split_once('/')) {
        return if shared.faults().down { hang_up(&cut) } else { download(&shared, token, rest) };
    }
    let Some((token, method)) = path.strip_prefix("/bot").and_then(|rest| rest.split_once('/')) else {
        return answer(Err(Refusal::new(404, "Not Found")));
    };
    let token_fits = shared.is_token(token);
    let name = method.to_ascii_lowercase();
    let fault = {
        let mut faults = shared.faults();
        if faults.down {
            return hang_up(&cut);
        }
        if token_fits { faults.take(&name) } else { None }
    };
    if let Some(refusal) = fault.as_ref().and_then(Fault::refusal) {
        return answer(Err(refusal));
    }
    match fault {
        Some(Fault::CutConnection { processed: false }) => return hang_up(&cut),
        Some(Fault::Slow(ms)) => tokio::time::sleep(Duration::from_millis(ms)).await,
        _ => {}
    }
    let outcome =
        if token_fits { serve(&shared, method, request).await } else { Err(Refusal::new(401, "Unauthorized")) };
    if let Err(refusal) = &outcome {
        shared.change(|world| world.violated(method, refusal)).unwrap_or_else(|error| {
            tracing::error!(%error, "the sandbox could not keep a change");
        });
    }
    if fault == Some(Fault::CutConnection { processed: true }) {
        return hang_up(&cut);
    }
    answer(outcome)
}

async fn serve(shared: &Arc<Shared>, called: &str, request: Request) -> Result<Value, Refusal> {
    let name = called.to_ascii_lowercase();
    let form =
        request.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart"));
    let method = methods::find(&name);
    if method.is_none() && name != "getupdates" {
        return Err(Refusal::new(404, "Not Found"));
    }
    let args = arguments(request).await?;
    let outcome = match method {
        Some(method) => shared.serve(|world| method(world, &args)),
        None => polling::get_updates(shared, &args).await,
    };
    shared.recorded(|| Recorded {
        method: called.to_owned(),
        values: args.values.clone(),
        files: args.files.keys().cloned().collect(),
        form,
        answer: outcome.as_ref().ok().cloned(),
    });
    outcome
}

/// Closes the connection without a word: the answer given here is never written.
fn hang_up(cut: &Cut) -> Response {
    cut.now();
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

fn answer(outcome: Result<Value, Refusal>) -> Response {
    let (status, body) = match outcome {
        Ok(result) => (StatusCode::OK, json!({"ok": true, "result": result})),
        Err(refusal) => {
            let mut body = json!({"ok": false, "error_code": refusal.code, "description": refusal.description});
            if let (Some(new), Some(fields)) = (refusal.migrate_to, body.as_object_mut()) {
                fields.insert("parameters".to_owned(), json!({ "migrate_to_chat_id": new }));
            }
            if let (Some(seconds), Some(fields)) = (refusal.retry_after_s, body.as_object_mut()) {
                fields.insert("parameters".to_owned(), json!({ "retry_after": seconds }));
            }
            (StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body)
        }
    };
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

fn download(shared: &Shared, token: &str, path: &str) -> Response {
    if !shared.is_token(token) {
        return answer(Err(Refusal::new(401, "Unauthorized")));
    }
    // teloxide writes the slash inside a path as %2F.
    let path = path.replace("%2F", "/");
    let id = path.rsplit('/').next().unwrap_or_default();
    match shared.file_bytes(id) {
        Some(bytes) => ([(header::CONTENT_TYPE, "application/octet-stream")], Body::from(bytes)).into_response(),
        None => answer(Err(Refusal::new(404, "Not Found"))),
    }
}

/// The parameters in the query and in the body; the body wins.
async fn arguments(request: Request) -> Result<Args, Refusal> {
    let mut args = Args { values: query(request.uri()), files: HashMap::new() };
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind == "multipart/form-data" {
        read_multipart(request, &mut args).await?;
        return Ok(args);
    }
    let too_large = |_| Refusal::new(413, "Request Entity Too Large");
    let body = axum::body::to_bytes(request.into_body(), REQUEST_BYTES_MAX).await.map_err(too_large)?;
    if body.is_empty() {
        return Ok(args);
    }
    if kind == "application/x-www-form-urlencoded" {
        let form = format!("/?{}", String::from_utf8_lossy(&body));
        let form: Uri = form.parse().map_err(|_| Refusal::bad("can't parse the form"))?;
        args.values.extend(query(&form));
        return Ok(args);
    }
    match serde_json::from_slice(&body) {
        Ok(Value::Object(fields)) => args.values.extend(fields),
        Ok(Value::Null) => {}
        _ => return Err(Refusal::bad("can't parse the request: expected a JSON object")),
    }
    Ok(args)
}

fn query(uri: &Uri) -> Map<String, Value> {
    let pairs = Query::<HashMap<String, String>>::try_from_uri(uri).map(|Query(pairs)| pairs).unwrap_or_default();
    pairs.into_iter().map(|(name, value)| (name, Value::String(value))).collect()
}

async fn read_multipart(request: Request, args: &mut Args) -> Result<(), Refusal> {
    let broken = || Refusal::bad("can't parse the multipart body");
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let mime = part.content_type().unwrap_or("application/octet-stream").to_owned();
        let bytes = part.bytes().await.map_err(|it| Refusal::new(it.status().as_u16(), "Request Entity Too Large"))?;
        match file_name {
            Some(file_name) => {
                args.files.insert(name, Upload { name: file_name, mime, bytes: bytes.to_vec() });
            }
            None => {
                args.values.insert(name, Value::String(String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    Ok(())
}
