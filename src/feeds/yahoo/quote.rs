//! Yahoo's quotes, from the plain address and from the summary.

use serde_json::Value;

use super::fault_told;
use crate::feeds::json::Node;
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::VendorQuote;

/// Reads the quote of `name` among those in the answer.
pub(super) fn decode(body: &Value, name: &str) -> Result<VendorQuote, SourceFault> {
    let response = Node::root(body).field("quoteResponse")?;
    if let Some(fault) = fault_told(&response) {
        return Err(fault);
    }
    let stranger = response.first("result")?;
    let quotes = response.list("result")?;
    let quote = quotes.iter().find(|quote| quote.text("symbol").is_ok_and(|symbol| symbol.eq_ignore_ascii_case(name)));
    quote.map_or_else(|| Err(stranger.fault("symbol")), quote_of)
}

/// Reads the quote of `name` in a summary of its price.
pub(super) fn decode_summary(body: &Value, name: &str) -> Result<VendorQuote, SourceFault> {
    let summary = Node::root(body).field("quoteSummary")?;
    if let Some(fault) = fault_told(&summary) {
        return Err(fault);
    }
    let result = summary.first("result")?;
    let price = result.field("price")?;
    if price.text("symbol")?.eq_ignore_ascii_case(name) { quote_of(&price) } else { Err(price.fault("symbol")) }
}

fn quote_of(node: &Node<'_>) -> Result<VendorQuote, SourceFault> {
    let last = node.number("regularMarketPrice")?;
    if last <= 0.0 {
        return Err(node.fault("regularMarketPrice"));
    }
    // Outside the session Yahoo writes 0 for a side that nobody offers.
    let side = |key: &str| node.number_or_none(key).filter(|price| *price > 0.0);
    Ok(VendorQuote { at: node.epoch("regularMarketTime")?, last, bid: side("bid"), ask: side("ask") })
}
