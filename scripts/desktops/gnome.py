"""GNOME on Wayland, headless. GNOME Shell evaluates JavaScript for us (`--unsafe-mode`)."""

import glob
import json
import os
import time

import dbus

from desktop import Desktop, NotSupported, Window
from waiting import wait_for

EXTENSION = "ubuntu-appindicators@ubuntu.com"


class Gnome(Desktop):
    name = "gnome"
    title = "GNOME on Wayland"

    def start(self):
        os.environ.update(XDG_CURRENT_DESKTOP="GNOME", XDG_SESSION_CLASS="user", XDG_SESSION_DESKTOP="gnome")
        self.start_gnome_keyring()
        for schema, key, value in [
            ("org.gnome.shell", "enabled-extensions", f"['{EXTENSION}']"),
            ("org.gnome.shell", "welcome-dialog-last-shown-version", "99"),
            ("org.gnome.shell", "favorite-apps", "['Mayfly.desktop']"),
            ("org.gnome.desktop.interface", "enable-animations", "false"),
            # All three buttons, as in GNOME Tweaks: GNOME itself shows only the one that closes.
            ("org.gnome.desktop.wm.preferences", "button-layout", "appmenu:minimize,maximize,close"),
            ("org.gnome.mutter", "experimental-features", "['scale-monitor-framebuffer']"),
        ]:
            self.output_of("gsettings", "set", schema, key, value)
        width, height = self.screen
        self.spawn(
            "gnome-shell", "--headless", "--wayland", "--unsafe-mode", "--virtual-monitor", f"{width}x{height}"
        )
        self._bus = dbus.SessionBus()
        wait_for("GNOME Shell", lambda: self._try_eval("Main.layoutManager._startingUp") is False, 120)
        self.wait_for_wayland_display()
        # XWayland starts with its first client.
        os.environ["DISPLAY"] = ":0"
        cookies = wait_for("XWayland's cookie", lambda: glob.glob(f"{self.runtime}/.mutter-Xwaylandauth.*"), 60)
        os.environ["XAUTHORITY"] = cookies[0]
        time.sleep(2)
        # The overview of the start, and the notice that there is no login screen.
        self._eval("Main.overview.hide()")
        self._eval("Main.messageTray.getSources().forEach(source => source.destroy()); 0")
        # Without a keyboard no window has the focus. The first key of a new one only announces it.
        self.type_keyval(0xFFE3)
        self.publish_environment("WAYLAND_DISPLAY", "DISPLAY", "XAUTHORITY", "XDG_SESSION_DESKTOP")

    def _eval(self, script):
        shell = self._bus.get_object("org.gnome.Shell", "/org/gnome/Shell", introspect=False)
        ok, result = shell.Eval(script, dbus_interface="org.gnome.Shell")
        if not ok:
            raise RuntimeError(f"GNOME Shell: {result}")
        return json.loads(result) if result else None

    def _try_eval(self, script):
        try:
            return self._eval(script)
        except (dbus.DBusException, RuntimeError):
            return None

    def windows(self):
        found = self._eval(
            """global.get_window_actors().map(actor => actor.meta_window)
                .filter(window => !window.is_override_redirect() && !window.minimized)
                .map(window => { const box = window.get_frame_rect(); return [window.get_title() ?? '',
                    window.get_wm_class() ?? '', window.has_focus(), box.x, box.y, box.width, box.height]; })"""
        )
        return [Window(*window) for window in found]

    def describe_focus(self):
        return self._eval(
            """[global.get_window_actors().map(a => a.meta_window).map(w => [w.get_title(), w.has_focus(),
                w.demands_attention, w.get_user_time()]), global.display.get_last_user_time(), global.get_pointer(),
                Main.overview.visible, Main.messageTray._banner != null,
                imports.gi.Shell.AppSystem.get_default().get_running().map(a => [a.get_id(), a.get_n_windows()])]"""
        )

    def click_at(self, x, y):
        self._eval(
            """{ const { Clutter, GLib } = imports.gi;
            const seat = (global.stage.context?.get_backend() ?? Clutter.get_default_backend()).get_default_seat();
            global.testPointer ??= seat.create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE);
            global.testPointer.notify_absolute_motion(GLib.get_monotonic_time(), %d, %d); 0 }"""
            % (x, y)
        )
        time.sleep(0.5)
        for state in ("PRESSED", "RELEASED"):
            self._eval(
                """{ const { Clutter, GLib } = imports.gi; global.testPointer.notify_button(
                GLib.get_monotonic_time(), Clutter.BUTTON_PRIMARY, Clutter.ButtonState.%s); 0 }"""
                % state
            )
            time.sleep(0.1)

    def type_keys(self, text):
        for character in text:
            self.type_keyval(ord(character))
            time.sleep(0.12)

    def type_keyval(self, keyval):
        self._eval(
            """{ const { Clutter, GLib } = imports.gi;
            const seat = (global.stage.context?.get_backend() ?? Clutter.get_default_backend()).get_default_seat();
            global.testKeyboard ??= seat.create_virtual_device(Clutter.InputDeviceType.KEYBOARD_DEVICE);
            for (const state of [Clutter.KeyState.PRESSED, Clutter.KeyState.RELEASED])
                global.testKeyboard.notify_keyval(GLib.get_monotonic_time(), %d, state); 0 }"""
            % keyval
        )

    def prepare_input_method(self):
        """Nothing: GNOME Shell itself runs ibus, and speaks to programs by Wayland's text input."""

    def start_telex(self):
        sources = "[('ibus', 'Unikey'), ('xkb', 'us')]"
        self.output_of("gsettings", "set", "org.gnome.desktop.input-sources", "sources", sources)
        time.sleep(4)

    def stop_telex(self):
        self.output_of("gsettings", "set", "org.gnome.desktop.input-sources", "sources", "[('xkb', 'us')]")
        time.sleep(1)

    title_buttons = {"close": (18, 18), "maximise": (52, 18), "minimise": (86, 18)}

    def request_close(self):
        self._eval(
            """global.get_window_actors().map(a => a.meta_window).filter(w => w.get_wm_class() == 'Mayfly')
                .forEach(w => w.delete(global.get_current_time())); 0"""
        )

    _launches = 0

    def launch(self):
        # A click on the icon in the dash, where it is pinned.
        self._eval("Main.overview.show(); 0")
        time.sleep(2)
        x, y = self._eval(
            """{ const icon = Main.overview.dash._box.get_children().map(item => item.child)
                .find(icon => icon?.app?.get_id() == 'Mayfly.desktop') ?? Main.overview.dash._box.get_children()[0];
            const [x, y] = icon.get_transformed_position(), [width, height] = icon.get_transformed_size();
            [x + width / 2, y + height / 2] }"""
        )
        self._launches += 1
        self.capture(f"dash-{self._launches}")
        self.click_at(x, y)
        time.sleep(1)

    def read_clipboard(self):
        self._eval(
            """{ global.testClipboard = null; const { St } = imports.gi;
            St.Clipboard.get_default().get_text(St.ClipboardType.CLIPBOARD,
                (clipboard, text) => { global.testClipboard = text ?? ''; }); 0 }"""
        )
        end = time.monotonic() + 3
        while time.monotonic() < end:
            text = self._eval("global.testClipboard")
            if text is not None:
                return text
            time.sleep(0.1)
        return ""

    def clear_clipboard(self):
        self._eval(
            "imports.gi.St.Clipboard.get_default().set_text(imports.gi.St.ClipboardType.CLIPBOARD, 'something else'); 0"
        )

    def capture(self, name):
        path = self.screenshot_path(name)
        shot = self._bus.get_object("org.gnome.Shell.Screenshot", "/org/gnome/Shell/Screenshot", introspect=False)
        ok, _ = shot.Screenshot(False, False, path, dbus_interface="org.gnome.Shell.Screenshot", timeout=30)
        if not ok:
            raise RuntimeError("GNOME Shell took no screenshot")
        return path

    def click_notification(self, summary):
        def find_banner():
            return self._eval(
                """{ const banner = Main.messageTray._banner;
                const place = banner?.get_transformed_position(), size = banner?.get_transformed_size();
                banner ? [place[0] + size[0] / 2, place[1] + size[1] / 2] : null }"""
            )

        x, y = wait_for("the banner of the notification", find_banner, 10)
        self.click_at(x, y)

    def set_dark(self, dark):
        value = "prefer-dark" if dark else "default"
        self.output_of("gsettings", "set", "org.gnome.desktop.interface", "color-scheme", value)

    def set_scale(self, per_cent):
        interface = "org.gnome.Mutter.DisplayConfig"
        config = dbus.Interface(
            self._bus.get_object(interface, "/org/gnome/Mutter/DisplayConfig", introspect=False), interface
        )
        serial, monitors, _, _ = config.GetCurrentState()
        connector, modes = monitors[0][0][0], monitors[0][1]
        mode = next((mode for mode in modes if mode[6].get("is-current")), modes[0])
        scale = min(mode[5], key=lambda value: abs(value - per_cent / 100))
        screen = (0, 0, dbus.Double(scale), dbus.UInt32(0), True, [(connector, mode[0], dbus.Dictionary({}, "sv"))])
        config.ApplyMonitorsConfig(
            serial,
            dbus.UInt32(1),
            dbus.Array([dbus.Struct(screen, signature="iiduba(ssa{sv})")], signature="(iiduba(ssa{sv}))"),
            dbus.Dictionary({}, "sv"),
        )
        self.scale = float(scale)
        time.sleep(2)
        return f"{round(scale * 100)} %"

    def icon_of_window(self):
        return self._eval(
            """{ const app = imports.gi.Shell.WindowTracker.get_default().get_window_app(
                global.get_window_actors().map(a => a.meta_window).find(w => w.get_wm_class() == 'Mayfly'));
            `${app?.get_id()}, icon ${app?.get_icon()?.to_string()}` }"""
        )

    def end_xwayland(self):
        raise NotSupported("outside a systemd session GNOME Shell ends with XWayland")

    def remove_tray(self):
        self._eval(f"Main.extensionManager.disableExtension('{EXTENSION}'); 0")
