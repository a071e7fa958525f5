//! Description of a place, to choose among several of one name.

/// Place with the details that distinguish it from others of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceDescription {
    pub name: String,
    pub kind: PlaceKind,
    /// Names of its communes; empty if it is not inside one.
    pub towns: String,
    pub departement: String,
    /// Number of neighbourhoods in it.
    pub neighbourhoods: usize,
}

/// Kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    Neighbourhood,
    Commune,
    Departement,
}
