//! What can be wrong in a field.

/// One rule that a field breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mistake {
    /// It must be filled in, or something chosen.
    Missing,
    /// Fewer characters than this.
    TooShort(usize),
    /// More characters than this.
    TooLong(usize),
    /// Not of the form that such a thing has.
    Malformed,
    /// Not in the list: it left it, or was never in it.
    Unknown,
    /// No commune of the region has this name.
    NotInRegion,
    /// No commune of this name has this postcode.
    NotThePostcode,
    /// It is ticked that it may be published, and it is not there.
    NothingToPublish,
    /// Another answer says that it is used, and it is not there.
    Needed,
    /// « Everybody » was ticked beside somebody.
    NotAlone,
}
