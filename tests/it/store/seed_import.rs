//! Seed import, first and repeated.

use quartiers_emploi::domain::directory::{
    InitiativeId, Reception, ReceptionForm, RetiredTarget, Scheme, SchemeStatus, Seeds, Snapshot,
    Synonym, SynonymKind,
};
use quartiers_emploi::store::{ImportCounts, RecordType};

use super::{TestStore, store, with_seeds_imported};
use crate::fixtures::{SANITAS, initiative, noon, organisation, parsed, seeds, seeds_with};

async fn published(given: &TestStore) -> Snapshot {
    given.store.published().await.unwrap()
}

/// Target of a retired slug.
fn target(published: &Snapshot, slug: &str) -> Option<RetiredTarget> {
    let retired = published.retired_slugs.iter().find(|retired| retired.slug == parsed(slug))?;
    Some(retired.target.clone())
}

#[tokio::test]
async fn importing_twice_changes_nothing() {
    let carrier = organisation("Régie Plus").in_neighbourhood(SANITAS);
    let seeds = seeds_with([initiative("Garage solidaire").carried_by(&carrier)]);
    let given = with_seeds_imported(&seeds).await;
    let before = published(&given).await;

    let again = given.store.import_seeds(&seeds, noon()).await.unwrap();

    assert!(!again.is_change(), "{again:?}");
    assert_eq!(
        again.of(RecordType::Initiative),
        ImportCounts { unchanged: 1, ..ImportCounts::default() }
    );
    assert_eq!(
        again.of(RecordType::Barrier),
        ImportCounts { unchanged: 14, ..ImportCounts::default() }
    );
    assert_eq!(published(&given).await, before);
}

#[tokio::test]
async fn a_dry_run_reports_changes_and_writes_nothing() {
    let given = store().await;
    let seeds = seeds_with([initiative("Garage solidaire")]);

    let dry_run = given.store.dry_run_import(&seeds).await.unwrap();

    assert_eq!(
        dry_run.of(RecordType::Initiative),
        ImportCounts { added: 1, ..ImportCounts::default() }
    );
    assert_eq!(published(&given).await, Snapshot::default());
    assert_eq!(given.store.import_seeds(&seeds, noon()).await.unwrap(), dry_run);
}

#[tokio::test]
async fn a_changed_record_is_published_under_its_number() {
    let given =
        with_seeds_imported(&seeds_with([initiative("Garage solidaire").with_number(62)])).await;

    let changed =
        seeds_with([initiative("Garage solidaire").with_number(62).with_barriers("mobilite")]);
    let tally =
        given.store.import_seeds(&changed, noon()).await.unwrap().of(RecordType::Initiative);

    let published = published(&given).await;
    assert_eq!(tally, ImportCounts { changed: 1, ..ImportCounts::default() });
    assert_eq!(published.version, 2);
    assert_eq!(published.initiatives[0].id, InitiativeId::new(62));
    assert_eq!(published.initiatives[0].facts.barriers, [parsed("mobilite")]);
}

#[tokio::test]
async fn changes_made_on_the_site_survive_an_import() {
    let seeds = seeds_with([initiative("Garage solidaire")]);
    let given = with_seeds_imported(&seeds).await;
    let mut edited = published(&given).await.initiatives.remove(0);
    edited.facts.title = parsed("Garage du Sanitas");
    edited.facts.slug = parsed("garage-du-sanitas");

    let known = given.store.revise(&edited, noon()).await.unwrap();
    let again = given.store.import_seeds(&seeds, noon()).await.unwrap();
    let emptied = given.store.import_seeds(&crate::fixtures::seeds(), noon()).await.unwrap();

    let published = published(&given).await;
    assert!(known);
    assert_eq!(
        again.of(RecordType::Initiative),
        ImportCounts { preserved: 1, ..ImportCounts::default() }
    );
    assert_eq!(
        emptied.of(RecordType::Initiative),
        ImportCounts { preserved: 1, ..ImportCounts::default() }
    );
    assert_eq!(published.initiatives, [edited]);
    assert_eq!(published.version, 2);
    let moved = target(&published, "garage-solidaire");
    assert_eq!(moved, Some(RetiredTarget::Initiative(InitiativeId::new(1))));
}

#[tokio::test]
async fn an_initiative_that_does_not_exist_is_not_revised() {
    let given = with_seeds_imported(&seeds_with([initiative("Garage solidaire")])).await;
    let mut stranger = published(&given).await.initiatives.remove(0);
    stranger.id = InitiativeId::new(7);

    assert!(!given.store.revise(&stranger, noon()).await.unwrap());
}

