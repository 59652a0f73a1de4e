//! How Rust is written here: an opening sentence, sizes, and what is never written outside tests.

use std::ops::Range;

use crate::source::{Breach, Source, hold, rust_files};

/// Lines of code a file may have, tests and comments apart.
const FILE_LINES_MAX: usize = 400;

/// Lines of code a function may have, signature and last bracket included.
const FUNCTION_LINES_MAX: usize = 70;

/// Files and functions beyond the limits, each with the reason why it is not split. An entry that no longer exceeds has to go.
#[rustfmt::skip]
const TOO_LONG: &[(&str, &str)] = &[
];

/// Outside tests: what is never written, and what to do instead.
#[rustfmt::skip]
const NEVER: &[(&str, &str)] = &[
    (".unwrap()",      "handle what can fail, or return it: a panic is an outage"),
    (".expect(",       "handle what can fail, or return it: a panic is an outage"),
    ("#[allow(",       "write #[expect(.., reason = \"..\")], which complains once it is no longer needed"),
    ("#![allow(",      "write #![expect(.., reason = \"..\")], which complains once it is no longer needed"),
    ("todo!",          "finish it, or leave it out"),
    ("unimplemented!", "finish it, or leave it out"),
    ("dbg!",           "take it out, or log with tracing"),
];

/// Ambient things, the one file that may touch each, and what to do instead.
#[rustfmt::skip]
const AMBIENT: &[(&str, &str, &str)] = &[
    ("Timestamp::now",  "src/clock.rs",  "take the time as an argument, or ask the Clock that was handed in"),
    ("Zoned::now",      "src/clock.rs",  "take the time as an argument, or ask the Clock that was handed in"),
    ("SystemTime::now", "src/clock.rs",  "take the time as an argument, or ask the Clock that was handed in"),
    ("Instant::now",    "src/clock.rs",  "measure with clock::Stopwatch"),
    ("std::env",        "src/config.rs", "read it in Overrides::or_environment and hand it on in Config"),
    ("env::var",        "src/config.rs", "read it in Overrides::or_environment and hand it on in Config"),
    ("thread_rng",      "",              "take a seeded generator as an argument"),
    ("rand::random",    "",              "take a seeded generator as an argument"),
];

/// Files in which `Instant` is tokio's: pauses between attempts are counted on the runtime's own timer, which tests can hold,
/// and nothing that is stored or shown depends on it.
const TOKIO_INSTANTS: &[&str] = &[
    "src/bot/heartbeat.rs",
    "src/bot/living.rs",
    "src/bot/outbox.rs",
    "src/bot/training_living.rs",
    "src/feeds/http.rs",
    "src/feeds/pace.rs",
];

/// Rooms that handle what came from outside, where a number is never cast with `as`.
const BORDERS: &[&str] = &["src/feeds/", "src/bot/"];

/// Files of those rooms whose numbers are the product's own.
#[rustfmt::skip]
const OWN_NUMBERS: &[(&str, &str)] = &[
    ("src/feeds/sim/",             "the simulated market makes its own numbers: slots of a day, members of a list"),
    ("src/bot/charts/",            "pixels of a picture; the prices were checked when they came in"),
    ("src/bot/show.rs",            "figures become text; a cast from f64 saturates"),
    ("src/bot/words.rs",           "figures become text; a cast from f64 saturates"),
    ("src/bot/screens/report.rs",  "a count of decisions of one day"),
];

const NUMBERS: &[&str] =
    &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64"];

fn opening(file: &Source) -> Vec<Breach> {
    let first = file.text.lines().next().unwrap_or_default();
    let sentence: Vec<&str> = file
        .text
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .take_while(|line| !line.trim().is_empty())
        .collect();
    let ends = sentence.join(" ").trim_end().ends_with(['.', ':']);
    if first.starts_with("//! ") && ends {
        Vec::new()
    } else {
        vec![file.breach(0, "open the file with one sentence, `//! What this file is.`")]
    }
}

