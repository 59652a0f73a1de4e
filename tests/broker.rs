//! Brokers: fills on paper by their rules, and a broker over the network that loses answers, fails halfway and lies.
#![cfg(test)]

#[path = "broker/given.rs"]
mod given;
#[path = "broker/paper.rs"]
mod paper;
