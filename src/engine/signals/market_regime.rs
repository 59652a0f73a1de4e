//! State of the whole market, calm, normal or turbulent, and which way this symbol has been drifting in each.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClosedBars, Moment, Signal};
use crate::domain::bar::DayBar;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};
use crate::domain::unit::{LogPrice, Score};
use crate::domain::universe::Role;
use crate::engine::indicators::Spread;

/// Calm, normal, turbulent.
const STATES: usize = 3;

/// Place of the turbulent state.
const TURBULENT: usize = 2;

/// Standard deviation of the market's daily return in each state, against its own long average.
const RETURN_SIGMAS: [f64; STATES] = [0.6, 1.0, 1.8];

/// Mean distance of ln(volatility index) from its own long average in each state.
const INDEX_MEANS: [f64; STATES] = [-0.25, 0.1, 0.5];

/// Its standard deviation, alike in all states: then a higher index never makes turbulence less likely. With the two above it is rounded
/// from a fit by expectation maximisation to the days of 2000 to 2019.
const INDEX_SIGMA: f64 = 0.15;

/// Share of the belief that lasts a day: each state stays with probability .98 and changes into each of the others with .01.
const PERSISTENCE: f64 = 0.97;

/// Half-life of the long averages, days.
const LONG_HALF_LIFE: f64 = 250.0;

/// Days of both inputs before their long averages are trusted.
const DAYS_MIN: u32 = 60;

/// A drift measured over this many days counts half.
const SHRINK_DAYS: f64 = 250.0;

/// Σ πₖ ψ(shrunk μₖ/σₖ): π is the belief of a hidden Markov model in each state (Hamilton 1989), μₖ and σₖ are mean and root mean square of
/// the predicted symbol's daily return on days that began in that state (Ang and Timmermann 2012). Over whole days this is the ratio of
/// 15-minute returns times √26, and it counts days that are known only by their close.
///
/// The model sees the size of the market's move and the level of the volatility index, never the side of the move, so a mirrored market is
/// as turbulent as the market itself. The side comes from the predicted symbol alone: shrunk by n/(n + 250) of the n days seen, so that
/// little evidence gives a small score. It is silent only where nothing was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct MarketRegime {
    target: Closes,
    market: Closes,
    index: Closes,
    /// Squares of the market's daily return.
    squares: Spread,
    /// Logarithms of the volatility index.
    levels: Spread,
    /// The newest belief and the one before it.
    beliefs: [Option<Belief>; 2],
    drifts: [Drift; STATES],
    /// Newest session of the predicted symbol that was counted in the drifts or could not be.
    counted: Option<usize>,
    /// Newest session that the belief, or at first only the long averages, took in.
    judged: Option<usize>,
    /// The session of the newest bar.
    today: Option<usize>,
}

/// Daily closes of one symbol. A day's close is its day bar's, or its last intraday bar's once a later session has begun; whichever comes
/// first stands, so that no session counts twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Closes {
    last: Option<Close>,
    before: Option<Close>,
    /// The last price of a session that is not known to be over.
    pending: Option<Close>,
}

/// The last log price of a session.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Close {
    session: usize,
    log: f64,
}

/// Probability of each state after a session.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Belief {
    session: usize,
    states: [f64; STATES],
    /// The volatility index at that session's close, points.
    level: f64,
}

/// Sums over the predicted symbol's days, weighted by the probability that they began in one state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Drift {
    days: f64,
    sum: f64,
    squares: f64,
}

impl Default for MarketRegime {
    fn default() -> Self {
        Self {
            target: Closes::default(),
            market: Closes::default(),
            index: Closes::default(),
            squares: Spread::of_half_life(LONG_HALF_LIFE),
            levels: Spread::of_half_life(LONG_HALF_LIFE),
            beliefs: [None; 2],
            drifts: [Drift::default(); STATES],
            counted: None,
            judged: None,
            today: None,
        }
    }
}

