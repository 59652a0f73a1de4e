//! A value of a JSON answer that knows where it stands, so that a missing or renamed field is named by its path.

use jiff::Timestamp;
use serde_json::Value;

use super::source_fault::SourceFault;

/// A value and its path from the root of the answer.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Node<'a> {
    /// The root of an answer; its path is empty.
    pub fn root(value: &'a Value) -> Self {
        Self { value, path: String::new() }
    }

    /// The value itself.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Where it stands, such as `chart.result[0]`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The fault of a field `key` that is missing or of another type.
    pub fn fault(&self, key: &str) -> SourceFault {
        SourceFault::Shape { field: join(&self.path, key) }
    }

    /// The field `key`, where it is there and not null.
    pub fn optional(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Self { value, path: join(&self.path, key) })
    }

    /// The field `key`, which has to be there.
    pub fn field(&self, key: &str) -> Result<Self, SourceFault> {
        self.optional(key).ok_or_else(|| self.fault(key))
    }

    /// The elements of the list `key`.
    pub fn list(&self, key: &str) -> Result<Vec<Self>, SourceFault> {
        let list = self.field(key)?;
        let values = list.value.as_array().ok_or_else(|| self.fault(key))?;
        Ok(values.iter().enumerate().map(|(at, value)| Self { value, path: format!("{}[{at}]", list.path) }).collect())
    }

    /// The first element of the list `key`; [`SourceFault::Empty`] where the list is null or has none.
    pub fn first(&self, key: &str) -> Result<Self, SourceFault> {
        match self.value.get(key) {
            Some(Value::Null) => Err(SourceFault::Empty),
            _ => self.list(key)?.into_iter().next().ok_or(SourceFault::Empty),
        }
    }

    /// The bare elements of the list `key`, for long lists of numbers.
    pub fn values(&self, key: &str) -> Result<&'a [Value], SourceFault> {
        self.value.get(key).and_then(Value::as_array).map(Vec::as_slice).ok_or_else(|| self.fault(key))
    }

    /// The entries of the object `key`, in the order of their names; none where there is no such field.
    pub fn entries(&self, key: &str) -> Result<Vec<(&'a str, Self)>, SourceFault> {
        let Some(object) = self.optional(key) else { return Ok(Vec::new()) };
        let fields = object.value.as_object().ok_or_else(|| self.fault(key))?;
        let entry =
            |(name, value): (&'a String, &'a Value)| (name.as_str(), Self { value, path: join(&object.path, name) });
        Ok(fields.iter().map(entry).collect())
    }

    /// The text `key`.
    pub fn text(&self, key: &str) -> Result<&'a str, SourceFault> {
        self.value.get(key).and_then(Value::as_str).ok_or_else(|| self.fault(key))
    }

    /// The finite number `key`.
    pub fn number(&self, key: &str) -> Result<f64, SourceFault> {
        self.value.get(key).and_then(Value::as_f64).filter(|value| value.is_finite()).ok_or_else(|| self.fault(key))
    }

    /// The number `key` where it is one.
    pub fn number_or_none(&self, key: &str) -> Option<f64> {
        self.value.get(key).and_then(Value::as_f64).filter(|value| value.is_finite())
    }

    /// The whole number `key`.
    pub fn whole(&self, key: &str) -> Result<i64, SourceFault> {
        self.value.get(key).and_then(Value::as_i64).ok_or_else(|| self.fault(key))
    }

    /// The instant `key`, written in seconds since 1970 UTC.
    pub fn epoch(&self, key: &str) -> Result<Timestamp, SourceFault> {
        Timestamp::from_second(self.whole(key)?).map_err(|_| self.fault(key))
    }

    /// The instant `key`, written like `2026-01-05T14:30:00Z`.
    pub fn instant(&self, key: &str) -> Result<Timestamp, SourceFault> {
        self.text(key)?.parse().map_err(|_| self.fault(key))
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_the_path() {
        let value = serde_json::json!({"a": {"b": [{"n": 1.5, "t": "x", "z": null}], "when": "2026-01-05T14:30:00Z"}});
        let a = Node::root(&value).field("a").unwrap();
        let element = a.list("b").unwrap().remove(0);
        assert_eq!(element.path(), "a.b[0]");
        assert_eq!(element.number("n"), Ok(1.5));
        assert_eq!(element.text("t"), Ok("x"));
        assert_eq!(element.number("t"), Err(SourceFault::shape("a.b[0].t")));
        assert_eq!(element.field("z").unwrap_err(), SourceFault::shape("a.b[0].z"));
        assert_eq!(a.list("c").unwrap_err(), SourceFault::shape("a.c"));
        assert_eq!(a.instant("when").unwrap().as_second(), 1_767_623_400);
        assert_eq!(a.epoch("when"), Err(SourceFault::shape("a.when")));
        assert_eq!(a.first("b").unwrap().path(), "a.b[0]");
        assert_eq!(a.first("c").unwrap_err(), SourceFault::shape("a.c"));
        assert_eq!(element.first("z").unwrap_err(), SourceFault::Empty);
        assert!(a.entries("none").unwrap().is_empty());
    }
}
