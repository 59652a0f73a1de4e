//! The real process killed between alert and tap, in the midst of a tap, between tap and fill, and after it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use algoslayer::app::LEDGER_NAME;
use algoslayer::clock::{Clock, Stopwatch};
use algoslayer::domain::desk::approval::{Approval, ApprovalId, ApprovalState};
use algoslayer::domain::desk::book::Book;
use algoslayer::domain::desk::order::OrderId;
use algoslayer::sandbox::{self, MessageView, Sandbox, SandboxOptions};
use algoslayer::storage::Store;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use secrecy::SecretString;

use crate::world::{OWNER, ROOMY, sound};

const TOKEN: &str = "7001:sandbox-token-of-sufficient-length";

/// Offers that are taken through all kills.
const ROUNDS: usize = 2;

/// The product with its chat; the process can be killed and started again.
struct Product {
    folder: tempfile::TempDir,
    telegram: Sandbox,
    child: Child,
    kills: usize,
    /// The ledger as everybody else may read it, from the moment that there is one.
    store: Option<Store>,
}

fn start(folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_algoslayer"));
    command.env_clear().env("RUST_BACKTRACE", "0").env("ALGOSLAYER_PORT", "0").arg("--data-dir").arg(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

impl Product {
    async fn start() -> Self {
        let clock = Clock::manual("2025-01-02T14:30:00Z".parse().unwrap());
        let options = SandboxOptions { token: SecretString::from(TOKEN), ..SandboxOptions::in_memory(clock) };
        let telegram = sandbox::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let text = format!(
            "log = \"warn\"\n[telegram]\ntoken = \"{TOKEN}\"\nowner = {}\napi_url = \"{}\"\npause_ms = 0\n\
             [market]\nspeed = 4000\n[market.sim]\nseed = 11\nwarm_up_sessions = 4\n[trading]\n{ROOMY}",
            OWNER.0,
            telegram.api_url()
        );
        std::fs::write(folder.path().join("algoslayer.toml"), text).unwrap();
        let child = start(folder.path());
        let mut product = Self { folder, telegram, child, kills: 0, store: None };
        product.telegram.says(OWNER.0, "/start").unwrap();
        product.until("the pinned message", |product| product.telegram.pinned(OWNER.0).first().copied()).await;
        product.store = Some(Store::open(&product.folder.path().join(LEDGER_NAME)).unwrap());
        product
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn book(&self) -> Book {
        Book::of(&self.store().desk_entries().unwrap()).unwrap()
    }

    /// Kills the process; its ledger must be whole, with no order but those that people approved.
    fn kill(&mut self) -> Book {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.kills += 1;
        let findings = self.store().verify(|_| {}).unwrap();
        assert!(findings.clean(), "after kill {}: {:?}", self.kills, findings.problems);
        let book = self.book();
        sound(&book);
        book
    }

    fn again(&mut self) {
        self.child = start(self.folder.path());
    }

    async fn until<T>(&self, what: &str, mut found: impl FnMut(&Self) -> Option<T>) -> T {
        let watch = Stopwatch::start();
        loop {
            if let Some(found) = found(self) {
                return found;
            }
            assert!(
                watch.elapsed() < Duration::from_mins(1),
                "waited a minute for {what}: {:?}",
                self.telegram.messages(OWNER.0)
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// An offer that waits with a button to approve it, and its message.
    async fn offer(&self) -> (Approval, MessageView) {
        self.until("an offer", |product| {
            let open = product.book().open_offers().next().cloned()?;
            let message = product.messages().into_iter().find(|message| button(message) == Some(approve(open.id)))?;
            Some((open, message))
        })
        .await
    }

    fn messages(&self) -> Vec<MessageView> {
        self.telegram.messages(OWNER.0).into_iter().filter(|message| message.from_bot).collect()
    }

    /// Taps, whether the button is there at this moment or not.
    fn taps(&self, message: &MessageView, id: ApprovalId) {
        self.telegram.taps_stale(OWNER.0, message.message_id, &approve(id)).unwrap();
    }

    async fn message_says(&self, message: &MessageView, words: &str) {
        self.until(words, |product| {
            let now = product.messages().into_iter().find(|now| now.message_id == message.message_id)?;
            now.text.contains(words).then_some(())
        })
        .await;
    }
}

fn approve(id: ApprovalId) -> String {
    format!("oa:{id}")
}

fn button(message: &MessageView) -> Option<String> {
    let mut buttons = message.rows.iter().flatten();
    buttons.find(|button| button.text == "Approve").and_then(|button| button.data.clone())
}

fn is_approved(book: &Book, id: ApprovalId) -> bool {
    matches!(book.approvals[&id].state, ApprovalState::Approved { .. })
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_around_every_tap_and_fill_it_buys_once_and_its_message_is_true() {
    let mut dice = ChaCha8Rng::seed_from_u64(5);
    let mut product = Product::start().await;
    for round in 0..ROUNDS {
        let (Approval { id, .. }, message) = product.offer().await;
        let book = product.kill();
        assert!(book.approvals[&id].state.is_open(), "between alert and tap nothing is decided");
        product.again();
        // In the midst of the tap: it is written or it is not.
        product.taps(&message, id);
        tokio::time::sleep(Duration::from_millis(dice.gen_range(0..if round == 0 { 1 } else { 900 }))).await;
        product.kill();
        product.again();
        let mut taps = 1;
        let watch = Stopwatch::start();
        product
            .until("the approval", |product| {
                if is_approved(&product.book(), id) {
                    return Some(());
                }
                // A tap that was lost is tapped again, sooner or later.
                if watch.elapsed() > Duration::from_secs(2) * taps {
                    product.taps(&message, id);
                    taps += 1;
                }
                None
            })
            .await;
        // Between tap and fill, as near to the tap as it can be seen.
        let book = product.kill();
        assert_eq!(book.orders.keys().filter(|order| **order == OrderId::opening(id)).count(), 1);
        product.again();
        product.taps(&message, id);
        product
            .until("the fill or the end of the order", |product| {
                product.book().orders[&OrderId::opening(id)].state.is_final().then_some(())
            })
            .await;
        let book = product.kill();
        let filled = book.orders[&OrderId::opening(id)].progress.filled;
        product.again();
        product.message_says(&message, "Approved by you at").await;
        if filled > 0 {
            product.message_says(&message, "Bought").await;
        }
        let of_offer = |it: &MessageView| it.message_id != message.message_id && button(it) == Some(approve(id));
        assert_eq!(product.messages().iter().filter(|it| of_offer(it)).count(), 0, "one message for one offer");
    }
    let book = product.kill();
    assert!(book.orders.len() >= ROUNDS && product.kills > 4 * ROUNDS);
    // After a kill an edit is asked for again: what stands there already is no other fault.
    let mut faults = product.telegram.violations();
    faults.retain(|fault| !fault.description.contains("message is not modified"));
    assert_eq!(faults, []);
}

impl Drop for Product {
    fn drop(&mut self) {
        // Where the test ends early nothing is left running.
        let _gone = self.child.kill();
        let _waited = self.child.wait();
    }
}
