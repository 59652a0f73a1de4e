//! Learning: what the record of past calls says about the next one.

pub mod online;
pub mod tone;
