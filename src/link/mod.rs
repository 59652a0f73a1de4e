//! Service and trainers talking over a pipe: a trainer asks, the service answers, one answer to each question.
//!
//! The pipe is the service's socket itself, or what ssh makes of it: `algoslayer link`, bound to the trainer's key, copies bytes between both.

pub mod client;
pub mod frame;
pub mod message;
pub mod server;
pub mod upload;

#[cfg(test)]
mod tests;
