//! Access matrix: expected outcome of each route for each role. || Columns: visitor, invited member, moderator of the
//! home département, of another one, of the region, administrator. `i`: allowed; `s`: asked to sign in; `u`: must set
//! up a sign-in method first; `n`: forbidden; `a`: not found; `-`: not applicable.

use quartiers_emploi::domain::account::{AccountId, PasskeyId, SessionId, Token};
use quartiers_emploi::{paths, web};

use super::TestRole;
use super::users::AccessFixture;

/// A route and its cases.
pub struct Row {
    /// Method and path, as registered in the router.
    pub route: &'static str,
    pub cases: Vec<Case>,
}

/// Builds the path to request, for the role that requests it.
type Path = Box<dyn Fn(&AccessFixture, TestRole) -> String>;

/// A record requested through a route, and the outcome for each role.
pub struct Case {
    pub label: &'static str,
    /// Path to request.
    pub path: Path,
    pub answers: &'static str,
}

pub const ALL: &str = "iiiiii";
pub const NONE: &str = "aaaaaa";
/// Routes open to every member, invited ones included; same for GET and POST.
const MEMBERS: &str = "siiiii";
/// Routes open to administrators only.
const ADMINISTRATORS: &str = "sunnni";
const ADMINISTRATORS_POST: &str = "snnnni";

/// An id that no row has.
pub const NO_ID: i64 = 999_999;

pub fn no_token() -> Token {
    Token::new([9; 32])
}

pub fn rows() -> Vec<Row> {
    let proposals = super::proposals::rows();
    [public_pages(), api_routes(), sign_in_routes(), account(), members(), proposals]
        .into_iter()
        .flatten()
        .collect()
}

/// A route with a single case.
pub fn route(route: &'static str, answers: &'static str) -> Row {
    let (_, path) = route.split_once(' ').unwrap();
    route_with_path(route, path, answers)
}

/// A route with a single case, requested by another path than the one registered.
fn route_with_path(route: &'static str, path: &'static str, answers: &'static str) -> Row {
    let path = Box::new(|_: &AccessFixture, _: TestRole| path.to_owned());
    Row { route, cases: vec![Case { label: "", path, answers }] }
}

/// The GET address of a POST action: redirects to the page of the record, existing or not.
pub fn redirecting_route(route: &'static str, answers: &'static str) -> Row {
    let (_, path) = route.split_once(' ').unwrap();
    let path = Box::new(move |_: &AccessFixture, _: TestRole| {
        let id = path.replace("{id}", &NO_ID.to_string());
        id.replace("{token}", &no_token().reveal()).replace("{lien}", &no_token().reveal())
    });
    Row { route, cases: vec![Case { label: "whatever", path, answers }] }
}

/// A public page: an existing record and a missing one.
fn page(route: &'static str, there: &'static str) -> Row {
    let (start, _) = route.split_once('{').unwrap();
    let absent = format!("{}inconnu", start.trim_start_matches("GET "));
    let there = case("there", |_, _| there.to_owned(), ALL);
    Row { route, cases: vec![there, case("absent", move |_, _| absent.clone(), NONE)] }
}

/// A page under the needs desk of `place`: a known barrier and an unknown one.
fn need(route: &'static str, place: &'static str, end: &'static str) -> Row {
    let path = |barrier: &str| format!("{place}/besoins/{barrier}{end}");
    let (there, absent) = (path("mobilite"), path("inconnu"));
    let there = case("there", move |_, _| there.clone(), ALL);
    Row { route, cases: vec![there, case("absent", move |_, _| absent.clone(), NONE)] }
}

pub fn case(
    label: &'static str,
    path: impl Fn(&AccessFixture, TestRole) -> String + 'static,
    answers: &'static str,
) -> Case {
    Case { label, path: Box::new(path), answers }
}

fn public_pages() -> Vec<Row> {
    let mut rows = pages_without_parameter();
    rows.extend(pages_with_parameter());
    rows
}

fn pages_without_parameter() -> Vec<Row> {
    let plain = [
        "GET /",
        "GET /initiatives",
        "GET /initiatives/imprimer",
        "GET /initiatives/livret",
        "GET /initiatives/apercu.png",
        "GET /carte",
        "GET /acteurs",
        "GET /acteurs/imprimer",
        "GET /employeurs",
        "GET /quartiers",
        "GET /ou-suis-je",
        "GET /freins",
        "GET /recueils",
        "GET /dispositifs",
        "GET /associations",
        "GET /couverture",
        "GET /ma-liste",
        "GET /ma-liste/fiche",
        "GET /couverture.csv",
        "GET /a-propos",
        "GET /a-propos/sources",
        "GET /a-propos/classement",
        "GET /mentions-legales",
        "GET /confidentialite",
        "GET /accessibilite",
        "GET /plan-du-site",
        "GET /manifeste.webmanifest",
        "GET /robots.txt",
        "GET /sitemap.xml",
    ];
    plain.into_iter().map(|it| route(it, ALL)).collect()
}

