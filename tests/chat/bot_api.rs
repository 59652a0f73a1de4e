//! Holds JSON to the machine-readable description of the Bot API: known names, fitting types, nothing missing that is required.

use std::path::PathBuf;

use algoslayer::sandbox::Recorded;
use serde_json::{Map, Value};

/// The description, as its file writes it.
pub(crate) struct BotApi(Value);

impl BotApi {
    /// The description that lies beside the data; `None`, said aloud, where there is none.
    #[expect(clippy::disallowed_methods, reason = "the place of the data is the machine's, not the product's")]
    #[expect(clippy::print_stderr, reason = "a test that does not run must say so")]
    pub(crate) fn load() -> Option<Self> {
        let Some(data) = std::env::var_os("ALGOSLAYER_DATA") else {
            eprintln!("SKIPPED: ALGOSLAYER_DATA names no folder, so the Bot API is not held to its description");
            return None;
        };
        let path = PathBuf::from(data).join("../specs/telegram/telegram-bot-api_api.json");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let api = Self(serde_json::from_str(&text).unwrap());
        assert!(api.0["methods"].as_object().unwrap().len() > 100, "this is no description of the Bot API");
        Some(api)
    }

    fn method(&self, name: &str) -> Option<&Value> {
        let methods = self.0["methods"].as_object().unwrap();
        methods.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, method)| method)
    }

    /// What is wrong with a request and its answer.
    pub(crate) fn problems_of(&self, request: &Recorded) -> Vec<String> {
        let Some(method) = self.method(&request.method) else { return vec![format!("there is no {}", request.method)] };
        let name = method["name"].as_str().unwrap();
        let mut problems = vec![];
        let empty = vec![];
        let fields = method["fields"].as_array().unwrap_or(&empty);
        for (parameter, value) in &request.values {
            match fields.iter().find(|field| field["name"] == parameter.as_str()) {
                None => problems.push(format!("{name} has no parameter {parameter}")),
                Some(field) => {
                    let found =
                        if request.form { self.of_form(value, field, request) } else { self.any(value, &types(field)) };
                    problems.extend(found.into_iter().map(|problem| format!("{name}.{parameter}{problem}")));
                }
            }
        }
        for field in fields.iter().filter(|field| field["required"] == true) {
            let wanted = field["name"].as_str().unwrap();
            if !request.values.contains_key(wanted) && !request.files.iter().any(|file| file == wanted) {
                problems.push(format!("{name} lacks {wanted}"));
            }
        }
        problems.extend(limits(name, &request.values));
        if let Some(answer) = &request.answer {
            let returns: Vec<String> = texts(&method["returns"]);
            problems.extend(self.any(answer, &returns).into_iter().map(|problem| format!("answer of {name}{problem}")));
        }
        problems
    }

    /// What is wrong with a value that ought to be of a type.
    pub(crate) fn problems(&self, kind: &str, value: &Value) -> Vec<String> {
        self.one(value, kind).into_iter().map(|problem| format!("{kind}{problem}")).collect()
    }

    /// A form carries every parameter as text; what is no text in the description is JSON in it.
    fn of_form(&self, value: &Value, field: &Value, request: &Recorded) -> Vec<String> {
        let types = types(field);
        let Some(text) = value.as_str() else { return vec![" is no text in a form".to_owned()] };
        if let Some(part) = text.strip_prefix("attach://") {
            let known = request.files.iter().any(|file| file == part);
            return if known { vec![] } else { vec![format!(" names the part {part}, which is not there")] };
        }
        if self.any(value, &types).is_empty() {
            return vec![];
        }
        match serde_json::from_str(text) {
            Ok(read) => self.any(&read, &types),
            Err(_) => vec![format!(" is {text:?}, which is none of {types:?}")],
        }
    }

    /// The problems with the type that fits best.
    fn any(&self, value: &Value, types: &[String]) -> Vec<String> {
        let tried = types.iter().map(|kind| self.one(value, kind));
        tried.min_by_key(Vec::len).unwrap_or_default()
    }

    fn one(&self, value: &Value, kind: &str) -> Vec<String> {
        let wrong = || vec![format!(" is no {kind}: {}", value.to_string().chars().take(80).collect::<String>())];
        let unless = |fits: bool| if fits { vec![] } else { wrong() };
        match kind {
            "Integer" => unless(value.is_i64() || value.is_u64()),
            "Float" => unless(value.is_number()),
            "String" | "InputFile" => unless(value.is_string()),
            "Boolean" => unless(value.is_boolean()),
            "True" => unless(*value == Value::Bool(true)),
            _ => match kind.strip_prefix("Array of ") {
                Some(inner) => {
                    let Some(items) = value.as_array() else { return wrong() };
                    let each = items.iter().enumerate();
                    each.flat_map(|(at, item)| self.one(item, inner).into_iter().map(move |it| format!("[{at}]{it}")))
                        .collect()
                }
                None => self.object(value, kind),
            },
        }
    }

    fn object(&self, value: &Value, kind: &str) -> Vec<String> {
        let described = &self.0["types"][kind];
        if described.is_null() {
            return vec![format!(": there is no type {kind}")];
        }
        if let Some(subtypes) = described["subtypes"].as_array().filter(|kinds| !kinds.is_empty()) {
            let subtypes: Vec<String> = subtypes.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            return self.any(value, &subtypes);
        }
        let Some(object) = value.as_object() else { return vec![format!(" is no {kind}: {value}")] };
        let empty = vec![];
        let fields = described["fields"].as_array().unwrap_or(&empty);
        let mut problems = vec![];
        for (name, value) in object {
            match fields.iter().find(|field| field["name"] == name.as_str()) {
                None => problems.push(format!(".{name} is no field of {kind}")),
                Some(field) => {
                    problems.extend(self.any(value, &types(field)).into_iter().map(|it| format!(".{name}{it}")));
                }
            }
        }
        let missing = fields.iter().filter(|field| field["required"] == true);
        let missing = missing.filter_map(|field| field["name"].as_str()).filter(|name| !object.contains_key(*name));
        problems.extend(missing.map(|name| format!(" lacks {name} of {kind}")));
        problems
    }
}

fn types(field: &Value) -> Vec<String> {
    texts(&field["types"])
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What the description says in prose: lengths of texts, captions, notes and what buttons carry.
fn limits(method: &str, values: &Map<String, Value>) -> Vec<String> {
    let mut problems = vec![];
    for (name, most) in [("text", if method == "answerCallbackQuery" { 200 } else { 4096 }), ("caption", 1024)] {
        let units = values.get(name).and_then(Value::as_str).map_or(0, visible_units);
        if units > most {
            problems.push(format!("{method}.{name} has {units} units, more than {most}"));
        }
    }
    let markup = values.get("reply_markup").map(|markup| match markup {
        Value::String(text) => serde_json::from_str(text).unwrap_or_default(),
        other => other.clone(),
    });
    let rows = markup.as_ref().and_then(|markup| markup["inline_keyboard"].as_array());
    for button in rows.into_iter().flatten().filter_map(Value::as_array).flatten() {
        let data = button["callback_data"].as_str().unwrap_or_default();
        if data.is_empty() || data.len() > 64 {
            problems.push(format!("{method}: a button carries {} bytes", data.len()));
        }
    }
    problems
}

/// UTF-16 units once the markup is read.
fn visible_units(text: &str) -> usize {
    let mut shown = String::new();
    let mut inside = false;
    for letter in text.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => shown.push(letter),
            _ => {}
        }
    }
    let shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    shown.encode_utf16().count()
}
