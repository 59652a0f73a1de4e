//! One page of an answer: its records, what had to be left out, and the token of the next page.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::health::Refused;
use crate::feeds::json::Node;
use crate::feeds::source_fault::SourceFault;

/// One page of an answer, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// What could be read, in the vendor's order.
    pub items: Vec<T>,
    /// How many records had to be left out, by reason.
    pub left_out: BTreeMap<Refused, u64>,
    /// The token of the page after this one; `None` on the last.
    pub next: Option<String>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { items: Vec::new(), left_out: BTreeMap::new(), next: None }
    }
}

impl<T> Page<T> {
    /// A page without records yet, and the token of the one after it: null on the last page, but never missing.
    pub(super) fn begun(root: &Node<'_>) -> Result<Self, SourceFault> {
        given(root, "next_page_token")?;
        Self::begun_leniently(root)
    }

    /// Like [`Page::begun`], for the trading interface, where the last page may lack the token.
    pub(super) fn begun_leniently(root: &Node<'_>) -> Result<Self, SourceFault> {
        let next = match root.value().get("next_page_token").unwrap_or(&Value::Null) {
            Value::Null => None,
            Value::String(token) => Some(token.clone()).filter(|token| !token.is_empty()),
            _ => return Err(root.fault("next_page_token")),
        };
        Ok(Self { next, ..Self::default() })
    }

    /// Takes a record, or counts why not.
    pub(super) fn take(&mut self, record: Result<T, Refused>) {
        match record {
            Ok(item) => self.items.push(item),
            Err(reason) => *self.left_out.entry(reason).or_insert(0) += 1,
        }
    }

    /// Appends the page after this one.
    pub(super) fn append(&mut self, later: Self) {
        self.items.extend(later.items);
        for (reason, count) in later.left_out {
            *self.left_out.entry(reason).or_insert(0) += count;
        }
        self.next = later.next;
    }
}

/// The root of an answer. One that is a complaint (`{"code": 40410000, "message": "..."}`) is the fault that it complains of.
pub(super) fn root(body: &Value) -> Result<Node<'_>, SourceFault> {
    complaint(body).map_or_else(|| Ok(Node::root(body)), Err)
}

/// The value of `key`, which may be null but not missing.
pub(super) fn given<'a>(node: &Node<'a>, key: &str) -> Result<&'a Value, SourceFault> {
    node.value().get(key).ok_or_else(|| node.fault(key))
}

/// The elements of the list `key`, which may be null, and then has none, but not missing.
pub(super) fn list<'a>(node: &Node<'a>, key: &str) -> Result<Vec<Node<'a>>, SourceFault> {
    if given(node, key)?.is_null() { Ok(Vec::new()) } else { node.list(key) }
}

/// The fault that an error body tells of; `None` where the value is no error body. The first three digits of the vendor's codes are the
/// HTTP status that belongs to them; a message without a code tells nothing but that the question was refused.
pub fn complaint(body: &Value) -> Option<SourceFault> {
    body.get("message")?.as_str()?;
    let code = body.get("code").and_then(Value::as_u64).unwrap_or(400);
    let leading = std::iter::successors(Some(code), |code| (*code > 999).then_some(code / 10)).last()?;
    let status = u16::try_from(leading).ok()?;
    Some(SourceFault::of_status(status).unwrap_or(SourceFault::Rejected { status }))
}
