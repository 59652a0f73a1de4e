//! How numbers, dates and spans of time are written on screens; the only place where a fraction becomes per cent.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use crate::bot::words::Words;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::money::Cents;
use crate::domain::unit::Fraction;

const WEEKDAYS: [&str; 7] = [
    "weekday-monday",
    "weekday-tuesday",
    "weekday-wednesday",
    "weekday-thursday",
    "weekday-friday",
    "weekday-saturday",
    "weekday-sunday",
];

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];

/// A fraction in whole per cent: `51 %`.
pub fn percent(words: &Words, fraction: Fraction) -> String {
    words.numbers().percent(&format!("{:.0}", fraction.get() * 100.0))
}

/// The ends of an interval in whole per cent: `28 to 60 %`.
pub fn interval(words: &Words, (low, high): (Fraction, Fraction)) -> String {
    let bare = |fraction: Fraction| format!("{:.0}", fraction.get() * 100.0);
    words.say("interval", &[("low", bare(low).into()), ("high", bare(high).into())])
}

/// US dollars with cents: `$101.20`.
pub fn dollars(words: &Words, price: f64) -> String {
    let cents = (price * 100.0).round();
    let whole = (cents / 100.0).trunc();
    words.numbers().money(&format!("{}.{:02.0}", whole as i64, (cents - whole * 100.0).abs()))
}

/// An amount of money: `$101.20`, `-$1.20`.
pub fn money(words: &Words, amount: Cents) -> String {
    signed_money(words, if amount.0 < 0 { "-" } else { "" }, amount)
}

/// A profit or a loss with its sign: `+$12.30`, `-$151.20`, `$0.00`.
pub fn profit(words: &Words, amount: Cents) -> String {
    let sign = match amount.0.signum() {
        1 => "+",
        0 => "",
        _ => "-",
    };
    signed_money(words, sign, amount)
}

fn signed_money(words: &Words, sign: &str, amount: Cents) -> String {
    let cents = amount.0.unsigned_abs();
    words.numbers().money(&format!("{sign}{}.{:02}", cents / 100, cents % 100))
}

/// A computed profit or loss with its sign: `+$12.30`.
pub fn signed_dollars(words: &Words, dollars: f64) -> String {
    profit(words, Cents::of_dollars(dollars).unwrap_or_default())
}

/// The strike of an option with as many decimals as it has: `$150`, `$152.50`, `$9.125`.
pub fn strike(words: &Words, strike: f64) -> String {
    let mills = libm::round(strike * 1_000.0) as i64;
    let whole = mills / 1_000;
    words.numbers().money(&match mills % 1_000 {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{:02}", part / 10),
        part => format!("{whole}.{part:03}"),
    })
}

/// A whole number for the mathematics of a screen.
pub fn float(number: i64) -> f64 {
    number as f64
}

/// The highest price in whole cents that is not above: at which a stop is hit.
pub fn cent_below(price: f64) -> f64 {
    (price * 100.0 + 1e-6).floor() / 100.0
}

/// The lowest price in whole cents that is not below: at which a target is reached.
pub fn cent_above(price: f64) -> f64 {
    (price * 100.0 - 1e-6).ceil() / 100.0
}

/// A whole number with its thousands apart: `12,345`.
pub fn grouped(words: &Words, number: i64) -> String {
    words.numbers().write(&number.to_string())
}

/// A count with its thousands apart.
pub fn count(words: &Words, number: u64) -> String {
    grouped(words, i64::try_from(number).unwrap_or(i64::MAX))
}

/// Independent observations, rounded down so that never more is claimed than there is; below ten to a tenth, so that a few
/// overlapping outcomes do not read as none.
pub fn independent(words: &Words, observations: f64) -> String {
    let observations = observations.max(0.0);
    if observations < 10.0 && observations > 0.0 {
        return words.numbers().write(&format!("{:.1}", (observations * 10.0).floor() / 10.0));
    }
    grouped(words, observations.floor() as i64)
}

/// A score in `[-1, 1]` with its sign: `+0.52`.
pub fn score(words: &Words, value: f64) -> String {
    words.numbers().write(&format!("{:+.2}", if value == 0.0 { 0.0 } else { value }))
}

/// A mean score or loss: `0.642`.
pub fn loss(words: &Words, value: f64) -> String {
    words.numbers().write(&format!("{value:.3}"))
}

/// The HOLD band in per cent of the price, from its half-width on the log return: `±0.6 %`.
pub fn band(words: &Words, half_width: f64) -> String {
    "±".to_owned() + &words.numbers().percent(&format!("{:.1}", libm::expm1(half_width) * 100.0))
}

/// A share that the product itself computed, in whole per cent: `33 %`.
pub fn share(words: &Words, value: f64) -> String {
    words.numbers().percent(&format!("{:.0}", value.clamp(0.0, 1.0) * 100.0))
}

/// A share with one decimal, where a whole per cent would hide a difference: `35.4 %`.
pub fn exact_share(words: &Words, value: f64) -> String {
    words.numbers().percent(&format!("{:.1}", value.clamp(0.0, 1.0) * 100.0))
}

