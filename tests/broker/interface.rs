//! Requests and answers of the tests' exchange against the published description of the trading interface, and its examples.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use algoslayer::domain::desk::order::{Intent, OrderState};
use algoslayer::domain::money::Cents;
use algoslayer::feeds::broker::{Broker, BrokerFault};
use serde_json::{Value, json};

use crate::exchange::{Asked, Fault, account, position};
use crate::given::order;
use crate::world::World;

/// A description in OpenAPI 3.
struct Interface(Value);

/// The folder that the environment names.
#[expect(
    clippy::disallowed_methods,
    reason = "a test has no configuration: it is told by the environment where descriptions lie"
)]
fn named(variable: &str) -> Option<PathBuf> {
    std::env::var(variable).ok().map(PathBuf::from)
}

/// The description, or `None`, said aloud.
fn description() -> Option<Interface> {
    let beside = || named("ALGOSLAYER_DATA").map(|root| root.join("../specs"));
    let file = named("ALGOSLAYER_SPECS").or_else(beside).map(|folder| folder.join("alpaca/trading-api.json"));
    let Some(file) = file.filter(|file| file.is_file()) else {
        println!("skipped: neither ALGOSLAYER_SPECS nor ALGOSLAYER_DATA leads to a description of the interface");
        return None;
    };
    Some(Interface(serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()))
}

impl Interface {
    /// Follows `$ref`.
    fn resolved<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        while let Some(target) = value["$ref"].as_str() {
            value = self.0.pointer(target.trim_start_matches('#')).unwrap();
        }
        value
    }

    /// The template that a path fits, and what may be done there.
    fn place(&self, path: &str) -> (&str, &Value) {
        let fits = |template: &&String| {
            template.split('/').count() == path.split('/').count()
                && template.split('/').zip(path.split('/')).all(|(part, asked)| part == asked || part.starts_with('{'))
        };
        let paths = self.0["paths"].as_object().unwrap();
        let found = paths.keys().filter(fits).min_by_key(|template| template.contains('{'));
        let found = found.unwrap_or_else(|| panic!("no path {path} in the description"));
        (found, &paths[found])
    }

    /// What is wrong with a request.
    fn faults_of_request(&self, asked: &Asked) -> Vec<String> {
        let (template, place) = self.place(&asked.path);
        let operation = &place[asked.method.as_str().to_lowercase()];
        let mut faults = Vec::new();
        if !operation.is_object() {
            return vec![format!("{} is not for {template}", asked.method)];
        }
        let lists = [&place["parameters"], &operation["parameters"]];
        let declared: BTreeMap<&str, &Value> = lists
            .into_iter()
            .filter_map(Value::as_array)
            .flatten()
            .map(|parameter| self.resolved(parameter))
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| (parameter["name"].as_str().unwrap(), parameter))
            .collect();
        for (name, text) in &asked.query {
            match declared.get(name.as_str()) {
                Some(parameter) => self.check(&parameter["schema"], &json!(text), name, &mut faults),
                None => faults.push(format!("{template} declares no parameter {name}")),
            }
        }
        for (name, _) in declared
            .iter()
            .filter(|(name, parameter)| parameter["required"] == true && !asked.query.contains_key(**name))
        {
            faults.push(format!("{template} requires {name}"));
        }
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        match (&asked.body, schema.is_object()) {
            (Some(body), true) => self.check(schema, body, "", &mut faults),
            (None, false) => {}
            _ => faults.push(format!("{template}: a body that is not asked for, or none that is")),
        }
        faults
    }

    /// What is wrong with an answer.
    fn faults_of_answer(&self, path: &str, method: &str, answer: &Value) -> Vec<String> {
        let success = self.resolved(&self.place(path).1[method]["responses"]["200"]);
        let mut faults = Vec::new();
        self.check(&success["content"]["application/json"]["schema"], answer, "", &mut faults);
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
        if schema["enum"].as_array().is_some_and(|allowed| !allowed.contains(value)) {
            faults.push(format!("{path}: {value} is none of {}", schema["enum"]));
        }
        let fits = match schema["type"].as_str() {
            Some("string") => value.as_str().is_some_and(|text| has_format(text, schema)),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            Some("boolean") => value.is_boolean(),
            Some("array") => value.is_array(),
            Some("object") => value.is_object(),
            _ => panic!("{path}: the description has no type for it"),
        };
        if !fits {
            faults.push(format!("{path}: {value} is no {} {}", schema["type"], schema["format"]));
        }
        for (place, item) in value.as_array().into_iter().flatten().enumerate() {
            self.check(&schema["items"], item, &format!("{path}[{place}]"), faults);
        }
        let Some(members) = value.as_object() else { return };
        for required in schema["required"].as_array().into_iter().flatten() {
            if !members.contains_key(required.as_str().unwrap()) {
                faults.push(format!("{path} lacks {required}"));
            }
        }
        for (key, member) in members {
            match schema["properties"].get(key) {
                Some(declared) => self.check(declared, member, &format!("{path}.{key}"), faults),
                None => faults.push(format!("{path} declares no {key}")),
            }
        }
    }
}

