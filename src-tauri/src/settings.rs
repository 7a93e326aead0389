//! Makes the user's settings come true: those that reach beyond Mayfly are applied before they are kept, so
//! that what a window shows is what is so.

use crate::commands::{Answer, OrView as _};
use crate::shell::{RETRY, Shell};
use crate::{autostart, shortcut, window, window_size};
use mayfly_core::view::{Change, Phase, Settings};
use tauri::{AppHandle, Manager as _};
use tokio::sync::broadcast::error::RecvError;

/// Applies and keeps other settings. What can't be applied or kept is an error, and all stays as it was.
pub(crate) async fn change(app: &AppHandle, settings: Settings) -> Answer<()> {
    let shell = app.state::<Shell>();
    // What is taken back must be what this change did.
    let _turn = shell.changing_settings.lock().await;
    let before = shell.core.settings();
    let looks = window::Looks::of(&settings);
    let kept = match reach_out(app, &before, &settings).await {
        Ok(()) => shell.core.set_settings(settings.clone()).await.or_view(&shell),
        refused => refused,
    };
    if kept.is_err() {
        if let Err(error) = reach_out(app, &settings, &before).await {
            tracing::warn!("a setting could not be taken back: {}", error.message);
        }
        return kept;
    }
    looks.apply(app);
    Ok(())
}

/// Changes what reaches beyond Mayfly.
async fn reach_out(app: &AppHandle, from: &Settings, to: &Settings) -> Answer<()> {
    if to.global_shortcut != from.global_shortcut {
        shortcut::set(app, to.global_shortcut.as_deref()).await?;
    }
    if to.start_at_login != from.start_at_login {
        autostart::set(app, to.start_at_login)?;
    }
    Ok(())
}

/// Follows the core: whenever an account opens or closes, other settings may hold.
pub(crate) fn start(app: &AppHandle) {
    app.manage(shortcut::Keys::default());
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let core = app.state::<Shell>().core.clone();
        loop {
            let Ok((snapshot, mut events)) = core.subscribe().await else {
                tokio::time::sleep(RETRY).await;
                continue;
            };
            // While the store is being opened nobody knows what the user chose.
            if snapshot.phase != Phase::Starting {
                adopt(&app, snapshot.settings).await;
            }
            loop {
                match events.recv().await {
                    Ok(event) if event.change == Change::Reset => break,
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => break,
                    Err(RecvError::Closed) => return,
                }
            }
        }
    });
}

/// Takes up settings as they were kept, and corrects those that are no longer so. Whether Mayfly starts at login
/// is for the desktop to say: the user may have changed it there.
async fn adopt(app: &AppHandle, kept: Settings) {
    let core = &app.state::<Shell>().core;
    window::Looks::of(&kept).apply(app);
    window_size::adopt(app);
    let mut settings = Settings { start_at_login: autostart::is_on(app), ..kept.clone() };
    if let Err(error) = shortcut::set(app, settings.global_shortcut.as_deref()).await {
        tracing::warn!("the shortcut for a new address can't be had: {}", error.message);
        settings.global_shortcut = None;
        core.tell(error);
    }
    if settings != kept
        && let Err(error) = core.set_settings(settings).await
    {
        tracing::warn!("the settings were not kept: {error}");
    }
}
