//! AlgoSlayer: it predicts, remembers, checks and tells the truth. The map, in reading order:

pub mod app;
pub mod bot;
pub mod clock;
pub mod config;
pub mod domain;
pub mod engine;
pub mod feeds;
pub mod learn;
pub mod link;
pub mod sandbox;
pub mod storage;
