//! Catching up with the sector: what the peers' moves would have been worth to this symbol, against what it did itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClosedBars, Moment, Signal};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};
use crate::domain::unit::{LogPrice, Score};
use crate::domain::universe::Role;
use crate::engine::indicators::Spread;

/// The watched symbols with returns to compare: the five peers, their fund and the market. The volatility index, which comes after
/// them, is no price.
const WATCHED: usize = Role::VolatilityIndex.index();

/// All symbols compared: the watched ones, then the predicted one.
const SYMBOLS: usize = WATCHED + 1;

/// Some of the symbols compared: one bit for each, the lowest for the first.
type Places = u8;

/// All of the watched symbols.
const ALL_WATCHED: Places = (1 << WATCHED) - 1;

/// The predicted symbol.
const TARGET: Places = 1 << WATCHED;

/// Half-life of all that is known of how returns move together: 60 days of 26 bars. It runs on the trading clock, so a gap in the bars
/// makes it fade as much as bars would have.
const HALF_LIFE: f64 = 1_560.0;

/// What remains of a sum after one bar: 2^(-1/1560).
const KEEP: f64 = 0.999_555_773_582_042_2;

/// The ridge, as a share of the mean variance of the symbols compared.
const RIDGE: f64 = 1e-2;

/// Faded bars that a symbol must have been seen together with the predicted one: 20 days.
const TOGETHER_MIN: f64 = 520.0;

/// Symbols that are needed to speak of a sector.
const SYMBOLS_MIN: u32 = 3;

/// Weights of the last four bars, newest first: the sums over 1, 2 and 4 bars, added up.
const LAG_WEIGHTS: [f64; 4] = [3.0, 2.0, 1.0, 1.0];

/// Gaps that must have been measured before one is called wide or narrow.
const GAPS_MIN: u32 = 52;

/// Bars of the predicted symbol after which a measured gap is too old to speak of.
const STALE_BARS: i64 = 2;

/// ψ(z(Σ over 1, 2 and 4 bars of β·r - r₀)), where r are the returns of the peers, the fund and the market, r₀ the predicted symbol's:
/// prices of one industry take in the same news one after the other (Hou 2007), and what is left between them tends to close (Avellaneda
/// and Lee 2010). β is the ridge regression of r₀ on r over all bars before this one, older ones fading.
///
/// A return is one of a bar only where it runs from the predicted symbol's bar before to this one, neither of which is missing; a symbol
/// takes part at a bar if it has such a return there. In the sums of β one that is missing counts as 0, so that the moments stay those of
/// one set of bars and the regression can always be solved. The gap is measured over those symbols that were seen long enough and have all
/// of the last four returns. Second moments are taken about zero: the mean of a quarter of an hour is no thousandth of its spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SectorCorrelation {
    /// Whether a bar of any watched price ever came.
    heard: bool,
    /// Where prices stood at the predicted symbol's last bar.
    levels: Option<Levels>,
    /// Returns over the last bars, newest first; none after a gap.
    history: [Option<Returns>; LAG_WEIGHTS.len()],
    moments: Moments,
    gaps: Spread,
    measured: Option<Measured>,
}

/// Log prices at one bar's end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Levels {
    /// The decision's number on the trading clock.
    number: i64,
    logs: [f64; SYMBOLS],
    /// Which of them came.
    there: Places,
}

/// Log returns over one bar; 0 where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Returns {
    moves: [f64; SYMBOLS],
    /// Which of them there are.
    there: Places,
}

/// Fading sums of products of returns. Only their ratios matter, so they are not divided by their weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Moments {
    products: [[f64; SYMBOLS]; SYMBOLS],
    /// Bars of 15 minutes seen together with the predicted symbol.
    together: [f64; SYMBOLS],
}

/// The last gap that could be measured.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Measured {
    number: i64,
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    at: Timestamp,
    covers: i64,
    /// The gap in its own standard deviations.
    z: f64,
    /// Correlation of the weighted peers with the predicted symbol, as the regression had it.
    correlation: f64,
    symbols: u8,
}

impl Default for SectorCorrelation {
    fn default() -> Self {
        Self {
            heard: false,
            levels: None,
            history: [None; LAG_WEIGHTS.len()],
            moments: Moments::default(),
            gaps: Spread::of_half_life(HALF_LIFE),
            measured: None,
        }
    }
}

impl Signal for SectorCorrelation {
    const KIND: SignalKind = SignalKind::SectorCorrelation;

