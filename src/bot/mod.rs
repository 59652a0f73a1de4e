//! The chat: teloxide, screens, the outbox and the pinned message. Start reading at `surface`.

pub mod screens;
pub mod show;
pub mod surface;
pub mod tap;
pub mod text;
pub mod words;