impl Signal for MarketRegime {
    const KIND: SignalKind = SignalKind::MarketRegime;

    fn observe(&mut self, bars: &ClosedBars<'_>) {
        let session = bars.at.step.session;
        if self.today.is_none_or(|today| today < session) {
            self.today = Some(session);
            for closes in [&mut self.target, &mut self.market, &mut self.index] {
                closes.end_before(session);
            }
            self.settle();
        }
        let seen = [bars.target.map(|bar| bar.close), bars.of(Role::Market), bars.of(Role::VolatilityIndex)];
        for (closes, price) in [&mut self.target, &mut self.market, &mut self.index].into_iter().zip(seen) {
            if let Some(price) = price {
                closes.take_bar(Close { session, log: price.get() });
            }
        }
    }

    fn take_day(&mut self, who: Option<Role>, day: &DayBar) {
        let closes = match who {
            None => &mut self.target,
            Some(Role::Market) => &mut self.market,
            Some(Role::VolatilityIndex) => &mut self.index,
            Some(Role::Peer(_) | Role::Fund) => return,
        };
        let calendar = ExchangeCalendar::nyse();
        let session = calendar.session_on(day.date()).and_then(|session| calendar.index_at_or_before(session.close));
        if let Some((session, log)) = session.zip(LogPrice::of(day.prices().close)) {
            closes.take_day(Close { session, log: log.get() });
            self.settle();
        }
    }

    /// Nothing to forget: a gap in the predicted symbol's bars leaves the market as it is, and no return spans it.
    fn break_off(&mut self) {}

    fn read(&self, at: Moment) -> Said {
        let [Some(belief), _] = &self.beliefs else {
            let heard = self.market.heard() && self.index.heard();
            return Said::silent(if heard { Abstention::WarmingUp } else { Abstention::NoFeed });
        };
        let components = [belief.turbulence() as f32, self.drift(belief) as f32, belief.level as f32];
        let known_since = ExchangeCalendar::nyse().session(belief.session).map(|session| session.close);
        let age_s = known_since.map(|close: Timestamp| at.age_s(close));
        Said { reading: self.reading(belief, at), grounds: Grounds { age_s, components, ..Grounds::default() } }
    }
}

impl MarketRegime {
    /// Probability of the turbulent regime after the last session, where it is known.
    pub(super) fn turbulence(&self) -> Option<f64> {
        let [belief, _] = &self.beliefs;
        belief.as_ref().filter(|belief| belief.is_fresh(self.today.unwrap_or(0))).map(Belief::turbulence)
    }

    fn reading(&self, belief: &Belief, at: Moment) -> Reading {
        if !belief.is_fresh(at.step.session) {
            return Reading::Abstains(Abstention::Stale);
        }
        if self.drifts.iter().all(|drift| drift.days <= 0.0) {
            return Reading::Abstains(Abstention::WarmingUp);
        }
        if self.drifts.iter().all(|drift| drift.squares <= 0.0) {
            return Reading::Abstains(Abstention::NoEvidence);
        }
        let score = |drift: &Drift| Score::squash(drift.shrunk_ratio()).map_or(f64::NAN, Score::get);
        Reading::from_number(Some(belief.mean_of(self.drifts.iter().map(score))))
    }

    /// The predicted symbol's expected daily return in standard deviations, before it is squashed.
    fn drift(&self, belief: &Belief) -> f64 {
        belief.mean_of(self.drifts.iter().map(Drift::shrunk_ratio)) + 0.0
    }

