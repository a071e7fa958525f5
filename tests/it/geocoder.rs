//! Geocoder client against a loopback server that answers correctly, late, wrongly or not at all.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::yield_now;
use tokio::time::sleep;

use quartiers_emploi::clock::Clock;
use quartiers_emploi::geocoder::{Geocoder, GeocoderError};

use crate::test_app::TestApp;

const FOUND: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
    "geometry":{"type":"Point","coordinates":[0.6942,47.3936]},
    "properties":{"label":"1 Rue Essai 37000 Tours","score":0.97,"type":"housenumber"}}]}"#;

/// A geocoder client, its server answering every request with `answer`; the channel gives the request lines.
async fn geocoder_answering(
    answer: Vec<u8>,
    delay: Duration,
) -> (Geocoder, UnboundedReceiver<String>) {
    let (base, requests) = start_server(answer, delay).await;
    (geocoder(&base), requests)
}

/// A client of the server at `base`.
fn geocoder(base: &str) -> Geocoder {
    Geocoder::new(base.parse().expect("a valid service URL"), Clock::system())
}

/// Starts the server; returns its URL and the channel of the requests it received.
async fn start_server(answer: Vec<u8>, delay: Duration) -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free loopback port");
    let base = format!("http://{}", listener.local_addr().expect("a valid address"));
    let (sent, requests) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 8192];
            let read = stream.read(&mut request).await.unwrap_or_default();
            request.truncate(read);
            let _ = sent.send(String::from_utf8_lossy(&request).into_owned());
            sleep(delay).await;
            // Fails when the client has closed the connection early.
            let _ = stream.write_all(&answer).await;
        }
    });
    (base, requests)
}

fn http(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = "content-type: application/json\r\nconnection: close\r\n";
    format!("HTTP/1.1 {status}\r\n{head}content-length: {length}\r\n\r\n{body}").into_bytes()
}

#[tokio::test]
async fn an_address_is_found_by_its_text_and_nothing_else_is_sent() {
    let (geocoder, mut requests) = geocoder_answering(http("200 OK", FOUND), Duration::ZERO).await;

    let found = geocoder.find("  1 rue Essai, Tours ").await.expect("a response");

    assert_eq!(found.len(), 1);
    assert_eq!(found[0].label.as_str(), "1 Rue Essai 37000 Tours");
    let request = requests.recv().await.expect("a request").to_ascii_lowercase();
    assert!(request.starts_with("get /search/?q=1%20rue%20essai%2c%20tours&limit=5 http/1.1\r\n"));
    let names: Vec<_> = request.lines().skip(1).filter_map(|line| line.split_once(':')).collect();
    let mut names: Vec<&str> = names.into_iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "host", "user-agent"]);
}

#[tokio::test]
async fn a_text_that_is_no_address_is_not_sent() {
    let (geocoder, mut requests) = geocoder_answering(http("200 OK", FOUND), Duration::ZERO).await;
    for text in ["", "ab", "   ", "?rue"] {
        assert_eq!(geocoder.find(text).await.expect("no request is sent"), [], "{text}");
    }
    assert!(requests.try_recv().is_err());
}

#[tokio::test]
async fn an_invalid_response_is_an_error() {
    let long = format!("[{}]", "1,".repeat(2_500_000));
    let wrong = r#"{"features":[{"geometry":{"coordinates":"nord"},"properties":{"label":7}}]}"#;
    let html = "<html><body>Service indisponible</body></html>";
    let lying = [http("200 OK", html), http("200 OK", wrong), http("200 OK", "")];
    for answer in lying {
        let (geocoder, _requests) = geocoder_answering(answer, Duration::ZERO).await;
        let found = geocoder.find("1 rue Essai").await;
        assert!(matches!(found, Err(GeocoderError::Unreadable)), "{found:?}");
    }
    let unannounced = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{long}").into_bytes();
    for too_long in [http("200 OK", &long), unannounced] {
        let (geocoder, _requests) = geocoder_answering(too_long, Duration::ZERO).await;
        let found = geocoder.find("1 rue Essai").await;
        assert!(matches!(found, Err(GeocoderError::TooLong)), "{found:?}");
    }
    let cut = http("200 OK", FOUND)[..120].to_vec();
    let (geocoder, _requests) = geocoder_answering(cut, Duration::ZERO).await;
    assert!(geocoder.find("1 rue Essai").await.is_err());
    let (geocoder, _requests) =
        geocoder_answering(b"SSH-2.0-OpenSSH\r\n".to_vec(), Duration::ZERO).await;
    assert!(matches!(geocoder.find("1 rue Essai").await, Err(GeocoderError::Connection(_))));
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    let elsewhere =
        b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    let (geocoder, _requests) = geocoder_answering(elsewhere.to_vec(), Duration::ZERO).await;
    assert!(matches!(geocoder.find("1 rue Essai").await, Err(GeocoderError::Refused(_))));
}

#[tokio::test]
async fn a_text_that_the_service_refuses_means_no_address() {
    let (geocoder, _requests) =
        geocoder_answering(http("400 Bad Request", "{}"), Duration::ZERO).await;
    assert_eq!(geocoder.find("1 rue Essai").await.expect("a response"), []);
}

/// The paused clock of the runtime goes to the timeout of two seconds, not to the answer after 30.
#[tokio::test(start_paused = true)]
async fn a_late_answer_is_waited_for_two_seconds_and_no_more() {
    let (geocoder, _requests) =
        geocoder_answering(http("200 OK", FOUND), Duration::from_secs(30)).await;
    let found = geocoder.find("1 rue Essai").await;
    assert!(matches!(found, Err(GeocoderError::Timeout)), "{found:?}");
}

