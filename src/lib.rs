//! AlgoSlayer: it predicts, remembers, checks and tells the truth. The map, in reading order:

pub mod clock;
pub mod domain;
pub mod sandbox;
pub mod storage;
