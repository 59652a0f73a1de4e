//! What can be made to go wrong between bot and sandbox: refusals, slow answers and cut connections.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use super::rules::Refusal;

/// What happens to one request of the bot instead of the usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 429 with `retry_after`, seconds.
    TooManyRequests {
        /// Seconds to wait.
        retry_after_s: u32,
    },
    /// An answer with this status, such as 404 of a server that does not know the bot, 409, or 500 to 599; after these teloxide waits ten seconds before it returns the error.
    ServerError(u16),
    /// 401, as if the token had been revoked.
    Unauthorized,
    /// The connection is closed without an answer.
    CutConnection {
        /// Whether the request takes effect before, so that the bot cannot know.
        processed: bool,
    },
    /// The usual answer, this many milliseconds late.
    Slow(u64),
}

impl Fault {
    /// The answer it gives in place of the usual one.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::TooManyRequests { retry_after_s } => Some(Refusal {
                code: 429,
                description: format!("Too Many Requests: retry after {retry_after_s}"),
                retry_after_s: Some(*retry_after_s),
                migrate_to: None,
            }),
            Self::ServerError(404) => Some(Refusal::new(404, "Not Found")),
            Self::ServerError(409) => Some(Refusal::new(409, "Conflict: another request is being served")),
            Self::ServerError(code) => Some(Refusal::new(*code, "Internal Server Error")),
            Self::Unauthorized => Some(Refusal::new(401, "Unauthorized")),
            Self::CutConnection { .. } | Self::Slow(_) => None,
        }
    }
}

/// Faults that wait for their requests.
#[derive(Debug, Default)]
pub(super) struct Faults {
    waiting: VecDeque<(Option<String>, Fault)>,
    pub(super) down: bool,
}

impl Faults {
    /// Queues `fault` for the next `n` requests of `method`, in lower case; without one, of every method but `getupdates`.
    pub(super) fn add(&mut self, n: usize, method: Option<&str>, fault: &Fault) {
        let method = method.map(str::to_ascii_lowercase);
        self.waiting.extend(std::iter::repeat_n((method, fault.clone()), n));
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The first fault that waits for such a request.
    pub(super) fn take(&mut self, method: &str) -> Option<Fault> {
        let fits = |filter: &Option<String>| match filter {
            Some(name) => name == method,
            None => method != "getupdates",
        };
        let at = self.waiting.iter().position(|(filter, _)| fits(filter))?;
        self.waiting.remove(at).map(|(_, fault)| fault)
    }
}

/// The switch by which a handler closes the connection it serves.
#[derive(Clone, Debug, Default)]
pub(super) struct Cut(Arc<AtomicBool>);

impl Cut {
    pub(super) fn now(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn is_cut(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// A listener whose connections can be cut from within.
pub(super) struct CuttableListener(pub(super) TcpListener);

/// A connection that fails all writing once it is cut.
pub(super) struct CuttableStream {
    stream: TcpStream,
    cut: Cut,
}

impl Listener for CuttableListener {
    type Io = CuttableStream;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, peer) = Listener::accept(&mut self.0).await;
        // Without this, small answers wait some 40 ms for the other side's acknowledgement.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "answers on this connection may be late");
        }
        (CuttableStream { stream, cut: Cut::default() }, peer)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, CuttableListener>> for Cut {
    fn connect_info(stream: IncomingStream<'_, CuttableListener>) -> Self {
        stream.io().cut.clone()
    }
}

impl CuttableStream {
    fn check(&self) -> io::Result<()> {
        if self.cut.is_cut() { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(()) }
    }
}

impl AsyncRead for CuttableStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for CuttableStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_wait_for_their_method_and_spare_polling() {
        let mut faults = Faults::default();
        faults.add(1, Some("sendPhoto"), &Fault::Unauthorized);
        faults.add(2, None, &Fault::ServerError(502));
        assert_eq!(faults.take("getupdates"), None);
        assert_eq!(faults.take("sendmessage"), Some(Fault::ServerError(502)));
        assert_eq!(faults.take("sendphoto"), Some(Fault::Unauthorized));
        assert_eq!(faults.take("sendphoto"), Some(Fault::ServerError(502)));
        assert_eq!(faults.take("sendphoto"), None);
    }
}
