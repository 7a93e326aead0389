//! The tray as a desktop sees it: a StatusNotifierWatcher of the test's own, and the menu over D-Bus.

use super::{Desktop, until};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

/// The desktop's tray.
pub struct Tray {
    connection: zbus::Connection,
    items: Arc<Mutex<Vec<Item>>>,
}

#[derive(Debug, Clone)]
struct Item {
    owner: String,
    path: String,
}

struct Watcher(Arc<Mutex<Vec<Item>>>);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: zbus::message::Header<'_>) {
        let owner = header.sender().map(ToString::to_string).unwrap_or_default();
        let path = if service.starts_with('/') { service } else { "/StatusNotifierItem" };
        self.0.lock().unwrap().push(Item { owner, path: path.to_owned() });
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.0.lock().unwrap().iter().map(|item| format!("{}{}", item.owner, item.path)).collect()
    }
}

type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Tray {
    /// Puts a tray on the desktop; before the app starts, as a real desktop does.
    pub async fn start(desktop: &Desktop) -> Self {
        let items = Arc::default();
        let connection = zbus::connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at("/StatusNotifierWatcher", Watcher(Arc::clone(&items)))
            .unwrap()
            .name("org.kde.StatusNotifierWatcher")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self { connection, items }
    }

    /// The labels of the menu's items, lines left out.
    pub async fn labels(&self) -> Vec<String> {
        self.entries().await.into_iter().map(|(_, label)| label).collect()
    }

    /// Waits for an item whose label begins so and clicks it.
    pub async fn click(&self, label: &str) {
        let id = until(&format!("the tray item {label:?}"), || async move {
            self.entries().await.into_iter().find(|(_, text)| text.starts_with(label)).map(|(id, _)| id)
        })
        .await;
        let menu = self.menu().await;
        let _: () = menu.call("Event", &(id, "clicked", Value::from(0_i32), 0_u32)).await.unwrap();
    }

    /// The text beside the icon: how many messages are unread.
    pub async fn title(&self) -> String {
        self.item().await.1.get_property("XAyatanaLabel").await.unwrap()
    }

    /// Whether the item with this label is checked.
    pub async fn is_checked(&self, label: &str) -> bool {
        let id = self.entries().await.into_iter().find(|(_, text)| text == label).map(|(id, _)| id).unwrap();
        let state: OwnedValue = self.menu().await.call("GetProperty", &(id, "toggle-state")).await.unwrap();
        i32::try_from(state).unwrap() == 1
    }

    /// Whether the item with this label can be clicked.
    pub async fn is_enabled(&self, label: &str) -> bool {
        let id = self.entries().await.into_iter().find(|(_, text)| text == label).map(|(id, _)| id).unwrap();
        // An item that doesn't say can be.
        let state: Option<OwnedValue> = self.menu().await.call("GetProperty", &(id, "enabled")).await.ok();
        state.is_none_or(|state| bool::try_from(state).unwrap_or(true))
    }

    /// The last icon, unless its program has ended.
    async fn living(&self) -> Option<Item> {
        let item = self.items.lock().unwrap().last().cloned()?;
        let bus = zbus::fdo::DBusProxy::new(&self.connection).await.unwrap();
        bus.name_has_owner(item.owner.as_str().try_into().ok()?).await.ok()?.then_some(item)
    }

    async fn entries(&self) -> Vec<(i32, String)> {
        let menu = self.menu().await;
        let no_properties: &[&str] = &[];
        let (_, (_, _, children)): (u32, Layout) =
            menu.call("GetLayout", &(0_i32, -1_i32, no_properties)).await.unwrap();
        children
            .into_iter()
            .filter_map(|child| {
                let (id, properties, _): Layout = child.try_into().ok()?;
                let label = String::try_from(properties.get("label")?.clone()).ok()?;
                // On the wire an underscore is doubled: a single one marks the access key.
                Some((id, label.replace("__", "_")))
            })
            .filter(|(_, label)| !label.is_empty())
            .collect()
    }

    async fn menu(&self) -> zbus::Proxy<'static> {
        let (owner, icon) = self.item().await;
        let path: OwnedObjectPath = icon.get_property("Menu").await.unwrap();
        zbus::Proxy::new(&self.connection, owner, path, "com.canonical.dbusmenu").await.unwrap()
    }

    /// The app's icon, and who it belongs to.
    async fn item(&self) -> (String, zbus::Proxy<'static>) {
        let Item { owner, path } = until("the app's tray icon", || self.living()).await;
        let icon = zbus::proxy::Builder::new(&self.connection)
            .destination(owner.clone())
            .and_then(|builder| builder.path(path))
            .and_then(|builder| builder.interface("org.kde.StatusNotifierItem"))
            .unwrap()
            // The icon's library tells of some changes only by signals of its own.
            .cache_properties(zbus::proxy::CacheProperties::No)
            .build();
        (owner, icon.await.unwrap())
    }
}
