//! Requests and good answers against the published description of Alpaca's interface: every path, parameter, value and field is in it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::good::{PATHS, Question, body, world};

/// A description in OpenAPI 3.
struct Interface(Value);

/// The folder of descriptions, or `None`, said aloud.
#[expect(
    clippy::disallowed_methods,
    reason = "a test has no configuration: it is told by the environment where descriptions lie"
)]
fn descriptions() -> Option<[Interface; 2]> {
    let beside = || std::env::var("ALGOSLAYER_DATA").ok().map(|root| format!("{root}/../specs"));
    let folder =
        std::env::var("ALGOSLAYER_SPECS").ok().or_else(beside).map(|folder| PathBuf::from(folder).join("alpaca"));
    let Some(folder) = folder.filter(|folder| folder.join("market-data-api.json").is_file()) else {
        println!("skipped: neither ALGOSLAYER_SPECS nor ALGOSLAYER_DATA leads to a description of the interface");
        return None;
    };
    let read = |name: &str| Interface(serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap());
    Some([read("market-data-api.json"), read("trading-api.json")])
}

impl Interface {
    /// Follows `$ref`.
    fn resolved<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        while let Some(target) = value["$ref"].as_str() {
            value = self.0.pointer(target.trim_start_matches('#')).unwrap();
        }
        value
    }

    /// The operation GET of the template that a path fits, and the template.
    fn operation(&self, path: &str) -> Option<(&str, &Value)> {
        let fits = |template: &str| {
            let (parts, asked) = (template.split('/'), path.split('/'));
            template.split('/').count() == path.split('/').count()
                && parts.zip(asked).all(|(part, asked)| part == asked || (part.starts_with('{') && !asked.is_empty()))
        };
        let paths = self.0["paths"].as_object()?;
        let found = paths.keys().filter(|template| fits(template)).min_by_key(|template| template.contains('{'))?;
        Some((found, &paths[found]["get"]))
    }

    /// What is wrong with a question.
    fn faults_of_question(&self, template: &str, query: &BTreeMap<String, String>) -> Vec<String> {
        let item = &self.0["paths"][template];
        let lists = [&item["parameters"], &item["get"]["parameters"]];
        let declared: Vec<&Value> =
            lists.into_iter().filter_map(Value::as_array).flatten().map(|value| self.resolved(value)).collect();
        let mut faults = Vec::new();
        for (name, text) in query {
            let parameter = declared.iter().find(|parameter| parameter["in"] == "query" && parameter["name"] == **name);
            let Some(parameter) = parameter else {
                faults.push(format!("{template} declares no parameter {name}"));
                continue;
            };
            let schema = self.resolved(&parameter["schema"]);
            let value = match schema["type"].as_str() {
                Some("integer" | "number" | "boolean") => serde_json::from_str(text).unwrap_or(Value::Null),
                _ => Value::String(text.clone()),
            };
            self.check(schema, &value, name, &mut faults);
        }
        for parameter in declared.iter().filter(|parameter| parameter["in"] == "query" && parameter["required"] == true)
        {
            let name = parameter["name"].as_str().unwrap();
            if !query.contains_key(name) {
                faults.push(format!("{template} requires {name}"));
            }
        }
        faults
    }

    /// What is wrong with an answer.
    fn faults_of_answer(&self, template: &str, answer: &Value) -> Vec<String> {
        let success = self.resolved(&self.0["paths"][template]["get"]["responses"]["200"]);
        let schema = &success["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{template} describes no answer");
        let mut faults = Vec::new();
        self.check(schema, answer, "", &mut faults);
        faults
    }

    fn check(&self, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
        let schema = self.resolved(schema);
        if value.is_null() {
            if schema["nullable"] != true {
                faults.push(format!("{path} may not be null"));
            }
            return;
        }
        if let Some(allowed) = schema["enum"].as_array()
            && !allowed.contains(value)
        {
            faults.push(format!("{path}: {value} is none of {allowed:?}"));
        }
        let fits = match schema["type"].as_str() {
            Some("string") => value.as_str().is_some_and(|text| has_format(text, schema["format"].as_str())),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            Some("boolean") => value.is_boolean(),
            Some("array") => value.is_array(),
            Some("object") => value.is_object(),
            _ => true,
        };
        if !fits {
            faults.push(format!("{path}: {value} is no {} {}", schema["type"], schema["format"]));
        }
        let number = value.as_f64();
        let beyond = |bound: &str, is_beyond: fn(&f64, &f64) -> bool| {
            number.zip(schema[bound].as_f64()).is_some_and(|(number, bound)| is_beyond(&number, &bound))
        };
        if beyond("minimum", f64::lt) || beyond("maximum", f64::gt) {
            faults.push(format!("{path}: {value} lies outside its bounds"));
        }
        for (place, item) in value.as_array().into_iter().flatten().enumerate() {
            self.check(&schema["items"], item, &format!("{path}[{place}]"), faults);
        }
        if let Some(members) = value.as_object() {
            self.check_members(schema, members, path, faults);
        }
    }

    fn check_members(&self, schema: &Value, members: &Map<String, Value>, path: &str, faults: &mut Vec<String>) {
        let parts: Vec<&Value> = match schema["allOf"].as_array() {
            Some(parts) => parts.iter().map(|part| self.resolved(part)).collect(),
            None => vec![schema],
        };
        for required in parts.iter().filter_map(|part| part["required"].as_array()).flatten() {
            if !members.contains_key(required.as_str().unwrap()) {
                faults.push(format!("{path} lacks {required}"));
            }
        }
        for (key, member) in members {
            let declared = parts.iter().find_map(|part| part["properties"].get(key));
            let further =
                parts.iter().find_map(|part| part.get("additionalProperties").filter(|more| more.is_object()));
            match declared.or(further) {
                Some(schema) => self.check(schema, member, &format!("{path}.{key}"), faults),
                None => faults.push(format!("{path} declares no {key}")),
            }
        }
    }
}

