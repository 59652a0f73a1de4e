//! Symbols watched beside the main one: their folds join and leave while the market goes on, and each keeps a record of its own.

use jiff::Timestamp;

use super::keeper::{Beside, Keeper, rebuild};
use super::market::Player;
use crate::domain::event::Due;
use crate::domain::symbol::Symbol;
use crate::domain::universe::can_watch;
use crate::domain::view::HorizonTallies;
use crate::engine::State;
use crate::storage::StoreError;

impl Beside {
    fn is_needed(&self) -> bool {
        self.predicts || self.state.waits_for_outcomes()
    }
}

impl Keeper {
    /// Predicts for `wanted` beside the main symbol from now on, and for no other. Whoever joins knows what the ledger holds and makes up no
    /// prediction for the past; whoever leaves stays until the last outcome has settled. Returns whether anything changed; while something is
    /// unwritten nothing does, since a fold that joins reads the file.
    pub fn watch(&mut self, wanted: &[Symbol]) -> Result<bool, StoreError> {
        if self.is_unwritten() {
            return Ok(false);
        }
        let main = self.state().symbol();
        let wanted: Vec<Symbol> = wanted.iter().copied().filter(|symbol| *symbol != main).collect();
        let fits = |fold: &Beside| fold.predicts == wanted.contains(&fold.state.symbol()) && fold.is_needed();
        let known = |symbol: &Symbol| self.beside().iter().any(|fold| fold.state.symbol() == *symbol);
        if self.has_looked_back() && self.beside().iter().all(fits) && wanted.iter().all(known) {
            return Ok(false);
        }
        let position = self.position()?;
        let mut changed = self.look_back(&wanted)?;
        for symbol in &wanted {
            changed |= self.join(*symbol, position)?;
        }
        for fold in self.beside_mut().iter_mut().filter(|fold| !wanted.contains(&fold.state.symbol())) {
            changed |= std::mem::take(&mut fold.predicts);
        }
        let before = self.beside().len();
        self.beside_mut().retain(Beside::is_needed);
        changed |= self.beside().len() != before;
        if let Some(position) = position.filter(|_| changed) {
            self.snapshot_beside(position);
            self.write()?;
        }
        Ok(changed)
    }

    /// The symbols that are predicted, the main one first.
    pub fn predicted(&self) -> Vec<Symbol> {
        let beside = self.beside().iter().filter(|fold| fold.predicts).map(|fold| fold.state.symbol());
        std::iter::once(self.state().symbol()).chain(beside).collect()
    }

    /// The symbols whose bars are needed, the main one first: those that are predicted, and those that wait for outcomes.
    pub fn needed(&self) -> Vec<Symbol> {
        let beside = self.beside().iter().map(|fold| fold.state.symbol());
        std::iter::once(self.state().symbol()).chain(beside).collect()
    }

    /// The state of a symbol's fold, while there is one.
    pub fn state_of(&self, symbol: Symbol) -> Option<&State> {
        let states = std::iter::once(self.state()).chain(self.beside().iter().map(|fold| &fold.state));
        states.into_iter().find(|state| state.symbol() == symbol)
    }

    /// The next work that is due in any fold.
    pub fn next_due(&self) -> Option<(Timestamp, Due)> {
        let beside = self.beside().iter().filter(|fold| fold.predicts).filter_map(|fold| fold.state.next_due());
        self.state().next_due().into_iter().chain(beside).min_by_key(|(at, _)| *at)
    }

    fn join(&mut self, symbol: Symbol, position: Option<Timestamp>) -> Result<bool, StoreError> {
        let known = self.beside().iter().position(|fold| fold.state.symbol() == symbol);
        if let Some(fold) = known.and_then(|place| self.beside_mut().get_mut(place)) {
            if fold.predicts {
                return Ok(false);
            }
            fold.predicts = true;
            fold.state.forgo_until(position.unwrap_or(Timestamp::MIN));
            return Ok(true);
        }
        let (mut state, _) = rebuild(self.store(), symbol)?;
        // Where nothing was read yet there is no past to leave out: the warm-up is lived through as by the main symbol.
        if let Some(position) = position {
            state.forgo_until(position);
        }
        self.beside_mut().push(Beside { state, predicts: true });
        Ok(true)
    }

    /// Once: whoever left in an earlier run, with outcomes that had not settled, is waited for again.
    fn look_back(&mut self, wanted: &[Symbol]) -> Result<bool, StoreError> {
        if self.has_looked_back() {
            return Ok(false);
        }
        let mut found = false;
        for symbol in self.store().kept_symbols()? {
            if symbol == self.state().symbol() || wanted.contains(&symbol) {
                continue;
            }
            let made = self.store().last_prediction(symbol)?.map_or(0, |number| u64::try_from(number.0).unwrap_or(0));
            let tallies = self.store().tallies(symbol)?;
            let closed = tallies.iter().map(HorizonTallies::all).map(|all| all.settled + all.void).min();
            if closed.is_none_or(|closed| closed < made) {
                let (state, _) = rebuild(self.store(), symbol)?;
                self.beside_mut().push(Beside { state, predicts: false });
                found = true;
            }
        }
        self.note_look_back();
        Ok(found)
    }
}

impl Player {
    /// Looks which symbols are to be predicted beside the main one: those set from the chat, else those of the configuration. What cannot be
    /// predicted here is passed over. A ledger that is busy is asked again with the next look.
    pub fn look_at_watched(&mut self) -> Result<(), StoreError> {
        let set = self.keeper.store().watched_setting()?;
        let simulated = self.opened.simulated;
        let all = set.as_ref().unwrap_or(&self.opened.watched);
        let wanted: Vec<Symbol> = all.iter().copied().filter(|symbol| can_watch(*symbol, simulated)).collect();
        let changed = self.keeper.watch(&wanted)?;
        if changed || self.health.borrow().predicted.is_empty() {
            self.opened.feed.watch(&self.keeper.needed());
            let predicted = self.keeper.predicted();
            self.health.send_modify(|health| health.predicted = predicted);
        }
        Ok(())
    }

    /// [`Player::look_at_watched`] between two cycles: a fault leaves everything as it is until the next one.
    pub(super) fn keep_watched(&mut self) {
        if let Err(error) = self.look_at_watched() {
            tracing::error!("the symbols that are watched could not be read, trying again: {error}");
        }
    }
}
