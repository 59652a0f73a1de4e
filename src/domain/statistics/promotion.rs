//! Whether a challenger forecasts better than the champion: evidence that stays valid though it is looked at every day.

/// Probabilities are floored here before their log losses are compared, so that no single outcome decides.
pub const FLOOR: f64 = 0.05;

/// The largest log loss of a probability that is floored at [`FLOOR`]: ln 20 nats.
pub const LOG_LOSS_SPAN: f64 = 2.995_732_273_553_991;

/// Decisions of a full day of trading: each has a process of its own, for the outcome of one is known before the same one of the next day.
pub const SLOTS: usize = 26;

/// What is staked on a full difference; their mean needs no choice among them.
const STAKES: [f64; 6] = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8];

/// Differences are measured against the largest that could come, but against no less than this, in parts of the largest log loss.
const SCALE_MIN: f64 = 0.1;

/// What is shared out over all challengers to one champion: the probability of ever promoting one that is no better.
const ALPHA: f64 = 0.05;

/// How much evidence the `challenger`-th (from 1) challenger to the same champion needs: 1/α with α = 0.05 · 6 / (π² j²), which sums to 0.05
/// over all there may ever be.
pub fn evidence_needed(challenger: u32) -> f64 {
    let j = f64::from(challenger.max(1));
    std::f64::consts::PI * std::f64::consts::PI * j * j / (6.0 * ALPHA)
}

/// By how much the challenger's log loss may come out below the champion's, in nats: at worst (negative) and at best, over all that may happen.
/// Both floored at [`FLOOR`], so that neither exceeds [`LOG_LOSS_SPAN`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stakeout {
    /// The smallest difference, champion's loss less challenger's.
    pub worst: f64,
    /// The largest.
    pub best: f64,
}

/// What was gained in one slot, and the bet that is not settled yet.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Slot {
    /// ln of the capital, by stake.
    capital: [f64; STAKES.len()],
    open: Option<Open>,
}

/// A bet: the scale known when it was made, and its worst case in parts of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Open {
    scale: f64,
    worst: f64,
}

/// A slot e-process of the challenger against the champion (Henzi and Ziegel 2022, with the corrigendum's caution: overlapping bets are
/// counted at their worst until they are settled).
///
/// If at no time the challenger's forecast is better in expectation, the evidence exceeds x with a probability of at most 1/x, ever.
#[derive(Clone, Debug, PartialEq)]
pub struct Promotion([Slot; SLOTS]);

impl Default for Promotion {
    fn default() -> Self {
        Self([Slot { capital: [0.0; STAKES.len()], open: None }; SLOTS])
    }
}

impl Promotion {
    /// Both have forecast in that slot. A bet that is still open there is lost at its worst: what never settles must not stay for free.
    pub fn bet(&mut self, slot: usize, stakeout: Stakeout) {
        let Some(slot) = self.0.get_mut(slot) else { return };
        if let Some(open) = slot.open.take() {
            slot.take(open.worst);
        }
        // The same scale for gain and loss: scaled by its own worst case only, a challenger could stake the more the bolder it is.
        let scale = (stakeout.best.abs().max(stakeout.worst.abs()) / LOG_LOSS_SPAN).max(SCALE_MIN) * LOG_LOSS_SPAN;
        slot.open = Some(Open { scale, worst: stakeout.worst / scale });
    }

    /// The outcome of that slot's open bet is known: the champion's log loss less the challenger's, nats. Within what was staked out; beyond
    /// it counts as the end it passed. Nothing happens where no bet is open.
    pub fn settle(&mut self, slot: usize, difference: f64) {
        let Some(slot) = self.0.get_mut(slot) else { return };
        if let Some(open) = slot.open.take() {
            slot.take((difference / open.scale).clamp(-1.0, 1.0));
        }
    }

    /// That slot's open bet has no honest outcome and is called off.
    pub fn void(&mut self, slot: usize) {
        if let Some(slot) = self.0.get_mut(slot) {
            slot.open = None;
        }
    }

