//! Options: what a contract is worth, which one to buy and how many, when to sell, and what a trade's profit came from.

pub mod attribution;
pub mod exits;
pub mod exits_table;
pub mod offer;
pub mod potential;
pub mod pricing;
pub mod quotes;
pub mod scenarios;
pub mod selection;
pub mod sizing;
pub mod valuation;
