//! The columns: their names, how each is made, and which of them change their sign in the mirrored market.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::Columns;
use crate::domain::signal::{COMPONENTS_COUNT, SignalKind};

/// Decisions over which the change of a score is told.
pub(super) const CHANGES: [i64; 3] = [1, 4, 26];

/// Decisions over which scores are averaged and silences counted: a full day.
pub(super) const DAY: i64 = 26;

/// Decisions over which returns are told: a quarter of an hour, an hour, half a day, a day, a week.
pub(super) const RETURNS: [i64; 5] = [1, 4, 13, 26, 130];

/// Decisions over which mean squares of returns are told.
pub(super) const SQUARES: [i64; 3] = [4, 26, 130];

/// Decisions of the sequence.
pub(super) const STEPS: i64 = 20;

/// Numbers of each decision of the sequence: the return and every score.
const CHANNELS: usize = 1 + SignalKind::COUNT;

/// Which components of each signal change their sign in the mirrored market, in the order of [`SignalKind::ALL`]. Counts, strengths, volatilities,
/// correlations and probabilities have no side.
const ODD_COMPONENTS: [[bool; COMPONENTS_COUNT]; SignalKind::COUNT] = [
    [true, true, false],
    [true, false, true],
    [true, true, true],
    [true, true, false],
    [true, true, true],
    [true, false, false],
    [true, true, false],
    [false, true, false],
];

/// One column.
struct Column {
    name: String,
    odd: bool,
    /// How the number is made; what changes it changes the schema.
    transform: &'static str,
    signal: Option<SignalKind>,
}

/// All columns with the hash over them.
struct Schema {
    columns: Vec<Column>,
    tabular: usize,
    hash: [u8; 32],
}

static SCHEMA: LazyLock<Schema> = LazyLock::new(Schema::new);

/// Which columns there are.
pub fn columns() -> Columns {
    let schema = &*SCHEMA;
    let steps = (schema.columns.len() - schema.tabular) / CHANNELS;
    Columns { tabular: schema.tabular, steps, channels: CHANNELS }
}

/// SHA-256 over the columns in order, a line `name|parity|transform` each: a model fits a program that has the same.
pub fn schema() -> [u8; 32] {
    SCHEMA.hash
}

/// The name of a column; empty where there is none.
pub fn name(column: usize) -> &'static str {
    SCHEMA.columns.get(column).map_or("", |column| &column.name)
}

/// The signal that a column speaks of; `None` for the price, volatility and the time.
pub fn signal_of(column: usize) -> Option<SignalKind> {
    SCHEMA.columns.get(column)?.signal
}

/// Whether a column changes its sign in the mirrored market.
pub fn is_odd(column: usize) -> bool {
    SCHEMA.columns.get(column).is_some_and(|column| column.odd)
}

/// Turns a row into that of the mirrored market: odd columns are negated, missing numbers stay missing.
pub fn mirror(row: &mut [f32]) {
    for (value, column) in row.iter_mut().zip(&SCHEMA.columns) {
        if column.odd && !value.is_nan() {
            // Zero keeps no sign.
            *value = 0.0 - *value;
        }
    }
}

impl Schema {
    fn new() -> Self {
        let mut schema = Self { columns: Vec::new(), tabular: 0, hash: [0; 32] };
        schema.signals();
        schema.histories();
        schema.prices();
        schema.times();
        schema.tabular = schema.columns.len();
        schema.sequence();
        let mut hasher = Sha256::new();
        for column in &schema.columns {
            let parity = if column.odd { "odd" } else { "even" };
            hasher.update(format!("{}|{parity}|{}\n", column.name, column.transform));
        }
        schema.hash = hasher.finalize().into();
        schema
    }

    fn add(&mut self, name: String, odd: bool, transform: &'static str, signal: Option<SignalKind>) {
        self.columns.push(Column { name, odd, transform, signal });
    }

    fn of_each(&mut self, what: &str, odd: bool, transform: &'static str) {
        for kind in SignalKind::ALL {
            self.add(format!("{}.{what}", kind.name()), odd, transform, Some(kind));
        }
    }

    /// What the signals say now.
    fn signals(&mut self) {
        self.of_each("score", true, "missing where silent");
        self.of_each("speaks", false, "1 or 0");
        self.of_each("age", false, "ln(1 + seconds)");
        for (kind, odd) in SignalKind::ALL.into_iter().zip(ODD_COMPONENTS) {
            for (component, odd) in kind.components().into_iter().zip(odd) {
                self.add(format!("{}.{component}", kind.name()), odd, "missing without input", Some(kind));
            }
        }
    }

    /// What they said before.
    fn histories(&mut self) {
        for decisions in CHANGES {
            self.of_each(&format!("change_{decisions}"), true, "difference");
        }
        self.of_each("mean_26", true, "mean where it spoke");
        self.of_each("silent_26", false, "share of decisions");
    }

    /// What the price did, in units of what was expected of it.
    fn prices(&mut self) {
        for decisions in RETURNS {
            self.add(format!("return_{decisions}"), true, "log return / sigma", None);
        }
        for decisions in SQUARES {
            self.add(format!("squares_{decisions}"), false, "ln(1 + mean square / sigma^2)", None);
        }
        for horizon in ["1h", "4h"] {
            self.add(format!("sigma_{horizon}"), false, "ln(sigma / sigma of 24h scaled to it)", None);
        }
        self.add("sigma_level".to_owned(), false, "ln sigma of 24h less its mean over 60 sessions", None);
        self.add("band".to_owned(), false, "band / sigma of 24h", None);
    }

    /// When it is.
    fn times(&mut self) {
        self.add("time_sin".to_owned(), false, "sin(2 pi slot / 26)", None);
        self.add("time_cos".to_owned(), false, "cos(2 pi slot / 26)", None);
        self.add("to_close".to_owned(), false, "minutes", None);
        for day in ["monday", "tuesday", "wednesday", "thursday", "friday"] {
            self.add(day.to_owned(), false, "1 or 0", None);
        }
        for horizon in ["1h", "4h"] {
            self.add(format!("crosses_close_{horizon}"), false, "1 or 0", None);
        }
        self.add("nights_24h".to_owned(), false, "days from the session to the next", None);
    }

    /// The last decisions, the oldest first.
    fn sequence(&mut self) {
        for back in (0..STEPS).rev() {
            self.add(format!("return@{back}"), true, "log return of one decision / sigma, 0 where missing", None);
            for kind in SignalKind::ALL {
                self.add(format!("{}.score@{back}", kind.name()), true, "0 where silent", Some(kind));
            }
        }
    }
}