#[tokio::test]
async fn a_changed_address_leads_to_the_new_one() {
    let carrier = organisation("Régie Plus");
    let garage = || initiative("Garage solidaire").carried_by(&carrier);
    let given = with_seeds_imported(&seeds_with([garage()])).await;

    let mut moved = seeds_with([garage().with_slug("garage-du-sanitas")]);
    moved.organisations[0].slug = parsed("regie-plus-tours");
    moved.neighbourhoods[1].slug = parsed("sanitas-tours");
    given.store.import_seeds(&moved, noon()).await.unwrap();

    let published = published(&given).await;
    let (garage, regie) = (published.initiatives[0].id, published.organisations[0].id);
    assert_eq!(target(&published, "garage-solidaire"), Some(RetiredTarget::Initiative(garage)));
    assert_eq!(target(&published, "regie-plus"), Some(RetiredTarget::Organisation(regie)));
    assert_eq!(target(&published, "sanitas"), Some(RetiredTarget::Neighbourhood(parsed(SANITAS))));
}

#[tokio::test]
async fn two_initiatives_may_exchange_their_addresses() {
    let given = with_seeds_imported(&seeds_with([
        initiative("Un").with_slug("un"),
        initiative("Deux").with_slug("deux"),
    ]))
    .await;

    let exchanged =
        seeds_with([initiative("Un").with_slug("deux"), initiative("Deux").with_slug("un")]);
    given.store.import_seeds(&exchanged, noon()).await.unwrap();

    let published = published(&given).await;
    assert_eq!(published.initiatives[0].facts.slug, parsed("deux"));
    assert_eq!(published.retired_slugs, []);
}

#[tokio::test]
async fn records_missing_in_the_folder_are_withdrawn_and_can_return() {
    let carrier = organisation("Régie Plus");
    let full =
        seeds_with([initiative("Garage solidaire").carried_by(&carrier), initiative("Un toit")]);
    let given = with_seeds_imported(&full).await;
    let before = published(&given).await;

    let emptied = given.store.import_seeds(&seeds(), noon()).await.unwrap();
    let without = published(&given).await;
    let back = given.store.import_seeds(&full, noon()).await.unwrap();
    let after = published(&given).await;

    assert_eq!(
        emptied.of(RecordType::Initiative),
        ImportCounts { withdrawn: 2, ..ImportCounts::default() }
    );
    assert_eq!(
        emptied.of(RecordType::Organisation),
        ImportCounts { withdrawn: 1, ..ImportCounts::default() }
    );
    assert!(without.initiatives.is_empty() && without.organisations.is_empty());
    let gone = target(&without, "garage-solidaire");
    assert_eq!(gone, Some(RetiredTarget::WithdrawnInitiative(InitiativeId::new(1))));
    let gone = target(&without, "regie-plus");
    assert!(matches!(gone, Some(RetiredTarget::WithdrawnOrganisation(_))), "{gone:?}");
    assert_eq!(
        back.of(RecordType::Initiative),
        ImportCounts { added: 2, ..ImportCounts::default() }
    );
    assert_eq!(after, Snapshot { version: 3, ..before });
}

#[tokio::test]
async fn a_word_of_the_vocabulary_may_leave_while_old_versions_still_use_it() {
    let given =
        with_seeds_imported(&seeds_with(
            [initiative("Garage solidaire").with_barriers("mobilite")],
        ))
        .await;

    let mut without = seeds_with([initiative("Garage solidaire")]);
    without.barriers.retain(|barrier| barrier.slug != parsed("mobilite"));
    let with_seeds_imported = given.store.import_seeds(&without, noon()).await.unwrap();

    assert_eq!(with_seeds_imported.of(RecordType::Barrier).withdrawn, 1);
    assert_eq!(published(&given).await.barriers.len(), 13);
}

#[tokio::test]
async fn a_number_that_is_taken_is_not_given_twice() {
    let given = with_seeds_imported(&seeds_with([initiative("Un toit").with_number(5)])).await;

    let mut both = seeds_with([initiative("Un toit").with_number(5), initiative("Un jardin")]);
    both.initiatives[1].number = 5;
    given.store.import_seeds(&both, noon()).await.unwrap();

    let ids: Vec<i64> = published(&given).await.initiatives.iter().map(|i| i.id.get()).collect();
    assert_eq!(ids, [5, 6]);
}

