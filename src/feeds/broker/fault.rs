//! Why a broker gave no report, in words that name what to do next and never an address or a key.

use std::time::Duration;

use crate::feeds::source_fault::SourceFault;

/// Why a broker gave no report.
///
/// No variant holds an address, a key or a query, so every message may be logged and shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokerFault {
    /// The order was sent and no answer came, or the broker failed: it may have the order.
    #[error("the broker's answer was lost: it may have the order; it is asked for it by name at the next turn")]
    Unknown,
    /// The broker does not take the order, or does not know it.
    #[error("the broker does not take the order: {reason}")]
    Refused {
        /// What it said, or what is wrong.
        reason: String,
    },
    /// No connection came about: nothing was sent this time.
    #[error("the broker cannot be reached; check the network of this machine and the configured address")]
    Unreachable,
    /// It was asked too often: nothing was done this time.
    #[error("the broker was asked too often; {}", pause(*.wait))]
    RateLimited {
        /// How long it wants to be left alone, where it says so.
        wait: Option<Duration>,
    },
    /// It does not accept the key.
    #[error(
        "the broker does not accept the key; check the configured key and secret, and that they are of this address"
    )]
    Unauthorized,
    /// A field of the answer is missing, has another name or cannot be true.
    #[error(
        "the broker's answer has no usable `{what}`; look for a newer version, and look at the account itself meanwhile"
    )]
    Unreadable {
        /// Where in the answer, such as `filled_qty`.
        what: String,
    },
    /// It rejects a question that is no order.
    #[error("the broker rejects the question ({status}); check the configured address, and look for a newer version")]
    Rejected {
        /// The HTTP status.
        status: u16,
    },
    /// It had the order once and does not know it any more.
    #[error("the broker no longer knows an order that it had taken; check that the key is still of the same account")]
    Gone,
    /// The broker keeps no account of its own.
    #[error("this broker keeps no account: what is held and left stands in the desk's own book")]
    NoAccount,
    /// The configured address cannot be used.
    #[error("the configured address of the broker cannot be used: {reason}")]
    Address {
        /// What is wrong with it.
        reason: &'static str,
    },
}

fn pause(wait: Option<Duration>) -> String {
    match wait {
        Some(wait) => format!("it is left alone for {} s", wait.as_secs()),
        None => "it is asked again at the next turn".to_owned(),
    }
}

impl BrokerFault {
    /// Whether the order is certainly not at the broker and never will be. Only a refusal is certain: when the broker cannot be reached or
    /// asked now, an earlier attempt may still have brought the order there.
    pub const fn is_certain(&self) -> bool {
        matches!(self, Self::Refused { .. })
    }

    /// What a fault of the network means where something was asked of the broker.
    pub(super) fn of(fault: SourceFault) -> Self {
        match fault {
            SourceFault::Unreachable => Self::Unreachable,
            SourceFault::RateLimited { retry_after_s } => {
                Self::RateLimited { wait: retry_after_s.map(Duration::from_secs) }
            }
            SourceFault::BudgetSpent => Self::RateLimited { wait: None },
            SourceFault::Unauthorized | SourceFault::Forbidden => Self::Unauthorized,
            SourceFault::Shape { field } => Self::Unreadable { what: field },
            SourceFault::NotJson => Self::Unreadable { what: "JSON".to_owned() },
            SourceFault::Rejected { status } => Self::Rejected { status },
            SourceFault::NotFound => Self::Rejected { status: 404 },
            SourceFault::Address => Self::Address { reason: "it is no URL such as https://example.com" },
            SourceFault::Timeout
            | SourceFault::Cut
            | SourceFault::Server { .. }
            | SourceFault::TooLarge { .. }
            | SourceFault::Empty
            | SourceFault::Stale { .. } => Self::Unknown,
        }
    }

    /// Whether a request that ended in this may have been carried out.
    pub(super) const fn may_have_arrived(&self) -> bool {
        !matches!(self, Self::Unreachable | Self::RateLimited { .. } | Self::Unauthorized)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_is_certain() {
        assert!(BrokerFault::Refused { reason: "too little money".to_owned() }.is_certain());
        for fault in [
            BrokerFault::Unknown,
            BrokerFault::Unreachable,
            BrokerFault::RateLimited { wait: None },
            BrokerFault::Unauthorized,
            BrokerFault::Unreadable { what: "qty".to_owned() },
            BrokerFault::Gone,
        ] {
            assert!(!fault.is_certain(), "{fault}");
        }
    }

    #[test]
    fn a_pause_is_told_where_it_is_known() {
        let told = |wait| BrokerFault::RateLimited { wait }.to_string();
        assert!(told(Some(Duration::from_secs(30))).ends_with("it is left alone for 30 s"));
        assert!(told(None).ends_with("at the next turn"));
    }
}
