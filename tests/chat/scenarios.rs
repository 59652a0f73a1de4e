//! Runs `tests/scenarios/*.chat`: lines of people and of the world are the script; what the bot did stands below each and is compared.
//!
//! ```text
//! Name> text           types                   Name> [Label]        taps the newest such button
//! Name> (photo)        sends a picture         Name> (edit) text    edits their last message
//! Name> (old button)   taps what has expired   Name blocks | Name unblocks
//! @ +2 days            time passes, no bars    @ 2026-01-05 10:16   the market runs until then, New York time
//! a day passes         until after its report  restart              memory is lost, the file stays
//! LMT is predicted too | nothing else is predicted      symbols beside the main one
//! source yahoo bars is in use | standing by | failing rate_limited
//! the desk offers paper | live        an offer comes, without a tap for a quarter of an hour it can be approved
//! the desk fills 193 | marks 224 | sells 290 | expires     what happens to it then, in cents a share
//! the desk goes live                                     the mode, without a word
//! the desk refuses: the price moved   to every approval from then on
//! training sees | loses desktop       a computer that trains comes or goes
//! training is 46 % | ends with a model that may serve | to be watched | fails: why | lacks data
//! telegram is down | up | refuses 429 1 | loses an answer
//! a market with 30 sessions of history | setting up | a talk in an unknown state     first lines only
//! ```
//! The bot's lines: `Name<` sends, `Name~` edits, `Name!` notes at a tap, `Name^` pins. `UPDATE_EXPECT=1 cargo test --test chat` writes them.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::health::Channel;
use algoslayer::sandbox::{Fault, Happening, HappeningKind};
use algoslayer::storage::PersonId;
use expect_test::expect_file;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Span};
use serde_json::Value;

use super::world::{APPROVER, OWNER, STRANGER, VIEWER, World};

const NAMES: [(&str, i64); 4] = [("Olivia", OWNER), ("Victor", VIEWER), ("Sam", STRANGER), ("Paula", APPROVER)];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_runs_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 8, "the scenarios are missing");
    for path in paths {
        let script = std::fs::read_to_string(&path).unwrap();
        let told = Box::pin(Story::default().run(&script)).await;
        expect_file![path].assert_eq(&told);
    }
}

/// Lines that people or the world speak; all others were written by a run.
fn is_script(line: &str) -> bool {
    let told = NAMES
        .iter()
        .any(|(name, _)| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['<', '~', '!', '^'])));
    let broken = ["UNHANDLED", "ERROR", "VIOLATION", "UNANSWERED"].iter().any(|word| line.starts_with(word));
    !(told || broken || line.starts_with(' ') || line.is_empty())
}

/// The words of a message, below its picture where it has one.
fn pictured(happening: &Happening) -> String {
    match &happening.file {
        Some(file) if happening.kind == HappeningKind::Document => format!("(file {})\n{}", file.name, happening.text),
        Some(file) => format!("(picture of {} x {})\n{}", file.width, file.height, happening.text),
        None => happening.text.clone(),
    }
}

#[derive(Default)]
struct Story {
    world: Option<World>,
    cursor: u64,
    /// Last message of each person, for edits.
    last: Vec<(i64, i32)>,
    /// Taps of strangers: nobody answers them.
    strangers_taps: Vec<String>,
    /// Whether answers were lost on purpose, so that the probes that follow are meant.
    probes: bool,
    text: String,
}

impl Story {
    async fn run(mut self, script: &str) -> String {
        for line in script.lines().filter(|line| is_script(line)) {
            let mut blank = line.is_empty() || line.starts_with('#');
            writeln!(self.text, "{line}").unwrap();
            if let Some(sessions) = line.strip_prefix("a market with ").and_then(|rest| rest.split(' ').next()) {
                self.world = Some(World::with_history(sessions.parse().unwrap()).await);
                blank = true;
            }
            if !blank {
                if self.world.is_none() {
                    self.world = Some(World::with_history(0).await);
                }
                self.act(line).await;
                self.tell();
            }
        }
        self.end();
        self.text
    }

    fn world(&mut self) -> &mut World {
        self.world.as_mut().unwrap()
    }

