//! Needs desk: a barrier at a place, and every answer that is known.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};
use std::thread;

use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use quartiers_emploi::catalogue::{
    Catalogue, Contact, ContactRank, EmployerContact, NeedContent, NeedOffer, NeedPlace, Proximity,
    ServiceLevel,
};
use quartiers_emploi::domain::directory::{
    Audience, Barrier, Coverage, Initiative, JOB_SEEKERS, Phone, RESIDENTS, YOUTH, is_for,
    is_open_to_all,
};
use quartiers_emploi::domain::place::{InseeCode, whole_metres};
use quartiers_emploi::domain::search::OrganisationSearch;

use crate::test_app::TestApp;

/// Catalogue of the real seeds. Built on a thread of its own: an asynchronous test has a runtime already.
pub static REAL: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    let built = thread::spawn(|| {
        let runtime = tokio::runtime::Runtime::new().expect("a Tokio runtime");
        runtime.block_on(async { TestApp::with_real_seeds().await.app.catalogue() })
    });
    built.join().expect("a catalogue")
});

/// Every place: the neighbourhoods, their towns and some other communes.
fn places() -> Vec<NeedPlace<'static>> {
    let neighbourhoods = REAL.neighbourhoods.iter();
    let towns =
        neighbourhoods.clone().flat_map(|it| &it.communes).filter_map(|it| REAL.commune(it));
    let others = REAL.communes.iter().step_by(40);
    neighbourhoods
        .map(NeedPlace::Neighbourhood)
        .chain(towns.chain(others).map(NeedPlace::Commune))
        .collect()
}

fn towns(place: NeedPlace<'_>) -> Vec<InseeCode> {
    place.served().communes
}

/// True if `initiative` serves `place`, as its facts say.
fn serves(initiative: &Initiative, place: NeedPlace<'_>) -> bool {
    let (facts, towns) = (&initiative.facts, towns(place));
    let named = place.served().neighbourhood.is_some_and(|it| facts.neighbourhoods.contains(&it));
    let in_town = facts.communes.iter().any(|code| towns.contains(code));
    let group = |code: &InseeCode| REAL.intercommunality_of(code).map(|it| it.siren.clone());
    let covers = match facts.coverage {
        Coverage::Epci => facts.communes.iter().any(|code| {
            group(code).is_some_and(|it| towns.iter().any(|town| group(town).as_ref() == Some(&it)))
        }),
        Coverage::Departement => facts.departements.contains(place.departement()),
        Coverage::Region => true,
        Coverage::Neighbourhood | Coverage::Commune | Coverage::Unknown => false,
    };
    named || in_town || covers
}

fn content(
    place: NeedPlace<'static>,
    barrier: &'static Barrier,
    audiences: &[&'static Audience],
) -> NeedContent<'static> {
    REAL.need_content(place, barrier, audiences.to_vec())
}

