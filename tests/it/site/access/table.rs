//! The table: what every door answers to whom.
//!
//! One letter for each of: a visitor, who is invited, who moderates here, elsewhere, everywhere, who administers.
//! `i`: they get in; `s`: they are asked to sign in; `u`: they must set up a way to sign in first; `n`: it is not for
//! them; `a`: there is no such thing; `-`: there is nothing of the kind to ask for.

use quartiers_emploi::{
    domain::{
        ids::{AccountId, PasskeyId, SessionId},
        secret::Token,
    },
    paths, web,
};

use super::{Who, cast::Cast};

/// One door, and what it answers.
pub struct Row {
    /// The method and the path, as the router has them.
    pub door: &'static str,
    pub cases: Vec<Case>,
}

/// Makes the path of a thing, for whoever asks.
type Path = Box<dyn Fn(&Cast, Who) -> String>;

/// What a door answers about one thing.
pub struct Case {
    pub whose: &'static str,
    /// The path to ask for.
    pub path: Path,
    pub answers: &'static str,
}

pub const ALL: &str = "iiiiii";
pub const NONE: &str = "aaaaaa";
/// What every member sees to, invited or not, with GET and with POST.
const MEMBERS: &str = "siiiii";
/// What only who administers does, with GET and with POST.
const ADMINISTRATORS: &str = "sunnni";
const ADMINISTRATORS_POST: &str = "snnnni";

/// No row of the store has this number.
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

/// A door that leads to one thing only.
pub fn door(door: &'static str, answers: &'static str) -> Row {
    let (_, path) = door.split_once(' ').unwrap();
    at(door, path, answers)
}

/// The same, by another path than the one of the router.
fn at(door: &'static str, path: &'static str, answers: &'static str) -> Row {
    let path = Box::new(|_: &Cast, _: Who| path.to_owned());
    Row { door, cases: vec![Case { whose: "", path, answers }] }
}

/// The address of an act, which only leads to the page of its thing, there or not.
pub fn leading(door: &'static str, answers: &'static str) -> Row {
    let (_, path) = door.split_once(' ').unwrap();
    let path = Box::new(move |_: &Cast, _: Who| {
        let id = path.replace("{id}", &NO_ID.to_string());
        id.replace("{token}", &no_token().reveal()).replace("{lien}", &no_token().reveal())
    });
    Row { door, cases: vec![Case { whose: "whatever", path, answers }] }
}

/// A public page: one that is there, and one that is not.
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
        // No contact is set.
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
        // No browser here asked for a link.
        door("POST /connexion/code", NONE),
        door("POST /connexion/cle/demande", ALL),
        door("POST /connexion/cle", ALL),
        door("GET /connexion/inscription", ALL),
        Row { door: "GET /connexion/inscription/{lien}", cases: invitation(paths::enrolment, ALL) },
        Row {
            door: "POST /connexion/inscription/{lien}",
            cases: invitation(paths::enrolment, ALL),
        },
        // An invitation that still serves fetches no other.
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
        // Who is invited has none yet.
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
