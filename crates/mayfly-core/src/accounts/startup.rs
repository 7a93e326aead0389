//! Opening what is stored at the start and when the user tries again, and going on without a keychain.

use crate::core_handle::Core;
use crate::session::SignedInSessions;

impl Core {
    /// Opens the keychain and the store, and the accounts that are signed in. If the keychain can't be read, that is
    /// done again in the background once it can be.
    pub(crate) async fn open_signed_in_accounts(&self) {
        self.cancel_keychain_wait();
        // Before the keychain is asked, so that no change is missed.
        let keychain_change = self.listen_for_keychain_change().await;
        if let Err(error) = self.run_exclusively(self.reopen_accounts_or_show_error()).await {
            self.start_keychain_wait(keychain_change, error);
        }
    }

    /// Tries the keychain and the store again after [`Phase::Blocked`](crate::view::Phase::Blocked). The keychain may ask
    /// the user for its password.
    pub async fn retry_keychain(&self) {
        {
            let mut accounts = self.lock_accounts();
            (accounts.session_only, accounts.starts_beside) = (false, false);
        }
        self.open_signed_in_accounts().await;
    }

    /// Goes on without a keychain: everything is kept in memory and gone when the app quits.
    pub async fn continue_without_keychain(&self) {
        let choosing = self.run_exclusively(async {
            self.lock_accounts().session_only = true;
            self.show_active_account_or_welcome(SignedInSessions::default());
            Ok(())
        });
        // The only error is that the core shuts down.
        let _ = choosing.await;
    }
}
