//! What the user chose. Kept in the encrypted store; the demo and "this session only" keep it in memory.

use crate::view::{AccountKind, Change, Settings};
use crate::{Core, Result, store};

impl Core {
    /// The settings as they are.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.state().settings.clone()
    }

    /// Whether the user paused checking; never kept, so that a new start checks.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.steer(|steering| steering.paused)
    }

    /// Keeps other settings and tells windows.
    ///
    /// # Errors
    /// A failure of the store; nothing is changed then.
    pub async fn set_settings(&self, settings: Settings) -> Result<()> {
        let _turn = self.0.lifecycle.lock().await;
        let store = {
            let state = self.state();
            let passing = state.running.open.as_ref().is_some_and(|session| session.kind != AccountKind::Kept);
            state.kept.clone().filter(|_| !passing)
        };
        if let Some(store) = store {
            let settings = settings.clone();
            store.update(move |db| Ok((store::settings::set(db, &settings)?, Vec::new()))).await?;
        }
        // Before the event: whoever hears of it and asks gets the same answer.
        let before = std::mem::replace(&mut self.state().settings, settings.clone());
        let (checking, keep_mail) = (settings.checking, settings.keep_mail);
        self.0.hub.emit(Change::Settings { settings });
        for session in self.running().all() {
            if checking != before.checking {
                session.set_checking(checking);
            }
            session.wake.notify_one();
        }
        if keep_mail != before.keep_mail {
            self.tidy_closed_accounts().await;
        }
        Ok(())
    }

    /// Takes up what the store holds; without a store, the defaults.
    pub(crate) async fn load_settings(&self) -> Result<()> {
        let store = self.state().kept.clone();
        let settings = match store {
            Some(store) => store.read(store::settings::get).await?,
            None => Settings::default(),
        };
        self.state().settings = settings;
        Ok(())
    }
}
