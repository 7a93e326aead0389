//! Showing a file by the portal `org.freedesktop.portal.OpenURI`. A Flatpak can't reach the file manager itself, and knows
//! a file that the user chose by a path that is the portal's; so the portal gets the open file.

use crate::desktop_portal::{ANSWER_TIMEOUT, PORTAL, PORTAL_PATH};
use std::collections::HashMap;
use std::os::fd::AsFd as _;
use std::path::Path;
use zbus::Connection;
use zbus::connection::Builder;
use zbus::zvariant::{Fd, OwnedObjectPath, Value};

/// Has the desktop show a file in its folder.
pub(super) async fn show_in_folder_by_portal(path: &Path) -> zbus::Result<()> {
    let connection = Builder::session()?.method_timeout(ANSWER_TIMEOUT).build().await?;
    open_directory(&connection, path).await
}

/// Calls the portal. It accepts the request, or not; how the request ends is not waited for.
async fn open_directory(connection: &Connection, path: &Path) -> zbus::Result<()> {
    let file = tokio::fs::File::open(path).await.map_err(zbus::Error::from)?;
    // The parent window: none.
    let body = ("", Fd::from(file.as_fd()), HashMap::<&str, Value<'_>>::new());
    let interface = Some("org.freedesktop.portal.OpenURI");
    let reply = connection.call_method(Some(PORTAL), PORTAL_PATH, interface, "OpenDirectory", &body).await?;
    let _request: OwnedObjectPath = reply.body().deserialize()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_bus::TestBus;
    use std::io::Read as _;
    use std::sync::{Arc, Mutex};
    use zbus::zvariant::OwnedFd;

    struct OpenUriInterface(Arc<Mutex<Vec<String>>>);

    #[zbus::interface(name = "org.freedesktop.portal.OpenURI")]
    impl OpenUriInterface {
        fn open_directory(
            &self,
            _parent: String,
            file: OwnedFd,
            _options: HashMap<String, Value<'_>>,
        ) -> OwnedObjectPath {
            let mut text = String::new();
            std::fs::File::from(std::os::fd::OwnedFd::from(file)).read_to_string(&mut text).unwrap();
            self.0.lock().unwrap().push(text);
            OwnedObjectPath::try_from("/org/freedesktop/portal/desktop/request/1_2/t").unwrap()
        }
    }

    #[tokio::test]
    async fn portal_gets_the_open_file() {
        let bus = TestBus::start();
        let path = bus.folder.path().join("Hoá đơn.pdf");
        std::fs::write(&path, "content").unwrap();
        let connection = bus.connect().await;
        assert!(open_directory(&connection, &path).await.is_err(), "there is no portal");

        let shown = Arc::new(Mutex::new(Vec::new()));
        let portal = zbus::connection::Builder::address(bus.address.as_str()).unwrap();
        let portal = portal.serve_at(PORTAL_PATH, OpenUriInterface(Arc::clone(&shown))).unwrap();
        let _portal = portal.name(PORTAL).unwrap().build().await.unwrap();
        open_directory(&connection, &path).await.unwrap();
        assert_eq!(*shown.lock().unwrap(), ["content"]);
        assert!(open_directory(&connection, &bus.folder.path().join("none")).await.is_err(), "there is no file");
    }
}