fn has_format(text: &str, format: Option<&str>) -> bool {
    match format {
        Some("date-time") => text.parse::<jiff::Timestamp>().is_ok(),
        Some("date") => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
        Some("uuid") => text.len() == 36 && text.chars().all(|letter| letter == '-' || letter.is_ascii_hexdigit()),
        Some("decimal") => text.parse::<f64>().is_ok(),
        _ => true,
    }
}

#[tokio::test]
async fn every_question_and_every_good_answer_is_in_the_published_interface() {
    let Some([data, trading]) = descriptions() else { return };
    let (server, alpaca) = world(Vec::new()).await;
    for question in Question::ALL {
        question.ask(&alpaca).await.unwrap();
    }
    let mut asked = BTreeMap::new();
    for seen in server.seen() {
        let url = reqwest::Url::parse(&format!("http://x{}", seen.uri)).unwrap();
        let interface = if url.path().starts_with("/v2/options") { &trading } else { &data };
        let (template, operation) =
            interface.operation(url.path()).unwrap_or_else(|| panic!("no path {} in the description", url.path()));
        assert!(operation.is_object(), "{template} cannot be read");
        let query: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!(query.len(), url.query_pairs().count(), "a parameter stands twice in {}", seen.uri);
        assert_eq!(interface.faults_of_question(template, &query), Vec::<String>::new(), "{}", seen.uri);
        *asked.entry(template.to_owned()).or_insert(0) += 1;
        // The adjustment is a list in a text, and its values stand only in the prose.
        for adjustment in query.get("adjustment").into_iter().flat_map(|list| list.split(',')) {
            let prose = data.0["components"]["parameters"]["stock_adjustment"]["description"].as_str().unwrap();
            assert!(prose.contains(&format!("`{adjustment}`")), "{adjustment}");
        }
        for kind in query.get("types").into_iter().flat_map(|list| list.split(',')) {
            let prose = data.0["components"]["parameters"]["cas_types"]["description"].as_str().unwrap();
            assert!(prose.contains(&format!("- {kind}\n")), "{kind}");
        }
    }
    let mut answers = 0;
    for path in PATHS {
        let bare = path.split('?').next().unwrap();
        let interface = if bare.starts_with("/v2/options") { &trading } else { &data };
        let (template, _) = interface.operation(bare).unwrap();
        assert_eq!(interface.faults_of_answer(template, &body(path)), Vec::<String>::new(), "{path}");
        answers += 1;
    }
    println!("requests by path: {asked:?}; {answers} good answers fit their descriptions");
    assert_eq!(asked.len(), 7);
}

#[test]
fn the_check_itself_finds_what_is_wrong() {
    let Some([data, trading]) = descriptions() else { return };
    let query =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let faults = |pairs: &[(&str, &str)]| data.faults_of_question("/v2/stocks/bars", &query(pairs));
    let good = [("symbols", "RTX"), ("timeframe", "15Min"), ("limit", "10000"), ("feed", "iex")];
    assert_eq!(faults(&good), Vec::<String>::new());
    assert_eq!(faults(&good[..1]), ["/v2/stocks/bars requires timeframe"]);
    for wrong in
        [("limits", "1"), ("limit", "10001"), ("limit", "many"), ("feed", "nasdaq"), ("start", "today"), ("sort", "up")]
    {
        let pairs: Vec<_> = good.into_iter().filter(|(key, _)| *key != wrong.0).chain([wrong]).collect();
        assert_eq!(faults(&pairs).len(), 1, "{wrong:?}");
    }
    assert!(data.operation("/v2/stocks/RTX/bar").is_none() && trading.operation("/v2/options/contract").is_none());
    // Taken away, given another type or another name, every required field is missed.
    let (mut checked, mut missed) = (0, 0);
    for path in PATHS.into_iter().map(|path| (path, path.split('?').next().unwrap())) {
        let interface = if path.1.starts_with("/v2/options") { &trading } else { &data };
        let (template, _) = interface.operation(path.1).unwrap();
        for pointer in members(&body(path.0), "") {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let mut renamed = body(path.0);
            let object = renamed.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            let value = object.remove(key).unwrap();
            object.insert(format!("{key}_v2"), value);
            checked += 1;
            missed += usize::from(!interface.faults_of_answer(template, &renamed).is_empty());
            let mut mistyped = body(path.0);
            *mistyped.pointer_mut(&pointer).unwrap() = serde_json::json!([[]]);
            assert!(!interface.faults_of_answer(template, &mistyped).is_empty(), "{pointer} of {template}");
        }
    }
    // Names of symbols are free in answers that are keyed by them.
    let free = 2 + 4;
    println!("{missed} of {checked} renamed members are found, {free} are names of symbols");
    assert_eq!(missed + free, checked);
}

/// Pointers to every member of every object in a value.
fn members(value: &Value, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (key, member) in value.as_object().into_iter().flatten() {
        let at = format!("{path}/{key}");
        found.extend(members(member, &at));
        found.push(at);
    }
    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(members(item, &format!("{path}/{place}")));
    }
    found
}
