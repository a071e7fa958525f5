//! Coverage: the table of neighbourhoods and barriers, its CSV, and its part on the page of a département.

use quartiers_emploi::catalogue::{Contact, ContactRank, CoverageState, NeedPlace, ServiceLevel};

use super::need::REAL;
use crate::test_app::TestApp;

#[test]
fn each_cell_is_what_its_needs_desk_shows() {
    let coverage = REAL.coverage();
    let rows: Vec<_> = coverage.departements.iter().flat_map(|it| &it.rows).collect();
    assert_eq!((rows.len(), coverage.barriers.len()), (57, 14));
    for row in rows {
        for (barrier, cell) in coverage.barriers.iter().zip(row.cells) {
            let place = NeedPlace::Neighbourhood(row.neighbourhood);
            let desk = REAL.need_content(place, barrier, Vec::new());
            let about = format!("{}, {}", row.neighbourhood.slug, barrier.slug);
            let is_near = desk
                .open_to_here
                .shown
                .first()
                .is_some_and(|it| it.level <= ServiceLevel::Intercommunality);
            let open = |it: &&Contact<'_>| it.is_in_town() && it.rank != ContactRank::Reserved;
            let mut contacts = desk.contacts.iter().filter(open);
            let has_phone = contacts.any(|it| it.organisation.facts.phone.is_some());
            let expected = match (desk.here.total, is_near, has_phone) {
                (1.., _, _) => CoverageState::Here,
                (0, true, _) => CoverageState::Open,
                (0, false, true) => CoverageState::Phone,
                (0, false, false) => CoverageState::Nothing,
            };
            assert_eq!(cell.state(), expected, "{about}");
            assert_eq!(cell.here, desk.here.total, "{about}");
            let others = cell.open + cell.departement + cell.region;
            assert_eq!(others, desk.open_to_here.total, "{about}");
        }
    }
}

#[tokio::test]
async fn the_page_has_a_table_for_each_departement_and_a_link_for_each_pair() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/couverture").await.assert_status(200);

    let (tables, heads) = (page.texts("#t-all ~ h3"), page.texts(".cov thead th"));
    assert_eq!(tables.len(), 6, "{tables:?}");
    assert_eq!(heads.len(), 6 * 15 + 2 * 6);
    assert_eq!(page.texts("tr[data-coverage] th[scope=row]").len(), 57);
    let links = page.attrs("tr[data-coverage] td a", "href");
    assert_eq!(links.len(), 57 * 14);
    assert!(links.contains(&"/quartiers/sanitas-tours/besoins/mobilite".to_owned()));
    assert_eq!(page.texts("tr[data-frein]").len(), 14);
    let labels = page.attrs("tr[data-coverage] td a", "aria-label");
    let words = ["dans le quartier", "au quartier", "un téléphone", "rien de connu"];
    assert!(labels.iter().all(|it| words.iter().any(|word| it.contains(word))), "{labels:?}");
    let label = "Garde d’enfants, Sanitas\u{a0}: ";
    assert!(labels.iter().any(|it| it.starts_with(label)), "{labels:?}");
    let old = labels.iter().filter(|it| it.contains("à vérifier")).count();
    let marked = page.attrs("td .cov-here-old, td .cov-open-old", "href").len();
    assert!(old > 0 && old == marked, "{old} labels, {marked} marks");
    let folds = page.texts("tr[data-coverage] summary");
    let missing = |it: &String| -> usize {
        let after = it.rsplit_once(" : ").map_or("", |(_, after)| after);
        after.split(' ').next().and_then(|it| it.parse().ok()).unwrap_or(0)
    };
    let gaps = page.attrs("td a:not([class])", "href").len();
    assert_eq!((folds.len(), folds.iter().map(missing).sum::<usize>()), (57, gaps), "{folds:?}");
    assert_eq!(page.attrs("tfoot td", "data-need").len(), 6 * 3 * 14);
    assert!(page.body.contains("<p class=\"quiet\">État au "));
    assert!(page.body.len() <= 200_000, "{} bytes", page.body.len());
}

#[tokio::test]
async fn the_page_of_a_departement_has_its_table() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/departements/cher").await.assert_status(200);

    assert_eq!(page.texts("tr[data-coverage]").len(), 4);
    assert_eq!(page.attrs("tr[data-coverage] td a", "href").len(), 4 * 14);
    assert!(page.body.contains("<p class=\"quiet\">État au "));
    assert!(page.attrs("main a", "href").contains(&"/couverture".to_owned()));
}

#[tokio::test]
async fn a_spreadsheet_has_a_line_for_each_pair() {
    let app = TestApp::with_real_seeds().await;

    let table = app.get("/couverture.csv").await.assert_status(200);

    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8; header=present");
    let name = table.header("content-disposition");
    assert!(name.starts_with("attachment; filename=\"couverture-20"), "{name}");
    assert!(table.body.starts_with('\u{feff}'), "without a byte order mark");
    let mut reader = csv::Reader::from_reader(table.body.as_bytes());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        heads[..7],
        ["code_quartier", "quartier", "communes", "departement", "frein", "besoin", "etat"]
    );
    let last = ["anciennes", "telephone_dans_la_ville", "tout_le_departement", "toute_la_region"];
    assert_eq!((&heads[9..13], heads[13].as_str()), (&last.map(str::to_owned)[..], "date"));
    let lines: Vec<csv::StringRecord> = reader.records().map(|it| it.unwrap()).collect();
    assert_eq!(lines.len(), 57 * 14);
    let count = |state: &str| lines.iter().filter(|it| &it[6] == state).count();
    let cells = || REAL.coverage().departements.into_iter().flat_map(|it| it.rows);
    let nothing = cells().flat_map(|row| row.cells);
    let nothing = nothing.filter(|it| it.state() == CoverageState::Nothing).count();
    assert_eq!(count("ni_action_ni_numero"), nothing);
    assert!(lines.iter().any(|it| it[9] != *"0"), "no cell has an old initiative");
    assert!(lines.iter().all(|it| name.contains(&it[13])), "{name}");
    assert_eq!(count("ici") + count("ouvert") + count("telephone") + nothing, lines.len());
}
