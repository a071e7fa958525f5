//! Is the program up, and what does it hold?

use crate::{
    app::TestApp,
    given::{initiative, seeds_with},
};

#[tokio::test]
async fn health_counts_what_the_catalogue_holds() {
    let app = TestApp::with(&seeds_with([initiative("Garage"), initiative("Un toit")])).await;

    for path in ["/healthz", "/sante"] {
        let health = app.get(path).await.assert_status(200);

        let json = health.json();
        assert_eq!(json["status"], "ok");
        assert_eq!(json["catalogue"]["initiatives"], 2);
        assert_eq!(json["catalogue"]["neighbourhoods"], 2);
        assert_eq!(json["catalogue"]["communes"], 3);
        assert_eq!(json["catalogue"]["version"], app.app.catalogue().version());
        assert_eq!(json["catalogue"]["day"], "2026-11-24");
        assert_eq!(json["program"]["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(health.header("cache-control"), "private, no-store");
    }
}
