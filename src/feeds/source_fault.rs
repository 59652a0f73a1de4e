//! Why a source over the network gave no answer, in words that name what to do next and never what was asked.

use jiff::Timestamp;

use crate::domain::health::FeedFault;

/// Why a vendor gave no answer.
///
/// No variant holds an address, a key or a query, so every message may be logged and shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceFault {
    /// The configured address cannot be used.
    #[error(
        "the configured address of the source is no URL such as https://example.com; correct it in the configuration"
    )]
    Address,
    /// Status 401, or a key that cannot even be sent.
    #[error("the source does not accept the key or session (401); check the configured key and secret")]
    Unauthorized,
    /// Status 403.
    #[error("the source does not allow this to the key or address in use (403); check what the subscription covers")]
    Forbidden,
    /// Status 404, or the source says that it has no such symbol.
    #[error("the source does not know the symbol or the address (404); check the symbol's spelling at this source")]
    NotFound,
    /// Status 429.
    #[error("the source was asked too often (429); {}", pause(*.retry_after_s))]
    RateLimited {
        /// Seconds that it wants to be left alone, where it says so.
        retry_after_s: Option<u64>,
    },
    /// A status from 500 on.
    #[error("the source itself fails ({status}); it is asked again at the next turn")]
    Server {
        /// The status.
        status: u16,
    },
    /// Any other status that is no success.
    #[error(
        "the source rejects the request ({status}); look for a newer version, the source may have changed its interface"
    )]
    Rejected {
        /// The status.
        status: u16,
    },
    /// No connection came about.
    #[error("the source cannot be reached; check the network of this machine and the configured address")]
    Unreachable,
    /// It did not answer in time.
    #[error("the source did not answer in time; it is asked again at the next turn")]
    Timeout,
    /// The connection ended before the answer did.
    #[error("the answer was cut off in the middle; it is asked for again at the next turn")]
    Cut,
    /// The answer is longer than any sound answer.
    #[error("the answer is longer than {bytes_max} bytes and was not read; ask for a shorter span")]
    TooLarge {
        /// The limit.
        bytes_max: usize,
    },
    /// The answer is no JSON.
    #[error("the answer is not JSON; a proxy or a login page may stand between, open the source in a browser")]
    NotJson,
    /// A field is missing, has another name or another type.
    #[error("the answer has no usable `{field}`; look for a newer version, the source may have changed its interface")]
    Shape {
        /// Where in the answer, such as `chart.result[0].timestamp`.
        field: String,
    },
    /// The answer holds nothing.
    #[error("the answer holds nothing; check that the source covers this symbol")]
    Empty,
    /// The newest thing in the answer is too old to be used.
    #[error(
        "the newest data of the source is of {newest}, which is too old; another source is needed until it moves on"
    )]
    Stale {
        /// The newest instant in the answer.
        newest: Timestamp,
    },
    /// The own limit on questions is used up.
    #[error(
        "this hour's allowance of questions to the source is used up; it is asked again as the allowance grows back"
    )]
    BudgetSpent,
}

/// What to do after status 429.
fn pause(retry_after_s: Option<u64>) -> String {
    match retry_after_s {
        Some(seconds) => format!("it is left alone for {seconds} s"),
        None => "it is asked again at the next turn".to_owned(),
    }
}

impl SourceFault {
    /// The kind as people need it told apart.
    pub const fn kind(&self) -> FeedFault {
        match self {
            Self::Unauthorized => FeedFault::Unauthorized,
            Self::Forbidden => FeedFault::Forbidden,
            Self::NotFound => FeedFault::NotFound,
            Self::RateLimited { .. } | Self::BudgetSpent => FeedFault::RateLimited,
            Self::Server { .. } => FeedFault::ServerError,
            Self::Address | Self::Unreachable => FeedFault::Unreachable,
            Self::Timeout | Self::Cut => FeedFault::Timeout,
            Self::Rejected { .. } | Self::TooLarge { .. } | Self::NotJson | Self::Shape { .. } => {
                FeedFault::ChangedShape
            }
            Self::Empty => FeedFault::Empty,
            Self::Stale { .. } => FeedFault::Stale,
        }
    }

    /// Whether the same question may well be answered a moment later.
    pub const fn is_worth_a_retry(&self) -> bool {
        matches!(self, Self::RateLimited { .. } | Self::Server { .. } | Self::Unreachable | Self::Timeout | Self::Cut)
    }

    /// A missing, renamed or mistyped field at `path`.
    pub fn shape(path: impl Into<String>) -> Self {
        Self::Shape { field: path.into() }
    }

    /// What an HTTP status says, or `None` where it is a success.
    pub const fn of_status(status: u16) -> Option<Self> {
        match status {
            200..=299 => None,
            401 => Some(Self::Unauthorized),
            403 => Some(Self::Forbidden),
            404 => Some(Self::NotFound),
            408 => Some(Self::Timeout),
            429 => Some(Self::RateLimited { retry_after_s: None }),
            500.. => Some(Self::Server { status }),
            _ => Some(Self::Rejected { status }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_become_faults_and_only_passing_ones_are_retried() {
        let told = |status| SourceFault::of_status(status).map(|fault| (fault.kind(), fault.is_worth_a_retry()));
        assert_eq!(told(200), None);
        assert_eq!(told(401), Some((FeedFault::Unauthorized, false)));
        assert_eq!(told(403), Some((FeedFault::Forbidden, false)));
        assert_eq!(told(404), Some((FeedFault::NotFound, false)));
        assert_eq!(told(408), Some((FeedFault::Timeout, true)));
        assert_eq!(told(422), Some((FeedFault::ChangedShape, false)));
        assert_eq!(told(429), Some((FeedFault::RateLimited, true)));
        assert_eq!(told(301), Some((FeedFault::ChangedShape, false)));
        assert_eq!(told(503), Some((FeedFault::ServerError, true)));
    }

    #[test]
    fn a_pause_is_told_where_it_is_known() {
        let told = |retry_after_s| SourceFault::RateLimited { retry_after_s }.to_string();
        assert!(told(Some(30)).ends_with("it is left alone for 30 s"));
        assert!(told(None).ends_with("at the next turn"));
    }
}
