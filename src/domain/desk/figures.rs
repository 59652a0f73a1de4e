//! Figures of money: what trades and equity amount to, each with its count and interval, beside what is aimed at.
//!
//! All intervals are of 95 %. Those of means and shares hold however often they are looked at; where one does not, its name says so.

use crate::domain::call::HIGH_CONFIDENCE;
use crate::domain::desk::book::EquityPoint;
use crate::domain::desk::trade::Trade;
use crate::domain::money::Cents;
use crate::domain::statistics::interval::{anytime, anytime_mean, betting, wilson};
use crate::domain::unit::Fraction;

/// Trades from which a figure of them is compared with its target.
pub const TRADES_MIN: u32 = 10;

/// Winners, or losers, from which their average is compared with its target.
pub const SIDE_MIN: u32 = 5;

/// Calls of high confidence from which their accuracy is compared with its target.
pub const CALLS_MIN: u32 = 20;

/// Share of trades with a profit that is aimed at.
pub const WIN_RATE_TARGET: f64 = 0.40;

/// Profits by losses that are aimed at.
pub const PROFIT_FACTOR_TARGET: f64 = 2.5;

/// Average gain of a winner that is aimed at, in parts of what was paid.
pub const WINNER_TARGET: f64 = 1.50;

/// Average gain of a loser that is not to be fallen below.
pub const LOSER_TARGET: f64 = -0.50;

/// Between which a gain is counted for intervals of means, in parts of what was paid: everything and its fees lost, three times it won.
pub const GAIN_BOUNDS: (f64, f64) = (-1.1, 3.0);

/// Where a figure stands to what is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Too few trades to compare.
    NotEnoughData,
    /// It falls short.
    Below,
    /// It is reached, but its interval reaches below.
    Reached,
    /// All of its interval lies at or above it.
    Proven,
}

/// A figure with its interval and what is aimed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Observations.
    pub count: u32,
    /// The figure; `None` where there is none yet.
    pub value: Option<f64>,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// What is aimed at; `None` where nothing is.
    pub target: Option<f64>,
    /// Where it stands to that; [`Standing::NotEnoughData`] where nothing is aimed at.
    pub standing: Standing,
}

/// How many of so many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Observations that count.
    pub of: u32,
    /// Observations.
    pub count: u32,
    /// The share with the interval that holds at every look.
    pub figure: Figure,
    /// The interval of a single look, which misses far more often where it is looked at again and again (Wilson 1927).
    pub one_look: Option<(f64, f64)>,
}

/// The deepest fall of the equity from a peak before it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Drawdown {
    /// From peak to trough.
    pub amount: Cents,
    /// The same in parts of the peak: the largest share, which may be another fall than that of the largest amount.
    pub share: f64,
    /// How far the equity stands below its highest peak now.
    pub now: Cents,
}

/// All figures of money.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneyFigures {
    /// Trades with a profit.
    pub win_rate: Share,
    /// Profits by losses. The interval is that of the logarithm of the ratio, made linear in each trade's profit (delta method) and
    /// valid at every look once trades are many ([`anytime_mean`]).
    pub profit_factor: Figure,
    /// Mean gain of trades with a profit, in parts of what was paid; for the interval gains beyond 300 % count as 300 %.
    pub winner: Figure,
    /// Mean gain of trades with a loss.
    pub loser: Figure,
    /// Mean gain of all trades, in parts of what was paid.
    pub expectancy: Figure,
    /// Mean profit of all trades, dollars; its interval counts no profit or loss beyond [`GAIN_BOUNDS`] times the most that a trade may cost.
    pub expectancy_dollars: Figure,
    /// Mean profit that the same offers would have had without skill, as they said themselves, dollars: what [`Self::expectancy_dollars`] has
    /// to be held against. `None` where no trade has such a number.
    pub no_skill_dollars: Option<f64>,
    /// All profits and losses together.
    pub profit: Cents,
    /// All fees.
    pub fees: Cents,
    /// The deepest fall of the equity.
    pub drawdown: Drawdown,
    /// Calls of high confidence that came true.
    pub high_conviction: Share,
}

