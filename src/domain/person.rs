//! Who speaks with the product.

use serde::{Deserialize, Serialize};

/// Telegram's id of a person, which is also the id of the private chat with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PersonId(pub i64);
