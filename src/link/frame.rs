//! Frames: a length, a hash and a body, over anything that can be read and written.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// The largest body of a frame, bytes.
pub const BODY_BYTES_MAX: usize = 8 * 1024 * 1024;

/// What every frame begins with, so that whatever else comes through a pipe (a login message, a shell's complaint) is told from one.
const MARK: [u8; 4] = *b"ALGF";

/// Bytes of the hash that go along.
const HASH_BYTES: usize = 8;

/// Why no frame came or went.
#[derive(Debug, thiserror::Error)]
pub enum FrameFault {
    /// The other side is gone.
    #[error("the connection ended")]
    Ended,
    /// The pipe failed.
    #[error("the connection failed: {0}")]
    Pipe(#[from] io::Error),
    /// What came is no frame.
    #[error("what came is no message of this program{0}")]
    Foreign(String),
    /// It is larger than a frame may be.
    #[error("a message of {0} bytes is larger than {BODY_BYTES_MAX}")]
    TooLarge(usize),
    /// It was changed on its way.
    #[error("a message was damaged on its way")]
    Damaged,
    /// It cannot be read; the other side speaks otherwise.
    #[error("a message cannot be read ({0}); both sides have to run the same version")]
    Unreadable(String),
}

/// Sends a message.
pub fn send<T: Serialize>(to: &mut dyn Write, message: &T) -> Result<(), FrameFault> {
    let body = postcard::to_stdvec(message).map_err(|error| FrameFault::Unreadable(error.to_string()))?;
    let length = u32::try_from(body.len()).ok().filter(|_| body.len() <= BODY_BYTES_MAX);
    let length = length.ok_or(FrameFault::TooLarge(body.len()))?;
    let mut frame = Vec::with_capacity(MARK.len() + 4 + HASH_BYTES + body.len());
    frame.extend_from_slice(&MARK);
    frame.extend_from_slice(&length.to_le_bytes());
    frame.extend_from_slice(&short_hash(&body));
    frame.extend_from_slice(&body);
    to.write_all(&frame)?;
    to.flush()?;
    Ok(())
}

/// Waits for a message. Nothing is kept ready for a body before its length is known to be allowed.
pub fn receive<T: DeserializeOwned>(from: &mut dyn Read) -> Result<T, FrameFault> {
    let mut head = [0; MARK.len() + 4 + HASH_BYTES];
    read_whole(from, &mut head, true)?;
    let (mark, rest) = head.split_at(MARK.len());
    if mark != MARK {
        let shown = String::from_utf8_lossy(&head).chars().filter(|letter| !letter.is_control()).collect::<String>();
        return Err(FrameFault::Foreign(format!(": it begins with `{shown}`")));
    }
    let (length, hash) = rest.split_at(4);
    let length = length.first_chunk().map_or(usize::MAX, |four| u32::from_le_bytes(*four) as usize);
    if length > BODY_BYTES_MAX {
        return Err(FrameFault::TooLarge(length));
    }
    let mut body = vec![0; length];
    read_whole(from, &mut body, false)?;
    if short_hash(&body) != hash {
        return Err(FrameFault::Damaged);
    }
    postcard::from_bytes(&body).map_err(|error| FrameFault::Unreadable(error.to_string()))
}

fn read_whole(from: &mut dyn Read, into: &mut [u8], between: bool) -> Result<(), FrameFault> {
    let mut filled = 0;
    while let Some(rest) = into.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) if between && filled == 0 => return Err(FrameFault::Ended),
            Ok(0) => return Err(FrameFault::Pipe(io::ErrorKind::UnexpectedEof.into())),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn short_hash(body: &[u8]) -> [u8; HASH_BYTES] {
    let hash: [u8; 32] = Sha256::digest(body).into();
    hash.first_chunk().copied().unwrap_or_default()
}
