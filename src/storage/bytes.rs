//! Little-endian numbers into bytes and back: what the records inside pages are made of.

use super::StoreError;

/// Appends numbers to a buffer, least significant byte first.
pub(super) trait Put {
    fn put<const N: usize>(&mut self, bytes: [u8; N]);

    fn put_u8(&mut self, value: u8) {
        self.put([value]);
    }

    fn put_u16(&mut self, value: u16) {
        self.put(value.to_le_bytes());
    }

    fn put_u32(&mut self, value: u32) {
        self.put(value.to_le_bytes());
    }

    fn put_i32(&mut self, value: i32) {
        self.put(value.to_le_bytes());
    }

    fn put_i64(&mut self, value: i64) {
        self.put(value.to_le_bytes());
    }

    /// All 64 bits as they are: what is read back is the same number, negative zero included.
    fn put_f64(&mut self, value: f64) {
        self.put(value.to_bits().to_le_bytes());
    }

    fn put_f32(&mut self, value: f32) {
        self.put(value.to_bits().to_le_bytes());
    }
}

impl Put for Vec<u8> {
    fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        self.extend_from_slice(&bytes);
    }
}

/// Takes numbers off the front of a page's body.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'b> {
    rest: &'b [u8],
    table: &'static str,
}

impl<'b> Bytes<'b> {
    /// The body of a page of `table`.
    pub(super) fn new(body: &'b [u8], table: &'static str) -> Self {
        Self { rest: body, table }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn take<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        match self.rest.split_first_chunk::<N>() {
            Some((head, rest)) => {
                self.rest = rest;
                Ok(*head)
            }
            None => Err(self.bad("a page ends within a record")),
        }
    }

    /// As many bytes as a length before them says.
    pub(super) fn take_counted(&mut self) -> Result<&'b [u8], StoreError> {
        let count = usize::from(self.u8()?);
        match self.rest.split_at_checked(count) {
            Some((head, rest)) => {
                self.rest = rest;
                Ok(head)
            }
            None => Err(self.bad("a page ends within a name")),
        }
    }

    pub(super) fn u8(&mut self) -> Result<u8, StoreError> {
        self.take::<1>().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Result<u16, StoreError> {
        self.take().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, StoreError> {
        self.take().map(u32::from_le_bytes)
    }

    pub(super) fn i32(&mut self) -> Result<i32, StoreError> {
        self.take().map(i32::from_le_bytes)
    }

    pub(super) fn i64(&mut self) -> Result<i64, StoreError> {
        self.take().map(i64::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Result<f64, StoreError> {
        self.take().map(f64::from_le_bytes)
    }

    pub(super) fn f32(&mut self) -> Result<f32, StoreError> {
        self.take().map(f32::from_le_bytes)
    }

    /// An instant in whole seconds after `base_s`.
    pub(super) fn seconds_after(&mut self, base_s: i64) -> Result<jiff::Timestamp, StoreError> {
        let offset = self.i32()?;
        jiff::Timestamp::from_second(base_s + i64::from(offset)).map_err(|error| self.bad(error))
    }

    /// An instant in microseconds.
    pub(super) fn micros(&mut self) -> Result<jiff::Timestamp, StoreError> {
        let micros = self.i64()?;
        jiff::Timestamp::from_microsecond(micros).map_err(|error| self.bad(error))
    }

    /// What opens every body: the number of its layout, and the instant from which its offsets count.
    pub(super) fn header(&mut self) -> Result<i64, StoreError> {
        let layout = self.u8()?;
        if layout != LAYOUT {
            return Err(self.bad(format!("layout {layout} is unknown to this version")));
        }
        let base_s = self.i64()?;
        // Offsets reach 68 years to either side; the sum of both stays a number of seconds.
        jiff::Timestamp::from_second(base_s).map_err(|error| self.bad(error))?;
        Ok(base_s)
    }

    pub(super) fn bad(&self, reason: impl std::fmt::Display) -> StoreError {
        StoreError::Row { table: self.table, reason: reason.to_string() }
    }
}

/// The layout of records that this version writes.
pub(super) const LAYOUT: u8 = 1;

/// Opens a body as [`Bytes::header`] reads it.
pub(super) fn put_header(body: &mut Vec<u8>, base_s: i64) {
    body.clear();
    body.put_u8(LAYOUT);
    body.put_i64(base_s);
}

/// Seconds from `base_s`, where they can be told in a record; pages span days, so that only nonsense cannot.
pub(super) fn offset(at: jiff::Timestamp, base_s: i64, table: &'static str) -> Result<i32, StoreError> {
    i32::try_from(at.as_second() - base_s)
        .map_err(|_| StoreError::Row { table, reason: format!("{at} is too far from the rest of its page") })
}

/// That bit where something holds.
pub(super) fn bit(holds: bool, bit: u8) -> u8 {
    if holds { bit } else { 0 }
}

/// Seconds of a day; pages end with the day in UTC, which no session of the exchange crosses.
const DAY_S: i64 = 86_400;

/// The day in UTC, counted.
pub(super) fn day_of(seconds: i64) -> i64 {
    seconds.div_euclid(DAY_S)
}

/// Bytes after which a page ends though its day goes on, so that rewriting it stays cheap.
pub(super) const BODY_BYTES_MAX: usize = 256 * 1024;