#[tokio::test]
async fn a_reordered_list_without_keys_is_a_change_and_reads_back_in_the_order_of_the_folder() {
    let synonym = |term: &str| Synonym {
        term: parsed(term),
        expansion: Some(parsed("le mot des textes")),
        kind: SynonymKind::Synonym,
        leads_to: Vec::new(),
    };
    let with = |terms: [&str; 3]| Seeds { synonyms: terms.map(synonym).to_vec(), ..seeds() };
    let given = with_seeds_imported(&with(["un", "deux", "deux"])).await;

    let reordered = with(["deux", "un", "deux"]);
    let moved = given.store.import_seeds(&reordered, noon()).await.unwrap();
    let after = published(&given).await;
    let mut single = reordered.clone();
    single.synonyms.pop();
    let thinned = given.store.import_seeds(&single, noon()).await.unwrap();

    let tally = ImportCounts { changed: 2, unchanged: 1, ..ImportCounts::default() };
    assert_eq!(moved.of(RecordType::Synonym), tally);
    assert_eq!((after.version, &after.synonyms), (2, &reordered.synonyms));
    assert_eq!(thinned.of(RecordType::Synonym).withdrawn, 1);
    assert_eq!(published(&given).await.synonyms, single.synonyms);
}

#[tokio::test]
async fn a_scheme_that_left_the_folder_is_withdrawn_and_may_come_back() {
    let with = |slugs: &[&str]| Seeds {
        schemes: slugs.iter().map(|slug| scheme(slug)).collect(),
        ..seeds_with([initiative("Garage solidaire")])
    };
    let given = with_seeds_imported(&with(&["prime", "permis"])).await;

    let tally = given.store.import_seeds(&with(&["prime"]), noon()).await.unwrap();

    let after = published(&given).await;
    let withdrawn = ImportCounts { unchanged: 1, withdrawn: 1, ..ImportCounts::default() };
    assert_eq!(tally.of(RecordType::Scheme), withdrawn);
    assert_eq!(after.schemes, with(&["prime"]).schemes);
    assert_eq!(target(&after, "permis"), Some(RetiredTarget::WithdrawnScheme));

    given.store.import_seeds(&with(&["permis", "prime"]), noon()).await.unwrap();
    let tally = given.store.import_seeds(&with(&["prime", "permis"]), noon()).await.unwrap();

    let after = published(&given).await;
    let moved = ImportCounts { changed: 2, ..ImportCounts::default() };
    assert_eq!(tally.of(RecordType::Scheme), moved, "their order counts");
    assert_eq!(after.schemes, with(&["prime", "permis"]).schemes);
    assert_eq!(target(&after, "permis"), None);
}

#[tokio::test]
async fn the_reception_of_an_organisation_follows_the_folder() {
    let moving = |form| {
        let reception = Reception {
            form,
            takes_appointments: false,
            appointment_hours: None,
            communes: vec![parsed("37261")],
            note: None,
        };
        let bus = organisation("Bus").with(|facts| facts.reception = Some(reception.clone()));
        Seeds { organisations: vec![bus.0], ..seeds() }
    };
    let given = with_seeds_imported(&moving(ReceptionForm::Bus)).await;

    given.store.import_seeds(&moving(ReceptionForm::Antenna), noon()).await.unwrap();
    let changed = published(&given).await.organisations.remove(0).facts.reception;
    let none = Seeds { organisations: vec![organisation("Bus").0], ..seeds() };
    given.store.import_seeds(&none, noon()).await.unwrap();

    assert_eq!(changed.map(|it| it.form), Some(ReceptionForm::Antenna));
    assert_eq!(published(&given).await.organisations[0].facts.reception, None);
}

fn scheme(slug: &str) -> Scheme {
    Scheme {
        slug: parsed(slug),
        title: parsed("Prime de retour"),
        acronym: None,
        summary: parsed("Une somme."),
        barriers: vec![parsed("mobilite")],
        audiences: vec![parsed("jeunes")],
        given_by: None,
        kinds: vec![parsed("mission-locale")],
        conditions: parsed("Être inscrit."),
        amount: None,
        how_to_ask: None,
        initiatives: vec![parsed("init-001")],
        official_url: parsed("https://d.example/"),
        source_url: parsed("https://e.example/"),
        as_of: parsed("2025-04"),
        status: SchemeStatus::InForce,
        caveat: None,
    }
}
