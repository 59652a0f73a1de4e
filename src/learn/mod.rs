//! Learning: what the record of past calls says about the next one.

pub mod acceptance;
pub mod online;
pub mod tone;
