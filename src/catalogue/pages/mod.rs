//! Content of the public pages. Each is computed by one call, and its view only formats it.

mod about;
mod handout;
mod home;
mod initiative;
mod match_reason;
mod organisation;
mod place;
mod search;
mod suggestions;

pub use self::about::GuideContent;
pub use self::handout::{
    BookletChapter, BookletContent, BookletEntry, BookletOrder, ChapterSubject, IndexLine,
    PocketCache, PocketContent, PocketIndex, PocketWords,
};
pub use self::home::{BarrierContent, BarrierCount, HomeContent, NeighbourhoodCounts};
pub use self::initiative::{CollectionContent, CollectionItem, InitiativeContent};
pub use self::match_reason::{MatchReason, UnknownFact};
pub use self::organisation::{
    EmployerContact, EmployersContent, EmptyOrganisations, OrganisationContent, OrganisationHelp,
    OrganisationsContent, RelaxedOrganisationSearch,
};
pub use self::place::{
    BarrierOffers, Contact, ContactRank, CoverageCache, CoverageCell, CoverageContent,
    CoverageState, DepartementContent, DepartementCoverage, NearbyOrganisation, NearbyPhone,
    NeedContent, NeedOffer, NeedOffers, NeedPlace, NeighbourhoodContent, NeighbourhoodCoverage,
    OfferLevel, PointContent, PosterClaim, PosterContent, Proximity, StateCount, TownContent,
    TownOffers,
};
pub use self::search::{
    EmptyResults, FoundOrganisations, NamedPlace, ResultsContent, SearchNeed, UnmetBarrier,
    WiderArea, WiderSearch,
};
pub use self::suggestions::Suggestion;
