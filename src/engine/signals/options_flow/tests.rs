//! Options flow: the mirror bit for bit, the bias that must go, reasons for silence, and real chains.

use std::io::Read;
use std::path::Path;

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::domain::calendar::Step;
use crate::domain::option_chain::{ChainFault, OptionQuote, OptionRight};
use crate::domain::symbol::{SourceName, Symbol};
use crate::domain::unit::LogPrice;

/// The first session of the made-up market.
const FIRST: usize = 6_300;

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

fn moment(session: usize, slot: i64) -> Moment {
    let step = Step { session, slot };
    Moment { step, at: ExchangeCalendar::nyse().instant(step).unwrap() }
}

fn of(at: Timestamp, spot: f64, quotes: Vec<OptionQuote>) -> ChainSnapshot {
    ChainSnapshot::new(rtx(), SourceName::UNNAMED, at, spot, quotes).unwrap().0
}

fn on_grid(price: f64) -> f64 {
    libm::exp(LogPrice::of(price).unwrap().get())
}

fn reflected(price: f64) -> f64 {
    libm::exp(-LogPrice::of(price).unwrap().get())
}

/// The chain of the mirrored market: calls become puts, log moneyness and delta change sign, all else stays.
fn mirrored(chain: &ChainSnapshot) -> ChainSnapshot {
    let mirror = |quote: &OptionQuote| OptionQuote {
        right: quote.right.mirrored(),
        strike: reflected(quote.strike),
        delta: quote.delta.map(|delta| -delta),
        ..*quote
    };
    of(chain.at(), reflected(chain.spot()), chain.quotes().iter().map(mirror).collect())
}

/// A made-up market of chains: volumes grow over the day; `tilt` makes calls busier and dearer.
struct Market {
    dice: ChaCha8Rng,
    spot: f64,
    /// Volume by expiry, strike and right; starts anew each day.
    volumes: std::collections::BTreeMap<(Date, i64, OptionRight), u32>,
    day: usize,
}

impl Market {
    fn new(seed: u64) -> Self {
        Self { dice: ChaCha8Rng::seed_from_u64(seed), spot: 100.0, volumes: std::collections::BTreeMap::new(), day: 0 }
    }

    fn chain(&mut self, session: usize, slot: i64, tilt: f64) -> ChainSnapshot {
        if self.day != session {
            self.day = session;
            self.volumes.clear();
        }
        self.spot = on_grid(self.spot * (1.0 + self.dice.gen_range(-0.004..0.004)));
        let moment = moment(session, slot);
        let at = moment.at - SignedDuration::from_secs(self.dice.gen_range(0..600));
        let today = ExchangeCalendar::nyse().session(session).unwrap().date;
        let level = 0.25 + self.dice.gen_range(-0.02..0.02);
        let mut quotes = Vec::new();
        for days in [3, 10, 24, 45, 90] {
            let expiry = today + days.days();
            for strike in 80..=120 {
                for right in [OptionRight::Call, OptionRight::Put] {
                    quotes.extend(self.quote(expiry, strike, right, level, tilt));
                }
            }
        }
        of(at, self.spot, quotes)
    }

    fn quote(&mut self, expiry: Date, strike: i64, right: OptionRight, level: f64, tilt: f64) -> Option<OptionQuote> {
        let is_call = right == OptionRight::Call;
        let side = if is_call { tilt } else { -tilt };
        let k = libm::log(strike as f64 / self.spot);
        let volatility = level - 0.2 * k + k * k + 0.01 * side + self.dice.gen_range(-0.005..0.005);
        let busy = if is_call { 30.0 } else { 12.0 };
        let traded = (busy * (1.0 + 0.5 * side) * self.dice.gen_range(0.0..2.0)).max(0.0) as u32;
        let volume = self.volumes.entry((expiry, strike, right)).or_insert(0);
        *volume += traded;
        let mid = self.dice.gen_range(0.5..5.0);
        let half = self.dice.gen_range(0.01..0.2);
        let quote = OptionQuote {
            expiry,
            right,
            strike: on_grid(strike as f64),
            bid: if self.dice.gen_bool(0.1) { 0.0 } else { mid - half },
            ask: mid + half,
            last: self.dice.gen_bool(0.9).then(|| mid + half * self.dice.gen_range(-1.0..1.0)),
            volume: *volume,
            open_interest: self.dice.gen_range(0..2_000),
            implied_volatility: self.dice.gen_bool(0.9).then_some(volatility),
            delta: self.dice.gen_bool(0.3).then(|| if is_call { 0.4 } else { -0.4 }),
        };
        self.dice.gen_bool(0.97).then_some(quote)
    }
}

