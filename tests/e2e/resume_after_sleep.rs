//! Checking after the machine wakes or the network returns, signalled on the test's own system bus.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use serde_json::json;
use std::time::{Duration, Instant};

/// The names of logind and NetworkManager on the bus, to emit their signals from.
struct StubSleepAndNetworkServices(zbus::Connection);

impl StubSleepAndNetworkServices {
    async fn start(desktop: &TestDesktop) -> Self {
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

    async fn emit_wake_signal(&self) {
        let signal = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep");
        self.0.emit_signal(None::<&str>, signal.0, signal.1, signal.2, &false).await.unwrap();
    }

    async fn emit_network_connected_signal(&self) {
        let signal = ("/org/freedesktop/NetworkManager", "org.freedesktop.NetworkManager", "StateChanged");
        self.0.emit_signal(None::<&str>, signal.0, signal.1, signal.2, &70_u32).await.unwrap();
    }
}

#[tokio::test]
async fn checking_resumes_at_once_after_sleep_or_network_return() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let bus = desktop.bus_address().to_owned();
    desktop.set_env("DBUS_SYSTEM_BUS_ADDRESS", bus);
    let system = StubSleepAndNetworkServices::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let count_checks = async || service.list_requests().await.iter().filter(|line| line.contains("/messages")).count();
    for (subject, is_wake) in [("After sleep", true), ("Back online", false)] {
        service.add_fault(json!({"times": 0, "do": {"answer": {"status": 503}}})).await;
        // After three failures, the next automatic check is at least ten seconds away.
        let before = count_checks().await;
        wait_until_true("three failures", || async { count_checks().await >= before + 3 }).await;
        let failed_at = Instant::now();
        service.clear_faults().await;
        service.deliver_mail(json!({"address": address, "subject": subject, "content": "Words."})).await;
        wait_until_true(&format!("the mail {subject:?}"), || async {
            if is_wake {
                system.emit_wake_signal().await;
            } else {
                system.emit_network_connected_signal().await;
            }
            window
                .run_script("return document.body.innerText")
                .await
                .as_str()
                .is_some_and(|text| text.contains(subject))
        })
        .await;
        assert!(failed_at.elapsed() < Duration::from_secs(10), "the mail may have arrived by an automatic check");
    }
    window.quit_app().await;
}
