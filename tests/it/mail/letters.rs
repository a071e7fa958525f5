//! Snapshots of every mail, as text and as HTML.

use quartiers_emploi::{
    config::PublicUrl,
    domain::{
        access::Role,
        account::AccountChange,
        code::MailCode,
        contact::Email,
        erasure::Perishable,
        mail::{Message, Purpose},
        proposal::{Part, ProposalState},
        refusal::Refusal,
        secret::Token,
        text::Prose,
    },
    mail::{
        self, Letter,
        account::{changed, invitation, sign_in},
        decision::{
            About, Published, change_asked, published, put_back, refused, taken_down, undone,
        },
        proposal::{confirm, draft_link, links, nothing},
    },
};

use crate::given::the;

const TITLE: &str = "Vélo & <b>Cie</b>";

fn site() -> PublicUrl {
    the("https://annuaire.example")
}

fn token(n: u8) -> Token {
    Token::new([n; 32])
}

fn message(letter: &Letter) -> Message {
    letter.to(&the("anne@example.org"), Purpose::Links)
}

/// Mails to authors, independent of any decision.
fn to_authors() -> Vec<Message> {
    let states = [
        ProposalState::Draft,
        ProposalState::Unconfirmed,
        ProposalState::Pending,
        ProposalState::Changes,
        ProposalState::Published,
        ProposalState::Refused,
        ProposalState::Withdrawn,
    ];
    let proposed = |(n, state): (u8, ProposalState)| (TITLE.to_owned(), state, token(n));
    let mut all: Vec<_> = (1..).zip(states).map(proposed).collect();
    all.push((String::new(), ProposalState::Draft, token(9)));
    let address = format!("https://annuaire.example/proposer/{}", token(1).reveal());
    let letters = [
        draft_link(&site(), TITLE, &token(1)),
        draft_link(&site(), "", &token(1)),
        confirm(&site(), TITLE, &token(1), &token(2)),
        links(&site(), &all),
        nothing(&site()),
        mail::proposal_expiring((Perishable::Draft, TITLE), the("2026-12-24"), &address),
        mail::proposal_expiring((Perishable::Draft, ""), the("2026-12-24"), &address),
        mail::proposal_expiring((Perishable::Unanswered, TITLE), the("2026-12-24"), &address),
    ];
    letters.iter().map(message).collect()
}

/// Mails to authors about decisions.
fn of_decisions() -> Vec<Message> {
    let to: Email = the("anne@example.org");
    let about = About {
        to: &to,
        title: TITLE,
        follow: format!("https://annuaire.example/suivi/{}", token(1).reveal()),
        rules: "https://annuaire.example/proposer/regles".to_owned(),
    };
    let words: Prose = the("Il manque l’<adresse>.\nMerci !");
    let page = "https://annuaire.example/initiatives/velo-cie".to_owned();
    let left = vec![Part::Phone, Part::Conditions];
    vec![
        published(&about, &Published { page: page.clone(), left: Vec::new(), words: None }),
        published(&about, &Published { page, left, words: Some(&words) }),
        change_asked(&about, &words),
        refused(&about, Refusal::Duplicate, &words),
        undone(&about),
        taken_down(&about, &words, "Vous pouvez aussi vous adresser à l’éditeur."),
        put_back(&about),
    ]
}

/// Mails to members.
fn to_members() -> Vec<Message> {
    let own = ["18", "37"].into_iter().map(the).collect();
    let changes = [
        AccountChange::PasskeyAdded,
        AccountChange::PasskeyRemoved,
        AccountChange::TotpSet,
        AccountChange::TotpRemoved,
        AccountChange::CodesMade,
        AccountChange::CodeUsed(0),
        AccountChange::CodeUsed(1),
        AccountChange::CodeUsed(3),
        AccountChange::TotpRefused(jiff::civil::date(2026, 11, 25).at(10, 5, 0, 0)),
        AccountChange::Role(Role::Administrator),
        AccountChange::Role(Role::Moderator([].into())),
        AccountChange::Role(Role::Moderator(own)),
        AccountChange::Removed,
    ];
    let letters = [
        sign_in(&site(), &token(7), &MailCode::new([7; 32])),
        invitation(&site(), "Anne <Martin>", Some("Paul & Cie"), &token(7)),
        invitation(&site(), "Anne Martin", None, &token(7)),
    ];
    let told = changes.iter().map(|change| changed(&site(), "Anne Martin", change));
    letters.into_iter().chain(told).map(|letter| message(&letter)).collect()
}

fn to_operators() -> Vec<Message> {
    vec![message(&mail::test("https://annuaire.example"))]
}

fn texts(mails: &[Message]) -> String {
    let text = |mail: &Message| format!("Objet : {}\n\n{}", mail.subject, mail.text);
    mails.iter().map(text).collect::<Vec<_>>().join("\n=====\n")
}

fn pages(mails: &[Message]) -> String {
    mails.iter().map(|mail| mail.html.as_str()).collect::<Vec<_>>().join("\n=====\n")
}

#[test]
fn what_authors_are_written_as_text() {
    insta::assert_snapshot!(texts(&to_authors()));
}

#[test]
fn what_authors_are_written_as_html() {
    insta::assert_snapshot!(pages(&to_authors()));
}

#[test]
fn what_was_decided_as_text() {
    insta::assert_snapshot!(texts(&of_decisions()));
}

#[test]
fn what_was_decided_as_html() {
    insta::assert_snapshot!(pages(&of_decisions()));
}

#[test]
fn what_members_are_written_as_text() {
    insta::assert_snapshot!(texts(&to_members()));
}

#[test]
fn what_members_are_written_as_html() {
    insta::assert_snapshot!(pages(&to_members()));
}

#[test]
fn what_operators_are_written_as_text_and_as_html() {
    let mails = to_operators();
    insta::assert_snapshot!(format!("{}\n=====\n{}", texts(&mails), pages(&mails)));
}

#[test]
fn no_line_of_a_mail_breaks_before_a_sign() {
    for mail in [to_authors(), of_decisions(), to_members(), to_operators()].concat() {
        let ours = mail.text.lines().filter(|line| !line.starts_with("> "));
        for line in ours.chain([mail.subject.as_str()]) {
            for sign in [" :", " ;", " !", " ?", " »", "« "] {
                assert!(!line.contains(sign), "{line}");
            }
        }
    }
}
