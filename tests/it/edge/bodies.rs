//! Memory budget of request bodies: slow ones, large ones, and too many at once.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use quartiers_emploi::edge::{
    BodyBudget, EdgeSettings, Limits, MAX_TARGET_BYTES, apply_middleware,
};
use tokio::io::AsyncWriteExt as _;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::sockets::{Server, receive_all, status};
use super::{Answer, ask, settings, test_router};

const SAME_ORIGIN: (&str, &str) = ("sec-fetch-site", "same-origin");
const STEP: usize = 4 * 1024;
/// Timeout for events expected at once.
const LONG_TIMEOUT: Duration = Duration::from_secs(20);

/// A request body that sends `frames` one by one, then never ends unless `ends` is set.
struct FrameBody {
    frames: VecDeque<Bytes>,
    announced: u64,
    ends: bool,
    turn: bool,
}

impl FrameBody {
    /// A body that announces one byte more than it sends.
    fn unfinished(frames: VecDeque<Bytes>) -> Body {
        let sent: usize = frames.iter().map(Bytes::len).sum();
        Body::new(Self { frames, announced: sent as u64 + 1, ends: false, turn: false })
    }

    /// A body of `size` bytes that never sends the last one.
    fn without_last_byte(size: usize) -> Body {
        Self::unfinished(VecDeque::from([bytes(size - 1)]))
    }

    /// A complete body with frames of these sizes.
    fn complete(sizes: &[usize]) -> Body {
        let frames = sizes.iter().copied().map(bytes).collect();
        let announced = sizes.iter().sum::<usize>() as u64;
        Body::new(Self { frames, announced, ends: true, turn: false })
    }
}

fn bytes(size: usize) -> Bytes {
    Bytes::from(vec![b'x'; size])
}

impl HttpBody for FrameBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.turn = !self.turn;
        if self.turn {
            // Lets other tasks run first.
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        match self.frames.pop_front() {
            Some(data) => Poll::Ready(Some(Ok(Frame::data(data)))),
            None if self.ends => Poll::Ready(None),
            None => Poll::Pending,
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}

/// A frame of one byte that keeps the read buffer of its connection alive.
struct ReadBuffer(Arc<AtomicUsize>);

impl ReadBuffer {
    fn new(alive: &Arc<AtomicUsize>) -> Self {
        alive.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(alive))
    }
}

impl AsRef<[u8]> for ReadBuffer {
    fn as_ref(&self) -> &[u8] {
        b"x"
    }
}

