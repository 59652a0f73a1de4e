//! Names of domain values in the reader's language, and the one wording of a confidence.

use crate::bot::show;
use crate::bot::words::Words;
use crate::domain::event::SkipReason;
use crate::domain::figures::SkillVerdict;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::{Direction, Prediction};
use crate::domain::signal::{Abstention, SignalKind};

/// Independent outcomes below which a confidence is called uncalibrated.
pub const CALIBRATED_FROM: f64 = 120.0;

/// The key of a call's name.
pub const fn call(direction: Direction) -> &'static str {
    match direction {
        Direction::Down => "call-sell",
        Direction::Hold => "call-hold",
        Direction::Up => "call-buy",
    }
}

/// The key of a horizon's name.
pub const fn horizon(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::OneHour => "horizon-1h",
        Horizon::FourHours => "horizon-4h",
        Horizon::OneDay => "horizon-24h",
    }
}

/// The key of a signal's name.
pub const fn signal(kind: SignalKind) -> &'static str {
    match kind {
        SignalKind::NewsSentiment => "signal-news-sentiment",
        SignalKind::TechnicalAnalysis => "signal-technical-analysis",
        SignalKind::OptionsFlow => "signal-options-flow",
        SignalKind::VolatilityAnalysis => "signal-volatility-analysis",
        SignalKind::Momentum => "signal-momentum",
        SignalKind::SectorCorrelation => "signal-sector-correlation",
        SignalKind::MeanReversion => "signal-mean-reversion",
        SignalKind::MarketRegime => "signal-market-regime",
    }
}

/// The key of the reason why a signal is silent.
pub const fn abstention(reason: Abstention) -> &'static str {
    match reason {
        Abstention::WarmingUp => "abstains-warming-up",
        Abstention::Stale => "abstains-stale",
        Abstention::NoFeed => "abstains-no-feed",
        Abstention::NoEvidence => "abstains-no-evidence",
        Abstention::BadInput => "abstains-bad-input",
        Abstention::NotBuilt => "abstains-not-built",
    }
}

/// The key of the reason why a cycle made no prediction.
pub const fn skip(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::NoBar => "skip-no-bar",
        SkipReason::WarmingUp => "skip-warming-up",
        SkipReason::TooLate => "skip-too-late",
        SkipReason::NoCalendar => "skip-no-calendar",
    }
}

/// The key of what an accuracy proves.
pub const fn verdict(verdict: SkillVerdict) -> &'static str {
    match verdict {
        SkillVerdict::TooFew => "verdict-too-few",
        SkillVerdict::NoEvidence => "verdict-no-evidence",
        SkillVerdict::Better => "verdict-better",
        SkillVerdict::Worse => "verdict-worse",
    }
}

/// A confidence with what it rests on: `51 % (uncalibrated: 34 outcomes so far)`.
pub fn confidence(words: &Words, prediction: &Prediction) -> String {
    let percent = show::percent(prediction.confidence);
    let counted = prediction.evidence.max(0.0).floor();
    if prediction.evidence < CALIBRATED_FROM {
        words.say("confidence-uncalibrated", &[("percent", percent.into()), ("count", counted.into())])
    } else {
        words.say("confidence-counted", &[("percent", percent.into()), ("count", counted.into())])
    }
}
