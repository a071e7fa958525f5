//! Content of the pocket pack of a neighbourhood: its needs desk, its poster, and the answers of the search to each
//! word.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::catalogue::index::{WordRole, word_role};
use crate::catalogue::{Catalogue, MAX_PRINTED, NeedContent, NeedPlace, PosterContent};
use crate::domain::directory::{Initiative, InitiativeId, Organisation, OrganisationId};
use crate::domain::place::{Neighbourhood, QpvCode};
use crate::domain::search::{FacetValue, Search};
use crate::domain::text::{Line, fold};

/// Maximum initiatives of a need.
const MAX_OF_NEED: usize = 12;

/// Pocket pack of a neighbourhood.
#[derive(Debug)]
pub struct PocketContent<'a> {
    pub neighbourhood: &'a Neighbourhood,
    pub poster: PosterContent<'a>,
    /// Needs desk for each barrier.
    pub needs: Vec<NeedContent<'a>>,
    /// Initiatives that serve the neighbourhood, in the order of the site.
    pub initiatives: Vec<&'a Initiative>,
    /// Number of them; more than are in the pack if it is truncated.
    pub total: usize,
    /// Organisations that the needs desks name, those of the neighbourhood first.
    pub organisations: Vec<&'a Organisation>,
    pub index: Arc<PocketIndex>,
}

/// Answers of the search in a neighbourhood to each known word.
#[derive(Debug)]
pub struct PocketIndex {
    pub answers: Vec<PocketWords>,
    /// Small words, which the search does not look for beside others.
    pub small_words: Vec<Box<str>>,
}

/// Words and phrases with one answer.
#[derive(Debug)]
pub struct PocketWords {
    /// Initiatives found, best first.
    pub ids: Vec<InitiativeId>,
    /// Folded.
    pub words: Vec<Box<str>>,
}

/// Indexes computed so far.
#[derive(Debug, Default)]
pub struct PocketCache(Mutex<HashMap<QpvCode, Arc<PocketIndex>>>);

impl PocketCache {
    fn get(&self, code: &QpvCode) -> Option<Arc<PocketIndex>> {
        let indexes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.get(code).map(Arc::clone)
    }

    fn insert(&self, code: &QpvCode, index: &Arc<PocketIndex>) {
        let mut indexes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.insert(code.clone(), Arc::clone(index));
    }
}

impl Catalogue {
    /// Content of the pocket pack of `neighbourhood`.
    #[must_use]
    pub fn pocket_content<'a>(&'a self, neighbourhood: &'a Neighbourhood) -> PocketContent<'a> {
        let place = NeedPlace::Neighbourhood(neighbourhood);
        let needs = self.barriers.iter();
        let needs: Vec<NeedContent<'a>> =
            needs.map(|it| self.need_content_of(place, it, Vec::new(), MAX_OF_NEED)).collect();
        let results = self.first_results(&served(neighbourhood), MAX_PRINTED);
        PocketContent {
            neighbourhood,
            poster: self.poster_content(neighbourhood),
            organisations: self.pocket_organisations(neighbourhood, &needs),
            needs,
            initiatives: results.hits,
            total: results.total,
            index: self.pocket_index(neighbourhood),
        }
    }

    /// True if the index of `neighbourhood` is computed already.
    #[must_use]
    pub(in crate::catalogue) fn has_pocket_index(&self, neighbourhood: &Neighbourhood) -> bool {
        self.pockets.get(&neighbourhood.code).is_some()
    }

    /// Organisations of the neighbourhood, then the others that `needs` name, each once.
    fn pocket_organisations<'a>(
        &'a self,
        neighbourhood: &Neighbourhood,
        needs: &[NeedContent<'a>],
    ) -> Vec<&'a Organisation> {
        let here = self.organisations_in(&neighbourhood.code).into_iter();
        let contacts = needs.iter().flat_map(|it| &it.contacts).map(|it| it.organisation);
        let mut seen: BTreeSet<OrganisationId> = BTreeSet::new();
        here.chain(contacts).filter(|it| seen.insert(it.id)).collect()
    }

    /// Answers to the words that find something in `neighbourhood`; computed at the first request.
    fn pocket_index(&self, neighbourhood: &Neighbourhood) -> Arc<PocketIndex> {
        if let Some(index) = self.pockets.get(&neighbourhood.code) {
            return index;
        }
        let index = Arc::new(self.new_pocket_index(neighbourhood));
        self.pockets.insert(&neighbourhood.code, &index);
        index
    }

    fn new_pocket_index(&self, neighbourhood: &Neighbourhood) -> PocketIndex {
        let words: BTreeSet<String> = self.pocket_texts().collect();
        let small_words = words.iter().filter(|text| is_small_word(text));
        let small_words = small_words.map(|text| text.as_str().into()).collect();
        let base = served(neighbourhood);
        let mut answers: BTreeMap<Vec<InitiativeId>, Vec<Box<str>>> = BTreeMap::new();
        for text in words {
            let found = self.first_results(&base.with_text(text.as_str()), MAX_PRINTED);
            let ids: Vec<InitiativeId> = found.hits.iter().map(|it| it.id).collect();
            if !ids.is_empty() {
                answers.entry(ids).or_default().push(text.into());
            }
        }
        let answer = |(ids, words)| PocketWords { ids, words };
        PocketIndex { answers: answers.into_iter().map(answer).collect(), small_words }
    }

    /// Texts that the index answers: the words of the index, the phrases of the vocabularies, and names.
    fn pocket_texts(&self) -> impl Iterator<Item = String> {
        let barriers = self.barriers.iter();
        let barriers = barriers.flat_map(|it| {
            it.keywords.iter().chain([&it.label, &it.plain_label]).map(Line::as_str)
        });
        let audiences = self.audiences.iter();
        let audiences =
            audiences.flat_map(|it| it.keywords.iter().chain([&it.label]).map(Line::as_str));
        let kinds = self.kinds.iter().map(|it| it.label.as_str());
        let names = self.initiatives.iter().flat_map(|it| {
            [&it.facts.title].into_iter().chain(&it.facts.carriers).map(Line::as_str)
        });
        let places = self.neighbourhoods.iter().map(|it| it.name.as_str());
        let phrases = barriers.chain(audiences).chain(kinds).chain(names).chain(places).map(fold);
        self.text.words().map(str::to_owned).chain(phrases).filter(|text| !text.is_empty())
    }
}

/// True for a single word that a search does not look for beside others.
fn is_small_word(text: &str) -> bool {
    !text.contains(' ') && word_role(text) != WordRole::Content
}

/// Search of what serves `neighbourhood`.
fn served(neighbourhood: &Neighbourhood) -> Search {
    Search::of([FacetValue::Neighbourhood(neighbourhood.code.clone())])
}
