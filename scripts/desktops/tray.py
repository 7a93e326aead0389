"""Mayfly's icon in the desktop's own tray: its menu over D-Bus, as the tray's host uses it."""

import dbus

from waiting import wait_for

WATCHER = "org.kde.StatusNotifierWatcher"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Tray:
    """The desktop's tray; Mayfly's item is the one whose owner is Mayfly's process."""

    def __init__(self, bus):
        self._bus = bus

    def _watcher_property(self, name):
        watcher = self._bus.get_object(WATCHER, "/StatusNotifierWatcher", introspect=False)
        return watcher.Get(WATCHER, name, dbus_interface=PROPERTIES)

    def has_watcher(self):
        return self._bus.name_has_owner(WATCHER)

    def describe_watcher(self):
        """Returns the name of the program that owns the watcher."""
        return self._program_of(WATCHER)

    def _program_of(self, name):
        bus = self._bus.get_object("org.freedesktop.DBus", "/org/freedesktop/DBus", introspect=False)
        pid = bus.GetConnectionUnixProcessID(name, dbus_interface="org.freedesktop.DBus")
        with open(f"/proc/{pid}/comm") as file:
            return file.read().strip()

    def has_host(self):
        """Whether something that shows icons has registered with the watcher."""
        try:
            return self.has_watcher() and bool(self._watcher_property("IsStatusNotifierHostRegistered"))
        except dbus.DBusException:
            return False  # The watcher has gone in this moment.

    def _find_item(self):
        if not self.has_watcher():
            return None
        for item in reversed(self._watcher_property("RegisteredStatusNotifierItems")):
            # Items are listed as `:1.5/path`, by some watchers as `:1.5@/path`, and by GNOME's as a name alone.
            owner, _, path = str(item).partition("/")
            owner, path = owner.rstrip("@"), path or "StatusNotifierItem"
            try:
                if self._program_of(owner) == "mayfly":
                    return owner, "/" + path
            except (dbus.DBusException, OSError):
                continue
        return None

    def wait_for_item(self, seconds=30):
        return wait_for("Mayfly's icon in the tray", self._find_item, seconds)

    def item_property(self, name):
        owner, path = self.wait_for_item()
        item = self._bus.get_object(owner, path, introspect=False)
        return item.Get("org.kde.StatusNotifierItem", name, dbus_interface=PROPERTIES)

    def _menu(self):
        owner, _ = self.wait_for_item()
        menu = self._bus.get_object(owner, self.item_property("Menu"), introspect=False)
        return dbus.Interface(menu, "com.canonical.dbusmenu")

    def entries(self):
        """Returns the menu's items as (identifier, label)."""
        menu = self._menu()
        menu.AboutToShow(0)
        _, (_, _, children) = menu.GetLayout(0, -1, dbus.Array([], "s"))
        # An underscore is doubled in the protocol: a single one marks the mnemonic.
        labels = [(int(child[0]), str(child[1].get("label", "")).replace("__", "_")) for child in children]
        return [(number, label) for number, label in labels if label]

    def click(self, beginning):
        """Clicks the first item whose label begins so, and returns its label."""
        number, label = wait_for(
            f"{beginning} in the tray's menu",
            lambda: next((entry for entry in self.entries() if entry[1].startswith(beginning)), None),
        )
        self._menu().Event(number, "clicked", dbus.Int32(0, variant_level=1), dbus.UInt32(0))
        return label
