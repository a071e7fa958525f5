//! A place as it is told to somebody who chooses among several.

/// The name of a place, and what tells it from others of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    pub name: String,
    pub kind: PlaceKind,
    /// Its communes; empty for what is not in one.
    pub towns: String,
    pub departement: String,
    /// How many neighbourhoods are in it.
    pub neighbourhoods: usize,
}

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    Neighbourhood,
    Commune,
    Departement,
}