fn pages_with_parameter() -> Vec<Row> {
    vec![
        page("GET /initiatives/{slug}", "/initiatives/garage"),
        page("GET /initiatives/{slug}/apercu.png", "/initiatives/garage/apercu.png"),
        page("GET /acteurs/{slug}", "/acteurs/regie-plus"),
        page("GET /quartiers/{slug}", "/quartiers/sanitas"),
        page("GET /quartiers/{slug}/affiche", "/quartiers/sanitas/affiche"),
        page("GET /quartiers/{slug}/poche.html", "/quartiers/sanitas/poche.html"),
        page("GET /quartiers/{slug}/apercu.png", "/quartiers/sanitas/apercu.png"),
        page("GET /quartiers/{slug}/imprimer", "/quartiers/sanitas/imprimer"),
        need("GET /quartiers/{slug}/besoins/{frein}/imprimer", "/quartiers/sanitas", "/imprimer"),
        need("GET /quartiers/{slug}/besoins/{frein}", "/quartiers/sanitas", ""),
        page("GET /communes/{commune}", "/communes/37261-tours"),
        need(
            "GET /communes/{commune}/besoins/{frein}/imprimer",
            "/communes/37261-tours",
            "/imprimer",
        ),
        need("GET /communes/{commune}/besoins/{frein}", "/communes/37261-tours", ""),
        page("GET /departements/{slug}", "/departements/cher"),
        page("GET /freins/{slug}", "/freins/mobilite"),
        page("GET /initiatives/{slug}/fiche", "/initiatives/garage/fiche"),
        page("GET /acteurs/{slug}/fiche", "/acteurs/regie-plus/fiche"),
        route_with_path("GET /dispositifs/{slug}/fiche", "/dispositifs/inconnu/fiche", NONE),
        page("GET /i/{id}", "/i/1"),
        page("GET /a/{id}", "/a/1"),
        route_with_path("GET /d/{id}", "/d/1", NONE),
        route_with_path("GET /l/{code}", "/l/inconnu", NONE),
        page("GET /q/{code}", "/q/QN03709M"),
        page("GET /static/{file}", web::assets::CSS_HOME),
        route_with_path("GET /recueils/{slug}", "/recueils/inconnu", NONE),
        route_with_path("GET /recueils/{slug}/livret", "/recueils/inconnu/livret", NONE),
        route_with_path("GET /dispositifs/{slug}", "/dispositifs/inconnu", NONE),
    ]
}

fn api_routes() -> Vec<Row> {
    vec![
        route("GET /api/v1/initiatives", ALL),
        route("GET /api/v1/initiatives/total", ALL),
        route("GET /api/v1/dispositifs", ALL),
        route_with_path("GET /api/v1/lieux", "/api/v1/lieux?q=tours", ALL),
        route_with_path("GET /api/v1/suggestions", "/api/v1/suggestions?q=tours", ALL),
        route_with_path("GET /api/v1/ou-suis-je", "/api/v1/ou-suis-je?lat=47.39&lon=0.69", ALL),
        route_with_path(
            "GET /api/v1/besoins",
            "/api/v1/besoins?quartier=sanitas&frein=mobilite",
            ALL,
        ),
        route("GET /api", NONE),
        route("GET /api/", NONE),
        route_with_path("GET /api/{*rest}", "/api/v2", NONE),
        route("GET /healthz", ALL),
        route("GET /sante", ALL),
        // No operator token is configured.
        route("GET /metriques", "ssssss"),
        // No security contact is configured.
        route("GET /.well-known/security.txt", NONE),
    ]
}