    fn observe(&mut self, bars: &ClosedBars<'_>) {
        self.heard = self.heard || bars.watched.iter().take(WATCHED).any(Option::is_some);
        let Some(bar) = bars.target else { return };
        let Some(number) = ExchangeCalendar::nyse().number(bar.step) else { return };
        let levels = Levels::of(number, bars.watched, bar.close);
        let Some(before) = self.levels.replace(levels) else { return };
        let steps = number - before.number;
        self.moments.fade(steps);
        if steps == bar.covers {
            let returns = levels.since(&before);
            self.history.rotate_right(1);
            if let Some(newest) = self.history.first_mut() {
                *newest = Some(returns);
            }
            self.measure(number, bar.at, bar.covers);
            self.moments.add(&returns, bar.covers);
        } else {
            self.history = Default::default();
        }
    }

    /// Nothing to forget: what a gap makes worthless fades by itself, and no return spans it.
    fn break_off(&mut self) {}

    fn read(&self, at: Moment) -> Said {
        let Some(measured) = &self.measured else { return Said::silent(self.silence()) };
        let components = [measured.z as f32, measured.correlation as f32, f32::from(measured.symbols)];
        let grounds = Grounds { age_s: Some(at.age_s(measured.at)), components, ..Grounds::default() };
        Said { reading: self.reading(measured, at), grounds }
    }
}

impl SectorCorrelation {
    fn reading(&self, measured: &Measured, at: Moment) -> Reading {
        let age = ExchangeCalendar::nyse().number(at.step).map(|number| number - measured.number);
        if age.is_none_or(|bars| bars > STALE_BARS * measured.covers) {
            return Reading::Abstains(self.silence());
        }
        if self.gaps.seen() < GAPS_MIN {
            return Reading::Abstains(Abstention::WarmingUp);
        }
        if self.gaps.deviation() <= 0.0 {
            return Reading::Abstains(Abstention::NoEvidence);
        }
        Score::squash(measured.z).map_or(Reading::Abstains(Abstention::BadInput), Reading::Speaks)
    }

    /// Why there is no gap to speak of.
    fn silence(&self) -> Abstention {
        if !self.heard {
            Abstention::NoFeed
        } else if self.moments.known().count_ones() < SYMBOLS_MIN || self.gaps.seen() < GAPS_MIN {
            Abstention::WarmingUp
        } else {
            Abstention::Stale
        }
    }

    /// Measures the gap over the last four bars, where all four and enough symbols are there.
    fn measure(&mut self, number: i64, at: Timestamp, covers: i64) {
        let mut used = self.moments.known();
        for returns in &self.history {
            let Some(returns) = returns else { return };
            used &= returns.there;
        }
        if used.count_ones() < SYMBOLS_MIN {
            return;
        }
        let betas = self.moments.betas(used);
        let weighed = self.history.iter().flatten().zip(LAG_WEIGHTS);
        let gap: f64 = weighed.map(|(returns, weight)| weight * returns.gap(&betas)).sum();
        self.gaps.push(gap);
        let z = self.gaps.z(gap) + 0.0;
        let correlation = self.moments.correlation(&betas);
        let symbols = u8::try_from(used.count_ones()).unwrap_or(0);
        self.measured = Some(Measured { number, at, covers, z, correlation, symbols });
    }
}

impl Levels {
    fn of(number: i64, watched: &[Option<LogPrice>; Role::COUNT], target: LogPrice) -> Self {
        let (mut logs, mut there) = ([target.get(); SYMBOLS], TARGET);
        for (place, (log, price)) in logs.iter_mut().zip(watched).take(WATCHED).enumerate() {
            *log = price.map_or(0.0, LogPrice::get);
            there |= Places::from(price.is_some()) << place;
        }
        Self { number, logs, there }
    }

    fn since(&self, before: &Self) -> Returns {
        let there = self.there & before.there;
        let mut moves = [0.0; SYMBOLS];
        for (cell, (now, then)) in moves.iter_mut().zip(self.logs.iter().zip(&before.logs)) {
            *cell = now - then;
        }
        if there != ALL_WATCHED | TARGET {
            for (place, cell) in moves.iter_mut().enumerate() {
                *cell = if there & (1 << place) != 0 { *cell } else { 0.0 };
            }
        }
        Returns { moves, there }
    }
}

impl Returns {
    /// What the symbols' moves were worth, less what the predicted one did.
    fn gap(&self, betas: &[f64; WATCHED]) -> f64 {
        let [moves @ .., target] = &self.moves;
        let worth: f64 = betas.iter().zip(moves).map(|(beta, return_)| beta * return_).sum();
        worth - target
    }
}

