//! Changes of initiatives whose published version lacks values: the unknown may stay unknown.

use super::initiative_edit::{correct, site_with_initiative};
use crate::fixtures::administrator;

#[tokio::test]
async fn unknown_values_may_stay_unknown_and_published_values_are_required() {
    let app = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let summary =
        [("resume", "Des voitures réparées à petit prix pour aller travailler en ville !")];
    correct(&app, &mut claire, &summary).await.assert_status(303);
    let emptied = [("commune", ""), ("porteur-nom", "")];
    let page = correct(&app, &mut claire, &emptied).await.assert_status(422);

    assert_eq!(page.attrs("#erreurs a", "href"), ["#commune", "#porteur-nom"]);
    let published = &app.app.catalogue().initiatives[0];
    assert!(published.facts.summary.as_str().ends_with('!'));
    assert_eq!(published.facts.delivery, None);
}
