//! The service's side of a connection: it answers what a trainer asks, until the trainer is gone.

use std::io::{Read, Write};

use super::frame::{FrameFault, receive, send};
use super::message::{Answer, NAME_LETTERS_MAX, PAGE_ROWS, Question, Task, VERSION};
use super::upload::{Came, Uploads};
use crate::domain::training::RunId;
use crate::domain::training::observation::Observation;
use crate::learn::training::Unit;

/// Letters of a reason that a trainer gives.
const WHY_LETTERS_MAX: usize = 500;

/// What became of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brought {
    /// It was taken.
    Taken,
    /// It was not; why.
    NotTaken(String),
    /// Nobody waits for it any more.
    Late,
}

/// What the service can do for trainers. A failure is a sentence for the trainer's log.
pub trait Cloud: Send + Sync {
    /// Tells this ledger from every other.
    fn ledger(&self) -> [u8; 32];
    /// SHA-256 of the feature schema.
    fn schema(&self) -> [u8; 32];
    /// Version of the program.
    fn program(&self) -> String;
    /// A trainer is here; the number stands for its connection.
    fn join(&self, name: &str) -> u64;
    /// It is gone.
    fn leave(&self, trainer: u64);
    /// Observations after a prediction.
    fn observations(&self, after: i64, limit: usize) -> Result<Vec<Observation>, String>;
    /// Something to do.
    fn claim(&self, trainer: u64) -> Option<Task>;
    /// A trainer works on; whether it should.
    fn hear(&self, lease: u64, done: f64) -> bool;
    /// A result has come.
    fn bring(&self, run: RunId, unit: Unit, result: Vec<u8>) -> Result<Brought, String>;
    /// A result that came was of no use; why.
    fn refuse(&self, run: RunId, unit: Unit, why: String);
    /// A trainer could not do a unit.
    fn give_up(&self, run: RunId, unit: Unit, why: String) -> Result<(), String>;
    /// Begins a training where there is enough that is new; says what it did.
    fn begin(&self) -> Result<String, String>;
    /// The figures, for people to read.
    fn stats(&self) -> Result<String, String>;
}

/// A trainer that is in.
struct Guest<'c> {
    cloud: &'c dyn Cloud,
    number: u64,
}

impl Drop for Guest<'_> {
    fn drop(&mut self) {
        self.cloud.leave(self.number);
    }
}

/// Answers until the other side is gone, or says something that ends the connection.
pub fn serve<S: Read + Write>(stream: &mut S, cloud: &dyn Cloud, uploads: &Uploads) -> Result<(), FrameFault> {
    let mut guest: Option<Guest<'_>> = None;
    loop {
        let question = match receive(stream) {
            Ok(question) => question,
            Err(FrameFault::Ended) => return Ok(()),
            Err(fault) => {
                // Whoever sent that may not understand the answer either.
                let _unheard = send(stream, &Answer::Refused(fault.to_string()));
                return Err(fault);
            }
        };
        let answer = match (&guest, question) {
            (_, Question::Hello { version, program, name, schema }) => {
                if let Some(why) = refusal(cloud, version, &program, schema) {
                    send(stream, &Answer::Refused(why))?;
                    return Ok(());
                }
                guest = Some(Guest { cloud, number: cloud.join(&plain(&name)) });
                Answer::Welcome { program: cloud.program(), ledger: cloud.ledger() }
            }
            // Figures are told to whoever may open the pipe: they need no trainer.
            (_, Question::Stats) => cloud.stats().map_or_else(Answer::Refused, Answer::Text),
            (None, _) => Answer::Refused("say who you are first".to_owned()),
            (Some(guest), question) => answer(cloud, uploads, guest.number, question),
        };
        send(stream, &answer)?;
    }
}

fn refusal(cloud: &dyn Cloud, version: u32, program: &str, schema: [u8; 32]) -> Option<String> {
    let ours = cloud.program();
    let theirs = plain(program);
    if version != VERSION {
        let older = if version < VERSION { "the trainer" } else { "the server" };
        return Some(format!(
            "the trainer speaks version {version} of the link (program {theirs}), the server version {VERSION} (program {ours}); update {older}"
        ));
    }
    (schema != cloud.schema()).then(|| {
        format!("the trainer (program {theirs}) makes other features than the server (program {ours}); bring both to the same version")
    })
}

fn answer(cloud: &dyn Cloud, uploads: &Uploads, trainer: u64, question: Question) -> Answer {
    match question {
        Question::Data { after } => cloud.observations(after, PAGE_ROWS).map_or_else(Answer::Refused, Answer::Data),
        Question::Claim => cloud.claim(trainer).map_or(Answer::Nothing, |task| Answer::Task(Box::new(task))),
        Question::Progress { lease, done } => {
            Answer::GoOn(cloud.hear(lease, if done.is_finite() { done.clamp(0.0, 1.0) } else { 0.0 }))
        }
        Question::Upload { result, offset, chunk } => match uploads.take(&result, offset, &chunk) {
            Came::At(at) => Answer::At(at),
            Came::Refused(why) => {
                cloud.refuse(result.run, result.unit, why.clone());
                Answer::NotTaken(why)
            }
            Came::Whole(bytes) => match cloud.bring(result.run, result.unit, bytes) {
                Ok(Brought::Taken) => Answer::Taken,
                Ok(Brought::NotTaken(why)) => Answer::NotTaken(why),
                Ok(Brought::Late) => Answer::Late,
                Err(why) => Answer::Refused(why),
            },
        },
        Question::GiveUp { run, unit, why } => {
            cloud.give_up(run, unit, plain(&why)).map_or_else(Answer::Refused, |()| Answer::Heard)
        }
        Question::Begin => cloud.begin().map_or_else(Answer::Refused, Answer::Text),
        Question::Hello { .. } | Question::Stats => Answer::Heard,
    }
}

/// Words of the other side as they may be shown and logged: one line without signs of control, and not too long.
fn plain(said: &str) -> String {
    let most = if said.len() > NAME_LETTERS_MAX { WHY_LETTERS_MAX } else { NAME_LETTERS_MAX };
    said.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(most).collect()
}
