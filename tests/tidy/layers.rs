//! The layer law: which room may name which, and which rooms must stay free of the outside world.

use crate::source::{Breach, Source, hold, rust_files};

/// Each room with the rooms it may name beside itself. `app` (and `main.rs`, `lib.rs`) may name every one.
#[rustfmt::skip]
const MAY_NAME: &[(&str, &[&str])] = &[
    ("bot",     &["storage", "engine", "domain", "clock"]),
    ("storage", &["domain"]),
    ("feeds",   &["domain"]),
    ("engine",  &["domain", "learn"]),
    ("learn",   &["domain"]),
    ("link",    &["domain", "learn"]),
    ("config",  &["domain"]),
    ("sandbox", &["clock"]),
    ("domain",  &[]),
    ("clock",   &[]),
];

/// Rooms that may name everything: they put the product together.
const COMPOSERS: &[&str] = &["app", "main", "lib"];

/// What the pure rooms compute must follow from their arguments alone.
const PURE: &[&str] = &["domain", "engine", "learn"];

/// Names by which the outside world comes in.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::io",
    "std::net",
    "std::thread",
    "std::process",
    "std::env",
    "std::time",
    "tokio",
    "futures",
    "rusqlite",
    "reqwest",
    "axum",
    "teloxide",
    "dptree",
    "rand",
    "rand_chacha",
    "rand_distr",
    "tracing",
    "async",
];

/// Libraries that belong to few rooms, with those rooms.
#[rustfmt::skip]
const OWNERS: &[(&str, &[&str])] = &[
    ("rusqlite",       &["storage", "sandbox"]),
    ("teloxide",       &["bot", "app"]),
    ("dptree",         &["bot", "app"]),
    ("fluent_bundle",  &["bot"]),
    ("axum",           &["sandbox", "app"]),
    ("clap",           &["app", "main"]),
    ("indicatif",      &["app"]),
    ("toml",           &["config", "app"]),
    ("csv",            &["feeds"]),
];

/// The room of a file: the folder or file directly under `src`.
fn room(path: &str) -> &str {
    let path = path.strip_prefix("src/").unwrap_or(path);
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

fn layer_law(file: &Source) -> Vec<Breach> {
    let room = room(&file.path);
    if COMPOSERS.contains(&room) {
        return Vec::new();
    }
    let Some((_, allowed)) = MAY_NAME.iter().find(|(known, _)| *known == room) else {
        return vec![
            file.breach(0, format!("the room `{room}` has no line in MAY_NAME of tests/tidy/layers.rs: give it one")),
        ];
    };
    let mut breaches = Vec::new();
    for (at, named) in rooms_named(file) {
        if named != room && !allowed.contains(&named.as_str()) {
            let what = format!(
                "`{room}` names `{named}`, which the layer law does not allow; carry it through `app`, or put what both need into `domain`"
            );
            breaches.push(file.breach(at, what));
        }
    }
    breaches
}

/// Every room that a file's paths lead into, with the place of the path.
fn rooms_named(file: &Source) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for at in file.find_code("crate::") {
        named.extend(heads(&file.code[at + "crate::".len()..]).into_iter().map(|head| (at, head)));
    }
    let folders = file.path.matches('/').count() - usize::from(file.path.ends_with("/mod.rs"));
    for at in file.find_code("super::") {
        if file.code[..at].ends_with("super::") {
            continue;
        }
        let path = file.code[at..].trim_start_matches("super::");
        let hops = (file.code[at..].len() - path.len()) / "super::".len();
        // Inside a module of tests the first hop leads only out of it.
        let inline = usize::from(file.in_tests(at));
        if hops >= folders + inline {
            named.extend(heads(path).into_iter().map(|head| (at, head)));
        }
    }
    named
}