/// The ends of an interval in whole per cent, for tables: `39-72 %`.
pub fn bare_interval(words: &Words, low: f64, high: f64) -> String {
    format!("{:.0}-{}", low.clamp(0.0, 1.0) * 100.0, share(words, high))
}

/// A log return as a move of the price, with its sign: `+0.8 %`.
pub fn change(words: &Words, log_return: f64) -> String {
    words.numbers().percent(&format!("{:+.1}", libm::expm1(log_return) * 100.0 + 0.0))
}

/// The size of a usual move, from its standard deviation on the log return: `1.4 %`.
pub fn move_of(words: &Words, sigma: f64) -> String {
    words.numbers().percent(&format!("{:.1}", libm::expm1(sigma) * 100.0))
}

/// A bare figure with two decimals: `0.94`.
pub fn plain(words: &Words, value: f64) -> String {
    words.numbers().write(&format!("{value:.2}"))
}

/// A bare figure with one decimal: `4.6`.
pub fn tenths(words: &Words, value: f64) -> String {
    words.numbers().write(&format!("{value:.1}"))
}

/// A difference of losses with its sign: `+0.017`.
pub fn gain(words: &Words, value: f64) -> String {
    words.numbers().write(&format!("{:+.3}", value + 0.0))
}

/// A difference of probabilities in points of a per cent, without its sign: `2.1`.
pub fn points(words: &Words, difference: f64) -> String {
    words.numbers().write(&format!("{:.1}", difference.abs() * 100.0))
}

/// A difference of shares in whole points, without its sign: `7`.
pub fn whole_points(words: &Words, difference: f64) -> String {
    words.numbers().write(&format!("{:.0}", difference.abs() * 100.0))
}

/// A share with its sign, in whole per cent: `-7 %`.
pub fn signed_share(words: &Words, value: f64) -> String {
    words.numbers().percent(&format!("{:+.0}", value * 100.0 + 0.0))
}

/// A bare figure without decimals: `31`.
pub fn whole(words: &Words, value: f64) -> String {
    grouped(words, libm::round(value) as i64)
}

/// A size on disk or in memory: `34 MB`, `1.2 GB`.
pub fn bytes(words: &Words, size: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut value = size as f64;
    let mut units = UNITS.into_iter();
    let mut unit = units.next().unwrap_or_default();
    for next in units {
        if value < 999.5 {
            break;
        }
        value /= 1_000.0;
        unit = next;
    }
    let decimals = usize::from(value < 9.95 && unit != "B");
    format!("{} {unit}", words.numbers().write(&format!("{value:.decimals$}")))
}

/// A score as five small blocks: `▮▮▮▯▯`.
pub fn bar(value: f64) -> String {
    const BLOCKS: usize = 5;
    let full = ((value.abs() * BLOCKS as f64).ceil() as usize).min(BLOCKS);
    "▮".repeat(full) + &"▯".repeat(BLOCKS - full)
}

/// An instant as New York reads it: `Mon 5 Jan 10:15 New York`.
pub fn when(words: &Words, at: Timestamp) -> String {
    let civil = ExchangeCalendar::nyse().new_york(at);
    words.say("when", &[("day", day_and_month(words, civil).into()), ("time", clock(civil).into())])
}

/// An instant as New York reads it, short enough for a table: `5 Jan 10:15`.
pub fn when_in_table(words: &Words, at: Timestamp) -> String {
    let civil = ExchangeCalendar::nyse().new_york(at);
    let day = bare_day(words, civil.date());
    words.say("when-in-table", &[("day", day.into()), ("time", clock(civil).into())])
}

/// An instant of a day that is already named: `10:15`.
pub fn time(at: Timestamp) -> String {
    clock(ExchangeCalendar::nyse().new_york(at))
}

/// A day with its year: `Mon 5 Jan 2026`.
pub fn date(words: &Words, date: Date) -> String {
    let day = day_and_month(words, date.at(0, 0, 0, 0));
    words.say("date", &[("day", day.into()), ("year", i32::from(date.year()).to_string().into())])
}

/// A day with its year and without its weekday: `18 Dec 2026`.
pub fn plain_date(words: &Words, date: Date) -> String {
    let day = bare_day(words, date);
    words.say("date", &[("day", day.into()), ("year", i32::from(date.year()).to_string().into())])
}

/// A day without weekday and year: `18 Dec`.
fn bare_day(words: &Words, date: Date) -> String {
    let month = MONTHS.get(usize::try_from(date.month() - 1).unwrap_or(0)).copied().unwrap_or_default();
    words.say("bare-day", &[("day", date.day().to_string().into()), ("month", words.say(month, &[]).into())])
}

/// A count of days: `1 day`, `24 days`.
pub fn days(words: &Words, days: i32) -> String {
    words.say("unit-days", &[("count", days.into())])
}

/// A day without its year, for buttons: `Mon 5 Jan`.
pub fn short_date(words: &Words, date: Date) -> String {
    day_and_month(words, date.at(0, 0, 0, 0))
}