    async fn act(&mut self, line: &str) {
        for (name, id) in NAMES {
            if let Some(said) = line.strip_prefix(name).and_then(|rest| rest.strip_prefix("> ")) {
                return self.person(id, said).await;
            }
            if let Some(done) = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')) {
                let sandbox = &self.world().sandbox;
                let update = match done {
                    "blocks" => sandbox.blocks(id),
                    "unblocks" => sandbox.unblocks(id),
                    _ => panic!("nobody knows how to: {line}"),
                };
                return self.dispatch(&update.unwrap()).await;
            }
        }
        self.elsewhere(line).await;
    }

    async fn person(&mut self, id: i64, said: &str) {
        let last = self.last.iter().rev().find(|(person, _)| *person == id).map(|(_, message)| *message);
        let sandbox = &self.world().sandbox;
        let update = if said == "(photo)" {
            sandbox.sends_photo(id, "")
        } else if said == "(old button)" {
            let message = sandbox.messages(id).iter().rfind(|message| message.from_bot).map_or(1, |it| it.message_id);
            sandbox.taps_stale(id, message, "an old meaning")
        } else if let Some(text) = said.strip_prefix("(edit) ") {
            sandbox.edits(id, last.unwrap(), text)
        } else if let Some(label) = said.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sandbox.taps_label(id, label)
        } else {
            sandbox.says(id, said)
        };
        let update = update.unwrap_or_else(|error| panic!("{said}: {error}\n{}", self.text));
        if let Some(message) = update["message"]["message_id"].as_i64() {
            self.last.push((id, i32::try_from(message).unwrap()));
        }
        if let Some(tap) = update["callback_query"]["id"].as_str().filter(|_| id == STRANGER) {
            self.strangers_taps.push(tap.to_owned());
        }
        self.dispatch(&update).await;
    }

    async fn elsewhere(&mut self, line: &str) {
        let world = self.world.as_mut().unwrap();
        match line {
            "a day passes" => world.live_one_day(),
            "restart" => {
                // What a message of a training says is not known any more, and said once again.
                self.probes = true;
                world.restart();
            }
            "telegram is down" => {
                // It takes connections and cuts them, so that no answer is an answer lost.
                self.probes = true;
                world.set_down(true);
            }
            "telegram is up" => world.set_down(false),
            "telegram loses an answer" => {
                self.probes = true;
                world.sandbox.fail_next_of("sendMessage", 1, &Fault::CutConnection { processed: true });
            }
            "setting up" => {
                world.people.owner = None;
                world.setup = true;
                world.restart();
            }
            "a talk in an unknown state" => {
                world.store.set_talk(PersonId(OWNER), Some("\"AskedHorizon\"".to_owned()), world.clock.now()).unwrap();
            }
            _ if line.starts_with("telegram refuses 429 ") => {
                let retry_after_s = line.rsplit(' ').next().unwrap().parse().unwrap();
                world.sandbox.fail_next_of("sendMessage", 1, &Fault::TooManyRequests { retry_after_s });
            }
            _ if line.ends_with(" predicted too") => world.watch(line.split(' ').next().unwrap()),
            "nothing else is predicted" => world.watch(""),
            _ if line.starts_with("the desk ") => world.at_the_desk(line.trim_start_matches("the desk ")),
            _ if line.starts_with("training ") => world.training.happens(line.trim_start_matches("training ")),
            _ if line.starts_with("source ") => {
                let (what, fares) = line.trim_start_matches("source ").split_once(" is ").unwrap();
                let (name, channel) = what.split_once(' ').unwrap();
                world.source(name, Channel::from_name(channel).unwrap(), fares);
            }
            _ => match line.strip_prefix("@ ").unwrap_or_else(|| panic!("nobody knows how to: {line}")) {
                time if time.starts_with('+') => {
                    let span: Span = time.trim_start_matches('+').parse().unwrap();
                    let until = world.clock.now() + SignedDuration::try_from(span).unwrap();
                    world.live_until(until, true, false);
                }
                time => {
                    let civil: DateTime = time.replace(' ', "T").parse().unwrap();
                    let until = ExchangeCalendar::nyse().at_new_york(civil.date(), civil.time()).unwrap();
                    world.live_until(until, true, true);
                }
            },
        }
        self.world().settle().await;
    }

    async fn dispatch(&mut self, update: &Value) {
        let mut updates = vec![update.clone()];
        while let Some(update) = updates.pop() {
            if let Some(fault) = self.world().dispatch(&update).await {
                writeln!(self.text, "{fault}").unwrap();
            }
            updates.extend(self.world().sandbox.take_unasked_updates());
        }
    }

    /// Writes down what the bot did since the last line.
    fn tell(&mut self) {
        let world = self.world.as_ref().unwrap();
        for happening in world.happenings_since(self.cursor) {
            self.cursor = happening.cursor;
            let name = NAMES.iter().find(|(_, id)| *id == happening.chat_id).map_or("?", |(name, _)| name);
            let (mark, text) = match happening.kind {
                HappeningKind::Sent | HappeningKind::Photo | HappeningKind::Document => ('<', pictured(&happening)),
                HappeningKind::Edited => ('~', pictured(&happening)),
                HappeningKind::Toast { .. } if happening.text.is_empty() => continue,
                // Lists of commands go to nobody's chat.
                HappeningKind::CommandsSet => continue,
                HappeningKind::Toast { alert: true } => ('!', format!("(window) {}", happening.text)),
                HappeningKind::Toast { .. } => ('!', happening.text.clone()),
                HappeningKind::Pinned => ('^', "(pinned)".to_owned()),
                other => ('?', format!("{other:?}")),
            };
            let mut lines = text.lines().map(str::to_owned).collect::<Vec<_>>();
            if matches!(happening.kind, HappeningKind::Sent | HappeningKind::Photo | HappeningKind::Edited) {
                lines.extend(
                    happening
                        .rows
                        .iter()
                        .map(|row| row.iter().map(|button| format!("[{}]", button.text)).collect::<Vec<_>>().join(" ")),
                );
            }
            let indent = " ".repeat(name.len() + 2);
            // Empty lines would be taken for lines of the script.
            for (number, line) in lines.iter().filter(|line| !line.is_empty()).enumerate() {
                let front = if number == 0 { format!("{name}{mark} ") } else { indent.clone() };
                writeln!(self.text, "{}", format!("{front}{line}").trim_end()).unwrap();
            }
        }
    }

    /// Nothing may be left over.
    fn end(&mut self) {
        let world = self.world.as_ref().unwrap();
        for violation in world.sandbox.violations() {
            let probe = ["message is not modified", "to edit", "can't be edited"]
                .iter()
                .any(|text| violation.description.contains(text));
            if !(self.probes && probe) {
                writeln!(self.text, "VIOLATION {}: {}", violation.method, violation.description).unwrap();
            }
        }
        for tap in world.sandbox.unanswered_taps() {
            if !self.strangers_taps.contains(&tap) {
                writeln!(self.text, "UNANSWERED TAP").unwrap();
            }
        }
    }
}
