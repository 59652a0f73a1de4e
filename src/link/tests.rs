//! The whole conversation over a pipe that can be cut anywhere, against a service that keeps count.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Mutex;

use super::client::{Sent, Talk, TalkFault, stats};
use super::frame::{self, BODY_BYTES_MAX, FrameFault};
use super::message::{Answer, Question, Task, VERSION};
use super::server::{Brought, Cloud, serve};
use super::upload::Uploads;
use crate::domain::training::observation::Observation;
use crate::domain::training::{Depth, Families, Family, RunId};
use crate::learn::acceptance::market::Recipe;
use crate::learn::acceptance::observed;
use crate::learn::chance::tests::chance;
use crate::learn::features;
use crate::learn::training::{Order, Part, Unit};

const UNIT: Unit = Unit { family: Family::Logistic, part: Part::Fold(2) };

/// A service that writes down what it is told.
#[derive(Default)]
struct Book {
    told: Mutex<Vec<String>>,
    brought: Mutex<Vec<Vec<u8>>>,
    observations: Vec<Observation>,
    schema: Option<[u8; 32]>,
}

impl Book {
    fn note(&self, what: String) {
        self.told.lock().unwrap().push(what);
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }
}

impl Cloud for Book {
    fn ledger(&self) -> [u8; 32] {
        [7; 32]
    }
    fn schema(&self) -> [u8; 32] {
        self.schema.unwrap_or_else(features::schema)
    }
    fn program(&self) -> String {
        "9.9".to_owned()
    }
    fn join(&self, name: &str) -> u64 {
        self.note(format!("join {name}"));
        3
    }
    fn leave(&self, trainer: u64) {
        self.note(format!("leave {trainer}"));
    }
    fn observations(&self, after: i64, limit: usize) -> Result<Vec<Observation>, String> {
        Ok(self.observations.iter().filter(|one| one.number > after).take(limit.min(500)).copied().collect())
    }
    fn claim(&self, trainer: u64) -> Option<Task> {
        let order = Order { families: Families::ALL, depth: Depth::Light, seed: 1 };
        (trainer == 3).then_some(Task { lease: 8, run: RunId(1), order, last_number: 5, unit: UNIT })
    }
    fn hear(&self, lease: u64, done: f64) -> bool {
        lease == 8 && done < 0.5
    }
    fn bring(&self, run: RunId, unit: Unit, result: Vec<u8>) -> Result<Brought, String> {
        self.note(format!("bring {} {} {}", run.0, unit.family.name(), result.len()));
        self.brought.lock().unwrap().push(result);
        Ok(if run == RunId(1) { Brought::Taken } else { Brought::Late })
    }
    fn refuse(&self, _run: RunId, _unit: Unit, why: String) {
        self.note(format!("refuse {why}"));
    }
    fn give_up(&self, run: RunId, _unit: Unit, why: String) -> Result<(), String> {
        self.note(format!("give up {} {why}", run.0));
        Ok(())
    }
    fn begin(&self) -> Result<String, String> {
        Ok("begun".to_owned())
    }
    fn stats(&self) -> Result<String, String> {
        Ok("fine".to_owned())
    }
}

/// A pipe that is cut after so many bytes were written into it.
struct Cut {
    stream: UnixStream,
    left: usize,
}

impl Write for Cut {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let most = bytes.len().min(self.left);
        if most == 0 {
            self.stream.shutdown(std::net::Shutdown::Both)?;
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.left -= most;
        self.stream.write(&bytes[..most])
    }
    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

impl Read for Cut {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.stream.read(into)
    }
}

fn with_service<T>(book: &Book, uploads: &Uploads, talk: impl FnOnce(UnixStream) -> T) -> T {
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    std::thread::scope(|scope| {
        let serving = scope.spawn(move || drop(serve(&mut theirs, book, uploads)));
        let told = talk(ours);
        serving.join().unwrap();
        told
    })
}

#[test]
fn everything_that_is_asked_is_answered() {
    let observations = observed::observations(&Recipe::new(60, 0.1).market(&mut chance(1)));
    let book = Book { observations: observations.clone(), ..Book::default() };
    let result = vec![5; 700_000];
    with_service(&book, &Uploads::default(), |stream| {
        let mut talk = Talk::begin(stream, "desk\nof mine", "1.0").unwrap();
        assert_eq!((talk.ledger, talk.program.as_str()), ([7; 32], "9.9"));
        let mut fetched: Vec<Observation> = Vec::new();
        loop {
            let more = talk.data(fetched.last().map_or(0, |last| last.number)).unwrap();
            if more.is_empty() {
                break;
            }
            fetched.extend(more);
        }
        assert_eq!(fetched, observations);
        let task = talk.claim().unwrap().unwrap();
        assert_eq!((task.lease, task.unit), (8, UNIT));
        assert!(talk.progress(8, 0.1).unwrap() && !talk.progress(8, 0.9).unwrap());
        assert!(talk.progress(8, f64::NAN).unwrap(), "what is no number is nothing done");
        assert_eq!(talk.upload(RunId(1), UNIT, &result).unwrap(), Sent::Taken);
        assert_eq!(talk.upload(RunId(2), UNIT, &result).unwrap(), Sent::Late);
        talk.give_up(RunId(1), UNIT, "no memory".to_owned()).unwrap();
        assert_eq!(talk.begin_training().unwrap(), "begun");
    });
    assert_eq!(*book.brought.lock().unwrap(), [result.clone(), result]);
    let told = book.told();
    assert_eq!(told.first().unwrap(), "join desk of mine");
    assert_eq!(told.last().unwrap(), "leave 3");
    assert!(told.contains(&"give up 1 no memory".to_owned()));
    with_service(&book, &Uploads::default(), |stream| assert_eq!(stats(stream).unwrap(), "fine"));
}

