//! Query parameters as links spell them.

/// Parameter of a query with one of its values, not encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParamValue {
    pub name: &'static str,
    pub value: String,
}

impl ParamValue {
    pub fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into() }
    }
}
