//! Nouns: what the product speaks of, checked once when made; no input, output, clock or chance in here.

pub mod agreement;
pub mod bar;
pub mod calendar;
pub mod call;
pub mod event;
pub mod figures;
pub mod headline;
pub mod health;
pub mod horizon;
pub mod learned;
pub mod lesson_changes;
pub mod model_option;
pub mod notice;
pub mod option_chain;
pub mod outcome;
pub mod prediction;
pub mod session;
pub mod signal;
pub mod signal_record;
pub mod statistics;
pub mod symbol;
pub mod track_record;
pub mod unit;
pub mod universe;
pub mod view;
