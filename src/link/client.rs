//! The trainer's side of a connection: it fetches data, asks for work, does it, and brings the result.

use std::io::{Read, Write};

use sha2::{Digest, Sha256};

use super::frame::{FrameFault, receive, send};
use super::message::{Answer, CHUNK_BYTES, Question, ResultName, Task, VERSION};
use crate::domain::training::RunId;
use crate::domain::training::observation::Observation;
use crate::learn::features;
use crate::learn::training::Unit;

/// Why a conversation came to its end.
#[derive(Debug, thiserror::Error)]
pub enum TalkFault {
    /// The pipe.
    #[error(transparent)]
    Frame(#[from] FrameFault),
    /// The service will not; what it said.
    #[error("the server refused: {0}")]
    Refused(String),
    /// The service said something that is no answer to the question.
    #[error("the server answered something else than was asked; bring both sides to the same version")]
    Confused,
}

/// What became of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The service has it.
    Taken,
    /// The service will not have it.
    NotTaken(String),
    /// Nobody waits for it any more.
    Late,
}

/// A conversation with the service.
pub struct Talk<S> {
    stream: S,
    /// Tells the service's ledger from every other.
    pub ledger: [u8; 32],
    /// Version of the service's program.
    pub program: String,
}

impl<S: Read + Write> Talk<S> {
    /// Says who this is.
    pub fn begin(mut stream: S, name: &str, program: &str) -> Result<Self, TalkFault> {
        let hello = Question::Hello {
            version: VERSION,
            program: program.to_owned(),
            name: name.to_owned(),
            schema: features::schema(),
        };
        match ask(&mut stream, &hello)? {
            Answer::Welcome { program, ledger } => Ok(Self { stream, ledger, program }),
            _ => Err(TalkFault::Confused),
        }
    }

    /// The next observations after a prediction; none where there are no more.
    pub fn data(&mut self, after: i64) -> Result<Vec<Observation>, TalkFault> {
        match ask(&mut self.stream, &Question::Data { after })? {
            Answer::Data(observations) => Ok(observations),
            _ => Err(TalkFault::Confused),
        }
    }

    /// Something to do.
    pub fn claim(&mut self) -> Result<Option<Task>, TalkFault> {
        match ask(&mut self.stream, &Question::Claim)? {
            Answer::Task(task) => Ok(Some(*task)),
            Answer::Nothing => Ok(None),
            _ => Err(TalkFault::Confused),
        }
    }

    /// Says how far a task is; whether it is to be worked on.
    pub fn progress(&mut self, lease: u64, done: f64) -> Result<bool, TalkFault> {
        match ask(&mut self.stream, &Question::Progress { lease, done })? {
            Answer::GoOn(go_on) => Ok(go_on),
            _ => Err(TalkFault::Confused),
        }
    }

    /// Brings a result, from where an earlier attempt ended.
    pub fn upload(&mut self, run: RunId, unit: Unit, bytes: &[u8]) -> Result<Sent, TalkFault> {
        let result = ResultName { run, unit, total: bytes.len() as u64, hash: Sha256::digest(bytes).into() };
        let mut offset = 0_u64;
        let mut chunk: Vec<u8> = Vec::new();
        loop {
            match ask(&mut self.stream, &Question::Upload { result, offset, chunk })? {
                Answer::At(at) => {
                    let rest = usize::try_from(at).ok().and_then(|at| bytes.get(at..)).ok_or(TalkFault::Confused)?;
                    offset = at;
                    chunk = rest.iter().take(CHUNK_BYTES).copied().collect();
                    if chunk.is_empty() {
                        return Err(TalkFault::Confused);
                    }
                }
                Answer::Taken => return Ok(Sent::Taken),
                Answer::NotTaken(why) => return Ok(Sent::NotTaken(why)),
                Answer::Late => return Ok(Sent::Late),
                _ => return Err(TalkFault::Confused),
            }
        }
    }

    /// Says that a unit could not be done.
    pub fn give_up(&mut self, run: RunId, unit: Unit, why: String) -> Result<(), TalkFault> {
        match ask(&mut self.stream, &Question::GiveUp { run, unit, why })? {
            Answer::Heard => Ok(()),
            _ => Err(TalkFault::Confused),
        }
    }

    /// Asks for a training where there is enough that is new; what the service did.
    pub fn begin_training(&mut self) -> Result<String, TalkFault> {
        match ask(&mut self.stream, &Question::Begin)? {
            Answer::Text(text) => Ok(text),
            _ => Err(TalkFault::Confused),
        }
    }
}

/// The service's figures.
pub fn stats<S: Read + Write>(mut stream: S) -> Result<String, TalkFault> {
    match ask(&mut stream, &Question::Stats)? {
        Answer::Text(text) => Ok(text),
        _ => Err(TalkFault::Confused),
    }
}

fn ask<S: Read + Write>(stream: &mut S, question: &Question) -> Result<Answer, TalkFault> {
    send(stream, question)?;
    match receive(stream)? {
        Answer::Refused(why) => Err(TalkFault::Refused(why)),
        answer => Ok(answer),
    }
}