/// The first names of a path: one, or as many as stand in its braces.
fn heads(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
    };
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut depth = 0_i32;
    let mut heads = vec![name(group)];
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(name(&group[at + 1..])),
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn purity(file: &Source) -> Vec<Breach> {
    if !PURE.contains(&room(&file.path)) {
        return Vec::new();
    }
    let mut breaches = Vec::new();
    for name in OUTSIDE {
        for at in file.find_code(name).into_iter().filter(|at| !file.in_tests(*at)) {
            let what =
                format!("`{name}` in a pure room: what it computes must follow from its arguments; hand the value in");
            breaches.push(file.breach(at, what));
        }
    }
    breaches
}

fn owners(file: &Source) -> Vec<Breach> {
    let room = room(&file.path);
    let mut breaches = Vec::new();
    for (library, rooms) in OWNERS.iter().filter(|(_, rooms)| !rooms.contains(&room)) {
        for at in file.find_code(&format!("{library}::")) {
            let foreign = !file.code[..at].ends_with("::");
            if foreign && !file.in_tests(at) {
                let what = format!("`{library}` belongs to {}; ask that room instead", rooms.join(" and "));
                breaches.push(file.breach(at, what));
            }
        }
    }
    breaches
}

fn product() -> impl Iterator<Item = Source> {
    rust_files().into_iter().filter(|file| file.path.starts_with("src/"))
}

#[test]
fn rooms_name_only_what_the_layer_law_allows() {
    hold(&product().flat_map(|file| layer_law(&file)).collect::<Vec<_>>());
}

#[test]
fn a_path_into_a_forbidden_room_is_caught() {
    let caught = |path: &str, text: &str| layer_law(&Source::new(path, text)).len();
    assert_eq!(caught("src/engine/x.rs", "use crate::storage::Store;"), 1);
    assert_eq!(caught("src/engine/x.rs", "use crate::{domain::bar::{Bar, Interval}, feeds, learn};"), 1);
    assert_eq!(caught("src/engine/x.rs", "fn f() -> super::super::bot::Screen {}"), 1);
    assert_eq!(caught("src/clock.rs", "use super::domain::bar::Bar;"), 1);
    assert_eq!(caught("src/bot/screens/x.rs", "fn f(config: &crate::config::Config) {}"), 1);
    assert_eq!(caught("src/domain/x.rs", "#[cfg(test)]\nmod tests { use crate::engine::State; }"), 1);
    assert_eq!(caught("src/newroom/x.rs", ""), 1);
    let allowed = "//! crate::storage\nuse crate::domain::x; use super::signals; mod t { use super::super::due; } \"crate::bot\";";
    assert_eq!(caught("src/engine/signals/x.rs", allowed), 0);
    assert_eq!(caught("src/app/x.rs", "use crate::{bot, feeds, storage};"), 0);
}

#[test]
fn domain_engine_and_learn_are_pure() {
    hold(&product().flat_map(|file| purity(&file)).collect::<Vec<_>>());
}

#[test]
fn the_outside_world_in_a_pure_room_is_caught() {
    let caught = |path: &str, text: &str| purity(&Source::new(path, text)).len();
    assert_eq!(caught("src/domain/x.rs", "fn f() { std::fs::read(\"x\"); }"), 1);
    assert_eq!(caught("src/engine/x.rs", "async fn f() {}"), 1);
    assert_eq!(caught("src/learn/x.rs", "use rand::Rng;"), 1);
    assert_eq!(caught("src/storage/x.rs", "use std::fs;"), 0);
    assert_eq!(caught("src/engine/x.rs", "#[cfg(test)] mod tests { use rand::Rng; }"), 0);
}

#[test]
fn libraries_stay_in_the_rooms_that_own_them() {
    hold(&product().flat_map(|file| owners(&file)).collect::<Vec<_>>());
}

#[test]
fn a_library_in_a_foreign_room_is_caught() {
    let caught = |path: &str, text: &str| owners(&Source::new(path, text)).len();
    assert_eq!(caught("src/bot/x.rs", "use rusqlite::Connection;"), 1);
    assert_eq!(caught("src/feeds/x.rs", "fn f(bot: teloxide::Bot) {}"), 1);
    assert_eq!(caught("src/storage/x.rs", "use rusqlite::Connection; use crate::feeds::csv::x;"), 0);
}