/// True if a number of the contacts is that of a body for young people only.
fn has_youth_only(content: &NeedContent<'_>) -> bool {
    content.contacts.iter().any(|it| {
        let only = &it.help.audiences_only;
        !only.is_empty() && only.iter().all(|slug| slug.as_str() == "jeunes")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_parts_are_disjoint_and_ordered_and_each_fact_serves_the_place(
        place in any::<Index>(),
        barrier in any::<Index>(),
        audiences in subsequence((0..12_usize).collect::<Vec<_>>(), 0..3),
    ) {
        let places = places();
        let (place, barrier) = (*place.get(&places), barrier.get(&REAL.barriers));
        let audiences: Vec<&Audience> = audiences.iter().map(|at| &REAL.audiences[*at]).collect();

        let found = content(place, barrier, &audiences);

        let parts =
            [&found.here, &found.open_to_here, &found.unknown_audience, &found.for_job_seekers];
        let all: Vec<_> = parts.iter().flat_map(|it| &it.shown).collect();
        let once: HashSet<_> = all.iter().map(|it| it.initiative.id).collect();
        prop_assert_eq!(once.len(), all.len());
        for offer in &all {
            prop_assert!(serves(offer.initiative, place), "{}", offer.initiative.facts.title);
            prop_assert!(offer.initiative.facts.barriers.contains(&barrier.slug));
        }
        for part in parts {
            prop_assert!(part.shown.is_sorted_by_key(|it| it.level));
            prop_assert!(part.shown.len() <= part.total);
        }
        prop_assert_eq!(found.here.total + found.open_to_here.total, REAL.count(&found.search));
        let expected = REAL.initiatives.iter().filter(|it| {
            serves(it, place)
                && it.facts.barriers.contains(&barrier.slug)
                && it.facts.lifecycle.state(REAL.today()).slug() != "terminee"
        });
        let expected: Vec<&Initiative> = expected.collect();
        let listed: HashSet<_> = REAL.search_all(&found.search).iter().map(|it| it.id).collect();
        let is_for_residents =
            |it: &Initiative| it.facts.audiences.iter().any(|slug| slug.as_str() == RESIDENTS);
        let in_neighbourhood = matches!(place, NeedPlace::Neighbourhood(_));
        for it in &expected {
            let is_open = is_open_to_all(&it.facts.audiences, &barrier.slug)
                && (in_neighbourhood || !is_for_residents(it));
            prop_assert!(!is_open || listed.contains(&it.id), "{} is lost", it.facts.title);
        }
        let job_seekers = audience(JOB_SEEKERS);
        let for_job_seekers = expected.iter().filter(|it| {
            !listed.contains(&it.id)
                && it.facts.audiences.contains(&job_seekers.slug)
                && it.facts.audiences.iter().all(|slug| slug.as_str() != YOUTH)
        });
        prop_assert_eq!(for_job_seekers.count(), found.for_job_seekers.total);
        if audiences.is_empty() {
            prop_assert_eq!(expected.len(), found.here.total + found.open_to_here.total);
            prop_assert!(found.schemes_for_job_seekers.is_empty());
        }
        if let NeedPlace::Commune(it) = place {
            let elsewhere = |offer: &NeedOffer<'_>| {
                !offer.initiative.facts.communes.contains(&it.insee)
            };
            prop_assert!(found.open_to_here.shown.iter().all(elsewhere));
        }
        prop_assert!(found.contacts.is_sorted_by_key(|it| (it.rank, it.proximity)));
        for contact in &found.contacts {
            let reserved = audiences.is_empty() && !contact.help.audiences_only.is_empty();
            prop_assert!(!reserved || contact.rank >= ContactRank::Reserved);
            prop_assert!(contact.rank == ContactRank::Far || !is_far(contact));
        }
        let numbers = found.contacts.iter().filter_map(|it| it.organisation.facts.phone.as_ref());
        let numbers: Vec<String> = numbers
            .map(Phone::tel_number)
            .chain(found.numbers.iter().map(|it| it.number.tel_number()))
            .collect();
        prop_assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
        prop_assert!(!found.numbers.is_empty(), "it ends on a number");
        for contact in &found.contacts {
            prop_assert_eq!(&contact.help.barrier, &barrier.slug);
            let departement = contact.organisation.facts.departement.as_ref();
            prop_assert_eq!(departement, Some(place.departement()));
        }
        if !audiences.iter().any(|it| it.slug.as_str() == "jeunes") {
            prop_assert!(!has_youth_only(&found));
        }
        let anybody = content(place, barrier, &[]);
        for contact in anybody.contacts.iter().filter(|it| it.help.audiences_only.is_empty()) {
            prop_assert!(found.contacts.iter().any(|it| it.organisation.id == contact.organisation.id));
        }
        for scheme in &anybody.schemes {
            let is_kept = scheme.is_for_everybody()
                || (is_for(&scheme.audiences, &job_seekers.slug)
                    && scheme.audiences.iter().all(|slug| slug.as_str() != YOUTH))
                || (in_neighbourhood && scheme.audiences.iter().any(|it| it.as_str() == RESIDENTS));
            let mut shown = found.schemes.iter().chain(&found.schemes_for_job_seekers);
            prop_assert!(!is_kept || shown.any(|it| it.slug == scheme.slug), "{}", scheme.slug);
        }
        if let Some(it) = &found.call_help {
            prop_assert!(it.organisation.facts.phone.is_some());
            prop_assert!(found.contacts.iter().all(|other| other.organisation.id != it.organisation.id));
        }
        for number in anybody.numbers.iter().filter(|it| it.audiences_only.is_empty()) {
            prop_assert!(found.numbers.contains(number));
        }
    }
}

/// True if `contact` is in another town, too far for an answer.
fn is_far(contact: &Contact<'_>) -> bool {
    !contact.is_in_town() && contact.metres.is_some_and(|it| it > 30_000.0)
}

fn audience(slug: &str) -> &'static Audience {
    REAL.audience(slug).expect("an audience of the seeds")
}

