//! Shortlist of an adviser and its sheet: the list is the address, and nothing is stored.

use jiff::Timestamp;
use quartiers_emploi::domain::directory::{Seeds, Shortlist};

use crate::fixtures::{SANITAS, initiative, organisation, parsed, seeds_with};
use crate::test_app::TestApp;

fn three_records() -> Seeds {
    let regie = organisation("Régie Plus").in_commune("37261").with(|it| {
        it.phone = Some(parsed("02 47 00 00 01"));
        it.address = Some(parsed("3 rue des Ponts"));
    });
    seeds_with([
        initiative("Garage solidaire").with_barriers("mobilite").carried_by(&regie),
        initiative("Un toit").in_neighbourhood(SANITAS),
        initiative("Vieux chantier").in_commune("37261").ended(),
    ])
}

/// The site after another import of `after`, at `moment`.
async fn reimported(mut app: TestApp, after: &Seeds, moment: &str) -> TestApp {
    let at: Timestamp = parsed(moment);
    app.app.store.import_seeds(after, at).await.expect("the seeds are imported");
    app.app.refresh().await.expect("the catalogue is built");
    app.set_clock(moment);
    app
}

fn names(page: &crate::test_app::TestPage) -> Vec<String> {
    page.texts(".picks h3")
}

#[tokio::test]
async fn a_list_shows_its_records_in_the_order_of_its_address() {
    let app = TestApp::with_seeds(&three_records()).await;

    let page = app.get("/ma-liste?l=i2,a1,i1").await.assert_status(200);

    assert_eq!(names(&page), ["Un toit", "Régie Plus", "Garage solidaire"]);
    assert_eq!(page.texts(".picks .tel").len(), 2, "of the organisation, and of the carrier");
    assert_eq!(page.header("set-cookie"), "");
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert_eq!(page.attr("meta[name=robots]", "content"), "noindex,nofollow");
}

#[tokio::test]
async fn an_empty_list_says_how_to_fill_it() {
    let app = TestApp::with_seeds(&three_records()).await;
    let page = app.get("/ma-liste").await.assert_status(200);
    assert_eq!(page.text("h1 + .lead"), "La liste est vide.");
    assert!(page.attrs("main li a", "href").contains(&"/initiatives".to_owned()));
    assert!(page.attrs("meta[name=robots]", "content").is_empty(), "worth finding");
}

#[tokio::test]
async fn a_link_to_add_carries_the_list_on_without_script() {
    let app = TestApp::with_seeds(&three_records()).await;

    let results = app.get("/initiatives?l=i2").await.assert_status(200);
    let add = results.attr("[data-add=i1]", "href");
    let target = app.get(&add).await.redirect_target();
    let list = app.get(&target).await.assert_status(200);

    assert_eq!(add, "/ma-liste?ajout=i1&l=i2");
    assert_eq!(target, "/ma-liste?l=i2,i1&du=2026-11-24&avant=i2");
    assert_eq!(names(&list), ["Un toit", "Garage solidaire"]);
    assert_eq!(list.text(".undo p"), "« Garage solidaire » est dans la liste.");
    let onward = list.attrs("main a.btn", "href");
    assert!(onward.contains(&"/initiatives?l=i2,i1".to_owned()), "{onward:?}");
}

#[tokio::test]
async fn every_public_link_and_form_of_a_page_carries_the_list() {
    let app = TestApp::with_real_seeds().await;
    for path in [
        "/?l=i40,a1",
        "/initiatives?frein=mobilite&l=i40,a1",
        "/quartiers/sanitas-tours/besoins/garde-enfants?l=i40,a1",
        "/acteurs?l=i40%2Ca1",
        "/dispositifs/aide-garde-enfants?l=i40,a1",
        "/cette-page-n-existe-pas?l=i40,a1",
    ] {
        let page = app.get(path).await;
        let links = page.attrs("a[href^='/']", "href");
        let own = ["/proposer", "/suivi", "/moderation", "/connexion", "/api"];
        let links = links.iter().filter(|it| own.iter().all(|start| !it.starts_with(start)));
        for link in links {
            assert!(link.contains("l=i40,a1"), "{path}: {link}");
        }
        let forms = page.attrs("form:not([method])", "action").len();
        assert_eq!(page.attrs("form > input[name=l][value='i40,a1']", "value").len(), forms);
        assert_eq!(page.attr("[data-list] a", "href"), "/ma-liste?l=i40,a1");
    }
}

