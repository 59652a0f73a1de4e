//! The parameters of one request, whether they came as JSON, as a query, as a form or as multipart.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::entities::{Entity, Styled};
use super::model::Rows;
use super::rules::{self, Refusal};

/// A file that came with a request.
#[derive(Clone, Debug, Default)]
pub(super) struct Upload {
    pub(super) name: String,
    pub(super) mime: String,
    pub(super) bytes: Vec<u8>,
}

/// Parameters by name, and uploaded files by the name of their part.
#[derive(Clone, Debug, Default)]
pub(super) struct Args {
    pub(super) values: Map<String, Value>,
    pub(super) files: HashMap<String, Upload>,
}

impl Args {
    /// A text, or a number written as one.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        match self.values.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// A whole number, or a text that says one.
    pub(super) fn int(&self, name: &str) -> Option<i64> {
        match self.values.get(name)? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        match self.values.get(name) {
            Some(Value::Bool(set)) => *set,
            Some(Value::String(text)) => matches!(text.to_ascii_lowercase().as_str(), "true" | "1" | "yes"),
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            _ => false,
        }
    }

    /// An object or an array, which forms carry as text.
    pub(super) fn json(&self, name: &str) -> Result<Option<Value>, Refusal> {
        match self.values.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(Some)
                .map_err(|_| Refusal::bad(format!("can't parse {}: it is not JSON", name.replace('_', " ")))),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    /// The id in `chat_id`; names of channels are known to no sandbox.
    pub(super) fn chat_id(&self) -> Result<i64, Refusal> {
        let raw = self.text("chat_id").unwrap_or_default();
        if raw.is_empty() {
            return Err(Refusal::bad("chat_id is empty"));
        }
        raw.parse().map_err(|_| Refusal::bad("chat not found"))
    }

    pub(super) fn message_id(&self) -> Result<i32, Refusal> {
        let id = self.int("message_id").and_then(|id| i32::try_from(id).ok()).filter(|id| *id > 0);
        id.ok_or_else(|| Refusal::bad("message identifier is not specified"))
    }

    pub(super) fn rows(&self) -> Result<Rows, Refusal> {
        self.json("reply_markup")?.map_or_else(|| Ok(Rows::new()), |markup| rules::keyboard(&markup))
    }

    /// Words with their markup, from `parse_mode` or from listed entities.
    pub(super) fn styled(&self, text: &str, entities: &str) -> Result<Styled, Refusal> {
        let raw = self.text(text).unwrap_or_default();
        let mode = self.text("parse_mode").unwrap_or_default();
        if let Some(listed) = self.json(entities)?.filter(|_| mode.is_empty()) {
            let listed: Vec<Entity> = serde_json::from_value(listed)
                .map_err(|_| Refusal::bad("can't parse entities: expected an Array of MessageEntity"))?;
            return Ok(Styled::finished(&raw, listed));
        }
        match mode.to_ascii_lowercase().as_str() {
            "" => Ok(Styled::plain(&raw)),
            "html" => Styled::from_html(&raw).map_err(|reason| Refusal::bad(format!("can't parse entities: {reason}"))),
            "markdown" | "markdownv2" => Err(Refusal::bad("the sandbox reads parse_mode HTML only")),
            _ => Err(Refusal::bad("unsupported parse_mode")),
        }
    }

    /// The uploaded file a parameter names by `attach://`, or that came under its own name.
    pub(super) fn upload(&self, reference: Option<&str>, name: &str) -> Option<&Upload> {
        let part = reference.and_then(|text| text.strip_prefix("attach://")).unwrap_or(name);
        self.files.get(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn args(value: &Value) -> Args {
        Args { values: value.as_object().unwrap().clone(), files: HashMap::new() }
    }

    #[test]
    fn forms_and_json_say_the_same() {
        let form = args(&json!({"chat_id": "5", "message_id": "7", "show_alert": "true", "reply_markup": "{}"}));
        let body = args(&json!({"chat_id": 5, "message_id": 7, "show_alert": true, "reply_markup": {}}));
        for args in [form, body] {
            assert_eq!(args.chat_id(), Ok(5));
            assert_eq!(args.message_id(), Ok(7));
            assert!(args.flag("show_alert"));
            assert_eq!(args.json("reply_markup").unwrap(), Some(json!({})));
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let empty = args(&json!({}));
        assert_eq!(empty.chat_id().unwrap_err().description, "Bad Request: chat_id is empty");
        assert_eq!(empty.message_id().unwrap_err().description, "Bad Request: message identifier is not specified");
        let odd = args(&json!({"text": "x", "parse_mode": "BBCode", "chat_id": "@channel"}));
        assert_eq!(odd.styled("text", "entities").unwrap_err().description, "Bad Request: unsupported parse_mode");
        assert_eq!(odd.chat_id().unwrap_err().description, "Bad Request: chat not found");
    }
}
