//! Settings survive where they may, and nowhere else.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, Settings};
use support::{KEY, World, wait_for};

fn chosen() -> Settings {
    Settings { notifications: false, global_shortcut: Some("Ctrl+Alt+M".into()), ..Settings::default() }
}

#[tokio::test]
async fn settings_are_told_of_and_survive_a_restart_and_signing_out_but_not_wiping() {
    let mut world = World::connected().await;
    let (snapshot, mut events) = world.core.subscribe().await.unwrap();
    assert_eq!(snapshot.settings, Settings::default());
    world.core.set_settings(chosen()).await.unwrap();
    let event = wait_for(&mut events, |change| matches!(change, Change::Settings { .. })).await;
    assert_eq!(event.change, Change::Settings { settings: chosen() });
    assert_eq!(world.snapshot().await.settings, chosen());

    world.restart().await;
    assert_eq!(world.core.settings(), chosen());
    world.core.sign_out().await.unwrap();
    assert_eq!(world.core.settings(), chosen());
    world.core.wipe_data().await.unwrap();
    assert_eq!(world.core.settings(), Settings::default());
    world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    assert_eq!(world.core.settings(), Settings::default());
}

#[tokio::test]
async fn the_demos_settings_go_with_it() {
    let mut world = World::connected().await;
    world.core.start_demo(world.sandbox.base_url(), KEY).await.unwrap();
    world.core.set_settings(chosen()).await.unwrap();
    assert_eq!(world.core.settings(), chosen());
    world.core.sign_out().await.unwrap();
    assert_eq!(world.core.settings(), Settings::default());
    world.restart().await;
    assert_eq!(world.core.settings(), Settings::default());
}

#[tokio::test]
async fn a_session_without_a_keychain_writes_none() {
    let mut world = World::new().await;
    world.core.use_session_only().await;
    world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    world.core.set_settings(chosen()).await.unwrap();
    assert_eq!(world.core.settings(), chosen());
    assert!(!world.folder.path().join("data").exists());
    world.restart().await;
    assert_eq!(world.core.settings(), Settings::default());
}