fn has_format(text: &str, schema: &Value) -> bool {
    let length = schema["maxLength"].as_u64().is_none_or(|most| text.len() as u64 <= most);
    length
        && match schema["format"].as_str() {
            Some("date-time") => text.parse::<jiff::Timestamp>().is_ok(),
            Some("uuid") => text.len() == 36 && text.chars().all(|letter| letter == '-' || letter.is_ascii_hexdigit()),
            Some("decimal") => text.parse::<f64>().is_ok(),
            _ => true,
        }
}

/// A world in which everything was asked for once.
fn asked_for_all() -> World {
    let mut world = World::new();
    world.exchange.rooms().positions = vec![position("RTX260116C00180000", "us_option", "2", "long")];
    let (buy, sell) = (order(1, Intent::Open, 0, 3, Some(190)), order(1, Intent::Close, 1, 3, None));
    world.place(&buy).unwrap();
    world.place(&sell).unwrap();
    world.exchange.with(buy.id.as_str(), |kept| kept.fill(2, 186));
    world.broker.look(&buy.id).unwrap();
    world.broker.cancel(&buy.id).unwrap();
    world.broker.holdings().unwrap();
    world.broker.account().unwrap();
    world
}

#[test]
fn every_request_and_every_good_answer_is_in_the_published_interface() {
    let Some(interface) = description() else { return };
    let world = asked_for_all();
    let rooms = world.exchange.rooms();
    let mut places = BTreeMap::new();
    for asked in &rooms.asked {
        assert_eq!(interface.faults_of_request(asked), Vec::<String>::new(), "{asked:?}");
        *places.entry(format!("{} {}", asked.method, interface.place(&asked.path).0)).or_insert(0) += 1;
    }
    for kept in &rooms.orders {
        for (path, method) in [("/v2/orders", "post"), ("/v2/orders:by_client_order_id", "get")] {
            assert_eq!(interface.faults_of_answer(path, method, &kept.told()), Vec::<String>::new());
        }
    }
    assert_eq!(interface.faults_of_answer("/v2/account", "get", &account()), Vec::<String>::new());
    let positions = Value::Array(rooms.positions.clone());
    assert_eq!(interface.faults_of_answer("/v2/positions", "get", &positions), Vec::<String>::new());
    println!("requests: {places:?}");
    assert_eq!(places.len(), 5);
}

