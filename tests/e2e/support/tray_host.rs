//! The desktop's side of the tray: a StatusNotifierWatcher, and the icon's menu over D-Bus.

use super::{TestDesktop, wait_for_some, wait_until_true};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

/// A tray that shows the icons of the programs on its desktop.
pub struct TrayHost {
    connection: zbus::Connection,
    icons: Arc<Mutex<Vec<RegisteredIcon>>>,
    has_host: Arc<AtomicBool>,
}

#[derive(Debug, Clone)]
struct RegisteredIcon {
    owner: String,
    path: String,
}

const WATCHER_PATH: &str = "/StatusNotifierWatcher";

struct StatusNotifierWatcher {
    icons: Arc<Mutex<Vec<RegisteredIcon>>>,
    has_host: Arc<AtomicBool>,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl StatusNotifierWatcher {
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: zbus::message::Header<'_>) {
        let owner = header.sender().map(ToString::to_string).unwrap_or_default();
        let path = if service.starts_with('/') { service } else { "/StatusNotifierItem" };
        self.icons.lock().unwrap().push(RegisteredIcon { owner, path: path.to_owned() });
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        self.has_host.load(Ordering::Relaxed)
    }

    #[zbus(signal)]
    async fn status_notifier_host_registered(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn status_notifier_host_unregistered(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.icons.lock().unwrap().iter().map(|item| format!("{}{}", item.owner, item.path)).collect()
    }
}

type MenuLayout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl TrayHost {
    /// Starts a tray on this desktop. Start it before the app, as a real desktop does.
    pub async fn start(desktop: &TestDesktop) -> Self {
        let icons = Arc::default();
        let has_host = Arc::new(AtomicBool::new(true));
        let watcher = StatusNotifierWatcher { icons: Arc::clone(&icons), has_host: Arc::clone(&has_host) };
        let connection = zbus::connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at(WATCHER_PATH, watcher)
            .unwrap()
            .name("org.kde.StatusNotifierWatcher")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self { connection, icons, has_host }
    }

    /// Waits until a program on this desktop offers an icon although there is no tray.
    pub async fn wait_for_icon_without_tray(desktop: &TestDesktop) {
        let address = zbus::connection::Builder::address(desktop.bus_address()).unwrap();
        let connection = address.build().await.unwrap();
        let bus = zbus::fdo::DBusProxy::new(&connection).await.unwrap();
        wait_until_true("an icon on the bus", || async {
            let names = bus.list_names().await.unwrap();
            names.iter().any(|name| name.starts_with("org.kde.StatusNotifierItem-"))
        })
        .await;
    }

    /// Ends the tray, as a panel that is closed.
    pub async fn close(self) {
        self.connection.close().await.unwrap();
    }

    /// Sets whether a host draws the icons. The watcher stays in any case.
    pub async fn set_host_present(&self, is_present: bool) {
        self.has_host.store(is_present, Ordering::Relaxed);
        let emitter = SignalEmitter::new(&self.connection, WATCHER_PATH).unwrap();
        let emitted = match is_present {
            true => StatusNotifierWatcher::status_notifier_host_registered(&emitter).await,
            false => StatusNotifierWatcher::status_notifier_host_unregistered(&emitter).await,
        };
        emitted.unwrap();
    }

    /// Returns the labels of the menu's items, without separators.
    pub async fn list_tray_menu_labels(&self) -> Vec<String> {
        self.list_menu_entries().await.into_iter().map(|(_, label)| label).collect()
    }

    /// Waits for a menu item whose label begins with `label`, and clicks it.
    pub async fn click_item(&self, label: &str) {
        let id = wait_for_some(&format!("the tray item {label:?}"), || async move {
            self.list_menu_entries().await.into_iter().find(|(_, text)| text.starts_with(label)).map(|(id, _)| id)
        })
        .await;
        let menu = self.connect_menu().await;
        let answer: zbus::Result<()> = menu.call("Event", &(id, "clicked", Value::from(0_i32), 0_u32)).await;
        // A program that this item quits may have gone before it answers.
        let has_gone = |error: &zbus::Error| matches!(error, zbus::Error::MethodError(name, ..) if *name == "org.freedesktop.DBus.Error.NoReply");
        assert!(answer.as_ref().err().is_none_or(has_gone), "{answer:?}");
    }

    /// Returns the number of unread messages in the icon's tooltip; `None` if the tooltip tells something else.
    pub async fn read_tooltip_unread_count(&self) -> Option<u32> {
        type ToolTip = (String, Vec<(i32, i32, Vec<u8>)>, String, String);
        let (_, _, title, _): ToolTip = self.wait_for_icon().await.1.get_property("ToolTip").await.unwrap();
        if title == "Mayfly" {
            return Some(0);
        }
        title.strip_prefix("Mayfly: ")?.strip_suffix(" unread")?.parse().ok()
    }

    /// Clicks the icon with the left button, on a desktop that opens the menu by another.
    pub async fn click_icon(&self) {
        let _: () = self.wait_for_icon().await.1.call("Activate", &(0, 0)).await.unwrap();
    }

    /// Whether the menu item with this label is checked.
    pub async fn is_checked(&self, label: &str) -> bool {
        let id = self.list_menu_entries().await.into_iter().find(|(_, text)| text == label).map(|(id, _)| id).unwrap();
        let state: OwnedValue = self.connect_menu().await.call("GetProperty", &(id, "toggle-state")).await.unwrap();
        i32::try_from(state).unwrap() == 1
    }

    /// Whether the menu item with this label is enabled.
    pub async fn is_menu_item_enabled(&self, label: &str) -> bool {
        let id = self.list_menu_entries().await.into_iter().find(|(_, text)| text == label).map(|(id, _)| id).unwrap();
        // An item without the property is enabled.
        let state: Option<OwnedValue> = self.connect_menu().await.call("GetProperty", &(id, "enabled")).await.ok();
        state.is_none_or(|state| bool::try_from(state).unwrap_or(true))
    }

    /// Returns the icon registered last, unless its program has exited.
    async fn find_live_icon(&self) -> Option<RegisteredIcon> {
        let item = self.icons.lock().unwrap().last().cloned()?;
        let bus = zbus::fdo::DBusProxy::new(&self.connection).await.unwrap();
        bus.name_has_owner(item.owner.as_str().try_into().ok()?).await.ok()?.then_some(item)
    }

    async fn list_menu_entries(&self) -> Vec<(i32, String)> {
        let menu = self.connect_menu().await;
        let no_properties: &[&str] = &[];
        let (_, (_, _, children)): (u32, MenuLayout) =
            menu.call("GetLayout", &(0_i32, -1_i32, no_properties)).await.unwrap();
        children
            .into_iter()
            .filter_map(|child| {
                let (id, properties, _): MenuLayout = child.try_into().ok()?;
                let label = String::try_from(properties.get("label")?.clone()).ok()?;
                // An underscore is doubled in the protocol: a single one marks the mnemonic.
                Some((id, label.replace("__", "_")))
            })
            .filter(|(_, label)| !label.is_empty())
            .collect()
    }

    async fn connect_menu(&self) -> zbus::Proxy<'static> {
        let (owner, icon) = self.wait_for_icon().await;
        let path: OwnedObjectPath = icon.get_property("Menu").await.unwrap();
        zbus::Proxy::new(&self.connection, owner, path, "com.canonical.dbusmenu").await.unwrap()
    }

    /// Waits for the app's icon; returns its owner on the bus, and a proxy of it.
    async fn wait_for_icon(&self) -> (String, zbus::Proxy<'static>) {
        let RegisteredIcon { owner, path } = wait_for_some("the app's tray icon", || self.find_live_icon()).await;
        let icon = zbus::proxy::Builder::new(&self.connection)
            .destination(owner.clone())
            .and_then(|builder| builder.path(path))
            .and_then(|builder| builder.interface("org.kde.StatusNotifierItem"))
            .unwrap()
            // The icon's library signals some changes only in a way of its own.
            .cache_properties(zbus::proxy::CacheProperties::No)
            .build();
        (owner, icon.await.unwrap())
    }
}
