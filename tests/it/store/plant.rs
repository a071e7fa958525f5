//! Seed import, first and repeated.

use quartiers_emploi::{
    domain::{
        ids::InitiativeId,
        published::{Published, RetiredTarget},
        seed::Seeds,
        vocabulary::{Synonym, SynonymKind},
    },
    store::{Noun, Tally},
};

use super::{TestStore, planted, store};
use crate::given::{SANITAS, initiative, noon, organisation, seeds, seeds_with, the};

async fn published(given: &TestStore) -> Published {
    given.store.published().await.unwrap()
}

/// Target of a retired slug.
fn target(published: &Published, slug: &str) -> Option<RetiredTarget> {
    let retired = published.retired.iter().find(|retired| retired.slug == the(slug))?;
    Some(retired.target.clone())
}

#[tokio::test]
async fn planting_twice_changes_nothing() {
    let carrier = organisation("Régie Plus").in_neighbourhood(SANITAS);
    let seeds = seeds_with([initiative("Garage solidaire").carried_by(&carrier)]);
    let given = planted(&seeds).await;
    let before = published(&given).await;

    let again = given.store.plant(&seeds, noon()).await.unwrap();

    assert!(!again.is_change(), "{again:?}");
    assert_eq!(again.of(Noun::Initiative), Tally { unchanged: 1, ..Tally::default() });
    assert_eq!(again.of(Noun::Barrier), Tally { unchanged: 14, ..Tally::default() });
    assert_eq!(published(&given).await, before);
}

#[tokio::test]
async fn a_rehearsal_tells_what_would_happen_and_keeps_nothing() {
    let given = store().await;
    let seeds = seeds_with([initiative("Garage solidaire")]);

    let rehearsed = given.store.rehearse(&seeds).await.unwrap();

    assert_eq!(rehearsed.of(Noun::Initiative), Tally { added: 1, ..Tally::default() });
    assert_eq!(published(&given).await, Published::default());
    assert_eq!(given.store.plant(&seeds, noon()).await.unwrap(), rehearsed);
}

#[tokio::test]
async fn a_changed_record_is_published_under_its_number() {
    let given = planted(&seeds_with([initiative("Garage solidaire").numbered(62)])).await;

    let changed = seeds_with([initiative("Garage solidaire").numbered(62).answering("mobilite")]);
    let tally = given.store.plant(&changed, noon()).await.unwrap().of(Noun::Initiative);

    let published = published(&given).await;
    assert_eq!(tally, Tally { changed: 1, ..Tally::default() });
    assert_eq!(published.version, 2);
    assert_eq!(published.initiatives[0].id, InitiativeId::new(62));
    assert_eq!(published.initiatives[0].facts.barriers, [the("mobilite")]);
}

#[tokio::test]
async fn what_was_written_through_the_site_survives_a_planting() {
    let seeds = seeds_with([initiative("Garage solidaire")]);
    let given = planted(&seeds).await;
    let mut edited = published(&given).await.initiatives.remove(0);
    edited.facts.title = the("Garage du Sanitas");
    edited.facts.slug = the("garage-du-sanitas");

    let known = given.store.revise(&edited, noon()).await.unwrap();
    let again = given.store.plant(&seeds, noon()).await.unwrap();
    let emptied = given.store.plant(&crate::given::seeds(), noon()).await.unwrap();

    let published = published(&given).await;
    assert!(known);
    assert_eq!(again.of(Noun::Initiative), Tally { kept: 1, ..Tally::default() });
    assert_eq!(emptied.of(Noun::Initiative), Tally { kept: 1, ..Tally::default() });
    assert_eq!(published.initiatives, [edited]);
    assert_eq!(published.version, 2);
    let moved = target(&published, "garage-solidaire");
    assert_eq!(moved, Some(RetiredTarget::Initiative(InitiativeId::new(1))));
}

#[tokio::test]
async fn an_initiative_that_does_not_exist_is_not_revised() {
    let given = planted(&seeds_with([initiative("Garage solidaire")])).await;
    let mut stranger = published(&given).await.initiatives.remove(0);
    stranger.id = InitiativeId::new(7);

    assert!(!given.store.revise(&stranger, noon()).await.unwrap());
}

