//! Learning: from every outcome as it settles, and from all of history together.

pub mod acceptance;
pub mod artifact;
pub mod chance;
pub mod features;
pub mod models;
pub mod online;
pub mod promotion;
pub mod tone;
pub mod training;