/// What is said after each of `days` x 4 chains, and of the mirrored ones.
fn lived(days: usize, tilt: impl Fn(usize) -> f64) -> Vec<(Said, Said)> {
    let mut market = Market::new(5);
    let (mut signal, mut mirror) = (OptionsFlow::default(), OptionsFlow::default());
    let mut said = Vec::new();
    for day in 0..days {
        for slot in [1, 2, 9, 14] {
            let chain = market.chain(FIRST + day, slot, tilt(day));
            let now = moment(FIRST + day, slot);
            signal.take_chain(&chain, now.at);
            mirror.take_chain(&mirrored(&chain), now.at);
            said.push((signal.read(now), mirror.read(now)));
        }
    }
    assert!(postcard::to_stdvec(&signal).unwrap().len() < 40_000, "what is stored stays small");
    said
}

#[test]
fn the_mirrored_chain_gives_the_negated_score_bit_for_bit() {
    let said = lived(40, |day| if day % 7 == 0 { 0.5 } else { 0.0 });
    let mut spoke = 0;
    for (one, mirror) in said {
        match (one.reading, mirror.reading) {
            (Reading::Speaks(score), Reading::Speaks(mirrored)) => {
                spoke += 1;
                assert_eq!(score.get().to_bits(), (0.0 - mirrored.get()).to_bits());
            }
            (one, mirror) => assert_eq!(one, mirror),
        }
        assert_eq!(one.grounds.components, mirror.grounds.components.map(|value| 0.0 - value));
        assert_eq!(one.grounds.age_s, mirror.grounds.age_s);
    }
    assert_eq!(spoke, (40 - 15) * 4 + 1, "it speaks from the 60th chain on");
}

#[test]
fn that_calls_are_always_busier_and_dearer_says_nothing() {
    let said = lived(120, |day| if day == 119 { 0.6 } else { 0.0 });
    let scores: Vec<f64> = said.iter().filter_map(|(one, _)| one.reading.score()).map(Score::get).collect();
    let (usual, unusual) = scores.split_at(scores.len() - 4);
    let mean = usual.iter().sum::<f64>() / usual.len() as f64;
    let noise = 4.0 * 0.6 / (usual.len() as f64).sqrt();
    println!("{} usual chains: mean score {mean:.4}; a tilted day: {unusual:?}", usual.len());
    assert!(mean.abs() < noise, "{mean}");
    assert!(unusual.iter().all(|score| *score > 0.5), "{unusual:?}");
}

#[test]
fn it_says_why_it_is_silent() {
    let silent = |signal: &OptionsFlow, at: Moment| match signal.read(at).reading {
        Reading::Abstains(why) => Some(why),
        Reading::Speaks(_) => None,
    };
    let mut market = Market::new(1);
    let mut signal = OptionsFlow::default();
    assert_eq!(silent(&signal, moment(FIRST, 3)), Some(Abstention::NoFeed));
    let night = ExchangeCalendar::nyse().session(FIRST).unwrap().close + SignedDuration::from_hours(4);
    signal.take_chain(&of(night, 100.0, market.chain(FIRST, 26, 0.0).quotes().to_vec()), night);
    assert_eq!(silent(&signal, moment(FIRST + 1, 1)), Some(Abstention::WarmingUp));
    for day in 0..9 {
        for slot in 1..=26 {
            let now = moment(FIRST + day, slot);
            let silence = silent(&signal, now);
            signal.take_chain(&market.chain(FIRST + day, slot, 0.0), now.at);
            if day == 8 {
                assert_eq!(silence, None, "the chain before is at most half an hour old, the night apart");
            }
        }
    }
    assert_eq!(silent(&signal, moment(FIRST + 9, 1)), None);
    assert_eq!(silent(&signal, moment(FIRST + 9, 4)), Some(Abstention::Stale));
    let now = moment(FIRST + 9, 5);
    let mute = OptionQuote {
        implied_volatility: None,
        volume: 0,
        open_interest: 0,
        ..*market.chain(FIRST + 9, 5, 0.0).quotes().first().unwrap()
    };
    signal.take_chain(&of(now.at, 100.0, vec![mute]), now.at);
    assert_eq!(silent(&signal, now), Some(Abstention::NoEvidence));
}

