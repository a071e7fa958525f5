//! Time to read, build and query the whole directory, in process, without compression:
//! `cargo bench --bench directory -- [FOLDER OF A DATABASE]`; on the embedded seeds by default.
#![expect(clippy::print_stdout, reason = "benchmark prints its results")]

#[path = "common/client.rs"]
mod client;
#[path = "common/memory.rs"]
mod memory;
#[path = "common/site.rs"]
mod site;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::{Request, Uri};
use axum_extra::extract::Query;
use quartiers_emploi::catalogue::{Catalogue, NeedPlace};
use quartiers_emploi::domain::search::{SearchPage, SearchParams};
use quartiers_emploi::import::SeedFolder;
use quartiers_emploi::paths;

use client::{Answer, send};
use memory::resident;
use site::{app, store};

/// Correct and misspelt texts, with and without facets, first and later pages.
const SEARCHES: [&str; 40] = [
    "",
    "?frein=mobilite",
    "?frein=mobilite&departement=37",
    "?frein=garde-enfants&frein=francais",
    "?frein=decrochage&public=jeunes",
    "?public=femmes&public=parents",
    "?departement=45",
    "?departement=37&departement=18&frein=numerique",
    "?quartier=sanitas-tours",
    "?commune=37261",
    "?commune=18033&frein=experience",
    "?etat=confirmee&etat=a-confirmer",
    "?etat=terminee",
    "?recueil=a-bras-le-coeur",
    "?frein=sante&public=seniors&departement=28&etat=datee",
    "?page=2",
    "?departement=37&page=3",
    "?frein=experience&page=2",
    "?q=garde+d%E2%80%99enfants",
    "?q=gardes+denfants",
    "?q=fran%C3%A7ais+tours",
    "?q=mobilitee",
    "?q=sanittas",
    "?q=microcreche",
    "?q=nounou&departement=45",
    "?q=permis&frein=mobilite",
    "?q=emploi",
    "?q=emploi&page=2",
    "?q=emploi+jeunes&frein=decrochage&departement=18",
    "?q=accompagnement+vers+l%27emploi+des+jeunes",
    "?q=je+cherche+une+formation+%C3%A0+Bourges",
    "?q=37000",
    "?q=chantier+dinsertion+blois",
    "?q=mission+loc",
    "?q=acompagnemment+personalis%C3%A9",
    "?q=m%C3%A8re+seule+orl%C3%A9ans&public=parents",
    "?q=rsa&etat=datee",
    "?q=xqzwkj",
    "?q=joue+les+tours&frein=logement",
    "?q=emploi+formation+jeunes+garde+m%C3%A8re+seule+orl%C3%A9ans+permis+%C3%A9cole+chantier",
];
/// Texts without results in the seeds: the page then looks for suggestions.
const NO_RESULT_QUERIES: [&str; 10] = [
    "?q=xqzwkj",
    "?q=sanilaz+tours",
    "?q=sanilaz&departement=18&frein=mobilite",
    "?q=plombier+chauffagiste",
    "?q=garde+d%27enfants+%C3%A0+romorantin",
    "?q=acompagnemment+personalis%C3%A9+vierson+zqxw",
    "?q=cuisine+couture+soudure+zqxw+kjwx&public=femmes",
    "?q=zqxw+kjwx+vzkqp+qsdfgh+wxcvbn+azertyuiop+plmokn+kjhgfdsq",
    "?q=cuisine+couture+soudure+restaurant+th%C3%A9%C3%A2tre+v%C3%A9lo+mara%C3%AEchage+op%C3%A9ra",
    "?q=acompagnemment+personalis%C3%A9+restorant+teatre+soudurre+maraichaje+opperas+mobilitee",
];
const ROUNDS: usize = 20;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let folder = std::env::args().skip(1).find(|text| text != "--bench");
    let temporary = tempfile::tempdir()?;
    let began = Instant::now();
    let folder = folder.as_deref().map_or(temporary.path(), Path::new);
    let store = store(&folder.join("directory.db"), &SeedFolder::Embedded).await?;
    println!("{:>10.1?}  to open the database", began.elapsed());
    let began = Instant::now();
    let app = app(store).await?;
    let catalogue = app.catalogue();
    let count = catalogue.initiatives.len();
    println!("{:>10.1?}  to read and build {count} initiatives", began.elapsed());
    print_memory("once built");
    let router = quartiers_emploi::site::router(app.clone());
    searches_alone(&catalogue)?;
    let addresses: Vec<String> =
        SEARCHES.iter().map(|query| format!("{}{query}", paths::INITIATIVES)).collect();
    pages("results pages", &router, &addresses).await?;
    let futile: Vec<String> =
        NO_RESULT_QUERIES.iter().map(|query| format!("{}{query}", paths::INITIATIVES)).collect();
    pages("results pages that find nothing", &router, &futile).await?;
    other_pages(&router, &catalogue).await?;
    print_memory("after all that");
    Ok(())
}

