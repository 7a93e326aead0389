//! What the user chose. Kept in the encrypted store; the demo and "this session only" keep it in memory.

use crate::store::{self, Store};
use crate::view::{AccountKind, Change, Settings, WindowSize};
use crate::{Core, Result};

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
        if let Some(store) = self.store_of_choices() {
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

    /// How large the window was when it was last seen, if that is known.
    #[must_use]
    pub fn window_size(&self) -> Option<WindowSize> {
        self.state().window_size
    }

    /// Keeps how large the window is for the next start.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn set_window_size(&self, size: WindowSize) -> Result<()> {
        let _turn = self.0.lifecycle.lock().await;
        self.state().window_size = Some(size);
        if let Some(store) = self.store_of_choices() {
            store.update(move |db| Ok((store::settings::set_window_size(db, size)?, Vec::new()))).await?;
        }
        Ok(())
    }

    /// Where choices are kept, if they are: those of the demo and of "this session only" pass.
    fn store_of_choices(&self) -> Option<Store> {
        let state = self.state();
        let passing = state.running.open.as_ref().is_some_and(|session| session.kind != AccountKind::Kept);
        state.kept.clone().filter(|_| !passing)
    }

    /// Takes up what the store holds; without a store, the defaults.
    pub(crate) async fn load_settings(&self) -> Result<()> {
        let store = self.state().kept.clone();
        let (settings, window_size) = match store {
            Some(store) => store.read(|db| Ok((store::settings::get(db)?, store::settings::window_size(db)?))).await?,
            None => (Settings::default(), None),
        };
        let mut state = self.state();
        state.settings = settings;
        // One that is known is newer.
        state.window_size = state.window_size.or(window_size);
        Ok(())
    }
}