fn sign_in_routes() -> Vec<Row> {
    let invitation = |show: fn(&Token) -> String, there| {
        let absent = case("absent", move |_, _| show(&no_token()), NONE);
        vec![case("other's", move |fixture, _| show(&fixture.invitation), there), absent]
    };
    let link = || vec![case("absent", |_, _| paths::sign_in_link(&no_token()), NONE)];
    vec![
        route("GET /connexion", ALL),
        route("GET /connexion/lien", ALL),
        route("POST /connexion/lien", ALL),
        Row { route: "GET /connexion/lien/{lien}", cases: link() },
        Row { route: "POST /connexion/lien/{lien}", cases: link() },
        // This browser did not request a link.
        route("POST /connexion/code", NONE),
        route("POST /connexion/cle/demande", ALL),
        route("POST /connexion/cle", ALL),
        route("GET /connexion/inscription", ALL),
        Row {
            route: "GET /connexion/inscription/{lien}",
            cases: invitation(paths::enrolment, ALL),
        },
        Row {
            route: "POST /connexion/inscription/{lien}",
            cases: invitation(paths::enrolment, ALL),
        },
        // A valid invitation cannot be renewed.
        Row {
            route: "POST /connexion/inscription/{lien}/lien",
            cases: invitation(paths::enrolment_renewal, NONE),
        },
        route("POST /connexion/fin", ALL),
        route("GET /connexion/fin", ALL),
        route("GET /connexion/code", ALL),
        redirecting_route("GET /connexion/inscription/{lien}/lien", ALL),
    ]
}

fn account() -> Vec<Row> {
    vec![
        route("GET /connexion/preuve", MEMBERS),
        route("POST /connexion/preuve", MEMBERS),
        route("POST /connexion/preuve/cle/demande", MEMBERS),
        route("POST /connexion/preuve/cle", MEMBERS),
        route("GET /moderation/compte", MEMBERS),
        route("POST /moderation/compte/cles/demande", MEMBERS),
        route("POST /moderation/compte/cles", MEMBERS),
        Row {
            route: "POST /moderation/compte/cles/{id}/retrait",
            cases: vec![case(
                "absent",
                |_, _| paths::passkey_removal(PasskeyId::new(NO_ID)),
                "saaaaa",
            )],
        },
        route("GET /moderation/compte/application", MEMBERS),
        route("POST /moderation/compte/application", MEMBERS),
        // Invited members have no authenticator yet.
        route("POST /moderation/compte/application/retrait", "saiiii"),
        route("GET /moderation/compte/codes", MEMBERS),
        route("POST /moderation/compte/codes", MEMBERS),
        Row {
            route: "POST /moderation/compte/sessions/{id}/fin",
            cases: vec![
                case("own", |fixture, who| paths::session_end(fixture.session(who)), "-iiiii"),
                case("other's", |fixture, _| paths::session_end(fixture.others_session), "saaaaa"),
                case("absent", |_, _| paths::session_end(SessionId::new(NO_ID)), "saaaaa"),
            ],
        },
        route("POST /moderation/compte/sessions/fin", MEMBERS),
        route("POST /moderation/compte/sessions/prolongation", MEMBERS),
        redirecting_route("GET /moderation/compte/cles/{id}/retrait", MEMBERS),
        route("GET /moderation/compte/application/retrait", MEMBERS),
        redirecting_route("GET /moderation/compte/sessions/{id}/fin", MEMBERS),
        route("GET /moderation/compte/sessions/fin", MEMBERS),
        route("GET /moderation/compte/sessions/prolongation", MEMBERS),
    ]
}

fn members() -> Vec<Row> {
    let one = |route, show: fn(AccountId) -> String, [own, others, absent]: [_; 3]| Row {
        route,
        cases: vec![
            case("own", move |fixture, who| show(fixture.account(who)), own),
            case("other's", move |fixture, _| show(fixture.other), others),
            case("absent", move |_, _| show(AccountId::new(NO_ID)), absent),
        ],
    };
    let posted = ["-nnnni", ADMINISTRATORS_POST, "snnnna"];
    vec![
        route("GET /moderation/membres", ADMINISTRATORS),
        route("POST /moderation/membres", ADMINISTRATORS_POST),
        one("GET /moderation/membres/{id}", paths::member, ["-unnni", ADMINISTRATORS, "sunnna"]),
        one("POST /moderation/membres/{id}", paths::member, posted),
        one(
            "GET /moderation/membres/{id}/retrait",
            paths::member_removal,
            ["-unnni", ADMINISTRATORS, "sunnna"],
        ),
        redirecting_route("GET /moderation/membres/{id}/invitation", ADMINISTRATORS),
        one("POST /moderation/membres/{id}/retrait", paths::member_removal, posted),
        one("POST /moderation/membres/{id}/invitation", paths::member_invitation, posted),
    ]
}
