//! What is offered, approved, bought and sold: orders, approvals, positions and trades, and the book that follows from the facts.

mod account;
pub mod approval;
pub mod book;
pub mod fact;
pub mod fees;
pub mod figures;
pub mod limits;
pub mod option_record;
pub mod order;
pub mod potential;
pub mod quote;
pub mod readiness;
pub mod request;
pub mod rules;
pub mod scoreboard;
pub mod trade;