/// A span in its largest unit: `3 min`, `2 h 5 min`, `4 days`.
pub fn span(words: &Words, span: SignedDuration) -> String {
    let minutes = span.as_secs().max(0) / 60;
    if minutes < 1 {
        return words.say("unit-moment", &[]);
    }
    if minutes < 60 {
        return words.say("unit-minutes", &[("count", minutes.into())]);
    }
    if minutes < 24 * 60 {
        return words.say("unit-hours", &[("hours", (minutes / 60).into()), ("minutes", (minutes % 60).into())]);
    }
    words.say("unit-days", &[("count", (minutes / (24 * 60)).into())])
}

fn clock(civil: DateTime) -> String {
    format!("{:02}:{:02}", civil.hour(), civil.minute())
}

fn day_and_month(words: &Words, civil: DateTime) -> String {
    let weekday = WEEKDAYS.get(usize::try_from(civil.weekday().to_monday_zero_offset()).unwrap_or(0));
    let month = MONTHS.get(usize::try_from(civil.month() - 1).unwrap_or(0));
    words.say(
        "day-and-month",
        &[
            ("weekday", words.say(weekday.copied().unwrap_or_default(), &[]).into()),
            ("day", civil.day().to_string().into()),
            ("month", words.say(month.copied().unwrap_or_default(), &[]).into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::words::Language;
    use jiff::civil::date as day;

    #[test]
    fn numbers_read_as_people_write_them() {
        let words = Language::ENGLISH.words();
        assert_eq!(percent(words, Fraction::new(0.514).unwrap()), "51 %");
        assert_eq!(percent(words, Fraction::new(1.0).unwrap()), "100 %");
        assert_eq!(dollars(words, 101.2), "$101.20");
        assert_eq!(dollars(words, 12_345.999), "$12,346.00");
        assert_eq!(
            [cent_below(0.895), cent_below(0.70), cent_above(2.685), cent_above(2.10)],
            [0.89, 0.70, 2.69, 2.10]
        );
        assert_eq!(
            [grouped(words, 0), grouped(words, -1_234), grouped(words, 999), count(words, 1_234_567)],
            ["0", "-1,234", "999", "1,234,567"]
        );
        assert_eq!(
            [money(words, Cents(-120)), money(words, Cents(1_234_567)), money(words, Cents(i64::MIN))],
            ["-$1.20", "$12,345.67", "-$92,233,720,368,547,758.08"]
        );
        assert_eq!(
            [profit(words, Cents(1)), profit(words, Cents(0)), profit(words, Cents(-15_120))],
            ["+$0.01", "$0.00", "-$151.20"]
        );
        assert_eq!(
            [strike(words, 150.0), strike(words, 152.5), strike(words, 9.125), signed_dollars(words, f64::NAN)],
            ["$150", "$152.50", "$9.125", "$0.00"]
        );
        assert_eq!([score(words, 0.519), score(words, -0.0), score(words, -1.0)], ["+0.52", "+0.00", "-1.00"]);
        assert_eq!(independent(words, 29.999), "29");
        assert_eq!([change(words, 0.008), change(words, -0.012), change(words, -0.0)], ["+0.8 %", "-1.2 %", "+0.0 %"]);
        assert_eq!(
            [bytes(words, 0), bytes(words, 999), bytes(words, 34_816_000), bytes(words, 1_234_567_890)],
            ["0 B", "999 B", "35 MB", "1.2 GB"]
        );
        assert_eq!([bytes(words, 999_950), bytes(words, u64::MAX)], ["1.0 MB", "18,446,744 TB"]);
        assert_eq!(
            [share(words, 0.333), move_of(words, 0.0143), plain(words, 0.938), whole(words, 30.7)],
            ["33 %", "1.4 %", "0.94", "31"]
        );
        assert_eq!([bar(0.0), bar(0.01), bar(-0.5), bar(1.0)], ["▯▯▯▯▯", "▮▯▯▯▯", "▮▮▮▯▯", "▮▮▮▮▮"]);
    }

    #[test]
    fn times_are_those_of_new_york() {
        let words = Language::ENGLISH.words();
        assert_eq!(when(words, "2026-01-05T15:15:00Z".parse().unwrap()), "Mon 5 Jan 10:15 New York");
        assert_eq!(time("2026-07-06T20:00:00Z".parse().unwrap()), "16:00");
        assert_eq!(date(words, day(2026, 12, 31)), "Thu 31 Dec 2026");
    }

    #[test]
    fn spans_use_one_or_two_units() {
        let words = Language::ENGLISH.words();
        let shown = |seconds| span(words, SignedDuration::from_secs(seconds));
        assert_eq!(
            [shown(-5), shown(59), shown(60), shown(3_599)],
            ["under a minute", "under a minute", "1 min", "59 min"]
        );
        assert_eq!(
            [shown(3_600), shown(7_500), shown(86_400), shown(864_000)],
            ["1 h", "2 h 5 min", "1 day", "10 days"]
        );
    }
}