/// The rows of a file of real snapshots as chains, with what was refused.
fn real_chains(path: &Path, symbol: Symbol) -> (Vec<ChainSnapshot>, Vec<ChainFault>, usize) {
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let mut groups: Vec<(Timestamp, f64, Vec<OptionQuote>)> = Vec::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |at: usize| cells[at].parse::<f64>().ok();
        let at: Timestamp = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%z", cells[0]).unwrap().to_timestamp().unwrap();
        let quote = OptionQuote {
            expiry: cells[3].parse().unwrap(),
            right: if cells[4] == "call" { OptionRight::Call } else { OptionRight::Put },
            strike: number(5).unwrap(),
            bid: number(6).unwrap_or(0.0),
            ask: number(7).unwrap_or(0.0),
            last: number(9),
            volume: number(10).unwrap_or(0.0) as u32,
            open_interest: number(11).unwrap_or(0.0) as u32,
            implied_volatility: number(12),
            delta: number(13),
        };
        match groups.last_mut().filter(|(then, ..)| *then == at) {
            Some((.., quotes)) => quotes.push(quote),
            None => groups.push((at, number(1).unwrap(), vec![quote])),
        }
    }
    let rows = groups.iter().map(|(.., quotes)| quotes.len()).sum();
    let mut faults = Vec::new();
    let chain = |(at, spot, quotes)| {
        let (chain, refused) = ChainSnapshot::new(symbol, SourceName::UNNAMED, at, spot, quotes).unwrap();
        faults.extend(refused);
        chain
    };
    (groups.into_iter().map(chain).collect(), faults, rows)
}

#[test]
fn real_chains_are_measured() {
    let variable = "ALGOSLAYER_DATA";
    #[expect(clippy::disallowed_methods, reason = "a test is told by the environment where data lie")]
    let Ok(root) = std::env::var(variable) else {
        println!("SKIPPED: {variable} names no folder with real option chains");
        return;
    };
    println!(
        "symbol | chains (in session) | rows | refused | ln volume, ln open interest, skew, matched, activity by chain"
    );
    for name in ["RTX", "LMT", "NOC", "GD", "BA", "LHX", "ITA", "SPY"] {
        let path = Path::new(&root).join(format!("options/{name}_chain_snapshots.csv.gz"));
        let (chains, faults, rows) = real_chains(&path, Symbol::new(name).unwrap());
        let mut signal = OptionsFlow::default();
        let mut traded = Traded::default();
        let mut day = None;
        println!("{name} | {} | {rows} | {} refused", chains.len(), faults.len());
        assert_eq!(chains.iter().map(|chain| chain.quotes().len()).sum::<usize>() + faults.len(), rows);
        for chain in &chains {
            let today = place(chain.at()).map(|(session, _)| session);
            let measures = chain::measure(chain, today.is_none() || today != day, &mut traded);
            day = today;
            signal.take_chain(chain, chain.at());
            println!("  {} {:?} {:.3?}", chain.at(), today, measures.0);
            let bounds = [9.0, 3.0, 0.3, 0.3, 1.0];
            for (value, bound) in measures.0.into_iter().zip(bounds) {
                assert!(value.is_none_or(|value| value.abs() <= bound), "{name} {} {:?}", chain.at(), measures.0);
            }
        }
        let now = moment(ExchangeCalendar::nyse().index_at_or_before(chains.last().unwrap().at()).unwrap(), 3);
        // 13 snapshots are too few to warm up.
        let why = signal.read(now).reading;
        assert!(matches!(why, Reading::Abstains(Abstention::WarmingUp | Abstention::Stale)), "{name} {why:?}");
    }
}
