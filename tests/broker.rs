//! Brokers: fills on paper by their rules, and a broker over the network that loses answers, fails halfway and lies.
#![cfg(test)]

#[path = "broker/exchange.rs"]
mod exchange;
#[path = "broker/given.rs"]
mod given;
#[path = "broker/interface.rs"]
mod interface;
#[path = "broker/network.rs"]
mod network;
#[path = "broker/paper.rs"]
mod paper;
#[path = "broker/random.rs"]
mod random;
#[path = "broker/world.rs"]
mod world;
