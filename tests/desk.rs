//! The real desk on a real ledger: taps that meet, crashes between any two writes, a broker that loses answers, and the process killed.

#![cfg(test)]

#[path = "desk/crashes.rs"]
mod crashes;
#[path = "broker/exchange.rs"]
mod exchange;
#[path = "desk/fills.rs"]
mod fills;
#[path = "desk/kills.rs"]
mod kills;
#[path = "desk/network.rs"]
mod network;
#[path = "desk/rules.rs"]
mod rules;
#[path = "desk/taps.rs"]
mod taps;
#[path = "desk/world.rs"]
mod world;
