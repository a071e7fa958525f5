//! Link.

/// Label and URL.
#[derive(Debug)]
pub struct Link {
    pub label: String,
    pub href: String,
}