fn file_size(file: &Source) -> Vec<Breach> {
    let lines = file.code_lines(0..file.code.len());
    if lines <= FILE_LINES_MAX || excused(&file.path) {
        return Vec::new();
    }
    vec![file.breach(
        0,
        format!("{lines} lines of code, {FILE_LINES_MAX} are the limit: split it by what its parts are about"),
    )]
}

fn function_sizes(file: &Source) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (name, range) in functions(file) {
        let lines = file.code_lines(range.clone());
        if lines > FUNCTION_LINES_MAX && !excused(&format!("{} {name}", file.path)) {
            let what =
                format!("`{name}` has {lines} lines, {FUNCTION_LINES_MAX} are the limit: give a part of it a name");
            breaches.push(file.breach(range.start, what));
        }
    }
    breaches
}

fn excused(what: &str) -> bool {
    TOO_LONG.iter().any(|(excused, _)| *excused == what)
}

/// Name and extent of every function with a body.
fn functions(file: &Source) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    for at in file.find_code("fn ") {
        let name: String =
            file.code[at + 3..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        let mut depth = 0_i32;
        let body = file.code[at..].char_indices().find(|(_, letter)| {
            depth += i32::from(matches!(letter, '(' | '[')) - i32::from(matches!(letter, ')' | ']'));
            depth == 0 && matches!(letter, '{' | ';')
        });
        if let (false, Some((open, '{'))) = (name.is_empty(), body) {
            found.push((name, at..file.bracketed(at + open).end));
        }
    }
    found
}

fn never(file: &Source) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (what, instead) in NEVER {
        for at in file.find_code(what).into_iter().filter(|at| !file.in_tests(*at)) {
            breaches.push(file.breach(at, format!("`{what}` outside tests: {instead}")));
        }
    }
    breaches
}

fn ambient(file: &Source) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (what, home, instead) in AMBIENT {
        let at_home = *home == file.path || (*what == "Instant::now" && TOKIO_INSTANTS.contains(&file.path.as_str()));
        for at in file.find_code(what).into_iter().filter(|at| !at_home && !file.in_tests(*at)) {
            breaches.push(file.breach(at, format!("`{what}`: {instead}")));
        }
    }
    if TOKIO_INSTANTS.contains(&file.path.as_str()) {
        for at in file.find_code("std::time::Instant") {
            breaches.push(file.breach(at, "this file is excused for tokio::time::Instant only"));
        }
    }
    breaches
}

fn casts(file: &Source) -> Vec<Breach> {
    let border = BORDERS.iter().any(|room| file.path.starts_with(room));
    if !border || OWN_NUMBERS.iter().any(|(own, _)| file.path.starts_with(own)) {
        return Vec::new();
    }
    let mut breaches = Vec::new();
    for number in NUMBERS {
        for at in file.find_code(&format!("as {number}")).into_iter().filter(|at| !file.in_tests(*at)) {
            let what = format!(
                "`as {number}` where numbers come from outside: use try_from, which says when one does not fit"
            );
            breaches.push(file.breach(at, what));
        }
    }
    breaches
}

fn held(rule: impl Fn(&Source) -> Vec<Breach>) {
    hold(&rust_files().iter().flat_map(rule).collect::<Vec<_>>());
}

fn caught(rule: impl Fn(&Source) -> Vec<Breach>, path: &str, text: &str) -> usize {
    rule(&Source::new(path, text)).len()
}

#[test]
fn every_file_opens_with_one_sentence() {
    held(opening);
}

#[test]
fn a_file_without_its_sentence_is_caught() {
    for bad in ["", "use std::fmt;", "// A comment.\n", "//! No end\nfn f() {}", "/// Of the item.\nfn f() {}"] {
        assert_eq!(caught(opening, "src/x.rs", bad), 1, "{bad:?}");
    }
    assert_eq!(caught(opening, "src/x.rs", "//! One sentence\n//! on two lines.\n\nfn f() {}"), 0);
}