    /// Takes in what is newly known of whole sessions.
    fn settle(&mut self) {
        self.count_drift();
        let (Some(market), Some(index)) = (self.market.last, self.index.last) else { return };
        let session = market.session;
        let [newest, _] = self.beliefs;
        if index.session != session || self.judged.is_some_and(|judged| judged >= session) {
            return;
        }
        let return_ = self.market.daily_return();
        if self.squares.seen() >= DAYS_MIN && self.levels.seen() >= DAYS_MIN {
            let prior = newest.map_or([1.0 / STATES as f64; STATES], |belief| belief.states_at(session));
            let typical = self.squares.mean();
            let size = return_.filter(|_| typical > 0.0).map(|return_| return_ * return_ / typical);
            let states = posterior(prior, size, index.log - self.levels.mean());
            self.beliefs = [Some(Belief { session, states, level: libm::exp(index.log) }), newest];
        }
        self.levels.push(index.log);
        if let Some(return_) = return_ {
            self.squares.push(return_ * return_);
        }
        self.judged = Some(session);
    }

    /// Counts the predicted symbol's newest day in the states in which it began, where those and its return are known.
    fn count_drift(&mut self) {
        let Some(close) = self.target.last.filter(|close| self.counted.is_none_or(|day| day < close.session)) else {
            return;
        };
        self.counted = Some(close.session);
        let belief = self.beliefs.iter().flatten().find(|belief| belief.session + 1 == close.session);
        let Some((belief, return_)) = belief.zip(self.target.daily_return()) else { return };
        for (drift, share) in self.drifts.iter_mut().zip(belief.states) {
            drift.days += share;
            drift.sum += share * return_;
            drift.squares += share * return_ * return_;
        }
    }
}

/// The belief after a day: `prior` times the likelihood of the market's squared return against its average, where it is known, and of the
/// distance of the index's logarithm from its own.
fn posterior(prior: [f64; STATES], size: Option<f64>, distance: f64) -> [f64; STATES] {
    let mut logs = prior.map(libm::log);
    for ((log, sigma), mean) in logs.iter_mut().zip(RETURN_SIGMAS).zip(INDEX_MEANS) {
        if let Some(size) = size {
            *log -= 0.5 * size / (sigma * sigma) + libm::log(sigma);
        }
        let away = (distance - mean) / INDEX_SIGMA;
        *log -= 0.5 * away * away;
    }
    // Against the likeliest state, so that a day that none expects leaves a belief all the same.
    let most = logs.into_iter().fold(f64::NEG_INFINITY, f64::max);
    let likelihoods = logs.map(|log| libm::exp(log - most));
    let sum: f64 = likelihoods.iter().sum();
    likelihoods.map(|likelihood| likelihood / sum)
}

impl Belief {
    /// What is believed of the states after a later session of which only the date is known.
    fn states_at(&self, session: usize) -> [f64; STATES] {
        let lasting = libm::pow(PERSISTENCE, (session - self.session) as f64);
        self.states.map(|share| lasting * share + (1.0 - lasting) / STATES as f64)
    }

    /// Whether it stems from the session before `session`, or from a later one.
    fn is_fresh(&self, session: usize) -> bool {
        self.session + 1 >= session
    }

    fn turbulence(&self) -> f64 {
        self.states.get(TURBULENT).copied().unwrap_or(0.0)
    }

    fn mean_of(&self, values: impl Iterator<Item = f64>) -> f64 {
        self.states.iter().zip(values).map(|(share, value)| share * value).sum()
    }
}

impl Drift {
    /// Mean over root mean square, times n/(n + 250): never beyond 1, however few the days.
    fn shrunk_ratio(&self) -> f64 {
        if self.squares <= 0.0 {
            return 0.0;
        }
        let ratio = self.sum / libm::sqrt(self.days * self.squares);
        ratio * self.days / (self.days + SHRINK_DAYS)
    }
}

impl Closes {
    fn heard(&self) -> bool {
        self.last.is_some() || self.pending.is_some()
    }

    /// The return of the last closed session; `None` where the session before it is missing.
    fn daily_return(&self) -> Option<f64> {
        let (last, before) = self.last.zip(self.before)?;
        (before.session + 1 == last.session).then_some(last.log - before.log)
    }

