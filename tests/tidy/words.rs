//! What the product says: the chat's sentences stand in the locales only, and no file speaks of anything but the product.

use std::ops::Range;

use crate::source::{Breach, Source, hold, rust_files, tracked};

/// English in the chat's code that no person reads in the chat, with the reason.
#[rustfmt::skip]
const NOT_FOR_THE_CHAT: &[(&str, &str)] = &[
    ("src/bot/fault.rs",                                 "what Telegram did wrong, for the log"),
    ("src/bot/courier.rs an empty message",              "a fault, for the log"),
    ("src/bot/outbox.rs the record is busy",             "a fault, for the log"),
    ("src/bot/words.rs this language is not spoken",     "an error of a parser, for the log"),
];

/// Calls and attributes whose words go to the log or to the compiler.
const LOGGED: &[&str] =
    &["tracing::", "anyhow::anyhow!", "anyhow!", "anyhow::bail!", "bail!", ".context(", "#[", "#!["];

/// Names that no file holds, in two pieces each so that this file does not hold them; case does not matter, whole words only.
const NAMES: &[(&str, &str)] = &[
    ("clau", "de"),
    ("anthro", "pic"),
    ("cod", "ex"),
    ("chatg", "pt"),
    ("open", "ai"),
    ("co", "pilot"),
    ("gp", "t"),
    ("ll", "m"),
    ("assis", "tant"),
    ("sub", "agent"),
    ("ai ", "agent"),
    ("language ", "model"),
];

/// Marks of unfinished work and initials, as they are written.
const MARKS: &[(&str, &str)] = &[("TO", "DO"), ("FIX", "ME"), ("XX", "X"), ("A", "I")];

/// Places outside the project.
const PLACES: &[(&str, &str)] = &[("../sha", "red"), ("/wo", "rk"), ("/ho", "me/"), ("/ro", "ot/"), ("/Us", "ers/")];

/// The one file that may look for data beside the checkout.
const LOOKS_BESIDE: &str = ".ci/run";

fn chat_words(file: &Source) -> Vec<Breach> {
    if !file.path.starts_with("src/bot/") || excused(&file.path, "") {
        return Vec::new();
    }
    let logged = logged(file);
    let mut breaches = Vec::new();
    for (range, text) in &file.strings {
        let for_the_log = file.in_tests(range.start) || logged.iter().any(|logged| logged.contains(&range.start));
        if !for_the_log && reads_as_a_sentence(text) && !excused(&file.path, text) {
            let what = format!("\"{text}\" is a sentence: put it into locales/en.ftl and say it by its key");
            breaches.push(file.breach(range.start, what));
        }
    }
    breaches
}

fn excused(path: &str, text: &str) -> bool {
    let whole = format!("{path} {text}");
    NOT_FOR_THE_CHAT.iter().any(|(excused, _)| *excused == whole.trim_end())
}

/// Where the brackets of logging calls and attributes stand.
fn logged(file: &Source) -> Vec<Range<usize>> {
    let calls = LOGGED.iter().flat_map(|call| file.code.match_indices(call));
    calls
        .filter_map(|(at, _)| {
            let open = file.code[at..].find(['(', '['])?;
            Some(file.bracketed(at + open))
        })
        .collect()
}

/// Two words of small letters side by side.
fn reads_as_a_sentence(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let word = |word: &&str| word.len() > 1 && word.chars().all(|letter| letter.is_ascii_lowercase());
    words.iter().zip(words.iter().skip(1)).any(|(one, other)| word(one) && word(other))
}

fn speaks_of_others(path: &str, text: &str) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let small = line.to_lowercase();
        let joined = |(one, other): &(&str, &str)| format!("{one}{other}");
        let names = NAMES.iter().map(joined).filter(|name| has_word(&small, name));
        let marks = MARKS.iter().map(joined).filter(|mark| has_word(line, mark));
        let places = PLACES.iter().enumerate().map(|(at, place)| (at, joined(place)));
        let places = places.filter(|(at, place)| has_place(line, place) && !(*at == 0 && path == LOOKS_BESIDE));
        for found in names.chain(marks).chain(places.map(|(_, place)| place)) {
            let what =
                format!("`{found}`: the product speaks of itself alone; say it without, or finish what is meant");
            breaches.push(Breach { file: path.to_owned(), line: number + 1, what });
        }
    }
    breaches
}

fn has_word(line: &str, word: &str) -> bool {
    let part_of_a_name = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    line.match_indices(word).any(|(at, _)| {
        !part_of_a_name(line[..at].chars().next_back()) && !part_of_a_name(line[at + word.len()..].chars().next())
    })
}

/// A path that begins there, not one that merely runs through a folder of that name.
fn has_place(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + place.len()..].chars().next();
        let begins = place.starts_with('.') || before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '.');
        begins && (place.ends_with('/') || after.is_none_or(|letter| !letter.is_alphanumeric()))
    })
}

#[test]
fn the_chats_sentences_stand_in_the_locales() {
    hold(&rust_files().iter().flat_map(chat_words).collect::<Vec<_>>());
}

#[test]
fn a_sentence_in_the_chats_code_is_caught() {
    let caught = |text: &str| chat_words(&Source::new("src/bot/screens/x.rs", text)).len();
    assert_eq!(caught("fn f() { html.line(\"No prediction was made yet.\"); }"), 1);
    assert_eq!(caught("fn f() { html.line(format!(\"{a} of the day\")); }"), 1);
    assert_eq!(caught("fn f() { words.say(\"home-title\", &[]); x(\"BUY\"); y(\"{} at {}\"); }"), 0);
    assert_eq!(caught("fn f() { tracing::warn!(a, \"it is tried again\"); }"), 0);
    assert_eq!(caught("#[error(\"it was not there\")]\nstruct E;"), 0);
    assert_eq!(caught("#[cfg(test)] mod tests { fn f() { g(\"it was not there\"); } }"), 0);
}

#[test]
fn no_file_speaks_of_anything_but_the_product() {
    let files = tracked(&[], &[]);
    hold(&files.iter().flat_map(|(path, text)| speaks_of_others(path, text)).collect::<Vec<_>>());
}

#[test]
fn foreign_words_and_places_are_caught() {
    let joined = |pieces: &[(&str, &str)], at: usize| format!("{}{}", pieces[at].0, pieces[at].1);
    for at in 0..NAMES.len() {
        let line = format!("// as {} said", joined(NAMES, at).to_uppercase());
        assert!(!speaks_of_others("src/x.rs", &line).is_empty(), "{line}");
    }
    for at in 0..MARKS.len() {
        assert_eq!(speaks_of_others("src/x.rs", &format!("// {}: later", joined(MARKS, at))).len(), 1);
    }
    for at in 0..PLACES.len() {
        let line = format!("see `{}`", joined(PLACES, at));
        assert_eq!(speaks_of_others("README.md", &line).len(), 1, "{line}");
    }
    assert_eq!(speaks_of_others("x", "a framework at https://example.org/workers, GPTX, todo list, RTXXX").len(), 0);
    let beside = joined(PLACES, 0);
    assert_eq!((speaks_of_others(LOOKS_BESIDE, &beside).len(), speaks_of_others("x", &beside).len()), (0, 1));
}
