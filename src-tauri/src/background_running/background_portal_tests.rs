//! Consent to running in the background with portals of each kind, on a session bus of the test's own.

#![allow(clippy::unwrap_used, reason = "a test")]

use super::background_portal::{BackgroundPortal, BackgroundRefused};
use crate::stub_portal::{PortalAnswer, StubPortal};
use crate::test_bus::TestBus;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_millis(500);

async fn request_background_consent(bus: &TestBus) -> Option<Result<(), BackgroundRefused>> {
    let portal = BackgroundPortal::connect(&bus.connect().await, TIMEOUT).await?;
    Some(portal.request_consent("Check for mail").await)
}

#[tokio::test]
async fn only_a_refusal_counts_as_one() {
    let bus = TestBus::start();
    let portal = StubPortal::start(&bus.address, PortalAnswer::Accept, "").await;
    assert_eq!(request_background_consent(&bus).await, Some(Ok(())));
    assert_eq!(portal.background_reasons(), ["Check for mail"]);
    // The user said no; the desktop's settings say no.
    for answer in [PortalAnswer::Refuse, PortalAnswer::Nonsense] {
        portal.set_answer(answer);
        assert!(matches!(request_background_consent(&bus).await, Some(Err(_))), "{answer:?}");
    }
    portal.set_answer(PortalAnswer::Never);
    assert_eq!(request_background_consent(&bus).await, Some(Ok(())), "no answer is none");
}

#[tokio::test]
async fn without_the_portal_nothing_is_refused() {
    let bus = TestBus::start();
    // Without a portal the library takes its first version for granted.
    assert!(matches!(request_background_consent(&bus).await, None | Some(Ok(()))), "no portal");
    let _portal = StubPortal::start_without_interfaces(&bus.address).await;
    assert!(matches!(request_background_consent(&bus).await, None | Some(Ok(()))), "a portal without consent");
}

#[tokio::test]
async fn desktop_is_told_what_mayfly_does() {
    let bus = TestBus::start();
    let portal = StubPortal::start(&bus.address, PortalAnswer::Accept, "").await;
    let background = BackgroundPortal::connect(&bus.connect().await, TIMEOUT).await.unwrap();
    background.set_status("2 addresses watched").await;
    assert_eq!(portal.recorded_background_statuses(), ["2 addresses watched"]);
}
