//! What can be wrong in a folder of seeds.

/// Something wrong at one place of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    pub file: String,
    /// The line of the file where the row starts, 1 for the first; 0 when there is none to name.
    pub line: u64,
    /// The column, or the element of a GeoJSON file; empty when it is about the whole row or file.
    pub column: String,
    pub reason: Reason,
}

/// Why it is wrong, one variant a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    NotUtf8,
    /// A row so long that a quote was surely forgotten.
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
    /// Not one of the few words that the column takes.
    NotOneOf {
        value: String,
        allowed: String,
    },
    /// Already the key of the row at `line`.
    Repeated {
        value: String,
        line: u64,
    },
    RepeatedInCell {
        value: String,
    },
    Unknown {
        noun: Noun,
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
    /// The name already stands for an organisation: this one, or another.
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

/// What a cell should have held.
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
    Siret,
    Postcode,
    CommuneCode,
    DepartementCode,
    NeighbourhoodCode,
    InclusionCode,
    List,
}

/// What a cell names that the folder should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    Departement,
    Commune,
    Neighbourhood,
    Barrier,
    Audience,
    Kind,
    Collection,
    Organisation,
    Initiative,
    /// A name that is neither carrier nor partner of the initiative.
    Participant,
}

/// Enough of `text` to recognise it in a message.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
