//! Value of a filter, with its number of results.

/// Checkbox or option of a filter.
#[derive(Debug)]
pub struct FilterOption {
    pub value: String,
    pub label: String,
    /// Number of results after choosing this value, or dropping it if it is chosen.
    pub count: usize,
    pub chosen: bool,
}
