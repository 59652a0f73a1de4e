//! The owner's rules: what may be bought, how much, and when to sell.

use serde::{Deserialize, Serialize};

use crate::domain::money::Cents;

/// All rules, with the values they have where nothing else is configured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// Money to begin with.
    pub capital: Cents,
    /// Confidence from which a signal is offered, in `[0, 1]`.
    pub threshold: f64,
    /// Most that one trade may cost, fees counted.
    pub trade_max: Cents,
    /// Most that one trade may cost in parts of the equity.
    pub trade_share_max: f64,
    /// Part of the growth-optimal stake (Kelly 1956) that is risked.
    pub kelly_part: f64,
    /// Most that all positions together may have cost, in parts of the equity.
    pub exposure_max: f64,
    /// Most positions at once.
    pub positions_max: u32,
    /// Most trades opened in a calendar month of New York.
    pub trades_a_month_max: u32,
    /// Loss of a day beyond which nothing more is opened that day.
    pub day_loss_max: Cents,
    /// Losing trades in a row after which nothing is opened until a person resumes.
    pub losses_in_row_max: u32,
    /// Fall of the equity from its peak after which nothing is opened until a person resumes, in parts of the peak.
    pub drawdown_max: f64,
    /// How long an offer can be approved, seconds of the market's time.
    pub offer_seconds: i64,
    /// How far the ask may rise after the offer and still be paid, in parts of it.
    pub slack: f64,
    /// How old a quote may be to be traded on, seconds.
    pub quote_age_max_s: i64,
    /// Which contracts come into question.
    pub selection: Selection,
    /// When to sell.
    pub exits: Exits,
    /// Interest, a year, continuous.
    pub rate: f64,
}

/// Which contracts come into question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    /// Fewest calendar days to expiry.
    pub days_min: i32,
    /// Most calendar days to expiry.
    pub days_max: i32,
    /// Smallest absolute delta.
    pub delta_min: f64,
    /// Largest absolute delta.
    pub delta_max: f64,
    /// Fewest contracts open.
    pub open_interest_min: u32,
    /// Fewest contracts traded on the day.
    pub volume_min: u32,
    /// Smallest bid, a share.
    pub bid_min: Cents,
    /// Widest spread in parts of the middle.
    pub spread_share_max: f64,
    /// Widest spread, a share.
    pub spread_max: Cents,
    /// Largest difference of our implied volatility from the vendor's, in parts of the vendor's, where there is one.
    pub volatility_difference_max: f64,
}

/// When to sell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exits {
    /// Part of the entry price at which the bid is a stop.
    pub stop: f64,
    /// Multiple of the entry price at which the bid is the target.
    pub target: f64,
    /// Sessions after which it is sold.
    pub sessions_max: u32,
    /// Calendar days to expiry at which it is sold.
    pub days_left_min: i32,
    /// Probability of the opposite side at which it is sold.
    pub reversal: f64,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            capital: Cents(100_000),
            threshold: crate::domain::call::HIGH_CONFIDENCE,
            trade_max: Cents(20_000),
            trade_share_max: 0.20,
            kelly_part: 0.25,
            exposure_max: 0.40,
            positions_max: 2,
            trades_a_month_max: 4,
            day_loss_max: Cents(15_000),
            losses_in_row_max: 3,
            drawdown_max: 0.25,
            offer_seconds: 15 * 60,
            slack: 0.05,
            quote_age_max_s: 20 * 60,
            selection: Selection {
                days_min: 14,
                days_max: 35,
                delta_min: 0.25,
                delta_max: 0.45,
                open_interest_min: 250,
                volume_min: 20,
                bid_min: Cents(30),
                spread_share_max: 0.12,
                spread_max: Cents(15),
                volatility_difference_max: 0.10,
            },
            exits: Exits { stop: 0.50, target: 1.50, sessions_max: 5, days_left_min: 5, reversal: 0.60 },
            rate: 0.043,
        }
    }
}