fn desk(neighbourhood: &str, barrier: &str, audiences: &[&str]) -> NeedContent<'static> {
    let it = REAL.find_neighbourhood(neighbourhood).expect("a neighbourhood of the seeds");
    let audiences: Vec<&Audience> = audiences.iter().map(|slug| audience(slug)).collect();
    content(NeedPlace::Neighbourhood(it), REAL.barrier(barrier).unwrap(), &audiences)
}

#[test]
fn an_organisation_tied_to_the_neighbourhood_is_first_even_without_a_position() {
    let found = desk("sanitas-tours", "experience", &["jeunes"]);

    let mut tied = found.contacts.iter().take_while(|it| it.proximity == Proximity::Tied);
    let office = tied.find(|it| it.organisation.facts.kind.as_str() == "mission-locale");
    assert_eq!(office.expect("the office of the Sanitas").metres, None);
}

#[test]
fn women_who_need_childcare_are_offered_what_is_for_parents() {
    let anybody = desk("sanitas-tours", "garde-enfants", &[]);
    let women = desk("sanitas-tours", "garde-enfants", &["femmes"]);

    let total = |it: &NeedContent<'_>| it.here.total + it.open_to_here.total;
    assert!(total(&women) >= 8, "{} of {}", total(&women), total(&anybody));
    let schemes =
        |it: &NeedContent<'_>| it.schemes.iter().map(|it| it.slug.to_string()).collect::<Vec<_>>();
    assert_eq!(schemes(&women), schemes(&anybody));
    assert_eq!(women.audiences, [audience("femmes")]);
}

#[test]
fn offers_for_parents_include_single_parents() {
    let parents = desk("sanitas-tours", "sante", &["parents"]);
    let alone = desk("sanitas-tours", "sante", &["monoparental"]);

    let for_parents = parents
        .contacts
        .iter()
        .filter(|it| it.help.audiences_only.iter().any(|slug| slug.as_str() == "parents"));
    let for_parents: Vec<_> = for_parents.map(|it| it.organisation.id).collect();
    assert!(!for_parents.is_empty());
    for id in for_parents {
        assert!(alone.contacts.iter().any(|it| it.organisation.id == id));
    }
}

