//! Opens a plain, gzip or zstd file as a stream of text, with limits on its size and on the length of its lines.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use crate::feeds::csv::fault::FileFault;

/// The longest line that is read, in bytes; rows of bars have about a hundred.
pub const LINE_BYTES_MAX: usize = 64 * 1024;

const CHUNK_BYTES: usize = 256 * 1024;

/// The file's text; what it is packed with is told from its first bytes, not from its name.
pub(in crate::feeds) fn open(path: &Path, bytes_max: u64) -> Result<BufReader<Bounded>, FileFault> {
    let file = File::open(path).map_err(|error| FileFault::Unreadable(error.to_string()))?;
    let mut packed = BufReader::with_capacity(CHUNK_BYTES, file);
    let head = packed.fill_buf().map_err(|error| FileFault::Unreadable(error.to_string()))?;
    let source: Box<dyn Read> = match head {
        [] => return Err(FileFault::Empty),
        [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(packed)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Box::new(ZstdFrames::new(packed)),
        [b'B', b'Z', b'h', ..] => return Err(FileFault::Compression("bzip2")),
        [0xfd, b'7', b'z', b'X', b'Z', ..] => return Err(FileFault::Compression("xz")),
        [b'P', b'K', 3 | 5, ..] => return Err(FileFault::Compression("zip")),
        [0x1f, 0x9d, ..] => return Err(FileFault::Compression("compress")),
        [0x04, 0x22, 0x4d, 0x18, ..] => return Err(FileFault::Compression("lz4")),
        [b'7', b'z', 0xbc, 0xaf, ..] => return Err(FileFault::Compression("7z")),
        _ => Box::new(packed),
    };
    Ok(BufReader::with_capacity(CHUNK_BYTES, Bounded { source, bytes_max, bytes_left: bytes_max, line_bytes: 0 }))
}

/// Turns an error of the stream into the fault it stands for.
pub(in crate::feeds) fn fault_of(error: &io::Error) -> FileFault {
    if let Some(limit) = error.get_ref().and_then(|inner| inner.downcast_ref::<LimitHit>()) {
        return limit.0.clone();
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::InvalidData
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::Other => FileFault::Damaged(error.to_string()),
        _ => FileFault::Unreadable(error.to_string()),
    }
}

/// A stream that fails, rather than grow, when the text or one of its lines is longer than its limit.
pub(in crate::feeds) struct Bounded {
    source: Box<dyn Read>,
    bytes_max: u64,
    bytes_left: u64,
    line_bytes: usize,
}

/// A limit on its way through `io::Error`.
#[derive(Debug)]
struct LimitHit(FileFault);

impl fmt::Display for LimitHit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for LimitHit {}

impl Read for Bounded {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        // Small steps keep every line inside one or two chunks, so the last newline of each chunk measures them all.
        let step = buf.len().min(LINE_BYTES_MAX);
        let Some(room) = buf.get_mut(..step) else { return Ok(0) };
        let count = self.source.read(room)?;
        if count == 0
            && self.line_bytes > 0
            && let Some(first) = room.first_mut()
        {
            // A last line without an end is given one, so that every row is a line.
            *first = b'\n';
            self.line_bytes = 0;
            return Ok(1);
        }
        let read = room.get(..count).unwrap_or_default();
        self.bytes_left = match self.bytes_left.checked_sub(u64::try_from(count).unwrap_or(u64::MAX)) {
            Some(left) => left,
            None => return Err(io::Error::other(LimitHit(FileFault::TooLarge(self.bytes_max)))),
        };
        self.line_bytes = match read.iter().rposition(|byte| *byte == b'\n') {
            Some(newline) => count - newline - 1,
            None => self.line_bytes + count,
        };
        if self.line_bytes > LINE_BYTES_MAX {
            return Err(io::Error::other(LimitHit(FileFault::LineTooLong(LINE_BYTES_MAX))));
        }
        Ok(count)
    }
}

/// All frames of a zstd file one after the other, each checked against its checksum where it has one.
struct ZstdFrames {
    packed: BufReader<File>,
    decoder: FrameDecoder,
    inside: bool,
}

impl ZstdFrames {
    fn new(packed: BufReader<File>) -> Self {
        Self { packed, decoder: FrameDecoder::new(), inside: false }
    }

    /// Enters the next frame that holds data, skipping those that hold none; false at the end of the file.
    fn enter(&mut self) -> io::Result<bool> {
        while !self.packed.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut self.packed.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(damaged(&error)),
            }
        }
        Ok(false)
    }

    /// A frame is over: what it says its checksum is must be what it has.
    fn leave(&self) -> io::Result<()> {
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(stated), Some(found)) if stated != found => Err(damaged(&"wrong checksum")),
            _ => Ok(()),
        }
    }
}

impl Read for ZstdFrames {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.inside {
                self.inside = self.enter()?;
                if !self.inside {
                    return Ok(0);
                }
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let wanted = BlockDecodingStrategy::UptoBytes(buf.len());
                self.decoder.decode_blocks(&mut self.packed, wanted).map_err(|error| damaged(&error))?;
            }
            let count = self.decoder.read(buf)?;
            if count > 0 {
                return Ok(count);
            }
            self.leave()?;
            self.inside = false;
        }
    }
}

fn damaged(reason: &dyn fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason.to_string())
}
