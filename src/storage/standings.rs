//! How the predictions have fared, computed from the kept figures and from every prediction with what became of it.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Store, StoreError};
use crate::domain::figures::{Figures, Tally};
use crate::domain::horizon::Horizon;
use crate::domain::statistics::interval::anytime;
use crate::domain::statistics::reliability::Diagram;
use crate::domain::symbol::Symbol;
use crate::domain::track_record::{Calibration, Claims, TrackRecord};
use crate::domain::unit::Fraction;
use crate::domain::view::{Bin, Measured, ModelOption, Scores, Standing, Standings, ThresholdRow};

/// Seed of the histories that are drawn for the interval of a calibration error: the same record gives the same interval.
const SEED: u64 = 1;

impl Store {
    /// How the predictions of a symbol have fared. Reads every one of them.
    pub fn standings(&self, symbol: Symbol) -> Result<Standings, StoreError> {
        let mut record = TrackRecord::default();
        self.each_resolved(symbol, |prediction, outcomes| record.add(prediction, outcomes))?;
        let tallies = self.tallies(symbol)?;
        let mut rng = ChaCha8Rng::seed_from_u64(SEED);
        let mut standings = Horizon::ALL.into_iter().zip(&tallies).map(|(horizon, tallies)| {
            let calibration = record.calibration(horizon, |below| rng.gen_range(0..below.max(1)));
            standing(&tallies.all(), calibration.as_ref())
        });
        let horizons = std::array::from_fn(|_| standings.next().unwrap_or_default());
        drop(standings);
        let latest = match self.last_prediction(symbol)? {
            Some(number) => self.prediction(symbol, number)?,
            None => None,
        };
        Ok(Standings { horizons, thresholds: record.claims().iter().map(threshold).collect(), latest })
    }
}

fn standing(tally: &Tally, calibration: Option<&Calibration>) -> Standing {
    let Some(figures) = Figures::of(tally) else {
        return Standing { void: tally.void, ..Standing::default() };
    };
    let calls = &figures.calls;
    Standing {
        settled: figures.settled,
        void: figures.void,
        independent: calls.effective,
        right: Measured { value: calls.share.get(), interval: numbers(calls.anytime) },
        balanced: figures.balanced.get(),
        calibration_error: calibration
            .map(|calibration| Measured { value: calibration.error, interval: calibration.error_interval })
            .unwrap_or_default(),
        majority: Some((figures.majority, calls.baseline.get())),
        always_up: figures.always_up.get(),
        yesterday: figures.yesterday.map(|(share, effective)| (share.get(), effective)),
        scores: scores(&figures),
        bins: calibration.map(|calibration| bins(&calibration.diagram)).unwrap_or_default(),
        skill: figures.verdict(),
    }
}

/// Beside forecasts without skill where they were stated; else beside the observed frequencies.
fn scores(figures: &Figures) -> Scores {
    match &figures.base {
        Some(base) => Scores {
            independent: base.effective,
            brier: (base.brier - base.brier_gain, base.brier),
            log_loss: (base.log_loss - base.gain.mean, base.log_loss),
            gain: Some(Measured { value: base.gain.mean, interval: base.gain.interval }),
        },
        None => Scores {
            independent: figures.calls.effective,
            brier: (figures.brier, figures.brier_baseline),
            log_loss: (figures.log_loss, figures.log_loss_baseline),
            gain: None,
        },
    }
}

fn bins(diagram: &Diagram) -> Vec<Bin> {
    let held = diagram.iter().filter(|bin| bin.weight > 0.0);
    held.map(|bin| {
        let interval = numbers(anytime(bin.right, bin.weight));
        let came_true = Measured { value: bin.right / bin.weight, interval };
        Bin { stated: bin.stated / bin.weight, came_true, independent: bin.weight }
    })
    .collect()
}

fn threshold(claims: &Claims) -> ThresholdRow {
    let option = claims.option.map(|mean| ModelOption {
        count: claims.options as u64,
        mean: Measured { value: mean.mean, interval: mean.interval },
    });
    ThresholdRow {
        threshold: claims.level,
        a_month: claims.a_month,
        settled: u64::from(claims.settled),
        right: u64::from(claims.right),
        interval: claims.interval.map(numbers),
        option,
    }
}

fn numbers((low, high): (Fraction, Fraction)) -> (f64, f64) {
    (low.get(), high.get())
}
