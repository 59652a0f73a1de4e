//! The pace at which a vendor is asked: never faster than its limits, and not at all while it wants to be left alone.

use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use tokio::time::Instant;

use super::source_fault::SourceFault;

/// The longest pause that a vendor's word can enforce; a greater one is taken for a mistake of the vendor.
const HOLD_MAX: Duration = Duration::from_hours(1);

/// Limits of one vendor, shared by all who ask it.
pub(super) struct Pace {
    minute: Limiter,
    hour: Option<Limiter>,
    clock: SinceStart,
    /// Before this instant nothing is asked.
    held_until: Mutex<Option<Instant>>,
}

type Limiter = RateLimiter<NotKeyed, InMemoryState, SinceStart, NoOpMiddleware<Duration>>;

/// The runtime's own timer, by which it also sleeps; nothing that is stored depends on it.
#[derive(Clone, Copy)]
struct SinceStart(Instant);

impl Clock for SinceStart {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

impl Pace {
    /// At most `per_minute`, half of them at once, and at most `per_hour`.
    pub(super) fn new(per_minute: NonZeroU32, per_hour: Option<NonZeroU32>) -> Self {
        let clock = SinceStart(Instant::now());
        let at_once = NonZeroU32::new(per_minute.get() / 2).unwrap_or(NonZeroU32::MIN);
        Self {
            minute: Limiter::direct_with_clock(Quota::per_minute(per_minute).allow_burst(at_once), clock),
            hour: per_hour.map(|per_hour| Limiter::direct_with_clock(Quota::per_hour(per_hour), clock)),
            clock,
            held_until: Mutex::new(None),
        }
    }

    /// Leaves the vendor alone for `span` from now on.
    pub(super) fn hold(&self, span: Duration) {
        let until = Instant::now() + span.min(HOLD_MAX);
        let mut held = self.held_until.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some(held.map_or(until, |held| held.max(until)));
    }

    /// Waits for leave to ask once; a wait longer than `wait_max` is not begun and is told instead.
    pub(super) async fn wait(&self, wait_max: Duration) -> Result<(), SourceFault> {
        if let Some(span) = self.held_for() {
            if span > wait_max {
                return Err(SourceFault::RateLimited { retry_after_s: Some(span.as_secs().saturating_add(1)) });
            }
            tokio::time::sleep(span).await;
        }
        let begun = Instant::now();
        while let Err(denied) = self.minute.check() {
            let span = denied.wait_time_from(self.clock.now());
            if begun.elapsed() + span > wait_max {
                return Err(SourceFault::BudgetSpent);
            }
            tokio::time::sleep(span).await;
        }
        match &self.hour {
            Some(hour) => hour.check().map_err(|_| SourceFault::BudgetSpent),
            None => Ok(()),
        }
    }

    fn held_for(&self) -> Option<Duration> {
        let held = *self.held_until.lock().unwrap_or_else(PoisonError::into_inner);
        held?.checked_duration_since(Instant::now())
    }
}

/// Seconds that the vendor wants to be left alone: `Retry-After` in seconds or as a date, else `X-RateLimit-Reset` in seconds since 1970.
///
/// Dates are read against the answer's own `Date`, so that no clock of ours has to agree with the vendor's.
pub(super) fn wait_wanted(headers: &HeaderMap) -> Option<u64> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let answered = || text(DATE.as_str()).and_then(seconds_of_date);
    let wanted = text(RETRY_AFTER.as_str()).and_then(|wanted| match wanted.parse::<u64>() {
        Ok(seconds) => Some(seconds),
        Err(_) => span(seconds_of_date(wanted)?, answered()?),
    });
    wanted.or_else(|| span(text("x-ratelimit-reset")?.parse().ok()?, answered()?))
}

fn span(until: i64, from: i64) -> Option<u64> {
    u64::try_from(until.saturating_sub(from)).ok()
}

fn seconds_of_date(text: &str) -> Option<i64> {
    jiff::fmt::rfc2822::parse(text).ok().map(|date| date.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn wanted(pairs: &[(&'static str, &'static str)]) -> Option<u64> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        wait_wanted(&headers)
    }

    #[test]
    fn the_wanted_pause_is_read_in_all_its_spellings() {
        let date = ("date", "Mon, 05 Jan 2026 15:00:00 GMT");
        assert_eq!(wanted(&[("retry-after", "30")]), Some(30));
        assert_eq!(wanted(&[("retry-after", "Mon, 05 Jan 2026 15:00:42 GMT"), date]), Some(42));
        assert_eq!(wanted(&[("retry-after", "Mon, 05 Jan 2026 15:00:42 GMT")]), None);
        assert_eq!(wanted(&[("x-ratelimit-reset", "1767625207"), date]), Some(7));
        assert_eq!(wanted(&[("retry-after", "soon")]), None);
        assert_eq!(wanted(&[("retry-after", "-5")]), None);
    }

    #[tokio::test]
    async fn questions_beyond_the_limits_wait_or_are_refused() {
        let wait_max = Duration::from_millis(500);
        let pace = Pace::new(NonZeroU32::new(1_200).unwrap(), NonZeroU32::new(604));
        let begun = Instant::now();
        for _ in 0..604 {
            pace.wait(wait_max).await.unwrap();
        }
        // 600 at once, then one every 50 ms.
        assert!(begun.elapsed() >= Duration::from_millis(150), "{:?}", begun.elapsed());
        assert_eq!(pace.wait(wait_max).await, Err(SourceFault::BudgetSpent), "the hour is used up");
        let pace = Pace::new(NonZeroU32::new(2).unwrap(), None);
        pace.wait(wait_max).await.unwrap();
        assert_eq!(pace.wait(wait_max).await, Err(SourceFault::BudgetSpent), "the next turn is 30 s away");
    }

    #[tokio::test]
    async fn a_vendor_that_wants_to_be_left_alone_is() {
        let pace = Pace::new(NonZeroU32::new(60).unwrap(), None);
        pace.hold(Duration::from_millis(100));
        pace.hold(Duration::from_millis(1));
        let begun = Instant::now();
        pace.wait(Duration::from_secs(1)).await.unwrap();
        assert!(begun.elapsed() >= Duration::from_millis(90), "{:?}", begun.elapsed());
        pace.hold(Duration::MAX);
        let refused = pace.wait(Duration::from_secs(1)).await;
        assert_eq!(refused, Err(SourceFault::RateLimited { retry_after_s: Some(HOLD_MAX.as_secs()) }));
    }
}
