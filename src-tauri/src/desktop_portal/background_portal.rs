//! The portal `org.freedesktop.portal.Background`: the desktop's consent to running without a window, what its list of
//! background apps says, and in a Flatpak starting at login.

use super::app_introduction::register_app_with_portal;
use crate::app_command_line::HIDDEN_OPTION;
use ashpd::desktop::ResponseError;
use ashpd::desktop::background::{Background, BackgroundProxy, BackgroundRequestOptions, SetStatusOptions};
use ashpd::{Error, PortalError};
use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use std::time::Duration;
use tokio::time::error::Elapsed;
use zbus::Connection;

/// The desktop does not let Mayfly run without a window.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the desktop refused running without a window: {0}")]
pub(crate) struct BackgroundRefused(String);

impl BackgroundRefused {
    /// The same as a refusal: why the desktop could not be asked.
    pub(crate) fn from_cause(cause: &impl ToString) -> Self {
        Self(cause.to_string())
    }
}

impl From<BackgroundRefused> for ErrorView {
    fn from(error: BackgroundRefused) -> Self {
        let message = error.to_string();
        Self { code: ErrorCode::BackgroundRefused, message, details: ErrorTextValues::default().into() }
    }
}

/// A connection to the portal.
pub(crate) struct BackgroundPortal {
    portal: BackgroundProxy,
    timeout: Duration,
}

impl BackgroundPortal {
    /// Connects to the portal; `None` if there is none, which is no obstacle: nothing then ends a program without window.
    pub(crate) async fn connect(connection: &Connection, timeout: Duration) -> Option<Self> {
        register_app_with_portal(connection, timeout).await;
        match tokio::time::timeout(timeout, BackgroundProxy::with_connection(connection.clone())).await {
            Ok(Ok(portal)) => Some(Self { portal, timeout }),
            Ok(Err(error)) => {
                tracing::debug!("there is no portal for running in the background: {error}");
                None
            }
            Err(_) => {
                tracing::debug!("the portal for running in the background does not answer");
                None
            }
        }
    }

    /// Asks for the desktop's consent; `reason` is what it may show. `starts_at_login` is whether an autostart entry by
    /// [`set_autostart`](Self::set_autostart) is to stay.
    ///
    /// # Errors
    /// When the desktop or the user says no. A portal that fails or does not answer says nothing.
    pub(crate) async fn request_consent(&self, reason: &str, starts_at_login: bool) -> Result<(), BackgroundRefused> {
        match self.request_background(reason, starts_at_login).await {
            Ok(Ok(answer)) if answer.run_in_background() => Ok(()),
            Ok(Ok(_)) => Err(BackgroundRefused("it is not allowed".into())),
            Ok(Err(
                error @ (Error::Response(ResponseError::Cancelled) | Error::Portal(PortalError::NotAllowed(_))),
            )) => Err(BackgroundRefused(error.to_string())),
            Ok(Err(error)) => {
                tracing::debug!("the portal gave no consent to running in the background: {error}");
                Ok(())
            }
            Err(_) => {
                tracing::debug!("the portal did not answer about running in the background");
                Ok(())
            }
        }
    }

    /// Has the desktop write or delete the entry by which it starts Mayfly at login, without a window.
    ///
    /// # Errors
    /// When the desktop or the user says no to starting at login, and when the portal fails or does not answer in time.
    pub(crate) async fn set_autostart(&self, reason: &str, enabled: bool) -> Result<(), BackgroundRefused> {
        match self.request_background(reason, enabled).await {
            Ok(Ok(answer)) if answer.auto_start() == enabled => Ok(()),
            Ok(Ok(_)) => Err(BackgroundRefused("starting at login is not allowed".into())),
            Ok(Err(error)) => Err(BackgroundRefused(error.to_string())),
            Err(_) => Err(BackgroundRefused("the portal did not answer in time".into())),
        }
    }

    /// Sends the one request that is for running in the background and for starting at login. The portal makes of the
    /// command line what starts this program in its sandbox.
    async fn request_background(
        &self,
        reason: &str,
        starts_at_login: bool,
    ) -> Result<Result<Background, Error>, Elapsed> {
        let options = BackgroundRequestOptions::default().set_reason(reason);
        let options = match starts_at_login {
            true => options.set_auto_start(true).set_command(["mayfly", HIDDEN_OPTION]),
            false => options,
        };
        let answer = async { self.portal.request_background(None, options).await?.response() };
        tokio::time::timeout(self.timeout, answer).await
    }

    /// Says what Mayfly does, for the desktop's list of background apps.
    pub(crate) async fn set_status(&self, message: &str) {
        let options = SetStatusOptions::default().set_message(message);
        match tokio::time::timeout(self.timeout, self.portal.set_status(options)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!("the desktop was not told what Mayfly does: {error}"),
            Err(_) => tracing::debug!("the desktop was not told in time what Mayfly does"),
        }
    }
}