#[tokio::test]
async fn the_first_number_of_a_desk_is_open_to_everybody_and_near() {
    let app = TestApp::with_real_seeds().await;
    let only_far = |it: &NeedContent<'_>| {
        !it.contacts.is_empty()
            && it.numbers.iter().any(|it| it.is_called_first())
            && it.contacts.iter().all(|it| it.rank == ContactRank::Far)
    };
    let barriers = || REAL.barriers.iter();
    let all =
        REAL.neighbourhoods.iter().flat_map(|it| barriers().map(move |barrier| (it, barrier)));
    let mut far =
        all.filter(|(it, barrier)| only_far(&content(NeedPlace::Neighbourhood(it), barrier, &[])));
    let (it, barrier) = far.next().expect("a desk with far contacts only");

    let contacts = content(NeedPlace::Neighbourhood(it), barrier, &[]).contacts;
    let measured = contacts.iter().filter(|it| it.metres.is_some()).count();
    let far = app.get(&format!("/quartiers/{}/besoins/{}", it.slug, barrier.slug)).await;
    let employers = app.get("/quartiers/sanitas-tours/besoins/employeurs").await;

    assert!(far.attr(".call1 .btn", "href").starts_with("tel:39"));
    assert_eq!(far.texts("#appeler h3")[0], "Plus loin, dans le département");
    let shown = far.texts("[data-contact]");
    let shown = shown.iter().take(contacts.len()).filter(|it| it.contains("km")).count();
    assert_eq!(shown, measured, "each known distance is told");
    let groups = employers.texts("#appeler h3");
    let last = groups.iter().rfind(|it| *it != "Pour vous aider à appeler");
    assert_eq!(last.map(String::as_str), Some("Pour certaines personnes"));
    assert_eq!(employers.attrs(".call1 .btn", "href"), ["tel:3949"]);
}

#[tokio::test]
async fn each_desk_shows_a_number_first_and_last_and_what_a_call_costs() {
    let app = TestApp::with_real_seeds().await;
    for it in REAL.neighbourhoods.iter().step_by(4) {
        for barrier in &REAL.barriers {
            let path = format!("/quartiers/{}/besoins/{}", it.slug, barrier.slug);
            let found = content(NeedPlace::Neighbourhood(it), barrier, &[]);

            let page = app.get(&path).await.assert_status(200);

            let button = page.attr(".call1 .btn", "href");
            let last = page.texts("#numero .tel").pop();
            assert_eq!(last.as_deref(), Some("39 39"), "{path}");
            assert_eq!(page.texts("#numero .tel").len(), found.numbers.len(), "{path}");
            if button == "tel:3939" {
                assert!(page.text(".call1").contains("payant"), "{path}: {}", page.text(".call1"));
            }
            let open = found.contacts.iter().any(|it| {
                it.organisation.facts.phone.is_some()
                    && it.help.audiences_only.is_empty()
                    && !it.is_of_another_town()
            });
            assert!(!(open && button == "tel:3939"), "{path}: a local number is known");
        }
    }
}

#[tokio::test]
async fn a_desk_without_a_number_in_town_names_who_helps_to_call() {
    let app = TestApp::with_real_seeds().await;
    let helped = REAL.neighbourhoods.iter().flat_map(|it| {
        let desk =
            move |barrier| (it, barrier, content(NeedPlace::Neighbourhood(it), barrier, &[]));
        REAL.barriers.iter().map(desk)
    });
    let helped: Vec<_> = helped.filter(|(_, _, found)| found.call_help.is_some()).collect();
    assert!(helped.len() > 50, "{}", helped.len());
    for (it, barrier, found) in helped.iter().step_by(20) {
        let path = format!("/quartiers/{}/besoins/{}", it.slug, barrier.slug);
        let page = app.get(&path).await.assert_status(200);
        let help = found.call_help.as_ref().expect("filtered").organisation;
        let title = page.texts("#appeler h3").pop();
        assert_eq!(title.as_deref(), Some("Pour vous aider à appeler"), "{path}");
        assert_eq!(page.texts("#appeler h4").pop().as_deref(), Some(help.facts.name.as_str()));
        assert_eq!(page.texts("[data-contact]").len(), found.contacts.len() + 1, "{path}");
    }
    let open = desk("sanitas-tours", "garde-enfants", &[]);
    assert!(open.call_help.is_none());
}

