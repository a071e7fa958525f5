//! Proposals entered through the form, step by step.

use super::SANITAS;
use crate::app::TestApp;

/// Form fields of each step of a valid proposal.
pub const STEPS: [(&str, &[(&str, &str)]); 5] = [
    (
        "quoi",
        &[
            ("titre", "Atelier vélo du Sanitas"),
            (
                "resume",
                "Des bénévoles réparent des vélos donnés et les prêtent aux habitants qui cherchent un travail.",
            ),
            ("activite", "permanente"),
            ("horaires", "Le mardi de 14 h à 16 h."),
        ],
    ),
    (
        "ou",
        &[
            ("quartiers", SANITAS),
            ("zone", "quartier"),
            ("accueil", "sur-place"),
            ("lieu", "Centre de vie"),
            ("adresse", "10 place Neuve"),
            ("code-postal", "37000"),
            ("commune", "tours"),
        ],
    ),
    ("pour-qui", &[("freins", "mobilite"), ("publics", "demandeurs-emploi")]),
    (
        "rejoindre",
        &[
            ("comment", "se-presenter"),
            ("comment", "telephoner"),
            ("qui", "usagers"),
            ("telephone", "02.47.00.00.00"),
            ("courriel", "secret@atelier.example"),
            ("publier", "telephone"),
            ("frais", "gratuit"),
        ],
    ),
    (
        "vous",
        &[
            ("porteur-nom", "Roue libre"),
            ("nom", "Anne Martin"),
            ("mail", "Anne@Example.org"),
            ("role", "porteur"),
        ],
    ),
];

/// Creates a draft with a valid first step; returns its path.
pub async fn begun(app: &mut TestApp) -> String {
    let page = app.get("/proposer").await;
    app.later(10);
    let stamp = page.attr("[name=timbre]", "value");
    let first = [STEPS[0].1, &[("timbre", stamp.as_str())]].concat();
    let to = app.post("/proposer", &first).await.leads();
    to.strip_suffix("/ou").expect("the path of the next step").to_owned()
}

/// Creates a draft with every step valid; returns its path.
pub async fn written(app: &mut TestApp) -> String {
    let draft = begun(app).await;
    for (step, typed) in &STEPS[1..] {
        app.post(&format!("{draft}/{step}"), typed).await.leads();
    }
    draft
}

/// Submits a proposal; returns the path of its follow-up page.
pub async fn sent(app: &mut TestApp) -> String {
    let draft = written(app).await;
    app.post(&format!("{draft}/envoi"), &[]).await.leads()
}

/// Submits a proposal and confirms its email address; returns the path of its follow-up page.
pub async fn confirmed(app: &mut TestApp) -> String {
    let follow = sent(app).await;
    let mails = app.mails().await;
    let link = crate::mails::links(mails.last().expect("a mail"))[0].to_owned();
    let path = link.strip_prefix("https://annuaire.example").expect("a URL of the site").to_owned();
    assert_eq!(app.post(&path, &[]).await.leads(), follow);
    follow
}