#[test]
fn files_and_functions_keep_to_their_sizes() {
    held(file_size);
    held(function_sizes);
}

#[test]
fn every_excuse_is_still_needed() {
    let files = rust_files();
    for (excuse, _) in TOO_LONG {
        let (path, name) = excuse.split_once(' ').map_or((*excuse, None), |(path, name)| (path, Some(name)));
        let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{excuse} is gone"));
        let too_long = match name {
            None => file.code_lines(0..file.code.len()) > FILE_LINES_MAX,
            Some(name) => functions(file)
                .into_iter()
                .any(|(known, range)| known == name && file.code_lines(range) > FUNCTION_LINES_MAX),
        };
        assert!(too_long, "{excuse} keeps to its size now: take its excuse out of TOO_LONG");
    }
}

#[test]
fn what_is_too_long_is_caught() {
    let long = |lines: usize| format!("//! X.\nfn f() {{\n{}}}\n", "    g();\n".repeat(lines));
    assert_eq!(caught(function_sizes, "src/x.rs", &long(68)), 0);
    assert_eq!(caught(function_sizes, "src/x.rs", &long(69)), 1);
    assert_eq!(caught(function_sizes, "src/x.rs", &format!("#[cfg(test)] mod tests {{ {} }}", long(90))), 0);
    assert_eq!(caught(file_size, "src/x.rs", &"fn f();\n// c\n\n".repeat(400)), 0);
    assert_eq!(caught(file_size, "src/x.rs", &"fn f();\n// c\n\n".repeat(401)), 1);
}

#[test]
fn nothing_panics_or_is_left_unfinished_outside_tests() {
    held(never);
}

#[test]
fn a_panic_outside_tests_is_caught() {
    for bad in ["a.unwrap()", "a.expect(\"x\")", "#[allow(x)]", "todo!()", "dbg!(a)", "unimplemented!()"] {
        assert_eq!(caught(never, "src/x.rs", &format!("fn f() {{ {bad} }}")), 1, "{bad}");
        assert_eq!(caught(never, "src/x.rs", &format!("#[cfg(test)] mod t {{ fn f() {{ {bad} }} }}")), 0, "{bad}");
        assert_eq!(caught(never, "src/x.rs", &format!("// {bad}\n")), 0, "{bad}");
    }
    assert_eq!(caught(never, "src/x.rs", "a.unwrap_or(b); #[expect(x, reason = \"y\")]"), 0);
}

#[test]
fn time_chance_and_environment_come_in_at_one_place() {
    held(ambient);
}

#[test]
fn an_ambient_read_is_caught() {
    for bad in ["Timestamp::now()", "std::time::Instant::now()", "std::env::var(x)", "rand::thread_rng()"] {
        assert!(caught(ambient, "src/app/x.rs", &format!("fn f() {{ {bad}; }}")) > 0, "{bad}");
    }
    assert_eq!(caught(ambient, "src/clock.rs", "fn f() { Timestamp::now(); std::time::Instant::now(); }"), 0);
    assert_eq!(caught(ambient, "src/bot/outbox.rs", "use std::time::Instant; fn f() { Instant::now(); }"), 1);
}

#[test]
fn numbers_from_outside_are_never_cast() {
    held(casts);
}

#[test]
fn a_cast_at_the_border_is_caught() {
    assert_eq!(caught(casts, "src/feeds/csv/x.rs", "fn f(a: f64) -> i64 { a as i64 }"), 1);
    assert_eq!(caught(casts, "src/bot/x.rs", "fn f(a: u64) -> i32 { g(a as i32) }"), 1);
    assert_eq!(caught(casts, "src/feeds/csv/x.rs", "use a as b; fn f() { x as Y }"), 0);
    assert_eq!(caught(casts, "src/engine/x.rs", "fn f(a: f64) -> i64 { a as i64 }"), 0);
}