#[tokio::test]
async fn a_single_mother_who_wants_to_train_keeps_what_residents_and_job_seekers_have() {
    let app = TestApp::with_real_seeds().await;
    let found = desk("sanitas-tours", "decrochage", &["monoparental"]);
    let slugs: Vec<_> =
        found.schemes_for_job_seekers.iter().map(|it| it.slug.to_string()).collect();
    let rights = ["formation-region-remuneration", "aide-individuelle-formation", "poei", "poec"];

    let path = "/quartiers/sanitas-tours/besoins/decrochage?public=monoparental";
    let page = app.get(path).await.assert_status(200);

    for right in rights {
        assert!(slugs.iter().any(|it| it == right), "{right}: {slugs:?}");
    }
    assert!(found.here.total + found.open_to_here.total > 0);
    let titles = page.texts("#droits h3");
    assert!(titles.iter().any(|it| it == "Si vous êtes inscrit à France Travail"), "{titles:?}");
    let count: usize = page.text(".need-parts a[href='#droits'] b").parse().expect("a number");
    assert_eq!(count, page.texts("[data-scheme]").len());
}

#[tokio::test]
async fn an_initiative_of_a_desk_has_its_number_unless_the_page_shows_it_elsewhere() {
    let app = TestApp::with_real_seeds().await;
    let page = app.get("/quartiers/sanitas-tours/besoins/sante").await.assert_status(200);
    let offers = page.texts("[data-offer]").len();
    let reported = page.texts("[data-offer] .contact-line").len();
    assert!(reported > 0 && reported <= offers, "{reported} of {offers}");
    let numbers = page.attrs(".call1 [href^='tel:'], .band [href^='tel:']", "href");
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len(), "{numbers:?}");
}

#[tokio::test]
async fn a_young_person_is_asked_for_a_place_and_meets_the_bodies_for_young_people() {
    let app = TestApp::with_real_seeds().await;
    let link = "/ou-suis-je?frein=experience&public=jeunes";

    let page = app.get(link).await.assert_status(200);
    let found = app.get(&format!("{link}&adresse=sanitas")).await.assert_status(303);
    let desk = app.get(found.header("location")).await.assert_status(200);
    let choice = app.get(&format!("{link}&adresse=kennedy")).await.assert_status(200);

    let form = "form.search--place";
    assert_eq!(page.attrs(&format!("{form} [name=public]"), "value"), ["jeunes"]);
    assert_eq!(page.attrs(&format!("{form} [name=frein]"), "value"), ["experience"]);
    let address = "/quartiers/sanitas-tours/besoins/experience?public=jeunes";
    assert_eq!(found.header("location"), address);
    assert!(desk.text(".call1").contains("02 47"), "{}", desk.text(".call1"));
    assert!(desk.texts("[data-contact] h4").iter().any(|it| it.contains("Mission locale")));
    let choices = choice.attrs("#choix .places a", "href");
    assert!(choices.iter().all(|it| it.ends_with("/besoins/experience?public=jeunes")));
}

