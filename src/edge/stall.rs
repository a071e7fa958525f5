//! A connection whose writes do not wait for ever on a client that has stopped reading, and whose end does not cost
//! the client the answer.

use std::{
    io::{self, IoSlice},
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};

/// Bytes read at once, at most. hyper doubles its read buffer, up to the size of a head, when a read fills it: one that
/// is never filled stays at 8 KB.
pub(super) const READ: usize = 2 * 1024;
/// How long a closed connection still takes what its client sends. The system would answer bytes that nobody reads by
/// a reset, and a reset discards the answer on its way: the 413 or 431 would be lost to a client that is still sending.
const LINGER: Duration = Duration::from_secs(1);
/// Bytes that are taken then, at most.
const LINGER_BYTES: usize = 1024 * 1024;

/// `stream`, with a clock that runs while a write makes no progress.
#[derive(Debug)]
pub(super) struct Stalling {
    stream: TcpStream,
    patience: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
    lingering: Option<Lingering>,
}

/// The end of a connection: all is sent, and the client has not hung up yet.
#[derive(Debug)]
struct Lingering {
    until: Pin<Box<Sleep>>,
    bytes: usize,
}

impl Stalling {
    pub fn new(stream: TcpStream, patience: Duration) -> Self {
        Self { stream, patience, waiting: None, lingering: None }
    }

    /// `progress`, or an error if there has been none for too long.
    fn watch<T>(
        &mut self,
        context: &mut Context<'_>,
        progress: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if progress.is_ready() {
            self.waiting = None;
            return progress;
        }
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(self.patience)));
        waiting.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Discards what still comes, until the client hangs up or has had its time.
    fn linger(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let lingering = self
            .lingering
            .get_or_insert_with(|| Lingering { until: Box::pin(sleep(LINGER)), bytes: 0 });
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

impl AsyncRead for Stalling {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if buffer.remaining() <= READ {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let mut bytes = [const { MaybeUninit::uninit() }; READ];
        let mut part = ReadBuf::uninit(&mut bytes);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut part))?;
        buffer.put_slice(part.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Stalling {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(context, progress)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watch(context, progress)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let progress = Pin::new(&mut self.stream).poll_flush(context);
        self.watch(context, progress)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.lingering.is_none() {
            let progress = Pin::new(&mut self.stream).poll_shutdown(context);
            ready!(self.watch(context, progress))?;
        }
        self.linger(context).map(Ok)
    }
}
