//! The families of models: what each is fitted with, fitting, and what a fitted one says.
//!
//! All are binary: the log odds that the price leaves the HOLD band upward, given that it leaves it. How often it leaves the band is left to
//! the forecast without skill, which counts that.
//!
//! A fitted model is data, and says what it says in our own plain arithmetic: the same bits on every machine, whatever library fitted it.

pub mod boosting;
pub mod forest;
pub mod gradient;
mod grow;
pub mod logistic;
pub mod network;
pub mod nn;
pub mod sequence;
pub mod trees;

use serde::{Deserialize, Serialize};

use crate::domain::training::Family;
use crate::learn::chance::Chance;
use crate::learn::features::Columns;

/// Rows to learn from or to test on, borrowed from a table.
#[derive(Clone, Copy, Debug)]
pub struct Samples<'t> {
    /// Which columns there are, and which of them each family looks at.
    pub columns: Columns,
    /// Row after row, [`Columns::count`] numbers each; NaN where a feature is missing, never infinite.
    pub values: &'t [f32],
    /// Whether the price rose; one for each row.
    pub up: &'t [bool],
    /// How much each row counts: its uniqueness, in (0, 1].
    pub weights: &'t [f64],
    /// The session of each row; rows are in the order of time.
    pub days: &'t [u32],
}

impl<'t> Samples<'t> {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.up.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.up.is_empty()
    }

    /// The rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &'t [f32]> + use<'t> {
        self.values.chunks_exact(self.columns.count().max(1))
    }

    /// Independent observations: the sum of all weights.
    pub fn effective(&self) -> f64 {
        self.weights.iter().sum()
    }
}

/// Hears how far fitting is, and may stop it.
pub trait Watch {
    /// `done` is the share that is done, 0..1; `false` stops the work with [`FitError::Cancelled`].
    fn go_on(&mut self, done: f64) -> bool;
}

/// Never stops anything.
pub struct Patient;

impl Watch for Patient {
    fn go_on(&mut self, _done: f64) -> bool {
        true
    }
}

/// Why a model could not be fitted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FitError {
    /// It was told to stop.
    #[error("the training was cancelled")]
    Cancelled,
    /// There is too little to learn from.
    #[error("{have} rows are too few: {need} are needed at least")]
    TooFew {
        /// Rows there are.
        have: usize,
        /// Rows that are needed.
        need: usize,
    },
    /// All rows say the same.
    #[error("every row moved to the same side; there is nothing to tell apart")]
    OneSided,
    /// A hyper-parameter is out of its range.
    #[error("the hyper-parameter `{name}` is {value}; it has to be {range}")]
    Parameter {
        /// Which.
        name: &'static str,
        /// What it is.
        value: f64,
        /// What it may be.
        range: &'static str,
    },
    /// The numbers ran away, or the library refused.
    #[error("the fit failed: {0}")]
    Failed(String),
}

/// Why stored model data are no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the model is damaged: {0}")]
pub struct Damaged(pub String);

/// Hyper-parameters of one family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Params {
    /// Of logistic regression.
    Logistic(logistic::Params),
    /// Of the forest.
    Forest(forest::Params),
    /// Of second-order boosting.
    Boosting(boosting::Params),
    /// Of first-order boosting.
    Gradient(gradient::Params),
    /// Of the perceptron.
    Network(network::Params),
    /// Of the recurrent network.
    Sequence(sequence::Params),
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fitted {
    /// Logistic regression.
    Logistic(logistic::Model),
    /// Trees whose leaves are added up: forest and both kinds of boosting.
    Trees(trees::Trees),
    /// The perceptron.
    Network(network::Model),
    /// The recurrent network.
    Sequence(sequence::Model),
}

