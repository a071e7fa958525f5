//! TCP stream with a write timeout, bounded reads and a lingering close.

use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// Maximum bytes of a read. hyper doubles its read buffer, up to the maximum head size, when a read fills it; smaller
/// reads keep it at 8 KB.
pub const MAX_READ_BYTES: usize = 2 * 1024;
/// Duration of the lingering close. Closing with unread input sends a reset, which discards the response in flight: a
/// client that is still sending would lose the 413 or 431.
const LINGER_TIMEOUT: Duration = Duration::from_secs(1);
/// Maximum bytes discarded during the lingering close.
const LINGER_BYTES: usize = 1024 * 1024;

/// TCP stream with a timer that runs while a write makes no progress.
#[derive(Debug)]
pub(super) struct WriteTimeoutStream {
    stream: TcpStream,
    write_timeout: Duration,
    write_timer: Option<Pin<Box<Sleep>>>,
    lingering_close: Option<LingeringClose>,
}

/// State of the lingering close: all is sent, the client has not hung up.
#[derive(Debug)]
struct LingeringClose {
    until: Pin<Box<Sleep>>,
    bytes: usize,
}

impl WriteTimeoutStream {
    pub fn new(stream: TcpStream, write_timeout: Duration) -> Self {
        Self { stream, write_timeout, write_timer: None, lingering_close: None }
    }

    /// `progress`, or `TimedOut` after the write timeout without progress.
    fn check_progress<T>(
        &mut self,
        context: &mut Context<'_>,
        progress: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if progress.is_ready() {
            self.write_timer = None;
            return progress;
        }
        let waiting = self.write_timer.get_or_insert_with(|| Box::pin(sleep(self.write_timeout)));
        waiting.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Discards input until the client hangs up or a limit is reached.
    fn discard_input(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let lingering = self.lingering_close.get_or_insert_with(|| LingeringClose {
            until: Box::pin(sleep(LINGER_TIMEOUT)),
            bytes: 0,
        });
        while lingering.until.as_mut().poll(context).is_pending() && lingering.bytes < LINGER_BYTES
        {
            let mut discarded = [0; 8 * 1024];
            let mut buffer = ReadBuf::new(&mut discarded);
            let read = ready!(Pin::new(&mut self.stream).poll_read(context, &mut buffer));
            let count = buffer.filled().len();
            if read.is_err() || count == 0 {
                break;
            }
            lingering.bytes += count;
        }
        Poll::Ready(())
    }
}

impl AsyncRead for WriteTimeoutStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if buffer.remaining() <= MAX_READ_BYTES {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let mut bytes = [const { MaybeUninit::uninit() }; MAX_READ_BYTES];
        let mut part = ReadBuf::uninit(&mut bytes);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut part))?;
        buffer.put_slice(part.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for WriteTimeoutStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.check_progress(context, progress)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.check_progress(context, progress)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let progress = Pin::new(&mut self.stream).poll_flush(context);
        self.check_progress(context, progress)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.lingering_close.is_none() {
            let progress = Pin::new(&mut self.stream).poll_shutdown(context);
            ready!(self.check_progress(context, progress))?;
        }
        self.discard_input(context).map(Ok)
    }
}
