//! What each signal saw, as a sentence: made from the components it keeps with its reading.

use crate::bot::show;
use crate::bot::words::Words;
use crate::domain::signal::{COMPONENTS_COUNT, SignalKind};

/// What a signal saw; `None` where it kept nothing to tell of.
pub(super) fn saw(words: &Words, kind: SignalKind, components: [f32; COMPONENTS_COUNT]) -> Option<String> {
    if components.iter().all(|component| *component == 0.0) || !components.iter().all(|one| one.is_finite()) {
        return None;
    }
    let [a, b, c] = components.map(f64::from);
    Some(match kind {
        SignalKind::NewsSentiment => words.say(
            "saw-news",
            &[("fast", lean(a, 0.05)), ("slow", lean(b, 0.05)), ("count", show::whole(words, c).into())],
        ),
        SignalKind::TechnicalAnalysis => words.say(
            "saw-technical",
            &[("trend", lean(a, 0.25)), ("strength", show::whole(words, b).into()), ("volume", lean(c, 0.5))],
        ),
        SignalKind::OptionsFlow => {
            words.say("saw-options", &[("volume", lean(a, 0.5)), ("price", lean(b, 0.5)), ("unusual", lean(c, 0.5))])
        }
        SignalKind::VolatilityAnalysis => {
            words.say("saw-volatility", &[("rougher", lean(a, 0.25)), ("move", show::move_of(words, c).into())])
        }
        SignalKind::Momentum => words
            .say("saw-momentum", &[("averages", lean(a, 0.05)), ("months", lean(b, 0.05)), ("morning", lean(c, 0.05))]),
        SignalKind::SectorCorrelation => words.say(
            "saw-sector",
            &[
                ("behind", lean(a, 0.25)),
                ("correlation", show::plain(words, b).into()),
                ("count", show::whole(words, c).into()),
            ],
        ),
        SignalKind::MeanReversion => words.say(
            "saw-reversion",
            &[
                ("session", lean(a, 0.25)),
                ("average", lean(b, 0.25)),
                ("turning", lean(1.0 - c, 0.0)),
                ("ratio", show::plain(words, c).into()),
            ],
        ),
        SignalKind::MarketRegime => words.say(
            "saw-regime",
            &[
                ("mood", if a > 0.5 { "turbulent" } else { "calm" }.into()),
                ("share", show::share(words, a).into()),
                ("index", show::plain(words, c).into()),
                ("drift", lean(b, 0.02)),
            ],
        ),
    })
}

/// Which way a component leans: `up` or `down` beyond `min`, else `flat`.
fn lean(value: f64, min: f64) -> fluent_bundle::FluentValue<'static> {
    if value > min {
        "up".into()
    } else if value < -min {
        "down".into()
    } else {
        "flat".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::words::Language;
    use expect_test::expect;

    #[test]
    fn every_signal_tells_what_it_saw_either_way() {
        let words = Language::ENGLISH.words();
        let seen = [
            (SignalKind::NewsSentiment, [0.4, -0.2, 7.0]),
            (SignalKind::TechnicalAnalysis, [0.9, 31.0, 0.8]),
            (SignalKind::OptionsFlow, [1.2, 0.7, 1.5]),
            (SignalKind::VolatilityAnalysis, [0.9, 0.12, 0.0143]),
            (SignalKind::Momentum, [0.35, 0.27, 0.4]),
            (SignalKind::SectorCorrelation, [0.8, 0.62, 7.0]),
            (SignalKind::MeanReversion, [1.2, 0.6, 0.94]),
            (SignalKind::MarketRegime, [0.12, 0.05, 16.23]),
        ];
        let mut told = String::new();
        for (kind, components) in seen {
            for turned in [1.0, -1.0, 1e-9] {
                let [a, b, c] = components;
                // What counts or measures a size has no sign.
                let turned = match kind {
                    SignalKind::NewsSentiment => [a * turned, b * turned, c],
                    SignalKind::TechnicalAnalysis => [a * turned, b, c * turned],
                    SignalKind::VolatilityAnalysis | SignalKind::SectorCorrelation => [a * turned, b, c],
                    SignalKind::MeanReversion => [a * turned, b * turned, 1.0 + (c - 1.0) * turned],
                    SignalKind::MarketRegime => [0.5 - (0.5 - a) * turned, b * turned, c],
                    SignalKind::OptionsFlow | SignalKind::Momentum => [a * turned, b * turned, c * turned],
                };
                told += &saw(words, kind, turned).unwrap();
                told += "\n";
            }
        }
        expect![[r#"
            Fresh headlines are friendly, those of the last days unfriendly (7 within two days).
            Fresh headlines are unfriendly, those of the last days friendly (7 within two days).
            Fresh headlines take no side, those of the last days neither (7 within two days).
            The short trend points up (strength 31 of 100), more volume than usual on rising bars.
            The short trend points down (strength 31 of 100), more volume than usual on falling bars.
            No clear short trend (strength 31 of 100), volume takes no side.
            Calls are busier than usual, protection costs less than usual, unusual trades lean to calls.
            Puts are busier than usual, protection costs more than usual, unusual trades lean to puts.
            Calls and puts are as busy as usual, protection costs what it usually does.
            Rises have been rougher than falls; a usual day moves 1.4 %.
            Falls have been rougher than rises; a usual day moves 1.4 %.
            Rises and falls have been as rough; a usual day moves 1.4 %.
            Averages point up, the past months up, the first half hour up.
            Averages point down, the past months down, the first half hour down.
            Averages point nowhere, the past months nowhere.
            Its peers have done better than it: room to catch up (7 symbols, correlation 0.62).
            It has done better than its peers: room to fall back (7 symbols, correlation 0.62).
            It moves along with its peers (7 symbols, correlation 0.62).
            Above the session’s average, above that of 20 days; moves tend to turn back (variance ratio 0.94).
            Below the session’s average, below that of 20 days; moves tend to run on (variance ratio 1.06).
            Near the session’s average, near that of 20 days; moves tend neither way (variance ratio 1.00).
            The market is calm (12 % turbulent), volatility index 16.23; such days lifted the price.
            The market is turbulent (88 % turbulent), volatility index 16.23; such days pressed the price.
            The market is calm (50 % turbulent), volatility index 16.23; such days moved the price neither way.
        "#]]
        .assert_eq(&told);
        assert!(!told.contains('⟨'));
    }

    #[test]
    fn nothing_kept_is_nothing_told() {
        let words = Language::ENGLISH.words();
        assert_eq!(saw(words, SignalKind::Momentum, [0.0; 3]), None);
        assert_eq!(saw(words, SignalKind::Momentum, [f32::NAN, 0.1, 0.1]), None);
    }
}
