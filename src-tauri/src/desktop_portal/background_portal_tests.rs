//! Consent to running in the background with portals of each kind, on a session bus of the test's own.

#![allow(clippy::unwrap_used, reason = "a test")]

use super::background_portal::{BackgroundPortal, BackgroundRefused};
use crate::stub_portal::{StubPortal, StubPortalAnswer};
use crate::test_bus::TestBus;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_millis(500);

async fn request_background_consent(bus: &TestBus) -> Option<Result<(), BackgroundRefused>> {
    let portal = BackgroundPortal::connect(&bus.connect().await, TIMEOUT).await?;
    Some(portal.request_consent("Check for mail", false).await)
}

#[tokio::test]
async fn only_a_refusal_counts_as_one() {
    let bus = TestBus::start();
    let portal = StubPortal::start(&bus.address, StubPortalAnswer::Accept, "").await;
    assert_eq!(request_background_consent(&bus).await, Some(Ok(())));
    assert_eq!(portal.background_reasons(), ["Check for mail"]);
    // The user said no; the desktop's settings say no.
    for answer in [StubPortalAnswer::Refuse, StubPortalAnswer::Nonsense] {
        portal.set_answer(answer);
        assert!(matches!(request_background_consent(&bus).await, Some(Err(_))), "{answer:?}");
    }
    portal.set_answer(StubPortalAnswer::Never);
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
    let portal = StubPortal::start(&bus.address, StubPortalAnswer::Accept, "").await;
    let background = BackgroundPortal::connect(&bus.connect().await, TIMEOUT).await.unwrap();
    background.set_status("2 addresses watched").await;
    assert_eq!(portal.recorded_background_statuses(), ["2 addresses watched"]);
}

#[tokio::test]
async fn autostart_is_what_the_desktop_made_of_it() {
    let bus = TestBus::start();
    let portal = StubPortal::start(&bus.address, StubPortalAnswer::Accept, "").await;
    let background = BackgroundPortal::connect(&bus.connect().await, TIMEOUT).await.unwrap();
    assert_eq!(background.set_autostart("Check for mail", true).await, Ok(()));
    assert_eq!(background.set_autostart("Check for mail", false).await, Ok(()));
    let command = || Some(vec!["mayfly".to_owned(), "--hidden".to_owned()]);
    assert_eq!(portal.recorded_autostart_commands(), [command(), None]);
    for answer in [StubPortalAnswer::Refuse, StubPortalAnswer::Never, StubPortalAnswer::Nonsense] {
        portal.set_answer(answer);
        assert!(background.set_autostart("Check for mail", true).await.is_err(), "{answer:?}");
    }
}

#[tokio::test]
async fn consent_to_running_in_the_background_leaves_the_autostart_entry() {
    let bus = TestBus::start();
    let portal = StubPortal::start(&bus.address, StubPortalAnswer::Accept, "").await;
    let background = BackgroundPortal::connect(&bus.connect().await, TIMEOUT).await.unwrap();
    for (starts_at_login, is_asked_for) in [(true, true), (false, false)] {
        assert_eq!(background.request_consent("Check for mail", starts_at_login).await, Ok(()));
        assert_eq!(portal.recorded_autostart_commands().last().unwrap().is_some(), is_asked_for);
    }
}