#[tokio::test]
async fn pages_without_a_list_stay_as_cacheable_as_they_were() {
    let app = TestApp::with_seeds(&three_records()).await;

    let carried = app.get("/initiatives?l=i2").await.assert_status(200);
    let plain = app.get("/initiatives").await.assert_status(200);
    let again = app.get("/initiatives?l=i2").await.assert_status(200);

    assert!(!plain.body.contains("l=i2"), "no list of another address");
    assert_eq!(plain.header("cache-control"), carried.header("cache-control"));
    assert_eq!(carried.body, again.body, "a function of the address");
    assert!(
        plain.attrs("[data-list]", "hidden").len() == 1 && plain.header("set-cookie").is_empty()
    );
}

#[tokio::test]
async fn a_redirect_carries_the_list() {
    let app = TestApp::with_seeds(&three_records()).await;
    let moved = app.get("/i/1?l=i2").await.assert_status(301);
    assert_eq!(moved.header("location"), "/initiatives/garage-solidaire?l=i2");
}

#[tokio::test]
async fn items_move_leave_and_come_back_by_links() {
    let app = TestApp::with_seeds(&three_records()).await;
    let page = app.get("/ma-liste?l=i1,i2,a1").await;
    let link = |item: &str, at: usize| page.attrs(&format!("#{item} .moves a"), "href")[at].clone();
    let path = |link: String| link.split('#').next().unwrap_or_default().to_owned();

    let later = app.get(&path(link("i1", 0))).await;
    assert_eq!(names(&later), ["Un toit", "Garage solidaire", "Régie Plus"]);
    assert_eq!(later.text(".undo p"), "L’ordre a changé.");

    let removed = app.get(&path(link("i2", 2))).await;
    assert_eq!(names(&removed), ["Garage solidaire", "Régie Plus"]);
    assert_eq!(removed.text(".undo p"), "« Un toit » n’est plus dans la liste.");
    let undone = app.get(&removed.attr(".undo a", "href")).await;
    assert_eq!(names(&undone), ["Garage solidaire", "Un toit", "Régie Plus"]);

    let clear = page.attrs("main p.btns a", "href").pop().expect("a link to remove all");
    let cleared = app.get(&clear).await;
    assert_eq!(cleared.text("h1 + .lead"), "La liste est vide.");
    let back = app.get(&cleared.attr(".undo a", "href")).await;
    assert_eq!(names(&back), ["Garage solidaire", "Un toit", "Régie Plus"]);
    assert_eq!(page.texts("#i1 .moves span.act"), ["Premier"]);
    assert_eq!(page.texts("#a1 .moves span.act"), ["Dernier"]);
}

#[tokio::test]
async fn a_full_list_refuses_the_twenty_first_and_says_so() {
    let app = TestApp::with_real_seeds().await;
    let twenty = (101..=120).map(|n| format!("a{n}")).collect::<Vec<_>>().join(",");

    let target = app.get(&format!("/ma-liste?ajout=i40&l={twenty}")).await.redirect_target();
    let page = app.get(&target).await.assert_status(200);
    assert_eq!(names(&page).len(), Shortlist::MAX_ITEMS);
    assert!(page.text(".note--warn").contains("20 adresses au plus"));

    let longer = app.get(&format!("/ma-liste?l={twenty},i40,%3Ci%3E,i41")).await.assert_status(200);
    assert_eq!(names(&longer).len(), Shortlist::MAX_ITEMS);
    let notices = longer.texts(".note--warn");
    assert!(
        notices.iter().any(|it| it.contains("2 adresses sont laissées de côté")),
        "{notices:?}"
    );
    assert!(notices.iter().any(|it| it.contains("n’est pas lisible")), "{notices:?}");
    assert!(!longer.body.contains("<i>"));
}

#[tokio::test]
async fn ended_withdrawn_changed_or_unknown_entries_have_a_notice() {
    let app = TestApp::with_seeds(&three_records()).await;
    let mut later = three_records();
    later.initiatives.retain(|it| it.number != 2);
    later.organisations[0].phone = Some(parsed("02 47 00 00 02"));
    let app = reimported(app, &later, "2026-12-02T09:00:00Z").await;

    let page = app.get("/ma-liste?l=i2,a1,i99,i3&du=2026-11-24").await.assert_status(200);

    assert_eq!(names(&page), ["Numéro i2", "Régie Plus", "Numéro i99", "Vieux chantier"]);
    assert_eq!(page.text("#i2 .picks__notice"), "Cette initiative n’est plus dans l’annuaire.");
    let changed = "Sa page a changé le 2 décembre 2026. Relisez-la avant de la donner.";
    assert_eq!(page.text("#a1 .picks__notice"), changed);
    assert_eq!(page.text("#i99 .picks__notice"), "Ce numéro n’existe pas dans l’annuaire.");
    assert_eq!(page.text("#i3 .state"), "Terminée");
    assert!(page.texts("#i3 .tel").is_empty(), "nobody is sent to what ended");
    let onward = "/initiatives?commune=37261&l=i2,a1,i99,i3";
    assert!(page.attrs("#i3 a.act", "href").contains(&onward.to_owned()));
    assert!(page.texts("#i2 a.act, #i99 a.act").len() > 2, "they can be moved and removed");

    let fresh = app.get("/ma-liste?l=a1&du=2026-12-02").await;
    assert!(fresh.texts(".picks__notice").is_empty());
    let undated = app.get("/ma-liste?l=a1").await;
    assert!(undated.texts(".picks__notice").is_empty());
}