#[test]
fn the_check_itself_finds_what_is_wrong() {
    let Some(interface) = description() else { return };
    let world = asked_for_all();
    let rooms = world.exchange.rooms();
    let sent = rooms.asked.iter().find(|asked| asked.body.is_some()).unwrap();
    let members = sent.body.as_ref().unwrap().as_object().unwrap();
    assert_eq!(members.len(), 8);
    for (key, value) in members {
        let mut renamed = sent.clone();
        let body = renamed.body.as_mut().unwrap().as_object_mut().unwrap();
        body.remove(key);
        body.insert(format!("{key}_v2"), value.clone());
        assert!(!interface.faults_of_request(&renamed).is_empty(), "{key}");
        let mut mistyped = sent.clone();
        mistyped.body.as_mut().unwrap()[key] = json!(2);
        assert!(!interface.faults_of_request(&mistyped).is_empty(), "{key}");
    }
    for (key, value) in [("side", "short"), ("type", "hidden"), ("time_in_force", "week"), ("position_intent", "open")]
    {
        let mut wrong = sent.clone();
        wrong.body.as_mut().unwrap()[key] = json!(value);
        assert_eq!(interface.faults_of_request(&wrong).len(), 1, "{key}");
    }
    let mut nameless = rooms.asked.iter().find(|asked| !asked.query.is_empty()).unwrap().clone();
    nameless.query.clear();
    assert_eq!(interface.faults_of_request(&nameless).len(), 1);
}

#[test]
fn every_documented_status_is_known() {
    let Some(interface) = description() else { return };
    let statuses = interface.0["components"]["schemas"]["OrderStatus"]["enum"].as_array().unwrap();
    let buy = order(1, Intent::Open, 0, 2, Some(190));
    let mut world = World::new();
    world.place(&buy).unwrap();
    for status in statuses {
        world.exchange.rooms().faults = vec![Fault::Changed("status", status.clone())].into();
        let told = world.broker.look(&buy.id);
        // Nothing of it is filled.
        let expected = status != "filled";
        assert_eq!(told.is_ok(), expected, "{status}: {told:?}");
    }
    println!("{} statuses", statuses.len());
    assert!(statuses.len() >= 17);
}

/// The example answers at an address, by name.
fn examples(name: &str) -> Option<Value> {
    let file = named("ALGOSLAYER_DATA")?.join("fixtures/alpaca_openapi_examples/trading-api").join(name);
    Some(serde_json::from_slice(&std::fs::read(Path::new(&file)).unwrap()).unwrap())
}

#[test]
fn the_published_examples_are_read_or_told_by_name() {
    let Some(answers) = examples("get_v2_orders_order_id_200.json") else {
        println!("skipped: ALGOSLAYER_DATA names no folder of market data");
        return;
    };
    let buy = order(1, Intent::Open, 0, 2, Some(190));
    let mut world = World::new();
    world.place(&buy).unwrap();
    let mut told = |mut answer: Value| {
        answer["client_order_id"] = json!(buy.id.as_str());
        let text: &'static str = Box::leak(answer.to_string().into_boxed_str());
        world.exchange.rooms().faults = vec![Fault::Body(text)].into();
        world.broker.look(&buy.id)
    };
    let report = told(answers["Options"].clone()).unwrap().unwrap();
    assert_eq!((report.state, report.progress.filled), (OrderState::Working, 0));
    assert_eq!(report.broker_id.as_deref(), answers["Options"]["id"].as_str());
    for other in ["Crypto", "Equity", "IPO", "MultilegOptions"] {
        let fault = told(answers[other].clone()).unwrap_err();
        assert!(matches!(fault, BrokerFault::Unreadable { .. }), "{other}: an order that is none for one option");
    }
    let account = examples("get_v2_account_200.json").unwrap()["example"].clone();
    let text: &'static str = Box::leak(account.to_string().into_boxed_str());
    world.exchange.rooms().faults = vec![Fault::Body(text)].into();
    let funds = world.broker.account().unwrap();
    let cents = |key: &str| Cents::of_dollars(account[key].as_str().unwrap().parse().unwrap()).unwrap();
    assert_eq!((funds.cash, funds.equity), (cents("cash"), cents("equity")));
    assert!(cents("options_buying_power") - funds.options_buying_power <= Cents(1));
    assert_eq!(
        (u64::from(funds.options_level), funds.is_blocked),
        (account["options_trading_level"].as_u64().unwrap(), false)
    );
}
