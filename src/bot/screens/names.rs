//! Names of domain values in the reader's language, and the one wording of a confidence.

use crate::bot::show;
use crate::bot::words::{Words, counted};
use crate::domain::event::SkipReason;
use crate::domain::figures::SkillVerdict;
use crate::domain::health::{Channel, FeedFault, Refused};
use crate::domain::horizon::Horizon;
use crate::domain::prediction::{Direction, Prediction};
use crate::domain::signal::{Abstention, SignalKind};
use crate::domain::unit::Fraction;

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

/// The key of a horizon's short name, for tables.
pub const fn horizon_in_table(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::OneHour => "table-1h",
        Horizon::FourHours => "table-4h",
        Horizon::OneDay => "table-24h",
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

/// The key of a signal's short name, for tables.
pub const fn signal_in_table(kind: SignalKind) -> &'static str {
    match kind {
        SignalKind::NewsSentiment => "table-news-sentiment",
        SignalKind::TechnicalAnalysis => "table-technical-analysis",
        SignalKind::OptionsFlow => "table-options-flow",
        SignalKind::VolatilityAnalysis => "table-volatility-analysis",
        SignalKind::Momentum => "table-momentum",
        SignalKind::SectorCorrelation => "table-sector-correlation",
        SignalKind::MeanReversion => "table-mean-reversion",
        SignalKind::MarketRegime => "table-market-regime",
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
        SkipReason::NoMovement => "skip-no-movement",
        SkipReason::NoCalendar => "skip-no-calendar",
    }
}

/// The key of what a reason without a prediction means, and what comes next.
pub const fn skip_meaning(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::NoBar => "skip-means-no-bar",
        SkipReason::WarmingUp => "skip-means-warming-up",
        SkipReason::TooLate => "skip-means-too-late",
        SkipReason::NoMovement => "skip-means-no-movement",
        SkipReason::NoCalendar => "skip-means-no-calendar",
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

/// A confidence in one line. That of a learning model is the probability that the call comes true, beside its interval and what no skill
/// would have said of the same call; that of the first two models was never compared with what came true, and says so.
pub fn confidence(words: &Words, prediction: &Prediction) -> String {
    let percent = show::percent(words, prediction.confidence);
    let Some(learned) = &prediction.learned else {
        let (shown, count) = counted(words, prediction.evidence);
        return words
            .say("confidence", &[("percent", percent.into()), ("independent", shown.into()), ("count", count)]);
    };
    let end = |value: f64| Fraction::new(value.clamp(0.0, 1.0)).unwrap_or(Fraction::ZERO);
    let interval = show::interval(words, (end(learned.interval.0), end(learned.interval.1)));
    let base = learned.bases.get(Horizon::PRIMARY.index()).map_or(0.0, |base| base.of(prediction.call));
    words.say(
        "confidence-learned",
        &[("percent", percent.into()), ("interval", interval.into()), ("base", show::share(words, base).into())],
    )
}

/// What a source is asked for.
pub const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Bars => "channel-bars",
        Channel::Days => "channel-days",
        Channel::News => "channel-news",
        Channel::Chains => "channel-chains",
    }
}

/// Why something from outside was kept out.
pub const fn refused(reason: Refused) -> &'static str {
    match reason {
        Refused::Duplicate => "refused-duplicate",
        Refused::OutOfOrder => "refused-out-of-order",
        Refused::OutsideSession => "refused-outside-session",
        Refused::TimeZone => "refused-time-zone",
        Refused::Future => "refused-future",
        Refused::Price => "refused-price",
        Refused::Enclosure => "refused-enclosure",
        Refused::Volume => "refused-volume",
        Refused::Start => "refused-start",
        Refused::Jump => "refused-jump",
        Refused::Repeated => "refused-repeated",
        Refused::Split => "refused-split",
        Refused::WrongSymbol => "refused-wrong-symbol",
        Refused::MissingField => "refused-missing-field",
        Refused::Headline => "refused-headline",
        Refused::Quote => "refused-quote",
    }
}

/// How a source fails.
pub const fn feed_fault(fault: FeedFault) -> &'static str {
    match fault {
        FeedFault::Unauthorized => "fault-unauthorized",
        FeedFault::Forbidden => "fault-forbidden",
        FeedFault::NotFound => "fault-not-found",
        FeedFault::RateLimited => "fault-rate-limited",
        FeedFault::ServerError => "fault-server-error",
        FeedFault::Unreachable => "fault-unreachable",
        FeedFault::Timeout => "fault-timeout",
        FeedFault::ChangedShape => "fault-changed-shape",
        FeedFault::Empty => "fault-empty",
        FeedFault::Stale => "fault-stale",
        FeedFault::Unsound => "fault-unsound",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{samples, samples_learned};
    use super::*;
    use crate::bot::words::Language;

    #[test]
    fn a_confidence_that_was_not_learned_is_uncalibrated_whatever_stands_behind_it() {
        for (evidence, expected) in [
            (0.0, "53 % (uncalibrated: 0 independent outcomes so far)"),
            (1.04, "53 % (uncalibrated: 1.0 independent outcomes so far)"),
            (9.99, "53 % (uncalibrated: 9.9 independent outcomes so far)"),
            (34.6, "53 % (uncalibrated: 34 independent outcomes so far)"),
            (119.9, "53 % (uncalibrated: 119 independent outcomes so far)"),
            (120.0, "53 % (uncalibrated: 120 independent outcomes so far)"),
            (12_345.6, "53 % (uncalibrated: 12,345 independent outcomes so far)"),
        ] {
            let prediction = Prediction { evidence, ..samples::prediction() };
            assert_eq!(confidence(Language::ENGLISH.words(), &prediction), expected);
        }
    }

    #[test]
    fn a_learned_confidence_stands_beside_its_interval_and_what_no_skill_would_say() {
        let said = confidence(Language::ENGLISH.words(), &samples_learned::prediction());
        assert_eq!(said, "43 % (80 %: 36 to 51 %), without skill 35 %");
    }
}