#[tokio::test]
async fn a_changed_address_leads_to_the_new_one() {
    let carrier = organisation("Régie Plus");
    let garage = || initiative("Garage solidaire").carried_by(&carrier);
    let given = planted(&seeds_with([garage()])).await;

    let mut moved = seeds_with([garage().at_address("garage-du-sanitas")]);
    moved.organisations[0].slug = the("regie-plus-tours");
    moved.neighbourhoods[1].slug = the("sanitas-tours");
    given.store.plant(&moved, noon()).await.unwrap();

    let published = published(&given).await;
    let (garage, regie) = (published.initiatives[0].id, published.organisations[0].id);
    assert_eq!(target(&published, "garage-solidaire"), Some(RetiredTarget::Initiative(garage)));
    assert_eq!(target(&published, "regie-plus"), Some(RetiredTarget::Organisation(regie)));
    assert_eq!(target(&published, "sanitas"), Some(RetiredTarget::Neighbourhood(the(SANITAS))));
}

#[tokio::test]
async fn two_initiatives_may_exchange_their_addresses() {
    let given = planted(&seeds_with([
        initiative("Un").at_address("un"),
        initiative("Deux").at_address("deux"),
    ]))
    .await;

    let exchanged =
        seeds_with([initiative("Un").at_address("deux"), initiative("Deux").at_address("un")]);
    given.store.plant(&exchanged, noon()).await.unwrap();

    let published = published(&given).await;
    assert_eq!(published.initiatives[0].facts.slug, the("deux"));
    assert_eq!(published.retired, []);
}

#[tokio::test]
async fn what_vanished_from_the_folder_is_withdrawn_and_may_come_back() {
    let carrier = organisation("Régie Plus");
    let full =
        seeds_with([initiative("Garage solidaire").carried_by(&carrier), initiative("Un toit")]);
    let given = planted(&full).await;
    let before = published(&given).await;

    let emptied = given.store.plant(&seeds(), noon()).await.unwrap();
    let without = published(&given).await;
    let back = given.store.plant(&full, noon()).await.unwrap();
    let after = published(&given).await;

    assert_eq!(emptied.of(Noun::Initiative), Tally { withdrawn: 2, ..Tally::default() });
    assert_eq!(emptied.of(Noun::Organisation), Tally { withdrawn: 1, ..Tally::default() });
    assert!(without.initiatives.is_empty() && without.organisations.is_empty());
    let gone = target(&without, "garage-solidaire");
    assert_eq!(gone, Some(RetiredTarget::WithdrawnInitiative(InitiativeId::new(1))));
    let gone = target(&without, "regie-plus");
    assert!(matches!(gone, Some(RetiredTarget::WithdrawnOrganisation(_))), "{gone:?}");
    assert_eq!(back.of(Noun::Initiative), Tally { added: 2, ..Tally::default() });
    assert_eq!(after, Published { version: 3, ..before });
}

#[tokio::test]
async fn a_word_of_the_vocabulary_may_leave_while_old_versions_still_use_it() {
    let given = planted(&seeds_with([initiative("Garage solidaire").answering("mobilite")])).await;

    let mut without = seeds_with([initiative("Garage solidaire")]);
    without.barriers.retain(|barrier| barrier.slug != the("mobilite"));
    let planted = given.store.plant(&without, noon()).await.unwrap();

    assert_eq!(planted.of(Noun::Barrier).withdrawn, 1);
    assert_eq!(published(&given).await.barriers.len(), 13);
}

#[tokio::test]
async fn a_number_that_is_taken_is_not_given_twice() {
    let given = planted(&seeds_with([initiative("Un toit").numbered(5)])).await;

    let mut both = seeds_with([initiative("Un toit").numbered(5), initiative("Un jardin")]);
    both.initiatives[1].number = 5;
    given.store.plant(&both, noon()).await.unwrap();

    let ids: Vec<i64> = published(&given).await.initiatives.iter().map(|i| i.id.get()).collect();
    assert_eq!(ids, [5, 6]);
}

#[tokio::test]
async fn a_reordered_list_without_keys_is_a_change_and_reads_back_in_the_order_of_the_folder() {
    let synonym = |term: &str| Synonym {
        term: the(term),
        expansion: the("le mot des textes"),
        kind: SynonymKind::Synonym,
    };
    let with = |terms: [&str; 3]| Seeds { synonyms: terms.map(synonym).to_vec(), ..seeds() };
    let given = planted(&with(["un", "deux", "deux"])).await;

    let reordered = with(["deux", "un", "deux"]);
    let moved = given.store.plant(&reordered, noon()).await.unwrap();
    let after = published(&given).await;
    let mut single = reordered.clone();
    single.synonyms.pop();
    let thinned = given.store.plant(&single, noon()).await.unwrap();

    let tally = Tally { changed: 2, unchanged: 1, ..Tally::default() };
    assert_eq!(moved.of(Noun::Synonym), tally);
    assert_eq!((after.version, &after.synonyms), (2, &reordered.synonyms));
    assert_eq!(thinned.of(Noun::Synonym).withdrawn, 1);
    assert_eq!(published(&given).await.synonyms, single.synonyms);
}
