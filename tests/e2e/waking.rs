//! Mayfly while the machine sleeps and wakes: the system's bus is the test's own.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use serde_json::json;
use std::time::{Duration, Instant};

/// The system's services, as far as they tell that something is back.
struct System(zbus::Connection);

impl System {
    async fn start(desktop: &Desktop) -> Self {
        let connection = zbus::connection::Builder::address(desktop.bus_address())
            .unwrap()
            .name("org.freedesktop.login1")
            .unwrap()
            .name("org.freedesktop.NetworkManager")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self(connection)
    }

    async fn machine_wakes(&self) {
        let place = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep");
        self.0.emit_signal(None::<&str>, place.0, place.1, place.2, &false).await.unwrap();
    }

    async fn network_comes(&self) {
        let place = ("/org/freedesktop/NetworkManager", "org.freedesktop.NetworkManager", "StateChanged");
        self.0.emit_signal(None::<&str>, place.0, place.1, place.2, &70_u32).await.unwrap();
    }
}

#[tokio::test]
async fn checking_goes_on_at_once_when_the_machine_wakes_or_the_network_comes() {
    let (mut desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let bus = desktop.bus_address().to_owned();
    desktop.set("DBUS_SYSTEM_BUS_ADDRESS", bus);
    let system = System::start(&desktop).await;
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let asked = async || service.requests().await.iter().filter(|line| line.contains("/messages")).count();
    for (subject, wakes) in [("After sleep", true), ("Back online", false)] {
        service.fault(json!({"times": 0, "do": {"answer": {"status": 503}}})).await;
        // After three failures the next try by itself is ten seconds away at least.
        let before = asked().await;
        until_true("three failures", || async { asked().await >= before + 3 }).await;
        let failed = Instant::now();
        service.no_faults().await;
        service.deliver(json!({"address": address, "subject": subject, "content": "Words."})).await;
        until_true(&format!("the mail {subject:?}"), || async {
            if wakes {
                system.machine_wakes().await;
            } else {
                system.network_comes().await;
            }
            window.run("return document.body.innerText").await.as_str().is_some_and(|text| text.contains(subject))
        })
        .await;
        assert!(failed.elapsed() < Duration::from_secs(10), "it could have come without being told");
    }
    window.quit().await;
}
