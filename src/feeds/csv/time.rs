//! Reads the time of a row; a time whose zone is neither written nor given is no time.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

/// Why a cell is no instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeFault {
    Unreadable,
    Ambiguous,
    Skipped,
    ZoneUnstated,
}

/// The instant, in whole seconds since 1970 UTC, that the cell `text` names.
///
/// Read are ISO 8601 dates with time of day (`2026-01-05T09:30`, seconds and `.000` optional, a space instead of `T`),
/// with `Z`, ` UTC` or an offset such as `-05:00` or without, and whole numbers of seconds, milliseconds, microseconds
/// or nanoseconds since 1970. `zone` is used only where the text has none.
pub(super) fn instant(text: &[u8], zone: Option<&TimeZone>) -> Result<i64, TimeFault> {
    let text = text.trim_ascii();
    if text.len() >= 9 && text.iter().all(u8::is_ascii_digit) {
        return epoch(text).ok_or(TimeFault::Unreadable);
    }
    let (date, rest) = date(text).ok_or(TimeFault::Unreadable)?;
    let Some((b'T' | b't' | b' ', rest)) = rest.split_first() else { return Err(TimeFault::Unreadable) };
    of_parts(date, rest, zone)
}

/// The same, where date and time of day stand in two cells.
pub(super) fn instant_of_two(day: &[u8], clock: &[u8], zone: Option<&TimeZone>) -> Result<i64, TimeFault> {
    match date(day.trim_ascii()) {
        Some((date, [])) => of_parts(date, clock.trim_ascii(), zone),
        _ => Err(TimeFault::Unreadable),
    }
}

fn of_parts(date: Date, clock: &[u8], zone: Option<&TimeZone>) -> Result<i64, TimeFault> {
    let (time, rest) = time(clock).ok_or(TimeFault::Unreadable)?;
    let local = date.to_datetime(time);
    let seconds =
        |offset: Offset| offset.to_timestamp(local).map_err(|_| TimeFault::Unreadable).map(Timestamp::as_second);
    match (rest, zone) {
        (b"", None) => Err(TimeFault::ZoneUnstated),
        (b"", Some(zone)) => seconds(offset_in(zone, local)?),
        (written, _) => seconds(offset(written).ok_or(TimeFault::Unreadable)?),
    }
}

fn offset_in(zone: &TimeZone, local: DateTime) -> Result<Offset, TimeFault> {
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => Ok(offset),
        AmbiguousOffset::Gap { .. } => Err(TimeFault::Skipped),
        AmbiguousOffset::Fold { .. } => Err(TimeFault::Ambiguous),
    }
}

/// Seconds since 1970, from a count whose unit shows in its length: such counts keep their length from 2001 to 2286.
fn epoch(digits: &[u8]) -> Option<i64> {
    let per_second = match digits.len() {
        9..=10 => 1,
        12..=13 => 1_000,
        15..=16 => 1_000_000,
        18..=19 => 1_000_000_000,
        _ => return None,
    };
    let count: i64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (count % per_second == 0).then_some(count / per_second)
}

fn date(text: &[u8]) -> Option<(Date, &[u8])> {
    let (&[y3, y2, y1, y0, b'-', m1, m0, b'-', d1, d0], rest) = text.split_first_chunk::<10>()? else { return None };
    let year = number(y3, y2)? * 100 + number(y1, y0)?;
    let month = i8::try_from(number(m1, m0)?).ok()?;
    let day = i8::try_from(number(d1, d0)?).ok()?;
    Some((Date::new(year, month, day).ok()?, rest))
}

/// A time of day in whole seconds and what follows it.
fn time(text: &[u8]) -> Option<(Time, &[u8])> {
    let (&[h1, h0, b':', m1, m0], mut rest) = text.split_first_chunk::<5>()? else { return None };
    let mut second = 0;
    if let Some((&[b':', s1, s0], after)) = rest.split_first_chunk::<3>() {
        second = number(s1, s0)?;
        rest = after;
        if let Some((b'.', fraction)) = rest.split_first() {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (zeros, after) = fraction.split_at_checked(digits)?;
            if zeros.is_empty() || zeros.iter().any(|digit| *digit != b'0') {
                return None;
            }
            rest = after;
        }
    }
    let part = |value: i16| i8::try_from(value).ok();
    Some((Time::new(part(number(h1, h0)?)?, part(number(m1, m0)?)?, part(second)?, 0).ok()?, rest))
}

/// `Z`, ` UTC`, `+00:00`, `-0500`, `+01`.
fn offset(text: &[u8]) -> Option<Offset> {
    let (sign, digits) = match text.trim_ascii() {
        b"Z" | b"z" | b"UTC" | b"GMT" => return Some(Offset::UTC),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match *digits {
        [h1, h0] => (number(h1, h0)?, 0),
        [h1, h0, m1, m0] | [h1, h0, b':', m1, m0] => (number(h1, h0)?, number(m1, m0)?),
        _ => return None,
    };
    if minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (i32::from(hours) * 3_600 + i32::from(minutes) * 60)).ok()
}

fn number(tens: u8, ones: u8) -> Option<i16> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(iso: &str) -> i64 {
        iso.parse::<Timestamp>().unwrap().as_second()
    }

    #[test]
    fn every_way_to_write_an_instant_gives_the_same_one() {
        let expected = seconds("2026-01-05T14:30:00Z");
        for text in [
            "2026-01-05T14:30:00Z",
            "2026-01-05 14:30Z",
            "2026-01-05T14:30:00.000Z",
            "2026-01-05 14:30:00 UTC",
            "2026-01-05T09:30:00-05:00",
            "2026-01-05T09:30:00-0500",
            " 2026-01-05T09:30-05 ",
            "1767623400",
            "1767623400000",
            "1767623400000000000",
        ] {
            assert_eq!(instant(text.as_bytes(), None), Ok(expected), "{text}");
        }
        let zone = TimeZone::get("America/New_York").unwrap();
        assert_eq!(instant(b"2026-01-05 09:30", Some(&zone)), Ok(expected));
        assert_eq!(instant_of_two(b"2026-01-05", b"09:30:00", Some(&zone)), Ok(expected));
        assert_eq!(instant(b"2026-07-06 09:30", Some(&zone)), Ok(seconds("2026-07-06T13:30:00Z")));
    }

    #[test]
    fn a_time_that_is_not_one_instant_is_refused() {
        let zone = TimeZone::get("America/New_York").unwrap();
        assert_eq!(instant(b"2026-01-05 09:30", None), Err(TimeFault::ZoneUnstated));
        assert_eq!(instant(b"2025-11-02 01:30", Some(&zone)), Err(TimeFault::Ambiguous));
        assert_eq!(instant(b"2025-03-09 02:30", Some(&zone)), Err(TimeFault::Skipped));
        for text in [
            "",
            "2026-01-05",
            "05/01/2026 09:30",
            "2026-02-30T09:30Z",
            "2026-01-05T25:00Z",
            "2026-01-05T09:30:00.5Z",
            "2026-01-05T09:30Zulu",
            "1767623400001",
            "20260105093000",
        ] {
            assert_eq!(instant(text.as_bytes(), Some(&zone)), Err(TimeFault::Unreadable), "{text}");
        }
    }
}