/// Search and facet counts alone, without rendering.
fn searches_alone(catalogue: &Catalogue) -> anyhow::Result<()> {
    let mut times = Times::default();
    for query in SEARCHES {
        let search = parse(catalogue, query)?;
        for _ in 0..ROUNDS {
            let began = Instant::now();
            black_box(catalogue.search(&search));
            times.add(query, began.elapsed());
        }
    }
    times.print_times("search and facets alone");
    Ok(())
}

fn parse(catalogue: &Catalogue, query: &str) -> anyhow::Result<SearchPage> {
    let uri: Uri = format!("/{query}").parse()?;
    let Query(params) = Query::<SearchParams>::try_from_uri(&uri)?;
    Ok(catalogue.parse_search(&params).search_page)
}

async fn other_pages(router: &Router, catalogue: &Catalogue) -> anyhow::Result<()> {
    let home = [paths::HOME.to_owned()];
    pages("home page", router, &home).await?;
    let some = catalogue.initiatives.iter().step_by(catalogue.initiatives.len().div_ceil(40));
    let initiatives: Vec<String> = some.map(|it| paths::initiative(&it.facts.slug)).collect();
    pages("initiative pages", router, &initiatives).await?;
    let neighbourhoods = catalogue.neighbourhoods.iter().map(|it| paths::neighbourhood(&it.slug));
    pages("neighbourhood pages", router, &neighbourhoods.collect::<Vec<_>>()).await?;
    let needs = catalogue.neighbourhoods.iter().flat_map(|it| {
        let place = NeedPlace::Neighbourhood(it);
        catalogue.barriers.iter().map(move |barrier| paths::need(place, &barrier.slug))
    });
    pages("needs desks", router, &needs.step_by(7).collect::<Vec<_>>()).await?;
    let barriers = catalogue.barriers.iter().map(|it| paths::barrier(&it.slug));
    pages("barrier pages", router, &barriers.collect::<Vec<_>>()).await?;
    let api: Vec<String> =
        SEARCHES.iter().take(18).map(|query| format!("/api/v1/initiatives{query}")).collect();
    pages("JSON", router, &api).await
}

/// Requests each of `addresses` in turn, several times, and prints the times.
async fn pages(what: &str, router: &Router, addresses: &[String]) -> anyhow::Result<()> {
    let mut times = Times::default();
    for address in addresses {
        for _ in 0..ROUNDS {
            let Answer { took, status, body } =
                send(router, Request::get(address.as_str())).await?;
            times.add(address, took);
            anyhow::ensure!(status.is_success() && !body.is_empty(), "{status} at {address}");
        }
    }
    times.print_times(what);
    Ok(())
}

#[derive(Default)]
struct Times<'a>(Vec<(Duration, &'a str)>);

impl<'a> Times<'a> {
    fn add(&mut self, what: &'a str, took: Duration) {
        self.0.push((took, what));
    }

    fn print_times(mut self, what: &str) {
        self.0.sort_unstable();
        let at = |part: usize| {
            let place = (self.0.len() * part / 100).min(self.0.len() - 1);
            self.0.get(place).copied().unwrap_or_default()
        };
        let ((p50, _), (p99, slow), (worst, slowest)) = (at(50), at(99), at(100));
        println!("{what}: p50 {p50:.1?}  p99 {p99:.1?} ({slow})  max {worst:.1?} ({slowest})");
    }
}

fn print_memory(when: &str) {
    let (now, most) = resident();
    println!("{now:>7} MB  resident {when}, {most} MB at most");
}
