//! Decodes corporate actions to splits and cash dividends.

use jiff::civil::Date;
use serde_json::Value;

use super::page::{Page, given, list, root};
use crate::domain::health::Refused;
use crate::domain::symbol::Symbol;
use crate::feeds::json::Node;
use crate::feeds::source_fault::SourceFault;

/// The kinds that are asked for, as the vendor names them in a question.
pub(super) const KINDS: &str = "cash_dividend,forward_split,reverse_split";

/// Something a company did to its shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// Shares were split or merged: the ex-date, and how many new shares came for one old.
    Split(Date, f64),
    /// Cash was paid: the ex-date, and US dollars a share.
    Dividend(Date, f64),
}

/// Decodes a page of corporate actions of one symbol.
///
/// # Errors
/// [`SourceFault::Shape`] names a field that is missing. Rates that are no positive numbers are left out as [`Refused::Price`] or
/// [`Refused::Split`], actions of others as [`Refused::WrongSymbol`].
pub fn actions(body: &Value, symbol: Symbol) -> Result<Page<Action>, SourceFault> {
    let root = root(body)?;
    let mut page = Page::begun(&root)?;
    let kinds = root.field("corporate_actions")?;
    for node in listed(&kinds, "cash_dividends")? {
        let rate = positive(&node, "rate")?.ok_or(Refused::Price);
        take(&mut page, &node, symbol, |date| Ok(Action::Dividend(date, rate?)))?;
    }
    for name in ["forward_splits", "reverse_splits"] {
        for node in listed(&kinds, name)? {
            let (new, old) = (positive(&node, "new_rate")?, positive(&node, "old_rate")?);
            let ratio = new.zip(old).map(|(new, old)| new / old).ok_or(Refused::Split);
            take(&mut page, &node, symbol, |date| Ok(Action::Split(date, ratio?)))?;
        }
    }
    Ok(page)
}

/// The actions of one kind; the vendor leaves kinds without any away.
fn listed<'a>(kinds: &Node<'a>, kind: &str) -> Result<Vec<Node<'a>>, SourceFault> {
    if kinds.optional(kind).is_some() { list(kinds, kind) } else { Ok(Vec::new()) }
}

fn take(
    page: &mut Page<Action>,
    node: &Node<'_>,
    symbol: Symbol,
    made: impl FnOnce(Date) -> Result<Action, Refused>,
) -> Result<(), SourceFault> {
    let own = node.text("symbol")? == symbol.as_str();
    let date: Date = node.text("ex_date")?.parse().map_err(|_| node.fault("ex_date"))?;
    page.take(if own { made(date) } else { Err(Refused::WrongSymbol) });
    Ok(())
}

fn positive(node: &Node<'_>, key: &str) -> Result<Option<f64>, SourceFault> {
    Ok(given(node, key)?.as_f64().filter(|number| *number > 0.0))
}