impl Moments {
    /// Lets `steps` decisions pass.
    fn fade(&mut self, steps: i64) {
        let keep = if steps == 1 { KEEP } else { libm::exp2(-(steps as f64) / HALF_LIFE) };
        for row in self.products.iter_mut().chain([&mut self.together]) {
            for sum in row {
                *sum *= keep;
            }
        }
    }

    fn add(&mut self, returns: &Returns, covers: i64) {
        for (row, one) in self.products.iter_mut().zip(returns.moves) {
            for (cell, other) in row.iter_mut().zip(returns.moves) {
                *cell += one * other;
            }
        }
        for (place, together) in self.together.iter_mut().enumerate() {
            *together += if returns.there & (1 << place) != 0 { covers as f64 } else { 0.0 };
        }
    }

    /// Which of the watched symbols were seen long enough, and have moved.
    fn known(&self) -> Places {
        let mut known = 0;
        for (place, (together, square)) in self.together.iter().zip(self.squares()).enumerate() {
            known |= Places::from(*together >= TOGETHER_MIN && square > 0.0) << place;
        }
        known & ALL_WATCHED
    }

    fn squares(&self) -> impl Iterator<Item = f64> {
        self.products.iter().enumerate().filter_map(|(place, row)| row.get(place).copied())
    }

    /// The ridge regression on the watched symbols in use; 0 for the others.
    fn betas(&self, used: Places) -> [f64; WATCHED] {
        let squares = self.squares().enumerate().filter(|(place, _)| used & (1 << place) != 0);
        let ridge = RIDGE * squares.map(|(_, square)| square).sum::<f64>() / f64::from(used.count_ones().max(1));
        let [mut rows @ .., _] = self.products;
        for (place, row) in rows.iter_mut().enumerate() {
            if let Some(cell) = row.get_mut(place) {
                *cell += ridge;
            }
        }
        if used != ALL_WATCHED {
            leave_out(&mut rows, !used);
        }
        solve(rows)
    }

    fn correlation(&self, betas: &[f64; WATCHED]) -> f64 {
        let [.., [with_target @ .., target]] = &self.products;
        let explained: f64 = betas.iter().zip(with_target).map(|(beta, with)| beta * with).sum();
        if *target > 0.0 { (explained / target).clamp(0.0, 1.0).sqrt() } else { 0.0 }
    }
}

/// As many linear equations as watched symbols, the left side symmetric and positive definite, the right side in the last column.
type Equations = [[f64; SYMBOLS]; WATCHED];

/// Gives each of these symbols an equation of its own that makes it 0, so that there are always as many equations.
fn leave_out(rows: &mut Equations, places: Places) {
    for (place, row) in rows.iter_mut().enumerate() {
        for (column, cell) in row.iter_mut().enumerate() {
            let right = column == WATCHED;
            if places & (1 << place) != 0 || (!right && places & (1 << column) != 0) {
                *cell = if place == column { 1.0 } else { 0.0 };
            }
        }
    }
}

