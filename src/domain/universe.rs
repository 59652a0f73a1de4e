//! Who is watched beside the predicted symbol: its peers, their fund, the whole market and its volatility index.

use serde::{Deserialize, Serialize};

use crate::domain::symbol::Symbol;

/// The part that a watched symbol plays for the predicted one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// One of the five peers, by its place in [`Universe::peers`]: 0 to 4.
    Peer(u8),
    /// The fund of the sector.
    Fund,
    /// The fund of the whole market.
    Market,
    /// The index of the market's implied volatility; its level is per cent a year, not a price.
    VolatilityIndex,
}

impl Role {
    /// How many peers there are.
    pub const PEERS: usize = 5;

    /// How many roles there are.
    pub const COUNT: usize = Self::PEERS + 3;

    /// All roles; [`Role::index`] counts in this order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Peer(0),
        Self::Peer(1),
        Self::Peer(2),
        Self::Peer(3),
        Self::Peer(4),
        Self::Fund,
        Self::Market,
        Self::VolatilityIndex,
    ];

    /// Position in [`Role::ALL`].
    pub const fn index(self) -> usize {
        match self {
            Self::Peer(place) => place as usize,
            Self::Fund => Self::PEERS,
            Self::Market => Self::PEERS + 1,
            Self::VolatilityIndex => Self::PEERS + 2,
        }
    }
}

/// Peers of RTX in the defence industry.
const PEERS: [&str; Role::PEERS] = ["LMT", "NOC", "GD", "BA", "LHX"];

/// Takes a peer's place where that peer is itself the predicted symbol.
const STAND_IN: &str = "RTX";

/// The fund of the defence industry.
const FUND: &str = "ITA";

/// The fund of the S&P 500.
const MARKET: &str = "SPY";

/// The volatility index of the S&P 500.
const VOLATILITY_INDEX: &str = "VIX";

/// The watched symbols of one predicted symbol, by role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Universe {
    symbols: [Option<Symbol>; Role::COUNT],
}

impl Universe {
    /// Who is watched for `predicted`; it never plays a role for itself.
    pub fn of(predicted: Symbol) -> Self {
        let name = |text: &str| Symbol::new(text).ok().filter(|symbol| *symbol != predicted);
        let symbols = Role::ALL.map(|role| match role {
            Role::Peer(place) => PEERS.get(usize::from(place)).and_then(|text| name(text)).or_else(|| name(STAND_IN)),
            Role::Fund => name(FUND),
            Role::Market => name(MARKET),
            Role::VolatilityIndex => name(VOLATILITY_INDEX),
        });
        Self { symbols }
    }

    /// Who plays a role.
    pub fn symbol(&self, role: Role) -> Option<Symbol> {
        self.symbols.get(role.index()).copied().flatten()
    }

    /// The role of a symbol; `None` for the predicted one and for strangers.
    pub fn role(&self, symbol: Symbol) -> Option<Role> {
        Role::ALL.into_iter().find(|role| self.symbol(*role) == Some(symbol))
    }

    /// All watched symbols with their roles.
    pub fn iter(&self) -> impl Iterator<Item = (Role, Symbol)> {
        Role::ALL.into_iter().zip(self.symbols).filter_map(|(role, symbol)| Some((role, symbol?)))
    }
}

/// Whether a symbol's price can be predicted: an index that nobody trades never; in a simulated market only those that it makes.
pub fn can_watch(symbol: Symbol, simulated: bool) -> bool {
    let name = symbol.as_str();
    let made = PEERS.contains(&name) || [STAND_IN, FUND, MARKET].contains(&name);
    name != VOLATILITY_INDEX && (made || !simulated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_its_own_peer() {
        for name in ["RTX", "LMT", "ITA", "SPY", "AAPL"] {
            let symbol = Symbol::new(name).unwrap();
            let universe = Universe::of(symbol);
            assert_eq!(universe.role(symbol), None, "{name}");
            let peers: std::collections::BTreeSet<_> = universe.iter().map(|(_, symbol)| symbol).collect();
            assert_eq!(peers.len(), universe.iter().count(), "{name}");
        }
        assert_eq!(Universe::of(Symbol::new("RTX").unwrap()).iter().count(), Role::COUNT);
    }

    #[test]
    fn roles_count_in_their_order() {
        for (position, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role.index(), position);
        }
    }
}
