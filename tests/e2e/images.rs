//! Images on other computers.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use fantoccini::Locator;
use fantoccini::error::CmdError;
use serde_json::json;
use std::time::Duration;
use tokio::net::TcpListener;

#[tokio::test]
async fn shown_images_never_come_from_this_computer() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    // What only this computer can reach; on the usual port too, where the test may have it.
    let near = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let usual = TcpListener::bind("127.0.0.1:443").await.ok();
    let port = near.local_addr().unwrap().port();
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let content = format!(
        "<h1>Before</h1><p><img src='https://127.0.0.1:{port}/a.png' width=40 height=40>
         <img src='https://127.0.0.1/b.png' alt='A boat'><img src='https://localhost/c.png'>
         <img src='http://127.0.0.1:{port}/d.png'><img src='https://[::ffff:127.0.0.1]/e.png'>
         <img src='https://127.0.0.1/wf/open?u=1' width=1 height=1></p><p>After.</p>"
    );
    let mail = json!({"address": address, "subject": "Pictures", "from_email": "news@example.org", "html": true,
        "content": content});
    service.deliver(mail).await;
    window.click("message-item").await;
    window.shows("remote-images-count", "6 remote images blocked, 1 looks like a tracker").await;
    until_true("a message that asks for nothing", || async { images(&window).await == Some(0) }).await;

    window.click("remote-images-show").await;
    window.shows("remote-images-count", "shown").await;
    let text = window.message_text().await;
    assert!(text.contains("Before") && text.contains("After."), "{text}");
    until_true("images asked of Mayfly, without the tracker", || async { images(&window).await == Some(5) }).await;
    for listener in [Some(near), usual].into_iter().flatten() {
        let reached = tokio::time::timeout(Duration::from_secs(1), listener.accept()).await;
        assert!(reached.is_err(), "something connected to this computer");
    }
    assert_eq!(widths(&window).await, [0; 5], "no image is shown");

    window.click("remote-images-always").await;
    window.shows("remote-images-count", "always shown").await;
    window.click("remote-images-hide").await;
    window.shows("remote-images-count", "6 remote images blocked").await;
    until_true("the message without images again", || async { images(&window).await == Some(0) }).await;
    assert!(window.message_text().await.contains("After."));
    window.quit().await;
}

/// How many images the shown document asks for; `None` while it is on its way.
async fn images(window: &Window) -> Option<usize> {
    window.message_text().await;
    window.get("message-frame").await.enter_frame().await.ok()?;
    let found = window.client.find_all(Locator::Css("img[src]")).await;
    window.client.enter_parent_frame().await.unwrap();
    Some(found.ok()?.len())
}

/// How wide each image came out; 0 for one that isn't there.
async fn widths(window: &Window) -> Vec<u64> {
    window.get("message-frame").await.enter_frame().await.unwrap();
    let mut widths = Vec::new();
    for image in window.client.find_all(Locator::Css("img[src]")).await.unwrap() {
        // The client takes properties for texts: a number comes as an error that holds it.
        let Err(CmdError::NotW3C(width)) = image.prop("naturalWidth").await else { panic!("an image has a width") };
        widths.push(width.as_u64().unwrap());
    }
    window.client.enter_parent_frame().await.unwrap();
    widths
}
