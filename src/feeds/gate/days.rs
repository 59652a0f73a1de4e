//! Days at the gate: the rules of bars, with a day's own limits.

use jiff::Timestamp;

use super::{Gate, Verdict, prices};
use crate::domain::bar::DayBar;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Event;
use crate::domain::health::Refused;
use crate::domain::symbol::{SourceName, Symbol};
use crate::feeds::vendor::VendorDay;

impl Gate {
    /// Offers a day. What it makes sure goes to `admitted`: the day itself, and before it one that was held.
    pub fn admit_day(
        &mut self,
        symbol: Symbol,
        source: SourceName,
        offered: &VendorDay,
        now: Timestamp,
        admitted: &mut Vec<DayBar>,
    ) -> Verdict {
        let checked = || {
            let prices = prices(&offered.bar).ok_or(Refused::Price)?;
            let volume = self.volume(symbol, offered.bar.volume)?;
            let day = DayBar::new(symbol, source, offered.date, prices, volume)?;
            if Event::Day(day).known_at() > now {
                return Err(Refused::Future);
            }
            Ok(day)
        };
        match checked() {
            Ok(day) => self.admit_made_day(&day, admitted),
            Err(reason) => self.refuse_day(symbol, source, offered, reason),
        }
    }

    /// Offers a day that a file or the simulated market made.
    pub fn admit_made_day(&mut self, day: &DayBar, admitted: &mut Vec<DayBar>) -> Verdict {
        let symbol = day.symbol();
        let limits = self.limits(symbol);
        let reason = if ExchangeCalendar::nyse().session_on(day.date()).is_none() {
            Some(Refused::OutsideSession)
        } else if self.split.contains(&symbol) {
            Some(Refused::Split)
        } else {
            self.days.entry(symbol).or_default().fits(day).err()
        };
        if let Some(reason) = reason {
            self.counts.refuse((day.source(), symbol, day.date(), reason), Event::Day(*day).known_at());
            return Verdict::Refused(reason);
        }
        let weighed = self.days.entry(symbol).or_default().weigh(*day, limits);
        self.settle(symbol, &weighed, admitted)
    }

    fn refuse_day(&mut self, symbol: Symbol, source: SourceName, offered: &VendorDay, reason: Refused) -> Verdict {
        self.counts.refuse((source, symbol, offered.date, reason), offered.bar.start);
        Verdict::Refused(reason)
    }
}
