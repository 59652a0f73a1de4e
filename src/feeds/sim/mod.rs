//! A market made of chance.
