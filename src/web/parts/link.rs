//! The smallest part there is.

/// A label and where it leads.
#[derive(Debug)]
pub struct Link {
    pub label: String,
    pub href: String,
}