/// Cholesky's decomposition without roots, forward and back; a positive definite matrix needs no pivoting.
fn solve(mut rows: Equations) -> [f64; WATCHED] {
    let (mut left, mut place) = (rows.as_mut_slice(), 0);
    while let [pivot, below @ ..] = left {
        let scale = pivot.get(place).map_or(0.0, |cell| 1.0 / cell);
        for row in below.iter_mut() {
            let factor = row.get(place).map_or(0.0, |cell| cell * scale);
            // Whole rows, although nobody reads what is left of the pivot again: so they are subtracted several cells at a time.
            for (cell, above) in row.iter_mut().zip(pivot.iter()) {
                *cell -= factor * above;
            }
        }
        (left, place) = (below, place + 1);
    }
    let mut solution = [0.0; WATCHED];
    for (place, [cells @ .., value]) in rows.iter().enumerate().rev() {
        let known: f64 = cells.iter().zip(&solution).skip(place + 1).map(|(cell, found)| cell * found).sum();
        if let (Some(found), Some(cell)) = (solution.get_mut(place), cells.get(place)) {
            *found = (value - known) / cell;
        }
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Step;
    use crate::engine::window::ClosedBar;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// Log prices at one step: the target's, then those of all roles.
    type Row = (Step, i64, [Option<f64>; 1 + Role::COUNT]);

    /// So many sessions from the first of 2025, without the volatility index.
    fn market(sessions: usize, covers: i64, seed: u64) -> Vec<Row> {
        let calendar = ExchangeCalendar::nyse();
        let first = calendar.index_at_or_before("2025-01-02T18:00:00Z".parse().unwrap()).unwrap();
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let mut logs = [4.6_f64; 8];
        let mut rows = Vec::new();
        for session in first..first + sessions {
            for slot in 1..=calendar.session(session).unwrap().decisions() / covers {
                let factor = dice.gen_range(-0.003..0.003);
                for (place, log) in logs.iter_mut().enumerate() {
                    *log += (0.5 + 0.1 * place as f64) * factor + dice.gen_range(-0.002..0.002);
                }
                let mut row = [None; 1 + Role::COUNT];
                row.iter_mut().zip(logs).for_each(|(cell, log)| *cell = Some(log));
                rows.push((Step { session, slot: slot * covers }, covers, row));
            }
        }
        rows
    }

    fn closed(step: Step, covers: i64, log: f64, volume: f64) -> ClosedBar {
        let price = LogPrice::of(libm::exp(log)).unwrap();
        let at = ExchangeCalendar::nyse().instant(step).unwrap();
        let ends_session = false;
        ClosedBar { step, at, covers, ends_session, open: price, high: price, low: price, close: price, volume }
    }

    fn live_on(signal: &mut SectorCorrelation, rows: &[Row], volume: f64) -> Vec<Said> {
        let mut said = Vec::new();
        for (step, covers, row) in rows {
            let bars = row.map(|log| log.map(|log| closed(*step, *covers, log, volume)));
            let at = Moment { step: *step, at: ExchangeCalendar::nyse().instant(*step).unwrap() };
            let closes = bars.map(|bar| bar.map(|bar| bar.close));
            let watched = closes[1..].try_into().unwrap();
            signal.observe(&ClosedBars { at, target: bars[0].as_ref(), watched, sigma: None });
            said.push(signal.read(at));
        }
        said
    }

    fn live(rows: &[Row]) -> Vec<Reading> {
        live_on(&mut SectorCorrelation::default(), rows, 1.0).iter().map(|said| said.reading).collect()
    }

    fn scores(readings: &[Reading]) -> Vec<f64> {
        readings.iter().filter_map(|reading| reading.score()).map(Score::get).collect()
    }

    #[test]
    fn what_remains_is_what_the_half_life_says() {
        assert_eq!(KEEP, libm::exp2(-1.0 / HALF_LIFE));
    }

    const WARM: usize = 520 + 1 + 3 + GAPS_MIN as usize;

    #[test]
    fn it_speaks_once_it_knows_the_sector_and_expects_the_gap_to_close() {
        let mut rows = market(30, 1, 1);
        // A bar in which everybody but the target rises by a per cent.
        rows.last_mut().unwrap().2[1..8].iter_mut().flatten().for_each(|log| *log += 0.01);
        let mut signal = SectorCorrelation::default();
        let said = live_on(&mut signal, &rows, 1.0);
        let silent = said.iter().take_while(|said| said.reading == Reading::Abstains(Abstention::WarmingUp)).count();
        // The first bars have faded a little when the last ones are counted, and the gap has a spread of its own to learn.
        assert!((WARM - 1..WARM + 150).contains(&silent), "{silent} bars to warm up");
        assert!(said[silent..].iter().all(|said| said.reading.score().is_some()));
        let last = said.last().unwrap();
        assert!(last.reading.score().unwrap().get() > 0.9, "{last:?}");
        assert_eq!((last.grounds.age_s, last.grounds.components[2]), (Some(0), 7.0));
        assert!(last.grounds.components[1] > 0.5 && last.grounds.components[1] < 1.0);
        let bytes = postcard::to_stdvec(&signal).unwrap();
        assert_eq!(postcard::from_bytes::<SectorCorrelation>(&bytes).unwrap(), signal);
    }

    #[test]
    fn the_mirrored_market_gives_the_mirrored_score_exactly() {
        let rows = market(30, 1, 2);
        let grid = |log: f64| LogPrice::of(libm::exp(log)).unwrap().get();
        let on_grid = |row: &Row, sign: f64| (row.0, row.1, row.2.map(|log| log.map(|log| sign * grid(log))));
        let here = live(&rows.iter().map(|row| on_grid(row, 1.0)).collect::<Vec<_>>());
        let there = live(&rows.iter().map(|row| on_grid(row, -1.0)).collect::<Vec<_>>());
        assert!(scores(&here).len() > 100);
        assert_eq!(scores(&here), scores(&there).iter().map(|score| -score).collect::<Vec<_>>());
    }

    #[test]
    fn what_does_not_move_is_no_evidence() {
        let still = |still: std::ops::Range<usize>| {
            let mut rows = market(30, 1, 3);
            for row in &mut rows {
                row.2[still.clone()].fill(Some(4.6));
            }
            *live(&rows).last().unwrap()
        };
        assert_eq!(still(0..8), Reading::Abstains(Abstention::WarmingUp));
        assert_eq!(still(0..1), Reading::Abstains(Abstention::NoEvidence));
        assert_eq!(still(1..6), Reading::Abstains(Abstention::WarmingUp));
        assert!(still(1..5).score().is_some());
    }

    #[test]
    fn missing_symbols_leave_it_speaking_until_three_are_left() {
        let rows = market(30, 1, 4);
        let without = |gone: std::ops::Range<usize>, from: usize| {
            let mut rows = rows.clone();
            rows[from..].iter_mut().for_each(|row| row.2[gone.clone()].fill(None));
            live(&rows)
        };
        assert!(without(1..8, 0).iter().all(|reading| *reading == Reading::Abstains(Abstention::NoFeed)));
        assert!(without(1..6, 0).iter().all(|reading| *reading == Reading::Abstains(Abstention::WarmingUp)));
        assert!(scores(&without(1..5, 0)).len() > 100);
        assert!(without(1..5, 700)[700..].iter().all(|reading| reading.score().is_some()));
        let late = without(1..6, 700);
        assert!(late[700..702].iter().all(|reading| reading.score().is_some()));
        assert!(late[702..].iter().all(|reading| *reading == Reading::Abstains(Abstention::Stale)));
        // One that is silent for a bar is left out until four of its returns are there again.
        let mut rows = rows.clone();
        rows[700].2[3] = None;
        let said = live_on(&mut SectorCorrelation::default(), &rows, 1.0);
        let symbols: Vec<f32> = said[699..707].iter().map(|said| said.grounds.components[2]).collect();
        assert_eq!(symbols, [7.0, 6.0, 6.0, 6.0, 6.0, 6.0, 7.0, 7.0]);
    }

    #[test]
    fn the_volatility_index_is_no_peer() {
        let mut rows = market(2, 1, 5);
        for row in &mut rows {
            row.2[1..].fill(None);
            row.2[8] = Some(3.0);
        }
        assert!(live(&rows).iter().all(|reading| *reading == Reading::Abstains(Abstention::NoFeed)));
    }

    #[test]
    fn a_gap_is_spanned_by_no_return_and_a_long_one_makes_it_learn_anew() {
        let mut rows = market(40, 1, 6);
        // The price jumps in a bar that never came.
        rows[700..].iter_mut().for_each(|row| row.2[0].iter_mut().for_each(|log| *log += 0.3));
        rows.remove(700);
        let readings = live(&rows);
        assert!(readings[700].score().is_some(), "two bars old");
        assert_eq!(readings[701..704], [Reading::Abstains(Abstention::Stale); 3]);
        assert!(scores(&readings[704..]).iter().all(|score| score.abs() < 0.999));
        // All that is left of what was known 400 sessions before.
        let mut rows = market(40, 1, 6);
        rows[700..].iter_mut().for_each(|row| row.0.session += 400);
        let readings = live(&rows.into_iter().filter(|row| row.0.slot <= 14).collect::<Vec<_>>());
        assert_eq!(*readings.last().unwrap(), Reading::Abstains(Abstention::WarmingUp));
    }

    #[test]
    fn hourly_bars_are_enough() {
        let readings = live(&market(60, 2, 7));
        assert!(scores(&readings).len() > 200);
    }

    #[test]
    fn neither_order_nor_volume_of_the_symbols_matters() {
        let rows = market(30, 1, 8);
        let mut turned = rows.clone();
        for row in &mut turned {
            row.2[1..8].rotate_left(3);
        }
        let (here, there) = (scores(&live(&rows)), scores(&live(&turned)));
        assert!(here.len() > 100 && here.len() == there.len());
        assert!(here.iter().zip(&there).all(|(one, other)| (one - other).abs() < 1e-12));
        let without_volume = live_on(&mut SectorCorrelation::default(), &rows, 0.0);
        assert_eq!(scores(&without_volume.iter().map(|said| said.reading).collect::<Vec<_>>()), here);
    }

    #[test]
    fn wild_prices_never_lead_to_nan() {
        let mut dice = ChaCha8Rng::seed_from_u64(9);
        let mut rows = market(40, 1, 9);
        for row in &mut rows {
            for log in row.2.iter_mut().take(8) {
                *log = dice.gen_bool(0.95).then(|| dice.gen_range(-9.0..18.0));
            }
        }
        let said = live_on(&mut SectorCorrelation::default(), &rows, 1.0);
        assert!(said.iter().any(|said| said.reading.score().is_some()));
        for said in said {
            assert_ne!(said.reading, Reading::Abstains(Abstention::BadInput));
            assert!(said.grounds.components.iter().all(|component| component.is_finite()));
        }
    }
}