#[test]
fn the_first_contact_of_employers_is_near_and_open_to_everybody() {
    let neighbourhood = Some(REAL.find_neighbourhood("sanitas-tours").unwrap().code.clone());
    let search = OrganisationSearch { neighbourhood, ..OrganisationSearch::default() };

    let found = REAL.employers_content(&search).contacts;

    let key = |it: &EmployerContact<'_>| {
        let metres = it.metres.map_or(u32::MAX, whole_metres);
        let has_phone = it.organisation.facts.phone.is_some();
        (!it.help.audiences_only.is_empty(), !has_phone, it.proximity, metres)
    };
    assert!(found.len() > 3);
    assert!(found.is_sorted_by_key(key), "{:?}", found.iter().map(key).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_barrier_with_a_misspelt_town_leads_to_the_desk_of_the_suggested_one() {
    let app = TestApp::with_real_seeds().await;
    let desk = "/communes/18279-vierzon/besoins/mobilite";
    for query in ["q=mobilité+Vierzonn", "q=Vierzonn&frein=mobilite", "q=permis+vierzonn"] {
        let page = app.get(&format!("/initiatives?{query}")).await.assert_status(200);
        let links = page.attrs("main a", "href");
        assert!(links.iter().any(|it| it == desk), "{query}: {links:?}");
    }
    let words = ["q=formation+chauffeur", "frein=francais&q=français", "frein=confiance&q=danse"];
    for query in words.into_iter().chain(["frein=logement&q=aide"]) {
        let page = app.get(&format!("/initiatives?{query}")).await.assert_status(200);
        let links = page.attrs("main a", "href");
        assert!(!links.iter().any(|it| it.contains("/besoins/")), "{query}: {links:?}");
    }
}

#[test]
fn the_number_for_a_barrier_is_no_helpline_for_one_distress() {
    for barrier in &REAL.barriers {
        let number = REAL.number_for(Some(barrier)).expect("a number").number.to_string();
        assert!(["39 49", "39 39"].contains(&number.as_str()), "{}: {number}", barrier.slug);
    }
}

#[test]
fn most_needs_of_most_neighbourhoods_end_on_a_number_nearby() {
    let (mut in_town, mut in_departement, mut youth_only) = (0, 0, 0);
    let (mut open_in_town, mut open_in_departement) = (0, 0);
    for it in &REAL.neighbourhoods {
        for barrier in &REAL.barriers {
            let found = content(NeedPlace::Neighbourhood(it), barrier, &[]);
            let callable = found.contacts.iter().filter(|it| it.organisation.facts.phone.is_some());
            let callable: Vec<_> = callable.collect();
            in_town += usize::from(callable.iter().any(|contact| {
                let commune = contact.organisation.facts.commune.as_ref();
                commune.is_some_and(|code| it.communes.contains(code))
            }));
            in_departement += usize::from(!callable.is_empty());
            let mut open = callable.iter().filter(|it| it.help.audiences_only.is_empty());
            open_in_town += usize::from(open.clone().any(|it| it.is_in_town()));
            open_in_departement += usize::from(open.next().is_some());
            youth_only += usize::from(has_youth_only(&found));
        }
    }
    assert!(in_town >= 495, "{in_town} of 798 in the same town");
    assert!(in_departement >= 725, "{in_departement} of 798 in the département");
    assert!(open_in_town >= 393, "{open_in_town} of 798 open to everybody in the same town");
    assert!(open_in_departement >= 589, "{open_in_departement} of 798 open to everybody");
    assert_eq!(youth_only, 0);
}

#[test]
fn a_number_near_a_place_answers_everybody() {
    for it in &REAL.neighbourhoods {
        let town = REAL.commune(&it.communes[0]).expect("a commune");
        let contacts = REAL.town_content(town).contacts;
        let contacts = contacts.into_iter().chain(REAL.point_content(it.centre).contacts);
        for contact in contacts {
            let kind = &contact.organisation.facts.kind;
            assert!(REAL.audiences_of_kind(kind).is_empty(), "{}: {kind}", it.slug);
        }
    }
}

#[tokio::test]
async fn a_need_at_a_neighbourhood_has_its_four_answers_and_a_last_number() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/quartiers/sanitas-tours/besoins/garde-enfants").await.assert_status(200);

    assert_eq!(page.text("h1"), "Garde d’enfants, au Sanitas");
    assert_eq!(page.texts(".need-parts a").len(), 4);
    assert!(page.texts("[data-contact]").len() >= 2);
    assert!(!page.texts("[data-scheme]").is_empty());
    let numbers = page.attrs("main [href^='tel:']", "href");
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len(), "{numbers:?}");
    assert_eq!(numbers.last().map(String::as_str), Some("tel:3939"));
    assert!(page.attrs(".call1 a", "href")[0].starts_with("tel:+33"));
}

#[test]
fn an_offer_in_a_commune_is_local_even_if_it_serves_its_intercommunality() {
    let commune = REAL.commune(&"37003".parse().unwrap()).unwrap();

    let found = content(NeedPlace::Commune(commune), REAL.barrier("creation").unwrap(), &[]);

    let wide = |it: &&NeedOffer<'_>| it.level == ServiceLevel::Intercommunality;
    assert!(found.here.shown.iter().any(|it| wide(&it)));
    assert_eq!(found.here.total, 1);
}

