//! Headlines at the gate: each once in a week, none without words, none from the future.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Gate, Verdict};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::headline::{Headline, HeadlineFault};
use crate::domain::health::Refused;
use crate::domain::symbol::{SourceName, Symbol};
use crate::domain::unit::Fraction;
use crate::feeds::vendor::VendorHeadline;

/// A headline older than this when it comes is history, and one that came is remembered so long.
const HEADLINE_AGE_MAX: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Clocks of publishers run ahead by so much; what is dated later is from the future.
pub(super) const CLOCK_AHEAD_MAX: SignedDuration = SignedDuration::from_mins(2);

/// Headlines remembered at most, of all symbols together.
const SEEN_MAX: usize = 20_000;

/// Which headlines came, and when.
#[derive(Debug, Default)]
pub(super) struct SeenHeadlines(BTreeMap<(Symbol, String), Timestamp>);

impl SeenHeadlines {
    fn remember(&mut self, symbol: Symbol, id: &str, now: Timestamp) {
        if self.0.len() >= SEEN_MAX {
            let oldest = now.saturating_sub(HEADLINE_AGE_MAX).unwrap_or(Timestamp::MIN);
            self.0.retain(|_, seen| *seen >= oldest);
        }
        // A flood within a week: the ledger grows by repetitions then, but memory does not.
        if self.0.len() < SEEN_MAX {
            self.0.insert((symbol, id.to_owned()), now);
        }
    }

    fn knows(&self, symbol: Symbol, id: &str, now: Timestamp) -> bool {
        let seen = self.0.get(&(symbol, id.to_owned()));
        seen.is_some_and(|seen| now.duration_since(*seen) <= HEADLINE_AGE_MAX)
    }
}

impl Gate {
    /// Whether a headline came within the last week: sources give the same list again and again.
    pub fn has_seen(&self, symbol: Symbol, id: &str, now: Timestamp) -> bool {
        self.headlines.knows(symbol, id, now)
    }

    /// Whether a headline in an answer is none to be offered: it came before, or it is history.
    pub fn is_old_news(&self, symbol: Symbol, offered: &VendorHeadline, now: Timestamp) -> bool {
        self.has_seen(symbol, &offered.id, now) || now.duration_since(offered.published) > HEADLINE_AGE_MAX
    }

    /// Remembers a headline that came before the program was started.
    pub fn remember_headline(&mut self, symbol: Symbol, id: &str, received: Timestamp) {
        self.headlines.remember(symbol, id, received);
    }

    /// Offers a headline that came `now`; an unread [`Headline`] where it is sound and new.
    pub fn admit_headline(
        &mut self,
        symbol: Symbol,
        vendor: SourceName,
        offered: &VendorHeadline,
        now: Timestamp,
    ) -> Result<Headline, Refused> {
        let relevance = Fraction::ratio(1.0, f64::from(offered.symbols_named.max(1))).unwrap_or(Fraction::ZERO);
        let published = offered.published;
        let ahead = published.duration_since(now);
        let made = if ahead > CLOCK_AHEAD_MAX {
            Err(Refused::Future)
        } else if self.headlines.knows(symbol, &offered.id, now) {
            Err(Refused::Duplicate)
        } else {
            let times = (published.min(now), now);
            let publisher = publisher(&offered.publisher).unwrap_or(vendor);
            Headline::new(symbol, &offered.id, publisher, times, &offered.title, relevance).map_err(|fault| match fault
            {
                HeadlineFault::NoTitle | HeadlineFault::Id => Refused::Headline,
                HeadlineFault::FromTheFuture => Refused::Future,
            })
        };
        match &made {
            Ok(headline) => {
                self.headlines.remember(symbol, &headline.id, now);
                self.counts.admit();
            }
            Err(reason) => {
                let day = ExchangeCalendar::nyse().new_york(now).date();
                self.counts.refuse((vendor, symbol, day, *reason), published);
            }
        }
        made
    }

    /// Offers a headline that the simulated market made.
    pub fn admit_made_headline(&mut self, headline: &Headline) -> Verdict {
        let (symbol, received) = (headline.symbol, headline.received);
        if self.headlines.knows(symbol, &headline.id, received) {
            let day = ExchangeCalendar::nyse().new_york(received).date();
            self.counts.refuse((headline.source, symbol, day, Refused::Duplicate), received);
            return Verdict::Refused(Refused::Duplicate);
        }
        self.headlines.remember(symbol, &headline.id, received);
        self.counts.admit();
        Verdict::Admitted
    }
}

/// A publisher's name as far as a source name can hold it.
fn publisher(name: &str) -> Option<SourceName> {
    let plain: String = name.chars().filter(char::is_ascii_graphic).take(16).collect();
    SourceName::new(&plain).ok().filter(|name| *name != SourceName::UNNAMED)
}
