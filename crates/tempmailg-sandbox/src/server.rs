//! Connections.

use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// The connection a request came on.
#[derive(Clone, Default)]
pub(crate) struct Connection {
    reset: Arc<Notify>,
}

impl Connection {
    /// Resets the connection, and with it the task that asks for it.
    pub(crate) async fn reset(&self) -> axum::response::Response {
        self.reset.notify_one();
        std::future::pending().await
    }
}

/// Accepts until it is dropped, and drops every connection then.
pub(crate) async fn serve(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve_connection(stream, router.clone()));
                }
                // Out of file descriptors, most likely: they come back as connections end.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve_connection(stream: TcpStream, router: Router) {
    // Small answers must not wait for the client's acknowledgement; without the option they are only slower.
    let _ = stream.set_nodelay(true);
    let connection = Connection::default();
    let service = TowerToHyperService::new(router.layer(Extension(connection.clone())));
    let mut serving = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    let reset = tokio::select! {
        // An error here is a client that left, or a fault that cut the answer: either way it is over.
        _ = &mut serving => false,
        () = connection.reset.notified() => true,
    };
    if reset {
        let stream = serving.into_parts().io.into_inner();
        // Closing with a zero linger time makes the kernel send a reset instead of an orderly end.
        let _ = stream.set_zero_linger();
    }
}