    /// The evidence for the challenger, with every open bet at its worst; 1 at the beginning, to be compared with [`evidence_needed`].
    pub fn evidence(&self) -> f64 {
        let of = |slot: &Slot| {
            let worst = slot.open.map_or(0.0, |open| open.worst);
            let at_worst = |(capital, stake): (&f64, &f64)| libm::exp(*capital) * (1.0 + stake * worst);
            slot.capital.iter().zip(&STAKES).map(at_worst).sum::<f64>()
        };
        self.0.iter().map(of).sum::<f64>() / (SLOTS * STAKES.len()) as f64
    }
}

impl Slot {
    /// Settles a bet at a difference in parts of its scale.
    fn take(&mut self, part: f64) {
        for (capital, stake) in self.capital.iter_mut().zip(&STAKES) {
            *capital += libm::log1p(stake * part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// ln of the probabilities of down and up for log odds.
    fn losses(log_odds: f64) -> [f64; 2] {
        [1.0 + log_odds.exp(), 1.0 + (-log_odds).exp()].map(|odds| odds.ln().min(LOG_LOSS_SPAN))
    }

    /// The greatest evidence at the end of any day over so many days: champion and challenger state log odds from signals of their own, of
    /// which the market follows the challenger's with weight `edge`.
    fn greatest(rng: &mut ChaCha8Rng, days: u32, edge: f64) -> f64 {
        let mut promotion = Promotion::default();
        let (mut champion, mut challenger) = (0.0_f64, 0.0_f64);
        let (mut awaited, mut greatest) = ([None; SLOTS], 0.0_f64);
        for _ in 0..days {
            for (slot, awaited) in awaited.iter_mut().enumerate() {
                // Signals that last for about two days, so that neighbouring differences go together.
                champion = 0.98 * champion + 0.2 * rng.gen_range(-1.0..1.0);
                challenger = 0.98 * challenger + 0.2 * rng.gen_range(-1.0..1.0);
                if let Some(differences) = awaited.take() {
                    let (differences, p): ([f64; 2], f64) = differences;
                    promotion.settle(slot, differences[usize::from(rng.gen_bool(p))]);
                }
                let (old, new) = (losses(champion), losses(challenger));
                let differences = [old[0] - new[0], old[1] - new[1]];
                let (worst, best) = (differences[0].min(differences[1]), differences[0].max(differences[1]));
                promotion.bet(slot, Stakeout { worst, best });
                *awaited = Some((differences, 1.0 / (1.0 + (-edge * challenger).exp())));
            }
            greatest = greatest.max(promotion.evidence());
        }
        greatest
    }

    #[test]
    fn equally_good_challengers_are_seldom_promoted_and_better_ones_are() {
        let mut rng = ChaCha8Rng::seed_from_u64(10);
        let runs = 60;
        let promoted = (0..runs).filter(|_| greatest(&mut rng, 504, 0.0) >= evidence_needed(1)).count();
        assert!(promoted <= 3, "{promoted} of {runs}");
        let promoted = (0..10).filter(|_| greatest(&mut rng, 504, 1.0) >= evidence_needed(1)).count();
        assert!(promoted >= 9, "{promoted} of 10");
    }

    #[test]
    fn alpha_is_shared_out_over_all_challengers() {
        let spent: f64 = (1..100_000).map(|challenger| 1.0 / evidence_needed(challenger)).sum();
        assert!(spent < 0.05 && spent > 0.049_99);
    }

    #[test]
    fn an_open_bet_counts_at_its_worst_until_it_is_settled() {
        let mut promotion = Promotion::default();
        assert_eq!(promotion.evidence(), 1.0);
        promotion.bet(3, Stakeout { worst: -0.5, best: 1.0 });
        let open = promotion.evidence();
        assert!(open < 1.0);
        let mut settled = promotion.clone();
        settled.settle(3, -0.5);
        assert!((settled.evidence() - open).abs() < 1e-12);
        let mut called_off = promotion.clone();
        called_off.void(3);
        assert_eq!(called_off.evidence(), 1.0);
        promotion.bet(3, Stakeout { worst: 0.0, best: 0.0 });
        assert!((promotion.evidence() - open).abs() < 1e-12, "what never settled is lost");
        promotion.settle(3, 2.0);
        promotion.settle(99, 2.0);
        settled.settle(3, 5.0);
        assert!((settled.evidence() - open).abs() < 1e-12, "nothing is open there");
    }
}
