//! The rules by which the exchange keeps holidays and closes early (NYSE Rule 7.2 and its yearly notices).

use jiff::civil::{Date, Weekday};
use jiff::{Error, ToSpan};

use super::closures::{Closure, EarlyClose};

/// Juneteenth became a holiday in June 2021, too late for the exchange to keep it that year.
const JUNETEENTH_SINCE: i16 = 2022;
/// From 2013 on it is the eve of Independence Day that closes early, also where the holiday is a Thursday.
const THURSDAY_EVE_SINCE: i16 = 2013;

/// The holidays of a year on the weekdays they are kept on, each in the year it is kept in.
pub(super) fn of_year(year: i16) -> Result<Vec<(Date, Closure)>, Error> {
    let january = Date::new(year, 1, 1)?;
    let nth = |month, nth, weekday| Date::new(year, month, 1)?.nth_weekday_of_month(nth, weekday);
    let mut holidays = vec![
        (nth(1, 3, Weekday::Monday)?, Closure::MartinLutherKing),
        (nth(2, 3, Weekday::Monday)?, Closure::Presidents),
        (easter(year)?.checked_sub(2.days())?, Closure::GoodFriday),
        (nth(5, -1, Weekday::Monday)?, Closure::Memorial),
        (observed(Date::new(year, 7, 4)?)?, Closure::Independence),
        (nth(9, 1, Weekday::Monday)?, Closure::Labor),
        (nth(11, 4, Weekday::Thursday)?, Closure::Thanksgiving),
        (observed(Date::new(year, 12, 25)?)?, Closure::Christmas),
    ];
    // A New Year's Day on a Saturday is not kept on the Friday: that is the last day of the books' year.
    if january.weekday() != Weekday::Saturday {
        holidays.push((observed(january)?, Closure::NewYear));
    }
    if year >= JUNETEENTH_SINCE {
        holidays.push((observed(Date::new(year, 6, 19)?)?, Closure::Juneteenth));
    }
    Ok(holidays)
}

/// The sessions of a year that end at 13:00.
pub(super) fn early_closes_of_year(year: i16) -> Result<Vec<(Date, EarlyClose)>, Error> {
    let thanksgiving = Date::new(year, 11, 1)?.nth_weekday_of_month(4, Weekday::Thursday)?;
    let mut closes = vec![(thanksgiving.tomorrow()?, EarlyClose::AfterThanksgiving)];

    let independence = Date::new(year, 7, 4)?;
    if independence.weekday() == Weekday::Thursday && year < THURSDAY_EVE_SINCE {
        closes.push((independence.tomorrow()?, EarlyClose::AfterIndependence));
    } else if is_monday_to_thursday(independence.yesterday()?) {
        closes.push((independence.yesterday()?, EarlyClose::IndependenceEve));
    }

    // On a Friday, Christmas Eve is the day on which a Christmas of Saturday is kept.
    let christmas_eve = Date::new(year, 12, 24)?;
    if is_monday_to_thursday(christmas_eve) {
        closes.push((christmas_eve, EarlyClose::ChristmasEve));
    }
    // No rule: the exchange chose so for the Friday after the Thursday Christmas of 2003, and never again since.
    if year == 2003 {
        closes.push((Date::new(year, 12, 26)?, EarlyClose::AfterChristmas));
    }
    Ok(closes)
}

/// Holidays on a Saturday are kept on the Friday before, on a Sunday on the Monday after.
fn observed(holiday: Date) -> Result<Date, Error> {
    match holiday.weekday() {
        Weekday::Saturday => holiday.yesterday(),
        Weekday::Sunday => holiday.tomorrow(),
        _ => Ok(holiday),
    }
}

fn is_monday_to_thursday(date: Date) -> bool {
    date.weekday().to_monday_zero_offset() <= 3
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm printed in Nature, 20 April 1876.
fn easter(year: i16) -> Result<Date, Error> {
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let moon_shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let correction = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * correction + 114;
    let (month, day) = (days / 31, days % 31 + 1);
    // Both are small by construction: month 3 or 4, day 1 to 31.
    Date::new(year, month as i8, day as i8)
}
