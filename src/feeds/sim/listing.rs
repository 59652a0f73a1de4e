//! Which options of RTX are listed on a day, how many of each are open, and how much each is traded.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::option_chain::OptionRight;
use crate::domain::session::Session;
use crate::feeds::sim::noise::Noise;

/// Fridays listed, nearest first, and third Fridays beyond them.
const WEEKLIES: usize = 4;
const MONTHLIES: usize = 2;

/// Nothing is listed for longer than this many days.
const DAYS_MAX: i32 = 63;

/// Strikes on each side of the one at the money: of the near Fridays, and of the far months, whose steps are twice as wide.
const STRIKES_NEAR: i32 = 5;
const STRIKES_FAR: i32 = 4;

/// A strike is this share of the spot from the next one, or a little more.
const STEP_SHARE_MIN: f64 = 0.018;

/// Distances between strikes, US dollars.
const STEPS: [f64; 9] = [0.5, 1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0];

/// Contracts traded on an average day at the money, where the expiry is near.
const POPULARITY: f64 = 700.0;
/// Contracts open at the money of a weekly, on its last days.
const OPEN_INTEREST: f64 = 4_000.0;
/// How many times more are open of a month's contract.
const OPEN_INTEREST_MONTHLY: f64 = 3.0;
/// Calls of single shares are held and traded more than puts: by these factors around their mean.
const CALL_BIAS: f64 = 1.25;
const PUT_BIAS: f64 = 0.78;

/// An option as it is listed on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Contract {
    pub expiry: Date,
    /// The closing bell of its last day.
    pub expires: Timestamp,
    pub right: OptionRight,
    /// US dollars.
    pub strike: f64,
    pub open_interest: u32,
    /// Contracts to be expected on a full day.
    pub popularity: f64,
}

/// All contracts that can be traded in `session`, where the price before was `spot`; by expiry, right and strike.
pub(super) fn contracts(seed: u64, session: &Session, spot: f64, noise: &mut Noise) -> Vec<Contract> {
    let mut listed = Vec::new();
    let step = STEPS.into_iter().find(|step| *step >= STEP_SHARE_MIN * spot).unwrap_or(spot * STEP_SHARE_MIN);
    for (rank, (expiry, monthly)) in expiries(session.date).into_iter().enumerate() {
        let Some(last_session) = ExchangeCalendar::nyse().session_on(expiry) else { continue };
        let expires = last_session.close;
        let (step, reach) = if rank < WEEKLIES { (step, STRIKES_NEAR) } else { (2.0 * step, STRIKES_FAR) };
        let days = (expires.as_second() - session.open.as_second()) as f64 / 86_400.0;
        for right in [OptionRight::Call, OptionRight::Put] {
            for place in -reach..=reach {
                let strike = (libm::round(spot / step) + f64::from(place)) * step;
                if strike <= 0.0 {
                    continue;
                }
                let away = libm::log(strike / spot);
                let bias = if right == OptionRight::Call { CALL_BIAS } else { PUT_BIAS };
                let lasting = lasting_noise(seed, expires, right, strike);
                let popularity =
                    POPULARITY * bias * bell(away, 0.04 + 0.012 * libm::sqrt(days)) * libm::exp(-days / 25.0);
                let open = OPEN_INTEREST * if monthly { OPEN_INTEREST_MONTHLY } else { 1.0 };
                let open = open * bias * bell(away, 0.10) * libm::exp(-days / 30.0 + lasting);
                listed.push(Contract {
                    expiry,
                    expires,
                    right,
                    strike,
                    open_interest: 10 + (open * (0.96 + 0.08 * noise.uniform())) as u32,
                    popularity: popularity * libm::exp(0.5 * lasting + 0.4 * noise.normal()),
                });
            }
        }
    }
    listed
}

/// Last trading days after `today`, nearest first, and whether each is that of a month: Fridays, or the session before a Friday without one.
fn expiries(today: Date) -> Vec<(Date, bool)> {
    let mut found: Vec<(Date, bool)> = Vec::new();
    let days = today.series(jiff::Span::new().days(1)).skip(1).take(DAYS_MAX as usize);
    for friday in days.filter(|day| day.weekday() == Weekday::Friday) {
        let calendar = ExchangeCalendar::nyse();
        let last = if calendar.session_on(friday).is_some() { Ok(friday) } else { friday.yesterday() };
        let Ok(last) = last else { continue };
        let monthly = (15..=21).contains(&friday.day());
        let months = found.iter().skip(WEEKLIES).count();
        let wanted = found.len() < WEEKLIES || (monthly && months < MONTHLIES);
        if wanted && last > today && calendar.session_on(last).is_some() {
            found.push((last, monthly));
        }
    }
    found
}

/// How far a contract is liked better or worse than others like it, in logarithms, as long as it lives.
fn lasting_noise(seed: u64, expires: Timestamp, right: OptionRight, strike: f64) -> f64 {
    let number = 2 * libm::round(strike * 100.0) as u64 + u64::from(right == OptionRight::Put);
    0.5 * Noise::of_contract(seed, expires, number).normal()
}

fn bell(away: f64, width: f64) -> f64 {
    libm::exp(-0.5 * (away / width) * (away / width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn fridays_and_months_are_listed_and_holidays_expire_the_day_before() {
        let listed = expiries(date(2025, 3, 31));
        let days: Vec<String> =
            listed.iter().map(|(day, monthly)| format!("{day}{}", if *monthly { "m" } else { "" })).collect();
        // Good Friday of 2025 is 18 April, a third Friday.
        assert_eq!(days, ["2025-04-04", "2025-04-11", "2025-04-17m", "2025-04-25", "2025-05-16m"]);
        let fridays = expiries(date(2025, 6, 20));
        assert_eq!(fridays[0].0, date(2025, 6, 27), "what expires today is no longer listed");
        assert!(fridays.len() <= WEEKLIES + MONTHLIES && fridays.iter().filter(|(_, monthly)| *monthly).count() == 2);
    }
}