impl Params {
    /// A draw from the range in which a family's hyper-parameters are searched; `small` keeps to models that are quick to fit. Always of a
    /// fitted family: for [`Family::Ensemble`], which has none, those of logistic regression.
    pub fn draw(family: Family, small: bool, chance: &mut Chance) -> Self {
        match family {
            Family::Logistic | Family::Ensemble => Self::Logistic(logistic::Params::draw(chance)),
            Family::Forest => Self::Forest(forest::Params::draw(small, chance)),
            Family::Boosting => Self::Boosting(boosting::Params::draw(small, chance)),
            Family::Gradient => Self::Gradient(gradient::Params::draw(small, chance)),
            Family::Network => Self::Network(network::Params::draw(small, chance)),
            Family::Sequence => Self::Sequence(sequence::Params::draw(small, chance)),
        }
    }

    /// Whose they are.
    pub const fn family(&self) -> Family {
        match self {
            Self::Logistic(_) => Family::Logistic,
            Self::Forest(_) => Family::Forest,
            Self::Boosting(_) => Family::Boosting,
            Self::Gradient(_) => Family::Gradient,
            Self::Network(_) => Family::Network,
            Self::Sequence(_) => Family::Sequence,
        }
    }

    /// Whether every hyper-parameter is in its range.
    pub fn check(&self) -> Result<(), FitError> {
        match self {
            Self::Logistic(params) => params.check(),
            Self::Forest(params) => params.check(),
            Self::Boosting(params) => params.check(),
            Self::Gradient(params) => params.check(),
            Self::Network(params) => params.check(),
            Self::Sequence(params) => params.check(),
        }
    }
}

/// Fits a model. `held_out` are later rows on which families that stop early decide when; `None` fits the full length. The same arguments
/// and the same stream of chance give the same model, bit for bit.
pub fn fit(
    params: &Params,
    samples: &Samples<'_>,
    held_out: Option<&Samples<'_>>,
    chance: &mut Chance,
    watch: &mut dyn Watch,
) -> Result<Fitted, FitError> {
    params.check()?;
    let rose = samples.up.iter().filter(|up| **up).count();
    if samples.len() < ROWS_MIN {
        return Err(FitError::TooFew { have: samples.len(), need: ROWS_MIN });
    }
    if rose == 0 || rose == samples.len() {
        return Err(FitError::OneSided);
    }
    match params {
        Params::Logistic(params) => logistic::fit(params, samples, watch).map(Fitted::Logistic),
        Params::Forest(params) => forest::fit(params, samples, chance, watch).map(Fitted::Trees),
        Params::Boosting(params) => boosting::fit(params, samples, held_out, chance, watch).map(Fitted::Trees),
        Params::Gradient(params) => gradient::fit(params, samples, held_out, chance, watch).map(Fitted::Trees),
        Params::Network(params) => network::fit(params, samples, held_out, chance, watch).map(Fitted::Network),
        Params::Sequence(params) => sequence::fit(params, samples, held_out, chance, watch).map(Fitted::Sequence),
    }
}

/// Rows below which nothing is fitted.
pub const ROWS_MIN: usize = 50;

impl Fitted {
    /// ln(P(up) / P(down)), given that the price leaves the band, for one row of [`Columns::count`] numbers. Finite for every row without
    /// infinite numbers.
    pub fn log_odds(&self, row: &[f32]) -> f64 {
        match self {
            Self::Logistic(model) => model.log_odds(row),
            Self::Trees(trees) => trees.log_odds(row),
            Self::Network(model) => model.log_odds(row),
            Self::Sequence(model) => model.log_odds(row),
        }
    }

    /// Whether stored data are a model for rows of these columns: every place within bounds, every number finite, every tree a tree.
    pub fn check(&self, columns: Columns) -> Result<(), Damaged> {
        match self {
            Self::Logistic(model) => model.check(columns),
            Self::Trees(trees) => trees.check(columns),
            Self::Network(model) => model.check(columns),
            Self::Sequence(model) => model.check(columns),
        }
    }
}

#[cfg(test)]
mod tree_tests;