#[tokio::test]
async fn an_initiative_changed_since_the_list_was_made_is_reported_and_a_new_slug_keeps_its_number()
{
    let app = TestApp::with_seeds(&three_records()).await;
    let mut later = three_records();
    later.initiatives[0].facts.slug = parsed("garage-du-sanitas");
    let app = reimported(app, &later, "2026-12-02T09:00:00Z").await;

    let page = app.get("/ma-liste?l=i1,i2&du=2026-11-24").await;

    assert_eq!(page.attrs("#i1 h3 a", "href"), ["/initiatives/garage-du-sanitas?l=i1,i2"]);
    assert!(page.text("#i1 .picks__notice").starts_with("Sa page a changé"));
    assert!(page.texts("#i2 .picks__notice").is_empty());
}

#[tokio::test]
async fn the_short_address_leads_to_the_same_list_and_a_wrong_one_nowhere() {
    let app = TestApp::with_seeds(&three_records()).await;
    let page = app.get("/ma-liste?l=i2,a1,i3&du=2026-11-24").await;
    let short = page.text(".give__short");
    let (host, code) = short.split_once("/l/").expect("a short address");

    assert_eq!(host, "annuaire.example");
    let target = app.get(&format!("/l/{code}")).await.assert_status(301);
    assert_eq!(target.header("location"), "/ma-liste?l=i2,a1,i3&du=2026-11-24");
    let typed = app.get(&format!("/l/{}", code.to_uppercase())).await.assert_status(301);
    assert_eq!(typed.header("location"), target.header("location"));
    for wrong in ["zzzz", "2", &code[1..], "%00", "été"] {
        app.get(&format!("/l/{}", wrong.replace('é', "%C3%A9"))).await.assert_status(404);
    }
}

#[tokio::test]
async fn short_links_of_organisations_and_schemes_lead_to_their_pages() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let scheme = &catalogue.schemes[3];
    let id = catalogue.scheme_id(&scheme.slug).expect("a number");
    let known = &catalogue.organisations[5];

    let organisation = app.get(&format!("/a/{}", known.id)).await.assert_status(301);
    let target = app.get(&format!("/d/{id}")).await.assert_status(301);

    assert_eq!(organisation.header("location"), format!("/acteurs/{}", known.facts.slug));
    assert_eq!(target.header("location"), format!("/dispositifs/{}", scheme.slug));
    for unknown in ["/a/999999", "/d/999999", "/a/x", "/d/-1"] {
        app.get(unknown).await.assert_status(404);
    }
}

#[tokio::test]
async fn the_number_of_a_scheme_outlives_its_order_its_withdrawal_and_a_restart() {
    let app = TestApp::with_real_seeds().await;
    let first = app.app.catalogue();
    let slugs: Vec<_> = first.schemes.iter().map(|it| it.slug.clone()).collect();
    let before: Vec<_> =
        slugs.iter().map(|slug| first.scheme_id(slug).expect("a number")).collect();
    let folder = quartiers_emploi::import::SeedFolder::Embedded;
    let mut seeds = quartiers_emploi::import::read(&folder, first.today()).expect("valid seeds");
    seeds.schemes.reverse();
    let gone = seeds.schemes.remove(2);
    let app = reimported(app, &seeds, "2026-12-02T09:00:00Z").await;

    let after = app.app.catalogue();
    for (slug, id) in slugs.iter().zip(&before) {
        assert_eq!(after.scheme_id(slug), Some(*id), "{slug}");
    }
    let id = first.scheme_id(&gone.slug).expect("a number");
    app.get(&format!("/d/{id}")).await.assert_status(410);
    let list = app.get(&format!("/ma-liste?l=d{id}")).await;
    assert_eq!(list.text(".picks__notice"), "Cette aide n’est plus dans l’annuaire.");

    let restarted = TestApp::on_copy_of(app.copy_folder().await.path()).await;
    let restarted = restarted.app.catalogue();
    assert!(slugs.iter().zip(&before).all(|(slug, id)| restarted.scheme_id(slug) == Some(*id)));
}

