//! The frames of the link: length, version, check and one message, over any stream of bytes.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::domain::training::observation::Observation;
use crate::learn::training::{Order, Unit};

/// The version of the frames and their messages. It stands in every frame, so that both sides can name it before they read a message.
pub const VERSION: u16 = 1;
/// Most bytes of one message.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// Most bytes of a result in one [`FromTrainer::Upload`].
pub const CHUNK_BYTES: usize = 256 * 1024;

/// Bytes before a message: length (4, big-endian), version (2, big-endian), start of its SHA-256 (8).
const HEAD_BYTES: usize = 14;
const CHECK_BYTES: usize = 8;

/// What a trainer says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromTrainer {
    /// The first message of a connection.
    Hello {
        /// Version of the link.
        version: u16,
        /// What the trainer calls itself.
        name: String,
        /// Processor cores it works with.
        cores: u32,
        /// Hash of the feature schema it trains by.
        schema: [u8; 32],
        /// Version of its program.
        program: String,
    },
    /// Asks for the observations after a position.
    Want {
        /// Number of the last prediction it holds; -1 for none.
        after_number: i64,
        /// Hash of all that it holds.
        have_hash: [u8; 32],
    },
    /// Asks for work.
    Ready {
        /// Most units it takes in hand at once.
        units: u32,
    },
    /// How far a unit is.
    Progress {
        /// Which training.
        run: i64,
        /// Which unit.
        unit: Unit,
        /// Share that is done, 0 to 1.
        done: f64,
    },
    /// A piece of a result.
    Upload {
        /// Which training.
        run: i64,
        /// Which unit.
        unit: Unit,
        /// Bytes of the whole result.
        total: u64,
        /// SHA-256 of the whole result.
        sha256: [u8; 32],
        /// Where the piece begins, bytes.
        offset: u64,
        /// The piece, at most [`CHUNK_BYTES`].
        chunk: Vec<u8>,
    },
    /// Asks how far an upload came before the connection was cut.
    Where {
        /// Which training.
        run: i64,
        /// Which unit.
        unit: Unit,
        /// SHA-256 of the whole result.
        sha256: [u8; 32],
    },
    /// A unit that could not be done.
    Failed {
        /// Which training.
        run: i64,
        /// Which unit.
        unit: Unit,
        /// Why, in a sentence.
        why: String,
    },
    /// Asks for the service's figures.
    Stats,
    /// Asks for a training, if enough is new.
    Begin {
        /// Fewest independent observations since the last training.
        min_new: u32,
    },
    /// Shows that the trainer lives.
    Pong,
}

/// What the service says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromService {
    /// The trainer is let in.
    Welcome {
        /// Version of the link.
        version: u16,
        /// Whether the service lives in a simulated market.
        simulated: bool,
        /// What the service calls itself.
        server: String,
    },
    /// The trainer is not let in, or what it asked is not done.
    Refused {
        /// Why, and what to do next.
        why: String,
    },
    /// Some of the wanted observations.
    Data {
        /// In the order of their decisions.
        observations: Vec<Observation>,
        /// Number of the last of them.
        last: i64,
    },
    /// All wanted observations have been sent.
    DataEnd {
        /// Number of the last prediction among all.
        last_number: i64,
        /// Hash of all that the trainer now holds.
        hash: [u8; 32],
    },
    /// A unit to work on.
    Work {
        /// Which training.
        run: i64,
        /// What the training is made of.
        order: Order,
        /// Which unit.
        unit: Unit,
        /// Hash of the observations it is trained on.
        dataset: [u8; 32],
        /// Number of the last prediction among them.
        last_number: i64,
        /// Seconds for which the unit is the trainer's; each message of progress begins them anew.
        lease_s: u32,
    },
    /// There is nothing to do.
    NoWork {
        /// Seconds to wait before asking again.
        until_s: u32,
    },
    /// An upload goes on from here.
    UploadAt {
        /// Bytes that are there.
        offset: u64,
    },
    /// A result is taken in.
    Accepted {
        /// Which training.
        run: i64,
        /// Which unit.
        unit: Unit,
    },
    /// A result is not taken in.
    Rejected {
        /// Which training.
        run: i64,
        /// Which unit.
        unit: Unit,
        /// Why, in a sentence.
        why: String,
    },
    /// A training was stopped; work on it is in vain.
    Cancelled {
        /// Which training.
        run: i64,
    },
    /// Figures for the terminal.
    Text(String),
    /// Asks whether the trainer lives.
    Ping,
}