#[tokio::test]
async fn without_a_contact_the_button_is_a_national_number_and_stands_once() {
    let app = TestApp::with_real_seeds().await;
    let needs = places().into_iter().flat_map(|place| {
        REAL.barriers.iter().map(move |barrier| (place, barrier, content(place, barrier, &[])))
    });
    let mut without = needs.filter(|(_, _, found)| {
        found.numbers.len() > 1
            && found.contacts.iter().all(|it| it.organisation.facts.phone.is_none())
    });
    let (place, barrier, found) = without.next().expect("a need without a contact");
    let place = match place {
        NeedPlace::Neighbourhood(it) => format!("/quartiers/{}", it.slug),
        NeedPlace::Commune(it) => format!("/communes/{}", it.insee),
    };

    let mut page = app.get(&format!("{place}/besoins/{}", barrier.slug)).await;
    if page.attrs("main", "id").is_empty() {
        page = app.get(page.header("location")).await;
    }

    let message = page.text("[data-national]");
    assert!(message.starts_with("Nous ne connaissons aucun numéro ouvert à tous"), "{message}");
    let buttons = page.attrs(".call1 .btn", "href");
    assert!(["tel:3939", "tel:3949"].contains(&buttons[0].as_str()), "{buttons:?}");
    let numbers = page.attrs("main [href^='tel:']", "href");
    assert_eq!(numbers.iter().filter(|it| **it == buttons[0]).count(), 1, "{numbers:?}");
    let national = page.attrs(".call1 [href^='tel:'], #numero [href^='tel:']", "href");
    assert_eq!(national.len(), found.numbers.len());
    assert_eq!(page.texts("#numero .tel").len(), found.numbers.len(), "each with its number");
}

#[tokio::test]
async fn a_search_leads_to_the_desk_of_its_place_for_its_audiences() {
    let app = TestApp::with_real_seeds().await;
    let desk = "/communes/18279-vierzon/besoins/mobilite";
    let cases = [
        ("frein=mobilite&q=Vierzon", desk.to_owned()),
        ("frein=mobilite&commune=18279&public=jeunes", format!("{desk}?public=jeunes")),
        ("commune=18279", "/communes/18279-vierzon".to_owned()),
    ];
    for (query, expected) in cases {
        let page = app.get(&format!("/initiatives?{query}")).await.assert_status(200);
        let links = page.attrs("main a", "href");
        assert!(links.contains(&expected), "{query}: {links:?}");
    }
}

#[tokio::test]
async fn an_audience_narrows_it_and_young_people_get_their_own_bodies() {
    let app = TestApp::with_real_seeds().await;
    let path = "/quartiers/sanitas-tours/besoins/experience";

    let anybody = app.get(path).await.assert_status(200);
    let young = app.get(&format!("{path}?public=jeunes")).await.assert_status(200);

    let names = |page: &crate::test_app::TestPage| page.texts("[data-contact] h4").join(", ");
    assert!(!names(&anybody).contains("Mission locale"), "{}", names(&anybody));
    assert!(names(&young).contains("Mission locale"), "{}", names(&young));
    assert_eq!(young.attr("#public option[selected]", "value"), "jeunes");
    assert_eq!(young.attr("meta[name=robots]", "content"), "noindex");
}

#[tokio::test]
async fn a_commune_has_a_page_and_a_needs_desk_under_its_code_and_name() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/communes/37261-tours").await.assert_status(200);
    let needs = page.attrs(".rows a", "href");

    assert_eq!(needs.len(), 14);
    let desk = app.get(&needs[0]).await.assert_status(200);
    assert_eq!(desk.text("h1"), "Garde d’enfants, à Tours");
    let moved = app.get("/communes/37261-autre-nom/besoins/mobilite").await.assert_status(301);
    assert_eq!(moved.header("location"), "/communes/37261-tours/besoins/mobilite");
    let moved = app.get("/communes/37261").await.assert_status(301);
    assert_eq!(moved.header("location"), "/communes/37261-tours");
    app.get("/communes/99999-nulle-part").await.assert_status(404);
    let joined = app.get("/communes/41059-le-controis-en-sologne").await.assert_status(200);
    assert!(joined.text(".top").contains("Contres"), "{}", joined.text(".top"));
}