/// A client of a server that sends `answer` one byte per packet.
async fn byte_by_byte_geocoder(answer: Vec<u8>) -> Geocoder {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free loopback port");
    let base = format!("http://{}", listener.local_addr().expect("a valid address"));
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a client connects");
        stream.set_nodelay(true).expect("a socket");
        let _ = stream.read(&mut vec![0; 8192]).await;
        for byte in answer {
            // The client has closed the connection early.
            if stream.write_all(&[byte]).await.is_err() {
                break;
            }
            yield_now().await;
        }
    });
    geocoder(&base)
}

#[tokio::test]
async fn an_answer_of_one_byte_a_packet_is_read_and_bounded() {
    let found = byte_by_byte_geocoder(http("200 OK", FOUND)).await.find("1 rue Essai").await;
    assert_eq!(found.expect("a response").len(), 1);

    // Endless chunks of one byte without a length: ended by the size limit or by the timeout of two seconds.
    let mut endless = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    endless.extend(b"1\r\n \r\n".repeat(200 * 1024));
    let found = byte_by_byte_geocoder(endless).await.find("1 rue Essai").await;
    assert!(matches!(found, Err(GeocoderError::TooLong | GeocoderError::Timeout)), "{found:?}");
}

#[tokio::test]
async fn five_failures_open_the_circuit_breaker() {
    let (geocoder, mut requests) = geocoder_answering(http("503 Busy", "{}"), Duration::ZERO).await;
    for _ in 0..5 {
        assert!(matches!(geocoder.find("1 rue Essai").await, Err(GeocoderError::Refused(_))));
    }
    for _ in 0..3 {
        assert!(matches!(geocoder.find("1 rue Essai").await, Err(GeocoderError::CircuitOpen)));
    }
    let mut questions = 0;
    while requests.try_recv().is_ok() {
        questions += 1;
    }
    assert_eq!(questions, 5);
}

/// A site on the seeds of the program, with a geocoder that answers `answer`.
async fn site(answer: Vec<u8>) -> (TestApp, UnboundedReceiver<String>) {
    let (base, requests) = start_server(answer, Duration::ZERO).await;
    (TestApp::with_real_seeds_and_settings(&["--geocoder", &base]).await, requests)
}

#[tokio::test]
async fn a_street_is_chosen_among_the_addresses_found() {
    let (app, _requests) = site(http("200 OK", FOUND)).await;

    let page = app.get("/ou-suis-je?adresse=1+rue+Essai,+Tours").await.assert_status(200);

    assert_eq!(page.texts(".addresses a"), ["1 Rue Essai 37000 Tours"]);
    let href = page.attr(".addresses a", "href");
    assert_eq!(href, "/ou-suis-je?lat=47.3936&lon=0.6942");
    app.get(&href).await.assert_status(200);
}

#[tokio::test]
async fn a_name_of_a_place_is_not_sent_to_the_geocoder() {
    let (app, mut requests) = site(http("200 OK", FOUND)).await;
    for text in ["Sanitas", "37000", "kennedy", "Bourges+Nord"] {
        app.get(&format!("/ou-suis-je?adresse={text}")).await;
    }
    assert!(requests.try_recv().is_err());
}

#[tokio::test]
async fn without_an_answer_the_page_still_offers_the_town() {
    for answer in [http("503 Busy", ""), http("200 OK", "<html>"), http("200 OK", "{}")] {
        let (app, _requests) = site(answer).await;
        let page = app.get("/ou-suis-je?adresse=1+rue+Essai,+37000+Tours").await.assert_status(200);
        assert_eq!(page.texts(".note--warn").len(), 1);
        assert!(page.texts("#choix a").iter().any(|text| text.contains("Tours")));
    }
}

#[tokio::test]
async fn a_program_gives_an_address_and_reads_which_was_understood() {
    let (app, _requests) = site(http("200 OK", FOUND)).await;

    let answer = app.get("/api/v1/ou-suis-je?adresse=1+rue+Essai").await.assert_status(200);

    assert_eq!(answer.header("cache-control"), "private, no-store");
    let json = answer.json();
    assert_eq!(json["address"]["label"], "1 Rue Essai 37000 Tours");
    assert_eq!(json["position"], "outside");
}

#[tokio::test]
async fn an_address_that_cannot_be_looked_up_is_a_problem() {
    let nothing = r#"{"type":"FeatureCollection","features":[]}"#;
    let (app, _requests) = site(http("200 OK", nothing)).await;
    app.get("/api/v1/ou-suis-je?adresse=1+rue+Essai").await.assert_status(404);
    for query in ["adresse=", "adresse=a&adresse=b"] {
        app.get(&format!("/api/v1/ou-suis-je?{query}")).await.assert_status(422);
    }
    app.get("/api/v1/ou-suis-je?adresse=1+rue+Essai&lat=47.39").await.assert_status(400);
    let (app, _requests) = site(http("500 Broken", "")).await;
    app.get("/api/v1/ou-suis-je?adresse=1+rue+Essai").await.assert_status(503);
    let app = TestApp::with_real_seeds().await;
    app.get("/api/v1/ou-suis-je?adresse=1+rue+Essai").await.assert_status(503);
}

#[tokio::test]
async fn the_privacy_page_names_the_geocoder() {
    let (app, _requests) = site(http("200 OK", FOUND)).await;
    assert!(app.get("/confidentialite").await.text("main").contains("127.0.0.1"));
    assert!(
        !TestApp::with_real_seeds()
            .await
            .get("/confidentialite")
            .await
            .text("main")
            .contains("127.0.0.1")
    );
}