/// Why a frame could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The stream failed.
    #[error("the connection failed: {0}")]
    Stream(#[from] std::io::Error),
    /// The stream ended inside a frame.
    #[error("the connection was cut inside a message; connect again")]
    Cut,
    /// A message above the limit.
    #[error("a message of {0} bytes is above the limit of {MOST_BYTES}; check that both sides are algoslayer")]
    Oversize(usize),
    /// The other side speaks another version.
    #[error(
        "the other side speaks version {0} of the link and this side version {VERSION}; update the one with the lower version"
    )]
    Version(u16),
    /// The check does not fit the message.
    #[error("a message arrived damaged; connect again")]
    Damaged,
    /// The bytes are whole but are no message.
    #[error("a message cannot be understood; update algoslayer on both sides")]
    Garbage,
}

/// Reads the next message; `None` where the stream ends between two. Not safe to drop half-way: the stream is then of no more use.
pub async fn read<M: DeserializeOwned>(stream: &mut (impl AsyncRead + Unpin)) -> Result<Option<M>, Broken> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    (&mut *stream).take(HEAD_BYTES as u64).read_to_end(&mut head).await?;
    if head.is_empty() {
        return Ok(None);
    }
    let (length, rest) = head.split_first_chunk::<4>().ok_or(Broken::Cut)?;
    let (version, rest) = rest.split_first_chunk::<2>().ok_or(Broken::Cut)?;
    let check = rest.first_chunk::<CHECK_BYTES>().ok_or(Broken::Cut)?;
    let version = u16::from_be_bytes(*version);
    if version != VERSION {
        return Err(Broken::Version(version));
    }
    let length = u32::from_be_bytes(*length);
    let bytes = usize::try_from(length).unwrap_or(usize::MAX);
    if bytes > MOST_BYTES {
        return Err(Broken::Oversize(bytes));
    }
    // The memory grows with what arrives, not with what the length promises.
    let mut body = Vec::new();
    (&mut *stream).take(u64::from(length)).read_to_end(&mut body).await?;
    if body.len() < bytes {
        return Err(Broken::Cut);
    }
    if check_of(&body) != *check {
        return Err(Broken::Damaged);
    }
    match postcard::take_from_bytes(&body) {
        Ok((message, [])) => Ok(Some(message)),
        _ => Err(Broken::Garbage),
    }
}

/// Writes a message and sends it off.
pub async fn write<M: Serialize>(stream: &mut (impl AsyncWrite + Unpin), message: &M) -> Result<(), Broken> {
    let body = postcard::to_stdvec(message).map_err(|_| Broken::Garbage)?;
    let length = u32::try_from(body.len()).map_err(|_| Broken::Oversize(body.len()))?;
    if body.len() > MOST_BYTES {
        return Err(Broken::Oversize(body.len()));
    }
    let mut head = Vec::with_capacity(HEAD_BYTES);
    head.extend_from_slice(&length.to_be_bytes());
    head.extend_from_slice(&VERSION.to_be_bytes());
    head.extend_from_slice(&check_of(&body));
    stream.write_all(&head).await?;
    stream.write_all(&body).await?;
    stream.flush().await?;
    Ok(())
}

/// The first bytes of the SHA-256 of a message.
fn check_of(body: &[u8]) -> [u8; CHECK_BYTES] {
    let mut check = [0; CHECK_BYTES];
    check.iter_mut().zip(Sha256::digest(body)).for_each(|(to, from)| *to = from);
    check
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn sent() -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, &FromTrainer::Begin { min_new: 300 }).await.unwrap();
        bytes
    }

    async fn got(bytes: &[u8]) -> Result<Option<FromTrainer>, Broken> {
        let mut stream = bytes;
        read(&mut stream).await
    }

    #[tokio::test]
    async fn a_message_arrives_as_it_was_sent_and_every_cut_is_told() {
        let bytes = sent().await;
        assert_eq!(got(&bytes).await.unwrap(), Some(FromTrainer::Begin { min_new: 300 }));
        assert_eq!(got(&[]).await.unwrap(), None);
        for end in 1..bytes.len() {
            assert!(matches!(got(&bytes[..end]).await, Err(Broken::Cut)), "cut at {end}");
        }
    }

    #[tokio::test]
    async fn no_changed_byte_passes() {
        let bytes = sent().await;
        for at in 0..bytes.len() {
            let mut bad = bytes.clone();
            bad[at] ^= 1;
            assert!(got(&bad).await.is_err(), "byte {at}");
        }
    }

    #[tokio::test]
    async fn too_long_and_another_version_are_refused_from_the_head() {
        let mut long = sent().await;
        long[..4].copy_from_slice(&u32::MAX.to_be_bytes());
        assert!(matches!(got(&long).await, Err(Broken::Oversize(_))));
        let mut other = sent().await;
        other[4..6].copy_from_slice(&9_u16.to_be_bytes());
        let why = got(&other).await.unwrap_err().to_string();
        assert!(why.contains("version 9") && why.contains("version 1"), "{why}");
    }
}
