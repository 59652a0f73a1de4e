//! The chat's link to the desk: what it may see of it, and how it passes on what people ask.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use crate::domain::call::HIGH_CONFIDENCE;
use crate::domain::desk::book::Book;
use crate::domain::desk::request::{Answer, Request};
use crate::domain::desk::rules::Rules;
use crate::domain::option_chain::ChainSnapshot;

/// Requests that may wait for the desk; beyond this the asker waits.
const REQUESTS_WAITING_MAX: usize = 64;

/// The chat's end of the link; clones are cheap.
#[derive(Clone, Debug)]
pub struct DeskLink {
    facts: DeskFacts,
    rules: Arc<watch::Sender<Arc<Rules>>>,
    book: watch::Receiver<Arc<Book>>,
    chain: watch::Receiver<Option<Arc<ChainSnapshot>>>,
    requests: mpsc::Sender<(Request, oneshot::Sender<Answer>)>,
}

/// What the desk works by.
#[derive(Clone, Debug)]
pub struct DeskFacts {
    /// The owner's rules: those of the configuration with what is set in the chat laid over them.
    pub rules: Arc<Rules>,
    /// Name of the broker that live orders go to; `None` where the configuration allows none.
    pub live_broker: Option<&'static str>,
    /// Whether signals below the usual threshold are offered for practice, as on the simulated market.
    pub practice: bool,
}

/// The desk's end of the link.
#[derive(Debug)]
pub struct DeskEnd {
    /// Is given the book after everything in it is written.
    pub book: watch::Sender<Arc<Book>>,
    /// Is given each new option chain.
    pub chain: watch::Sender<Option<Arc<ChainSnapshot>>>,
    /// The rules, each time that they change.
    pub rules: watch::Receiver<Arc<Rules>>,
    /// What people ask, and where the answer goes.
    pub requests: mpsc::Receiver<(Request, oneshot::Sender<Answer>)>,
}

impl DeskLink {
    /// A link with its two ends; `facts` are those of the configuration.
    pub fn new(facts: DeskFacts, book: Book) -> (Self, DeskEnd) {
        let (book_in, book) = watch::channel(Arc::new(book));
        let (chain_in, chain) = watch::channel(None);
        let (requests_in, requests) = mpsc::channel(REQUESTS_WAITING_MAX);
        let (rules_in, rules) = watch::channel(Arc::clone(&facts.rules));
        let link = Self { facts, rules: Arc::new(rules_in), book, chain, requests: requests_in };
        (link, DeskEnd { book: book_in, chain: chain_in, rules, requests })
    }

    /// A link to nobody: the book stays as it is, and whatever is asked fails.
    pub fn unanswered(book: Book) -> Self {
        let facts = DeskFacts { rules: Arc::new(Rules::default()), live_broker: None, practice: false };
        Self::new(facts, book).0
    }

    /// What the desk works by now.
    pub fn facts(&self) -> DeskFacts {
        let rules = self.rules();
        DeskFacts { practice: is_practice(self.facts.practice, &rules), rules, ..self.facts }
    }

    /// The rules that hold now.
    pub fn rules(&self) -> Arc<Rules> {
        Arc::clone(&self.rules.borrow())
    }

    /// The rules of the configuration.
    pub fn configured(&self) -> &Rules {
        &self.facts.rules
    }

    /// Puts new rules in the place of those that hold; `of` is given those of the configuration. Whoever does so while another does waits, so that
    /// what was written last is what holds.
    pub fn renew_rules<E>(&self, of: impl FnOnce(&Rules) -> Result<Rules, E>) -> Result<(), E> {
        let mut done = Ok(());
        self.rules.send_modify(|kept| match of(&self.facts.rules) {
            Ok(rules) => *kept = Arc::new(rules),
            Err(error) => done = Err(error),
        });
        done
    }

    /// The book as it is written.
    pub fn book(&self) -> Arc<Book> {
        Arc::clone(&self.book.borrow())
    }

    /// Tells of each new book.
    pub fn books(&self) -> watch::Receiver<Arc<Book>> {
        self.book.clone()
    }

    /// The newest option chain.
    pub fn chain(&self) -> Option<Arc<ChainSnapshot>> {
        self.chain.borrow().clone()
    }

    /// Passes a request on and waits for the answer, which comes after what follows from it is written.
    pub async fn ask(&self, request: Request) -> Answer {
        let (reply, answer) = oneshot::channel();
        if self.requests.send((request, reply)).await.is_err() {
            return Answer::Failed;
        }
        answer.await.unwrap_or(Answer::Failed)
    }
}

/// Whether signals are offered for practice: only where the configuration has it so, and never by rules that are strict enough for a real market.
pub fn is_practice(configured: bool, rules: &Rules) -> bool {
    configured && rules.threshold < HIGH_CONFIDENCE
}
