//! Option chains at the gate: the right underlying, a spot near its last price, quotes that change.

use jiff::{SignedDuration, Timestamp};

use super::headlines::CLOCK_AHEAD_MAX;
use super::{Gate, Verdict};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Refused;
use crate::domain::option_chain::ChainSnapshot;
use crate::domain::symbol::{SourceName, Symbol};

/// The spot of a chain and the last bar of its underlying may differ by so much, natural logarithm.
const SPOT_BESIDE_MAX: f64 = 0.12;

/// A spot is compared with a bar no older than this.
const BAR_AGE_MAX: SignedDuration = SignedDuration::from_hours(4 * 24);

/// So many identical chains in a row in an open market: the source stands still.
const REPEATS_MAX: u32 = 3;

/// The newest chain of a symbol that was offered in order, and how often it came unchanged.
#[derive(Debug)]
pub(super) struct LastChain {
    chain: ChainSnapshot,
    repeats: u32,
}

impl Gate {
    /// Offers a chain that was asked for about `symbol`.
    pub fn admit_chain(
        &mut self,
        symbol: Symbol,
        source: SourceName,
        chain: &ChainSnapshot,
        now: Timestamp,
    ) -> Verdict {
        match self.chain_fault(symbol, chain, now) {
            None => {
                self.counts.admit();
                Verdict::Admitted
            }
            Some(reason) => {
                let day = ExchangeCalendar::nyse().new_york(chain.at()).date();
                self.counts.refuse((source, symbol, day, reason), chain.at());
                Verdict::Refused(reason)
            }
        }
    }

    /// The instant of the newest chain that came in order.
    pub fn newest_chain(&self, symbol: Symbol) -> Option<Timestamp> {
        self.chains.get(&symbol).map(|last| last.chain.at())
    }

    fn chain_fault(&mut self, symbol: Symbol, chain: &ChainSnapshot, now: Timestamp) -> Option<Refused> {
        if chain.symbol() != symbol {
            return Some(Refused::WrongSymbol);
        }
        // The question was asked before the chain was quoted, and clocks differ a little.
        if chain.at().duration_since(now) > CLOCK_AHEAD_MAX {
            return Some(Refused::Future);
        }
        if self.split.contains(&symbol) {
            return Some(Refused::Split);
        }
        let bar = self.newest_bar(symbol).filter(|bar| now.duration_since(bar.end()) <= BAR_AGE_MAX);
        if bar.is_some_and(|bar| libm::log(chain.spot() / bar.close()).abs() > SPOT_BESIDE_MAX) {
            return Some(Refused::Jump);
        }
        let repeats = match self.chains.get(&symbol) {
            Some(last) if chain.at() == last.chain.at() => return Some(Refused::Duplicate),
            Some(last) if chain.at() < last.chain.at() => return Some(Refused::OutOfOrder),
            Some(last) if last.chain.quotes() == chain.quotes() && last.chain.spot() == chain.spot() => {
                last.repeats.saturating_add(1)
            }
            _ => 1,
        };
        let repeated = repeats >= REPEATS_MAX && ExchangeCalendar::nyse().is_open(chain.at());
        self.chains.insert(symbol, LastChain { chain: chain.clone(), repeats });
        repeated.then_some(Refused::Repeated)
    }
}