#[test]
fn an_upload_that_is_cut_goes_on_where_it_was() {
    let book = Book::default();
    let uploads = Uploads::default();
    let result: Vec<u8> = (0..2_000_000_u32).map(|byte| (byte % 251) as u8).collect();
    let mut chance = chance(2);
    let mut written = 0;
    for attempt in 0..200 {
        let left = 100 + chance.below(600_000);
        let sent = with_service(&book, &uploads, |stream| {
            let mut talk = Talk::begin(Cut { stream, left }, "desk", "1.0").ok()?;
            talk.upload(RunId(1), UNIT, &result).ok()
        });
        written += left;
        if let Some(sent) = sent {
            assert_eq!(sent, Sent::Taken);
            assert!(attempt > 2, "it was cut before");
            assert_eq!(*book.brought.lock().unwrap(), [result]);
            // Each cut costs at most the part under way.
            assert!(written < 6_000_000, "{written} bytes for 2,000,000");
            let told = book.told();
            let count = |word: &str| told.iter().filter(|line| line.starts_with(word)).count();
            assert_eq!(count("join"), count("leave"));
            return;
        }
    }
    panic!("it never arrived");
}

#[test]
fn what_is_no_frame_is_refused_without_harm() {
    let book = Book::default();
    let receive = |bytes: &[u8]| frame::receive::<Question>(&mut &bytes[..]);
    let mut sound = Vec::new();
    frame::send(&mut sound, &Question::Claim).unwrap();
    assert_eq!(receive(&sound).unwrap(), Question::Claim);
    for cut in 1..sound.len() {
        assert!(matches!(receive(&sound[..cut]), Err(FrameFault::Pipe(_))), "cut at {cut}");
    }
    for place in 0..sound.len() {
        let mut damaged = sound.clone();
        damaged[place] ^= 0x40;
        assert!(receive(&damaged).is_err(), "byte {place}");
    }
    let mut large = sound.clone();
    large[4..8].copy_from_slice(&u32::try_from(BODY_BYTES_MAX + 1).unwrap().to_le_bytes());
    assert!(matches!(receive(&large), Err(FrameFault::TooLarge(_))));
    assert!(matches!(receive(b"Last login: Mon Nov 23"), Err(FrameFault::Foreign(_))));
    assert!(matches!(receive(b""), Err(FrameFault::Ended)));
    with_service(&book, &Uploads::default(), |mut stream| {
        stream.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        assert!(matches!(frame::receive::<Answer>(&mut stream), Ok(Answer::Refused(_))));
    });
    assert_eq!(book.told(), Vec::<String>::new());
}

#[test]
fn another_version_and_other_features_are_told_what_to_update() {
    let ask = |book: &Book, version: u32| {
        with_service(book, &Uploads::default(), |mut stream| {
            let hello = Question::Hello {
                version,
                program: "0.0".to_owned(),
                name: "x".to_owned(),
                schema: features::schema(),
            };
            frame::send(&mut stream, &hello).unwrap();
            frame::receive::<Answer>(&mut stream).unwrap()
        })
    };
    let refused = |answer: Answer, words: &str| match answer {
        Answer::Refused(why) => assert!(why.contains(words), "{why}"),
        other => panic!("{other:?}"),
    };
    refused(ask(&Book::default(), VERSION + 1), "update the server");
    refused(ask(&Book::default(), 0), "update the trainer");
    refused(ask(&Book { schema: Some([1; 32]), ..Book::default() }, VERSION), "same version");
}

#[test]
fn a_result_with_another_hash_is_refused_and_told() {
    let book = Book::default();
    with_service(&book, &Uploads::default(), |mut stream| {
        let hello = Question::Hello {
            version: VERSION,
            program: "1".to_owned(),
            name: "x".to_owned(),
            schema: features::schema(),
        };
        let mut ask = |question: &Question| {
            frame::send(&mut stream, question).unwrap();
            frame::receive::<Answer>(&mut stream).unwrap()
        };
        // Nobody who has not said who he is may bring anything.
        let result = super::message::ResultName { run: RunId(1), unit: UNIT, total: 4, hash: [0; 32] };
        let upload = Question::Upload { result, offset: 0, chunk: vec![1, 2, 3, 4] };
        assert!(matches!(ask(&upload), Answer::Refused(_)));
        assert!(matches!(ask(&hello), Answer::Welcome { .. }));
        assert!(matches!(ask(&upload), Answer::NotTaken(why) if why.contains("hash")));
        let huge = super::message::ResultName { total: u64::MAX, ..result };
        let upload = Question::Upload { result: huge, offset: 0, chunk: vec![1] };
        assert!(matches!(ask(&upload), Answer::NotTaken(_)));
        drop(stream);
    });
    assert!(book.told().iter().any(|line| line.starts_with("refuse its bytes")));
    assert!(book.brought.lock().unwrap().is_empty());
}

#[test]
fn a_service_that_will_not_is_understood() {
    let refused = with_service(&Book::default(), &Uploads::default(), |stream| {
        let mut cut = Cut { stream, left: 10 };
        let fault = Talk::begin(&mut cut, "desk", "1.0").err().unwrap();
        assert!(matches!(fault, TalkFault::Frame(_)));
        fault.to_string()
    });
    assert!(refused.contains("connection"), "{refused}");
}
