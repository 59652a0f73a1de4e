//! Options: what a contract is worth, and what becomes of one that is held.

pub mod acceptance;
pub mod pricing;
