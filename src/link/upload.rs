//! Results on their way up: what came of each, so that a cut connection goes on where it was.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use super::message::ResultName;

/// The largest result, bytes.
pub const RESULT_BYTES_MAX: u64 = 24 * 1024 * 1024;

/// Bytes of all results on their way together.
const ALL_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What came of results, over all connections.
#[derive(Debug, Default)]
pub struct Uploads(Mutex<BTreeMap<ResultName, Vec<u8>>>);

/// Where an upload stands after a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// So much of it is here.
    At(u64),
    /// All of it is here.
    Whole(Vec<u8>),
    /// It cannot be taken; why.
    Refused(String),
}

impl Uploads {
    /// Takes a part in. One that does not begin where the last one ended changes nothing; the answer says where to go on.
    pub fn take(&self, name: &ResultName, offset: u64, chunk: &[u8]) -> Came {
        if name.total == 0 || name.total > RESULT_BYTES_MAX {
            return Came::Refused(format!("a result of {} bytes; at most {RESULT_BYTES_MAX} are taken", name.total));
        }
        let mut all = self.lock();
        let others: usize = all.iter().filter(|(other, _)| *other != name).map(|(_, bytes)| bytes.len()).sum();
        if others.saturating_add(chunk.len()) > ALL_BYTES_MAX {
            // What is on its way has been left alone by its trainer, or will be sent again from the beginning.
            all.retain(|other, _| other == name);
        }
        let bytes = all.entry(*name).or_default();
        let have = bytes.len() as u64;
        if offset != have || chunk.is_empty() {
            return Came::At(have);
        }
        if have + chunk.len() as u64 > name.total {
            all.remove(name);
            return Came::Refused("more bytes came than were said; send it again".to_owned());
        }
        bytes.extend_from_slice(chunk);
        if (bytes.len() as u64) < name.total {
            return Came::At(bytes.len() as u64);
        }
        let bytes = all.remove(name).unwrap_or_default();
        if <[u8; 32]>::from(Sha256::digest(&bytes)) != name.hash {
            return Came::Refused("its bytes are not those that its hash tells of; send it again".to_owned());
        }
        Came::Whole(bytes)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<ResultName, Vec<u8>>> {
        // Whoever panicked left parts that are checked as a whole in the end.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
