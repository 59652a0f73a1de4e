//! The chat as people meet it: the real bot over HTTP against the sandbox.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story that breaks should say where")]

mod chat {
    pub(crate) mod approvals;
    pub(crate) mod bot_api;
    pub(crate) mod faults;
    pub(crate) mod groups;
    pub(crate) mod hostile;
    pub(crate) mod languages;
    pub(crate) mod outbox;
    pub(crate) mod pin;
    pub(crate) mod played_desk;
    pub(crate) mod played_training;
    pub(crate) mod polling;
    pub(crate) mod protocol;
    pub(crate) mod quiet;
    pub(crate) mod scenarios;
    pub(crate) mod strangers;
    pub(crate) mod surface_map;
    pub(crate) mod training;
    pub(crate) mod world;
}
