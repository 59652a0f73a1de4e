//! The cloud's side of training: it keeps what is asked for, shares the work out, installs what comes of it, and says which model serves.

mod active;
mod cloud;
mod hub;
mod own;
pub mod procedure;
pub mod service;
pub mod socket;
mod swaps;
mod tend;
mod trainers;
pub mod walk;

pub use active::Work;
pub use hub::{Hub, HubOptions};
pub use swaps::SwapOrder;
pub use trainers::Verdict;
