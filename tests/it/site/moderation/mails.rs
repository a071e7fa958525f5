//! The mails that tell what was decided, whole.

use quartiers_emploi::{
    domain::{contact::Email, proposal::Part, refusal::Refusal, text::Prose},
    mail::decision::{About, Published, change_asked, published, refused, undone},
};

use crate::given::the;

const TITLE: &str = "Vélo & Cie";

fn about(to: &Email) -> About<'_> {
    About {
        to,
        title: TITLE,
        follow: "https://annuaire.example/suivi/jeton".into(),
        rules: "https://annuaire.example/proposer/regles".into(),
    }
}

#[test]
fn every_decision_has_its_mail() {
    let to = the("anne@example.org");
    let about = about(&to);
    let words: Prose = the("Il manque l’adresse.\nMerci !");
    let page = "https://annuaire.example/initiatives/velo-cie".to_owned();
    let left = vec![Part::Phone, Part::Conditions];
    let mails = [
        published(&about, &Published { page: page.clone(), left: Vec::new(), words: None }),
        published(&about, &Published { page, left, words: Some(&words) }),
        change_asked(&about, &words),
        refused(&about, Refusal::Duplicate, &words),
        undone(&about),
    ];
    let texts = mails.map(|mail| format!("Objet : {}\n\n{}", mail.subject, mail.text));
    insta::assert_snapshot!(texts.join("\n=====\n"));
}

#[test]
fn a_mail_as_html_says_the_same_escaped() {
    let to = the("anne@example.org");
    let words: Prose = the("<b>Il manque</b> l’adresse.");
    insta::assert_snapshot!(change_asked(&about(&to), &words).html);
}
