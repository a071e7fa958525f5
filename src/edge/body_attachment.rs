//! A response body with a value that lives until the body was sent, or given up.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use hyper::body::{Frame, SizeHint};

/// Value kept by a response body and dropped with it, sent whole or not.
pub(super) trait Attachment: Unpin + Send + 'static {
    /// Called with the number of bytes of each frame sent.
    fn note_bytes(&mut self, _bytes: usize) {}
}

/// `response`, whose body holds `attachment` until it has been sent.
pub(super) fn attach(response: Response, attachment: impl Attachment) -> Response {
    response.map(|body| Body::new(Attached { body, attachment }))
}

struct Attached<A> {
    body: Body,
    attachment: A,
}

impl<A: Attachment> HttpBody for Attached<A> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &frame {
            self.attachment.note_bytes(frame.data_ref().map_or(0, Bytes::len));
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use http_body_util::BodyExt as _;

    use super::*;

    /// Counts bytes; when it is dropped, a thousand more.
    struct Counter(Arc<AtomicUsize>);

    impl Attachment for Counter {
        fn note_bytes(&mut self, bytes: usize) {
            self.0.fetch_add(bytes, Ordering::Relaxed);
        }
    }

    impl Drop for Counter {
        fn drop(&mut self) {
            self.0.fetch_add(1_000, Ordering::Relaxed);
        }
    }

    #[tokio::test]
    async fn an_attachment_sees_every_byte_and_goes_with_the_body() {
        let count = Arc::new(AtomicUsize::new(0));
        let body = Response::new(Body::from("12345"));

        let response = attach(body, Counter(Arc::clone(&count)));

        assert_eq!(response.body().size_hint().exact(), Some(5));
        let mut body = response.into_body();
        let frame = body.frame().await.unwrap().unwrap();
        assert_eq!(frame.into_data().unwrap(), "12345");
        assert_eq!(count.load(Ordering::Relaxed), 5);
        drop(body);
        assert_eq!(count.load(Ordering::Relaxed), 1_005);
    }
}
