//! What the service and a trainer say to each other over one stream of bytes.

pub mod frame;