impl Drop for ReadBuffer {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A router whose bodies share a budget of `steps` steps: half for first steps, half for growth.
fn with_budget(steps: usize) -> (Router, BodyBudget) {
    let body_budget = BodyBudget::new(steps * STEP);
    let settings = EdgeSettings { body_budget: body_budget.clone(), ..settings() };
    (apply_middleware(test_router(), settings), body_budget)
}

fn send(router: &Router, body: Body) -> JoinHandle<Answer> {
    let router = router.clone();
    tokio::spawn(async move { ask(router, "POST /envoi", &[SAME_ORIGIN], body).await })
}

/// Runs every task up to its next wait; these tests use a paused clock.
async fn run_until_idle() {
    for _ in 0..10_000 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_sent_byte_by_byte_keeps_no_read_buffer() {
    let (router, budget) = with_budget(8);
    let alive = Arc::default();
    let frames = (0..2_000).map(|_| Bytes::from_owner(ReadBuffer::new(&alive))).collect();
    let sent = send(&router, FrameBody::unfinished(frames));

    run_until_idle().await;

    assert!(!sent.is_finished());
    assert_eq!(alive.load(Ordering::Relaxed), 0);
    assert_eq!(budget.used_bytes(), STEP);
}

#[tokio::test(start_paused = true)]
async fn a_body_takes_the_budget_as_it_grows_and_not_as_it_announces() {
    let (router, budget) = with_budget(64);
    for (arrived, steps) in [(0, 1), (1, 1), (STEP / 2, 1), (STEP / 2 + 1, 2), (5 * STEP, 6)] {
        let frames = VecDeque::from([bytes(arrived)]);
        let body = FrameBody { frames, announced: 64 * 1024, ends: false, turn: false };
        let sent = send(&router, Body::new(body));
        run_until_idle().await;
        assert_eq!(budget.used_bytes(), steps * STEP, "{arrived}");

        // The client disconnects.
        sent.abort();
        assert!(sent.await.unwrap_err().is_cancelled());
        assert_eq!(budget.used_bytes(), 0, "{arrived}");
    }
}

#[tokio::test]
async fn the_budget_is_returned_with_the_answer() {
    let (router, budget) = with_budget(64);
    let answer = ask(router, "POST /envoi", &[SAME_ORIGIN], "x".repeat(5 * STEP)).await;
    assert_eq!(answer.text(), (5 * STEP).to_string());
    assert_eq!(budget.used_bytes(), 0);
}

#[tokio::test]
async fn an_announced_length_over_the_limit_is_refused_before_a_byte_is_read() {
    let server = Server::start(apply_middleware(test_router(), settings()), Limits::default());
    let head = "POST /envoi HTTP/1.1\r\nHost: annuaire.example\r\nSec-Fetch-Site: same-origin\r\n";
    for (length, expected) in [(64 * 1024 + 1, 413), (u64::MAX / 2, 413)] {
        let mut stream = server.connect().await;
        let request = format!("{head}Content-Length: {length}\r\nExpect: 100-continue\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = timeout(LONG_TIMEOUT, receive_all(stream)).await.unwrap();
        // No `100 Continue` before it: the body was never requested.
        assert_eq!(status(&answer), expected, "{answer}");
    }
}

#[tokio::test]
async fn a_target_over_the_limit_is_refused_before_a_byte_of_the_body_is_read() {
    let server = Server::start(apply_middleware(test_router(), settings()), Limits::default());
    let mut stream = server.connect().await;
    let target = format!("/envoi?{}", "x".repeat(MAX_TARGET_BYTES));
    let request = format!(
        "POST {target} HTTP/1.1\r\nHost: annuaire.example\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let answer = timeout(LONG_TIMEOUT, receive_all(stream)).await.unwrap();
    assert_eq!(status(&answer), 414, "{answer}");
}

#[tokio::test]
async fn a_client_that_sends_on_after_a_refusal_still_reads_it() {
    let server = Server::start(apply_middleware(test_router(), settings()), Limits::default());
    let length = 512 * 1024;
    let head = format!(
        "POST /envoi HTTP/1.1\r\nHost: annuaire.example\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    let mut stream = server.connect().await;
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..length / STEP {
        // The server may respond and close before everything is sent.
        if stream.write_all(&[b'x'; STEP]).await.is_err() {
            break;
        }
    }
    assert_eq!(status(&timeout(LONG_TIMEOUT, receive_all(stream)).await.unwrap()), 413);
}

#[tokio::test(start_paused = true)]
async fn bodies_over_the_budget_wait_for_a_share_of_it() {
    // given two bodies that take all first steps
    let (router, budget) = with_budget(4);
    let held = [FrameBody::without_last_byte(1), FrameBody::without_last_byte(1)]
        .map(|body| send(&router, body));
    run_until_idle().await;
    assert_eq!(budget.used_bytes(), 2 * STEP);

    // when a third arrives, and one of the two goes
    let third = send(&router, Body::from("abc"));
    run_until_idle().await;
    assert!(!third.is_finished());
    held[0].abort();

    // then it is received
    assert_eq!(third.await.unwrap().text(), "3");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_waits_too_long_for_the_budget_gets_503() {
    let (router, budget) = with_budget(4);
    let held = [FrameBody::without_last_byte(1), FrameBody::without_last_byte(1)]
        .map(|body| send(&router, body));
    run_until_idle().await;

    let answer = send(&router, Body::from("abc")).await.unwrap();

    assert_eq!(answer.status, 503);
    assert!(answer.header("retry-after").is_some());
    for sent in held {
        // The held bodies time out as usual.
        assert_eq!(sent.await.unwrap().status, 408);
    }
    assert_eq!(budget.used_bytes(), 0);
}

#[tokio::test(start_paused = true)]
async fn bodies_waiting_for_budget_do_not_deadlock() {
    // given growth for two steps, of which two bodies hold one each and need one more
    let (router, budget) = with_budget(4);
    let body = || FrameBody::complete(&[STEP + 1, 2 * STEP - 1]);
    let both = [send(&router, body()), send(&router, body())];
    run_until_idle().await;
    assert_eq!(budget.used_bytes(), 4 * STEP);

    // then one of them must come back, and the other passes
    let mut statuses = Vec::new();
    for sent in both {
        statuses.push(sent.await.unwrap().status.as_u16());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 503]);
    assert_eq!(budget.used_bytes(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_small_form_does_not_wait_for_large_ones() {
    let (router, budget) = with_budget(8);
    let large = send(&router, FrameBody::without_last_byte(5 * STEP));
    run_until_idle().await;
    assert_eq!(budget.used_bytes(), 5 * STEP, "all growth is taken");

    let answer =
        timeout(Duration::from_millis(1), ask(router, "POST /envoi", &[SAME_ORIGIN], "abc")).await;

    assert_eq!(answer.unwrap().text(), "3");
    assert!(!large.is_finished());
}

#[tokio::test(start_paused = true)]
async fn a_slow_large_body_is_cancelled_for_a_waiting_one() {
    // given a large body that takes all growth, and has been on its way for a while
    let (router, _budget) = with_budget(8);
    let slow = send(&router, FrameBody::without_last_byte(5 * STEP));
    sleep(Duration::from_secs(6)).await;
    assert!(!slow.is_finished(), "nobody waits yet");

    // when another one needs some of it
    let other = ask(router, "POST /envoi", &[SAME_ORIGIN], "x".repeat(2 * STEP)).await;

    // then the slow one is given up
    assert_eq!(other.status, 200);
    assert_eq!(slow.await.unwrap().status, 408);
}

#[tokio::test(start_paused = true)]
async fn a_body_of_unknown_length_also_takes_what_its_trailers_may() {
    let (router, budget) = with_budget(64);
    let sent = send(&router, Body::new(super::PendingBody));
    run_until_idle().await;
    assert_eq!(budget.used_bytes(), STEP + 32 * 1024);
    sent.abort();
}

#[tokio::test]
async fn bodies_of_many_slow_clients_are_held_in_bytes_over_real_connections() {
    // given clients that send a form one byte a packet
    let (router, budget) = with_budget(2_000);
    let server = Server::start(router, Limits::default());
    let head = "POST /envoi HTTP/1.1\r\nHost: annuaire.example\r\nSec-Fetch-Site: same-origin\r\n\
                Content-Length: 301\r\nConnection: close\r\n\r\n";
    let mut clients = Vec::new();
    for _ in 0..8 {
        let mut client = server.connect().await;
        client.set_nodelay(true).unwrap();
        client.write_all(head.as_bytes()).await.unwrap();
        clients.push(client);
    }
    for _ in 0..300 {
        for client in &mut clients {
            client.write_all(b"x").await.unwrap();
        }
    }

    // then each holds one step, and is answered when it ends
    let begun = timeout(LONG_TIMEOUT, async {
        while budget.used_bytes() < clients.len() * STEP {
            tokio::task::yield_now().await;
        }
    });
    begun.await.unwrap();
    assert_eq!(budget.used_bytes(), clients.len() * STEP);
    for mut client in clients {
        client.write_all(b"x").await.unwrap();
        assert!(timeout(LONG_TIMEOUT, receive_all(client)).await.unwrap().ends_with("301"));
    }
    assert_eq!(budget.used_bytes(), 0);
}
