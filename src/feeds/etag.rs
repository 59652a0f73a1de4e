//! Entity tags of answers, so that a vendor can say "unchanged" instead of sending everything again.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use reqwest::header::HeaderValue;

/// Addresses whose answers are remembered.
const ADDRESSES_MAX: usize = 128;

/// Bytes of all remembered answers together.
const BYTES_MAX: usize = 16 * 1024 * 1024;

/// The last tagged answer of each address; the addresses that came first are forgotten first.
#[derive(Default)]
pub(super) struct EtagMemory {
    answers: HashMap<String, (HeaderValue, Arc<[u8]>)>,
    order: VecDeque<String>,
    bytes: usize,
}

impl EtagMemory {
    /// The tag of the remembered answer.
    pub(super) fn tag_of(&self, url: &str) -> Option<HeaderValue> {
        self.answers.get(url).map(|(tag, _)| tag.clone())
    }

    /// The remembered answer.
    pub(super) fn body_of(&self, url: &str) -> Option<Arc<[u8]>> {
        self.answers.get(url).map(|(_, body)| body.clone())
    }

    /// Remembers an answer in place of the earlier one of the same address.
    pub(super) fn remember(&mut self, url: &str, tag: HeaderValue, body: Arc<[u8]>) {
        if body.len() > BYTES_MAX {
            return;
        }
        self.bytes += body.len();
        if let Some((_, old)) = self.answers.insert(url.to_owned(), (tag, body)) {
            self.bytes -= old.len();
        } else {
            self.order.push_back(url.to_owned());
        }
        while self.order.len() > ADDRESSES_MAX || self.bytes > BYTES_MAX {
            let Some(oldest) = self.order.pop_front() else { break };
            if let Some((_, body)) = self.answers.remove(&oldest) {
                self.bytes -= body.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_in_addresses_and_bytes() {
        let mut memory = EtagMemory::default();
        let tag = HeaderValue::from_static("\"1\"");
        for n in 0..ADDRESSES_MAX + 5 {
            memory.remember(&n.to_string(), tag.clone(), Arc::from([0_u8; 10]));
        }
        assert_eq!((memory.answers.len(), memory.bytes), (ADDRESSES_MAX, ADDRESSES_MAX * 10));
        assert!(memory.body_of("4").is_none() && memory.body_of("5").is_some());
        memory.remember("big", tag.clone(), vec![0; BYTES_MAX].into());
        assert_eq!((memory.answers.len(), memory.bytes), (1, BYTES_MAX));
        memory.remember("big", tag.clone(), vec![0; 7].into());
        assert_eq!((memory.answers.len(), memory.bytes), (1, 7));
        memory.remember("too big", tag, vec![0; BYTES_MAX + 1].into());
        assert!(memory.tag_of("too big").is_none());
    }
}
