//! Yahoo's search, of which only the headlines are read.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::domain::health::Refused;
use crate::feeds::json::Node;
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::{Answer, VendorHeadline};

/// Reads the headlines that name `name`, oldest first.
pub(super) fn decode(body: &Value, name: &str) -> Result<Answer<VendorHeadline>, SourceFault> {
    let mut answer = Answer::of(Vec::new());
    let mut odd = None;
    let mut known = BTreeSet::new();
    for item in Node::root(body).list("news")? {
        let headline = match headline(&item) {
            Ok((headline, names)) if names.iter().any(|named| named.eq_ignore_ascii_case(name)) => headline,
            // The search finds words; what names only others is about others.
            Ok(_) => {
                answer.leave_out(Refused::WrongSymbol, 1);
                continue;
            }
            Err(fault) => {
                answer.leave_out(Refused::MissingField, 1);
                odd = odd.or(Some(fault));
                continue;
            }
        };
        if known.insert(headline.id.clone()) {
            answer.items.push(headline);
        } else {
            answer.leave_out(Refused::Duplicate, 1);
        }
    }
    answer.items.sort_by_key(|headline| headline.published);
    match odd {
        Some(fault) if answer.items.is_empty() => Err(fault),
        _ => Ok(answer),
    }
}

/// One headline and whom it names.
fn headline<'a>(item: &Node<'a>) -> Result<(VendorHeadline, Vec<&'a str>), SourceFault> {
    let names: Vec<&str> = item.values("relatedTickers")?.iter().filter_map(Value::as_str).collect();
    let headline = VendorHeadline {
        id: item.text("uuid")?.to_owned(),
        publisher: item.text("publisher")?.to_owned(),
        published: item.epoch("providerPublishTime")?,
        title: item.text("title")?.to_owned(),
        symbols_named: u32::try_from(names.len()).unwrap_or(u32::MAX).max(1),
    };
    Ok((headline, names))
}