    fn take_bar(&mut self, bar: Close) {
        if self.last.is_none_or(|last| last.session < bar.session) {
            self.pending = Some(bar);
        }
    }

    fn take_day(&mut self, day: Close) {
        if self.last.is_none_or(|last| last.session < day.session) {
            self.end_before(day.session);
            self.pending = self.pending.filter(|pending| pending.session > day.session);
            self.close(day);
        }
    }

    /// Closes a session that began before `session`: what came last from it was its close.
    fn end_before(&mut self, session: usize) {
        if let Some(pending) = self.pending.filter(|pending| pending.session < session) {
            self.pending = None;
            self.close(pending);
        }
    }

    fn close(&mut self, close: Close) {
        self.before = self.last.replace(close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bar::Prices;
    use crate::domain::calendar::Step;
    use crate::domain::symbol::{SourceName, Symbol};
    use crate::engine::window::ClosedBar;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// A day's log closes: the target's, the market's, the volatility index's.
    type Row = [Option<f64>; 3];

    const ROLES: [Option<Role>; 3] = [None, Some(Role::Market), Some(Role::VolatilityIndex)];

    fn first_session() -> usize {
        ExchangeCalendar::nyse().index_at_or_before("2024-01-02T18:00:00Z".parse().unwrap()).unwrap()
    }

    /// Calm days, then turbulent ones.
    fn market(calm: usize, turbulent: usize, seed: u64) -> Vec<Row> {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let (mut target, mut market) = (4.6, 6.2);
        let mut rows = Vec::new();
        for day in 0..calm + turbulent {
            let (size, index) = if day < calm { (0.008, 2.6) } else { (0.04, 3.6) };
            market += dice.gen_range(-size..size);
            target += dice.gen_range(-size..size);
            rows.push([Some(target), Some(market), Some(index + dice.gen_range(-0.1..0.1))]);
        }
        rows
    }

    fn moment(day: usize, slot: i64) -> Moment {
        let step = Step { session: first_session() + day, slot };
        Moment { step, at: ExchangeCalendar::nyse().instant(step).unwrap() }
    }

    fn closed(at: Moment, log: f64) -> ClosedBar {
        let (price, step) = (LogPrice::of(libm::exp(log)).unwrap(), at.step);
        ClosedBar {
            step,
            at: at.at,
            covers: 1,
            ends_session: false,
            open: price,
            high: price,
            low: price,
            close: price,
            volume: 0.0,
        }
    }

    fn take_bars(signal: &mut MarketRegime, at: Moment, row: Row) {
        let [target, market, index] = row.map(|log| log.map(|log| closed(at, log)));
        let mut watched = [None; Role::COUNT];
        watched[Role::Market.index()] = market.map(|bar| bar.close);
        watched[Role::VolatilityIndex.index()] = index.map(|bar| bar.close);
        signal.observe(&ClosedBars { at, target: target.as_ref(), watched: &watched, sigma: None });
    }

    fn take_days(signal: &mut MarketRegime, day: usize, row: Row) {
        let date = ExchangeCalendar::nyse().session(first_session() + day).unwrap().date;
        for (role, log) in ROLES.into_iter().zip(row) {
            let Some(close) = log.map(libm::exp) else { continue };
            let prices = Prices { open: close, high: close, low: close, close };
            let symbol = Symbol::new("ANY").unwrap();
            signal.take_day(role, &DayBar::new(symbol, SourceName::UNNAMED, date, prices, 0.0).unwrap());
        }
    }

    /// Two bars a day, at other prices first; what is read at the first of them.
    fn live_on(signal: &mut MarketRegime, rows: &[Row]) -> Vec<Said> {
        let mut said = Vec::new();
        for (day, row) in rows.iter().enumerate() {
            take_bars(signal, moment(day, 1), row.map(|log| log.map(|log| log + 0.1)));
            said.push(signal.read(moment(day, 1)));
            take_bars(signal, moment(day, 14), *row);
            assert_eq!(signal.read(moment(day, 14)).reading, said[day].reading, "one day, one opinion");
        }
        said
    }

    fn scores(said: &[Said]) -> Vec<f64> {
        said.iter().filter_map(|said| said.reading.score()).map(Score::get).collect()
    }

    #[test]
    fn turbulence_is_recognised_and_forgotten() {
        let mut rows = market(150, 30, 1);
        rows.extend(market(150, 0, 1));
        let said = live_on(&mut MarketRegime::default(), &rows);
        let turbulence = |day: usize| said[day].grounds.components[0];
        assert!(turbulence(150) < 0.05 && turbulence(156) > 0.9 && turbulence(180) > 0.9 && turbulence(190) < 0.1);
        assert_eq!(said[150].grounds.age_s, Some(17 * 3_600 + 45 * 60));
        assert!((said[180].grounds.components[2] - 36.0).abs() < 5.0, "{:?}", said[180]);
    }

    #[test]
    fn it_speaks_after_sixty_days_and_softly_while_it_has_seen_little() {
        let mut signal = MarketRegime::default();
        let said = live_on(&mut signal, &market(120, 0, 2));
        let silent = said.iter().take_while(|said| said.reading == Reading::Abstains(Abstention::WarmingUp)).count();
        assert_eq!(silent, 63, "sixty returns, a belief, and a day that began with it");
        assert_eq!(scores(&said).len(), 120 - silent);
        assert!(scores(&said).iter().all(|score| score.abs() < 0.05 && *score != 0.0));
        let bytes = postcard::to_stdvec(&signal).unwrap();
        assert_eq!(postcard::from_bytes::<MarketRegime>(&bytes).unwrap(), signal);
    }

    #[test]
    fn a_lasting_drift_is_spoken_of() {
        let mut rows = market(500, 0, 3);
        for (day, row) in rows.iter_mut().enumerate() {
            row[0] = row[0].map(|log| log + 0.005 * day as f64);
        }
        assert!(*scores(&live_on(&mut MarketRegime::default(), &rows)).last().unwrap() > 0.3);
    }

    #[test]
    fn a_session_counts_once_whether_told_by_a_day_or_by_bars() {
        let rows = market(100, 20, 4);
        let mut by_bars = MarketRegime::default();
        live_on(&mut by_bars, &rows);
        let (mut by_days, mut by_both) = (MarketRegime::default(), MarketRegime::default());
        for (day, row) in rows.iter().enumerate() {
            take_days(&mut by_days, day, *row);
            // Bars end elsewhere, the day's bar puts it right, and what comes after it changes nothing.
            take_bars(&mut by_both, moment(day, 14), row.map(|log| log.map(|log| log - 0.2)));
            take_days(&mut by_both, day, *row);
            take_bars(&mut by_both, moment(day, 14), row.map(|log| log.map(|log| log + 0.2)));
            take_days(&mut by_both, day, row.map(|log| log.map(|log| log + 0.2)));
        }
        let next = moment(rows.len(), 1);
        take_bars(&mut by_bars, next, [None; 3]);
        let expected = by_bars.read(next);
        assert!(expected.reading.score().is_some());
        assert_eq!((by_days.read(next), by_both.read(next)), (expected, expected));
        assert_eq!(by_bars.turbulence().map(|share| share as f32), Some(expected.grounds.components[0]));
    }

    #[test]
    fn without_one_of_its_inputs_it_is_silent_by_name() {
        let rows = market(100, 0, 5);
        for gone in 1..3 {
            let never: Vec<Row> =
                rows.iter().map(|row| std::array::from_fn(|i| row[i].filter(|_| i != gone))).collect();
            let mut signal = MarketRegime::default();
            let said = live_on(&mut signal, &never);
            assert!(said.iter().all(|said| said.reading == Reading::Abstains(Abstention::NoFeed)));
            let (mut late, mut signal) = (rows.clone(), MarketRegime::default());
            late[90..].iter_mut().for_each(|row| row[gone] = None);
            let said = live_on(&mut signal, &late);
            assert_eq!(said[91].reading, Reading::Abstains(Abstention::Stale));
            assert_eq!(signal.turbulence(), None);
        }
        let mut alone = MarketRegime::default();
        let nothing: Vec<Row> = rows.iter().map(|row| [None, row[1], row[2]]).collect();
        assert_eq!(live_on(&mut alone, &nothing)[99].reading, Reading::Abstains(Abstention::WarmingUp));
        assert!(alone.turbulence().is_some());
    }

    #[test]
    fn a_gap_in_the_predicted_symbol_leaves_the_market_known() {
        let mut rows = market(160, 0, 6);
        rows[100..130].iter_mut().for_each(|row| row[0] = None);
        // What happened meanwhile is no day's return.
        rows[130..].iter_mut().for_each(|row| row[0] = row[0].map(|log| log + 3.0));
        let mut signal = MarketRegime::default();
        let said = live_on(&mut signal, &rows);
        assert!(said[63..].iter().all(|said| said.reading.score().is_some()));
        assert!(scores(&said).iter().all(|score| score.abs() < 0.05));
        let before = signal.clone();
        signal.break_off();
        assert_eq!(signal, before);
    }

    #[test]
    fn what_does_not_move_is_no_evidence() {
        let mut rows = market(100, 0, 7);
        for row in &mut rows {
            row[0] = Some(4.6);
        }
        let said = live_on(&mut MarketRegime::default(), &rows);
        assert_eq!(said[63].reading, Reading::Abstains(Abstention::NoEvidence));
        rows.fill([Some(4.6); 3]);
        let said = live_on(&mut MarketRegime::default(), &rows);
        assert!(said.iter().all(|said| said.reading.score().is_none()));
        assert!(said.iter().all(|said| said.grounds.components.iter().all(|component| component.is_finite())));
    }

    #[test]
    fn the_mirrored_market_is_as_turbulent_and_drifts_the_other_way_exactly() {
        let rows = market(120, 40, 8);
        let grid = |log: f64| LogPrice::of(libm::exp(log)).unwrap().get();
        let turned = |sign: f64| {
            let rows: Vec<Row> = rows
                .iter()
                .map(|row| [row[0].map(|log| sign * grid(log)), row[1].map(|log| sign * grid(log)), row[2]])
                .collect();
            let mut signal = MarketRegime::default();
            // Only closes: the other price of the day would not be mirrored.
            let said: Vec<Said> = rows
                .iter()
                .enumerate()
                .map(|(day, row)| {
                    take_bars(&mut signal, moment(day, 14), *row);
                    signal.read(moment(day, 14))
                })
                .collect();
            (scores(&said), said.iter().map(|said| said.grounds.components[0]).collect::<Vec<_>>())
        };
        let (here, there) = (turned(1.0), turned(-1.0));
        assert!(here.0.len() > 90);
        assert_eq!(here.0, there.0.iter().map(|score| -score).collect::<Vec<_>>());
        assert_eq!(here.1, there.1);
    }

    #[test]
    fn wild_prices_never_lead_to_nan() {
        let mut dice = ChaCha8Rng::seed_from_u64(9);
        let mut wild = || std::array::from_fn(|_| dice.gen_bool(0.98).then(|| dice.gen_range(-9.0..18.0)));
        let rows: Vec<Row> = (0..300).map(|_| wild()).collect();
        let said = live_on(&mut MarketRegime::default(), &rows);
        assert!(said.iter().any(|said| said.reading.score().is_some()));
        for said in said {
            assert_ne!(said.reading, Reading::Abstains(Abstention::BadInput));
            assert!(said.grounds.components.iter().all(|component| component.is_finite()));
        }
    }
}
