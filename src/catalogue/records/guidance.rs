//! Guidance beyond the directory: schemes, kinds of organisations by barrier, national numbers; intercommunalities.

use std::collections::HashMap;

use crate::catalogue::Catalogue;
use crate::domain::directory::{
    Initiative, KindBarrier, NationalNumber, NationalPhone, Scheme, SchemeStatus, Snapshot, is_for,
    is_shown_to,
};
use crate::domain::place::{InseeCode, Intercommunality};
use crate::domain::text::{Slug, fold};

/// Intercommunalities, found by commune.
#[derive(Debug)]
pub struct IntercommunalityIndex {
    intercommunalities: Vec<Intercommunality>,
    by_commune: HashMap<InseeCode, usize>,
}

impl IntercommunalityIndex {
    pub fn new(intercommunalities: Vec<Intercommunality>) -> Self {
        let members = intercommunalities.iter().enumerate();
        let members = members.flat_map(|(row, it)| it.communes.iter().map(move |code| (code, row)));
        let by_commune = members.map(|(code, row)| (code.clone(), row)).collect();
        Self { intercommunalities, by_commune }
    }
}

/// Rows of the published initiatives whose text names each scheme, in their order.
pub fn scheme_rows(published: &Snapshot) -> HashMap<Slug, Vec<usize>> {
    let rows = published.initiatives.iter().enumerate();
    let rows: HashMap<_, _> = rows.map(|(row, it)| (&it.facts.reference, row)).collect();
    let of = |scheme: &Scheme| {
        let named = scheme.initiatives.iter().filter_map(|it| rows.get(it).copied());
        let mut named: Vec<usize> = named.collect();
        named.sort_unstable();
        (scheme.slug.clone(), named)
    };
    published.schemes.iter().map(of).collect()
}

/// National numbers for a text or a barrier.
#[derive(Debug)]
pub struct NationalCalls<'a> {
    pub numbers: Vec<&'a NationalNumber>,
    /// True if somebody may be in danger.
    pub is_danger: bool,
}

/// Maximum national numbers in the line above the results.
const MAX_CALLS: usize = 3;

impl Catalogue {
    /// All intercommunalities that have a commune in the region, by SIREN number.
    #[must_use]
    pub fn intercommunalities(&self) -> &[Intercommunality] {
        &self.intercommunalities.intercommunalities
    }

    /// Intercommunality of the commune `code`.
    #[must_use]
    pub fn intercommunality_of(&self, code: &InseeCode) -> Option<&Intercommunality> {
        let row = self.intercommunalities.by_commune.get(code)?;
        self.intercommunalities.intercommunalities.get(*row)
    }

    #[must_use]
    pub fn scheme(&self, slug: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.slug.as_str() == slug)
    }

    /// Schemes that help with `barrier` and are not ended: those in force first, in the order of the seeds.
    #[must_use]
    pub fn schemes_for(&self, barrier: &Slug) -> Vec<&Scheme> {
        let helps =
            |it: &&Scheme| it.barriers.contains(barrier) && it.status != SchemeStatus::Ended;
        let mut schemes: Vec<&Scheme> = self.schemes.iter().filter(helps).collect();
        schemes.sort_by_key(|scheme| scheme.status);
        schemes
    }

    /// Schemes that the text of `initiative` names.
    #[must_use]
    pub fn schemes_of(&self, initiative: &Initiative) -> Vec<&Scheme> {
        let reference = &initiative.facts.reference;
        self.schemes.iter().filter(|it| it.initiatives.contains(reference)).collect()
    }

    /// Published initiatives whose text names `scheme`.
    #[must_use]
    pub fn initiatives_naming(&self, scheme: &Scheme) -> Vec<&Initiative> {
        let rows = self.scheme_rows.get(&scheme.slug).into_iter().flatten();
        rows.filter_map(|row| self.initiatives.get(*row)).collect()
    }

    /// Kinds of organisations that help with `barrier` a person of the audiences `chosen`: those to see first, then
    /// the others, in the order of the seeds.
    #[must_use]
    pub fn kinds_for(&self, barrier: &Slug, chosen: &[Slug]) -> Vec<&KindBarrier> {
        let helps =
            |it: &&KindBarrier| it.barrier == *barrier && is_shown_to(&it.audiences_only, chosen);
        let mut kinds: Vec<&KindBarrier> = self.kind_barriers.iter().filter(helps).collect();
        kinds.sort_by_key(|kind| kind.strength);
        kinds
    }

    /// True if organisations of `kind` are open to everybody of `audiences`: what is reserved to young people is not for
    /// an action that others join too.
    #[must_use]
    pub fn is_kind_open_to_all(&self, kind: &str, audiences: &[Slug]) -> bool {
        let mut rows = self.kind_barriers.iter().filter(|it| it.kind.as_str() == kind).peekable();
        let only_for = |it: &KindBarrier| {
            let reserved = &it.audiences_only;
            reserved.is_empty()
                || (!audiences.is_empty() && audiences.iter().all(|slug| is_for(reserved, slug)))
        };
        rows.peek().is_none() || rows.any(only_for)
    }

    /// National numbers to show above the results for `text`: for the danger that it tells of, or those that it names.
    #[must_use]
    pub fn national_calls(&self, text: &str) -> Option<NationalCalls<'_>> {
        let (numbers, is_danger) = self.text.numbers_in(text, self);
        self.calls(numbers.into_iter(), is_danger)
    }

    /// National numbers to show above the needs desk of `barrier`, if a danger belongs to it.
    #[must_use]
    pub fn danger_calls(&self, barrier: &Slug) -> Option<NationalCalls<'_>> {
        self.calls(self.text.danger_numbers_of(barrier), true)
    }

    fn calls<'a>(
        &self,
        numbers: impl Iterator<Item = &'a NationalPhone>,
        is_danger: bool,
    ) -> Option<NationalCalls<'_>> {
        let known = numbers.filter_map(|it| self.national_numbers.iter().find(|n| n.number == *it));
        let numbers: Vec<&NationalNumber> = known.take(MAX_CALLS).collect();
        (!numbers.is_empty()).then_some(NationalCalls { numbers, is_danger })
    }

    /// Audiences that organisations of `kind` are reserved to, whatever the barrier; empty if they help everybody with
    /// one of them.
    #[must_use]
    pub fn audiences_of_kind(&self, kind: &Slug) -> Vec<Slug> {
        let mut audiences: Vec<Slug> = Vec::new();
        for row in self.kind_barriers.iter().filter(|it| it.kind == *kind) {
            if row.audiences_only.is_empty() {
                return Vec::new();
            }
            let new: Vec<&Slug> =
                row.audiences_only.iter().filter(|it| !audiences.contains(it)).collect();
            audiences.extend(new.into_iter().cloned());
        }
        audiences
    }

    /// Former communes that are a part of the commune `code` today, under another name.
    #[must_use]
    pub fn former_communes_of(&self, code: &InseeCode) -> Vec<&str> {
        let Some(commune) = self.commune(code) else { return Vec::new() };
        let today = fold(commune.name.as_str());
        let within = self.former_communes.iter().filter(|it| it.commune == *code);
        within.map(|it| it.name.as_str()).filter(|name| fold(name) != today).collect()
    }
}
