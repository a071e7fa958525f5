//! Access matrix: expected outcome of each route for each role. || Columns: visitor, invited member, moderator of the
//! home département, of another one, of the region, administrator. `i`: allowed; `s`: asked to sign in; `u`: must set
//! up a sign-in method first; `n`: forbidden; `a`: not found; `-`: not applicable.

use quartiers_emploi::{
    domain::{
        ids::{AccountId, PasskeyId, SessionId},
        secret::Token,
    },
    paths, web,
};

use super::{Who, cast::Cast};

/// A route and its cases.
pub struct Row {
    /// Method and path, as registered in the router.
    pub door: &'static str,
    pub cases: Vec<Case>,
}

/// Builds the path to request, for the role that requests it.
type Path = Box<dyn Fn(&Cast, Who) -> String>;

/// A record requested through a route, and the outcome for each role.
pub struct Case {
    pub whose: &'static str,
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
    [reading(), programs(), signing_in(), account(), members(), proposals]
        .into_iter()
        .flatten()
        .collect()
}

/// A route with a single case.
pub fn door(door: &'static str, answers: &'static str) -> Row {
    let (_, path) = door.split_once(' ').unwrap();
    at(door, path, answers)
}

/// A route with a single case, requested by another path than the one registered.
fn at(door: &'static str, path: &'static str, answers: &'static str) -> Row {
    let path = Box::new(|_: &Cast, _: Who| path.to_owned());
    Row { door, cases: vec![Case { whose: "", path, answers }] }
}

/// The GET address of a POST action: redirects to the page of the record, existing or not.
pub fn leading(door: &'static str, answers: &'static str) -> Row {
    let (_, path) = door.split_once(' ').unwrap();
    let path = Box::new(move |_: &Cast, _: Who| {
        let id = path.replace("{id}", &NO_ID.to_string());
        id.replace("{token}", &no_token().reveal()).replace("{lien}", &no_token().reveal())
    });
    Row { door, cases: vec![Case { whose: "whatever", path, answers }] }
}

/// A public page: an existing record and a missing one.
fn page(door: &'static str, there: &'static str) -> Row {
    let (start, _) = door.split_once('{').unwrap();
    let absent = format!("{}inconnu", start.trim_start_matches("GET "));
    let there = case("there", |_, _| there.to_owned(), ALL);
    Row { door, cases: vec![there, case("absent", move |_, _| absent.clone(), NONE)] }
}

pub fn case(
    whose: &'static str,
    path: impl Fn(&Cast, Who) -> String + 'static,
    answers: &'static str,
) -> Case {
    Case { whose, path: Box::new(path), answers }
}

fn reading() -> Vec<Row> {
    let plain = [
        "GET /",
        "GET /initiatives",
        "GET /carte",
        "GET /acteurs",
        "GET /quartiers",
        "GET /ou-suis-je",
        "GET /freins",
        "GET /recueils",
        "GET /a-propos",
        "GET /a-propos/sources",
        "GET /mentions-legales",
        "GET /confidentialite",
        "GET /accessibilite",
        "GET /plan-du-site",
        "GET /robots.txt",
        "GET /sitemap.xml",
    ];
    let mut rows: Vec<Row> = plain.into_iter().map(|it| door(it, ALL)).collect();
    rows.extend([
        page("GET /initiatives/{slug}", "/initiatives/garage"),
        page("GET /acteurs/{slug}", "/acteurs/regie-plus"),
        page("GET /quartiers/{slug}", "/quartiers/sanitas"),
        page("GET /quartiers/{slug}/affiche", "/quartiers/sanitas/affiche"),
        page("GET /departements/{slug}", "/departements/cher"),
        page("GET /freins/{slug}", "/freins/mobilite"),
        page("GET /i/{id}", "/i/1"),
        page("GET /q/{code}", "/q/QN03709M"),
        page("GET /static/{file}", web::assets::CSS_HOME),
        at("GET /recueils/{slug}", "/recueils/inconnu", NONE),
    ]);
    rows
}

fn programs() -> Vec<Row> {
    vec![
        door("GET /api/v1/initiatives", ALL),
        at("GET /api/v1/lieux", "/api/v1/lieux?q=tours", ALL),
        at("GET /api/v1/ou-suis-je", "/api/v1/ou-suis-je?lat=47.39&lon=0.69", ALL),
        door("GET /api", NONE),
        door("GET /api/", NONE),
        at("GET /api/{*rest}", "/api/v2", NONE),
        door("GET /healthz", ALL),
        door("GET /sante", ALL),
        // No security contact is configured.
        door("GET /.well-known/security.txt", NONE),
    ]
}

