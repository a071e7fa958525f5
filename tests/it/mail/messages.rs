//! Snapshots of every mail, as text and as HTML.

use quartiers_emploi::config::PublicUrl;
use quartiers_emploi::domain::account::{AccountChange, MailCode, Role, Token};
use quartiers_emploi::domain::directory::Email;
use quartiers_emploi::domain::moderation::RefusalReason;
use quartiers_emploi::domain::operations::{Message, Purpose, RetentionClass};
use quartiers_emploi::domain::proposal::{Part, ProposalState};
use quartiers_emploi::domain::text::Prose;
use quartiers_emploi::mail::account::{account_changed, invitation, sign_in};
use quartiers_emploi::mail::decision::{
    DecisionContext, Published, change_requested, published, put_back, refused, taken_down, undone,
};
use quartiers_emploi::mail::proposal::{confirm, draft_link, links, no_proposals};
use quartiers_emploi::mail::{self, Letter};

use crate::fixtures::parsed;

const TITLE: &str = "Vélo & <b>Cie</b>";

fn site() -> PublicUrl {
    parsed("https://annuaire.example")
}

fn token(n: u8) -> Token {
    Token::new([n; 32])
}

fn message(letter: &Letter) -> Message {
    letter.to(&parsed("anne@example.org"), Purpose::Links)
}

/// Mails to authors, independent of any decision.
fn author_mails() -> Vec<Message> {
    let states = [
        ProposalState::Draft,
        ProposalState::Unconfirmed,
        ProposalState::Pending,
        ProposalState::ChangesRequested,
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
        no_proposals(&site()),
        mail::expiry_reminder(RetentionClass::Draft, TITLE, parsed("2026-12-24"), &address),
        mail::expiry_reminder(RetentionClass::Draft, "", parsed("2026-12-24"), &address),
        mail::expiry_reminder(RetentionClass::Unanswered, TITLE, parsed("2026-12-24"), &address),
    ];
    letters.iter().map(message).collect()
}

/// Mails to authors about decisions.
fn decision_mails() -> Vec<Message> {
    let to: Email = parsed("anne@example.org");
    let about = DecisionContext {
        to: &to,
        title: TITLE,
        follow: format!("https://annuaire.example/suivi/{}", token(1).reveal()),
        rules: "https://annuaire.example/proposer/regles".to_owned(),
    };
    let words: Prose = parsed("Il manque l’<adresse>.\nMerci !");
    let page = "https://annuaire.example/initiatives/velo-cie".to_owned();
    let left = vec![Part::Phone, Part::Conditions];
    vec![
        published(
            &about,
            &Published { page: page.clone(), declined_parts: Vec::new(), moderator_message: None },
        ),
        published(
            &about,
            &Published { page, declined_parts: left, moderator_message: Some(&words) },
        ),
        change_requested(&about, &words),
        refused(&about, RefusalReason::Duplicate, &words),
        undone(&about, ProposalState::Published),
        undone(&about, ProposalState::Refused),
        undone(&about, ProposalState::ChangesRequested),
        taken_down(&about, &words, "Vous pouvez aussi vous adresser à l’éditeur."),
        put_back(&about, "https://annuaire.example/initiatives/velo-cie"),
    ]
}

/// Mails to members.
fn member_mails() -> Vec<Message> {
    let own = ["18", "37"].into_iter().map(parsed).collect();
    let changes = [
        AccountChange::PasskeyAdded,
        AccountChange::PasskeyRemoved,
        AccountChange::TotpSet,
        AccountChange::TotpRemoved,
        AccountChange::RecoveryCodesReplaced,
        AccountChange::RecoveryCodeUsed(0),
        AccountChange::RecoveryCodeUsed(1),
        AccountChange::RecoveryCodeUsed(3),
        AccountChange::TotpLocked(jiff::civil::date(2026, 11, 25).at(10, 5, 0, 0)),
        AccountChange::Role(Role::Administrator, Vec::new()),
        AccountChange::Role(Role::Moderator([].into()), Vec::new()),
        AccountChange::Role(
            Role::Moderator(own),
            vec!["Cher".to_owned(), "Indre-et-Loire".to_owned()],
        ),
        AccountChange::Removed,
    ];
    let letters = [
        sign_in(&site(), &token(7), &MailCode::new([7; 32])),
        invitation(&site(), "Anne <Martin>", Some("Paul & Cie"), &token(7)),
        invitation(&site(), "Anne Martin", None, &token(7)),
    ];
    let reported = changes.iter().map(|change| account_changed(&site(), "Anne Martin", change));
    letters.into_iter().chain(reported).map(|letter| message(&letter)).collect()
}

fn operator_mails() -> Vec<Message> {
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
fn mails_to_authors_as_text() {
    insta::assert_snapshot!(texts(&author_mails()));
}

#[test]
fn mails_to_authors_as_html() {
    insta::assert_snapshot!(pages(&author_mails()));
}

#[test]
fn decision_mails_as_text() {
    insta::assert_snapshot!(texts(&decision_mails()));
}

#[test]
fn decision_mails_as_html() {
    insta::assert_snapshot!(pages(&decision_mails()));
}

#[test]
fn mails_to_members_as_text() {
    insta::assert_snapshot!(texts(&member_mails()));
}

#[test]
fn mails_to_members_as_html() {
    insta::assert_snapshot!(pages(&member_mails()));
}

#[test]
fn mails_to_operators_as_text_and_as_html() {
    let mails = operator_mails();
    insta::assert_snapshot!(format!("{}\n=====\n{}", texts(&mails), pages(&mails)));
}

#[test]
fn no_line_of_a_mail_breaks_before_a_sign() {
    for mail in [author_mails(), decision_mails(), member_mails(), operator_mails()].concat() {
        let ours = mail.text.lines().filter(|line| !line.starts_with("> "));
        for line in ours.chain([mail.subject.as_str()]) {
            for sign in [" :", " ;", " !", " ?", " »", "« "] {
                assert!(!line.contains(sign), "{line}");
            }
        }
    }
}
