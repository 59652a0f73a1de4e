//! What the bot waits for from each person, kept in storage; a state that cannot be read becomes Idle, and the person is told.

use crate::bot::context::Ctx;
use crate::bot::surface::State;
use crate::storage::PersonId;

/// A state as it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The state.
    pub state: State,
    /// Whether something stood there that this version cannot read.
    pub lost: bool,
}

/// The state of a talk. Storage that fails is logged and read as Idle: a person must never wait for an answer because of it.
pub async fn find(ctx: &Ctx, person: PersonId) -> Found {
    let idle = Found { state: State::Idle, lost: false };
    match ctx.store(move |store| store.talk(person)).await {
        Ok(None) => idle,
        Ok(Some(text)) => read(&text),
        Err(error) => {
            tracing::error!(%error, "the state of a talk could not be read");
            idle
        }
    }
}

fn read(text: &str) -> Found {
    match serde_json::from_str(text) {
        Ok(state) => Found { state, lost: false },
        Err(_) => Found { state: State::Idle, lost: true },
    }
}

/// Moves a talk to a state.
pub async fn set(ctx: &Ctx, person: PersonId, state: State) -> anyhow::Result<()> {
    let text = match state {
        State::Idle => None,
        State::AskedReportDay | State::AskedRule(_) | State::AskedZone | State::AskedSymbol => {
            Some(serde_json::to_string(&state)?)
        }
    };
    let now = ctx.now();
    ctx.store(move |store| store.set_talk(person, text, now)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::setting::Rule;

    #[test]
    fn states_come_back_and_what_is_unknown_becomes_idle() {
        for state in
            [State::Idle, State::AskedReportDay, State::AskedRule(Rule::TradeMax), State::AskedZone, State::AskedSymbol]
        {
            assert_eq!(read(&serde_json::to_string(&state).unwrap()), Found { state, lost: false });
        }
        for text in ["", "{}", "\"AskedHorizon\"", "{\"AskedReportDay\":{\"since\":1}}"] {
            assert_eq!(read(text), Found { state: State::Idle, lost: true }, "{text}");
        }
    }

    /// These texts stand in people's databases: a state once written must be readable for ever.
    #[test]
    fn written_states_stay_readable() {
        assert_eq!(read("\"AskedReportDay\"").state, State::AskedReportDay);
        assert_eq!(read("{\"AskedRule\":\"trade_max\"}").state, State::AskedRule(Rule::TradeMax));
        assert_eq!(read("\"AskedZone\"").state, State::AskedZone);
        assert_eq!(read("\"AskedSymbol\"").state, State::AskedSymbol);
    }
}