fn signing_in() -> Vec<Row> {
    let invitation = |show: fn(&Token) -> String, there| {
        let absent = case("absent", move |_, _| show(&no_token()), NONE);
        vec![case("other's", move |cast, _| show(&cast.invitation), there), absent]
    };
    let link = || vec![case("absent", |_, _| paths::sign_in_link(&no_token()), NONE)];
    vec![
        door("GET /connexion", ALL),
        door("GET /connexion/lien", ALL),
        door("POST /connexion/lien", ALL),
        Row { door: "GET /connexion/lien/{lien}", cases: link() },
        Row { door: "POST /connexion/lien/{lien}", cases: link() },
        // This browser did not request a link.
        door("POST /connexion/code", NONE),
        door("POST /connexion/cle/demande", ALL),
        door("POST /connexion/cle", ALL),
        door("GET /connexion/inscription", ALL),
        Row { door: "GET /connexion/inscription/{lien}", cases: invitation(paths::enrolment, ALL) },
        Row {
            door: "POST /connexion/inscription/{lien}",
            cases: invitation(paths::enrolment, ALL),
        },
        // A valid invitation cannot be renewed.
        Row {
            door: "POST /connexion/inscription/{lien}/lien",
            cases: invitation(paths::enrolment_again, NONE),
        },
        door("POST /connexion/fin", ALL),
        door("GET /connexion/fin", ALL),
        door("GET /connexion/code", ALL),
        leading("GET /connexion/inscription/{lien}/lien", ALL),
    ]
}

fn account() -> Vec<Row> {
    vec![
        door("GET /connexion/preuve", MEMBERS),
        door("POST /connexion/preuve", MEMBERS),
        door("POST /connexion/preuve/cle/demande", MEMBERS),
        door("POST /connexion/preuve/cle", MEMBERS),
        door("GET /moderation/compte", MEMBERS),
        door("POST /moderation/compte/cles/demande", MEMBERS),
        door("POST /moderation/compte/cles", MEMBERS),
        Row {
            door: "POST /moderation/compte/cles/{id}/retrait",
            cases: vec![case(
                "absent",
                |_, _| paths::passkey_removal(PasskeyId::new(NO_ID)),
                "saaaaa",
            )],
        },
        door("GET /moderation/compte/application", MEMBERS),
        door("POST /moderation/compte/application", MEMBERS),
        // Invited members have no authenticator yet.
        door("POST /moderation/compte/application/retrait", "saiiii"),
        door("GET /moderation/compte/codes", MEMBERS),
        door("POST /moderation/compte/codes", MEMBERS),
        Row {
            door: "POST /moderation/compte/sessions/{id}/fin",
            cases: vec![
                case("own", |cast, who| paths::session_end(cast.session(who)), "-iiiii"),
                case("other's", |cast, _| paths::session_end(cast.others_session), "saaaaa"),
                case("absent", |_, _| paths::session_end(SessionId::new(NO_ID)), "saaaaa"),
            ],
        },
        door("POST /moderation/compte/sessions/fin", MEMBERS),
        door("POST /moderation/compte/sessions/prolongation", MEMBERS),
        leading("GET /moderation/compte/cles/{id}/retrait", MEMBERS),
        door("GET /moderation/compte/application/retrait", MEMBERS),
        leading("GET /moderation/compte/sessions/{id}/fin", MEMBERS),
        door("GET /moderation/compte/sessions/fin", MEMBERS),
        door("GET /moderation/compte/sessions/prolongation", MEMBERS),
    ]
}

fn members() -> Vec<Row> {
    let one = |door, show: fn(AccountId) -> String, [own, others, absent]: [_; 3]| Row {
        door,
        cases: vec![
            case("own", move |cast, who| show(cast.account(who)), own),
            case("other's", move |cast, _| show(cast.other), others),
            case("absent", move |_, _| show(AccountId::new(NO_ID)), absent),
        ],
    };
    let posted = ["-nnnni", ADMINISTRATORS_POST, "snnnna"];
    vec![
        door("GET /moderation/membres", ADMINISTRATORS),
        door("POST /moderation/membres", ADMINISTRATORS_POST),
        one("GET /moderation/membres/{id}", paths::member, ["-unnni", ADMINISTRATORS, "sunnna"]),
        one("POST /moderation/membres/{id}", paths::member, posted),
        one(
            "GET /moderation/membres/{id}/retrait",
            paths::member_removal,
            ["-unnni", ADMINISTRATORS, "sunnna"],
        ),
        leading("GET /moderation/membres/{id}/invitation", ADMINISTRATORS),
        one("POST /moderation/membres/{id}/retrait", paths::member_removal, posted),
        one("POST /moderation/membres/{id}/invitation", paths::member_invitation, posted),
    ]
}