/// What figures are made of.
#[derive(Clone, Copy, Debug)]
pub struct MoneyRecord<'a> {
    /// Trades, the oldest first.
    pub trades: &'a [Trade],
    /// What the account was worth, the oldest first.
    pub equity: &'a [EquityPoint],
    /// Confidence of each settled call and whether it came true.
    pub calls: &'a [(f64, bool)],
    /// What each trade's offer said that it would make without skill, dollars ([`no_skill_profit`](crate::domain::desk::approval::Offer)).
    pub no_skill: &'a [f64],
    /// The most that a trade may cost.
    pub trade_max: Cents,
}

impl MoneyFigures {
    /// The figures of a record.
    pub fn of(record: &MoneyRecord<'_>) -> Self {
        let gains: Vec<f64> = record.trades.iter().map(Trade::gain).collect();
        let profits: Vec<f64> = record.trades.iter().map(|trade| trade.profit().dollars()).collect();
        let side = |wins: bool| gains.iter().copied().filter(|gain| (*gain > 0.0) == wins).collect::<Vec<_>>();
        let (winners, losers) = (side(true), side(false));
        let right = |call: &&(f64, bool)| call.0 >= HIGH_CONFIDENCE;
        let convinced = record.calls.iter().filter(right);
        let (came_true, called) = (convinced.clone().filter(|call| call.1).count(), convinced.count());
        let most = record.trade_max.dollars();
        let dollars = (GAIN_BOUNDS.0 * most, GAIN_BOUNDS.1 * most);
        Self {
            win_rate: Share::of(count(winners.len()), count(gains.len()), Some(WIN_RATE_TARGET), TRADES_MIN),
            profit_factor: profit_factor(&profits),
            winner: mean(&winners, (0.0, GAIN_BOUNDS.1), Some(WINNER_TARGET), SIDE_MIN),
            loser: mean(&losers, (GAIN_BOUNDS.0, 0.0), Some(LOSER_TARGET), SIDE_MIN),
            expectancy: mean(&gains, GAIN_BOUNDS, Some(0.0), TRADES_MIN),
            expectancy_dollars: mean(&profits, dollars, Some(0.0), TRADES_MIN),
            no_skill_dollars: average(record.no_skill),
            profit: record.trades.iter().map(Trade::profit).sum(),
            fees: record.trades.iter().map(|trade| trade.bought.fees + trade.sold.fees).sum(),
            drawdown: Drawdown::of(record.equity),
            high_conviction: Share::of(count(came_true), count(called), Some(HIGH_CONFIDENCE), CALLS_MIN),
        }
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

fn average(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

impl Share {
    fn of(part: u32, count: u32, target: Option<f64>, least: u32) -> Self {
        let share = Fraction::ratio(f64::from(part), f64::from(count));
        let ends = |(low, high): (Fraction, Fraction)| (low.get(), high.get());
        let always = share.map(|_| ends(anytime(f64::from(part), f64::from(count))));
        Self {
            of: part,
            count,
            figure: Figure::new(count, share.map(Fraction::get), always, target, least),
            one_look: share.map(|share| ends(wilson(share, f64::from(count)))),
        }
    }
}

impl Figure {
    fn new(count: u32, value: Option<f64>, interval: Option<(f64, f64)>, target: Option<f64>, least: u32) -> Self {
        let standing = match (value, interval, target) {
            (Some(value), Some((low, _)), Some(target)) if count >= least => {
                if low >= target {
                    Standing::Proven
                } else if value >= target {
                    Standing::Reached
                } else {
                    Standing::Below
                }
            }
            _ => Standing::NotEnoughData,
        };
        Self { count, value, interval, target, standing }
    }
}

/// A mean with the interval that betting on values within bounds gives. The mean itself is that of the values as they are.
fn mean(values: &[f64], bounds: (f64, f64), target: Option<f64>, least: u32) -> Figure {
    let interval = betting(values, bounds).map(|mean| mean.interval);
    Figure::new(count(values.len()), average(values), interval, target, least)
}

/// All profits by all losses; none where nothing was lost yet, since nothing can be divided by it.
fn profit_factor(profits: &[f64]) -> Figure {
    let n = profits.len() as f64;
    let won = profits.iter().map(|profit| profit.max(0.0)).sum::<f64>() / n;
    let lost = profits.iter().map(|profit| (-profit).max(0.0)).sum::<f64>() / n;
    let ratio = (lost > 0.0).then(|| won / lost);
    let interval = ratio.filter(|ratio| *ratio > 0.0).and_then(|ratio| {
        // How much each trade moves the logarithm of the ratio; these sum to nothing.
        let moves = profits.iter().map(|profit| profit.max(0.0) / won - (-profit).max(0.0) / lost);
        let variance = moves.map(|by| by * by).sum::<f64>() / n;
        let (low, high) = anytime_mean(libm::log(ratio), variance, n)?.interval;
        Some((libm::exp(low), libm::exp(high)))
    });
    // Where nothing was won the ratio is 0, which has no logarithm, and all that is known is that it is not below.
    let interval = interval.or(ratio.map(|_| (0.0, f64::INFINITY)));
    Figure::new(count(profits.len()), ratio, interval, Some(PROFIT_FACTOR_TARGET), TRADES_MIN)
}

impl Drawdown {
    /// The deepest fall in a curve of equity.
    pub fn of(equity: &[EquityPoint]) -> Self {
        let mut peak: Option<Cents> = None;
        let mut deepest = Self::default();
        for point in equity {
            let top = peak.map_or(point.equity, |peak| peak.max(point.equity));
            let fall = top - point.equity;
            deepest.amount = deepest.amount.max(fall);
            deepest.share = deepest.share.max(fall.share_of(top).filter(|_| top > Cents::ZERO).unwrap_or(0.0));
            deepest.now = fall;
            peak = Some(top);
        }
        deepest
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::contract::Contract;
    use crate::domain::desk::approval::{ApprovalId, Mode, Signal};
    use crate::domain::desk::order::Progress;
    use crate::domain::desk::quote::{ContractQuote, QuoteSource};
    use crate::domain::desk::trade::ExitReason;
    use crate::domain::prediction::{Direction, PredictionNumber};
    use crate::domain::symbol::Symbol;
    use jiff::Timestamp;
    use proptest::prelude::*;

    pub(crate) fn signal() -> Signal {
        Signal {
            symbol: Symbol::new("RTX").unwrap(),
            number: PredictionNumber(1),
            at: Timestamp::UNIX_EPOCH,
            call: Direction::Up,
            confidence: 0.86,
            interval: (0.8, 0.9),
            evidence: 200.0,
            sigma: 0.015,
            due: Timestamp::UNIX_EPOCH,
        }
    }

    pub(crate) fn quote() -> ContractQuote {
        ContractQuote {
            contract: Contract::from_occ("RTX261127C00155000").unwrap(),
            at: Timestamp::UNIX_EPOCH,
            bid: Cents(180),
            ask: Cents(190),
            spot: 150.0,
            implied_volatility: Some(0.25),
            volume: 100,
            open_interest: 1_000,
            source: QuoteSource::Chain,
        }
    }

    /// Paid $100 with fees, got that and so many cents more.
    pub(crate) fn trade(profit: i64) -> Trade {
        let bought = Progress { filled: 1, value: Cents(9_895), fees: Cents(105) };
        let sold = Progress { filled: 1, value: Cents(10_000 + profit + 106), fees: Cents(106) };
        Trade {
            approval: ApprovalId::from_text("0000000000000001").unwrap(),
            signal: signal(),
            contract: quote().contract,
            mode: Mode::Paper,
            bought,
            sold,
            opened_at: Timestamp::UNIX_EPOCH,
            closed_at: Timestamp::UNIX_EPOCH,
            entry: quote(),
            exit: quote(),
            reason: ExitReason::Target,
            attribution: None,
        }
    }

    pub(crate) fn figures(profits: &[i64], calls: &[(f64, bool)]) -> MoneyFigures {
        let trades: Vec<Trade> = profits.iter().map(|profit| trade(*profit)).collect();
        let (equity, no_skill) = (&[][..], &[-7.0, -9.0][..]);
        MoneyFigures::of(&MoneyRecord { trades: &trades, equity, calls, no_skill, trade_max: Cents(20_000) })
    }

    #[test]
    fn figures_are_those_of_a_sum_by_hand() {
        let profits = [5_000, -5_000, 5_000, -2_500, -5_000, 5_000, -5_000, 5_000, -2_500, -5_000];
        let found = figures(&profits, &[]);
        assert_eq!((found.win_rate.of, found.win_rate.count), (4, 10));
        assert_eq!(found.win_rate.figure.standing, Standing::Reached, "40 % of 10 prove nothing");
        assert_eq!(found.profit_factor.value, Some(200.0 / 250.0));
        assert_eq!(found.profit_factor.standing, Standing::Below);
        let (low, high) = found.profit_factor.interval.unwrap();
        assert!(low < 0.8 && 0.8 < high && low > 0.0 && (low * high - 0.64).abs() < 1e-9, "{low} {high}");
        assert!((found.winner.value.unwrap() - 0.5).abs() < 1e-12 && found.winner.standing == Standing::NotEnoughData);
        assert!((found.loser.value.unwrap() + 25.0 / 60.0).abs() < 1e-12 && found.loser.standing == Standing::Reached);
        assert!((found.expectancy.value.unwrap() + 0.05).abs() < 1e-12);
        assert!((found.expectancy_dollars.value.unwrap() + 5.0).abs() < 1e-12);
        assert_eq!((found.profit, found.fees), (Cents(-5_000), Cents(2_110)));
        assert_eq!(found.no_skill_dollars, Some(-8.0));
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        let found = figures(&[], &[]);
        assert_eq!(
            (found.win_rate.figure.value, found.profit_factor.value, found.expectancy.value),
            (None, None, None)
        );
        assert_eq!(found.win_rate.figure.standing, Standing::NotEnoughData);
        let only_won = figures(&[5_000; 12], &[]);
        assert_eq!(
            (only_won.profit_factor.value, only_won.profit_factor.interval),
            (None, None),
            "nothing was lost yet"
        );
        let only_lost = figures(&[-5_000; 12], &[]);
        assert_eq!((only_lost.profit_factor.value, only_lost.profit_factor.standing), (Some(0.0), Standing::Below));
    }

    #[test]
    fn much_of_the_same_is_proven() {
        let profits: Vec<i64> = (0..300).map(|i| if i % 10 < 6 { 18_000 } else { -4_000 }).collect();
        let found = figures(&profits, &[(0.9, true); 200]);
        for figure in [
            found.win_rate.figure,
            found.profit_factor,
            found.winner,
            found.loser,
            found.expectancy,
            found.expectancy_dollars,
        ] {
            assert_eq!(figure.standing, Standing::Proven, "{figure:?}");
        }
        assert_eq!(found.high_conviction.figure.standing, Standing::Proven);
    }

    #[test]
    fn only_calls_of_high_confidence_count_as_such() {
        let found = figures(&[], &[(0.85, true), (0.84, false), (0.9, false), (0.95, true)]);
        assert_eq!((found.high_conviction.of, found.high_conviction.count), (2, 3));
        assert_eq!(found.high_conviction.figure.standing, Standing::NotEnoughData);
    }

    fn curve(cents: &[i64]) -> Vec<EquityPoint> {
        cents.iter().map(|equity| EquityPoint { at: Timestamp::UNIX_EPOCH, equity: Cents(*equity) }).collect()
    }

    #[test]
    fn the_deepest_fall_is_from_a_peak_before_it() {
        let fall = Drawdown::of(&curve(&[1_000, 1_200, 900, 1_100, 2_000, 1_600, 1_900]));
        assert_eq!((fall.amount, fall.share, fall.now), (Cents(400), 0.25, Cents(100)));
        assert_eq!(Drawdown::of(&[]), Drawdown::default());
    }

    proptest! {
        #[test]
        fn every_interval_holds_its_figure(profits in proptest::collection::vec(-10_000_i64..30_000, 1..80)) {
            let found = figures(&profits, &[]);
            for figure in [found.win_rate.figure, found.profit_factor, found.winner, found.loser, found.expectancy, found.expectancy_dollars] {
                if let (Some(value), Some((low, high))) = (figure.value, figure.interval) {
                    prop_assert!(low <= value + 1e-9 && value <= high + 1e-9, "{figure:?}");
                }
            }
        }

        #[test]
        fn a_fall_is_never_more_than_all(cents in proptest::collection::vec(1_i64..10_000, 0..50)) {
            let fall = Drawdown::of(&curve(&cents));
            prop_assert!((0.0..1.0).contains(&fall.share) && fall.amount >= fall.now && fall.now >= Cents::ZERO);
        }
    }
}