#[tokio::test]
async fn the_message_has_names_numbers_and_the_short_address_in_three_parts_at_most() {
    let app = TestApp::with_real_seeds().await;
    let twenty = (101..=120).map(|n| format!("a{n}")).collect::<Vec<_>>().join(",");
    for list in ["i159,a221,i132", twenty.as_str()] {
        let page = app.get(&format!("/ma-liste?l={list}")).await;
        let sms = page.attr("a[href^='sms:']", "href");
        let mailto = page.attr("a[href^='mailto:']", "href");
        let text = page.text("#texte");
        assert!(page.text(".give .quiet").contains("partie"), "{list}");
        assert!(text.contains("annuaire.example/l/"), "{text}");
        assert!(text.contains(" : 0"), "{text}");
        assert!(text.chars().count() <= 459, "{text}");
        assert!(sms.starts_with("sms:?&body=") && !sms.contains(' '), "{sms}");
        assert!(mailto.starts_with("mailto:?subject=Vos%20adresses&body="), "{mailto}");
        assert!(mailto.contains("%0D%0A") && mailto.len() <= 1_900, "{mailto}");
    }
}

#[tokio::test]
async fn a_sheet_has_the_same_seven_lines_for_each_entry_and_lines_to_write_on() {
    let app = TestApp::with_seeds(&three_records()).await;

    let sheet = app.get("/ma-liste/fiche?l=i1,a1&du=2026-11-24").await.assert_status(200);

    let seven = ["Où", "Quand", "Appeler", "Dire", "Apporter", "Y aller", "Rendez-vous"];
    assert_eq!(sheet.texts(".sheet dt"), [seven, seven].concat());
    assert_eq!(sheet.text("h1"), "2 adresses pour vous");
    assert_eq!(sheet.texts(".sheet__tel").len(), 2);
    assert_eq!(sheet.texts(".sheet svg.code").len(), 3, "one each, and one for the list");
    assert!(sheet.texts(".write").len() >= 8, "unknown lines are written by hand");
    assert!(sheet.text(".sheet__address").starts_with("annuaire.example/l/"));
    let dates = "Imprimée le 24 novembre 2026. Valable jusqu’au 24 février 2027.";
    assert_eq!(sheet.text(".sheet__dates b"), dates);
    assert!(sheet.attrs(".sheet input, .sheet textarea", "id").is_empty(), "no name is typed");
}

#[tokio::test]
async fn one_record_has_a_sheet_of_its_own() {
    let app = TestApp::with_real_seeds().await;
    for path in [
        "/initiatives/nouveau-depart-chateaudun",
        "/acteurs/france-services-aubigny-sur-nere",
        "/dispositifs/aide-garde-enfants",
    ] {
        let record = app.get(path).await.assert_status(200);
        let link = format!("{path}/fiche");
        assert!(record.attrs("a", "href").contains(&link), "{path}");
        assert_eq!(record.attrs("a.btn[data-add]", "data-add").len(), 1);
        let sheet = app.get(&link).await.assert_status(200);
        assert!(record.text("h1").starts_with(&sheet.text(".sheet h2")), "{path}");
        let large = sheet.attrs(".sheetbar a", "href").pop().expect("the large size");
        assert_eq!(large, format!("{link}?taille=grande"));
        let large = app.get(&large).await.assert_status(200);
        assert_eq!(large.texts(".sheet--xl").len(), 1);
    }
    app.get("/initiatives/inconnue/fiche").await.assert_status(404);
}

#[tokio::test]
async fn a_sheet_sends_nobody_to_what_ended_or_is_gone() {
    let app = TestApp::with_seeds(&three_records()).await;
    let sheet = app.get("/ma-liste/fiche?l=i3,i99").await.assert_status(200);
    assert!(sheet.texts(".sheet__tel").is_empty());
    assert_eq!(
        sheet.texts(".sheet h2").get(1).map(String::as_str),
        Some("Cette adresse n’est plus dans l’annuaire.")
    );
    assert!(sheet.text(".sheet__seen").contains("N’y allez pas"));
    let empty = app.get("/ma-liste/fiche").await.assert_status(200);
    assert!(empty.text(".sheet").contains("La liste est vide"));
}

#[tokio::test]
async fn a_heading_has_no_name_in_any_form_so_that_no_browser_sends_it() {
    let app = TestApp::with_seeds(&three_records()).await;
    let page = app.get("/ma-liste?l=i1").await;
    assert!(page.attrs("#titre", "name").is_empty());
    assert_eq!(page.attrs("form #titre", "id"), Vec::<String>::new());
}
