//! Statistics: how far a record of calls can be believed; pure functions, each with the source of its formula.

pub mod interval;
pub mod multiplicity;
pub mod normal;
pub mod promotion;
pub mod reliability;
pub mod split;
pub mod uniqueness;
