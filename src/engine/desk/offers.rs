//! From a signal to an offer, and what becomes of an offer that nobody answers.

use jiff::{SignedDuration, Timestamp};

use super::Sitting;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::call;
use crate::domain::desk::approval::{Approval, ApprovalId, ApprovalState, Mode, Offer, Signal};
use crate::domain::desk::fact::{Fact, Pass};
use crate::domain::desk::request::Block;
use crate::domain::horizon::Horizon;
use crate::domain::notice::Notice;
use crate::domain::option_chain::ChainSnapshot;
use crate::domain::prediction::{Direction, Prediction};
use crate::engine::options::offer::{Situation, propose};

/// How late a signal may be acted on, seconds: one step of the grid.
const SIGNAL_AGE_MAX_S: i64 = 15 * 60;

/// An offer has to leave at least this much time to answer, seconds.
const ANSWER_SECONDS_MIN: i64 = 5 * 60;

impl Sitting<'_> {
    /// The signal of a prediction that is to be offered: a side called at the threshold or above, and where the threshold is that of high
    /// confidence, without anything that keeps a call from being highly probable. `None` for every other prediction.
    ///
    /// For practice it is the more probable side at the threshold or above, even where the call is HOLD.
    pub fn signal_of(&self, prediction: &Prediction) -> Option<Signal> {
        let threshold = self.rules().threshold;
        if self.setting.practice {
            return Some(likelier_side(prediction)).filter(|signal| signal.confidence >= threshold);
        }
        let enough = prediction.call != Direction::Hold && prediction.confidence.get() >= threshold;
        let backed = threshold < call::HIGH_CONFIDENCE || call::barriers(prediction).is_empty();
        (enough && backed).then(|| signal(prediction))
    }

    /// Whether a signal is the first one of its session: what follows within a session is the same view again.
    pub fn is_news(&self, signal: &Signal) -> bool {
        let session = |at: Timestamp| ExchangeCalendar::nyse().new_york(at).date();
        let day = session(signal.at);
        let offered = self.book.newest_offers().next().map(|approval| session(approval.signal.at));
        let passed = self.book.passed.last().map(|(passed, _)| session(passed.at));
        offered != Some(day) && passed != Some(day)
    }

    /// Makes an offer of a signal of a prediction, or notes why not. `present` is the time of the person who is to answer, which may be
    /// later than the signal's where the desk catches up after an outage.
    pub fn signal(
        &mut self,
        (prediction, signal): (&Prediction, Signal),
        chain: Option<&ChainSnapshot>,
        present: Timestamp,
    ) {
        let proposal = self.propose(prediction, &signal, chain);
        let mode = self.book.mode();
        let expires_at = self.answer_until();
        let mut reasons = Vec::new();
        if present.as_second() - signal.at.as_second() > SIGNAL_AGE_MAX_S {
            reasons.push(Pass::TooLate);
        } else if expires_at.as_second() - present.max(self.now).as_second() < ANSWER_SECONDS_MIN {
            reasons.push(Pass::Closing);
        }
        if self.book.open_offers().next().is_some() {
            reasons.push(Pass::Positions);
        }
        let offer = match proposal {
            Ok(offer) => {
                let blocks = self.blocks(mode, offer.quote.contract, offer.loss_max());
                reasons.extend(blocks.iter().map(pass_of));
                Some(offer)
            }
            Err(reason) => {
                reasons.push(reason);
                None
            }
        };
        reasons.sort_unstable();
        reasons.dedup();
        let Some(offer) = offer.filter(|_| reasons.is_empty()) else {
            self.note(Fact::Passed { signal, reasons });
            return;
        };
        let id = ApprovalId::of(&prediction.hash);
        let state = if mode == Mode::Predictions { ApprovalState::Unasked } else { ApprovalState::Open };
        let practice = self.setting.practice;
        let approval = Box::new(Approval { id, signal, offer, mode, practice, opened_at: self.now, expires_at, state });
        if self.note(Fact::Offered { approval }) {
            self.tell(Notice::Offer { approval: id });
        }
    }

    /// The best contract for a signal, or why there is none.
    fn propose(&self, prediction: &Prediction, signal: &Signal, chain: Option<&ChainSnapshot>) -> Result<Offer, Pass> {
        let age_s = |chain: &ChainSnapshot| self.now.as_second() - chain.at().as_second();
        let chain = chain.filter(|chain| age_s(chain) <= self.rules().quote_age_max_s).ok_or(Pass::NoChain)?;
        let mode = self.book.mode();
        let situation = Situation {
            chain,
            signal,
            forecast: prediction.forecast(Horizon::PRIMARY),
            rules: self.rules(),
            equity: self.book.account(mode).equity(),
            carry: self.setting.carry(),
            fees: self.setting.fees_of(mode),
            now: self.now,
            practice: self.setting.practice,
        };
        propose(&situation).offer
    }

    /// Offers whose time is over expire.
    pub fn let_expire(&mut self) {
        let over: Vec<ApprovalId> = self
            .book
            .open_offers()
            .filter(|approval| approval.expires_at <= self.now)
            .map(|approval| approval.id)
            .collect();
        for approval in over {
            self.note(Fact::Expired { approval });
        }
    }

    /// Until when an offer of now can be answered: as the rules say, but not beyond the closing bell.
    fn answer_until(&self) -> Timestamp {
        let seconds = SignedDuration::from_secs(self.rules().offer_seconds);
        let until = self.now.saturating_add(seconds).unwrap_or(Timestamp::MAX);
        let session = ExchangeCalendar::nyse().session_containing(self.now);
        session.map_or(self.now, |session| session.close.min(until))
    }
}

/// The more probable side as if it were the call. How sure its probability is was only said of the call.
fn likelier_side(prediction: &Prediction) -> Signal {
    let stated = &prediction.forecast(Horizon::PRIMARY).probabilities;
    let (call, confidence) =
        if stated.up >= stated.down { (Direction::Up, stated.up) } else { (Direction::Down, stated.down) };
    let called = signal(prediction);
    if call == called.call { called } else { Signal { call, confidence, interval: (0.0, 1.0), ..called } }
}

fn signal(prediction: &Prediction) -> Signal {
    let forecast = prediction.forecast(Horizon::PRIMARY);
    let confidence = prediction.confidence.get();
    Signal {
        symbol: prediction.symbol,
        number: prediction.number,
        at: prediction.at,
        call: prediction.call,
        confidence,
        interval: prediction.learned.map_or((0.0, 1.0), |learned| learned.interval),
        evidence: prediction.evidence,
        sigma: forecast.sigma,
        due: forecast.due,
    }
}

fn pass_of(block: &Block) -> Pass {
    match block {
        Block::Paused => Pass::Paused,
        Block::LossesInRow(_) | Block::Drawdown => Pass::Halted,
        Block::DayLoss(_) => Pass::DayLoss,
        Block::TradesThisMonth(_) => Pass::TradesThisMonth,
        Block::Positions(_) | Block::SameContract => Pass::Positions,
        Block::Exposure => Pass::Exposure,
        Block::Cash(_) => Pass::Cash,
        Block::TooSmall => Pass::TooSmall,
        Block::Closed => Pass::Closing,
        _ => Pass::NoChain,
    }
}
