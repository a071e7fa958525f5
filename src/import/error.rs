//! Validation errors of a seed folder.

/// Validation error with its position.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedError {
    pub file: String,
    /// Line where the row starts, from 1; 0 if not applicable.
    pub line: u64,
    /// Column, or element of a GeoJSON file; empty if the whole row or file is concerned.
    pub column: String,
    pub reason: SeedErrorKind,
}

/// Violated rule.
#[derive(Debug, Clone, PartialEq)]
pub enum SeedErrorKind {
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    NotUtf8,
    /// Row over the maximum length, usually an unclosed quote.
    RowTooLong,
    QuoteNotClosed,
    ColumnMissing,
    ColumnUnknown,
    ColumnTwice,
    FieldCount {
        expected: usize,
        found: usize,
    },
    Empty,
    TooLong,
    Malformed {
        expected: Expected,
        value: String,
    },
    /// Value not in the closed list of the column.
    NotOneOf {
        value: String,
        allowed: String,
    },
    /// Duplicate of the key at `line`.
    Repeated {
        value: String,
        line: u64,
    },
    /// Slug that is the name of a page.
    Reserved {
        value: String,
    },
    RepeatedInCell {
        value: String,
    },
    Unknown {
        noun: ReferenceKind,
        value: String,
    },
    CommuneOfAnotherDepartement {
        commune: String,
        departement: String,
    },
    PostcodeOfAnotherCommune {
        value: String,
    },
    NeighbourhoodOfAnotherCommune {
        value: String,
    },
    HalfAPoint,
    PointFarFromCommune {
        km: f64,
    },
    PointOutsideItsOutline,
    TieWithoutPoint,
    UnevenLists,
    TieWithoutNeighbourhood,
    NeighbourhoodWithoutTie,
    StartedAfterEnded,
    StartedAfterAttested,
    EndedButActive,
    AttestedAfterToday,
    /// The participant is already linked to an organisation, this one or another.
    AlreadyTied {
        value: String,
        organisation: String,
    },
    NoNumber,
    BeyondSize {
        size: u16,
    },
    ClosedLicence,
    WithoutOutline {
        value: String,
    },
    NotGeoJson,
    NotAnOutline,
}

/// Expected type of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    Line,
    Prose,
    Slug,
    Reference,
    Number,
    Point,
    Date,
    Hours,
    WebUrl,
    Email,
    Phone,
    NationalPhone,
    Siret,
    Siren,
    Postcode,
    CommuneCode,
    DepartementCode,
    NeighbourhoodCode,
    InclusionCode,
    List,
    Meaning,
}

/// Type of a referenced record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
    Departement,
    Commune,
    Neighbourhood,
    Barrier,
    Audience,
    Kind,
    Collection,
    Organisation,
    Initiative,
    NationalNumber,
    /// Name that is neither carrier nor partner of the initiative.
    Participant,
}

/// `text` truncated for an error message.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut excerpt: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        excerpt.push('…');
    }
    excerpt
}