#[tokio::test]
async fn a_barrier_and_a_place_typed_lead_to_their_desk() {
    let app = TestApp::with_real_seeds().await;

    let barrier = app.get("/freins/garde-enfants").await.assert_status(200);
    let found = app.get("/ou-suis-je?frein=garde-enfants&adresse=sanitas").await.assert_status(303);
    let choice = app.get("/ou-suis-je?frein=mobilite&adresse=kennedy").await.assert_status(200);
    let empty =
        app.get("/initiatives?frein=logement&quartier=le-vernet-saint-amand-montrond").await;

    assert_eq!(barrier.attrs("[data-need] a", "href").len(), 57);
    assert_eq!(found.header("location"), "/quartiers/sanitas-tours/besoins/garde-enfants");
    let choices = choice.attrs("#choix .places a", "href");
    assert!(choices.iter().all(|it| it.ends_with("/besoins/mobilite")), "{choices:?}");
    let desk = "/quartiers/le-vernet-saint-amand-montrond/besoins/logement".to_owned();
    assert!(empty.attrs("main a", "href").contains(&desk));
}

#[tokio::test]
async fn a_place_corrected_in_its_box_still_leads_to_the_desk_of_the_barrier() {
    let app = TestApp::with_real_seeds().await;

    for (typed, status) in [("", 422), ("xqzwkj", 200), ("kennedy", 200)] {
        let path = format!("/ou-suis-je?frein=mobilite&adresse={typed}");
        let page = app.get(&path).await.assert_status(status);

        let form = "form[action='/ou-suis-je'].search--place";
        assert_eq!(page.attrs(&format!("{form} [name=frein]"), "value"), ["mobilite"], "{typed}");
        assert!(page.attrs("[data-places]", "action").is_empty(), "suggestions lead elsewhere");
    }
    let page = app.get("/ou-suis-je?frein=zzz&adresse=").await.assert_status(422);
    assert!(page.attrs("[name=frein]", "value").is_empty());
    assert_eq!(page.attrs("[data-places]", "action"), ["/ou-suis-je"]);
}

#[tokio::test]
async fn the_api_has_the_same_parts_and_reports_missing_ones() {
    let app = TestApp::with_real_seeds().await;
    let path = "/api/v1/besoins?quartier=sanitas-tours&frein=garde-enfants";

    let json = app.get(path).await.assert_status(200).json();

    assert_eq!(json["place"], "Sanitas, Tours");
    assert_eq!(json["here"]["total"], 0);
    assert!(json["open_to_here"]["total"].as_u64() > Some(5));
    assert!(json["contacts"].as_array().is_some_and(|it| it.len() >= 2));
    let numbers = json["national_numbers"].as_array().unwrap();
    assert_eq!(numbers.last().unwrap()["number"], "39 39");
    let wrong = app.get("/api/v1/besoins?quartier=vol&x=1&public=moi").await.assert_status(400);
    let wrong = wrong.json();
    let errors = wrong["errors"].as_array().unwrap().iter();
    let reported: Vec<_> = errors.map(|it| it["parameter"].as_str().unwrap()).collect();
    assert_eq!(reported, ["quartier", "x", "public", "frein"]);
    let twice = app.get(&format!("{path}&public=jeunes&public=jeunes")).await.assert_status(200);
    assert_eq!(twice.json()["audiences"].as_array().map(Vec::len), Some(1));
    for query in ["", "?frein=mobilite", "?quartier=sanitas-tours", "?commune=37261&frein=vol"] {
        app.get(&format!("/api/v1/besoins{query}")).await.assert_status(400);
    }
}
