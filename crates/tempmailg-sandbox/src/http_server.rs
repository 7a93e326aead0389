//! The HTTP server: accepts connections, and can reset one of them.

use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// A handle to the connection of a request.
#[derive(Clone, Default)]
pub(crate) struct RequestConnectionResetHandle {
    reset_requested: Arc<Notify>,
}

impl RequestConnectionResetHandle {
    /// Resets the connection. Never returns, because the task of the request ends with the connection.
    pub(crate) async fn reset(&self) -> axum::response::Response {
        self.reset_requested.notify_one();
        std::future::pending().await
    }
}

/// Accepts connections until the future is dropped. Dropping it closes every connection.
pub(crate) async fn serve_connections(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve_connection(stream, router.clone()));
                }
                // The likely cause is a lack of file descriptors, which become free when connections end.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve_connection(stream: TcpStream, router: Router) {
    // Small responses must not wait for an acknowledgement. Without the option they are only slower.
    let _ = stream.set_nodelay(true);
    let connection = RequestConnectionResetHandle::default();
    let service = TowerToHyperService::new(router.layer(Extension(connection.clone())));
    let mut serve = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    let is_reset = tokio::select! {
        // An error means that the client closed the connection or that a fault truncated the response.
        _ = &mut serve => false,
        () = connection.reset_requested.notified() => true,
    };
    if is_reset {
        let stream = serve.into_parts().io.into_inner();
        // Closing with a zero linger time makes the kernel send RST instead of FIN.
        let _ = stream.set_zero_linger();
    }
}
